// SPDX-License-Identifier: Apache-2.0
// Private to contract/logic: following a script symbolically. Every value of the script is an `ex`: a rule that would
// compute it, with what is known about it. After the first error `err` is set and results mean nothing.
#ifndef TGOV_CONTRACT_LOGIC_TRANSLATE_H
#define TGOV_CONTRACT_LOGIC_TRANSLATE_H

#include "contract/logic/script.h"

#define TRANSLATE_WORK_CAP 20000 // statements and expressions followed, each branch counted
#define TRANSLATE_PARTS_CAP 24   // of one path
#define TRANSLATE_ARGS_CAP 16    // of one call that is followed

enum ex_type {
    EX_ANY,
    EX_NUMBER,
    EX_TEXT,
    EX_BOOL,
    EX_LIST,
    EX_OBJECT,
    EX_TIME,     // milliseconds, from Date or moment
    EX_NOTHING,  // undefined or null
    EX_FUNCTION, // `node` is it
    EX_SPACE,    // Math, _, utils, instance...: `name`
    EX_PATTERN,  // a regular expression
    EX_POISON,   // changes in a loop that is being followed for another variable
};

struct ex {
    enum ex_type type;
    bool maybe; // may be absent
    bool ref;   // a path into data: `parts` from scope `level`; otherwise `rule`, made for scope `level`
    int level;  // how many callbacks deep: 0 the form's data, 1 the item of a callback, ...
    const char *const *parts;
    uint32_t count;
    struct val rule;
    uint32_t size; // parts of the rule
    const char *name;
    const struct js *node;
};

struct variable {
    const char *name;
    struct ex value;
};
struct variables {
    struct variable list[EXPRESSION_NAMES_CAP];
    uint32_t count;
};

struct translation {
    struct arena *arena;
    struct fault *fault;
    enum err err;
    const struct expression_want *want;
    struct variables vars;
    uint32_t frame; // where the variables of the function being followed begin
    int level, calls;
    uint32_t work;
    bool done;     // a return was followed
    struct ex ret; // what it gave
    uint32_t offset;
};

struct ex refuse_ex(struct translation *t, enum err code, const struct js *at, const char *what, const char *name);

// ---- building (translate_build.c) ----
struct ex ex_constant(struct val v, enum ex_type type);
struct ex ex_text(const char *text);
struct ex ex_number(double n);
struct ex ex_bool(bool b);
struct ex ex_nothing(void);
struct ex ex_path(struct translation *t, int level, const char *part); // part NULL: the whole of the scope
struct ex ex_member(struct translation *t, struct ex of, const char *key);
// The rule as of the current scope.
struct val ex_rule(struct translation *t, struct ex e);
struct ex ex_op(struct translation *t, const char *op, enum ex_type type, uint32_t count, const struct ex *args);
struct ex ex_op1(struct translation *t, const char *op, enum ex_type type, struct ex a);
struct ex ex_op2(struct translation *t, const char *op, enum ex_type type, struct ex a, struct ex b);
struct ex ex_op3(struct translation *t, const char *op, enum ex_type type, struct ex a, struct ex b, struct ex c);
struct ex ex_if(struct translation *t, struct ex condition, struct ex yes, struct ex no);
struct ex ex_as_number(struct translation *t, struct ex e); // NaN when it is absent
struct ex ex_not(struct translation *t, struct ex e);
struct ex ex_order(struct translation *t, const char *op, struct ex a, struct ex b); // false when either is absent
bool ex_is_constant(const struct ex *e);
bool ex_same(const struct ex *a, const struct ex *b);
struct variable *variable_find(struct translation *t, const char *name);
void variable_set(struct translation *t, const char *name, struct ex value, bool declares);

// ---- following ----
struct ex follow(struct translation *t, const struct js *n);           // an expression (translate_value.c)
void follow_statements(struct translation *t, const struct js *block); // translate_statement.c
struct ex follow_function(struct translation *t, const struct js *fn, const struct ex *args, uint32_t count);
// Follows both sides of a condition; what they assign is joined. `b` or `c` may be NULL.
void follow_sides(struct translation *t, struct ex condition, const struct js *b, const struct js *c, struct ex *yes,
                  struct ex *no);
void bind_names(struct translation *t, const struct js *pattern, struct ex value);
struct ex follow_call(struct translation *t, const struct js *n); // translate_call.c
struct ex follow_new(struct translation *t, const struct js *n);  // translate_date.c
struct ex date_method(struct translation *t, const struct js *n, struct ex self, const char *name,
                      const struct ex *args, uint32_t count, bool *known);
struct ex moment_call(struct translation *t, const struct js *n, const struct ex *args, uint32_t count);
bool date_setter(struct translation *t, const struct js *n); // d.setFullYear(...) of a variable
// Lists (translate_list.c): `fn` is a function, the name of one, or a Lodash matcher.
struct ex list_call(struct translation *t, const struct js *n, struct ex list, const char *name,
                    const struct js *const *args, uint32_t count, bool *known);
void follow_loop(struct translation *t, const struct js *n, struct ex list, const struct js *item,
                 const struct js *index, const struct js *body);

#endif
