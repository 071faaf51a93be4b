// SPDX-License-Identifier: Apache-2.0
// A write of the store's own, to find out whether the disk takes writes again.
#include "backend/store/store_inner.h"

static const struct store_migration migrations[] = {
    {1, "probe", "CREATE TABLE probe(id BIGINT PRIMARY KEY, at BIGINT NOT NULL)"},
};
const struct store_module probe_module = {"probe", migrations, 1};

static struct store *store_of(struct store_job *job) {
    return (struct store *)(void *)((char *)job - offsetof(struct store, probe));
}

static enum err run(struct db *db, struct store_job *job) {
    static const struct db_sql touch = {"probe", "INSERT INTO probe(id, at) VALUES(1, $1)"
                                                 " ON CONFLICT(id) DO UPDATE SET at = excluded.at"};
    return db_run(db, &touch, (struct db_value[]){db_i(store_of(job)->probe_at)}, 1, NULL);
}

static void done(struct store_job *job) {
    struct store *s = store_of(job);
    pthread_mutex_lock(&s->lock);
    s->probing = false;
    pthread_mutex_unlock(&s->lock);
}

void store_probe(struct store *s, when_ms now) {
    pthread_mutex_lock(&s->lock);
    bool go = s->stats.last_commit != ERR_NONE && !s->probing;
    if (go) {
        s->probing = true;
        s->probe_at = now;
        s->probe = (struct store_job){.run = run, .done = done};
    }
    pthread_mutex_unlock(&s->lock);
    if (go && store_submit(s, &s->probe) != ERR_NONE)
        done(&s->probe);
}
