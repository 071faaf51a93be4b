// SPDX-License-Identifier: Apache-2.0
// Any bytes as a key map: an error with its place, or a map whose keys all exist.
#include "platform/stb/keymap.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct keymap map;
    struct fault f = {0};
    enum err err = keymap_read(&map, (const char *)data, size, &f);
    if (err && (f.code != err || !f.place[0]))
        abort();
    for (unsigned code = 0; !err && code < STREAM_CODES; code++)
        if (keymap_key(&map, code) >= KEY_COUNT)
            abort();
    return 0;
}
