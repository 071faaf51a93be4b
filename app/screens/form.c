// SPDX-License-Identifier: Apache-2.0
// One question after the other. Every answer is saved at once, every key as well, so that pulling the plug loses nothing;
// hidden questions are not asked; at the end everything is shown for a last look before it is sent.
#include "app/screens/form_state.h"
#include "app/screens/table.h"

enum { TAG_SERVICE = 1, TAG_FORM, TAG_DRAFT, TAG_SAVED, TAG_SENT, TAG_FILES, TAG_FILE, FORM_ARENA = 24 << 20 };

static struct form_run run_of(const struct form_screen *s, struct arena *a) {
    return (struct form_run){.form = s->form, .arena = a, .today = s->today};
}

static void save(struct form_screen *s, struct ctx *cx) {
    struct val_builder b = val_build(ctx_scratch(cx));
    const struct form_step *step = form_step_now(s);
    bool ok = val_set(&b, "title", val_text(s->service ? s->service->title : s->id)) &&
              val_set(&b, "step", val_text(step ? step->path : "")) &&
              val_set(&b, "version", val_text(s->service && s->service->version ? s->service->version : "")) &&
              val_set(&b, "answers", s->answers);
    struct val draft = val_object(&b);
    s->saved = false;
    s->saving = ok && !s->no_saving;
    s->save_failed |= !s->saving;
    if (s->saving)
        fx_save_draft(cx, TAG_SAVED, s->id, &draft);
}

// ---- Steps ----
static void check(struct form_screen *s, struct ctx *cx) {
    const struct form_step *step = form_step_now(s);
    struct form_run run = run_of(s, ctx_scratch(cx));
    s->violation = (struct violation){.kind = WRONG_NONE};
    if (step && form_check_step(&run, &s->answers, step->path, &s->violation) != ERR_NONE)
        s->violation = (struct violation){.kind = WRONG_NONE};
    s->violation.path = step ? step->path : NULL; // what it pointed to ends with this update
    if (s->violation.text) {
        text_copy(s->violation_text, sizeof s->violation_text, s->violation.text);
        s->violation.text = s->violation_text;
    }
}

static void show(struct form_screen *s, int at) {
    s->at = at < 0 ? 0 : at > (int)s->steps.count ? (int)s->steps.count : at;
    s->violation = (struct violation){.kind = WRONG_NONE};
    const struct form_step *step = form_step_now(s);
    if (step && answer_way(step->question) == ANSWER_TYPE)
        answer_start(&s->typing, step->question, step->value);
}

// Takes over new answers: they and the steps that follow from them live in the screen's turn arena.
static bool adopt(struct form_screen *s, const struct val *answers, struct ctx *cx) {
    const struct form_step *step = form_step_now(s);
    char path[FORM_PATH_CAP + 1];
    text_copy(path, sizeof path, step ? step->path : "");
    struct arena *a = ctx_turn(cx);
    struct form_run run = run_of(s, a);
    struct val copy;
    if (!val_copy(a, answers, &copy) || form_steps(&run, &copy, &s->steps) != ERR_NONE) {
        s->broken = (struct fault){.code = ERR_MEMORY};
        return false;
    }
    s->answers = copy;
    int at = *path ? form_step_find(&s->steps, path) : s->at;
    s->at = at >= 0 ? at : s->at < (int)s->steps.count ? s->at : (int)s->steps.count;
    return true;
}

static bool put(struct form_screen *s, const char *path, const struct val *value, struct ctx *cx) {
    struct form_run run = run_of(s, ctx_scratch(cx));
    struct val answers;
    if (form_set(&run, &s->answers, path, value, &answers) != ERR_NONE)
        return false;
    return adopt(s, &answers, cx);
}

static void forward(struct form_screen *s, struct ctx *cx) {
    show(s, s->reviewing ? (int)s->steps.count : s->at + 1);
    if (s->reviewing) { // what the change brought up must be answered before it can be sent
        int open = form_step_open(&s->steps, -1);
        if (open >= 0)
            show(s, open);
        s->reviewing = open >= 0;
    }
    save(s, cx);
}

// "Next": only with a valid answer. An optional question that is left empty is noted as seen.
static void next(struct form_screen *s, struct ctx *cx) {
    const struct form_step *step = form_step_now(s);
    if (!step)
        return;
    if (step->asks && !step->answered && step->question->kind != ASK_ROWS) {
        struct val empty = VAL_NULL_INIT;
        (void)put(s, step->path, &empty, cx);
    }
    check(s, cx);
    if (s->violation.kind == WRONG_NONE)
        forward(s, cx);
}

// An answer that is given with one key: kept, checked, and on to the next question when it is right.
static void answer(struct form_screen *s, const char *path, const struct val *value, struct ctx *cx) {
    if (!put(s, path, value, cx))
        return;
    check(s, cx);
    save(s, cx);
    if (s->violation.kind == WRONG_NONE)
        forward(s, cx);
}

static void choose(struct form_screen *s, int i, struct ctx *cx) {
    const struct form_step *step = form_step_now(s);
    if (!step)
        return;
    const struct question *q = step->question;
    struct val value = q->kind == ASK_YES_NO ? val_bool(i == 0) : q->options[i].value;
    answer(s, step->path, &value, cx);
}

// An optional answer is taken back; the question stays on the screen.
static void take_back(struct form_screen *s, struct ctx *cx) {
    const struct form_step *step = form_step_now(s);
    struct val empty = VAL_NULL_INIT;
    if (step && put(s, step->path, &empty, cx))
        save(s, cx);
}

static void tick(struct form_screen *s, int i, struct ctx *cx) {
    const struct form_step *step = form_step_now(s);
    if (!step)
        return;
    struct val value;
    if (answer_toggle(step->question, step->value, i, ctx_scratch(cx), &value) && put(s, step->path, &value, cx))
        save(s, cx);
    s->violation = (struct violation){.kind = WRONG_NONE};
}

static void typed(struct form_screen *s, struct ctx *cx) {
    const struct form_step *step = form_step_now(s);
    if (!step)
        return;
    struct val value;
    if (answer_value(step->question, &s->typing, ctx_scratch(cx), &value) && put(s, step->path, &value, cx))
        save(s, cx);
    s->violation = (struct violation){.kind = WRONG_NONE};
}

// A day near today, chosen instead of typed.
static void near_day(struct form_screen *s, int days_ago, struct ctx *cx) {
    const struct form_step *step = form_step_now(s);
    if (!step)
        return;
    struct when_date today;
    char day[16];
    if (!when_read_date(s->today, &today))
        return;
    when_write_date(when_from_date(today) - days_ago, day, sizeof day);
    struct val value = val_text(day);
    answer(s, step->path, &value, cx);
}

// ---- Files of a stick
static void file_add(struct form_screen *s, const struct event *ev, struct ctx *cx) {
    const struct form_step *step = form_step_now(s);
    struct val_builder b = val_build(ctx_scratch(cx));
    s->file_err = ev->err;
    if (!ev->value || !step || answer_way(step->question) != ANSWER_FILE)
        return;
    if (step->question->kind == ASK_SIGNATURE) { // a picture of it takes the place of drawing
        const struct val *url = val_get(ev->value, "url");
        if (url && put(s, step->path, url, cx))
            save(s, cx);
        return;
    }
    for (uint32_t i = 0; step->value && step->value->type == VAL_ARRAY && i < step->value->count; i++)
        if (!val_push(&b, step->value->items[i]))
            return;
    if (!val_push(&b, *ev->value))
        return;
    struct val list = val_array(&b);
    if (put(s, step->path, &list, cx))
        save(s, cx);
}

static void file_drop(struct form_screen *s, struct ctx *cx) {
    const struct form_step *step = form_step_now(s);
    if (!step || !step->value)
        return;
    struct val left = *step->value;
    if (left.type == VAL_ARRAY && left.count > 1)
        left.count--;
    else
        left = val_null;
    if (put(s, step->path, &left, cx))
        save(s, cx);
}

static void rows(struct form_screen *s, bool add, struct ctx *cx) {
    const struct form_step *step = form_step_now(s);
    if (!step)
        return;
    struct form_run run = run_of(s, ctx_scratch(cx));
    struct val answers;
    char first[FORM_PATH_CAP + 1];
    uint32_t count = step->value && step->value->type == VAL_ARRAY ? step->value->count : 0;
    enum err err = add ? form_row_add(&run, &s->answers, step->path, &answers)
                       : form_row_remove(&run, &s->answers, step->path, count - 1, &answers);
    snprintf(first, sizeof first, "%.200s.%u.", step->path, count);
    if (err || !adopt(s, &answers, cx))
        return;
    for (int i = 0; add && i < (int)s->steps.count; i++) { // to the first question of the new row
        if (!strncmp(s->steps.items[i].path, first, strlen(first))) {
            show(s, i);
            break;
        }
    }
    save(s, cx);
}

static void send(struct form_screen *s, struct ctx *cx) {
    struct form_run run = run_of(s, ctx_scratch(cx));
    struct violation wrong;
    struct val clean;
    uint32_t count = 0;
    if (form_check(&run, &s->answers, &wrong, 1, &count) == ERR_NONE && count) {
        show(s, form_step_find(&s->steps, wrong.path));
        check(s, cx);
        s->reviewing = true;
        return;
    }
    struct val_builder b = val_build(ctx_scratch(cx));
    s->send_failed = form_clean(&run, &s->answers, &clean) != ERR_NONE || !val_set(&b, "title", val_text(s->service->title)) ||
                     !val_set(&b, "answers", clean);
    struct val body = val_object(&b);
    if (!s->send_failed) {
        s->sending = true;
        fx_submit(cx, TAG_SENT, s->id, &body);
    }
}

// ---- Beginning ----
static void begin(struct form_screen *s, struct ctx *cx) {
    struct form_run run = run_of(s, ctx_scratch(cx));
    struct val answers;
    if (!s->form || !s->draft_known || s->steps.items)
        return;
    const struct val *given = s->draft_answers.type == VAL_OBJECT ? &s->draft_answers : NULL;
    if (form_start(&run, given, &answers) != ERR_NONE || !adopt(s, &answers, cx))
        return;
    int at = *s->resume ? form_step_find(&s->steps, s->resume) : given ? form_step_open(&s->steps, -1) : 0;
    show(s, at < 0 ? (given ? (int)s->steps.count : 0) : at);
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
    s->no_saving = ev->err != ERR_NONE; // what is kept but cannot be read now must not be written over
    if (answers && !val_copy(ctx_arena(cx), answers, &s->draft_answers))
        s->draft_answers = val_null;
    if (ev->value)
        text_copy(s->resume, sizeof s->resume, val_get_text(ev->value, "step", ""));
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
        fx_load_draft(cx, TAG_DRAFT, s->id);
    s->draft_asked = true;
}

static void enter(struct form_screen *s, const struct event *ev, struct ctx *cx) {
    text_copy(s->id, sizeof s->id, ev->text);
    when_write_date(when_day_of(ev->wall, ctx_zone(cx)), s->today, sizeof s->today);
    ask(s, cx);
    fx_list_files(cx, TAG_FILES);
}

static void loaded(struct form_screen *s, const struct event *ev, struct ctx *cx) {
    if (ev->tag == TAG_DRAFT)
        take_draft(s, ev, cx);
    else if (ev->tag == TAG_FILE)
        file_add(s, ev, cx);
    else if (!ev->value || !val_copy(ctx_arena(cx), ev->value, &s->files))
        s->files = val_null;
}

// ---- Events ----
static bool act(struct form_screen *s, const struct event *ev, struct ctx *cx) {
    switch (ev->action) {
    case ACT_FORM_RETRY: s->load.phase = s->form_load.phase = LOAD_BUSY; ask(s, cx); return true;
    case ACT_CHOOSE: choose(s, ev->arg, cx); return true;
    case ACT_TICK: tick(s, ev->arg, cx); return true;
    case ACT_NEXT: next(s, cx); return true;
    case ACT_SKIP: take_back(s, cx); return true;
    case ACT_ROW_ADD: rows(s, true, cx); return true;
    case ACT_ROW_REMOVE: rows(s, false, cx); return true;
    case ACT_CHANGE: s->reviewing = true; show(s, ev->arg); return true;
    case ACT_SEND: send(s, cx); return true;
    case ACT_DAY: near_day(s, ev->arg, cx); return true;
    case ACT_FILES: fx_list_files(cx, TAG_FILES); return true;
    case ACT_FILE: fx_read_file(cx, TAG_FILE, val_get_text(&s->files.items[ev->arg], "path", "")); return true;
    case ACT_FILE_DROP: file_drop(s, cx); return true;
    default: return false;
    }
}

static bool digit(struct form_screen *s, int n, struct ctx *cx) {
    const struct form_step *step = form_step_now(s);
    if (!step || n < 1)
        return false;
    enum answer_way way = answer_way(step->question);
    int count = step->question->kind == ASK_YES_NO ? 2 : (int)step->question->option_count;
    if (n > count || (way != ANSWER_ONE && way != ANSWER_MANY))
        return false;
    if (way == ANSWER_ONE)
        choose(s, n - 1, cx);
    else
        tick(s, n - 1, cx);
    return true;
}

static bool key(struct form_screen *s, const struct event *ev, struct ctx *cx) {
    if (key_is_digit(ev->key))
        return digit(s, (int)(ev->key - KEY_0), cx);
    if (ev->key == KEY_YELLOW) {
        fx_home(cx);
        return true;
    }
    if (ev->key != KEY_BACK || !s->form || s->sending)
        return ev->key == KEY_BACK && s->sending;
    if (s->reviewing) {
        s->reviewing = false;
        show(s, (int)s->steps.count);
        return true;
    }
    if (s->at == 0)
        return false;
    show(s, s->at - 1);
    return true;
}

static bool write(struct form_screen *s, const struct event *ev, struct ctx *cx) {
    const struct form_step *step = form_step_now(s);
    if (!step || answer_way(step->question) != ANSWER_TYPE)
        return false;
    switch (typing_event(&s->typing, ev)) {
    case TYPING_CHANGED: typed(s, cx); return true;
    case TYPING_MOVED: return true;
    case TYPING_DONE: next(s, cx); return true;
    default: return false;
    }
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
            fx_replace(cx, SCREEN_RECEIPT, ev->text);
    }
    return true;
}

static bool form_update(void *state, const struct event *ev, struct ctx *cx) {
    struct form_screen *s = state;
    switch (ev->type) {
    case EV_ENTER: enter(s, ev, cx); return true;
    case EV_CHANGED: ask(s, cx); return true; // the service's texts in the new language; the answers stay
    case EV_REPLY:
        if (ev->tag == TAG_FORM) {
            take_form(s, ev, cx);
        } else {
            const struct api_service *got = load_take(&s->load, ev, cx);
            s->service = got ? got : s->service;
        }
        return true;
    case EV_LOADED: loaded(s, ev, cx); return true;
    case EV_STORED: return stored(s, ev, cx);
    case EV_ACTION: return write(s, ev, cx) || act(s, ev, cx);
    case EV_KEY: return write(s, ev, cx) || key(s, ev, cx);
    case EV_TEXT: return write(s, ev, cx);
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
