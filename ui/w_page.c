// SPDX-License-Identifier: Apache-2.0
// The frame of every screen: seal and office at the top, one rule, the key bar at the bottom.
#include "ui/widgets.h"
#include "ui/inside.h"

enum { LEFT = 96, WIDTH = 1728, TOP = 54, RULE_Y = 130, BOTTOM = 1026, CONTENT_TOP = 162, FORM_TOP = 206, MAIN_W = 1144, SIDE_W = 560 };

bool w_one_column(const struct ui *u) { return ui_world(u)->theme.scale >= SCALE_150; }

static int bar_height(const struct ui *u) {
    static const int heights[SCALE_COUNT] = {48, 52, 64, 72};
    return heights[ui_world(u)->theme.scale];
}

static void text(struct ui *u, const char *key, const char *words, enum type_role type, bool bold, enum colour ink) {
    ui_leaf(u, &(struct ui_node){.key = key, .paint = PAINT_TEXT, .text = words, .type = type, .bold = bold, .regular = !bold,
                                 .ink = ink, .lines = 1});
}

static void brand(struct ui *u, const struct w_page *p) {
    bool small = ui_world(u)->theme.scale == SCALE_200;
    ui_open(u, &(struct ui_node){.key = "brand", .axis = AXIS_ROW, .align = ALIGN_CENTRE, .grow = 1});
    ui_leaf(u, &(struct ui_node){.key = "seal", .role = ROLE_IMAGE, .paint = PAINT_PICTURE, .icon = "seal", .w = 60, .h = 60});
    if (!w_one_column(u)) {
        ui_leaf(u, &(struct ui_node){.key = "gap", .w = 20, .h = 2});
        text(u, "name", "Tgov", TYPE_CHOICE, true, COLOUR_NONE);
    }
    if (p->context && !small) {
        ui_leaf(u, &(struct ui_node){.key = "gap-before", .w = 24, .h = 2});
        if (!w_one_column(u)) {
            ui_leaf(u, &(struct ui_node){.key = "line", .fill = COLOUR_CTL, .w = 2, .h = 36});
            ui_leaf(u, &(struct ui_node){.key = "gap-after", .w = 24, .h = 2});
        }
        const char *shown = w_one_column(u) && p->step_text ? p->step_text : p->context;
        ui_leaf(u, &(struct ui_node){.key = "context", .paint = PAINT_TEXT, .text = shown, .ink = COLOUR_INK2, .lines = 1, .grow = 1});
    }
    ui_close(u);
}

static const char *clock_words(struct ui *u) {
    const struct ui_world *w = ui_world(u);
    struct when_clock c = when_clock_of(w->wall, w->zone);
    return ui_printf(u, "%d:%02d", c.hour, c.minute);
}

static void header(struct ui *u, const struct w_page *p) {
    const struct ui_world *w = ui_world(u);
    ui_open(u, &(struct ui_node){.key = "header", .axis = AXIS_ROW, .align = ALIGN_CENTRE, .at = true, .x = LEFT, .y = TOP, .w = WIDTH,
                                 .h = w->theme.scale == SCALE_200 ? 72 : 60, .gap = 36});
    brand(u, p);
    if (w->theme.scale != SCALE_200) {
        ui_open(u, &(struct ui_node){.key = "who", .axis = AXIS_ROW, .align = ALIGN_CENTRE, .gap = 12});
        ui_leaf(u, &(struct ui_node){.key = "icon", .paint = PAINT_ICON, .icon = "person", .w = 36});
        text(u, "person", w->person ? w->person : tr(u, "Guest"), TYPE_LABEL, false, COLOUR_NONE);
        ui_close(u);
    }
    ui_leaf(u, &(struct ui_node){.key = "clock", .paint = PAINT_TEXT, .text = clock_words(u), .type = ui_world(u)->theme.scale == SCALE_200 ? TYPE_SMALL : TYPE_CHOICE, .bold = true, .states = STATE_LTR, .lines = 1});
    ui_close(u);
}

// The double rule of print and law; in a form the same place shows how far one has come.
static void rule(struct ui *u, const struct w_page *p) {
    bool quiet = ui_world(u)->theme.name == THEME_EVENING;
    if (p->steps > 0) {
        int done = p->step - 1 < p->steps ? p->step - 1 : p->steps;
        ui_leaf(u, &(struct ui_node){.key = "progress", .role = ROLE_PROGRESS, .label = p->step_text, .paint = PAINT_BARS, .at = true,
                                     .x = LEFT, .y = RULE_Y, .w = WIDTH, .h = 10,
                                     .bars = {.total = (short)p->steps, .filled = (short)(done < 0 ? 0 : done), .half = true,
                                              .height = 10, .gap = p->steps > 24 ? 4 : 10, .radius = 5}});
        return;
    }
    enum colour ink = quiet ? COLOUR_CTL : COLOUR_ACT;
    ui_leaf(u, &(struct ui_node){.key = "rule", .fill = ink, .at = true, .x = LEFT, .y = RULE_Y, .w = WIDTH, .h = 4});
    ui_leaf(u, &(struct ui_node){.key = "rule-thin", .fill = ink, .at = true, .x = LEFT, .y = RULE_Y + 8, .w = WIDTH, .h = 2});
}

static void step_line(struct ui *u, const struct w_page *p) {
    if (!p->step_text || w_one_column(u))
        return;
    ui_open(u, &(struct ui_node){.key = "step", .axis = AXIS_ROW, .at = true, .x = LEFT, .y = 154, .w = WIDTH, .justify = ALIGN_STRETCH,
                                 .ink = COLOUR_INK2});
    text(u, "text", p->step_text, TYPE_SMALL, false, COLOUR_NONE);
    if (p->saved) {
        ui_open(u, &(struct ui_node){.key = "saved", .role = ROLE_STATUS, .label = p->saved, .axis = AXIS_ROW, .gap = 10,
                                     .align = ALIGN_CENTRE});
        ui_leaf(u, &(struct ui_node){.key = "icon", .paint = PAINT_ICON, .icon = p->saving ? "save" : "check", .w = 30});
        text(u, "text", p->saved, TYPE_SMALL, false, COLOUR_NONE);
        ui_close(u);
    }
    ui_close(u);
}

void w_page_open(struct ui *u, const struct w_page *p) {
    int top = p->steps > 0 && !w_one_column(u) ? FORM_TOP : CONTENT_TOP;
    int height = BOTTOM - bar_height(u) - 32 - top;
    ui_open(u, &(struct ui_node){.key = p->key, .role = ROLE_SCREEN, .label = p->title, .w = 1920, .h = 1080});
    header(u, p);
    rule(u, p);
    step_line(u, p);
    ui_open(u, &(struct ui_node){.key = "content", .at = true, .x = LEFT, .y = (short)top, .w = WIDTH, .h = (short)height,
                                 .align = ALIGN_STRETCH});
}

// ---- The key bar: the colour keys in the order of the remote, then OK and BACK with what they do now
static const struct bar_key {
    const char *key, *shape; // shape: an icon; NULL: drawn as a disc or a square
    enum colour fill, glyph;
} bar_keys[] = {
    {"red", NULL, COLOUR_KEY_RED, COLOUR_KEY_GLYPH},
    {"green", NULL, COLOUR_KEY_GREEN, COLOUR_KEY_GLYPH},
    {"yellow", "key-triangle", COLOUR_KEY_YELLOW, COLOUR_KEY_GLYPH_DARK},
    {"blue", "key-diamond", COLOUR_KEY_BLUE, COLOUR_KEY_GLYPH},
};

static void shape(struct ui *u, const struct bar_key *k) {
    struct ui_node n = {.key = "shape", .fill = k->glyph};
    if (k->fill == COLOUR_KEY_RED) {
        n.w = n.h = 17;
        n.radius = 9;
    } else if (k->fill == COLOUR_KEY_GREEN) {
        n.w = n.h = 16;
        n.radius = 1;
    } else {
        n = (struct ui_node){.key = "shape", .paint = PAINT_ICON, .icon = k->shape, .w = 44, .ink = k->glyph};
    }
    ui_leaf(u, &n);
}

static void colour_key(struct ui *u, const struct bar_key *k, const char *label) {
    bool dark = ui_world(u)->theme.name != THEME_DAY;
    if (!label)
        return;
    ui_open(u, &(struct ui_node){.key = k->key, .label = label, .axis = AXIS_ROW, .gap = 14, .align = ALIGN_CENTRE});
    ui_open(u, &(struct ui_node){.key = "box", .axis = AXIS_STACK, .w = 44, .h = 44, .radius = 10, .fill = k->fill,
                                 .border = dark ? COLOUR_INK : COLOUR_NONE, .align = ALIGN_CENTRE, .justify = ALIGN_CENTRE});
    shape(u, k);
    ui_close(u);
    text(u, "label", label, TYPE_KEYBAR, false, COLOUR_NONE);
    ui_close(u);
}

void w_key(struct ui *u, const char *key, const char *cap, const char *label) {
    static const short heights[SCALE_COUNT] = {44, 48, 60, 66};
    ui_open(u, &(struct ui_node){.key = key, .label = label, .axis = AXIS_ROW, .gap = 14, .align = ALIGN_CENTRE});
    ui_open(u, &(struct ui_node){.key = "cap", .axis = AXIS_ROW, .h = heights[ui_world(u)->theme.scale], .min_w = 56, .pad = UI_PAD2(12, 0),
                                 .radius = 10, .fill = COLOUR_CARD, .border = COLOUR_CTL, .border_w = 2, .align = ALIGN_CENTRE,
                                 .justify = ALIGN_CENTRE});
    text(u, "text", cap, TYPE_KEYCAP, true, COLOUR_NONE);
    ui_close(u);
    text(u, "label", label, TYPE_KEYBAR, false, COLOUR_NONE);
    ui_close(u);
}

static void keybar(struct ui *u, const struct w_page *p) {
    bool brief = w_one_column(u), shorter = ui_world(u)->theme.scale >= SCALE_125;
    const struct ui_node *focused = ui_find(u->root, u->focus);
    const char *verb = focused && focused->action ? (focused->verb ? focused->verb : tr(u, "Open")) : p->verb;
    ui_open(u, &(struct ui_node){.key = "keys", .role = ROLE_KEYBAR, .axis = AXIS_ROW, .at = true, .x = LEFT,
                                 .y = (short)(BOTTOM - bar_height(u)), .w = WIDTH, .h = (short)bar_height(u), .align = ALIGN_CENTRE,
                                 .justify = ALIGN_STRETCH});
    ui_open(u, &(struct ui_node){.key = "colours", .axis = AXIS_ROW, .states = STATE_LTR, .gap = shorter ? 28 : 40, .align = ALIGN_CENTRE});
    colour_key(u, &bar_keys[0], shorter ? tr(u, "Hide") : tr(u, "Hide screen"));
    colour_key(u, &bar_keys[1], tr(u, "Read aloud"));
    colour_key(u, &bar_keys[2], p->yellow);
    colour_key(u, &bar_keys[3], shorter ? tr(u, "Language") : tr(u, "Language and text"));
    ui_close(u);
    ui_open(u, &(struct ui_node){.key = "caps", .axis = AXIS_ROW, .gap = brief ? 28 : 40, .align = ALIGN_CENTRE});
    if (verb && ui_world(u)->theme.scale != SCALE_200)
        w_key(u, "ok", trc(u, "key", "OK"), verb);
    if (p->back && !brief)
        w_key(u, "back", trc(u, "key", "BACK"), p->back);
    ui_close(u);
    ui_close(u);
}

void w_page_close(struct ui *u, const struct w_page *p) {
    ui_close(u);
    keybar(u, p);
    ui_close(u);
}

// ---- Columns
void w_columns_open(struct ui *u) {
    ui_open(u, &(struct ui_node){.key = "columns", .axis = AXIS_ROW, .gap = 24, .grow = 1, .align = ALIGN_STRETCH});
}

void w_main_open(struct ui *u, const char *key, const char *label, int gap) {
    bool one = w_one_column(u);
    ui_open(u, &(struct ui_node){.key = key, .role = label ? ROLE_LIST : ROLE_GROUP, .label = label, .w = one ? 0 : MAIN_W,
                                 .grow = one ? 1 : 0, .gap = (short)gap, .align = ALIGN_STRETCH, .scroll = true, .remember = true});
}

void w_steady_open(struct ui *u, const char *key) {
    bool one = w_one_column(u);
    ui_open(u, &(struct ui_node){.key = key, .w = one ? 0 : MAIN_W, .grow = one ? 1 : 0, .align = ALIGN_STRETCH, .remember = true});
}

void w_side_open(struct ui *u, const char *key, int gap) {
    ui_open(u, &(struct ui_node){.key = key, .w = SIDE_W, .gap = (short)gap, .align = ALIGN_STRETCH, .scroll = true});
}

void w_close(struct ui *u) { ui_close(u); }

void w_dialog_open(struct ui *u, const char *key, const char *title) {
    ui_open(u, &(struct ui_node){.key = key, .role = ROLE_DIALOG, .label = title, .modal = true, .at = true, .x = 0, .y = 0, .w = WIDTH,
                                 .min_h = 300, .fill = COLOUR_CARD, .edge_line = true, .radius = 20, .pad = UI_PAD(48), .gap = 24,
                                 .align = ALIGN_STRETCH, .border = COLOUR_CTL, .border_w = 3});
    w_heading(u, "title", title, TYPE_HEADING);
}
