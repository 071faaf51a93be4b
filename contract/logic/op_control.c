// SPDX-License-Identifier: Apache-2.0
// Operators that decide what is evaluated at all.
#include "contract/logic/node.h"

// The strict manner wants the operands of these written out as an array.
static bool listed(struct run *r, const struct node *n) {
    return take_step(r, 0) && (!r->strict || !n->sugar || fail_arguments(r));
}

bool op_if(struct run *r, const struct node *n, struct val *out) {
    uint32_t i = 0;
    if (!listed(r, n)) {
        return false;
    }
    for (; i + 1 < n->count; i += 2) {
        struct val condition;
        if (!node_eval(r, &n->args[i], &condition)) {
            return false;
        }
        if (logic_truthy(&condition)) {
            return node_eval(r, &n->args[i + 1], out);
        }
    }
    *out = val_null;
    return i == n->count || node_eval(r, &n->args[i], out);
}

static bool first_of(struct run *r, const struct node *n, bool truth, struct val *out) {
    *out = val_bool(false);
    if (!listed(r, n)) {
        return false;
    }
    for (uint32_t i = 0; i < n->count; i++) {
        if (!node_eval(r, &n->args[i], out)) {
            return false;
        }
        if (logic_truthy(out) == truth) {
            break;
        }
    }
    return true;
}
bool op_and(struct run *r, const struct node *n, struct val *out) { return first_of(r, n, false, out); }
bool op_or(struct run *r, const struct node *n, struct val *out) { return first_of(r, n, true, out); }

bool op_coalesce(struct run *r, const struct node *n, struct val *out) {
    struct args a;
    struct val v;
    int more;
    *out = val_null;
    if (!args_begin(r, n, &a)) {
        return false;
    }
    while ((more = args_next(r, &a, &v)) > 0) {
        *out = v;
        if (v.type != VAL_NULL) {
            break;
        }
    }
    return more >= 0;
}

bool op_truth(struct run *r, const struct node *n, struct val *out) {
    struct val v = val_null;
    if (!take_step(r, 0) || (n->count && !node_eval(r, &n->args[0], &v))) {
        return false;
    }
    *out = val_bool(logic_truthy(&v));
    return true;
}
bool op_not(struct run *r, const struct node *n, struct val *out) {
    if (!op_truth(r, n, out)) {
        return false;
    }
    out->boolean = !out->boolean;
    return true;
}

// Later operands see the error as their data, two scopes below where `try` stands.
bool op_try(struct run *r, const struct node *n, struct val *out) {
    const struct scope *outer = r->scope;
    struct val caught;
    bool done = false;
    *out = val_null;
    if (!take_step(r, 0)) {
        return false;
    }
    for (uint32_t i = 0; i < n->count && !done; i++) {
        struct scope inner = {.data = &caught, .up = outer, .iterable = &val_null, .index = i};
        r->scope = i ? &inner : outer;
        done = node_eval(r, &n->args[i], out);
        r->scope = outer;
        if (!done && r->failure != ERR_TYPE) {
            return false;
        }
        caught = r->error;
    }
    return done || n->count == 0;
}

bool op_throw(struct run *r, const struct node *n, struct val *out) {
    struct val v = val_null;
    struct str text;
    if (!take_step(r, 0) || (n->count && !node_eval(r, &n->args[0], &v))) {
        return false;
    }
    if (v.type == VAL_OBJECT) {
        return fail_with(r, v);
    }
    return to_text(r, &v, &text) && fail_type(r, text.p);
}

bool op_preserve(struct run *r, const struct node *n, struct val *out) {
    *out = n->constant;
    return take_step(r, 0);
}
// Evaluates to its operand; what it holds is a person's, so nothing is printed.
bool op_log(struct run *r, const struct node *n, struct val *out) {
    *out = val_null;
    return take_step(r, 0) && (n->count == 0 || node_eval(r, &n->args[0], out));
}
