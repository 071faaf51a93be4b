// SPDX-License-Identifier: Apache-2.0
// The insides of a store, shared by store.c and writer.c only.
#ifndef TGOV_STORE_STORE_INNER_H
#define TGOV_STORE_STORE_INNER_H

#include "backend/store/sqlite.h"
#include "backend/store/store.h"
#include <pthread.h>
#include <stdatomic.h>

struct store {
    char *path;
    struct db *db; // the writer's; after the start only its thread touches it
    struct queue *queue;
    pthread_t writer;
    bool running;
    atomic_llong waiting;
    pthread_mutex_t lock; // of everything below
    pthread_cond_t reader_free;
    struct db *idle[STORE_READERS_MAX];
    size_t idle_count, reader_count;
    struct store_stats stats;
    struct db *tidy_db; // of the checkpointer
    pthread_t tidier;
    pthread_cond_t tidy_wanted;
    int64_t tidied_at; // commits when it last began
    bool tidying, stopping;
    struct store_job probe;
    when_ms probe_at;
    bool probing;
};

extern const struct store_module probe_module; // probe.c

void *store_writer(void *store); // the thread's body; ends when the queue is closed and empty
bool store_tidy_start(struct store *s) TGOV_CHECKED; // tidy.c
void store_tidy_stop(struct store *s);
void store_tidy_hint(struct store *s); // under the lock, after a commit

#endif
