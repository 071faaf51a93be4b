// SPDX-License-Identifier: Apache-2.0
// Renewing tokens, one request at a time for each person, and giving them back.
#include "app/identity/inside.h"

#include "base/log.h"
#include "base/random.h"

enum { BODY_ARENA = 256 << 10, KEY_LETTERS = 26 };

bool renew_needed(struct app *app, const struct resident *r) {
    return *r->grant.refresh && r->grant.expires - RENEW_EARLY_MS < signer_clock_now(&app->session->clock);
}

static enum err post(struct app *app, const struct resident *r, const char *url, const char *body, int tag, const char *key) {
    struct fault f = {0};
    struct net_signer signer = {.arg = NULL};
    if (r->prover)
        signer = signer_of(r->prover);
    struct net_request q = {
        .token = TOKEN_SESSION, .tag = tag, .method = "POST", .path = url, .body = body, .body_len = strlen(body),
        .content_type = "application/x-www-form-urlencoded", .idempotency_key = key, .want = NET_WANT_VALUE,
        .max_bytes = OAUTH_ANSWER_BYTES, .attempts = key ? 0 : 1, .signer = r->prover ? &signer : NULL};
    enum err err = net_send(app->net, &q, &f);
    if (err)
        log_line(LOG_WARN, "session", "not-sent", "err=%s", err_name(err));
    return err;
}

void renew_start(struct app *app, struct resident *r) {
    struct session *s = app->session;
    struct arena a;
    const char *body = NULL;
    if (r->renewing)
        return;
    arena_init(&a, BODY_ARENA);
    int tag = ++s->next_tag;
    enum err err = grant_refresh_body(&r->grant, &a, r->with_older ? r->grant.older : r->grant.refresh, &body);
    if (!err)
        err = post(app, r, r->grant.token_url, body, tag, NULL);
    if (body)
        jwk_wipe((void *)(uintptr_t)body, strlen(body));
    arena_finish(&a);
    if (!err)
        r->renewing = tag;
    else
        errands_release(app, r->id); // with what we have
}

// The new tokens are on the disk before anyone uses them: were the power to go now, the issuer knows the new one only.
static void take_over(struct app *app, struct resident *r, const struct oauth_tokens *t) {
    struct grant renewed;
    r->with_older = false;
    if (grant_renew(&renewed, &r->grant, t, signer_clock_now(&app->session->clock)) != ERR_NONE)
        return; // out of memory: the old ones are still good for something
    grant_finish(&r->grant);
    r->grant = renewed;
    if (people_save(app, r, true) != ERR_NONE)
        log_line(LOG_WARN, "session", "renewed-not-kept", "next=sign-in");
    if (!signer_set_token(r->signer, r->grant.access) && !people_equip(app, r))
        log_line(LOG_WARN, "session", "no-signer", "next=sign-in");
    log_line(LOG_INFO, "session", "renewed", "rotated=%d", *t->refresh != '\0');
}

static void refused(struct app *app, struct resident *r) {
    if (!r->with_older && *r->grant.older) {
        r->with_older = true; // perhaps the present one never reached the issuer's memory
        renew_start(app, r);
        if (r->renewing)
            return;
    }
    char id[ID_LETTERS + 1];
    text_copy(id, sizeof id, r->id);
    r->with_older = false;
    log_line(LOG_INFO, "session", "ended", "why=refused");
    people_sign_off(app, r);
    errands_release(app, id);
    courier_nudge(app);
    router_tell_all(app, EV_CHANGED);
}

static struct resident *of_tag(struct session *s, int tag) {
    for (int i = 0; i < s->count; i++)
        if (tag && s->people[i].renewing == tag)
            return &s->people[i];
    return NULL;
}

bool renew_message(struct app *app, struct net_message *m) {
    struct resident *r = of_tag(app->session, m->tag);
    struct arena a;
    struct oauth_tokens tokens;
    if (!r)
        return m->tag > TAG_FIRST; // of a revocation, or of somebody who is gone
    r->renewing = 0;
    arena_init(&a, BODY_ARENA);
    const struct oauth_answer answer = {.err = m->err, .status = m->status, .tls = (int)m->tls, .retry_after_ms = m->retry_after_ms,
                                        .body = m->err ? &m->problem.document : &m->value};
    enum oauth_refresh what = oauth_read_refresh(&a, &answer, &tokens);
    r->asked_later = what == OAUTH_REFRESH_LATER;
    if (what == OAUTH_REFRESHED)
        take_over(app, r, &tokens);
    if (what == OAUTH_REFRESH_REFUSED)
        refused(app, r);
    else
        errands_release(app, r->id);
    arena_finish(&a);
    courier_nudge(app);
    return true;
}

// The issuer forgets this box. Whether it hears us or not, the box has forgotten the tokens.
void revoke(struct app *app, struct resident *r) {
    struct arena a;
    char key[KEY_LETTERS + 1];
    const char *body = NULL;
    if (!r->signed_in || !*r->grant.revoke_url)
        return;
    arena_init(&a, BODY_ARENA);
    random_text(key, KEY_LETTERS, RANDOM_BASE32);
    if (grant_revoke_body(&r->grant, &a, &body) == ERR_NONE)
        (void)!post(app, r, r->grant.revoke_url, body, ++app->session->next_tag, key);
    if (body)
        jwk_wipe((void *)(uintptr_t)body, strlen(body));
    arena_finish(&a);
}
