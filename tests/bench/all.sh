#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# all.sh BUILD JSON: every budget of the product, printed as `name value unit` lines and written as a list of
# {"name", "value", "unit", "budget"}. Figures of a shared machine move: compare runs made side by side.
set -u
build=$1 json=$2
cd "$(dirname "$0")/../.."
lines=$(mktemp) work=$(mktemp -d)
export TGOV_BUILD="$build" TGOV_SOURCE="$PWD" TGOV_SHARED="$PWD/../shared"
xvfb=
. tests/tools/backend.sh
trap 'backend_stop; [ -z "$xvfb" ] || kill $xvfb 2>/dev/null; rm -rf "$lines" "$work"' EXIT INT TERM
note() { tee -a "$lines"; }
left_out() { echo "left out: $*" >&2; }

"$build/tests/ui_bench" | note
"$build/tests/token_bench" | note

TGOV_SOURCE=$PWD "$build/tests/speech_bench" 2>/dev/null | note

strip -o "$work/tgov" "$build/tgov" && echo "app binary $(awk -v b="$(stat -c %s "$work/tgov")" 'BEGIN { printf "%.2f", b / 1048576 }') MB" | note

if command -v Xvfb >/dev/null; then
  Xvfb :97 -screen 0 1920x1080x24 >/dev/null 2>&1 &
  xvfb=$!
  export DISPLAY=:97
fi
if backend_start "$build" "$work/backend" --demo; then
  node tests/bench/app.mjs "$build" "$backend_url" "$backend_ca" "$work/app" | note
  backend_stop
  node tests/bench/household.mjs "$build" | note
else
  left_out "figures of the application: the backend did not start"
fi

form=$TGOV_SHARED/data/forms/sf-permit-application.json
if [ -f "$form" ]; then
  best=$(for i in 1 2 3 4 5 6 7; do "$build/tgov-forms" import "$form" --id permit --into "$work/import$i" --time 2>&1 |
    sed -n 's/.*time \([0-9.]*\) ms.*/\1/p'; done | sort -n | sed -n 4p)
  [ -n "$best" ] && echo "form import $best ms" | note
  suite=$TGOV_SHARED/data/jsonlogic/compatible.json
  ours=$("$build/tgov-forms" bench-logic "$suite" 2>/dev/null | grep -oE '[0-9.]+' | head -n 1)
  theirs=$(node tests/bench/jsonlogic.mjs "$suite" 2>/dev/null | grep -oE '[0-9.]+' | head -n 1)
  [ -n "$ours" ] && [ -n "$theirs" ] &&
    echo "jsonlogic vs json-logic-js $(awk -v a="$theirs" -v b="$ours" 'BEGIN { printf "%.1f", a / b }') times" | note
else
  left_out "form import and jsonlogic: the folder of test data is not beside the project"
fi

node tests/bench/sign_in.mjs "$build" | note
sh tests/bench/catalogue.sh | note
sh tests/bench/submissions.sh | note
node tests/bench/phone.mjs | note
sh tests/bench/issuer.sh "$build" "$work/issuer" | note

awk -v json="$json" '
  BEGIN {
    budget["focus move cpu"] = 0.26; budget["full repaint cpu"] = 6; budget["start to first frame"] = 100
    budget["text-cold-ko"] = 12; budget["text-cold-ar"] = 12; budget["text-cold-th"] = 12; budget["text-warm"] = 1
    budget["text-memory"] = 8; budget["text-memory 2160p"] = 8; budget["language-switch"] = 150; budget["speech-handover"] = 50
    budget["memory pss"] = 30; budget["frames at rest"] = 0; budget["wake-ups at rest"] = 0; budget["app binary"] = 1.5
    budget["frames at rest household"] = 0; budget["wake-ups at rest household"] = 0; budget["frames at rest line open"] = 0
    budget["sign-in"] = 1500; budget["issuer-start"] = 50; budget["phone-text-p95"] = 300
    budget["token-cached"] = 5; budget["token-new-es256"] = 200
    budget["form import"] = 10; budget["durable submissions p99"] = 25
    least["jsonlogic vs json-logic-js"] = 5; least["catalogue vs nginx"] = 1; least["durable submissions"] = 5000
    print "[" >json
  }
  NF >= 3 {
    unit = $NF; value = $(NF - 1); name = $1
    for (i = 2; i < NF - 1; i++) name = name " " $i
    if (value !~ /^-?[0-9.]+$/) next
    want = name in budget ? budget[name] : name in least ? least[name] : "null"
    bad = (name in budget && value + 0 > want) || (name in least && value + 0 < want)
    if (bad) over = over sprintf("\n  %s: %s %s, budget %s", name, value, unit, want)
    if (want != "null") { met += !bad; known++; there[name] = 1 }
    printf "%s  {\"name\": \"%s\", \"value\": %s, \"unit\": \"%s\", \"budget\": %s, \"met\": %s}", n++ ? ",\n" : "", name, value, unit,
      want, want == "null" ? "null" : bad ? "false" : "true" >json
  }
  END {
    print "\n]" >json
    for (name in budget) if (!(name in there)) over = over "\n  " name ": not measured"
    for (name in least) if (!(name in there)) over = over "\n  " name ": not measured"
    printf "budgets: %d of %d are met%s\n", met, known, over
  }' "$lines"
echo "written: $json" >&2
