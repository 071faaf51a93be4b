// SPDX-License-Identifier: Apache-2.0
// One question on the screen: title, answers at the start side, why we ask at the end side.
#include "app/screens/form_state.h"
#include "app/screens/answer_date.h"
#include "app/screens/form_date.h"

static const char *word(void *ctx, const char *english) { return tr(ctx, english); }
static const char *plural(void *ctx, const char *one, const char *many, long n) { return trn(ctx, one, many, (int)n); }

struct form_words form_screen_words(struct ui *u) { return (struct form_words){.ctx = u, .text = word, .plural = plural}; }

const char *form_words_of(struct ui *u, const struct form_screen *s, const char *text) {
    return form_text(s->form, ui_world(u)->language, text);
}

// A form is written in the first language of its service.
const char *form_tongue_for(const struct form_screen *s, const char *reader, const char *text) {
    const char *found = text && *text ? form_text_language(s->form, reader, text) : NULL;
    return found || !text || !*text || !s->service || !s->service->language_count ? found : s->service->languages[0];
}

const char *form_tongue(struct ui *u, const struct form_screen *s, const char *text) { return form_tongue_for(s, ui_world(u)->language, text); }

static const char *written_label(struct ui *u, const struct question *q) { return ui_world(u)->easy && q->easy ? q->easy : q->label; }

const char *form_label(struct ui *u, const struct form_screen *s, const struct question *q) { return form_words_of(u, s, written_label(u, q)); }

const char *form_label_tongue(struct ui *u, const struct form_screen *s, const struct question *q) { return form_tongue(u, s, written_label(u, q)); }

const char *form_answer_tongue(struct ui *u, const struct form_screen *s, const struct question *q) {
    return q->option_count && q->kind != ASK_YES_NO ? form_tongue(u, s, q->options[0].label) : NULL;
}

void form_next_button(struct ui *u, const struct form_step *step) {
    const char *label = step->asks && !step->answered && !step->question->required ? tr(u, "Leave empty and go on") : tr(u, "Next");
    w_button(u, &(struct w_button){.key = "next", .label = label, .icon = "right", .verb = tr(u, "Next"), .action = ACT_NEXT,
                                   .autofocus = answer_way(step->question) != ANSWER_MANY && (step->question->kind != ASK_SIGNATURE || step->answered)});
}

// Made of the value, so that the focus stays with an answer whatever the language or the order.
static const char *option_key(struct ui *u, const struct val *v) {
    if (v->type == VAL_STRING)
        return ui_printf(u, "o-%s", v->text);
    return v->type == VAL_BOOL ? (v->boolean ? "o-true" : "o-false") : ui_printf(u, "o-%.15g", v->type == VAL_NUMBER ? v->number : 0);
}

static void yes_no(struct ui *u, const struct form_step *step) {
    static const char *const labels[] = {"Yes", "No"};
    for (int i = 0; i < 2; i++)
        w_choice(u, &(struct w_choice){.key = i ? "o-false" : "o-true", .label = tr(u, labels[i]), .digit = i + 1, .verb = tr(u, "Choose"), .action = ACT_CHOOSE,
                                       .arg = i, .checked = answer_has(step->question, step->value, i), .autofocus = i == 0});
}

static void options(struct ui *u, const struct form_screen *s, const struct form_step *step, bool many) {
    const struct question *q = step->question;
    if (q->kind == ASK_YES_NO) {
        yes_no(u, step);
        return;
    }
    for (int i = 0; i < (int)q->option_count; i++) {
        const struct question_option *o = &q->options[i];
        bool checked = answer_has(q, step->value, i);
        w_choice(u, &(struct w_choice){.key = option_key(u, &o->value), .label = form_words_of(u, s, o->label), .hint = form_words_of(u, s, o->hint),
                                       .language = form_tongue(u, s, o->label), .hint_language = form_tongue(u, s, o->hint),
                                       .digit = i < 9 ? i + 1 : 0, .many = many, .checked = checked,
                                       .verb = many ? (checked ? tr(u, "Untick") : tr(u, "Tick")) : tr(u, "Choose"),
                                       .action = many ? ACT_TICK : ACT_CHOOSE, .arg = i, .autofocus = checked || i == 0});
    }
}

static void rows(struct ui *u, const struct form_step *step) {
    const struct question *q = step->question;
    uint32_t count = step->value && step->value->type == VAL_ARRAY ? step->value->count : 0;
    uint32_t most = q->limits.max_count ? q->limits.max_count : FORM_ROWS_CAP;
    w_text(u, "count", count ? ui_printf(u, trn(u, "%d entry so far", "%d entries so far", (int)count), (int)count) : tr(u, "No entry yet"),
           TYPE_BODY, COLOUR_INK2);
    if (count < most)
        w_button(u, &(struct w_button){.key = "add", .label = count ? tr(u, "Add another") : tr(u, "Add one"), .icon = "plus", .verb = tr(u, "Add"),
                                       .action = ACT_ROW_ADD, .quiet = true, .autofocus = count < q->limits.min_count});
    if (count > q->limits.min_count)
        w_button(u, &(struct w_button){.key = "remove", .label = tr(u, "Remove the last one"), .icon = "bin", .verb = tr(u, "Remove"),
                                       .action = ACT_ROW_REMOVE, .quiet = true});
    form_next_button(u, step);
}

static void error_notice(struct ui *u, const struct form_screen *s, const struct form_step *step) {
    struct form_words words = form_screen_words(u);
    struct form_run run = {.form = s->form, .arena = ui_arena(u), .today = s->today};
    const char *text = s->violation.kind ? form_violation_text(&run, &s->violation, ui_world(u)->language, &words) : NULL;
    if (text)
        w_notice(u, &(struct w_notice){.key = "wrong", .kind = W_BAD, .title = text});
    if (s->save_failed) {
        struct words w = words_of_err(u, ERR_FULL);
        w_notice(u, &(struct w_notice){.key = "unsaved", .kind = W_WAIT, .title = w.title, .text = w.what});
    }
    if (text || s->save_failed)
        w_space(u, "gap-wrong", answer_way(step->question) == ANSWER_TYPE && !w_one_column(u) ? 6 : 16);
}

// Most dates that are asked for are close: one key instead of eight.
static void near_days(struct ui *u, const struct form_screen *s, const struct form_step *step) {
    const struct question *q = step->question;
    static const char *const names[] = {"Today", "Yesterday", "Two days ago"};
    const char *first = NULL, *last = NULL;
    struct form_run run = {.form = s->form, .arena = ui_arena(u), .today = s->today};
    bool any = false;
    if (q->kind != ASK_DATE || !form_date_range(&run, &s->answers, step->path, &first, &last))
        return;
    for (int i = 0; i < 3; i++)
        any |= date_close(s->today, first, last, i);
    if (!any)
        return;
    ui_open(u, &(struct ui_node){.key = "near", .axis = AXIS_ROW, .gap = 16});
    for (int i = 0; i < 3; i++)
        if (date_close(s->today, first, last, i))
            w_chip(u, &(struct w_chip){.key = names[i], .label = tr(u, names[i]), .small = true, .verb = tr(u, "Choose"), .action = ACT_DAY, .arg = i,
                                       .autofocus = i == 0 && !step->answered});
    ui_close(u);
    w_space(u, "near-gap", 16);
}

// Over the field: which part of a date comes next, in the order of the language; what is hidden can be seen for a while.
static void above_field(struct ui *u, const struct form_screen *s, const struct form_step *step) {
    bool hidden = step->question->secret && s->typing.len;
    if (!s->typing.mask && !hidden)
        return;
    ui_open(u, &(struct ui_node){.key = "above", .axis = AXIS_ROW, .gap = 20, .align = ALIGN_CENTRE, .pad = {28, 0, 0, 8}});
    form_date_parts(u, &s->typing);
    if (hidden)
        w_chip(u, &(struct w_chip){.key = "reveal", .label = s->revealed ? tr(u, "Hide") : tr(u, "Show"), .icon = s->revealed ? "eyeoff" : "eye", .small = true,
                                   .verb = s->revealed ? tr(u, "Hide") : tr(u, "Show"), .action = ACT_REVEAL, .arg = s->at});
    ui_close(u);
}

static void answers(struct ui *u, const struct form_screen *s, const struct form_step *step) {
    const struct question *q = step->question;
    switch (answer_way(q)) {
    case ANSWER_ONE:
        options(u, s, step, false);
        if (!q->required)
            w_button(u, &(struct w_button){.key = "next", .label = step->answered ? tr(u, "Next") : tr(u, "Leave empty and go on"), .icon = "right",
                                           .verb = tr(u, "Next"), .action = ACT_NEXT, .quiet = true});
        if (!q->required && step->answered)
            w_button(u, &(struct w_button){.key = "back", .label = tr(u, "Take the answer back"), .icon = "again", .verb = tr(u, "Take back"),
                                           .action = ACT_SKIP, .quiet = true});
        break;
    case ANSWER_MANY:
        options(u, s, step, true);
        form_next_button(u, step);
        break;
    case ANSWER_TYPE:
        near_days(u, s, step);
        above_field(u, s, step);
        typing_view(u, &s->typing, &(struct typing_view){.label = form_label(u, s, q), .language = form_label_tongue(u, s, q), .placeholder = form_words_of(u, s, q->placeholder),
                                                         .next = tr(u, "Next"), .echo = form_date_echo(u, &s->typing), .invalid = s->violation.kind != WRONG_NONE,
                                                         .private_value = q->secret && s->revealed != s->at + 1});
        break;
    case ANSWER_ROWS: rows(u, step); break;
    case ANSWER_FILE: form_given_view(u, s, step); break;
    case ANSWER_READ:
        if (q->body)
            w_text(u, "body", form_words_of(u, s, q->body), TYPE_BODY, COLOUR_NONE)->language = form_tongue(u, s, q->body);
        form_next_button(u, step);
        break;
    }
}

static const char *hint_of(struct ui *u, const struct form_screen *s, const struct question *q) {
    if (q->hint)
        return form_words_of(u, s, q->hint);
    return q->kind == ASK_CHOICES ? tr(u, "Tick all that fit.") : NULL;
}

// How a date is written here; beside what the service says about the question.
static const char *writing_hint(struct ui *u, const struct question *q) {
    struct form_words words = form_screen_words(u);
    return q->read_only ? NULL : form_date_hint(q, ui_world(u)->language, &words, ui_arena(u));
}

enum { HINT_ROOM = 1300 }; // beside the chip

// Under the title: both in one paragraph; where they are in two languages, beside each other or, if long, below.
static void hints(struct ui *u, const struct form_screen *s, const struct question *q, const char *hint, const char *writing) {
    const char *tongue = form_tongue(u, s, q->hint);
    bool ended = hint && strlen(hint) && (strchr(".!?:", hint[strlen(hint) - 1]) || str_ends(str_of(hint), "。"));
    bool together = !tongue || text_same(tongue, ui_world(u)->language);
    if (hint && writing && together) {
        hint = ui_printf(u, ended ? "%s %s" : "%s. %s", hint, writing);
        writing = NULL;
    }
    bool beside = hint && writing && w_fits(u, ui_printf(u, "%s %s", hint, writing), TYPE_BODY, HINT_ROOM);
    ui_open(u, &(struct ui_node){.key = "hints", .axis = beside ? AXIS_ROW : AXIS_COL, .gap = beside ? 24 : 0, .align = beside ? ALIGN_START : ALIGN_STRETCH});
    if (hint)
        w_text(u, "hint", hint, TYPE_BODY, COLOUR_INK2)->language = tongue;
    if (writing)
        w_text(u, "writing", writing, TYPE_BODY, COLOUR_INK2);
    ui_close(u);
}

// A page that only tells something may come without a title: then its section names it.
static const char *title_of(struct ui *u, const struct form_screen *s, const struct form_step *step) {
    if (*step->question->label)
        return form_label(u, s, step->question);
    return step->section && *step->section->title ? form_words_of(u, s, step->section->title) : tr(u, "Please read");
}

static const char *title_tongue(struct ui *u, const struct form_screen *s, const struct form_step *step) {
    if (*step->question->label)
        return form_label_tongue(u, s, step->question);
    return step->section ? form_tongue(u, s, step->section->title) : NULL;
}

// What is wrong stands under the title, and does not scroll away with the answers of large text.
static void answers_open(struct ui *u, const struct form_screen *s, const struct form_step *step) {
    bool one = w_one_column(u), typed = answer_way(step->question) == ANSWER_TYPE;
    if (one)
        error_notice(u, s, step);
    w_columns_open(u);
    w_steady_open(u, "answers");
    if (!one)
        error_notice(u, s, step);
    ui_open(u, &(struct ui_node){.key = step->path, .grow = 1, .gap = typed ? 0 : 16, .align = ALIGN_STRETCH, .scroll = !typed, .whole = true, .remember = true});
}

static void answers_close(struct ui *u) {
    ui_close(u);
    w_close(u);
}

static void question(struct ui *u, const struct form_screen *s, const struct form_step *step) {
    const struct question *q = step->question;
    bool long_text = strlen(title_of(u, s, step)) > 70;
    const char *hint = hint_of(u, s, q), *writing = writing_hint(u, q);
    ui_open(u, &(struct ui_node){.key = "head", .axis = AXIS_ROW, .gap = 24, .align = ALIGN_START});
    ui_open(u, &(struct ui_node){.key = "titles", .grow = 1, .align = ALIGN_STRETCH});
    w_heading(u, "title", title_of(u, s, step), long_text ? TYPE_HEADING : TYPE_QUESTION)->language = title_tongue(u, s, step);
    hints(u, s, q, hint, writing);
    ui_close(u);
    form_why_chip(u, s, step);
    ui_close(u);
    int tight = answer_way(q) == ANSWER_TYPE ? 4 : 16; // what is wrong takes room
    w_space(u, "gap", s->violation.kind ? tight : hint || writing ? 24 : 36);
    answers_open(u, s, step);
    answers(u, s, step);
    answers_close(u);
    form_side_view(u, s, step);
    ui_close(u);
}

static const char *step_words(struct ui *u, const struct form_screen *s, const struct form_step *step) {
    if (step->asks)
        return ui_printf(u, tr(u, "Question %d of %d"), (int)step->number, (int)step->total);
    return step->section && *step->section->title ? form_words_of(u, s, step->section->title) : tr(u, "Please read");
}

static void unusable(struct ui *u, const struct form_screen *s) {
    if (!s->broken.code) {
        const struct load *failed = s->load.phase == LOAD_FAILED && !s->service ? &s->load : &s->form_load;
        static const struct load busy = {.phase = LOAD_BUSY};
        load_view(u, failed->phase == LOAD_FAILED ? failed : &busy, false, ACT_FORM_RETRY);
        return;
    }
    w_notice(u, &(struct w_notice){.key = "broken", .kind = W_BAD, .title = tr(u, "This TV cannot show these questions"),
                                   .text = tr(u, "Use one of the other ways to this service.")});
    w_space(u, "gap", 24);
    w_button(u, &(struct w_button){.key = "retry", .label = tr(u, "Try again"), .icon = "again", .verb = tr(u, "Try again"),
                                   .action = ACT_FORM_RETRY, .autofocus = true});
}

// Where BACK leads: questions by their number, pages to read without one.
static const char *back_words(struct ui *u, const struct form_screen *s) {
    if (s->asks)
        return parts_back(u);
    if (s->side_open || (w_one_column(u) && s->phone.open))
        return tr(u, "Close");
    if (s->reviewing)
        return tr(u, "Check your answers");
    if (s->at == 0 || !s->steps.items)
        return parts_back(u);
    const struct form_step *before = &s->steps.items[s->at - 1];
    const char *page = title_of(u, s, before);
    if (before->asks)
        return ui_printf(u, tr(u, "Question %d"), (int)before->number);
    return w_fits(u, page, TYPE_KEYBAR, 400) ? page : tr(u, "Please read");
}

void form_question_view(struct ui *u, const struct form_screen *s) {
    const struct form_step *step = form_step_now(s);
    bool ready = s->form && s->steps.items && s->service && step;
    struct w_page page = {
        // Of the question: another question is another place, and coming back finds the focus where it was.
        .key = ready ? ui_printf(u, "form-%s", step->path) : "form", .title = ready ? title_of(u, s, step) : tr(u, "Questions"),
        .title_language = ready ? title_tongue(u, s, step) : NULL, .texts_language = ready ? title_tongue(u, s, step) : NULL,
        .context_language = s->service ? s->service->language : NULL,
        .context = s->service ? s->service->title : tr(u, "Questions"), .back = phone_question_back(u, &s->phone.now, back_words(u, s)),
        .yellow = s->asks ? NULL : form_yellow(u, s, ready ? step : NULL), .yellow_short = form_yellow_short(u, s, ready ? step : NULL),
        .steps = ready ? (int)step->total : 0, .step = ready ? (int)step->number : 0, .step_text = ready ? step_words(u, s, step) : NULL,
        .saved = s->newer ? tr(u, "From another TV") : s->saved ? tr(u, "Saved") : s->saving ? tr(u, "Saving") : NULL, .saving = s->saving,
    };
    w_page_open(u, &page);
    if (ready) {
        question(u, s, step);
        form_over_view(u, s, step);
        form_draft_view(u, s);
    } else {
        unusable(u, s);
    }
    w_page_close(u, &page);
}
