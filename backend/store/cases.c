// SPDX-License-Identifier: Apache-2.0
// The schema of cases; making, loading and saving one.
#include "backend/store/cases.h"
#include "backend/store/case_text.h"
#include "base/random.h"

static const char schema[] =
    "CREATE TABLE case_key (id INTEGER PRIMARY KEY, bytes {bytes} NOT NULL);"
    "CREATE TABLE case_counter (prefix TEXT NOT NULL, year INTEGER NOT NULL, last BIGINT NOT NULL,"
    " PRIMARY KEY (prefix, year));"
    "CREATE TABLE cases (number TEXT PRIMARY KEY, service TEXT NOT NULL, state TEXT NOT NULL, title TEXT NOT NULL,"
    " detail TEXT NOT NULL, office TEXT NOT NULL, officer TEXT, answer TEXT, answers TEXT NOT NULL,"
    " language TEXT NOT NULL, secret {bytes} NOT NULL, once {bytes} NOT NULL UNIQUE, request {bytes} NOT NULL,"
    " opened BIGINT NOT NULL, deadline BIGINT NOT NULL, answered BIGINT NOT NULL, closed BIGINT NOT NULL,"
    " lapsed BIGINT NOT NULL, reopened BIGINT NOT NULL, due BIGINT NOT NULL, clock INTEGER NOT NULL,"
    " days INTEGER NOT NULL, days_left INTEGER NOT NULL, extensions INTEGER NOT NULL, unread INTEGER NOT NULL,"
    " stops TEXT NOT NULL, events INTEGER NOT NULL);"
    "CREATE INDEX cases_by_due ON cases (due) WHERE due > 0;"
    "CREATE INDEX cases_by_queue ON cases (closed, answered, deadline);"
    "CREATE TABLE case_events (number TEXT NOT NULL REFERENCES cases (number), seq INTEGER NOT NULL, at BIGINT NOT NULL,"
    " what INTEGER NOT NULL, who INTEGER NOT NULL, name TEXT, move TEXT, state TEXT NOT NULL, office TEXT NOT NULL,"
    " from_office TEXT, why TEXT, body TEXT, clock_before INTEGER NOT NULL, clock INTEGER NOT NULL,"
    " days INTEGER NOT NULL, deadline BIGINT NOT NULL, PRIMARY KEY (number, seq));"
    "CREATE TABLE guard (name TEXT PRIMARY KEY, since BIGINT NOT NULL, wrong INTEGER NOT NULL);";

// Whose a case is: "" or caller.person (backend/request.h). Guests' cases do not pay for the index.
static const char owners[] = "ALTER TABLE cases ADD COLUMN owner TEXT NOT NULL DEFAULT '';"
                             "ALTER TABLE cases ADD COLUMN sender TEXT NOT NULL DEFAULT '';"
                             "CREATE INDEX cases_by_owner ON cases (owner, opened) WHERE owner <> '';";

static const struct store_migration migrations[] = {{1, "cases", schema}, {2, "owners", owners}};
const struct store_module cases_module = {"cases", migrations, sizeof migrations / sizeof *migrations};

enum err cases_key(struct db *db, bool make, unsigned char out[CASES_HASH]) {
    static const struct db_sql get = {"case-key", "SELECT bytes FROM case_key WHERE id = 1"};
    static const struct db_sql put = {"case-key-put", "INSERT INTO case_key (id, bytes) VALUES (1, $1)"};
    struct db_stmt *s = db_query(db, &get);
    bool row = false;
    enum err err = db_step(s, &row);
    if (!err && row && db_bytes(s, 0).len == CASES_HASH)
        memcpy(out, db_bytes(s, 0).p, CASES_HASH);
    db_done(s);
    if (err || row || !make)
        return err ? err : row ? ERR_NONE : ERR_NOT_FOUND;
    random_bytes(out, CASES_HASH);
    return db_run(db, &put, (struct db_value[]){db_b((struct str){(const char *)out, CASES_HASH})}, 1, NULL);
}

enum err cases_next(struct db *db, const char *prefix, int year, int64_t *out) {
    static const struct db_sql next = {
        "case-next", "INSERT INTO case_counter (prefix, year, last) VALUES ($1, $2, 1)"
                     " ON CONFLICT (prefix, year) DO UPDATE SET last = case_counter.last + 1 RETURNING last"};
    return db_number(db, &next, (struct db_value[]){db_t(prefix), db_i(year)}, 2, out);
}

static enum err insert_event(struct db *db, const struct case_file *c, size_t seq) {
    static const struct db_sql sql = {
        "case-event", "INSERT INTO case_events (number, seq, at, what, who, name, move, state, office, from_office, why,"
                      " body, clock_before, clock, days, deadline)"
                      " VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16)"};
    const struct case_event *e = &c->events[seq];
    struct db_value v[] = {db_t(c->number),  db_i((int64_t)seq), db_i(e->at),     db_i(e->what),
                           db_i(e->who),     db_t(e->name),      db_t(e->move),   db_t(e->state),
                           db_t(e->office),  db_t(e->from_office), db_t(e->why),  db_t(e->text),
                           db_i(e->clock_before), db_i(e->clock), db_i(e->days),  db_i(e->deadline)};
    return db_run(db, &sql, v, sizeof v / sizeof *v, NULL);
}

static struct db_value hash_value(const unsigned char *h) { return db_b((struct str){(const char *)h, CASES_HASH}); }

// Reused for the common part of insert and update; more than DB_VALUES_MAX values would not fit one statement.
static void state_values(const struct case_row *row, const char *stops, struct db_value *v) {
    const struct case_file *c = &row->file;
    const struct db_value list[] = {db_t(c->state),    db_t(c->office),      db_t(c->officer),  db_t(c->answer),
                                    db_i(c->deadline), db_i(c->answered),    db_i(c->closed),   db_i(c->lapsed),
                                    db_i(c->reopened), db_i(row->due),       db_i(c->clock),    db_i(c->days),
                                    db_i(c->left),     db_i(c->extensions),  db_i(c->unread),   db_t(stops),
                                    db_i((int64_t)c->event_count)};
    memcpy(v, list, sizeof list);
}

enum { STATE_VALUES = 17 };

static enum err update_state(struct db *db, const struct case_row *row, int64_t events_before, int64_t *changed) {
    static const struct db_sql sql = {
        "case-update", "UPDATE cases SET state = $1, office = $2, officer = $3, answer = $4, deadline = $5, answered = $6,"
                       " closed = $7, lapsed = $8, reopened = $9, due = $10, clock = $11, days = $12, days_left = $13,"
                       " extensions = $14, unread = $15, stops = $16, events = $17 WHERE number = $18 AND events = $19"};
    char stops[CASE_STOPS_TEXT];
    struct db_value v[STATE_VALUES + 2];
    if (!case_stops_write(&row->file, stops, sizeof stops))
        return ERR_LIMIT;
    state_values(row, stops, v);
    v[STATE_VALUES] = db_t(row->file.number);
    v[STATE_VALUES + 1] = db_i(events_before);
    return db_run(db, &sql, v, STATE_VALUES + 2, changed);
}

enum err cases_insert(struct db *db, const struct case_row *row, const unsigned char once[CASES_HASH],
                      const unsigned char request[CASES_HASH]) {
    static const struct db_sql sql = {
        "case-insert", "INSERT INTO cases (number, service, title, detail, answers, language, secret, once, request, opened,"
                       " state, office, deadline, due, clock, days, events, answered, closed, lapsed, reopened, days_left,"
                       " extensions, unread, stops, owner, sender) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,"
                       " $15,$16,$17, 0, 0, 0, 0, 0, 0, 0, '', $18, $19)"};
    const struct case_file *c = &row->file;
    struct db_value v[] = {db_t(c->number), db_t(c->service), db_t(c->title), db_t(c->detail), db_t(row->answers),
                           db_t(row->language), hash_value(row->secret), hash_value(once), hash_value(request),
                           db_i(c->opened), db_t(c->state), db_t(c->office), db_i(c->deadline), db_i(row->due),
                           db_i(c->clock), db_i(c->days), db_i((int64_t)c->event_count),
                           db_t(row->owner ? row->owner : ""), db_t(row->sender ? row->sender : "")};
    enum err err = db_run(db, &sql, v, sizeof v / sizeof *v, NULL);
    for (size_t i = 0; i < c->event_count && !err; i++)
        err = insert_event(db, c, i);
    return err;
}

enum err cases_sent(struct db *db, const unsigned char once[CASES_HASH], const unsigned char request[CASES_HASH],
                    struct arena *a, const char **number, bool *same) {
    static const struct db_sql sql = {"case-sent", "SELECT number, request FROM cases WHERE once = $1"};
    struct db_stmt *s = db_query_with(db, &sql, (struct db_value[]){hash_value(once)}, 1);
    bool row = false;
    enum err err = db_step(s, &row);
    if (!err && row) {
        struct str r = db_bytes(s, 1);
        *number = db_text_in(s, 0, a);
        *same = r.len == CASES_HASH && !memcmp(r.p, request, CASES_HASH);
        err = *number ? ERR_NONE : ERR_MEMORY;
    }
    db_done(s);
    return err ? err : row ? ERR_NONE : ERR_NOT_FOUND;
}

static enum err load_events(struct db *db, struct arena *a, struct case_file *c) {
    static const struct db_sql sql = {
        "case-events", "SELECT at, what, who, name, move, state, office, from_office, why, body, clock_before, clock, days,"
                       " deadline FROM case_events WHERE number = $1 ORDER BY seq"};
    struct case_event *list = arena_array(a, c->event_count + 1, sizeof *list);
    struct db_stmt *s = db_query_with(db, &sql, (struct db_value[]){db_t(c->number)}, 1);
    bool row = list != NULL;
    enum err err = list ? ERR_NONE : ERR_MEMORY;
    size_t n = 0;
    while (!err && n < c->event_count && !(err = db_step(s, &row)) && row)
        list[n++] = (struct case_event){.at = db_int(s, 0), .what = (int)db_int(s, 1), .who = (int)db_int(s, 2),
                                        .name = db_text_in(s, 3, a), .move = db_text_in(s, 4, a),
                                        .state = db_text_in(s, 5, a), .office = db_text_in(s, 6, a),
                                        .from_office = db_text_in(s, 7, a), .why = db_text_in(s, 8, a),
                                        .text = db_text_in(s, 9, a), .clock_before = (int)db_int(s, 10),
                                        .clock = (int)db_int(s, 11), .days = (int)db_int(s, 12),
                                        .deadline = db_int(s, 13)};
    db_done(s);
    c->events = list;
    c->event_count = n;
    return err ? err : a->failed ? ERR_MEMORY : ERR_NONE;
}

static void read_row(struct db_stmt *s, struct arena *a, struct case_row *out) {
    struct case_file *c = &out->file;
    *c = (struct case_file){.number = db_text_in(s, 0, a), .service = db_text_in(s, 1, a), .state = db_text_in(s, 2, a),
                            .title = db_text_in(s, 3, a), .detail = db_text_in(s, 4, a), .office = db_text_in(s, 5, a),
                            .officer = db_text_in(s, 6, a), .answer = db_text_in(s, 7, a), .opened = db_int(s, 11),
                            .deadline = db_int(s, 12), .answered = db_int(s, 13), .closed = db_int(s, 14),
                            .lapsed = db_int(s, 15), .reopened = db_int(s, 16), .clock = (int)db_int(s, 18),
                            .days = (int)db_int(s, 19), .left = (int)db_int(s, 20), .extensions = (int)db_int(s, 21),
                            .unread = (int)db_int(s, 22), .event_count = (size_t)db_int(s, 24)};
    out->answers = db_text_in(s, 8, a);
    out->language = db_text_in(s, 9, a);
    out->due = db_int(s, 17);
    out->owner = db_text_in(s, 25, a);
    out->sender = db_text_in(s, 26, a);
    if (db_bytes(s, 10).len == CASES_HASH)
        memcpy(out->secret, db_bytes(s, 10).p, CASES_HASH);
}

enum err cases_load(struct db *db, const char *number, struct arena *a, struct case_row *out) {
    static const struct db_sql sql = {
        "case-load", "SELECT number, service, state, title, detail, office, officer, answer, answers, language, secret,"
                     " opened, deadline, answered, closed, lapsed, reopened, due, clock, days, days_left, extensions,"
                     " unread, stops, events, owner, sender FROM cases WHERE number = $1"};
    struct db_stmt *s = db_query_with(db, &sql, (struct db_value[]){db_t(number)}, 1);
    bool row = false;
    enum err err = db_step(s, &row);
    *out = (struct case_row){.due = 0};
    if (!err && row) {
        read_row(s, a, out);
        if (!case_stops_read(a, db_text(s, 23), &out->file))
            err = ERR_MEMORY;
    }
    db_done(s);
    if (!err && !row)
        return ERR_NOT_FOUND;
    if (!err && a->failed)
        err = ERR_MEMORY;
    return err ? err : load_events(db, a, &out->file);
}

enum err cases_save(struct db *db, const struct case_row *row, size_t events_before) {
    int64_t changed = 0;
    enum err err = update_state(db, row, (int64_t)events_before, &changed);
    if (!err && changed != 1)
        err = ERR_CONFLICT;
    for (size_t i = events_before; i < row->file.event_count && !err; i++)
        err = insert_event(db, &row->file, i);
    return err;
}

enum err cases_set_due(struct db *db, const char *number, when_ms due) {
    static const struct db_sql sql = {"case-set-due", "UPDATE cases SET due = $2 WHERE number = $1"};
    return db_run(db, &sql, (struct db_value[]){db_t(number), db_i(due)}, 2, NULL);
}
