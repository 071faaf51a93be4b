// SPDX-License-Identifier: Apache-2.0
// == === != !== < <= > >=, each over two or more operands, evaluated only as far as needed.
#include "contract/logic/node.h"
#include <math.h>

enum { STRICTLY = 1, NEGATED = 2 }; // variants of op_equal
enum { LESS, LESS_EQUAL, GREATER, GREATER_EQUAL };

bool same_strict(const struct val *a, const struct val *b) {
    if (a->type != b->type) {
        return false;
    }
    switch (a->type) {
    case VAL_NULL: return true;
    case VAL_BOOL: return a->boolean == b->boolean;
    case VAL_NUMBER: return a->number == b->number;
    case VAL_STRING: return a->count == b->count && !memcmp(a->text, b->text, a->count);
    case VAL_ARRAY: return a->items == b->items && a->count == b->count; // the same list, as in JavaScript
    case VAL_OBJECT: return a->members == b->members && a->count == b->count;
    }
    return false;
}

static int same_numbers(struct run *r, const struct val *a, const struct val *b) {
    double x = to_number(r, a), y = to_number(r, b);
    if (r->strict && (isnan(x) || isnan(y))) {
        fail_type(r, "NaN");
        return -1;
    }
    return x == y;
}
int same_loose(struct run *r, const struct val *a, const struct val *b) {
    if (a->type == b->type && a->type < VAL_ARRAY) {
        return same_strict(a, b);
    }
    if (r->strict) {
        return same_numbers(r, a, b);
    }
    if (a->type == VAL_NULL || b->type == VAL_NULL) {
        return a->type == b->type;
    }
    if (a->type >= VAL_ARRAY && b->type >= VAL_ARRAY) {
        return same_strict(a, b);
    }
    bool texts = (a->type == VAL_STRING && b->type >= VAL_ARRAY) || (b->type == VAL_STRING && a->type >= VAL_ARRAY);
    if (texts) {
        struct str x, y;
        return to_text(r, a, &x) && to_text(r, b, &y) ? str_same(x, y) : -1;
    }
    return same_numbers(r, a, b);
}

// Fewer than two operands: refused by the strict manner; the other one compares with nothing.
static bool enough(struct run *r, const struct node *n) {
    return !r->strict || (!n->sugar && n->count >= 2) || fail_arguments(r);
}

bool op_equal(struct run *r, const struct node *n, struct val *out) {
    struct val a = val_null, b = val_null;
    bool negated = n->op->variant & NEGATED;
    if (!take_step(r, 0) || !enough(r, n) || (n->count && !node_eval(r, &n->args[0], &a))) {
        return false;
    }
    bool result = true;
    for (uint32_t i = 1; result && (i < n->count || i == 1); i++) {
        b = val_null;
        if (i < n->count && !node_eval(r, &n->args[i], &b)) {
            return false;
        }
        int same = n->op->variant & STRICTLY ? same_strict(&a, &b) : same_loose(r, &a, &b);
        if (same < 0) {
            return false;
        }
        result = same != negated;
        a = b;
    }
    *out = val_bool(result);
    return true;
}

static int text_order(const struct str a, const struct str b) {
    size_t shared = a.len < b.len ? a.len : b.len;
    int order = shared ? memcmp(a.p, b.p, shared) : 0; // UTF-8 keeps the order of code points
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

// 1, 0, or -1 when it raised an error.
static int ordered(struct run *r, int variant, const struct val *a, const struct val *b) {
    double x, y;
    bool lists = !r->strict && a->type >= VAL_STRING && b->type >= VAL_STRING;
    if ((a->type == VAL_STRING && b->type == VAL_STRING) || lists) {
        struct str s, t;
        if (!to_text(r, a, &s) || !to_text(r, b, &t)) {
            return -1;
        }
        x = text_order(s, t);
        y = 0;
    } else {
        x = to_number(r, a);
        y = to_number(r, b);
        if (r->strict && (isnan(x) || isnan(y))) {
            fail_type(r, "NaN");
            return -1;
        }
    }
    switch (variant) {
    case LESS: return x < y;
    case LESS_EQUAL: return x <= y;
    case GREATER: return x > y;
    default: return x >= y;
    }
}

bool op_order(struct run *r, const struct node *n, struct val *out) {
    struct val a = val_null, b = val_null;
    if (!take_step(r, 0) || !enough(r, n) || (n->count && !node_eval(r, &n->args[0], &a))) {
        return false;
    }
    bool result = n->count >= 2;
    for (uint32_t i = 1; result && i < n->count; i++) {
        if (!node_eval(r, &n->args[i], &b)) {
            return false;
        }
        int good = ordered(r, n->op->variant, &a, &b);
        if (good < 0) {
            return false;
        }
        result = good;
        a = b;
    }
    *out = val_bool(result);
    return true;
}
