// SPDX-License-Identifier: Apache-2.0
// Who may sit at the officers' desk: accounts with a hashed password, and sessions of which only hashes are kept.
#ifndef TGOV_STORE_DESK_H
#define TGOV_STORE_DESK_H

#include "backend/store/store.h"

enum { DESK_HASH = 32 };

struct desk_session {
    const char *officer; // the name citizens read
    const char *csrf;    // what every form must send along
    when_ms expires;
};

// ERR_NOT_FOUND when there is no such account.
enum err desk_password(struct db *db, const char *account, struct arena *a, const char **hash) TGOV_CHECKED;
enum err desk_set_password(struct db *db, const char *account, const char *hash, when_ms now) TGOV_CHECKED;
enum err desk_session_add(struct db *db, const unsigned char token[DESK_HASH], const struct desk_session *s,
                          when_ms now) TGOV_CHECKED;
// ERR_NOT_FOUND when it is unknown or over.
enum err desk_session_find(struct db *db, const unsigned char token[DESK_HASH], when_ms now, struct arena *a,
                           struct desk_session *out) TGOV_CHECKED;
enum err desk_session_end(struct db *db, const unsigned char token[DESK_HASH]) TGOV_CHECKED;

extern const struct store_module desk_module;

#endif
