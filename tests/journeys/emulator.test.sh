#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The emulator as a tester uses it: a real window under Xvfb, a real mouse and keyboard through xdotool, pictures of the
# screen. A small app (tests/platform/emulator_probe.c) prints each input it gets as one line; lines are compared in order,
# so an input too many fails as well. When the television app is built, its window is opened and closed too.
set -u
skip() {
  echo "SKIP: $1"
  exit 77
}
for tool in Xvfb xdotool import convert; do
  command -v "$tool" >/dev/null || skip "$tool is not installed"
done
build=${TGOV_BUILD:-build/dev}
probe=$build/platform/emulator_probe
[ -x "$probe" ] || skip "$probe is not built"

work=$(mktemp -d) || exit 1
server=
app=
cleanup() {
  [ -z "$app" ] || kill "$app" 2>/dev/null
  [ -z "$server" ] || kill "$server" 2>/dev/null
  wait
  rm -rf "$work"
}
trap cleanup EXIT
fail() {
  echo "FAIL: $1"
  sed 's/^/  app: /' "$work/out" "$work/err" 2>/dev/null | tail -n 30
  exit 1
}

# until_true WHAT COMMAND...: tries for up to 20 seconds.
until_true() {
  what=$1
  shift
  tries=0
  until "$@"; do
    tries=$((tries + 1))
    [ "$tries" -lt 400 ] || fail "waited in vain: $what"
    sleep 0.05
  done
}

Xvfb -displayfd 3 -screen 0 1920x1080x24 -nolisten tcp 3>"$work/display" >"$work/xvfb" 2>&1 &
server=$!
until_true "Xvfb" test -s "$work/display"
DISPLAY=:$(cat "$work/display")
export DISPLAY
printf 'leak:libdbus\nleak:libX11\nleak:libfontconfig\n' >"$work/lsan"
LSAN_OPTIONS=suppressions=$work/lsan:print_suppressions=0
PROBE_SHOT=$work/shot.png
SDL_VIDEODRIVER=x11
export LSAN_OPTIONS PROBE_SHOT SDL_VIDEODRIVER

# start PROGRAM ARGS...: a fresh list of lines.
start() {
  seen=0
  : >"$work/out"
  "$@" >"$work/out" 2>"$work/err" &
  app=$!
}
has_line() { [ "$(wc -l <"$work/out")" -gt "$seen" ]; }
# expect LINE...: these are the next lines, in this order.
expect() {
  for line in "$@"; do
    until_true "the line '$line'" has_line
    seen=$((seen + 1))
    got=$(sed -n "${seen}p" "$work/out")
    [ "$got" = "$line" ] || fail "line $seen is '$got', expected '$line'"
  done
}
gone() { ! kill -0 "$app" 2>/dev/null; }
ended() {
  until_true "the end of the app" gone
  wait "$app"
  code=$?
  app=
  [ "$code" = 0 ] || fail "the app ended with $code"
}
click() { xdotool mousemove "$1" "$2" click 1; }
colour() {
  import -window root "$work/screen.png" 2>/dev/null
  convert "$work/screen.png" -depth 8 -format "%[hex:p{$1,$2}]" info: | cut -c 1-6
}
is_colour() { [ "$(colour "$1" "$2")" = "$3" ]; }
see() { until_true "colour $3 at $1,$2 ($4)" is_colour "$1" "$2" "$3"; }

# The same, passing over the repeats of a held key; at least one there must be.
expect_repeats_then() {
  repeats=0
  while :; do
    until_true "the line '$1'" has_line
    seen=$((seen + 1))
    got=$(sed -n "${seen}p" "$work/out")
    case $got in
    *" repeat") repeats=$((repeats + 1)) ;;
    "$1") break ;;
    *) fail "line $seen is '$got', expected repeats or '$1'" ;;
    esac
  done
  [ "$repeats" -gt 0 ] || fail "no repeats before '$1'"
}
repeats_seen() { tail -n 1 "$work/out" | grep -q repeat; }

xdotool mousemove 700 400
start "$probe"
expect ready
see 100 100 EDECE3 "the television shows the app's frame"
see 230 230 0C3F39 "and its mark"
see 20 20 23282A "the room around it"
see 1512 282 F4F0DE "OK at rest"

echo "the drawn remote"
click 1549 313
expect "key OK" "up OK"
xdotool mousemove 1549 313 mousedown 1
expect "key OK"
see 1512 282 F2AC20 "OK lights up"
until_true "repeats" repeats_seen
xdotool mousemove 1300 1060 mouseup 1 # let go elsewhere
expect_repeats_then "up OK"
see 1512 282 F4F0DE "OK is dark again"
while read -r x y key; do
  click "$x" "$y"
  expect "key $key" "up $key"
done <<EOF
1549 200 UP
1549 425 DOWN
1435 313 LEFT
1660 313 RIGHT
1482 493 BACK
1614 493 HOME
1447 577 RED
1514 577 GREEN
1581 577 YELLOW
1648 577 BLUE
1469 657 1
1629 817 9
1549 897 0
1469 897 MUTE
1629 897 HELP
1629 117 MENU
EOF

echo "the keyboard"
while read -r name key; do
  xdotool key "$name"
  expect "key $key" "up $key"
done <<EOF
Up UP
Return OK
Escape BACK
Home HOME
F1 RED
F4 BLUE
7 7
Page_Up PAGE_UP
BackSpace DELETE
F5 HELP
EOF
xdotool type a
expect "text a"
# xdotool lends a key to a letter that the keyboard lacks; on a busy machine the window may miss the loan, so it is asked again.
accent() {
  xdotool type é
  waits=0
  until has_line; do
    waits=$((waits + 1))
    [ "$waits" -lt 60 ] || return 1
    sleep 0.05
  done
}
until_true "a letter with an accent" accent
expect "text é"
xdotool keydown Right
expect "key RIGHT"
see 1648 332 F2AC20 "a pressed key of the keyboard lights up on the remote"
xdotool keyup Right
expect_up() {
  until_true "up RIGHT" has_line
  sed -n "$((seen + 1)),\$p" "$work/out" | grep -qx "up RIGHT"
}
until_true "the release" expect_up
seen=$(wc -l <"$work/out")

echo "the panel"
click 200 1010
expect "command 2 evening"
see 170 992 F4F0DE "the choice that the app reports is on"
see 60 992 2E3537 "the other one is off"
xdotool key ctrl+k
expect "command 2 contrast"
click 910 896
expect "command 0 ko"
click 690 1010
expect "command 1 200"
click 560 896 # Network fault opens
see 445 800 2E3537 "the list is open"
click 560 680 # Offline
expect "command 3 offline"
xdotool key ctrl+n Down Return
expect "command 3 slow"
click 1200 896
expect "command 4 "
until_true "the picture" test -s "$work/shot.png"
[ "$(convert "$work/shot.png" -format '%wx%h' info:)" = 1920x1080 ] || fail "the picture has another size"
click 1200 1010
expect "command 5 start"
see 1105 1030 B3261E "recording is shown"
click 1200 1010
expect "command 5 stop"

echo "the voice"
has_caption() {
  import -window root "$work/screen.png" 2>/dev/null
  [ "$(convert "$work/screen.png" -crop 400x24+76+801 -unique-colors -format %w info:)" -gt 5 ]
}
no_caption() { ! has_caption; }
xdotool key F6
expect "key MENU" "up MENU"
until_true "what is said, as a line" has_caption
xdotool key Escape
expect "key BACK" "up BACK"
until_true "silence" no_caption

echo "devices"
xdotool key ctrl+d Up Return
expect "resized 1280x720"
see 100 100 EDECE3 "a 720p frame fills the television"
see 1300 755 E4E4D9 "down to its corner"
xdotool key ctrl+d Down Down Return
expect "resized 3840x2160"
see 1300 755 E4E4D9 "so does a 2160p frame"
xdotool key ctrl+d Down Return
expect "resized 1920x1080"
xdotool key Left
expect "key LEFT" "up LEFT"

echo "the page of keys"
xdotool type '?'
see 66 66 23282A "the page is open"
xdotool key Escape
see 66 66 EDECE3 "Escape closes it"
xdotool key Escape
expect "key BACK" "up BACK" # the first one was not the app's

echo "the television alone, and other sizes"
xdotool key F11
see 5 5 EDECE3 "the frame fills the screen"
see 1900 500 E4E4D9 "all of it"
xdotool key F11
see 20 20 23282A "the room is back"
window=$(xdotool search --name '^Tgov$' | head -n 1)
xdotool windowsize "$window" 1280 720
click 1033 209
expect "key OK" "up OK"
see 13 13 23282A "the room in a small window"
xdotool windowsize "$window" 1920 1080
see 1512 282 F4F0DE "the remote is back in its place"

echo "at rest"
switches() { awk '/ctxt_switches/ {n += $2} END {print n}' "/proc/$app/status"; }
settled() {
  last=$(switches)
  sleep 0.3
  [ "$last" = "$(switches)" ]
}
until_true "rest" settled
before=$(switches)
sleep 2
[ "$before" = "$(switches)" ] || fail "woke up $(($(switches) - before)) times in 2 s at rest"

echo "the end"
xdotool key F10
until_true "the last line" grep -q "^end" "$work/out"
ended

echo "without remote and panel"
PROBE_PLAIN=1 start "$probe"
expect ready
see 5 5 EDECE3 "the frame fills the window"
kill -TERM "$app"
expect quit
ended

# The driver of boxes in a window: OpenGL ES, and SDL asleep in the socket of the window system.
if [ -x "$build/tests/platform_stb_test" ]; then
  echo "the driver of boxes"
  ASAN_OPTIONS=detect_leaks=0 TGOV_TEST_VIDEO=x11 timeout 120 "$build/tests/platform_stb_test" >"$work/out" 2>"$work/err" ||
    fail "the tests of the driver of boxes, in a window"
fi

# The app itself, without a backend: it must paint, answer a key of the drawn remote, and leave when asked to.
if [ -x "$build/tgov" ]; then
  echo "the app"
  colours() {
    import -window root "$work/screen.png" 2>/dev/null
    convert "$work/screen.png" -crop 1248x702+60+60 -unique-colors -format %w info:
  }
  painted() { [ "$(colours)" -gt 30 ]; }
  picture() {
    import -window root "$work/screen.png" 2>/dev/null
    convert "$work/screen.png" -crop 1248x702+60+60 rgb:- | cksum
  }
  changed() { [ "$(picture)" != "$first" ]; }
  start "$build/tgov" --platform sdl2 --state "$work/state" --backend https://127.0.0.1:9
  until_true "the app's first screen" painted
  first=$(picture)
  click 1648 577
  until_true "another screen after the blue key" changed
  kill -TERM "$app"
  ended
else
  echo "the app is not built: its window was not tried"
fi

echo "ok"
