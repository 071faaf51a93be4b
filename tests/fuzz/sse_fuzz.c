// SPDX-License-Identifier: Apache-2.0
// Server-sent events from a hostile server, read whole and in small pieces: both must hear the same.
#include "app/net/answer.h"
#include "app/net/sse.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct heard {
    uint64_t hash;
    size_t events;
};

static enum err hear(void *arg, const struct sse_event *e) {
    struct heard *h = arg;
    struct net_message *m = answer_message();
    if (!m)
        return ERR_MEMORY;
    enum err err = answer_event(m, e->name, e->id, e->data);
    net_message_free(m);
    h->events++;
    h->hash = hash_bytes(h->hash, e->data.p, e->data.len);
    h->hash = hash_bytes(h->hash, e->name, strlen(e->name));
    h->hash = hash_bytes(h->hash, e->id, strlen(e->id));
    return err == ERR_MEMORY ? err : ERR_NONE;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct heard whole = {HASH_SEED, 0}, pieces = {HASH_SEED, 0};
    struct sse a, b;
    size_t step = size ? data[0] % 7 + 1 : 1;
    sse_init(&a, 64, "1");
    sse_init(&b, 64, "1");
    if (sse_feed(&a, (const char *)data, size, hear, &whole))
        abort();
    for (size_t at = 0; at < size; at += step)
        if (sse_feed(&b, (const char *)data + at, size - at < step ? size - at : step, hear, &pieces))
            abort();
    if (whole.hash != pieces.hash || whole.events != pieces.events || a.skipped != b.skipped || a.retry_ms != b.retry_ms)
        abort();
    sse_restart(&a);
    sse_finish(&a);
    sse_finish(&b);
    return 0;
}
