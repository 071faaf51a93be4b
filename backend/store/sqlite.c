// SPDX-License-Identifier: Apache-2.0
// Opening, configuring, checking and closing one SQLite connection, and the commands around transactions.
#include "backend/store/sqlite_db.h"
#include "base/buf.h"
#include "base/mem.h"
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

enum { BUSY_WAIT_MS = 5000, SCRIPT_MAX = 256 * 1024, LOG_LIMIT_BYTES = 64 << 20 };

enum err sqlite_err(int code) {
    switch (code & 0xff) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE: return ERR_NONE;
    case SQLITE_NOMEM: return ERR_MEMORY;
    case SQLITE_FULL: return ERR_FULL;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return ERR_BUSY;
    case SQLITE_TOOBIG: return ERR_LIMIT;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_ERROR:
    case SQLITE_RANGE: return ERR_SYNTAX;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH: return ERR_DENIED;
    case SQLITE_CONSTRAINT:
        if (code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY || code == SQLITE_CONSTRAINT_ROWID)
            return ERR_DUPLICATE;
        return code == SQLITE_CONSTRAINT_FOREIGNKEY ? ERR_REFERENCE : ERR_CONFLICT;
    default: return ERR_IO;
    }
}

// Created by us first, so that citizens' data is never readable by others, not even for a moment. The log beside it
// takes the same rights. Only before the first connection: closing any descriptor of a file drops all locks that the
// process holds on it (sqlite.org/howtocorrupt.html, 2.2), and another program would then delete the log under us.
static enum err create_file(const char *path, struct fault *f) {
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return fault_set(f, ERR_IO, path, "cannot be opened or created");
    close(fd);
    return ERR_NONE;
}

static enum err configure(struct db *db, const char *path, const struct sqlite_options *o, struct fault *f) {
    char text[512];
    // A larger page cache spares reads; the log is cut back after a burst; foreign keys are off in SQLite by default.
    // At 4000 pages of log the writer moves what tidy.c has left, so that the log starts over.
    snprintf(text, sizeof text,
             "%s PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-16384; PRAGMA temp_store=MEMORY;"
             "PRAGMA trusted_schema=OFF; PRAGMA journal_size_limit=%d; PRAGMA wal_autocheckpoint=4000; %s",
             o->writer ? "PRAGMA journal_mode=WAL;" : "", LOG_LIMIT_BYTES, o->writer ? "" : "PRAGMA query_only=ON;");
    int code = sqlite3_exec(db->handle, text, NULL, NULL, NULL);
    if (!code && o->max_pages > 0) {
        snprintf(text, sizeof text, "PRAGMA max_page_count=%lld", (long long)o->max_pages);
        code = sqlite3_exec(db->handle, text, NULL, NULL, NULL);
    }
    if (code)
        return fault_set(f, sqlite_err(code), path, "%s", sqlite3_errmsg(db->handle));
    return ERR_NONE;
}

struct db *sqlite_open(const char *path, const struct sqlite_options *o, struct fault *f) {
    if (o->create && create_file(path, f) != ERR_NONE)
        return NULL;
    struct db *db = mem_alloc(sizeof *db);
    if (!db) {
        fault_set(f, ERR_MEMORY, path, "out of memory");
        return NULL;
    }
    int code = sqlite3_open_v2(path, &db->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    if (code) {
        fault_set(f, sqlite_err(code), path, "%s", db->handle ? sqlite3_errmsg(db->handle) : "out of memory");
        sqlite_close(db);
        return NULL;
    }
    sqlite3_extended_result_codes(db->handle, 1);
    sqlite3_busy_timeout(db->handle, BUSY_WAIT_MS);
    if (configure(db, path, o, f) != ERR_NONE) {
        sqlite_close(db);
        return NULL;
    }
    return db;
}

void sqlite_close(struct db *db) {
    if (!db)
        return;
    for (size_t i = 0; i < DB_SLOTS; i++)
        if (db->slots[i]) {
            sqlite3_finalize(db->slots[i]->raw);
            mem_free(db->slots[i]);
        }
    sqlite3_close_v2(db->handle);
    mem_free(db);
}

enum err db_command(struct db *db, enum db_command c) {
    static const struct db_sql commands[DB_COMMANDS] = {
        [DB_BEGIN_READ] = {"begin-read", "BEGIN"},   [DB_BEGIN_WRITE] = {"begin", "BEGIN IMMEDIATE"},
        [DB_COMMIT] = {"commit", "COMMIT"},          [DB_ROLLBACK] = {"rollback", "ROLLBACK"},
        [DB_SAVE] = {"save", "SAVEPOINT job"},       [DB_RELEASE] = {"release", "RELEASE job"},
        [DB_UNDO] = {"undo", "ROLLBACK TO job"},
    };
    return db_run(db, &commands[c], NULL, 0, NULL);
}

bool db_in_transaction(const struct db *db) { return !sqlite3_get_autocommit(db->handle); }

static void add_dialect(struct buf *b, const char *sql) {
    static const struct {
        const char *word, *text;
    } words[] = {{"{serial}", "INTEGER PRIMARY KEY"}, {"{bytes}", "BLOB"}};
    while (*sql) {
        size_t i = 0;
        while (i < 2 && strncmp(sql, words[i].word, strlen(words[i].word)) != 0)
            i++;
        if (i < 2) {
            buf_text_add(b, words[i].text);
            sql += strlen(words[i].word);
        } else {
            buf_char(b, *sql++);
        }
    }
}

enum err db_script(struct db *db, const char *sql, struct fault *f) {
    struct buf b;
    buf_init(&b, SCRIPT_MAX);
    add_dialect(&b, sql);
    enum err err = b.err;
    if (!err)
        err = sqlite_err(sqlite3_exec(db->handle, buf_text(&b), NULL, NULL, NULL));
    if (err)
        fault_set(f, err, "schema", "%s", b.err ? err_name(b.err) : sqlite3_errmsg(db->handle));
    buf_finish(&b);
    return err;
}

enum err sqlite_check(struct db *db, struct fault *f) {
    static const struct db_sql check = {"check", "PRAGMA quick_check(1)"};
    struct db_stmt *s = db_query(db, &check);
    bool row = false;
    enum err err = db_step(s, &row);
    if (err || !row)
        err = fault_set(f, ERR_SYNTAX, "store", "the database file cannot be read: %s", sqlite3_errmsg(db->handle));
    else if (!str_is(db_text(s, 0), "ok"))
        err = fault_set(f, ERR_SYNTAX, "store", "the database file is damaged: %.*s", (int)db_text(s, 0).len,
                        db_text(s, 0).p);
    db_done(s);
    return err;
}

void sqlite_checkpoint(struct db *db) {
    sqlite3_wal_checkpoint_v2(db->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
}

void sqlite_checkpoint_some(struct db *db) {
    sqlite3_wal_checkpoint_v2(db->handle, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
}
