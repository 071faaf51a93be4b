// SPDX-License-Identifier: Apache-2.0
// One connection to the database: prepare, bind, step, column. One set of SQL for every engine: the statements use
// $1, $2 … for values, RETURNING and ON CONFLICT as SQLite and PostgreSQL share them, 64-bit integers (BIGINT), TEXT,
// booleans as 0 and 1, instants as milliseconds. Migrations write {serial} for a self-numbering primary key and {bytes}
// for a column of raw bytes; each driver puts its own words there.
//
//     static const struct db_sql find = {"case-find", "SELECT state, opened FROM cases WHERE number = $1"};
//     struct db_stmt *s = db_query(db, &find);
//     db_bind_text(s, 1, str_of(number));
//     bool row;
//     enum err err = db_step(s, &row);
//     if (!err && row) state = arena_copy_of(db_text(s, 0));
//     db_done(s);
//
// Errors: ERR_DUPLICATE a unique value is there already, ERR_REFERENCE a foreign key, ERR_CONFLICT another constraint,
// ERR_FULL no space, ERR_BUSY, ERR_IO, ERR_MEMORY, ERR_SYNTAX our SQL is wrong. A connection is used by one thread at a
// time.
#ifndef TGOV_STORE_DB_H
#define TGOV_STORE_DB_H

#include "base/arena.h"
#include "base/str.h"

enum { DB_STATEMENTS_MAX = 512, DB_VALUES_MAX = 24 };

struct db;
struct db_stmt;

// A statement, `static const` in the module that owns it: its address is the id under which a connection keeps it
// prepared. The name is for logs.
struct db_sql {
    const char *name, *text;
};

// Never NULL: when it cannot be prepared, binding does nothing and db_step returns the error. One use of a statement at
// a time: finish it with db_done before asking for it again.
struct db_stmt *db_query(struct db *db, const struct db_sql *sql);
void db_bind_int(struct db_stmt *s, int at, int64_t value); // `at` counts from 1
void db_bind_real(struct db_stmt *s, int at, double value);
void db_bind_text(struct db_stmt *s, int at, struct str text);   // not copied: must live until db_done; NULL p: null
void db_bind_bytes(struct db_stmt *s, int at, struct str bytes); // the same
void db_bind_null(struct db_stmt *s, int at);                    // what unbound values are
// The next row, if any. After an error or without a row the statement needs only db_done.
enum err db_step(struct db_stmt *s, bool *row) TGOV_CHECKED;
int64_t db_int(struct db_stmt *s, int column); // from 0; 0 for null
double db_real(struct db_stmt *s, int column);
struct str db_text(struct db_stmt *s, int column); // terminated; valid until the next step; empty with p NULL for null
struct str db_bytes(struct db_stmt *s, int column);
bool db_null(struct db_stmt *s, int column);
// A terminated copy in the arena; NULL for null and at the arena's cap.
const char *db_text_in(struct db_stmt *s, int column, struct arena *a);
void db_done(struct db_stmt *s);

// ---- One call for the common case ----
enum db_kind { DB_NULL, DB_INT, DB_REAL, DB_TEXT, DB_BYTES };
struct db_value {
    enum db_kind kind;
    int64_t integer;
    double real;
    struct str text;
};
static inline struct db_value db_i(int64_t n) { return (struct db_value){.kind = DB_INT, .integer = n}; }
static inline struct db_value db_t(const char *text) {
    return (struct db_value){.kind = text ? DB_TEXT : DB_NULL, .text = str_of(text)};
}
static inline struct db_value db_s(struct str s) {
    return (struct db_value){.kind = s.p ? DB_TEXT : DB_NULL, .text = s};
}
static inline struct db_value db_b(struct str s) {
    return (struct db_value){.kind = s.p ? DB_BYTES : DB_NULL, .text = s};
}

// db_query with all its values bound.
struct db_stmt *db_query_with(struct db *db, const struct db_sql *sql, const struct db_value *values, size_t count);
// Runs a statement that gives no rows, or whose rows do not matter. `changed` (may be NULL) gets the rows touched.
enum err db_run(struct db *db, const struct db_sql *sql, const struct db_value *values, size_t count,
                int64_t *changed) TGOV_CHECKED;
// The first column of the first row as an integer; ERR_NOT_FOUND without a row.
enum err db_number(struct db *db, const struct db_sql *sql, const struct db_value *values, size_t count,
                   int64_t *out) TGOV_CHECKED;

#endif
