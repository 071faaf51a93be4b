// SPDX-License-Identifier: Apache-2.0
// Remembering checked tokens.
#include "backend/identity/cache.h"
#include "base/mem.h"
#include <pthread.h>

struct entry {
    unsigned char digest[CACHE_DIGEST];
    when_ms expires;
    struct caller who; // its texts are in `block`
    char *block;       // NULL: the entry is free
    size_t len;
};

struct part {
    pthread_mutex_t lock;
    uint64_t generation;
};

struct cache {
    struct part parts[CACHE_PARTS];
    struct entry entries[CACHE_SETS][CACHE_WAYS];
};

// The texts of a caller, to be copied and moved alike.
static const size_t texts[] = {
    offsetof(struct caller, subject), offsetof(struct caller, name),   offsetof(struct caller, organisation),
    offsetof(struct caller, organisation_number), offsetof(struct caller, issuer), offsetof(struct caller, person),
    offsetof(struct caller, jkt),
};
enum { TEXTS = sizeof texts / sizeof *texts };

static const char **text_of(struct caller *c, size_t i) { return (const char **)(void *)((char *)c + texts[i]); }

struct cache *cache_create(void) {
    struct cache *c = mem_alloc(sizeof *c);
    for (size_t i = 0; c && i < CACHE_PARTS; i++)
        pthread_mutex_init(&c->parts[i].lock, NULL);
    return c;
}

static void forget(struct entry *e) {
    mem_free(e->block);
    *e = (struct entry){.block = NULL};
}

void cache_clear(struct cache *c, uint64_t generation) {
    for (size_t p = 0; p < CACHE_PARTS; p++) {
        pthread_mutex_lock(&c->parts[p].lock);
        c->parts[p].generation = generation;
        for (size_t s = p; s < CACHE_SETS; s += CACHE_PARTS)
            for (size_t w = 0; w < CACHE_WAYS; w++)
                forget(&c->entries[s][w]);
        pthread_mutex_unlock(&c->parts[p].lock);
    }
}

void cache_destroy(struct cache *c) {
    if (!c)
        return;
    cache_clear(c, 0);
    for (size_t i = 0; i < CACHE_PARTS; i++)
        pthread_mutex_destroy(&c->parts[i].lock);
    mem_free(c);
}

// A token's digest is as good as random: nobody can choose the set.
static size_t set_of(const unsigned char digest[CACHE_DIGEST]) {
    return ((size_t)digest[0] << 8 | digest[1]) % CACHE_SETS;
}

static struct entry *find(struct entry set[CACHE_WAYS], const unsigned char digest[CACHE_DIGEST]) {
    for (size_t w = 0; w < CACHE_WAYS; w++)
        if (set[w].block && !memcmp(set[w].digest, digest, CACHE_DIGEST))
            return &set[w];
    return NULL;
}

static bool copy_out(const struct entry *e, struct arena *a, struct caller *out) {
    char *block = arena_copy(a, e->block, e->len);
    *out = e->who;
    for (size_t i = 0; block && i < TEXTS; i++)
        *text_of(out, i) = block + (*text_of(out, i) - e->block);
    return block != NULL;
}

enum err cache_get(struct cache *c, const unsigned char digest[CACHE_DIGEST], when_ms now, struct arena *a,
                   struct caller *out) {
    size_t set = set_of(digest);
    struct part *part = &c->parts[set % CACHE_PARTS];
    enum err err = ERR_NOT_FOUND;
    pthread_mutex_lock(&part->lock);
    struct entry *e = find(c->entries[set], digest);
    if (e && e->expires <= now)
        forget(e);
    else if (e)
        err = copy_out(e, a, out) ? ERR_NONE : ERR_MEMORY;
    pthread_mutex_unlock(&part->lock);
    return err;
}

static bool make_entry(struct entry *e, const unsigned char digest[CACHE_DIGEST], when_ms expires, const struct caller *who) {
    *e = (struct entry){.expires = expires, .who = *who};
    memcpy(e->digest, digest, CACHE_DIGEST);
    for (size_t i = 0; i < TEXTS; i++)
        e->len += strlen(*text_of(&e->who, i)) + 1;
    char *to = e->block = mem_alloc(e->len);
    for (size_t i = 0; to && i < TEXTS; i++) {
        const char **text = text_of(&e->who, i);
        size_t len = strlen(*text) + 1;
        memcpy(to, *text, len);
        *text = to;
        to += len;
    }
    return e->block != NULL;
}

void cache_put(struct cache *c, const unsigned char digest[CACHE_DIGEST], when_ms expires, uint64_t generation,
               const struct caller *who) {
    size_t set = set_of(digest);
    struct part *part = &c->parts[set % CACHE_PARTS];
    struct entry fresh;
    if (who->authorization || !make_entry(&fresh, digest, expires, who))
        return;
    pthread_mutex_lock(&part->lock);
    bool current = part->generation == generation;
    struct entry *victim = find(c->entries[set], digest);
    for (size_t w = 0; !victim && w < CACHE_WAYS; w++)
        if (!c->entries[set][w].block)
            victim = &c->entries[set][w];
    for (size_t w = 0, first = 0; !victim && w < CACHE_WAYS; w++) {
        if (c->entries[set][w].expires < c->entries[set][first].expires)
            first = w;
        if (w == CACHE_WAYS - 1)
            victim = &c->entries[set][first];
    }
    if (current) {
        forget(victim);
        *victim = fresh;
    }
    pthread_mutex_unlock(&part->lock);
    if (!current)
        forget(&fresh);
}
