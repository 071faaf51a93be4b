// SPDX-License-Identifier: Apache-2.0
// Between what is typed on the television and the value that a form keeps as its answer.
#ifndef TGOV_APP_SCREENS_ANSWER_H
#define TGOV_APP_SCREENS_ANSWER_H

#include "app/typing/typing.h"
#include "contract/form/form.h"
#include "contract/service/api_phone.h"

// How a question is answered on the screen.
enum answer_way {
    ANSWER_READ,   // nothing to do but go on
    ANSWER_ONE,    // choose one of a list
    ANSWER_MANY,   // tick several
    ANSWER_TYPE,   // write
    ANSWER_ROWS,   // add another, or go on
    ANSWER_FILE,   // pictures and papers: not from a remote
};
enum answer_way answer_way(const struct question *q);

// Sets keyboard, mask and limits for the question and fills in the present answer (NULL: none). Dates are typed in the order
// and the calendar of the language, numbers with its decimal mark.
void answer_start(struct typing *t, const struct question *q, const struct val *value, const char *language);
// The value for what was typed; text that is not (yet) of the kind stays text, so that nothing is lost and the check can
// say what is wrong. VAL_NULL for nothing. False at the arena's cap.
bool answer_value(const struct question *q, const struct typing *t, struct arena *a, struct val *out) TGOV_CHECKED;

// On the phone: which of its keyboards opens, what it is told of the field, and what it wrote as it is typed here. Texts live
// in the arena or in `t`.
enum wish_input answer_input(const struct question *q);
const char *answer_for_phone(const struct question *q, const struct typing *t, struct arena *a);
const char *answer_from_phone(const struct question *q, const struct typing *t, const char *text, struct arena *a);

// Is option `i` chosen in this answer (NULL: none)?
bool answer_has(const struct question *q, const struct val *value, int i);
// The answer with option `i` ticked or not.
bool answer_toggle(const struct question *q, const struct val *value, int i, struct arena *a, struct val *out) TGOV_CHECKED;

#endif
