// SPDX-License-Identifier: Apache-2.0
// Who asks: checks access tokens of ONE configured issuer, foreign or embedded, by the same path. A token is a signed JWT
// (RFC 9068); it comes as "Authorization: Bearer TOKEN", or, when it is bound to a key (cnf.jkt), as "Authorization: DPoP
// TOKEN" with a proof in the header "DPoP" (RFC 9449).
//
// What changes when:
// - The issuer's keys are fetched at the start, every refresh_s, and at need when a token names an unknown key: then once,
//   at most every refetch_s, and that one request waits up to wait_ms. Others are told to come back (503, Retry-After).
// - A key that the issuer took away is refused after the next fetch, so within refresh_s plus the time of a fetch. What was
//   remembered of tokens checked with the old keys is forgotten at the same moment.
// - While the issuer does not answer, the old keys are used for keep_s at most; then tokens get 503, not 401: they may be
//   good, and nobody has to sign in again because of it.
// - A checked token is remembered by its SHA-256 until it expires, IDENTITY_CACHE tokens at most. A token that the issuer
//   revokes therefore stays good until it expires: let access tokens live 15 minutes at most.
#ifndef TGOV_BACKEND_IDENTITY_IDENTITY_H
#define TGOV_BACKEND_IDENTITY_IDENTITY_H

#include "backend/site.h"

enum {
    IDENTITY_LIST_MAX = 16,  // audiences, and accepted types
    IDENTITY_PERSON = 64,    // characters of caller.person
    IDENTITY_CACHE = 8192,   // tokens remembered
    IDENTITY_PROOFS = 65536, // DPoP proofs remembered, so that none is used twice
    IDENTITY_NAME_MAX = 200, // bytes of names and numbers taken from claims; longer ones are left out
    IDENTITY_REFRESH_S = 300, IDENTITY_REFETCH_S = 10, IDENTITY_KEEP_S = 24 * 3600, IDENTITY_WAIT_MS = 3000,
};

struct identity;

// Gives the issuer's public keys as a JWKS object ({"keys": […]}) in the arena. Called by a thread of its own, one call at a
// time, which may take its time. An error (with `f`) leaves the old keys in force.
typedef enum err identity_keys(void *self, struct arena *a, struct val *jwks, struct fault *f);

struct identity_options { // texts must live as long as the identity; NULL and 0 mean the default
    const char *issuer;   // exactly as tokens say it in "iss"; NULL: the embedded one, which is site->base_url
    const char *jwks_url; // where its keys are; NULL: ask ISSUER/.well-known/openid-configuration
    const char *ca_file;  // authorities that the issuer's certificate may come from; NULL: the system's
    const char *audiences, *types; // lists with commas; default: site->base_url "/"; "at+jwt"
    // Where claims are (contract/token/jwt.h). Default: sub, name (or its parts: contract/token/person.h), roles,
    // organisation.name, organisation.number.
    const char *claim_subject, *claim_name, *claim_roles, *claim_organisation, *claim_organisation_number;
    bool bound_only; // refuse tokens that are not bound to a key of their sender
    bool any_host;   // a proof may also be for the address in the Host header: when nobody configured site->base_url
    // The embedded issuer gives its keys here; used when `issuer` is NULL. Both NULL: sign-in is not offered, and whatever
    // comes is refused.
    identity_keys *keys;
    void *keys_self;
    // Told to televisions by GET /v1/identity. Default: tgov-tv; openid profile offline_access tgov; the issuer's host.
    const char *client_id, *scope, *display_name;
    // Judges bearer tokens that are no JWT (a demonstration's names, backend/demo.h); NULL: refused.
    site_authenticate *opaque;
    long refresh_s, refetch_s, keep_s, wait_ms;
};

// Starts fetching in the background and does not wait for it. NULL with `f` for a wrong URL, an unreadable CA file, too
// long lists, or no memory.
struct identity *identity_create(const struct identity_options *o, struct fault *f) TGOV_CHECKED;
void identity_destroy(struct identity *i); // no request may be running; NULL is fine
// Fetches the keys now, in the background: for an embedded issuer that has made a new one or taken one away.
void identity_refresh(struct identity *i);

// A site_authenticate; `self` is the identity. Problems: 401 "sign-in" with WWW-Authenticate (RFC 6750 3, RFC 9449 7.1) and
// a member "reason" with the refusal's name; 503 "identity" while it cannot be decided.
enum status identity_authenticate(void *self, const struct req *req, struct resp *resp, struct caller *out);

// GET /v1/identity: where a television signs in (contract/service/api_identity.h).
enum status identity_show(const struct req *req, struct resp *resp, struct store *store);

// Hexadecimal SHA-256 of issuer, line feed, subject, terminated.
void identity_person(const char *issuer, const char *subject, char out[IDENTITY_PERSON + 1]);

#endif
