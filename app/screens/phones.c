// SPDX-License-Identifier: Apache-2.0
// The phones of this television: which there are, when they were here, one more, away with one; what this television is called
// on them, and where it stands.
#include "app/phone/panel.h"
#include "app/screens/naming.h"
#include "app/screens/table.h"
#include "contract/service/api.h"

enum { TAG_HOME = 1, ACT_REMOVE = 1, ACT_SURE, ACT_NOT_SURE, ACT_NAME, ACT_PLACE };

struct phones_page {
    struct phone_now now;
    char removing[PHONE_ID_CAP + 1]; // the phone that waits for "are you sure"; "": none
    struct naming naming;
    bool placing;                  // it is the place that is being named
    const struct api_home *home;   // for the district's name; NULL: not known
};

static void wish(struct ctx *cx) { fx_phone_wish(cx, &(struct api_wish){.kind = WISH_NONE}, true); }

static const struct phone_device *asked(const struct phones_page *s) {
    for (int i = 0; i < s->now.device_count; i++)
        if (*s->removing && text_same(s->now.devices[i].id, s->removing))
            return &s->now.devices[i];
    return NULL;
}

static void name_this(struct phones_page *s, const char *name, struct ctx *cx) {
    char *to = s->placing ? s->now.place : s->now.box;
    text_copy(to, sizeof s->now.box, name);
    fx_phone(cx, s->placing ? PHONE_PLACE : PHONE_RENAME, name);
}

static void begin_naming(struct phones_page *s, bool place, struct ctx *cx) {
    const char *rooms[] = {ctx_tr(cx, "Living room"), ctx_tr(cx, "Kitchen"), ctx_tr(cx, "Bedroom")};
    s->placing = place;
    naming_begin(&s->naming, "");
    if (!place)
        naming_offer(&s->naming, rooms, 3, cx);
    else if (s->home)
        naming_offer(&s->naming, &s->home->district, 1, cx);
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
    case ACT_PLACE:
        begin_naming(s, ev->action == ACT_PLACE, cx);
        return true;
    default: return false;
    }
}

static bool phones_update(void *state, const struct event *ev, struct ctx *cx) {
    struct phones_page *s = state;
    const char *name;
    if (phone_panel_event(&s->now, ev, cx))
        return true;
    if (s->naming.on && naming_event(&s->naming, ev, cx, &name)) {
        if (name)
            name_this(s, name, cx);
        return true;
    }
    switch (ev->type) {
    case EV_ENTER:
    case EV_RESUME:
    case EV_CHANGED:
        wish(cx);
        fx_get_cached(cx, TAG_HOME, "/v1/home", &api_home_shape);
        return true;
    case EV_REPLY: {
        const struct api_home *home = ev->reply.err ? NULL : ctx_keep_reply(cx, ev);
        s->home = home ? home : s->home;
        return true;
    }
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
    const char *now = s->placing ? s->now.place : s->now.box;
    const char *hint = s->placing ? tr(u, "Whoever signs in here sees it on the phone: the town, or the street.") : tr(u, "The phones show this name.");
    naming_view(u, &s->naming, &(struct naming_view){.key = s->placing ? "phones-place" : "phones-name", .title = s->placing ? tr(u, "Where is this TV?") : tr(u, "What is this TV called?"),
                                                     .context = tr(u, "Phones"), .hint = *now ? ui_printf(u, tr(u, "%s Now: %s"), hint, ui_isolated(u, now)) : hint,
                                                     .placeholder = s->placing ? tr(u, "Town or street") : tr(u, "Name of this TV"), .back = tr(u, "Phones")});
}

static void phones_view(const void *state, struct ui *u) {
    const struct phones_page *s = state;
    const struct phone_device *going = asked(s);
    if (s->naming.on) {
        name_view(u, s);
        return;
    }
    struct w_page page = {.key = "phones", .title = tr(u, "Phones of this TV"), .context = tr(u, "Phones"),
                          .back = phone_question_back(u, &s->now, going ? tr(u, "No, keep it") : parts_back(u))};
    w_page_open(u, &page);
    w_heading(u, "title", page.title, TYPE_TITLE);
    w_space(u, "gap", 20);
    w_columns_open(u);
    w_main_open(u, "list", page.title, 16);
    devices(u, s);
    w_button(u, &(struct w_button){.key = "name", .label = tr(u, "Name of this TV"), .second = *s->now.box ? s->now.box : tr(u, "TV without a name"), .icon = "tv",
                                   .verb = tr(u, "Change"), .action = ACT_NAME, .quiet = true, .autofocus = true});
    w_button(u, &(struct w_button){.key = "place", .label = tr(u, "Place of this TV"), .second = *s->now.place ? s->now.place : tr(u, "Nobody said it yet"), .icon = "pin",
                                   .verb = tr(u, "Change"), .action = ACT_PLACE, .quiet = true});
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
