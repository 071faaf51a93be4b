// SPDX-License-Identifier: Apache-2.0
// The parts of the keyboard's picture, for view.c and view_pad.c.
#ifndef TGOV_APP_TYPING_VIEW_H
#define TGOV_APP_TYPING_VIEW_H

#include "app/typing/inside.h"
#include "ui/widgets.h"

struct view_key {
    const char *name;   // node key
    const char *spoken; // what it is called
    const char *shown;  // what stands on it; NULL: the icon alone
    const char *icon;
    const char *digit;  // of the pad: the digit before the letters
    const char *verb;   // NULL: the name
    int units;          // of the ten of a row
    bool stretch;       // shares the row at 100 %, too
    int act, arg;
    bool letter;        // large and not bold
    bool strong;        // "Next"
    bool on, first;     // pressed in; asks for the focus
    uint64_t takes;     // keys that go to the field instead of moving the focus
};
void view_key(struct ui *u, const struct view_key *k);
// `ltr`: as on every keyboard, also where the language runs the other way.
void view_row_open(struct ui *u, const char *name, const struct typing_view *v, bool ltr);
// The arrow that begins a new letter while a digit key still may change the last one.
uint64_t view_takes(const struct typing *t);
// The digits with their letters, as on the remote.
void view_pad(struct ui *u, const struct typing *t, const struct typing_view *v);
// One digit with its letters: stands for all of them on a key.
const char *view_sample(struct ui *u, const struct typing *t);
// Digits on a key, as it writes them.
const char *view_digits(struct ui *u, const struct typing *t, const char *text);
// At 100 % everything has its place; larger text lets the keys share what there is, below a field that stays in sight.
bool view_as_drawn(const struct ui *u);
void view_delete(struct ui *u, const struct typing *t, int units);
void view_next(struct ui *u, const struct typing *t, const struct typing_view *v, int units);

#endif
