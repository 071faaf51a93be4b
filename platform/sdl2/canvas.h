// SPDX-License-Identifier: Apache-2.0
// Drawing of the emulator's own things (remote, panel, bezel) into memory: few shapes, smooth edges. Coordinates are device
// pixels and may lie between them; colours are 0xRRGGBB; nothing is drawn outside `clip`.
#ifndef TGOV_PLATFORM_SDL2_CANVAS_H
#define TGOV_PLATFORM_SDL2_CANVAS_H

#include "base/rect.h"
#include <stddef.h>
#include <stdint.h>

struct canvas {
    uint32_t *pixels; // 0xXXRRGGBB
    int width, height, stride; // px, px, px from row to row
    struct rect clip; // inside the canvas
};

struct box {
    float x, y, w, h;
};
struct point {
    float x, y;
};

void canvas_fill(struct canvas *c, struct rect r, uint32_t rgb);
// A rectangle with round corners, shaded from `top` to `bottom`.
void canvas_round(struct canvas *c, struct box b, float radius, uint32_t top, uint32_t bottom);
// A convex polygon; its corners go clockwise. At most 8.
void canvas_convex(struct canvas *c, const struct point *points, int count, uint32_t rgb);
// A coverage image, 0 to 255 a pixel.
void canvas_mask(struct canvas *c, int x, int y, int w, int h, int stride, const uint8_t *data, uint32_t rgb);

// The smallest whole rectangle around a box.
struct rect box_bounds(struct box b);
bool box_has(struct box b, float x, float y);

#endif
