// SPDX-License-Identifier: Apache-2.0
// Latin: QWERTY. Spanish has ñ and Portuguese ç on the letters' own page, where the keyboards of these countries have them;
// all other marks stand behind one key, the language's own in the first row: two keys for any of them, where repeating a
// key would take as many and a held key is not known to a person who holds a remote.
#include "app/typing/layout.h"

const struct layout layout_latin = {
    .language = "",
    .name = "ABC",
    .cased = true,
    .pages = 1,
    .rows = {{"q w e r t y u i o p", "a s d f g h j k l -", "z x c v b n m , ."}},
    .accents = {"à á â ä ã å æ ç è é", "ê ë ì í î ï ñ ò ó ô", "ö õ ø ù ú û ü ß ÿ"},
    .taps = {" 0", ".,?!'-@/1", "abc2àáâäãåæç", "def3èéêë", "ghi4ìíîï", "jkl5", "mno6ñòóôöõø", "pqrs7ß", "tuv8ùúûü", "wxyz9ÿ"},
};

const struct layout layout_spanish = {
    .language = "es",
    .name = "ABC",
    .cased = true,
    .pages = 1,
    .rows = {{"q w e r t y u i o p", "a s d f g h j k l ñ", "z x c v b n m , ."}},
    .accents = {"á é í ó ú ü ñ ¿ ¡ -", "º ª ç à è ì ò ù ' :", "( ) / ; « » ä ö ß"},
    .taps = {" 0", ".,?!¿¡'-@/1", "abcá2", "defé3", "ghií4", "jkl5", "mnñoó6", "pqrs7", "tuvúü8", "wxyz9"},
};

const struct layout layout_portuguese = {
    .language = "pt",
    .name = "ABC",
    .cased = true,
    .pages = 1,
    .rows = {{"q w e r t y u i o p", "a s d f g h j k l ç", "z x c v b n m , ."}},
    .accents = {"á â ã à é ê í ó ô õ", "ú ü ç ª º ' - : ; ?", "! ( ) / « » è ò ñ"},
    .taps = {" 0", ".,?!'-@/1", "abcãáâàç2", "deféê3", "ghií4", "jkl5", "mnoóôõ6", "pqrs7", "tuvúü8", "wxyz9"},
};
