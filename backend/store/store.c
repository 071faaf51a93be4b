// SPDX-License-Identifier: Apache-2.0
// Opening and closing the store, its pool of reader connections, and handing jobs to the writer (writer.c).
#include "backend/store/store_inner.h"
#include "backend/store/migrate.h"
#include "backend/store/replay.h"
#include "base/log.h"
#include "base/mem.h"

static const char *const sqlite_prefix = "sqlite:";

static bool open_database(struct store *s, const char *where, const struct store_options *o, struct fault *f) {
    if (str_starts(str_of(where), "postgresql://") || str_starts(str_of(where), "postgres://")) {
        fault_set(f, ERR_UNSUPPORTED, "store", "the PostgreSQL driver is not built in; use sqlite:FILE");
        return false;
    }
    if (!str_starts(str_of(where), sqlite_prefix) || !where[strlen(sqlite_prefix)]) {
        fault_set(f, ERR_UNSUPPORTED, "store", "expected sqlite:FILE");
        return false;
    }
    s->path = mem_copy_string(where + strlen(sqlite_prefix));
    if (!s->path) {
        fault_set(f, ERR_MEMORY, "store", "out of memory");
        return false;
    }
    s->db = sqlite_open(s->path, &(struct sqlite_options){.writer = true, .create = true, .max_pages = o->max_pages}, f);
    const struct store_module own[] = {replay_module, probe_module};
    return s->db && (o->skip_check || sqlite_check(s->db, f) == ERR_NONE) &&
           migrate(s->db, own, 2, o->now_ms, f) == ERR_NONE &&
           migrate(s->db, o->modules, o->module_count, o->now_ms, f) == ERR_NONE;
}

struct store *store_open(const char *where, const struct store_options *options, struct fault *f) {
    struct fault local = {0};
    f = f ? f : &local;
    *f = (struct fault){0};
    struct store *s = mem_alloc(sizeof *s);
    if (!s) {
        fault_set(f, ERR_MEMORY, "store", "out of memory");
        return NULL;
    }
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->reader_free, NULL);
    pthread_cond_init(&s->tidy_wanted, NULL);
    if (!open_database(s, where, options, f))
        goto out;
    s->queue = queue_create(STORE_QUEUE_MAX);
    if (!s->queue || pthread_create(&s->writer, NULL, store_writer, s) != 0) {
        fault_set(f, ERR_MEMORY, "store", "the writer cannot be started");
        goto out;
    }
    s->running = true;
    if (store_tidy_start(s))
        return s;
    fault_set(f, ERR_MEMORY, "store", "the checkpointer cannot be started");
out:
    store_close(s);
    return NULL;
}

void store_close(struct store *s) {
    if (!s)
        return;
    if (s->running) {
        queue_close(s->queue);
        pthread_join(s->writer, NULL);
    }
    store_tidy_stop(s);
    for (size_t i = 0; i < s->idle_count; i++)
        sqlite_close(s->idle[i]);
    if (s->running)
        sqlite_checkpoint(s->db);
    sqlite_close(s->db);
    queue_destroy(s->queue);
    pthread_cond_destroy(&s->reader_free);
    pthread_cond_destroy(&s->tidy_wanted);
    pthread_mutex_destroy(&s->lock);
    mem_free(s->path);
    mem_free(s);
}

// ---- readers ----

static struct db *take_reader(struct store *s, bool *may_open) {
    pthread_mutex_lock(&s->lock);
    while (!s->idle_count && s->reader_count == STORE_READERS_MAX)
        pthread_cond_wait(&s->reader_free, &s->lock);
    struct db *db = s->idle_count ? s->idle[--s->idle_count] : NULL;
    *may_open = !db;
    s->reader_count += !db;
    pthread_mutex_unlock(&s->lock);
    return db;
}

static void lose_reader(struct store *s, struct db *db) {
    sqlite_close(db);
    pthread_mutex_lock(&s->lock);
    s->reader_count--;
    pthread_cond_signal(&s->reader_free);
    pthread_mutex_unlock(&s->lock);
}

struct db *store_read(struct store *s) {
    bool may_open;
    struct db *db = take_reader(s, &may_open);
    if (may_open) {
        struct fault f = {0};
        db = sqlite_open(s->path, &(struct sqlite_options){0}, &f);
        if (!db)
            log_line(LOG_ERROR, "store", "reader", "error=%s detail=%s", err_name(f.code), f.what);
    }
    if (db && db_command(db, DB_BEGIN_READ) == ERR_NONE)
        return db;
    lose_reader(s, db);
    return NULL;
}

void store_read_end(struct store *s, struct db *db) {
    if (!db)
        return;
    db_reset_all(db);
    if (db_command(db, DB_COMMIT) != ERR_NONE) {
        lose_reader(s, db);
        return;
    }
    pthread_mutex_lock(&s->lock);
    s->idle[s->idle_count++] = db;
    pthread_cond_signal(&s->reader_free);
    pthread_mutex_unlock(&s->lock);
}

// ---- writes ----

enum err store_submit(struct store *s, struct store_job *job) {
    atomic_fetch_add(&s->waiting, 1);
    enum err err = queue_put(s->queue, &job->item);
    if (err)
        atomic_fetch_sub(&s->waiting, 1);
    return err == ERR_LIMIT ? ERR_BUSY : err;
}

struct wait { // of store_write: the job's own `done` is put aside meanwhile
    struct store_job job, *inner;
    pthread_mutex_t lock;
    pthread_cond_t finished;
    bool ready;
};

static enum err wait_run(struct db *db, struct store_job *job) {
    struct wait *w = (struct wait *)job;
    return w->inner->run(db, w->inner);
}

static void wait_done(struct store_job *job) {
    struct wait *w = (struct wait *)job;
    w->inner->err = job->err;
    if (w->inner->done)
        w->inner->done(w->inner);
    pthread_mutex_lock(&w->lock);
    w->ready = true;
    pthread_cond_signal(&w->finished);
    pthread_mutex_unlock(&w->lock);
}

enum err store_write(struct store *s, struct store_job *job) {
    struct wait w = {.job = {.run = wait_run, .done = wait_done}, .inner = job};
    pthread_mutex_init(&w.lock, NULL);
    pthread_cond_init(&w.finished, NULL);
    enum err err = store_submit(s, &w.job);
    if (!err) {
        pthread_mutex_lock(&w.lock);
        while (!w.ready)
            pthread_cond_wait(&w.finished, &w.lock);
        pthread_mutex_unlock(&w.lock);
        err = w.job.err;
    }
    pthread_cond_destroy(&w.finished);
    pthread_mutex_destroy(&w.lock);
    return err;
}

struct store_stats store_stats(struct store *s) {
    pthread_mutex_lock(&s->lock);
    struct store_stats stats = s->stats;
    pthread_mutex_unlock(&s->lock);
    stats.waiting = atomic_load(&s->waiting);
    return stats;
}
