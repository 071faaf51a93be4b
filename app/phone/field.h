// SPDX-License-Identifier: Apache-2.0
// One text field that is written with the remote or on the phone. A screen with a field keeps a struct phone_field, gives it
// its events in place of typing_event, and draws the side column with it:
//
//     enum typing_result r = phone_field_event(&s->phone, &s->typing, ev, &(struct phone_ask){.field = "message", …}, cx);
//     …
//     phone_field_side(u, &s->phone);                         // within w_columns_open, behind the main column
//     phone_field_over(u, &s->phone);                         // last in the page: dialogs
//
// The key bar's yellow is phone_field_yellow: it deletes; where large text leaves no side column it opens the panel.
#ifndef TGOV_APP_PHONE_FIELD_H
#define TGOV_APP_PHONE_FIELD_H

#include "app/phone/panel.h"
#include "app/typing/typing.h"

struct phone_field {
    struct phone_now now;
    bool open; // the panel lies over the page
    bool told; // the wish was made
    bool one;  // large text: one column
};
struct phone_ask {
    const char *field; // the screen's name of it: another name is another field
    const char *label, *hint, *next; // for the phone's page, translated; hint NULL: none
    const char *text;  // what the phone shows of the field in its own form (a date): then the screen asks anew after a change; NULL: as typed
    enum wish_input input;
    int max;           // characters; 0: no limit
    bool is_private, multiline;
};

// TYPING_NOT_MINE for what is the screen's. Makes the wish on EV_ENTER, EV_RESUME, EV_CHANGED and whenever the text changed;
// text of the phone is TYPING_CHANGED, its last key TYPING_DONE.
enum typing_result phone_field_event(struct phone_field *f, struct typing *t, const struct event *ev, const struct phone_ask *ask, struct ctx *cx);
// The wish anew: another question is open.
void phone_field_ask(struct phone_field *f, const struct typing *t, const struct phone_ask *ask, struct ctx *cx);
// Nothing is asked any more; the phone stays connected.
void phone_field_rest(struct phone_field *f, struct ctx *cx);
void phone_field_side(struct ui *u, const struct phone_field *f);
void phone_field_over(struct ui *u, const struct phone_field *f);
const char *phone_field_yellow(struct ui *u, const struct phone_field *f);

#endif
