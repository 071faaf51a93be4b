// SPDX-License-Identifier: Apache-2.0
// Where things are on the real window, and the frame of the simulated box.
#include "platform/sdl2/emulator.h"
#include "base/log.h"
#include "base/mem.h"
#include <math.h>

struct box chrome_box(const struct emulator *e, struct box b) {
    return (struct box){e->left + b.x * e->scale, e->top + b.y * e->scale, b.w * e->scale, b.h * e->scale};
}

// The largest place for the frame inside `in` that keeps its shape.
static struct rect fit(const struct emulator *e, struct box in) {
    float across = in.w / (float)e->frame.width, down = in.h / (float)e->frame.height;
    float by = across < down ? across : down;
    int w = (int)lroundf((float)e->frame.width * by), h = (int)lroundf((float)e->frame.height * by);
    w = w < 1 ? 1 : w;
    h = h < 1 ? 1 : h;
    return (struct rect){(int)lroundf(in.x + (in.w - (float)w) / 2), (int)lroundf(in.y + (in.h - (float)h) / 2), w, h};
}

void emulator_layout(struct emulator *e, int width, int height) {
    float across = (float)width / PARTS_WIDTH, down = (float)height / PARTS_HEIGHT;
    e->scale = across < down ? across : down;
    e->left = ((float)width - PARTS_WIDTH * e->scale) / 2;
    e->top = ((float)height - PARTS_HEIGHT * e->scale) / 2;
    struct box whole = {0, 0, (float)width, (float)height};
    struct rect old = e->television;
    e->television = fit(e, e->chrome ? chrome_box(e, parts_television) : whole);
    if (e->scaler && old.w == e->television.w && old.h == e->television.h)
        return;
    scaler_destroy(e->scaler);
    e->scaler = scaler_create(e->frame.width, e->frame.height, e->television.w, e->television.h);
}

enum err emulator_set_device(struct emulator *e, int width, int height) {
    uint32_t *pixels = mem_alloc((size_t)width * (size_t)height * sizeof(uint32_t));
    if (!pixels) {
        log_line(LOG_WARN, "emulator", "device-kept", "reason=memory width=%d height=%d", width, height);
        return ERR_MEMORY;
    }
    mem_free(e->frame.pixels);
    e->frame = (struct frame){.pixels = pixels, .width = width, .height = height, .stride = width * (int)sizeof(uint32_t)};
    scaler_destroy(e->scaler); // made for the old size
    e->scaler = NULL;
    return ERR_NONE;
}
