// SPDX-License-Identifier: Apache-2.0
// Moves the write-ahead log into the database file beside the writer, so that a submission does not have to wait for
// it: done by the writer itself, every few hundred commits one group would take some ten milliseconds longer. The
// writer still does it when the log has grown in spite of this (sqlite.c), and then has little left to move.
#include "backend/store/store_inner.h"

enum { TIDY_COMMITS = 24 };

static void *tidier(void *store) {
    struct store *s = store;
    pthread_mutex_lock(&s->lock);
    for (;;) {
        while (!s->stopping && s->stats.commits - s->tidied_at < TIDY_COMMITS)
            pthread_cond_wait(&s->tidy_wanted, &s->lock);
        if (s->stopping)
            break;
        s->tidied_at = s->stats.commits;
        pthread_mutex_unlock(&s->lock);
        sqlite_checkpoint_some(s->tidy_db);
        pthread_mutex_lock(&s->lock);
    }
    pthread_mutex_unlock(&s->lock);
    return NULL;
}

bool store_tidy_start(struct store *s) {
    struct fault f;
    s->tidy_db = sqlite_open(s->path, &(struct sqlite_options){.writer = true}, &f);
    s->tidying = s->tidy_db && !pthread_create(&s->tidier, NULL, tidier, s);
    return s->tidying;
}

void store_tidy_stop(struct store *s) {
    if (s->tidying) {
        pthread_mutex_lock(&s->lock);
        s->stopping = true;
        pthread_cond_signal(&s->tidy_wanted);
        pthread_mutex_unlock(&s->lock);
        pthread_join(s->tidier, NULL);
    }
    sqlite_close(s->tidy_db);
}

void store_tidy_hint(struct store *s) {
    if (s->stats.commits - s->tidied_at >= TIDY_COMMITS)
        pthread_cond_signal(&s->tidy_wanted);
}
