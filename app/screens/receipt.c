// SPDX-License-Identifier: Apache-2.0
// After "Send": what was sent is safe on this TV from the first moment; as soon as the office has it, its number and
// secret, where to follow it, and what happens next. A refusal says what is wrong and leads back to the answers.
#include "app/screens/parts.h"
#include "contract/service/api.h"
#include "app/screens/table.h"

enum { TAG_OUTBOX = 1, TAG_REOPENED, ACT_FOLLOW = 1, ACT_HOME, ACT_CORRECT, ACT_SIGN, ACT_SIGN_IN };

struct receipt {
    char id[24], service[SERVICE_ID_CAP + 1];
    const char *state;           // "waiting", "sending", "delivered", "refused"; NULL: not read yet
    const char *title;
    const char *needs;           // what keeps it from being sent, beside a connection: "", "sign-in", "signature"
    struct api_receipt receipt;  // of a delivered one
    const char *problem;         // the office's words for a refusal
    int attempts;
    bool unreadable, in_the_way;
};

static const char *keep_text(struct ctx *cx, const struct val *v, const char *key) {
    return arena_string(ctx_arena(cx), val_get_text(v, key, ""));
}

static void take(struct receipt *s, const struct event *ev, struct ctx *cx) {
    struct val copy;
    const char *before = s->state;
    if (!ev->value || !val_copy(ctx_turn(cx), ev->value, &copy)) {
        s->unreadable = true;
        return;
    }
    s->state = val_get_text(&copy, "state", "waiting");
    s->title = val_get_text(&copy, "title", "");
    s->needs = val_get_text(&copy, "needs", "");
    s->attempts = (int)val_get_number(&copy, "attempts", 0);
    text_copy(s->service, sizeof s->service, val_get_text(&copy, "service", ""));
    const struct val *receipt = val_get(&copy, "receipt"), *problem = val_get(&copy, "problem");
    if (receipt && receipt->type == VAL_OBJECT)
        s->unreadable = json_decode(ctx_arena(cx), receipt, &api_receipt_shape, &s->receipt, NULL) != ERR_NONE;
    if (problem)
        s->problem = keep_text(cx, problem, "detail");
    if (text_same(s->state, "delivered") && !text_same(before, "delivered"))
        fx_say(cx, s->receipt.number);
}

static bool act(struct receipt *s, const struct event *ev, struct ctx *cx) {
    switch (ev->action) {
    case ACT_FOLLOW: fx_home_then(cx, SCREEN_CASE, s->receipt.number); return true;
    case ACT_HOME: fx_home(cx); return true;
    case ACT_SIGN: fx_replace(cx, SCREEN_SIGN, s->id); return true;
    case ACT_SIGN_IN: fx_push(cx, SCREEN_SIGN_IN, arena_printf(ctx_scratch(cx), "for=%s&title=%s", s->service, s->title)); return true;
    case ACT_CORRECT: fx_reopen_outbox(cx, TAG_REOPENED, s->id); return true;
    default: return false;
    }
}

static bool receipt_update(void *state, const struct event *ev, struct ctx *cx) {
    struct receipt *s = state;
    switch (ev->type) {
    case EV_ENTER:
        text_copy(s->id, sizeof s->id, ev->text);
        fx_load_outbox(cx, TAG_OUTBOX, s->id);
        return true;
    case EV_RESUME:
    case EV_CHANGED: fx_load_outbox(cx, TAG_OUTBOX, s->id); return true;
    case EV_LOADED: take(s, ev, cx); return true;
    case EV_STORED:
        s->in_the_way = ev->tag == TAG_REOPENED && ev->err;
        if (ev->tag == TAG_REOPENED && !ev->err)
            fx_replace(cx, SCREEN_FORM, s->service);
        return true;
    case EV_ACTION: return act(s, ev, cx);
    case EV_KEY:
        if (ev->key == KEY_BACK)
            fx_home(cx);
        return ev->key == KEY_BACK;
    default: return false;
    }
}

// ---- View
static void in_the_way(struct ui *u) {
    w_notice(u, &(struct w_notice){.key = "draft", .kind = W_WAIT, .title = tr(u, "There are newer unfinished answers for this service"),
                                   .text = tr(u, "Finish those first, or start them from the beginning. Then come back here.")});
}

// It is not sent before its person has done something: signed it, or signed in.
static void needed(struct ui *u, const struct receipt *s) {
    bool sign = text_same(s->needs, "signature");
    w_columns_open(u);
    w_main_open(u, "needed", tr(u, "What happens next"), 16);
    w_heading(u, "title", sign ? tr(u, "Not signed yet") : tr(u, "Please sign in"), TYPE_TITLE);
    w_notice(u, &(struct w_notice){.key = "why", .kind = W_WAIT, .title = tr(u, "Nothing is sent yet."),
                                   .text = sign ? tr(u, "Your answers are kept on this TV. They are sent as soon as you have signed them with your phone.")
                                                : tr(u, "Your answers are kept on this TV. They are sent as soon as you have signed in.")});
    if (s->in_the_way)
        in_the_way(u);
    w_button(u, &(struct w_button){.key = "first", .label = sign ? tr(u, "Sign and send") : tr(u, "Sign in"), .second = tr(u, "You will need your phone"), .icon = "phone",
                                   .verb = sign ? tr(u, "Sign") : tr(u, "Sign in"), .action = sign ? ACT_SIGN : ACT_SIGN_IN, .autofocus = true});
    if (!s->attempts) // else the office may have it already
        w_button(u, &(struct w_button){.key = "correct", .label = tr(u, "Change your answers"), .icon = "edit", .verb = tr(u, "Change"), .action = ACT_CORRECT, .quiet = true});
    w_button(u, &(struct w_button){.key = "home", .label = tr(u, "Home"), .icon = "home", .verb = tr(u, "Home"), .action = ACT_HOME, .quiet = true});
    w_close(u);
    ui_close(u);
}

static void waiting(struct ui *u, const struct receipt *s) {
    bool tried = s->attempts > (text_same(s->state, "sending") ? 1 : 0); // the first try is still on its way
    w_columns_open(u);
    w_main_open(u, "waiting", tr(u, "What happens next"), 0);
    w_heading(u, "title", tr(u, "Kept safe on this TV"), TYPE_TITLE);
    w_space(u, "gap", 16);
    w_text(u, "lead", tried ? tr(u, "The office cannot be reached just now.") : tr(u, "We are sending it to the office."), TYPE_LEAD, COLOUR_NONE);
    w_space(u, "gap2", 24);
    w_notice(u, &(struct w_notice){.key = "wait", .kind = W_WAIT, .title = tr(u, "It is sent by itself as soon as there is a connection"),
                                   .text = tr(u, "You can switch the TV off. Nothing is lost, and it is sent only once.")});
    w_space(u, "gap3", 24);
    w_button(u, &(struct w_button){.key = "first", .label = tr(u, "Home"), .icon = "home", .verb = tr(u, "Home"), .action = ACT_HOME, .autofocus = true});
    w_close(u);
    ui_close(u);
}

static void refused(struct ui *u, const struct receipt *s) {
    w_columns_open(u);
    w_main_open(u, "refused", tr(u, "What happens next"), 0);
    w_heading(u, "title", tr(u, "The office could not take it"), TYPE_TITLE);
    w_space(u, "gap", 24);
    w_notice(u, &(struct w_notice){.key = "why", .kind = W_BAD, .title = s->problem && *s->problem ? s->problem : tr(u, "An answer does not fit."),
                                   .text = tr(u, "Your answers are kept. Change them and send again.")});
    w_space(u, "gap2", 24);
    if (s->in_the_way)
        in_the_way(u);
    w_button(u, &(struct w_button){.key = "correct", .label = tr(u, "Change your answers"), .icon = "edit", .verb = tr(u, "Change"),
                                   .action = ACT_CORRECT, .autofocus = true});
    w_close(u);
    ui_close(u);
}

static void next_steps(struct ui *u, const struct receipt *s) {
    const struct api_receipt *r = &s->receipt;
    when_ms by = parts_instant(r->answer_by);
    w_fact(u, &(struct w_fact){.key = "number", .label = tr(u, "Case number"), .value = r->number, .strong = true,
                               .second = tr(u, "With the secret you can follow it anywhere")});
    // It opens the case to whoever hears it, so the green key reads it only with leave, or into headphones.
    w_fact(u, &(struct w_fact){.key = "secret", .label = tr(u, "Secret"), .value = r->secret ? r->secret : "", .strong = true, .discreet = true,
                               .second = tr(u, "Only you have it. This TV remembers it for you.")});
    if (r->office)
        w_fact(u, &(struct w_fact){.key = "office", .label = tr(u, "Who answers"), .value = r->office});
    if (by)
        w_fact(u, &(struct w_fact){.key = "by", .label = tr(u, "Answer by"), .value = words_day(u, when_day_of(by, ui_world(u)->zone)),
                                   .second = r->days ? ui_printf(u, tr(u, "%s, by law"), parts_days(u, r->days)) : NULL});
    w_line(u, "end");
}

static void qr(struct ui *u, const struct api_receipt *r) {
    if (r->follow_url)
        w_qr(u, &(struct w_qr){.key = "qr", .title = tr(u, "Follow it on your phone"), .url = r->follow_url,
                               .lead = tr(u, "Point the camera here. The code holds number and secret.")});
}

static void acts(struct ui *u) {
    w_button(u, &(struct w_button){.key = "first", .label = tr(u, "See how it stands"), .icon = "eye", .verb = tr(u, "See"), .action = ACT_FOLLOW,
                                   .autofocus = true});
    w_button(u, &(struct w_button){.key = "home", .label = tr(u, "Home"), .icon = "home", .verb = tr(u, "Home"), .action = ACT_HOME, .quiet = true});
}

static void delivered(struct ui *u, const struct receipt *s) {
    const struct api_receipt *r = &s->receipt;
    w_columns_open(u);
    w_main_open(u, "facts", tr(u, "What happens next"), 0);
    ui_open(u, &(struct ui_node){.key = "state", .axis = AXIS_ROW});
    w_status(u, "sent", W_OK, tr(u, "Sent"));
    ui_close(u);
    w_space(u, "gap", 12);
    w_heading(u, "title", r->title ? r->title : s->title, TYPE_TITLE);
    w_space(u, "gap2", 20);
    if (w_one_column(u)) {
        ui_open(u, &(struct ui_node){.key = "acts", .role = ROLE_LIST, .label = tr(u, "What you can do"), .gap = 16, .align = ALIGN_STRETCH});
        acts(u);
        ui_close(u);
        w_space(u, "gap-acts", 24);
    }
    next_steps(u, s);
    if (w_one_column(u)) {
        w_space(u, "gap-qr", 24);
        qr(u, r);
    }
    w_close(u);
    if (!w_one_column(u)) {
        w_side_open(u, "side", 16);
        qr(u, r);
        acts(u);
        w_close(u);
    }
    ui_close(u);
}

static void receipt_view(const void *state, struct ui *u) {
    const struct receipt *s = state;
    struct w_page page = {.key = "receipt", .title = tr(u, "Receipt"), .context = s->title && *s->title ? s->title : tr(u, "Receipt"),
                          .back = tr(u, "Home")};
    w_page_open(u, &page);
    if (text_same(s->state, "delivered") && !s->unreadable)
        delivered(u, s);
    else if (text_same(s->state, "refused"))
        refused(u, s);
    else if (s->state && s->needs && *s->needs)
        needed(u, s);
    else if (s->state)
        waiting(u, s);
    else
        w_busy(u, "busy", tr(u, "One moment"));
    w_page_close(u, &page);
}

const struct screen_def screen_receipt = {.id = SCREEN_RECEIPT, .name = "receipt", .state_size = sizeof(struct receipt),
                                          .update = receipt_update, .view = receipt_view, .place = "Receipt"};
