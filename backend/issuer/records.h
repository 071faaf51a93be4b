// SPDX-License-Identifier: Apache-2.0
// Private to backend/issuer: what the issuer keeps. Secrets (codes of devices, refresh tokens, cookies) are kept as SHA-256
// only, passwords as yescrypt. Texts that a function gives live in the arena. ERR_NOT_FOUND where there is nothing; writes
// run within a job of the store.
#ifndef TGOV_BACKEND_ISSUER_RECORDS_H
#define TGOV_BACKEND_ISSUER_RECORDS_H

#include "backend/digest.h"
#include "backend/issuer/issuer.h"
#include "backend/store/store.h"

enum {
    RECORDS_ID = 16,           // letters of ids, base32
    RECORDS_SECRET = 52,       // of secrets, base32: 260 bits
    RECORDS_LOGIN_MAX = 40, RECORDS_NAME_MAX = 80, // bytes
    RECORDS_BOXES_MAX = 50, RECORDS_LOG_MAX = 20,  // that a page shows
};

struct secret_hash {
    unsigned char bytes[DIGEST_BYTES];
};
struct secret_hash secret_hash_of(const char *secret);

// ---- people.c ----
enum err person_find(struct db *db, struct arena *a, const char *login, struct issuer_person *out) TGOV_CHECKED;
enum err person_by_id(struct db *db, struct arena *a, const char *id, struct issuer_person *out) TGOV_CHECKED;
// ERR_DUPLICATE when the login is taken.
enum err person_add(struct db *db, const struct issuer_person *p, when_ms now) TGOV_CHECKED;
enum err person_set_password(struct db *db, const char *id, const char *hash, bool must_change, when_ms now) TGOV_CHECKED;
enum err people_count(struct db *db, int64_t *out) TGOV_CHECKED; // without the demonstration's
// Random bytes of this database, made when first asked for within a write.
enum err records_salt(struct db *db, bool make, struct secret_hash *out) TGOV_CHECKED;

// ---- grants.c: a television that waits for its answer ----
enum grant_state { GRANT_WAITS, GRANT_APPROVED, GRANT_DENIED, GRANT_SPENT, GRANT_KILLED };
struct grant {
    struct secret_hash device;
    const char *code;               // "BCDF-GHJK"
    const char *scope, *jkt;        // jkt "": not bound
    const char *box, *place, *purpose; // what the television says of itself; each may be ""
    const char *details;            // authorization_details as JSON; "": a plain sign-in
    const char *pictures;           // "boat lamp tree"
    when_ms made, expires;
    enum grant_state state;
    const char *person;             // who answered; "" before
    when_ms signed_in;              // when that person proved who they are
    int64_t wrong;                  // wrong pictures so far
    const char *chain;              // of the refresh tokens that came from it; "": none
};
enum err grant_add(struct db *db, const struct grant *g) TGOV_CHECKED; // ERR_DUPLICATE: the code is in use
enum err grant_by_code(struct db *db, struct arena *a, const char *code, struct grant *out) TGOV_CHECKED;
enum err grant_by_device(struct db *db, struct arena *a, const struct secret_hash *device, struct grant *out) TGOV_CHECKED;
// Only from `from`: ERR_CONFLICT when it is in another state by now.
enum err grant_move(struct db *db, const struct grant *g, enum grant_state from, enum grant_state to) TGOV_CHECKED;
enum err grant_answer(struct db *db, const struct grant *g, enum grant_state to, const char *person, when_ms signed_in)
    TGOV_CHECKED;
enum err grant_set_chain(struct db *db, const struct grant *g, const char *chain) TGOV_CHECKED;
enum err grant_add_wrong(struct db *db, const struct grant *g, int64_t *wrong) TGOV_CHECKED;
enum err grants_waiting(struct db *db, when_ms now, int64_t *out) TGOV_CHECKED;

// ---- chains.c: a television that is signed in, and its refresh tokens ----
struct chain {
    const char *id, *person, *scope, *jkt, *box, *place;
    when_ms made, used, signed_in;
    bool ended;
};
struct refresh {
    const char *chain;
    when_ms made, replaced;      // replaced 0: it is the current one
    struct secret_hash successor; // when replaced
};
enum err chain_add(struct db *db, const struct chain *c) TGOV_CHECKED;
enum err chain_find(struct db *db, struct arena *a, const char *id, struct chain *out) TGOV_CHECKED;
enum err chain_touch(struct db *db, const char *id, when_ms now) TGOV_CHECKED;
// Its refresh tokens go, too.
enum err chain_end(struct db *db, const char *id, when_ms now) TGOV_CHECKED;
enum err chains_end_all(struct db *db, const char *person, when_ms now) TGOV_CHECKED;
// Those that are signed in, latest use first.
enum err chains_of(struct db *db, struct arena *a, const char *person, struct chain *out, size_t *count) TGOV_CHECKED;
enum err refresh_add(struct db *db, const struct secret_hash *token, const char *chain, when_ms now) TGOV_CHECKED;
enum err refresh_find(struct db *db, struct arena *a, const struct secret_hash *token, struct refresh *out) TGOV_CHECKED;
enum err refresh_replace(struct db *db, const struct secret_hash *token, const struct secret_hash *by, when_ms now)
    TGOV_CHECKED;
enum err refresh_drop(struct db *db, const struct secret_hash *token) TGOV_CHECKED;

// ---- sessions.c: a phone that is signed in, the log, counts of wrong tries ----
struct phone_session {
    const char *person;
    when_ms signed_in, expires;
};
enum err session_add(struct db *db, const struct secret_hash *token, const struct phone_session *s) TGOV_CHECKED;
enum err session_find(struct db *db, struct arena *a, const struct secret_hash *token, when_ms now,
                      struct phone_session *out) TGOV_CHECKED;
enum err session_end(struct db *db, const struct secret_hash *token) TGOV_CHECKED;
enum err sessions_end_others(struct db *db, const char *person, const struct secret_hash *but) TGOV_CHECKED;

struct log_entry {
    const char *event, *box; // event: "sign-in", "box", "sign", "denied", "box-out", "reuse", "password"
    when_ms at;
};
enum err log_add(struct db *db, const char *person, const char *event, const char *box, when_ms now) TGOV_CHECKED;
enum err log_of(struct db *db, struct arena *a, const char *person, struct log_entry *out, size_t *count) TGOV_CHECKED;

// How many wrong tries within the window that is running; forgotten by itself when the window is over.
enum err tries_count(struct db *db, const struct secret_hash *name, when_ms now, when_ms window, int64_t *out) TGOV_CHECKED;
enum err tries_add(struct db *db, const struct secret_hash *name, when_ms now, when_ms window) TGOV_CHECKED;
enum err tries_forget(struct db *db, const struct secret_hash *name) TGOV_CHECKED;

// Everything that is long over.
enum err records_tidy(struct db *db, when_ms now) TGOV_CHECKED;

#endif
