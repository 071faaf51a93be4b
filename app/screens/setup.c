// SPDX-License-Identifier: Apache-2.0
// The very first start: language, text size, read aloud, easy words. One question a screen, one press an answer, spoken
// from the first picture; every step shows itself as it was just chosen. Yellow skips the rest. Settings start it again
// (argument "again"): then it leads back there.
#include "app/screens/parts.h"
#include "app/screens/table.h"

enum { STEP_LANGUAGE, STEP_TEXT, STEP_SPEECH, STEP_EASY, STEPS, ACT_PICK = 1 };

struct setup {
    int step;
    bool again;
};

static void leave(const struct setup *s, struct ctx *cx) {
    fx_set_up_done(cx);
    if (s->again)
        fx_pop(cx, NULL);
    else
        fx_replace(cx, SCREEN_BOOT, "");
}

// The effects come before the next picture, so it is already in the language and size that were chosen.
static void pick(struct setup *s, int choice, struct ctx *cx) {
    const struct ui_language *languages;
    int count = ctx_languages(cx, &languages);
    switch (s->step) {
    case STEP_LANGUAGE:
        if (choice >= count)
            return;
        fx_language(cx, languages[choice].tag);
        break;
    case STEP_TEXT:
        if (choice >= SCALE_COUNT)
            return;
        fx_text_scale(cx, (enum text_scale)choice);
        break;
    default:
        if (choice > 1)
            return;
        if (s->step == STEP_SPEECH)
            fx_speech(cx, choice);
        else
            fx_easy(cx, choice);
    }
    if (++s->step == STEPS)
        leave(s, cx);
}

static const char *const sizes_words[SCALE_COUNT] = {"Text like this", "Larger text", "Large text", "Largest text"};

// What a digit chose without the focus. A language says itself by what comes next; who reads alone needs no voice.
static void say_chosen(const struct setup *s, int choice, struct ctx *cx) {
    const struct ui_language *languages;
    int count = ctx_languages(cx, &languages);
    if (s->step == STEP_LANGUAGE && choice < count)
        fx_say_chosen(cx, languages[choice].name, languages[choice].tag, NULL);
    else if (s->step == STEP_TEXT && choice < SCALE_COUNT)
        fx_say_chosen(cx, ctx_tr(cx, sizes_words[choice]), NULL, ctx_tr(cx, "chosen"));
    else if (s->step == STEP_SPEECH && choice == 1)
        fx_say_chosen(cx, ctx_tr(cx, "Yes, read aloud"), NULL, ctx_tr(cx, "chosen"));
    else if (s->step == STEP_EASY && choice <= 1)
        fx_say_chosen(cx, choice ? ctx_tr(cx, "Yes, easy words") : ctx_tr(cx, "No, the usual words"), NULL, ctx_tr(cx, "chosen"));
}

static bool key(struct setup *s, const struct event *ev, struct ctx *cx) {
    if (ev->key >= KEY_1 && ev->key <= KEY_9) {
        say_chosen(s, ev->key - KEY_1, cx);
        pick(s, ev->key - KEY_1, cx);
        return true;
    }
    if (ev->key == KEY_YELLOW) { // who can find the key can read: a new box falls silent
        if (!s->again && s->step <= STEP_SPEECH)
            fx_speech(cx, false);
        leave(s, cx);
        return true;
    }
    if (ev->key != KEY_BACK)
        return false;
    if (s->step == 0)
        return !s->again; // there is nothing before the first question
    s->step--;
    return true;
}

static bool setup_update(void *state, const struct event *ev, struct ctx *cx) {
    struct setup *s = state;
    switch (ev->type) {
    case EV_ENTER: s->again = text_same(ev->text, "again"); return true;
    case EV_ACTION: pick(s, ev->arg, cx); return true;
    case EV_KEY: return key(s, ev, cx);
    default: return false;
    }
}

// ---- View
static void choice(struct ui *u, struct w_choice c) {
    c.verb = tr(u, "Choose");
    c.action = ACT_PICK;
    c.autofocus = c.checked;
    c.digit = c.arg < 9 ? c.arg + 1 : 0;
    w_choice(u, &c);
}

static void languages(struct ui *u) {
    const struct ui_world *w = ui_world(u);
    ui_open(u, &(struct ui_node){.key = "names", .axis = AXIS_GRID, .columns = w_one_column(u) ? 1 : 2, .gap = 24, .row_gap = 16});
    for (int i = 0; i < w->language_count; i++)
        choice(u, (struct w_choice){.key = w->languages[i].tag, .label = w->languages[i].name, .language = w->languages[i].tag,
                                    .checked = text_same(w->language, w->languages[i].tag), .arg = i});
    ui_close(u);
}

static void sizes(struct ui *u) {
    for (int i = 0; i < SCALE_COUNT; i++)
        choice(u, (struct w_choice){.key = ui_printf(u, "s%d", i), .label = tr(u, sizes_words[i]), .sample = (short)(i + 1),
                                    .checked = (int)ui_world(u)->theme.scale == i, .arg = i});
}

static void two(struct ui *u, const char *no, const char *yes, const char *hint, bool on) {
    choice(u, (struct w_choice){.key = "no", .label = no, .checked = !on, .arg = 0});
    choice(u, (struct w_choice){.key = "yes", .label = yes, .hint = hint, .checked = on, .arg = 1});
}

static const char *question(struct ui *u, int step) {
    switch (step) {
    case STEP_LANGUAGE: return tr(u, "Which language?");
    case STEP_TEXT: return tr(u, "How large shall the text be?");
    case STEP_SPEECH: return tr(u, "Shall this TV read to you?");
    default: return tr(u, "Do you want easy words?");
    }
}

static void answers(struct ui *u, const struct setup *s) {
    switch (s->step) {
    case STEP_LANGUAGE: languages(u); break;
    case STEP_TEXT: sizes(u); break;
    case STEP_SPEECH: // a new box speaks so far; it goes on only for those who want it
        two(u, tr(u, "No, I read by myself"), tr(u, "Yes, read aloud"), tr(u, "The green key does this at any time"), s->again && ui_world(u)->reading.on);
        break;
    default: two(u, tr(u, "No, the usual words"), tr(u, "Yes, easy words"), tr(u, "Short sentences, where a service has them"), ui_world(u)->easy);
    }
}

static void setup_view(const void *state, struct ui *u) {
    const struct setup *s = state;
    int step = s->step < STEPS ? s->step : STEPS - 1;
    const char *asks = question(u, step);
    struct w_page page = {
        .key = ui_printf(u, "setup%d", step),
        .title = step || s->again ? asks : tr(u, "Welcome to Tgov"),
        .hint = step ? NULL : tr(u, "Go to your answer with the arrow keys, then press OK. Or press the number of the answer."),
        .context = tr(u, "Set-up"), .steps = STEPS, .step = step + 1,
        .step_text = ui_printf(u, tr(u, "Question %d of %d"), step + 1, (int)STEPS),
        .yellow = tr(u, "Skip set-up"), .yellow_short = tr(u, "Skip"),
        .back = step ? ui_printf(u, tr(u, "Question %d"), step) : s->again ? parts_back(u) : NULL,
    };
    w_page_open(u, &page);
    w_heading(u, "title", asks, TYPE_QUESTION);
    w_space(u, "gap", 20);
    ui_open(u, &(struct ui_node){.key = "answers", .role = ROLE_LIST, .label = asks, .scroll = true, .grow = 1, .gap = 16, .pad = {0, 8, 28, 8},
                                 .align = ALIGN_STRETCH});
    answers(u, s);
    ui_close(u);
    w_page_close(u, &page);
}

const struct screen_def screen_setup = {.id = SCREEN_SETUP, .name = "setup", .state_size = sizeof(struct setup), .update = setup_update,
                                        .view = setup_view, .place = "Set-up"};
