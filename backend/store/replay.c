// SPDX-License-Identifier: Apache-2.0
// The table behind Idempotency-Key.
#include "backend/store/replay.h"

static const struct store_migration migrations[] = {
    {1, "replay",
     "CREATE TABLE replay(id {serial}, slot {bytes} NOT NULL UNIQUE, request {bytes} NOT NULL, status BIGINT NOT NULL,"
     " content_type TEXT, location TEXT, etag TEXT, body {bytes} NOT NULL, at BIGINT NOT NULL)"},
};
const struct store_module replay_module = {"replay", migrations, 1};

static int64_t oldest_kept(when_ms now) { return now - (int64_t)REPLAY_KEEP_DAYS * 86400 * 1000; }

static struct str bytes32(const unsigned char *hash) { return (struct str){(const char *)hash, REPLAY_HASH}; }

static enum err take(struct db_stmt *s, struct arena *a, struct replay_answer *out) {
    struct str body = db_bytes(s, 5);
    out->status = (int)db_int(s, 1);
    out->content_type = db_text_in(s, 2, a);
    out->location = db_text_in(s, 3, a);
    out->etag = db_text_in(s, 4, a);
    out->body = (struct str){arena_copy(a, body.p, body.len), body.len};
    return a->failed ? ERR_MEMORY : ERR_NONE;
}

enum err replay_find(struct db *db, const struct replay_key *k, when_ms now, struct arena *a, bool *found,
                     struct replay_answer *out) {
    static const struct db_sql find = {"replay-find",
                                       "SELECT request, status, content_type, location, etag, body FROM replay"
                                       " WHERE slot = $1 AND at >= $2"};
    struct db_value values[] = {db_b(bytes32(k->slot)), db_i(oldest_kept(now))};
    struct db_stmt *s = db_query_with(db, &find, values, 2);
    *found = false;
    bool row = false;
    enum err err = db_step(s, &row);
    if (!err && row && !str_same(db_bytes(s, 0), bytes32(k->request)))
        err = ERR_CONFLICT;
    if (!err && row) {
        err = take(s, a, out);
        *found = !err;
    }
    db_done(s);
    return err;
}

enum err replay_keep(struct db *db, const struct replay_key *k, when_ms now, const struct replay_answer *answer) {
    // One key that outlived its 30 days may be used anew.
    static const struct db_sql keep = {
        "replay-keep", "INSERT INTO replay(slot, request, status, content_type, location, etag, body, at)"
                       " VALUES($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT(slot) DO UPDATE SET"
                       " request = excluded.request, status = excluded.status,"
                       " content_type = excluded.content_type, location = excluded.location,"
                       " etag = excluded.etag, body = excluded.body, at = excluded.at"};
    // Ids follow time, so the oldest rows are found without an index of their own.
    static const struct db_sql sweep = {
        "replay-sweep", "DELETE FROM replay WHERE at < $1 AND id IN (SELECT id FROM replay ORDER BY id LIMIT $2)"};
    struct str body = answer->body.p ? answer->body : STR("");
    struct db_value values[] = {
        db_b(bytes32(k->slot)), db_b(bytes32(k->request)), db_i(answer->status), db_t(answer->content_type),
        db_t(answer->location), db_t(answer->etag),        db_b(body),           db_i(now)};
    enum err err = db_run(db, &keep, values, 8, NULL);
    if (!err)
        err = db_run(db, &sweep, (struct db_value[]){db_i(oldest_kept(now)), db_i(REPLAY_SWEEP)}, 2, NULL);
    return err;
}
