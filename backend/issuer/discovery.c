// SPDX-License-Identifier: Apache-2.0
// What this issuer can do, and only that (OpenID Connect Discovery, RFC 8414), and its public keys. Clients other than
// browsers ask, so nothing here is private; addresses come from the configuration, never from the Host header.
#include "backend/issuer/inside.h"

static bool add_texts(struct val_builder *b, const char *name, const char *words) {
    struct val_builder list = val_build(b->arena);
    for (struct str rest = str_of(words); rest.len;) {
        struct str one = str_cut(&rest, ' ');
        const char *text = arena_copy(b->arena, one.p, one.len);
        if (!text || !val_push(&list, val_text(text)))
            return false;
    }
    return val_set(b, name, val_array(&list));
}

static bool add_addresses(struct val_builder *b, const struct req *req) {
    static const struct { const char *name, *path; } rows[] = {
        {"issuer", ""},
        {"device_authorization_endpoint", "/oauth/device_authorization"},
        {"token_endpoint", "/oauth/token"},
        {"jwks_uri", "/oauth/jwks"},
        {"userinfo_endpoint", "/oauth/userinfo"},
        {"revocation_endpoint", "/oauth/revoke"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (!val_set(b, rows[i].name, val_text(issuer_url(req, rows[i].path))))
            return false;
    return true;
}

enum status issuer_discovery(const struct req *req, struct resp *resp, struct store *store) {
    (void)store;
    if (!req->site->issuer)
        return oauth_off(resp);
    struct val_builder b = val_build(req->arena);
    bool ok = add_addresses(&b, req) && add_texts(&b, "scopes_supported", "openid profile offline_access tgov") &&
              add_texts(&b, "response_types_supported", "") &&
              add_texts(&b, "grant_types_supported", "urn:ietf:params:oauth:grant-type:device_code refresh_token") &&
              add_texts(&b, "subject_types_supported", "public") &&
              add_texts(&b, "id_token_signing_alg_values_supported", "ES256") &&
              add_texts(&b, "token_endpoint_auth_methods_supported", "none") &&
              add_texts(&b, "revocation_endpoint_auth_methods_supported", "none") &&
              add_texts(&b, "dpop_signing_alg_values_supported", "ES256") &&
              add_texts(&b, "authorization_details_types_supported", "tgov_sign") &&
              add_texts(&b, "claims_supported", "sub iss aud exp iat auth_time name given_name family_name locale roles"
                                                " organisation");
    resp->cache_control = "public, max-age=300";
    return ok ? oauth_json(resp, &b) : STATUS_INTERNAL;
}

enum status issuer_jwks(const struct req *req, struct resp *resp, struct store *store) {
    struct val keys;
    struct fault f = {0};
    (void)store;
    if (!req->site->issuer)
        return oauth_off(resp);
    if (issuer_keys(req->site->issuer, req->arena, &keys, &f))
        return STATUS_INTERNAL;
    resp->cache_control = "public, max-age=60";
    return resp_json(resp, STATUS_OK, &keys);
}
