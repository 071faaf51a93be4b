// SPDX-License-Identifier: Apache-2.0
// A name that is typed over a screen: of a person, of this TV. BACK leaves the old one.
#ifndef TGOV_APP_SCREENS_NAMING_H
#define TGOV_APP_SCREENS_NAMING_H

#include "app/screens/parts.h"
#include "app/typing/typing.h"

enum { NAMING_OFFERS = 3 };
struct naming { // of the screen; zeroed: nothing is being named
    bool on;
    struct typing typing;
    const char *offers[NAMING_OFFERS]; // to choose instead of typing
};

void naming_begin(struct naming *n, const char *now);
// Translated texts that can be taken while nothing is typed; copied into the screen's memory.
void naming_offer(struct naming *n, const char *const *texts, int count, struct ctx *cx);
// While it is on. True when the event was its own; `*name` is what was typed (memory as of ctx_scratch) once it is done, else
// NULL.
bool naming_event(struct naming *n, const struct event *ev, struct ctx *cx, const char **name);

struct naming_view { const char *key, *title, *context, *hint, *placeholder, *back; };
void naming_view(struct ui *u, const struct naming *n, const struct naming_view *v); // a whole page

#endif
