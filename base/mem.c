// SPDX-License-Identifier: Apache-2.0
// malloc with a countdown in front of it.
#include "base/mem.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

// The countdown of a test that makes allocations fail; negative: off. The one piece of process-wide state of base,
// because the libraries below us (cJSON, SQLite) allocate without knowing whose memory it is.
static atomic_long left = -1;
static atomic_long asked, refusals;

static bool refused(void) {
    atomic_fetch_add_explicit(&asked, 1, memory_order_relaxed);
    long n = atomic_load_explicit(&left, memory_order_relaxed);
    while (n > 0)
        if (atomic_compare_exchange_weak(&left, &n, n - 1))
            return false;
    return n == 0;
}

static void *counted(void *block) {
    if (!block)
        atomic_fetch_add_explicit(&refusals, 1, memory_order_relaxed);
    return block;
}

void *mem_alloc(size_t size) { return counted(refused() ? NULL : calloc(1, size ? size : 1)); }

void *mem_grow(void *old, size_t size) { return counted(refused() ? NULL : realloc(old, size ? size : 1)); }

char *mem_copy_string(const char *text) {
    size_t size = strlen(text) + 1;
    char *copy = mem_alloc(size);
    return copy ? memcpy(copy, text, size) : NULL;
}

void mem_free(void *block) { free(block); }

void mem_fail_after(long n) {
    atomic_store(&asked, 0);
    atomic_store(&left, n < 0 ? -1 : n);
}

long mem_count(void) { return atomic_load(&asked); }

long mem_refused(void) { return atomic_load(&refusals); }
