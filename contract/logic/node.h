// SPDX-License-Identifier: Apache-2.0
// Private to contract/logic: what a compiled rule is made of, and what an operator gets to see.
#ifndef TGOV_CONTRACT_LOGIC_NODE_H
#define TGOV_CONTRACT_LOGIC_NODE_H

#include "contract/logic/logic.h"

struct run;
struct node;
// Computes `n` into *out. False when the evaluation failed; run->error says why and *out is not used.
typedef bool op_fn(struct run *r, const struct node *n, struct val *out);

enum op_flags {
    OP_SPREAD = 1, // {"max": {"var": "list"}}: a single operand that turns out to be an array is the operands
};

struct op {
    const char *name;
    op_fn *run;
    int variant; // lets operators of one kind share a function
    int flags;
};
// NULL when there is none.
const struct op *op_find(const char *name);

struct node {
    op_fn *run; // NULL: a constant, `constant` is the value
    const struct op *op;
    struct val constant;
    const struct node *args;
    uint32_t count;
    bool sugar;          // the operand was not written as an array
    struct str *parts;   // var with a constant path: its parts
    uint32_t part_count; // 0 with `parts` set: the whole of the data
};

struct logic {
    struct node root;
    enum logic_manner manner;
};

// What var and val read. Every iterator adds one; `iterable` and `index` are what {"val": [[1], "index"]} gives.
struct scope {
    const struct val *data;
    const struct scope *up;
    const struct val *iterable;
    double index;
};

struct run {
    struct arena *arena;
    const struct scope *scope;
    bool strict;
    uint32_t steps;
    enum err failure; // ERR_TYPE: the rule raised `error`
    struct val error;
    const char *limit; // which cap, with ERR_LIMIT
};

// ---- evaluating operands ----
static inline bool node_eval(struct run *r, const struct node *n, struct val *out) {
    if (!n->run) {
        *out = n->constant;
        return true;
    }
    return n->run(r, n, out);
}
// Operands one after the other, spread where the operator allows it.
struct args {
    const struct node *node;
    const struct val *spread;
    uint32_t next, count;
    struct val single; // the spread array lives here
};
bool args_begin(struct run *r, const struct node *n, struct args *a);
// 1: *out is the next operand, 0: no more, -1: failed.
int args_next(struct run *r, struct args *a, struct val *out);
// At most `room` operands at once; further ones are ignored. The number of them, or -1.
int args_take(struct run *r, const struct node *n, struct val *out, int room);

// ---- failing: all return false ----
bool fail_with(struct run *r, struct val error);
bool fail_type(struct run *r, const char *type);
bool fail_arguments(struct run *r);
bool fail_memory(struct run *r);
bool fail_limit(struct run *r, const char *what);
// Counts work; false at LOGIC_STEPS_CAP.
bool take_step(struct run *r, size_t count);

// ---- coercion (coerce.c), as in JavaScript ----
double to_number(struct run *r, const struct val *v);
double text_number(const char *text, size_t len); // Number("...")
double text_float(const char *text, size_t len);  // parseFloat("...")
// "" for null, like Array.join; false at a cap.
bool to_text(struct run *r, const struct val *v, struct str *out);
void number_text(double n, char *to, size_t room);                       // room at least 40
bool same_strict(const struct val *a, const struct val *b);              // ===
int same_loose(struct run *r, const struct val *a, const struct val *b); // == ; 1, 0, or -1 when it raised an error
// A new text in the arena.
bool make_text(struct run *r, const char *bytes, size_t len, struct val *out);
// Gives NaN as the result, or raises it in the strict manner.
bool give_number(struct run *r, double n, struct val *out);

// ---- reading data (op_data.c) ----
const struct val *data_step(const struct val *at, const char *key, size_t len, struct val *room);

// ---- operators, by file ----
op_fn op_var, op_val, op_exists, op_missing, op_missing_some, op_get, op_length, op_keys;               // op_data.c
op_fn op_if, op_and, op_or, op_coalesce, op_not, op_truth, op_try, op_throw, op_preserve, op_log;       // op_control.c
op_fn op_equal, op_order;                                                                               // op_compare.c
op_fn op_add, op_multiply, op_subtract, op_divide, op_modulo, op_extreme, op_round, op_power, op_fixed; // op_math.c
op_fn op_map, op_filter, op_reduce, op_quantify;                                                        // op_iterate.c
op_fn op_in, op_merge, op_end, op_slice, op_unique, op_position, op_sum, op_pluck, op_without;          // op_list.c
op_fn op_cat, op_substr, op_case, op_trim, op_edge, op_split, op_join, op_replace, op_pad, op_parse;    // op_text.c
op_fn op_test;                                                                                          // op_test.c
op_fn op_time, op_date, op_date_add, op_date_diff, op_date_part, op_date_start, op_date_format;         // op_date.c
op_fn op_birth, op_json;
op_fn op_digits, op_mod11, op_iban; // op_check.c
op_fn op_match;                     // op_match.c

#endif
