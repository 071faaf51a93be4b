// SPDX-License-Identifier: Apache-2.0
// A table of fixed size in sets of eight: when a set is full the entry that is nearest its end gives way. A restart forgets
// everything, which lets a proof of the last minute through once more and is otherwise harmless.
#include "backend/issuer/inside.h"
#include "base/mem.h"
#include <pthread.h>

enum { SETS = 2048, WAYS = 8, SLOW_DOWN_S = 5, INTERVAL_MAX_S = 600, EARLY_MS = 500 };

struct seen {
    unsigned char key[16];
    when_ms at, until; // until 0: free
    int interval_s;
};
struct recent {
    pthread_mutex_t lock;
    struct seen table[SETS][WAYS];
};

struct recent *recent_create(void) {
    struct recent *r = mem_alloc(sizeof *r);
    if (r)
        pthread_mutex_init(&r->lock, NULL);
    return r;
}

void recent_destroy(struct recent *r) {
    if (!r)
        return;
    pthread_mutex_destroy(&r->lock);
    mem_free(r);
}

// The entry, or a free one for it with `until` 0. Keys are hashes, so any of their bytes spread well.
static struct seen *slot(struct recent *r, const struct secret_hash *what, when_ms now) {
    struct seen *set = r->table[(what->bytes[16] << 8 | what->bytes[17]) % SETS], *victim = set;
    for (size_t i = 0; i < WAYS; i++) {
        if (set[i].until > now && !memcmp(set[i].key, what->bytes, sizeof set[i].key))
            return &set[i];
        if (set[i].until < victim->until)
            victim = &set[i];
    }
    *victim = (struct seen){.until = 0};
    memcpy(victim->key, what->bytes, sizeof victim->key);
    return victim;
}

bool recent_first(struct recent *r, const struct secret_hash *what, when_ms now, when_ms life) {
    pthread_mutex_lock(&r->lock);
    struct seen *s = slot(r, what, now);
    bool first = s->until == 0;
    if (first)
        s->until = now + life;
    pthread_mutex_unlock(&r->lock);
    return first;
}

int recent_poll(struct recent *r, const struct secret_hash *device, when_ms now, when_ms life) {
    pthread_mutex_lock(&r->lock);
    struct seen *s = slot(r, device, now);
    bool early = s->until && now - s->at < s->interval_s * 1000 - EARLY_MS;
    if (!s->until)
        *s = (struct seen){.until = now + life, .interval_s = ISSUER_INTERVAL_S};
    memcpy(s->key, device->bytes, sizeof s->key);
    if (early && s->interval_s < INTERVAL_MAX_S)
        s->interval_s += SLOW_DOWN_S;
    s->at = now;
    int interval = early ? 0 : s->interval_s;
    pthread_mutex_unlock(&r->lock);
    return interval;
}
