// SPDX-License-Identifier: Apache-2.0
// What can be pressed. The box of a control is the same at rest and in focus: nothing moves.
#include "ui/w_inside.h"

// Returns the node of the label.
static struct ui_node *words(struct ui *u, const char *label, enum type_role type, enum colour ink, const char *second, enum ui_align align) {
    ui_open(u, &(struct ui_node){.key = "words", .grow = 1, .align = ALIGN_STRETCH});
    struct ui_node *n = ui_leaf(u, &(struct ui_node){.key = "label", .paint = PAINT_TEXT, .text = label, .type = type, .bold = true, .ink = ink, .text_align = align});
    if (second)
        ui_leaf(u, &(struct ui_node){.key = "second", .paint = PAINT_TEXT, .text = second, .type = TYPE_SMALL, .ink = COLOUR_INK2,
                                     .text_align = align});
    ui_close(u);
    return n;
}

void w_button(struct ui *u, const struct w_button *b) {
    bool evening = ui_world(u)->theme.name == THEME_EVENING;
    enum colour ink = b->quiet || evening ? COLOUR_INK : COLOUR_ACT;
    struct ui_node *n = ui_open(u, &(struct ui_node){
        .key = b->key, .role = ROLE_BUTTON, .label = b->label, .hint = b->disabled ? b->reason : b->hint, .verb = b->verb, .language = b->language,
        .action = b->action, .arg = b->arg, .focusable = true, .autofocus = b->autofocus,
        .states = b->disabled ? STATE_DISABLED : 0, .axis = AXIS_ROW, .gap = 20, .pad = UI_PAD2(32, 16), .align = ALIGN_CENTRE,
        .min_h = b->main ? 120 : b->quiet ? 88 : 96, .radius = 16, .fill = COLOUR_CARD,
        .border = b->quiet || evening ? COLOUR_CTL : COLOUR_ACT, .border_w = b->quiet || evening ? 2 : 3,
    });
    ui_speaks(u, n, b->name, b->name_language);
    if (b->icon)
        ui_leaf(u, &(struct ui_node){.key = "icon", .paint = PAINT_ICON, .icon = b->icon, .w = 40, .ink = ink, .states = w_points(b->icon)});
    words(u, b->label, b->main ? TYPE_CARD_TITLE_LARGE : TYPE_ROW, ink, b->disabled && b->reason ? b->reason : b->second,
          b->main ? ALIGN_CENTRE : ALIGN_START);
    ui_close(u);
}

enum { TICK = 44, DIGIT = 60, ROW_ICON = 56 }; // at 100 %

static void tick(struct ui *u, const struct w_choice *c) {
    short box = (short)theme_icon(&ui_world(u)->theme, TICK);
    if (!c->many) {
        ui_leaf(u, &(struct ui_node){.key = "radio", .paint = PAINT_RADIO, .w = TICK, .states = c->checked ? STATE_CHECKED : 0});
        return;
    }
    ui_open(u, &(struct ui_node){.key = "box", .axis = AXIS_STACK, .w = box, .h = box, .radius = 8, .border = COLOUR_CTL, .border_w = 3,
                                 .align = ALIGN_CENTRE, .justify = ALIGN_CENTRE});
    if (c->checked)
        ui_leaf(u, &(struct ui_node){.key = "tick", .paint = PAINT_ICON, .icon = "check", .w = TICK - 10, .stroke = 5, .ink = COLOUR_ACT});
    ui_close(u);
}

void w_choice(struct ui *u, const struct w_choice *c) {
    static const short heights[SCALE_COUNT] = {108, 120, 132, 150};
    enum text_scale scale = ui_world(u)->theme.scale;
    short box = (short)theme_icon(&ui_world(u)->theme, DIGIT);
    const char *number = c->digit ? w_number(u, c->digit) : NULL;
    // Large text leaves room for the hint of one answer only: of the one in focus.
    bool hint = c->hint && (!w_one_column(u) || ui_has_focus(u, c->key));
    struct ui_node *n = ui_open(u, &(struct ui_node){
        .key = c->key, .role = c->many ? ROLE_CHECK : ROLE_CHOICE, .label = c->label, .hint = c->hint, .verb = c->verb, .language = c->language,
        .action = c->action, .arg = c->arg, .focusable = true, .autofocus = c->autofocus,
        .states = c->checked ? STATE_CHECKED : 0, .axis = AXIS_ROW, .gap = 28, .pad = {24, 16, 32, 16}, .align = ALIGN_CENTRE,
        .min_h = heights[scale], .radius = 16, .fill = COLOUR_CARD, .edge_line = true,
        .border = c->checked ? COLOUR_ACT : COLOUR_NONE, .border_w = 3,
    });
    ui_speaks(u, n, c->hint, c->hint_language);
    if (number) {
        ui_open(u, &(struct ui_node){.key = "digit", .axis = AXIS_STACK, .w = box, .h = box, .radius = 12,
                                     .border = COLOUR_CTL, .border_w = 2, .align = ALIGN_CENTRE, .justify = ALIGN_CENTRE});
        ui_leaf(u, &(struct ui_node){.key = "number", .paint = PAINT_TEXT, .text = number, .type = TYPE_BODY, .bold = true, .lines = 1});
        ui_close(u);
    }
    words(u, c->label, TYPE_CHOICE, COLOUR_INK, hint ? c->hint : NULL, ALIGN_START)->sample = c->sample;
    tick(u, c);
    ui_close(u);
}

// Large text: what stands at the end otherwise comes below the label, beside the second line where both have room.
static void row_words(struct ui *u, const struct w_row *r, const char *value) {
    enum { ROOM = 1728 - 2 * 32 - 28 - 28, GAP = 40 }; // without the padding, the scroll bar and the gap after the icon
    int used = (r->icon ? theme_icon(&ui_world(u)->theme, ROW_ICON) : 0) + w_text_width(u, r->second, TYPE_SMALL, false) + GAP;
    bool beside = r->second && used + w_text_width(u, value, TYPE_SMALL, true) <= ROOM;
    ui_open(u, &(struct ui_node){.key = "words", .grow = 1, .align = ALIGN_STRETCH});
    ui_leaf(u, &(struct ui_node){.key = "label", .paint = PAINT_TEXT, .text = r->label, .type = TYPE_ROW, .bold = true});
    ui_open(u, &(struct ui_node){.key = "below", .axis = beside ? AXIS_ROW : AXIS_COL, .gap = beside ? GAP : 0, .align = ALIGN_STRETCH, .justify = beside ? ALIGN_STRETCH : ALIGN_START});
    if (r->second)
        ui_leaf(u, &(struct ui_node){.key = "second", .paint = PAINT_TEXT, .text = r->second, .type = TYPE_SMALL, .ink = COLOUR_INK2});
    ui_leaf(u, &(struct ui_node){.key = "end", .paint = PAINT_TEXT, .text = value, .type = TYPE_SMALL, .bold = true});
    ui_close(u);
    ui_close(u);
}

void w_row(struct ui *u, const struct w_row *r) {
    bool one = w_one_column(u);
    const char *value = r->end && r->end_second ? ui_printf(u, "%s, %s", r->end, r->end_second) : r->end;
    struct ui_node *n = ui_open(u, &(struct ui_node){
        .key = r->key, .role = ROLE_ROW, .label = r->label, .value = value, .hint = r->second, .verb = r->verb, .action = r->action,
        .arg = r->arg, .focusable = true, .autofocus = r->autofocus, .axis = AXIS_ROW, .gap = 28, .pad = UI_PAD2(32, 9),
        .align = ALIGN_CENTRE, .min_h = 104, .radius = 20, .fill = COLOUR_CARD, .edge_line = true,
    });
    ui_speaks(u, n, r->label, r->language);
    ui_speaks(u, n, r->second, r->second_language);
    ui_speaks(u, n, r->end, r->end_language);
    ui_speaks(u, n, r->end_second, r->end_second_language);
    if (r->icon)
        ui_leaf(u, &(struct ui_node){.key = "icon", .paint = PAINT_ICON, .icon = r->icon, .w = ROW_ICON});
    if (one && value)
        row_words(u, r, value);
    else
        words(u, r->label, TYPE_ROW, COLOUR_INK, r->second, ALIGN_START);
    if (r->end && !one) {
        ui_open(u, &(struct ui_node){.key = "end", .align = ALIGN_END});
        ui_leaf(u, &(struct ui_node){.key = "first", .paint = PAINT_TEXT, .text = r->end, .type = TYPE_LABEL, .lines = 1});
        if (r->end_second)
            ui_leaf(u, &(struct ui_node){.key = "second", .paint = PAINT_TEXT, .text = r->end_second, .type = TYPE_SMALL, .ink = COLOUR_INK2, .lines = 1});
        ui_close(u);
    }
    ui_close(u);
}

enum { CHIP_ICON = 38, CHIP_GAP = 14, CHIP_START = 18, CHIP_END = 24 }; // of a chip with an icon

int w_chips_in_line(struct ui *u, const char *const *labels, int count, int gap, int width) {
    int fit = 0;
    for (int used = 0; fit < count; fit++) {
        used += (fit ? gap : 0) + CHIP_START + theme_icon(&ui_world(u)->theme, CHIP_ICON) + CHIP_GAP + w_text_width(u, labels[fit], TYPE_LABEL, false) + CHIP_END;
        if (used > width)
            break;
    }
    return fit;
}

void w_chip(struct ui *u, const struct w_chip *c) {
    static const short heights[SCALE_COUNT] = {68, 76, 88, 104};
    short h = heights[ui_world(u)->theme.scale];
    const char *icon = c->on ? "check" : c->icon;
    ui_open(u, &(struct ui_node){
        .key = c->key, .role = ROLE_BUTTON, .label = c->label, .verb = c->verb, .language = c->language, .action = c->action, .arg = c->arg,
        .focusable = true, .autofocus = c->autofocus, .states = c->on ? STATE_CHECKED : 0, .axis = AXIS_ROW, .gap = CHIP_GAP,
        .pad = {icon ? CHIP_START : 28, 6, icon ? CHIP_END : 28, 6}, .align = ALIGN_CENTRE, .min_h = c->small ? (short)(h - 6) : h, .radius = 60,
        .fill = COLOUR_CARD, .border = c->on ? COLOUR_ACT : COLOUR_CTL, .border_w = c->on ? 3 : 2,
    });
    if (icon)
        ui_leaf(u, &(struct ui_node){.key = "icon", .paint = PAINT_ICON, .icon = icon, .w = CHIP_ICON});
    ui_leaf(u, &(struct ui_node){.key = "label", .paint = PAINT_TEXT, .text = c->label, .type = TYPE_LABEL, .regular = !c->on});
    ui_close(u);
}

static void answer_speaks(struct ui *u, struct ui_node *n, const struct w_answer *a) {
    ui_speaks(u, n, a->label, a->language);
    ui_speaks(u, n, a->value, a->value_language);
}

void w_answer(struct ui *u, const struct w_answer *a) {
    bool one = w_one_column(u);
    const char *spoken = ui_printf(u, "%s: %s", a->act, a->label);
    ui_open(u, &(struct ui_node){.key = a->key, .align = ALIGN_STRETCH});
    ui_open(u, &(struct ui_node){.key = "line", .axis = AXIS_ROW, .min_h = 110, .gap = 24, .pad = {0, 8, 8, 8}, .align = ALIGN_CENTRE});
    ui_open(u, &(struct ui_node){.key = "pair", .axis = one ? AXIS_COL : AXIS_ROW, .grow = 1, .gap = 20,
                                 .align = one ? ALIGN_STRETCH : ALIGN_CENTRE});
    ui_leaf(u, &(struct ui_node){.key = "label", .role = ROLE_TEXT, .paint = PAINT_TEXT, .text = a->label, .type = TYPE_LABEL, .regular = true,
                                 .language = a->language, .ink = COLOUR_INK2, .w = one ? 0 : 280});
    struct ui_node *n = ui_leaf(u, &(struct ui_node){.key = "value", .role = ROLE_TEXT, .label = a->label, .value = a->value, .paint = PAINT_TEXT, .text = a->value,
                                 .type = TYPE_ROW, .regular = true, .grow = one ? 0 : 1, .states = (a->private_value ? STATE_PRIVATE : 0u) | (a->ltr ? STATE_LTR : 0u)});
    ui_close(u);
    answer_speaks(u, n, a);
    n = ui_open(u, &(struct ui_node){.key = "change", .role = ROLE_BUTTON, .label = spoken, .value = a->value, .verb = a->act, .action = a->action,
                                 .arg = a->arg, .focusable = true, .states = a->private_value ? STATE_PRIVATE : 0, .axis = AXIS_ROW,
                                 .min_h = 64, .min_w = 150, .pad = UI_PAD2(20, 8), .radius = 14, .border = COLOUR_CTL, .border_w = 2,
                                 .align = ALIGN_CENTRE, .justify = ALIGN_CENTRE, .fill = COLOUR_CARD});
    answer_speaks(u, n, a);
    ui_leaf(u, &(struct ui_node){.key = "text", .paint = PAINT_TEXT, .text = a->act, .type = TYPE_SMALL, .bold = true, .lines = 1});
    ui_close(u);
    ui_close(u);
    if (!a->last)
        w_line(u, "hair");
    ui_close(u);
}

void w_field(struct ui *u, const struct w_field *f) {
    static const short heights[SCALE_COUNT] = {92, 100, 112, 124};
    bool empty = !f->text || !*f->text;
    ui_leaf(u, &(struct ui_node){
        .key = f->key, .role = ROLE_FIELD, .label = f->label, .value = f->text, .hint = f->placeholder, .live = LIVE_POLITE,
        .states = (f->editing ? STATE_EDITING : 0u) | (f->invalid ? STATE_INVALID : 0u) | (f->private_value ? STATE_PRIVATE : 0u) |
                  (f->ltr ? STATE_LTR : 0u),
        .paint = PAINT_CARET, .text = empty && !f->editing ? f->placeholder : f->text, .type = TYPE_HEADING, .regular = true,
        .caret = f->caret, .compose = f->compose, .h = heights[ui_world(u)->theme.scale], .pad = UI_PAD2(28, 4), .radius = 16,
        .fill = COLOUR_CARD, .border = f->editing ? COLOUR_ACT : COLOUR_CTL, .border_w = f->editing ? 3 : 2,
        .ink = empty ? COLOUR_INK2 : COLOUR_INK, .self = ALIGN_STRETCH,
    });
}
