// SPDX-License-Identifier: Apache-2.0
// Private to contract/form: reading form.json.
#ifndef TGOV_CONTRACT_FORM_READ_H
#define TGOV_CONTRACT_FORM_READ_H

#include "contract/form/inside.h"

enum component_class { COMPONENT_ASKS, COMPONENT_INFO, COMPONENT_GROUPS, COMPONENT_IGNORED, COMPONENT_UNKNOWN };
struct component_kind {
    const char *type;
    enum component_class class;
    enum question_kind kind;
    enum ask_keys keys;
};
// Never NULL: types that are not in the table are COMPONENT_UNKNOWN, or COMPONENT_GROUPS when they hold components.
const struct component_kind *component_kind_of(const struct val *component);

struct skip_link;
struct reader {
    struct arena *a;
    struct fault *f;
    struct form *form;
    struct form_inside *in;
    struct name_table *paths, *keys;
    const struct question **questions;
    const struct section **sections;
    struct skip_link *skips; // newest first
    uint32_t room;           // of nodes, questions and sections
    const struct val **sources; // node -> its component
};

struct spot { // where the reader stands
    const struct section *section;
    struct question *within; // group, rows or matrix around, NULL: none
    const char *prefix;      // of paths, ends with "." or is ""
    uint32_t parent;         // node
    uint32_t depth;
    bool page_level;         // panels here are pages
};

// ---- read.c ----
enum err reader_skip(struct reader *r, const char *place, const char *fmt, ...) TGOV_PRINTF(3, 4) TGOV_CHECKED;
struct question_rules *reader_node(struct reader *r, const char *name, const char *place, uint32_t parent,
                                   struct question *q);
struct question *reader_question(struct reader *r, const char *key, const char *place, const struct spot *at);

// ---- members of a component ----
// A plain text without markup, or NULL when absent or empty. ERR_MEMORY is found at the end through a->failed.
const char *member_text(struct reader *r, const struct val *v, const char *key);
// "tgov": {"why": ...}, or "tgov.why" beside the other members or in "properties".
const struct val *member_tgov(const struct val *component, const char *name);
// Numbers may be written as texts. False when absent, empty or no number.
bool member_number(const struct val *v, const char *key, double *out);
uint32_t member_count(const struct val *v, const char *key);
bool member_true(const struct val *v, const char *key); // true, "true", 1
const char *plain_text(struct arena *a, const char *html); // html.c: NULL at the cap

// ---- the parts of a question ----
enum err read_question(struct reader *r, const struct val *component, const struct component_kind *kind,
                       struct question *q, struct question_rules *n) TGOV_CHECKED;
enum err read_limits(struct reader *r, const struct val *component, struct question *q, struct question_rules *n) TGOV_CHECKED;
// *usable false: listed as skipped, the question cannot be asked.
enum err read_options(struct reader *r, const struct val *component, struct question *q, bool *usable) TGOV_CHECKED;
enum err read_matrix(struct reader *r, const struct val *component, struct question *q, uint32_t node) TGOV_CHECKED;
enum err read_dates(struct reader *r, const struct val *component, struct question *q, struct question_rules *n) TGOV_CHECKED;
// Behind all nodes, since conditions name others.
enum err read_rules(struct reader *r, struct question_rules *n, const struct val *component) TGOV_CHECKED;
enum err read_rule(struct reader *r, const struct val *json, const char *place, struct rule *out) TGOV_CHECKED;
enum err read_triggers(struct reader *r, struct question_rules *n, const struct val *component) TGOV_CHECKED;
enum err read_test(struct reader *r, const struct val *conditional, const char *place, uint32_t node, struct test *out,
                   bool *any) TGOV_CHECKED;
// The node that a condition means by `name`, or NO_NODE.
uint32_t reader_resolve(const struct reader *r, const char *name, uint32_t node);
enum err check_cycles(struct reader *r) TGOV_CHECKED;
enum err form_i18n_read(struct reader *r, const struct val *json) TGOV_CHECKED;

#endif
