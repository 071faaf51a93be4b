#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A new box: set-up in at most six presses, spoken from the first picture, each language's name in its own voice; what was
# chosen stays after the plug was pulled; skipping is one press; nobody else ever sees it. Then: the language is switched in
# the middle of a form and no answer is lost, and easy words stay where they were wanted.
set -u
cd "${TGOV_SOURCE:-$(dirname "$0")/../..}" || exit 1
. tests/tools/journey.sh
backend_start "$build" "$work/backend" --rate 0 || fail "no backend"
unset LC_ALL LC_MESSAGES
export LANG=C.UTF-8

play() { # NAME BOX [options]: the script is standard input
  name=$1 box=$2
  shift 2
  cat >"$work/$name.script"
  television "$box" "$work/$name.script" "$@" >"$work/$name.out" 2>"$work/$name.err" || { grep -v ' info ' "$work/$name.err"; fail "$name"; }
}
presses() { # of all press lines of a script: "DOWN*2 OK" are three
  sed -n 's/^press //p' "$work/$1.script" | tr ' ' '\n' | awk -F'*' '{ n += $2 ? $2 : 1 } END { print n + 0 }'
}

# ---- Korean, larger text, no reading aloud, usual words
play setup new --set-up <<'END'
expect-screen setup
expect "Which language?"
listen
press RIGHT
listen
press OK
expect-not "Which language?"
expect-screen setup
press DOWN OK
expect-screen setup
press OK
press OK
wait-screen home
wait-ready
tree
END
[ "$(presses setup)" -le 6 ] || fail "set-up took $(presses setup) presses"
head -n 1 "$work/setup.out" | grep -q '^en: Welcome to Tgov\. .*Which language? Go to your answer with the arrow keys.*English' || fail "the first picture was not spoken"
[ "$(head -n 1 "$work/setup.out" | grep -o 'Which language?' | wc -l)" = 1 ] || fail "the first question was said more than once"
grep -q '^ko: 한국어' "$work/setup.out" || fail "the name of a language was not said by its own voice"
grep -q '손님' "$work/setup.out" || fail "home is not in Korean"
play later new --set-up <<'END'
wait-screen home
wait "손님"
press BLUE
expect-screen settings
tree
END
grep -q '125 %" checked' "$work/later.out" || fail "the text size was not kept"
grep -q '한국어" checked' "$work/later.out" || fail "the language was not kept"

# ---- Digits: language, text, speech, words, four presses; reading goes on
play digits second --set-up <<'END'
expect-screen setup
press 1 1 2 2
wait-screen home
wait "All services"
listen "Good"
press BLUE
tree
END
grep -q '"On" checked' "$work/digits.out" || fail "reading aloud was not kept"
grep -q '"Easy words" checked' "$work/digits.out" || fail "easy words were not kept"

# ---- Easy words hold on every service that has them, and yellow takes them back
play easy second <<'END'
wait-screen home
wait "All services"
open service report-street-light
wait "The street lamp is broken"
expect "Tell us what is broken"
press YELLOW
expect "Report a broken street light"
expect-not "Tell us what is broken"
press YELLOW
expect "The street lamp is broken"
END

# ---- Skipped with one press, in the guessed language; silent then
LANG=ar_EG.UTF-8
export LANG
play skipped third --set-up <<'END'
expect-screen setup
expect "العربية"
press YELLOW
wait-screen home
wait-ready
tree
press BLUE
tree
END
LANG=C.UTF-8
grep -q 'العربية" checked' "$work/skipped.out" || fail "the language of the box was not guessed"
play unplugged fourth --set-up <<'END'
expect-screen setup
press 2
expect-screen setup
END
play plugged fourth --set-up <<'END'
expect-screen setup
expect "한국어"
END
play named fifth --set-up --language en <<'END'
wait-screen home
END
play script sixth <<'END'
wait-screen home
END
play older sixth --set-up <<'END'
expect-screen setup
END

# ---- Set up again, from the settings: back there
play again second <<'END'
wait-screen home
wait "All services"
press BLUE
choose "Set up again"
expect-screen setup
press OK OK OK OK
expect-screen settings
press BACK
expect-screen home
END

# ---- In mid-form, by blue: the same question, the same letters
play switch seventh <<'END'
wait-screen home
wait "All services"
open service report-street-light
wait "Start"
choose "Start"
wait "What is wrong?"
press 1
wait "Where is the light?"
type "Mill Lane 14"
expect "Mill Lane 14"
press BLUE
expect-screen settings
choose "한국어"
press BACK
wait-screen form
wait "Mill Lane 14"
wait "가로등"
expect-not "Where is the light?"
press BLUE
choose "العربية"
press BACK
wait-screen form
wait "Mill Lane 14"
press BLUE
choose "English"
press BACK
wait "Where is the light?"
expect "Mill Lane 14"
choose "Next"
wait "Since when?"
END

# ---- A service that does not speak the language says so
play other eighth --language ar <<'END'
wait-screen home
wait-ready
open service report-street-light
wait "Report a broken street light"
expect "English"
END

# ---- What the box keeps, then nothing: set-up again
play erase seventh <<'END'
wait-screen home
wait "All services"
press BLUE
wait-ready
expect "Unfinished answers"
tree
choose "Erase everything from this TV"
choose "Erase everything"
wait "Everything was erased from this TV"
END
grep -A 1 'text "Unfinished answers"' "$work/erase.out" | grep -q 'text "1 entry, ' || fail "the draft is not counted"
play new seventh --set-up <<'END'
expect-screen setup
END
echo ok
