// SPDX-License-Identifier: Apache-2.0
// Korean: Dubeolsik (KS X 5002), with the seven letters of shift on a page of their own. The digits write by cheonjiin.h, a
// plugged-in keyboard by hangul_of_key.
#include "app/typing/layout.h"

const struct layout layout_korean = {
    .language = "ko",
    .name = "한/영",
    .compose = COMPOSE_HANGUL,
    .pages = 2,
    .rows = {{"ㅂ ㅈ ㄷ ㄱ ㅅ ㅛ ㅕ ㅑ ㅐ ㅔ", "ㅁ ㄴ ㅇ ㄹ ㅎ ㅗ ㅓ ㅏ ㅣ -", "ㅋ ㅌ ㅊ ㅍ ㅠ ㅜ ㅡ , ."},
             {"ㅃ ㅉ ㄸ ㄲ ㅆ ㅛ ㅕ ㅑ ㅒ ㅖ", "ㅁ ㄴ ㅇ ㄹ ㅎ ㅗ ㅓ ㅏ ㅣ -", "ㅋ ㅌ ㅊ ㅍ ㅠ ㅜ ㅡ ? !"}},
    .turns = {"ㄲㄸ", "ㄱㄷ"},
};
