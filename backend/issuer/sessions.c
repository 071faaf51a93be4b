// SPDX-License-Identifier: Apache-2.0
// Phones that are signed in, what happened to an account, and how often somebody guessed.
#include "backend/issuer/records.h"

static struct db_value hash_value(const struct secret_hash *h) {
    return db_b((struct str){(const char *)h->bytes, sizeof h->bytes});
}

enum err session_add(struct db *db, const struct secret_hash *token, const struct phone_session *s) {
    static const struct db_sql sql = {
        "issuer-session-add", "INSERT INTO issuer_session (token, person, signed_in, expires) VALUES ($1, $2, $3, $4)"};
    return db_run(db, &sql, (struct db_value[]){hash_value(token), db_t(s->person), db_i(s->signed_in), db_i(s->expires)}, 4,
                  NULL);
}

enum err session_find(struct db *db, struct arena *a, const struct secret_hash *token, when_ms now,
                      struct phone_session *out) {
    static const struct db_sql sql = {
        "issuer-session", "SELECT person, signed_in, expires FROM issuer_session WHERE token = $1 AND expires > $2"};
    struct db_stmt *s = db_query_with(db, &sql, (struct db_value[]){hash_value(token), db_i(now)}, 2);
    bool row = false;
    enum err err = db_step(s, &row);
    if (!err && row) {
        *out = (struct phone_session){db_text_in(s, 0, a), db_int(s, 1), db_int(s, 2)};
        err = out->person ? ERR_NONE : ERR_MEMORY;
    }
    db_done(s);
    return err ? err : row ? ERR_NONE : ERR_NOT_FOUND;
}

enum err session_end(struct db *db, const struct secret_hash *token) {
    static const struct db_sql sql = {"issuer-session-end", "DELETE FROM issuer_session WHERE token = $1"};
    return db_run(db, &sql, (struct db_value[]){hash_value(token)}, 1, NULL);
}

enum err sessions_end_others(struct db *db, const char *person, const struct secret_hash *but) {
    static const struct db_sql sql = {"issuer-sessions-end", "DELETE FROM issuer_session WHERE person = $1 AND token <> $2"};
    return db_run(db, &sql, (struct db_value[]){db_t(person), hash_value(but)}, 2, NULL);
}

enum err log_add(struct db *db, const char *person, const char *event, const char *box, when_ms now) {
    static const struct db_sql sql = {"issuer-log-add", "INSERT INTO issuer_log (person, event, box, at) VALUES ($1, $2, $3, $4)"};
    return db_run(db, &sql, (struct db_value[]){db_t(person), db_t(event), db_t(box), db_i(now)}, 4, NULL);
}

enum err log_of(struct db *db, struct arena *a, const char *person, struct log_entry *out, size_t *count) {
    static const struct db_sql sql = {
        "issuer-log", "SELECT event, box, at FROM issuer_log WHERE person = $1 ORDER BY at DESC, id DESC LIMIT $2"};
    struct db_stmt *s = db_query_with(db, &sql, (struct db_value[]){db_t(person), db_i(RECORDS_LOG_MAX)}, 2);
    bool row = false;
    enum err err = db_step(s, &row);
    for (*count = 0; !err && row && *count < RECORDS_LOG_MAX; (*count)++) {
        struct log_entry *e = &out[*count];
        *e = (struct log_entry){db_text_in(s, 0, a), db_text_in(s, 1, a), db_int(s, 2)};
        err = e->event && e->box ? db_step(s, &row) : ERR_MEMORY;
    }
    db_done(s);
    return err;
}

enum err tries_count(struct db *db, const struct secret_hash *name, when_ms now, when_ms window, int64_t *out) {
    static const struct db_sql sql = {"issuer-try", "SELECT count FROM issuer_try WHERE name = $1 AND since > $2"};
    enum err err = db_number(db, &sql, (struct db_value[]){hash_value(name), db_i(now - window)}, 2, out);
    if (err == ERR_NOT_FOUND)
        *out = 0;
    return err == ERR_NOT_FOUND ? ERR_NONE : err;
}

enum err tries_add(struct db *db, const struct secret_hash *name, when_ms now, when_ms window) {
    static const struct db_sql sql = {
        "issuer-try-add", "INSERT INTO issuer_try (name, since, count) VALUES ($1, $2, 1) ON CONFLICT (name) DO UPDATE SET"
                          " count = CASE WHEN issuer_try.since > $3 THEN issuer_try.count + 1 ELSE 1 END,"
                          " since = CASE WHEN issuer_try.since > $3 THEN issuer_try.since ELSE $2 END"};
    return db_run(db, &sql, (struct db_value[]){hash_value(name), db_i(now), db_i(now - window)}, 3, NULL);
}

enum err tries_forget(struct db *db, const struct secret_hash *name) {
    static const struct db_sql sql = {"issuer-try-forget", "DELETE FROM issuer_try WHERE name = $1"};
    return db_run(db, &sql, (struct db_value[]){hash_value(name)}, 1, NULL);
}
