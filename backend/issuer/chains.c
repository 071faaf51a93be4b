// SPDX-License-Identifier: Apache-2.0
// Televisions that are signed in. Each holds a chain of refresh tokens, of which one is current; the ones before it are
// remembered, because a token that comes a second time means that somebody else may have it.
#include "backend/issuer/records.h"

static struct db_value hash_value(const struct secret_hash *h) {
    return db_b((struct str){(const char *)h->bytes, sizeof h->bytes});
}

static bool read_chain(struct db_stmt *s, struct arena *a, struct chain *c) {
    *c = (struct chain){db_text_in(s, 0, a), db_text_in(s, 1, a), db_text_in(s, 2, a), db_text_in(s, 3, a), db_text_in(s, 4, a),
                        db_text_in(s, 5, a), db_int(s, 6),        db_int(s, 7),        db_int(s, 8),        db_int(s, 9) != 0};
    return c->id && c->person && c->scope && c->jkt && c->box && c->place;
}

#define COLUMNS "SELECT id, person, scope, jkt, box, place, made, used, signed_in, ended FROM issuer_chain"

enum err chain_add(struct db *db, const struct chain *c) {
    static const struct db_sql sql = {
        "issuer-chain-add", "INSERT INTO issuer_chain (id, person, scope, jkt, box, place, made, used, signed_in, ended)"
                            " VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8, 0)"};
    struct db_value v[] = {db_t(c->id),  db_t(c->person), db_t(c->scope), db_t(c->jkt),
                           db_t(c->box), db_t(c->place),  db_i(c->made),  db_i(c->signed_in)};
    return db_run(db, &sql, v, sizeof v / sizeof *v, NULL);
}

enum err chain_find(struct db *db, struct arena *a, const char *id, struct chain *out) {
    static const struct db_sql sql = {"issuer-chain", COLUMNS " WHERE id = $1"};
    struct db_stmt *s = db_query_with(db, &sql, (struct db_value[]){db_t(id)}, 1);
    bool row = false;
    enum err err = db_step(s, &row);
    if (!err && row && !read_chain(s, a, out))
        err = ERR_MEMORY;
    db_done(s);
    return err ? err : row ? ERR_NONE : ERR_NOT_FOUND;
}

enum err chains_of(struct db *db, struct arena *a, const char *person, struct chain *out, size_t *count) {
    static const struct db_sql sql = {"issuer-chains", COLUMNS " WHERE person = $1 AND ended = 0 ORDER BY used DESC, id LIMIT $2"};
    struct db_stmt *s = db_query_with(db, &sql, (struct db_value[]){db_t(person), db_i(RECORDS_BOXES_MAX)}, 2);
    bool row = false;
    enum err err = db_step(s, &row);
    for (*count = 0; !err && row && *count < RECORDS_BOXES_MAX; (*count)++)
        err = read_chain(s, a, &out[*count]) ? db_step(s, &row) : ERR_MEMORY;
    db_done(s);
    return err;
}

enum err chain_touch(struct db *db, const char *id, when_ms now) {
    static const struct db_sql sql = {"issuer-chain-touch", "UPDATE issuer_chain SET used = $2 WHERE id = $1"};
    return db_run(db, &sql, (struct db_value[]){db_t(id), db_i(now)}, 2, NULL);
}

enum err chain_end(struct db *db, const char *id, when_ms now) {
    static const struct db_sql end = {"issuer-chain-end", "UPDATE issuer_chain SET ended = $2 WHERE id = $1 AND ended = 0"};
    static const struct db_sql drop = {"issuer-chain-drop", "DELETE FROM issuer_refresh WHERE chain = $1"};
    enum err err = db_run(db, &end, (struct db_value[]){db_t(id), db_i(now)}, 2, NULL);
    return err ? err : db_run(db, &drop, (struct db_value[]){db_t(id)}, 1, NULL);
}

enum err chains_end_all(struct db *db, const char *person, when_ms now) {
    static const struct db_sql drop = {
        "issuer-chains-drop", "DELETE FROM issuer_refresh WHERE chain IN (SELECT id FROM issuer_chain WHERE person = $1)"};
    static const struct db_sql end = {"issuer-chains-end", "UPDATE issuer_chain SET ended = $2 WHERE person = $1 AND ended = 0"};
    enum err err = db_run(db, &drop, (struct db_value[]){db_t(person)}, 1, NULL);
    return err ? err : db_run(db, &end, (struct db_value[]){db_t(person), db_i(now)}, 2, NULL);
}

enum err refresh_add(struct db *db, const struct secret_hash *token, const char *chain, when_ms now) {
    static const struct db_sql sql = {
        "issuer-refresh-add", "INSERT INTO issuer_refresh (token, chain, made, replaced) VALUES ($1, $2, $3, 0)"};
    return db_run(db, &sql, (struct db_value[]){hash_value(token), db_t(chain), db_i(now)}, 3, NULL);
}

enum err refresh_find(struct db *db, struct arena *a, const struct secret_hash *token, struct refresh *out) {
    static const struct db_sql sql = {
        "issuer-refresh", "SELECT chain, made, replaced, successor FROM issuer_refresh WHERE token = $1"};
    struct db_stmt *s = db_query_with(db, &sql, (struct db_value[]){hash_value(token)}, 1);
    bool row = false;
    enum err err = db_step(s, &row);
    if (!err && row) {
        *out = (struct refresh){.chain = db_text_in(s, 0, a), .made = db_int(s, 1), .replaced = db_int(s, 2)};
        if (db_bytes(s, 3).len == sizeof out->successor.bytes)
            memcpy(out->successor.bytes, db_bytes(s, 3).p, sizeof out->successor.bytes);
        err = out->chain ? ERR_NONE : ERR_MEMORY;
    }
    db_done(s);
    return err ? err : row ? ERR_NONE : ERR_NOT_FOUND;
}

enum err refresh_replace(struct db *db, const struct secret_hash *token, const struct secret_hash *by, when_ms now) {
    static const struct db_sql sql = {
        "issuer-refresh-replace", "UPDATE issuer_refresh SET replaced = $2, successor = $3 WHERE token = $1"};
    return db_run(db, &sql, (struct db_value[]){hash_value(token), db_i(now), hash_value(by)}, 3, NULL);
}

enum err refresh_drop(struct db *db, const struct secret_hash *token) {
    static const struct db_sql sql = {"issuer-refresh-drop", "DELETE FROM issuer_refresh WHERE token = $1"};
    return db_run(db, &sql, (struct db_value[]){hash_value(token)}, 1, NULL);
}
