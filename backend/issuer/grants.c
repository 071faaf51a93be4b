// SPDX-License-Identifier: Apache-2.0
// Televisions that wait for the answer of a phone.
#include "backend/issuer/records.h"

static struct db_value hash_value(const struct secret_hash *h) {
    return db_b((struct str){(const char *)h->bytes, sizeof h->bytes});
}

static bool read_row(struct db_stmt *s, struct arena *a, struct grant *g) {
    *g = (struct grant){.code = db_text_in(s, 1, a),      .scope = db_text_in(s, 2, a),    .jkt = db_text_in(s, 3, a),
                        .box = db_text_in(s, 4, a),       .place = db_text_in(s, 5, a),    .purpose = db_text_in(s, 6, a),
                        .details = db_text_in(s, 7, a),   .pictures = db_text_in(s, 8, a), .made = db_int(s, 9),
                        .expires = db_int(s, 10),         .state = (enum grant_state)db_int(s, 11),
                        .person = db_text_in(s, 12, a),   .signed_in = db_int(s, 13),      .wrong = db_int(s, 14),
                        .chain = db_text_in(s, 15, a)};
    if (db_bytes(s, 0).len == sizeof g->device.bytes)
        memcpy(g->device.bytes, db_bytes(s, 0).p, sizeof g->device.bytes);
    return g->code && g->scope && g->jkt && g->box && g->place && g->purpose && g->details && g->pictures && g->person && g->chain;
}

static enum err find(struct db_stmt *s, struct arena *a, struct grant *out) {
    bool row = false;
    enum err err = db_step(s, &row);
    if (!err && row && !read_row(s, a, out))
        err = ERR_MEMORY;
    db_done(s);
    return err ? err : row ? ERR_NONE : ERR_NOT_FOUND;
}

#define COLUMNS \
    "SELECT device, code, scope, jkt, box, place, purpose, details, pictures, made, expires, state, person, signed_in, wrong," \
    " chain FROM issuer_grant"

enum err grant_by_code(struct db *db, struct arena *a, const char *code, struct grant *out) {
    static const struct db_sql sql = {"issuer-grant-code", COLUMNS " WHERE code = $1"};
    return find(db_query_with(db, &sql, (struct db_value[]){db_t(code)}, 1), a, out);
}

enum err grant_by_device(struct db *db, struct arena *a, const struct secret_hash *device, struct grant *out) {
    static const struct db_sql sql = {"issuer-grant-device", COLUMNS " WHERE device = $1"};
    return find(db_query_with(db, &sql, (struct db_value[]){hash_value(device)}, 1), a, out);
}

enum err grant_add(struct db *db, const struct grant *g) {
    static const struct db_sql sql = {
        "issuer-grant-add", "INSERT INTO issuer_grant (device, code, scope, jkt, box, place, purpose, details, pictures, made,"
                            " expires, state, person, signed_in, wrong, chain)"
                            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, '', 0, 0, '')"};
    struct db_value v[] = {hash_value(&g->device), db_t(g->code),    db_t(g->scope),    db_t(g->jkt),  db_t(g->box), db_t(g->place),
                           db_t(g->purpose),       db_t(g->details), db_t(g->pictures), db_i(g->made), db_i(g->expires)};
    return db_run(db, &sql, v, sizeof v / sizeof *v, NULL);
}

static enum err change_one(struct db *db, const struct db_sql *sql, const struct db_value *v, size_t count) {
    int64_t changed = 0;
    enum err err = db_run(db, sql, v, count, &changed);
    return err ? err : changed == 1 ? ERR_NONE : ERR_CONFLICT;
}

enum err grant_move(struct db *db, const struct grant *g, enum grant_state from, enum grant_state to) {
    static const struct db_sql sql = {"issuer-grant-move", "UPDATE issuer_grant SET state = $3 WHERE device = $1 AND state = $2"};
    return change_one(db, &sql, (struct db_value[]){hash_value(&g->device), db_i(from), db_i(to)}, 3);
}

enum err grant_answer(struct db *db, const struct grant *g, enum grant_state to, const char *person, when_ms signed_in) {
    static const struct db_sql sql = {
        "issuer-grant-answer", "UPDATE issuer_grant SET state = $2, person = $3, signed_in = $4 WHERE device = $1 AND state = 0"};
    struct db_value v[] = {hash_value(&g->device), db_i(to), db_t(person), db_i(signed_in)};
    return change_one(db, &sql, v, 4);
}

enum err grant_set_chain(struct db *db, const struct grant *g, const char *chain) {
    static const struct db_sql sql = {"issuer-grant-chain", "UPDATE issuer_grant SET chain = $2 WHERE device = $1"};
    return db_run(db, &sql, (struct db_value[]){hash_value(&g->device), db_t(chain)}, 2, NULL);
}

enum err grant_add_wrong(struct db *db, const struct grant *g, int64_t *wrong) {
    static const struct db_sql sql = {
        "issuer-grant-wrong", "UPDATE issuer_grant SET wrong = wrong + 1 WHERE device = $1 AND state = 0 RETURNING wrong"};
    return db_number(db, &sql, (struct db_value[]){hash_value(&g->device)}, 1, wrong);
}

enum err grants_waiting(struct db *db, when_ms now, int64_t *out) {
    static const struct db_sql sql = {"issuer-grants", "SELECT COUNT(*) FROM issuer_grant WHERE state = 0 AND expires > $1"};
    return db_number(db, &sql, (struct db_value[]){db_i(now)}, 1, out);
}
