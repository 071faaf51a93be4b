// SPDX-License-Identifier: Apache-2.0
// Server-sent events (WHATWG HTML, 9.2.6), fed in pieces of any size. An event that is larger than the cap is skipped
// whole and counted; the stream goes on behind it.
#ifndef TGOV_APP_NET_SSE_H
#define TGOV_APP_NET_SSE_H

#include "base/buf.h"
#include "base/str.h"

enum { SSE_NAME_MAX = 128, SSE_ID_MAX = 512 };

struct sse_event {
    const char *name; // "message" when none was given
    const char *id;   // the last id seen; "" when none ever was
    struct str data;  // terminated; lines joined by '\n'; may be anything, also no UTF-8
};

struct sse {
    struct buf line, data;
    char name[SSE_NAME_MAX];
    char id[SSE_ID_MAX];      // what the next Last-Event-ID says: of the last event that was complete
    char next_id[SSE_ID_MAX]; // of the event that is being read
    int retry_ms;             // what the server wants between tries; -1: not said
    size_t skipped;           // events over the cap
    bool has_data, skip, after_cr, started;
    unsigned char bom;        // bytes of a leading U+FEFF seen
};

// `cap` bytes for a line and for the data of an event. `last_id` may be NULL.
void sse_init(struct sse *s, size_t cap, const char *last_id);
void sse_finish(struct sse *s);
// A new connection: the event that was being read is forgotten, the last id is kept.
void sse_restart(struct sse *s);
// Calls `take` for each complete event; the event lives during the call. `take` returns an error to stop, which is
// returned here. ERR_MEMORY when out of memory.
enum err sse_feed(struct sse *s, const char *bytes, size_t len,
                  enum err (*take)(void *arg, const struct sse_event *event), void *arg) TGOV_CHECKED;

#endif
