#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Builds the three programs for another processor, and runs the unit tests under qemu-user. `./dev cross` calls it.
#
#   sh toolchains/cross.sh arm64|armhf PACKAGE...
#
# PACKAGE... are the Debian packages of an ordinary build; those that hold headers go into the sysroot (sysroot.sh), once.
# arm64 is what set-top boxes have today; armhf is the 32-bit check: a `long` and a pointer of 4 bytes, and on both a
# `char` without sign. qemu-user runs the foreign programs one by one, so neither root nor a kernel setting is needed.
#
# Left out under qemu: tests/net, tests/backend and tests/app talk to servers on loopback and measure patience, tests/wire
# and tests/journeys drive whole programs: emulated ten times slower they would test the emulator. The layers below are
# where processors differ. The corpora of tests/fuzz run too.
#
# Time: the code builds with a `time_t` of 32 and of 64 bits, and is built with what the system's own libraries have. On
# Debian 12 armhf that is 32; forcing _TIME_BITS=64 there would misread what libcurl returns as a `time_t`.
set -eu
cd "$(dirname "$0")/.."
root=$PWD
[ $# -ge 1 ] || { echo "usage: cross.sh arm64|armhf PACKAGE..." >&2; exit 2; }
arch=$1
shift
case $arch in
  arm64) triple=aarch64-linux-gnu qemu=qemu-aarch64-static ;;
  armhf) triple=arm-linux-gnueabihf qemu=qemu-arm-static ;;
  *) echo "cross.sh: no such architecture: $arch (arm64 or armhf)" >&2; exit 2 ;;
esac
layers="base contract text platform ui keep"
build=build/cross-$arch

# Headers, the dictionary that libthai opens when it runs, and the test library.
packages="libthai-data libcmocka-dev"
for package in "$@"; do
  case $package in *-dev) packages="$packages $package" ;; esac
done
mkdir -p build/sysroot out
# shellcheck disable=SC2086
sh toolchains/sysroot.sh "$arch" "$root/build/sysroot/$arch" $packages

[ -f "$build/build.ninja" ] || cmake -S . -B "$build" -G Ninja "-DCMAKE_TOOLCHAIN_FILE=$root/toolchains/sysroot.cmake" \
  -DCMAKE_BUILD_TYPE=Release -DCMAKE_INSTALL_PREFIX=/usr "-DTGOV_TRIPLE=$triple" "-DTGOV_SYSROOT=$root/build/sysroot/$arch" \
  "-DTGOV_QEMU=$(command -v $qemu)" >/dev/null

programs="tgov tgov-backend tgov-forms" tests="" names=""
for layer in $layers; do
  for source in tests/"$layer"/*_test.c; do
    name=$(basename "$source" .c)
    tests="$tests ${layer}_$name"
    names="$names|$layer/$name"
  done
done
for source in tests/fuzz/*_fuzz.c; do # each runs its corpus once
  name=$(basename "$source" _fuzz.c)
  tests="$tests ${name}_fuzz"
  names="$names|fuzz/$name"
done
# shellcheck disable=SC2086
ninja -C "$build" $programs $tests

status=0
ctest --test-dir "$build" --output-on-failure --timeout 300 -j 2 -R "^(${names#|})\$" || status=$?

for program in $programs; do
  "$triple-strip" -o "$build/$program.stripped" "$build/$program"
  printf '%-13s %s %8d bytes stripped, says: %s\n' "$program" "$arch" "$(stat -c %s "$build/$program.stripped")" \
    "$($qemu -L "build/sysroot/$arch" "$build/$program" --version)"
done
(cd "$build" && cpack -G DEB >cpack.log) || { cat "$build/cpack.log"; status=1; } # their Depends: see package.cmake
ls -l "$build"/*.deb
exit $status
