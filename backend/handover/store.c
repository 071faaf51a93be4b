// SPDX-License-Identifier: Apache-2.0
// Hand-overs on the disk.
#include "backend/digest.h"
#include "backend/handover/inside.h"

static const char schema[] =
    "CREATE TABLE handovers (id TEXT PRIMARY KEY, service TEXT NOT NULL, language TEXT NOT NULL, step TEXT NOT NULL,"
    " owner TEXT NOT NULL, sender TEXT NOT NULL, number TEXT NOT NULL, answers TEXT NOT NULL, sensitive INTEGER NOT NULL,"
    " state INTEGER NOT NULL, version BIGINT NOT NULL, until BIGINT NOT NULL, secret {bytes} NOT NULL, link {bytes} UNIQUE,"
    " phone {bytes} UNIQUE);"
    "CREATE INDEX handovers_by_until ON handovers (until);";

// By which mandate somebody works on it for the owner; "": the owner, or a guest.
static const char mandates[] = "ALTER TABLE handovers ADD COLUMN mandate TEXT NOT NULL DEFAULT '';";

// Whose files those of the form are, and whether easy words are wanted.
static const char boxes[] = "ALTER TABLE handovers ADD COLUMN box TEXT NOT NULL DEFAULT '';"
                            "ALTER TABLE handovers ADD COLUMN easy INTEGER NOT NULL DEFAULT 0;";

// What is typed where no camera is at hand; gone with the link.
static const char codes[] = "ALTER TABLE handovers ADD COLUMN code {bytes};"
                            "CREATE UNIQUE INDEX handovers_by_code ON handovers (code);";

static const struct store_migration migrations[] = {{1, "handover", schema}, {2, "mandates", mandates}, {3, "boxes", boxes}, {4, "codes", codes}};
const struct store_module handover_module = {"handover", migrations, sizeof migrations / sizeof *migrations};
const char *const hand_state_names[] = {"waiting", "open", "sent", "closed", NULL};

void hand_hash(const char *kind, const char *secret, unsigned char out[HAND_HASH]) {
    char text[160];
    int len = snprintf(text, sizeof text, "handover\n%s\n%s", kind, secret);
    digest_sha256((struct str){text, len > 0 && (size_t)len < sizeof text ? (size_t)len : 0}, out);
}

static struct db_value bytes(const unsigned char *h) { return db_b((struct str){(const char *)h, HAND_HASH}); }

#define COLUMNS "id, service, language, step, owner, sender, number, answers, sensitive, state, version, until, secret, mandate, box, easy"

static enum err one(struct db *db, const struct db_sql *sql, struct db_value by, struct arena *a, struct hand_row *out) {
    struct db_stmt *s = db_query_with(db, sql, &by, 1);
    bool row = false;
    enum err err = db_step(s, &row);
    if (!err && row) {
        const char *answers = db_text_in(s, 7, a);
        *out = (struct hand_row){.id = db_text_in(s, 0, a), .service = db_text_in(s, 1, a), .language = db_text_in(s, 2, a),
                                 .step = db_text_in(s, 3, a), .owner = db_text_in(s, 4, a), .sender_words = db_text_in(s, 5, a),
                                 .number = db_text_in(s, 6, a), .sensitive = db_int(s, 8), .state = (int)db_int(s, 9),
                                 .version = db_int(s, 10), .until = db_int(s, 11), .mandate = db_text_in(s, 13, a), .box = db_text_in(s, 14, a), .easy = db_int(s, 15)};
        if (db_bytes(s, 12).len == HAND_HASH)
            memcpy(out->secret, db_bytes(s, 12).p, HAND_HASH);
        err = answers ? json_read(a, answers, strlen(answers), JSON_LIMITS, &out->answers, NULL) : ERR_MEMORY;
    }
    db_done(s);
    return err ? err : !row ? ERR_NOT_FOUND : a->failed ? ERR_MEMORY : ERR_NONE;
}

enum err hand_load(struct db *db, const char *id, struct arena *a, struct hand_row *out) {
    static const struct db_sql sql = {"handover", "SELECT " COLUMNS " FROM handovers WHERE id = $1"};
    return one(db, &sql, db_t(id), a, out);
}

enum err hand_by_phone(struct db *db, const char *cookie, struct arena *a, struct hand_row *out) {
    static const struct db_sql sql = {"handover-phone", "SELECT " COLUMNS " FROM handovers WHERE phone = $1"};
    unsigned char hash[HAND_HASH];
    hand_hash("phone", cookie, hash);
    return one(db, &sql, bytes(hash), a, out);
}

enum err hand_by_link(struct db *db, const char *link, struct arena *a, struct hand_row *out) {
    static const struct db_sql sql = {"handover-link", "SELECT " COLUMNS " FROM handovers WHERE link = $1"};
    unsigned char hash[HAND_HASH];
    hand_hash("link", link, hash);
    return one(db, &sql, bytes(hash), a, out);
}

enum err hand_by_code(struct db *db, const char *code, struct arena *a, struct hand_row *out) {
    static const struct db_sql sql = {"handover-code", "SELECT " COLUMNS " FROM handovers WHERE code = $1"};
    unsigned char hash[HAND_HASH];
    hand_hash("code", code, hash);
    return one(db, &sql, bytes(hash), a, out);
}

static enum err code_free(struct db *db, const unsigned char code[HAND_HASH]) {
    static const struct db_sql sql = {"handover-code-used", "SELECT COUNT(*) FROM handovers WHERE code = $1"};
    int64_t used = 0;
    enum err err = db_number(db, &sql, (struct db_value[]){bytes(code)}, 1, &used);
    return err ? err : used ? ERR_DUPLICATE : ERR_NONE;
}

enum err hand_insert(struct db *db, const struct hand_row *h, const char *link, const char *code) {
    static const struct db_sql sql = {
        "handover-insert", "INSERT INTO handovers (" COLUMNS ", link, code) VALUES ($1,$2,$3,$4,$5,$6,'',$7,$8,$9,0,$10,$11,$12,$13,$14,$15,$16)"};
    unsigned char by_link[HAND_HASH], by_code[HAND_HASH];
    const char *answers;
    struct arena a;
    arena_init(&a, 2 * API_ANSWERS_BYTES);
    enum err err = answers_text(&a, &h->answers, &answers);
    struct db_value v[] = {db_t(h->id),     db_t(h->service),   db_t(h->language), db_t(h->step),  db_t(h->owner),   db_t(h->sender_words),
                           db_t(answers), db_i(h->sensitive), db_i(HAND_WAITING), db_i(h->until), bytes(h->secret), db_t(h->mandate), db_t(h->box), db_i(h->easy), bytes(by_link), bytes(by_code)};
    hand_hash("link", link, by_link);
    hand_hash("code", code, by_code);
    if (!err)
        err = code_free(db, by_code);
    if (!err)
        err = db_run(db, &sql, v, sizeof v / sizeof *v, NULL);
    arena_finish(&a);
    return err;
}

enum err hand_set_phone(struct db *db, const char *id, const char *cookie, when_ms until) {
    static const struct db_sql sql = {
        "handover-take", "UPDATE handovers SET link = NULL, code = NULL, phone = $2, state = $3, until = $4, version = version + 1"
                         " WHERE id = $1 AND link IS NOT NULL"};
    unsigned char hash[HAND_HASH];
    int64_t changed = 0;
    hand_hash("phone", cookie, hash);
    enum err err = db_run(db, &sql, (struct db_value[]){db_t(id), bytes(hash), db_i(HAND_OPEN), db_i(until)}, 4, &changed);
    return err ? err : changed ? ERR_NONE : ERR_CONFLICT;
}

enum err hand_set_answers(struct db *db, const struct hand_row *h, const struct val *answers, const char *step, when_ms until) {
    static const struct db_sql sql = {
        "handover-answers", "UPDATE handovers SET answers = $2, step = $3, until = $4, version = version + 1"
                            " WHERE id = $1 AND version = $5 AND state = $6"};
    const char *text;
    struct arena a;
    int64_t changed = 0;
    arena_init(&a, 2 * API_ANSWERS_BYTES);
    enum err err = answers_text(&a, answers, &text);
    struct db_value v[] = {db_t(h->id), db_t(text), db_t(step), db_i(until), db_i(h->version), db_i(HAND_OPEN)};
    if (!err)
        err = db_run(db, &sql, v, 6, &changed);
    arena_finish(&a);
    return err ? err : changed ? ERR_NONE : ERR_CONFLICT;
}

enum err hand_set_state(struct db *db, const char *id, enum hand_state state, const char *number) {
    static const struct db_sql sql = {
        "handover-state", "UPDATE handovers SET state = $2, number = COALESCE($3, number), answers = '{}', link = NULL, code = NULL,"
                          " version = version + 1 WHERE id = $1"};
    return db_run(db, &sql, (struct db_value[]){db_t(id), db_i(state), db_t(number)}, 3, NULL);
}

// With the files that were sent for it alone and that no case holds.
enum err hand_forget_old(struct db *db, when_ms now) {
    static const struct db_sql pieces = {
        "handover-pieces", "DELETE FROM phone_piece WHERE file IN (SELECT f.id FROM phone_file f JOIN handovers h ON f.box = 'hand:' || h.id"
                           " WHERE h.until < $1 AND f.number IS NULL)"};
    static const struct db_sql files = {
        "handover-files", "DELETE FROM phone_file WHERE number IS NULL AND box IN (SELECT 'hand:' || id FROM handovers WHERE until < $1)"};
    static const struct db_sql sql = {"handover-forget", "DELETE FROM handovers WHERE until < $1"};
    struct db_value v = db_i(now);
    enum err err = db_run(db, &pieces, &v, 1, NULL);
    if (!err)
        err = db_run(db, &files, &v, 1, NULL);
    return err ? err : db_run(db, &sql, &v, 1, NULL);
}

bool hand_publish(struct resp *p, const char *id) {
    char topic[64];
    snprintf(topic, sizeof topic, "handover:%s", id);
    return resp_event_as(p, topic, "changed", "{}");
}
