// SPDX-License-Identifier: Apache-2.0
// Userinfo (OpenID Connect Core, 5.3) and revocation (RFC 7009).
#include "backend/issuer/inside.h"
#include "backend/issuer/texts.h"
#include "contract/token/jwt.h"
#include <strings.h>

static enum status unauthorized(struct resp *resp, bool proof) {
    if (!resp_header(resp, "WWW-Authenticate",
                     proof ? "DPoP error=\"invalid_token\", algs=\"ES256\"" : "Bearer error=\"invalid_token\""))
        return STATUS_INTERNAL;
    return oauth_error(resp, STATUS_UNAUTHORIZED, "invalid_token", "The access token is not good here.");
}

// The token of the request when it is good, for the scheme that it came with.
static enum status check_token(const struct req *req, struct resp *resp, struct jwt *out) {
    const char *header = req_header(req, "authorization");
    struct str token = str_of(header ? header : ""), scheme = str_cut(&token, ' ');
    bool dpop = scheme.len == 4 && !strncasecmp(scheme.p, "DPoP", 4), bearer = scheme.len == 6 && !strncasecmp(scheme.p, "Bearer", 6);
    const char *audiences[] = {issuer_resource(req)}, *types[] = {"at+jwt"};
    struct jwt_rules rules = {.issuer = issuer_url(req, ""), .audiences = audiences, .audience_count = 1, .types = types, .type_count = 1};
    char jkt[JWK_THUMBPRINT + 1];
    token = str_trim(token);
    const char *text = arena_copy(req->arena, token.p ? token.p : "", token.len);
    if (!text)
        return STATUS_INTERNAL;
    if ((!dpop && !bearer) ||
        jwt_check(req->arena, token, &rules, &issuer_keyring(req->site->issuer)->set, req->now_ms, out) != REFUSAL_NONE)
        return unauthorized(resp, dpop);
    enum status status = oauth_proof(req, resp, "/oauth/userinfo", text, jkt);
    if (status != STATUS_OK)
        return status;
    const struct val *bound = val_at(&out->claims, "cnf.jkt");
    bool right = bound ? dpop && bound->type == VAL_STRING && *jkt && !strcmp(bound->text, jkt) : bearer;
    return right ? STATUS_OK : unauthorized(resp, dpop || bound);
}

enum status issuer_userinfo(const struct req *req, struct resp *resp, struct store *store) {
    struct jwt token;
    struct issuer_person person;
    if (!req->site->issuer)
        return oauth_off(resp);
    enum status status = check_token(req, resp, &token);
    if (status != STATUS_OK)
        return status;
    if (!words_have(val_get_text(&token.claims, "scope", ""), "openid"))
        return oauth_error(resp, STATUS_FORBIDDEN, "insufficient_scope", "The scope openid is needed.");
    struct db *db = store_read(store);
    enum err err = db ? person_by_id(db, req->arena, token.subject, &person) : ERR_IO;
    store_read_end(store, db);
    if (err)
        return err == ERR_NOT_FOUND ? unauthorized(resp, true) : resp_error(resp, err);
    struct val_builder b = val_build(req->arena);
    bool ok = val_set(&b, "sub", val_text(person.id)) &&
              (!words_have(val_get_text(&token.claims, "scope", ""), "profile") || mint_claims(&b, &person));
    return ok ? oauth_json(resp, &b) : STATUS_INTERNAL;
}

struct revoke {
    struct arena *arena;
    struct secret_hash token;
    when_ms now;
};

static enum err revoke(struct db *db, void *data) {
    const struct revoke *r = data;
    struct refresh t;
    struct chain c;
    enum err err = refresh_find(db, r->arena, &r->token, &t);
    if (!err)
        err = chain_find(db, r->arena, t.chain, &c);
    if (err)
        return err == ERR_NOT_FOUND ? ERR_NONE : err; // RFC 7009, 2.2: an unknown token is as good as revoked
    err = chain_end(db, t.chain, r->now);
    return err || c.ended ? err : log_add(db, c.person, "box-out", c.box, r->now);
}

enum status issuer_revoke(const struct req *req, struct resp *resp, struct store *store) {
    struct html_fields f;
    if (!req->site->issuer)
        return oauth_off(resp);
    enum status status = oauth_fields(req, resp, &f);
    if (status != STATUS_OK)
        return status;
    if (!*html_field(&f, "token"))
        return oauth_error(resp, STATUS_BAD_REQUEST, "invalid_request", "token is missing.");
    struct revoke r = {req->arena, secret_hash_of(html_field(&f, "token")), req->now_ms};
    if (issuer_write(store, revoke, &r))
        return oauth_error(resp, STATUS_UNAVAILABLE, "temporarily_unavailable", "Please try again in a moment.");
    return resp_json(resp, STATUS_OK, &(struct val){.type = VAL_OBJECT});
}
