#!/usr/bin/env bash
# containerd-image.sh FOLDER: makes FOLDER/image.tar, an OCI image of a busybox that sleeps,
# docker.io/library/creance-test:1.0.
set -euo pipefail
cd "$1"
mkdir -p rootfs/{bin,etc,tmp} oci/blobs/sha256
cp "$(command -v busybox)" rootfs/bin/busybox
for tool in sh ls cat sleep mkdir; do ln -s busybox "rootfs/bin/$tool"; done
echo 'root:x:0:0:root:/:/bin/sh' >rootfs/etc/passwd
tar -C rootfs -cf layer.tar .
layer=$(sha256sum layer.tar | cut -d' ' -f1)
mv layer.tar "oci/blobs/sha256/$layer"
blob() { # FILE: stores it, says its digest and size
  local digest
  digest=$(sha256sum "$1" | cut -d' ' -f1)
  cp "$1" "oci/blobs/sha256/$digest"
  echo "\"digest\":\"sha256:$digest\",\"size\":$(stat -c %s "$1")"
}
printf '{"architecture":"amd64","os":"linux","config":{"Cmd":["sleep","600"],"Env":["PATH=/bin"]},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' "$layer" >config
printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json",%s},"layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar",%s}]}' \
  "$(blob config)" "\"digest\":\"sha256:$layer\",\"size\":$(stat -c %s "oci/blobs/sha256/$layer")" >manifest
printf '{"schemaVersion":2,"manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json",%s,"annotations":{"org.opencontainers.image.ref.name":"docker.io/library/creance-test:1.0","io.containerd.image.name":"docker.io/library/creance-test:1.0"}}]}' \
  "$(blob manifest)" >oci/index.json
printf '{"imageLayoutVersion":"1.0.0"}' >oci/oci-layout
tar -C oci -cf image.tar .
