// SPDX-License-Identifier: Apache-2.0
// A linked list behind a mutex. The items carry the link, so that putting never allocates and never fails for memory.
#include "base/queue.h"

#include "base/mem.h"

#include <pthread.h>
#include <time.h>

struct queue {
    pthread_mutex_t lock;
    pthread_cond_t filled;
    struct queue_item *first, *last;
    size_t count, cap;
    bool closed;
};

struct queue *queue_create(size_t cap) {
    struct queue *q = mem_alloc(sizeof *q);
    pthread_condattr_t attr;
    if (!q)
        return NULL;
    q->cap = cap;
    pthread_mutex_init(&q->lock, NULL);
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC); // a wait must not depend on someone setting the time
    pthread_cond_init(&q->filled, &attr);
    pthread_condattr_destroy(&attr);
    return q;
}

void queue_destroy(struct queue *q) {
    if (!q)
        return;
    pthread_cond_destroy(&q->filled);
    pthread_mutex_destroy(&q->lock);
    mem_free(q);
}

enum err queue_put(struct queue *q, struct queue_item *item) {
    enum err err = ERR_NONE;
    pthread_mutex_lock(&q->lock);
    if (q->closed) {
        err = ERR_CONFLICT;
    } else if (q->count == q->cap) {
        err = ERR_LIMIT;
    } else {
        item->next = NULL;
        if (q->last)
            q->last->next = item;
        else
            q->first = item;
        q->last = item;
        q->count++;
        pthread_cond_signal(&q->filled);
    }
    pthread_mutex_unlock(&q->lock);
    return err;
}

static struct timespec deadline_after(long ms) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    t.tv_sec += ms / 1000;
    t.tv_nsec += ms % 1000 * 1000000;
    if (t.tv_nsec >= 1000000000) {
        t.tv_sec++;
        t.tv_nsec -= 1000000000;
    }
    return t;
}

// Called with the lock held. Returns when there is something, the queue is closed, or the time is up.
static void wait_filled(struct queue *q, long wait_ms) {
    struct timespec until = deadline_after(wait_ms < 0 ? 0 : wait_ms);
    while (!q->first && !q->closed) {
        if (wait_ms < 0)
            pthread_cond_wait(&q->filled, &q->lock);
        else if (pthread_cond_timedwait(&q->filled, &q->lock, &until) != 0)
            return;
    }
}

static struct queue_item *take_first(struct queue *q) {
    struct queue_item *item = q->first;
    if (item) {
        q->first = item->next;
        if (!q->first)
            q->last = NULL;
        q->count--;
        item->next = NULL;
    }
    return item;
}

struct queue_item *queue_take(struct queue *q) { return queue_wait(q, 0); }

struct queue_item *queue_wait(struct queue *q, long wait_ms) {
    pthread_mutex_lock(&q->lock);
    if (wait_ms)
        wait_filled(q, wait_ms);
    struct queue_item *item = take_first(q);
    pthread_mutex_unlock(&q->lock);
    return item;
}

struct queue_item *queue_wait_all(struct queue *q, long wait_ms) {
    pthread_mutex_lock(&q->lock);
    if (wait_ms)
        wait_filled(q, wait_ms);
    struct queue_item *all = q->first;
    q->first = q->last = NULL;
    q->count = 0;
    pthread_mutex_unlock(&q->lock);
    return all;
}

void queue_close(struct queue *q) {
    pthread_mutex_lock(&q->lock);
    q->closed = true;
    pthread_cond_broadcast(&q->filled);
    pthread_mutex_unlock(&q->lock);
}
