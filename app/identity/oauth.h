// SPDX-License-Identifier: Apache-2.0
// Signing in with a phone: OAuth 2.0 device grant (RFC 8628) of a public client, as a machine that asks for requests and
// is given answers. It knows no network and no clock; times are milliseconds of a clock that never jumps, so that a wrong
// wall clock, or one that is set while a code is shown, changes nothing.
//
//     oauth_begin(&o, &arena, &config, now);
//     while (!oauth_over(&o)) {
//         if (!o.asked && oauth_due(&o) <= now) { oauth_request(&o, &scratch, &r); ... send it ... }
//         ... oauth_answer(&o, &answer, now); show o.state, o.device ...
//     }
//
// Steps: the backend's GET /v1/identity, the issuer's discovery, the device's codes, then the question "approved?" until
// there are tokens, a refusal, or the end of the code. An issuer that cannot be reached is asked again, with pauses that
// grow; a code that is shown stays good meanwhile. What real issuers do beside the standards and what is made of it:
//   no interval: 5 s; slow_down: 5 s more, for good; intervals above 60 s: 60 s, and once more before the code ends;
//   no verification_uri_complete: the QR code holds the plain address; grants missing in discovery: not looked at;
//   an error without a body: "not yet" while a code is shown, faulty elsewhere; access_denied or invalid_grant for a code
//   that was used: denied, expired; an issuer with a path and a slash at its end: no double slash in the address asked.
#ifndef TGOV_APP_IDENTITY_OAUTH_H
#define TGOV_APP_IDENTITY_OAUTH_H

#include "app/identity/answers.h"
#include "app/identity/state.h"

enum { OAUTH_BODY_MAX = 128 << 10, OAUTH_RETRY_MS = 2000, OAUTH_RETRY_CAP_MS = 60000, OAUTH_CLOCK_MS = 15000, OAUTH_PROOFS_MAX = 4 };

struct oauth_config { // texts live as long as the machine
    bool allow_http;
    const char *language; // BCP 47, for the phone's page
    const char *jkt;      // thumbprint of the key of this sign-in
    // What the phone shows. Only for the backend's own issuer: to others they are nobody's business.
    const char *box, *place, *purpose; // NULL or "": not said
    const char *details;  // authorization_details (RFC 9396) to be signed; NULL: an ordinary sign-in
};

enum oauth_step { OAUTH_STEP_OFFER, OAUTH_STEP_DISCOVERY, OAUTH_STEP_DISCOVERY_OTHER, OAUTH_STEP_DEVICE, OAUTH_STEP_POLL };
struct oauth {
    struct arena *arena; // of offer, server, device, tokens
    struct oauth_config config;
    enum oauth_state state;
    enum oauth_step step;
    struct oauth_offer offer;
    struct oauth_server server;
    struct oauth_device device;
    struct oauth_tokens tokens; // when OAUTH_DONE
    bool asked;                 // a request is out
    bool away;                  // the last question found nobody
    int tls;                    // enum net_tls, of the last refusal
    int failures;               // in a row
    int unproved;               // proofs that were refused
    int interval_ms;
    when_ms due, ends;          // ends: of the code
};

struct oauth_request { // texts in the scratch arena
    const char *method, *url; // url: a path of the backend, or a whole address
    const char *body;         // application/x-www-form-urlencoded; NULL: none
    bool proof;               // with a DPoP proof
};
struct oauth_answer {
    enum err err;  // of the transport or the status
    int status;    // 0: none came
    int tls;
    int64_t retry_after_ms; // -1: not said
    const struct val *body; // NULL: empty or no JSON
};

// Forgets what was there; `a` is emptied.
void oauth_begin(struct oauth *o, struct arena *a, const struct oauth_config *c, when_ms now);
bool oauth_over(const struct oauth *o);
// When to send, or (while a request is out) when the code ends.
when_ms oauth_due(const struct oauth *o);
// The next request; the answer belongs to it. ERR_MEMORY, ERR_LIMIT: then nothing is asked, try later.
enum err oauth_request(struct oauth *o, struct arena *scratch, struct oauth_request *out) TGOV_CHECKED;
void oauth_answer(struct oauth *o, const struct oauth_answer *a, when_ms now);
// Time passes: ends a code whose life is over. True when that changed the state.
bool oauth_tick(struct oauth *o, when_ms now);

// ---- Requests that stand alone ----
struct oauth_field {
    const char *name, *value; // NULL or "": left out
};
// "grant_type=refresh_token&client_id=…", in `a`. ERR_LIMIT, ERR_MEMORY.
enum err oauth_form(struct arena *a, const struct oauth_field *fields, size_t count, const char **out) TGOV_CHECKED;

// What came of a refresh.
enum oauth_refresh {
    OAUTH_REFRESHED, // take over `tokens`
    OAUTH_REFRESH_LATER,   // nobody was reached: what we have stays good
    OAUTH_REFRESH_REFUSED, // this token is not good (any more)
};
enum oauth_refresh oauth_read_refresh(struct arena *a, const struct oauth_answer *r, struct oauth_tokens *out);

#endif
