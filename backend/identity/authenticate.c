// SPDX-License-Identifier: Apache-2.0
// Credentials of a request to who asks.
#include "backend/digest.h"
#include "backend/identity/inside.h"
#include "contract/token/dpop.h"
#include <strings.h>

enum { RETRY_SOON_S = 1 };

enum scheme { SCHEME_BEARER, SCHEME_DPOP, SCHEME_OTHER };

struct attempt { // one request's credentials; on the stack of identity_authenticate
    struct identity *i;
    const struct req *req;
    struct resp *resp;
    enum scheme scheme;
    struct str token;
    unsigned char digest[DIGEST_BYTES];
    struct arena arena; // for looking into the token; who it is lives in the request's
};

static enum scheme scheme_of(struct str name) {
    if (name.len == 6 && !strncasecmp(name.p, "Bearer", 6))
        return SCHEME_BEARER;
    return name.len == 4 && !strncasecmp(name.p, "DPoP", 4) ? SCHEME_DPOP : SCHEME_OTHER;
}

// ---- answers ----

static enum status later(struct resp *p) {
    p->retry_after_s = RETRY_SOON_S;
    return resp_problem(p, STATUS_UNAVAILABLE, "identity",
                        "Who you are cannot be checked just now. Nothing is wrong with your sign-in; please try again shortly.");
}

static enum status refuse(struct attempt *t, enum refusal why) {
    if (why == REFUSAL_MEMORY)
        return later(t->resp);
    bool dpop = t->scheme == SCHEME_DPOP || why == REFUSAL_BOUND || why == REFUSAL_UNBOUND;
    const char *challenge = arena_printf(
        t->req->arena, "%s error=\"%s\", error_description=\"%s\"%s", dpop ? "DPoP" : "Bearer",
        refusal_of_proof(why) ? "invalid_dpop_proof" : "invalid_token", refusal_sentence(why),
        dpop ? ", algs=\"ES256 EdDSA RS256 PS256\"" : "");
    if (!challenge || !resp_header(t->resp, "WWW-Authenticate", challenge))
        return STATUS_INTERNAL;
    struct val reason = val_text(refusal_name(why));
    return resp_problem_with(t->resp, STATUS_UNAUTHORIZED, "sign-in", refusal_sentence(why), "reason", &reason);
}

// ---- the token ----

static enum refusal check_with(struct attempt *t, const struct ring *ring, struct jwt *out) {
    const struct identity *i = t->i;
    const char *base = t->req->site->base_url, *own = arena_printf(&t->arena, "%s/", base ? base : "");
    if (!own)
        return REFUSAL_MEMORY;
    struct jwt_rules rules = {.issuer = identity_issuer(i, t->req->site), .audiences = i->audiences,
                              .audience_count = i->audience_count, .types = i->types, .type_count = i->type_count};
    if (!rules.audience_count) {
        rules.audiences = &own;
        rules.audience_count = 1;
    }
    static const struct jwk_set none;
    return jwt_check(&t->arena, t->token, &rules, ring ? &ring->set : &none, t->req->now_ms, out);
}

// Checks it, and once more with newer keys when it names one we do not have. STATUS_OK, or the answer.
static enum status check_token(struct attempt *t, struct caller *out) {
    struct keys *keys = t->i->keys;
    for (bool again = false;; again = true) {
        struct jwt jwt;
        struct ring *ring = keys_take(keys);
        uint64_t generation = ring ? ring->generation : 0;
        enum refusal why = check_with(t, ring, &jwt);
        keys_let_go(keys, ring);
        if (why == REFUSAL_UNKNOWN_KEY && !again) {
            enum keys_answer answer = keys_look(keys, jwt.kid, generation);
            if (answer == KEYS_LATER)
                return later(t->resp);
            if (answer == KEYS_NEWER)
                continue;
        }
        if (!why)
            why = caller_of(t->i, &jwt, t->req->arena, out);
        if (why)
            return refuse(t, why);
        cache_put(t->i->cache, t->digest, jwt.expires, generation, out);
        return STATUS_OK;
    }
}

// ---- the proof ----

// The proof, when there is exactly one.
static const char *single_proof(const struct req *r) {
    const char *found = NULL;
    for (size_t n = 0; n < r->header_count; n++)
        if (!strcmp(r->headers[n].name, "dpop")) {
            if (found)
                return NULL;
            found = r->headers[n].value;
        }
    return found;
}

static enum refusal check_proof(struct attempt *t, const char *jkt, struct dpop_proof *out) {
    const struct req *r = t->req;
    const char *text = single_proof(r), *base = r->site->base_url ? r->site->base_url : "";
    if (!text)
        return REFUSAL_NO_PROOF;
    const char *host = req_header(r, "host"), *scheme_end = strstr(base, "://");
    const char *token = arena_copy(&t->arena, t->token.p, t->token.len);
    struct dpop_request wanted = {.method = method_name(r->method), .token = token,
                                  .url = arena_printf(&t->arena, "%s%s", base, r->path)};
    if (!wanted.url || !token)
        return REFUSAL_MEMORY;
    enum refusal why = dpop_check(&t->arena, text, &wanted, jkt, r->now_ms, out);
    if (why != REFUSAL_PROOF_URL || !t->i->o.any_host || !host || !scheme_end)
        return why;
    wanted.url = arena_printf(&t->arena, "%.*s://%s%s", (int)(scheme_end - base), base, host, r->path);
    return wanted.url ? dpop_check(&t->arena, text, &wanted, jkt, r->now_ms, out) : REFUSAL_MEMORY;
}

static enum status prove(struct attempt *t, const struct caller *who) {
    bool bound = *who->jkt != 0;
    if (!bound)
        return t->scheme == SCHEME_DPOP || t->i->o.bound_only ? refuse(t, REFUSAL_UNBOUND) : STATUS_OK;
    if (t->scheme != SCHEME_DPOP)
        return refuse(t, REFUSAL_BOUND);
    struct dpop_proof proof;
    enum refusal why = check_proof(t, who->jkt, &proof);
    if (why)
        return refuse(t, why);
    when_ms until = proof.issued + (DPOP_WINDOW_S + 1) * 1000;
    switch (proofs_note(t->i->proofs, who->jkt, proof.jti, until, t->req->now_ms)) {
    case PROOF_FIRST: return STATUS_OK;
    case PROOF_AGAIN: return refuse(t, REFUSAL_PROOF_SEEN);
    case PROOF_CROWDED: break;
    }
    return later(t->resp);
}

// ---- together ----

static enum status judge(struct attempt *t, struct caller *out) {
    if (t->scheme == SCHEME_OTHER)
        return refuse(t, REFUSAL_OPAQUE);
    if (!t->i->keys) // nobody signs in here; a token cannot be right
        return refuse(t, REFUSAL_ISSUER);
    digest_sha256(t->token, t->digest);
    struct caller who;
    enum err err = cache_get(t->i->cache, t->digest, t->req->now_ms, t->req->arena, &who);
    enum status s = err == ERR_NONE        ? STATUS_OK
                    : err == ERR_NOT_FOUND ? check_token(t, &who)
                                           : STATUS_INTERNAL;
    if (s == STATUS_OK)
        s = prove(t, &who);
    if (s == STATUS_OK)
        *out = who;
    return s;
}

enum status identity_authenticate(void *self, const struct req *req, struct resp *resp, struct caller *out) {
    const char *header = req_header(req, "authorization");
    if (!header)
        return STATUS_OK;
    struct attempt t = {.i = self, .req = req, .resp = resp, .token = str_of(header)};
    t.scheme = scheme_of(str_cut(&t.token, ' '));
    t.token = str_trim(t.token);
    if (t.scheme == SCHEME_BEARER && t.i->o.opaque && !memchr(t.token.p ? t.token.p : "", '.', t.token.len))
        return t.i->o.opaque(NULL, req, resp, out);
    arena_init(&t.arena, 2 * JWS_ARENA); // the token and a proof
    enum status s = judge(&t, out);
    arena_finish(&t.arena);
    return s;
}
