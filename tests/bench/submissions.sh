#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Durable case submissions: POST /v1/services/{id}/cases at 64 connections, each with its own Idempotency-Key, each
# answered only after the commit is on the disk. Prints `name value unit` lines. The disk sets the floor: quote the time
# of one fdatasync beside it, which is printed too. Needs wrk. Environment: TGOV_BUILD, TGOV_SOURCE, SECONDS_EACH (10),
# SERVICE and ANSWERS (a broken street light), STORE_DIR (where the database is, if not under /tmp).
set -eu
build=${TGOV_BUILD:-build/release} source=${TGOV_SOURCE:-.} seconds=${SECONDS_EACH:-10}
command -v wrk >/dev/null || { echo "SKIP: wrk is not installed"; exit 77; }
[ -x "$build/tgov-backend" ] || { echo "SKIP: $build/tgov-backend is not built"; exit 77; }
dir=$(mktemp -d ${STORE_DIR:+-p "$STORE_DIR"}) backend=
trap '[ -z "$backend" ] || kill "$backend" 2>/dev/null || :; wait 2>/dev/null || :; rm -rf "$dir"' EXIT INT TERM

service=${SERVICE:-report-street-light}
answers=${ANSWERS:-}
[ -n "$answers" ] || answers='{"what":"off","where":"Mill Lane 14","since":"2026-03-01","reply":"tv"}'
echo "$answers" >"$dir/answers"
: >"$dir/out"
"$build/tgov-backend" --listen 127.0.0.1:0 --catalogue "$source/backend/catalogue" --store "sqlite:$dir/tgov.db" --demo \
  --threads 2 --rate 0 --connections-per-address 0 --quiet >"$dir/out" 2>"$dir/err" &
backend=$!
n=0
until grep -q '^ready$' "$dir/out"; do
  n=$((n + 1)); [ $n -lt 200 ] && kill -0 $backend || { cat "$dir/err" >&2; exit 1; }
  sleep 0.05
done
url=$(sed -n 's/^\(http:.*\)/\1/p' "$dir/out")
cat >"$dir/post.lua" <<'END'
local thread_count, id, n, body = 0, 0, 0, nil
function setup(thread) thread_count = thread_count + 1; thread:set("id", thread_count) end
function init(args)
  body = '{"answers":' .. io.open(args[1]):read("*a") .. ',"language":"en"}'
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
  wrk.headers["Authorization"] = "Bearer demo-bench"
end
function request()
  n = n + 1
  wrk.headers["Idempotency-Key"] = "bench-" .. id .. "-" .. n
  return wrk.format(nil, nil, nil, body)
end
function response(status, headers, text)
  if status ~= 201 and not complained then
    complained = true
    io.stderr:write(status .. " " .. text .. "\n")
  end
end
END
wrk -t1 -c64 -d"${seconds}s" --latency -s "$dir/post.lua" "$url/v1/services/$service/cases" -- "$dir/answers" >"$dir/wrk"
! grep -q 'Non-2xx\|Socket errors' "$dir/wrk" || { cat "$dir/wrk" "$dir/err" >&2; exit 1; }
ms() { awk -v want="$1" '$1 == want {v = $2; u = v; sub(/[0-9.]+/, "", u); sub(/[a-z]+/, "", v); print u == "us" ? v / 1000 : u == "s" ? v * 1000 : v}' "$dir/wrk"; }
metric() { curl -fsS "$url/metrics" | awk -v want="$1" '$1 == want {print $2}'; }
echo "durable submissions $(awk '/Requests\/sec/ {print $2}' "$dir/wrk") submissions/s"
echo "durable submissions p50 $(ms 50%) ms"
echo "durable submissions p99 $(ms 99%) ms"
echo "durable submissions a commit $(awk -v w="$(metric tgov_store_writes_total)" -v c="$(metric tgov_store_commits_total)" 'BEGIN {printf "%.1f", w / c}') writes"
echo "fdatasync $(dd if=/dev/zero of="$dir/sync" bs=4096 count=100 oflag=dsync 2>&1 | awk '/copied/ {for (i = 1; i < NF; i++) if ($(i + 1) ~ /^s,?$/) printf "%.3f", $i * 10}') ms"
