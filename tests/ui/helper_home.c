// SPDX-License-Identifier: Apache-2.0
#include "helper_home.h"

#include "ui/text/text.h"

enum { ACT_CARD = 1, ACT_DOOR, ACT_EVENT };

static void label(struct ui *u, const char *key, const char *text) {
    ui_leaf(u, &(struct ui_node){.key = key, .role = ROLE_HEADING, .label = text, .paint = PAINT_TEXT, .type = TYPE_SMALL, .bold = true,
                                 .ink = COLOUR_INK2});
}

static void cards(struct ui *u) {
    ui_open(u, &(struct ui_node){.key = "cards", .role = ROLE_LIST, .label = "For you", .axis = AXIS_ROW, .gap = 24, .align = ALIGN_STRETCH});
    w_card(u, &(struct w_card){.key = "report", .icon = "pin", .office = "District Office · no sign-in", .large = true, .autofocus = true,
                               .label = "Something broken in your street?", .act = "Report it", .verb = "Report it", .figure = "7",
                               .above = "Answer within", .below = "working days, by law", .w = 852, .h = 304, .action = ACT_CARD});
    w_card(u, &(struct w_card){.key = "support", .icon = "heart", .office = "All offices", .label = "What support can I get?",
                               .detail = "6 questions, no name, nothing is kept", .w = 414, .h = 304, .action = ACT_CARD, .arg = 1});
    w_card(u, &(struct w_card){.key = "sign-in", .icon = "key", .office = "Your own things", .label = "Sign in with your phone",
                               .detail = "For your cases, tax, votes and papers", .w = 414, .h = 304, .action = ACT_CARD, .arg = 2});
    ui_close(u);
}

static void door(struct ui *u, const char *key, const char *text, const char *icon, short w) {
    ui_open(u, &(struct ui_node){.key = key, .role = ROLE_BUTTON, .label = text, .verb = "Open", .action = ACT_DOOR, .focusable = true,
                                 .axis = AXIS_ROW, .w = w, .min_h = 104, .gap = 22, .pad = UI_PAD2(28, 12), .radius = 20,
                                 .fill = COLOUR_CARD, .edge_line = true, .align = ALIGN_CENTRE});
    w_icon(u, "icon", icon, 48, COLOUR_NONE);
    ui_leaf(u, &(struct ui_node){.key = "label", .paint = PAINT_TEXT, .text = text, .type = TYPE_ROW, .grow = 1});
    ui_close(u);
}

static void doors(struct ui *u) {
    ui_open(u, &(struct ui_node){.key = "doors", .role = ROLE_LIST, .label = "All services", .axis = AXIS_ROW, .gap = 24});
    door(u, "citizens", "Citizens", "person", 322);
    door(u, "business", "Business", "shop", 322);
    door(u, "staff", "Government staff", "hall", 452);
    ui_close(u);
}

static void events(struct ui *u) {
    static const struct { const char *key, *label, *icon; } rows[] = {
        {"baby", "New baby", "baby"}, {"moving", "Moving", "box"}, {"job", "Lost job", "work"}, {"retiring", "Retiring", "chair"},
        {"death", "A death", "candle"},
    };
    ui_open(u, &(struct ui_node){.key = "events", .role = ROLE_LIST, .label = "When life changes", .axis = AXIS_ROW, .gap = 20,
                                 .justify = ALIGN_STRETCH});
    for (int i = 0; i < 5; i++)
        w_chip(u, &(struct w_chip){.key = rows[i].key, .label = rows[i].label, .icon = rows[i].icon, .verb = "Open", .action = ACT_EVENT,
                                   .arg = i});
    ui_close(u);
}

static void board(struct ui *u) {
    static const struct { const char *key, *icon, *title, *detail; } rows[] = {
        {"rain", "rain", TEXT_BOLD "14°" TEXT_PLAIN ", rain from 15:00", "Tomorrow dry, 11 to 17°"},
        {"bin", "bin", TEXT_BOLD "Paper bin" TEXT_PLAIN " tomorrow", "Put it out before 7:00"},
        {"bridge", "bridge", TEXT_BOLD "Mill Bridge" TEXT_PLAIN " closed", "12 to 14 March, use Quay Road"},
    };
    ui_open(u, &(struct ui_node){.key = "board", .role = ROLE_GROUP, .label = "Riverside today", .fill = COLOUR_CARD, .edge_line = true,
                                 .radius = 20, .pad = UI_PAD2(28, 2), .align = ALIGN_STRETCH});
    for (int i = 0; i < 3; i++) {
        if (i)
            w_line(u, ui_printf(u, "line%d", i));
        ui_open(u, &(struct ui_node){.key = rows[i].key, .axis = AXIS_ROW, .gap = 24, .min_h = 80, .align = ALIGN_CENTRE});
        w_icon(u, "icon", rows[i].icon, 52, COLOUR_NONE);
        ui_open(u, &(struct ui_node){.key = "words", .grow = 1, .align = ALIGN_STRETCH});
        ui_leaf(u, &(struct ui_node){.key = "title", .role = ROLE_TEXT, .paint = PAINT_TEXT, .text = rows[i].title, .type = TYPE_LABEL,
                                     .regular = true});
        ui_leaf(u, &(struct ui_node){.key = "detail", .role = ROLE_TEXT, .paint = PAINT_TEXT, .text = rows[i].detail, .type = TYPE_KEYBAR,
                                     .ink = COLOUR_INK2});
        ui_close(u);
        ui_close(u);
    }
    ui_close(u);
}

static void lower(struct ui *u) {
    ui_open(u, &(struct ui_node){.key = "lower", .axis = AXIS_ROW, .gap = 24, .align = ALIGN_START});
    ui_open(u, &(struct ui_node){.key = "start", .w = 1144, .gap = 12, .align = ALIGN_STRETCH});
    label(u, "doors-label", "All services");
    doors(u);
    w_space(u, "gap", 8);
    label(u, "events-label", "When life changes");
    events(u);
    ui_close(u);
    ui_open(u, &(struct ui_node){.key = "end", .w = 560, .gap = 12, .align = ALIGN_STRETCH});
    label(u, "board-label", "Riverside today");
    board(u);
    ui_close(u);
    ui_close(u);
}

void home_view(struct ui *u, const void *state) {
    static const char *const skylines[] = {"skyline-day", "skyline-evening", "skyline-evening"};
    struct w_page page = {.key = "home", .title = "Home", .context = "Riverside district", .yellow = "Search"};
    (void)state;
    w_page_open(u, &page);
    w_heading(u, "title", "Good morning, Riverside", TYPE_TITLE);
    w_text(u, "lead", "Look around freely. You sign in only when a service must know you.", TYPE_LEAD, COLOUR_INK2);
    ui_leaf(u, &(struct ui_node){.key = "town", .role = ROLE_IMAGE, .paint = PAINT_PICTURE, .icon = skylines[ui_world(u)->theme.name],
                                 .at = true, .x = 0, .y = 6, .w = 560, .h = 126, .from_end = true});
    w_space(u, "gap", 26);
    cards(u);
    w_space(u, "gap2", 28);
    lower(u);
    w_page_close(u, &page);
}
