// SPDX-License-Identifier: Apache-2.0
// A counted reference behind a lock.
#include "backend/holder.h"
#include "base/mem.h"
#include <pthread.h>

struct held {
    void *thing;
    long users; // of which the holder itself is one
};

struct holder {
    pthread_mutex_t lock;
    struct held *now;
    void (*destroy)(void *thing);
};

struct holder *holder_create(void (*destroy)(void *thing)) {
    struct holder *h = mem_alloc(sizeof *h);
    if (!h)
        return NULL;
    pthread_mutex_init(&h->lock, NULL);
    h->destroy = destroy;
    return h;
}

void holder_destroy(struct holder *h) {
    if (!h)
        return;
    holder_let_go(h, h->now);
    pthread_mutex_destroy(&h->lock);
    mem_free(h);
}

bool holder_put(struct holder *h, void *thing) {
    struct held *d = mem_alloc(sizeof *d);
    if (!d)
        return false;
    *d = (struct held){thing, 1};
    pthread_mutex_lock(&h->lock);
    struct held *old = h->now;
    h->now = d;
    pthread_mutex_unlock(&h->lock);
    holder_let_go(h, old);
    return true;
}

struct held *holder_take(struct holder *h) {
    pthread_mutex_lock(&h->lock);
    struct held *d = h->now;
    if (d)
        d->users++;
    pthread_mutex_unlock(&h->lock);
    return d;
}

void *held_thing(const struct held *d) { return d ? d->thing : NULL; }

void holder_let_go(struct holder *h, struct held *d) {
    if (!d)
        return;
    pthread_mutex_lock(&h->lock);
    bool last = --d->users == 0;
    pthread_mutex_unlock(&h->lock);
    if (!last)
        return;
    h->destroy(d->thing);
    mem_free(d);
}
