// SPDX-License-Identifier: Apache-2.0
// One step of the application: everything that is waiting becomes events, then one frame if something changed.
#include "app/inside.h"
#include "app/phone/phone.h"

#include "base/log.h"
#include "base/mem.h"

// Delivers one event. An update never runs inside another of the same scratch arena: a nested one (a screen that is
// pushed while its pusher's effects are performed) gets an arena of its own for the moment.
void app_deliver(struct app *app, struct entry *e, struct event *ev, struct net_message *m) {
    struct arena own;
    bool nested = app->scratch_busy;
    struct arena *scratch = nested ? &own : &app->scratch;
    if (nested)
        arena_init(&own, SCRATCH_ARENA);
    else
        arena_reset(scratch);
    app->scratch_busy = true;
    ev->now = app->platform->ops->clock(app->platform);
    ev->wall = app->platform->ops->wall(app->platform);
    struct ctx cx = {.app = app, .entry = e, .event = ev, .message = m, .scratch = scratch};
    bool used = e->def->update(e->state, ev, &cx);
    net_message_free(cx.message);
    if (used)
        app->dirty = true;
    effects_perform(&cx);
    if (!used && ev->type == EV_KEY && router_top(app) == e)
        router_key(app, ev->key);
    if (nested)
        arena_finish(&own);
    else
        app->scratch_busy = false;
}

bool app_later(struct app *app, uint64_t token, const struct event *ev, const char *text, const struct val *value) {
    struct later *l = app->later_count < LATER_MAX ? mem_alloc(sizeof *l) : NULL;
    if (!l) {
        log_line(LOG_WARN, "app", "event-dropped", "type=%d tag=%d", (int)ev->type, ev->tag);
        return false;
    }
    l->token = token;
    l->event = *ev;
    arena_init(&l->arena, SCRATCH_ARENA);
    if (text) {
        text_copy(l->text, sizeof l->text, text);
        l->event.text = l->text;
    }
    if (value) {
        struct val *copy = arena_alloc(&l->arena, sizeof *copy);
        l->event.value = copy && val_copy(&l->arena, value, copy) ? copy : NULL;
        if (!l->event.value)
            l->event.err = ERR_MEMORY;
    }
    if (app->later_last)
        app->later_last->next = l;
    else
        app->later_first = l;
    app->later_last = l;
    app->later_count++;
    return true;
}

static struct later *later_take(struct app *app) {
    struct later *l = app->later_first;
    if (!l)
        return NULL;
    app->later_first = l->next;
    if (!app->later_first)
        app->later_last = NULL;
    app->later_count--;
    return l;
}

static void later_free(struct later *l) {
    arena_finish(&l->arena);
    mem_free(l);
}

static void later_drain(struct app *app) {
    struct later *l;
    while ((l = later_take(app))) {
        struct entry *e = router_find(app, l->token);
        if (e)
            app_deliver(app, e, &l->event, NULL);
        later_free(l);
    }
}

static struct reply reply_of(const struct net_message *m) {
    return (struct reply){
        .err = m->err,
        .status = m->status,
        .body = m->data ? m->data : &m->value,
        .title = m->problem.title ? m->problem.title : "",
        .detail = m->problem.detail ? m->problem.detail : "",
        .type = m->problem.type ? m->problem.type : "",
        .language = m->problem.language ? m->problem.language : "",
        .problem = m->problem.document.type == VAL_OBJECT ? &m->problem.document : NULL,
        .tls_reason = m->tls,
        .age_ms = m->stored ? m->age_ms : 0,
        .stale = m->stale,
    };
}

static void message(struct app *app, struct net_message *m) {
    if (session_message(app, m))
        return;
    if (phone_message(app, m)) {
        net_message_free(m);
        return;
    }
    if (drafts_message(app, m)) {
        net_message_free(m);
        return;
    }
    struct entry *e = courier_message(app, m) ? NULL : router_find(app, m->token);
    // A screen hears of answers and of events; that a stream went up or down changes nothing it shows. What it has already
    // is news only when the office could not be asked: then it says how old it is.
    bool known = m->kind == NET_ANSWER && m->unchanged && !m->stale;
    if (!e || (m->kind != NET_ANSWER && m->kind != NET_EVENT) || known) {
        net_message_free(m);
        return;
    }
    struct event ev = {.type = EV_REPLY, .tag = m->tag, .reply = reply_of(m)};
    app_deliver(app, e, &ev, m);
}

static void take_input(struct app *app, const struct input *in) {
    if (in->type == INPUT_KEY || in->type == INPUT_TEXT)
        session_touch(app);
    input_take(app, in);
}

static void drain(struct app *app) {
    struct input in;
    struct net_message *m;
    while (!app->quit && app->platform->ops->poll(app->platform, &in))
        take_input(app, &in);
    while ((m = net_take(app->net)))
        message(app, m);
    keeping_drain(app);
    timers_run(app);
    speech_step(app);
    session_step(app);
    courier_step(app);
    drafts_step(app);
    later_drain(app);
    phone_step(app);
}

bool app_step(struct app *app) {
    app->counts.steps++;
    if (atomic_load(&app->asked_to_quit))
        app->quit = true;
    drain(app);
    if (settings_follow_daylight(app))
        app->dirty = true;
    if (app->dirty)
        frame_make(app);
    else
        frame_animate(app);
    return !app->quit;
}

static when_ms earlier(when_ms a, when_ms b) { return a < 0 ? b : b < 0 ? a : a < b ? a : b; }

when_ms app_deadline(const struct app *app) {
    if (app->dirty || app->later_first)
        return app->platform->ops->clock(app->platform);
    when_ms next = earlier(earlier(timers_next(app), speech_next(app)), ui_stage_next(app->stage));
    next = earlier(earlier(next, session_next(app)), drafts_next(app));
    return earlier(earlier(next, courier_next(app)), phone_next(app));
}

// The header shows minutes, so a screen at rest is drawn again when the next one begins, and at no other time.
static when_ms next_minute(struct app *app) {
    const struct platform_ops *ops = app->platform->ops;
    return ops->clock(app->platform) + 60000 - ops->wall(app->platform) % 60000;
}

void app_run(struct app *app) {
    while (app_step(app)) {
        when_ms minute = next_minute(app), until = earlier(app_deadline(app), minute);
        app->platform->ops->wait(app->platform, until);
        if (app->platform->ops->clock(app->platform) >= minute)
            app->dirty = true;
    }
}
