// SPDX-License-Identifier: Apache-2.0
// Looking into values, comparing, building and copying them.
#include "base/value.h"

#include "base/mem.h"
#include "base/members.h"

#include <assert.h>

const struct val val_null = {.type = VAL_NULL};

const struct val *val_get_n(const struct val *v, const char *key, size_t len) {
    if (!v || v->type != VAL_OBJECT)
        return NULL;
    for (uint32_t i = 0; i < v->count; i++)
        if (strlen(v->members[i].key) == len && !memcmp(v->members[i].key, key, len))
            return &v->members[i].value;
    return NULL;
}

const struct val *val_get(const struct val *v, const char *key) { return val_get_n(v, key, strlen(key)); }

static bool index_of(struct str part, uint32_t count, uint32_t *index) {
    uint32_t n = 0;
    if (part.len == 0 || part.len > 9)
        return false;
    for (size_t i = 0; i < part.len; i++) {
        if (part.p[i] < '0' || part.p[i] > '9')
            return false;
        n = n * 10 + (uint32_t)(part.p[i] - '0');
    }
    *index = n;
    return n < count;
}

const struct val *val_at(const struct val *v, const char *path) {
    struct str rest = str_of(path);
    while (v && rest.p) {
        struct str part = str_cut(&rest, '.');
        uint32_t i;
        if (v->type == VAL_ARRAY)
            v = index_of(part, v->count, &i) ? &v->items[i] : NULL;
        else
            v = val_get_n(v, part.p, part.len);
    }
    return v;
}

const char *val_get_text(const struct val *v, const char *key, const char *fallback) {
    const struct val *m = val_get(v, key);
    return m && m->type == VAL_STRING ? m->text : fallback;
}

double val_get_number(const struct val *v, const char *key, double fallback) {
    const struct val *m = val_get(v, key);
    return m && m->type == VAL_NUMBER ? m->number : fallback;
}

bool val_get_bool(const struct val *v, const char *key, bool fallback) {
    const struct val *m = val_get(v, key);
    return m && m->type == VAL_BOOL ? m->boolean : fallback;
}

// Both sorted by key and compared in step. False when there was no memory for it: then `same` is not set.
static bool same_sorted(const struct val *a, const struct val *b, bool *same) {
    const struct member **x = members_sorted(a->members, a->count);
    const struct member **y = x ? members_sorted(b->members, b->count) : NULL;
    if (y)
        *same = true;
    for (uint32_t i = 0; y && i < a->count && *same; i++)
        *same = !strcmp(x[i]->key, y[i]->key) && val_same(&x[i]->value, &y[i]->value);
    mem_free(x);
    mem_free(y);
    return y != NULL;
}

static bool same_members(const struct val *a, const struct val *b) {
    bool same;
    if (a->count > MEMBERS_SMALL && same_sorted(a, b, &same))
        return same;
    for (uint32_t i = 0; i < a->count; i++) {
        const struct val *other = val_get(b, a->members[i].key);
        if (!other || !val_same(&a->members[i].value, other))
            return false;
    }
    return true;
}

bool val_same(const struct val *a, const struct val *b) {
    if (!a || !b)
        return a == b;
    if (a->type != b->type || (a->type >= VAL_STRING && a->count != b->count))
        return false;
    switch (a->type) {
    case VAL_NULL: return true;
    case VAL_BOOL: return a->boolean == b->boolean;
    case VAL_NUMBER: return a->number == b->number;
    case VAL_STRING: return !memcmp(a->text, b->text, a->count);
    case VAL_OBJECT: return same_members(a, b);
    case VAL_ARRAY: break;
    }
    for (uint32_t i = 0; i < a->count; i++)
        if (!val_same(&a->items[i], &b->items[i]))
            return false;
    return true;
}

// Doubles the room of a list of things of `size` bytes when it is full.
static void *grown(struct val_builder *b, const void *old, size_t size) {
    uint32_t room = b->room ? b->room * 2 : 8;
    void *list = arena_array(b->arena, room, size);
    if (!list)
        return NULL;
    if (b->count)
        memcpy(list, old, (size_t)b->count * size);
    b->room = room;
    return list;
}

bool val_set(struct val_builder *b, const char *key, struct val value) {
    assert(!b->items); // a builder makes an object or an array
    for (uint32_t i = 0; i < b->count; i++) {
        if (!strcmp(b->members[i].key, key)) {
            b->members[i].value = value;
            return true;
        }
    }
    if (b->count == b->room) {
        struct member *list = grown(b, b->members, sizeof *list);
        if (!list)
            return false;
        b->members = list;
    }
    char *copy = arena_string(b->arena, key);
    if (!copy)
        return false;
    b->members[b->count++] = (struct member){copy, value};
    return true;
}

bool val_push(struct val_builder *b, struct val value) {
    assert(!b->members);
    if (b->count == b->room) {
        struct val *list = grown(b, b->items, sizeof *list);
        if (!list)
            return false;
        b->items = list;
    }
    b->items[b->count++] = value;
    return true;
}

struct val val_object(const struct val_builder *b) {
    return (struct val){.type = VAL_OBJECT, .count = b->count, .members = b->members};
}

struct val val_array(const struct val_builder *b) {
    return (struct val){.type = VAL_ARRAY, .count = b->count, .items = b->items};
}

static bool copy_items(struct arena *a, const struct val *from, struct val *to) {
    struct val *items = arena_array(a, from->count, sizeof *items);
    if (!items)
        return false;
    for (uint32_t i = 0; i < from->count; i++)
        if (!val_copy(a, &from->items[i], &items[i]))
            return false;
    to->items = items;
    return true;
}

static bool copy_members(struct arena *a, const struct val *from, struct val *to) {
    struct member *members = arena_array(a, from->count, sizeof *members);
    if (!members)
        return false;
    for (uint32_t i = 0; i < from->count; i++) {
        members[i].key = arena_string(a, from->members[i].key);
        if (!members[i].key || !val_copy(a, &from->members[i].value, &members[i].value))
            return false;
    }
    to->members = members;
    return true;
}

bool val_copy(struct arena *a, const struct val *from, struct val *to) {
    *to = *from;
    switch (from->type) {
    case VAL_STRING: return (to->text = arena_copy(a, from->text, from->count)) != NULL;
    case VAL_ARRAY: return copy_items(a, from, to);
    case VAL_OBJECT: return copy_members(a, from, to);
    default: return true;
    }
}
