// SPDX-License-Identifier: Apache-2.0
// Follows a case that was sent somewhere else: first its number, then its secret, both from the receipt.
#include "app/phone/field.h"
#include "app/screens/parts.h"
#include "contract/service/api.h"
#include "app/screens/table.h"

enum { TAG_CASE = 1, TAG_KEPT };
struct follow {
    struct typing typing;
    struct phone_field phone;
    char number[CASE_NUMBER_MAX + 1], secret[CASE_SECRET_MAX + 1];
    bool at_secret, asking, kept;
    const char *wrong; // English msgid
    struct load load;
};

static void check_number(struct follow *s) {
    if (!case_number_clean(s->typing.text, s->number, sizeof s->number)) {
        s->wrong = "A case number looks like RS-2026-0317.";
        return;
    }
    s->wrong = NULL;
    s->at_secret = true;
    typing_start(&s->typing, KEYBOARD_CODE, "");
}

static void check_secret(struct follow *s, struct ctx *cx) {
    char path[CASE_NUMBER_MAX + 16];
    if (!case_secret_clean(s->typing.text, s->secret)) {
        s->wrong = "A secret has eight letters, as in BCDF-GHJK.";
        return;
    }
    s->wrong = NULL;
    s->asking = true;
    snprintf(path, sizeof path, "/v1/cases/%s", s->number);
    fx_get_secret(cx, TAG_CASE, path, s->secret, &api_case_shape);
}

static void take(struct follow *s, const struct event *ev, struct ctx *cx) {
    const struct api_case *c = load_take(&s->load, ev, cx);
    struct val_builder b = val_build(ctx_scratch(cx));
    s->asking = false;
    if (!c) {
        s->wrong = ev->reply.err == ERR_DENIED || ev->reply.status == 404 || ev->reply.status == 403 || ev->reply.status == 401
                       ? "Number and secret do not fit together." : "The office cannot be reached. Try again in a few minutes.";
        return;
    }
    if (val_set(&b, "number", val_text(s->number)) && val_set(&b, "secret", val_text(s->secret)) &&
        val_set(&b, "service", val_text(c->service ? c->service : "")) &&
        val_set(&b, "language", val_text(c->language ? c->language : "")) && val_set(&b, "title", val_text(c->title ? c->title : "")) && val_set(&b, "state", val_text(c->state.title ? c->state.title : ""))) {
        struct val item = val_object(&b);
        fx_keep_case(cx, TAG_KEPT, &item);
    }
}

static enum typing_result follow_text(struct follow *s, const struct event *ev, struct ctx *cx) {
    struct phone_ask ask = {.field = s->at_secret ? "secret" : "number", .next = ctx_tr(cx, "Next"), .is_private = s->at_secret,
                            .label = s->at_secret ? ctx_tr(cx, "What is the secret?") : ctx_tr(cx, "What is the case number?")};
    return phone_field_event(&s->phone, &s->typing, ev, &ask, cx);
}

static void follow_ask(struct follow *s, struct ctx *cx) { (void)follow_text(s, &(struct event){.type = EV_RESUME}, cx); }

static bool follow_update(void *state, const struct event *ev, struct ctx *cx) {
    struct follow *s = state;
    switch (ev->type) {
    case EV_ENTER:
        typing_start(&s->typing, KEYBOARD_CODE, ev->text);
        follow_ask(s, cx);
        return true;
    case EV_REPLY: take(s, ev, cx); return true;
    case EV_STORED: fx_replace(cx, SCREEN_CASE, s->number); return true;
    case EV_KEY:
        if (ev->key == KEY_BACK && s->at_secret && !s->phone.open && !phone_asking(&s->phone.now)) {
            s->at_secret = false;
            typing_start(&s->typing, KEYBOARD_CODE, s->number);
            follow_ask(s, cx);
            return true;
        }
        break;
    default: break;
    }
    enum typing_result r = s->asking ? TYPING_MOVED : follow_text(s, ev, cx);
    if (r == TYPING_DONE && s->at_secret)
        check_secret(s, cx);
    else if (r == TYPING_DONE)
        check_number(s);
    if (r == TYPING_DONE)
        follow_ask(s, cx);
    return r != TYPING_NOT_MINE;
}

static void follow_view(const void *state, struct ui *u) {
    const struct follow *s = state;
    const char *title = s->at_secret ? tr(u, "What is the secret?") : tr(u, "What is the case number?");
    struct w_page page = {.key = "follow", .title = title, .context = tr(u, "Follow a case"), .yellow = phone_field_yellow(u, &s->phone),
                          .back = phone_question_back(u, &s->phone.now, s->at_secret ? tr(u, "Case number") : parts_back(u))};
    w_page_open(u, &page);
    w_heading(u, "title", title, TYPE_QUESTION);
    w_text(u, "hint", tr(u, "Both stand on the receipt."), TYPE_BODY, COLOUR_INK2);
    w_space(u, "gap", 18);
    w_columns_open(u);
    w_steady_open(u, "answers");
    if (s->wrong) {
        w_notice(u, &(struct w_notice){.key = "wrong", .kind = W_BAD, .title = tr(u, s->wrong)});
        w_space(u, "gap-notice", 16);
    }
    typing_view(u, &s->typing, &(struct typing_view){.label = title, .placeholder = s->at_secret ? "BCDF-GHJK" : "RS-2026-0317",
                                                     .next = s->asking ? tr(u, "Wait") : tr(u, "Next"), .invalid = s->wrong != NULL});
    w_close(u);
    phone_field_side(u, &s->phone);
    ui_close(u);
    phone_field_over(u, &s->phone);
    w_page_close(u, &page);
}

const struct screen_def screen_follow = {.id = SCREEN_FOLLOW, .name = "follow", .state_size = sizeof(struct follow), .update = follow_update,
                                         .view = follow_view, .place = "Follow a case"};
