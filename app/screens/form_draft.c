// SPDX-License-Identifier: Apache-2.0
// The same form on two televisions: newer answers from the other one come in by themselves; when there are changes on both,
// the person is asked once which go on, and nothing is lost until they chose.
#include "app/drafts.h"
#include "app/screens/form_state.h"

void form_draft_stands(struct form_screen *s, const struct val *draft) {
    s->kept_at = (when_ms)val_get_number(draft, "updated", 0);
    s->rival_at = (when_ms)val_get_number(draft, "rival", 0);
    s->asks = s->rival_at ? FORM_ASKS_WHICH : FORM_ASKS_NOTHING;
}

// The draft was read again while its questions are open: they show what it is now, at the same question if it is there.
void form_draft_renewed(struct form_screen *s, const struct val *draft, struct ctx *cx) {
    struct form_run run = form_screen_run(s, ctx_scratch(cx));
    const struct val *given = val_get(draft, "answers");
    struct val answers;
    form_draft_stands(s, draft);
    if (!given || given->type != VAL_OBJECT || val_same(given, &s->answers))
        return;
    if (form_start(&run, given, &answers) != ERR_NONE || !form_adopt(s, &answers, cx))
        return;
    int at = form_step_find(&s->steps, val_get_text(draft, "step", ""));
    form_go(s, at >= 0 ? at : (int)s->steps.count, cx);
    form_files_show(s, cx);
    s->saved = s->reviewing = false;
    s->newer = true;
}

static void news(struct form_screen *s, const struct event *ev, struct ctx *cx) {
    if (s->sending || !text_same(ev->text, s->id))
        return;
    if (ev->action == DRAFT_GONE)
        s->asks = s->steps.items ? FORM_ASKS_GONE : FORM_ASKS_NOTHING;
    else
        fx_load_draft(cx, TAG_DRAFT, s->id);
}

static void choose(struct form_screen *s, bool others, struct ctx *cx) {
    if (s->asks == FORM_ASKS_GONE && others) {
        fx_home(cx);
    } else if (s->asks == FORM_ASKS_GONE) {
        form_save(s, cx); // a draft of its own from now on
    } else {
        fx_choose_draft(cx, TAG_CHOSEN, s->id, others);
        if (others)
            fx_load_draft(cx, TAG_DRAFT, s->id);
    }
    s->asks = FORM_ASKS_NOTHING;
}

// While it asks, nothing is written behind the question. BACK leaves it open for the next time.
bool form_draft_event(struct form_screen *s, const struct event *ev, struct ctx *cx, bool *used) {
    *used = true;
    if (ev->type == EV_DRAFT) {
        news(s, ev, cx);
        return true;
    }
    if (s->asks == FORM_ASKS_NOTHING || !s->steps.items)
        return false;
    switch (ev->type) {
    case EV_ACTION:
        if (ev->action == ACT_OTHERS || ev->action == ACT_MINE)
            choose(s, ev->action == ACT_OTHERS, cx);
        return true;
    case EV_KEY: *used = key_is_digit(ev->key) || ev->key == KEY_YELLOW; return true;
    case EV_TEXT: return true;
    case EV_PHONE: return ev->action != PHONE_CHANGED;
    default: return false;
    }
}

void form_draft_view(struct ui *u, const struct form_screen *s) {
    if (s->asks == FORM_ASKS_WHICH)
        ask_view(u, &(struct ask){.key = "which", .title = tr(u, "These answers were changed on another TV"),
                                  .text = ui_printf(u, tr(u, "Changed there: %s. Changed here: %s. Nothing is lost until you choose."), words_when(u, s->rival_at),
                                                    words_when(u, s->kept_at)),
                                  .yes = tr(u, "Use those"), .no = tr(u, "Keep mine"), .yes_action = ACT_OTHERS, .no_action = ACT_MINE});
    else if (s->asks == FORM_ASKS_GONE)
        ask_view(u, &(struct ask){.key = "gone", .title = tr(u, "These answers were sent or removed on another TV"),
                                  .text = tr(u, "What was sent is among your cases."), .yes = tr(u, "Home"), .no = tr(u, "Keep them here"),
                                  .yes_action = ACT_OTHERS, .no_action = ACT_MINE});
}
