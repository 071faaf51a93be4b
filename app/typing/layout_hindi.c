// SPDX-License-Identifier: Apache-2.0
// Hindi: InScript (IS 16350), the standard of India's offices and schools, and not the order of the alphabet: a word needs
// consonants and vowel signs in turn, and only InScript has both on one page, vowels at the left and consonants at the
// right. The second page has InScript's shift (aspirates, vowels that stand alone), the third what is rare. On the digits
// the rows of the alphabet stand as on Indian phones; 2 writes a vowel, or its sign behind a consonant.
#include "app/typing/layout.h"

const struct layout layout_hindi = {
    .language = "hi",
    .name = "अआइ",
    .pages = 3,
    .rows = {{"ौ ै ा ी ू ब ह ग द ज", "ो े ् ि ु प र क त च", "ं म न व ल स य ट ड"},
             {"औ ऐ आ ई ऊ भ ङ घ ध झ", "ओ ए अ इ उ फ ख थ छ ठ", "ँ ण ढ ञ ृ श ष ऋ ़"},
             {"ः ॉ ऑ ॅ । ॥ ऽ ॐ ₹ ळ", "क्ष त्र ज्ञ श्र क़ ख़ ग़ ज़ ड़ ढ़", "फ़ , . - ? ! ( ) /"}},
    .turns = {"औ भ", "क्ष", "बह"},
    .taps = {" 0", "्ंँः़।1", "अआइईउऊऋएऐओऔ2", "कखगघङ3", "चछजझञ4", "टठडढण5", "तथदधन6", "पफबभम7", "यरलवळ8", "शषसह9"},
    .after_consonant = "ािीुूृेैोौ2",
    .hard = "ॊ 1 2 3 4 5 6 7 8 9 0 - ृ ौ ै ा ी ू ब ह ग द ज ड ़ ॉ ो े ् ि ु प र क त च ट ॆ ं म न व ल स , . य",
    .hard_shift = "ऒ ऍ ॅ ्र र् ज्ञ त्र क्ष श्र ( ) ः ऋ औ ऐ आ ई ऊ भ ङ घ ध झ ढ ञ ऑ ओ ए अ इ उ फ ऱ ख थ छ ठ ऎ ँ ण ऩ ऴ ळ श ष । य़",
};
