// SPDX-License-Identifier: Apache-2.0
// Private to contract/form: going through a form together with answers. The visitor is called for every node that has a
// question, row by row, in reading order, with what is known about it there.
#ifndef TGOV_CONTRACT_FORM_VISIT_H
#define TGOV_CONTRACT_FORM_VISIT_H

#include "contract/form/inside.h"

enum {
    VISIT_ROWS_DEEP = 6,
    VISIT_PLACES_CAP = 300000, // of all rows together
    VISIT_SCRATCH_CAP = 32 << 20,
};

struct place;

struct visit_row { // an ASK_ROWS around the place
    const struct question_rules *node;
    uint32_t index, count;
    size_t path_len; // of the rows question within the place's path
};

struct visit {
    const struct form_run *run;
    struct val answers;      // as they are now; a visitor may replace them
    uint32_t version;        // counts replacements, so that what was found in the old ones is looked up again
    struct arena *temp;      // lives as long as the visit
    struct arena rules;      // for one rule at a time
    bool whole_rows;         // also the rows that min_count asks for but are not there
    enum err err;            // stops the visit
    bool (*at)(struct visit *v, void *ctx, const struct place *p); // false: leave out what lies within
    void (*behind)(struct visit *v, void *ctx, const struct place *p); // after the rows; may be NULL
    void *ctx;
    // ---- where it is ----
    char path[FORM_PATH_CAP];
    size_t path_len;
    struct visit_row rows[VISIT_ROWS_DEEP];
    uint32_t row_depth;
    uint32_t places; // seen so far
};

struct place {
    const struct question_rules *node;
    const struct question *q;
    const char *path;         // valid during the call
    const struct val *row;    // the object that holds the answer, NULL: not there
    const struct val *value;  // NULL: not there
    bool present;             // its conditions and those around it hold
    bool shown;               // present and not hidden by the form's maker
};

// Prepares; visit_finish gives the scratch memory back.
void visit_init(struct visit *v, const struct form_run *run, const struct val *answers, struct arena *temp);
void visit_finish(struct visit *v);
enum err visit_form(struct visit *v) TGOV_CHECKED;
// Replaces the answers by a copy with p's path changed (NULL: removed).
void visit_change(struct visit *v, const char *path, const struct val *value);

// ---- rules.c: in the light of where the visit is ----
// *out is null when the rule fails or has no value; it lives in v->rules until the next rule, or in `keep` when given.
bool rule_value(struct visit *v, const struct rule *rule, const struct place *p, struct arena *keep, struct val *out);
bool test_holds(struct visit *v, const struct test *t, const struct place *p);
// The answer of another question as seen from here: in the same row where both are within the same rows.
const struct val *answer_of(struct visit *v, uint32_t node);
// The state of a property that triggers may change.
bool effect_state(struct visit *v, const struct place *p, enum effect effect, bool otherwise);

// ---- compare.c ----
// `q` is the question that `value` answers.
bool compare_holds(const struct compare *c, const struct question *q, const struct val *value);

// ---- settle.c ----
// Brings calculations and clearing to an end: the answers as they must be. `temp` holds what is new.
enum err settle(const struct form_run *run, const struct val *answers, struct arena *temp, bool presets,
                struct val *out) TGOV_CHECKED;

// ---- check.c ----
bool check_answer(struct visit *v, const struct place *p, struct violation *out);

#endif
