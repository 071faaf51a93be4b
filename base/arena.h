// SPDX-License-Identifier: Apache-2.0
// Memory that belongs to a lifetime: process, screen, message or frame. An arena hands out pieces and takes them all
// back at once. It grows in blocks up to a hard cap; at the cap (or when the machine is out of memory) arena_alloc
// returns NULL and the arena remembers it in `failed`, so that a builder may check once at the end.
//
//     struct arena a;
//     arena_init(&a, 1 << 20);            // at most 1 MiB
//     char *s = arena_printf(&a, "%d of %d", 3, 12);
//     arena_finish(&a);
#ifndef TGOV_BASE_ARENA_H
#define TGOV_BASE_ARENA_H

#include "base/err.h"
#include <stdarg.h>

struct arena_block;

struct arena {
    struct arena_block *first, *last; // `last` is the one in use; blocks behind it are kept for reuse after a reset
    size_t used;   // bytes handed out since the last reset
    size_t peak;   // the highest `used` there ever was
    size_t cap;    // bytes that blocks may hold; the headers of the blocks come on top
    size_t held;   // bytes of all blocks
    bool failed;   // a request was refused since the last reset
};

// Allocates nothing yet.
void arena_init(struct arena *a, size_t cap);
// Gives everything back; the arena can be used again.
void arena_finish(struct arena *a);
// Forgets all pieces, keeps the blocks: the cheap way to start a new frame.
void arena_reset(struct arena *a);

// Zeroed, aligned to 16 bytes. NULL at the cap.
void *arena_alloc(struct arena *a, size_t size) TGOV_CHECKED;
// count * size, with the multiplication checked.
void *arena_array(struct arena *a, size_t count, size_t size) TGOV_CHECKED;
// A terminated copy of `len` bytes. NULL at the cap.
char *arena_copy(struct arena *a, const char *bytes, size_t len) TGOV_CHECKED;
char *arena_string(struct arena *a, const char *text) TGOV_CHECKED;
char *arena_printf(struct arena *a, const char *fmt, ...) TGOV_PRINTF(2, 3) TGOV_CHECKED;
char *arena_vprintf(struct arena *a, const char *fmt, va_list args) TGOV_PRINTF(2, 0) TGOV_CHECKED;

#endif
