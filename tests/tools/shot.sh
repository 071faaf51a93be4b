#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# shot.sh BUILD FOLDER SCREEN [ARGUMENT] [tgov options]: the tree of one screen on the terminal, its picture in FOLDER.
set -eu
build=$1 folder=$2 screen=$3
shift 3
argument=
case ${1:-} in ''|--*) ;; *) argument=$1; shift ;; esac
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root"
. tests/tools/backend.sh
trap 'backend_stop' EXIT
mkdir -p "$folder"
backend_start "$build" "$folder/backend" --demo
rm -rf "$folder/box"
printf 'wait-screen home\nwait "All services"\nopen %s "%s"\nwait-not "One moment"\nadvance 400ms\ntree\nshot %s\n' \
  "$screen" "$argument" "$screen" >"$folder/shot.script"
"$build/tgov" --backend "$backend_url" --ca "$backend_ca" --state "$folder/box" --assets "$root/assets" --shots "$folder" \
  --script "$folder/shot.script" "$@"
echo "picture: $folder/$screen.png" >&2
