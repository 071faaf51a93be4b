// SPDX-License-Identifier: Apache-2.0
// Vietnamese: QWERTY, with which Telex writes everything (telex.h), and for who does not know Telex a page with the seven
// letters and the five tones, which go to the word before the caret. On the digits the letters of the language stand beside
// the plain ones, and 1 gives the word its next tone.
#include "app/typing/layout.h"

const struct layout layout_vietnamese = {
    .language = "vi",
    .name = "ABC",
    .compose = COMPOSE_TELEX,
    .cased = true,
    .pages = 1,
    .rows = {{"q w e r t y u i o p", "a s d f g h j k l -", "z x c v b n m , ."}},
    .accents = {"ă â đ ê ô ơ ư ? ! /", "\xCC\x81 \xCC\x80 \xCC\x89 \xCC\x83 \xCC\xA3 : ; ( ) '", "á à ả ã ạ é ó í ú"},
    .taps = {" 0.,?!-@/", "\xCC\x81\xCC\x80\xCC\x89\xCC\x83\xCC\xA3", "aăâbc2", "dđeêf3", "ghi4", "jkl5", "mnoôơ6", "pqrs7", "tuưv8", "wxyz9"},
};
