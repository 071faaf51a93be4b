// SPDX-License-Identifier: Apache-2.0
#include "ui/speech_bar.h"
#include "ui/inside.h"
#include "ui/widgets.h"

enum { LEFT = 96, WIDTH = 1728, BOTTOM = 54 };

static short grown(const struct ui *u, int size) { return (short)theme_icon(&ui_world(u)->theme, size); }

static void words(struct ui *u, const char *key, const char *text, enum type_role type, bool bold) {
    ui_leaf(u, &(struct ui_node){.key = key, .paint = PAINT_TEXT, .text = text, .type = type, .bold = bold, .regular = !bold});
}

static void cap(struct ui *u, const char *key, const char *icon) {
    short h = grown(u, 44);
    ui_open(u, &(struct ui_node){.key = key, .axis = AXIS_STACK, .w = (short)(h + 12), .h = h, .radius = 10, .fill = COLOUR_CARD, .border = COLOUR_CTL,
                                 .border_w = 2, .align = ALIGN_CENTRE, .justify = ALIGN_CENTRE});
    ui_leaf(u, &(struct ui_node){.key = "icon", .paint = PAINT_ICON, .icon = icon, .w = 32});
    ui_close(u);
}

// Two arrows of the remote, always in its order, and what they change.
static void pair(struct ui *u, const char *key, const char *less, const char *more, const char *label) {
    ui_open(u, &(struct ui_node){.key = key, .label = label, .axis = AXIS_ROW, .gap = 14, .align = ALIGN_CENTRE});
    ui_open(u, &(struct ui_node){.key = "arrows", .axis = AXIS_ROW, .gap = 8, .states = STATE_LTR});
    cap(u, "less", less);
    cap(u, "more", more);
    ui_close(u);
    words(u, "label", label, TYPE_KEYBAR, false);
    ui_close(u);
}

static void coloured(struct ui *u, const char *key, enum colour fill, const char *label) {
    bool dark = ui_world(u)->theme.name != THEME_DAY, green = fill == COLOUR_KEY_GREEN;
    short box = grown(u, 44), square = grown(u, 16);
    ui_open(u, &(struct ui_node){.key = key, .label = label, .axis = AXIS_ROW, .gap = 14, .align = ALIGN_CENTRE});
    ui_open(u, &(struct ui_node){.key = "box", .axis = AXIS_STACK, .w = box, .h = box, .radius = 10, .fill = fill,
                                 .border = dark ? COLOUR_INK : COLOUR_NONE, .align = ALIGN_CENTRE, .justify = ALIGN_CENTRE});
    if (green)
        ui_leaf(u, &(struct ui_node){.key = "shape", .w = square, .h = square, .radius = 1, .fill = COLOUR_KEY_GLYPH});
    else
        ui_leaf(u, &(struct ui_node){.key = "shape", .paint = PAINT_ICON, .icon = "key-triangle", .w = 44, .ink = COLOUR_KEY_GLYPH_DARK});
    ui_close(u);
    words(u, "label", label, TYPE_KEYBAR, false);
    ui_close(u);
}

static void line_open(struct ui *u, const char *key) {
    bool one = w_one_column(u);
    ui_open(u, &(struct ui_node){.key = key, .axis = AXIS_ROW, .gap = one ? 32 : 44, .align = ALIGN_CENTRE});
}

static void title(struct ui *u, const char *text) {
    ui_leaf(u, &(struct ui_node){.key = "icon", .paint = PAINT_ICON, .icon = "speaker", .w = 48});
    ui_leaf(u, &(struct ui_node){.key = "title", .paint = PAINT_TEXT, .text = text, .type = TYPE_LABEL, .bold = true, .grow = 1});
}

static void question(struct ui *u) {
    line_open(u, "ask");
    title(u, tr(u, "People in the room can hear your private answers."));
    ui_close(u);
    line_open(u, "choices");
    w_key(u, "yes", trc(u, "key", "OK"), tr(u, "Read them until the session ends"));
    if (w_one_column(u)) {
        ui_close(u);
        line_open(u, "choices2");
    }
    w_key(u, "no", trc(u, "key", "BACK"), tr(u, "Keep them silent"));
    ui_close(u);
}

// Larger text needs more lines; how many keys fit in one.
static void next_line(struct ui *u, const char *key, enum text_scale from) {
    if (ui_world(u)->theme.scale < from)
        return;
    ui_close(u);
    line_open(u, key);
}

static void keys(struct ui *u, const struct ui_speech_bar *b) {
    line_open(u, "keys");
    pair(u, "speed", "left", "right", ui_printf(u, tr(u, "Speed %d %%"), b->rate));
    pair(u, "volume", "down", "up", ui_printf(u, tr(u, "Volume %d %%"), b->volume));
    next_line(u, "keys2", SCALE_150);
    w_key(u, "again", trc(u, "key", "OK"), tr(u, "Say it again"));
    coloured(u, "off", COLOUR_KEY_YELLOW, tr(u, "Turn reading off"));
    next_line(u, "keys3", SCALE_100);
    w_key(u, "private", "1", b->private_too ? tr(u, "Private answers are read") : tr(u, "Hear private answers"));
    ui_close(u);
}

void ui_speech_bar(struct ui *u, const struct ui_speech_bar *b) {
    if (u->failed || !u->root)
        return;
    u->open = u->root; // opened again for one more child
    u->depth++;
    ui_open(u, &(struct ui_node){.key = "speech-bar", .role = ROLE_KEYBAR, .at = true, .from_bottom = true, .x = LEFT, .y = BOTTOM, .w = WIDTH,
                                 .pad = UI_PAD2(32, 20), .gap = 18, .radius = 20, .fill = COLOUR_CARD, .border = COLOUR_INK, .border_w = 3,
                                 .align = ALIGN_STRETCH});
    if (b->asks) {
        question(u);
    } else {
        line_open(u, "head");
        title(u, b->hint ? b->hint : b->takes_keys ? tr(u, "Stopped") : tr(u, "Reading aloud"));
        coloured(u, "green", COLOUR_KEY_GREEN, b->takes_keys ? tr(u, "Read the screen") : tr(u, "Stop"));
        ui_close(u);
        if (b->takes_keys)
            keys(u, b);
    }
    ui_close(u);
    ui_close(u);
}
