// SPDX-License-Identifier: Apache-2.0
// Private to contract/form: what a form is made of beneath its questions. Every component that groups or asks is a node;
// nodes stand in one array in reading order, a node's descendants directly behind it up to `end`.
#ifndef TGOV_CONTRACT_FORM_INSIDE_H
#define TGOV_CONTRACT_FORM_INSIDE_H

#include "contract/form/form.h"
#include "contract/logic/logic.h"

#define NO_NODE UINT32_MAX

struct rule { // JsonLogic, compiled
    const struct logic *logic;
    const struct val *json;
    bool bare;          // reads members that are neither data, row, value, input nor now: the answers' own names
    const char *place;
};

enum compare_op {
    COMPARE_LEGACY, // {"when", "eq"}: as texts
    COMPARE_EQUAL, COMPARE_NOT_EQUAL, COMPARE_EMPTY, COMPARE_NOT_EMPTY, COMPARE_LESS, COMPARE_GREATER, COMPARE_LESS_EQUAL,
    COMPARE_GREATER_EQUAL, COMPARE_INCLUDES, COMPARE_NOT_INCLUDES, COMPARE_STARTS, COMPARE_ENDS, COMPARE_DATE_LESS,
    COMPARE_DATE_GREATER, COMPARE_DATE_LESS_EQUAL, COMPARE_DATE_GREATER_EQUAL, COMPARE_DATE_EQUAL, COMPARE_DATE_NOT_EQUAL,
    COMPARE_TRUE, // an operator we do not know holds, as in Form.io
    COMPARE_COUNT
};
struct compare {
    enum compare_op op;
    uint32_t target;  // node, or NO_NODE
    struct val value; // text of COMPARE_LEGACY
};
struct test { // one way to say when something holds; either a rule or comparisons
    struct rule rule;
    const char *place;
    const struct compare *items;
    uint32_t count;
    bool any; // one comparison is enough
    bool negate;
};

enum effect { EFFECT_HIDDEN, EFFECT_REQUIRED, EFFECT_DISABLED };
struct trigger { // Form.io "logic": when `test` holds, a property gets `state`
    struct test test;
    enum effect effect;
    bool state;
};

enum date_base { DATE_NONE, DATE_FIXED, DATE_TODAY, DATE_RULE };
struct date_limit {
    enum date_base base;
    int32_t day;                // DATE_FIXED
    int64_t at;                 // the same to the millisecond
    int years, months, days;    // added to today
    struct rule rule;
};

struct pattern; // regex.h

struct question_rules {
    struct question *q; // NULL: layout
    const char *place;
    const char *name;   // the component's key, of layout too
    uint32_t index, end, parent; // parent NO_NODE at the top
    bool hidden;      // never shown
    bool keeps;       // clearOnHide false: the answer stays when hidden
    bool answers;     // has a place in the answers
    bool trims;       // truncateMultipleSpaces
    const struct test *tests; // all must hold
    uint32_t test_count;
    const struct trigger *triggers;
    uint32_t trigger_count;
    struct rule calculate, preset, valid_json, valid_custom; // .logic NULL: none
    struct date_limit first, last;
    int min_year, max_year;  // ASK_DAY, 0: none
    bool need_day, need_month, need_year;
    bool with_clock;         // date limits are compared to the minute
    const char *time_format; // ASK_TIME
    const char *joiner;      // ASK_TAGS, between texts
    const struct pattern *pattern;
    const struct val *errors; // the form's own sentences by Form.io's names of errors, NULL: none
};

struct form_inside {
    struct question_rules *nodes;
    uint32_t node_count;
    const struct name_table *paths; // question path -> node
    const struct name_table *keys;  // component key -> first node of that key
    const struct i18n_table *words;
    bool calculates; // there is at least one calculation
    bool clears;     // something may become hidden
};

// ---- names.c: texts to numbers, hashed ----
struct name_table;
enum err names_make(struct arena *a, uint32_t room, struct name_table **out) TGOV_CHECKED;
// False when the name is there already (its number stays) or the table is full.
bool names_add(struct name_table *t, const char *name, uint32_t number);
uint32_t names_find(const struct name_table *t, const char *name, size_t len); // NO_NODE: none

// ---- paths.c ----
// The question of a path with row numbers; `item` is set when the path names an item of a list answer.
const struct question *path_question(const struct form *form, const char *path, bool *item);
// A copy of `root` with `path` set (value NULL: removed). Containers that are missing are made: rows and lists as
// arrays, the rest as objects. ERR_NOT_FOUND: a row beyond the one behind the last.
enum err path_set(struct arena *a, const struct form *form, const struct val *root, const char *path,
                  const struct val *value, struct val *out) TGOV_CHECKED;
// A member, looked for first at *hint, which moves behind it: answers mostly stand in the order of the form.
const struct val *member_near(const struct val *object, const char *key, uint32_t *hint);
// Is this answer empty, as Form.io sees it ("", null, [], {}, all boxes false, false of a check box)?
bool answer_empty(const struct question *q, const struct val *v);

#endif
