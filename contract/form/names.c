// SPDX-License-Identifier: Apache-2.0
// A table from names to numbers: open addressing, at most half full.
#include "contract/form/inside.h"

struct name_slot {
    const char *name;
    size_t len;
    uint32_t number;
};
struct name_table {
    struct name_slot *slots;
    uint32_t mask, left;
};

enum err names_make(struct arena *a, uint32_t room, struct name_table **out) {
    uint32_t size = 16;
    while (size / 2 < room && size < 1u << 24)
        size *= 2;
    struct name_table *t = arena_alloc(a, sizeof *t);
    if (!t)
        return ERR_MEMORY;
    t->slots = arena_array(a, size, sizeof *t->slots);
    t->mask = size - 1;
    t->left = size / 2;
    *out = t;
    return t->slots ? ERR_NONE : ERR_MEMORY;
}

static struct name_slot *slot_of(const struct name_table *t, const char *name, size_t len) {
    uint64_t at = hash_bytes(HASH_SEED, name, len);
    for (;; at++) {
        struct name_slot *s = &t->slots[at & t->mask];
        if (!s->name || (s->len == len && !memcmp(s->name, name, len)))
            return s;
    }
}

bool names_add(struct name_table *t, const char *name, uint32_t number) {
    struct name_slot *s = slot_of(t, name, strlen(name));
    if (s->name || !t->left)
        return false;
    t->left--;
    *s = (struct name_slot){name, strlen(name), number};
    return true;
}

uint32_t names_find(const struct name_table *t, const char *name, size_t len) {
    const struct name_slot *s = slot_of(t, name, len);
    return s->name ? s->number : NO_NODE;
}
