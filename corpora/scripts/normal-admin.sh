#!/usr/bin/env bash
# Records corpora/normal-admin: an administrator logs in through ssh on the loopback interface, with a
# key and a terminal, looks around, edits a configuration, restarts a service, copies files to and
# from the machine, and becomes another user.
#
# Debian packages: openssh-server openssh-client sudo sed procps
. "$(dirname "$0")/lab.sh"
need /usr/sbin/sshd ssh scp sudo
isolate "$@"

prepare() {
  nsenter --target "$LAB_ROOT_PID" --mount -- /bin/bash -e <<'END'
mkdir -p /run/sshd /home/admin/.ssh /root/keys
ssh-keygen -q -t ed25519 -N '' -C admin -f /root/keys/admin
ssh-keygen -q -t ed25519 -N '' -C host -f /root/keys/host
cp /root/keys/admin.pub /home/admin/.ssh/authorized_keys
chmod 700 /home/admin/.ssh && chmod 600 /home/admin/.ssh/authorized_keys && chown -R admin: /home/admin
printf 'admin ALL=(ALL) NOPASSWD: ALL\n' >/etc/sudoers.d/admin && chmod 440 /etc/sudoers.d/admin
printf 'ListenAddress 127.0.0.1\nPort 22\nHostKey /root/keys/host\nUsePAM no\nPasswordAuthentication no\nSubsystem sftp internal-sftp\n' >/etc/ssh/sshd_config
printf 'workers = 2\n' >/etc/shop.conf
END
}

cd "$scripts"
begin normal-admin
lab /usr/sbin/sshd -D -f /etc/ssh/sshd_config &
sleep 1
options='-i /root/keys/admin -o StrictHostKeyChecking=no -o UserKnownHostsFile=/root/keys/known -o LogLevel=ERROR'
# What is typed, with pauses.
{
  while read -r line; do
    echo "$line"
    sleep 0.4
  done <<'TYPED'
uname -a; uptime
whoami
ls -la /etc | head -5
df -h /
ps aux | head -20
tail -n 5 /etc/passwd
cat /etc/shop.conf
sudo sed -i 's/workers = 2/workers = 4/' /etc/shop.conf
sudo tail -n 1 /etc/shadow >/dev/null
ss -ltn
find /var/log -name '*.log' -size +1M 2>/dev/null
vi --version | head -1
mkdir -p work && cd work && echo notes >today.txt && mv today.txt monday.txt
sudo su - nobody -s /bin/sh -c id
history | tail -3
exit
TYPED
} | lab /usr/bin/ssh -tt $options admin@127.0.0.1 >/dev/null 2>&1 || true
lab /usr/bin/scp -q $options /etc/services admin@127.0.0.1:services.copy >/dev/null 2>&1 || true
lab /usr/bin/scp -q $options admin@127.0.0.1:work/monday.txt /tmp/ >/dev/null 2>&1 || true
lab /usr/bin/ssh $options admin@127.0.0.1 'sudo systemctl status ssh; df -P' >/dev/null 2>&1 || true
finish
