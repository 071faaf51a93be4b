// SPDX-License-Identifier: Apache-2.0
// The values behind the names of style.h, as in the design tokens of the product.
#include "ui/style.h"

#include "base/str.h"

static const uint32_t theme_table[THEME_COUNT][COLOUR_COUNT] = {
    [THEME_DAY] = {
        [COLOUR_GROUND_TOP] = 0xFFEDECE3,
        [COLOUR_GROUND] = 0xFFE4E4D9,
        [COLOUR_CARD] = 0xFFFDFBF5,
        [COLOUR_SUNK] = 0xFFF0EFE6,
        [COLOUR_EDGE] = 0xFFBFC4B4,
        [COLOUR_LINE] = 0xFFC3C8B9,
        [COLOUR_CTL] = 0xFF66756E,
        [COLOUR_INK] = 0xFF13211D,
        [COLOUR_INK2] = 0xFF384842,
        [COLOUR_ACT] = 0xFF0C3F39,
        [COLOUR_PRESS] = 0xFF06302B,
        [COLOUR_ON_ACT] = 0xFFFFFBF0,
        [COLOUR_ON_ACT2] = 0xFFD3E3DB,
        [COLOUR_RING] = 0xFFF2AC20,
        [COLOUR_CARET] = 0xFF982B17,
        [COLOUR_SEAL] = 0xFF982B17,
        [COLOUR_ON_SEAL] = 0xFFFFF6E6,
        [COLOUR_OK] = 0xFF14532F,
        [COLOUR_OK_TINT] = 0xFFD9EBD9,
        [COLOUR_WAIT] = 0xFF653D00,
        [COLOUR_WAIT_TINT] = 0xFFF8E6BF,
        [COLOUR_BAD] = 0xFF8C1616,
        [COLOUR_BAD_TINT] = 0xFFF9DCD5,
        [COLOUR_INFO] = 0xFF17437A,
        [COLOUR_INFO_TINT] = 0xFFD9E6F3,
    },
    [THEME_EVENING] = {
        [COLOUR_GROUND_TOP] = 0xFF112925,
        [COLOUR_GROUND] = 0xFF0C1F1C,
        [COLOUR_CARD] = 0xFF19332E,
        [COLOUR_SUNK] = 0xFF132A26,
        [COLOUR_EDGE] = 0xFF0A1715,
        [COLOUR_LINE] = 0xFF3A5650,
        [COLOUR_CTL] = 0xFF8AA198,
        [COLOUR_INK] = 0xFFF6F1E4,
        [COLOUR_INK2] = 0xFFC9D5CD,
        [COLOUR_ACT] = 0xFFF6F0DE,
        [COLOUR_PRESS] = 0xFFE2D9BF,
        [COLOUR_ON_ACT] = 0xFF10231F,
        [COLOUR_ON_ACT2] = 0xFF33463F,
        [COLOUR_RING] = 0xFFF2AC20,
        [COLOUR_CARET] = 0xFFF2AC20,
        [COLOUR_SEAL] = 0xFFB53A21,
        [COLOUR_ON_SEAL] = 0xFFFFF6E6,
        [COLOUR_OK] = 0xFFA5DFB6,
        [COLOUR_OK_TINT] = 0xFF17402A,
        [COLOUR_WAIT] = 0xFFF7D084,
        [COLOUR_WAIT_TINT] = 0xFF46350F,
        [COLOUR_BAD] = 0xFFFFC2B5,
        [COLOUR_BAD_TINT] = 0xFF551F18,
        [COLOUR_INFO] = 0xFFBBD9F7,
        [COLOUR_INFO_TINT] = 0xFF1C3A59,
    },
    [THEME_CONTRAST] = {
        [COLOUR_GROUND_TOP] = 0xFF000000,
        [COLOUR_GROUND] = 0xFF000000,
        [COLOUR_CARD] = 0xFF000000,
        [COLOUR_SUNK] = 0xFF000000,
        [COLOUR_EDGE] = 0xFFFFFFFF,
        [COLOUR_LINE] = 0xFFFFFFFF,
        [COLOUR_CTL] = 0xFFFFFFFF,
        [COLOUR_INK] = 0xFFFFFFFF,
        [COLOUR_INK2] = 0xFFFFFFFF,
        [COLOUR_ACT] = 0xFFFFE45C,
        [COLOUR_PRESS] = 0xFFFFFFFF,
        [COLOUR_ON_ACT] = 0xFF000000,
        [COLOUR_ON_ACT2] = 0xFF000000,
        [COLOUR_RING] = 0xFFFFFFFF,
        [COLOUR_CARET] = 0xFFFFE45C,
        [COLOUR_SEAL] = 0xFFFFFFFF,
        [COLOUR_ON_SEAL] = 0xFF000000,
        [COLOUR_OK] = 0xFFFFFFFF,
        [COLOUR_OK_TINT] = 0xFF000000,
        [COLOUR_WAIT] = 0xFFFFFFFF,
        [COLOUR_WAIT_TINT] = 0xFF000000,
        [COLOUR_BAD] = 0xFFFFFFFF,
        [COLOUR_BAD_TINT] = 0xFF000000,
        [COLOUR_INFO] = 0xFFFFFFFF,
        [COLOUR_INFO_TINT] = 0xFF000000,
    },
};

// The same in every theme: remote keys, paper and the alarm look the same by day and by night.
static const uint32_t fixed_table[COLOUR_COUNT] = {
    [COLOUR_KEY_RED] = 0xFFB3261E,
    [COLOUR_KEY_GREEN] = 0xFF1D7340,
    [COLOUR_KEY_YELLOW] = 0xFFF4BC1C,
    [COLOUR_KEY_BLUE] = 0xFF1E5BB8,
    [COLOUR_KEY_GLYPH] = 0xFFFFFFFF,
    [COLOUR_KEY_GLYPH_DARK] = 0xFF231A00,
    [COLOUR_PLATE] = 0xFFFDFBF5,
    [COLOUR_PLATE_INK] = 0xFF13211D,
    [COLOUR_ALERT] = 0xFF74150E,
    [COLOUR_ALERT_TEXT] = 0xFFFFFFFF,
    [COLOUR_BLACK] = 0xFF000000,
};

static const char *const colour_names[COLOUR_COUNT] = {
    [COLOUR_NONE] = "none",
    [COLOUR_GROUND_TOP] = "ground-top",
    [COLOUR_GROUND] = "ground",
    [COLOUR_CARD] = "card",
    [COLOUR_SUNK] = "sunk",
    [COLOUR_EDGE] = "edge",
    [COLOUR_LINE] = "line",
    [COLOUR_CTL] = "ctl",
    [COLOUR_INK] = "ink",
    [COLOUR_INK2] = "ink2",
    [COLOUR_ACT] = "act",
    [COLOUR_PRESS] = "press",
    [COLOUR_ON_ACT] = "on-act",
    [COLOUR_ON_ACT2] = "on-act2",
    [COLOUR_RING] = "ring",
    [COLOUR_CARET] = "caret",
    [COLOUR_SEAL] = "seal",
    [COLOUR_ON_SEAL] = "on-seal",
    [COLOUR_OK] = "ok",
    [COLOUR_OK_TINT] = "ok-tint",
    [COLOUR_WAIT] = "wait",
    [COLOUR_WAIT_TINT] = "wait-tint",
    [COLOUR_BAD] = "bad",
    [COLOUR_BAD_TINT] = "bad-tint",
    [COLOUR_INFO] = "info",
    [COLOUR_INFO_TINT] = "info-tint",
    [COLOUR_KEY_RED] = "key-red",
    [COLOUR_KEY_GREEN] = "key-green",
    [COLOUR_KEY_YELLOW] = "key-yellow",
    [COLOUR_KEY_BLUE] = "key-blue",
    [COLOUR_KEY_GLYPH] = "key-glyph",
    [COLOUR_KEY_GLYPH_DARK] = "key-glyph-dark",
    [COLOUR_PLATE] = "plate",
    [COLOUR_PLATE_INK] = "plate-ink",
    [COLOUR_ALERT] = "alert",
    [COLOUR_ALERT_TEXT] = "alert-text",
    [COLOUR_BLACK] = "black",
};

struct type_row {
    struct { short size, line; } scale[SCALE_COUNT];
    bool bold;
};
static const struct type_row type_table[TYPE_COUNT] = {
    [TYPE_FIGURE] = {{{112, 118}, {128, 136}, {140, 148}, {160, 170}}, true},
    [TYPE_DISPLAY] = {{{72, 84}, {82, 96}, {90, 106}, {104, 122}}, true},
    [TYPE_TITLE] = {{{60, 72}, {70, 84}, {80, 94}, {96, 112}}, true},
    [TYPE_QUESTION] = {{{56, 68}, {66, 80}, {76, 90}, {96, 112}}, true},
    [TYPE_CARD_TITLE_LARGE] = {{{46, 58}, {56, 70}, {64, 78}, {80, 96}}, true},
    [TYPE_CARD_TITLE] = {{{38, 50}, {47, 60}, {54, 66}, {70, 86}}, true},
    [TYPE_CODE] = {{{72, 80}, {82, 92}, {90, 100}, {104, 116}}, true},
    [TYPE_HEADING] = {{{40, 52}, {50, 64}, {58, 72}, {72, 90}}, true},
    [TYPE_LEAD] = {{{36, 52}, {45, 62}, {52, 70}, {68, 88}}, false},
    [TYPE_CHOICE] = {{{36, 48}, {45, 58}, {52, 64}, {68, 84}}, true},
    [TYPE_ROW] = {{{34, 44}, {43, 54}, {50, 62}, {66, 82}}, true},
    [TYPE_BODY] = {{{32, 46}, {40, 56}, {48, 64}, {64, 82}}, false},
    [TYPE_LABEL] = {{{30, 40}, {38, 48}, {44, 56}, {58, 72}}, true},
    [TYPE_SMALL] = {{{28, 38}, {35, 46}, {42, 54}, {56, 72}}, false},
    [TYPE_KEYBAR] = {{{26, 36}, {32, 42}, {36, 48}, {44, 56}}, false},
    [TYPE_CLOCK] = {{{280, 320}, {280, 320}, {280, 320}, {280, 320}}, true},
    [TYPE_KEYCAP] = {{{24, 24}, {30, 30}, {34, 34}, {42, 42}}, true},
};

static const char *const theme_words[THEME_COUNT] = {"day", "evening", "contrast"};
static const int scale_percents[SCALE_COUNT] = {100, 125, 150, 200};

uint32_t theme_colour(const struct theme *t, enum colour c) {
    return fixed_table[c] ? fixed_table[c] : theme_table[t->name][c];
}

struct type_size theme_type(const struct theme *t, enum type_role role) {
    const struct type_row *row = &type_table[role];
    return (struct type_size){row->scale[t->scale].size, row->scale[t->scale].line, row->bold};
}

int theme_icon(const struct theme *t, int size) {
    static const short percents[SCALE_COUNT] = {100, 115, 132, 170};
    return (size * percents[t->scale] + 50) / 100;
}

const char *colour_name(enum colour c) { return colour_names[c]; }

const char *theme_word(enum theme_name t) { return theme_words[t]; }

bool theme_from_word(const char *word, enum theme_name *out) {
    for (int i = 0; i < THEME_COUNT; i++) {
        if (text_same(word, theme_words[i])) {
            *out = (enum theme_name)i;
            return true;
        }
    }
    return false;
}

int scale_percent(enum text_scale s) { return scale_percents[s]; }

bool scale_from_percent(int percent, enum text_scale *out) {
    for (int i = 0; i < SCALE_COUNT; i++) {
        if (scale_percents[i] == percent) {
            *out = (enum text_scale)i;
            return true;
        }
    }
    return false;
}
