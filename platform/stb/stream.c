// SPDX-License-Identifier: Apache-2.0
// Cutting a byte stream into input events. <linux/input.h> and platform/keys.h both have names like KEY_UP, so only the
// former is included here, and keys are numbers.
#include "platform/stb/stream.h"
#include <linux/input.h>
#include <string.h>

_Static_assert(sizeof(struct input_event) <= STREAM_RECORD_ROOM, "input_event has grown");
_Static_assert(KEY_CNT <= STREAM_CODES, "Linux has more key codes");

static void hold(struct stream *s, unsigned code, bool down) {
    unsigned char bit = (unsigned char)(1u << (code % 8));
    s->held[code / 8] = (unsigned char)(down ? s->held[code / 8] | bit : s->held[code / 8] & ~bit);
}

static void release_all(struct stream *s, stream_sink *sink, void *with) {
    for (unsigned code = 0; code < STREAM_CODES; code++)
        if (s->held[code / 8] >> (code % 8) & 1)
            sink(with, (struct stream_key){(uint16_t)code, STREAM_UP, s->letters});
    memset(s->held, 0, sizeof s->held);
}

static void take(struct stream *s, const struct input_event *e, stream_sink *sink, void *with) {
    if (e->type == EV_SYN && e->code == SYN_DROPPED) {
        s->dropping = true;
        release_all(s, sink, with);
    } else if (e->type == EV_SYN && e->code == SYN_REPORT) {
        s->dropping = false;
    }
    if (s->dropping || e->type != EV_KEY || e->code >= STREAM_CODES || e->value < STREAM_UP || e->value > STREAM_REPEAT)
        return;
    hold(s, e->code, e->value != STREAM_UP);
    sink(with, (struct stream_key){e->code, (enum stream_value)e->value, s->letters});
}

void stream_feed(struct stream *s, const void *bytes, size_t len, stream_sink *sink, void *with) {
    const unsigned char *p = bytes;
    while (len) {
        size_t want = sizeof(struct input_event) - s->have, n = len < want ? len : want;
        memcpy(s->part + s->have, p, n);
        s->have += n;
        p += n;
        len -= n;
        if (s->have < sizeof(struct input_event))
            return;
        struct input_event e;
        memcpy(&e, s->part, sizeof e);
        s->have = 0;
        take(s, &e, sink, with);
    }
}

void stream_end(struct stream *s, stream_sink *sink, void *with) {
    release_all(s, sink, with);
    s->have = 0;
    s->dropping = false;
}
