// SPDX-License-Identifier: Apache-2.0
// SQLite, as little of it as the keep needs: one file, one connection, held exclusively. Only app/keep includes this.
#ifndef TGOV_APP_KEEP_DB_H
#define TGOV_APP_KEEP_DB_H

#include "base/arena.h"
#include <sqlite3.h>
#include <stdint.h>

enum { DB_PATH = 1024, DB_BINDS = 16 };

struct db {
    sqlite3 *handle;
    char path[DB_PATH], aside[DB_PATH]; // the file, and where a damaged one goes
};

// A value of a statement's "?1", "?2" ...: text, or a number when `text` is NULL and `null` is not set.
struct db_bind {
    const char *text;
    int64_t number;
    bool null;
};
static inline struct db_bind db_text(const char *t) { return (struct db_bind){.text = t, .null = !t}; }
static inline struct db_bind db_number(int64_t n) { return (struct db_bind){.number = n}; }

struct db_call {
    const char *sql; // static
    struct db_bind binds[DB_BINDS];
    size_t count;
};

// Opens or makes it, mode 0600, checks it and brings the tables up to date. ERR_SYNTAX: it is damaged (not opened then).
// ERR_UNSUPPORTED: a newer Tgov wrote it. ERR_FULL, ERR_DENIED, ERR_IO, ERR_MEMORY.
enum err db_open(struct db *d, struct fault *f) TGOV_CHECKED;
void db_close(struct db *d);
// One statement without rows. ERR_CONFLICT for a broken constraint; else as db_open.
enum err db_run(struct db *d, const struct db_call *c, struct fault *f) TGOV_CHECKED;
int db_changes(struct db *d); // rows that the last db_run touched
// Calls `row` for each row until it returns an error, which is returned.
enum err db_rows(struct db *d, const struct db_call *c, enum err (*row)(void *arg, sqlite3_stmt *s), void *arg,
                 struct fault *f) TGOV_CHECKED;
// All of the statements or none.
enum err db_all(struct db *d, const struct db_call *calls, size_t count, struct fault *f) TGOV_CHECKED;
enum err db_begin(struct db *d, struct fault *f) TGOV_CHECKED;
enum err db_commit(struct db *d, struct fault *f) TGOV_CHECKED; // on failure it is rolled back
void db_rollback(struct db *d);
// A column as text in `a`; "" for NULL in the database. NULL when out of memory.
const char *db_column(sqlite3_stmt *s, int at, struct arena *a) TGOV_CHECKED;

// repair.c: renames the damaged file to `aside`, makes a new one and carries over every row that can still be read.
// `lost`: some could not. The database is open afterwards.
enum err db_repair(struct db *d, bool *lost, struct fault *f) TGOV_CHECKED;
// Removes the file and everything beside it, and makes an empty one.
enum err db_erase(struct db *d, struct fault *f) TGOV_CHECKED;

#endif
