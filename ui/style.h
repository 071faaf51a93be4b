// SPDX-License-Identifier: Apache-2.0
// Colours and type by their names in look/tokens.json, and the theme that gives them values.
#ifndef TGOV_UI_STYLE_H
#define TGOV_UI_STYLE_H

#include "base/err.h"
#include <stdint.h>

enum colour {
    COLOUR_NONE, // nothing is drawn
    COLOUR_GROUND_TOP, COLOUR_GROUND, COLOUR_CARD, COLOUR_SUNK, COLOUR_EDGE, COLOUR_LINE, COLOUR_CTL,
    COLOUR_INK, COLOUR_INK2, COLOUR_ACT, COLOUR_PRESS, COLOUR_ON_ACT, COLOUR_ON_ACT2, COLOUR_RING, COLOUR_CARET,
    COLOUR_SEAL, COLOUR_ON_SEAL,
    COLOUR_OK, COLOUR_OK_TINT, COLOUR_WAIT, COLOUR_WAIT_TINT, COLOUR_BAD, COLOUR_BAD_TINT, COLOUR_INFO, COLOUR_INFO_TINT,
    // The same in every theme
    COLOUR_KEY_RED, COLOUR_KEY_GREEN, COLOUR_KEY_YELLOW, COLOUR_KEY_BLUE, COLOUR_KEY_GLYPH, COLOUR_KEY_GLYPH_DARK,
    COLOUR_PLATE, COLOUR_PLATE_INK, // QR codes and certificates: paper is paper
    COLOUR_ALERT, COLOUR_ALERT_TEXT, COLOUR_BLACK,
    COLOUR_COUNT
};

enum type_role { // size / line height in tokens.json
    TYPE_BODY, TYPE_FIGURE, TYPE_DISPLAY, TYPE_TITLE, TYPE_QUESTION, TYPE_CARD_TITLE_LARGE, TYPE_CARD_TITLE, TYPE_CODE,
    TYPE_HEADING, TYPE_LEAD, TYPE_CHOICE, TYPE_ROW, TYPE_LABEL, TYPE_SMALL, TYPE_KEYBAR, TYPE_KEYCAP,
    TYPE_CLOCK, // of the privacy curtain, seen from across the room
    TYPE_COUNT
};

enum theme_name { THEME_DAY, THEME_EVENING, THEME_CONTRAST, THEME_COUNT };
enum text_scale { SCALE_100, SCALE_125, SCALE_150, SCALE_200, SCALE_COUNT };

struct type_size {
    short size, line; // px at 1080p
    bool bold;
};

struct theme {
    enum theme_name name;
    enum text_scale scale;
    bool less_motion;
};

// 0xAARRGGBB; 0 for COLOUR_NONE.
uint32_t theme_colour(const struct theme *t, enum colour c);
struct type_size theme_type(const struct theme *t, enum type_role role);
// What an icon, or another shape beside text, of that size at 100 % measures at the theme's text size.
int theme_icon(const struct theme *t, int size);
const char *colour_name(enum colour c);  // as in tokens.json: "on-act2"
const char *theme_word(enum theme_name t); // "day"
bool theme_from_word(const char *word, enum theme_name *out);
int scale_percent(enum text_scale s);      // 100
bool scale_from_percent(int percent, enum text_scale *out);

#endif
