// SPDX-License-Identifier: Apache-2.0
// Texts, icons and the small compositions of them.
#include "base/locale.h"
#include "base/str.h"
#include "ui/w_inside.h"

unsigned w_points(const char *icon) { return text_same(icon, "left") || text_same(icon, "right") ? STATE_MIRROR : 0; }

struct ui_node *w_text(struct ui *u, const char *key, const char *text, enum type_role type, enum colour ink) {
    return ui_leaf(u, &(struct ui_node){.key = key, .role = ROLE_TEXT, .paint = PAINT_TEXT, .text = text, .type = type, .ink = ink});
}

struct ui_node *w_heading(struct ui *u, const char *key, const char *text, enum type_role type) {
    return ui_leaf(u, &(struct ui_node){.key = key, .role = ROLE_HEADING, .label = text, .paint = PAINT_TEXT, .type = type});
}

void w_icon(struct ui *u, const char *key, const char *icon, int size, enum colour ink) {
    ui_leaf(u, &(struct ui_node){.key = key, .role = ROLE_IMAGE, .paint = PAINT_ICON, .icon = icon, .w = (short)size, .ink = ink});
}

void w_line(struct ui *u, const char *key) {
    ui_leaf(u, &(struct ui_node){.key = key, .role = ROLE_IMAGE, .fill = COLOUR_LINE, .h = 2, .self = ALIGN_STRETCH});
}

void w_space(struct ui *u, const char *key, int height) {
    ui_leaf(u, &(struct ui_node){.key = key, .role = ROLE_IMAGE, .h = (short)height, .w = 1});
}

void w_grow(struct ui *u, const char *key) { ui_leaf(u, &(struct ui_node){.key = key, .role = ROLE_IMAGE, .grow = 1}); }

const char *w_number(struct ui *u, int n) { return locale_digits(locale_of(ui_world(u)->language), ui_arena(u), ui_printf(u, "%d", n)); }

const char *w_percent(struct ui *u, int n) { return ui_printf(u, "%s %%", w_number(u, n)); }

void w_fact(struct ui *u, const struct w_fact *f) {
    bool one = w_one_column(u);
    short label = f->wide ? 708 : ui_world(u)->theme.scale == SCALE_125 ? 300 : 256;
    ui_open(u, &(struct ui_node){.key = f->key, .align = ALIGN_STRETCH});
    w_line(u, "line");
    ui_open(u, &(struct ui_node){.key = "pair", .axis = one ? AXIS_COL : AXIS_ROW, .gap = one ? 0 : 12, .pad = {0, 20, 0, 19},
                                 .align = one ? ALIGN_STRETCH : ALIGN_START});
    ui_leaf(u, &(struct ui_node){.key = "label", .role = ROLE_TEXT, .paint = PAINT_TEXT, .text = f->label, .type = TYPE_LABEL,
                                 .regular = true, .ink = COLOUR_INK2, .w = one ? 0 : label});
    ui_open(u, &(struct ui_node){.key = "value", .grow = one ? 0 : 1, .language = f->language, .align = ALIGN_STRETCH});
    ui_leaf(u, &(struct ui_node){.key = "text", .role = ROLE_TEXT, .paint = PAINT_TEXT, .text = f->value, .type = TYPE_ROW,
                                 .regular = !f->strong, .states = f->discreet ? STATE_DISCREET : 0});
    if (f->second)
        w_text(u, "second", f->second, TYPE_SMALL, COLOUR_INK2)->language = f->second_language;
    ui_close(u);
    ui_close(u);
    ui_close(u);
}

void w_info(struct ui *u, const struct w_info *i) {
    ui_open(u, &(struct ui_node){.key = i->key, .align = ALIGN_STRETCH});
    if (i->line)
        w_line(u, "line");
    ui_open(u, &(struct ui_node){.key = "pair", .axis = AXIS_ROW, .gap = 22, .pad = UI_PAD2(0, 18), .align = ALIGN_START});
    ui_leaf(u, &(struct ui_node){.key = "icon", .role = ROLE_IMAGE, .paint = PAINT_ICON, .icon = i->icon, .w = 40,
                                 .states = w_points(i->icon)});
    ui_open(u, &(struct ui_node){.key = "words", .grow = 1, .align = ALIGN_STRETCH});
    struct ui_node *title = ui_leaf(u, &(struct ui_node){.key = "title", .role = ROLE_TEXT, .paint = PAINT_TEXT, .text = i->title, .type = TYPE_LABEL});
    ui_speaks(u, title, i->name, i->name_language);
    if (i->text) {
        struct ui_node *text = w_text(u, "text", i->text, TYPE_SMALL, COLOUR_INK2);
        text->language = i->text_language;
        ui_speaks(u, text, i->name, i->name_language);
    }
    ui_close(u);
    ui_close(u);
    ui_close(u);
}
