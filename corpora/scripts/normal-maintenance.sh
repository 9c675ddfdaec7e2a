#!/usr/bin/env bash
# Records corpora/normal-maintenance: what cron does at night, in a minute: cron itself starts jobs of a
# user and of the system; logs are rotated and compressed, old files deleted, data backed up, a report
# written; accounts and disks are looked at.
#
# Debian packages: cron logrotate
. "$(dirname "$0")/lab.sh"
need cron logrotate
isolate "$@"

prepare() {
  nsenter --target "$LAB_ROOT_PID" --mount -- /bin/bash -e <<'END'
mkdir -p /var/log/shop /srv/data /srv/backup /var/lib/logrotate
for i in $(seq 40); do seq $((i * 50)) >"/srv/data/file$i"; done
for log in orders access errors; do seq 5000 >"/var/log/shop/$log.log"; done
touch -d '30 days ago' /srv/backup/old{1,2,3}.tgz
cat >/etc/logrotate.d/shop <<'CONF'
/var/log/shop/*.log {
  rotate 4
  size 1k
  compress
  create 0640 root adm
}
CONF
printf '#!/bin/sh\ntar -C /srv -czf /srv/backup/$(date +%%H%%M%%S).tgz data && find /srv/backup -mtime +14 -delete\n' >/usr/local/sbin/backup
printf '#!/bin/sh\ndf -P / | tail -1; du -s /srv/data; wc -l /etc/passwd; last -n 3 2>/dev/null || true; sha256sum /srv/data/* | sha256sum\n' >/usr/local/sbin/report
chmod 755 /usr/local/sbin/backup /usr/local/sbin/report
rm -f /etc/cron.d/* /etc/cron.*/*
printf 'PATH=/usr/sbin:/usr/bin:/sbin:/bin\n* * * * * root /usr/local/sbin/backup\n* * * * * root /usr/sbin/logrotate -f /etc/logrotate.d/shop\n* * * * * nobody /usr/bin/find /tmp -maxdepth 1 -mmin +60 -delete\n* * * * * root /usr/local/sbin/report >/var/log/report.txt\n' >/etc/crontab
END
}

cd "$scripts"
begin normal-maintenance
lab /usr/sbin/cron -f &
sleep $((64 - 10#$(date +%S))) # over the next full minute
lab /bin/bash -c 'run-parts --test /etc/cron.daily; find /etc -newer /etc/passwd -type f | wc -l; date >>/var/log/report.txt
  tar -tzf "$(ls /srv/backup/*.tgz | tail -1)" | wc -l' >/dev/null 2>&1
finish
