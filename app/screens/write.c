// SPDX-License-Identifier: Apache-2.0
// Writing to the office about a case: a message, or the reason of a move. The argument is "number|secret|move|words|language":
// an empty move is a message to `words`, else `words` is the verb of the move, until the case says them in another language.
#include "app/phone/field.h"
#include "app/screens/parts.h"
#include "contract/service/api.h"
#include "contract/service/texts.h"
#include "app/screens/table.h"

enum { TAG_SENT = 1, TAG_CASE, ARGUMENT_PART = 160 };
struct write_page {
    struct typing typing;
    struct phone_field phone;
    char number[CASE_NUMBER_MAX + 1], secret[CASE_SECRET_MAX + 1], move[SERVICE_ID_CAP + 1], words[96], language[TEXTS_TAG_CAP + 1];
    bool sending, failed, empty;
    struct load load;
};

static void cut(struct str *rest, char *to, size_t room) {
    char text[ARGUMENT_PART];
    struct str part = str_cut(rest, '|');
    snprintf(text, sizeof text, "%.*s", (int)part.len, part.p ? part.p : "");
    text_copy(to, room, text);
}

static void enter(struct write_page *s, const char *argument) {
    struct str rest = str_of(argument);
    cut(&rest, s->number, sizeof s->number);
    cut(&rest, s->secret, sizeof s->secret);
    cut(&rest, s->move, sizeof s->move);
    cut(&rest, s->words, sizeof s->words);
    cut(&rest, s->language, sizeof s->language);
    s->typing.max = 2000;
    typing_start(&s->typing, KEYBOARD_TEXT, "");
}

// The viewer chose another language: what is written stays, the office and the move are called otherwise.
static void ask_words(const struct write_page *s, struct ctx *cx) {
    char path[CASE_NUMBER_MAX + 16];
    snprintf(path, sizeof path, "/v1/cases/%s", s->number);
    fx_get_secret(cx, TAG_CASE, path, s->secret, &api_case_shape);
}

static void take_words(struct write_page *s, const struct api_case *c) {
    const char *words = *s->move ? NULL : c->office.name, *language = *s->move ? c->language : c->office.language;
    for (size_t i = 0; *s->move && i < c->move_count; i++)
        words = text_same(c->moves[i].id, s->move) ? c->moves[i].verb : words;
    if (!words)
        return;
    text_copy(s->words, sizeof s->words, words);
    text_copy(s->language, sizeof s->language, language ? language : "");
}

static void send(struct write_page *s, struct ctx *cx) {
    char path[CASE_NUMBER_MAX + 24];
    struct val_builder b = val_build(ctx_scratch(cx));
    s->empty = s->typing.len == 0;
    bool ok = !s->empty && (!*s->move || val_set(&b, "move", val_text(s->move))) &&
              val_set(&b, *s->move ? "reason" : "text", val_text(s->typing.text));
    if (!ok)
        return;
    snprintf(path, sizeof path, "/v1/cases/%s/%s", s->number, *s->move ? "moves" : "messages");
    struct val body = val_object(&b);
    s->sending = true;
    fx_post(cx, TAG_SENT, path, s->secret, &body, NULL);
}

static enum typing_result write_text(struct write_page *s, const struct event *ev, struct ctx *cx) {
    struct phone_ask ask = {.field = "write", .label = *s->move ? s->words : ctx_tr(cx, "Your message"), .next = ctx_tr(cx, "Send"),
                            .max = (int)s->typing.max, .multiline = true};
    return phone_field_event(&s->phone, &s->typing, ev, &ask, cx);
}

static bool write_update(void *state, const struct event *ev, struct ctx *cx) {
    struct write_page *s = state;
    switch (ev->type) {
    case EV_ENTER:
        enter(s, ev->text);
        write_text(s, ev, cx);
        return true;
    case EV_CHANGED: ask_words(s, cx); break;
    case EV_REPLY:
        if (ev->tag == TAG_CASE) {
            if (!ev->reply.err)
                take_words(s, ev->reply.body);
            return true;
        }
        s->sending = false;
        s->failed = !load_take(&s->load, ev, cx);
        if (!s->failed)
            fx_pop(cx, NULL);
        return true;
    default: break;
    }
    enum typing_result r = s->sending ? TYPING_MOVED : write_text(s, ev, cx);
    if (r == TYPING_DONE)
        send(s, cx);
    return r != TYPING_NOT_MINE;
}

static void write_view(const void *state, struct ui *u) {
    const struct write_page *s = state;
    const char *title = *s->move ? s->words : ui_printf(u, tr(u, "Write to %s"), s->words);
    struct w_page page = {.key = "write", .title = title, .title_language = *s->move ? s->language : NULL, .context = ui_printf(u, tr(u, "Case %s"), s->number), .yellow = phone_field_yellow(u, &s->phone), .back = phone_question_back(u, &s->phone.now, parts_back(u))};
    w_page_open(u, &page);
    ui_speaks(u, w_heading(u, "title", title, TYPE_QUESTION), s->words, s->language);
    w_text(u, "hint", *s->move ? tr(u, "Say why. The office reads it.") : tr(u, "The office reads it and answers here."), TYPE_BODY, COLOUR_INK2);
    w_space(u, "gap", 18);
    w_columns_open(u);
    w_steady_open(u, "answers");
    if (s->failed) {
        struct words w = words_of_reply(u, &s->load.reply);
        w_notice(u, &(struct w_notice){.key = "failed", .kind = W_BAD, .title = w.title, .text = words_rest(u, &w)});
        w_space(u, "gap-notice", 16);
    }
    typing_view(u, &s->typing, &(struct typing_view){.label = title, .language = *s->move ? s->language : NULL, .placeholder = tr(u, "A few words"), .invalid = s->empty,
                                                     .next = s->sending ? tr(u, "Wait") : tr(u, "Send")});
    w_close(u);
    phone_field_side(u, &s->phone);
    ui_close(u);
    phone_field_over(u, &s->phone);
    w_page_close(u, &page);
}

const struct screen_def screen_write = {.id = SCREEN_WRITE, .name = "write", .state_size = sizeof(struct write_page), .update = write_update,
                                        .view = write_view, .place = "Write"};
