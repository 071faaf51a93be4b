#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Forms that real administrations publish become services on the television: imported into a copy of the catalogue, walked
# to the review with keys by a scripted viewer who has the answers on paper, sent, and what the office keeps is what the
# form's own rules say it must be.
set -u
cd "${TGOV_SOURCE:-$(dirname "$0")/../..}" || exit 1
. tests/tools/journey.sh
needs sqlite3 jq convert
[ -x "$build/tgov-forms" ] || skip "tgov-forms is not built"
forms=${TGOV_SHARED:-../shared}/data/forms
[ -d "$forms" ] || skip "$forms is missing"
today=$(date -u +%F)

cp -r backend/catalogue "$work/catalogue"
ids=
for file in "$forms"/sf-permit-application.json "$forms"/nav-083501.json "$forms"/bc-*.json; do
  id=$(basename "$file" .json)
  "$build/tgov-forms" import "$file" --id "$id" --into "$work/catalogue" >"$work/import" 2>&1 || fail "import of $id: $(cat "$work/import")"
  "$build/tgov-forms" walk "$work/catalogue/$id" --today "$today" >"$work/$id.json" 2>"$work/walk" || fail "walk of $id: $(cat "$work/walk")"
  ids="$ids $id"
done
# A stick with a picture and a paper, for the questions that want one.
mkdir -p "$work/media/stick"
convert -size 64x48 xc:seagreen "$work/media/stick/photo.jpg"
convert -size 64x48 xc:white "$work/media/stick/plan.png"
{ printf "%%PDF-1.4\n"; head -c 3000 /dev/zero | tr "\0" "%"; printf "\n%%%%EOF\n"; } >"$work/media/stick/paper.pdf"

backend_catalogue=$work/catalogue backend_start "$build" "$work/backend" --rate 0 || fail "no backend"
stopped=
for id in ${TGOV_FORMS:-$ids}; do
  cat >"$work/$id.script" <<END
wait-screen home
wait "All services"
open form $id
fill $work/$id.json
wait "Check your answers"
expect-focus "Send"
press OK
wait-screen receipt
wait "Case number"
tree
quit
END
  if ! television "box-$id" "$work/$id.script" --files "$work/media" >"$work/$id.tree" 2>"$work/$id.err"; then
    grep -v ' info ' "$work/$id.err" | tail -n 40
    echo "not sent: $id"
    stopped="$stopped $id"
    continue
  fi
  number=$(said "Case number" "$work/$id.tree")
  [ -n "$number" ] || fail "$id: no case number on the receipt"
  sqlite3 "$work/backend/tgov.db" "SELECT answers FROM cases WHERE number = '$number'" | jq -S . >"$work/$id.stored" ||
    fail "$id: the office has no answers for $number"
  [ -s "$work/$id.stored" ] || fail "$id: the office has no case $number: $(sqlite3 "$work/backend/tgov.db" "SELECT number, service FROM cases")"
  questions=$(jq -r '[paths(type != "object" and type != "array")] | length' "$work/$id.stored")
  # What the viewer was told to answer must be there; pictures and signatures are their own.
  if ! jq -e -n --slurpfile want "$work/$id.json" --slurpfile got "$work/$id.stored" -f tests/journeys/answers.jq >"$work/$id.diff"; then
    cat "$work/$id.diff"
    fail "$id: the office keeps other answers than were given"
  fi
  echo "$id: case $number, $questions values kept"
done
[ -z "$stopped" ] || fail "these forms do not reach the office:$stopped"
echo "ok"
