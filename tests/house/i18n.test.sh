#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The translations are whole: the .pot has the words of the sources, every catalogue passes msgfmt --check with nothing
# missing or fuzzy, the build made each of them, and screens that need no office show no English and no cut text in any
# language at any text size.
set -u
cd "$(dirname "$0")/../.."
command -v xgettext >/dev/null && command -v msgfmt >/dev/null || { echo "gettext is not installed"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

wrong() {
  echo "WRONG: $1"
  [ $# = 1 ] || sed 's/^/  /' "$2"
  failed=1
}

tools/i18n.sh check >"$work/check" 2>&1 || wrong "tools/i18n.sh check" "$work/check"

# A catalogue with a wrong format, a wrong plural or a hole must not pass: the check itself is checked on a copy.
mkdir -p "$work/copy/tools" "$work/copy/assets/i18n"
cp tools/i18n.sh "$work/copy/tools/"
cp assets/i18n/*.po* "$work/copy/assets/i18n/"
for folder in app ui contract backend; do ln -s "$PWD/$folder" "$work/copy/$folder"; done

# broken NAME SED SAYS: the check of the copy, changed by SED, must fail and say so.
broken() {
  sed "$2" assets/i18n/ko.po >"$work/copy/assets/i18n/ko.po"
  cmp -s assets/i18n/ko.po "$work/copy/assets/i18n/ko.po" && wrong "nothing to break: $1"
  "$work/copy/tools/i18n.sh" check >"$work/check" 2>&1 && wrong "the check overlooks: $1"
  grep -q "$3" "$work/check" || wrong "the check does not tell: $1" "$work/check"
}
broken "another format" 's/^msgstr "%d번 질문"/msgstr "%s번 질문"/' 'format specifications'
broken "a missing translation" 's/^msgstr "설정"/msgstr ""/' '^  Settings'
broken "a fuzzy translation" 's/^msgid "Settings"/#, fuzzy\n&/' '^  Settings'
broken "a text that the sources do not have" 's/^msgid "Settings"/msgid "Setting"/' '^+msgid "Settings"'
cp assets/i18n/ko.po "$work/copy/assets/i18n/"
"$work/copy/tools/i18n.sh" check >"$work/check" 2>&1 || [ "$failed" = 1 ] || wrong "the check of an unchanged copy" "$work/check"

build=${TGOV_BUILD:-build/debug}
if [ ! -x "$build/tgov" ]; then
  echo "no tgov in $build: screens were not looked at"
  exit $failed
fi
languages=$(for po in assets/i18n/*.po; do basename "$po" .po; done)
for tag in $languages; do
  [ -s "$build/i18n/$tag.mo" ] || wrong "$build/i18n/$tag.mo was not built"
done

screens='settings help search follow cases people person mandates phones setup curtain'
script() {
  for scale in 100 125 150 200; do
    echo "text-scale $scale"
    for screen in $screens; do
      printf 'open %s\nadvance 400ms\nadvance 400ms\nshot %s-%s\naudit\n' "$screen" "$screen" "$scale"
    done
  done
}

# play TAG: the screens in that language; the trees lie in $work/shots-TAG.
play() {
  mkdir -p "$work/shots-$1"
  script >"$work/script"
  "$build/tgov" --backend https://localhost:1 --platform headless --assets assets --language "$1" --state "$work/box-$1" \
    --shots "$work/shots-$1" --script "$work/script" >"$work/log" 2>&1 || wrong "tgov in $1" "$work/log"
}

# Names of the system and its keys, of languages, and units, examples and half days (Hindi: am, pm) that stay Latin.
latin='Tgov|OK|BACK|HOME|English|TV|USB|KB|MB|RS|BCDF|GHJK|ABC|EN|VI|am|pm|Español|Português|Tiếng|Việt'
for tag in $languages; do
  play "$tag"
  case $tag in ko | ar | hi | th | zh*) ;; *) continue ;; esac
  cat "$work/shots-$tag"/*.txt | grep -o '"[^"]*"' | sort -u | grep -E '[A-Za-z]{2}' | grep -vE "^\"[^A-Za-z]*(($latin)[^A-Za-z]*)+\"\$" >"$work/english" &&
    wrong "English words on the screens in $tag" "$work/english"
done

# The language changes while the screen is read aloud: what was said before is compared with what is said now.
{
  printf 'open settings\nadvance 400ms\npress GREEN\n'
  for tag in $languages en; do printf 'language %s\nadvance 400ms\n' "$tag"; done
  printf 'expect "Language and text"\nlanguage ko\nexpect "언어·글자"\nlanguage ar\nexpect "اللغة والنص"\n'
} >"$work/script"
"$build/tgov" --backend https://localhost:1 --platform headless --assets assets --language en --state "$work/box" \
  --script "$work/script" >"$work/log" 2>&1 || wrong "changing the language" "$work/log"
exit $failed
