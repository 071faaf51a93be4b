// SPDX-License-Identifier: Apache-2.0
// SQLite, as little of it as the keep needs.
#include "app/keep/db.h"
#include "base/file.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SCHEMA = 5 };

// `state` and `why` are written as the numbers of their enums (app/keep/outbox.h, base/err.h): those only grow at the end.
static const char *const schema[] = {
    "CREATE TABLE drafts(service TEXT NOT NULL, profile TEXT NOT NULL, title TEXT NOT NULL, language TEXT NOT NULL,"
    " step TEXT NOT NULL, version TEXT NOT NULL, answers TEXT NOT NULL, updated INTEGER NOT NULL,"
    " PRIMARY KEY(service, profile))",
    "CREATE TABLE outbox(id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, service TEXT NOT NULL,"
    " profile TEXT NOT NULL, title TEXT NOT NULL, language TEXT NOT NULL, path TEXT NOT NULL, body TEXT NOT NULL,"
    " step TEXT NOT NULL, version TEXT NOT NULL, answers TEXT NOT NULL, created INTEGER NOT NULL,"
    " state INTEGER NOT NULL, attempts INTEGER NOT NULL, next_at INTEGER NOT NULL, why INTEGER NOT NULL,"
    " needs_sign_in INTEGER NOT NULL, result TEXT, case_number TEXT NOT NULL)",
    "CREATE TABLE cases(number TEXT NOT NULL PRIMARY KEY, secret TEXT NOT NULL, profile TEXT NOT NULL,"
    " service TEXT NOT NULL, title TEXT NOT NULL, state TEXT NOT NULL, updated INTEGER NOT NULL)",
    "CREATE TABLE settings(name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)",
    // KEEP_LIST_MAX rows of a kind; what still waits in the outbox is never dropped.
    "CREATE TRIGGER drafts_end AFTER INSERT ON drafts BEGIN DELETE FROM drafts WHERE rowid IN"
    " (SELECT rowid FROM drafts ORDER BY updated DESC, rowid DESC LIMIT -1 OFFSET 500); END",
    "CREATE TRIGGER cases_end AFTER INSERT ON cases BEGIN DELETE FROM cases WHERE rowid IN"
    " (SELECT rowid FROM cases ORDER BY updated DESC, rowid DESC LIMIT -1 OFFSET 500); END",
    "CREATE TRIGGER outbox_end AFTER UPDATE ON outbox BEGIN DELETE FROM outbox WHERE id IN"
    " (SELECT id FROM outbox WHERE state > 1 ORDER BY id DESC LIMIT -1 OFFSET 500); END",
    "PRAGMA user_version=1",
};

// Version 2: people. `signatures` belongs to the outbox by its key, so that the outbox itself stays as it was.
static const char *const schema_people[] = {
    "CREATE TABLE profiles(id TEXT NOT NULL PRIMARY KEY, picture TEXT NOT NULL, who TEXT, used INTEGER, locked INTEGER)",
    "CREATE TABLE vault(profile TEXT NOT NULL PRIMARY KEY, sealed TEXT NOT NULL)",
    "CREATE TABLE signatures(key TEXT NOT NULL PRIMARY KEY, details TEXT NOT NULL)",
    "CREATE TRIGGER signatures_end AFTER DELETE ON outbox BEGIN DELETE FROM signatures WHERE key=OLD.key; END",
    "PRAGMA user_version=2",
};

// Version 3: drafts that live at the office too (app/keep/sync.h). Whoever changes or drops a draft need not know: the
// change is noted with it, in the same transaction. Nothing is noted for guests. The triggers avoid conflicts instead of
// resolving them, because the statement that fires them may say how conflicts end. What drafts_end throws out for want
// of room here stays at the office.
static const char *const schema_drafts[] = {
    "CREATE TABLE synced(service TEXT NOT NULL, profile TEXT NOT NULL, etag TEXT NOT NULL DEFAULT '',"
    " seen TEXT NOT NULL DEFAULT '', tried TEXT NOT NULL DEFAULT '', changes INTEGER NOT NULL DEFAULT 0,"
    " gone INTEGER NOT NULL DEFAULT 0, origin INTEGER NOT NULL DEFAULT 0, PRIMARY KEY(service, profile))",
    "CREATE TABLE rivals(service TEXT NOT NULL, profile TEXT NOT NULL, title TEXT NOT NULL, language TEXT NOT NULL,"
    " step TEXT NOT NULL, version TEXT NOT NULL, answers TEXT NOT NULL, etag TEXT NOT NULL, seen TEXT NOT NULL,"
    " PRIMARY KEY(service, profile))",
    "INSERT INTO synced(service,profile,changes) SELECT service,profile,1 FROM drafts WHERE profile<>''",
    "CREATE TRIGGER drafts_new AFTER INSERT ON drafts"
    " WHEN NEW.profile<>'' BEGIN INSERT INTO synced(service,profile) SELECT NEW.service,NEW.profile WHERE NOT EXISTS"
    "(SELECT 1 FROM synced WHERE service=NEW.service AND profile=NEW.profile);"
    " UPDATE synced SET changes=changes+1,gone=0,origin=0 WHERE service=NEW.service AND profile=NEW.profile; END",
    "CREATE TRIGGER drafts_changed AFTER UPDATE ON drafts"
    " WHEN NEW.profile<>'' BEGIN INSERT INTO synced(service,profile) SELECT NEW.service,NEW.profile WHERE NOT EXISTS"
    "(SELECT 1 FROM synced WHERE service=NEW.service AND profile=NEW.profile);"
    " UPDATE synced SET changes=changes+1,gone=0,origin=0 WHERE service=NEW.service AND profile=NEW.profile; END",
    "CREATE TRIGGER drafts_gone AFTER DELETE ON drafts BEGIN"
    " UPDATE synced SET gone=1 WHERE service=OLD.service AND profile=OLD.profile;"
    " DELETE FROM rivals WHERE service=OLD.service AND profile=OLD.profile; END",
    "DROP TRIGGER drafts_end",
    "CREATE TRIGGER drafts_end AFTER INSERT ON drafts BEGIN DELETE FROM synced WHERE (service,profile) IN"
    " (SELECT service,profile FROM drafts ORDER BY updated DESC, rowid DESC LIMIT -1 OFFSET 500);"
    " DELETE FROM drafts WHERE rowid IN (SELECT rowid FROM drafts ORDER BY updated DESC, rowid DESC LIMIT -1 OFFSET 500); END",
    "PRAGMA user_version=3",
};

// Version 4: the keys that drafts at the office are sent under. One goes with what was known of the office's copy.
static const char *const schema_draft_keys[] = {
    "CREATE TABLE draft_keys(service TEXT NOT NULL, profile TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY(service, profile))",
    "CREATE TRIGGER synced_gone AFTER DELETE ON synced BEGIN"
    " DELETE FROM draft_keys WHERE service=OLD.service AND profile=OLD.profile; END",
    "CREATE TRIGGER synced_unknown AFTER UPDATE OF etag ON synced WHEN NEW.etag='' BEGIN"
    " DELETE FROM draft_keys WHERE service=NEW.service AND profile=NEW.profile; END",
    "PRAGMA user_version=4",
};

// Version 5: the language that the words of a case are in; "" is not known.
static const char *const schema_case_languages[] = {
    "ALTER TABLE cases ADD COLUMN language TEXT NOT NULL DEFAULT ''",
    "PRAGMA user_version=5",
};

static enum err err_of_sqlite(sqlite3 *handle, int code) {
    switch (code & 0xff) {
    case SQLITE_OK:
    case SQLITE_DONE:
    case SQLITE_ROW:
        return ERR_NONE;
    case SQLITE_NOMEM:
        return ERR_MEMORY;
    case SQLITE_FULL:
        return ERR_FULL;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return ERR_SYNTAX;
    case SQLITE_CONSTRAINT:
        return ERR_CONFLICT;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ERR_CONFLICT;
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_AUTH:
        return ERR_DENIED;
    case SQLITE_TOOBIG:
        return ERR_LIMIT;
    case SQLITE_IOERR: {
        int why = sqlite3_system_errno(handle);
        // ENOSPC is SQLITE_FULL already; what else refuses a write is a quota or a limit, unless the device is broken.
        // SQLite asks for errno late, so that another number may stand there by then.
        if (code == SQLITE_IOERR_WRITE && why != EIO && why != EROFS)
            return ERR_FULL;
        return why ? err_of_errno(why) : ERR_IO;
    }
    default:
        return ERR_IO;
    }
}

// The code only: SQLite's own words can quote a value.
static enum err fail(struct db *d, int code, struct fault *f) {
    const char *name = strrchr(d->path, '/');
    return fault_set(f, err_of_sqlite(d->handle, code), name ? name + 1 : d->path, "sqlite %d: %s", code,
                     sqlite3_errstr(code));
}

static int bind(sqlite3_stmt *s, const struct db_call *c) {
    int bad = SQLITE_OK;
    for (size_t i = 0; i < c->count && !bad; i++) {
        const struct db_bind *b = &c->binds[i];
        if (b->text)
            bad = sqlite3_bind_text(s, (int)i + 1, b->text, -1, SQLITE_STATIC);
        else if (b->null)
            bad = sqlite3_bind_null(s, (int)i + 1);
        else
            bad = sqlite3_bind_int64(s, (int)i + 1, b->number);
    }
    return bad;
}

enum err db_rows(struct db *d, const struct db_call *c, enum err (*row)(void *arg, sqlite3_stmt *s), void *arg,
                 struct fault *f) {
    sqlite3_stmt *s = NULL;
    enum err stopped = ERR_NONE;
    int code = sqlite3_prepare_v2(d->handle, c->sql, -1, &s, NULL);
    if (code == SQLITE_OK)
        code = bind(s, c);
    if (code == SQLITE_OK)
        while ((code = sqlite3_step(s)) == SQLITE_ROW && !stopped)
            stopped = row ? row(arg, s) : ERR_NONE;
    enum err err = code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW ? ERR_NONE : fail(d, code, f);
    sqlite3_finalize(s);
    if (!err && stopped)
        err = fault_set(f, stopped, "keep", "reading stopped");
    return err;
}

enum err db_run(struct db *d, const struct db_call *c, struct fault *f) { return db_rows(d, c, NULL, NULL, f); }

static enum err say(struct db *d, const char *sql, struct fault *f) {
    return db_run(d, &(struct db_call){.sql = sql}, f);
}

int db_changes(struct db *d) { return sqlite3_changes(d->handle); }

enum err db_begin(struct db *d, struct fault *f) { return say(d, "BEGIN IMMEDIATE", f); }

void db_rollback(struct db *d) {
    if (!sqlite3_get_autocommit(d->handle)) // some failures roll back by themselves
        (void)!say(d, "ROLLBACK", NULL);
}

enum err db_commit(struct db *d, struct fault *f) {
    enum err err = say(d, "COMMIT", f);
    if (err)
        db_rollback(d);
    return err;
}

enum err db_all(struct db *d, const struct db_call *calls, size_t count, struct fault *f) {
    enum err err = db_begin(d, f);
    if (err)
        return err;
    for (size_t i = 0; i < count && !err; i++)
        err = db_run(d, &calls[i], f);
    if (err)
        db_rollback(d);
    return err ? err : db_commit(d, f);
}

const char *db_column(sqlite3_stmt *s, int at, struct arena *a) {
    const char *text = (const char *)sqlite3_column_text(s, at);
    int len = sqlite3_column_bytes(s, at);
    if (!text)
        return sqlite3_column_type(s, at) == SQLITE_NULL ? arena_string(a, "") : NULL;
    return arena_copy(a, text, (size_t)len);
}

static enum err take_number(void *arg, sqlite3_stmt *s) {
    *(int64_t *)arg = sqlite3_column_int64(s, 0);
    return ERR_NONE;
}

static enum err take_check(void *arg, sqlite3_stmt *s) {
    const char *text = (const char *)sqlite3_column_text(s, 0);
    return text && !strcmp(text, "ok") ? ERR_NONE : ERR_SYNTAX;
}

static enum err make_tables(struct db *d, struct fault *f) {
    int64_t version = 0;
    enum err err = db_rows(d, &(struct db_call){.sql = "PRAGMA user_version"}, take_number, &version, f);
    if (!err && version > SCHEMA)
        return fault_set(f, ERR_UNSUPPORTED, d->path, "written by a newer version");
    if (err || version == SCHEMA)
        return err;
    static const struct { const char *const *lines; size_t count; } versions[SCHEMA] = {
        {schema, sizeof schema / sizeof *schema},
        {schema_people, sizeof schema_people / sizeof *schema_people},
        {schema_drafts, sizeof schema_drafts / sizeof *schema_drafts},
        {schema_draft_keys, sizeof schema_draft_keys / sizeof *schema_draft_keys},
        {schema_case_languages, sizeof schema_case_languages / sizeof *schema_case_languages},
    };
    err = db_begin(d, f);
    for (int64_t v = version < 0 ? 0 : version; v < SCHEMA && !err; v++)
        for (size_t i = 0; i < versions[v].count && !err; i++)
            err = say(d, versions[v].lines[i], f);
    if (err)
        db_rollback(d);
    return err ? err : db_commit(d, f);
}

// Before SQLite makes it, so that it is never readable by others; what lies beside it takes the same mode.
static enum err make_file(struct db *d, struct fault *f) {
    int fd = open(d->path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    enum err err = ERR_NONE;
    if (fd < 0 || fchmod(fd, 0600) || fsync(fd))
        err = fault_set(f, err_of_errno(errno), d->path, "cannot be opened");
    if (fd >= 0)
        close(fd);
    return err;
}

enum err db_open(struct db *d, struct fault *f) {
    // Exclusive: no shared memory file, so no mapping that a full disk could turn into a SIGBUS. Deleted rows are
    // overwritten. A small log: it is read back at every start.
    static const char *const pragmas[] = {"PRAGMA locking_mode=EXCLUSIVE", "PRAGMA journal_mode=WAL",
                                          "PRAGMA synchronous=FULL", "PRAGMA secure_delete=ON",
                                          "PRAGMA wal_autocheckpoint=200", "PRAGMA journal_size_limit=1048576",
                                          "PRAGMA temp_store=MEMORY", "PRAGMA trusted_schema=OFF"};
    enum err err = make_file(d, f);
    if (err)
        return err;
    int code = sqlite3_open_v2(d->path, &d->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW, NULL);
    if (code != SQLITE_OK)
        err = fail(d, code, f);
    if (!err)
        sqlite3_extended_result_codes(d->handle, 1);
    for (size_t i = 0; i < sizeof pragmas / sizeof pragmas[0] && !err; i++)
        err = say(d, pragmas[i], f);
    if (!err)
        err = db_rows(d, &(struct db_call){.sql = "PRAGMA quick_check(1)"}, take_check, NULL, f);
    if (!err)
        err = make_tables(d, f);
    if (err)
        db_close(d);
    return err;
}

void db_close(struct db *d) {
    sqlite3_close(d->handle);
    d->handle = NULL;
}
