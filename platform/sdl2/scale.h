// SPDX-License-Identifier: Apache-2.0
// The television's picture in another size: every pixel of the source counts by its area when it shrinks, neighbours
// blend when it grows, and 1:1 copies. Flat colours stay exactly what they were. Only the part asked for is computed.
#ifndef TGOV_PLATFORM_SDL2_SCALE_H
#define TGOV_PLATFORM_SDL2_SCALE_H

#include "platform/platform.h"
#include "platform/sdl2/canvas.h"

struct scaler;

// From pictures of `from_w` x `from_h` to `to_w` x `to_h`, all at least 1. NULL when out of memory.
struct scaler *scaler_create(int from_w, int from_h, int to_w, int to_h) TGOV_CHECKED;
void scaler_destroy(struct scaler *s);
// Which pixels of the result change when `changed` of the source does; inside to_w x to_h.
struct rect scaler_reach(const struct scaler *s, struct rect changed);
// Draws the result with its top left corner at x, y of the canvas, as far as the canvas' clip goes.
void scaler_draw(struct scaler *s, const struct frame *from, struct canvas *to, int x, int y);

#endif
