// SPDX-License-Identifier: Apache-2.0
// Operators that read data: var, val, exists, missing, missing_some, get, length, keys.
#include "contract/logic/node.h"

// The place in an array that `key` names, or -1. "0" and "12" do, "01" and "-1" do not.
static long place(const char *key, size_t len) {
    long at = 0;
    if (!len || len > 8 || (len > 1 && *key == '0')) {
        return -1;
    }
    for (size_t i = 0; i < len; i++) {
        if (key[i] < '0' || key[i] > '9') {
            return -1;
        }
        at = at * 10 + (key[i] - '0');
    }
    return at;
}

// One part of a path further; NULL when there is nothing. `room` holds values that are not in the data, like a length.
const struct val *data_step(const struct val *at, const char *key, size_t len, struct val *room) {
    if (at->type == VAL_OBJECT) {
        for (uint32_t i = 0; i < at->count; i++) {
            const struct member *m = &at->members[i];
            if (m->key[0] == (len ? key[0] : 0) && strlen(m->key) == len && !memcmp(m->key, key, len)) {
                return &m->value;
            }
        }
        return NULL;
    }
    bool length = len == 6 && !memcmp(key, "length", 6);
    if (at->type == VAL_ARRAY) {
        long i = place(key, len);
        if (i >= 0 && (uint32_t)i < at->count) {
            return &at->items[i];
        }
        *room = val_number(at->count);
        return length ? room : NULL;
    }
    if (at->type == VAL_STRING && length) {
        *room = val_number((double)utf8_count(at->text, at->count));
        return room;
    }
    return NULL;
}

static const struct val *walk(const struct val *at, struct str path, struct val *room) {
    struct val here;
    while (path.p && at) {
        struct str part = str_cut(&path, '.');
        at = data_step(at, part.p, part.len, &here);
        if (at == &here) { // a length is the end of any path
            *room = here;
            return path.p ? NULL : room;
        }
    }
    return at;
}

static bool var_path(struct run *r, const struct val *path, const struct val **found, struct val *room) {
    struct str text;
    *found = r->scope->data;
    if (path->type == VAL_STRING && !path->count) {
        return true;
    }
    if (!to_text(r, path, &text)) {
        return false;
    }
    if (text.len) {
        *found = walk(r->scope->data, text, room);
    }
    return true;
}

bool op_var(struct run *r, const struct node *n, struct val *out) {
    struct val room, path = val_null;
    const struct val *found = r->scope->data;
    if (!take_step(r, 0)) {
        return false;
    }
    if (n->parts) {
        for (uint32_t i = 0; found && i < n->part_count; i++) {
            found = found == &room ? NULL : data_step(found, n->parts[i].p, n->parts[i].len, &room);
        }
    } else if (!node_eval(r, &n->args[0], &path)) {
        return false;
    } else {
        // {"var": {"var": "list"}} with a list in the data: its first item is the path
        bool list = path.type == VAL_ARRAY && path.count;
        if (!var_path(r, list ? &path.items[0] : &path, &found, &room)) {
            return false;
        }
    }
    if (!found && n->count > 1) {
        return node_eval(r, &n->args[1], out);
    }
    *out = found ? *found : val_null;
    return true;
}

// ---- val and exists: paths as lists of keys, so that keys may hold dots; [[n], ...] climbs n scopes ----
static bool climb(struct run *r, double levels, const struct val **at, struct val *room) {
    const struct scope *s = r->scope;
    if (levels < 0) {
        levels = -levels;
    }
    for (; levels >= 2 && s->up; levels -= 2) {
        s = s->up;
    }
    *at = levels >= 2 ? NULL : s->data;
    if (levels == 1) { // between an item and what is around: the iterator itself
        struct member *m = arena_array(r->arena, 2, sizeof *m);
        if (!m) {
            return fail_memory(r);
        }
        m[0] = (struct member){"iterator", s->iterable ? *s->iterable : val_null};
        m[1] = (struct member){"index", val_number(s->index)};
        *room = (struct val){.type = VAL_OBJECT, .count = s->up ? 2 : 0, .members = m};
        *at = room;
    }
    return true;
}

static bool val_walk(struct run *r, const struct node *n, const struct val **found, struct val *room) {
    struct args a;
    struct val key, meta, here;
    int more = 0;
    const struct val *at = r->scope->data;
    if (!args_begin(r, n, &a)) {
        return false;
    }
    for (bool first = true; at && (more = args_next(r, &a, &key)) > 0; first = false) {
        struct str text;
        if (first && key.type == VAL_ARRAY && key.count == 1 && key.items[0].type == VAL_NUMBER) {
            if (!climb(r, key.items[0].number, &at, &meta)) {
                return false;
            }
            continue;
        }
        if (!to_text(r, &key, &text)) {
            return false;
        }
        const struct val *next = at == room ? NULL : data_step(at, text.p, text.len, &here);
        if (next == &here) {
            *room = here;
            next = room;
        }
        at = next;
    }
    if (at == &meta) {
        *room = meta;
        at = room;
    }
    *found = at;
    return more >= 0;
}
bool op_val(struct run *r, const struct node *n, struct val *out) {
    const struct val *found;
    struct val room;
    if (!val_walk(r, n, &found, &room)) {
        return false;
    }
    *out = found ? *found : val_null;
    return true;
}
bool op_exists(struct run *r, const struct node *n, struct val *out) {
    const struct val *found;
    struct val room;
    if (!val_walk(r, n, &found, &room)) {
        return false;
    }
    *out = val_bool(found != NULL);
    return true;
}

// ---- missing ----
static bool is_missing(struct run *r, const struct val *key, bool *missing) {
    const struct val *found;
    struct val room;
    if (!take_step(r, 0) || !var_path(r, key, &found, &room)) {
        return false;
    }
    *missing = !found || found->type == VAL_NULL || (found->type == VAL_STRING && !found->count);
    return true;
}
static bool missing_of(struct run *r, const struct val *keys, uint32_t count, struct val *out) {
    struct val *list = arena_array(r->arena, count ? count : 1, sizeof *list);
    uint32_t found = 0;
    if (!list) {
        return fail_memory(r);
    }
    for (uint32_t i = 0; i < count; i++) {
        bool missing;
        if (!is_missing(r, &keys[i], &missing)) {
            return false;
        }
        if (missing) {
            list[found++] = keys[i];
        }
    }
    *out = (struct val){.type = VAL_ARRAY, .count = found, .items = list};
    return true;
}
bool op_missing(struct run *r, const struct node *n, struct val *out) {
    struct val *keys = arena_array(r->arena, n->count ? n->count : 1, sizeof *keys);
    if (!keys) {
        return fail_memory(r);
    }
    for (uint32_t i = 0; i < n->count; i++) {
        if (!node_eval(r, &n->args[i], &keys[i])) {
            return false;
        }
    }
    bool list = n->count && keys[0].type == VAL_ARRAY; // one operand that is itself a list of keys
    return missing_of(r, list ? keys[0].items : keys, list ? keys[0].count : n->count, out);
}
bool op_missing_some(struct run *r, const struct node *n, struct val *out) {
    struct val v[2] = {val_null, val_null};
    if (args_take(r, n, v, 2) < 0) {
        return false;
    }
    const struct val *keys = v[1].type == VAL_ARRAY ? v[1].items : &v[1];
    uint32_t count = v[1].type == VAL_ARRAY ? v[1].count : v[1].type != VAL_NULL;
    if (!missing_of(r, keys, count, out)) {
        return false;
    }
    if (count - out->count >= to_number(r, &v[0])) {
        out->count = 0;
    }
    return true;
}

// ---- values at hand ----
bool op_get(struct run *r, const struct node *n, struct val *out) {
    struct val v[3] = {val_null, val_null, val_null}, room;
    struct str path;
    if (args_take(r, n, v, 3) < 0 || !to_text(r, &v[1], &path)) {
        return false;
    }
    const struct val *found = walk(&v[0], path, &room);
    *out = found ? *found : v[2];
    return true;
}
bool op_length(struct run *r, const struct node *n, struct val *out) {
    struct val v = val_null;
    if (!take_step(r, 0) || (n->count && !node_eval(r, &n->args[0], &v))) {
        return false;
    }
    bool text = v.type == VAL_STRING;
    *out = text ? val_number((double)utf8_count(v.text, v.count)) : val_number(v.count);
    bool has_length = text || v.type == VAL_ARRAY || v.type == VAL_OBJECT;
    if (!has_length) {
        *out = val_null;
        return !r->strict || fail_arguments(r);
    }
    return true;
}
// Keys (variant 'k') or values of an object; the places or the items of an array.
bool op_keys(struct run *r, const struct node *n, struct val *out) {
    struct val v = val_null;
    if (!take_step(r, 0) || (n->count && !node_eval(r, &n->args[0], &v))) {
        return false;
    }
    if (v.type == VAL_ARRAY && n->op->variant != 'k') {
        *out = v;
        return true;
    }
    uint32_t count = v.type == VAL_ARRAY || v.type == VAL_OBJECT ? v.count : 0;
    struct val *items = arena_array(r->arena, count ? count : 1, sizeof *items);
    if (!items) {
        return fail_memory(r);
    }
    for (uint32_t i = 0; i < count; i++) {
        char place_text[24];
        snprintf(place_text, sizeof place_text, "%u", i);
        if (v.type == VAL_ARRAY && !make_text(r, place_text, strlen(place_text), &items[i])) {
            return false;
        }
        if (v.type == VAL_OBJECT) {
            items[i] = n->op->variant == 'k' ? val_text(v.members[i].key) : v.members[i].value;
        }
    }
    *out = (struct val){.type = VAL_ARRAY, .count = count, .items = items};
    return take_step(r, count);
}
