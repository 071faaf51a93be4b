// SPDX-License-Identifier: Apache-2.0
#include "backend/store/desk.h"

static const char schema[] =
    "CREATE TABLE desk_account (name TEXT PRIMARY KEY, password TEXT NOT NULL, changed BIGINT NOT NULL);"
    "CREATE TABLE desk_session (token {bytes} PRIMARY KEY, officer TEXT NOT NULL, csrf TEXT NOT NULL,"
    " expires BIGINT NOT NULL);";
static const struct store_migration migrations[] = {{1, "desk", schema}};
const struct store_module desk_module = {"desk", migrations, sizeof migrations / sizeof *migrations};

static struct db_value token_value(const unsigned char *token) {
    return db_b((struct str){(const char *)token, DESK_HASH});
}

enum err desk_password(struct db *db, const char *account, struct arena *a, const char **hash) {
    static const struct db_sql sql = {"desk-password", "SELECT password FROM desk_account WHERE name = $1"};
    struct db_stmt *s = db_query_with(db, &sql, (struct db_value[]){db_t(account)}, 1);
    bool row = false;
    enum err err = db_step(s, &row);
    if (!err && row && !(*hash = db_text_in(s, 0, a)))
        err = ERR_MEMORY;
    db_done(s);
    return err ? err : row ? ERR_NONE : ERR_NOT_FOUND;
}

enum err desk_set_password(struct db *db, const char *account, const char *hash, when_ms now) {
    static const struct db_sql sql = {
        "desk-set", "INSERT INTO desk_account (name, password, changed) VALUES ($1, $2, $3)"
                    " ON CONFLICT (name) DO UPDATE SET password = $2, changed = $3"};
    return db_run(db, &sql, (struct db_value[]){db_t(account), db_t(hash), db_i(now)}, 3, NULL);
}

enum err desk_session_add(struct db *db, const unsigned char token[DESK_HASH], const struct desk_session *s,
                          when_ms now) {
    static const struct db_sql forget = {"desk-forget", "DELETE FROM desk_session WHERE expires <= $1"};
    static const struct db_sql add = {
        "desk-add", "INSERT INTO desk_session (token, officer, csrf, expires) VALUES ($1, $2, $3, $4)"};
    enum err err = db_run(db, &forget, (struct db_value[]){db_i(now)}, 1, NULL);
    struct db_value v[] = {token_value(token), db_t(s->officer), db_t(s->csrf), db_i(s->expires)};
    return err ? err : db_run(db, &add, v, 4, NULL);
}

enum err desk_session_find(struct db *db, const unsigned char token[DESK_HASH], when_ms now, struct arena *a,
                           struct desk_session *out) {
    static const struct db_sql sql = {
        "desk-find", "SELECT officer, csrf, expires FROM desk_session WHERE token = $1 AND expires > $2"};
    struct db_stmt *s = db_query_with(db, &sql, (struct db_value[]){token_value(token), db_i(now)}, 2);
    bool row = false;
    enum err err = db_step(s, &row);
    if (!err && row) {
        *out = (struct desk_session){db_text_in(s, 0, a), db_text_in(s, 1, a), db_int(s, 2)};
        err = out->officer && out->csrf ? ERR_NONE : ERR_MEMORY;
    }
    db_done(s);
    return err ? err : row ? ERR_NONE : ERR_NOT_FOUND;
}

enum err desk_session_end(struct db *db, const unsigned char token[DESK_HASH]) {
    static const struct db_sql sql = {"desk-end", "DELETE FROM desk_session WHERE token = $1"};
    return db_run(db, &sql, (struct db_value[]){token_value(token)}, 1, NULL);
}
