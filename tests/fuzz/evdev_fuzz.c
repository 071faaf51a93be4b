// SPDX-License-Identifier: Apache-2.0
// Any bytes as an input device, in pieces whose lengths the input chooses: every code stays in range, and no
// key stays down when the device is gone.
#include "platform/stb/stream.h"
#include <stdlib.h>
#include <string.h>

static void check(void *with, struct stream_key k) {
    unsigned char *down = with;
    if (k.code >= STREAM_CODES || k.value < STREAM_UP || k.value > STREAM_REPEAT)
        abort();
    down[k.code] = k.value != STREAM_UP;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    unsigned char down[STREAM_CODES] = {0};
    struct stream s;
    memset(&s, 0, sizeof s);
    size_t piece = size ? data[0] % 61u + 1 : 1;
    for (size_t at = 1; at < size; at += piece)
        stream_feed(&s, data + at, size - at < piece ? size - at : piece, check, down);
    stream_end(&s, check, down);
    for (size_t code = 0; code < STREAM_CODES; code++)
        if (down[code])
            abort();
    return 0;
}
