// SPDX-License-Identifier: Apache-2.0
// Follows the steps of a compiled picture (ui/text/picture_data.h) with FreeType's rasteriser and stroker.
#ifndef TGOV_UI_TEXT_PEN_H
#define TGOV_UI_TEXT_PEN_H

#include "base/arena.h"
#include "ui/text/picture_data.h"
#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_STROKER_H

enum { PEN_MAX_POINTS = 2048, PEN_MAX_CONTOURS = 128 };

// Where coverage goes: `box` of the picture, in px from its top left.
struct pen_target {
    uint8_t *data;
    int stride, x, y, w, h;
};

struct pen {
    FT_Library library;
    FT_Stroker stroker;
    const struct picture_data *of;
    const int16_t *at;
    int64_t size, side; // `size` px are `side` px of the view box
    int width_px, height_px;
    int stroke_px;      // 0: as the file says
    bool mirror;
    FT_Vector points[PEN_MAX_POINTS]; // 1/64 px, y upwards
    char tags[PEN_MAX_POINTS];
    short ends[PEN_MAX_CONTOURS];
    bool closed[PEN_MAX_CONTOURS];
    int point_count, contour_count;
    bool painted; // the next move starts a new path
};

enum pen_result { PEN_PAINT, PEN_DONE, PEN_FAILED };
// Follows the steps up to the next paint. *colour is an index, *width in 1/64 px or 0 for a fill.
enum pen_result pen_next_paint(struct pen *p, int *colour, FT_Fixed *width);
// The box that the paint covers, in px.
void pen_box(const struct pen *p, FT_Fixed width, int *x0, int *y0, int *x1, int *y1);
// Adds the coverage of the current path.
bool pen_paint(struct pen *p, FT_Fixed width, struct pen_target *to);

#endif
