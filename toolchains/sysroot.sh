#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes a sysroot: the C library, headers and libraries of another processor, unpacked into a folder.
#
#   sh toolchains/sysroot.sh arm64|armhf FOLDER PACKAGE...
#
# mmdebstrap only unpacks here: nothing foreign is run and the packages of this machine stay as they are, which takes half
# a minute and 300 to 400 MB. The archive and the release are those this machine's own apt already uses. Only "main" is
# asked: the index of the security suite does not always agree with its own signature for the rarer processors.
# A second call with the same packages does nothing; another list of packages makes the folder anew.
set -eu
arch=$1 folder=$2
shift 2
wanted="$arch $*"
[ "$(cat "$folder/.tgov-packages" 2>/dev/null || true)" != "$wanted" ] || exit 0

# shellcheck source=/dev/null
codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
# shellcheck disable=SC2016
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' "Codename: $codename" 'Component: main' | head -n 1)
[ -n "$mirror" ] || { echo "sysroot.sh: apt knows no archive for $codename" >&2; exit 1; }
include=$(echo "$*" | tr ' ' ',')

rm -rf "$folder" "$folder.new"
mkdir -p "$folder.new"
# As a stream, so that the files belong to whoever unpacks them, root or not. Device nodes and papers are of no use here.
archive=$folder.tar
mmdebstrap --quiet --variant=extract --format=tar --architectures="$arch" --include="$include" \
  "$codename" "$archive" "deb $mirror $codename main"
tar -x -C "$folder.new" --no-same-owner --exclude=./dev --exclude=./usr/share/doc --exclude=./usr/share/man --exclude=./usr/share/locale -f "$archive"
rm -f "$archive"
echo "$wanted" >"$folder.new/.tgov-packages"
mv "$folder.new" "$folder"
