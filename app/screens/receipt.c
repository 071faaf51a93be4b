// SPDX-License-Identifier: Apache-2.0
// After "Send": what was sent is safe on this TV from the first moment; as soon as the office has it, its number and
// secret, where to follow it, and what happens next. A refusal says what is wrong and leads back to the answers.
#include "app/screens/parts.h"
#include "contract/service/api.h"
#include "app/screens/table.h"

enum { TAG_OUTBOX = 1, TAG_REOPENED, TAG_SERVICE, TAG_CASE, TAG_FORGOTTEN, ACT_FOLLOW = 1, ACT_HOME, ACT_CORRECT, ACT_SIGN, ACT_SIGN_IN, ACT_CASES, ACT_OTHER };

struct receipt {
    char id[24], service[SERVICE_ID_CAP + 1];
    const char *state;           // "waiting", "sending", "delivered", "refused"; NULL: not read yet
    const char *title;
    const struct api_service *about; // the service, in the language of the screen; NULL: not known
    const struct api_case *as_case;  // the case, where the receipt is in another language; NULL: not known
    const char *needs;           // what keeps it from being sent, beside a connection: "", "sign-in", "signature"
    struct api_receipt receipt;  // of a delivered one
    struct reply problem;        // of a refusal
    bool sent_already;           // from another TV: there is a case of it
    bool not_for_them;           // refused because of who sent it
    bool other;                  // somebody else signs in
    int attempts;
    bool unreadable, in_the_way;
    bool asked;                      // for `about`: it is there, or cannot be had, and the title stands as it was kept
};

static struct reply problem_of(const struct val *v, struct arena *a) {
    const struct reply said = {.err = ERR_TYPE, .status = (int)val_get_number(v, "status", 422), .title = val_get_text(v, "title", ""),
                               .detail = val_get_text(v, "detail", ""), .type = val_get_text(v, "type", ""), .language = val_get_text(v, "language", "")};
    return parts_keep_words(&said, a);
}

static void ask_words(const struct receipt *s, struct ctx *cx) {
    char path[SERVICE_ID_CAP + 24];
    snprintf(path, sizeof path, "/v1/services/%s", s->service);
    fx_get_cached(cx, TAG_SERVICE, path, &api_service_shape);
}

// The receipt is kept in the language of the sending.
static void ask_case(const struct receipt *s, struct ctx *cx) {
    const struct api_receipt *r = &s->receipt;
    char path[CASE_NUMBER_MAX + 16];
    if (!r->number || !r->language || parts_same_language(r->language, ctx_language(cx)))
        return;
    snprintf(path, sizeof path, "/v1/cases/%s", r->number);
    fx_get_secret(cx, TAG_CASE, path, r->secret, &api_case_shape);
}

static void reply(struct receipt *s, const struct event *ev, struct ctx *cx) {
    const void *body = ev->reply.err ? NULL : ctx_keep_reply(cx, ev);
    s->asked |= ev->tag == TAG_SERVICE;
    if (body && ev->tag == TAG_SERVICE)
        s->about = body;
    else if (body && ev->tag == TAG_CASE)
        s->as_case = body;
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
    ask_words(s, cx);
    const struct val *receipt = val_get(&copy, "receipt"), *problem = val_get(&copy, "problem");
    if (receipt && receipt->type == VAL_OBJECT)
        s->unreadable = json_decode(ctx_arena(cx), receipt, &api_receipt_shape, &s->receipt, NULL) != ERR_NONE;
    ask_case(s, cx);
    if (problem)
        s->problem = problem_of(problem, ctx_arena(cx));
    s->sent_already = problem && text_same(val_get_text(problem, "type", ""), "urn:tgov:problem:already-sent");
    s->not_for_them = problem && text_same(val_get_text(problem, "type", ""), "urn:tgov:problem:audience");
    if (text_same(s->state, "delivered") && !text_same(before, "delivered"))
        fx_say(cx, s->receipt.number);
}

static void sign_in(struct receipt *s, struct ctx *cx) {
    fx_push(cx, SCREEN_SIGN_IN, arena_printf(ctx_scratch(cx), "for=%s&title=%s", s->service, s->title));
}

static bool act(struct receipt *s, const struct event *ev, struct ctx *cx) {
    switch (ev->action) {
    case ACT_FOLLOW: fx_home_then(cx, SCREEN_CASE, s->receipt.number); return true;
    case ACT_HOME: fx_home(cx); return true;
    case ACT_CASES: // only for what was sent already: it is read, and nothing waits any more
        fx_forget_outbox(cx, TAG_FORGOTTEN, s->id);
        fx_home_then(cx, SCREEN_CASES, "");
        return true;
    case ACT_SIGN: fx_replace(cx, SCREEN_SIGN, s->id); return true;
    case ACT_OTHER: s->other = true; sign_in(s, cx); return true;
    case ACT_SIGN_IN: sign_in(s, cx); return true;
    case ACT_CORRECT: fx_reopen_outbox(cx, TAG_REOPENED, s->id); return true;
    default: return false;
    }
}

// Whoever signed in as somebody else begins at the service: what was refused stays with the one who wrote it.
static void again(struct receipt *s, const struct event *ev, struct ctx *cx) {
    if (s->other && ev->type == EV_RESUME && val_get_bool(ev->value, "signed_in", false))
        fx_home_then(cx, SCREEN_SERVICE, s->service);
    else if (!s->other || ev->type == EV_RESUME)
        fx_load_outbox(cx, TAG_OUTBOX, s->id);
    s->other = s->other && ev->type != EV_RESUME;
}

static bool receipt_update(void *state, const struct event *ev, struct ctx *cx) {
    struct receipt *s = state;
    switch (ev->type) {
    case EV_ENTER:
        text_copy(s->id, sizeof s->id, ev->text);
        fx_load_outbox(cx, TAG_OUTBOX, s->id);
        return true;
    case EV_RESUME:
    case EV_CHANGED: again(s, ev, cx); return true;
    case EV_LOADED: take(s, ev, cx); return true;
    case EV_REPLY: reply(s, ev, cx); return true;
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

// Two TVs sent the same draft, and the other was first: nothing is wrong, and nothing has to be done.
static void sent_elsewhere(struct ui *u, const struct receipt *s) {
    w_columns_open(u);
    w_main_open(u, "refused", tr(u, "What happens next"), 16);
    w_heading(u, "title", tr(u, "This was sent already"), TYPE_TITLE);
    w_notice(u, &(struct w_notice){.key = "why", .kind = W_INFO, .title = tr(u, "It came from another TV first. It was not sent twice."),
                                   .text = tr(u, "The answers of this TV were not sent. Is something different in them? Write to the office from the case.")});
    if (s->in_the_way)
        in_the_way(u);
    w_button(u, &(struct w_button){.key = "cases", .label = tr(u, "Your cases"), .icon = "doc", .verb = tr(u, "See"), .action = ACT_CASES, .autofocus = true});
    w_button(u, &(struct w_button){.key = "correct", .label = tr(u, "Change your answers"), .icon = "edit", .verb = tr(u, "Change"), .action = ACT_CORRECT, .quiet = true});
    w_close(u);
    ui_close(u);
}

static const char *why(struct ui *u, const struct receipt *s) {
    struct words w = words_of_reply(u, &s->problem);
    return *w.what ? w.what : w.title;
}

// It is a service for others; another change of the answers would not help.
static void for_others(struct ui *u, const struct receipt *s) {
    w_columns_open(u);
    w_main_open(u, "refused", tr(u, "What happens next"), 16);
    w_heading(u, "title", tr(u, "The office could not take it"), TYPE_TITLE);
    w_notice(u, &(struct w_notice){.key = "why", .kind = W_BAD, .title = why(u, s),
                                   .text = tr(u, "Your answers are kept on this TV.")});
    w_button(u, &(struct w_button){.key = "other", .label = tr(u, "Sign in as somebody else"), .second = tr(u, "You will need your phone"), .icon = "key",
                                   .verb = tr(u, "Sign in"), .action = ACT_OTHER, .autofocus = true});
    w_button(u, &(struct w_button){.key = "home", .label = tr(u, "Home"), .icon = "home", .verb = tr(u, "Home"), .action = ACT_HOME, .quiet = true});
    w_close(u);
    ui_close(u);
}

static void refused(struct ui *u, const struct receipt *s) {
    if (s->sent_already || s->not_for_them) {
        (s->sent_already ? sent_elsewhere : for_others)(u, s);
        return;
    }
    w_columns_open(u);
    w_main_open(u, "refused", tr(u, "What happens next"), 0);
    w_heading(u, "title", tr(u, "The office could not take it"), TYPE_TITLE);
    w_space(u, "gap", 24);
    w_notice(u, &(struct w_notice){.key = "why", .kind = W_BAD, .title = why(u, s),
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
    const char *office = s->as_case ? s->as_case->office.name : r->office;
    if (office)
        w_fact(u, &(struct w_fact){.key = "office", .label = tr(u, "Who answers"), .value = office,
                                   .language = s->as_case ? s->as_case->office.language : r->language});
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
    const char *title = s->as_case ? s->as_case->title : r->title ? r->title : s->title;
    w_heading(u, "title", title, TYPE_TITLE)->language = s->as_case ? s->as_case->language : r->language;
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
    const char *kept = s->asked && s->title && *s->title ? s->title : tr(u, "Receipt");
    struct w_page page = {.key = "receipt", .title = tr(u, "Receipt"), .context = s->about ? s->about->title : kept,
                          .context_language = s->about ? s->about->language : NULL,
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
