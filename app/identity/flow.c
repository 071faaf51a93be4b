// SPDX-License-Identifier: Apache-2.0
// One sign-in or signature: drives the machine (oauth.h) with the network, and tells the screen.
#include "app/identity/inside.h"

#include "base/log.h"

enum { FLOW_ARENA = 512 << 10, TEXTS_ARENA = 2 << 20, SCRATCH = 512 << 10, OUTBOX_ARENA = 256 << 20 };

void flow_stop(struct app *app) {
    struct flow *f = &app->session->flow;
    if (!f->used)
        return;
    if (f->pem)
        jwk_wipe((void *)(uintptr_t)f->pem, strlen(f->pem));
    if (f->oauth.tokens.access)
        jwk_wipe((void *)(uintptr_t)f->oauth.tokens.access, strlen(f->oauth.tokens.access));
    if (f->oauth.tokens.refresh)
        jwk_wipe((void *)(uintptr_t)f->oauth.tokens.refresh, strlen(f->oauth.tokens.refresh));
    signer_drop(f->prover);
    arena_finish(&f->arena);
    arena_finish(&f->texts);
    *f = (struct flow){.used = false};
}

// ---- Beginning
static bool make_key(struct flow *f, const char **jkt) {
    struct jwk key = {.pkey = NULL};
    struct str pem = {0};
    char *thumb = arena_alloc(&f->texts, JWK_THUMBPRINT + 1);
    bool ok = thumb && (f->pem ? jwk_pem_read(&f->texts, str_of(f->pem), &key) : jwk_generate(&f->texts, &key)) == ERR_NONE &&
              jwk_thumbprint(&key, thumb) == ERR_NONE && (f->pem || jwk_pem_write(&f->texts, &key, &pem) == ERR_NONE);
    if (ok && !f->pem)
        f->pem = pem.p;
    jwk_finish(&key);
    *jkt = thumb;
    return ok;
}

static const char *kept(struct app *app, struct arena *a, const char *name, const char *otherwise) {
    const char *value = NULL;
    return keep_setting(app->keep, a, name, &value) == ERR_NONE && *value ? value : otherwise;
}

// What is signed comes from the outbox itself, so that nothing else can be approved than what is sent.
static bool take_item(struct app *app, struct flow *f, const char *id, const char **details) {
    struct arena a;
    struct outbox_list list = {0};
    bool found = false;
    long number;
    if (!text_integer(id, 1, INT32_MAX, &number))
        return false;
    arena_init(&a, OUTBOX_ARENA);
    if (keep_outbox_list(app->keep, &a, &list) == ERR_NONE)
        for (size_t i = 0; i < list.count && !found; i++) {
            const struct outbox_item *item = &list.items[i];
            if (item->id != number || !*item->sign || !text_same(item->profile, session_profile(app)))
                continue;
            struct resident *who = people_find(app, item->profile);
            found = (*details = arena_string(&f->texts, item->sign)) != NULL;
            text_copy(f->signer_id, sizeof f->signer_id, item->profile);
            if (who && who->signed_in && *who->grant.pem)
                f->pem = arena_string(&f->texts, who->grant.pem);
        }
    arena_finish(&a);
    f->outbox = number;
    return found;
}

void flow_start(struct app *app, uint64_t screen, const struct effect *fx) {
    struct flow *f = &app->session->flow;
    const char *jkt = NULL, *details = NULL;
    flow_stop(app);
    *f = (struct flow){.used = true, .token = screen, .tag = fx->tag};
    arena_init(&f->arena, FLOW_ARENA);
    arena_init(&f->texts, TEXTS_ARENA);
    text_copy(f->service, sizeof f->service, fx->text ? fx->text : "");
    bool ok = !fx->secret || take_item(app, f, fx->secret, &details);
    ok = ok && make_key(f, &jkt) && (f->prover = signer_create(f->pem, NULL, &app->session->clock));
    const struct oauth_config config = {
        .allow_http = app->allow_http,
        .language = arena_string(&f->texts, app->settings.language),
        .jkt = jkt,
        .box = kept(app, &f->texts, "box-name", NULL),
        .place = kept(app, &f->texts, "box-place", NULL),
        .purpose = arena_string(&f->texts, fx->method ? fx->method : ""),
        .details = details,
    };
    oauth_begin(&f->oauth, &f->arena, &config, app->platform->ops->clock(app->platform));
    if (!ok)
        f->oauth.state = OAUTH_FAULTY;
}

// ---- The end
static void take_claims(struct arena *a, const struct oauth_tokens *t, struct oauth_claims *c) {
    struct oauth_claims other;
    if (oauth_read_claims(a, t->access, c) != ERR_NONE) // opaque: the identity token may know
        *c = (struct oauth_claims){.subject = "", .name = "", .organisation = "", .number = "", .roles = ""};
    if ((*c->subject && *c->name) || oauth_read_claims(a, t->identity, &other) != ERR_NONE)
        return;
    if (!*c->subject)
        c->subject = other.subject;
    if (!*c->name)
        c->name = other.name;
    if (!*c->roles)
        c->roles = other.roles;
}

static void fill(struct resident *r, const struct oauth_claims *c) {
    if (*c->name)
        text_copy(r->name, sizeof r->name, c->name);
    if (*c->roles)
        text_copy(r->roles, sizeof r->roles, c->roles);
    text_copy(r->organisation, sizeof r->organisation, c->organisation);
    text_copy(r->number, sizeof r->number, c->number);
}

static void ask_name(struct app *app, struct resident *r) {
    struct fault fault = {0};
    struct net_signer signer = signer_of(r->signer);
    text_copy(app->session->flow.who, sizeof app->session->flow.who, r->id);
    enum err err = net_send(app->net, &(struct net_request){.token = TOKEN_SESSION, .tag = TAG_WHO, .path = "/v1/me", .cache = NET_CACHE_NONE,
                                                            .signer = &signer}, &fault);
    if (err)
        log_line(LOG_WARN, "session", "not-sent", "err=%s", err_name(err));
}

// Nobody is thrown out for somebody new: the right that was just given is given back.
static enum oauth_state no_room(struct app *app, const struct grant *grant) {
    struct resident guest = {.id = "-", .grant = *grant};
    if (people_equip(app, &guest))
        revoke(app, &guest);
    signer_drop(guest.signer);
    signer_drop(guest.prover);
    grant_finish(&guest.grant);
    return OAUTH_FULL;
}

static void take_grant(struct resident *r, const struct grant *grant, const struct oauth_claims *c) {
    text_copy(r->issuer, sizeof r->issuer, grant->issuer);
    text_copy(r->subject, sizeof r->subject, c->subject);
    fill(r, c);
    grant_finish(&r->grant);
    r->grant = *grant;
    r->locked = r->with_older = r->asked_later = false;
    r->renewing = 0;
}

// Kept before anybody hears of it. A box that cannot keep it goes on until it is switched off.
static enum oauth_state sign_on(struct app *app, const struct oauth_claims *c) {
    struct session *s = app->session;
    struct flow *f = &s->flow;
    struct fault fault = {0};
    struct grant grant;
    if (grant_make(&grant, &f->oauth, f->oauth.tokens.dpop ? f->pem : "", signer_clock_now(&s->clock)) != ERR_NONE)
        return OAUTH_FAULTY;
    struct resident *r = people_of_subject(app, grant.issuer, c->subject);
    if (r)
        revoke(app, r); // what an earlier sign-in left
    else if (!(r = people_add(app)))
        return no_room(app, &grant);
    take_grant(r, &grant, c);
    people_used(app, r);
    if (!people_equip(app, r))
        return OAUTH_FAULTY;
    enum err err = people_save(app, r, true);
    if (!err)
        err = keep_adopt(app->keep, f->service, r->id, &fault);
    if (err)
        log_line(LOG_WARN, "session", "not-kept", "err=%s", err_name(err));
    people_merge(app, &r);
    session_act_for(app, "", "");
    people_set_current(app, (int)(r - s->people));
    ask_name(app, r);
    return OAUTH_DONE;
}

static bool hold_warrant(struct app *app) {
    struct session *s = app->session;
    struct flow *f = &s->flow;
    struct signer *signer = signer_create(f->oauth.tokens.dpop ? f->pem : "", f->oauth.tokens.access, &s->clock);
    signer_drop(s->warrant.signer);
    s->warrant = (struct warrant){.outbox = signer ? f->outbox : 0, .signer = signer,
                                  .until = signer_clock_now(&s->clock) + (when_ms)f->oauth.tokens.life_s * 1000};
    return signer != NULL;
}

static void done(struct app *app) {
    struct flow *f = &app->session->flow;
    struct oauth_claims c;
    struct arena a;
    arena_init(&a, SCRATCH);
    take_claims(&a, &f->oauth.tokens, &c);
    struct resident *expected = people_find(app, f->signer_id);
    bool somebody_else = f->outbox && expected && *expected->subject && *c.subject && !text_same(expected->subject, c.subject);
    f->end = somebody_else                                        ? OAUTH_SOMEBODY_ELSE
             : f->outbox ? (hold_warrant(app) ? OAUTH_DONE : OAUTH_FAULTY)
                         : sign_on(app, &c);
    arena_finish(&a);
    log_line(LOG_INFO, "session", f->outbox ? "signed" : "signed-in", "state=%d dpop=%d", (int)f->end, f->oauth.tokens.dpop);
    courier_nudge(app);
}

// ---- Messages
static void take_name(struct app *app, struct net_message *m) {
    struct resident *r = people_find(app, app->session->flow.who);
    struct arena a;
    struct oauth_claims c;
    if (!r || m->err)
        return; // what the tokens said stays
    arena_init(&a, SCRATCH);
    if (oauth_read_person(&a, &m->value, &c) == ERR_NONE) {
        fill(r, &c);
        if (people_save(app, r, false) == ERR_NONE)
            router_tell_all(app, EV_CHANGED);
    }
    arena_finish(&a);
}

bool flow_message(struct app *app, struct net_message *m) {
    struct flow *f = &app->session->flow;
    if (m->tag == TAG_WHO)
        take_name(app, m);
    if (m->tag != TAG_FLOW || !f->used)
        return m->tag == TAG_WHO || m->tag == TAG_FLOW;
    const struct oauth_answer answer = {.err = m->err, .status = m->status, .tls = (int)m->tls, .retry_after_ms = m->retry_after_ms,
                                        .body = m->err ? &m->problem.document : &m->value};
    enum oauth_state before = f->oauth.state;
    bool away = f->oauth.away, slow = f->oauth.interval_ms != 0;
    int pace = f->oauth.interval_ms;
    oauth_answer(&f->oauth, &answer, app->platform->ops->clock(app->platform));
    if (f->oauth.state == OAUTH_DONE)
        done(app);
    f->told = f->told && before == f->oauth.state && away == f->oauth.away && (!slow || pace == f->oauth.interval_ms);
    log_line(LOG_DEBUG, "session", "sign-in", "state=%d status=%d", (int)f->oauth.state, m->status);
    return true;
}

static void ask(struct app *app) {
    struct flow *f = &app->session->flow;
    struct arena a;
    struct oauth_request q;
    struct fault fault = {0};
    struct net_signer signer = signer_of(f->prover);
    arena_init(&a, SCRATCH);
    enum err err = oauth_request(&f->oauth, &a, &q);
    if (!err)
        err = net_send(app->net, &(struct net_request){
            .token = TOKEN_SESSION, .tag = TAG_FLOW, .method = q.method, .path = q.url, .body = q.body, .body_len = q.body ? strlen(q.body) : 0,
            .content_type = "application/x-www-form-urlencoded", .cache = NET_CACHE_NONE, .max_bytes = OAUTH_ANSWER_BYTES, .attempts = 1,
            .signer = q.proof ? &signer : NULL}, &fault);
    arena_finish(&a);
    if (err) { // told as an answer that did not come: it is tried again
        f->oauth.asked = true;
        oauth_answer(&f->oauth, &(struct oauth_answer){.err = err, .retry_after_ms = -1}, app->platform->ops->clock(app->platform));
    }
}

static const char *text_or_empty(const char *text) { return text ? text : ""; }

static void tell(struct app *app, struct entry *e) {
    struct flow *f = &app->session->flow;
    const struct oauth *o = &f->oauth;
    const struct sign_in_news now = {
        .state = o->state == OAUTH_DONE ? f->end : o->state,
        .code = text_or_empty(o->device.user_code), .address = text_or_empty(o->device.address), .link = text_or_empty(o->device.link),
        .pictures = {text_or_empty(o->device.pictures[0]), text_or_empty(o->device.pictures[1]), text_or_empty(o->device.pictures[2])},
        .picture_count = o->device.picture_count,
        .until = o->ends, .pace_s = o->interval_ms / 1000, .away = o->away,
        .issuer = text_or_empty(o->offer.name), .box = text_or_empty(o->config.box),
        .tls_reason = o->tls,
    };
    bool signed_in = now.state == OAUTH_DONE && !f->outbox;
    f->told = true;
    app_deliver(app, e, &(struct event){.type = EV_SIGN_IN, .tag = f->tag, .sign_in = &now}, NULL);
    app->dirty = true;
    if (signed_in)
        router_tell_all(app, EV_CHANGED);
}

void flow_step(struct app *app) {
    struct flow *f = &app->session->flow;
    when_ms now = app->platform->ops->clock(app->platform);
    if (!f->used)
        return;
    struct entry *e = router_find(app, f->token);
    if (!e) { // the screen is gone: nobody waits for the code any more
        net_cancel_one(app->net, TOKEN_SESSION, TAG_FLOW);
        flow_stop(app);
        return;
    }
    if (oauth_tick(&f->oauth, now))
        f->told = false;
    if (!oauth_over(&f->oauth) && !f->oauth.asked && oauth_due(&f->oauth) <= now)
        ask(app);
    if (!f->told)
        tell(app, e);
}

when_ms flow_next(const struct app *app) {
    const struct flow *f = &app->session->flow;
    if (!f->used)
        return -1;
    if (!f->told)
        return app->platform->ops->clock(app->platform);
    return oauth_over(&f->oauth) ? -1 : oauth_due(&f->oauth);
}
