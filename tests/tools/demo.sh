#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# demo.sh BUILD FOLDER [tgov options]: what `./dev run` does once the programs are built. With a display the emulator opens;
# without one a scripted viewer takes the tour and its pictures go to out/tour/.
set -eu
build=$1 folder=$2
shift 2
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root"
. tests/tools/backend.sh
trap 'backend_stop' EXIT
trap 'exit 130' INT TERM
backend_port=${TGOV_PORT:-8443} backend_start "$build" "$folder" --demo
echo "backend      $backend_url"
echo "office       $backend_url/office/   sign in as park, password: $office_password"
echo "authority    $backend_ca"
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  "$build/tgov" --backend "$backend_url" --ca "$backend_ca" --state "$folder/box" --assets "$root/assets" --shots "$root/out" "$@"
else
  mkdir -p out/tour
  rm -rf "$folder/tour-box"
  "$build/tgov" --backend "$backend_url" --ca "$backend_ca" --state "$folder/tour-box" --assets "$root/assets" --shots "$root/out/tour" \
    --script tests/journeys/tour.script --time "$(date -u +%Y-%m-%dT%H:%M:%SZ)" --zone 60 --theme day "$@"
  echo "There is no display: the pictures of the tour are in out/tour/"
fi
