// SPDX-License-Identifier: Apache-2.0
// What a screen asks for is only noted here; perform.c does it after update returned. Texts and values that are given are
// copied into the scratch arena, so a screen may pass temporary ones.
#include "app/inside.h"
#include "contract/service/api_phone.h"

#include <assert.h>

struct arena *ctx_arena(struct ctx *cx) { return &cx->entry->arena; }
struct arena *ctx_scratch(struct ctx *cx) { return cx->scratch; }

struct arena *ctx_turn(struct ctx *cx) {
    struct entry *e = cx->entry;
    e->turn = !e->turn;
    arena_reset(&e->turns[e->turn]);
    return &e->turns[e->turn];
}

const char *ctx_language(const struct ctx *cx) { return cx->app->settings.language; }
enum text_scale ctx_text_scale(const struct ctx *cx) { return cx->app->settings.theme.scale; }
const char *ctx_tr(const struct ctx *cx, const char *english) { return i18n_text(cx->app->words, NULL, english); }
int ctx_zone(const struct ctx *cx) { return cx->app->world.zone; }

const void *ctx_keep_reply(struct ctx *cx, const struct event *ev) {
    if (!cx->message)
        return ev->reply.body;
    for (struct kept_reply *k = cx->entry->replies; k; k = k->next) {
        if (k->tag == ev->tag) { // a newer answer to the same question: the old one is not needed any more
            net_message_free(k->message);
            k->message = cx->message;
            cx->message = NULL;
            return ev->reply.body;
        }
    }
    struct kept_reply *k = arena_alloc(&cx->entry->arena, sizeof *k);
    if (!k)
        return NULL; // the screen's arena is full: as if there had been no answer
    *k = (struct kept_reply){cx->message, ev->tag, cx->entry->replies};
    cx->entry->replies = k;
    cx->message = NULL;
    return ev->reply.body;
}

static struct effect *note(struct ctx *cx, enum effect_kind kind, int tag) {
    assert(cx->count < EFFECTS_MAX);
    struct effect *fx = &cx->effects[cx->count++];
    *fx = (struct effect){.kind = kind, .tag = tag};
    return fx;
}

static const char *copy(struct ctx *cx, const char *text) { return text ? arena_string(cx->scratch, text) : NULL; }

static const struct val *copy_value(struct ctx *cx, const struct val *v) {
    struct val *to = v ? arena_alloc(cx->scratch, sizeof *to) : NULL;
    return to && val_copy(cx->scratch, v, to) ? to : NULL;
}

static struct effect *request(struct ctx *cx, int tag, const char *path, const char *secret, const struct json_shape *shape) {
    struct effect *fx = note(cx, FX_REQUEST, tag);
    fx->text = copy(cx, path);
    fx->secret = copy(cx, secret);
    fx->shape = shape;
    return fx;
}

void fx_get(struct ctx *cx, int tag, const char *path, const struct json_shape *shape) {
    request(cx, tag, path, NULL, shape);
}

void fx_get_cached(struct ctx *cx, int tag, const char *path, const struct json_shape *shape) {
    request(cx, tag, path, NULL, shape)->cached = true;
}

void fx_get_secret(struct ctx *cx, int tag, const char *path, const char *secret, const struct json_shape *shape) {
    request(cx, tag, path, secret, shape);
}

void fx_post(struct ctx *cx, int tag, const char *path, const char *secret, const struct val *body,
             const struct json_shape *shape) {
    struct effect *fx = request(cx, tag, path, secret, shape);
    fx->method = "POST";
    fx->value = copy_value(cx, body);
}

void fx_watch_case(struct ctx *cx, int tag, const char *number, const char *secret) {
    struct effect *fx = note(cx, FX_WATCH, tag);
    fx->text = copy(cx, number);
    fx->secret = copy(cx, secret);
}

void fx_call(struct ctx *cx, int tag, const struct fx_call *c) {
    struct effect *fx = request(cx, tag, c->path, c->secret, c->shape);
    fx->method = c->method;
    fx->header = c->header;
    fx->lasting = c->lasting;
    fx->value = copy_value(cx, c->body);
}

void fx_watch(struct ctx *cx, int tag, const char *path, const char *header, const char *secret) {
    struct effect *fx = note(cx, FX_WATCH, tag);
    fx->text = copy(cx, path);
    fx->header = header;
    fx->secret = copy(cx, secret);
}

// A wish is copied whole: it is performed after the update that made it.
void fx_phone_wish(struct ctx *cx, const struct api_wish *w, bool invite) {
    struct effect *fx = note(cx, FX_PHONE_WISH, 0);
    struct api_wish *to = w ? arena_alloc(cx->scratch, sizeof *to) : NULL;
    fx->number = invite;
    if (!to)
        return;
    *to = *w;
    to->field = copy(cx, w->field);
    to->label = copy(cx, w->label);
    to->hint = copy(cx, w->hint);
    to->text = copy(cx, w->text);
    to->next = copy(cx, w->next);
    to->service = copy(cx, w->service);
    const char **types = w->type_count ? arena_array(cx->scratch, w->type_count, sizeof *types) : NULL;
    for (size_t i = 0; types && i < w->type_count; i++)
        types[i] = copy(cx, w->types[i]);
    to->types = types;
    to->type_count = types ? w->type_count : 0;
    fx->wish = to;
}

void fx_phone(struct ctx *cx, int act, const char *what) {
    struct effect *fx = note(cx, FX_PHONE, act);
    fx->text = copy(cx, what ? what : "");
}

static void go(struct ctx *cx, enum effect_kind kind, enum screen_id id, const char *argument) {
    struct effect *fx = note(cx, kind, 0);
    fx->screen = id;
    fx->text = copy(cx, argument ? argument : "");
}
void fx_push(struct ctx *cx, enum screen_id id, const char *argument) { go(cx, FX_PUSH, id, argument); }
void fx_replace(struct ctx *cx, enum screen_id id, const char *argument) { go(cx, FX_REPLACE, id, argument); }
void fx_home_then(struct ctx *cx, enum screen_id id, const char *argument) { go(cx, FX_HOME, id, argument); }
void fx_home(struct ctx *cx) { note(cx, FX_HOME, 0); }
void fx_pop(struct ctx *cx, const struct val *result) { note(cx, FX_POP, 0)->value = copy_value(cx, result); }

static struct effect *keep_note(struct ctx *cx, enum effect_kind kind, int tag, const char *name, const struct val *value) {
    struct effect *fx = note(cx, kind, tag);
    fx->text = copy(cx, name);
    fx->value = copy_value(cx, value);
    fx->lost = value && !fx->value;
    return fx;
}
void fx_save_draft(struct ctx *cx, int tag, const char *service, const struct val *draft) {
    keep_note(cx, FX_SAVE_DRAFT, tag, service, draft);
}
void fx_load_draft(struct ctx *cx, int tag, const char *service) { keep_note(cx, FX_LOAD_DRAFT, tag, service, NULL); }
void fx_drop_draft(struct ctx *cx, int tag, const char *service) { keep_note(cx, FX_DROP_DRAFT, tag, service, NULL); }
void fx_choose_draft(struct ctx *cx, int tag, const char *service, bool others) {
    keep_note(cx, FX_CHOOSE_DRAFT, tag, service, NULL)->number = others;
}
void fx_adopt_draft(struct ctx *cx, int tag, const char *service) { keep_note(cx, FX_LOAD_DRAFT, tag, service, NULL)->number = true; }
void fx_choose_guests(struct ctx *cx, int tag, const char *service, bool guests) {
    keep_note(cx, FX_CHOOSE_GUESTS, tag, service, NULL)->number = guests;
}
void fx_list_drafts(struct ctx *cx, int tag) { note(cx, FX_LIST_DRAFTS, tag); }
void fx_submit(struct ctx *cx, int tag, const char *service, const struct val *body) {
    keep_note(cx, FX_SUBMIT, tag, service, body);
}
void fx_load_outbox(struct ctx *cx, int tag, const char *id) { keep_note(cx, FX_LOAD_OUTBOX, tag, id, NULL); }
void fx_reopen_outbox(struct ctx *cx, int tag, const char *id) { keep_note(cx, FX_REOPEN_OUTBOX, tag, id, NULL); }
void fx_forget_outbox(struct ctx *cx, int tag, const char *id) { keep_note(cx, FX_FORGET_OUTBOX, tag, id, NULL); }
void fx_list_outbox(struct ctx *cx, int tag) { note(cx, FX_LIST_OUTBOX, tag); }
void fx_list_cases(struct ctx *cx, int tag) { note(cx, FX_LIST_CASES, tag); }
void fx_keep_case(struct ctx *cx, int tag, const struct val *item) { keep_note(cx, FX_KEEP_CASE, tag, NULL, item); }
void fx_forget_case(struct ctx *cx, int tag, const char *number) { keep_note(cx, FX_FORGET_CASE, tag, number, NULL); }
void fx_list_files(struct ctx *cx, int tag) { note(cx, FX_LIST_FILES, tag); }
void fx_read_file(struct ctx *cx, int tag, const char *path) { keep_note(cx, FX_READ_FILE, tag, path, NULL); }
void fx_list_kept(struct ctx *cx, int tag) { note(cx, FX_LIST_KEPT, tag); }
void fx_erase_all(struct ctx *cx, int tag) { note(cx, FX_ERASE_ALL, tag); }

void fx_timer(struct ctx *cx, int tag, long ms) { note(cx, FX_TIMER, tag)->number = ms; }
// The focus is the history's: nothing has to wait for the loop.
void fx_focus(struct ctx *cx) {
    struct ui_focus *f = &cx->entry->focus;
    f->id = f->key = 0;
    f->where = (struct rect){0};
}
void fx_say(struct ctx *cx, const char *text) { note(cx, FX_SAY, 0)->text = copy(cx, text); }
void fx_say_chosen(struct ctx *cx, const char *label, const char *language, const char *word) {
    struct effect *fx = note(cx, FX_SAY_CHOSEN, 0);
    fx->text = copy(cx, label);
    fx->method = language ? copy(cx, language) : NULL;
    fx->secret = word ? copy(cx, word) : NULL;
}
void fx_language(struct ctx *cx, const char *tag) { note(cx, FX_LANGUAGE, 0)->text = copy(cx, tag); }
void fx_text_scale(struct ctx *cx, enum text_scale scale) { note(cx, FX_TEXT_SCALE, 0)->number = scale; }
void fx_theme(struct ctx *cx, enum theme_name theme) { note(cx, FX_THEME, 0)->number = theme; }
void fx_less_motion(struct ctx *cx, bool on) { note(cx, FX_LESS_MOTION, 0)->number = on; }
void fx_speech(struct ctx *cx, bool on) { note(cx, FX_SPEECH, 0)->number = on; }
void fx_speech_rate(struct ctx *cx, int step) { note(cx, FX_SPEECH_RATE, 0)->number = step; }
void fx_speech_volume(struct ctx *cx, int step) { note(cx, FX_SPEECH_VOLUME, 0)->number = step; }
void fx_speech_private(struct ctx *cx, bool on) { note(cx, FX_SPEECH_PRIVATE, 0)->number = on; }
void fx_easy(struct ctx *cx, bool on) { note(cx, FX_EASY, 0)->number = on; }
void fx_set_up_done(struct ctx *cx) { note(cx, FX_SET_UP_DONE, 0); }

void fx_play_clip(struct ctx *cx, const char *url, const char *title) {
    struct effect *fx = note(cx, FX_PLAY_CLIP, 0);
    fx->text = copy(cx, url);
    fx->secret = copy(cx, title);
}
bool ctx_easy(const struct ctx *cx) { return cx->app->settings.easy; }
int ctx_languages(const struct ctx *cx, const struct ui_language **out) {
    *out = cx->app->languages;
    return cx->app->language_count;
}
bool ctx_plays_clips(const struct ctx *cx) { return cx->app->platform->ops->play_clip != NULL; }

const struct person *ctx_person(const struct ctx *cx) { return session_person(cx->app); }

void fx_sign_in(struct ctx *cx, int tag, const char *service, const char *title, const char *outbox) {
    struct effect *fx = note(cx, FX_SIGN_IN, tag);
    fx->text = copy(cx, service);
    fx->method = copy(cx, title);
    fx->secret = copy(cx, outbox);
}
void fx_profile(struct ctx *cx, const char *id) { note(cx, FX_PROFILE, 0)->text = copy(cx, id); }
void fx_list_profiles(struct ctx *cx, int tag) { note(cx, FX_LIST_PROFILES, tag); }
void fx_act_for(struct ctx *cx, const char *mandate, const char *name) {
    struct effect *fx = note(cx, FX_ACT_FOR, 0);
    fx->text = copy(cx, mandate);
    fx->secret = copy(cx, name);
}
void fx_name_profile(struct ctx *cx, const char *id, const char *name, const char *picture) {
    struct effect *fx = note(cx, FX_NAME_PROFILE, 0);
    fx->text = copy(cx, id);
    fx->method = copy(cx, name);
    fx->secret = copy(cx, picture);
}
void fx_sign_out(struct ctx *cx, const char *id) { note(cx, FX_SIGN_OUT, 0)->text = copy(cx, id); }
void fx_drop_profile(struct ctx *cx, const char *id) { note(cx, FX_DROP_PROFILE, 0)->text = copy(cx, id); }
int ctx_lock_minutes(const struct ctx *cx) { return session_lock_minutes(cx->app); }
void fx_lock_after(struct ctx *cx, int minutes) { note(cx, FX_LOCK_AFTER, 0)->number = minutes; }
void fx_lock(struct ctx *cx) { note(cx, FX_LOCK, 0); }
