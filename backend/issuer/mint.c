// SPDX-License-Identifier: Apache-2.0
// Tokens: access tokens (RFC 9068) and identity tokens (OpenID Connect Core, 2).
#include "backend/issuer/inside.h"
#include "backend/issuer/texts.h"
#include "base/json.h"
#include "base/random.h"

static bool add_roles(struct val_builder *b, unsigned roles) {
    static const struct { unsigned role; const char *name; } names[] = {
        {ROLE_CITIZEN, "citizen"}, {ROLE_BUSINESS, "business"}, {ROLE_OFFICER, "officer"}, {ROLE_ADMIN, "admin"}};
    struct val_builder list = val_build(b->arena);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if ((roles & names[i].role) && !val_push(&list, val_text(names[i].name)))
            return false;
    return val_set(b, "roles", val_array(&list));
}

// "locale" is the language of the name, for those who put its parts together (OpenID Connect Core, 5.1).
static bool add_name(struct val_builder *b, const struct issuer_person *p) {
    return val_set(b, "name", val_text(p->name)) && (!*p->given || val_set(b, "given_name", val_text(p->given))) &&
           (!*p->family || val_set(b, "family_name", val_text(p->family))) && (!*p->language || val_set(b, "locale", val_text(p->language)));
}

bool mint_claims(struct val_builder *b, const struct issuer_person *p) {
    struct val_builder firm = val_build(b->arena);
    if (!add_name(b, p) || !add_roles(b, p->roles))
        return false;
    if (!p->organisation[0])
        return true;
    return val_set(&firm, "name", val_text(p->organisation)) &&
           (!p->number[0] || val_set(&firm, "number", val_text(p->number))) && val_set(b, "organisation", val_object(&firm));
}

static bool common(struct val_builder *b, const struct req *req, const struct mint *m) {
    double now = (double)(req->now_ms / 1000);
    return val_set(b, "iss", val_text(issuer_url(req, ""))) && val_set(b, "sub", val_text(m->person->id)) &&
           val_set(b, "iat", val_number(now)) && val_set(b, "exp", val_number(now + m->life_s)) &&
           val_set(b, "auth_time", val_number((double)(m->signed_in / 1000)));
}

static bool bound(struct val_builder *b, const char *jkt) {
    struct val_builder cnf = val_build(b->arena);
    return !*jkt || (val_set(&cnf, "jkt", val_text(jkt)) && val_set(b, "cnf", val_object(&cnf)));
}

static bool detailed(struct val_builder *b, const char *details) {
    struct val v;
    struct fault f = {0};
    return !*details || (!json_read(b->arena, details, strlen(details), JSON_LIMITS, &v, &f) &&
                         val_set(b, "authorization_details", v));
}

static const char *sign(const struct req *req, const char *typ, struct val_builder *b) {
    const char *token;
    struct val claims = val_object(b);
    return jws_sign(req->arena, &issuer_keyring(req->site->issuer)->set.keys[0], typ, false, &claims, &token) ? NULL : token;
}

const char *mint_access(const struct req *req, const struct mint *m) {
    struct val_builder b = val_build(req->arena), aud = val_build(req->arena);
    char *jti = arena_alloc(req->arena, RECORDS_ID + 11);
    if (!jti)
        return NULL;
    random_text(jti, RECORDS_ID + 10, RANDOM_BASE32);
    bool ok = common(&b, req, m) && val_push(&aud, val_text(m->resource)) && val_set(&b, "aud", val_array(&aud)) &&
              val_set(&b, "jti", val_text(jti)) && val_set(&b, "client_id", val_text(ISSUER_CLIENT)) &&
              val_set(&b, "scope", val_text(m->scope)) && mint_claims(&b, m->person) && bound(&b, m->jkt) &&
              detailed(&b, m->details);
    return ok ? sign(req, "at+jwt", &b) : NULL;
}

const char *mint_identity(const struct req *req, const struct mint *m) {
    struct val_builder b = val_build(req->arena);
    bool ok = common(&b, req, m) && val_set(&b, "aud", val_text(ISSUER_CLIENT)) &&
              (!words_have(m->scope, "profile") || mint_claims(&b, m->person));
    return ok ? sign(req, "JWT", &b) : NULL;
}
