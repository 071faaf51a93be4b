// SPDX-License-Identifier: Apache-2.0
// The only door to malloc. Every allocation of Tgov passes here, so that a test can make the n-th one fail.
#ifndef TGOV_BASE_MEM_H
#define TGOV_BASE_MEM_H

#include "base/err.h"

// Zeroed memory of `size` bytes, or NULL. The caller owns it and gives it to mem_free.
void *mem_alloc(size_t size) TGOV_CHECKED;
// Like realloc; on NULL the old block is still valid. New bytes are not zeroed.
void *mem_grow(void *old, size_t size) TGOV_CHECKED;
char *mem_copy_string(const char *text) TGOV_CHECKED;
// NULL is fine.
void mem_free(void *block);

// For tests: after `n` more successful allocations every further one fails (n = 0: the next one). A negative n
// switches it off. The count is of the whole process, since libraries allocate through here too.
void mem_fail_after(long n);
// How many allocations were asked for since the last mem_fail_after.
long mem_count(void);
// How many were refused since the process started, by a test or by the machine: tells a parser's "no memory" from its
// "not JSON".
long mem_refused(void);

#endif
