// SPDX-License-Identifier: Apache-2.0
// What is read from the outside around an answer: a stored file, header lines, a Retry-After. The first byte chooses.
#include "app/net/cache.h"
#include "app/net/head.h"
#include "app/net/retry.h"
#include <openssl/sha.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_entry(const uint8_t *data, size_t size) {
    struct arena a;
    struct cache_entry e;
    char *copy = malloc(size + 1);
    memcpy(copy, data, size);
    // With a sum that fits, so that what is behind it is reached as well.
    if (size >= 40)
        SHA256((unsigned char *)copy + 40, size - 40, (unsigned char *)copy + 8);
    arena_init(&a, 1 << 16);
    if (cache_entry_read(&a, (struct str){copy, size}, &e) == ERR_NONE) {
        struct buf b;
        buf_init(&b, CACHE_ENTRY_BYTES + 2048);
        cache_entry_write(&b, &e);
        if (b.len != size || memcmp(b.data, copy, size))
            abort();
        buf_finish(&b);
    }
    arena_finish(&a);
    free(copy);
}

static void read_lines(const uint8_t *data, size_t size) {
    struct net_head h = {0};
    head_reset(&h);
    struct str rest = {(const char *)data, size};
    while (rest.len) {
        struct str line = str_cut(&rest, '\n');
        if (!head_line(&h, line.p, line.len, 4096))
            break;
    }
    (void)head_type_is_json(h.content_type);
    if (h.max_age_ms < -1 || h.age_ms < 0)
        abort();
    int64_t after = retry_after_ms(h.retry_after, 1000000000000);
    if (after < -1 || after > RETRY_AFTER_CAP_MS)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size == 0)
        return 0;
    if (data[0] % 2)
        read_entry(data + 1, size - 1);
    else
        read_lines(data + 1, size - 1);
    return 0;
}
