// SPDX-License-Identifier: Apache-2.0
// A thumbnail with any bytes: it is refused, or it is a picture within its caps.
#include "platform/png.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena a;
    struct fault f = {0};
    uint32_t *pixels = NULL;
    int w = 0, h = 0;
    arena_init(&a, 2 << 20);
    if (picture_read_png(&a, (struct str){(const char *)data, size}, 320, &pixels, &w, &h, &f) == ERR_NONE) {
        assert(pixels && w > 0 && h > 0 && w <= 320 && h <= 320);
        for (int i = 0; i < w * h; i++)
            assert(pixels[i] >> 24 == 0xFF);
    }
    arena_finish(&a);
    return 0;
}
