#!/usr/bin/env bash
# Records corpora/normal-packages: apt reads its lists and installs packages of a local repository,
# with their scripts; one is removed, one is upgraded by dpkg, the installed files are verified.
#
# Debian packages: apt dpkg dpkg-dev (the packages that are installed are made here)
. "$(dirname "$0")/lab.sh"
need apt-get dpkg-deb dpkg-scanpackages
isolate "$@"

prepare() {
  nsenter --target "$LAB_ROOT_PID" --mount -- /bin/bash -e <<'END'
mkdir -p /srv/repository && cd /srv/repository
package() { # NAME VERSION DEPENDS
  local root="/tmp/$1-$2"
  mkdir -p "$root"/DEBIAN "$root/usr/bin" "$root/usr/share/$1" "$root/etc/$1" "$root/usr/share/doc/$1"
  printf 'Package: %s\nVersion: %s\nArchitecture: all\nMaintainer: Nobody <nobody@example.org>\nDepends: %s\nDescription: sample\n' \
    "$1" "$2" "${3:-dpkg}" >"$root/DEBIAN/control"
  printf '#!/bin/sh\nset -e\nif [ "$1" = configure ]; then ldconfig; mkdir -p /var/lib/%s; touch /var/lib/%s/state; fi\n' "$1" "$1" >"$root/DEBIAN/postinst"
  printf '#!/bin/sh\nset -e\nif [ "$1" = purge ]; then rm -rf /var/lib/%s; fi\n' "$1" >"$root/DEBIAN/postrm"
  chmod 755 "$root"/DEBIAN/post*
  printf '#!/bin/sh\necho %s %s\n' "$1" "$2" >"$root/usr/bin/$1" && chmod 755 "$root/usr/bin/$1"
  echo "colour = blue" >"$root/etc/$1/$1.conf" && echo "/etc/$1/$1.conf" >"$root/DEBIAN/conffiles"
  for i in $(seq 30); do seq "$i" >"$root/usr/share/$1/part$i"; done
  echo "$1" >"$root/usr/share/doc/$1/copyright"
  dpkg-deb --root-owner-group -b "$root" . >/dev/null
}
package lab-library 1.0
package lab-tool 1.0 lab-library
package lab-server 1.0 'lab-library, lab-tool'
dpkg-scanpackages . 2>/dev/null >Packages
mkdir /srv/newer && cd /srv/newer && package lab-tool 1.1 lab-library
rm -rf /etc/apt/sources.list.d/* /var/lib/apt/lists/*
echo 'deb [trusted=yes] file:/srv/repository ./' >/etc/apt/sources.list
END
}

cd "$scripts"
begin normal-packages
lab /bin/bash -c '
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -q
  apt-get install -y -q lab-server
  lab-server; lab-tool
  dpkg -i /srv/newer/lab-tool_1.1_all.deb
  dpkg -V lab-tool lab-server; dpkg -l "lab-*"
  apt-get purge -y -q lab-server; apt-get autoremove -y -q
  apt-get clean' >/dev/null 2>&1 </dev/null
finish
