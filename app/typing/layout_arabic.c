// SPDX-License-Identifier: Apache-2.0
// Arabic: the order of the Arabic (101) keyboard, the letters that every text needs on the first page, hamza in its places
// and tashkeel on the second. The digits of the remote have the letters that phones give them.
#include "app/typing/layout.h"

const struct layout layout_arabic = {
    .language = "ar",
    .name = "ابج",
    .pages = 2,
    .rows = {{"ض ص ث ق ف غ ع ه خ ح", "ش س ي ب ل ا ت ن م ك", "ذ ر ى ة و ز د ج ط"},
             {"أ إ آ ء ئ ؤ ظ لا ، ؟", "\xD9\x8E \xD9\x8F \xD9\x90 \xD9\x91 \xD9\x92 \xD9\x8B \xD9\x8C \xD9\x8D ـ ؛", "« » : . - ! ( ) /"}},
    .turns = {"أظ", "ضص"},
    .taps = {" 0", ".،؟!:-/1", "بتةث2", "اءأإآىئؤ3", "سشصض4", "دذرز5", "جحخ6", "نهوي7", "فقكلم8", "طظعغ9"},
    .hard = "ذ 1 2 3 4 5 6 7 8 9 0 - = ض ص ث ق ف غ ع ه خ ح ج د \\ ش س ي ب ل ا ت ن م ك ط ئ ء ؤ ر لا ى ة و ز ظ",
    .hard_shift = "\xD9\x91 ! @ # $ % ^ & * ) ( _ + \xD9\x8E \xD9\x8B \xD9\x8F \xD9\x8C لإ إ ' ÷ × ؛ < > | \xD9\x90 \xD9\x8D ] [ لأ أ ـ ، / : \" ~ "
                  "\xD9\x92 } { لآ آ ' , . ؟",
};
