// SPDX-License-Identifier: Apache-2.0
// What an issuer (and the backend, about its issuer) answers, read with suspicion: every text has a cap and no control
// characters, every address is https (plain http to this machine only where that is allowed), every number has a range.
// What is absent or nonsense and not needed counts as absent; what is needed gives ERR_MISSING, ERR_TYPE or ERR_LIMIT.
// Texts that come out live in the given arena.
//
// Sources: RFC 8414 and OpenID Connect Discovery (discovery), RFC 8628 (device), RFC 6749 5.1 and 5.2 (tokens, errors),
// contract/openapi.yaml (offer).
#ifndef TGOV_APP_IDENTITY_ANSWERS_H
#define TGOV_APP_IDENTITY_ANSWERS_H

#include "base/when.h"
#include "base/value.h"

enum {
    OAUTH_ANSWER_BYTES = 256 << 10, // of one answer
    OAUTH_TOKEN_MAX = 8 << 10,      // bytes of a token or a device code
    OAUTH_TEXT_MAX = 512,           // of any other text, addresses too
    OAUTH_CODE_MAX = 32,            // of the code that a person types
    OAUTH_PICTURES = 3,
    OAUTH_INTERVAL_S = 5, OAUTH_INTERVAL_CAP_S = 60, // between two questions "is it approved?"; default and cap
    OAUTH_LIFE_S = 600, OAUTH_LIFE_CAP_S = 1800,     // of a code
    OAUTH_TOKEN_S = 300, OAUTH_TOKEN_CAP_S = 86400,  // of an access token; the default when it does not say
};

// GET /v1/identity. `issuer` NULL: sign-in is not offered here.
struct oauth_offer {
    const char *issuer, *client_id, *scope;
    const char *resource, *name; // "" when absent
    bool embedded;               // the backend's own: it also takes what only Tgov says
};
enum err oauth_read_offer(struct arena *a, const struct val *v, bool allow_http, struct oauth_offer *out) TGOV_CHECKED;

struct oauth_server {
    const char *device, *token; // endpoints
    const char *revoke;         // "" when there is none
    bool dpop;                  // ES256 proofs are understood
};
// ERR_DENIED when it speaks for another issuer than `issuer`; ERR_UNSUPPORTED when it cannot sign in a television.
enum err oauth_read_server(struct arena *a, const struct val *v, const char *issuer, bool allow_http,
                           struct oauth_server *out) TGOV_CHECKED;

struct oauth_device {
    const char *device_code, *user_code, *address;
    const char *link; // verification_uri_complete, else the address
    const char *pictures[OAUTH_PICTURES];
    int picture_count; // OAUTH_PICTURES or 0
    int life_s, interval_s;
};
enum err oauth_read_device(struct arena *a, const struct val *v, bool allow_http, struct oauth_device *out) TGOV_CHECKED;

struct oauth_tokens {
    const char *access, *refresh, *identity; // the last two "" when absent
    bool dpop;                               // the token is bound to the key of this box
    int life_s;
};
enum err oauth_read_tokens(struct arena *a, const struct val *v, struct oauth_tokens *out) TGOV_CHECKED;

enum oauth_error { // of an error answer; OAUTH_ERROR_NONE also for an empty body
    OAUTH_ERROR_NONE, OAUTH_ERROR_PENDING, OAUTH_ERROR_SLOW_DOWN, OAUTH_ERROR_DENIED, OAUTH_ERROR_EXPIRED, OAUTH_ERROR_GRANT,
    OAUTH_ERROR_PROOF, // invalid_dpop_proof: most likely the clock
    OAUTH_ERROR_OTHER
};
enum oauth_error oauth_read_error(const struct val *v);

// What a token says about its person, for showing only: who may do what is decided by the backend.
struct oauth_claims {
    const char *subject, *name, *organisation, *number; // "" when absent
    const char *roles;                                  // known ones, parted by blanks
};
// From the payload of a JWT, unverified: it came from the issuer over TLS. ERR_SYNTAX for an opaque token.
enum err oauth_read_claims(struct arena *a, const char *token, struct oauth_claims *out) TGOV_CHECKED;
// The same from an object, as GET /v1/me answers it.
enum err oauth_read_person(struct arena *a, const struct val *v, struct oauth_claims *out) TGOV_CHECKED;

// For several of the readers above: texts without control characters, of at most `max` bytes; else "".
const char *oauth_text(const struct val *v, const char *key, size_t max);

#endif
