// SPDX-License-Identifier: Apache-2.0
// One answer after the other: kept at once, checked when the person goes on, and the questions that follow from it.
#include "app/screens/form_state.h"

void form_save(struct form_screen *s, struct ctx *cx) {
    struct val_builder b = val_build(ctx_scratch(cx));
    const struct form_step *step = form_step_now(s);
    bool ok = val_set(&b, "title", val_text(s->service ? s->service->title : s->id)) &&
              val_set(&b, "step", val_text(step ? step->path : "")) &&
              val_set(&b, "version", val_text(s->service && s->service->version ? s->service->version : "")) &&
              val_set(&b, "answers", s->answers);
    struct val draft = val_object(&b);
    s->saved = s->newer = false;
    s->saving = ok && !s->no_saving;
    s->save_failed |= !s->saving;
    if (s->saving)
        fx_save_draft(cx, TAG_SAVED, s->id, &draft);
}

void form_check_now(struct form_screen *s, struct ctx *cx) {
    const struct form_step *step = form_step_now(s);
    struct form_run run = form_screen_run(s, ctx_scratch(cx));
    s->violation = (struct violation){.kind = WRONG_NONE};
    if (step && form_check_step(&run, &s->answers, step->path, &s->violation) != ERR_NONE)
        s->violation = (struct violation){.kind = WRONG_NONE};
    s->violation.path = step ? step->path : NULL; // what it pointed to ends with this update
    if (s->violation.text) {
        text_copy(s->violation_text, sizeof s->violation_text, s->violation.text);
        s->violation.text = s->violation_text;
    }
}

// What the form offers to take, in the language of the screen.
void form_offers(struct form_screen *s, struct ctx *cx) {
    const struct form_step *step = form_step_now(s);
    if (!form_typing_now(s) || !step->question->suggestion_count)
        return;
    const char **list = arena_array(ctx_arena(cx), step->question->suggestion_count, sizeof *list);
    for (uint32_t i = 0; list && i < step->question->suggestion_count; i++)
        list[i] = form_text(s->form, ctx_language(cx), step->question->suggestions[i]);
    s->typing.suggestions = list ? list : step->question->suggestions;
}

void form_go(struct form_screen *s, int at, struct ctx *cx) {
    s->at = at < 0 ? 0 : at > (int)s->steps.count ? (int)s->steps.count : at;
    s->violation = (struct violation){.kind = WRONG_NONE};
    s->revealed = 0;
    s->side_open = s->phone.open = false;
    const struct form_step *step = form_step_now(s);
    if (step && answer_way(step->question) == ANSWER_TYPE)
        answer_start(&s->typing, step->question, step->value, ctx_language(cx));
    form_offers(s, cx);
    if (form_typing_now(s))
        typing_ready(&s->typing, cx);
    form_phone_ask(s, cx);
}

// Takes over new answers: they and the steps that follow from them live in the screen's turn arena.
bool form_adopt(struct form_screen *s, const struct val *answers, struct ctx *cx) {
    const struct form_step *step = form_step_now(s);
    char path[FORM_PATH_CAP + 1];
    text_copy(path, sizeof path, step ? step->path : "");
    struct arena *a = ctx_turn(cx);
    struct form_run run = form_screen_run(s, a);
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

bool form_put(struct form_screen *s, const char *path, const struct val *value, struct ctx *cx) {
    struct form_run run = form_screen_run(s, ctx_scratch(cx));
    struct val answers;
    if (form_set(&run, &s->answers, path, value, &answers) != ERR_NONE)
        return false;
    return form_adopt(s, &answers, cx);
}

static void forward(struct form_screen *s, struct ctx *cx) {
    form_go(s, s->reviewing ? (int)s->steps.count : s->at + 1, cx);
    if (s->reviewing) { // what the change brought up must be answered before it can be sent
        int open = form_step_open(&s->steps, -1);
        if (open >= 0)
            form_go(s, open, cx);
        s->reviewing = open >= 0;
    }
    form_save(s, cx);
}

// "Next": only with a valid answer. An optional question that is left empty is noted as seen.
void form_next(struct form_screen *s, struct ctx *cx) {
    const struct form_step *step = form_step_now(s);
    if (!step)
        return;
    if (step->asks && !step->answered && step->question->kind != ASK_ROWS) {
        struct val empty = VAL_NULL_INIT;
        (void)form_put(s, step->path, &empty, cx);
    }
    form_check_now(s, cx);
    if (s->violation.kind == WRONG_NONE && form_typing_now(s))
        typing_remember(&s->typing, cx);
    if (s->violation.kind == WRONG_NONE)
        forward(s, cx);
}

// An answer that is given with one key: kept, checked, and on to the next question when it is right.
static void answer(struct form_screen *s, const char *path, const struct val *value, struct ctx *cx) {
    if (!form_put(s, path, value, cx))
        return;
    form_check_now(s, cx);
    form_save(s, cx);
    if (s->violation.kind == WRONG_NONE)
        forward(s, cx);
}

static void choose(struct form_screen *s, const struct form_step *step, int i, struct ctx *cx) {
    const struct question *q = step->question;
    struct val value = q->kind == ASK_YES_NO ? val_bool(i == 0) : q->options[i].value;
    answer(s, step->path, &value, cx);
}

// An optional answer is taken back; the question stays on the screen.
static void take_back(struct form_screen *s, const struct form_step *step, struct ctx *cx) {
    struct val empty = VAL_NULL_INIT;
    if (form_put(s, step->path, &empty, cx))
        form_save(s, cx);
}

static void tick(struct form_screen *s, const struct form_step *step, int i, struct ctx *cx) {
    struct val value;
    if (answer_toggle(step->question, step->value, i, ctx_scratch(cx), &value) && form_put(s, step->path, &value, cx))
        form_save(s, cx);
    s->violation = (struct violation){.kind = WRONG_NONE};
}

void form_typed(struct form_screen *s, struct ctx *cx) {
    const struct form_step *step = form_step_now(s);
    struct val value;
    if (step && answer_value(step->question, &s->typing, ctx_scratch(cx), &value) && form_put(s, step->path, &value, cx))
        form_save(s, cx);
    s->violation = (struct violation){.kind = WRONG_NONE};
}

// A day near today, chosen instead of typed.
static void near_day(struct form_screen *s, const struct form_step *step, int days_ago, struct ctx *cx) {
    struct when_date today;
    char day[16];
    if (!when_read_date(s->today, &today))
        return;
    when_write_date(when_from_date(today) - days_ago, day, sizeof day);
    struct val value = val_text(day);
    answer(s, step->path, &value, cx);
}

static void rows(struct form_screen *s, const struct form_step *step, bool add, struct ctx *cx) {
    struct form_run run = form_screen_run(s, ctx_scratch(cx));
    struct val answers;
    char first[FORM_PATH_CAP + 1];
    uint32_t count = step->value && step->value->type == VAL_ARRAY ? step->value->count : 0;
    enum err err = add ? form_row_add(&run, &s->answers, step->path, &answers)
                       : form_row_remove(&run, &s->answers, step->path, count - 1, &answers);
    snprintf(first, sizeof first, "%.200s.%u.", step->path, count);
    if (err || !form_adopt(s, &answers, cx))
        return;
    for (int i = 0; add && i < (int)s->steps.count; i++) { // to the first question of the new row
        if (!strncmp(s->steps.items[i].path, first, strlen(first))) {
            form_go(s, i, cx);
            break;
        }
    }
    form_save(s, cx);
}

bool form_answer(struct form_screen *s, const struct event *ev, struct ctx *cx) {
    const struct form_step *step = form_step_now(s);
    if (!step)
        return false;
    switch (ev->action) {
    case ACT_CHOOSE: choose(s, step, ev->arg, cx); return true;
    case ACT_TICK: tick(s, step, ev->arg, cx); return true;
    case ACT_NEXT: form_next(s, cx); return true;
    case ACT_SKIP: take_back(s, step, cx); return true;
    case ACT_ROW_ADD: rows(s, step, true, cx); return true;
    case ACT_ROW_REMOVE: rows(s, step, false, cx); return true;
    case ACT_DAY: near_day(s, step, ev->arg, cx); return true;
    default: return false;
    }
}

// The focus may be elsewhere, and the question is gone: what was chosen is said.
static void say_chosen(const struct form_screen *s, const struct question *q, const char *label, const char *language, const char *word, struct ctx *cx) {
    if (!q->secret && s->violation.kind == WRONG_NONE)
        fx_say_chosen(cx, label, language, word);
}

bool form_digit(struct form_screen *s, int n, struct ctx *cx) {
    const struct form_step *step = form_step_now(s);
    if (!step || n < 1)
        return false;
    const struct question *q = step->question;
    enum answer_way way = answer_way(q);
    bool yes_no = q->kind == ASK_YES_NO;
    if (n > (yes_no ? 2 : (int)q->option_count) || (way != ANSWER_ONE && way != ANSWER_MANY))
        return false;
    const char *label = yes_no ? n == 1 ? ctx_tr(cx, "Yes") : ctx_tr(cx, "No") : form_text(s->form, ctx_language(cx), q->options[n - 1].label);
    const char *language = yes_no ? NULL : form_tongue_for(s, ctx_language(cx), q->options[n - 1].label);
    if (way == ANSWER_ONE) {
        choose(s, step, n - 1, cx);
        say_chosen(s, q, label, language, ctx_tr(cx, "chosen"), cx);
    } else {
        bool ticked = !answer_has(q, step->value, n - 1);
        tick(s, step, n - 1, cx);
        say_chosen(s, q, label, language, ticked ? ctx_tr(cx, "ticked") : ctx_tr(cx, "not ticked"), cx);
    }
    return true;
}
