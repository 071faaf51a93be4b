// SPDX-License-Identifier: Apache-2.0
// Rewriting a PNG: never longer than before, and what was cleaned once stays the same.
#include "backend/phone/media.h"
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct media m = {.kind = MEDIA_OTHER}, again = {.kind = MEDIA_OTHER};
    unsigned char *once = malloc(size + 1), *twice = malloc(size + 1);
    if (once && twice && size)
        memcpy(once, data, size);
    if (once && twice && png_clean(once, size, &m) == ERR_NONE) {
        assert(m.len <= size && m.width > 0 && m.height > 0);
        memcpy(twice, once, m.len);
        enum err err = png_clean(twice, m.len, &again);
        assert(err == ERR_NONE && again.len == m.len && !memcmp(once, twice, m.len));
        (void)err;
    }
    free(once);
    free(twice);
    return 0;
}
