// SPDX-License-Identifier: Apache-2.0
// Typing with a remote: the text being written with its caret, and the on-screen keyboard that writes it. A screen keeps a
// struct typing, gives it its events, and draws it.
#ifndef TGOV_APP_TYPING_H
#define TGOV_APP_TYPING_H

#include "app/screen.h"

enum { TYPING_BYTES = 4096, TYPING_UNDO = 8 };
enum keyboard { KEYBOARD_TEXT, KEYBOARD_EMAIL, KEYBOARD_DIGITS, KEYBOARD_DECIMAL };

struct typing {
    enum keyboard keyboard;
    char text[TYPING_BYTES + 1];
    int len, caret;          // bytes
    int max;                 // bytes that fit; 0: TYPING_BYTES
    bool shift, symbols;     // which page of the keyboard is shown
    const char *const *suggestions;
    int suggestion_count;
    const char *mask;        // "__.__.____": digits fill the places; NULL: free text
};

// Actions of the keyboard; a screen's own must stay below.
enum { ACT_TYPING = 1000, ACT_TYPE_CHARACTER, ACT_TYPE_SHIFT, ACT_TYPE_SYMBOLS, ACT_TYPE_SPACE, ACT_TYPE_DELETE,
       ACT_TYPE_SUGGESTION, ACT_TYPE_NEXT };

void typing_start(struct typing *t, enum keyboard keyboard, const char *text);
enum typing_result { TYPING_NOT_MINE, TYPING_MOVED, TYPING_CHANGED, TYPING_DONE };
// Digits of the remote, characters of a keyboard, the keys on the screen; REWIND and FORWARD move the caret, YELLOW and
// DELETE remove what is before it. TYPING_DONE: "Next" was pressed.
enum typing_result typing_event(struct typing *t, const struct event *ev);
// What is shown in the field: the text, or the mask with the digits in it. In the frame's or screen's arena.
const char *typing_shown(const struct typing *t, struct arena *a, int *caret);

// Field, suggestions and keyboard, one below the other.
struct typing_view {
    const char *label, *placeholder, *next;
    bool invalid, private_value;
    bool flat; // something stands beside or below: rows do not wrap, the keys do not scroll by themselves
};
void typing_view(struct ui *u, const struct typing *t, const struct typing_view *v);

#endif
