// SPDX-License-Identifier: Apache-2.0
// Operators on lists: in, merge and the Lodash ones that Form.io registers.
#include "contract/logic/node.h"
#include <math.h>

static bool contains(const struct val *list, const struct val *item) {
    for (uint32_t i = 0; i < list->count; i++) {
        if (same_strict(&list->items[i], item)) {
            return true;
        }
    }
    return false;
}

// {"in": [needle, list or text]}; as _includes the operands are the other way round.
bool op_in(struct run *r, const struct node *n, struct val *out) {
    struct val v[2] = {val_null, val_null};
    struct str needle;
    if (args_take(r, n, v, 2) < 0) {
        return false;
    }
    const struct val *item = &v[n->op->variant], *where = &v[!n->op->variant];
    *out = val_bool(false);
    if (where->type == VAL_ARRAY) {
        *out = val_bool(contains(where, item));
        return take_step(r, where->count);
    }
    if (where->type == VAL_STRING) {
        if (!to_text(r, item, &needle)) {
            return false;
        }
        if (item->type == VAL_NULL) {
            needle = STR("null");
        }
        *out = val_bool(memmem(where->text, where->count, needle.p, needle.len) != NULL);
        return take_step(r, where->count / 64);
    }
    return true;
}

bool op_merge(struct run *r, const struct node *n, struct val *out) {
    struct val_builder b = val_build(r->arena);
    if (!take_step(r, 0)) {
        return false;
    }
    for (uint32_t i = 0; i < n->count; i++) {
        struct val v;
        if (!node_eval(r, &n->args[i], &v)) {
            return false;
        }
        const struct val *items = v.type == VAL_ARRAY ? v.items : &v;
        uint32_t count = v.type == VAL_ARRAY ? v.count : 1;
        if (!take_step(r, count)) {
            return false;
        }
        for (uint32_t k = 0; k < count; k++) {
            if (!val_push(&b, items[k])) {
                return fail_memory(r);
            }
        }
    }
    *out = val_array(&b);
    return true;
}

// _first, _last, _nth
bool op_end(struct run *r, const struct node *n, struct val *out) {
    struct val v[2] = {val_null, val_null};
    int count = args_take(r, n, v, 2);
    if (count < 0) {
        return false;
    }
    double at = n->op->variant == 'n' ? (count > 1 ? to_number(r, &v[1]) : 0) : n->op->variant == 'l' ? -1 : 0;
    uint32_t size = v[0].type == VAL_ARRAY ? v[0].count : 0;
    at = trunc(at < 0 ? at + size : at);
    *out = at >= 0 && at < size ? v[0].items[(uint32_t)at] : val_null;
    return true;
}

static double clamp_index(double x, double size, double absent) {
    if (isnan(x)) {
        return absent;
    }
    x = trunc(x);
    return x < 0 ? fmax(0, x + size) : fmin(x, size);
}
bool op_slice(struct run *r, const struct node *n, struct val *out) {
    struct val v[3] = {val_null, val_null, val_null};
    int count = args_take(r, n, v, 3);
    if (count < 0) {
        return false;
    }
    double size = v[0].type == VAL_ARRAY ? v[0].count : 0;
    double from = clamp_index(count > 1 ? to_number(r, &v[1]) : 0, size, 0);
    double to = clamp_index(count > 2 && v[2].type != VAL_NULL ? to_number(r, &v[2]) : size, size, size);
    *out = (struct val){.type = VAL_ARRAY};
    if (to > from) {
        out->count = (uint32_t)(to - from);
        out->items = v[0].items + (uint32_t)from;
    }
    return true;
}

// _uniq, _compact and _reverse
bool op_unique(struct run *r, const struct node *n, struct val *out) {
    struct val v = val_null;
    if (args_take(r, n, &v, 1) < 0) {
        return false;
    }
    uint32_t size = v.type == VAL_ARRAY ? v.count : 0;
    struct val *items = arena_array(r->arena, size ? size : 1, sizeof *items);
    if (!items) {
        return fail_memory(r);
    }
    *out = (struct val){.type = VAL_ARRAY, .items = items};
    for (uint32_t i = 0; i < size; i++) {
        const struct val *item = &v.items[n->op->variant == 'r' ? size - 1 - i : i];
        if (!take_step(r, out->count)) {
            return false;
        }
        if (n->op->variant == 'u' ? !contains(out, item) : n->op->variant == 'r' || logic_truthy(item)) {
            items[out->count++] = *item;
        }
    }
    return true;
}

// _without (variant 0: items not among the further operands), _difference (1: not in the second list), _intersection (2)
bool op_without(struct run *r, const struct node *n, struct val *out) {
    struct args a;
    struct val list = val_null, v;
    struct val_builder others = val_build(r->arena), kept = val_build(r->arena);
    int more;
    if (!args_begin(r, n, &a)) {
        return false;
    }
    if (args_next(r, &a, &list) < 0) {
        return false;
    }
    while ((more = args_next(r, &a, &v)) > 0) {
        bool spread = n->op->variant && v.type == VAL_ARRAY;
        for (uint32_t i = 0; i < (spread ? v.count : 1); i++) {
            if (!val_push(&others, spread ? v.items[i] : v)) {
                return fail_memory(r);
            }
        }
    }
    if (more < 0) {
        return false;
    }
    struct val known = val_array(&others);
    for (uint32_t i = 0; list.type == VAL_ARRAY && i < list.count; i++) {
        if (!take_step(r, known.count)) {
            return false;
        }
        if (contains(&known, &list.items[i]) == (n->op->variant == 2) && !val_push(&kept, list.items[i])) {
            return fail_memory(r);
        }
    }
    *out = val_array(&kept);
    return true;
}

// indexOf in a list, or in a text by characters; variant 'l': the last one.
bool op_position(struct run *r, const struct node *n, struct val *out) {
    struct val v[2] = {val_null, val_null};
    struct str needle;
    if (args_take(r, n, v, 2) < 0) {
        return false;
    }
    *out = val_number(-1);
    if (v[0].type == VAL_ARRAY) {
        for (uint32_t i = 0; i < v[0].count; i++) {
            if (same_strict(&v[0].items[i], &v[1])) {
                *out = val_number(i);
                if (n->op->variant != 'l') {
                    break;
                }
            }
        }
        return take_step(r, v[0].count);
    }
    if (v[0].type != VAL_STRING || !to_text(r, &v[1], &needle)) {
        return v[0].type != VAL_STRING;
    }
    for (size_t at = 0; at + needle.len <= v[0].count; at++) {
        if (!memcmp(v[0].text + at, needle.p, needle.len)) {
            *out = val_number((double)utf8_count(v[0].text, at));
            if (n->op->variant != 'l') {
                break;
            }
        }
    }
    return take_step(r, v[0].count / 16);
}

// _sum, _mean and, with a path as second operand, _sumBy, _meanBy. Absent numbers are left out.
bool op_sum(struct run *r, const struct node *n, struct val *out) {
    struct val v[2] = {val_null, val_null}, room;
    struct str path = {0};
    int count = args_take(r, n, v, 2);
    if (count < 0 || (count > 1 && !to_text(r, &v[1], &path))) {
        return false;
    }
    double sum = 0;
    uint32_t size = v[0].type == VAL_ARRAY ? v[0].count : 0;
    for (uint32_t i = 0; i < size; i++) {
        const struct val *item = path.p ? data_step(&v[0].items[i], path.p, path.len, &room) : &v[0].items[i];
        if (item && item->type != VAL_NULL) {
            sum += to_number(r, item);
        }
    }
    return take_step(r, size) && give_number(r, n->op->variant == 'm' ? sum / size : sum, out);
}

// _map with a key, as {"_map": [list, "price"]}
bool op_pluck(struct run *r, const struct node *n, struct val *out) {
    struct val v[2] = {val_null, val_null}, room;
    struct str key;
    if (args_take(r, n, v, 2) < 0 || !to_text(r, &v[1], &key)) {
        return false;
    }
    uint32_t size = v[0].type == VAL_ARRAY ? v[0].count : 0;
    struct val *items = arena_array(r->arena, size ? size : 1, sizeof *items);
    if (!items) {
        return fail_memory(r);
    }
    for (uint32_t i = 0; i < size; i++) {
        const struct val *found = data_step(&v[0].items[i], key.p, key.len, &room);
        items[i] = found ? *found : val_null;
    }
    *out = (struct val){.type = VAL_ARRAY, .count = size, .items = items};
    return take_step(r, size);
}
