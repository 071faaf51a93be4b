// SPDX-License-Identifier: Apache-2.0
// A coverage image: 8 bits a pixel, 0 nothing and 255 all. The painter gives it a colour when it draws, so that one
// mask serves every theme and every state of focus. Masks belong to the cache of the text engine that made them.
#ifndef TGOV_UI_TEXT_MASK_H
#define TGOV_UI_TEXT_MASK_H

#include <stddef.h>
#include <stdint.h>

union pixman_image; // pixman_image_t of <pixman.h>

struct mask {
    union pixman_image *image; // PIXMAN_a8 over `data`; NULL when the mask is empty (w or h is 0): draw nothing
    const uint8_t *data;       // rows from top to bottom, `stride` bytes apart (a multiple of 4)
    int stride, w, h;          // bytes, px, px
};

#endif
