// SPDX-License-Identifier: Apache-2.0
// When to listen, and to whom: decided anew after every step of the loop from what the screen on top wishes.
#include "app/phone/inside.h"

#include "base/log.h"
#include "base/mem.h"

struct phone *phone_create(struct app *app) {
    struct phone *p = mem_alloc(sizeof *p);
    if (!p)
        return NULL;
    app->phone = p;
    phone_box_load(app);
    return p;
}

void phone_destroy(struct phone *p) {
    for (int i = 0; p && i < HISTORY_MAX; i++)
        if (p->slots[i].token)
            arena_finish(&p->slots[i].arena);
    mem_free(p);
}

static when_ms clock_now(const struct app *app) { return app->platform->ops->clock(app->platform); }

static bool listens(const struct phone *p, const struct slot *s) { return s && !p->unavailable && (s->invite || p->paired); }

static void failed(struct app *app, const char *what, const struct net_message *m) {
    app->phone->retry_at = clock_now(app) + PHONE_RETRY_MS;
    app->phone->news = true;
    log_line(LOG_INFO, "phone", "failed", "what=%s err=%s status=%d", what, err_name(m->err), m->status);
}

static void rest(struct app *app) {
    struct phone *p = app->phone;
    if (p->streaming)
        net_cancel(app->net, TOKEN_PHONE_STREAM);
    if (p->streaming || p->published)
        phone_wish_withdraw(app);
    p->streaming = p->up = false;
    p->retry_at = 0;
    p->now.known = false;
    for (int i = 0; i < p->now.device_count; i++)
        p->now.devices[i].connected = false; // not known any more
}

static void open_stream(struct app *app) {
    struct phone *p = app->phone;
    char path[PHONE_PATH_CAP];
    snprintf(path, sizeof path, "/v1/boxes/%s/events", p->id);
    struct net_stream s = {.token = TOKEN_PHONE_STREAM, .tag = TAG_EVENTS, .path = path, .headers = {{"Tgov-Box", p->proof}}};
    struct fault f = {0};
    p->streaming = net_stream(app->net, &s, &f) == ERR_NONE;
    if (!p->streaming)
        log_line(LOG_WARN, "phone", "no-stream", "what=\"%s\"", f.what);
}

static void ask_state(struct app *app) {
    app->phone->asking_state = phone_box_send(app, TAG_STATE, "GET", "", (struct str){0}, &api_box_state_shape) == ERR_NONE;
}

static bool anybody_there(const struct phone *p) {
    for (int i = 0; i < p->now.device_count; i++)
        if (p->now.devices[i].connected && !p->now.devices[i].asks)
            return true;
    return false;
}

// A code is asked for where it is shown, and only when nobody is there already.
static void invite(struct app *app, const struct slot *s) {
    struct phone *p = app->phone;
    struct buf b;
    bool needed = s->wish.kind == WISH_NONE || !anybody_there(p); // the list of phones may always get one more
    bool wanted = s->invite && !p->inviting && needed && (!p->paired || p->now.known);
    if (!wanted || (p->invite_until && clock_now(app) < p->invite_until))
        return;
    struct api_invite body = {app->settings.language, s->wish.kind == WISH_FILE ? "files" : "keyboard"};
    buf_init(&b, 1024);
    p->inviting = api_write(&b, &api_invite_shape, &body) &&
                  phone_box_send(app, TAG_INVITE, "POST", "/invitations", (struct str){b.data, b.len}, &api_invitation_shape) == ERR_NONE;
    buf_finish(&b);
}

static void listen_now(struct app *app, const struct slot *s) {
    struct phone *p = app->phone;
    if (p->retry_at && clock_now(app) < p->retry_at)
        return;
    if (p->retry_at) {
        p->retry_at = 0;
        p->news = true;
    }
    if (!*p->id) {
        phone_box_register(app);
        return;
    }
    if (!p->streaming)
        open_stream(app);
    invite(app, s);
    phone_wish_publish(app, s, anybody_there(p));
}

void phone_step(struct app *app) {
    struct phone *p = app->phone;
    if (!p || !app->depth)
        return;
    phone_wish_sweep(app);
    struct slot *s = phone_wish_of_top(app);
    uint64_t token = s ? s->token : 0;
    p->news |= token != p->told;
    p->told = token;
    if (listens(p, s))
        listen_now(app, s);
    else if (p->streaming || p->published)
        rest(app);
    if (p->news)
        phone_tell(app, PHONE_CHANGED, NULL, false);
}

when_ms phone_next(const struct app *app) {
    struct phone *p = app->phone;
    if (!p || !app->depth)
        return -1;
    const struct slot *s = NULL;
    for (int i = 0; i < HISTORY_MAX && !s; i++)
        s = p->slots[i].token == app->stack[app->depth - 1]->token ? &p->slots[i] : NULL;
    if (!listens(p, s))
        return -1;
    if (p->retry_at)
        return p->retry_at;
    return s->invite && p->invite_until ? p->invite_until : -1;
}

static void invited(struct app *app, const struct net_message *m) {
    struct phone *p = app->phone;
    const struct api_invitation *i = m->data;
    p->inviting = false;
    if (m->err || !i) {
        failed(app, "invitation", m);
        return;
    }
    text_copy(p->now.url, sizeof p->now.url, i->url ? i->url : "");
    text_copy(p->now.at, sizeof p->now.at, i->at ? i->at : "");
    text_copy(p->now.code, sizeof p->now.code, i->code ? i->code : "");
    // By the time it takes, since the clock of a television may be wrong; a little early, so that nobody scans an old one.
    p->invite_until = clock_now(app) + (API_INVITATION_S - 30) * (when_ms)1000;
    phone_tell(app, PHONE_CHANGED, NULL, false);
}

static void answered(struct app *app, const struct net_message *m) {
    struct phone *p = app->phone;
    if (m->tag != TAG_BOX && m->tag < TAG_PICTURE && m->tag != TAG_ACT && m->tag != TAG_GONE && m->status == 404) {
        phone_box_lost(app);
        return;
    }
    switch (m->tag) {
    case TAG_BOX:
        phone_box_registered(app, m);
        if (!*p->id && !p->unavailable)
            failed(app, "box", m);
        p->news = true;
        break;
    case TAG_STATE:
        p->asking_state = false;
        if (!m->err && m->data)
            phone_events_state(app, m->data);
        break;
    case TAG_INVITE: invited(app, m); break;
    case TAG_WISH:
        if (m->err) { // put again after a while
            p->published = 0;
            failed(app, "wish", m);
        }
        break;
    case TAG_ACT: ask_state(app); break;
    default: break;
    }
}

static void stream(struct app *app, const struct net_message *m) {
    struct phone *p = app->phone;
    if (!p->streaming)
        return; // of one that was closed
    switch (m->kind) {
    case NET_STREAM_UP:
        p->up = true;
        p->published = 0; // it may have been away for so long that the wish was forgotten
        ask_state(app);
        break;
    case NET_STREAM_DOWN:
        p->up = false;
        p->streaming = !m->ended;
        if (m->ended && m->status == 404)
            phone_box_lost(app);
        else if (m->ended)
            failed(app, "stream", m);
        p->news = true;
        break;
    case NET_EVENT: phone_events_take(app, m); break;
    default: break;
    }
}

bool phone_message(struct app *app, struct net_message *m) {
    struct phone *p = app->phone;
    if (!p)
        return false;
    if (m->kind == NET_REACH) { // everybody hears of that
        p->retry_at = m->online ? 0 : p->retry_at;
        p->news = true;
        return false;
    }
    if (m->token == TOKEN_PHONE_STREAM)
        stream(app, m);
    else if (m->token == TOKEN_PHONE && m->kind == NET_ANSWER && m->tag >= TAG_PICTURE && m->tag < TAG_PICTURE + PHONE_PICTURES)
        phone_pictures_take(app, m);
    else if (m->token == TOKEN_PHONE && m->kind == NET_ANSWER)
        answered(app, m);
    return m->token == TOKEN_PHONE || m->token == TOKEN_PHONE_STREAM;
}
