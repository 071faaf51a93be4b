// SPDX-License-Identifier: Apache-2.0
// Public answers on disk: one file each, named by a hash of address and language, so that the folder says nothing about
// what was looked at. A file carries a checksum; a torn or damaged one is a miss and is removed. That is why writing does
// not sync: losing an entry in a power cut costs one request, syncing each would wear the flash of the box. Above the cap
// the entries that were not used for longest go first. Only the network thread uses it.
#ifndef TGOV_APP_NET_CACHE_H
#define TGOV_APP_NET_CACHE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "base/when.h"

enum { CACHE_NAME = 40, CACHE_FILES_MAX = 4096, CACHE_ENTRY_BYTES = 8 << 20, CACHE_HEAD_TEXT = 512 };

struct cache_entry {
    struct str body;
    const char *etag, *content_type; // never NULL; "" when there is none
    when_ms stored;                  // when it was fresh
    int64_t max_age_ms;              // how long it may answer alone from then on
};

// ---- The bytes of a file ----
// "TGOVNET1", SHA-256 of all that follows, lengths and times, the two texts and the body; little-endian. The caller's
// buffer must be empty and hold CACHE_ENTRY_BYTES + 2048.
void cache_entry_write(struct buf *b, const struct cache_entry *e);
// Points into `bytes` and into `a`. ERR_SYNTAX for anything that is not exactly such a file; ERR_MEMORY.
enum err cache_entry_read(struct arena *a, struct str bytes, struct cache_entry *e) TGOV_CHECKED;

// ---- The folder ----
struct cache;
enum err cache_open(const char *folder, size_t cap, struct cache **out, struct fault *f) TGOV_CHECKED;
void cache_close(struct cache *c);
void cache_name(const char *url, const char *language, char name[CACHE_NAME]);
// ERR_NOT_FOUND for a miss; ERR_MEMORY. The entry lives in `a`. Counts as a use.
enum err cache_load(struct cache *c, struct arena *a, const char *name, struct cache_entry *e) TGOV_CHECKED;
// Replaces. A full disk or an entry larger than CACHE_ENTRY_BYTES or a quarter of the cap is not kept, without fuss.
void cache_store(struct cache *c, const char *name, const struct cache_entry *e);
void cache_drop(struct cache *c, const char *name);
void cache_clear(struct cache *c);
size_t cache_bytes(const struct cache *c);

#endif
