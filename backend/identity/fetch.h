// SPDX-License-Identifier: Apache-2.0
// Private to backend/identity: a foreign issuer's keys over HTTPS. The one file of the backend that knows libcurl.
#ifndef TGOV_BACKEND_IDENTITY_FETCH_H
#define TGOV_BACKEND_IDENTITY_FETCH_H

#include "base/value.h"

enum {
    FETCH_DISCOVERY_MAX = 64 << 10, // bytes; of the key set: JWK_SET_BYTES
    FETCH_CONNECT_MS = 3000,
    FETCH_TOTAL_MS = 5000,
    FETCH_URL_MAX = 2000,
};

struct fetch;

// ERR_TYPE in `f` for a URL that is neither https nor http on this very machine; ERR_NOT_FOUND for the CA file.
struct fetch *fetch_create(const char *issuer, const char *jwks_url, const char *ca_file, struct fault *f) TGOV_CHECKED;
void fetch_stop(struct fetch *t);    // from another thread: what runs ends now, and no further call does anything
void fetch_destroy(struct fetch *t); // NULL is fine
// An identity_keys. Without a JWKS URL it asks the issuer first (OpenID discovery, then RFC 8414 where that is 404) and
// remembers the answer until a fetch fails. The document's "issuer" must be ours to the letter. No redirect is followed.
enum err fetch_keys(void *self, struct arena *a, struct val *jwks, struct fault *f);

#endif
