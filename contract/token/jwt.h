// SPDX-License-Identifier: Apache-2.0
// Claims that an issuer signed (RFC 7519, RFC 9068 for access tokens, OpenID Connect for identity tokens).
//
//     const struct jwt_rules rules = {.issuer = "https://id.example", .audiences = aud, .audience_count = 1,
//                                     .types = (const char *const[]){"at+jwt"}, .type_count = 1};
//     enum refusal why = jwt_check(a, token, &rules, &keys, now, &jwt);
//     if (why == REFUSAL_UNKNOWN_KEY) ... fetch the keys once and try again ...
//
// The header's "jwk", "jku", "x5c" and "x5u" are never looked at, "crit" is refused. To write a token use jws_sign with
// an object of claims.
#ifndef TGOV_CONTRACT_TOKEN_JWT_H
#define TGOV_CONTRACT_TOKEN_JWT_H

#include "base/when.h"
#include "contract/token/jws.h"

enum {
    JWT_LEEWAY_S = 30,     // for clocks that differ, in both directions
    JWT_SUBJECT_MAX = 255, // bytes (OpenID Connect Core, section 2)
    JWT_LIST_MAX = 64,     // roles and the like
};

struct jwt_rules { // all of it is configuration: issuers differ in every one of these
    const char *issuer;
    const char *const *audiences; // any one of them is enough
    size_t audience_count;
    const char *const *types;     // accepted "typ", compared without case; "application/" before it is ignored
    size_t type_count;
    bool typ_optional;            // a token without "typ" is fine, too (identity tokens of many issuers)
};

struct jwt {
    struct val claims;           // an object
    const char *issuer, *subject, *kid;
    when_ms expires;
};

// Form, typ, key, signature, and then the claims: iss equal, aud (a text or a list) has one of ours, sub required, exp
// required, nbf honoured. Any refusal but those of DPoP may come. For REFUSAL_UNKNOWN_KEY `out->kid` is set.
enum refusal jwt_check(struct arena *a, struct str token, const struct jwt_rules *rules, const struct jwk_set *keys,
                       when_ms now, struct jwt *out) TGOV_CHECKED;

// A claim by path: "name", "realm_access.roles", "https://example.gov/roles". A member whose whole name is the path comes
// first, then dots part it (base/value.h val_at). NULL when absent or `path` is NULL or empty.
const struct val *jwt_claim(const struct val *claims, const char *path);
// The claim when it is a text without control characters and of at most `max` bytes, or a number that is whole (written
// as such: some issuers send business numbers so); else "". NULL at the arena's cap.
const char *jwt_claim_text(struct arena *a, const struct val *claims, const char *path, size_t max) TGOV_CHECKED;
// A list of texts, from an array of texts or from one text parted by commas or white space. Absent: none. Things of
// other types are left out; at most JWT_LIST_MAX are taken. False at the arena's cap.
bool jwt_claim_texts(struct arena *a, const struct val *claims, const char *path, const char *const **out,
                     size_t *count) TGOV_CHECKED;

#endif
