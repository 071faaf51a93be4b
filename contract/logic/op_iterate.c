// SPDX-License-Identifier: Apache-2.0
// map, filter, reduce, all, some and none: an inner rule runs once for each item and sees only it, unless it climbs.
#include "contract/logic/node.h"

enum { ALL, SOME, NONE };

// Evaluates the list. `wants_rule`: the strict manner refuses null as the inner rule.
static bool list_of(struct run *r, const struct node *n, bool wants_rule, struct val *list) {
    *list = val_null;
    if (!take_step(r, 0)) {
        return false;
    }
    if (r->strict) {
        bool null_rule = wants_rule && n->count > 1 && !n->args[1].run && n->args[1].constant.type == VAL_NULL;
        if (n->sugar || n->count < 2 || null_rule) {
            return fail_arguments(r);
        }
    }
    if (n->count && !node_eval(r, &n->args[0], list)) {
        return false;
    }
    return list->type != VAL_ARRAY || take_step(r, list->count);
}
// A list written as null is a mistake to the strict manner; one that is absent in the data is just empty for some.
static bool null_list(const struct node *n) { return n->count && !n->args[0].run; }

static bool inner(struct run *r, const struct node *n, const struct val *list, uint32_t i, const struct val *item,
                  struct val *out) {
    struct scope s = {.data = item, .up = r->scope, .iterable = list, .index = i};
    const struct scope *outer = r->scope;
    bool done = true;
    *out = val_null;
    r->scope = &s;
    if (n->count > 1) {
        done = node_eval(r, &n->args[1], out);
    }
    r->scope = outer;
    return done;
}

bool op_map(struct run *r, const struct node *n, struct val *out) {
    struct val list;
    if (!list_of(r, n, true, &list)) {
        return false;
    }
    *out = (struct val){.type = VAL_ARRAY};
    if (list.type != VAL_ARRAY) {
        return !r->strict || !null_list(n) || fail_arguments(r);
    }
    struct val *items = arena_array(r->arena, list.count ? list.count : 1, sizeof *items);
    if (!items) {
        return fail_memory(r);
    }
    for (uint32_t i = 0; i < list.count; i++) {
        if (!inner(r, n, &list, i, &list.items[i], &items[i])) {
            return false;
        }
    }
    *out = (struct val){.type = VAL_ARRAY, .count = list.count, .items = items};
    return true;
}

bool op_filter(struct run *r, const struct node *n, struct val *out) {
    struct val list, keep;
    if (!list_of(r, n, true, &list)) {
        return false;
    }
    *out = (struct val){.type = VAL_ARRAY};
    if (list.type != VAL_ARRAY) {
        return !r->strict || !null_list(n) || fail_arguments(r);
    }
    struct val *items = arena_array(r->arena, list.count ? list.count : 1, sizeof *items);
    uint32_t count = 0;
    if (!items) {
        return fail_memory(r);
    }
    for (uint32_t i = 0; i < list.count; i++) {
        if (!inner(r, n, &list, i, &list.items[i], &keep)) {
            return false;
        }
        if (logic_truthy(&keep)) {
            items[count++] = list.items[i];
        }
    }
    *out = (struct val){.type = VAL_ARRAY, .count = count, .items = items};
    return true;
}

bool op_quantify(struct run *r, const struct node *n, struct val *out) {
    int kind = n->op->variant;
    struct val list, found;
    if (!list_of(r, n, false, &list)) {
        return false;
    }
    if (list.type != VAL_ARRAY && r->strict) {
        return fail_arguments(r);
    }
    bool empty = list.type != VAL_ARRAY || !list.count;
    *out = val_bool(kind == NONE || (kind == ALL && !empty)); // all of nothing is false
    for (uint32_t i = 0; !empty && i < list.count; i++) {
        if (!inner(r, n, &list, i, &list.items[i], &found)) {
            return false;
        }
        if (logic_truthy(&found) != (kind == ALL)) {
            *out = val_bool(kind == SOME);
            break;
        }
    }
    return true;
}

// The accumulator starts as null, and so becomes the first item where arithmetic would be spoilt by it.
bool op_reduce(struct run *r, const struct node *n, struct val *out) {
    struct val list, value = val_null;
    if (!list_of(r, n, true, &list) || (n->count > 2 && !node_eval(r, &n->args[2], &value))) {
        return false;
    }
    uint32_t i = 0;
    if (list.type == VAL_ARRAY && r->strict && n->count < 3 && list.count) {
        value = list.items[i++];
    }
    for (; list.type == VAL_ARRAY && i < list.count; i++) {
        struct member *m = arena_array(r->arena, 2, sizeof *m); // fresh: the inner rule may keep it
        if (!m) {
            return fail_memory(r);
        }
        m[0] = (struct member){"current", list.items[i]};
        m[1] = (struct member){"accumulator", value};
        struct val both = {.type = VAL_OBJECT, .count = 2, .members = m};
        if (!inner(r, n, &list, i, &both, &value)) {
            return false;
        }
    }
    *out = value;
    return true;
}
