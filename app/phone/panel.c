// SPDX-License-Identifier: Apache-2.0
#include "app/phone/panel.h"

#include "ui/text/text.h"
#include "ui/widgets.h"

const char *phone_device_name(struct ui *u, const struct phone_device *d) { return *d->name ? d->name : tr(u, "A phone"); }

static const char *title(struct ui *u, enum phone_use use) {
    return use == PHONE_TO_TYPE ? tr(u, "Type on your phone") : use == PHONE_TO_SEND ? tr(u, "Send it from your phone") : tr(u, "Connect a phone");
}

static void invitation(struct ui *u, const struct phone_now *now, enum phone_use use) {
    const char *bold = ui_printf(u, TEXT_BOLD "%s" TEXT_PLAIN, words_address(now->at));
    w_qr(u, &(struct w_qr){.key = "phone", .title = title(u, use), .url = now->url, .live = use != PHONE_TO_PAIR,
                           .lead = ui_printf(u, tr(u, "Point the camera here, or go to %s and type"), bold), .code = now->code});
}

static void card_open(struct ui *u, const char *label) {
    ui_open(u, &(struct ui_node){.key = "phone", .role = ROLE_STATUS, .label = label, .live = LIVE_POLITE, .fill = COLOUR_CARD, .edge_line = true,
                                 .radius = 20, .pad = UI_PAD(32), .gap = 16, .align = ALIGN_STRETCH});
    ui_open(u, &(struct ui_node){.key = "head", .axis = AXIS_ROW, .gap = 18, .align = ALIGN_CENTRE});
    ui_leaf(u, &(struct ui_node){.key = "icon", .paint = PAINT_ICON, .icon = "phone", .w = 48});
    ui_leaf(u, &(struct ui_node){.key = "title", .paint = PAINT_TEXT, .text = label, .type = TYPE_HEADING, .grow = 1});
    ui_close(u);
}

static void connected(struct ui *u, const struct phone_now *now, enum phone_use use) {
    const char *name = *now->name ? now->name : tr(u, "A phone");
    card_open(u, tr(u, "Your phone is connected"));
    w_text(u, "text", use == PHONE_TO_TYPE ? tr(u, "Just type there. It appears here.") : use == PHONE_TO_SEND
                      ? tr(u, "Choose or take the photos there.") : tr(u, "You can type and send photos with it."), TYPE_BODY, COLOUR_NONE);
    w_text(u, "name", name, TYPE_SMALL, COLOUR_INK2);
    ui_close(u);
}

bool phone_panel(struct ui *u, const struct phone_now *now, enum phone_use use) {
    if (use == PHONE_TO_PAIR && *now->url && now->state == PHONE_CONNECTED) { // one more is welcome
        invitation(u, now, use);
        return true;
    }
    switch (now->state) {
    case PHONE_AWAY: return false;
    case PHONE_CONNECTED: connected(u, now, use); return true;
    case PHONE_INVITES: invitation(u, now, use); return true;
    case PHONE_BUSY:
        card_open(u, title(u, use));
        w_text(u, "text", tr(u, "One moment"), TYPE_BODY, COLOUR_INK2);
        ui_close(u);
        return true;
    }
    return false;
}

static const char *picture_word(struct ui *u, const char *icon) {
    static const struct { const char *icon, *word; } words[] = {
        {"boat", "Boat"}, {"lamp", "Lamp"}, {"tree", "Tree"}, {"house", "House"}, {"key", "Key"},
        {"bell", "Bell"}, {"candle", "Candle"}, {"chair", "Chair"}, {"bridge", "Bridge"},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_same(words[i].icon, icon))
            return tr(u, words[i].word);
    return icon;
}

bool phone_question(struct ui *u, const struct phone_now *now) {
    const struct phone_device *d = phone_asking(now);
    if (!d)
        return false;
    w_dialog_open(u, "asks", tr(u, "Is this your phone?"));
    ui_open(u, &(struct ui_node){.key = "sign", .axis = AXIS_ROW, .gap = 32, .align = ALIGN_CENTRE});
    if (*d->picture)
        ui_leaf(u, &(struct ui_node){.key = "picture", .paint = PAINT_ICON, .icon = d->picture, .w = 120, .stroke = 5});
    w_text(u, "text", *d->picture ? ui_printf(u, tr(u, "%s typed the code of this TV. It shows: %s"), phone_device_name(u, d), picture_word(u, d->picture))
                                  : ui_printf(u, tr(u, "%s typed the code of this TV."), phone_device_name(u, d)), TYPE_BODY, COLOUR_NONE);
    ui_close(u);
    ui_open(u, &(struct ui_node){.key = "acts", .axis = w_one_column(u) ? AXIS_COL : AXIS_ROW, .gap = 24});
    w_button(u, &(struct w_button){.key = "no", .label = tr(u, "No, keep it out"), .verb = tr(u, "Keep out"), .action = ACT_PHONE_DENY, .quiet = true, .autofocus = true});
    w_button(u, &(struct w_button){.key = "yes", .label = tr(u, "Yes, it is mine"), .icon = "check", .verb = tr(u, "Allow"), .action = ACT_PHONE_ALLOW});
    ui_close(u);
    ui_close(u);
    return true;
}

const char *phone_question_back(struct ui *u, const struct phone_now *now, const char *otherwise) {
    return phone_asking(now) ? tr(u, "Keep out") : otherwise;
}

static void decide(struct phone_now *now, bool allow, struct ctx *cx) {
    for (int i = 0; i < now->device_count; i++) {
        if (!now->devices[i].asks)
            continue;
        now->devices[i].asks = false;
        fx_phone(cx, allow ? PHONE_ALLOW : PHONE_REMOVE, now->devices[i].id);
        return;
    }
}

bool phone_panel_event(struct phone_now *now, const struct event *ev, struct ctx *cx) {
    bool asks = phone_asking(now) != NULL;
    bool back = asks && ev->type == EV_KEY && ev->key == KEY_BACK;
    if (!back && !(asks && ev->type == EV_ACTION && (ev->action == ACT_PHONE_ALLOW || ev->action == ACT_PHONE_DENY)))
        return false;
    decide(now, !back && ev->action == ACT_PHONE_ALLOW, cx);
    return true;
}
