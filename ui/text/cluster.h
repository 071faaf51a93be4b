// SPDX-License-Identifier: Apache-2.0
// User-perceived characters, after UAX 29 (extended grapheme clusters) with what government texts and keyboards meet:
// marks, Hangul jamo, emoji sequences with joiners, skin tones and flags, virama conjuncts, Thai and Lao vowels.
#ifndef TGOV_UI_TEXT_CLUSTER_H
#define TGOV_UI_TEXT_CLUSTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// What the scan of a text must remember from one character to the next. Starts zeroed.
struct cluster_scan {
    uint32_t last;
    bool any, pictograph; // an emoji, possibly with extenders, stands before
    unsigned flags;       // regional indicators in a row
};
// True when a cluster starts at `code`, the character that follows those given before.
bool cluster_starts(struct cluster_scan *s, uint32_t code);

bool is_hangul(uint32_t code);
bool is_ideograph(uint32_t code); // Han, kana, bopomofo: scripts that break between any two characters
bool is_thai(uint32_t code);
bool is_mark(uint32_t code);
bool is_ignorable(uint32_t code); // default ignorable: joiners, directions, variation selectors

#endif
