// SPDX-License-Identifier: Apache-2.0
// The cards of the home screen: an office, what it wants of you or does for you, and one fact or verb at the bottom.
#include "ui/w_inside.h"

static void office_line(struct ui *u, const struct w_card *c) {
    ui_open(u, &(struct ui_node){.key = "office", .axis = AXIS_ROW, .gap = 14, .align = ALIGN_CENTRE, .ink = COLOUR_INK2});
    ui_leaf(u, &(struct ui_node){.key = "icon", .paint = PAINT_ICON, .icon = c->icon, .w = 40});
    ui_leaf(u, &(struct ui_node){.key = "name", .paint = PAINT_TEXT, .text = c->office, .type = TYPE_SMALL, .grow = 1});
    ui_close(u);
}

static void act_line(struct ui *u, const struct w_card *c) {
    ui_open(u, &(struct ui_node){.key = "act", .axis = AXIS_ROW, .gap = 16, .align = ALIGN_CENTRE});
    ui_leaf(u, &(struct ui_node){.key = "verb", .paint = PAINT_TEXT, .text = c->act, .type = TYPE_ROW});
    ui_leaf(u, &(struct ui_node){.key = "arrow", .paint = PAINT_ICON, .icon = "right", .w = 44, .states = STATE_MIRROR});
    ui_close(u);
}

static void figure(struct ui *u, const struct w_card *c) {
    ui_open(u, &(struct ui_node){.key = "figure", .align = ALIGN_END, .justify = ALIGN_END});
    ui_leaf(u, &(struct ui_node){.key = "above", .paint = PAINT_TEXT, .text = c->above, .type = TYPE_LABEL, .regular = true, .ink = COLOUR_INK2, .lines = 1});
    ui_leaf(u, &(struct ui_node){.key = "number", .paint = PAINT_TEXT, .text = c->figure, .type = TYPE_FIGURE, .states = STATE_LTR, .lines = 1});
    ui_leaf(u, &(struct ui_node){.key = "below", .paint = PAINT_TEXT, .text = c->below, .type = TYPE_LABEL, .regular = true, .ink = COLOUR_INK2, .lines = 1});
    ui_close(u);
}

// A card of a row keeps its height: what has no room below the title is said, not shown.
static bool room_for_detail(struct ui *u, const struct w_card *c) {
    int width = c->w - 2 * 32 - 4, line = w_text_height(u, c->office, TYPE_SMALL, width - 40 - 14);
    int used = 32 + 24 + (line > 40 ? line : 40) + 14 + w_text_height(u, c->label, TYPE_CARD_TITLE, width);
    return w_one_column(u) || !c->h || used + w_text_height(u, c->detail, TYPE_SMALL, width) <= c->h;
}

void w_card(struct ui *u, const struct w_card *c) {
    const char *value = c->figure ? ui_printf(u, "%s %s %s", c->above, c->figure, c->below) : c->detail;
    bool side_figure = c->figure && !w_one_column(u);
    ui_open(u, &(struct ui_node){
        .key = c->key, .role = ROLE_BUTTON, .label = c->label, .value = value, .hint = c->office, .verb = c->verb, .action = c->action,
        .arg = c->arg, .focusable = true, .autofocus = c->autofocus, .states = c->disabled ? STATE_DISABLED : 0, .axis = AXIS_ROW,
        .min_h = (short)c->h, .grow = (short)(c->w ? c->w : 1), .pad = {32, 32, 32, 24}, .radius = 20, .fill = COLOUR_CARD,
        .edge_line = true, .align = ALIGN_STRETCH,
    });
    ui_open(u, &(struct ui_node){.key = "words", .grow = 1, .align = ALIGN_STRETCH});
    office_line(u, c);
    w_space(u, "gap", 14);
    ui_leaf(u, &(struct ui_node){.key = "title", .paint = PAINT_TEXT, .text = c->label,
                                 .type = c->large ? TYPE_CARD_TITLE_LARGE : TYPE_CARD_TITLE});
    w_grow(u, "rest");
    if (c->bars.total) {
        ui_leaf(u, &(struct ui_node){.key = "bars", .paint = PAINT_BARS, .h = 16, .bars = c->bars});
        w_space(u, "gap-bars", 12);
    }
    if (c->detail && room_for_detail(u, c))
        ui_leaf(u, &(struct ui_node){.key = "detail", .paint = PAINT_TEXT, .text = c->detail, .type = TYPE_SMALL});
    if (c->act)
        act_line(u, c);
    ui_close(u);
    if (side_figure)
        figure(u, c);
    ui_close(u);
}
