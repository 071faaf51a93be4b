#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The catalogue with its ETag from the backend, against nginx serving the same bytes as a file: one thread and one core
# each, in alternating pairs, since the machine's mood changes faster than any single figure is true. Prints
# `name value unit` lines, medians over the pairs. Needs nginx, wrk, taskset. Environment: TGOV_BUILD, TGOV_SOURCE, PAIRS
# (5), SECONDS_EACH (2), TARGET (/v1/services).
set -eu
build=${TGOV_BUILD:-build/release} source=${TGOV_SOURCE:-.} pairs=${PAIRS:-5} seconds=${SECONDS_EACH:-2} target=${TARGET:-/v1/services}
for tool in nginx wrk taskset curl; do
  command -v $tool >/dev/null || { echo "SKIP: $tool is not installed"; exit 77; }
done
[ -x "$build/tgov-backend" ] || { echo "SKIP: $build/tgov-backend is not built"; exit 77; }
dir=$(mktemp -d) backend= nginx=
trap 'for p in $backend $nginx; do kill "$p" 2>/dev/null || :; done; wait 2>/dev/null || :; rm -rf "$dir"' EXIT INT TERM

: >"$dir/out"
taskset -c 0 "$build/tgov-backend" --listen 127.0.0.1:0 --catalogue "$source/backend/catalogue" --store "sqlite:$dir/tgov.db" \
  --threads 1 --rate 0 --connections-per-address 0 --quiet >"$dir/out" 2>"$dir/err" &
backend=$!
n=0
until grep -q '^ready$' "$dir/out"; do
  n=$((n + 1)); [ $n -lt 200 ] && kill -0 $backend || { cat "$dir/err" >&2; exit 1; }
  sleep 0.05
done
ours=$(sed -n 's/^\(http:.*\)/\1/p' "$dir/out")
mkdir "$dir/html"
curl -fsS "$ours$target" -o "$dir/html/answer.json"
port=$(($(echo "$ours" | sed 's/.*://') + 1))
cat >"$dir/nginx.conf" <<END
worker_processes 1; daemon off; pid $dir/pid; error_log $dir/nginx.err;
events { worker_connections 1024; }
http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000; types { application/json json; } open_file_cache max=10;
  client_body_temp_path $dir/b; proxy_temp_path $dir/p; fastcgi_temp_path $dir/f; uwsgi_temp_path $dir/u; scgi_temp_path $dir/s;
  server { listen 127.0.0.1:$port; root $dir/html; add_header Cache-Control "public, max-age=60"; } }
END
chmod 755 "$dir" && taskset -c 0 nginx -c "$dir/nginx.conf" 2>/dev/null &
nginx=$!
theirs=http://127.0.0.1:$port
n=0
until curl -fs -o "$dir/same" "$theirs/answer.json"; do
  n=$((n + 1)); [ $n -lt 100 ] || { cat "$dir/nginx.err" >&2; exit 1; }
  sleep 0.05
done
cmp "$dir/same" "$dir/html/answer.json"
worker=$(pgrep -P $nginx | head -1)

ticks() { awk '{print $14 + $15}' "/proc/$1/stat"; }
# run PID URL [wrk arguments]: "requests-per-second microseconds-of-CPU-per-request"
run() {
  pid=$1 url=$2; shift 2
  before=$(ticks "$pid")
  taskset -c 1 wrk -t1 -c64 -d"${seconds}s" "$@" "$url" >"$dir/wrk"
  ! grep -q 'Non-2xx or 3xx\|Socket errors' "$dir/wrk" || { cat "$dir/wrk" >&2; exit 1; }
  awk -v used=$(($(ticks "$pid") - before)) '/requests in/ {n = $1} /Requests\/sec/ {r = $2} END {printf "%.0f %.3f\n", r, used * 10000 / n}' "$dir/wrk"
}
median() { sort -n | awk '{v[NR] = $1} END {print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2}'; }
# compare NAME HEADER-FOR-OURS HEADER-FOR-THEIRS
compare() {
  : >"$dir/pairs"
  i=0
  while [ $i -lt "$pairs" ]; do
    a=$(run "$worker" "$theirs/answer.json" -H "$3"); b=$(run $backend "$ours$target" -H "$2")
    echo "$a $b" >>"$dir/pairs"
    i=$((i + 1))
  done
  echo "$1 requests $(awk '{print $3}' "$dir/pairs" | median) requests/s"
  echo "$1 requests of nginx $(awk '{print $1}' "$dir/pairs" | median) requests/s"
  echo "$1 vs nginx $(awk '{printf "%.3f\n", $3 / $1}' "$dir/pairs" | median) times"
  echo "$1 cpu vs nginx $(awk '{printf "%.3f\n", $4 / $2}' "$dir/pairs" | median) times"
}
etag() { curl -fsSI "$1" | tr -d '\r' | sed -n 's/^[Ee][Tt]ag: //p'; }

echo "catalogue size $(wc -c <"$dir/html/answer.json" | tr -d ' ') bytes"
compare catalogue "X-None: 1" "X-None: 1"
compare "catalogue not modified" "If-None-Match: $(etag "$ours$target")" "If-None-Match: $(etag "$theirs/answer.json")"
