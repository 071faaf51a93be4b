// SPDX-License-Identifier: Apache-2.0
// Frame to PNG over libpng. Errors of libpng leave by longjmp, so each function here keeps nothing of its own that
// would be lost by that.
#include "platform/png.h"
#include "platform/png_hooks.h"
#include "base/file.h"
#include "base/mem.h"
#include <setjmp.h>

// Flat colours and text: the plain "sub" filter at a low level is within 10 % of the best and several times faster.
enum { LEVEL = 3 };

static void append(png_structp png, png_bytep bytes, size_t len) {
    struct buf *out = png_get_io_ptr(png);
    buf_add(out, bytes, len);
    if (out->err)
        png_error(png, "buffer");
}

static void flush(png_structp png) {
    (void)png;
}

static bool little_endian(void) {
    const uint32_t one = 1;
    return *(const unsigned char *)&one == 1;
}

// False when libpng gave up.
static bool encode(png_structp png, png_infop info, const struct frame *frame) {
    if (setjmp(png_jmpbuf(png)))
        return false;
    png_set_compression_level(png, LEVEL);
    png_set_filter(png, 0, PNG_FILTER_SUB);
    png_set_IHDR(png, info, (png_uint_32)frame->width, (png_uint_32)frame->height, 8, PNG_COLOR_TYPE_RGB,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_write_info(png, info);
    // 0xAARRGGBB is B G R A in memory where the least byte comes first, else A R G B; alpha is left out.
    if (little_endian())
        png_set_bgr(png);
    png_set_filler(png, 0, little_endian() ? PNG_FILLER_AFTER : PNG_FILLER_BEFORE);
    for (int y = 0; y < frame->height; y++)
        png_write_row(png, (png_const_bytep)frame->pixels + (size_t)y * (size_t)frame->stride);
    png_write_end(png, info);
    return true;
}

enum err picture_png(const struct frame *frame, struct buf *out, struct fault *f) {
    png_infop info = NULL;
    bool done = false;
    png_structp png = png_create_write_struct_2(PNG_LIBPNG_VER_STRING, NULL, hook_fail, hook_warn, NULL, hook_take, hook_give);
    if (!png)
        return fault_set(f, ERR_MEMORY, "png", "no memory for a picture");
    info = png_create_info_struct(png);
    png_set_write_fn(png, out, append, flush);
    if (info)
        done = encode(png, info, frame);
    png_destroy_write_struct(&png, &info);
    if (done)
        return ERR_NONE;
    return fault_set(f, out->err ? out->err : ERR_MEMORY, "png", "a picture of %dx%d could not be made", frame->width,
                     frame->height);
}

enum err picture_write_png(const char *path, const struct frame *frame, struct fault *f) {
    struct buf bytes;
    buf_init(&bytes, PICTURE_BYTES);
    enum err err = picture_png(frame, &bytes, f);
    if (!err)
        err = file_replace(path, bytes.data, bytes.len, f);
    buf_finish(&bytes);
    return err;
}
