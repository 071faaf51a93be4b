// SPDX-License-Identifier: Apache-2.0
// Photographs and papers that came from outside, made small: pixels by name, for PAINT_IMAGE. A bounded cache of the
// stage: the one that was shown longest ago makes room for a new one. Pixels are copied in; nobody else owns them.
#ifndef TGOV_UI_IMAGE_H
#define TGOV_UI_IMAGE_H

#include "base/err.h"

#include <pixman.h>
#include <stdint.h>

enum { IMAGES_MAX = 16, IMAGE_SIDE_MAX = 512, IMAGE_NAME_CAP = 80 }; // pictures; px; bytes

struct image {
    char name[IMAGE_NAME_CAP + 1];
    uint32_t *pixels; // 0xFFRRGGBB, w * h
    pixman_image_t *bits;
    int w, h;
    uint64_t hash, shown; // of name and pixels; when it was asked for last
};
struct image_cache { // zeroed at first
    struct image items[IMAGES_MAX];
    uint64_t turn;
};

// Replaces one of the same name. False when it is larger than IMAGE_SIDE_MAX, the name is too long or memory is short.
bool image_put(struct image_cache *c, const char *name, const uint32_t *pixels, int w, int h) TGOV_CHECKED;
// NULL: not there. Valid until the next image_put.
const struct image *image_get(struct image_cache *c, const char *name);
// Forgets all: the viewer erased what the box keeps, or somebody else is in front of it.
void image_finish(struct image_cache *c);

#endif
