// SPDX-License-Identifier: Apache-2.0
// The members of a large object in the order of their keys, so that hostile documents cannot make comparing them slow.
// Sorting, not hashing: whoever writes the document chooses the keys and could make a hash collide.
#ifndef TGOV_BASE_MEMBERS_H
#define TGOV_BASE_MEMBERS_H

#include "base/value.h"

// Objects up to this size are compared pair by pair: that costs less than sorting.
enum { MEMBERS_SMALL = 16 };

// Pointers to the members, ordered by key (strcmp). NULL when out of memory; the caller gives it to mem_free.
const struct member **members_sorted(const struct member *members, uint32_t count) TGOV_CHECKED;

#endif
