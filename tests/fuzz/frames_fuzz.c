// SPDX-License-Identifier: Apache-2.0
// Any bytes from a speech service on WebSocket: the first byte says in which pieces they come, the rest are an answer to the
// handshake or frames. Whatever comes out is whole, valid text within the caps, and the same however it was cut.
#include "base/str.h"
#include "platform/speech_frames.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint64_t collect(const char *bytes, size_t len, size_t piece) {
    struct frames f;
    enum frames_op op;
    const char *out;
    size_t n;
    uint64_t sum = HASH_SEED;
    enum err err = ERR_NONE;
    frames_init(&f);
    for (size_t at = 0; at < len && (!err || err == ERR_NOT_FOUND); at += piece) {
        err = frames_feed(&f, bytes + at, len - at < piece ? len - at : piece);
        while (!err && !(err = frames_take(&f, &op, &out, &n))) {
            if (n > FRAMES_MESSAGE_CAP || (op == FRAMES_TEXT && !utf8_valid(out, n)) || out[n] != '\0')
                abort();
            sum = hash_bytes(hash_bytes(sum, &op, sizeof op), out, n);
        }
    }
    frames_finish(&f);
    return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 2 || size > 16 * 1024)
        return 0;
    const char *bytes = (const char *)data + 1;
    long used = frames_answer(bytes, size - 1, "dGhlIHNhbXBsZSBub25jZQ==");
    if (used > (long)size - 1 || used < -1)
        abort();
    if (collect(bytes, size - 1, size) != collect(bytes, size - 1, 1 + data[0]))
        abort();
    return 0;
}
