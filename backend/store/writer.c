// SPDX-License-Identifier: Apache-2.0
// The one thread that writes: takes what is queued, runs it as one transaction, commits once, reports to each job.
#include "backend/store/store_inner.h"
#include "base/log.h"

static enum err command(struct store *s, enum db_command c) {
    db_reset_all(s->db);
    return db_command(s->db, c);
}

static void give_up(struct store *s) {
    if (db_in_transaction(s->db) && command(s, DB_ROLLBACK) != ERR_NONE)
        log_line(LOG_ERROR, "store", "rollback", "error=failed");
}

// Undoes only what this job wrote. An error means that the whole transaction is lost: SQLite itself rolls it back when
// the disk is full or memory is short.
static enum err run_in_group(struct store *s, struct store_job *job) {
    enum err err = command(s, DB_SAVE);
    if (err)
        return err;
    job->err = job->run(s->db, job);
    if (!db_in_transaction(s->db))
        return job->err ? job->err : ERR_IO;
    if (job->err) {
        err = command(s, DB_UNDO);
        if (err)
            return err;
    }
    return command(s, DB_RELEASE);
}

static enum err commit_group(struct store *s, struct queue_item *list, size_t count) {
    enum err err = command(s, DB_BEGIN_WRITE);
    for (struct queue_item *item = list; !err && count; item = item->next, count--)
        err = run_in_group(s, (struct store_job *)item);
    if (!err)
        err = command(s, DB_COMMIT);
    if (err)
        give_up(s);
    return err;
}

// The second try of a group that could not be committed: one transaction a job. Returns how the last one ended that
// was not refused for its own reasons.
static enum err commit_each(struct store *s, struct queue_item *list, size_t count) {
    enum err last = ERR_NONE;
    for (struct queue_item *item = list; count; item = item->next, count--) {
        struct store_job *job = (struct store_job *)item;
        enum err err = commit_group(s, item, 1);
        last = err;
        if (err)
            job->err = err;
    }
    return last;
}

static void note(struct store *s, struct queue_item *list, size_t count, bool retried, enum err err) {
    int64_t failed = 0;
    size_t left = count;
    for (struct queue_item *item = list; left; item = item->next, left--) {
        enum err one = ((struct store_job *)item)->err;
        failed += one != ERR_NONE;
        if (one == ERR_FULL || one == ERR_IO)
            err = one; // the disk's trouble, though the transaction around it survived
    }
    pthread_mutex_lock(&s->lock);
    struct store_stats *st = &s->stats;
    st->commits += err ? 0 : retried ? (int64_t)count : 1;
    st->jobs += (int64_t)count;
    st->failed_jobs += failed;
    st->retried_groups += retried;
    st->largest_group = (int64_t)count > st->largest_group ? (int64_t)count : st->largest_group;
    st->last_commit = err;
    store_tidy_hint(s);
    pthread_mutex_unlock(&s->lock);
}

// Runs the first `count` jobs of the list and returns the rest. A job belongs to its owner again once `done` was
// called, so `next` is read before.
static struct queue_item *finish_group(struct store *s, struct queue_item *list, size_t count) {
    enum err err = commit_group(s, list, count);
    bool retried = err != ERR_NONE;
    if (retried) {
        log_line(LOG_WARN, "store", "group", "error=%s jobs=%zu action=one-by-one", err_name(err), count);
        err = commit_each(s, list, count);
    }
    note(s, list, count, retried, err);
    atomic_fetch_sub(&s->waiting, (long long)count);
    while (count--) {
        struct store_job *job = (struct store_job *)list;
        list = list->next;
        if (job->done)
            job->done(job);
    }
    return list;
}

void *store_writer(void *store) {
    struct store *s = store;
    for (struct queue_item *list; (list = queue_wait_all(s->queue, -1));)
        while (list) {
            size_t count = 0;
            for (struct queue_item *item = list; item && count < STORE_GROUP_MAX; item = item->next)
                count++;
            list = finish_group(s, list, count);
        }
    return NULL;
}
