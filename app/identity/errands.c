// SPDX-License-Identifier: Apache-2.0
// Requests in a person's name: they wait while a token is renewed, and are tried once more when a token was refused.
#include "app/identity/inside.h"

#include "base/log.h"
#include "base/mem.h"

enum { TEXTS = 64 << 10 };

static uint64_t token_of(const struct errand *e) { return e->is_stream ? e->stream.token : e->request.token; }
static int tag_of(const struct errand *e) { return e->is_stream ? e->stream.tag : e->request.tag; }

static void free_errand(struct errand *e) {
    arena_finish(&e->arena);
    mem_free(e);
}

static struct errand *unlink_errand(struct session *s, uint64_t token, int tag) {
    for (struct errand **at = &s->errands; *at; at = &(*at)->next) {
        struct errand *e = *at;
        if (token_of(e) != token || tag_of(e) != tag)
            continue;
        *at = e->next;
        s->errand_count--;
        return e;
    }
    return NULL;
}

static void keep_errand(struct session *s, struct errand *e) {
    e->next = s->errands;
    s->errands = e;
    s->errand_count++;
}

// ---- A copy
static bool text(struct arena *a, const char **at) { return !*at || (*at = arena_string(a, *at)) != NULL; }

static bool headers(struct arena *a, struct net_header *h) {
    bool ok = true;
    for (int i = 0; i < NET_HEADERS_MAX && h[i].name && ok; i++)
        ok = text(a, &h[i].name) && text(a, &h[i].value);
    return ok;
}

static bool copy_request(struct errand *e, const struct net_request *r) {
    struct net_request *q = &e->request;
    *q = *r;
    q->signer = NULL;
    if (r->body && !(q->body = arena_copy(&e->arena, r->body, r->body_len)))
        return false;
    return text(&e->arena, &q->method) && text(&e->arena, &q->path) && text(&e->arena, &q->content_type) &&
           text(&e->arena, &q->idempotency_key) && headers(&e->arena, q->headers);
}

static bool copy_stream(struct errand *e, const struct net_stream *s) {
    e->is_stream = true;
    e->stream = *s;
    e->stream.signer = NULL;
    return text(&e->arena, &e->stream.path) && text(&e->arena, &e->stream.last_event_id) && headers(&e->arena, e->stream.headers);
}

// ---- Sending
static enum err go(struct app *app, struct errand *e) {
    struct fault f = {0};
    struct resident *who = people_find(app, e->profile);
    struct net_signer signer = {.arg = NULL};
    bool named = who && who->signed_in; // who was signed out meanwhile asks as nobody and is told to sign in
    if (named)
        signer = signer_of(who->signer);
    // What was written in somebody's name is not sent as nobody's: it waits until they have signed in again.
    if (!named && (token_of(e) == TOKEN_COURIER || token_of(e) == TOKEN_DRAFTS))
        return ERR_DENIED;
    e->held = false;
    e->with = named ? who->grant.expires : 0;
    e->request.signer = e->stream.signer = named ? &signer : NULL;
    enum err err = e->is_stream ? net_stream(app->net, &e->stream, &f) : net_send(app->net, &e->request, &f);
    e->request.signer = e->stream.signer = NULL;
    if (err)
        log_line(LOG_WARN, "session", "not-sent", "err=%s what=\"%s\"", err_name(err), f.what);
    return err;
}

static bool wanted(struct app *app, const struct errand *e) {
    return token_of(e) == TOKEN_COURIER || token_of(e) == TOKEN_DRAFTS || token_of(e) == TOKEN_SESSION || router_find(app, token_of(e));
}

// Screens close without telling us.
static void prune(struct app *app) {
    struct session *s = app->session;
    for (struct errand **at = &s->errands; *at;) {
        struct errand *e = *at;
        if (wanted(app, e)) {
            at = &e->next;
            continue;
        }
        *at = e->next;
        s->errand_count--;
        free_errand(e);
    }
}

enum err errand_send(struct app *app, const struct net_request *r, const struct net_stream *s, struct resident *who) {
    struct session *session = app->session;
    prune(app);
    struct errand *e = session->errand_count < ERRANDS_MAX ? mem_alloc(sizeof *e) : NULL;
    if (!e)
        return session->errand_count < ERRANDS_MAX ? ERR_MEMORY : ERR_LIMIT;
    arena_init(&e->arena, TEXTS + (r ? r->body_len : 0));
    text_copy(e->profile, sizeof e->profile, who->id);
    if (r ? !copy_request(e, r) : !copy_stream(e, s)) {
        free_errand(e);
        return ERR_MEMORY;
    }
    struct errand *before = unlink_errand(session, token_of(e), tag_of(e));
    if (before)
        free_errand(before);
    e->held = who->renewing || renew_needed(app, who);
    keep_errand(session, e);
    if (e->held) {
        renew_start(app, who); // when even that cannot be sent, it releases what waits
        return ERR_NONE;
    }
    enum err err = go(app, e);
    if (err && (e = unlink_errand(session, token_of(e), tag_of(e))))
        free_errand(e);
    return err;
}

// What could not be sent must be told to whoever waits; a network that is full is told as an answer that did not come.
static void tell_lost(struct app *app, const struct errand *e, enum err err) {
    struct event ev = {.type = EV_REPLY, .tag = tag_of(e), .reply = {.err = err, .title = "", .detail = ""}};
    if (token_of(e) == TOKEN_COURIER)
        courier_lost(app, tag_of(e), err);
    else if (token_of(e) == TOKEN_DRAFTS)
        drafts_lost(app, err);
    else if (!e->is_stream)
        app_later(app, token_of(e), &ev, NULL, NULL);
}

void errands_release(struct app *app, const char *profile) {
    struct session *s = app->session;
    prune(app);
    for (bool again = true; again;) { // sending may change the list
        again = false;
        for (struct errand *e = s->errands; e && !again; e = e->next) {
            if (!e->held || !text_same(e->profile, profile))
                continue;
            again = true;
            enum err err = go(app, e);
            if (err) {
                tell_lost(app, e, err);
                struct errand *gone = unlink_errand(s, token_of(e), tag_of(e));
                if (gone)
                    free_errand(gone);
                break;
            }
        }
    }
}

// A refused token is renewed once and the request repeated; the second refusal is the answer.
bool errand_message(struct app *app, struct net_message *m) {
    struct session *s = app->session;
    bool ended = (m->kind == NET_ANSWER && !m->more) || (m->kind == NET_STREAM_DOWN && m->ended);
    struct errand *e = ended ? unlink_errand(s, m->token, m->tag) : NULL;
    if (!e)
        return false;
    struct resident *who = people_find(app, e->profile);
    if (m->status != 401 || e->repeated || !who || !who->signed_in || !*who->grant.refresh) {
        bool screens = m->token != TOKEN_COURIER && m->token != TOKEN_DRAFTS, taken = acting_ended(app, e, m) && screens;
        free_errand(e);
        if (taken)
            net_message_free(m);
        return taken;
    }
    e->repeated = e->held = true;
    keep_errand(s, e);
    net_message_free(m);
    if (e->with == who->grant.expires)
        renew_start(app, who);
    else if (!who->renewing) // another request met the same refusal before, and its renewal is done
        errands_release(app, who->id);
    return true;
}

void errands_forget(struct app *app) {
    struct session *s = app->session;
    for (struct errand *e; (e = s->errands);) {
        s->errands = e->next;
        free_errand(e);
    }
    s->errand_count = 0;
}
