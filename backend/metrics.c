// SPDX-License-Identifier: Apache-2.0
// Counting, and writing the counts down.
#include "backend/metrics.h"
#include "base/mem.h"
#include <stdatomic.h>

enum { STATUSES = 500, TIMES = 14 }; // 101 to 599; the first is 0: the connection ended without an answer

// Upper bounds in microseconds. The budget of a durable submission is 25 ms.
static const int64_t bounds[TIMES] = {100,   250,   500,    1000,   2500,   5000,    10000,
                                      25000, 50000, 100000, 250000, 500000, 1000000, 5000000};

struct metrics {
    const struct router *routes;
    atomic_llong times[TIMES + 1], time_sum_us, bytes, single[METRICS];
    atomic_llong by_route[]; // (count + 1) x STATUSES; the last row is for requests that fitted none
};

struct metrics *metrics_create(const struct router *t) {
    struct metrics *m = mem_alloc(sizeof *m + (t->count + 1) * STATUSES * sizeof(atomic_llong));
    if (m)
        m->routes = t;
    return m;
}

void metrics_destroy(struct metrics *m) { mem_free(m); }

static void add(atomic_llong *to, int64_t by) { atomic_fetch_add_explicit(to, by, memory_order_relaxed); }

static int64_t get(const atomic_llong *from) {
    return atomic_load_explicit((atomic_llong *)from, memory_order_relaxed);
}

void metrics_count(struct metrics *m, const struct route *route, enum status status, int64_t us, size_t bytes) {
    size_t row = route ? (size_t)(route - m->routes->rows) : m->routes->count, at = 0;
    size_t code = (int)status >= 100 && (int)status < 100 + STATUSES ? (size_t)status - 100 : 0;
    while (at < TIMES && us > bounds[at])
        at++;
    add(&m->by_route[row * STATUSES + code], 1);
    add(&m->times[at], 1);
    add(&m->time_sum_us, us);
    add(&m->bytes, (int64_t)bytes);
}

void metrics_add(struct metrics *m, enum metric which, int64_t by) { add(&m->single[which], by); }
void metrics_set(struct metrics *m, enum metric which, int64_t to) { atomic_store(&m->single[which], to); }
int64_t metrics_get(const struct metrics *m, enum metric which) { return get(&m->single[which]); }

static void write_requests(const struct metrics *m, struct buf *to) {
    buf_text_add(to, "# HELP tgov_requests_total Answered requests.\n# TYPE tgov_requests_total counter\n");
    for (size_t row = 0; row <= m->routes->count; row++)
        for (size_t code = 0; code < STATUSES; code++) {
            int64_t n = get(&m->by_route[row * STATUSES + code]);
            if (!n)
                continue;
            const struct route *r = row < m->routes->count ? &m->routes->rows[row] : NULL;
            buf_printf(to, "tgov_requests_total{method=\"%s\",route=\"%s\",status=\"%zu\"} %lld\n",
                       r ? method_name(r->method) : "", r ? r->path : "none", code ? code + 100 : 0, (long long)n);
        }
}

static void write_times(const struct metrics *m, struct buf *to) {
    int64_t sum = 0;
    buf_text_add(to, "# HELP tgov_request_seconds Time from the first header to the last byte of the answer.\n"
                     "# TYPE tgov_request_seconds histogram\n");
    for (size_t i = 0; i < TIMES; i++) {
        sum += get(&m->times[i]);
        buf_printf(to, "tgov_request_seconds_bucket{le=\"%g\"} %lld\n", (double)bounds[i] / 1e6, (long long)sum);
    }
    sum += get(&m->times[TIMES]);
    buf_printf(to,
               "tgov_request_seconds_bucket{le=\"+Inf\"} %lld\ntgov_request_seconds_sum %.6f\n"
               "tgov_request_seconds_count %lld\n",
               (long long)sum, (double)get(&m->time_sum_us) / 1e6, (long long)sum);
}

static void write_one(struct buf *to, const char *name, const char *type, const char *help, int64_t value) {
    buf_printf(to, "# HELP %s %s\n# TYPE %s %s\n%s %lld\n", name, help, name, type, name, (long long)value);
}

void metrics_write(const struct metrics *m, const struct metrics_now *now, struct buf *to) {
    const struct store_stats *s = &now->store;
    int64_t loaded = metrics_get(m, METRIC_LOADED_AT_S);
    const struct { const char *name, *type, *help; int64_t value;
    } rows[] = {
        {"tgov_response_bytes_total", "counter", "Bytes of answered bodies.", get(&m->bytes)},
        {"tgov_connections", "gauge", "Open connections.", metrics_get(m, METRIC_CONNECTIONS)},
        {"tgov_late_connections_total", "counter", "Connections shut for being too slow.",
         metrics_get(m, METRIC_LATE_CONNECTIONS)},
        {"tgov_listeners", "gauge", "Open streams of events.", (int64_t)now->listeners},
        {"tgov_store_commits_total", "counter", "Transactions committed.", s->commits},
        {"tgov_store_writes_total", "counter", "Writes that ran in them.", s->jobs},
        {"tgov_store_refused_writes_total", "counter", "Writes that were undone.", s->failed_jobs},
        {"tgov_store_retried_groups_total", "counter", "Groups that were tried again one by one.", s->retried_groups},
        {"tgov_store_largest_group", "gauge", "The most writes in one transaction.", s->largest_group},
        {"tgov_store_waiting", "gauge", "Writes that wait for the writer.", s->waiting},
        {"tgov_store_ok", "gauge", "1 while the last commit worked.", s->last_commit == ERR_NONE},
        {"tgov_catalogue_reloads_total", "counter", "Loads of the catalogue.", metrics_get(m, METRIC_RELOADS)},
        {"tgov_catalogue_failed_reloads_total", "counter", "Loads that were refused; the old catalogue stayed.",
         metrics_get(m, METRIC_FAILED_RELOADS)},
        {"tgov_catalogue_age_seconds", "gauge", "Since the catalogue was loaded.",
         loaded ? now->now / 1000 - loaded : 0},
    };
    write_requests(m, to);
    write_times(m, to);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        write_one(to, rows[i].name, rows[i].type, rows[i].help, rows[i].value);
}
