// SPDX-License-Identifier: Apache-2.0
// Private to backend/identity.
#ifndef TGOV_BACKEND_IDENTITY_INSIDE_H
#define TGOV_BACKEND_IDENTITY_INSIDE_H

#include "backend/identity/cache.h"
#include "backend/identity/fetch.h"
#include "backend/identity/identity.h"
#include "backend/identity/keys.h"
#include "backend/identity/proofs.h"
#include "contract/token/jwt.h"

struct identity { // process; after identity_create only its parts change, each with its own lock
    struct identity_options o; // defaults filled in
    const char *audiences[IDENTITY_LIST_MAX], *types[IDENTITY_LIST_MAX];
    size_t audience_count, type_count;
    struct fetch *fetch; // NULL for the embedded issuer
    struct keys *keys;   // NULL: no issuer at all
    struct cache *cache;
    struct proofs *proofs;
    struct arena arena;  // the lists above
};

// What a verified token says, as a caller; texts in the arena. `out->jkt` is the key it is bound to, not yet proved.
// REFUSAL_SUBJECT, REFUSAL_BOUND (to something that is no DPoP key), REFUSAL_CLAIM, REFUSAL_MEMORY.
enum refusal caller_of(const struct identity *i, const struct jwt *t, struct arena *a, struct caller *out) TGOV_CHECKED;

// The issuer's name as tokens must say it, and our audience when none is configured; NULL when there is no issuer.
const char *identity_issuer(const struct identity *i, const struct site *site);

#endif
