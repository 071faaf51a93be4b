// SPDX-License-Identifier: Apache-2.0
// The store: one database, one writer thread that commits whatever is queued in one transaction (one fdatasync for
// many writes), and reader connections for everybody else. What was acknowledged is on the disk.
//
// The embedded driver is SQLite: WAL, synchronous=FULL; another thread moves the log into the file meanwhile. A job that
// fails is undone alone, by its savepoint; when the whole group cannot be committed every job is tried again alone, so
// one bad row never fails its neighbours.
#ifndef TGOV_STORE_STORE_H
#define TGOV_STORE_STORE_H

#include "backend/store/db.h"
#include "base/queue.h"
#include "base/when.h"

enum {
    STORE_QUEUE_MAX = 8192, // writes waiting; beyond it store_submit says ERR_BUSY
    STORE_GROUP_MAX = 512,  // writes in one transaction
    STORE_READERS_MAX = 16, // connections for reading; store_read waits for a free one
};

struct store;

// A change of the schema. Numbers of a module are 1, 2, 3 …; once released, a migration never changes.
struct store_migration {
    int number;
    const char *name, *sql; // any number of statements
};
struct store_module {
    const char *name; // "cases"
    const struct store_migration *migrations;
    size_t count;
};

struct store_options {
    const struct store_module *modules; // applied in this order; the store's own come first by themselves
    size_t module_count;
    int64_t max_pages; // SQLite: the file may not grow beyond so many pages of 4096 bytes; 0: no limit
    bool skip_check;   // do not check the file's integrity at the start
    when_ms now_ms;    // noted beside the migrations that run
};

// `where` is "sqlite:FILE" ("sqlite::memory:" is not offered: readers need the file). "postgresql://" gives
// ERR_UNSUPPORTED. A file made by a newer program (unknown migrations) gives ERR_CONFLICT, a damaged one ERR_SYNTAX.
struct store *store_open(const char *where, const struct store_options *options, struct fault *f) TGOV_CHECKED;
// Runs what is queued, checkpoints, closes. Nobody may use the store any more. NULL is fine.
void store_close(struct store *s);

// A write. Owned by the caller until store_submit succeeds, then by the store until `done` is called; made by the
// caller, usually as the first field of something larger in a request's arena.
struct store_job {
    struct queue_item item;
    // On the writer thread, inside a transaction. An error undoes what this job wrote. May be called again after a
    // group failed, so it starts from scratch each time.
    enum err (*run)(struct db *db, struct store_job *job);
    // On the writer thread after the commit, or after the failure: job->err. The last touch of the job by the store.
    void (*done)(struct store_job *job);
    enum err err;
};

// ERR_BUSY when the queue is full, ERR_CONFLICT when the store is closing.
enum err store_submit(struct store *s, struct store_job *job) TGOV_CHECKED;
// Submits and waits. For start-up, tests and command lines, never on the writer thread.
enum err store_write(struct store *s, struct store_job *job) TGOV_CHECKED;

// A connection with one consistent picture of the database until store_read_end. Short uses only. NULL when the
// database cannot be opened.
struct db *store_read(struct store *s) TGOV_CHECKED;
void store_read_end(struct store *s, struct db *db); // NULL is fine

struct store_stats {
    int64_t commits, jobs, failed_jobs, retried_groups;
    int64_t waiting;          // in the queue now
    int64_t largest_group;
    enum err last_commit;     // ERR_NONE while writing works
};
struct store_stats store_stats(struct store *s);
// After a failed commit: tries one small write of its own, without waiting for it, so that store_stats tells when the
// disk is well again even if nobody sends anything. Does nothing while writing works or a try is on its way.
void store_probe(struct store *s, when_ms now);

#endif
