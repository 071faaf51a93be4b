// SPDX-License-Identifier: Apache-2.0
#include "ui/image.h"

#include "base/mem.h"
#include "base/str.h"

static void release(struct image *m) {
    if (m->bits)
        pixman_image_unref(m->bits);
    mem_free(m->pixels);
    *m = (struct image){0};
}

static struct image *find(struct image_cache *c, const char *name) {
    for (int i = 0; i < IMAGES_MAX; i++)
        if (c->items[i].bits && text_same(c->items[i].name, name))
            return &c->items[i];
    return NULL;
}

static struct image *oldest(struct image_cache *c) {
    struct image *m = &c->items[0];
    for (int i = 1; i < IMAGES_MAX; i++)
        if (c->items[i].shown < m->shown)
            m = &c->items[i];
    return m;
}

bool image_put(struct image_cache *c, const char *name, const uint32_t *pixels, int w, int h) {
    if (w < 1 || h < 1 || w > IMAGE_SIDE_MAX || h > IMAGE_SIDE_MAX || !*name || strlen(name) > IMAGE_NAME_CAP)
        return false;
    size_t bytes = (size_t)w * (size_t)h * sizeof *pixels;
    struct image new = {.pixels = mem_alloc(bytes), .w = w, .h = h, .shown = ++c->turn};
    if (!new.pixels)
        return false;
    memcpy(new.pixels, pixels, bytes);
    text_copy(new.name, sizeof new.name, name);
    new.hash = hash_bytes(hash_bytes(HASH_SEED, name, strlen(name)), pixels, bytes);
    new.bits = pixman_image_create_bits(PIXMAN_x8r8g8b8, w, h, new.pixels, w * (int)sizeof *pixels);
    if (!new.bits) {
        release(&new);
        return false;
    }
    pixman_image_set_filter(new.bits, PIXMAN_FILTER_BILINEAR, NULL, 0);
    pixman_image_set_repeat(new.bits, PIXMAN_REPEAT_PAD); // the half pixel at an edge is of the picture, not of nothing
    struct image *place = find(c, name);
    place = place ? place : oldest(c);
    release(place);
    *place = new;
    return true;
}

const struct image *image_get(struct image_cache *c, const char *name) {
    struct image *m = find(c, name);
    if (m)
        m->shown = ++c->turn;
    return m;
}

void image_finish(struct image_cache *c) {
    for (int i = 0; i < IMAGES_MAX; i++)
        release(&c->items[i]);
}
