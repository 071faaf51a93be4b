// SPDX-License-Identifier: Apache-2.0
// The list of open connections and their deadlines.
#include "backend/watch.h"
#include "base/mem.h"
#include <pthread.h>
#include <sys/socket.h>

struct watch {
    pthread_mutex_t lock;
    struct watched *first;
    size_t count;
};

struct watch *watch_create(void) {
    struct watch *w = mem_alloc(sizeof *w);
    if (w)
        pthread_mutex_init(&w->lock, NULL);
    return w;
}

void watch_destroy(struct watch *w) {
    if (!w)
        return;
    while (w->first)
        watch_remove(w, w->first);
    pthread_mutex_destroy(&w->lock);
    mem_free(w);
}

struct watched *watch_add(struct watch *w, int fd) {
    struct watched *c = mem_alloc(sizeof *c);
    if (!c)
        return NULL;
    c->fd = fd;
    pthread_mutex_lock(&w->lock);
    c->next = w->first;
    if (w->first)
        w->first->previous = c;
    w->first = c;
    w->count++;
    pthread_mutex_unlock(&w->lock);
    return c;
}

void watch_remove(struct watch *w, struct watched *c) {
    pthread_mutex_lock(&w->lock);
    if (c->previous)
        c->previous->next = c->next;
    else
        w->first = c->next;
    if (c->next)
        c->next->previous = c->previous;
    w->count--;
    pthread_mutex_unlock(&w->lock);
    mem_free(c);
}

size_t watch_sweep(struct watch *w, when_ms now) {
    size_t late = 0;
    pthread_mutex_lock(&w->lock); // while it is held no descriptor of the list can be closed and given to another
    for (struct watched *c = w->first; c; c = c->next) {
        when_ms deadline = atomic_load_explicit(&c->deadline, memory_order_relaxed);
        if (!deadline || now < deadline)
            continue;
        shutdown(c->fd, SHUT_RDWR);
        atomic_store(&c->deadline, 0);
        late++;
    }
    pthread_mutex_unlock(&w->lock);
    return late;
}

size_t watch_count(struct watch *w) {
    pthread_mutex_lock(&w->lock);
    size_t n = w->count;
    pthread_mutex_unlock(&w->lock);
    return n;
}
