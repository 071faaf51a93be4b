// SPDX-License-Identifier: Apache-2.0
// Performs what a screen's update asked for, in order. This is the one place where the application acts on the world.
#include "app/inside.h"

#include "base/random.h"

enum { KEY_LETTERS = 26, PATH_MAX_BYTES = 512 };

// The screen hears of a request that could not even be sent in the same way as of one that failed on its way.
static void not_sent(struct ctx *cx, int tag, enum err err) {
    struct event ev = {.type = EV_REPLY, .tag = tag, .reply = {.err = err, .title = "", .detail = ""}};
    app_later(cx->app, cx->entry->token, &ev, NULL, NULL);
}

static void request(struct ctx *cx, const struct effect *fx) {
    char key[KEY_LETTERS + 1];
    struct buf body;
    buf_init(&body, NET_BODY_MAX);
    if (fx->value)
        json_write(&body, fx->value);
    random_text(key, KEY_LETTERS, RANDOM_BASE32);
    struct net_request r = {
        .token = cx->entry->token,
        .tag = fx->tag,
        .method = fx->method,
        .path = fx->text,
        .body = fx->method ? buf_text(&body) : NULL,
        .body_len = fx->method ? body.len : 0,
        .idempotency_key = fx->method ? key : NULL,
        .shape = fx->shape,
        .cache = fx->cached ? NET_CACHE_FIRST : fx->method || fx->secret ? NET_CACHE_NONE : NET_CACHE_ASK,
    };
    enum err err = body.err ? body.err : session_send(cx->app, &r, fx->secret);
    buf_finish(&body);
    if (err)
        not_sent(cx, fx->tag, err);
}

static void watch(struct ctx *cx, const struct effect *fx) {
    char path[PATH_MAX_BYTES];
    snprintf(path, sizeof path, "/v1/cases/%s/events", fx->text);
    struct net_stream s = {.token = cx->entry->token, .tag = fx->tag, .path = path};
    if (session_watch(cx->app, &s, fx->secret) != ERR_NONE)
        return; // without the stream the case is still read whenever the screen is entered
}

static void say(struct ctx *cx, const struct effect *fx) {
    struct platform *p = cx->app->platform;
    if (!cx->app->settings.speech || !p->ops->speak)
        return;
    struct utterance u = {.text = fx->text, .language = cx->app->settings.language};
    if (p->ops->speak(p, &u) != ERR_NONE)
        return; // a voice that fails must not disturb what is seen
}

static void perform(struct ctx *cx, const struct effect *fx) {
    struct app *app = cx->app;
    switch (fx->kind) {
    case FX_REQUEST: request(cx, fx); break;
    case FX_WATCH: watch(cx, fx); break;
    case FX_PUSH: router_push(app, fx->screen, fx->text); break;
    case FX_REPLACE: router_replace(app, cx->entry, fx->screen, fx->text); break;
    case FX_POP: router_pop(app, cx->entry, fx->value); break;
    case FX_HOME:
        router_home(app);
        if (fx->text)
            router_push(app, fx->screen, fx->text);
        break;
    case FX_TIMER: timers_set(app, cx->entry->token, fx->tag, fx->number); break;
    case FX_SAY: say(cx, fx); break;
    case FX_LANGUAGE: settings_language(app, fx->text); break;
    case FX_TEXT_SCALE: settings_scale(app, (enum text_scale)fx->number); break;
    case FX_THEME: settings_theme(app, (enum theme_name)fx->number); break;
    case FX_LESS_MOTION: settings_less_motion(app, fx->number != 0); break;
    case FX_SPEECH: settings_speech(app, fx->number != 0); break;
    default: keeping_perform(cx, fx); break;
    }
}

void effects_perform(struct ctx *cx) {
    uint64_t token = cx->entry->token;
    for (int i = 0; i < cx->count; i++) {
        if (!router_find(cx->app, token))
            return; // an earlier effect closed the screen: the rest has no one left to answer to
        perform(cx, &cx->effects[i]);
    }
}
