// SPDX-License-Identifier: Apache-2.0
// The keyboards as data: what stands on the keys of each page, what the digits of the remote write, and what a plugged-in
// keyboard of the US arrangement writes in that language. One table a language, in layout_*.c; nothing here acts.
//
// Every page is three rows of keys, separated by blanks, as they stand from left to right (also where the language runs the
// other way: people know their keyboard so). Ten keys a row, nine in the third: its first place turns the page or shifts.
// A page behind the first goes back by itself after one letter, as a phone's capital does; signs stay.
#ifndef TGOV_APP_TYPING_LAYOUT_H
#define TGOV_APP_TYPING_LAYOUT_H

#include "base/str.h"

enum { LAYOUT_PAGES = 3, LAYOUT_ROWS = 3, LAYOUT_KEYS = 10 };
enum layout_compose { COMPOSE_PLAIN, COMPOSE_HANGUL, COMPOSE_TELEX };

struct layout {
    const char *language; // primary tag; "" is the Latin one that every language can switch to
    const char *name;     // on the key that goes to it: its first letters
    enum layout_compose compose;
    bool cased;           // the first key of the third row is shift, and the page behind the accent key is there
    int pages;            // of a layout without case: that the first key of the third row goes through
    const char *rows[LAYOUT_PAGES][LAYOUT_ROWS];
    const char *turns[LAYOUT_PAGES]; // what is drawn on the key that leaves this page; NULL: the arrow of shift
    const char *accents[LAYOUT_ROWS]; // cased: letters with marks
    const char *taps[10];  // digits of the remote, letter after letter as it is pressed again; NULL: by cheonjiin.h
    const char *after_consonant; // Hindi: what key 2 writes behind a consonant: the signs of vowels; else NULL
    // Characters of a plugged-in keyboard, in the order of layout_hard_keys, separated by blanks; "" writes as US does.
    const char *hard, *hard_shift;
};

// "` 1 2 ... /": the 47 keys of the US arrangement that write, plain, and with shift.
extern const char layout_hard_keys[], layout_hard_shifts[];

extern const struct layout layout_latin, layout_arabic, layout_hindi, layout_korean, layout_portuguese, layout_spanish, layout_thai,
    layout_vietnamese;
extern const char *const layout_symbols[2][LAYOUT_ROWS], *const layout_mail[LAYOUT_ROWS];

// Never NULL: languages without a table of their own write Latin.
const struct layout *layout_of(const char *language);
// The key at a place of a row; empty: there is none.
struct str layout_key(const char *row, int at);
// What the layout writes for a character of the US arrangement; empty: nothing else.
struct str layout_hard(const struct layout *l, char typed);
uint32_t layout_upper(uint32_t code); // of Latin letters, with their marks
uint32_t layout_lower(uint32_t code);

#endif
