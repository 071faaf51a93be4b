// SPDX-License-Identifier: Apache-2.0
// The embedded driver, seen only by backend/store: one SQLite connection behind `struct db`, and the few commands that
// the store itself needs. A PostgreSQL driver offers the same functions over libpq.
#ifndef TGOV_STORE_SQLITE_H
#define TGOV_STORE_SQLITE_H

#include "backend/store/db.h"

struct sqlite_options {
    bool writer;       // may change the file
    bool create;       // makes the file, readable by its owner only; never while the process has a connection to it
    int64_t max_pages; // 0: no limit
};

struct db *sqlite_open(const char *path, const struct sqlite_options *o, struct fault *f) TGOV_CHECKED;
void sqlite_close(struct db *db); // NULL is fine

// Commands of a connection: no values, no rows.
enum db_command { DB_BEGIN_READ, DB_BEGIN_WRITE, DB_COMMIT, DB_ROLLBACK, DB_SAVE, DB_RELEASE, DB_UNDO, DB_COMMANDS };
enum err db_command(struct db *db, enum db_command c) TGOV_CHECKED;
bool db_in_transaction(const struct db *db); // a full disk ends a transaction by itself
void db_reset_all(struct db *db);            // finishes statements that somebody forgot
enum err db_script(struct db *db, const char *sql, struct fault *f) TGOV_CHECKED; // {serial} and {bytes} replaced
enum err sqlite_check(struct db *db, struct fault *f) TGOV_CHECKED;               // the file's integrity
void sqlite_checkpoint(struct db *db); // moves the log into the file and empties it
void sqlite_checkpoint_some(struct db *db); // moves what it can without holding up anybody

#endif
