// SPDX-License-Identifier: Apache-2.0
// Proof that who sends a token holds the key the token is bound to (RFC 9449).
//
// A client:
//     struct dpop_request r = {.method = "GET", .url = "https://api.example/v1/me", .token = access_token};
//     if (dpop_make(a, &key, &r, now, &proof) == ERR_NONE) ... send "Authorization: DPoP TOKEN" and "DPoP: PROOF"
// At the issuer there is no token yet: leave `token` NULL.
#ifndef TGOV_CONTRACT_TOKEN_DPOP_H
#define TGOV_CONTRACT_TOKEN_DPOP_H

#include "base/when.h"
#include "contract/token/jws.h"

enum {
    DPOP_WINDOW_S = 60, // how far "iat" may be from now, in both directions
    DPOP_JTI_MAX = 128,
    DPOP_URL_MAX = 4096,
    DPOP_NONCE_MAX = 256,
};

struct dpop_request {
    const char *method; // "POST", as it stands in the request
    const char *url;    // absolute; a query and a fragment do not count
    const char *token;  // the access token that goes with it, or NULL
    const char *nonce;  // what the server asked for, or NULL
};

struct dpop_proof {
    char jkt[JWK_THUMBPRINT + 1]; // of the key that signed it: to be compared with the token's cnf.jkt
    const char *jti;              // in the arena; the server remembers it for 2 * DPOP_WINDOW_S and refuses it again
    when_ms issued;
};

// A new proof signed with an ES256 key; terminated, in the arena. ERR_TYPE when the URL is not absolute http(s), else the
// errors of jws_sign.
enum err dpop_make(struct arena *a, const struct jwk *key, const struct dpop_request *r, when_ms now,
                   const char **out) TGOV_CHECKED;
// Everything but the replay, in the order of RFC 9449, 4.3: form, typ dpop+jwt, asymmetric alg with its public jwk,
// signature, htm, htu, iat, ath (when r->token), nonce (when r->nonce). With `jkt` not NULL the key must be that one.
// REFUSAL_PROOF…, REFUSAL_MEMORY.
enum refusal dpop_check(struct arena *a, const char *proof, const struct dpop_request *r, const char *jkt, when_ms now,
                        struct dpop_proof *out) TGOV_CHECKED;
// base64url SHA-256 of a token: "ath" (also good for other hashes of texts). ERR_MEMORY.
enum err dpop_hash(const char *token, char out[JWK_THUMBPRINT + 1]) TGOV_CHECKED;
// Whether both name the same place: scheme and host without case, the default port left out, "" is "/", %7e is ~, query
// and fragment ignored (RFC 3986, 6.2.2 and 6.2.3). False when one is no absolute http(s) URL.
bool dpop_same_url(const char *a, const char *b);

#endif
