// SPDX-License-Identifier: Apache-2.0
// POST /oauth/token: the device_code grant (RFC 8628, 3.4) and the refresh_token grant with rotation (RFC 9700, 4.14).
#include "backend/issuer/inside.h"
#include "backend/issuer/texts.h"
#include "base/json.h"
#include "base/random.h"

enum { LATE_MS = 60 * 1000 }; // an answer given in the last second can still be fetched

struct redeem { // from and to the writer thread
    const struct req *req;
    const char *jkt; // of the proof; "" without
    struct secret_hash token, next; // device code or refresh token; its successor
    const char *next_text, *asked; // asked: the scope parameter
    // Results.
    const char *error, *why; // NULL: it is good
    struct issuer_person person;
    const char *scope, *details, *bound;
    when_ms signed_in;
    bool refresh; // next_text is good
};

static void refuse(struct redeem *r, const char *error, const char *why) {
    r->error = error;
    r->why = why;
}

static enum err find_person(struct db *db, struct redeem *r, const char *id) {
    enum err err = person_by_id(db, r->req->arena, id, &r->person);
    if (err == ERR_NOT_FOUND || (!err && r->person.demo && !r->req->site->issuer->demo))
        refuse(r, "invalid_grant", "The account is gone.");
    return err == ERR_NOT_FOUND ? ERR_NONE : err;
}

// ---- device_code ----
static enum err start_chain(struct db *db, struct redeem *r, const struct grant *g) {
    char id[RECORDS_ID + 1];
    random_text(id, RECORDS_ID, RANDOM_BASE32);
    struct chain c = {id, g->person, g->scope, r->bound, g->box, g->place, r->req->now_ms, r->req->now_ms, g->signed_in, false};
    enum err err = chain_add(db, &c);
    if (!err)
        err = refresh_add(db, &r->next, id, r->req->now_ms);
    r->refresh = !err;
    return err ? err : grant_set_chain(db, g, id);
}

static enum err spend(struct db *db, struct redeem *r, const struct grant *g) {
    enum err err = grant_move(db, g, GRANT_APPROVED, GRANT_SPENT);
    if (!err)
        err = find_person(db, r, g->person);
    if (err || r->error)
        return err;
    r->bound = *g->jkt ? g->jkt : r->jkt;
    r->scope = g->scope;
    r->details = g->details;
    r->signed_in = g->signed_in;
    if (*g->details || !words_have(g->scope, "offline_access"))
        return ERR_NONE;
    return start_chain(db, r, g);
}

// A device code that comes again was stolen, or its first answer was: nothing that came from it stays good.
static enum err replayed(struct db *db, struct redeem *r, const struct grant *g) {
    enum err err = grant_move(db, g, GRANT_SPENT, GRANT_KILLED);
    if (!err && *g->chain)
        err = chain_end(db, g->chain, r->req->now_ms);
    if (!err)
        err = log_add(db, g->person, "reuse", g->box, r->req->now_ms);
    refuse(r, "invalid_grant", "This code was used before; what came from it is no longer good.");
    return err;
}

static enum err redeem_code(struct db *db, void *data) {
    struct redeem *r = data;
    struct grant g;
    r->error = NULL;
    r->refresh = false;
    enum err err = grant_by_device(db, r->req->arena, &r->token, &g);
    if (err == ERR_NOT_FOUND) {
        refuse(r, "invalid_grant", "This device code is not known.");
        return ERR_NONE;
    }
    if (err)
        return err;
    bool late = r->req->now_ms >= g.expires + (g.state == GRANT_APPROVED ? LATE_MS : 0);
    if (g.state == GRANT_SPENT)
        return replayed(db, r, &g);
    if (g.state == GRANT_KILLED && *g.chain)
        refuse(r, "invalid_grant", "This code was used before; what came from it is no longer good.");
    else if (late)
        refuse(r, "expired_token", "The code has run out. Ask for a new one.");
    else if (g.state == GRANT_DENIED || g.state == GRANT_KILLED)
        refuse(r, "access_denied", "It was denied on the phone.");
    else if (*g.jkt && strcmp(g.jkt, r->jkt) != 0)
        refuse(r, *r->jkt ? "invalid_grant" : "invalid_dpop_proof", "This code is bound to another key.");
    else if (g.state == GRANT_WAITS)
        refuse(r, "authorization_pending", "Nobody has answered yet.");
    else
        return spend(db, r, &g);
    return ERR_NONE;
}

// ---- refresh_token ----
// Fewer scopes may be asked for than were granted, never others.
static bool narrowed(struct redeem *r, const char *granted) {
    r->scope = *r->asked ? r->asked : granted;
    for (struct str rest = str_of(r->asked); rest.len;) {
        struct str one = str_cut(&rest, ' ');
        const char *word = arena_copy(r->req->arena, one.p, one.len);
        if (!word || !words_have(granted, word))
            return false;
    }
    return true;
}

static enum err find_chain(struct db *db, struct redeem *r, struct refresh *t, struct chain *c) {
    enum err err = refresh_find(db, r->req->arena, &r->token, t);
    if (!err)
        err = chain_find(db, r->req->arena, t->chain, c);
    if (err == ERR_NOT_FOUND || (!err && c->ended))
        refuse(r, "invalid_grant", "This television is signed out.");
    else if (!err && *c->jkt && strcmp(c->jkt, r->jkt) != 0)
        refuse(r, *r->jkt ? "invalid_grant" : "invalid_dpop_proof", "This token is bound to another key.");
    return err == ERR_NOT_FOUND ? ERR_NONE : err;
}

// The answer with the next token may have been lost: the box has its key, and nobody has used that next token.
static enum err lost_answer(struct db *db, struct redeem *r, const struct refresh *t, const struct chain *c, bool *lost) {
    struct refresh successor;
    enum err err = refresh_find(db, r->req->arena, &t->successor, &successor);
    *lost = !err && *c->jkt && !successor.replaced;
    if (*lost)
        err = refresh_drop(db, &t->successor);
    return err == ERR_NOT_FOUND ? ERR_NONE : err;
}

static enum err reused(struct db *db, struct redeem *r, const struct chain *c) {
    enum err err = chain_end(db, c->id, r->req->now_ms);
    refuse(r, "invalid_grant", "This token was used before; the television is signed out.");
    return err ? err : log_add(db, c->person, "reuse", c->box, r->req->now_ms);
}

static enum err redeem_refresh(struct db *db, void *data) {
    struct redeem *r = data;
    struct refresh t;
    struct chain c;
    bool lost = true;
    r->error = NULL;
    r->refresh = false;
    enum err err = find_chain(db, r, &t, &c);
    if (err || r->error)
        return err;
    if (t.replaced)
        err = lost_answer(db, r, &t, &c, &lost);
    if (err)
        return err;
    bool idle = r->req->now_ms - c.used > (when_ms)ISSUER_IDLE_DAYS * 24 * 3600 * 1000;
    if (!lost || idle)
        return reused(db, r, &c);
    err = find_person(db, r, c.person);
    if (!err && !r->error && !narrowed(r, c.scope))
        refuse(r, "invalid_scope", "More was asked for than was granted.");
    if (err || r->error)
        return err;
    err = refresh_add(db, &r->next, c.id, r->req->now_ms);
    if (!err)
        err = refresh_replace(db, &r->token, &r->next, r->req->now_ms);
    if (!err)
        err = chain_touch(db, c.id, r->req->now_ms);
    r->details = "";
    r->bound = c.jkt;
    r->signed_in = c.signed_in;
    r->refresh = true;
    return err;
}

// ---- The answer ----
static enum status tokens(const struct req *req, struct resp *resp, const struct redeem *r) {
    struct val_builder b = val_build(req->arena);
    struct val details;
    struct fault f = {0};
    struct mint m = {&r->person, r->scope, r->bound, r->details, issuer_resource(req), r->signed_in,
                     *r->details ? ISSUER_STEP_UP_S : ISSUER_ACCESS_S};
    const char *access = mint_access(req, &m), *identity = words_have(r->scope, "openid") ? mint_identity(req, &m) : "";
    bool ok = access && identity && val_set(&b, "access_token", val_text(access)) &&
              val_set(&b, "token_type", val_text(*r->bound ? "DPoP" : "Bearer")) &&
              val_set(&b, "expires_in", val_number(m.life_s)) && val_set(&b, "scope", val_text(r->scope)) &&
              (!*identity || val_set(&b, "id_token", val_text(identity))) &&
              (!r->refresh || val_set(&b, "refresh_token", val_text(r->next_text)));
    if (ok && *r->details)
        ok = !json_read(req->arena, r->details, strlen(r->details), JSON_LIMITS, &details, &f) &&
             val_set(&b, "authorization_details", details);
    return ok && resp_header(resp, "Pragma", "no-cache") ? oauth_json(resp, &b) : STATUS_INTERNAL;
}

static enum status answer(const struct req *req, struct resp *resp, enum err err, const struct redeem *r) {
    if (err)
        return err == ERR_BUSY || err == ERR_FULL || err == ERR_IO
                   ? oauth_error(resp, STATUS_UNAVAILABLE, "temporarily_unavailable", "Please try again in a moment.")
                   : STATUS_INTERNAL;
    if (r->error)
        return oauth_error(resp, STATUS_BAD_REQUEST, r->error, r->why);
    return tokens(req, resp, r);
}

// Most polls find nobody has answered yet: that is only read.
static bool still_waits(const struct req *req, struct store *store, const struct redeem *r) {
    struct grant g;
    struct db *db = store_read(store);
    bool waits = db && !grant_by_device(db, req->arena, &r->token, &g) && g.state == GRANT_WAITS && req->now_ms < g.expires &&
                 (!*g.jkt || !strcmp(g.jkt, r->jkt));
    store_read_end(store, db);
    return waits;
}

static enum status device_code(const struct req *req, struct resp *resp, struct store *store, const struct html_fields *f,
                               struct redeem *r) {
    r->token = secret_hash_of(html_field(f, "device_code"));
    if (still_waits(req, store, r)) {
        int interval = recent_poll(req->site->issuer->polls, &r->token, req->now_ms, ISSUER_CODE_S * 1000);
        return oauth_error(resp, STATUS_BAD_REQUEST, interval ? "authorization_pending" : "slow_down",
                           interval ? "Nobody has answered yet." : "You asked too early. Wait 5 seconds longer from now on.");
    }
    return answer(req, resp, issuer_write(store, redeem_code, r), r);
}

enum status issuer_token(const struct req *req, struct resp *resp, struct store *store) {
    struct html_fields f;
    struct redeem r = {.req = req, .details = "", .bound = "", .scope = ""};
    char jkt[JWK_THUMBPRINT + 1];
    if (!req->site->issuer)
        return oauth_off(resp);
    enum status status = oauth_fields(req, resp, &f);
    if (status == STATUS_OK)
        status = oauth_proof(req, resp, "/oauth/token", NULL, jkt);
    if (status != STATUS_OK)
        return status;
    const char *kind = html_field(&f, "grant_type"), *resource = html_field(&f, "resource");
    if (*resource && strcmp(resource, issuer_resource(req)) != 0 && strcmp(resource, issuer_url(req, "")) != 0)
        return oauth_error(resp, STATUS_BAD_REQUEST, "invalid_target", "Tokens for this resource are not given here.");
    r.jkt = jkt;
    r.asked = html_field(&f, "scope");
    r.next_text = page_secret(req->arena);
    if (!r.next_text)
        return STATUS_INTERNAL;
    r.next = secret_hash_of(r.next_text);
    if (!strcmp(kind, "urn:ietf:params:oauth:grant-type:device_code") && *html_field(&f, "device_code"))
        return device_code(req, resp, store, &f, &r);
    if (!strcmp(kind, "refresh_token") && *html_field(&f, "refresh_token")) {
        r.token = secret_hash_of(html_field(&f, "refresh_token"));
        return answer(req, resp, issuer_write(store, redeem_refresh, &r), &r);
    }
    bool known = !strcmp(kind, "refresh_token") || !strcmp(kind, "urn:ietf:params:oauth:grant-type:device_code");
    return oauth_error(resp, STATUS_BAD_REQUEST, *kind && !known ? "unsupported_grant_type" : "invalid_request",
                       "grant_type is device_code or refresh_token, with its code or token.");
}
