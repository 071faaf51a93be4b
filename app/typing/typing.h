// SPDX-License-Identifier: Apache-2.0
// Typing with a remote: the text being written with its caret, and the on-screen keyboard that writes it. A screen keeps a
// struct typing, gives it its events, and draws it.
//
//     typing_start(&s->typing, KEYBOARD_TEXT, "");                       // zeroed before; sets the text
//     enum typing_result r = typing_take(&s->typing, ev, cx);            // of every event, EV_TIMER too
//     typing_view(u, &s->typing, &(struct typing_view){...});
//
// The keyboard follows the language of the interface (layout.h) and can be switched to Latin. What an event does:
//  - keys on the screen write their letter, by the composing of the language (hangul.h, telex.h);
//  - digits of the remote write digits where a number is asked and letters elsewhere: pressed again the next letter of the
//    key, Korean by cheonjiin.h; held, or last of its letters, the digit. A pause of TYPING_PAUSE_MS, or the arrow that points
//    where the writing goes, begins a new letter. ACT_TYPE_DIGITS changes what digits write in this field;
//  - a plugged-in keyboard writes through the same composing, by position in the languages that have keys of their own;
//    the focus goes to the field, where LEFT and RIGHT move the caret and OK (Enter) ends. Control characters edit: 01 to the
//    start, 05 to the end, 02 and 06 a character back and on, 04 or 7F removes behind the caret, 08 before it, 1A takes back;
//  - REWIND and FORWARD move the caret by what is seen, a whole character (UAX 29); YELLOW and DELETE remove before it: of a
//    syllable being composed its last letter, of Arabic, Devanagari and Thai the last sign as it was typed, else a whole
//    character. Held for TYPING_HELD repeats they clear the field;
//  - ACT_TYPE_UNDO takes back: a word, a deletion, a suggestion, what came from the phone, each as one step.
// What does not fit or is not of the kind is refused: nothing changes, and a line over the keys says why.
#ifndef TGOV_APP_TYPING_H
#define TGOV_APP_TYPING_H

#include "app/screen.h"
#include "app/typing/cheonjiin.h"

enum {
    TYPING_BYTES = 4096,
    TYPING_UNDO = 32,         // steps; the oldest are forgotten
    TYPING_REMOVED = 4096,    // bytes kept for all steps together
    TYPING_PAUSE_MS = 1200,   // between two letters of one key
    TYPING_HELD = 20,         // repeats of a held key
    TYPING_FIELD = 64,        // bytes of a field's name
    TYPING_PAST = 5, TYPING_PAST_BYTES = 120, // earlier answers of a field
    TYPING_TAG = 990,         // of the timer; a screen's own tags stay below
};
// CODE: Latin letters and digits, as on a receipt. PIN: digits that are never shown or spoken.
enum keyboard { KEYBOARD_TEXT, KEYBOARD_EMAIL, KEYBOARD_DIGITS, KEYBOARD_DECIMAL, KEYBOARD_CODE, KEYBOARD_PIN };
enum typing_refusal { REFUSED_NOT, REFUSED_FULL, REFUSED_KIND }; // no more room; not a character of this field
enum typing_focus { FOCUS_KEYS, FOCUS_FIELD, FOCUS_SPACE };      // who asks for the focus
enum typing_composing { COMPOSING_NOTHING, COMPOSING_HANGUL, COMPOSING_CHEONJIIN, COMPOSING_TAPS };

// Of KEYBOARD_DECIMAL. The number is shown in the digits of the language with its decimal mark, an amount also in groups and
// with the sign of its currency; the text itself has ASCII digits, '-', and '.' and ',' as they were typed.
struct typing_number {
    bool whole, positive; // no digits behind the point; nothing below zero
    const char *currency; // ISO 4217; NULL: no amount
};

struct typing_step { // of undo: at byte `at` were `removed` bytes where now are `inserted`
    short at, removed, inserted;
};
struct typing {
    enum keyboard keyboard;
    char text[TYPING_BYTES + 1];
    int len, caret;          // bytes
    int max;                 // bytes that fit; 0: TYPING_BYTES
    int max_letters;         // UTF-16 units that fit, as forms count; 0: any
    bool shift, symbols;     // which page of the keyboard is shown
    const char *const *suggestions;
    int suggestion_count;
    const char *mask;        // "__.__.____": digits fill the places; NULL: free text
    int years;               // of a mask with a year: what the calendar of the year is ahead of the Gregorian one
    struct typing_number number;
    bool plain_digits;       // ASCII digits in every language: what the office compares with a pattern
    char field[TYPING_FIELD]; // earlier answers are kept under this name; "": none are kept or offered (private fields)

    // Kept by typing*.c
    char language[16];       // of the interface
    int page;                // of the layout; of the signs
    bool accents, latin, pad; // the page behind the accent key; switched to Latin; the digits with their letters are shown
    bool digits_write, digits_chosen; // digits of the remote write digits here; the person decided
    bool by_keyboard;        // the last letter came from a plugged-in keyboard
    bool refocus;            // the focus shall go where `focus` says
    enum typing_focus focus;
    enum typing_refusal refused;
    enum typing_composing composing;
    int compose;             // bytes before the caret that are being composed
    struct hangul hangul;
    struct cheonjiin cheonjiin;
    int tap, tap_at;         // digit and place in its letters
    bool tap_upper;
    when_ms tapped;          // when a digit was pressed last
    int held;                // repeats of the key that is down
    char past[TYPING_PAST][TYPING_PAST_BYTES]; // earlier answers, newest first
    int past_count;
    bool past_known;
    char base[TYPING_BYTES + 1], removed[TYPING_REMOVED]; // the text before the present step; what older steps removed
    struct typing_step steps[TYPING_UNDO];
    int step_count, removed_len, step_kind; // step_kind 0: no step is open
};

// Actions of the keyboard; a screen's own must stay below.
enum { ACT_TYPING = 1000, ACT_TYPE_CHARACTER, ACT_TYPE_SHIFT, ACT_TYPE_SYMBOLS, ACT_TYPE_SPACE, ACT_TYPE_DELETE,
       ACT_TYPE_SUGGESTION, ACT_TYPE_NEXT, ACT_TYPE_PAGE, ACT_TYPE_ACCENTS, ACT_TYPE_LATIN, ACT_TYPE_PAD, ACT_TYPE_PAD_KEY,
       ACT_TYPE_DIGITS, ACT_TYPE_UNDO, ACT_TYPE_CLEAR, ACT_TYPE_LEFT, ACT_TYPE_RIGHT };

void typing_start(struct typing *t, enum keyboard keyboard, const char *text);
enum typing_result { TYPING_NOT_MINE, TYPING_MOVED, TYPING_CHANGED, TYPING_DONE };
// TYPING_DONE: "Next" was pressed. Without a loop around it, by `ev->now` alone.
enum typing_result typing_event(struct typing *t, const struct event *ev);
// The same, with the language of the interface, the pause's timer and the focus; at the first event of a field its
// earlier answers are read. What a screen calls.
enum typing_result typing_take(struct typing *t, const struct event *ev, struct ctx *cx);
// Before the first picture of a field, so that its earlier answers are offered at once. Cheap when there is nothing to do.
void typing_ready(struct typing *t, struct ctx *cx);
// The answer was accepted: it is offered the next time. Nothing for fields without a name.
void typing_remember(struct typing *t, struct ctx *cx);
// The text is replaced from outside (the phone): one step of undo until `done`. False: it does not fit, nothing changed.
bool typing_replace(struct typing *t, const char *text, bool done);
// What is shown in the field: the text, the mask with the digits in it, or the number; digits that count or date something
// are the language's (base/locale.h). In the frame's or screen's arena.
const char *typing_shown(const struct typing *t, struct arena *a, int *caret);

// Field, suggestions and keyboard, one below the other.
struct typing_view {
    const char *language; // of label and placeholder, as of a node
    const char *label, *placeholder, *next;
    const char *echo; // said for the last character instead of it ("Day, 0"); NULL: the character
    bool invalid, private_value;
    bool flat; // something stands beside or below: rows do not wrap, the keys do not scroll by themselves
    void (*over)(struct ui *u, const void *with); // draws between field and keys, always in sight; NULL: nothing
    const void *with;
};
void typing_view(struct ui *u, const struct typing *t, const struct typing_view *v);

#endif
