// SPDX-License-Identifier: Apache-2.0
// The form in which tools/svgc.c leaves icons and pictures for ui/text/picture.c: a list of steps for a pen.
// Coordinates are in 1/unit of the view box, so that they fit 16 bits. Both programs include this header.
#ifndef TGOV_UI_TEXT_PICTURE_DATA_H
#define TGOV_UI_TEXT_PICTURE_DATA_H

#include <stddef.h>
#include <stdint.h>

// A path collects until it is painted, and may be painted twice (fill, then stroke); the next PEN_MOVE behind a
// paint starts a new one.
enum pen_step {
    PEN_END,
    PEN_MOVE,   // x, y
    PEN_LINE,   // x, y
    PEN_CUBIC,  // x1, y1, x2, y2, x, y
    PEN_CLOSE,
    PEN_FILL,   // colour
    PEN_STROKE, // colour, width
};

struct picture_colour {
    uint32_t rgb;
    uint8_t role; // enum picture_role
};
struct picture_data {
    const char *name;
    uint16_t w, h, unit; // the view box in px; steps a px
    const int16_t *steps;
    const struct picture_colour *colours; // NULL for icons, which have none of their own
};

// Sorted by name; the last row has no name.
extern const struct picture_data picture_table_icons[];
extern const size_t picture_table_icon_count;
extern const struct picture_data picture_table_pictures[];
extern const size_t picture_table_picture_count;

#endif
