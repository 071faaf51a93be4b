#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Where the light is, written in Korean: once with arrows and OK on the two-set keyboard, once with the digits of the remote
# (Cheonjiin), once with a keyboard that is plugged in; then the place is offered by itself the next time, on this box
# and to nobody else, until everything is erased. Search is used without leaving the keys at every text size.
set -u
cd "${TGOV_SOURCE:-$(dirname "$0")/../..}" || exit 1
. tests/tools/journey.sh
backend_start "$build" "$work/backend" || fail "no backend"

# What a text of the keyboard is in Korean; as in the program, itself where there is no translation.
korean() {
  found=$(grep -A 1 -Fx "msgid \"$1\"" assets/i18n/ko.po | sed -n 's/^msgstr "\(.*\)"$/\1/p' | head -n 1)
  echo "${found:-$1}"
}

to_place() {
  cat <<'END'
wait-screen home
wait "All services"
language ko
wait-ready
open form report-street-light
wait-ready
wait "1"
press 1
wait-ready
END
}

echo "with arrows"
{
  to_place
  # The keys are called by the names of the letters.
  for key in 미음 우 리을 리을 에 기역 이 리을; do echo "choose \"$key\""; done
  echo 'choose "띄어쓰기"'
  echo 'expect "물레길 "'
  # 빵집: the double letter comes from the page behind.
  echo "choose \"$(korean "More letters")\""
  cat <<'END'
choose "쌍비읍"
choose "아"
choose "이응"
choose "지읒"
choose "이"
choose "비읍"
expect "물레길 빵집"
press YELLOW
expect "물레길 빵지"
choose "비읍"
expect "물레길 빵집"
press PLAY
wait-ready
expect-not "물레길 빵집"
press BACK
wait-ready
expect "물레길 빵집"
quit
END
} >"$work/arrows"
television sofa "$work/arrows" >/dev/null || fail "the place cannot be written with arrows"

echo "with digits"
{
  to_place
  cat <<'END'
press 0 0 3 2
press 5 5
advance 1500ms
press 5 5 2 1 1
press 4 1 5 5
expect "물레길"
press OK
press 7 7 7
expect "빵집" # offered: its first letter is enough
press 1 2 0 9 1 7
expect "물레길 빵집"
# Two letters of one key: after a pause, or with RIGHT.
press OK
press 4 3 2 4
advance 1500ms
press 4 1 2
expect "국가"
press DELETE DELETE DELETE DELETE DELETE DELETE DELETE
press 4 3 2 4 RIGHT 4 1 2
expect "국가"
quit
END
} >"$work/digits"
television kitchen "$work/digits" >/dev/null || fail "the place cannot be written with the digits"

echo "with a keyboard"
{
  to_place
  for c in a n f f p r l f; do echo "type \"$c\""; done
  echo 'expect "물레길"'
  echo 'press DELETE'
  echo 'expect "물레기"'
  echo 'type "Mill"' # what an input method writes is taken as it is
  echo 'expect "물레기Mill"'
  echo 'press OK' # Enter: the focus went to the field
  echo 'wait-ready'
  echo 'press BACK'
  echo 'wait-ready'
  echo 'expect "물레기Mill"'
  echo 'quit'
} >"$work/keyboard"
television study "$work/keyboard" >/dev/null || fail "the place cannot be written with a keyboard"

echo "offered the next time"
cat >"$work/again" <<'END'
wait-screen home
language en
wait "All services"
open form report-street-light
wait "Since when?"
press BACK
wait "Where is the light?"
press DELETE*40
expect "물레길 빵집"
choose "물레길 빵집"
press DELETE
expect "물레길 빵"
quit
END
television sofa "$work/again" >/dev/null || fail "the earlier answer is not offered"
cat >"$work/never" <<'END'
wait-screen home
wait "All services"
open form report-street-light
wait "What is wrong?"
press 1
wait "Where is the light?"
expect-not "물레길"
quit
END
television attic "$work/never" >/dev/null || fail "an answer is offered on another box"
cat >"$work/erase" <<'END'
wait-screen home
open settings
wait "Erase everything from this TV"
choose "Erase everything from this TV"
choose "Erase everything"
wait "Everything was erased from this TV"
open form report-street-light
wait "What is wrong?"
press 1
wait "Where is the light?"
expect-not "물레길"
quit
END
television sofa "$work/erase" >/dev/null || fail "an answer is offered after everything was erased"

echo "search at 100 and 200 %"
for percent in 100 200; do
  cat >"$work/search" <<END
wait-screen home
text-scale $percent
open search
type "light"
wait "found"
expect "Report a broken street light"
audit
quit
END
  television sofa "$work/search" >"$work/out" || { cat "$work/out"; fail "what was found is not in sight at $percent %"; }
done
cat >"$work/results" <<'END'
wait-screen home
text-scale 200
open search
type "light"
wait "found"
press OK
expect-focus "Report a broken street light"
expect-not "Keyboard"
press BACK
expect "Keyboard"
choose "1 service found"
choose "Report a broken street light"
wait-screen service
quit
END
television sofa "$work/results" >"$work/out" || { cat "$work/out"; fail "the results cannot be reached at 200 %"; }
echo "ok"
