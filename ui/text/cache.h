// SPDX-License-Identifier: Apache-2.0
// One pool for everything that text keeps: shaped texts, glyph images, broken paragraphs (internal, used only inside
// a call) and lines and pictures (lent to the caller until the frame after next). Least recently used goes first;
// what is lent is never evicted. Process lifetime. Payloads are freed in text_cache_trim, text_cache_clear and text_cache_finish,
// nowhere else.
#ifndef TGOV_UI_TEXT_CACHE_H
#define TGOV_UI_TEXT_CACHE_H

#include "base/str.h"

enum cache_kind { CACHE_SHAPE, CACHE_GLYPH, CACHE_LAYOUT, CACHE_LINE, CACHE_ICON, CACHE_PICTURE };
enum { CACHE_BUCKETS = 4096 };

// Two keys are the same when all fields are. Unused ones are 0.
struct cache_key {
    uint32_t kind, a, b, c, d;
    struct str text;
};

struct cache_entry {
    struct cache_entry *chain, *newer, *older;
    uint64_t hash;
    struct cache_key key; // key.text points behind the payload
    size_t bytes;         // of the allocation and of what the payload holds besides
    uint32_t frame;       // when it was used last
    void *payload;
};

struct cache_list {
    struct cache_entry *newest, *oldest;
    size_t bytes;
};

struct cache {
    struct cache_entry *buckets[CACHE_BUCKETS];
    struct cache_list internal, lent;
    size_t budget, entries;
    uint32_t frame;
    unsigned long hits, evicted;
    void (*finish)(uint32_t kind, void *payload); // frees what a payload holds outside of its own bytes
};

void text_cache_init(struct cache *c, size_t budget, void (*finish)(uint32_t kind, void *payload));
void text_cache_clear(struct cache *c);
static inline size_t cache_bytes(const struct cache *c) { return c->internal.bytes + c->lent.bytes; }

// The payload, marked as used in this frame; NULL when it is not there.
void *text_cache_find(struct cache *c, const struct cache_key *key);
// A zeroed payload of `size` bytes aligned to 16, with a copy of key->text; `extra` is counted on top. NULL when
// memory is short or when what is lent exceeds four budgets. The key must not be there yet.
void *text_cache_add(struct cache *c, const struct cache_key *key, size_t size, size_t extra) TGOV_CHECKED;
// Takes back an entry that was just added and could not be completed.
void text_cache_drop(struct cache *c, const struct cache_key *key);
// Evicts until the budget is kept or everything left is lent. Call where no internal payload is in use.
void text_cache_trim(struct cache *c);

#endif
