// SPDX-License-Identifier: Apache-2.0
// Tokens with what belongs to them, to and from the text that is sealed.
#include "app/identity/grant.h"

#include "app/identity/vault.h"
#include "base/json.h"

static bool copy(struct grant *g, const char *from, const char **to) {
    *to = arena_string(&g->arena, from ? from : "");
    return *to != NULL;
}

static enum err ended(struct grant *g, bool ok) {
    if (!ok)
        grant_finish(g);
    return ok ? ERR_NONE : ERR_MEMORY;
}

enum err grant_make(struct grant *g, const struct oauth *o, const char *pem, when_ms now) {
    *g = (struct grant){.expires = now + (when_ms)o->tokens.life_s * 1000};
    arena_init(&g->arena, GRANT_ARENA);
    return ended(g, copy(g, o->offer.issuer, &g->issuer) && copy(g, o->offer.client_id, &g->client_id) &&
                        copy(g, o->offer.resource, &g->resource) && copy(g, o->server.token, &g->token_url) &&
                        copy(g, o->server.revoke, &g->revoke_url) && copy(g, o->tokens.access, &g->access) &&
                        copy(g, o->tokens.refresh, &g->refresh) && copy(g, "", &g->older) && copy(g, pem, &g->pem));
}

enum err grant_renew(struct grant *g, const struct grant *from, const struct oauth_tokens *t, when_ms now) {
    bool rotated = *t->refresh && !text_same(t->refresh, from->refresh);
    *g = (struct grant){.expires = now + (when_ms)t->life_s * 1000};
    arena_init(&g->arena, GRANT_ARENA);
    return ended(g, copy(g, from->issuer, &g->issuer) && copy(g, from->client_id, &g->client_id) &&
                        copy(g, from->resource, &g->resource) && copy(g, from->token_url, &g->token_url) &&
                        copy(g, from->revoke_url, &g->revoke_url) && copy(g, t->access, &g->access) &&
                        copy(g, rotated ? t->refresh : from->refresh, &g->refresh) &&
                        copy(g, rotated ? from->refresh : from->older, &g->older) && copy(g, from->pem, &g->pem));
}

enum err grant_read(struct grant *g, struct str json) {
    *g = (struct grant){.expires = 0};
    arena_init(&g->arena, GRANT_ARENA);
    struct val v = VAL_NULL_INIT;
    const struct json_limits limits = {.bytes = VAULT_TEXT_MAX, .depth = 2, .values = 32};
    enum err err = json_read(&g->arena, json.p, json.len, limits, &v, NULL);
    if (err) {
        grant_finish(g);
        return err == ERR_MEMORY ? err : ERR_SYNTAX;
    }
    g->issuer = val_get_text(&v, "issuer", "");
    g->client_id = val_get_text(&v, "client", "");
    g->resource = val_get_text(&v, "resource", "");
    g->token_url = val_get_text(&v, "token_url", "");
    g->revoke_url = val_get_text(&v, "revoke_url", "");
    g->access = val_get_text(&v, "access", "");
    g->refresh = val_get_text(&v, "refresh", "");
    g->older = val_get_text(&v, "older", "");
    g->pem = val_get_text(&v, "key", "");
    g->expires = (when_ms)val_get_number(&v, "expires", 0);
    if (*g->issuer && *g->token_url && *g->access)
        return ERR_NONE;
    grant_finish(g);
    return ERR_MISSING;
}

enum err grant_write(const struct grant *g, struct arena *a, struct str *json) {
    struct val_builder b = val_build(a);
    struct buf text;
    buf_init(&text, VAULT_TEXT_MAX);
    bool ok = val_set(&b, "issuer", val_text(g->issuer)) && val_set(&b, "client", val_text(g->client_id)) &&
              val_set(&b, "resource", val_text(g->resource)) && val_set(&b, "token_url", val_text(g->token_url)) &&
              val_set(&b, "revoke_url", val_text(g->revoke_url)) && val_set(&b, "access", val_text(g->access)) &&
              val_set(&b, "refresh", val_text(g->refresh)) && val_set(&b, "older", val_text(g->older)) &&
              val_set(&b, "key", val_text(g->pem)) && val_set(&b, "expires", val_number((double)g->expires));
    struct val v = val_object(&b);
    if (ok)
        json_write(&text, &v);
    const char *copied = ok && !text.err ? arena_copy(a, buf_text(&text), text.len) : NULL;
    *json = (struct str){copied, copied ? text.len : 0};
    enum err err = copied ? ERR_NONE : text.err == ERR_LIMIT ? ERR_LIMIT : ERR_MEMORY;
    if (text.data)
        jwk_wipe(text.data, text.len);
    buf_finish(&text);
    return err;
}

// The arena's blocks are given back to the allocator: the secrets in them must not stay there.
void grant_finish(struct grant *g) {
    const char *const secrets[] = {g->access, g->refresh, g->older, g->pem};
    for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++)
        if (secrets[i])
            jwk_wipe((void *)(uintptr_t)secrets[i], strlen(secrets[i]));
    arena_finish(&g->arena);
    *g = (struct grant){.expires = 0};
}

enum err grant_refresh_body(const struct grant *g, struct arena *a, const char *token, const char **out) {
    const struct oauth_field fields[] = {
        {"grant_type", "refresh_token"}, {"refresh_token", token}, {"client_id", g->client_id}, {"resource", g->resource}};
    return oauth_form(a, fields, sizeof fields / sizeof *fields, out);
}

enum err grant_revoke_body(const struct grant *g, struct arena *a, const char **out) {
    const struct oauth_field fields[] = {
        {"token", *g->refresh ? g->refresh : g->access},
        {"token_type_hint", *g->refresh ? "refresh_token" : "access_token"},
        {"client_id", g->client_id}};
    return oauth_form(a, fields, sizeof fields / sizeof *fields, out);
}
