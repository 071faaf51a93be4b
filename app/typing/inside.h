// SPDX-License-Identifier: Apache-2.0
// What the files of app/typing share: what is being composed, and which layout writes.
#ifndef TGOV_APP_TYPING_INSIDE_H
#define TGOV_APP_TYPING_INSIDE_H

#include "app/typing/edit.h"
#include "app/typing/layout.h"

enum { TYPING_SEVERAL = 0x200000 }; // a key's argument: not a character but a key of several, + page * 256 + row * 16 + place

// The layout that letters are written with now.
const struct layout *typing_layout(const struct typing *t);
bool typing_digits_write(const struct typing *t);
// The character that a key of the screen or of the remote writes for this one: in a text a digit is the layout's.
uint32_t typing_own(const struct typing *t, uint32_t code);
// Signs, or a page of the layout: the three rows that are on the keys.
const char *const *typing_rows(const struct typing *t);

// compose.c
void compose_end(struct typing *t);                                       // what is shown stays
enum typing_result compose_letter(struct typing *t, uint32_t code);       // of the screen or a keyboard
enum typing_result compose_digit(struct typing *t, int digit, when_ms now); // letters of a digit key
enum typing_result compose_held(struct typing *t, int digit);             // the digit itself
bool compose_delete(struct typing *t);                                    // false: nothing is being composed

// suggest.c
enum { TYPING_OFFERS = 4 };
struct offer {
    const char *text;
    int arg;    // of ACT_TYPE_SUGGESTION
    int begun;  // bytes before the caret that it takes the place of
};
int suggest_offers(const struct typing *t, struct offer offers[TYPING_OFFERS]);
bool suggest_take(struct typing *t, int arg);
// Bytes before the caret that `text` goes on from; -1: it does not fit what is written.
int suggest_match(const char *written, int caret, const char *text);

// names.c: what a key is called aloud, in the language of the interface.
const char *key_spoken(struct ui *u, struct str key);

#endif
