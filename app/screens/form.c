// SPDX-License-Identifier: Apache-2.0
// One question after the other. Every answer is saved at once, every key as well, so that pulling the plug loses nothing;
// hidden questions are not asked; at the end everything is shown for a last look before it is sent.
#include "app/screens/audience.h"
#include "app/screens/form_state.h"
#include "app/screens/table.h"

enum { FORM_ARENA = 24 << 20 };

static void send(struct form_screen *s, struct ctx *cx) {
    struct form_run run = form_screen_run(s, ctx_scratch(cx));
    struct violation wrong;
    struct val clean, sign;
    uint32_t count = 0;
    if (form_check(&run, &s->answers, &wrong, 1, &count) == ERR_NONE && count) {
        form_go(s, form_step_find(&s->steps, wrong.path), cx);
        form_check_now(s, cx);
        s->reviewing = true;
        return;
    }
    if (s->service->sign_in == SIGN_IN_REQUIRED && !ctx_person(cx)->signed_in) { // and then "Send" once more
        form_save(s, cx);
        fx_push(cx, SCREEN_SIGN_IN, arena_printf(ctx_scratch(cx), "for=%s&title=%s", s->id, s->service->title));
        return;
    }
    struct val_builder b = val_build(ctx_scratch(cx));
    s->send_failed = form_clean(&run, &s->answers, &clean) != ERR_NONE || !val_set(&b, "title", val_text(s->service->title)) ||
                     !val_set(&b, "answers", clean);
    if (!s->send_failed && s->service->signature)
        s->send_failed = !form_sign(s, &clean, cx, &sign) || !val_set(&b, "sign", sign);
    struct val body = val_object(&b);
    if (!s->send_failed) {
        s->sending = true;
        fx_submit(cx, TAG_SENT, s->id, &body);
    }
}

// ---- Beginning ----
static void begin(struct form_screen *s, struct ctx *cx) {
    struct form_run run = form_screen_run(s, ctx_scratch(cx));
    struct val answers;
    if (!s->form || !s->draft_known || s->steps.items)
        return;
    const struct val *given = s->draft_answers.type == VAL_OBJECT ? &s->draft_answers : NULL;
    if (form_start(&run, given, &answers) != ERR_NONE || !form_adopt(s, &answers, cx))
        return;
    int at = *s->resume ? form_step_find(&s->steps, s->resume) : given ? form_step_open(&s->steps, -1) : 0;
    form_go(s, at < 0 ? (given ? (int)s->steps.count : 0) : at, cx);
    form_files_show(s, cx);
}

static void take_form(struct form_screen *s, const struct event *ev, struct ctx *cx) {
    struct form *form = NULL;
    if (s->form)
        return; // a newer version does not change under the person's hands; and the form lives in the answer it was read from
    const struct val *json = load_take(&s->form_load, ev, cx);
    s->broken = (struct fault){.code = ERR_NONE};
    if (!json)
        return;
    if (form_read(ctx_arena(cx), json, &form, &s->broken) == ERR_NONE)
        s->form = form;
    begin(s, cx);
}

static void take_draft(struct form_screen *s, const struct event *ev, struct ctx *cx) {
    const struct val *answers = ev->value ? val_get(ev->value, "answers") : NULL;
    if (s->reading && --s->reading)
        return; // it is being read again, for somebody else
    s->no_saving = ev->err != ERR_NONE; // what is kept but cannot be read now must not be written over
    if (s->steps.items) {
        form_draft_renewed(s, ev->value, cx);
        return;
    }
    s->turned = false;
    if (answers && !val_copy(ctx_arena(cx), answers, &s->draft_answers))
        s->draft_answers = val_null;
    if (ev->value)
        text_copy(s->resume, sizeof s->resume, val_get_text(ev->value, "step", ""));
    form_draft_stands(s, ev->value);
    s->draft_known = true;
    begin(s, cx);
}

static void ask(struct form_screen *s, struct ctx *cx) {
    char path[SERVICE_ID_CAP + 40];
    snprintf(path, sizeof path, "/v1/services/%s", s->id);
    fx_get_cached(cx, TAG_SERVICE, path, &api_service_shape);
    if (!s->form) {
        snprintf(path, sizeof path, "/v1/services/%s/form", s->id);
        fx_get_cached(cx, TAG_FORM, path, NULL);
    }
    if (!s->draft_asked)
        form_draft_read(s, cx);
    s->draft_asked = true;
}

static void enter(struct form_screen *s, const struct event *ev, struct ctx *cx) {
    text_copy(s->id, sizeof s->id, ev->text);
    form_draft_owner(s, cx);
    when_write_date(when_day_of(ev->wall, ctx_zone(cx)), s->today, sizeof s->today);
    ask(s, cx);
    fx_list_files(cx, TAG_FILES);
}

// The answers stay; texts are asked for in the new language, a date is typed in its order, a number with its marks.
static void changed(struct form_screen *s, struct ctx *cx) {
    const struct form_step *step = form_step_now(s);
    form_draft_owner(s, cx);
    ask(s, cx);
    if (form_typing_now(s) && (s->typing.mask || s->typing.keyboard == KEYBOARD_DECIMAL) && (step->answered || !s->typing.len))
        answer_start(&s->typing, step->question, step->value, ctx_language(cx));
    form_offers(s, cx);
    if (s->form)
        form_phone_ask(s, cx);
}

// Back from the phone: what was answered there is newer.
static void resume(struct form_screen *s, const struct event *ev, struct ctx *cx) {
    struct form_run run = form_screen_run(s, ctx_scratch(cx));
    const struct val *given = ev->value ? val_get(ev->value, "answers") : NULL;
    struct val answers;
    if (s->form && given && given->type == VAL_OBJECT && form_start(&run, given, &answers) == ERR_NONE && form_adopt(s, &answers, cx)) {
        int at = form_step_find(&s->steps, val_get_text(ev->value, "step", ""));
        form_go(s, at >= 0 ? at : form_step_open(&s->steps, -1) >= 0 ? form_step_open(&s->steps, -1) : (int)s->steps.count, cx);
        form_save(s, cx);
        form_files_show(s, cx);
    } else if (s->form) {
        form_phone_ask(s, cx);
    }
}

static void loaded(struct form_screen *s, const struct event *ev, struct ctx *cx) {
    if (ev->tag == TAG_DRAFT)
        take_draft(s, ev, cx);
    else if (ev->tag == TAG_FILE)
        form_file_add(s, ev, cx);
    else if (!ev->value || !val_copy(ctx_arena(cx), ev->value, &s->files))
        s->files = val_null;
}

// ---- Events ----
// What was asked to be seen is hidden again by itself.
static void reveal(struct form_screen *s, int step, struct ctx *cx) {
    s->revealed = s->revealed == step + 1 ? 0 : step + 1;
    if (s->revealed)
        fx_timer(cx, TAG_MASK, FORM_REVEAL_MS);
}

static void by_phone(struct form_screen *s, struct ctx *cx) {
    s->side_open = false;
    form_save(s, cx); // the hand-over reads it
    fx_push(cx, SCREEN_HAND, s->id);
}

static bool act(struct form_screen *s, const struct event *ev, struct ctx *cx) {
    switch (ev->action) {
    case ACT_FORM_RETRY: s->load.phase = s->form_load.phase = LOAD_BUSY; ask(s, cx); return true;
    case ACT_CHANGE: s->reviewing = true; form_go(s, ev->arg, cx); form_files_show(s, cx); return true;
    case ACT_SEND: send(s, cx); return true;
    case ACT_FILES: fx_list_files(cx, TAG_FILES); return true;
    case ACT_FILE: fx_read_file(cx, TAG_FILE, val_get_text(&s->files.items[ev->arg], "path", "")); return true;
    case ACT_FILE_DROP: form_file_drop(s, ev->arg, cx); return true;
    case ACT_REVEAL: reveal(s, ev->arg, cx); return true;
    case ACT_HAND: by_phone(s, cx); return true;
    case ACT_SIDE_OPEN: s->side_open = true; return true;
    case ACT_SIDE_CLOSE: s->side_open = s->phone.open = false; form_phone_ask(s, cx); return true;
    default: return form_answer(s, ev, cx);
    }
}

// Yellow belongs to the question: at large text it opens what has no column of its own, else it goes on by phone.
static bool yellow(struct form_screen *s, struct ctx *cx) {
    const struct form_step *step = form_step_now(s);
    if (!step) {
        fx_home(cx);
    } else if (ctx_text_scale(cx) >= SCALE_150 || s->side_open) {
        s->side_open = s->phone.open = !s->side_open;
        form_phone_ask(s, cx);
    } else {
        by_phone(s, cx);
    }
    return true;
}

static bool key(struct form_screen *s, const struct event *ev, struct ctx *cx) {
    if (key_is_digit(ev->key) && !s->side_open)
        return form_digit(s, (int)(ev->key - KEY_0), cx);
    if (ev->key == KEY_YELLOW)
        return yellow(s, cx);
    if (ev->key != KEY_BACK || !s->form || s->sending)
        return ev->key == KEY_BACK && s->sending;
    if (s->side_open)
        return act(s, &(struct event){.action = ACT_SIDE_CLOSE}, cx);
    if (s->reviewing) {
        s->reviewing = false;
        form_go(s, (int)s->steps.count, cx);
        return true;
    }
    if (s->at == 0)
        return false;
    form_go(s, s->at - 1, cx);
    form_files_show(s, cx);
    return true;
}

static bool stored(struct form_screen *s, const struct event *ev, struct ctx *cx) {
    if (ev->tag == TAG_SAVED) {
        s->saving = false;
        s->saved = ev->err == ERR_NONE;
        s->save_failed = ev->err != ERR_NONE;
    } else if (ev->tag == TAG_SENT) {
        s->sending = false;
        s->send_failed = ev->err != ERR_NONE;
        s->send_err = ev->err;
        if (!ev->err)
            fx_replace(cx, s->service->signature ? SCREEN_SIGN : SCREEN_RECEIPT, ev->text);
    }
    return true;
}

static void replied(struct form_screen *s, const struct event *ev, struct ctx *cx) {
    if (ev->tag == TAG_FORM) {
        take_form(s, ev, cx);
        return;
    }
    const struct api_service *got = load_take(&s->load, ev, cx);
    s->service = got ? got : s->service;
    if (got && audience_fit(got, ctx_person(cx)) == AUDIENCE_NOT) // the office would refuse the answers: the service's page says it first
        fx_replace(cx, SCREEN_SERVICE, s->id);
    else if (got && got->sensitive) // its questions do not belong on a screen that the family sees
        fx_replace(cx, SCREEN_HAND, s->id);
}

static bool form_update(void *state, const struct event *ev, struct ctx *cx) {
    struct form_screen *s = state;
    bool used;
    if (form_draft_event(s, ev, cx, &used))
        return used;
    if (form_phone_event(s, ev, cx))
        return true;
    switch (ev->type) {
    case EV_ENTER: enter(s, ev, cx); return true;
    case EV_RESUME: resume(s, ev, cx); return true;
    case EV_CHANGED: changed(s, cx); return true;
    case EV_REPLY: replied(s, ev, cx); return true;
    case EV_LOADED: loaded(s, ev, cx); return true;
    case EV_STORED: return stored(s, ev, cx);
    case EV_TIMER:
        if (ev->tag == TYPING_TAG)
            return typing_take(&s->typing, ev, cx) != TYPING_NOT_MINE;
        s->revealed = ev->tag == TAG_MASK ? 0 : s->revealed;
        s->stalled |= ev->tag == TAG_STALL;
        return true;
    case EV_ACTION: return act(s, ev, cx);
    case EV_KEY: return key(s, ev, cx);
    default: return false;
    }
}

static void form_view(const void *state, struct ui *u) {
    const struct form_screen *s = state;
    if (s->form && s->steps.items && s->service && s->at == (int)s->steps.count)
        form_review_view(u, s);
    else
        form_question_view(u, s);
}

const struct screen_def screen_form = {.id = SCREEN_FORM, .name = "form", .state_size = sizeof(struct form_screen), .arena_cap = FORM_ARENA,
                                       .update = form_update, .view = form_view, .place = "Question"};
