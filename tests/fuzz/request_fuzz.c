// SPDX-License-Identifier: Apache-2.0
// Whatever bytes a request has: the first line is the target, the following ones "name: value" headers, the rest after
// an empty line the body. Runs them through reading, matching and the helpers that look into headers.
#include "backend/dispatch.h"
#include "backend/request.h"
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

static enum status nothing(const struct req *req, struct resp *resp, struct store *store) { return STATUS_OK; }

static const struct route rows[] = {
    {"/", METHOD_GET, nothing, AUTH_NONE, 0, 0},
    {"/v1/cases/{number}", METHOD_GET, nothing, AUTH_NONE, 0, ROUTE_ETAG},
    {"/v1/services/{id}/cases", METHOD_POST, nothing, AUTH_NONE, 4096, ROUTE_JSON},
};

static bool clean(const char *text) {
    for (; *text; text++)
        if ((unsigned char)*text < 0x20 || *text == 0x7f)
            return false;
    return true;
}

// What a handler relies on.
static void check(const struct req *r) {
    for (size_t i = 0; i < r->query_count; i++)
        assert(clean(r->query[i].name) && clean(r->query[i].value));
    for (size_t i = 0; i < r->header_count; i++)
        assert(clean(r->headers[i].name) && clean(r->headers[i].value));
    for (size_t i = 0; i < r->param_count; i++)
        assert(r->params[i].value[0] && clean(r->params[i].value));
    if (r->idempotency_key)
        assert(r->idempotency_key[0] && strlen(r->idempotency_key) <= REQ_KEY_MAX);
}

static void run(struct req *r, struct arena *a, struct str rest) {
    while (rest.p) {
        struct str line = str_cut(&rest, '\n');
        if (!line.len)
            break;
        struct str value = line, name = str_cut(&value, ':');
        const char *n = arena_copy(a, name.p, name.len), *v = arena_copy(a, value.p, value.len);
        if (!n || !v || req_add_header(r, n, value.p ? v : "") != ERR_NONE)
            return;
    }
    r->body = rest;
    check(r);
    struct resp p;
    resp_init(&p, a);
    enum status s = http_dispatch(&(struct router){rows, 3}, r, &p, NULL);
    check(r);
    assert(s >= STATUS_OK && p.status == s);
    if (req_header(r, "if-none-match"))
        (void)dispatch_etag_listed(req_header(r, "if-none-match"), "\"a\"");
    (void)dispatch_accepts_gzip(req_header(r, "accept-encoding"));
    (void)req_query_int(r, "limit", 1, 100, 20);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena a;
    struct req r;
    arena_init(&a, 4 << 20);
    struct str rest = {(const char *)data, size}, target = str_cut(&rest, '\n');
    const char *text = arena_copy(&a, target.p ? target.p : "", target.len);
    enum method m = size ? (enum method)(data[size - 1] % (METHOD_OTHER + 1)) : METHOD_GET;
    if (text && req_init(&r, &a, m, text) == ERR_NONE)
        run(&r, &a, rest);
    arena_finish(&a);
    return 0;
}
