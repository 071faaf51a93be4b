// SPDX-License-Identifier: Apache-2.0
// Counters of the process, in the Prometheus text format 0.0.4. Counting costs a few relaxed atomic additions.
#ifndef TGOV_BACKEND_METRICS_H
#define TGOV_BACKEND_METRICS_H

#include "backend/route.h"
#include "backend/store/store.h"
#include "base/buf.h"

struct metrics;

struct metrics *metrics_create(const struct router *t) TGOV_CHECKED;
void metrics_destroy(struct metrics *m);
// `route` is NULL when no row fitted. `us` is from the first header to the last byte.
void metrics_count(struct metrics *m, const struct route *route, enum status status, int64_t us, size_t bytes);

enum metric {
    METRIC_CONNECTIONS,
    METRIC_LATE_CONNECTIONS,
    METRIC_RELOADS,
    METRIC_FAILED_RELOADS,
    METRIC_LOADED_AT_S,
    METRICS
};
void metrics_add(struct metrics *m, enum metric which, int64_t by);
void metrics_set(struct metrics *m, enum metric which, int64_t to);
int64_t metrics_get(const struct metrics *m, enum metric which);

struct metrics_now { // what others count
    struct store_stats store;
    size_t listeners;
    when_ms now;
};
void metrics_write(const struct metrics *m, const struct metrics_now *now, struct buf *to);

#endif
