// SPDX-License-Identifier: Apache-2.0
// Performs what a screen's update asked for, in order. This is the one place where the application acts on the world.
#include "app/inside.h"
#include "app/phone/phone.h"

#include "base/log.h"
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
    // Screens know neither the box's secret nor whether there is one.
    const char *proof = text_same(fx->header, FX_BOX_HEADER) ? phone_proof(cx->app) : fx->secret;
    const char *header = proof && *proof ? fx->header : NULL;
    struct net_request r = {
        .token = fx->lasting ? TOKEN_NOBODY : cx->entry->token,
        .tag = fx->tag,
        .method = fx->method,
        .path = fx->text,
        .body = fx->value ? buf_text(&body) : fx->method && !text_same(fx->method, "DELETE") ? "" : NULL,
        .body_len = fx->method ? body.len : 0,
        .idempotency_key = fx->method && !text_same(fx->method, "DELETE") ? key : NULL,
        .shape = fx->shape,
        .headers = {{header, header ? proof : NULL}},
        .cache = fx->cached ? NET_CACHE_FIRST : fx->method || fx->secret ? NET_CACHE_NONE : NET_CACHE_ASK,
    };
    enum err err = body.err ? body.err : session_send(cx->app, &r, fx->header ? NULL : fx->secret);
    buf_finish(&body);
    if (err)
        not_sent(cx, fx->tag, err);
}

static void watch(struct ctx *cx, const struct effect *fx) {
    char path[PATH_MAX_BYTES];
    if (fx->header)
        text_copy(path, sizeof path, fx->text);
    else
        snprintf(path, sizeof path, "/v1/cases/%s/events", fx->text);
    struct net_stream s = {.token = cx->entry->token, .tag = fx->tag, .path = path, .headers = {{fx->header, fx->header ? fx->secret : NULL}}};
    if (session_watch(cx->app, &s, fx->header ? NULL : fx->secret) != ERR_NONE)
        return; // without the stream the case is still read whenever the screen is entered
}

static void play_clip(struct app *app, const struct effect *fx) {
    struct platform *p = app->platform;
    enum err err = p->ops->play_clip ? p->ops->play_clip(p, fx->text, fx->secret) : ERR_UNSUPPORTED;
    if (err)
        log_line(LOG_WARN, "app", "no-clip", "err=%s", err_name(err));
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
    case FX_PHONE_WISH: phone_wish(app, cx->entry->token, fx->wish, fx->number != 0); break;
    case FX_PHONE: phone_do(app, (enum phone_act)fx->tag, fx->text); break;
    case FX_TIMER: timers_set(app, cx->entry->token, fx->tag, fx->number); break;
    case FX_SAY: speech_later(app, fx->text); break;
    case FX_SAY_CHOSEN: speech_chosen(app, fx->text, fx->method, fx->secret); break;
    case FX_LANGUAGE: settings_language(app, fx->text); break;
    case FX_TEXT_SCALE: settings_scale(app, (enum text_scale)fx->number); break;
    case FX_THEME: settings_theme(app, (enum theme_name)fx->number); break;
    case FX_LESS_MOTION: settings_less_motion(app, fx->number != 0); break;
    case FX_SPEECH: settings_speech(app, fx->number != 0); break;
    case FX_SPEECH_RATE: speech_rate(app, (int)fx->number); break;
    case FX_SPEECH_VOLUME: speech_volume(app, (int)fx->number); break;
    case FX_SPEECH_PRIVATE: speech_private(app, fx->number != 0); break;
    case FX_EASY: settings_easy(app, fx->number != 0); break;
    case FX_SET_UP_DONE: settings_set_up_done(app); break;
    case FX_PLAY_CLIP: play_clip(app, fx); break;
    case FX_SIGN_IN:
    case FX_PROFILE:
    case FX_LIST_PROFILES:
    case FX_ACT_FOR:
    case FX_NAME_PROFILE:
    case FX_SIGN_OUT:
    case FX_DROP_PROFILE:
    case FX_LOCK_AFTER:
    case FX_LOCK: session_perform(cx, fx); break;
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
