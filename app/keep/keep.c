// SPDX-License-Identifier: Apache-2.0
// The keep itself: the lock on the folder, the thread that writes, and the queue of results.
#include "app/keep/inside.h"
#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

struct job {
    struct queue_item link;
    struct db_call call; // the values live in `arena`
    struct arena arena;
    struct keep_done *done; // made in advance, so that every ticket can be told
};

struct keep {
    void (*wake)(void *arg);
    void *wake_arg;
    when_ms (*now)(void);
    int lock_fd;
    bool threaded;
    pthread_t thread;
    struct queue *jobs, *results;
    atomic_int untold; // jobs and results together
    atomic_bool woken;

    pthread_mutex_t db_lock; // the database, `recovery`, `lost`
    struct db db;
    bool repaired, lost;
    struct fault recovery;

    pthread_mutex_t count_lock;
    pthread_cond_t settled_more;
    uint64_t queued, settled;
};

when_ms keep_now(struct keep *k) { return k->now(); }

// ---- Writing ----
static void note_repair(struct keep *k, bool lost) {
    const char *name = strrchr(k->db.aside, '/');
    k->repaired = true;
    k->lost = k->lost || lost;
    (void)fault_set(&k->recovery, ERR_SYNTAX, name ? name + 1 : k->db.aside, "the database was damaged and set aside");
}

bool keep_mended(struct keep *k, enum err err) {
    bool lost = false;
    if (err != ERR_SYNTAX || db_repair(&k->db, &lost, NULL))
        return false;
    note_repair(k, lost);
    return true;
}

static void tell(struct keep *k, struct job *j) {
    if (j->done && (j->done->ticket.token || j->done->err) && !queue_put(k->results, &j->done->link)) {
        j->done = NULL;
        if (!atomic_exchange(&k->woken, true) && k->wake)
            k->wake(k->wake_arg);
    } else {
        atomic_fetch_sub(&k->untold, 1);
    }
    keep_done_free(j->done);
    arena_finish(&j->arena);
    mem_free(j);
}

// Everything that is queued in one transaction: one sync, however fast the viewer types.
static enum err write_together(struct keep *k, struct job *first, struct fault *f) {
    enum err err = db_begin(&k->db, f);
    if (err)
        return err;
    for (struct job *j = first; j && !err; j = (struct job *)j->link.next)
        err = db_run(&k->db, &j->call, f);
    if (err)
        db_rollback(&k->db);
    return err ? err : db_commit(&k->db, f);
}

static void write_batch(struct keep *k, struct job *first) {
    struct fault f = {0};
    pthread_mutex_lock(&k->db_lock);
    enum err err = write_together(k, first, &f);
    if (keep_mended(k, err))
        err = write_together(k, first, &f);
    // One bad row must not fail its neighbours: each for itself then.
    for (struct job *j = first; j; j = (struct job *)j->link.next) {
        j->done->err = err ? db_all(&k->db, &j->call, 1, &j->done->fault) : ERR_NONE;
        if (j->done->err)
            log_line(LOG_WARN, "keep", "not-saved", "err=%s", err_name(j->done->err));
    }
    pthread_mutex_unlock(&k->db_lock);
}

static void *keep_thread(void *arg) {
    struct keep *k = arg;
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, NULL);
    for (struct job *first; (first = (struct job *)queue_wait_all(k->jobs, -1));) {
        uint64_t count = 0;
        write_batch(k, first);
        for (struct job *j = first, *next; j; j = next, count++) {
            next = (struct job *)j->link.next;
            tell(k, j);
        }
        pthread_mutex_lock(&k->count_lock);
        k->settled += count;
        pthread_cond_broadcast(&k->settled_more);
        pthread_mutex_unlock(&k->count_lock);
    }
    return NULL;
}

static bool copy_values(struct job *j, const struct db_call *c) {
    bool ok = true;
    j->call = *c;
    for (size_t i = 0; i < c->count && ok; i++)
        if (c->binds[i].text) {
            j->call.binds[i].text = arena_string(&j->arena, c->binds[i].text);
            ok = j->call.binds[i].text != NULL;
        }
    return ok;
}

enum err keep_later(struct keep *k, struct keep_ticket t, const struct db_call *c) {
    struct job *j = mem_alloc(sizeof *j);
    if (!j)
        return ERR_MEMORY;
    arena_init(&j->arena, 3 * KEEP_ANSWERS_BYTES);
    j->done = mem_alloc(sizeof *j->done);
    enum err err = j->done && copy_values(j, c) ? ERR_NONE : ERR_MEMORY;
    if (!err && atomic_load(&k->untold) >= KEEP_QUEUE_MAX)
        err = ERR_BUSY;
    if (!err) {
        j->done->ticket = t;
        atomic_fetch_add(&k->untold, 1);
        pthread_mutex_lock(&k->count_lock);
        k->queued++;
        pthread_mutex_unlock(&k->count_lock);
        if (!queue_put(k->jobs, &j->link))
            return ERR_NONE;
        atomic_fetch_sub(&k->untold, 1);
        pthread_mutex_lock(&k->count_lock);
        k->queued--;
        pthread_mutex_unlock(&k->count_lock);
        err = ERR_BUSY;
    }
    keep_done_free(j->done);
    arena_finish(&j->arena);
    mem_free(j);
    return err;
}

void keep_flush(struct keep *k) {
    pthread_mutex_lock(&k->count_lock);
    uint64_t until = k->queued;
    while (k->settled < until)
        pthread_cond_wait(&k->settled_more, &k->count_lock);
    pthread_mutex_unlock(&k->count_lock);
}

struct db *keep_hold(struct keep *k) {
    keep_flush(k);
    pthread_mutex_lock(&k->db_lock);
    return &k->db;
}

void keep_release(struct keep *k) { pthread_mutex_unlock(&k->db_lock); }

enum err keep_read(struct keep *k, const struct db_call *c, enum err (*row)(void *arg, sqlite3_stmt *s), void *arg,
                   struct fault *f) {
    struct db *d = keep_hold(k);
    enum err err = row(arg, NULL);
    if (!err)
        err = db_rows(d, c, row, arg, f);
    if (keep_mended(k, err) && !(err = row(arg, NULL)))
        err = db_rows(d, c, row, arg, f);
    keep_release(k);
    return err;
}

static enum err write_counted(struct db *d, const struct db_call *calls, size_t count, int *changed, struct fault *f) {
    enum err err = db_begin(d, f);
    if (err)
        return err;
    for (size_t i = 0; i < count && !err; i++) {
        err = db_run(d, &calls[i], f);
        if (i == 0 && changed)
            *changed = db_changes(d);
    }
    if (err)
        db_rollback(d);
    return err ? err : db_commit(d, f);
}

enum err keep_write(struct keep *k, const struct db_call *calls, size_t count, int *changed, struct fault *f) {
    struct db *d = keep_hold(k);
    enum err err = write_counted(d, calls, count, changed, f);
    if (keep_mended(k, err))
        err = write_counted(d, calls, count, changed, f);
    keep_release(k);
    return err;
}

// ---- Results ----
struct keep_done *keep_take(struct keep *k) {
    struct queue_item *i = queue_take(k->results);
    if (!i) {
        // One more look after the flag is down: a result that came in between would wake nobody.
        atomic_store(&k->woken, false);
        i = queue_take(k->results);
    }
    if (i)
        atomic_fetch_sub(&k->untold, 1);
    return (struct keep_done *)i;
}

void keep_done_free(struct keep_done *d) { mem_free(d); }

// ---- Opening and closing ----
// A lock on a file of its own: it lives as long as the process, however the process ends.
static enum err lock_folder(struct keep *k, const char *folder, struct fault *f) {
    char path[DB_PATH];
    snprintf(path, sizeof path, "%s/lock", folder);
    k->lock_fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (k->lock_fd < 0)
        return fault_set(f, err_of_errno(errno), folder, "the state folder cannot be used");
    if (flock(k->lock_fd, LOCK_EX | LOCK_NB))
        return fault_set(f, errno == EWOULDBLOCK ? ERR_CONFLICT : err_of_errno(errno), folder,
                         "another program uses the state folder");
    return ERR_NONE;
}

static enum err open_database(struct keep *k, struct fault *f) {
    bool lost = false;
    enum err err = db_open(&k->db, f);
    // What a newer version wrote cannot be read by this one, but it is not thrown away either.
    if (err != ERR_SYNTAX && err != ERR_UNSUPPORTED)
        return err;
    err = db_repair(&k->db, &lost, f);
    if (!err)
        note_repair(k, lost);
    return err;
}

static enum err start(struct keep *k, const struct keep_options *o, struct fault *f) {
    if (!o->folder || strlen(o->folder) > DB_PATH - 64)
        return fault_set(f, ERR_LIMIT, "folder", "no name, or too long a one, for the state folder");
    snprintf(k->db.path, sizeof k->db.path, "%s/keep.db", o->folder);
    snprintf(k->db.aside, sizeof k->db.aside, "%s/keep.damaged.db", o->folder);
    k->jobs = queue_create(KEEP_QUEUE_MAX);
    k->results = queue_create(KEEP_QUEUE_MAX);
    if (!k->jobs || !k->results)
        return fault_set(f, ERR_MEMORY, o->folder, "no memory for the keep");
    enum err err = file_make_folder(o->folder, f);
    if (!err)
        err = lock_folder(k, o->folder, f);
    if (!err)
        err = open_database(k, f);
    if (!err && pthread_create(&k->thread, NULL, keep_thread, k))
        err = fault_set(f, ERR_MEMORY, o->folder, "no thread for the keep");
    k->threaded = !err;
    return err;
}

enum err keep_open(const struct keep_options *o, struct keep **out, struct fault *f) {
    struct keep *k = mem_alloc(sizeof *k);
    if (!k)
        return fault_set(f, ERR_MEMORY, "keep", "no memory for the keep");
    k->wake = o->wake;
    k->wake_arg = o->wake_arg;
    k->now = o->now ? o->now : when_now;
    k->lock_fd = -1;
    pthread_mutex_init(&k->db_lock, NULL);
    pthread_mutex_init(&k->count_lock, NULL);
    pthread_cond_init(&k->settled_more, NULL);
    enum err err = start(k, o, f);
    if (err)
        keep_close(k);
    else
        *out = k;
    return err;
}

void keep_close(struct keep *k) {
    if (!k)
        return;
    if (k->jobs)
        queue_close(k->jobs);
    if (k->threaded)
        pthread_join(k->thread, NULL); // it writes what is queued first
    db_close(&k->db);
    for (struct keep_done *d; k->results && (d = keep_take(k));)
        keep_done_free(d);
    queue_destroy(k->jobs);
    queue_destroy(k->results);
    if (k->lock_fd >= 0)
        close(k->lock_fd);
    pthread_cond_destroy(&k->settled_more);
    pthread_mutex_destroy(&k->count_lock);
    pthread_mutex_destroy(&k->db_lock);
    mem_free(k);
}

const struct fault *keep_recovery(struct keep *k, bool *lost) {
    pthread_mutex_lock(&k->db_lock);
    bool repaired = k->repaired;
    if (lost)
        *lost = k->lost;
    pthread_mutex_unlock(&k->db_lock);
    return repaired ? &k->recovery : NULL;
}

enum err keep_erase(struct keep *k, struct fault *f) {
    struct db *d = keep_hold(k); // what was queued is written first, and goes with the rest
    enum err err = db_erase(d, f);
    keep_release(k);
    return err;
}

enum err keep_check_text(const char *text, size_t max, bool optional) {
    if (!text)
        return optional ? ERR_NONE : ERR_TYPE;
    size_t len = strlen(text);
    return len > max ? ERR_LIMIT : utf8_valid(text, len) ? ERR_NONE : ERR_TYPE;
}
