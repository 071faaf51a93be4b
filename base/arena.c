// SPDX-License-Identifier: Apache-2.0
// Arenas as lists of blocks: 4 KiB first, each twice the one before up to 1 MiB, one of its own for what is larger.
#include "base/arena.h"

#include "base/mem.h"
#include "base/poison.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { ALIGN = 16, FIRST_BLOCK = 4096, LARGEST_BLOCK = 1 << 20 };

struct arena_block {
    struct arena_block *next;
    size_t size, used;
    char *bytes; // behind this header, aligned: malloc promises only 8 on 32-bit boxes
};

void arena_init(struct arena *a, size_t cap) { *a = (struct arena){.cap = cap}; }

static void drop(struct arena *a, struct arena_block *b) {
    unpoison(b->bytes, b->size);
    a->held -= b->size;
    mem_free(b);
}

void arena_finish(struct arena *a) {
    struct arena_block *next;
    for (struct arena_block *b = a->first; b; b = next) {
        next = b->next;
        drop(a, b);
    }
    *a = (struct arena){.cap = a->cap, .peak = a->peak};
}

void arena_reset(struct arena *a) {
    for (struct arena_block *b = a->first; b; b = b->next) {
        b->used = 0;
        poison(b->bytes, b->size);
    }
    a->last = a->first;
    a->used = 0;
    a->failed = false;
}

// Gives back the blocks that nothing was taken from since the last reset.
static void drop_spare(struct arena *a) {
    struct arena_block **link = &a->first;
    a->last = NULL;
    while (*link) {
        struct arena_block *b = *link;
        if (b->used) {
            a->last = b;
            link = &b->next;
        } else {
            *link = b->next;
            drop(a, b);
        }
    }
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
    if (a->held > a->cap - need)
        drop_spare(a); // small blocks kept from a reset must not stand in the way of a large piece
    if (a->held > a->cap - need)
        return NULL;
    size_t size = next_size(a, need);
    struct arena_block *b = size < SIZE_MAX - sizeof *b - ALIGN ? mem_alloc(sizeof *b + ALIGN + size) : NULL;
    if (!b)
        return NULL;
    b->bytes = (char *)(b + 1);
    b->bytes += (ALIGN - (uintptr_t)b->bytes % ALIGN) % ALIGN;
    b->size = size;
    poison(b->bytes, size);
    a->held += size;
    struct arena_block **link = a->last ? &a->last->next : &a->first;
    b->next = *link;
    *link = b;
    return b;
}

// The block that has room: the present one, one kept from before a reset, or a new one.
static struct arena_block *block_for(struct arena *a, size_t need) {
    for (struct arena_block *b = a->last; b; b = b->next)
        if (b->size - b->used >= need)
            return b;
    return add_block(a, need);
}

static void *refuse(struct arena *a) {
    a->failed = true;
    return NULL;
}

void *arena_alloc(struct arena *a, size_t size) {
    if (size > a->cap || size > SIZE_MAX - ALIGN)
        return refuse(a);
    size_t need = size ? (size + ALIGN - 1) / ALIGN * ALIGN : ALIGN;
    struct arena_block *b = need > a->cap || a->used > a->cap - need ? NULL : block_for(a, need);
    if (!b)
        return refuse(a);
    char *piece = b->bytes + b->used;
    unpoison(piece, size);
    memset(piece, 0, size);
    b->used += need;
    a->last = b;
    a->used += need;
    if (a->used > a->peak)
        a->peak = a->used;
    return piece;
}

void *arena_array(struct arena *a, size_t count, size_t size) {
    size_t bytes;
    return __builtin_mul_overflow(count, size, &bytes) ? refuse(a) : arena_alloc(a, bytes);
}

char *arena_copy(struct arena *a, const char *bytes, size_t len) {
    char *to = len < SIZE_MAX ? arena_alloc(a, len + 1) : refuse(a);
    if (to && len)
        memcpy(to, bytes, len);
    return to;
}

char *arena_string(struct arena *a, const char *text) { return arena_copy(a, text, strlen(text)); }

char *arena_vprintf(struct arena *a, const char *fmt, va_list args) {
    va_list again;
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, fmt, args);
    char *to = len >= 0 ? arena_alloc(a, (size_t)len + 1) : refuse(a);
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
