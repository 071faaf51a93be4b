// SPDX-License-Identifier: Apache-2.0
// Which phone helps which box.
#include "backend/phone/boxes.h"
#include "backend/services/parts.h"
#include "base/random.h"

static struct db_value hash_value(const unsigned char *h) { return db_b((struct str){(const char *)h, CASES_HASH}); }

static enum err phone_hash(struct db *db, bool make, const char *secret, unsigned char out[CASES_HASH]) {
    unsigned char key[CASES_HASH];
    enum err err = cases_key(db, make, key);
    if (!err)
        secret_hash(key, "phone", secret, out);
    return err;
}

static enum err take(struct db_stmt *s, struct arena *a, struct pair_list *out) {
    bool row = true;
    enum err err = ERR_NONE;
    out->count = 0;
    while (!err && out->count < sizeof out->items / sizeof *out->items && !(err = db_step(s, &row)) && row)
        out->items[out->count++] = (struct pair_row){
            .id = db_text_in(s, 0, a), .box = db_text_in(s, 1, a), .box_name = db_text_in(s, 2, a),
            .name = db_text_in(s, 3, a), .picture = db_text_in(s, 4, a), .paired = db_int(s, 5), .seen = db_int(s, 6)};
    db_done(s);
    return err ? err : a->failed ? ERR_MEMORY : ERR_NONE;
}

enum err pairs_of_phone(struct db *db, const char *secret, struct arena *a, struct pair_list *out) {
    static const struct db_sql sql = {"pairs-of-phone",
                                      "SELECT p.id, p.box, b.name, p.name, p.picture, p.paired, p.seen FROM phone_pair p"
                                      " JOIN box b ON b.id = p.box WHERE p.phone = $1 ORDER BY p.seen DESC, p.id"};
    unsigned char hash[CASES_HASH];
    out->count = 0;
    enum err err = phone_hash(db, false, secret, hash);
    if (err)
        return err == ERR_NOT_FOUND ? ERR_NONE : err;
    return take(db_query_with(db, &sql, (struct db_value[]){hash_value(hash)}, 1), a, out);
}

enum err pairs_of_box(struct db *db, const char *box, struct arena *a, struct pair_list *out) {
    static const struct db_sql sql = {"pairs-of-box",
                                      "SELECT p.id, p.box, b.name, p.name, p.picture, p.paired, p.seen FROM phone_pair p"
                                      " JOIN box b ON b.id = p.box WHERE p.box = $1 ORDER BY p.paired, p.id"};
    return take(db_query_with(db, &sql, (struct db_value[]){db_t(box)}, 1), a, out);
}

static enum err crowded(struct db *db, const unsigned char *phone, const char *box) {
    static const struct db_sql of_box = {"pairs-count-box", "SELECT COUNT(*) FROM phone_pair WHERE box = $1"};
    static const struct db_sql of_phone = {"pairs-count-phone", "SELECT COUNT(*) FROM phone_pair WHERE phone = $1"};
    int64_t boxes = 0, phones = 0;
    enum err err = db_number(db, &of_box, (struct db_value[]){db_t(box)}, 1, &phones);
    if (!err)
        err = db_number(db, &of_phone, (struct db_value[]){hash_value(phone)}, 1, &boxes);
    return err ? err : phones >= API_PHONES_CAP || boxes >= PAIRS_OF_PHONE_MAX ? ERR_LIMIT : ERR_NONE;
}

// The id of the pair that is there already, in `a`; *id NULL without one.
static enum err existing(struct db *db, const unsigned char *phone, const char *box, struct arena *a, const char **id) {
    static const struct db_sql sql = {"pair-there", "SELECT id FROM phone_pair WHERE phone = $1 AND box = $2"};
    struct db_stmt *s = db_query_with(db, &sql, (struct db_value[]){hash_value(phone), db_t(box)}, 2);
    bool row = false;
    enum err err = db_step(s, &row);
    *id = !err && row ? db_text_in(s, 0, a) : NULL;
    db_done(s);
    return err ? err : row && !*id ? ERR_MEMORY : ERR_NONE;
}

static enum err renew(struct db *db, const char *id, const struct pair_row *want) {
    // One that was allowed stays allowed: a typed code must not take a phone's place away.
    static const struct db_sql sql = {"pair-renew", "UPDATE phone_pair SET seen = $2, picture = CASE WHEN $3 IS NULL"
                                                    " OR picture IS NULL THEN NULL ELSE $3 END WHERE id = $1"};
    return db_run(db, &sql, (struct db_value[]){db_t(id), db_i(want->seen), db_t(want->picture)}, 3, NULL);
}

enum err pair_make(struct db *db, const char *phone_secret, const struct pair_row *want, struct arena *a,
                   const char **id) {
    static const struct db_sql sql = {"pair-make", "INSERT INTO phone_pair (id, phone, box, name, picture, paired, seen)"
                                                   " VALUES ($1, $2, $3, $4, $5, $6, $6)"};
    unsigned char hash[CASES_HASH];
    enum err err = phone_hash(db, true, phone_secret, hash);
    if (!err)
        err = existing(db, hash, want->box, a, id);
    if (err || *id)
        return err ? err : renew(db, *id, want);
    err = crowded(db, hash, want->box);
    char *fresh = arena_alloc(a, PAIR_ID + 1);
    if (err || !fresh)
        return err ? err : ERR_MEMORY;
    random_text(fresh, PAIR_ID, RANDOM_BASE32);
    *id = fresh;
    struct db_value v[] = {db_t(fresh), hash_value(hash), db_t(want->box), db_t(want->name), db_t(want->picture),
                           db_i(want->seen)};
    return db_run(db, &sql, v, sizeof v / sizeof *v, NULL);
}

static enum err touch(struct db *db, const struct db_sql *sql, const char *box, const char *id) {
    int64_t changed = 0;
    enum err err = db_run(db, sql, (struct db_value[]){db_t(box), db_t(id)}, 2, &changed);
    return err ? err : changed ? ERR_NONE : ERR_NOT_FOUND;
}

enum err pair_allow(struct db *db, const char *box, const char *id) {
    static const struct db_sql sql = {"pair-allow", "UPDATE phone_pair SET picture = NULL WHERE box = $1 AND id = $2"};
    return touch(db, &sql, box, id);
}

enum err pair_delete(struct db *db, const char *box, const char *id) {
    static const struct db_sql sql = {"pair-delete", "DELETE FROM phone_pair WHERE box = $1 AND id = $2"};
    return touch(db, &sql, box, id);
}

enum err pair_seen(struct db *db, const char *id, when_ms now) {
    static const struct db_sql sql = {"pair-seen", "UPDATE phone_pair SET seen = $2 WHERE id = $1"};
    return db_run(db, &sql, (struct db_value[]){db_t(id), db_i(now)}, 2, NULL);
}
