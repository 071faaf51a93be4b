// SPDX-License-Identifier: Apache-2.0
#include "ui/corner.h"

#include <stdint.h>
#include <string.h>

enum { SAMPLES = 8 }; // a side: 64 in a pixel

// Is the point (in samples from the outer corner) within the round corner of that radius?
static bool covered(long x, long y, long radius, long inset) {
    long dx = radius + inset - x, dy = radius + inset - y;
    if (x < inset || y < inset)
        return false;
    return dx <= 0 || dy <= 0 || dx * dx + dy * dy <= radius * radius;
}

static uint8_t coverage(int px, int py, int radius, int width) {
    long outer = (long)radius * SAMPLES * 2, inset = (long)width * SAMPLES * 2;
    long inner = outer > inset ? outer - inset : 0;
    int hits = 0;
    for (int i = 0; i < SAMPLES; i++) {
        for (int j = 0; j < SAMPLES; j++) {
            // Doubled coordinates put each sample in the middle of its cell.
            long x = ((long)px * SAMPLES + j) * 2 + 1, y = ((long)py * SAMPLES + i) * 2 + 1;
            hits += covered(x, y, outer, 0) && !(width && covered(x, y, inner, inset));
        }
    }
    return (uint8_t)(hits * 255 / (SAMPLES * SAMPLES));
}

static void draw(struct corner *c, int place) {
    uint8_t *bytes = (uint8_t *)pixman_image_get_data(c->images[place]);
    int stride = pixman_image_get_stride(c->images[place]);
    bool right = place == CORNER_TOP_RIGHT || place == CORNER_BOTTOM_RIGHT;
    bool bottom = place == CORNER_BOTTOM_LEFT || place == CORNER_BOTTOM_RIGHT;
    for (int y = 0; y < c->side; y++)
        for (int x = 0; x < c->side; x++)
            bytes[y * stride + x] = coverage(right ? c->side - 1 - x : x, bottom ? c->side - 1 - y : y, c->radius, c->width);
}

static void release(struct corner *c) {
    for (int i = 0; i < 4; i++)
        if (c->images[i])
            pixman_image_unref(c->images[i]);
    *c = (struct corner){0};
}

const struct corner *corner_get(struct corner_cache *cache, int radius, int width) {
    for (int i = 0; i < cache->count; i++)
        if (cache->items[i].radius == radius && cache->items[i].width == width)
            return &cache->items[i];
    int slot = cache->count < CORNERS_MAX ? cache->count++ : cache->next++ % CORNERS_MAX;
    struct corner *c = &cache->items[slot];
    release(c);
    c->side = radius > width ? radius : width;
    for (int i = 0; i < 4; i++) {
        c->images[i] = pixman_image_create_bits(PIXMAN_a8, c->side, c->side, NULL, 0);
        if (!c->images[i]) {
            release(c);
            c->radius = -1; // matches nothing
            return NULL;
        }
    }
    c->radius = radius;
    c->width = width;
    for (int i = 0; i < 4; i++)
        draw(c, i);
    return c;
}

void corner_finish(struct corner_cache *c) {
    for (int i = 0; i < c->count; i++)
        release(&c->items[i]);
    c->count = 0;
}
