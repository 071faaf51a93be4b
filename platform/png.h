// SPDX-License-Identifier: Apache-2.0
// Pictures of a frame as PNG, for screenshots of the emulator, tours and image tests.
#ifndef TGOV_PLATFORM_PNG_H
#define TGOV_PLATFORM_PNG_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "platform/platform.h"

enum { PICTURE_BYTES = 48 << 20 }; // more than an uncompressed 2160p picture needs

// Appends an RGB PNG of `frame` to `out` (whose cap should be PICTURE_BYTES). Premultiplied pixels come out as over
// black. ERR_MEMORY, ERR_LIMIT when the cap of `out` is too small.
enum err picture_png(const struct frame *frame, struct buf *out, struct fault *f) TGOV_CHECKED;

// Writes it to `path`, replacing what was there; mode 0600, for a screen may show a person's data.
enum err picture_write_png(const char *path, const struct frame *frame, struct fault *f) TGOV_CHECKED;

// Reads a small PNG from outside: `*out` is w * h pixels 0xFFRRGGBB in `a`, what is transparent lies on white. Any kind of
// PNG; ERR_LIMIT when a side is longer than `side` px, ERR_SYNTAX when it is broken or none, ERR_MEMORY. A file that says
// one size and holds another, or that unpacks to more, is refused.
enum err picture_read_png(struct arena *a, struct str bytes, int side, uint32_t **out, int *w, int *h, struct fault *f) TGOV_CHECKED;

#endif
