#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Every screen in its main phases as text, compared with tests/golden/NAME.txt (TGOV_ACCEPT=1 accepts what is there now),
# and looked at by the audit in every text size, look and frame, in English, Korean, Arabic and the language with the most
# letters: larger text may lose no text, but for the parts that app/script_audit.c names. In the contrast look the painted
# pixels are measured, too. A golden that is missing fails.
set -u
cd "${TGOV_SOURCE:-$(dirname "$0")/../..}" || exit 1
. tests/tools/journey.sh
[ -x "$build/tgov-forms" ] || skip "tgov-forms is not built"
golden=tests/golden
now() { date -u +%Y-%m-%dT09:12:00Z; } # the greeting and the times of day are always the same

cp -r backend/catalogue "$work/catalogue"
"$build/tgov-forms" import tests/journeys/data/kinds.json --id kinds --into "$work/catalogue" >"$work/import" 2>&1 || fail "$(cat "$work/import")"
backend_catalogue=$work/catalogue backend_start "$build" "$work/backend" --rate 0 || fail "no backend"

# The whole tour. "look NAME" is one picture.
tour() {
  cat <<'END'
wait-screen home
wait "All services"
look home
open catalogue audience=citizen
wait "Report a broken street light"
look catalogue
choose "Moving"
wait-ready
wait-not "Vote"
look catalogue-moving
press BACK
open service report-street-light
wait "Start"
look service
press YELLOW
look service-easy
choose "Watch in sign language"
wait-screen clip
look clip
press BACK
press YELLOW
choose "Start"
wait "What is wrong?"
look form-choice
press 1
wait "Where is the light?"
wait "go to"
look form-text
press HELP
look help-typing
press BACK
choose "Next"
look form-text-wrong
type "Mill Lane 14, next to the ba"
look form-text-typed
choose "123"
look form-text-signs
choose "Next"
wait "Since when?"
look form-date
type "01012001"
choose "Next"
wait "possible"
look form-date-wrong
choose "Today"
wait "How should we answer you?"
press 2
wait "Your phone number"
type "+1 555 0100"
look form-private
choose "Next"
wait "Check your answers"
look review
press YELLOW
wait-screen home
wait "Not finished"
look home-draft
open service report-street-light
wait "Go on"
look service-draft
choose "Go on"
wait "Check your answers"
fault offline
choose "Send report"
wait-screen receipt
wait "Kept safe on this TV"
look receipt-waiting
fault none
advance 600000ms
wait "Case number"
look receipt
choose "See how it stands"
wait-screen case
wait "What happened"
wait-ready
look case
choose "It is fixed: close"
wait "No, go back"
look case-sure
press BACK
choose "Withdraw the report"
wait-screen write
look write
press BACK
press HOME
wait-screen home
wait-ready
look home-case
open cases
wait-ready
look cases
open follow
look follow
type "nonsense"
choose "Next"
look follow-wrong
open search
look search
type "light"
wait "found"
wait-ready
look search-found
type "zzzz"
wait "Nothing found"
look search-nothing
open settings
look settings
choose "Erase everything from this TV"
look settings-sure
press BACK
open setup again
look setup-language
press OK
look setup-text
press OK
look setup-speech
press OK
look setup-easy
press OK
wait-screen settings
open phones
wait "No phone is connected"
wait "go to"
look phones
open hand report-street-light
wait "Waiting for your phone"
look hand
open help
look help
open curtain
look curtain
press RED
open form kinds
wait "This takes three minutes."
look kind-read
choose "Next"
wait "I am of age"
look kind-yes-no
press 1
wait "Where do you live?"
look kind-choice
choose "Leave empty and go on"
wait "Which days suit you?"
look kind-choices
choose "Next"
look kind-choices-wrong
press 1 3
look kind-choices-ticked
choose "Next"
wait "How many people"
look kind-number
type "3"
choose "Next"
wait "What is your rent?"
look kind-money
type "640.50"
choose "Next"
wait "Your e-mail address"
look kind-email
type "nobody"
choose "Next"
look kind-email-wrong
type "@example.com"
choose "Next"
wait "When may we call?"
look kind-time
type "0930"
choose "Next"
wait "When shall we come?"
look kind-date-time
choose "Next"
wait "When were you born?"
look kind-day
choose "Next"
wait "What else should we know?"
look kind-long-text
choose "Next"
wait "Words for it"
look kind-tags
choose "Next"
wait "The visit"
look kind-survey
choose "Leave empty and go on"
wait "Your children"
look kind-rows
choose "Add one"
wait "Name of the child"
look kind-row
type "Kim"
choose "Next"
wait "1 entry so far"
look kind-rows-one
choose "Next"
wait "A copy of your lease"
wait "Plug a stick"
look kind-file
choose "Leave empty and go on"
wait "Your signature"
look kind-signature
choose "Leave empty and go on"
wait "Check your answers"
look kind-review
press HOME
wait-screen home
open sign-in for=report-street-light&title=light
wait "Good for 10 more minutes"
look sign-in
advance 601000ms
wait "The code has run out"
look sign-in-expired
press BACK
wait-screen home
fault offline
open sign-in
wait "The sign-in office cannot be reached"
look sign-in-unreachable
fault none
press BACK
wait-screen home
END
}
tour >"$work/tour"

# ---- What is on the screens
sed 's/^look \(.*\)/shot \1/' "$work/tour" >"$work/golden.script"
mkdir -p "$work/shots"
television golden "$work/golden.script" --shots "$work/shots" --files "$work/nothing" >/dev/null 2>"$work/golden.err" ||
  { grep -v ' info ' "$work/golden.err"; fail "the tour did not end"; }
printf 'wait "No connection"\nwait "Try again"\nshot boot-error\n' >"$work/boot.script"
"$build/tgov" --backend https://localhost:9 --ca "$backend_ca" --state "$work/boot" --assets assets --shots "$work/shots" --time "$(now)" \
  --script "$work/boot.script" >/dev/null 2>"$work/boot.err" || { cat "$work/boot.err"; fail "no word at the start without a network"; }
mkdir -p "$work/new"
for tree in "$work"/shots/*.txt; do
  sed -E 's/[A-Z]{2}-20[0-9]{2}-[0-9]{4}/NUMBER/g
    s/"[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}"/"SECRET"/g
    s/((Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day |(Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?[0-9]{1,2} (January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Aug|Sept|Oct|Nov|Dec)( 20[0-9]{2})?/DATE/g
    s/Today [0-9]{1,2}:[0-9]{2}/WHEN/g
    s/"[0-9]+ (entry|entries), [0-9]+ KB"/"COUNT"/g
    s/"[0-9]{4} [0-9]{2}"/"CODE"/g
    s/"[0-9]{3} [0-9]{3}"/"CODE"/g
    s/(localhost|127.0.0.1):[0-9]+/OFFICE/g
    s/[B-Z]{4}-[B-Z]{4}/CODE/g
    s/"([B-Z] ){4}, ([B-Z] ){4}"/"SPELLED"/g
    s/(image|text) "(Bell|Boat|Bridge|Candle|Chair|House|Key|Lamp|Tree)"$/\1 "PICTURE"/g
    s/"9:(1|2|3|4)[0-9]"/"TIME"/g' "$tree" >"$work/new/$(basename "$tree")"
done
if [ "${TGOV_ACCEPT:-}" ]; then
  find "$golden" -name '*.txt' ! -name 'speech-*' -delete # those of speech-golden.test.mjs stay
  cp "$work"/new/*.txt "$golden/"
  echo "accepted $(ls "$golden" | wc -l) goldens"
fi
different=
for name in $( (ls "$golden" 2>/dev/null | grep -v '^speech-'; ls "$work/new") | sort -u); do
  [ -f "$golden/$name" ] || { echo "no golden for $name"; different="$different $name"; continue; }
  diff -u "$golden/$name" "$work/new/$name" || different="$different $name"
done
[ -z "$different" ] || fail "other than the goldens (TGOV_ACCEPT=1 accepts):$different"

# ---- The audit
longest=$(for po in assets/i18n/*.po; do echo "$(sed -n 's/^msgstr[^"]*"\(.*\)"$/\1/p' "$po" | LC_ALL=C.UTF-8 wc -m) $(basename "$po" .po)"; done | sort -rn |
  grep -v -e ' ko$' -e ' ar$' | sed -n '1s/.* //p')
echo "audit in en, ko, ar and $longest"
awk -v languages="en ko ar $longest" '/^look / {
  print "# " $2
  n = split(languages, l)
  for (i = 1; i <= n; i++) { print "language " l[i]; print "wait-ready"; print "audit-all"
    print "theme contrast"; print "audit-pixels"; print "theme day" }
  print "language en"; print "wait-ready"; next }
  { print }' "$work/tour" >"$work/audit.script"
television audit "$work/audit.script" --files "$work/nothing" >/dev/null 2>"$work/audit.err" ||
  { grep -v ' info ' "$work/audit.err"; fail "the audit complains"; }
echo "ok"
