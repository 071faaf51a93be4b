#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Translations: takes the words out of the sources and brings them to the catalogues in assets/i18n.
#
#   tools/i18n.sh update        writes tgov.pot anew and merges it into every TAG.po (msgmerge marks what needs a look)
#   tools/i18n.sh new TAG       starts TAG.po, for instance `new vi`
#   tools/i18n.sh extract FILE  only writes the .pot, to FILE
#   tools/i18n.sh check         fails, and says where, when the .pot is old or a catalogue is broken or unfinished
#
# Two ways lead into the .pot. First the calls: tr, trc and trn of ui/ui.h and their like in contract/form. Second the
# tables: sentences that a table holds and that reach tr through a variable. Those need no mark in the source: in the
# files named by `table_files` every text that begins like words for people (a capital, a digit or a {mark}, and a small
# letter behind it) is taken. A text that is not for people and looks like it belongs into `not_words`. The names of
# characters, which a voice says, are such a table, too, with a context and in small letters (`names_file`).
#
# assets/i18n/notes.pot explains to translators what a text alone does not say. TEXT_BOLD and TEXT_PLAIN (ui/text/text.h)
# stand in the catalogues as \002 and \003.
set -eu
export LC_ALL=C.UTF-8
cd "$(dirname "$0")/.."
folder=assets/i18n
whole='ar es hi ko pt-BR th vi zh-CN'
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

not_words='^(Tgov|Tgov-[A-Z][A-Za-z-]*|If-[A-Za-z-]*|Bearer|DPoP|English|[0-9][a-z]+|[{][a-z]+[}]|[{][^a-z].*)$'
calls='--keyword=tr:2 --keyword=trc:2c,3 --keyword=trn:2,3 --keyword=ctx_tr:2 --keyword=i18n_text:3 --keyword=i18n_plural:2,3
  --keyword=page_tr:2 --keyword=visit_tr:2 --keyword=page_trn:2,3 --keyword=resp_problem:4 --keyword=resp_problem_with:4 --keyword=resp_tr:2 --keyword=with_text:2 --keyword=counted:2,3 --keyword=show_counted:2,3
  --flag=ui_printf:2:c-format --flag=tr:2:pass-c-format --flag=trc:3:pass-c-format --flag=trn:2:pass-c-format --flag=trn:3:pass-c-format --flag=page_tr:2:pass-c-format
  --flag=page_trn:2:pass-c-format --flag=page_trn:3:pass-c-format'
table_files=$(find -H app ui -name '*.c' -not -path 'app/net/*' -not -path 'app/keep/*' -not -path 'ui/text/*' -not -path app/languages.c \
  -not -path ui/audit.c | sort; echo contract/form/words.c contract/form/show.c backend/pages/pictures.c backend/issuer/passwords.c backend/issuer/account.c backend/response.c)

names_file=app/typing/names.c names_context=character

fail() { printf 'i18n: %s\n' "$*" >&2; exit 1; }

header() {
  cat <<'END'
# SPDX-License-Identifier: Apache-2.0
# The words of Tgov. Written by tools/i18n.sh update: do not edit, translate the TAG.po beside it.
msgid ""
msgstr ""
"Project-Id-Version: Tgov\n"
"Language: \n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;\n"

END
}

# Bytes 2 and 3 are bold on and off. Editors do not show them, so files hold their escapes.
visible() {
  on=$(printf '\002') off=$(printf '\003')
  sed -e '/^#\. #-#-#-#-#/d' -e "s/$on/\\\\002/g" -e "s/$off/\\\\003/g" "$1" >"$work/visible"
  cat "$work/visible" >"$1"
}

# Every msgid and msgid_plural that takes one line, as its quoted string.
texts_of() { sed -n 's/^msgid\(_plural\)\? //p' "$1" | sort -u; }

# The words of tables, without those that the calls have already brought (there they may have a context or a plural).
table_words() {
  # shellcheck disable=SC2086
  xgettext --extract-all --from-code=UTF-8 --no-wrap --add-location=file --output="$work/all.pot" $table_files 2>"$work/log" ||
    { cat "$work/log" >&2; fail "xgettext failed"; }
  texts_of "$work/calls.pot" >"$work/known"
  awk -v known="$work/known" -v not_words="$not_words" '
    BEGIN { while ((getline line < known) > 0) seen[line] = 1; RS = ""; FS = "\n"; ORS = "\n\n" }
    {
      id = ""; plain = 1
      for (i = 1; i <= NF; i++) {
        if ($i ~ /^msgid "/) { id = substr($i, 7); if (id == "\"\"") plain = 0 }
        if ($i ~ /^msgctxt/) plain = 0
      }
      text = substr(id, 2, length(id) - 2)
      if (plain && !(id in seen) && text !~ not_words && text ~ /^[A-Z0-9{]/ && text ~ /^[^_\/=<]*[a-z][^_\/=<]*$/) print
    }' "$work/all.pot"
}

# The texts of small Latin letters in `names_file`, each with the context.
name_words() {
  xgettext --extract-all --from-code=UTF-8 --no-wrap --add-location=file --output="$work/names.all" "$names_file" 2>"$work/log" ||
    { cat "$work/log" >&2; fail "xgettext failed"; }
  awk -v context="$names_context" '
    BEGIN { RS = ""; FS = "\n"; ORS = "\n\n" }
    /\nmsgid "[a-z][a-z -]*"\n/ && !/\nmsgctxt/ && index($0, "\nmsgid \"" context "\"\n") == 0 { sub(/\nmsgid "/, "\nmsgctxt \"" context "\"&"); print }' "$work/names.all"
}

extract() {
  # shellcheck disable=SC2046,SC2086
  xgettext --keyword $calls --from-code=UTF-8 --no-wrap --add-location=file --add-comments=Translators --omit-header \
    --output="$work/calls.pot" $(find -H app ui contract backend -name '*.c' | sort) 2>"$work/log" || { cat "$work/log" >&2; fail "xgettext failed"; }
  { header; cat "$work/calls.pot"; } >"$work/head.pot"
  { header; table_words; } >"$work/tables.pot"
  { header; name_words; } >"$work/names.pot"
  msgcat --no-wrap --use-first --output-file="$work/bare.pot" "$work/head.pot" "$work/tables.pot" "$work/names.pot"
  msgcomm --no-wrap --more-than=1 --omit-header --output-file="$work/common.pot" "$folder/notes.pot" "$work/bare.pot"
  { header; [ ! -f "$work/common.pot" ] || cat "$work/common.pot"; } >"$work/notes.pot"
  msgcat --no-wrap --sort-by-file --output-file="$1" "$work/bare.pot" "$work/notes.pot"
  visible "$1"
}

catalogues() { find "$folder" -name '*.po' | sort; }

update() {
  extract "$folder/tgov.pot"
  for po in $(catalogues); do
    msgmerge --quiet --no-wrap --previous --add-location=file --sort-by-file --output-file="$work/merged.po" "$po" "$folder/tgov.pot"
    msgattrib --no-wrap --no-obsolete --output-file="$work/clean.po" "$work/merged.po"
    visible "$work/clean.po"
    cmp -s "$work/clean.po" "$po" || cat "$work/clean.po" >"$po"
    printf '%s: ' "$po"
    msgfmt --check --statistics --output-file=/dev/null "$po" 2>&1
  done
}

start() {
  [ ! -e "$folder/$1.po" ] || fail "$folder/$1.po is there already"
  extract "$folder/tgov.pot"
  msginit --no-translator --no-wrap --locale="$(printf %s "$1" | tr - _)" --input="$folder/tgov.pot" --output-file="$work/new.po" 2>/dev/null
  visible "$work/new.po"
  { printf '# SPDX-License-Identifier: Apache-2.0\n# Tgov in the language %s.\n' "$1"; sed '/^#/{/^#[.:,]/!d;}' "$work/new.po"; } |
    sed 's/^"Last-Translator:.*/"Last-Translator: the Tgov developers\\n"/; s/^"Language-Team:.*/&\n"PO-Revision-Date: \\n"/' >"$folder/$1.po"
  ! grep -q 'nplurals=INTEGER' "$folder/$1.po" || echo "$folder/$1.po: write the Plural-Forms of this language into the header" >&2
}

# msgfmt accepts every catalogue (formats, plurals, header); those named by `whole` have every text, in others a text that
# is not done yet shows in English.
check_catalogue() {
  msgfmt --check --output-file=/dev/null "$1" 2>"$work/log" || { cat "$work/log"; return 1; }
  { msgattrib --no-wrap --untranslated --no-obsolete "$1"; msgattrib --no-wrap --only-fuzzy --no-obsolete "$1"; } |
    sed -n 's/^msg\(id\|ctxt\) "\(..*\)"$/  \2/p; s/^"\(.*\)"$/  \1/p' | grep -v '^  [A-Z][A-Za-z-]*: ' >"$work/unfinished" || return 0
  printf '%s: not translated, or marked fuzzy:\n' "$1"
  cat "$work/unfinished"
  case " $whole " in *" $(basename "$1" .po) "*) return 1 ;; esac
}

# What is to be translated, in one order, without translations and comments.
words_of() { msgcat --no-wrap --sort-output "$1" | awk '/^msgstr/ { on = 0 } /^msg(id|ctxt)/ { on = 1 } on'; }

check() {
  bad=0
  extract "$work/fresh.pot"
  for kind in pot po; do
    for file in $(find "$folder" -name "*.$kind" ! -name notes.pot | sort); do
      words_of "$file" >"$work/has"
      words_of "$work/fresh.pot" >"$work/needs"
      diff -u "$work/has" "$work/needs" >"$work/differs" ||
        { bad=1; echo "$file does not have the words of the sources (tools/i18n.sh update):"; grep '^[-+]' "$work/differs"; }
    done
  done
  for po in $(catalogues); do check_catalogue "$po" || bad=1; done
  [ "$bad" = 0 ]
}

case ${1:-} in
  update) update ;;
  new) [ $# = 2 ] || fail "new needs a language, for instance vi"; start "$2" ;;
  extract) [ $# = 2 ] || fail "extract needs a file"; extract "$2" ;;
  check) check ;;
  *) sed -n 's/^# \{0,1\}//; 3,9p' "$0" >&2; exit 2 ;;
esac
