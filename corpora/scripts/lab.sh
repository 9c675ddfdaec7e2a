# shellcheck shell=bash
# What the recording scripts share; sourced. A *lab* is a throw-away copy of this machine: a root file
# system whose changes live in memory, a host name and a network (loopback alone) of its own, and a
# cgroup; only what runs in that cgroup is recorded. Nothing that is done in it outlives it.
#
#   begin NAME [RECORDER OPTIONS]   starts recording to corpora/NAME/capture.scap.gz
#   lab COMMAND…                    runs a command in the lab
#   finish                          ends the recording, says its counts
#
# Needs root, a kernel that the recorder runs on, overlayfs, and the built recorder; each script names
# the Debian packages that it needs beside these.
set -euo pipefail

scripts=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
corpora=$(dirname "$scripts")
recorder=${RECORDER:-$corpora/../recorder-agent/recorder-agent}
export LAB_HOST=node-1

need() {
  local tool
  for tool in unshare nsenter setpriv "$@"; do
    command -v "$tool" >/dev/null || { echo "${0##*/}: needs $tool (Debian: see the script's head)" >&2; exit 4; }
  done
  [ "$(id -u)" = 0 ] || { echo "${0##*/}: needs root" >&2; exit 4; }
}

# The script starts over in a host name and a network of its own.
isolate() {
  if [ "${LAB_ISOLATED:-}" != yes ]; then
    LAB_ISOLATED=yes exec unshare --uts --net --ipc --mount --propagation private "$0" "$@"
  fi
  hostname "$LAB_HOST"
  ip link set lo up
  # Addresses for documentation (RFC 5737), on the loopback interface: what goes there stays here.
  ip addr add 198.51.100.7/32 dev lo
  # The accounts of a fresh Debian, and admin; the recorder tells them in the capture's head.
  accounts=$(mktemp -d)
  local file
  for file in passwd group; do
    grep -E '^([^:]*:){2}([0-9]{1,2}|65534):|^(_apt|systemd-[^:]*|messagebus|sshd|redis|crontab|nogroup|_ssh):' "/etc/$file" >"$accounts/$file"
  done
  echo 'admin:x:1000:1000:,,,:/home/admin:/bin/bash' >>"$accounts/passwd"
  echo 'admin:x:1000:' >>"$accounts/group"
  mount --bind "$accounts/passwd" /etc/passwd
  mount --bind "$accounts/group" /etc/group
}

begin() {
  local name=$1
  shift
  capture=$corpora/$name/capture.scap.gz
  export LAB_LABELS=$corpora/$name/labels.json
  mkdir -p "$corpora/$name"
  rm -f "$capture" "$LAB_LABELS"
  local unified=/sys/fs/cgroup/unified
  [ -e "$unified/cgroup.procs" ] || unified=/sys/fs/cgroup
  export LAB_CGROUP=$unified/creance-lab
  mkdir -p "$LAB_CGROUP"
  scratch=$(mktemp -d)
  unshare --mount --propagation private "$scripts/lab-root" "$scratch" "$accounts" >/dev/null &
  export LAB_ROOT_PID=$!
  while [ ! -e "$scratch/ready" ]; do
    kill -0 "$LAB_ROOT_PID" || exit 4
    sleep 0.05
  done
  trap end_lab EXIT
  local runtime=() # --runtime KIND:SOCKET, where prepare starts one
  if declare -F prepare >/dev/null; then
    prepare # what is there before the recording begins
  fi
  "$recorder" record --output "$capture" --host-name "$LAB_HOST" --cgroup creance-lab --ring 16M "$@" "${runtime[@]}" \
    2>"$scratch/messages" &
  recording=$!
  while [ ! -s "$capture" ]; do
    kill -0 "$recording" || { cat "$scratch/messages" >&2; exit 3; }
    sleep 0.1
  done
  sleep 0.5
}

lab() {
  "$scripts/in-lab" "$@"
}

finish() {
  sleep 0.5
  kill -TERM "$recording"
  wait "$recording" || true
  sed 's/ in 1 file ([^)]*)//; s/^recorder-agent: //' "$scratch/messages"
}

# Ends what is left in the lab, and the lab.
end_lab() {
  local pid
  if [ -n "${recording:-}" ]; then kill -TERM "$recording" 2>/dev/null || true; fi
  for _ in 1 2 3 4 5; do
    find "$LAB_CGROUP" -name cgroup.procs -exec cat {} + | while read -r pid; do kill -KILL "$pid" || true; done
    sleep 0.1
  done
  kill -KILL "$LAB_ROOT_PID" || true
  wait 2>/dev/null || true
  find "$LAB_CGROUP" -depth -type d -exec rmdir {} \; || true
  rm -f "$scratch"/{ready,messages}
  umount /etc/passwd /etc/group
  rm -f "$accounts"/{passwd,group}
  rmdir "$scratch/lab" "$scratch" "$accounts" || true
}
