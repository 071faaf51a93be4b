// SPDX-License-Identifier: Apache-2.0
// What several screens show alike.
#ifndef TGOV_APP_SCREENS_PARTS_H
#define TGOV_APP_SCREENS_PARTS_H

#include "app/screen.h"
#include "ui/widgets.h"

// How far a screen is with what it waits for.
enum load_phase { LOAD_BUSY, LOAD_READY, LOAD_FAILED };
struct load {
    enum load_phase phase;
    struct reply reply; // of the failure, or the age of what is shown; texts copied into the screen's arena
};

// A reply whose words outlive its message: they are copied, body and problem are not kept.
struct reply parts_keep_words(const struct reply *r, struct arena *a);
// Takes a reply into `l`. Returns the body to show, kept in the screen's memory; NULL when there is none: then what was
// shown before stays, if there was something.
const void *load_take(struct load *l, const struct event *ev, struct ctx *cx);
// Draws what stands in the way: "Loading", or the failure with "Try again". True when there is nothing else to draw yet.
bool load_view(struct ui *u, const struct load *l, bool have, int retry_action);
// A line above content that comes from the box's memory: "From 2 hours ago. The office cannot be reached."
void load_age_view(struct ui *u, const struct load *l);

// A question before something that cannot be undone, as a dialog over the present screen.
struct ask {
    const char *key, *title, *text, *yes, *no;
    const char *name, *name_language; // within title and yes: what an office calls it, and its language
    int yes_action, no_action;
};
void ask_view(struct ui *u, const struct ask *a);

// Lists of the box are read anew again and again: the one that `ev` brings takes its place in `lists` (by its tag, 0 to
// count - 1), all move into the screen's next memory. When they do not fit, the old ones stay.
enum { PARTS_LISTS_MAX = 4 };
void parts_take_list(struct val *lists, int count, const struct event *ev, struct ctx *cx);
// Where a draft of fx_list_drafts was written last: "Your answers are kept on this TV", "Begun on another TV".
const char *parts_draft_place(struct ui *u, const struct val *draft);
// How many items a list has; 0 for what is none.
uint32_t parts_count(const struct val *list);
// What BACK leads to: the name of the screen below; NULL when there is none.
const char *parts_back(struct ui *u);
// The same language, whatever its region: "pt" and "pt-BR".
bool parts_same_language(const char *a, const char *b);
// "7 working days"
const char *parts_days(struct ui *u, int days);
// An RFC 3339 text as an instant; 0 when it is none.
when_ms parts_instant(const char *text);

#endif
