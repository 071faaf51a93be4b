// SPDX-License-Identifier: Apache-2.0
// The order of members by key.
#include "base/members.h"

#include "base/mem.h"

#include <stdlib.h>

static int by_key(const void *a, const void *b) {
    return strcmp((*(const struct member *const *)a)->key, (*(const struct member *const *)b)->key);
}

const struct member **members_sorted(const struct member *members, uint32_t count) {
    const struct member **sorted = mem_alloc(sizeof *sorted * count);
    if (!sorted)
        return NULL;
    for (uint32_t i = 0; i < count; i++)
        sorted[i] = &members[i];
    qsort(sorted, count, sizeof *sorted, by_key);
    return sorted;
}
