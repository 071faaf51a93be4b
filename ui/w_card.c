// SPDX-License-Identifier: Apache-2.0
// The cards of the home screen: an office, what it wants of you or does for you, and one fact or verb at the bottom.
#include "ui/w_inside.h"

enum { ICON = 40 }; // at 100 %

static void office_line(struct ui *u, const struct w_card *c) {
    ui_open(u, &(struct ui_node){.key = "office", .axis = AXIS_ROW, .gap = 14, .align = ALIGN_CENTRE, .ink = COLOUR_INK2});
    ui_leaf(u, &(struct ui_node){.key = "icon", .paint = PAINT_ICON, .icon = c->icon, .w = ICON});
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

// At 125 % a card is packed closer, and its figure is a sentence: all of home has to stand above the key bar.
static bool packed(struct ui *u) { return ui_world(u)->theme.scale == SCALE_125; }

static struct ui_pad card_pad(struct ui *u) { return packed(u) ? (struct ui_pad){28, 22, 28, 16} : (struct ui_pad){32, 32, 32, 24}; }

// A card of a row keeps its height.
static bool room_below(struct ui *u, const struct w_card *c, enum type_role type, const char *words) {
    struct ui_pad pad = card_pad(u);
    int width = c->w - pad.start - pad.end - 4, icon = theme_icon(&ui_world(u)->theme, ICON), line = w_text_height(u, c->office, TYPE_SMALL, width - icon - 14);
    int title = w_text_height(u, c->label, type, width), verb = c->act ? theme_type(&ui_world(u)->theme, TYPE_ROW).line : 0;
    int used = pad.top + pad.bottom + (line > icon ? line : icon) + (packed(u) ? 8 : 14) + title + verb;
    return w_one_column(u) || !c->h || used + w_text_height(u, words, TYPE_SMALL, width) <= c->h;
}

// A long title is a step smaller, so that there is room for what stands below it.
static enum type_role title_type(struct ui *u, const struct w_card *c, const char *words) {
    static const enum type_role types[] = {TYPE_CARD_TITLE, TYPE_ROW, TYPE_LABEL};
    for (size_t i = 0; i < sizeof types / sizeof *types && !c->large; i++)
        if (!words || room_below(u, c, types[i], words))
            return types[i];
    return c->large ? TYPE_CARD_TITLE_LARGE : TYPE_CARD_TITLE;
}

// What has no room at all is said, not shown.
static void detail(struct ui *u, const struct w_card *c, const char *words) {
    if (words && room_below(u, c, title_type(u, c, words), words))
        ui_leaf(u, &(struct ui_node){.key = "detail", .paint = PAINT_TEXT, .text = words, .type = TYPE_SMALL});
}

void w_card(struct ui *u, const struct w_card *c) {
    const char *figure_words = c->figure ? ui_printf(u, "%s %s %s", c->above, c->figure, c->below) : NULL;
    bool side_figure = c->figure && !w_one_column(u) && !packed(u);
    const char *below = figure_words && !side_figure ? figure_words : c->detail; // as a sentence where it has no place of its own
    struct ui_node *n = ui_open(u, &(struct ui_node){
        .key = c->key, .role = ROLE_BUTTON, .label = c->label, .value = figure_words ? figure_words : c->detail, .hint = c->office, .verb = c->verb,
        .action = c->action, .arg = c->arg, .focusable = true, .autofocus = c->autofocus, .states = c->disabled ? STATE_DISABLED : 0, .axis = AXIS_ROW,
        .min_h = (short)c->h, .grow = (short)(c->w ? c->w : 1), .pad = card_pad(u), .radius = 20, .fill = COLOUR_CARD,
        .edge_line = true, .align = ALIGN_STRETCH,
    });
    ui_speaks(u, n, c->label, c->language);
    ui_speaks(u, n, c->office, c->office_language);
    ui_speaks(u, n, c->act, c->language);
    ui_speaks(u, n, figure_words ? figure_words : c->detail, c->detail_language);
    ui_open(u, &(struct ui_node){.key = "words", .grow = 1, .align = ALIGN_STRETCH});
    office_line(u, c);
    w_space(u, "gap", packed(u) ? 8 : 14);
    ui_leaf(u, &(struct ui_node){.key = "title", .paint = PAINT_TEXT, .text = c->label,
                                 .type = title_type(u, c, below), .bold = true});
    w_grow(u, "rest");
    if (c->bars.total) {
        ui_leaf(u, &(struct ui_node){.key = "bars", .paint = PAINT_BARS, .h = 16, .bars = c->bars});
        w_space(u, "gap-bars", 12);
    }
    detail(u, c, below);
    if (c->act)
        act_line(u, c);
    ui_close(u);
    if (side_figure)
        figure(u, c);
    ui_close(u);
}
