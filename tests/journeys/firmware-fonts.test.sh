#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The fonts that toolchains/fonts.sh cuts for firmware draw every text of the languages they are for. (Hangul and Han take
# most of a minute to cut; `./dev fonts` does them, too.)
set -eu
command -v pyftsubset >/dev/null || { echo "SKIP: fonttools is missing"; exit 77; }
[ -f /usr/share/fonts/truetype/noto/NotoSansThai-Bold.ttf ] || { echo "SKIP: fonts-noto-core is missing"; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sh toolchains/fonts.sh "$folder" arabic devanagari thai
TGOV_FONT_LIST=$folder/fonts.json TGOV_CATALOGUES='{ar,es,hi,pt-BR,th,vi}' "$TGOV_BUILD/tests/app_i18n_test" >"$folder/log" 2>&1 ||
  { grep ERROR "$folder/log"; exit 1; }
grep -q 'test_every_text_can_be_drawn' "$folder/log"
echo ok
