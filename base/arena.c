// SPDX-License-Identifier: Apache-2.0
#include "base/arena.h"

#include "base/mem.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { ALIGN = 16, FIRST_BLOCK = 4096, LARGEST_BLOCK = 1 << 20 };

struct arena_block {
    struct arena_block *next;
    size_t size, used;
    _Alignas(16) char bytes[];
};

void arena_init(struct arena *a, size_t cap) { *a = (struct arena){.cap = cap}; }

void arena_finish(struct arena *a) {
    struct arena_block *next;
    for (struct arena_block *b = a->first; b; b = next) {
        next = b->next;
        mem_free(b);
    }
    *a = (struct arena){.cap = a->cap, .peak = a->peak};
}

void arena_reset(struct arena *a) {
    for (struct arena_block *b = a->first; b; b = b->next)
        b->used = 0;
    a->last = a->first;
    a->used = 0;
    a->failed = false;
}

static size_t next_size(const struct arena *a, size_t need) {
    size_t size = a->last ? a->last->size * 2 : FIRST_BLOCK;
    if (size > LARGEST_BLOCK)
        size = LARGEST_BLOCK;
    if (size > a->cap - a->held) // near the cap: just what is left
        size = a->cap - a->held;
    return size > need ? size : need;
}

static struct arena_block *add_block(struct arena *a, size_t need) {
    if (need > a->cap || a->held > a->cap - need)
        return NULL;
    size_t size = next_size(a, need);
    struct arena_block *b = mem_alloc(sizeof *b + size);
    if (!b)
        return NULL;
    b->size = size;
    a->held += size;
    if (a->last) {
        b->next = a->last->next;
        a->last->next = b;
    } else {
        a->first = b;
    }
    return b;
}

// The block that has room: the present one, one kept from before a reset, or a new one.
static struct arena_block *block_for(struct arena *a, size_t need) {
    for (struct arena_block *b = a->last; b; b = b->next) {
        if (b->size - b->used >= need)
            return b;
        if (b->next && b->next->used == 0 && b->next->size >= need)
            return b->next;
    }
    return add_block(a, need);
}

void *arena_alloc(struct arena *a, size_t size) {
    size_t need = size > SIZE_MAX - ALIGN ? SIZE_MAX : (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
    if (!need)
        need = ALIGN;
    struct arena_block *b = need > a->cap || a->used > a->cap - need ? NULL : block_for(a, need);
    if (!b) {
        a->failed = true;
        return NULL;
    }
    void *piece = memset(b->bytes + b->used, 0, need);
    b->used += need;
    a->last = b;
    a->used += need;
    if (a->used > a->peak)
        a->peak = a->used;
    return piece;
}

void *arena_array(struct arena *a, size_t count, size_t size) {
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes)) {
        a->failed = true;
        return NULL;
    }
    return arena_alloc(a, bytes);
}

char *arena_copy(struct arena *a, const char *bytes, size_t len) {
    char *to = len < SIZE_MAX ? arena_alloc(a, len + 1) : NULL;
    if (to && len)
        memcpy(to, bytes, len);
    return to;
}

char *arena_string(struct arena *a, const char *text) { return arena_copy(a, text, strlen(text)); }

char *arena_vprintf(struct arena *a, const char *fmt, va_list args) {
    va_list again;
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, fmt, args);
    char *to = len >= 0 ? arena_alloc(a, (size_t)len + 1) : NULL;
    if (to)
        vsnprintf(to, (size_t)len + 1, fmt, again);
    va_end(again);
    return to;
}

char *arena_printf(struct arena *a, const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    char *to = arena_vprintf(a, fmt, args);
    va_end(args);
    return to;
}
