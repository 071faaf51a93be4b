// SPDX-License-Identifier: Apache-2.0
// Requests and answers over libmicrohttpd. Its rules, which shape this file: a normal answer must not be queued in the
// handler's first call (it would close the connection); body bytes must be consumed before an answer; a request is
// suspended before the writer can see it and belongs to the server's thread again once resumed; the completed callback
// is the only one that always comes.
#include "backend/http_inner.h"
#include "base/log.h"
#include "base/mem.h"
#include <arpa/inet.h>
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

struct framing {
    int host, length, transfer;
    bool chunked;
    unsigned long long announced;
};

static enum MHD_Result count_header(void *cls, enum MHD_ValueKind kind, const char *name, const char *value) {
    struct framing *f = cls;
    (void)kind;
    f->host += !strcasecmp(name, "Host");
    if (!strcasecmp(name, "Content-Length")) {
        f->length++;
        f->announced = value ? strtoull(value, NULL, 10) : 0;
    }
    if (!strcasecmp(name, "Transfer-Encoding")) {
        f->transfer++;
        f->chunked = value && !strcasecmp(value, "chunked");
    }
    return MHD_YES;
}

// libmicrohttpd 0.9.75 takes two different Content-Length headers, or one beside chunked, and then runs what follows
// the shorter reading as a second request. Refused here, and the connection closes.
static bool framing_ok(struct MHD_Connection *c, struct framing *f) {
    *f = (struct framing){0};
    MHD_get_connection_values(c, MHD_HEADER_KIND, count_header, f);
    return f->host == 1 && f->length <= 1 && f->transfer <= 1 && !(f->length && f->transfer) &&
           (!f->transfer || f->chunked);
}

// ---- answers ----

static void add_header(struct MHD_Response *r, const char *name, const char *value) {
    if (value && MHD_add_response_header(r, name, value) != MHD_YES)
        log_line(LOG_ERROR, "http", "header", "name=%s error=refused", name);
}

static void add_headers(const struct exchange *x, struct MHD_Response *r) {
    const struct resp *p = &x->resp;
    char seconds[16];
    if (p->body.len || p->topic)
        add_header(r, "Content-Type", p->content_type ? p->content_type : "application/json");
    add_header(r, "Cache-Control", p->cache_control);
    add_header(r, "ETag", p->etag);
    add_header(r, "Location", p->location);
    add_header(r, "Content-Language", p->content_language);
    if (p->status != STATUS_NOT_MODIFIED)
        add_header(r, "X-Content-Type-Options", "nosniff");
    if (x->http->o.tls_cert)
        add_header(r, "Strict-Transport-Security", "max-age=31536000");
    if (p->retry_after_s) {
        snprintf(seconds, sizeof seconds, "%d", p->retry_after_s);
        add_header(r, "Retry-After", seconds);
    }
    if (p->topic)
        add_header(r, "X-Accel-Buffering", "no"); // nginx: hand every event on at once
    if (atomic_load_explicit(&x->http->closing, memory_order_relaxed))
        add_header(r, "Connection", "close");
    for (size_t i = 0; i < p->header_count; i++)
        add_header(r, p->headers[i].name, p->headers[i].value);
}

static void stream_sleep(void *exchange) { MHD_suspend_connection(((struct exchange *)exchange)->connection); }
static void stream_wake(void *exchange) { MHD_resume_connection(((struct exchange *)exchange)->connection); }

static ssize_t stream_read(void *cls, uint64_t at, char *to, size_t room) {
    struct exchange *x = cls;
    (void)at;
    long n = events_read(x->http->o.site.events, x->listener, to, room, stream_sleep);
    return n < 0 ? MHD_CONTENT_READER_END_OF_STREAM : (ssize_t)n;
}

static struct MHD_Response *make_response(struct exchange *x) {
    struct resp *p = &x->resp;
    if (p->topic && x->req.method != METHOD_HEAD) {
        x->listener = events_join(x->http->o.site.events, p->topic, stream_wake, x);
        if (x->listener)
            return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 4096, stream_read, x, NULL);
        p->topic = NULL;
        exchange_refuse(
            x, resp_problem(p, STATUS_UNAVAILABLE, "listeners", "Very many are listening. Please ask again later."));
    }
    // The bytes live in the exchange's arena or in its blob until the completed callback.
    return MHD_create_response_from_buffer(p->body.len, (void *)(uintptr_t)p->body.p, MHD_RESPMEM_PERSISTENT);
}

static enum MHD_Result answer(struct exchange *x) {
    struct MHD_Response *r = make_response(x);
    if (!r)
        return MHD_NO;
    add_headers(x, r);
    exchange_deadline(x, x->listener ? 0 : HTTP_ANSWER_S);
    x->answered = true;
    enum MHD_Result result = MHD_queue_response(x->connection, (unsigned)x->resp.status, r);
    MHD_destroy_response(r);
    return result;
}

// ---- a request's way ----

static enum MHD_Result take_header(void *cls, enum MHD_ValueKind kind, const char *name, const char *value) {
    struct exchange *x = cls;
    (void)kind;
    if (!x->head_err)
        x->head_err = req_add_header(&x->req, name, value ? value : "");
    return MHD_YES;
}

static enum MHD_Result head_arrived(struct exchange *x, const char *method) {
    struct framing f;
    if (!framing_ok(x->connection, &f)) {
        exchange_refuse(x,
                        resp_misuse(&x->resp, STATUS_BAD_REQUEST, "framing", "The request's framing is ambiguous."));
        return answer(x); // in the first call on purpose: the connection closes behind it
    }
    x->head_err = req_init(&x->req, &x->arena, method_of(method), x->target ? x->target : "");
    if (!x->head_err)
        MHD_get_connection_values(x->connection, MHD_HEADER_KIND, take_header, x);
    exchange_head(x);
    if (x->head_err || x->drop)
        return x->drop ? MHD_NO : answer(x);
    if (f.announced > (x->phase == PHASE_REFUSED ? HTTP_SWALLOW_MAX : x->req.route->body_cap)) {
        if (x->phase != PHASE_REFUSED)
            exchange_refuse(x, resp_misuse(&x->resp, STATUS_TOO_LARGE, "too-large",
                                            "At most %zu bytes are taken here.", x->req.route->body_cap));
        if (f.announced > HTTP_SWALLOW_MAX)
            return answer(x);
    }
    return MHD_YES;
}

static enum MHD_Result body_piece(struct exchange *x, const char *data, size_t *size) {
    size_t n = *size;
    *size = 0; // consumed, or the connection would be dropped
    return exchange_body(x, data, n) ? MHD_YES : MHD_NO;
}

static void write_done(void *self) {
    struct exchange *x = self;
    struct MHD_Connection *c = x->connection;
    struct http *h = x->http;
    atomic_store(&x->phase, PHASE_WRITTEN);
    MHD_resume_connection(c); // from here on x belongs to the server's thread
    atomic_fetch_sub(&h->writing, 1);
}

static enum MHD_Result body_complete(struct exchange *x) {
    enum status status = dispatch_body(&x->req, &x->resp, x->http->o.store);
    // Counted first, asked second: once the server saw no writes after it began to close, none will be suspended.
    atomic_fetch_add(&x->http->writing, 1);
    if (!status && atomic_load(&x->http->closing))
        status = resp_problem(&x->resp, STATUS_UNAVAILABLE, "stopping", "This server stops now. Please send it again.");
    if (status != STATUS_LATER) {
        atomic_fetch_sub(&x->http->writing, 1);
        exchange_finish(x, status);
        return answer(x);
    }
    atomic_store(&x->phase, PHASE_WRITING);
    exchange_deadline(x, 0);
    MHD_suspend_connection(x->connection);
    if (dispatch_submit(&x->resp, x->http->o.store, write_done, x) != ERR_NONE)
        write_done(x);
    return MHD_YES;
}

static enum MHD_Result handle(void *cls, struct MHD_Connection *c, const char *url, const char *method,
                              const char *version, const char *data, size_t *size, void **state) {
    struct exchange *x = *state;
    (void)cls, (void)url, (void)version;
    if (!x)
        return MHD_NO; // no memory for it
    int phase = atomic_load(&x->phase);
    if (phase == PHASE_NEW) {
        x->connection = c;
        return head_arrived(x, method);
    }
    if (*size)
        return body_piece(x, data, size);
    if (x->answered)
        return MHD_YES;
    switch (phase) {
    case PHASE_BODY: return body_complete(x);
    case PHASE_REFUSED: return answer(x);
    case PHASE_WRITTEN: exchange_finish(x, dispatch_written(&x->resp)); return answer(x);
    default: return MHD_YES; // a spurious call while the write is on its way
    }
}

// Called with the request line: the first moment a request exists. What it returns is `*state` of the calls above.
static void *begin(void *cls, const char *target, struct MHD_Connection *c) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    struct watched *w = info ? info->socket_context : NULL;
    if (w && w->begun) // the one before never came to its end
        exchange_end(w->begun, false);
    struct exchange *x = exchange_begin(cls, w, target);
    if (w)
        w->begun = x;
    return x;
}

static void completed(void *cls, struct MHD_Connection *c, void **state, enum MHD_RequestTerminationCode why) {
    (void)cls;
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    struct watched *w = info ? info->socket_context : NULL;
    if (w && w->begun == *state)
        w->begun = NULL;
    if (*state)
        exchange_end(*state, why == MHD_REQUEST_TERMINATED_COMPLETED_OK);
    *state = NULL;
}

// ---- connections ----

static void name_peer(struct watched *w, const struct sockaddr *a) {
    const void *bytes = a->sa_family == AF_INET ? (const void *)&((const struct sockaddr_in *)a)->sin_addr
                                                : (const void *)&((const struct sockaddr_in6 *)a)->sin6_addr;
    if (!inet_ntop(a->sa_family, bytes, w->peer, sizeof w->peer))
        w->peer[0] = 0;
}

static void connection(void *cls, struct MHD_Connection *c, void **context, enum MHD_ConnectionNotificationCode what) {
    struct http *h = cls;
    if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
        struct watched *w = *context;
        if (w && w->begun) // libmicrohttpd gave up while it read the head, and told nobody
            exchange_end(w->begun, false);
        if (w)
            watch_remove(h->watch, w);
        *context = NULL;
        metrics_add(h->o.metrics, METRIC_CONNECTIONS, -1);
        return;
    }
    metrics_add(h->o.metrics, METRIC_CONNECTIONS, 1);
    const union MHD_ConnectionInfo *fd = MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD);
    const union MHD_ConnectionInfo *a = MHD_get_connection_info(c, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    struct watched *w = fd && a ? watch_add(h->watch, fd->connect_fd) : NULL;
    *context = w;
    if (!w)
        return;
    name_peer(w, a->client_addr);
    w->peer_key = h->limiter ? limiter_key(h->limiter, w->peer) : 0;
    atomic_store(&w->deadline, when_monotonic() + HTTP_HEAD_S * 1000);
}

// A server that stops takes no new connections. (MHD_quiesce_daemon is for this, but its threads and the closing of the
// socket race in 0.9.75, and it then ends the process.)
static enum MHD_Result welcome(void *cls, const struct sockaddr *address, socklen_t len) {
    const struct http *h = cls;
    (void)address, (void)len;
    return atomic_load_explicit(&h->closing, memory_order_relaxed) ? MHD_NO : MHD_YES;
}

static size_t keep_escapes(void *cls, struct MHD_Connection *c, char *text) {
    (void)cls, (void)c;
    return strlen(text); // the target is decoded once, by req_init
}

static TGOV_PRINTF(2, 0) void server_says(void *cls, const char *fmt, va_list args) {
    char text[256];
    (void)cls;
    int n = vsnprintf(text, sizeof text, fmt, args);
    for (size_t i = 0; n > 0 && text[i]; i++)
        if (text[i] == '\n')
            text[i] = ' ';
    log_line(LOG_DEBUG, "http", "library", "says=%s", text);
}

bool http_serve(struct http *h, int listener, struct fault *f) {
    const struct http_options *o = &h->o;
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC | MHD_USE_ERROR_LOG |
                     (o->tls_cert ? MHD_USE_TLS : 0u);
    struct MHD_OptionItem tls[] = {
        {MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)(uintptr_t)h->cert},
        {MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)(uintptr_t)h->key},
        {MHD_OPTION_HTTPS_PRIORITIES, 0, (void *)(uintptr_t) "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"},
        {MHD_OPTION_END, 0, NULL}};
    h->daemon = MHD_start_daemon(
        flags, 0, welcome, h, handle, NULL, MHD_OPTION_EXTERNAL_LOGGER, server_says, NULL, //
        MHD_OPTION_LISTEN_SOCKET, listener, MHD_OPTION_THREAD_POOL_SIZE, o->threads, MHD_OPTION_CONNECTION_LIMIT,
        o->connections, MHD_OPTION_PER_IP_CONNECTION_LIMIT, o->connections_per_address, MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)HTTP_IDLE_S, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HTTP_HEAD_MAX, MHD_OPTION_STRICT_FOR_CLIENT,
        1, MHD_OPTION_URI_LOG_CALLBACK, begin, h, MHD_OPTION_NOTIFY_COMPLETED, completed, NULL,
        MHD_OPTION_NOTIFY_CONNECTION, connection, h, MHD_OPTION_UNESCAPE_CALLBACK, keep_escapes, NULL, MHD_OPTION_ARRAY,
        o->tls_cert ? tls : &tls[3], MHD_OPTION_END);
    if (!h->daemon) {
        close(listener);
        fault_set(f, ERR_IO, o->listen, "the server cannot start%s",
                  o->tls_cert ? ": certificate and key do not fit" : "");
    }
    return h->daemon != NULL;
}

void http_unlisten(struct http *h) { MHD_stop_daemon(h->daemon); }
