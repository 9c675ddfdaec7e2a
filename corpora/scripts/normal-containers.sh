#!/usr/bin/env bash
# Records corpora/normal-containers: containerd runs three busybox containers: a web server, a client
# that asks it again and again, and a batch job that sorts and packs files; an administrator looks into
# one of them by `ctr task exec`. The image is made here.
#
# Debian packages: containerd runc busybox-static
. "$(dirname "$0")/lab.sh"
need containerd ctr runc busybox
isolate "$@"

prepare() {
  nsenter --target "$LAB_ROOT_PID" --mount -- /bin/bash -e <<'END'
mkdir -p /run/containerd /var/lib/lab /tmp/image/rootfs/{bin,etc,tmp,www}
cd /tmp/image
cp /bin/busybox rootfs/bin/busybox
for tool in sh ls cat sort gzip tar seq sleep wget httpd wc date id ps mkdir rm head; do ln -s busybox "rootfs/bin/$tool"; done
echo 'root:x:0:0:root:/:/bin/sh' >rootfs/etc/passwd
seq 200 >rootfs/www/index.html
tar -C rootfs -cf layer.tar .
layer=$(sha256sum layer.tar | cut -d' ' -f1)
mkdir -p oci/blobs/sha256
mv layer.tar "oci/blobs/sha256/$layer"
blob() { # FILE: stores it, says its digest and size
  local digest
  digest=$(sha256sum "$1" | cut -d' ' -f1)
  cp "$1" "oci/blobs/sha256/$digest"
  echo "\"digest\":\"sha256:$digest\",\"size\":$(stat -c %s "$1")"
}
printf '{"architecture":"amd64","os":"linux","config":{"Cmd":["sh"],"Env":["PATH=/bin"]},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' "$layer" >config
printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json",%s},"layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar",%s}]}' \
  "$(blob config)" "\"digest\":\"sha256:$layer\",\"size\":$(stat -c %s "oci/blobs/sha256/$layer")" >manifest
printf '{"schemaVersion":2,"manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json",%s,"annotations":{"org.opencontainers.image.ref.name":"docker.io/library/shop:1.0","io.containerd.image.name":"docker.io/library/shop:1.0"}}]}' \
  "$(blob manifest)" >oci/index.json
printf '{"imageLayoutVersion":"1.0.0"}' >oci/oci-layout
tar -C oci -cf /srv/app/shop.tar .
END
  lab /usr/bin/containerd --root /run/lab/root --state /run/lab/state --address /run/containerd/containerd.sock \
    >/dev/null 2>&1 &
  for _ in $(seq 100); do
    if lab /usr/bin/ctr version >/dev/null 2>&1; then break; fi
    sleep 0.1
  done
  lab /usr/bin/ctr images import /srv/app/shop.tar >/dev/null
  runtime=(--runtime "containerd:/proc/$LAB_ROOT_PID/root/run/containerd/containerd.sock")
}

cd "$scripts"
unified=/sys/fs/cgroup/unified
[ -e "$unified" ] || unified=/sys/fs/cgroup
mkdir -p "$unified/default" # where containerd puts the cgroups of its containers
begin normal-containers --cgroup default
run() {
  local name=$1
  shift
  lab /usr/bin/ctr run --detach --net-host docker.io/library/shop:1.0 "$name" "$@" >/dev/null
}
run web httpd -f -p 127.0.0.1:8080 -h /www
run client sh -c 'for i in $(seq 40); do wget -q -O - http://127.0.0.1:8080/index.html | wc -l; sleep 0.1; done'
run batch sh -c 'mkdir -p /tmp/job; for i in $(seq 30); do seq $((i * 20)) | sort -r >/tmp/job/$i; done; tar -czf /tmp/job.tgz /tmp/job; rm -r /tmp/job; sleep 3'
lab /usr/bin/ctr task exec --exec-id look web sh -c 'ps; ls /www; head -3 /www/index.html' >/dev/null
sleep 6
for name in batch client web; do
  lab /usr/bin/ctr task kill --signal KILL "$name" >/dev/null 2>&1 || true
  sleep 0.5
  lab /usr/bin/ctr task delete "$name" >/dev/null 2>&1 || true
  lab /usr/bin/ctr container delete "$name" >/dev/null 2>&1 || true
done
finish
