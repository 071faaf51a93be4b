#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# issuer.sh BUILD FOLDER: what the embedded issuer adds to the very first start, the dearest one (a signing key, the first
# account and its password). Median of seven new databases.
set -eu
build=$1 folder=$2
mkdir -p "$folder"
for i in 1 2 3 4 5 6 7; do
  : >"$folder/$i.out"
  "$build/tgov-backend" --listen 127.0.0.1:0 --catalogue backend/catalogue --store "sqlite:$folder/$i.db" >"$folder/$i.out" 2>"$folder/$i.log" &
  pid=$!
  until grep -q ready "$folder/$i.out"; do
    kill -0 "$pid" 2>/dev/null || { cat "$folder/$i.log" >&2; exit 1; }
    sleep 0.05
  done
  kill "$pid"
  wait "$pid" || true
  sed -n 's/.* issuer ready us=\([0-9]*\).*/\1/p' "$folder/$i.log"
done | sort -n | sed -n 4p | awk '{ printf "issuer-start %.1f ms\n", $1 / 1000 }'
