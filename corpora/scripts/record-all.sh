#!/usr/bin/env bash
# Records all corpora anew: a few minutes. Each line is what the recorder counted.
set -euo pipefail
cd "$(dirname "$0")"
for script in attacks normal-{build,web,packages,maintenance,admin,containers}; do
  printf '%s: ' "$script"
  "./$script.sh" </dev/null
done
