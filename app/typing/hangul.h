// SPDX-License-Identifier: Apache-2.0
// Composing Hangul from jamo, as the two-set keyboard (Dubeolsik, KS X 5002) does. What is typed is kept jamo by jamo, so
// that deleting goes back the way it came: a final of two letters loses its second, a double vowel its second.
//
//     struct hangul h = {0};
//     uint32_t done[HANGUL_DONE];
//     int n = hangul_add(&h, hangul_of_key('g'), done);   // n code points that are finished, to be put before the caret
//     uint32_t now = hangul_shown(&h);                    // the syllable being composed, 0: none; underlined
//
// Rules: a consonant behind a vowel becomes a final where Korean has such a final (never ㄸ ㅃ ㅉ); two finals join (ㄱㅅ ㄴㅈ
// ㄴㅎ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅂㅅ); a vowel behind a final takes the last consonant with it to the next syllable; the
// same key twice never doubles a letter, ㄲ and its like have keys of their own. Letters are compatibility jamo (U+3131 to
// U+3163), syllables U+AC00 to U+D7A3: what comes out is always NFC. Checked against libhangul by tests/typing.
#ifndef TGOV_APP_TYPING_HANGUL_H
#define TGOV_APP_TYPING_HANGUL_H

#include <stdbool.h>
#include <stdint.h>

enum {
    HANGUL_JAMO = 5, // of one syllable: ㄱ ㅗ ㅏ ㄹ ㄱ
    HANGUL_DONE = 2, // finished by one key
};

struct hangul { // zeroed: nothing is being composed
    uint16_t jamo[HANGUL_JAMO];
    uint8_t count;
};

// The jamo of a key of the US arrangement, by its letter; upper case is with shift. 0: the key has none.
uint32_t hangul_of_key(char key);
// Takes a jamo; what is finished by it goes to `done`, and how many is returned (0 or 1).
int hangul_add(struct hangul *h, uint32_t jamo, uint32_t done[HANGUL_DONE]);
// Takes back the last jamo. False: nothing is being composed, delete what is before the caret.
bool hangul_delete(struct hangul *h);
uint32_t hangul_shown(const struct hangul *h);
static inline void hangul_end(struct hangul *h) { *h = (struct hangul){.count = 0}; } // what is shown stays in the text

bool hangul_is_consonant(uint32_t jamo);
bool hangul_is_vowel(uint32_t jamo);
// A syllable in its letters (compatibility jamo; final 0: none). False: it is no syllable.
bool hangul_split(uint32_t syllable, uint32_t *initial, uint32_t *vowel, uint32_t *final);
// A final or vowel of two letters in its parts; false: it is a single letter.
bool hangul_parts(uint32_t jamo, uint32_t *first, uint32_t *second);

#endif
