// SPDX-License-Identifier: Apache-2.0
// Antialiased quarter circles as coverage images, made once per radius and line width.
#ifndef TGOV_UI_CORNER_H
#define TGOV_UI_CORNER_H

#include "base/err.h"

#include <pixman.h>

enum { CORNERS_MAX = 48 };
enum corner_place { CORNER_TOP_LEFT, CORNER_TOP_RIGHT, CORNER_BOTTOM_LEFT, CORNER_BOTTOM_RIGHT };

struct corner {
    int radius, width;         // width 0: filled
    int side;                  // px of each image
    pixman_image_t *images[4]; // by enum corner_place, A8
};
struct corner_cache {
    struct corner items[CORNERS_MAX];
    int count, next; // next: the one that is replaced when all are taken
};

// NULL when out of memory. Valid until CORNERS_MAX others were asked for.
const struct corner *corner_get(struct corner_cache *c, int radius, int width);
void corner_finish(struct corner_cache *c);

#endif
