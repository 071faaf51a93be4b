// SPDX-License-Identifier: Apache-2.0
// The same form on two televisions: newer answers from the other one come in by themselves; when there are changes on both,
// the person is asked once which go on, and nothing is lost until they chose. So it is when somebody signs in over the
// answers of a guest and began the form before.
#include "app/drafts.h"
#include "app/screens/form_state.h"

void form_draft_stands(struct form_screen *s, const struct val *draft) {
    s->kept_at = (when_ms)val_get_number(draft, "updated", 0);
    s->rival_at = (when_ms)val_get_number(draft, "rival", 0);
    s->guest_at = (when_ms)val_get_number(draft, "guest", 0);
    s->asks = s->rival_at ? FORM_ASKS_WHICH : s->guest_at ? FORM_ASKS_GUESTS : FORM_ASKS_NOTHING;
}

void form_draft_read(struct form_screen *s, struct ctx *cx) {
    s->reading++;
    fx_load_draft(cx, TAG_DRAFT, s->id);
}

// Whoever signs in on top of a guest's answers goes on with those, unless they began before; nobody else's become theirs.
// Until it is known what they have, nothing can be answered, so that nothing is written over it.
void form_draft_owner(struct form_screen *s, struct ctx *cx) {
    const struct person *p = ctx_person(cx);
    char now[FORM_WHOSE_ROOM] = "";
    if (*p->id && !p->locked)
        snprintf(now, sizeof now, "%s@%s", p->id, p->acting);
    if (text_same(now, s->whose))
        return;
    s->stays = !*s->whose;
    text_copy(s->whose, sizeof s->whose, now);
    if (!s->draft_asked)
        return;
    s->turned = true;
    if (s->stays) {
        s->reading++;
        fx_adopt_draft(cx, TAG_DRAFT, s->id);
    } else {
        form_draft_read(s, cx);
    }
}

static bool show(struct form_screen *s, const struct val *given, const char *step, struct ctx *cx) {
    struct form_run run = form_screen_run(s, ctx_scratch(cx));
    struct val answers;
    if (form_start(&run, given, &answers) != ERR_NONE || !form_adopt(s, &answers, cx))
        return false;
    int at = given ? form_step_find(&s->steps, step) : 0;
    form_go(s, at >= 0 ? at : (int)s->steps.count, cx);
    form_files_show(s, cx);
    s->saved = s->reviewing = false;
    return true;
}

// The draft was read again while its questions are open: they show what it is now, at the same question if it is there.
void form_draft_renewed(struct form_screen *s, const struct val *draft, struct ctx *cx) {
    const struct val *given = val_get(draft, "answers");
    bool turned = s->turned;
    s->turned = false;
    if (!draft && turned && !s->stays)
        (void)show(s, NULL, "", cx);
    if (!draft)
        return;
    form_draft_stands(s, draft);
    if (given && given->type == VAL_OBJECT && !val_same(given, &s->answers) && show(s, given, val_get_text(draft, "step", ""), cx))
        s->newer = !turned;
}

static void news(struct form_screen *s, const struct event *ev, struct ctx *cx) {
    if (s->sending || !text_same(ev->text, s->id))
        return;
    if (ev->action == DRAFT_GONE)
        s->asks = s->steps.items ? FORM_ASKS_GONE : FORM_ASKS_NOTHING;
    else
        form_draft_read(s, cx);
}

static void choose_guests(struct form_screen *s, bool guests, struct ctx *cx) {
    fx_choose_guests(cx, TAG_CHOSEN, s->id, guests);
    s->guest_at = 0;
    if (!guests)
        return;
    s->turned = s->stays = true;
    form_draft_read(s, cx);
}

static void choose_rival(struct form_screen *s, bool others, struct ctx *cx) {
    fx_choose_draft(cx, TAG_CHOSEN, s->id, others);
    if (others)
        form_draft_read(s, cx);
    else if (s->guest_at)
        s->asks = FORM_ASKS_GUESTS;
}

static void choose(struct form_screen *s, bool others, struct ctx *cx) {
    enum form_asks asked = s->asks;
    s->asks = FORM_ASKS_NOTHING;
    if (asked == FORM_ASKS_GUESTS)
        choose_guests(s, others, cx);
    else if (asked == FORM_ASKS_WHICH)
        choose_rival(s, others, cx);
    else if (others)
        fx_home(cx);
    else
        form_save(s, cx); // a draft of its own from now on
}

// While it asks, nothing is written behind the question. BACK leaves it open for the next time.
bool form_draft_event(struct form_screen *s, const struct event *ev, struct ctx *cx, bool *used) {
    *used = true;
    if (ev->type == EV_DRAFT) {
        news(s, ev, cx);
        return true;
    }
    if ((s->asks == FORM_ASKS_NOTHING && !s->turned) || !s->steps.items)
        return false;
    switch (ev->type) {
    case EV_ACTION:
        if (!s->turned && (ev->action == ACT_OTHERS || ev->action == ACT_MINE))
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
    else if (s->asks == FORM_ASKS_GUESTS)
        ask_view(u, &(struct ask){.key = "guests", .title = tr(u, "You began this before"),
                                  .text = ui_printf(u, tr(u, "Your answers: %s. Typed as a guest: %s. Nothing is lost until you choose."), words_when(u, s->kept_at),
                                                    words_when(u, s->guest_at)),
                                  .yes = tr(u, "Use the guest's"), .no = tr(u, "Keep mine"), .yes_action = ACT_OTHERS, .no_action = ACT_MINE});
    else if (s->asks == FORM_ASKS_GONE)
        ask_view(u, &(struct ask){.key = "gone", .title = tr(u, "These answers were sent or removed on another TV"),
                                  .text = tr(u, "What was sent is among your cases."), .yes = tr(u, "Home"), .no = tr(u, "Keep them here"),
                                  .yes_action = ACT_OTHERS, .no_action = ACT_MINE});
}
