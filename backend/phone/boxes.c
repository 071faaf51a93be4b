// SPDX-License-Identifier: Apache-2.0
// Boxes and invitations.
#include "backend/phone/boxes.h"
#include "backend/phone/files.h"
#include "backend/services/parts.h"
#include <limits.h>
#include <stdio.h>

enum { TRIES_WINDOW_MS = 3600 * 1000, HOUR_MS = 3600 * 1000 };

static struct db_value hash_value(const unsigned char *h) { return db_b((struct str){(const char *)h, CASES_HASH}); }

// On a reading connection a store without a key holds nothing yet.
static enum err hash_of(struct db *db, bool make, const char *kind, const char *secret, unsigned char out[CASES_HASH]) {
    unsigned char key[CASES_HASH];
    enum err err = cases_key(db, make, key);
    if (!err)
        secret_hash(key, kind, secret, out);
    return err;
}

// ---- Boxes ----

enum err box_insert(struct db *db, const char *id, const char *secret, const char *name, when_ms now) {
    static const struct db_sql sql = {"box-insert", "INSERT INTO box (id, secret, name, made) VALUES ($1, $2, $3, $4)"};
    unsigned char hash[CASES_HASH];
    enum err err = hash_of(db, true, id, secret, hash);
    return err ? err : db_run(db, &sql, (struct db_value[]){db_t(id), hash_value(hash), db_t(name), db_i(now)}, 4, NULL);
}

enum err box_prove(struct db *db, const char *id, const char *secret, struct arena *a, struct box_row *out) {
    static const struct db_sql sql = {"box-prove", "SELECT secret, name FROM box WHERE id = $1"};
    unsigned char hash[CASES_HASH];
    enum err err = hash_of(db, false, id, secret, hash);
    if (err)
        return err;
    struct db_stmt *s = db_query_with(db, &sql, (struct db_value[]){db_t(id)}, 1);
    bool row = false;
    err = db_step(s, &row);
    struct str kept = row ? db_bytes(s, 0) : (struct str){0};
    bool right = !err && kept.len == CASES_HASH && bytes_same(kept.p, hash, CASES_HASH);
    *out = (struct box_row){.id = right ? arena_string(a, id) : NULL, .name = right ? db_text_in(s, 1, a) : NULL};
    db_done(s);
    return err ? err : !right ? ERR_NOT_FOUND : out->id && out->name ? ERR_NONE : ERR_MEMORY;
}

enum err box_rename(struct db *db, const char *id, const char *name) {
    static const struct db_sql sql = {"box-rename", "UPDATE box SET name = $2 WHERE id = $1"};
    return db_run(db, &sql, (struct db_value[]){db_t(id), db_t(name)}, 2, NULL);
}

enum err box_delete(struct db *db, const char *id) {
    static const struct db_sql sql[] = {{"box-delete-invites", "DELETE FROM box_invite WHERE box = $1"},
                                        {"box-delete-pairs", "DELETE FROM phone_pair WHERE box = $1"},
                                        {"box-delete", "DELETE FROM box WHERE id = $1"}};
    enum err err = files_forget_box(db, id);
    for (size_t i = 0; i < sizeof sql / sizeof *sql && !err; i++)
        err = db_run(db, &sql[i], (struct db_value[]){db_t(id)}, 1, NULL);
    return err;
}

// ---- Invitations ----

static enum err forget_old(struct db *db, const char *box, when_ms now) {
    static const struct db_sql old = {"invite-old", "DELETE FROM box_invite WHERE expires <= $1"};
    static const struct db_sql many = {
        "invite-many", "DELETE FROM box_invite WHERE box = $1 AND id NOT IN"
                       " (SELECT id FROM box_invite WHERE box = $1 ORDER BY id DESC LIMIT $2)"};
    enum err err = db_run(db, &old, (struct db_value[]){db_i(now)}, 1, NULL);
    return err ? err : db_run(db, &many, (struct db_value[]){db_t(box), db_i(INVITES_MAX - 1)}, 2, NULL);
}

enum err invite_insert(struct db *db, const char *box, const char *secret, const char *code, const char *language,
                       when_ms now) {
    static const struct db_sql used = {"invite-code-used", "SELECT COUNT(*) FROM box_invite WHERE code = $1"};
    static const struct db_sql sql = {"invite-insert", "INSERT INTO box_invite (box, secret, code, language, expires)"
                                                       " VALUES ($1, $2, $3, $4, $5)"};
    unsigned char by_secret[CASES_HASH], by_code[CASES_HASH];
    int64_t there = 0;
    enum err err = forget_old(db, box, now);
    if (!err)
        err = hash_of(db, true, "invite", secret, by_secret);
    if (!err)
        err = hash_of(db, true, "code", code, by_code);
    if (!err)
        err = db_number(db, &used, (struct db_value[]){hash_value(by_code)}, 1, &there);
    if (err || there)
        return err ? err : ERR_DUPLICATE;
    struct db_value v[] = {db_t(box), hash_value(by_secret), hash_value(by_code), db_t(language),
                           db_i(now + (when_ms)API_INVITATION_S * 1000)};
    return db_run(db, &sql, v, sizeof v / sizeof *v, NULL);
}

enum err invite_find(struct db *db, const char *secret, const char *code, when_ms now, struct arena *a,
                     struct invite_row *out) {
    static const struct db_sql sql[2] = {
        {"invite-by-secret", "SELECT i.id, i.box, b.name, i.language FROM box_invite i JOIN box b ON b.id = i.box"
                             " WHERE i.secret = $1 AND i.expires > $2"},
        {"invite-by-code", "SELECT i.id, i.box, b.name, i.language FROM box_invite i JOIN box b ON b.id = i.box"
                           " WHERE i.code = $1 AND i.expires > $2"}};
    unsigned char hash[CASES_HASH];
    enum err err = hash_of(db, false, secret ? "invite" : "code", secret ? secret : code, hash);
    if (err)
        return err;
    struct db_stmt *s = db_query_with(db, &sql[!secret], (struct db_value[]){hash_value(hash), db_i(now)}, 2);
    bool row = false;
    err = db_step(s, &row);
    if (!err && row) {
        *out = (struct invite_row){.id = arena_printf(a, "%lld", (long long)db_int(s, 0)), .box = db_text_in(s, 1, a),
                                   .box_name = db_text_in(s, 2, a), .language = db_text_in(s, 3, a), .by_code = !secret};
        err = a->failed ? ERR_MEMORY : ERR_NONE;
    }
    db_done(s);
    return err ? err : row ? ERR_NONE : ERR_NOT_FOUND;
}

enum err invite_use(struct db *db, const char *id) {
    static const struct db_sql sql = {"invite-use", "DELETE FROM box_invite WHERE id = $1"};
    long number = 0;
    int64_t changed = 0;
    if (!text_integer(id, 1, LONG_MAX, &number))
        return ERR_NOT_FOUND;
    enum err err = db_run(db, &sql, (struct db_value[]){db_i(number)}, 1, &changed);
    return err ? err : changed ? ERR_NONE : ERR_NOT_FOUND;
}

enum err boxes_tidy(struct db *db, when_ms now) {
    static const struct db_sql invites = {"tidy-invites", "DELETE FROM box_invite WHERE expires <= $1"};
    static const struct db_sql waiting = {"tidy-waiting", "DELETE FROM phone_pair WHERE picture IS NOT NULL AND paired <= $1"};
    static const struct db_sql idle = {"tidy-idle", "DELETE FROM phone_pair WHERE seen <= $1"};
    enum err err = db_run(db, &invites, (struct db_value[]){db_i(now)}, 1, NULL);
    if (!err)
        err = db_run(db, &waiting, (struct db_value[]){db_i(now - HOUR_MS)}, 1, NULL);
    return err ? err : db_run(db, &idle, (struct db_value[]){db_i(now - PAIR_IDLE_DAYS * 24LL * HOUR_MS)}, 1, NULL);
}

// ---- Counting tries ----

static enum err tries_name(struct db *db, bool make, const char *kind, const char *what, char out[2 * CASES_HASH + 1]) {
    unsigned char hash[CASES_HASH];
    enum err err = hash_of(db, make, kind, what, hash);
    for (size_t i = 0; i < CASES_HASH && !err; i++)
        snprintf(out + 2 * i, 3, "%02x", hash[i]);
    return err;
}

enum err box_tries(struct db *db, const char *kind, const char *what, when_ms now, int64_t *out) {
    char name[2 * CASES_HASH + 1];
    *out = 0;
    enum err err = tries_name(db, false, kind, what, name);
    return err == ERR_NOT_FOUND ? ERR_NONE : err ? err : guard_count(db, name, now, TRIES_WINDOW_MS, out);
}

enum err box_tries_note(struct db *db, const char *kind, const char *what, when_ms now) {
    char name[2 * CASES_HASH + 1];
    enum err err = tries_name(db, true, kind, what, name);
    return err ? err : guard_wrong(db, name, now, TRIES_WINDOW_MS);
}
