// SPDX-License-Identifier: Apache-2.0
// A damaged database is set aside, and what can be read of it is carried over: a submission that still waits is worth
// more than tidiness.
#include "app/keep/db.h"
#include "base/file.h"
#include "base/log.h"
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

struct table {
    const char *up, *down, *insert;
    int columns, since; // since: the version of the tables that brought it
};

// Read from both ends, so that one bad page in the middle costs only what is on it.
static const struct table tables[] = {
    {"SELECT key,service,profile,title,language,path,body,step,version,answers,created,state,attempts,next_at,why,"
     "needs_sign_in,result,case_number FROM outbox ORDER BY rowid",
     "SELECT key,service,profile,title,language,path,body,step,version,answers,created,state,attempts,next_at,why,"
     "needs_sign_in,result,case_number FROM outbox ORDER BY rowid DESC",
     "INSERT OR IGNORE INTO outbox(key,service,profile,title,language,path,body,step,version,answers,created,state,"
     "attempts,next_at,why,needs_sign_in,result,case_number) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
     18},
    {"SELECT service,profile,title,language,step,version,answers,updated FROM drafts ORDER BY rowid",
     "SELECT service,profile,title,language,step,version,answers,updated FROM drafts ORDER BY rowid DESC",
     "INSERT OR IGNORE INTO drafts(service,profile,title,language,step,version,answers,updated) VALUES(?,?,?,?,?,?,?,?)", 8},
    {"SELECT number,secret,profile,service,title,state,updated FROM cases ORDER BY rowid",
     "SELECT number,secret,profile,service,title,state,updated FROM cases ORDER BY rowid DESC",
     "INSERT OR IGNORE INTO cases(number,secret,profile,service,title,state,updated) VALUES(?,?,?,?,?,?,?)", 7},
    {"SELECT language,number FROM cases ORDER BY rowid", "SELECT language,number FROM cases ORDER BY rowid DESC",
     "UPDATE cases SET language=? WHERE number=?", 2, 5},
    {"SELECT id,picture,who,used,locked FROM profiles ORDER BY rowid",
     "SELECT id,picture,who,used,locked FROM profiles ORDER BY rowid DESC",
     "INSERT OR IGNORE INTO profiles(id,picture,who,used,locked) VALUES(?,?,?,?,?)", 5, 2},
    {"SELECT profile,sealed FROM vault ORDER BY rowid", "SELECT profile,sealed FROM vault ORDER BY rowid DESC",
     "INSERT OR IGNORE INTO vault(profile,sealed) VALUES(?,?)", 2, 2},
    {"SELECT key,details FROM signatures ORDER BY rowid", "SELECT key,details FROM signatures ORDER BY rowid DESC",
     "INSERT OR IGNORE INTO signatures(key,details) VALUES(?,?)", 2, 2},
    // After the drafts: their own note of having come is replaced by what was known of them.
    {"SELECT service,profile,etag,seen,tried,changes,gone,origin FROM synced ORDER BY rowid",
     "SELECT service,profile,etag,seen,tried,changes,gone,origin FROM synced ORDER BY rowid DESC",
     "INSERT OR REPLACE INTO synced(service,profile,etag,seen,tried,changes,gone,origin) VALUES(?,?,?,?,?,?,?,?)", 8, 3},
    {"SELECT service,profile,title,language,step,version,answers,etag,seen FROM rivals ORDER BY rowid",
     "SELECT service,profile,title,language,step,version,answers,etag,seen FROM rivals ORDER BY rowid DESC",
     "INSERT OR IGNORE INTO rivals(service,profile,title,language,step,version,answers,etag,seen) VALUES(?,?,?,?,?,?,?,?,?)", 9, 3},
    {"SELECT service,profile,key FROM draft_keys ORDER BY rowid", "SELECT service,profile,key FROM draft_keys ORDER BY rowid DESC",
     "INSERT OR IGNORE INTO draft_keys(service,profile,key) VALUES(?,?,?)", 3, 4},
    {"SELECT name,value FROM settings ORDER BY rowid", "SELECT name,value FROM settings ORDER BY rowid DESC",
     "INSERT OR IGNORE INTO settings(name,value) VALUES(?,?)", 2},
};

// False when reading met damage. A row that the new tables refuse is damage as well.
static bool carry(sqlite3 *from, sqlite3 *to, const char *select, const struct table *t) {
    sqlite3_stmt *in = NULL, *out = NULL;
    bool whole = sqlite3_prepare_v2(from, select, -1, &in, NULL) == SQLITE_OK &&
                 sqlite3_prepare_v2(to, t->insert, -1, &out, NULL) == SQLITE_OK;
    int code = SQLITE_DONE;
    while (whole && (code = sqlite3_step(in)) == SQLITE_ROW) {
        for (int i = 0; i < t->columns; i++)
            sqlite3_bind_value(out, i + 1, sqlite3_column_value(in, i));
        whole = sqlite3_step(out) == SQLITE_DONE;
        sqlite3_reset(out);
    }
    sqlite3_finalize(in);
    sqlite3_finalize(out);
    return whole && code == SQLITE_DONE;
}

static int version_of(sqlite3 *db) {
    sqlite3_stmt *s = NULL;
    int version = sqlite3_prepare_v2(db, "PRAGMA user_version", -1, &s, NULL) == SQLITE_OK && sqlite3_step(s) == SQLITE_ROW
                      ? sqlite3_column_int(s, 0) : 0;
    sqlite3_finalize(s);
    return version;
}

static bool carry_all(const char *aside, sqlite3 *to) {
    sqlite3 *from = NULL;
    bool whole = sqlite3_open_v2(aside, &from, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK;
    sqlite3_exec(from, "PRAGMA locking_mode=EXCLUSIVE; PRAGMA trusted_schema=OFF", NULL, NULL, NULL);
    sqlite3_exec(to, "BEGIN IMMEDIATE", NULL, NULL, NULL);
    int version = version_of(from); // 0 when it cannot be read: then everything is tried
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
        if ((!version || version >= tables[i].since) && !carry(from, to, tables[i].up, &tables[i])) {
            whole = false;
            (void)carry(from, to, tables[i].down, &tables[i]);
        }
    if (sqlite3_exec(to, "COMMIT", NULL, NULL, NULL) != SQLITE_OK) {
        sqlite3_exec(to, "ROLLBACK", NULL, NULL, NULL);
        whole = false;
    }
    sqlite3_close(from);
    return whole;
}

static const char *const beside[] = {"", "-wal", "-shm", "-journal"};
enum { BESIDE = sizeof beside / sizeof beside[0] };

static void remove_all(const char *path) {
    for (size_t i = 0; i < BESIDE; i++) {
        char name[DB_PATH + 16];
        snprintf(name, sizeof name, "%s%s", path, beside[i]);
        (void)!unlink(name);
    }
}

enum err db_repair(struct db *d, bool *lost, struct fault *f) {
    db_close(d);
    remove_all(d->aside);
    for (size_t i = 0; i < BESIDE; i++) {
        char from[DB_PATH + 16], to[DB_PATH + 16];
        snprintf(from, sizeof from, "%s%s", d->path, beside[i]);
        snprintf(to, sizeof to, "%s%s", d->aside, beside[i]);
        if (rename(from, to) && errno != ENOENT)
            return fault_set(f, err_of_errno(errno), d->path, "cannot be set aside");
    }
    enum err err = db_open(d, f);
    if (err)
        return err;
    *lost = !carry_all(d->aside, d->handle);
    log_line(LOG_WARN, "keep", "set-aside", "lost=%d", (int)*lost);
    return ERR_NONE;
}

enum err db_erase(struct db *d, struct fault *f) {
    db_close(d);
    remove_all(d->path);
    remove_all(d->aside);
    return db_open(d, f);
}
