// SPDX-License-Identifier: Apache-2.0
// Private to backend/identity: who a token that was checked before belongs to, by the token's SHA-256. Many threads look,
// few write: the table is cut into parts with a lock each. Where a set is full, the entry that expires first makes room.
#ifndef TGOV_BACKEND_IDENTITY_CACHE_H
#define TGOV_BACKEND_IDENTITY_CACHE_H

#include "backend/identity/identity.h"

enum { CACHE_WAYS = 4, CACHE_SETS = IDENTITY_CACHE / CACHE_WAYS, CACHE_PARTS = 64, CACHE_DIGEST = 32 };

struct cache;
struct cache *cache_create(void) TGOV_CHECKED; // NULL without memory
void cache_destroy(struct cache *c);           // NULL is fine
// ERR_NOT_FOUND; ERR_MEMORY. The texts of `*out` are copies in the arena.
enum err cache_get(struct cache *c, const unsigned char digest[CACHE_DIGEST], when_ms now, struct arena *a,
                   struct caller *out) TGOV_CHECKED;
// Remembers it, when it can: not a caller with `authorization` (such a token is used once), not what was checked with keys
// of another generation than the last clearing's.
void cache_put(struct cache *c, const unsigned char digest[CACHE_DIGEST], when_ms expires, uint64_t generation,
               const struct caller *who);
// Forgets everything; from now on only what keys of this generation checked is taken.
void cache_clear(struct cache *c, uint64_t generation);

#endif
