// SPDX-License-Identifier: Apache-2.0
// The people who have an account here.
#include "backend/issuer/records.h"

static enum err read_person(struct db_stmt *s, struct arena *a, struct issuer_person *out) {
    bool row = false;
    enum err err = db_step(s, &row);
    if (!err && row) {
        *out = (struct issuer_person){
            .id = db_text_in(s, 0, a), .login = db_text_in(s, 1, a), .name = db_text_in(s, 2, a), .roles = (unsigned)db_int(s, 3),
            .organisation = db_text_in(s, 4, a), .number = db_text_in(s, 5, a), .password = db_text_in(s, 6, a),
            .must_change = db_int(s, 7) != 0, .demo = db_int(s, 8) != 0, .given = db_text_in(s, 9, a),
            .family = db_text_in(s, 10, a), .language = db_text_in(s, 11, a)};
        bool named = out->name && out->given && out->family && out->language;
        err = named && out->id && out->login && out->organisation && out->number && out->password ? ERR_NONE : ERR_MEMORY;
    }
    db_done(s);
    return err ? err : row ? ERR_NONE : ERR_NOT_FOUND;
}

#define COLUMNS "SELECT id, login, name, roles, organisation, number, password, must_change, demo, given, family," \
                " language FROM issuer_person"

enum err person_find(struct db *db, struct arena *a, const char *login, struct issuer_person *out) {
    static const struct db_sql sql = {"issuer-person", COLUMNS " WHERE login = $1"};
    return read_person(db_query_with(db, &sql, (struct db_value[]){db_t(login)}, 1), a, out);
}

enum err person_by_id(struct db *db, struct arena *a, const char *id, struct issuer_person *out) {
    static const struct db_sql sql = {"issuer-person-id", COLUMNS " WHERE id = $1"};
    return read_person(db_query_with(db, &sql, (struct db_value[]){db_t(id)}, 1), a, out);
}

enum err person_add(struct db *db, const struct issuer_person *p, when_ms now) {
    static const struct db_sql sql = {
        "issuer-person-add", "INSERT INTO issuer_person (id, login, name, roles, organisation, number, password, must_change,"
                             " demo, made, changed, given, family, language)"
                             " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11, $12, $13)"};
    struct db_value v[] = {db_t(p->id), db_t(p->login), db_t(p->name), db_i(p->roles), db_t(p->organisation), db_t(p->number),
                           db_t(p->password), db_i(p->must_change), db_i(p->demo), db_i(now), db_t(p->given), db_t(p->family),
                           db_t(p->language)};
    return db_run(db, &sql, v, sizeof v / sizeof *v, NULL);
}

enum err person_set_password(struct db *db, const char *id, const char *hash, bool must_change, when_ms now) {
    static const struct db_sql sql = {
        "issuer-password", "UPDATE issuer_person SET password = $2, must_change = $3, changed = $4 WHERE id = $1"};
    return db_run(db, &sql, (struct db_value[]){db_t(id), db_t(hash), db_i(must_change), db_i(now)}, 4, NULL);
}

enum err people_count(struct db *db, int64_t *out) {
    static const struct db_sql sql = {"issuer-people", "SELECT COUNT(*) FROM issuer_person WHERE demo = 0"};
    return db_number(db, &sql, NULL, 0, out);
}
