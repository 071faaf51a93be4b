// SPDX-License-Identifier: Apache-2.0
// For tests of contract/form: forms and answers written as JSON with ' for ".
#ifndef TGOV_TESTS_CONTRACT_HELPER_FORM_H
#define TGOV_TESTS_CONTRACT_HELPER_FORM_H

#include "base/json.h"
#include "contract/form/form.h"

struct desk { // a form on the table, with answers
    struct arena arena;
    struct form *form;
    struct form_run run;
    struct val answers;
    struct fault fault;
    enum err err;
};

// Reads {"components": [COMPONENTS]} when it begins with "{'type'", else a whole form. `err` and `fault` say how it went.
void desk_open(struct desk *d, const char *form);
// The same, and fails the test when it cannot be read. Starts with `answers` ("{}").
void desk_open_with(struct desk *d, const char *form, const char *answers);
void desk_close(struct desk *d);
struct val desk_json(struct desk *d, const char *json);
// Sets an answer and fails the test when that is refused.
void desk_set(struct desk *d, const char *path, const char *json);
// The paths of all steps, separated by blanks; those that are seen with "+" behind, texts with "!" behind.
const char *desk_steps(struct desk *d);
// The answers as JSON with ' for ".
const char *desk_answers(struct desk *d, const struct val *answers);
// "path kind" of every violation, separated by ", ".
const char *desk_wrong(struct desk *d);

#endif
