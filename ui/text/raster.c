// SPDX-License-Identifier: Apache-2.0
// Glyphs to coverage masks. Every glyph image is drawn once per face, size and quarter of a pixel; a line is their
// sum.
#include "ui/text/engine.h"
#include <limits.h>
#include <math.h>
#include <pixman.h>
#include FT_OUTLINE_H

enum { QUARTERS = 4, MAX_GLYPH_PX = 2048, MAX_PICTURE_PX = 512 };

struct image { // payload of CACHE_GLYPH; w is 0 for a space
    int16_t left, top, w, h;
    uint8_t pixels[];
};

struct box {
    int x0, y0, x1, y1;
};

bool mask_wrap(struct mask *m, uint8_t *data, int stride, int w, int h) {
    *m = (struct mask){NULL, data, stride, w, h};
    if (w <= 0 || h <= 0)
        return true;
    m->image = pixman_image_create_bits(PIXMAN_a8, w, h, (uint32_t *)(void *)data, stride);
    return m->image != NULL;
}

void mask_unwrap(struct mask *m) {
    if (m->image)
        pixman_image_unref(m->image);
    m->image = NULL;
}

// Light hinting moves only vertically: base line and x-height are sharp, and widths stay those of the design.
static FT_GlyphSlot render(struct text_engine *t, const struct glyph *g, int size, unsigned quarter) {
    FT_Face face = face_pixels(&t->faces, &t->faces.faces[g->face], size);
    if (!face)
        return NULL;
    if (!FT_IS_SCALABLE(face))
        return FT_Load_Glyph(face, g->id, FT_LOAD_COLOR) ? NULL : face->glyph;
    if (FT_Load_Glyph(face, g->id, FT_LOAD_TARGET_LIGHT | FT_LOAD_NO_BITMAP))
        return NULL;
    FT_GlyphSlot slot = face->glyph;
    if (slot->format == FT_GLYPH_FORMAT_OUTLINE && quarter)
        FT_Outline_Translate(&slot->outline, (FT_Pos)(quarter * 64 / QUARTERS), 0);
    if (FT_Render_Glyph(slot, FT_RENDER_MODE_NORMAL))
        return NULL;
    const FT_Bitmap *b = &slot->bitmap;
    bool fits = b->pixel_mode == FT_PIXEL_MODE_GRAY && b->width <= MAX_GLYPH_PX && b->rows <= MAX_GLYPH_PX;
    return fits || b->rows == 0 ? slot : NULL;
}

// ---- Emoji come as coloured pictures of one size. They are printed in the ink of the text, darker where they are darker.
struct print {
    int left, top, w, h;
    double scale; // pixels of ours for one of the picture's
};

static struct print print_size(const FT_GlyphSlot slot, int size) {
    const FT_Bitmap *b = &slot->bitmap;
    unsigned em = slot->face->size->metrics.y_ppem;
    if (b->pixel_mode != FT_PIXEL_MODE_BGRA || !em || b->width > MAX_PICTURE_PX || b->rows > MAX_PICTURE_PX)
        return (struct print){0};
    double scale = (double)size / em;
    return (struct print){(int)floor(slot->bitmap_left * scale), (int)ceil(slot->bitmap_top * scale),
                          (int)ceil(b->width * scale), (int)ceil(b->rows * scale), scale};
}

// Mean ink of the picture's pixels in [x0, x1) x [y0, y1), 0 to 255. The bytes are blue, green, red (times alpha), alpha.
static uint8_t mean_ink(const FT_Bitmap *b, int x0, int x1, int y0, int y1) {
    int sum = 0, count = 0;
    for (int y = y0; y < y1 && y < (int)b->rows; y++)
        for (int x = x0; x < x1 && x < (int)b->width; x++, count++) {
            const uint8_t *p = b->buffer + (ptrdiff_t)y * b->pitch + 4 * x;
            int light = (p[0] * 7 + p[1] * 72 + p[2] * 21) / 100;
            sum += p[3] - light * 4 / 5;
        }
    return count ? (uint8_t)(sum / count) : 0;
}

static void print_picture(const FT_Bitmap *b, const struct print *p, uint8_t *to) {
    for (int y = 0; y < p->h; y++)
        for (int x = 0; x < p->w; x++) {
            int x0 = (int)(x / p->scale), y0 = (int)(y / p->scale), x1 = (int)((x + 1) / p->scale), y1 = (int)((y + 1) / p->scale);
            to[y * p->w + x] = mean_ink(b, x0, x1 > x0 ? x1 : x0 + 1, y0, y1 > y0 ? y1 : y0 + 1);
        }
}

// A glyph that FreeType cannot draw becomes an empty image; NULL means that memory is short.
static const struct image *glyph_image(struct text_engine *t, const struct glyph *g, int size, unsigned quarter) {
    struct cache_key key = {CACHE_GLYPH, (uint32_t)g->face, g->id, (uint32_t)size, quarter, {NULL, 0}};
    struct image *im = text_cache_find(&t->cache, &key);
    if (im)
        return im;
    FT_GlyphSlot slot = render(t, g, size, quarter);
    bool picture = slot && !FT_IS_SCALABLE(slot->face);
    struct print print = picture ? print_size(slot, size) : (struct print){0};
    int w = picture ? print.w : slot ? (int)slot->bitmap.width : 0, h = picture ? print.h : slot ? (int)slot->bitmap.rows : 0;
    im = text_cache_add(&t->cache, &key, sizeof *im + (size_t)w * (size_t)h, 0);
    if (!im)
        return NULL;
    *im = (struct image){.w = (int16_t)w, .h = (int16_t)h};
    if (!slot)
        return im;
    t->drawn_glyphs++;
    if (picture) {
        im->left = (int16_t)print.left;
        im->top = (int16_t)print.top;
        print_picture(&slot->bitmap, &print, im->pixels);
        return im;
    }
    im->left = (int16_t)slot->bitmap_left;
    im->top = (int16_t)slot->bitmap_top;
    for (int y = 0; y < h; y++)
        memcpy(im->pixels + (size_t)y * (size_t)w, slot->bitmap.buffer + (ptrdiff_t)y * slot->bitmap.pitch, (size_t)w);
    return im;
}

struct placed {
    const struct image *image;
    int x, y; // of the image, from the origin
};

// Looks up all images and finds the box around them. False when memory is short.
static bool place_images(struct text_engine *t, const struct shaped *s, int size, struct placed *out, struct box *box) {
    *box = (struct box){INT_MAX, INT_MAX, INT_MIN, INT_MIN};
    for (size_t i = 0; i < s->glyph_count; i++) {
        const struct glyph *g = &s->glyphs[i];
        // Wide signs stand well on whole pixels, and there are thousands of them: one image each.
        bool square = t->faces.faces[g->face].square;
        int x = square ? (g->x + 32) & ~63 : g->x + 64 / QUARTERS / 2, y = (g->y + 32) >> 6;
        if (x > TEXT_MAX_LINE_PX * 64 || x < -TEXT_MAX_LINE_PX * 64)
            continue;
        const struct image *im = glyph_image(t, g, size, (unsigned)(x & 63) / (64 / QUARTERS));
        if (!im)
            return false;
        if (!im->w || !im->h)
            continue;
        struct placed p = {im, (x >> 6) + im->left, y - im->top};
        out[i] = p;
        box->x0 = p.x < box->x0 ? p.x : box->x0;
        box->y0 = p.y < box->y0 ? p.y : box->y0;
        box->x1 = p.x + im->w > box->x1 ? p.x + im->w : box->x1;
        box->y1 = p.y + im->h > box->y1 ? p.y + im->h : box->y1;
    }
    if (box->x1 < box->x0)
        *box = (struct box){0};
    box->x1 = box->x1 - box->x0 > TEXT_MAX_LINE_PX ? box->x0 + TEXT_MAX_LINE_PX : box->x1;
    box->y1 = box->y1 - box->y0 > MAX_GLYPH_PX ? box->y0 + MAX_GLYPH_PX : box->y1;
    return true;
}

// Coverage is added, not the larger one taken: the strokes of joined Arabic letters meet inside a pixel.
static void add_image(uint8_t *data, int stride, const struct box *box, const struct placed *p) {
    int w = p->x + p->image->w > box->x1 ? box->x1 - p->x : p->image->w;
    for (int y = 0; y < p->image->h && p->y + y < box->y1; y++) {
        uint8_t *to = data + (ptrdiff_t)(p->y - box->y0 + y) * stride + (p->x - box->x0);
        const uint8_t *from = p->image->pixels + (ptrdiff_t)y * p->image->w;
        for (int x = 0; x < w; x++)
            to[x] = coverage_add(to[x], from[x]);
    }
}

const struct text_line *raster_line(struct text_engine *t, const struct shaped *s, struct text_style style,
                                    const struct cache_key *key) {
    enum { HEAD = (sizeof(struct text_line) + 15) / 16 * 16, PIXMAN_BYTES = 400 };
    struct placed *placed = arena_array(&t->scratch, s->glyph_count + 1, sizeof *placed);
    struct box box;
    if (!placed || !place_images(t, s, style.size_px, placed, &box))
        return NULL;
    int w = box.x1 - box.x0, h = box.y1 - box.y0, stride = (w + 3) / 4 * 4;
    struct text_line *l = text_cache_add(&t->cache, key, HEAD + (size_t)stride * (size_t)h, PIXMAN_BYTES);
    if (!l)
        return NULL;
    uint8_t *data = (uint8_t *)l + HEAD;
    *l = (struct text_line){.x = box.x0, .y = box.y0, .advance = (s->advance + 32) >> 6};
    for (size_t i = 0; i < s->glyph_count; i++)
        if (placed[i].image)
            add_image(data, stride, &box, &placed[i]);
    if (!mask_wrap(&l->mask, data, stride, w, h)) {
        text_cache_drop(&t->cache, key);
        return NULL;
    }
    return l;
}
