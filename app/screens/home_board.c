// SPDX-License-Identifier: Apache-2.0
#include "app/screens/home_board.h"

#include "ui/widgets.h"

bool home_packed(const struct ui *u) { return ui_world(u)->theme.scale == SCALE_125; }

static const char *strong_title(struct ui *u, const struct api_board_item *b) {
    size_t len = b->strong ? strlen(b->strong) : 0;
    if (!len || strncmp(b->title, b->strong, len) != 0)
        return b->title;
    return ui_printf(u, "\x02%s\x03%s", b->strong, b->title + len);
}

static void board_item(struct ui *u, const struct api_board_item *b, size_t i) {
    ui_open(u, &(struct ui_node){.key = ui_printf(u, "item%zu", i), .axis = AXIS_ROW, .gap = home_packed(u) ? 14 : 24, .min_h = 80, .align = ALIGN_CENTRE});
    w_icon(u, "icon", b->icon, home_packed(u) ? 36 : 52, COLOUR_NONE);
    ui_open(u, &(struct ui_node){.key = "words", .grow = 1, .align = ALIGN_STRETCH});
    ui_leaf(u, &(struct ui_node){.key = "title", .role = ROLE_TEXT, .paint = PAINT_TEXT, .text = strong_title(u, b), .type = TYPE_LABEL, .regular = true});
    ui_leaf(u, &(struct ui_node){.key = "detail", .role = ROLE_TEXT, .paint = PAINT_TEXT, .text = b->detail ? b->detail : "", .type = TYPE_KEYBAR,
                                 .ink = COLOUR_INK2});
    ui_close(u);
    ui_close(u);
}

void home_board(struct ui *u, const struct api_home *home) {
    ui_leaf(u, &(struct ui_node){.key = "board-label", .role = ROLE_HEADING, .label = home->board_title, .language = home->language, .paint = PAINT_TEXT,
                                 .type = TYPE_SMALL, .bold = true, .ink = COLOUR_INK2});
    ui_open(u, &(struct ui_node){.key = "board", .role = ROLE_GROUP, .label = home->board_title, .language = home->language, .fill = COLOUR_CARD, .edge_line = true,
                                 .radius = 20, .pad = UI_PAD2(home_packed(u) ? 16 : 28, 2), .align = ALIGN_STRETCH});
    for (size_t i = 0; i < home->board_count && i < 3; i++) {
        if (i)
            w_line(u, ui_printf(u, "line%zu", i));
        board_item(u, &home->board[i], i);
    }
    ui_close(u);
}
