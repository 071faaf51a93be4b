// SPDX-License-Identifier: Apache-2.0
// Idempotent writes: the first success of (key, route, subject) is kept for 30 days with the hash of its request, and a
// repetition gets the same answer byte for byte. http_write does all this for rows with ROUTE_IDEMPOTENT; other writers
// may use it inside their own job. Since there is one writer thread, two copies that arrive together give one result.
#ifndef TGOV_STORE_REPLAY_H
#define TGOV_STORE_REPLAY_H

#include "backend/store/store.h"

enum { REPLAY_HASH = 32, REPLAY_KEEP_DAYS = 30, REPLAY_SWEEP = 2 };

struct replay_key {
    unsigned char slot[REPLAY_HASH]; // SHA-256 of key, route and caller: short to look up, and the table names nobody
    unsigned char request[REPLAY_HASH]; // SHA-256 of the body
};
struct replay_answer {
    int status;
    const char *content_type, *location, *etag; // NULL: none
    struct str body;
};

// ERR_NONE and *found: the kept answer, in the arena. ERR_CONFLICT: the key was used with another request.
enum err replay_find(struct db *db, const struct replay_key *k, when_ms now, struct arena *a, bool *found,
                     struct replay_answer *out) TGOV_CHECKED;
// Keeps an answer; also forgets up to REPLAY_SWEEP answers older than REPLAY_KEEP_DAYS, more than ever come in.
enum err replay_keep(struct db *db, const struct replay_key *k, when_ms now,
                     const struct replay_answer *answer) TGOV_CHECKED;

extern const struct store_module replay_module;

#endif
