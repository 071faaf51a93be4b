// SPDX-License-Identifier: Apache-2.0
// What lets this box act for a person: tokens, the key they are bound to, and where to renew them. Written as JSON only to
// be sealed (app/identity/vault.h).
//
// Two refresh tokens are kept: the present one and the one it replaced. An issuer that rotates has perhaps not seen the
// present one used; when the power goes between its answer and our writing, the older one is all we have.
#ifndef TGOV_APP_IDENTITY_GRANT_H
#define TGOV_APP_IDENTITY_GRANT_H

#include "app/identity/oauth.h"
#include "contract/token/jwk.h"

enum { GRANT_ARENA = 256 << 10 };

struct grant {
    struct arena arena; // of the texts; wiped by grant_finish
    const char *issuer, *client_id, *resource, *token_url, *revoke_url;
    const char *access, *refresh, *older; // "" when absent
    const char *pem;                      // the key; "" for bearer tokens
    when_ms expires;                      // of `access`, by the servers' clock
};

// From a sign-in that is done. `pem` "" for bearer tokens.
enum err grant_make(struct grant *g, const struct oauth *o, const char *pem, when_ms now) TGOV_CHECKED;
// With the tokens of a refresh; `from` stays as it is.
enum err grant_renew(struct grant *g, const struct grant *from, const struct oauth_tokens *t, when_ms now) TGOV_CHECKED;
// ERR_SYNTAX, ERR_MISSING, ERR_MEMORY; then `*g` holds nothing.
enum err grant_read(struct grant *g, struct str json) TGOV_CHECKED;
// In `a`; secret.
enum err grant_write(const struct grant *g, struct arena *a, struct str *json) TGOV_CHECKED;
void grant_finish(struct grant *g); // zeroed is fine

// Bodies of the requests, in `a`. `token` is g->refresh or g->older.
enum err grant_refresh_body(const struct grant *g, struct arena *a, const char *token, const char **out) TGOV_CHECKED;
enum err grant_revoke_body(const struct grant *g, struct arena *a, const char **out) TGOV_CHECKED;

#endif
