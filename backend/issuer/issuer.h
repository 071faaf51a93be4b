// SPDX-License-Identifier: Apache-2.0
// The embedded issuer: the reference OpenID issuer of this backend, for those who have none yet. A television gets a code
// (RFC 8628), a person approves it on the phone, and the television gets tokens that are bound to its key (RFC 9449).
// site->base_url is its name ("iss"); site->issuer NULL switches it off: every address of it is 404 then.
//
//   GET  /.well-known/openid-configuration, /.well-known/oauth-authorization-server   issuer_discovery
//   GET  /oauth/jwks                   issuer_jwks
//   POST /oauth/device_authorization   issuer_device       a code for a television (see device.c for its parameters)
//   POST /oauth/token                  issuer_token        device_code and refresh_token grants
//   GET, POST /oauth/userinfo          issuer_userinfo
//   POST /oauth/revoke                 issuer_revoke       signs a television out
//   GET, POST /device …                issuer_phone_…      pages for the phone: code, sign-in, pictures, approve or deny
//   GET, POST /account …               issuer_account_…    the person's televisions, password
//
// Rules: nothing is approved by a GET; every form carries a token of its visitor; a new television is asked about even
// when the phone is signed in; a code lives 10 minutes (a signature 5, a payment 2), is used once, and ends after three
// wrong choices of pictures; a device code or a refresh token that comes a second time ends what came from it. A box that
// lost power before it could keep the next refresh token may use the last one again, but only with its own DPoP key and
// only until the next one was used.
#ifndef TGOV_BACKEND_ISSUER_ISSUER_H
#define TGOV_BACKEND_ISSUER_ISSUER_H

#include "backend/route.h"
#include "base/when.h"
#include <stdio.h>

enum {
    ISSUER_CODE_S = 600, ISSUER_SIGN_S = 300, ISSUER_PAY_S = 120, // life of a code
    ISSUER_INTERVAL_S = 1, // somebody waits in front of the TV; whoever asks faster is slowed down
    ISSUER_ACCESS_S = 900, ISSUER_STEP_UP_S = 300, // life of an access token
    ISSUER_IDLE_DAYS = 90,     // a television that was not used so long is signed out
    ISSUER_SESSION_S = 14 * 24 * 3600, // a phone stays signed in
    ISSUER_FRESH_S = 30 * 60,  // to sign something, the password must have been typed so lately
    ISSUER_KEY_DAYS = 90,      // a new signing key
    ISSUER_BODY = 32 << 10,    // of device_authorization; JSON of a signature included
    ISSUER_FORM = 8 << 10,
};

struct issuer;
struct store_module;
extern const struct store_module issuer_module; // give it to store_open

struct issuer_options {
    bool demo;                 // make the demonstration's people, and let them sign in
    const char *demo_password; // for all of them; NULL: each has a random one that stays the same in this database
    bool new_key;              // drop all signing keys and make a new one: whatever was signed before is worthless
    char *officer_password;    // room for the password of an officer (the first account, or the demonstration's "park"), at
    size_t officer_password_room; // least 64; "" when it was made before. NULL: the first account's is written to `to`
    when_ms now;
};
// At the start, before anything is served. Makes the first signing key and, without `demo`, the first account ("admin"),
// whose random password is told now and never again. Writes the demonstration's passwords to `to`. NULL with `f` on
// failure.
struct issuer *issuer_create(struct store *store, const struct issuer_options *o, FILE *to, struct fault *f) TGOV_CHECKED;
void issuer_destroy(struct issuer *i); // no request may be running; NULL is fine
// Now and then (every few minutes): makes a new signing key when the old one has served its time, and throws away what is
// long over. True when the keys changed: then tell whoever checks tokens (identity_refresh).
bool issuer_tick(struct issuer *i, struct store *store, when_ms now);
// An identity_keys (backend/identity/identity.h); `self` is the issuer.
enum err issuer_keys(void *self, struct arena *a, struct val *jwks, struct fault *f);

// A person with an account here. Texts are "" when there is nothing.
struct issuer_person {
    const char *id;    // the "sub" of tokens
    const char *login; // lower case
    const char *name;     // in full, as people read it (base/locale_name.h when there are parts)
    const char *given, *family, *language; // its parts, and the language it is in
    const char *organisation, *number;
    const char *password; // yescrypt; nobody outside this folder needs it
    unsigned roles;       // of enum role
    bool must_change, demo;
};
// For the command line: "LOGIN:ROLES[:NAME[:COMPANY[:NUMBER[:LANGUAGE]]]]", roles parted by commas. A NAME with a comma,
// "FAMILY, GIVEN", is kept in its parts and written as its language has it ("vi"; without one its letters tell). Writes the
// random password to `to`; it must be changed at the first sign-in. ERR_SYNTAX, ERR_DUPLICATE, or what the store says.
enum err issuer_add_person(struct store *store, const char *spec, when_ms now, FILE *to, struct fault *f) TGOV_CHECKED;

enum issuer_verdict { ISSUER_RIGHT, ISSUER_WRONG, ISSUER_CROWDED };
// For other pages of this backend where people of this issuer sign in (the officers' desk). Counts wrong tries by login
// and address, the same counts as the issuer's own pages; takes as long for a login that does not exist. `visitor` may be
// NULL. ISSUER_RIGHT fills `out` (in the request's arena). An account with must_change should be sent to /account first.
enum err issuer_check_password(const struct req *req, struct store *store, const char *visitor, const char *login,
                               const char *password, enum issuer_verdict *verdict, struct issuer_person *out) TGOV_CHECKED;

// ---- Handlers, for the route table ----
route_handler issuer_discovery, issuer_jwks, issuer_device, issuer_token, issuer_userinfo, issuer_revoke;
route_handler issuer_phone_ask, issuer_phone_code, issuer_phone_sign_in, issuer_phone_pictures, issuer_phone_approve,
    issuer_phone_deny, issuer_phone_leave;
route_handler issuer_account, issuer_account_cases, issuer_account_case, issuer_account_case_do, issuer_account_sign_in, issuer_account_leave, issuer_account_box, issuer_account_password;

#endif
