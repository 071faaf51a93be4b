// SPDX-License-Identifier: Apache-2.0
// One request through the server: limits, the dispatcher's steps, faults on purpose, the line in the log.
#include "backend/http_inner.h"
#include "base/log.h"
#include "base/mem.h"
#include <arpa/inet.h>
#include <stdio.h>
#include <time.h>

static int64_t now_us(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static struct exchange *from_pool(struct http *h) {
    pthread_mutex_lock(&h->lock);
    struct exchange *x = h->pool;
    if (x) {
        h->pool = x->next;
        h->pooled--;
    }
    pthread_mutex_unlock(&h->lock);
    if (x)
        return x;
    x = mem_alloc(sizeof *x);
    if (x) {
        arena_init(&x->arena, HTTP_ARENA_MAX);
        x->http = h;
    }
    return x;
}

// The run's name and a number. By hand: printf would be a twentieth of the work of a whole request.
static void name_request(struct exchange *x, unsigned long long number) {
    char digits[24], *to = x->resp.request_id;
    size_t n = sizeof digits, len = strlen(x->http->run);
    digits[--n] = 0;
    do
        digits[--n] = (char)('0' + number % 10);
    while ((number /= 10) && n);
    memcpy(to, x->http->run, len);
    text_copy(to + len, sizeof x->resp.request_id - len, digits + n);
}

struct exchange *exchange_begin(struct http *h, struct watched *peer, const char *target) {
    struct exchange *x = from_pool(h);
    if (!x)
        return NULL;
    atomic_fetch_add_explicit(&h->running, 1, memory_order_relaxed);
    x->started_us = x->now_us = now_us();
    x->peer = peer;
    x->req.header_count = 0;
    atomic_store_explicit(&x->phase, PHASE_NEW, memory_order_relaxed);
    x->target = arena_string(&x->arena, target);
    resp_init(&x->resp, &x->arena);
    name_request(x, atomic_fetch_add_explicit(&h->last_id, 1, memory_order_relaxed) + 1);
    return x;
}

void exchange_deadline(struct exchange *x, long seconds) {
    if (x->peer)
        atomic_store_explicit(&x->peer->deadline, seconds ? x->now_us / 1000 + seconds * 1000 : 0,
                              memory_order_relaxed);
}

void exchange_finish(struct exchange *x, enum status status) { dispatch_finish(&x->req, &x->resp, status); }

void exchange_refuse(struct exchange *x, enum status status) {
    exchange_finish(x, status);
    atomic_store_explicit(&x->phase, PHASE_REFUSED, memory_order_relaxed);
}

// The last address of X-Forwarded-For is what our own proxy saw; the ones before it anybody can write.
static const char *forwarded(const struct exchange *x) {
    const char *list = NULL; // of several such lines the last one is our proxy's
    for (size_t i = 0; i < x->req.header_count; i++)
        if (!strcmp(x->req.headers[i].name, "x-forwarded-for"))
            list = x->req.headers[i].value;
    bool local = !strncmp(x->peer->peer, "127.", 4) || !strcmp(x->peer->peer, "::1");
    if (!list || !local || !x->http->o.behind_proxy)
        return NULL;
    const char *last = strrchr(list, ',');
    last = last ? last + 1 : list;
    last += strspn(last, " ");
    unsigned char raw[16];
    return inet_pton(AF_INET, last, raw) == 1 || inet_pton(AF_INET6, last, raw) == 1 ? last : NULL;
}

static int over_limit(struct exchange *x) {
    struct limiter *l = x->http->limiter;
    if (!l || (x->req.route && (x->req.route->flags & ROUTE_UNLIMITED)))
        return 0;
    const char *other = forwarded(x);
    return limiter_take(l, other ? limiter_key(l, other) : x->peer->peer_key, when_monotonic());
}

static enum status head_problem(struct exchange *x) {
    struct resp *p = &x->resp;
    switch (x->head_err) {
    case ERR_LIMIT:
        if (!x->req.path[0])
            return resp_misuse(p, STATUS_TARGET_TOO_LONG, "target", "The address is too long.");
        return resp_misuse(p, STATUS_HEADERS_TOO_LARGE, "headers", "The headers or the query are too large.");
    case ERR_MEMORY: return STATUS_UNAVAILABLE;
    default: return resp_misuse(p, STATUS_BAD_REQUEST, "head", "The address or a header cannot be read.");
    }
}

static bool fault_on_purpose(struct exchange *x) {
    struct fault_plan *plan = x->http->o.fault;
    bool health = x->req.route && (x->req.route->flags & ROUTE_UNLIMITED);
    if (!plan || health || !fault_plan_hits(plan))
        return false;
    if (plan->latency_ms) { // the server has extra threads when this is on
        struct timespec t = {plan->latency_ms / 1000, plan->latency_ms % 1000 * 1000000L};
        nanosleep(&t, NULL);
    }
    x->drop = plan->drop;
    if (plan->status)
        exchange_refuse(x, resp_misuse(&x->resp, (enum status)plan->status, "on-purpose", "A fault on purpose."));
    return plan->status != 0;
}

static enum status admit(struct exchange *x) {
    x->req.peer = x->peer ? x->peer->peer : "";
    x->req.now_ms = when_now();
    x->site = x->http->o.site;
    if (x->http->o.catalogue) {
        x->catalogue = holder_take(x->http->o.catalogue);
        x->site.catalogue = held_thing(x->catalogue);
    }
    x->req.site = &x->site;
    if (x->head_err || !x->peer)
        return x->peer ? head_problem(x) : STATUS_UNAVAILABLE;
    enum status status = dispatch_route(&x->http->o.router, &x->req, &x->resp);
    int wait = over_limit(x);
    if (wait) {
        resp_reset(&x->resp);
        x->resp.retry_after_s = wait;
        return resp_problem(&x->resp, STATUS_TOO_MANY, "rate", "Too many requests from one place. Please wait %d s.",
                            wait);
    }
    const char *other = forwarded(x);
    x->req.peer = other ? other : x->req.peer;
    return status ? status : dispatch_caller(&x->req, &x->resp);
}

void exchange_head(struct exchange *x) {
    enum status status = admit(x);
    if (fault_on_purpose(x))
        return;
    if (status) {
        exchange_refuse(x, status);
        exchange_deadline(x, HTTP_BODY_S);
        return;
    }
    buf_init(&x->body, x->req.route->body_cap);
    exchange_deadline(x, HTTP_BODY_S + (long)(x->req.route->body_cap / 8192));
    atomic_store_explicit(&x->phase, PHASE_BODY, memory_order_relaxed);
}

bool exchange_body(struct exchange *x, const char *data, size_t len) {
    if (atomic_load_explicit(&x->phase, memory_order_relaxed) != PHASE_BODY) {
        x->swallowed += len;
        return x->swallowed <= HTTP_SWALLOW_MAX;
    }
    size_t before = x->body.room;
    buf_add(&x->body, data, len);
    long long total = atomic_fetch_add(&x->http->bodies, (long long)(x->body.room - before));
    if (x->body.err == ERR_LIMIT)
        exchange_refuse(x, resp_misuse(&x->resp, STATUS_TOO_LARGE, "too-large", "At most %zu bytes are taken here.",
                                        x->req.route->body_cap));
    else if (x->body.err || total > HTTP_BODIES_MAX)
        exchange_refuse(x, STATUS_UNAVAILABLE);
    x->req.body = (struct str){x->body.data, x->body.len};
    return true;
}

static void note(struct exchange *x, bool complete) {
    const struct route *route = x->req.route;
    const struct resp *p = &x->resp;
    x->now_us = now_us();
    int64_t us = x->now_us - x->started_us;
    enum status status = x->answered ? p->status : (enum status)0;
    size_t bytes = x->req.method == METHOD_HEAD ? 0 : p->body.len;
    metrics_count(x->http->o.metrics, route, status, us, bytes);
    if (!x->http->o.quiet)
        log_line(LOG_INFO, "http", "request", "method=%s route=%s status=%d ms=%lld.%lld bytes=%zu id=%s%s",
                 x->req.path ? method_name(x->req.method) : "-", route ? route->path : "-", (int)status,
                 (long long)(us / 1000), (long long)(us / 100 % 10), bytes, p->request_id, complete ? "" : " broken=1");
}

// Back to its first state, with arena blocks kept when they are few.
static void wipe(struct exchange *x) {
    struct arena arena = x->arena;
    struct http *h = x->http;
    if (arena.held > EXCHANGE_KEEP_BYTES)
        arena_finish(&arena);
    else
        arena_reset(&arena);
    *x = (struct exchange){.http = h, .arena = arena};
}

void exchange_end(struct exchange *x, bool complete) {
    struct http *h = x->http;
    if (x->listener)
        events_leave(h->o.site.events, x->listener);
    note(x, complete);
    exchange_deadline(x, HTTP_HEAD_S); // for the next request of the connection
    resp_reset(&x->resp);
    if (x->catalogue)
        holder_let_go(h->o.catalogue, x->catalogue);
    atomic_fetch_sub(&h->bodies, (long long)x->body.room);
    buf_finish(&x->body);
    wipe(x);
    pthread_mutex_lock(&h->lock);
    bool keep = h->pooled < EXCHANGE_POOL_MAX;
    if (keep) {
        x->next = h->pool;
        h->pool = x;
        h->pooled++;
    }
    pthread_mutex_unlock(&h->lock);
    if (!keep) {
        arena_finish(&x->arena);
        mem_free(x);
    }
    atomic_fetch_sub(&h->running, 1);
}

void exchange_pool_free(struct http *h) {
    for (struct exchange *x = h->pool, *next; x; x = next) {
        next = x->next;
        arena_finish(&x->arena);
        mem_free(x);
    }
    h->pool = NULL;
}
