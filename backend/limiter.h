// SPDX-License-Identifier: Apache-2.0
// How often one address may ask: a token bucket each, in a table of fixed size. When the table is crowded the fullest
// bucket of a set is forgotten, so a flood of addresses makes the limit milder for quiet ones, never tighter.
#ifndef TGOV_BACKEND_LIMITER_H
#define TGOV_BACKEND_LIMITER_H

#include "base/when.h"

enum { LIMITER_BUCKETS = 65536, LIMITER_WAYS = 8 };

struct limiter;

// `per_second` tokens come back, up to `burst`. NULL when out of memory.
struct limiter *limiter_create(double per_second, double burst) TGOV_CHECKED;
void limiter_destroy(struct limiter *l);
// The key of an address as text: all of IPv4, the first 64 bits of IPv6 (what one household or firm has).
uint64_t limiter_key(const struct limiter *l, const char *address);
// Takes a token; 0 when there was one, else after how many seconds (at least 1) there will be. `now` is monotonic.
int limiter_take(struct limiter *l, uint64_t key, when_ms now);
// The same without taking.
int limiter_peek(struct limiter *l, uint64_t key, when_ms now);

#endif
