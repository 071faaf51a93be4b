# SPDX-License-Identifier: Apache-2.0
# To be sourced by tests/journeys/*.test.sh from the project's root: a backend, televisions that play scripts against it,
# and an officer who works with the office's pages. Everything lives in $work and goes away at the end.
#   television BOX SCRIPT [tgov options]   plays a script file (- is standard input) on the box named BOX
#   said LABEL FILE                        what stands below a label in a printed tree
#   officer_account LOGIN NAME            makes an account and gives it a password of its own, as its owner does at first
#   officer_sign_in LOGIN NAME, officer_act NUMBER ACT [field=value...], officer_page PATH
#   fail WHAT, skip WHY, until_true WHAT COMMAND...
build=${TGOV_BUILD:-build/dev}
case $build in /*) ;; *) build=$PWD/$build ;; esac
. tests/tools/backend.sh

skip() {
  echo "SKIP: $1"
  exit 77
}
fail() {
  echo "FAIL: $1"
  exit 1
}
needs() {
  for tool; do
    command -v "$tool" >/dev/null || skip "$tool is not installed"
  done
}
needs openssl curl
for program in tgov tgov-backend; do
  [ -x "$build/$program" ] || skip "$build/$program is not built"
done
work=$(mktemp -d) || exit 1
journey_end() {
  code=$?
  # What was started in the background is stopped by its number.
  for pid in ${television_pid:-} ${other_pid:-}; do
    kill "$pid" 2>/dev/null
  done
  backend_stop
  [ "$code" = 0 ] || [ "$code" = 77 ] || [ -z "${backend_log:-}" ] || grep -v ' info ' "$backend_log" | tail -n 20 >&2
  rm -rf "$work"
  exit "$code"
}
trap journey_end EXIT
trap 'exit 130' INT TERM

# until_true WHAT COMMAND...: tries for up to 60 seconds.
until_true() {
  what=$1
  shift
  tries=0
  until "$@"; do
    tries=$((tries + 1))
    [ "$tries" -lt 1200 ] || fail "waited in vain: $what"
    sleep 0.05
  done
}

now() { date -u +%Y-%m-%dT%H:%M:%SZ; }
television() {
  box=$1 script=$2
  shift 2
  "$build/tgov" --backend "$backend_url" --ca "$backend_ca" --state "$work/$box" --assets assets --shots "$work" --time "$(now)" \
    --script "$script" "$@"
}

# said LABEL FILE: the text that stands below a label in a printed tree.
said() { grep -A 1 "text \"$1\"\$" "$2" | sed -n '2s/.*text "\(.*\)"$/\1/p'; }

# ---- The officer: a browser with cookies, who fills in the forms that the pages offer ----
browser() { curl -sS --fail-with-body --cacert "$backend_ca" -b "$work/cookies" -c "$work/cookies" -H 'Accept-Language: en' "$@"; }
officer_page() { browser "$backend_url$1" | tr '\n' ' '; }
hidden() { printf '%s' "$2" | sed -n "s|.*name=\"$1\" value=\"\([^\"]*\)\".*|\1|p"; }
# form_value NAME PAGE: what a hidden field of the page holds.
form_value() { printf '%s' "$2" | grep -o "name=\"$1\" value=\"[^\"]*\"" | head -n 1 | sed 's|.*value="||; s|"$||'; }
officer_account() {
  "$build/tgov-backend" --catalogue "${backend_catalogue:-backend/catalogue}" --store "sqlite:$work/backend/tgov.db" \
    --add-person "$1:officer:$2" >"$work/account" 2>/dev/null || fail "there is no account"
  first=$(sed -n 's|.*first sign-in: ||p' "$work/account")
  office_password="quiet lamp $(od -An -N6 -tx1 /dev/urandom | tr -d ' ')"
  page=$(officer_page /account)
  browser -L -o "$work/page" --data-urlencode "csrf=$(form_value csrf "$page")" --data-urlencode "login=$1" --data-urlencode "password=$first" \
    "$backend_url/account/sign-in" || fail "the officer's first password is not taken"
  page=$(cat "$work/page")
  browser -L -o /dev/null --data-urlencode "csrf=$(form_value csrf "$page")" --data-urlencode "old=$first" --data-urlencode "new=$office_password" \
    --data-urlencode "again=$office_password" "$backend_url/account/password" || fail "the officer cannot choose a password"
}
officer_sign_in() {
  page=$(officer_page /office/sign-in)
  form=$(printf '%s' "$page" | grep -o '<form method="post" action="/office/sign-in"><input[^>]*>') || fail "there is no form to sign in"
  browser -o /dev/null --data-urlencode "token=$(hidden token "$form")" --data-urlencode "name=$1" \
    --data-urlencode "password=$office_password" "$backend_url/office/sign-in" || fail "the officer cannot sign in"
  officer_page /office | grep -q "$2" || fail "the officer is not signed in"
}
# officer_act NUMBER ACT [field=value...]: opens the case, finds the form of that act, sends it.
officer_act() {
  number=$1 move=$2
  shift 2
  page=$(officer_page "/office/cases/$number") || fail "the officer cannot open $number"
  form=$(printf '%s' "$page" | grep -o '<form method="post" action="[^"]*"><input[^>]*><input[^>]*><input[^>]*>' | grep "value=\"$move\"") ||
    fail "the officer is not offered '$move' for $number"
  action=$(printf '%s' "$form" | sed 's|.*action="\([^"]*\)".*|\1|')
  for field; do
    name=${field%%=*}
    printf '%s' "$page" | grep -q "id=\"$move-$name\"" || fail "the form of '$move' has no field '$name'"
    set -- "$@" --data-urlencode "$field"
    shift
  done
  status=$(browser -o "$work/acted" -w '%{http_code}' --data-urlencode "token=$(hidden token "$form")" --data-urlencode "move=$move" \
    --data-urlencode "seen=$(hidden seen "$form")" "$@" "$backend_url$action") || fail "'$move' was not accepted: $status"
  [ "$status" = 303 ] || fail "'$move' was answered with $status"
}
