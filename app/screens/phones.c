// SPDX-License-Identifier: Apache-2.0
// The phones of this television: which there are, when they were here, one more, away with one; and what this television is
// called on them.
#include "app/phone/panel.h"
#include "app/screens/parts.h"
#include "app/screens/table.h"
#include "app/typing/typing.h"

enum { ACT_REMOVE = 1, ACT_SURE, ACT_NOT_SURE, ACT_NAME, NAME_CHARACTERS = 40 };

struct phones_page {
    struct phone_now now;
    char removing[PHONE_ID_CAP + 1]; // the phone that waits for "are you sure"; "": none
    bool naming;
    struct typing typing;
};

static void wish(struct ctx *cx) { fx_phone_wish(cx, &(struct api_wish){.kind = WISH_NONE}, true); }

static const struct phone_device *asked(const struct phones_page *s) {
    for (int i = 0; i < s->now.device_count; i++)
        if (*s->removing && text_same(s->now.devices[i].id, s->removing))
            return &s->now.devices[i];
    return NULL;
}

static void name_this(struct phones_page *s, struct ctx *cx) {
    struct str name = str_trim((struct str){s->typing.text, (size_t)s->typing.len});
    char *copy = name.len ? arena_copy(ctx_scratch(cx), name.p, name.len) : NULL;
    s->naming = false;
    if (!copy)
        return;
    text_copy(s->now.box, sizeof s->now.box, copy);
    fx_phone(cx, PHONE_RENAME, copy);
}

static bool naming(struct phones_page *s, const struct event *ev, struct ctx *cx) {
    if (ev->type == EV_KEY && ev->key == KEY_BACK) {
        s->naming = false;
        return true;
    }
    enum typing_result r = typing_take(&s->typing, ev, cx);
    if (r == TYPING_DONE)
        name_this(s, cx);
    return r != TYPING_NOT_MINE;
}

static bool act(struct phones_page *s, const struct event *ev, struct ctx *cx) {
    switch (ev->action) {
    case ACT_REMOVE: text_copy(s->removing, sizeof s->removing, s->now.devices[ev->arg].id); return true;
    case ACT_NOT_SURE: s->removing[0] = '\0'; return true;
    case ACT_SURE:
        fx_phone(cx, PHONE_REMOVE, s->removing);
        s->removing[0] = '\0';
        return true;
    case ACT_NAME:
        s->typing = (struct typing){.max_letters = NAME_CHARACTERS};
        typing_start(&s->typing, KEYBOARD_TEXT, s->now.box);
        s->naming = true;
        return true;
    default: return false;
    }
}

static bool phones_update(void *state, const struct event *ev, struct ctx *cx) {
    struct phones_page *s = state;
    if (phone_panel_event(&s->now, ev, cx))
        return true;
    if (s->naming && (ev->type == EV_KEY || ev->type == EV_ACTION || ev->type == EV_TEXT))
        return naming(s, ev, cx);
    switch (ev->type) {
    case EV_ENTER:
    case EV_RESUME:
    case EV_CHANGED: wish(cx); return true;
    case EV_PHONE: s->now = *ev->phone; return true;
    case EV_ACTION: return act(s, ev, cx);
    case EV_KEY:
        if (ev->key == KEY_BACK && *s->removing) {
            s->removing[0] = '\0';
            return true;
        }
        return false;
    default: return false;
    }
}

static void device(struct ui *u, const struct phone_device *d, int i) {
    const char *when = d->connected ? tr(u, "Connected now") : d->seen ? ui_printf(u, tr(u, "Last here: %s"), words_when(u, d->seen)) : NULL;
    w_row(u, &(struct w_row){.key = d->id, .icon = "phone", .label = phone_device_name(u, d), .second = when, .end = tr(u, "Remove"), .verb = tr(u, "Remove"),
                             .action = ACT_REMOVE, .arg = i});
}

static void devices(struct ui *u, const struct phones_page *s) {
    int shown = 0;
    for (int i = 0; i < s->now.device_count; i++) {
        if (s->now.devices[i].asks)
            continue;
        device(u, &s->now.devices[i], i);
        shown++;
    }
    if (shown)
        return;
    if (s->now.known)
        w_notice(u, &(struct w_notice){.key = "none", .kind = W_INFO, .title = tr(u, "No phone is connected to this TV"),
                                       .text = tr(u, "With one you type, send photos and sign more easily.")});
    else if (s->now.state == PHONE_AWAY)
        w_notice(u, &(struct w_notice){.key = "away", .kind = W_WAIT, .title = tr(u, "The list of phones cannot be read now"), .text = tr(u, "It comes by itself when the connection is back.")});
    else
        w_busy(u, "busy", tr(u, "One moment"));
}

static void name_view(struct ui *u, const struct phones_page *s) {
    struct w_page page = {.key = "phones-name", .title = tr(u, "What is this TV called?"), .context = tr(u, "Phones"), .yellow = tr(u, "Delete"), .back = tr(u, "Phones")};
    w_page_open(u, &page);
    w_heading(u, "title", page.title, TYPE_QUESTION);
    w_text(u, "hint", tr(u, "The phones show this name."), TYPE_BODY, COLOUR_INK2);
    w_space(u, "gap", 18);
    w_columns_open(u);
    w_steady_open(u, "answers");
    typing_view(u, &s->typing, &(struct typing_view){.label = page.title, .placeholder = tr(u, "Living room"), .next = tr(u, "Done")});
    w_close(u);
    ui_close(u);
    w_page_close(u, &page);
}

static void phones_view(const void *state, struct ui *u) {
    const struct phones_page *s = state;
    const struct phone_device *going = asked(s);
    if (s->naming) {
        name_view(u, s);
        return;
    }
    struct w_page page = {.key = "phones", .title = tr(u, "Phones of this TV"), .context = tr(u, "Phones"), .back = going ? tr(u, "No, keep it") : parts_back(u)};
    w_page_open(u, &page);
    w_heading(u, "title", page.title, TYPE_TITLE);
    w_space(u, "gap", 20);
    w_columns_open(u);
    w_main_open(u, "list", page.title, 16);
    devices(u, s);
    w_button(u, &(struct w_button){.key = "name", .label = tr(u, "Name of this TV"), .second = s->now.box, .icon = "tv", .verb = tr(u, "Change"), .action = ACT_NAME,
                                   .quiet = true, .autofocus = true});
    if (w_one_column(u))
        phone_panel(u, &s->now, PHONE_TO_PAIR);
    w_close(u);
    if (!w_one_column(u)) {
        w_side_open(u, "side", 16);
        phone_panel(u, &s->now, PHONE_TO_PAIR);
        w_close(u);
    }
    ui_close(u);
    if (!phone_question(u, &s->now) && going)
        ask_view(u, &(struct ask){.key = "sure", .title = ui_printf(u, tr(u, "Remove %s?"), phone_device_name(u, going)),
                                  .text = tr(u, "It can no longer type here or send files. You can connect it again at any time."),
                                  .yes = tr(u, "Remove it"), .no = tr(u, "No, keep it"), .yes_action = ACT_SURE, .no_action = ACT_NOT_SURE});
    w_page_close(u, &page);
}

const struct screen_def screen_phones = {.id = SCREEN_PHONES, .name = "phones", .state_size = sizeof(struct phones_page), .update = phones_update,
                                         .view = phones_view, .place = "Phones"};
