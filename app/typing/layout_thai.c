// SPDX-License-Identifier: Apache-2.0
// Thai: Kedmanee (TIS 820-2538) over three pages. It has four rows and two levels; its rows and their order are kept, the
// first page has the letters that texts use most, the second the row of the digits and the next, the third the rare
// ones and the Thai digits. Makers of phones never agreed on Thai digits keys: ours go through the alphabet in its rows,
// then vowels on 8 and 9, with the tone marks on 9.
#include "app/typing/layout.h"

const struct layout layout_thai = {
    .language = "th",
    .name = "กขค",
    .pages = 3,
    .rows = {{"ไ ำ พ ะ ั ี ร น ย ล", "ห ก ด เ ้ ่ า ส ว ง", "ป แ อ ิ ื ท ม ใ บ"},
             {"ภ ถ ุ ึ ค ต จ ข ช ู", "ฟ ผ ฝ โ ็ ์ ซ ธ ณ ๆ", "ญ ฐ ศ ษ ฉ ฮ ฎ ฏ ฯ"},
             {"ฆ ฑ ฒ ฌ ฬ ฤ ฦ ๊ ๋ ํ", "๑ ๒ ๓ ๔ ๕ ๖ ๗ ๘ ๙ ๐", "ฺ ๅ ฃ ฅ ฿ . , - /"}},
    .turns = {"ภถ", "ฆฑ", "ไำ"},
    .taps = {" 0", "กขฃคฅฆง1", "จฉชซฌญ2", "ฎฏฐฑฒณ3", "ดตถทธน4", "บปผฝพฟภม5", "ยรลวฤ6", "ศษสหฬอฮ7", "ะาำัิีึืุู8", "เแโใไ่้๊๋์็ๆ9"},
    .hard = "_ ๅ / - ภ ถ ุ ึ ค ต จ ข ช ๆ ไ ำ พ ะ ั ี ร น ย บ ล ฃ ฟ ห ก ด เ ้ ่ า ส ว ง ผ ป แ อ ิ ื ท ม ใ ฝ",
    .hard_shift = "% + ๑ ๒ ๓ ๔ ู ฿ ๕ ๖ ๗ ๘ ๙ ๐ \" ฎ ฑ ธ ํ ๊ ณ ฯ ญ ฐ , ฅ ฤ ฆ ฏ โ ฌ ็ ๋ ษ ศ ซ . ( ) ฉ ฮ ฺ ์ ? ฒ ฬ ฦ",
};
