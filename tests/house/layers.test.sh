#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The house keeps its order: every include points to a lower layer, foreign headers stay in the rooms that may know them,
# files and functions stay small, every file says its licence, nothing promises something unfinished.
set -u
cd "$(dirname "$0")/../.."
bad=0
check() { # check WHAT FOUND
  [ -z "$2" ] && return 0
  printf '%s:\n%s\n' "$1" "$2"
  bad=$((bad + 1))
}
rooms="base contract platform ui app backend"

# allowed ROOM 'LAYERS': includes of ours in that room begin with one of the layers.
allowed() {
  grep -rnE '^#include "(base|contract|platform|ui|app|backend)/' "$1" --include=*.c --include=*.h | grep -vE "#include \"($2)/"
}
check "includes against the direction" "$(
  allowed base 'base'
  allowed contract 'base|contract'
  allowed ui 'base|platform|ui'
  allowed app 'base|contract|platform|ui|app'
  allowed backend 'base|contract|backend'
  # The emulator's chrome draws its labels with the text engine; nothing else of the platform knows the toolkit.
  allowed platform 'base|platform|ui/text')"

# confined 'HEADERS' 'PLACES'
confined() { grep -rnE "#include <($1)" $rooms --include=*.c --include=*.h | grep -vE "^($2)"; }
check "foreign headers outside of their room" "$(
  confined 'SDL' 'platform/(sdl2|stb)/'
  confined 'microhttpd' 'backend/[a-z_]*\.[ch]'
  confined 'curl/' 'app/net/|backend/identity/fetch'
  confined 'openssl/' 'contract/token/|backend/(digest|identity|issuer)|app/(net|identity)/'
  confined 'sqlite3' 'backend/store/|app/keep/'
  confined 'cjson/' 'base/json'
  confined 'pixman' 'ui/'
  confined 'png\.h' 'platform/png')"

check "no licence line" "$(find $rooms tools tests -name '*.[ch]' -not -path '*/node_modules/*' -print0 |
  xargs -0 grep -L 'SPDX-License-Identifier: Apache-2.0')"
check "longer than 600 lines" "$(find $rooms tools -name '*.[ch]' -print0 | xargs -0 wc -l | awk '$2 != "total" && $1 > 600')"
check "unfinished" "$(grep -rnE '\b(TODO|FIXME|XXX|HACK)\b' $rooms tools --include=*.c --include=*.h)"
check "memory that does not come from base/mem.h" "$(grep -rnE '(^|[^_a-zA-Z.>])(malloc|calloc|realloc|strdup)\(' $rooms --include=*.c |
  grep -v '^base/mem.c')"
check "assertions that do nothing" "$(grep -rnE 'assert_(true|int_equal)\((true|1)(, *1)?\)' tests --include=*.c)"

if ctags --version 2>/dev/null | grep -q Universal; then
  check "functions over 60 lines" "$(ctags --languages=C --kinds-C=f --fields=+ne -n -f - -R $rooms tools |
    awk -F'\t' '{ for (i = 4; i <= NF; i++) { if ($i ~ /^line:/) l = substr($i, 6); if ($i ~ /^end:/) e = substr($i, 5) }
                  if (e - l + 1 > 60) print $2 ": " $1 " has " e - l + 1 " lines" }')"
else
  echo "SKIP in part: universal-ctags is missing, the length of functions is not checked"
fi
[ "$bad" = 0 ] && echo "the house is in order"
[ "$bad" = 0 ]
