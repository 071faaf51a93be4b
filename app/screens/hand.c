// SPDX-License-Identifier: Apache-2.0
// A form goes on by phone: the answers so far are handed over, a code opens them there, and what is answered there comes back
// here and is kept like any draft. A sensitive service begins on the phone, and its answers never come here.
#include "app/screens/parts.h"
#include "app/screens/table.h"
#include "contract/form/form.h"
#include "contract/service/api.h"
#include "ui/text/text.h"

enum { TAG_SERVICE = 1, TAG_DRAFT, TAG_OPENED, TAG_STATE, TAG_EVENTS, TAG_SAVED, TAG_KEPT, TAG_DROPPED, TAG_CLOSED };
enum { ACT_RETRY = 1, ACT_BACK, ACT_CASE };
enum { HAND_TEXT = 300, HAND_ARENA = 8 << 20 };
static const char proof_header[] = "Tgov-Handover";

enum hand_state { HAND_WAITING, HAND_OPEN, HAND_SENT, HAND_CLOSED };

struct hand {
    char id[SERVICE_ID_CAP + 1];
    struct load load, opening; // of the service; of the hand-over
    const struct api_service *service;
    bool draft_known, asked;
    struct val answers;        // in the turn arena: newest known
    char step[FORM_PATH_CAP + 1];
    char hand[HAND_TEXT], secret[HAND_TEXT], url[HAND_TEXT], at[HAND_TEXT], code[32]; // of the hand-over; "": not open yet
    enum hand_state state;
    bool changed;              // newer answers came
    char number[CASE_NUMBER_MAX + 1];
};

static bool sensitive(const struct hand *s) { return s->service && s->service->sensitive; }

static void read_service(struct hand *s, struct ctx *cx) {
    char path[SERVICE_ID_CAP + 24];
    snprintf(path, sizeof path, "/v1/services/%s", s->id);
    fx_get_cached(cx, TAG_SERVICE, path, &api_service_shape);
}

// Once it is known what the service is and what was answered already.
static void open_it(struct hand *s, struct ctx *cx) {
    struct val_builder b = val_build(ctx_scratch(cx));
    struct val_builder none = val_build(ctx_scratch(cx));
    if (!s->service || !s->draft_known || s->asked)
        return;
    bool secret = sensitive(s);
    struct val answers = !secret && s->answers.type == VAL_OBJECT ? s->answers : val_object(&none);
    if (!val_set(&b, "service", val_text(s->id)) || !val_set(&b, "answers", answers) || !val_set(&b, "step", val_text(secret ? "" : s->step)) ||
        !val_set(&b, "language", val_text(ctx_language(cx))) || !val_set(&b, "sensitive", val_bool(secret)) ||
        !val_set(&b, "easy", val_bool(ctx_easy(cx))))
        return;
    struct val body = val_object(&b);
    s->asked = true;
    s->opening.phase = LOAD_BUSY;
    fx_call(cx, TAG_OPENED, &(struct fx_call){.method = "POST", .path = "/v1/handovers", .header = FX_BOX_HEADER, .body = &body});
}

static const char *path_of(const struct hand *s, struct ctx *cx, const char *end) {
    const char *path = arena_printf(ctx_scratch(cx), "/v1/handovers/%s%s", s->hand, end);
    return path ? path : "/v1/handovers";
}

static void ask_state(struct hand *s, struct ctx *cx) {
    if (*s->hand)
        fx_call(cx, TAG_STATE, &(struct fx_call){.path = path_of(s, cx, ""), .header = proof_header, .secret = s->secret});
}

static bool plain_id(const char *id) { return *id && strspn(id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") == strlen(id); }

static void opened(struct hand *s, const struct event *ev, struct ctx *cx) {
    const struct val *v = load_take(&s->opening, ev, cx);
    const char *id = val_get_text(v, "id", "");
    if (!v)
        return;
    if (!plain_id(id) || !text_copy(s->hand, sizeof s->hand, id) || !text_copy(s->url, sizeof s->url, val_get_text(v, "url", "")) || !*s->url) {
        s->hand[0] = '\0';
        s->opening = (struct load){.phase = LOAD_FAILED, .reply = {.err = ERR_REMOTE, .title = "", .detail = ""}};
        return;
    }
    text_copy(s->secret, sizeof s->secret, val_get_text(v, "secret", ""));
    text_copy(s->at, sizeof s->at, val_get_text(v, "at", ""));
    text_copy(s->code, sizeof s->code, val_get_text(v, "code", ""));
    s->state = HAND_WAITING;
    fx_watch(cx, TAG_EVENTS, path_of(s, cx, "/events"), proof_header, s->secret);
}

static enum hand_state state_of(const char *word) {
    return text_same(word, "open") ? HAND_OPEN : text_same(word, "sent") ? HAND_SENT : text_same(word, "closed") ? HAND_CLOSED : HAND_WAITING;
}

// Newer answers are a draft of this television at once: nothing is lost when the power goes.
static void take_answers(struct hand *s, const struct val *v, struct ctx *cx) {
    const struct val *given = val_get(v, "answers");
    struct val copy;
    struct val_builder b = val_build(ctx_scratch(cx));
    if (!given || given->type != VAL_OBJECT || sensitive(s) || val_same(given, &s->answers) || !val_copy(ctx_turn(cx), given, &copy))
        return;
    s->answers = copy;
    s->changed = true;
    text_copy(s->step, sizeof s->step, val_get_text(v, "step", s->step));
    if (val_set(&b, "title", val_text(s->service->title)) && val_set(&b, "step", val_text(s->step)) &&
        val_set(&b, "version", val_text(s->service->version ? s->service->version : "")) && val_set(&b, "answers", s->answers)) {
        struct val draft = val_object(&b);
        fx_save_draft(cx, TAG_SAVED, s->id, &draft);
    }
}

static void sent(struct hand *s, const struct val *v, struct ctx *cx) {
    struct val_builder b = val_build(ctx_scratch(cx));
    text_copy(s->number, sizeof s->number, val_get_text(v, "number", ""));
    fx_drop_draft(cx, TAG_DROPPED, s->id);
    if (*s->number && *val_get_text(v, "case_secret", "") && !sensitive(s) && val_set(&b, "number", val_text(s->number)) &&
        val_set(&b, "secret", val_text(val_get_text(v, "case_secret", ""))) && val_set(&b, "service", val_text(s->id)) &&
        val_set(&b, "title", val_text(s->service->title)) && val_set(&b, "state", val_text("")) &&
        val_set(&b, "language", val_text(s->service->language))) {
        struct val item = val_object(&b);
        fx_keep_case(cx, TAG_KEPT, &item);
    }
}

static void stands(struct hand *s, const struct event *ev, struct ctx *cx) {
    const struct val *v = ev->reply.err ? NULL : ev->reply.body;
    if (ev->reply.status == 404) // it has run out
        s->state = HAND_CLOSED;
    if (!v || s->state == HAND_SENT)
        return;
    s->state = state_of(val_get_text(v, "state", ""));
    if (s->state == HAND_SENT)
        sent(s, v, cx);
    else
        take_answers(s, v, cx);
}

// Back on the television: the phone is told that it has the form no longer, and the form here takes the newest answers.
static void go_back(struct hand *s, struct ctx *cx) {
    struct val_builder b = val_build(ctx_scratch(cx));
    if (*s->hand && s->state != HAND_SENT && !sensitive(s))
        fx_call(cx, TAG_CLOSED, &(struct fx_call){.method = "DELETE", .path = path_of(s, cx, ""), .header = proof_header, .secret = s->secret, .lasting = true});
    bool newer = s->changed && val_set(&b, "answers", s->answers) && val_set(&b, "step", val_text(s->step));
    struct val result = val_object(&b);
    if (s->state == HAND_SENT)
        fx_home(cx);
    else
        fx_pop(cx, newer ? &result : NULL);
}

static void again(struct hand *s, struct ctx *cx) {
    s->hand[0] = s->url[0] = '\0';
    s->asked = false;
    s->state = HAND_WAITING;
    s->load.phase = s->opening.phase = LOAD_BUSY;
    read_service(s, cx);
    open_it(s, cx);
}

static void take_draft(struct hand *s, const struct event *ev, struct ctx *cx) {
    const struct val *answers = ev->value ? val_get(ev->value, "answers") : NULL;
    if (answers && !val_copy(ctx_turn(cx), answers, &s->answers))
        s->answers = val_null;
    if (ev->value)
        text_copy(s->step, sizeof s->step, val_get_text(ev->value, "step", ""));
    s->draft_known = true;
    open_it(s, cx);
}

static void replied(struct hand *s, const struct event *ev, struct ctx *cx) {
    const struct api_service *got;
    switch (ev->tag) {
    case TAG_SERVICE:
        got = load_take(&s->load, ev, cx);
        s->service = got ? got : s->service;
        open_it(s, cx);
        break;
    case TAG_OPENED: opened(s, ev, cx); break;
    case TAG_STATE: stands(s, ev, cx); break;
    case TAG_EVENTS: ask_state(s, cx); break;
    default: break;
    }
}

static bool hand_update(void *state, const struct event *ev, struct ctx *cx) {
    struct hand *s = state;
    switch (ev->type) {
    case EV_ENTER:
        text_copy(s->id, sizeof s->id, ev->text);
        read_service(s, cx);
        fx_load_draft(cx, TAG_DRAFT, s->id);
        return true;
    case EV_RESUME: ask_state(s, cx); return true;
    case EV_CHANGED: read_service(s, cx); ask_state(s, cx); return true;
    case EV_REPLY: replied(s, ev, cx); return true;
    case EV_LOADED: take_draft(s, ev, cx); return true;
    case EV_ACTION:
        if (ev->action == ACT_RETRY)
            again(s, cx);
        else if (ev->action == ACT_CASE)
            fx_home_then(cx, SCREEN_CASE, s->number);
        else
            go_back(s, cx);
        return true;
    case EV_KEY:
        if (ev->key != KEY_BACK)
            return false;
        go_back(s, cx);
        return true;
    default: return true;
    }
}

// ---- What is seen ----
static void standing(struct ui *u, const struct hand *s) {
    static const struct { enum w_kind kind; const char *title, *text, *private_text; } words[] = { // private: of a sensitive service
        [HAND_WAITING] = {W_INFO, "Waiting for your phone", "Point its camera at the code. The form opens there with your answers so far.",
                          "Point its camera at the code. The form opens there."},
        [HAND_OPEN] = {W_OK, "The form is open on your phone", "Go on there. What you answer is kept here too.", "Go on there. Nothing of it is shown on this TV."},
        [HAND_SENT] = {W_OK, "It was sent from your phone", "The office has it.", "The office has it."},
        [HAND_CLOSED] = {W_WAIT, "This code has run out", "Your answers are kept. Make a new code, or go on here.", "Make a new code to begin again."},
    };
    const char *text = sensitive(s) ? words[s->state].private_text : words[s->state].text;
    w_notice(u, &(struct w_notice){.key = "stands", .kind = words[s->state].kind, .title = tr(u, words[s->state].title), .text = tr(u, text)});
    if (s->changed && s->state == HAND_OPEN)
        w_status(u, "changed", W_OK, tr(u, "New answers came from the phone"));
}

static void acts(struct ui *u, const struct hand *s) {
    if (s->state == HAND_SENT && *s->number && !sensitive(s))
        w_button(u, &(struct w_button){.key = "case", .label = tr(u, "See how it stands"), .icon = "right", .verb = tr(u, "Open"), .action = ACT_CASE, .autofocus = true});
    if (s->state == HAND_CLOSED)
        w_button(u, &(struct w_button){.key = "again", .label = tr(u, "New code"), .icon = "again", .verb = tr(u, "New code"), .action = ACT_RETRY, .autofocus = true});
    bool over = s->state == HAND_SENT;
    const char *back = over ? tr(u, "Home") : sensitive(s) ? tr(u, "Back") : tr(u, "Go on here on the TV");
    w_button(u, &(struct w_button){.key = over ? "home" : "back", .label = back, .icon = "tv", .verb = over ? tr(u, "Home") : tr(u, "Go on"),
                                   .action = ACT_BACK, .quiet = true, .autofocus = s->state != HAND_CLOSED});
}

// The picture for a camera; an address and a code for whoever has none.
static void code(struct ui *u, const struct hand *s) {
    if (s->state != HAND_WAITING) // it opens one phone only
        return;
    bool typed = *s->code && *s->at;
    const char *at = ui_printf(u, TEXT_BOLD "%s" TEXT_PLAIN, words_address(s->at));
    w_qr(u, &(struct w_qr){.key = "qr", .title = tr(u, "Go on by phone"), .url = s->url, .code = typed ? s->code : NULL,
                           .lead = typed ? ui_printf(u, tr(u, "Point the camera here, or go to %s and type"), at) : tr(u, "Point the camera here")});
}

static const char *title_of(struct ui *u, const struct hand *s) { return sensitive(s) ? tr(u, "This is filled in on your phone") : tr(u, "Go on by phone"); }

static void titles(struct ui *u, const struct hand *s) {
    w_heading(u, "title", title_of(u, s), TYPE_TITLE);
    w_text(u, "lead", sensitive(s) ? tr(u, "Its questions are private. They are not shown on this TV.") : tr(u, "Nothing is lost when you change the place."), TYPE_LEAD, COLOUR_INK2);
    w_space(u, "gap", 24);
}

static void wide(struct ui *u, const struct hand *s) {
    titles(u, s);
    w_columns_open(u);
    w_main_open(u, "main", NULL, 24);
    standing(u, s);
    acts(u, s);
    w_close(u);
    w_side_open(u, "side", 16);
    code(u, s);
    w_close(u);
    ui_close(u);
}

// Large text: the code and the way back are what must be seen first; what explains them follows.
static void tall(struct ui *u, const struct hand *s) {
    bool waiting = s->state == HAND_WAITING;
    w_columns_open(u);
    w_main_open(u, "main", NULL, 24);
    code(u, s);
    if (waiting)
        acts(u, s);
    titles(u, s);
    standing(u, s);
    if (!waiting)
        acts(u, s);
    w_close(u);
    ui_close(u);
}

static void failed(struct ui *u, const struct hand *s, const struct load *l) {
    struct words w = words_of_reply(u, &l->reply);
    bool never = l->reply.status == 404; // this office has no such thing
    w_columns_open(u);
    w_main_open(u, "main", NULL, 24);
    w_notice(u, &(struct w_notice){.key = "error", .kind = W_WAIT, .title = never ? tr(u, "This office cannot hand a form over to a phone") : w.title,
                                   .text = never ? tr(u, "Your answers are kept here.") : words_rest(u, &w)});
    if (!never)
        w_button(u, &(struct w_button){.key = "retry", .label = tr(u, "Try again"), .icon = "again", .verb = tr(u, "Try again"), .action = ACT_RETRY, .autofocus = true});
    w_button(u, &(struct w_button){.key = "back", .label = sensitive(s) ? tr(u, "Back") : tr(u, "Go on here on the TV"), .icon = "tv", .verb = tr(u, "Go on"),
                                   .action = ACT_BACK, .quiet = true, .autofocus = never});
    w_close(u);
    ui_close(u);
}

static void hand_view(const void *state, struct ui *u) {
    const struct hand *s = state;
    const char *title = title_of(u, s);
    struct w_page page = {.key = "hand", .title = title, .context = s->service ? s->service->title : title,
                          .context_language = s->service ? s->service->language : NULL, .back = s->state == HAND_SENT ? tr(u, "Home") : parts_back(u)};
    const struct load *l = !s->service && s->load.phase == LOAD_FAILED ? &s->load : &s->opening;
    bool open = *s->hand != '\0';
    w_page_open(u, &page);
    if (!open)
        titles(u, s);
    if (l->phase == LOAD_FAILED && !open)
        failed(u, s, l);
    else if (!load_view(u, l, open, ACT_RETRY))
        (w_one_column(u) ? tall : wide)(u, s);
    w_page_close(u, &page);
}

const struct screen_def screen_hand = {.id = SCREEN_HAND, .name = "hand", .state_size = sizeof(struct hand), .arena_cap = HAND_ARENA, .update = hand_update,
                                       .view = hand_view, .place = "Go on by phone"};
