// SPDX-License-Identifier: Apache-2.0
// Beside the question: the phone, and why we ask. Where large text leaves no column they lie behind the yellow key.
#include "app/screens/form_state.h"

// What its section says stands for a question that says nothing itself.
static const char *why_of(const struct question *q) { return q->why ? q->why : q->section ? q->section->description : NULL; }
static bool has_why(const struct question *q) { return why_of(q) || q->seen_by || q->law; }

static void reasons(struct ui *u, const struct form_screen *s, const struct question *q) {
    if (why_of(q))
        w_text(u, "text", form_words_of(u, s, why_of(q)), TYPE_BODY, COLOUR_NONE)->language = form_tongue(u, s, why_of(q));
    if (q->seen_by)
        w_info(u, &(struct w_info){.key = "seen", .icon = "eye", .title = tr(u, "Who sees your answer"), .text = form_words_of(u, s, q->seen_by), .text_language = form_tongue(u, s, q->seen_by), .line = true});
    if (q->law)
        w_info(u, &(struct w_info){.key = "law", .icon = "doc", .title = tr(u, "The law"), .text = form_words_of(u, s, q->law), .text_language = form_tongue(u, s, q->law), .line = true});
}

static void why_panel(struct ui *u, const struct form_screen *s, const struct question *q) {
    if (!has_why(q))
        return;
    ui_open(u, &(struct ui_node){.key = "why", .fill = COLOUR_CARD, .edge_line = true, .radius = 20, .pad = UI_PAD(32), .gap = 16, .align = ALIGN_STRETCH});
    ui_open(u, &(struct ui_node){.key = "head", .axis = AXIS_ROW, .gap = 18, .align = ALIGN_CENTRE});
    w_icon(u, "icon", "help", 48, COLOUR_NONE);
    w_heading(u, "title", why_of(q) ? tr(u, "Why we ask") : tr(u, "What happens with it"), TYPE_HEADING);
    ui_close(u);
    reasons(u, s, q);
    ui_close(u);
}

static bool phone_helps(const struct question *q) { return answer_way(q) == ANSWER_TYPE || (q->kind == ASK_FILE && !q->read_only); }

static enum phone_use use_of(const struct question *q) { return q->kind == ASK_FILE ? PHONE_TO_SEND : PHONE_TO_TYPE; }

// Beside a keyboard the phone has the column, and two cards would not both be seen: then the reasons are one press away.
static bool phone_has_column(struct ui *u, const struct question *q) { return !w_one_column(u) && phone_helps(q) && has_why(q); }

void form_why_chip(struct ui *u, const struct form_screen *s, const struct form_step *step) {
    const struct question *q = step->question;
    if (phone_has_column(u, q) && s->phone.now.state != PHONE_AWAY)
        w_chip(u, &(struct w_chip){.key = "why", .label = why_of(q) ? tr(u, "Why we ask") : tr(u, "What happens with it"), .icon = "help", .verb = tr(u, "Open"), .action = ACT_SIDE_OPEN});
}

void form_side_view(struct ui *u, const struct form_screen *s, const struct form_step *step) {
    const struct question *q = step->question;
    if (w_one_column(u))
        return;
    w_side_open(u, "side", 16);
    if (!phone_helps(q) || !phone_panel(u, &s->phone.now, use_of(q)))
        why_panel(u, s, q);
    w_close(u);
}

// The same over the page: the texts scroll, what to do stands below them.
static void behind_yellow(struct ui *u, const struct form_screen *s, const struct question *q) {
    static const short heights[SCALE_COUNT] = {440, 420, 440, 390}; // what the page leaves
    w_dialog_open(u, "behind", has_why(q) ? tr(u, "Why we ask") : tr(u, "By phone"));
    ui_open(u, &(struct ui_node){.key = "all", .scroll = true, .max_h = heights[ui_world(u)->theme.scale], .gap = 24, .align = ALIGN_STRETCH, .pad = {0, 0, 28, 8}});
    reasons(u, s, q);
    if (w_one_column(u) && phone_helps(q) && !phone_panel(u, &s->phone.now, use_of(q)))
        w_text(u, "away", tr(u, "The phone cannot help now: there is no connection."), TYPE_BODY, COLOUR_INK2);
    ui_close(u);
    ui_open(u, &(struct ui_node){.key = "acts", .axis = AXIS_ROW, .gap = 24});
    w_button(u, &(struct w_button){.key = "close", .label = tr(u, "Close"), .verb = tr(u, "Close"), .action = ACT_SIDE_CLOSE, .quiet = true, .autofocus = true});
    w_button(u, &(struct w_button){.key = "hand", .label = tr(u, "Go on by phone"), .icon = "phone", .verb = tr(u, "Go on"), .action = ACT_HAND, .quiet = true});
    ui_close(u);
    ui_close(u);
}

void form_over_view(struct ui *u, const struct form_screen *s, const struct form_step *step) {
    bool open = s->side_open || (w_one_column(u) && s->phone.open);
    if (!phone_question(u, &s->phone.now) && open)
        behind_yellow(u, s, step->question);
}

const char *form_yellow(struct ui *u, const struct form_screen *s, const struct form_step *step) {
    if (!step)
        return tr(u, "Finish later");
    if (s->side_open && !w_one_column(u))
        return tr(u, "Close");
    if (w_one_column(u))
        return s->side_open || s->phone.open ? tr(u, "Close") : has_why(step->question) ? tr(u, "Why we ask") : tr(u, "By phone");
    return answer_way(step->question) == ANSWER_TYPE ? tr(u, "Delete") : tr(u, "Go on by phone");
}

const char *form_yellow_short(struct ui *u, const struct form_screen *s, const struct form_step *step) {
    return text_same(form_yellow(u, s, step), tr(u, "Why we ask")) ? trc(u, "key", "Why?") : NULL;
}
