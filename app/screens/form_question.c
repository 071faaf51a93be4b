// SPDX-License-Identifier: Apache-2.0
// One question on the screen: title, answers at the start side, why we ask at the end side.
#include "app/screens/form_state.h"
#include "app/screens/answer_date.h"

static const char *word(void *ctx, const char *english) { return tr(ctx, english); }
static const char *plural(void *ctx, const char *one, const char *many, long n) { return trn(ctx, one, many, (int)n); }

struct form_words form_screen_words(struct ui *u) { return (struct form_words){.ctx = u, .text = word, .plural = plural}; }

const char *form_words_of(struct ui *u, const struct form_screen *s, const char *text) {
    return form_text(s->form, ui_world(u)->language, text);
}

const char *form_label(struct ui *u, const struct form_screen *s, const struct question *q) {
    return form_words_of(u, s, ui_world(u)->easy && q->easy ? q->easy : q->label);
}

void form_next_button(struct ui *u, const struct form_step *step) {
    const char *label = step->asks && !step->answered && !step->question->required ? tr(u, "Leave empty and go on") : tr(u, "Next");
    w_button(u, &(struct w_button){.key = "next", .label = label, .icon = "right", .verb = tr(u, "Next"), .action = ACT_NEXT,
                                   .autofocus = answer_way(step->question) != ANSWER_MANY});
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

static void error_notice(struct ui *u, const struct form_screen *s) {
    struct form_words words = form_screen_words(u);
    struct form_run run = {.form = s->form, .arena = ui_arena(u), .today = s->today};
    const char *text = s->violation.kind ? form_violation_text(&run, &s->violation, ui_world(u)->language, &words) : NULL;
    if (text)
        w_notice(u, &(struct w_notice){.key = "wrong", .kind = W_BAD, .title = text});
    if (s->save_failed) {
        struct words w = words_of_err(u, ERR_FULL);
        w_notice(u, &(struct w_notice){.key = "unsaved", .kind = W_WAIT, .title = w.title, .text = w.what});
    }
}

// Most dates that are asked for are close: one key instead of eight.
static void near_days(struct ui *u, const struct form_screen *s, const struct form_step *step) {
    const struct question *q = step->question;
    static const char *const names[] = {"Today", "Yesterday", "Two days ago"};
    const char *today = s->today, *first = NULL, *last = NULL;
    struct form_run run = {.form = s->form, .arena = ui_arena(u), .today = s->today};
    // Only where the past is meant: what must not lie in the future, or may not lie before today, says so by its limits.
    bool limited = form_date_range(&run, &s->answers, step->path, &first, &last);
    if (q->kind != ASK_DATE || !limited || !last || strcmp(last, today) > 0)
        return;
    ui_open(u, &(struct ui_node){.key = "near", .axis = AXIS_ROW, .gap = 16});
    for (int i = 0; i < 3; i++)
        w_chip(u, &(struct w_chip){.key = names[i], .label = tr(u, names[i]), .small = true, .verb = tr(u, "Take"), .action = ACT_DAY, .arg = i,
                                   .autofocus = i == 0 && !step->answered});
    ui_close(u);
    w_space(u, "near-gap", 16);
}

static const char *part_word(struct ui *u, enum date_part part) {
    switch (part) {
    case PART_DAY: return trc(u, "date", "Day");
    case PART_MONTH: return trc(u, "date", "Month");
    case PART_YEAR: return trc(u, "date", "Year");
    case PART_HOUR: return trc(u, "date", "Hour");
    case PART_MINUTE: return trc(u, "date", "Minute");
    }
    return "";
}

// Over the field: which part of a date comes next, in the order of the language; what is hidden can be seen for a while.
static void above_field(struct ui *u, const struct form_screen *s, const struct form_step *step) {
    enum date_part parts[DATE_PARTS];
    int at, count = s->typing.mask ? date_parts(s->typing.mask, s->typing.caret, parts, &at) : 0;
    bool hidden = step->question->secret && s->typing.len;
    if (!count && !hidden)
        return;
    ui_open(u, &(struct ui_node){.key = "above", .axis = AXIS_ROW, .gap = 20, .align = ALIGN_CENTRE, .pad = {28, 0, 0, 8}});
    for (int i = 0; i < count; i++)
        ui_leaf(u, &(struct ui_node){.key = ui_printf(u, "part%d", (int)parts[i]), .paint = PAINT_TEXT, .text = part_word(u, parts[i]), .type = TYPE_SMALL, .bold = i == at,
                                     .ink = i == at ? COLOUR_INK : COLOUR_INK2, .lines = 1});
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
        typing_view(u, &s->typing, &(struct typing_view){.label = form_label(u, s, q), .placeholder = form_words_of(u, s, q->placeholder),
                                                         .next = tr(u, "Next"), .invalid = s->violation.kind != WRONG_NONE,
                                                         .private_value = q->secret && s->revealed != s->at + 1});
        break;
    case ANSWER_ROWS: rows(u, step); break;
    case ANSWER_FILE: form_given_view(u, s, step); break;
    case ANSWER_READ:
        if (q->body)
            w_text(u, "body", form_words_of(u, s, q->body), TYPE_BODY, COLOUR_NONE);
        form_next_button(u, step);
        break;
    }
}

static const char *hint_of(struct ui *u, const struct form_screen *s, const struct question *q) {
    if (q->hint)
        return form_words_of(u, s, q->hint);
    switch (q->kind) {
    case ASK_DATE:
    case ASK_DAY: return date_year_first(s->typing.mask) ? tr(u, "Year, month and day, with the digits of the remote.")
                                                         : tr(u, "Day, month and year, with the digits of the remote.");
    case ASK_TIME: return tr(u, "Hour and minute, with the digits of the remote.");
    case ASK_CHOICES: return tr(u, "Tick all that fit.");
    default: return NULL;
    }
}

// A page that only tells something may come without a title: then its section names it.
static const char *title_of(struct ui *u, const struct form_screen *s, const struct form_step *step) {
    if (*step->question->label)
        return form_label(u, s, step->question);
    return step->section && *step->section->title ? form_words_of(u, s, step->section->title) : tr(u, "Please read");
}

static void question(struct ui *u, const struct form_screen *s, const struct form_step *step) {
    const struct question *q = step->question;
    bool long_text = strlen(title_of(u, s, step)) > 70;
    const char *hint = hint_of(u, s, q);
    ui_open(u, &(struct ui_node){.key = "head", .axis = AXIS_ROW, .gap = 24, .align = ALIGN_START});
    ui_open(u, &(struct ui_node){.key = "titles", .grow = 1, .align = ALIGN_STRETCH});
    w_heading(u, "title", title_of(u, s, step), long_text ? TYPE_HEADING : TYPE_QUESTION);
    if (hint)
        w_text(u, "hint", hint, TYPE_BODY, COLOUR_INK2);
    ui_close(u);
    form_why_chip(u, s, step);
    ui_close(u);
    w_space(u, "gap", hint ? 24 : 36);
    w_columns_open(u);
    if (answer_way(q) == ANSWER_TYPE)
        w_steady_open(u, step->path);
    else
        w_main_open(u, step->path, NULL, 16);
    error_notice(u, s);
    answers(u, s, step);
    w_close(u);
    form_side_view(u, s, step);
    ui_close(u);
}

static const char *step_words(struct ui *u, const struct form_step *step) {
    if (step->asks)
        return ui_printf(u, tr(u, "Question %d of %d"), (int)step->number, (int)step->total);
    return step->section && *step->section->title ? step->section->title : tr(u, "Please read");
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
        .context = s->service ? s->service->title : tr(u, "Questions"), .back = back_words(u, s),
        .yellow = s->asks ? NULL : form_yellow(u, s, ready ? step : NULL),
        .steps = ready ? (int)step->total : 0, .step = ready ? (int)step->number : 0, .step_text = ready ? step_words(u, step) : NULL,
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
