// SPDX-License-Identifier: Apache-2.0
// Private to backend/issuer: what its files share.
#ifndef TGOV_BACKEND_ISSUER_INSIDE_H
#define TGOV_BACKEND_ISSUER_INSIDE_H

#include "backend/issuer/records.h"
#include "backend/pages/page.h"
#include "backend/site.h"
#include "contract/token/jws.h"

#define ISSUER_CLIENT "tgov-tv" // the one client: every television

// ---- keys.c: what tokens are signed with ----
struct keyring { // never changes once it is in force
    struct jwk_set set; // the first one signs
    struct keyring *older;
    struct arena arena;
};
struct issuer {
    struct keyring *keyring; // reached with __atomic; old ones live until the issuer ends
    struct recent *polls, *proofs;
    when_ms next_tidy;
    bool demo;
    struct secret_hash salt;
};
const struct keyring *issuer_keyring(const struct issuer *i);
// Reads the keys, makes one when there is none young enough (or all anew), puts the ring in force.
enum err keyring_prepare(struct issuer *i, struct store *store, when_ms now, bool anew, bool *changed) TGOV_CHECKED;
void keyring_free(struct keyring *k);

// ---- recent.c: what was seen lately, bounded, in memory only ----
struct recent;
struct recent *recent_create(void) TGOV_CHECKED;
void recent_destroy(struct recent *r);
// True when it was not seen within `life` before now; notes it in that case.
bool recent_first(struct recent *r, const struct secret_hash *what, when_ms now, when_ms life);
// How a television polls: its interval in seconds, or 0 when this poll came too early; then its interval grew by 5.
int recent_poll(struct recent *r, const struct secret_hash *device, when_ms now, when_ms life);

// ---- passwords.c ----
enum { PASSWORD_MIN = 12, PASSWORD_MAX = 128, PASSWORD_RANDOM = 20 }; // letters; random: with its dashes and NUL
// yescrypt, in the arena. `cheap` is for passwords that nobody can guess (random ones of 80 bits) and for those that
// everybody knows (the demonstration's), so that a start takes no time; checking takes as long. NULL when it cannot be made.
const char *password_hash(struct arena *a, const char *password, bool cheap);
bool password_is(struct arena *a, const char *password, const char *hash);
// The same for strangers. `hash` may be NULL or "": takes as long, and is false.
bool password_fits(struct arena *a, const char *password, const char *hash);
void password_random(char out[PASSWORD_RANDOM]); // "abcd-efgh-ijkl-mnop": 80 bits
// A sentence on what is wrong with a new one, to be translated; NULL: fine.
const char *password_wrong(const char *password, const char *login);

// ---- desk of writes ----
// Runs `act` on the writer thread in a transaction and waits. Unlike http_write what it did stays whatever the answer to
// the request is. It may run more than once.
typedef enum err issuer_act(struct db *db, void *data);
enum err issuer_write(struct store *store, issuer_act *act, void *data) TGOV_CHECKED;

// ---- tries.c: guessing has limits ----
enum tries_kind { TRIES_VISITOR, TRIES_ADDRESS, TRIES_LOGIN, TRIES_START, TRIES_KINDS };
struct tries { // who is guessing; parts may be NULL
    const char *visitor, *address, *login;
};
// False when one of them guessed too often.
enum err tries_allow(const struct issuer *i, struct db *db, const struct tries *t, when_ms now, bool *allowed) TGOV_CHECKED;
// After a wrong one, and after a right one (which forgets the visitor's and the login's, not the address's).
void tries_wrong(const struct issuer *i, struct store *store, const struct tries *t, when_ms now);
void tries_right(const struct issuer *i, struct store *store, const struct tries *t);
// Codes that televisions of one address asked for: counts this one; false when there were too many.
bool tries_start(const struct issuer *i, struct store *store, const char *address, when_ms now);

// ---- answer.c: answers to televisions ----
enum status oauth_error(struct resp *p, enum status status, const char *error, const char *description);
enum status oauth_json(struct resp *p, struct val_builder *b);
enum status oauth_off(struct resp *p); // 404
// The fields of a form-encoded POST. STATUS_OK; else the finished error (invalid_request): also for a parameter that comes
// twice and for a client that is not ours.
enum status oauth_fields(const struct req *req, struct resp *resp, struct html_fields *f);
// The absolute address of one of ours.
const char *issuer_url(const struct req *req, const char *path);
const char *issuer_resource(const struct req *req); // base_url + "/"
// Checks a DPoP header when one came: `jkt` gets its key's thumbprint, "" without. STATUS_OK or the finished error.
enum status oauth_proof(const struct req *req, struct resp *resp, const char *path, const char *token,
                        char jkt[JWK_THUMBPRINT + 1]);

// ---- details.c: what is to be signed (RFC 9396) ----
struct sign_details {
    const char *service, *title, *amount, *digest; // amount "" when nothing is paid
    const struct val *lines;                       // an array of [label, value]
};
// From the parameter. `kept` gets what is stored and put into the token: known members only. ERR_…
enum err details_read(struct arena *a, const char *json, struct sign_details *out, const char **kept) TGOV_CHECKED;

// ---- mint.c ----
struct mint {
    const struct issuer_person *person;
    const char *scope, *jkt, *details; // "" as in a grant
    const char *resource;
    when_ms signed_in;
    int life_s;
};
const char *mint_access(const struct req *req, const struct mint *m);
const char *mint_identity(const struct req *req, const struct mint *m);
bool mint_claims(struct val_builder *b, const struct issuer_person *p) TGOV_CHECKED; // name, roles, organisation

#endif
