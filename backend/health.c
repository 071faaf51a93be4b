// SPDX-License-Identifier: Apache-2.0
// Health and metrics.
#include "backend/health.h"
#include "backend/events.h"
#include "backend/metrics.h"
#include "backend/site.h"

enum { METRICS_BYTES_MAX = 1 << 20, HEALTH_RETRY_S = 5 };

static bool store_reads(struct store *store) {
    static const struct db_sql any = {"health", "SELECT COUNT(*) FROM probe"};
    struct db *db = store_read(store);
    int64_t n;
    bool ok = db && db_number(db, &any, NULL, 0, &n) == ERR_NONE;
    store_read_end(store, db);
    return ok;
}

static bool add_check(struct val_builder *checks, const char *name, bool ok, double value, const char *unit) {
    struct val_builder one = val_build(checks->arena), list = one;
    if (!val_set(&one, "status", val_text(ok ? "pass" : "fail")) ||
        !val_set(&one, "observedValue", val_number(value)) || !val_set(&one, "observedUnit", val_text(unit)) ||
        !val_push(&list, val_object(&one)))
        return false;
    return val_set(checks, name, val_array(&list));
}

enum status health_show(const struct req *req, struct resp *resp, struct store *store) {
    struct store_stats s = store_stats(store);
    bool reads = store_reads(store), writes = s.last_commit == ERR_NONE, catalogue = req->site && req->site->catalogue;
    store_probe(store, req->now_ms);
    struct val_builder checks = val_build(req->arena), b = checks;
    bool ok = reads && writes && catalogue;
    if (!add_check(&checks, "store:read", reads, reads, "ok") ||
        !add_check(&checks, "store:write", writes, (double)s.waiting, "waiting writes") ||
        !add_check(&checks, "catalogue:loaded", catalogue, catalogue, "ok") ||
        !val_set(&b, "status", val_text(ok ? "pass" : "fail")) || !val_set(&b, "version", val_text("1")) ||
        !val_set(&b, "releaseId", val_text(TGOV_VERSION)) || !val_set(&b, "checks", val_object(&checks)))
        return STATUS_INTERNAL;
    struct val v = val_object(&b);
    enum status status = resp_json(resp, ok ? STATUS_OK : STATUS_UNAVAILABLE, &v);
    resp->content_type = "application/health+json";
    resp->retry_after_s = ok ? 0 : HEALTH_RETRY_S;
    return status;
}

enum status metrics_show(const struct req *req, struct resp *resp, struct store *store) {
    if (strncmp(req->peer, "127.", 4) != 0 && strcmp(req->peer, "::1") != 0)
        return resp_misuse(resp, STATUS_FORBIDDEN, "local-only", "Metrics are given to this machine only.");
    if (!req->site || !req->site->metrics)
        return STATUS_NOT_FOUND;
    struct metrics_now now = {.store = store_stats(store), .now = req->now_ms};
    now.listeners = req->site->events ? events_count(req->site->events) : 0;
    struct buf b;
    buf_init(&b, METRICS_BYTES_MAX);
    metrics_write(req->site->metrics, &now, &b);
    char *kept = b.err ? NULL : arena_copy(req->arena, buf_text(&b), b.len);
    size_t len = b.len;
    buf_finish(&b);
    if (!kept)
        return STATUS_INTERNAL;
    return resp_bytes(resp, STATUS_OK, "text/plain; version=0.0.4; charset=utf-8", (struct str){kept, len});
}
