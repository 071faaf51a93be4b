// SPDX-License-Identifier: Apache-2.0
// The HTTP server: the only file that knows libmicrohttpd is http.c. It brings requests to the dispatcher and answers
// back, guards the framing (what libmicrohttpd 0.9.75 would let through), caps sizes, times and rates, suspends a
// request while its write is committed, and streams events.
#ifndef TGOV_BACKEND_HTTP_H
#define TGOV_BACKEND_HTTP_H

#include "backend/fault.h"
#include "backend/holder.h"
#include "backend/metrics.h"
#include "backend/site.h"

enum {
    HTTP_CONNECTIONS_MAX = 8192,
    HTTP_HEAD_MAX = 16 * 1024,        // bytes of request line and headers
    HTTP_SWALLOW_MAX = 1 << 20,       // of a refused body that are read before the connection is closed
    HTTP_BODIES_MAX = 256 << 20,      // of all bodies that are being received
    HTTP_ARENA_MAX = 48 << 20,        // memory of one request
    HTTP_IDLE_S = 30,                 // nothing moves
    HTTP_HEAD_S = 60,                 // from accept or the last answer to complete headers
    HTTP_BODY_S = 30,                 // for a body, plus one second per 8 KiB of its cap
    HTTP_ANSWER_S = 120,              // to take an answer; streams excepted
};

struct http_options {
    const char *listen;               // "127.0.0.1:8080", "[::1]:8080"; port 0: any free one
    const char *tls_cert, *tls_key;   // PEM files; both or none
    unsigned threads;                 // 0: one a core, at least 2
    unsigned connections, connections_per_address; // 0: HTTP_CONNECTIONS_MAX, no limit
    double rate_per_s, rate_burst;    // per address; 0: no limit
    bool behind_proxy;                // a proxy on loopback tells the address in X-Forwarded-For
    bool quiet;                       // no log line per request
    struct fault_plan *fault;         // NULL: none
    struct router router;
    struct store *store;
    struct site site;                 // `catalogue` is filled per request from the holder; base_url NULL: the address
    struct holder *catalogue;         // may be NULL
    struct metrics *metrics;
};

struct http;

// Starts serving. What `o` points to must outlive the server.
struct http *http_start(const struct http_options *o, struct fault *f) TGOV_CHECKED;
// "http://127.0.0.1:8080": where it really listens.
const char *http_address(const struct http *h);
// Once a second, from the main program: deadlines, heartbeats.
void http_tick(struct http *h, when_ms monotonic);
// Takes no new connections, lets running requests finish for up to `grace_ms`, ends streams. The store must still run.
void http_stop(struct http *h, long grace_ms);

#endif
