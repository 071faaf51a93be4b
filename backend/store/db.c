// SPDX-License-Identifier: Apache-2.0
// Statements of one SQLite connection: prepared once, found again by the address of their text.
#include "backend/store/db.h"
#include "backend/store/sqlite_db.h"
#include "base/log.h"
#include "base/mem.h"
#include <assert.h>
#include <stdio.h>

static size_t slot_of(const struct db *db, const struct db_sql *sql) {
    uint64_t h = (uint64_t)(uintptr_t)sql;
    size_t i = (size_t)((h >> 4) * UINT64_C(0x9e3779b97f4a7c15) >> 32) & (DB_SLOTS - 1);
    while (db->slots[i] && db->slots[i]->sql != sql)
        i = (i + 1) & (DB_SLOTS - 1);
    return i;
}

static void map_values(struct db_stmt *s) {
    for (int i = 1; i <= DB_VALUES_MAX; i++) {
        char name[8];
        snprintf(name, sizeof name, "$%d", i);
        s->at[i] = sqlite3_bind_parameter_index(s->raw, name);
    }
}

static struct db_stmt *broken(struct db *db, const struct db_sql *sql, enum err err) {
    log_line(LOG_ERROR, "store", "prepare", "statement=%s error=%s detail=%s", sql->name, err_name(err),
             sqlite3_errmsg(db->handle));
    db->broken = (struct db_stmt){.db = db, .sql = sql, .err = err};
    return &db->broken;
}

static struct db_stmt *prepare(struct db *db, const struct db_sql *sql, size_t slot) {
    if (db->count >= DB_STATEMENTS_MAX)
        return broken(db, sql, ERR_LIMIT);
    struct db_stmt *s = mem_alloc(sizeof *s);
    if (!s)
        return broken(db, sql, ERR_MEMORY);
    int code = sqlite3_prepare_v3(db->handle, sql->text, -1, SQLITE_PREPARE_PERSISTENT, &s->raw, NULL);
    if (code) {
        mem_free(s);
        return broken(db, sql, sqlite_err(code));
    }
    s->sql = sql;
    s->db = db;
    map_values(s);
    db->slots[slot] = s;
    db->count++;
    return s;
}

struct db_stmt *db_query(struct db *db, const struct db_sql *sql) {
    size_t slot = slot_of(db, sql);
    struct db_stmt *s = db->slots[slot] ? db->slots[slot] : prepare(db, sql, slot);
    if (s == &db->broken)
        return s;
    assert(!s->busy && "db_done was forgotten, or the same statement is used twice at a time");
    if (s->busy)
        db_done(s);
    s->busy = true;
    s->err = ERR_NONE;
    db->busy++;
    return s;
}

static void bound(struct db_stmt *s, int code) {
    if (code && !s->err)
        s->err = sqlite_err(code);
}

// SQLite's number of the value, or 0 when the statement cannot take it; that is then the error of the statement.
static int place(struct db_stmt *s, int at) {
    if (s->err || at < 1 || at > DB_VALUES_MAX || !s->at[at]) {
        bound(s, SQLITE_RANGE);
        return 0;
    }
    return s->at[at];
}

void db_bind_int(struct db_stmt *s, int at, int64_t value) {
    int n = place(s, at);
    if (n)
        bound(s, sqlite3_bind_int64(s->raw, n, value));
}

void db_bind_real(struct db_stmt *s, int at, double value) {
    int n = place(s, at);
    if (n)
        bound(s, sqlite3_bind_double(s->raw, n, value));
}

void db_bind_text(struct db_stmt *s, int at, struct str text) {
    int n = place(s, at);
    if (n)
        bound(s, sqlite3_bind_text64(s->raw, n, text.p, text.len, SQLITE_STATIC, SQLITE_UTF8));
}

void db_bind_bytes(struct db_stmt *s, int at, struct str bytes) {
    int n = place(s, at);
    if (n)
        bound(s, sqlite3_bind_blob64(s->raw, n, bytes.p, bytes.len, SQLITE_STATIC));
}

void db_bind_null(struct db_stmt *s, int at) {
    int n = place(s, at);
    if (n)
        bound(s, sqlite3_bind_null(s->raw, n));
}

enum err db_step(struct db_stmt *s, bool *row) {
    *row = false;
    if (s->err)
        return s->err;
    int code = sqlite3_step(s->raw);
    *row = code == SQLITE_ROW;
    s->err = sqlite_err(code);
    // A constraint is an answer to the caller, and a full disk is told once a group by the writer; everything else an
    // operator should see. Never the values.
    if (s->err && (code & 0xff) != SQLITE_CONSTRAINT && s->err != ERR_FULL)
        log_line(LOG_ERROR, "store", "step", "statement=%s error=%s code=%d", s->sql->name, err_name(s->err), code);
    return s->err;
}

int64_t db_int(struct db_stmt *s, int column) { return s->raw ? sqlite3_column_int64(s->raw, column) : 0; }
double db_real(struct db_stmt *s, int column) { return s->raw ? sqlite3_column_double(s->raw, column) : 0; }

struct str db_text(struct db_stmt *s, int column) {
    if (db_null(s, column))
        return (struct str){0};
    const char *text = (const char *)sqlite3_column_text(s->raw, column);
    return (struct str){text, text ? (size_t)sqlite3_column_bytes(s->raw, column) : 0};
}

struct str db_bytes(struct db_stmt *s, int column) {
    if (db_null(s, column))
        return (struct str){0};
    const char *bytes = sqlite3_column_blob(s->raw, column); // NULL for no bytes, which is not the same as null
    return (struct str){bytes ? bytes : "", (size_t)sqlite3_column_bytes(s->raw, column)};
}

bool db_null(struct db_stmt *s, int column) {
    return !s->raw || sqlite3_column_type(s->raw, column) == SQLITE_NULL;
}

const char *db_text_in(struct db_stmt *s, int column, struct arena *a) {
    struct str t = db_text(s, column);
    return t.p ? arena_copy(a, t.p, t.len) : NULL;
}

void db_done(struct db_stmt *s) {
    if (!s->busy)
        return;
    sqlite3_reset(s->raw);
    sqlite3_clear_bindings(s->raw);
    s->busy = false;
    s->db->busy--;
}

void db_reset_all(struct db *db) {
    for (size_t i = 0; db->busy && i < DB_SLOTS; i++)
        if (db->slots[i])
            db_done(db->slots[i]);
}

struct db_stmt *db_query_with(struct db *db, const struct db_sql *sql, const struct db_value *values, size_t count) {
    struct db_stmt *s = db_query(db, sql);
    for (size_t i = 0; i < count; i++) {
        int at = (int)i + 1;
        switch (values[i].kind) {
        case DB_NULL: db_bind_null(s, at); break;
        case DB_INT: db_bind_int(s, at, values[i].integer); break;
        case DB_REAL: db_bind_real(s, at, values[i].real); break;
        case DB_TEXT: db_bind_text(s, at, values[i].text); break;
        case DB_BYTES: db_bind_bytes(s, at, values[i].text); break;
        }
    }
    return s;
}

enum err db_run(struct db *db, const struct db_sql *sql, const struct db_value *values, size_t count,
                int64_t *changed) {
    struct db_stmt *s = db_query_with(db, sql, values, count);
    bool row = true;
    enum err err = ERR_NONE;
    while (!err && row)
        err = db_step(s, &row);
    if (changed)
        *changed = err ? 0 : sqlite3_changes64(db->handle);
    db_done(s);
    return err;
}

enum err db_number(struct db *db, const struct db_sql *sql, const struct db_value *values, size_t count,
                   int64_t *out) {
    struct db_stmt *s = db_query_with(db, sql, values, count);
    bool row = false;
    *out = 0;
    enum err err = db_step(s, &row);
    if (!err && !row)
        err = ERR_NOT_FOUND;
    if (!err)
        *out = db_int(s, 0);
    // An INSERT … RETURNING has done its work with the first row, but is only finished by the last step.
    while (!err && row)
        err = db_step(s, &row);
    db_done(s);
    return err;
}
