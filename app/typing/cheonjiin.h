// SPDX-License-Identifier: Apache-2.0
// Cheonjiin: Hangul on the twelve keys of a telephone or a remote (TTAK.KO-06.0271, the 3x4 pad of Korean phones).
//
//     1 ㅣ        2 ㆍ        3 ㅡ
//     4 ㄱㅋㄲ    5 ㄴㄹ      6 ㄷㅌㄸ
//     7 ㅂㅍㅃ    8 ㅅㅎㅆ    9 ㅈㅊㅉ
//                 0 ㅇㅁ
//
// Vowels are drawn in strokes (ㅣㆍ ㅏ, ㆍㅡ ㅗ, ㆍㅡㅣㆍ ㅘ); a consonant key pressed again gives the next of its letters, unless
// the pause between two letters of one key (or RIGHT) came first. Which syllable a letter belongs to is decided by the
// two-set automaton (hangul.h): strokes and repeated keys only replace the letter it was given last.
//
//     int n = cheonjiin_key(&c, 4, false, done);   // done: finished code points; cheonjiin_shown: what is being composed
#ifndef TGOV_APP_TYPING_CHEONJIIN_H
#define TGOV_APP_TYPING_CHEONJIIN_H

#include "app/typing/hangul.h"

enum {
    CHEONJIIN_STROKES = 5,
    CHEONJIIN_SHOWN = 4, // code points: a syllable, the next one, and up to two dots
    CHEONJIIN_DONE = 4,
    CHEONJIIN_DOT = 0x318D, // ㆍ
};

struct cheonjiin { // zeroed: nothing is being composed
    struct hangul before;             // without the letter that the last key may still change
    char strokes[CHEONJIIN_STROKES + 1]; // of the vowel being drawn: "1", "2", "3"
    uint8_t key, presses;             // of the consonant that may still change; presses 0: none
};

// `paused`: the same consonant key begins a new letter. Returns how many code points in `done` are finished.
int cheonjiin_key(struct cheonjiin *c, int digit, bool paused, uint32_t done[CHEONJIIN_DONE]);
// Takes back the last letter; false: nothing is being composed.
bool cheonjiin_delete(struct cheonjiin *c);
int cheonjiin_shown(const struct cheonjiin *c, uint32_t shown[CHEONJIIN_SHOWN]);
// True while another press of the last key would change its letter.
bool cheonjiin_waits(const struct cheonjiin *c);
static inline void cheonjiin_end(struct cheonjiin *c) { *c = (struct cheonjiin){.key = 0}; }

// What a key writes, for the legend: "ㄱㅋㄲ".
const char *cheonjiin_legend(int digit);

#endif
