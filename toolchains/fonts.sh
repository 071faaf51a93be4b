#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# fonts.sh FOLDER [SCRIPT...]: cuts the Noto fonts of this machine to what the nine languages of the television need, for
# firmware. Writes the fonts, FOLDER/fonts.json that names them (to be installed instead of assets/fonts.json), and prints
# sizes. Scripts are latin, arabic, hangul, han, devanagari and thai, all unless some are named; latin is always there.
# Needs Debian's fonttools, fonts-noto-core, fonts-noto-cjk, xz-utils. Licence of the fonts: SIL Open Font Licence 1.1.
set -eu
[ $# -ge 1 ] || { echo "usage: fonts.sh FOLDER [SCRIPT...]" >&2; exit 2; }
folder=$1
shift
scripts=" latin ${*:-arabic hangul han devanagari thai} "
wanted() { case $scripts in *" $1 "*) ;; *) return 1 ;; esac; }
noto=${TGOV_NOTO:-/usr/share/fonts/truetype/noto} cjk=${TGOV_NOTO_CJK:-/usr/share/fonts/opentype/noto}
mkdir -p "$folder"
letters='U+20-7E,U+A0-24F,U+2B0-2FF,U+300-36F,U+370-3FF,U+400-45F,U+1E00-1EFF,U+2000-206F,U+20A0-20BF,U+2100-214F,U+2190-21FF'
arabic='U+20-7E,U+600-6FF,U+750-77F,U+200C-200F,U+FB50-FDFF,U+FE70-FEFF'
devanagari='U+20,U+900-97F,U+200C-200D,U+25CC,U+964-965,U+A8E0-A8FF'
hangul='U+AC00-D7A3,U+1100-11FF,U+3131-318E,U+3000-301F,U+FF01-FF5E,U+25A0-25CF'

# The 6763 characters of GB 2312, which every Chinese newspaper gets by with, and the signs around them.
python3 -c '
rows = [bytes([a, b]) for a in range(0xB0, 0xF8) for b in range(0xA1, 0xFF)]
print("".join(r.decode("gb2312", "ignore") for r in rows), "".join(map(chr, [*range(0x3000, 0x3020), *range(0xFF01, 0xFF5F)])))
' >"$folder/han.txt"

total=0
# cut NAME SOURCE OPTIONS...: one subset.
cut_font() {
  name=$1 source=$2
  shift 2
  [ -f "$source" ] || { echo "fonts.sh: $source is missing" >&2; exit 1; }
  pyftsubset "$source" "--output-file=$folder/$name" '--layout-features=*' --no-hinting --notdef-outline --no-glyph-names "$@" 2>/dev/null
  size=$(wc -c <"$folder/$name")
  packed=$(xz -9ec "$folder/$name" | wc -c)
  total=$((total + size))
  printf '%-26s %7d KiB, packed %6d KiB\n' "$name" $((size / 1024)) $((packed / 1024))
}

for weight in Regular Bold; do
  cut_font "latin-$weight.ttf" "$noto/NotoSans-$weight.ttf" "--unicodes=$letters"
  ! wanted arabic || cut_font "arabic-$weight.ttf" "$noto/NotoSansArabic-$weight.ttf" "--unicodes=$arabic"
  ! wanted devanagari || cut_font "devanagari-$weight.ttf" "$noto/NotoSansDevanagari-$weight.ttf" "--unicodes=$devanagari"
  ! wanted thai || cut_font "thai-$weight.ttf" "$noto/NotoSansThai-$weight.ttf" '--unicodes=U+20,U+E00-E7F,U+25CC'
  ! wanted hangul || cut_font "hangul-$weight.otf" "$cjk/NotoSansCJK-$weight.ttc" --font-number=1 "--unicodes=$hangul"
  ! wanted han || cut_font "han-$weight.otf" "$cjk/NotoSansCJK-$weight.ttc" --font-number=2 "--text-file=$folder/han.txt"
done
cut_font symbols.ttf "$noto/NotoSansSymbols-Regular.ttf" '--unicodes=U+2100-214F,U+2190-21FF,U+2600-27BF'
rm "$folder/han.txt"
printf '%-26s %7d KiB\n' 'all' $((total / 1024))

row() { ! wanted "$3" || printf '    {"name": "%s", "scripts": [%s], "regular": ["%s-Regular.%s"], "bold": ["%s-Bold.%s"]},\n' "$1" "$2" "$3" "$4" "$3" "$4"; }
{
  printf '{\n  "note": "Written by toolchains/fonts.sh.",\n  "folders": ["%s", "/usr/share/tgov/fonts"],\n  "faces": [\n' "$(cd "$folder" && pwd)"
  row 'Latin' '"Latn", "Grek", "Cyrl"' latin ttf
  row 'Arabic' '"Arab"' arabic ttf
  row 'Hangul' '"Hang"' hangul otf
  row 'Han' '"Hani", "Bopo"' han otf
  row 'Devanagari' '"Deva"' devanagari ttf
  row 'Thai' '"Thai"' thai ttf
  printf '    {"name": "Symbols", "scripts": [], "regular": ["symbols.ttf"]}\n  ]\n}\n'
} >"$folder/fonts.json"
