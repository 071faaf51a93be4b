// SPDX-License-Identifier: Apache-2.0
// Starting and stopping the server.
#include "backend/http_inner.h"
#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/random.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <time.h>

enum { PEM_MAX = 256 * 1024, THREADS_MAX = 64, SLOW_THREADS = 16, BACKLOG = 1024, POLL_MS = 5 };

static bool read_address(const char *text, struct sockaddr_storage *out, struct fault *f) {
    char host[80];
    const char *colon = strrchr(text, ':');
    long port;
    size_t len = colon ? (size_t)(colon - text) : 0;
    bool six = len > 2 && text[0] == '[' && text[len - 1] == ']';
    if (!colon || len >= sizeof host || !text_integer(colon + 1, 0, 65535, &port))
        goto bad;
    memcpy(host, text + six, len - (six ? 2 : 0));
    host[len - (six ? 2 : 0)] = 0;
    struct sockaddr_in *four = (struct sockaddr_in *)out;
    struct sockaddr_in6 *more = (struct sockaddr_in6 *)out;
    *out = (struct sockaddr_storage){.ss_family = six ? AF_INET6 : AF_INET};
    if (six) {
        more->sin6_port = htons((uint16_t)port);
        if (inet_pton(AF_INET6, host, &more->sin6_addr) == 1)
            return true;
    } else {
        four->sin_port = htons((uint16_t)port);
        if (inet_pton(AF_INET, host, &four->sin_addr) == 1)
            return true;
    }
bad:
    fault_set(f, ERR_SYNTAX, "--listen", "expected ADDRESS:PORT, such as 127.0.0.1:8080 or [::1]:8080");
    return false;
}

static int open_listener(struct http *h, const struct sockaddr_storage *a, struct fault *f) {
    struct sockaddr_storage real;
    socklen_t len = a->ss_family == AF_INET6 ? sizeof(struct sockaddr_in6) : sizeof(struct sockaddr_in),
              real_len = sizeof real;
    int fd = socket(a->ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), on = 1;
    if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) ||
        bind(fd, (const struct sockaddr *)a, len) || listen(fd, BACKLOG) ||
        getsockname(fd, (struct sockaddr *)&real, &real_len)) {
        fault_set(f, ERR_IO, h->o.listen, "cannot listen there: %s", strerror(errno));
        if (fd >= 0)
            close(fd);
        return -1;
    }
    // sin_port and sin6_port lie at the same place.
    snprintf(h->address, sizeof h->address, "%s://%.*s:%u", h->o.tls_cert ? "https" : "http",
             (int)(strrchr(h->o.listen, ':') - h->o.listen), h->o.listen,
             ntohs(((struct sockaddr_in *)&real)->sin_port));
    return fd;
}

static char *read_pem(const char *path, struct fault *f) {
    struct arena a;
    arena_init(&a, 2 * PEM_MAX);
    struct str text;
    char *kept = NULL;
    if (file_read(&a, path, PEM_MAX, &text, f) == ERR_NONE) {
        kept = mem_copy_string(text.p);
        if (!kept)
            fault_set(f, ERR_MEMORY, path, "out of memory");
    }
    arena_finish(&a);
    return kept;
}

static bool read_tls(struct http *h, struct fault *f) {
    if (!h->o.tls_cert && !h->o.tls_key)
        return true;
    if (!h->o.tls_cert || !h->o.tls_key) {
        fault_set(f, ERR_MISSING, "--tls-cert", "certificate and key go together");
        return false;
    }
    h->cert = read_pem(h->o.tls_cert, f);
    h->key = h->cert ? read_pem(h->o.tls_key, f) : NULL;
    return h->key != NULL;
}

static void set_defaults(struct http_options *o) {
    if (!o->threads) {
        long cores = sysconf(_SC_NPROCESSORS_ONLN);
        o->threads = cores < 2 ? 2 : cores > THREADS_MAX ? THREADS_MAX : (unsigned)cores;
    }
    if (o->fault && o->fault->latency_ms && o->threads < SLOW_THREADS)
        o->threads = SLOW_THREADS;
    if (!o->connections || o->connections > HTTP_CONNECTIONS_MAX)
        o->connections = HTTP_CONNECTIONS_MAX;
    if (o->connections < o->threads)
        o->connections = o->threads;
}

static void free_all(struct http *h) {
    exchange_pool_free(h);
    watch_destroy(h->watch);
    limiter_destroy(h->limiter);
    mem_free(h->cert);
    mem_free(h->key);
    pthread_mutex_destroy(&h->lock);
    mem_free(h);
}

struct http *http_start(const struct http_options *o, struct fault *f) {
    struct sockaddr_storage address;
    if (!route_table_check(&o->router, f) || !read_address(o->listen, &address, f))
        return NULL;
    struct http *h = mem_alloc(sizeof *h);
    if (!h) {
        fault_set(f, ERR_MEMORY, "http", "out of memory");
        return NULL;
    }
    h->o = *o;
    set_defaults(&h->o);
    pthread_mutex_init(&h->lock, NULL);
    random_text(h->run, 6, RANDOM_BASE32);
    h->run[6] = '-';
    h->watch = watch_create();
    if (o->rate_per_s > 0)
        h->limiter = limiter_create(o->rate_per_s, o->rate_burst);
    if (!h->watch || (o->rate_per_s > 0 && !h->limiter)) {
        fault_set(f, ERR_MEMORY, "http", "out of memory");
        goto out;
    }
    if (!read_tls(h, f))
        goto out;
    int listener = open_listener(h, &address, f);
    if (listener < 0)
        goto out;
    if (!h->o.site.base_url)
        h->o.site.base_url = h->address;
    if (http_serve(h, listener, f))
        return h;
out:
    free_all(h);
    return NULL;
}

const char *http_address(const struct http *h) { return h->address; }

void http_tick(struct http *h, when_ms monotonic) {
    size_t late = watch_sweep(h->watch, monotonic);
    if (late)
        metrics_add(h->o.metrics, METRIC_LATE_CONNECTIONS, (int64_t)late);
    if (monotonic < h->next_beat)
        return;
    h->next_beat = monotonic + EVENTS_HEARTBEAT_S * 1000;
    if (h->o.site.events)
        events_heartbeat(h->o.site.events);
}

static void wait_for(atomic_long *count, long grace_ms) {
    when_ms end = when_monotonic() + grace_ms;
    while (atomic_load(count) > 0 && (grace_ms < 0 || when_monotonic() < end))
        nanosleep(&(struct timespec){0, POLL_MS * 1000000L}, NULL);
}

void http_stop(struct http *h, long grace_ms) {
    atomic_store(&h->closing, true);
    if (h->o.site.events)
        events_close(h->o.site.events);
    wait_for(&h->running, grace_ms);
    wait_for(&h->writing, -1); // libmicrohttpd must not stop with suspended connections; a commit always ends
    http_unlisten(h);
    free_all(h);
}
