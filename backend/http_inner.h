// SPDX-License-Identifier: Apache-2.0
// The insides of the server: http.c speaks with libmicrohttpd, exchange.c decides, server.c starts and stops.
#ifndef TGOV_BACKEND_HTTP_INNER_H
#define TGOV_BACKEND_HTTP_INNER_H

#include "backend/dispatch.h"
#include "backend/events.h"
#include "backend/http.h"
#include "backend/limiter.h"
#include "backend/watch.h"
#include "base/buf.h"
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

struct MHD_Connection;
struct MHD_Daemon;

enum { EXCHANGE_POOL_MAX = 512, EXCHANGE_KEEP_BYTES = 64 * 1024 };

enum phase {
    PHASE_NEW,     // the request line is there
    PHASE_BODY,    // headers accepted, the body may come
    PHASE_REFUSED, // the answer is ready; what comes of the body is read and forgotten
    PHASE_WRITING, // suspended: the writer has it
    PHASE_WRITTEN, // the write is over, one way or the other
};

struct exchange { // one request and its answer; from the request line to the completed callback
    struct exchange *next; // in the pool
    struct http *http;
    struct MHD_Connection *connection;
    struct watched *peer;  // NULL when memory was short
    atomic_int phase;      // enum phase
    enum err head_err;
    bool answered, drop;
    const char *target;
    struct arena arena;
    struct req req;
    struct resp resp;
    struct site site;      // the process's, with the catalogue of this request
    struct held *catalogue;
    struct events_client *listener;
    struct buf body;
    size_t swallowed;
    int64_t started_us, now_us; // monotonic; `now` as of the last step that looked
};

struct http {
    struct http_options o;
    struct MHD_Daemon *daemon;
    char *cert, *key; // PEM
    char address[128];
    struct watch *watch;
    struct limiter *limiter;
    char run[12];     // random; with a number it is a request's id
    atomic_ullong last_id;
    atomic_llong bodies;  // bytes of bodies being received
    atomic_long writing;  // requests that are suspended for the writer
    atomic_long running;  // exchanges
    atomic_bool closing;
    when_ms next_beat;
    pthread_mutex_t lock; // of the pool
    struct exchange *pool;
    size_t pooled;
};

// exchange.c
struct exchange *exchange_begin(struct http *h, struct watched *peer, const char *target);
void exchange_head(struct exchange *x); // after headers: route, limits, caller; sets PHASE_BODY or PHASE_REFUSED
bool exchange_body(struct exchange *x, const char *data, size_t len); // false: close the connection
void exchange_refuse(struct exchange *x, enum status status); // the answer is in x->resp
void exchange_finish(struct exchange *x, enum status status);
void exchange_deadline(struct exchange *x, long seconds); // 0: none
void exchange_end(struct exchange *x, bool complete);
void exchange_pool_free(struct http *h);

// http.c
bool http_serve(struct http *h, int listener, struct fault *f) TGOV_CHECKED; // owns the listening socket
void http_unlisten(struct http *h); // ends everything

#endif
