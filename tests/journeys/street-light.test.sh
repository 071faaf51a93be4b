#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A broken street light from the sofa to the office and back: found with arrows, answered with the remote alone, checked,
# changed, sent; then an officer works with the office's pages while the television stands on the case and sees every
# move by itself; the citizen reopens it; it is first in the officer's queue; a second television follows it by number
# and secret.
set -u
cd "${TGOV_SOURCE:-$(dirname "$0")/../..}" || exit 1
. tests/tools/journey.sh
backend_start "$build" "$work/backend" || fail "no backend"

echo "the citizen sends a report"
cat >"$work/send.script" <<'END'
wait-screen home
wait "All services"
choose "Citizens"
wait-screen catalogue
wait "Report a broken street light"
choose "No fee"
wait-not "One moment"
wait-not "Parking permit for residents"
choose "Report a broken street light"
wait-screen service
wait "Start"
expect "Anyone"
expect "No fee"
press OK
wait-screen form
wait "What is wrong?"
press 3
wait "Where is the light?"
# The keyboard on the screen: one capital, small letters, digits of the remote (which write letters until they are told
# otherwise), a suggestion, one letter too much.
choose "Capital letter"
choose "M"
choose "i"
choose "l"
choose "l"
choose "space"
choose "The digits of the remote"
choose "Digits write digits"
press 1 4
choose "All letters on the screen"
choose "space"
choose "b"
choose "a"
choose "bakery"
expect "Mill 14 bakery"
choose "x"
expect "Mill 14 bakeryx"
press YELLOW
expect "Mill 14 bakery"
choose "Next"
wait "Since when?"
# BACK shows the question before with its answer, and the way forward again.
press BACK
wait "Where is the light?"
expect "Mill 14 bakery"
choose "Next"
wait "Since when?"
choose "Yesterday"
wait "How should we answer you?"
press 1
wait "Check your answers"
expect "The light flickers"
expect "Mill 14 bakery"
expect "On this television"
# One answer is changed, and the review is there again.
choose "Change: What is wrong?"
wait "The light is off at night"
press 1
wait "Check your answers"
expect "The light is off at night"
expect-not "The light flickers"
choose "Send report"
wait-screen receipt
wait "Case number"
expect "Secret"
expect "Roads and Lighting Office"
tree
choose "See how it stands"
wait-screen case
wait "What happened"
expect "You sent the report"
expect "Street light, Mill 14 bakery"
quit
END
television sofa "$work/send.script" >"$work/receipt" || fail "the report was not sent"
number=$(said "Case number" "$work/receipt")
secret=$(said Secret "$work/receipt")
[ -n "$number" ] && [ -n "$secret" ] || fail "there is no number or secret on the receipt: $(cat "$work/receipt")"
echo "case $number"

echo "the officer works, the television watches"
# The citizen opens the case from "Your cases" and only looks; every line that begins with "seen" is another step.
cat >"$work/watch.script" <<END
wait-screen home
wait "$number"
choose "Street light, Mill 14 bakery"
wait-screen case
wait "What happened"
tree
wait "J. Park handles your case"
tree
wait "Moved from Roads and Lighting Office to Waste Office"
tree
wait "Waste Office, handles your case"
wait "The office takes 5 more working days"
tree
wait "Answered and closed"
tree
choose "It is not fixed: reopen"
wait-screen write
choose "d"
choose "a"
choose "r"
choose "k"
choose "Send"
wait-screen case
wait "You reopened the case"
expect "dark"
quit
END
television sofa "$work/watch.script" >"$work/watched" 2>"$work/watch.err" &
television_pid=$!
watched() { kill -0 "$television_pid" 2>/dev/null || { cat "$work/watch.err"; fail "the television stopped"; }
  [ "$(grep -c '^screen case' "$work/watched")" -ge "$1" ]; }
# told WORDS: they stand on the case.
told() { grep -qF "$1" "$work/watched" || fail "the citizen is not told: $1"; }
officer_account park "J. Park"
officer_sign_in park "J. Park"
until_true "the case on the television" watched 1
officer_page /office | grep -q "$number" || fail "the case is not in the queue"
officer_page "/office/cases/$number" | grep -q "The light is off at night" || fail "the officer does not see the answer"
officer_act "$number" take
until_true "the officer's name" watched 2
officer_act "$number" transfer office=waste "reason=It hangs over the recycling yard."
until_true "the other office" watched 3
told "It hangs over the recycling yard."
officer_act "$number" take
officer_act "$number" extend "reason=The part must be ordered."
until_true "the longer time" watched 4
told "The part must be ordered."
officer_act "$number" answer "answer=Your lamp is new."
wait "$television_pid"
code=$?
television_pid=
told "Your lamp is new."
[ "$code" = 0 ] || { cat "$work/watch.err"; fail "the television did not see every move"; }

echo "reopened, it is first in the queue"
officer_page /office >"$work/queue"
first=$(grep -o 'href="/office/cases/[^"]*"' "$work/queue" | head -n 1)
[ "$first" = "href=\"/office/cases/$number\"" ] || fail "the reopened case is not first: $first"
grep -q "Reopened" "$work/queue" || fail "the queue does not say that it was reopened"
officer_page "/office/cases/$number" | grep -q "dark" || fail "the officer does not see the reason"

echo "another television follows it"
digits_and_letters() {
  printf '%s\n' "$1" | fold -w 1 | tr 'A-Z' 'a-z' | while read -r c; do
    case $c in
    [0-9]) echo "press $c" ;;
    -) echo 'choose "hyphen"' ;;
    ?) echo "choose \"$c\"" ;;
    esac
  done
}
{
  echo 'wait-screen home'
  echo 'wait "Your cases"'
  echo 'choose "Your cases"'
  echo 'wait-screen cases'
  echo 'wait "Follow a case by its number"'
  echo 'choose "Follow a case by its number"'
  echo 'wait-screen follow'
  digits_and_letters "$number"
  echo 'choose "Next"'
  echo 'wait "What is the secret?"'
  digits_and_letters BCDFGHJK
  echo 'choose "Next"'
  echo 'wait "Number and secret do not fit together."'
  echo 'press YELLOW*8'
  digits_and_letters "$secret"
  echo 'choose "Next"'
  echo 'wait-screen case'
  echo 'wait "You reopened the case"'
  echo 'press HOME'
  echo 'wait-screen home'
  echo "wait \"$number\""
} >"$work/follow.script"
television kitchen "$work/follow.script" >/dev/null || fail "the second television cannot follow"

echo "nothing is said twice"
for words in "It hangs over the recycling yard." "The part must be ordered." "Your lamp is new."; do
  awk -v words="$words" '/text "Today/ { n = 0; while (i = index($0, words)) { n++; $0 = substr($0, i + length(words)) } if (n > 1) bad = 1 }
    END { exit bad }' "$work/watched" || fail "said twice in one line: $words"
done
echo "ok"
