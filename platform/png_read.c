// SPDX-License-Identifier: Apache-2.0
// A small PNG from outside to pixels over libpng, which is told how large anything may become before it unpacks it. Errors
// of libpng leave by longjmp, so each function here keeps nothing of its own that would be lost by that.
#include "base/mem.h"
#include "platform/png.h"
#include "platform/png_hooks.h"
#include <setjmp.h>

enum { CHUNK_BYTES = 1 << 20, CHUNKS_KEPT = 8 }; // of texts, profiles and the like, which nobody here reads

struct reading {
    struct str left;
    struct arena *arena;
    uint32_t *pixels;
    int w, h, side;
    enum err err;
};

static void next(png_structp png, png_bytep to, size_t count) {
    struct reading *r = png_get_io_ptr(png);
    if (count > r->left.len)
        png_error(png, "short");
    memcpy(to, r->left.p, count);
    r->left.p += count;
    r->left.len -= count;
}

static void stop(png_structp png, struct reading *r, enum err err) {
    r->err = err;
    png_error(png, "refused");
}

// Whatever it is, it becomes 8 bits a channel, red, green, blue, on white.
static void simplify(png_structp png, png_infop info) {
    png_color_16 white = {.red = 0xFFFF, .green = 0xFFFF, .blue = 0xFFFF, .gray = 0xFFFF};
    png_set_expand(png);
    png_set_scale_16(png);
    png_set_gray_to_rgb(png);
    png_set_background(png, &white, PNG_BACKGROUND_GAMMA_SCREEN, 0, 1.0);
    png_set_filler(png, 0xFF, PNG_FILLER_AFTER);
    (void)png_set_interlace_handling(png);
    png_read_update_info(png, info);
}

// libpng gives bytes R G B X; a pixel is 0xFFRRGGBB whatever the machine's order of bytes.
static void pack(uint32_t *row, int w) {
    for (int x = 0; x < w; x++) {
        const unsigned char *b = (const unsigned char *)&row[x];
        row[x] = 0xFF000000u | (uint32_t)b[0] << 16 | (uint32_t)b[1] << 8 | b[2];
    }
}

static void decode(png_structp png, png_infop info, struct reading *r) {
    if (setjmp(png_jmpbuf(png))) {
        r->pixels = NULL;
        return;
    }
    png_set_user_limits(png, (png_uint_32)r->side, (png_uint_32)r->side);
    png_set_chunk_malloc_max(png, CHUNK_BYTES);
    png_set_chunk_cache_max(png, CHUNKS_KEPT);
    png_read_info(png, info);
    r->w = (int)png_get_image_width(png, info);
    r->h = (int)png_get_image_height(png, info);
    simplify(png, info);
    if (png_get_rowbytes(png, info) != (size_t)r->w * sizeof *r->pixels)
        stop(png, r, ERR_SYNTAX);
    png_bytep *rows = arena_array(r->arena, (size_t)r->h, sizeof *rows);
    r->pixels = arena_array(r->arena, (size_t)r->w * (size_t)r->h, sizeof *r->pixels);
    if (!rows || !r->pixels)
        stop(png, r, ERR_MEMORY);
    for (int y = 0; y < r->h; y++)
        rows[y] = (png_bytep)(r->pixels + (size_t)y * (size_t)r->w);
    png_read_image(png, rows);
    for (int y = 0; y < r->h; y++)
        pack(r->pixels + (size_t)y * (size_t)r->w, r->w);
}

// The size stands in the first bytes: too large is another answer than broken.
static bool larger(struct str bytes, int side) {
    const unsigned char *b = (const unsigned char *)bytes.p + 16;
    if (bytes.len < 24)
        return false;
    uint32_t w = (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
    uint32_t h = (uint32_t)b[4] << 24 | (uint32_t)b[5] << 16 | (uint32_t)b[6] << 8 | b[7];
    return w > (uint32_t)side || h > (uint32_t)side;
}

enum err picture_read_png(struct arena *a, struct str bytes, int side, uint32_t **out, int *w, int *h, struct fault *f) {
    struct reading r = {.left = bytes, .arena = a, .side = side};
    if (bytes.len < 8 || png_sig_cmp((png_const_bytep)bytes.p, 0, 8) != 0)
        return fault_set(f, ERR_SYNTAX, "png", "not a PNG");
    if (larger(bytes, side))
        return fault_set(f, ERR_LIMIT, "png", "a side is longer than %d px", side);
    long refused = mem_refused();
    png_structp png = png_create_read_struct_2(PNG_LIBPNG_VER_STRING, NULL, hook_fail, hook_warn, NULL, hook_take, hook_give);
    png_infop info = png ? png_create_info_struct(png) : NULL;
    if (info) {
        png_set_read_fn(png, &r, next);
        decode(png, info, &r);
    }
    png_destroy_read_struct(&png, &info, NULL);
    *out = r.pixels;
    *w = r.w;
    *h = r.h;
    if (r.pixels)
        return ERR_NONE;
    return fault_set(f, mem_refused() != refused || r.err == ERR_MEMORY ? ERR_MEMORY : ERR_SYNTAX, "png", "the picture cannot be read");
}
