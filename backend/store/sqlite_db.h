// SPDX-License-Identifier: Apache-2.0
// The insides of an SQLite connection, shared by sqlite.c and db.c only.
#ifndef TGOV_STORE_SQLITE_DB_H
#define TGOV_STORE_SQLITE_DB_H

#include "backend/store/sqlite.h"
#include <sqlite3.h>

enum { DB_SLOTS = 2 * DB_STATEMENTS_MAX }; // a power of two, never more than half full

struct db_stmt {
    const struct db_sql *sql;
    sqlite3_stmt *raw;
    struct db *db;
    int at[DB_VALUES_MAX + 1]; // SQLite's number of "$1" and so on; 0: not in the text
    enum err err;              // the first thing that went wrong since db_query
    bool busy;
};

struct db {
    sqlite3 *handle;
    struct db_stmt *slots[DB_SLOTS]; // prepared statements by the address of their db_sql
    size_t count, busy;
    struct db_stmt broken; // stands for whatever could not be prepared
};

enum err sqlite_err(int code);

#endif
