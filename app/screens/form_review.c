// SPDX-License-Identifier: Apache-2.0
// A last look: every answer with its "Change", who gets it, by when they must answer. Nothing is sent before "Send".
#include "app/screens/form_state.h"

// Telephone numbers and addresses of the net read from the left in every language.
static bool reads_left_to_right(const struct question *q) { return q->kind == ASK_PHONE || q->kind == ASK_EMAIL || q->kind == ASK_URL; }

// A private answer shows its last characters; OK on it shows all of it for a while.
static void hidden_answer(struct ui *u, const struct form_screen *s, int i, const char *label, const char *value, bool last) {
    bool one = w_one_column(u), seen = s->revealed == i + 1;
    unsigned mask = seen ? 0 : STATE_PRIVATE, order = reads_left_to_right(s->steps.items[i].question) ? STATE_LTR : 0;
    const char *verb = seen ? tr(u, "Hide") : tr(u, "Show"), *tongue = form_label_tongue(u, s, s->steps.items[i].question);
    ui_open(u, &(struct ui_node){.key = ui_printf(u, "a%d", i), .align = ALIGN_STRETCH});
    ui_open(u, &(struct ui_node){.key = "line", .axis = AXIS_ROW, .min_h = 110, .gap = 24, .pad = {0, 8, 8, 8}, .align = ALIGN_CENTRE});
    ui_open(u, &(struct ui_node){.key = "pair", .axis = one ? AXIS_COL : AXIS_ROW, .grow = 1, .gap = 20, .align = one ? ALIGN_STRETCH : ALIGN_CENTRE});
    ui_leaf(u, &(struct ui_node){.key = "label", .role = ROLE_TEXT, .paint = PAINT_TEXT, .text = label, .language = tongue, .type = TYPE_LABEL, .regular = true,
                                 .ink = COLOUR_INK2, .w = one ? 0 : 280});
    struct ui_node *n = ui_open(u, &(struct ui_node){.key = "value", .role = ROLE_BUTTON, .label = ui_printf(u, "%s: %s", verb, label), .value = value, .verb = verb,
                                 .action = ACT_REVEAL, .arg = i, .focusable = true, .states = mask, .axis = AXIS_ROW, .gap = 16, .min_h = 64,
                                 .pad = UI_PAD2(16, 8), .radius = 14, .border = COLOUR_CTL, .border_w = 2, .fill = COLOUR_CARD, .align = ALIGN_CENTRE,
                                 .grow = one ? 0 : 1});
    ui_speaks(u, n, label, tongue);
    ui_leaf(u, &(struct ui_node){.key = "text", .paint = PAINT_TEXT, .text = value, .type = TYPE_ROW, .regular = true, .states = mask | order, .grow = 1});
    ui_leaf(u, &(struct ui_node){.key = "icon", .paint = PAINT_ICON, .icon = seen ? "eyeoff" : "eye", .w = 40});
    ui_close(u);
    ui_close(u);
    n = ui_open(u, &(struct ui_node){.key = "change", .role = ROLE_BUTTON, .label = ui_printf(u, "%s: %s", tr(u, "Change"), label), .verb = tr(u, "Change"),
                                 .action = ACT_CHANGE, .arg = i, .focusable = true, .axis = AXIS_ROW, .min_h = 64, .min_w = 150, .pad = UI_PAD2(20, 8),
                                 .radius = 14, .border = COLOUR_CTL, .border_w = 2, .align = ALIGN_CENTRE, .justify = ALIGN_CENTRE, .fill = COLOUR_CARD});
    ui_speaks(u, n, label, tongue);
    ui_leaf(u, &(struct ui_node){.key = "text", .paint = PAINT_TEXT, .text = tr(u, "Change"), .type = TYPE_SMALL, .bold = true, .lines = 1});
    ui_close(u);
    ui_close(u);
    if (!last)
        w_line(u, "hair");
    ui_close(u);
}

static void answer(struct ui *u, const struct form_screen *s, int i, bool last) {
    const struct form_step *step = &s->steps.items[i];
    struct form_words words = form_screen_words(u);
    struct form_run run = {.form = s->form, .arena = ui_arena(u), .today = s->today};
    const char *value = form_show(&run, step->question, step->value, ui_world(u)->language, &words);
    bool empty = !value || !*value;
    const char *label = form_label(u, s, step->question);
    if (step->has_row)
        label = ui_printf(u, "%s (%s)", label, w_number(u, (int)step->row + 1));
    if (step->question->secret && !empty)
        hidden_answer(u, s, i, label, value, last);
    else
        w_answer(u, &(struct w_answer){.key = ui_printf(u, "a%d", i), .label = label, .value = empty ? tr(u, "Left empty") : value,
                                       .language = form_label_tongue(u, s, step->question), .value_language = empty ? NULL : form_answer_tongue(u, s, step->question),
                                       .act = tr(u, "Change"), .action = ACT_CHANGE, .arg = i, .last = last,
                                       .ltr = !empty && reads_left_to_right(step->question)});
}

static int last_asked(const struct form_screen *s) {
    int last = -1;
    for (int i = 0; i < (int)s->steps.count; i++)
        if (s->steps.items[i].asks)
            last = i;
    return last;
}

static void answers(struct ui *u, const struct form_screen *s) {
    int last = last_asked(s);
    ui_open(u, &(struct ui_node){.key = "paper", .fill = COLOUR_CARD, .edge_line = true, .radius = 20, .pad = UI_PAD2(32, 2), .align = ALIGN_STRETCH});
    for (int i = 0; i <= last; i++)
        if (s->steps.items[i].asks)
            answer(u, s, i, i == last);
    ui_close(u);
    w_space(u, "end", 8);
}

static void what_happens(struct ui *u, const struct form_screen *s) {
    const struct api_service *v = s->service;
    when_ms by = parts_instant(v->answer_by);
    w_info(u, &(struct w_info){.key = "office", .icon = v->office.icon ? v->office.icon : "hall", .title = ui_printf(u, tr(u, "Goes to: %s"), v->office.name),
                               .name = v->office.name, .name_language = v->office.language, .text = v->office.work, .text_language = v->office.language});
    if (by)
        w_info(u, &(struct w_info){.key = "by", .icon = "clock",
                                   .title = ui_printf(u, tr(u, "Answer by %s"), words_day(u, when_day_of(by, ui_world(u)->zone))),
                                   .text = ui_printf(u, tr(u, "%s, by law"), parts_days(u, v->days)), .line = true});
    w_info(u, &(struct w_info){.key = "later", .icon = "edit", .title = tr(u, "You can add or withdraw later"), .text = tr(u, "Under Home, Your cases"),
                               .line = true});
}

// The id of the button.
static ui_id send(struct ui *u, const struct form_screen *s) {
    bool sign = s->service->signature;
    const char *label = sign ? tr(u, "Sign and send") : s->service->send ? s->service->send : tr(u, "Send");
    const struct ui_node *group = ui_open(u, &(struct ui_node){.key = "act", .align = ALIGN_STRETCH});
    w_button(u, &(struct w_button){.key = "send", .label = label, .language = !sign && s->service->send ? s->service->language : NULL, .second = sign ? tr(u, "You will need your phone") : NULL, .verb = tr(u, "Send"), .main = true, .action = ACT_SEND, .autofocus = true,
                                   .disabled = s->sending, .reason = tr(u, "One moment")});
    ui_id id = group->first ? group->first->id : 0;
    ui_close(u);
    return id;
}

static void head(struct ui *u, const struct form_screen *s) {
    w_heading(u, "title", tr(u, "Check your answers"), TYPE_TITLE);
    w_text(u, "lead", tr(u, "Nothing is sent yet."), TYPE_BODY, COLOUR_INK2);
    w_space(u, "gap", 24);
    if (s->send_failed) {
        struct words w = words_of_err(u, s->send_err);
        w_notice(u, &(struct w_notice){.key = "failed", .kind = W_BAD, .title = w.title, .text = words_rest(u, &w)});
    }
}

static void two_columns(struct ui *u, const struct form_screen *s) {
    head(u, s);
    w_columns_open(u);
    w_main_open(u, "answers", tr(u, "Your answers"), 0);
    answers(u, s);
    w_close(u);
    w_side_open(u, "side", 0);
    (void)send(u, s);
    w_space(u, "gap", 28);
    what_happens(u, s);
    w_close(u);
    ui_close(u);
}

// Beside every "Change" lies what is beside it in two columns, too.
static void lead_to(struct ui *u, struct ui_node *n, ui_id send) {
    if (n->focusable && text_same(n->key, "change"))
        n->nav[ui_world(u)->rtl ? 2 : 3] = send;
    for (struct ui_node *c = n->first; c; c = c->next)
        lead_to(u, c, send);
}

// Large text: the answers and what happens with them in one list; "Send" stands below it, always seen.
static void one_column(struct ui *u, const struct form_screen *s) {
    struct ui_node *all = ui_open(u, &(struct ui_node){.key = "all", .scroll = true, .grow = 1, .align = ALIGN_STRETCH, .remember = true, .pad = {0, 0, 28, 0}});
    head(u, s);
    ui_open(u, &(struct ui_node){.key = "answers", .role = ROLE_LIST, .label = tr(u, "Your answers"), .align = ALIGN_STRETCH});
    answers(u, s);
    ui_close(u);
    what_happens(u, s);
    ui_close(u);
    w_space(u, "gap-send", 20);
    lead_to(u, all, send(u, s));
}

void form_review_view(struct ui *u, const struct form_screen *s) {
    int asked = (int)s->steps.asked;
    struct w_page page = {
        .key = "review", .title = tr(u, "Check your answers"), .context = s->service->title,
        .context_language = s->service->language, .texts_language = s->service->language, .yellow = s->asks ? NULL : tr(u, "Finish later"),
        .back = s->asks ? parts_back(u) : ui_printf(u, tr(u, "Question %d"), asked), .steps = asked, .step = asked + 1,
        .step_text = ui_printf(u, trn(u, "%d question answered", "All %d questions answered", asked), asked), .saved = s->newer ? tr(u, "From another TV") : s->saved ? tr(u, "Saved") : NULL,
    };
    w_page_open(u, &page);
    if (w_one_column(u))
        one_column(u, s);
    else
        two_columns(u, s);
    form_draft_view(u, s);
    w_page_close(u, &page);
}
