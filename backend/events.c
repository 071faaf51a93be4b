// SPDX-License-Identifier: Apache-2.0
// Topics and their listeners. One lock: a publication copies a few hundred bytes to the listeners of one topic.
#include "backend/events.h"
#include "base/buf.h"
#include "base/mem.h"
#include <assert.h>
#include <pthread.h>

enum { BUCKETS = 256, LINE_MAX = 32 * 1024 };

struct events_client {
    struct events_client *next; // in its bucket
    char topic[EVENTS_TOPIC_MAX + 1];
    struct buf waiting;
    size_t read; // bytes of `waiting` that were taken
    bool asleep, dropped;
    void (*wake)(void *self);
    void *self;
};

struct events {
    pthread_mutex_t lock;
    struct events_client *buckets[BUCKETS];
    size_t count;
    unsigned long long last_id;
    bool closed;
};

struct events *events_create(void) {
    struct events *e = mem_alloc(sizeof *e);
    if (e)
        pthread_mutex_init(&e->lock, NULL);
    return e;
}

void events_destroy(struct events *e) {
    if (!e)
        return;
    assert(!e->count);
    pthread_mutex_destroy(&e->lock);
    mem_free(e);
}

static struct events_client **bucket_of(struct events *e, const char *topic) {
    return &e->buckets[hash_bytes(HASH_SEED, topic, strlen(topic)) % BUCKETS];
}

static void wake_up(struct events_client *c) {
    if (!c->asleep)
        return;
    c->asleep = false;
    c->wake(c->self);
}

static void drop(struct events_client *c) {
    c->dropped = true;
    wake_up(c);
}

// A listener whose buffer is full is dropped: it reads the resource again when it comes back, which is cheaper for
// everybody than an unbounded queue.
static void give(struct events_client *c, const char *bytes, size_t len) {
    if (c->dropped)
        return;
    buf_add(&c->waiting, bytes, len);
    if (c->waiting.err)
        drop(c);
    else
        wake_up(c);
}

void events_publish_as(struct events *e, const char *topic, const char *name, const char *json) {
    assert(!strchr(json, '\n') && !strchr(json, '\r'));
    struct buf line;
    buf_init(&line, LINE_MAX);
    pthread_mutex_lock(&e->lock);
    buf_printf(&line, "id: %llu\n", ++e->last_id);
    if (name)
        buf_printf(&line, "event: %s\n", name);
    buf_text_add(&line, "data: ");
    buf_text_add(&line, json);
    buf_text_add(&line, "\n\n");
    for (struct events_client *c = *bucket_of(e, topic); c; c = c->next)
        if (!strcmp(c->topic, topic)) {
            if (line.err)
                drop(c);
            else
                give(c, line.data, line.len);
        }
    pthread_mutex_unlock(&e->lock);
    buf_finish(&line);
}

void events_publish(struct events *e, const char *topic, const char *json) { events_publish_as(e, topic, NULL, json); }

struct events_client *events_join(struct events *e, const char *topic, void (*wake)(void *self), void *self) {
    struct events_client *c = strlen(topic) <= EVENTS_TOPIC_MAX ? mem_alloc(sizeof *c) : NULL;
    if (!c || !text_copy(c->topic, sizeof c->topic, topic)) {
        mem_free(c);
        return NULL;
    }
    buf_init(&c->waiting, EVENTS_BUFFER_MAX);
    buf_text_add(&c->waiting, "retry: 3000\n\n"); // also makes the headers leave at once
    c->wake = wake;
    c->self = self;
    pthread_mutex_lock(&e->lock);
    bool room = !e->closed && e->count < EVENTS_CLIENTS_MAX && !c->waiting.err;
    if (room) {
        struct events_client **bucket = bucket_of(e, topic);
        c->next = *bucket;
        *bucket = c;
        e->count++;
    }
    pthread_mutex_unlock(&e->lock);
    if (room)
        return c;
    buf_finish(&c->waiting);
    mem_free(c);
    return NULL;
}

void events_leave(struct events *e, struct events_client *c) {
    if (!c)
        return;
    pthread_mutex_lock(&e->lock);
    struct events_client **at = bucket_of(e, c->topic);
    while (*at && *at != c)
        at = &(*at)->next;
    if (*at) {
        *at = c->next;
        e->count--;
    }
    pthread_mutex_unlock(&e->lock);
    buf_finish(&c->waiting);
    mem_free(c);
}

long events_read(struct events *e, struct events_client *c, char *to, size_t room, void (*sleep)(void *self)) {
    pthread_mutex_lock(&e->lock);
    size_t n = c->waiting.len - c->read;
    n = n < room ? n : room;
    long result = (long)n;
    if (c->dropped) {
        result = -1;
    } else if (n) {
        memcpy(to, c->waiting.data + c->read, n);
        c->read += n;
        if (c->read == c->waiting.len) {
            buf_reset(&c->waiting);
            c->read = 0;
        }
    } else {
        c->asleep = true;
        sleep(c->self);
    }
    pthread_mutex_unlock(&e->lock);
    return result;
}

static void for_all(struct events *e, void (*act)(struct events_client *c)) {
    for (size_t i = 0; i < BUCKETS; i++)
        for (struct events_client *c = e->buckets[i]; c; c = c->next)
            act(c);
}

static void beat(struct events_client *c) {
    if (c->read == c->waiting.len)
        give(c, ":\n\n", 3);
}

void events_heartbeat(struct events *e) {
    pthread_mutex_lock(&e->lock);
    for_all(e, beat);
    pthread_mutex_unlock(&e->lock);
}

void events_close(struct events *e) {
    pthread_mutex_lock(&e->lock);
    e->closed = true;
    for_all(e, drop);
    pthread_mutex_unlock(&e->lock);
}

size_t events_count(struct events *e) {
    pthread_mutex_lock(&e->lock);
    size_t n = e->count;
    pthread_mutex_unlock(&e->lock);
    return n;
}

size_t events_listeners(struct events *e, const char *topic) {
    size_t n = 0;
    pthread_mutex_lock(&e->lock);
    for (const struct events_client *c = *bucket_of(e, topic); c; c = c->next)
        n += !c->dropped && !strcmp(c->topic, topic);
    pthread_mutex_unlock(&e->lock);
    return n;
}
