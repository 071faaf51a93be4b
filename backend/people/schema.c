// SPDX-License-Identifier: Apache-2.0
// Mandates and traces on the disk.
#include "backend/people/inside.h"

static const char schema[] =
    "CREATE TABLE mandates (id TEXT PRIMARY KEY, giver TEXT NOT NULL, giver_name TEXT NOT NULL, helper TEXT NOT NULL,"
    " helper_name TEXT NOT NULL, service TEXT NOT NULL, until TEXT NOT NULL, scopes INTEGER NOT NULL, ends BIGINT NOT NULL,"
    " offer_ends BIGINT NOT NULL, ended BIGINT NOT NULL, code {bytes} NOT NULL UNIQUE);"
    "CREATE INDEX mandates_by_giver ON mandates (giver);"
    "CREATE INDEX mandates_by_helper ON mandates (helper) WHERE helper <> '';"
    "CREATE TABLE traces (id {serial}, owner TEXT NOT NULL, name TEXT NOT NULL, office TEXT, mandate TEXT, about TEXT,"
    " what INTEGER NOT NULL, at BIGINT NOT NULL);"
    "CREATE INDEX traces_by_owner ON traces (owner, at);"
    "CREATE INDEX traces_by_mandate ON traces (mandate, at) WHERE mandate IS NOT NULL;";

static const char drafts[] =
    "CREATE TABLE drafts (owner TEXT NOT NULL, service TEXT NOT NULL, title TEXT NOT NULL, step TEXT NOT NULL,"
    " version TEXT NOT NULL, language TEXT NOT NULL, answers TEXT NOT NULL, updated BIGINT NOT NULL, PRIMARY KEY (owner, service));";

static const char draft_keys[] = "ALTER TABLE drafts ADD COLUMN key TEXT NOT NULL DEFAULT '';";

static const struct store_migration migrations[] = {{1, "people", schema}, {2, "drafts", drafts}, {3, "draft keys", draft_keys}};
const struct store_module people_module = {"people", migrations, sizeof migrations / sizeof *migrations};

#define COLUMNS "id, giver, giver_name, helper, helper_name, service, until, scopes, ends, offer_ends, ended"

static struct mandate_row row_of(struct db_stmt *s, struct arena *a) {
    return (struct mandate_row){.id = db_text_in(s, 0, a), .giver = db_text_in(s, 1, a), .giver_name = db_text_in(s, 2, a),
                                .helper = db_text_in(s, 3, a), .helper_name = db_text_in(s, 4, a), .service = db_text_in(s, 5, a),
                                .until = db_text_in(s, 6, a), .scopes = (unsigned)db_int(s, 7), .ends = db_int(s, 8),
                                .offer_ends = db_int(s, 9), .ended = db_int(s, 10)};
}

static enum err one(struct db *db, const struct db_sql *sql, struct db_value by, struct arena *a, struct mandate_row *out) {
    struct db_stmt *s = db_query_with(db, sql, &by, 1);
    bool row = false;
    enum err err = db_step(s, &row);
    if (!err && row)
        *out = row_of(s, a);
    db_done(s);
    return err ? err : !row ? ERR_NOT_FOUND : a->failed ? ERR_MEMORY : ERR_NONE;
}

static struct db_value hash_value(const unsigned char *h) { return db_b((struct str){(const char *)h, CASES_HASH}); }

enum err mandate_load(struct db *db, const char *id, struct arena *a, struct mandate_row *out) {
    static const struct db_sql sql = {"mandate", "SELECT " COLUMNS " FROM mandates WHERE id = $1"};
    return one(db, &sql, db_t(id), a, out);
}

enum err mandate_by_code(struct db *db, const unsigned char hash[CASES_HASH], struct arena *a, struct mandate_row *out) {
    static const struct db_sql sql = {"mandate-by-code", "SELECT " COLUMNS " FROM mandates WHERE code = $1"};
    return one(db, &sql, hash_value(hash), a, out);
}

enum err mandate_insert(struct db *db, const struct mandate_row *m, const unsigned char hash[CASES_HASH]) {
    static const struct db_sql sql = {
        "mandate-insert", "INSERT INTO mandates (" COLUMNS ", code) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)"};
    struct db_value v[] = {db_t(m->id),      db_t(m->giver), db_t(m->giver_name),       db_t(m->helper),
                           db_t(m->helper_name), db_t(m->service), db_t(m->until),      db_i(m->scopes),
                           db_i(m->ends),    db_i(m->offer_ends), db_i(m->ended),       hash_value(hash)};
    return db_run(db, &sql, v, sizeof v / sizeof *v, NULL);
}

enum err mandate_set_helper(struct db *db, const char *id, const char *helper, const char *name) {
    static const struct db_sql sql = {"mandate-helper", "UPDATE mandates SET helper = $2, helper_name = $3 WHERE id = $1 AND helper = ''"};
    int64_t changed = 0;
    enum err err = db_run(db, &sql, (struct db_value[]){db_t(id), db_t(helper), db_t(name)}, 3, &changed);
    return err ? err : changed ? ERR_NONE : ERR_CONFLICT;
}

enum err mandate_set_ended(struct db *db, const char *id, when_ms at) {
    static const struct db_sql sql = {"mandate-ended", "UPDATE mandates SET ended = $2 WHERE id = $1 AND ended = 0"};
    return db_run(db, &sql, (struct db_value[]){db_t(id), db_i(at)}, 2, NULL);
}

enum err mandate_list(struct db *db, const char *person, bool given, struct arena *a, const struct mandate_row **out,
                      size_t *count) {
    static const struct db_sql gave = {"mandates-given", "SELECT " COLUMNS " FROM mandates WHERE giver = $1 ORDER BY offer_ends DESC LIMIT $2"};
    static const struct db_sql got = {"mandates-received", "SELECT " COLUMNS " FROM mandates WHERE helper = $1 ORDER BY offer_ends DESC LIMIT $2"};
    struct mandate_row *list = arena_array(a, MANDATE_LIST_MAX, sizeof *list);
    if (!list)
        return ERR_MEMORY;
    struct db_stmt *s = db_query_with(db, given ? &gave : &got, (struct db_value[]){db_t(person), db_i(MANDATE_LIST_MAX)}, 2);
    enum err err = ERR_NONE;
    bool row = true;
    *count = 0;
    while (*count < MANDATE_LIST_MAX && !(err = db_step(s, &row)) && row)
        list[(*count)++] = row_of(s, a);
    db_done(s);
    *out = list;
    return err ? err : a->failed ? ERR_MEMORY : ERR_NONE;
}

enum mandate_state mandate_state_of(const struct mandate_row *m, when_ms now) {
    if (m->ended || now >= m->ends || (!*m->helper && now >= m->offer_ends))
        return MANDATE_OVER;
    return *m->helper ? MANDATE_ACTIVE : MANDATE_OFFERED;
}

// ---- Traces
enum err people_trace(struct db *db, const struct trace *t) {
    static const struct db_sql sql = {
        "trace", "INSERT INTO traces (owner, name, office, mandate, about, what, at) VALUES ($1,$2,$3,$4,$5,$6,$7)"};
    struct db_value v[] = {db_t(t->owner), db_t(t->name), db_t(t->office), db_t(t->mandate), db_t(t->about), db_i(t->what), db_i(t->at)};
    return db_run(db, &sql, v, sizeof v / sizeof *v, NULL);
}

enum err trace_list(struct db *db, const char *owner, const char *mandate, int64_t skip, struct arena *a,
                    const struct api_trace **items, size_t *count, int64_t *total) {
    static const struct db_sql list = {
        "traces", "SELECT name, office, about, what, at FROM traces WHERE ($1 = '' OR owner = $1) AND ($2 = '' OR mandate = $2)"
                  " ORDER BY at DESC, id DESC LIMIT $3 OFFSET $4"};
    static const struct db_sql sum = {"traces-count", "SELECT COUNT(*) FROM traces WHERE ($1 = '' OR owner = $1) AND ($2 = '' OR mandate = $2)"};
    struct db_value v[] = {db_t(owner ? owner : ""), db_t(mandate ? mandate : ""), db_i(API_LOG_PAGE), db_i(skip)};
    struct api_trace *out = arena_array(a, API_LOG_PAGE, sizeof *out);
    enum err err = out ? db_number(db, &sum, v, 2, total) : ERR_MEMORY;
    struct db_stmt *s = err ? NULL : db_query_with(db, &list, v, 4);
    bool row = true;
    *count = 0;
    while (!err && *count < API_LOG_PAGE && !(err = db_step(s, &row)) && row) {
        char at[32];
        when_write(db_int(s, 4), at, sizeof at);
        out[(*count)++] = (struct api_trace){.at = arena_string(a, at), .name = db_text_in(s, 0, a), .office = db_text_in(s, 1, a),
                                             .about = db_text_in(s, 2, a), .what = (int)db_int(s, 3)};
    }
    if (s)
        db_done(s);
    *items = out;
    return err ? err : a->failed ? ERR_MEMORY : ERR_NONE;
}
