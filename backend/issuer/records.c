// SPDX-License-Identifier: Apache-2.0
// The schema of the issuer, and what is thrown away when.
#include "backend/issuer/records.h"
#include "base/random.h"

static const char schema[] =
    "CREATE TABLE issuer_salt (id INTEGER PRIMARY KEY, bytes {bytes} NOT NULL);"
    "CREATE TABLE issuer_key (kid TEXT PRIMARY KEY, pem TEXT NOT NULL, made BIGINT NOT NULL);"
    "CREATE TABLE issuer_person (id TEXT PRIMARY KEY, login TEXT NOT NULL UNIQUE, name TEXT NOT NULL, roles BIGINT NOT NULL,"
    " organisation TEXT NOT NULL, number TEXT NOT NULL, password TEXT NOT NULL, must_change BIGINT NOT NULL,"
    " demo BIGINT NOT NULL, made BIGINT NOT NULL, changed BIGINT NOT NULL);"
    "CREATE TABLE issuer_grant (device {bytes} PRIMARY KEY, code TEXT NOT NULL UNIQUE, scope TEXT NOT NULL, jkt TEXT NOT NULL,"
    " box TEXT NOT NULL, place TEXT NOT NULL, purpose TEXT NOT NULL, details TEXT NOT NULL, pictures TEXT NOT NULL,"
    " made BIGINT NOT NULL, expires BIGINT NOT NULL, state BIGINT NOT NULL, person TEXT NOT NULL, signed_in BIGINT NOT NULL,"
    " wrong BIGINT NOT NULL, chain TEXT NOT NULL);"
    "CREATE INDEX issuer_grant_expires ON issuer_grant (expires);"
    "CREATE TABLE issuer_chain (id TEXT PRIMARY KEY, person TEXT NOT NULL, scope TEXT NOT NULL, jkt TEXT NOT NULL,"
    " box TEXT NOT NULL, place TEXT NOT NULL, made BIGINT NOT NULL, used BIGINT NOT NULL, signed_in BIGINT NOT NULL,"
    " ended BIGINT NOT NULL);"
    "CREATE INDEX issuer_chain_person ON issuer_chain (person, used);"
    "CREATE TABLE issuer_refresh (token {bytes} PRIMARY KEY, chain TEXT NOT NULL, made BIGINT NOT NULL,"
    " replaced BIGINT NOT NULL, successor {bytes});"
    "CREATE INDEX issuer_refresh_chain ON issuer_refresh (chain);"
    "CREATE TABLE issuer_session (token {bytes} PRIMARY KEY, person TEXT NOT NULL, signed_in BIGINT NOT NULL,"
    " expires BIGINT NOT NULL);"
    "CREATE INDEX issuer_session_person ON issuer_session (person);"
    "CREATE TABLE issuer_try (name {bytes} PRIMARY KEY, since BIGINT NOT NULL, count BIGINT NOT NULL);"
    "CREATE TABLE issuer_log (id {serial}, person TEXT NOT NULL, event TEXT NOT NULL, box TEXT NOT NULL, at BIGINT NOT NULL);"
    "CREATE INDEX issuer_log_person ON issuer_log (person, at);";
// Names in parts; whoever was there before has one text.
static const char parts[] = "ALTER TABLE issuer_person ADD COLUMN given TEXT NOT NULL DEFAULT '';"
                            "ALTER TABLE issuer_person ADD COLUMN family TEXT NOT NULL DEFAULT '';"
                            "ALTER TABLE issuer_person ADD COLUMN language TEXT NOT NULL DEFAULT '';";
static const struct store_migration migrations[] = {{1, "issuer", schema}, {2, "names in parts", parts}};
const struct store_module issuer_module = {"issuer", migrations, sizeof migrations / sizeof *migrations};

struct secret_hash secret_hash_of(const char *secret) {
    struct secret_hash h;
    digest_sha256(str_of(secret), h.bytes);
    return h;
}

enum err records_salt(struct db *db, bool make, struct secret_hash *out) {
    static const struct db_sql get = {"issuer-salt", "SELECT bytes FROM issuer_salt WHERE id = 1"};
    static const struct db_sql put = {"issuer-salt-put", "INSERT INTO issuer_salt (id, bytes) VALUES (1, $1)"};
    struct db_stmt *s = db_query(db, &get);
    bool row = false;
    enum err err = db_step(s, &row);
    row = row && db_bytes(s, 0).len == sizeof out->bytes;
    if (!err && row)
        memcpy(out->bytes, db_bytes(s, 0).p, sizeof out->bytes);
    db_done(s);
    if (err || row || !make)
        return err ? err : row ? ERR_NONE : ERR_NOT_FOUND;
    random_bytes(out->bytes, sizeof out->bytes);
    return db_run(db, &put, (struct db_value[]){db_b((struct str){(const char *)out->bytes, sizeof out->bytes})}, 1, NULL);
}

enum err records_tidy(struct db *db, when_ms now) {
    static const when_ms day = 24 * 3600 * 1000;
    // A used code is remembered for a day, so that a replay still finds the television it signed in.
    static const struct db_sql grants = {"issuer-tidy-grants", "DELETE FROM issuer_grant WHERE expires < $1"};
    static const struct db_sql sessions = {"issuer-tidy-sessions", "DELETE FROM issuer_session WHERE expires < $1"};
    static const struct db_sql tries = {"issuer-tidy-tries", "DELETE FROM issuer_try WHERE since < $1"};
    static const struct db_sql log = {"issuer-tidy-log", "DELETE FROM issuer_log WHERE at < $1"};
    static const struct db_sql idle = {"issuer-tidy-idle", "DELETE FROM issuer_refresh WHERE chain IN"
                                                           " (SELECT id FROM issuer_chain WHERE used < $1 OR ended <> 0)"};
    static const struct db_sql chains = {"issuer-tidy-chains", "DELETE FROM issuer_chain WHERE used < $1"
                                                               " OR (ended <> 0 AND ended < $2)"};
    // Of a long chain only the last tokens are worth remembering: an older one is unknown, and refused all the same.
    static const struct db_sql old = {"issuer-tidy-refresh", "DELETE FROM issuer_refresh WHERE replaced <> 0 AND replaced < $1"};
    enum err err = db_run(db, &grants, (struct db_value[]){db_i(now - day)}, 1, NULL);
    if (!err)
        err = db_run(db, &sessions, (struct db_value[]){db_i(now)}, 1, NULL);
    if (!err)
        err = db_run(db, &tries, (struct db_value[]){db_i(now - day)}, 1, NULL);
    if (!err)
        err = db_run(db, &log, (struct db_value[]){db_i(now - 365 * day)}, 1, NULL);
    if (!err)
        err = db_run(db, &idle, (struct db_value[]){db_i(now - ISSUER_IDLE_DAYS * day)}, 1, NULL);
    if (!err)
        err = db_run(db, &chains, (struct db_value[]){db_i(now - ISSUER_IDLE_DAYS * day), db_i(now - 30 * day)}, 2, NULL);
    return err ? err : db_run(db, &old, (struct db_value[]){db_i(now - ISSUER_IDLE_DAYS * day)}, 1, NULL);
}
