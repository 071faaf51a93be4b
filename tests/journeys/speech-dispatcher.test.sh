#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The real speech-dispatcher with espeak-ng, without a sound card: ALSA writes into a file. A scripted viewer has a screen
# read in three languages through SSIP; what was spoken is measured. Nothing is paced in real time there, so how soon a
# sentence is cut cannot be seen here: tests/platform/voice_test.c does that.
set -u
cd "${TGOV_SOURCE:-$(dirname "$0")/../..}" || exit 1
build=${TGOV_BUILD:-build/debug}
for tool in speech-dispatcher sox; do
  command -v "$tool" >/dev/null || { echo "SKIP: $tool is not installed"; exit 77; }
done
[ -f /etc/speech-dispatcher/modules/espeak-ng.conf ] || { echo "SKIP: speech-dispatcher-espeak-ng is not installed"; exit 77; }
[ -x "$build/tgov" ] || { echo "SKIP: $build/tgov is not built"; exit 77; }
run=$(mktemp -d) && chmod 700 "$run"
daemon=
trap '[ -z "$daemon" ] || kill "$daemon" 2>/dev/null; wait; rm -rf "$run"' EXIT INT TERM
mkdir -p "$run/conf/modules" "$run/log" "$run/run"
cat >"$run/.asoundrc" <<END
pcm.!default { type file file $run/spoken.wav format wav slave.pcm "null" }
ctl.!default { type hw card 0 }
END
cat >"$run/conf/speechd.conf" <<END
LogLevel 4
LogDir "$run/log"
CommunicationMethod "unix_socket"
AudioOutputMethod "alsa"
AudioALSADevice "default"
DefaultModule espeak-ng
DefaultLanguage "en"
AddModule "espeak-ng" "sd_espeak-ng" "espeak-ng.conf"
END
cp /etc/speech-dispatcher/modules/espeak-ng.conf "$run/conf/modules/"
HOME=$run XDG_RUNTIME_DIR=$run/run speech-dispatcher -s -C "$run/conf" -L "$run/log" -t 0 -c unix_socket -S "$run/speechd.sock" >"$run/out" 2>&1 &
daemon=$!
tries=0
until [ -S "$run/speechd.sock" ]; do
  kill -0 "$daemon" 2>/dev/null && [ "$tries" -lt 200 ] || { cat "$run/out" >&2; echo "SKIP: speech-dispatcher does not run here"; exit 77; }
  tries=$((tries + 1))
  sleep 0.1
done

# speaks TAG: has the settings read in that language and leaves how much longer the recording has become, and how loud that
# part is, in $seconds and $loud. The daemon keeps the one file open.
before=0
speaks() {
  printf 'language %s\nopen settings\npress GREEN\nwait-silence\nadvance 200000ms\npress DOWN\nwait-silence\n' "$1" >"$run/script"
  SPEECHD_ADDRESS=unix_socket:$run/speechd.sock "$build/tgov" --backend https://localhost:1 --platform headless --speech ssip --assets assets --language en \
    --state "$run/box-$1" --script "$run/script" >"$run/tgov.log" 2>&1 || { cat "$run/tgov.log"; exit 1; }
  stat=$(sox --ignore-length "$run/spoken.wav" -n trim "$before" stat 2>&1)
  seconds=$(printf '%s\n' "$stat" | sed -n 's/^Length.*: *//p')
  loud=$(printf '%s\n' "$stat" | sed -n 's/^RMS *amplitude: *//p')
  before=$(awk -v a="$before" -v b="${seconds:-0}" 'BEGIN { print a + b }')
}
failed=0
for tag in en ko ar; do
  speaks "$tag"
  echo "$tag: ${seconds:-0} s, loudness ${loud:-0}"
  awk -v s="${seconds:-0}" -v l="${loud:-0}" 'BEGIN { exit !(s > 2 && l > 0.005) }' || { echo "FAIL: $tag was not heard"; failed=1; }
done
exit $failed
