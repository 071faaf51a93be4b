// SPDX-License-Identifier: Apache-2.0
// A hash table with two lists by last use.
#include "ui/text/cache.h"
#include "base/mem.h"

enum { LENT_FACTOR = 4, ALIGN = 16 };

static bool is_lent(uint32_t kind) { return kind >= CACHE_LINE; }
static struct cache_list *list_of(struct cache *c, uint32_t kind) { return is_lent(kind) ? &c->lent : &c->internal; }

static uint64_t mix(uint64_t h, uint64_t v) {
    h = (h ^ v) * UINT64_C(0x9E3779B97F4A7C15);
    return h ^ (h >> 29);
}

static uint64_t hash_key(const struct cache_key *k) {
    uint64_t h = mix(k->kind, (uint64_t)k->a << 32 | k->b);
    h = mix(h, (uint64_t)k->c << 32 | k->d);
    size_t i = 0;
    for (; i + 8 <= k->text.len; i += 8) {
        uint64_t word;
        memcpy(&word, k->text.p + i, 8);
        h = mix(h, word);
    }
    uint64_t rest = k->text.len;
    for (; i < k->text.len; i++)
        rest = rest << 8 | (unsigned char)k->text.p[i];
    return mix(h, rest);
}

static bool same_key(const struct cache_key *a, const struct cache_key *b) {
    return a->kind == b->kind && a->a == b->a && a->b == b->b && a->c == b->c && a->d == b->d &&
           str_same(a->text, b->text);
}

static void unlink_entry(struct cache_list *l, struct cache_entry *e) {
    *(e->newer ? &e->newer->older : &l->newest) = e->older;
    *(e->older ? &e->older->newer : &l->oldest) = e->newer;
    l->bytes -= e->bytes;
}

static void link_newest(struct cache_list *l, struct cache_entry *e) {
    e->newer = NULL;
    e->older = l->newest;
    *(l->newest ? &l->newest->newer : &l->oldest) = e;
    l->newest = e;
    l->bytes += e->bytes;
}

static struct cache_entry *lookup(struct cache *c, const struct cache_key *key, uint64_t hash) {
    struct cache_entry *e = c->buckets[hash % CACHE_BUCKETS];
    while (e && (e->hash != hash || !same_key(&e->key, key)))
        e = e->chain;
    return e;
}

static void evict(struct cache *c, struct cache_entry *e) {
    struct cache_entry **at = &c->buckets[e->hash % CACHE_BUCKETS];
    while (*at != e)
        at = &(*at)->chain;
    *at = e->chain;
    unlink_entry(list_of(c, e->key.kind), e);
    c->finish(e->key.kind, e->payload);
    c->entries--;
    mem_free(e);
}

void text_cache_init(struct cache *c, size_t budget, void (*finish)(uint32_t kind, void *payload)) {
    *c = (struct cache){.budget = budget, .finish = finish, .frame = 2};
}

void text_cache_clear(struct cache *c) {
    while (c->internal.oldest)
        evict(c, c->internal.oldest);
    while (c->lent.oldest)
        evict(c, c->lent.oldest);
}

void *text_cache_find(struct cache *c, const struct cache_key *key) {
    struct cache_entry *e = lookup(c, key, hash_key(key));
    if (!e)
        return NULL;
    struct cache_list *l = list_of(c, key->kind);
    e->frame = c->frame;
    if (l->newest != e) {
        unlink_entry(l, e);
        link_newest(l, e);
    }
    c->hits++;
    return e->payload;
}

void *text_cache_add(struct cache *c, const struct cache_key *key, size_t size, size_t extra) {
    size_t head = (sizeof(struct cache_entry) + ALIGN - 1) / ALIGN * ALIGN;
    size_t all = head + size + key->text.len;
    if (is_lent(key->kind) && c->lent.bytes + all + extra > c->budget * LENT_FACTOR &&
        (!c->lent.oldest || c->lent.oldest->frame + 1 >= c->frame))
        return NULL;
    struct cache_entry *e = mem_alloc(all);
    if (!e)
        return NULL;
    e->payload = (char *)e + head;
    e->key = *key;
    e->key.text.p = (char *)e->payload + size;
    if (key->text.len)
        memcpy((char *)e->payload + size, key->text.p, key->text.len);
    e->hash = hash_key(key);
    e->bytes = all + extra;
    e->frame = c->frame;
    e->chain = c->buckets[e->hash % CACHE_BUCKETS];
    c->buckets[e->hash % CACHE_BUCKETS] = e;
    link_newest(list_of(c, key->kind), e);
    c->entries++;
    return e->payload;
}

void text_cache_drop(struct cache *c, const struct cache_key *key) {
    struct cache_entry *e = lookup(c, key, hash_key(key));
    if (e)
        evict(c, e);
}

void text_cache_trim(struct cache *c) {
    while (cache_bytes(c) > c->budget) {
        struct cache_entry *lent = c->lent.oldest;
        bool free_lent = lent && lent->frame + 1 < c->frame;
        // Lines cost more to make again than what they are made from, so the internal half goes first while it is
        // the larger.
        if (c->internal.oldest && (!free_lent || c->internal.bytes > c->budget / 2))
            evict(c, c->internal.oldest);
        else if (free_lent)
            evict(c, lent);
        else
            return;
        c->evicted++;
    }
}
