// SPDX-License-Identifier: Apache-2.0
// Vietnamese by Telex: letters are typed plainly, marks as further letters, into the word before the caret.
//
//     aa â   ee ê   oo ô   aw ă   ow ơ   uw ư   dd đ   uow ươ
//     s sắc (á)   f huyền (à)   r hỏi (ả)   x ngã (ã)   j nặng (ạ)   z takes the tone away
//
// A tone key may come at once or at the end of the word; the tone moves when more letters come (hoas hóa, hoans hoán).
// The same key again takes its mark back and writes the letter (aaa aa, ass as, ddd dd). A word that cannot be
// Vietnamese is left as typed. Where the tone stands: on ă â ê ô ơ ư when there is one (of ươ on ơ); else before a final
// consonant on the last vowel; else on the first of two and the middle of three (the classic rule: hòa, thủy, not hoà, thuỷ).
#ifndef TGOV_APP_TYPING_TELEX_H
#define TGOV_APP_TYPING_TELEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TELEX_WORD = 24 }; // letters; longer words are typed plainly

bool telex_is_letter(uint32_t code);
// `word` holds the `n` letters before the caret, with room for TELEX_WORD + 2. Types `key` (an ASCII letter) and returns
// the new length; every letter may have changed.
size_t telex_key(uint32_t *word, size_t n, char key);
// Sets one of the five tones (MARK_ACUTE ...) on the word, 0 takes it away; false: there is no vowel, or it has that tone.
bool telex_tone(uint32_t *word, size_t n, uint32_t tone);
// The tone of the word; 0: none.
uint32_t telex_tone_of(const uint32_t *word, size_t n);

#endif
