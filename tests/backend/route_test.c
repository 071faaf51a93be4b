// SPDX-License-Identifier: Apache-2.0
// Requests without a socket: reading targets and headers, finding the route, and all that happens to every request.
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "backend/demo.h"
#include "backend/dispatch.h"
#include "backend/events.h"
#include "base/log.h"
#include "base/mem.h"
#include "tests/backend/helper_http.h"
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

// ---- targets and headers ----

static void targets(void **state) {
    static const struct { const char *target; enum err err; const char *path, *name, *value; } cases[] = {
        {"/", ERR_NONE, "/", NULL, NULL},
        {"/v1/x?lang=fr", ERR_NONE, "/v1/x", "lang", "fr"},
        {"/v1/x?q=a+b%20c%26", ERR_NONE, "/v1/x", "q", "a b c&"},
        {"/v1/x?q=%ED%95%9C", ERR_NONE, "/v1/x", "q", "한"},
        {"/v1/x?&&q&r=2", ERR_NONE, "/v1/x", "q", ""},
        {"/v1/x?a%3Db=c=d", ERR_NONE, "/v1/x", "a=b", "c=d"},
        {"/v1/x?", ERR_NONE, "/v1/x", NULL, NULL},
        {"/a%2e/b", ERR_NONE, "/a%2e/b", NULL, NULL},
        {"", ERR_SYNTAX, NULL, NULL, NULL},
        {"v1", ERR_SYNTAX, NULL, NULL, NULL},
        {"*", ERR_SYNTAX, NULL, NULL, NULL},
        {"http://a/", ERR_SYNTAX, NULL, NULL, NULL},
        {"/a/../b", ERR_SYNTAX, NULL, NULL, NULL},
        {"/.", ERR_SYNTAX, NULL, NULL, NULL},
        {"/a\tb", ERR_SYNTAX, NULL, NULL, NULL},
        {"/a\x7f", ERR_SYNTAX, NULL, NULL, NULL},
        {"/\xc0\xaf", ERR_SYNTAX, NULL, NULL, NULL},
        {"/x?q=%0a", ERR_SYNTAX, NULL, NULL, NULL},
        {"/x?q=%00", ERR_SYNTAX, NULL, NULL, NULL},
        {"/x?q=%zz", ERR_SYNTAX, NULL, NULL, NULL},
        {"/x?q=%f", ERR_SYNTAX, NULL, NULL, NULL},
        {"/x?q=%", ERR_SYNTAX, NULL, NULL, NULL},
        {"/x?q=%ff", ERR_SYNTAX, NULL, NULL, NULL},
    };
    struct arena a;
    arena_init(&a, 1 << 20);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct req r;
        enum err err = req_init(&r, &a, METHOD_GET, cases[i].target);
        if (err != cases[i].err)
            fail_msg("%s: %s", cases[i].target, err_name(err));
        if (err)
            continue;
        assert_string_equal(r.path, cases[i].path);
        if (cases[i].name)
            assert_string_equal(req_query(&r, cases[i].name), cases[i].value);
        assert_null(req_query(&r, "absent"));
    }
    char many[600] = "/x?a=1";
    for (int i = 0; i < REQ_QUERY_MAX; i++)
        snprintf(many + strlen(many), sizeof many - strlen(many), "&a=1");
    struct req r;
    assert_int_equal(req_init(&r, &a, METHOD_GET, many), ERR_LIMIT);
    arena_finish(&a);
}

static void numbers_in_queries(void **state) {
    static const struct { const char *target; long want; } cases[] = {
        {"/?limit=7", 7}, {"/?limit=0", 20}, {"/?limit=101", 20}, {"/?limit=-1", 20}, {"/?limit=7x", 20},
        {"/?limit=", 20}, {"/?limit=99999999999999999999", 20}, {"/", 20}, {"/?limit=7&limit=8", 7}};
    struct arena a;
    arena_init(&a, 1 << 16);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct req r;
        assert_int_equal(req_init(&r, &a, METHOD_GET, cases[i].target), ERR_NONE);
        assert_int_equal(req_query_int(&r, "limit", 1, 100, 20), cases[i].want);
    }
    arena_finish(&a);
}

static void headers(void **state) {
    static const struct { const char *name, *value; enum err err; } cases[] = {
        {"Accept-Language", "fr, en;q=0.5", ERR_NONE}, {"X-Tab", "a\tb", ERR_NONE},
        {"Idempotency-Key", "7f3a-9", ERR_NONE},       {"Content-Type", "application/json", ERR_NONE},
        {"Content-Type", "text/plain", ERR_DUPLICATE}, {"Idempotency-Key", "again", ERR_DUPLICATE},
        {"X-Bad", "a\rb", ERR_SYNTAX},                 {"X-Bad", "\x01", ERR_SYNTAX},
        {"X-Bad", "\xff", ERR_SYNTAX},                 {"X Bad", "a", ERR_SYNTAX},
        {"", "a", ERR_SYNTAX},                         {"X-Bad:", "a", ERR_SYNTAX}};
    struct arena a;
    arena_init(&a, 1 << 20);
    struct req r;
    assert_int_equal(req_init(&r, &a, METHOD_GET, "/"), ERR_NONE);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(req_add_header(&r, cases[i].name, cases[i].value), cases[i].err);
    assert_string_equal(r.accept_language, "fr, en;q=0.5");
    assert_string_equal(r.idempotency_key, "7f3a-9");
    assert_string_equal(req_header(&r, "x-tab"), "a b");
    static const char *const keys[] = {"", "a b", "a\xc3\xa9"};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(req_init(&r, &a, METHOD_GET, "/"), ERR_NONE);
        assert_int_not_equal(req_add_header(&r, "idempotency-key", keys[i]), ERR_NONE);
        assert_null(r.idempotency_key);
    }
    arena_finish(&a);
}

// ---- the table ----

static enum status nothing(const struct req *req, struct resp *resp, struct store *store) { return STATUS_OK; }

static const struct route some[] = {
    {"/", METHOD_GET, nothing},           {"/a", METHOD_GET, nothing},          {"/a", METHOD_POST, nothing},
    {"/a/b", METHOD_GET, nothing},        {"/a/b/c", METHOD_GET, nothing},      {"/a/{x}", METHOD_DELETE, nothing},
    {"/a/{x}", METHOD_GET, nothing},      {"/a/{x}/c/{y}", METHOD_GET, nothing}, {"/{x}/z", METHOD_GET, nothing},
};

static void matching(void **state) {
    static const struct { enum method m; const char *path; int row; const char *x, *y, *allow; } cases[] = {
        {METHOD_GET, "/", 0, NULL, NULL, ""},          {METHOD_HEAD, "/a", 1, NULL, NULL, ""},
        {METHOD_POST, "/a", 2, NULL, NULL, ""},        {METHOD_PUT, "/a", -1, NULL, NULL, "GET, HEAD, POST, OPTIONS"},
        {METHOD_GET, "/a/b", 3, NULL, NULL, ""},       {METHOD_GET, "/a/bb", 6, "bb", NULL, ""},
        {METHOD_DELETE, "/a/7", 5, "7", NULL, ""},     {METHOD_GET, "/a/%C3%A9%2Fx", 6, "é/x", NULL, ""},
        {METHOD_GET, "/a/1/c/2", 7, "1", "2", ""},     {METHOD_GET, "/a/b/c", 4, NULL, NULL, ""},
        {METHOD_GET, "/a/", 1, NULL, NULL, ""},        {METHOD_GET, "/a//c/2", -1, NULL, NULL, ""},
        {METHOD_GET, "/a/1/c", -1, NULL, NULL, ""},    {METHOD_GET, "/q/z", 8, "q", NULL, ""},
        {METHOD_GET, "//z", -1, NULL, NULL, ""},       {METHOD_GET, "/a/%0a", -1, NULL, NULL, ""},
        {METHOD_OTHER, "/a/b", -1, NULL, NULL, "GET, HEAD, OPTIONS"},
    };
    const struct router t = {some, sizeof some / sizeof *some};
    struct fault f;
    assert_true(route_table_check(&t, &f));
    struct arena a;
    arena_init(&a, 1 << 20);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct req r;
        char allow[64];
        assert_int_equal(req_init(&r, &a, cases[i].m, cases[i].path), ERR_NONE);
        const struct route *row = route_match(&t, &r, allow, sizeof allow);
        if ((row ? (int)(row - some) : -1) != cases[i].row)
            fail_msg("%s: row %d", cases[i].path, row ? (int)(row - some) : -1);
        assert_string_equal(allow, cases[i].allow);
        if (cases[i].x)
            assert_string_equal(req_param(&r, "x"), cases[i].x);
        if (cases[i].y)
            assert_string_equal(req_param(&r, "y"), cases[i].y);
    }
    arena_finish(&a);
}

static void wrong_tables(void **state) {
    static const struct route wrong[][2] = {
        {{"/b", METHOD_GET, nothing}, {"/a", METHOD_GET, nothing}},
        {{"/a", METHOD_POST, nothing}, {"/a", METHOD_GET, nothing}},
        {{"/a", METHOD_GET, nothing}, {"/a", METHOD_GET, nothing}},
        {{"/a", METHOD_GET, nothing}, {"/b/", METHOD_GET, nothing}},
        {{"/a", METHOD_GET, nothing}, {"b", METHOD_GET, nothing}},
        {{"/a", METHOD_GET, nothing}, {"/b", METHOD_HEAD, nothing}},
        {{"/a", METHOD_GET, nothing}, {"/b", METHOD_GET, NULL}},
        {{"/a", METHOD_GET, nothing}, {"/b~", METHOD_GET, nothing}},
        {{"/a", METHOD_GET, nothing}, {"/b", METHOD_POST, nothing, AUTH_NONE, 0, ROUTE_JSON}},
        {{"/a", METHOD_GET, nothing}, {"/b/{c}/{d}/{e}/{f}/{g}", METHOD_GET, nothing}},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct fault f;
        assert_false(route_table_check(&(struct router){wrong[i], 2}, &f));
        assert_int_equal(f.code, ERR_CONFLICT);
    }
    struct fault f;
    assert_true(route_table_check(&helper_router, &f));
}

// ---- the dispatcher ----

struct world {
    char folder[64];
    struct store *store;
    struct events *events;
    struct site site;
};

struct ask {
    const char *method, *target;
    const char *headers[8]; // name, value, …
    const char *body;
};

// The answer's texts are copied out, so that nothing of the request's arena is needed.
struct told {
    int status;
    char body[4096], etag[64], allow[64], type[64];
    int retry_after_s;
    size_t headers;
};

static struct told dispatch(struct world *w, const struct ask *q) {
    struct arena a;
    arena_init(&a, 1 << 20);
    struct req r;
    struct resp p;
    struct told t = {.status = 0};
    assert_int_equal(req_init(&r, &a, method_of(q->method), q->target), ERR_NONE);
    for (size_t i = 0; i < 8 && q->headers[i]; i += 2)
        assert_int_equal(req_add_header(&r, q->headers[i], q->headers[i + 1]), ERR_NONE);
    r.body = str_of(q->body);
    r.peer = "192.0.2.7";
    r.now_ms = 1000;
    r.site = &w->site;
    resp_init(&p, &a);
    t.status = (int)http_dispatch(&helper_router, &r, &p, w->store);
    snprintf(t.body, sizeof t.body, "%.*s", (int)p.body.len, p.body.p ? p.body.p : "");
    snprintf(t.etag, sizeof t.etag, "%s", p.etag ? p.etag : "");
    snprintf(t.type, sizeof t.type, "%s", p.content_type ? p.content_type : "");
    t.retry_after_s = p.retry_after_s;
    for (size_t i = 0; i < p.header_count; i++)
        if (!strcmp(p.headers[i].name, "Allow"))
            snprintf(t.allow, sizeof t.allow, "%s", p.headers[i].value);
    assert_non_null(p.cache_control);
    resp_reset(&p);
    arena_finish(&a);
    return t;
}

static int open_world(void **state) {
    struct world *w = calloc(1, sizeof *w);
    w->store = helper_store(helper_folder(w->folder), 0);
    w->events = events_create();
    w->site = (struct site){.events = w->events, .authenticate = demo_authenticate, .demo = true};
    *state = w;
    return 0;
}

static int close_world(void **state) {
    struct world *w = *state;
    store_close(w->store);
    events_destroy(w->events);
    helper_folder_remove(w->folder);
    free(w);
    return 0;
}

#define JSON_TYPE "Content-Type", "application/json"

static void statuses(void **state) {
    static const struct { struct ask ask; int status; const char *has;
    } cases[] = {
        {{"GET", "/t/item", {0}, NULL}, 200, "{\"n\":1}"},
        {{"GET", "/t/none", {0}, NULL}, 404, "urn:tgov:problem:no-such-address"},
        {{"PUT", "/t/item", {0}, NULL}, 405, "GET, HEAD, OPTIONS"},
        {{"OPTIONS", "/t/item", {0}, NULL}, 204, ""},
        {{"OPTIONS", "/t/none", {0}, NULL}, 404, ""},
        {{"GET", "/t/item", {0}, "body"}, 413, "At most 0 bytes"},
        {{"POST", "/t/echo", {JSON_TYPE}, "{\"a\":[1,2]}"}, 200, "{\"a\":[1,2]}"},
        {{"POST", "/t/echo", {"Content-Type", "Application/JSON; charset=utf-8"}, "1"}, 200, "1"},
        {{"POST", "/t/echo", {"Content-Type", "application/merge-patch+json"}, "1"}, 200, "1"},
        {{"POST", "/t/echo", {0}, "1"}, 415, "media-type"},
        {{"POST", "/t/echo", {"Content-Type", "text/json"}, "1"}, 415, "media-type"},
        {{"POST", "/t/echo", {JSON_TYPE}, ""}, 400, "problem:json"},
        {{"POST", "/t/echo", {JSON_TYPE}, "{\"a\":1,\"a\":2}"}, 400, "problem:json"},
        {{"POST", "/t/echo", {JSON_TYPE}, "{\"a\":"}, 400, "problem:json"},
        {{"POST", "/t/echo", {JSON_TYPE}, "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"},
         413,
         "too deep"},
        {{"GET", "/t/person", {0}, NULL}, 401, "problem:sign-in"},
        {{"GET", "/t/person", {"Authorization", "Bearer demo-park"}, NULL}, 200, "{\"subject\":\"demo-park\"}"},
        {{"GET", "/t/person", {"Authorization", "Bearer demo-"}, NULL}, 401, "problem:sign-in"},
        {{"GET", "/t/person", {"Authorization", "Bearer demo-a'b"}, NULL}, 401, "problem:sign-in"},
        {{"GET", "/t/person", {"Authorization", "Basic ZGVtby1h"}, NULL}, 401, "problem:sign-in"},
        {{"GET", "/t/item", {"Authorization", "Bearer nonsense"}, NULL}, 200, ""},
        {{"POST", "/t/notes", {JSON_TYPE, "Authorization", "Bearer nonsense"}, "{\"text\":\"x\"}"}, 401, ""},
        {{"GET", "/t/office", {"Authorization", "Bearer demo-park"}, NULL}, 403, "problem:role"},
        {{"POST", "/t/notes", {JSON_TYPE}, "{}"}, 422, "problem:invalid"},
        {{"GET", "/t/metrics", {0}, NULL}, 403, "local-only"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct told t = dispatch(*state, &cases[i].ask);
        if (t.status != cases[i].status || !strstr(t.body, cases[i].has))
            fail_msg("%s %s: %d %s", cases[i].ask.method, cases[i].ask.target, t.status, t.body);
        if (t.status >= 400)
            assert_string_equal(t.type, "application/problem+json");
        if (t.status == 405)
            assert_string_equal(t.allow, "GET, HEAD, OPTIONS");
    }
}

static void not_modified(void **state) {
    struct told first = dispatch(*state, &(struct ask){"GET", "/t/item", {0}, NULL});
    assert_int_equal(first.etag[0], '"');
    static const struct { const char *method, *before, *after; int status; } cases[] = {
        {"GET", "", "", 304}, {"GET", "W/", "", 304}, {"GET", "\"a\", ", ", \"b\"", 304}, {"GET", "\"a\",W/", "", 304},
        {"HEAD", "", "", 304}, {"GET", "x", "", 200}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char list[128];
        snprintf(list, sizeof list, "%s%s%s", cases[i].before, first.etag, cases[i].after);
        struct ask q = {cases[i].method, "/t/item", {"If-None-Match", list}, NULL};
        struct told t = dispatch(*state, &q);
        assert_int_equal(t.status, cases[i].status);
        assert_string_equal(t.etag, first.etag);
        assert_int_equal(t.body[0] == 0, cases[i].status == 304);
    }
    assert_int_equal(dispatch(*state, &(struct ask){"GET", "/t/item", {"If-None-Match", "*"}, NULL}).status, 304);
}

static void encodings(void **state) {
    static const struct { const char *header; bool gzip; } cases[] = {
        {NULL, false}, {"", false}, {"gzip", true}, {"GZIP", true}, {"deflate, gzip;q=1.0", true}, {"gzip;q=0", false},
        {"gzip; q=0.000", false}, {"gzip;q=0.1", true}, {"xgzip", false}, {"br", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(dispatch_accepts_gzip(cases[i].header), cases[i].gzip);
}

static void refused_writes_leave_nothing(void **state) {
    struct world *w = *state;
    int64_t before = helper_notes(w->store);
    struct told t = dispatch(w, &(struct ask){"POST", "/t/notes", {JSON_TYPE}, "{\"text\":\"bad\"}"});
    assert_int_equal(t.status, 409);
    assert_non_null(strstr(t.body, "This note is not wanted."));
    assert_int_equal(helper_notes(w->store), before);
    t = dispatch(w, &(struct ask){"POST", "/t/notes", {JSON_TYPE}, "{\"text\":\"good\"}"});
    assert_int_equal(t.status, 201);
    assert_int_equal(helper_notes(w->store), before + 1);
}

static void sent_twice_counts_once(void **state) {
    struct world *w = *state;
    int64_t before = helper_notes(w->store);
    struct ask q = {"POST", "/t/notes", {JSON_TYPE, "Idempotency-Key", "key-1"}, "{\"text\":\"a\"}"};
    struct told first = dispatch(w, &q), second = dispatch(w, &q);
    assert_int_equal(first.status, 201);
    assert_int_equal(second.status, 201);
    assert_string_equal(first.body, second.body);
    assert_int_equal(helper_notes(w->store), before + 1);
    struct ask other = q;
    other.body = "{\"text\":\"b\"}";
    struct told t = dispatch(w, &other);
    assert_int_equal(t.status, 422);
    assert_non_null(strstr(t.body, "key-reused"));
    // Another person's key is another key, and a refusal is not kept: it may be corrected under the same key.
    struct ask theirs = {"POST",
                         "/t/notes",
                         {JSON_TYPE, "Idempotency-Key", "key-1", "Authorization", "Bearer demo-kim"},
                         "{\"text\":\"b\"}"};
    assert_int_equal(dispatch(w, &theirs).status, 201);
    struct ask bad = {"POST", "/t/notes", {JSON_TYPE, "Idempotency-Key", "key-2"}, "{\"text\":\"bad\"}"};
    assert_int_equal(dispatch(w, &bad).status, 409);
    bad.body = "{\"text\":\"better\"}";
    assert_int_equal(dispatch(w, &bad).status, 201);
    assert_int_equal(helper_notes(w->store), before + 3);
}

static void *send_same(void *world) {
    struct told *t = malloc(sizeof *t);
    *t =
        dispatch(world, &(struct ask){"POST", "/t/notes", {JSON_TYPE, "Idempotency-Key", "key-3"}, "{\"text\":\"c\"}"});
    return t;
}

static void copies_at_the_same_time(void **state) {
    struct world *w = *state;
    int64_t before = helper_notes(w->store);
    enum { N = 16 };
    pthread_t threads[N];
    char body[4096] = "";
    for (int i = 0; i < N; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, send_same, w), 0);
    for (int i = 0; i < N; i++) {
        void *out;
        pthread_join(threads[i], &out);
        struct told *t = out;
        assert_int_equal(t->status, 201);
        if (i)
            assert_string_equal(t->body, body);
        snprintf(body, sizeof body, "%s", t->body);
        free(t);
    }
    assert_int_equal(helper_notes(w->store), before + 1);
}

static void no_wake(void *self) {}
static void no_sleep(void *self) {}

static void events_follow_the_commit(void **state) {
    struct world *w = *state;
    struct events_client *c = events_join(w->events, "t", no_wake, NULL);
    char text[512];
    long n = events_read(w->events, c, text, sizeof text, no_sleep);
    assert_true(n > 0);
    assert_int_equal(dispatch(w, &(struct ask){"POST", "/t/notes", {JSON_TYPE}, "{\"text\":\"bad\"}"}).status, 409);
    assert_int_equal(events_read(w->events, c, text, sizeof text, no_sleep), 0);
    struct ask q = {"POST", "/t/notes", {JSON_TYPE, "Idempotency-Key", "key-4"}, "{\"text\":\"e\"}"};
    assert_int_equal(dispatch(w, &q).status, 201);
    n = events_read(w->events, c, text, sizeof text - 1, no_sleep);
    assert_true(n > 0);
    text[n] = 0;
    assert_non_null(strstr(text, "event: note\ndata: {\"new\":true}\n\n"));
    assert_int_equal(dispatch(w, &q).status, 201); // a replay happened before
    assert_int_equal(events_read(w->events, c, text, sizeof text, no_sleep), 0);
    events_leave(w->events, c);
}

static void a_full_disk_is_told(void **state) {
    struct world w = {.folder = ""};
    w.store = helper_store(helper_folder(w.folder), 32);
    char body[3200] = "{\"text\":\"";
    memset(body + 9, 'x', 3000);
    memcpy(body + 3009, "\"}", 3);
    struct told t;
    int stored = 0;
    do {
        t = dispatch(&w, &(struct ask){"POST", "/t/notes", {JSON_TYPE}, body});
        stored += t.status == 201;
    } while (t.status == 201 && stored < 1000);
    assert_int_equal(t.status, 507);
    assert_non_null(strstr(t.body, "urn:tgov:problem:store-full"));
    assert_int_equal(helper_notes(w.store), stored);
    assert_int_equal(dispatch(&w, &(struct ask){"GET", "/t/notes", {0}, NULL}).status, 200); // reading goes on
    struct told health = dispatch(&w, &(struct ask){"GET", "/t/health", {0}, NULL});
    assert_int_equal(health.status, 503);
    assert_int_equal(health.retry_after_s, 5);
    assert_non_null(strstr(health.body, "\"store:write\":[{\"status\":\"fail\""));
    store_close(w.store);
    helper_folder_remove(w.folder);
}

// Whatever allocation fails, there is an answer, nothing leaks, and no half write stays.
static void without_memory(void **state) {
    struct world *w = *state;
    log_set_level(LOG_ERROR + 1);
    bool done = false;
    int64_t before = helper_notes(w->store);
    for (long n = 0; n < 2000 && !done; n++) {
        struct arena a;
        arena_init(&a, 1 << 20);
        struct req r;
        struct resp p;
        mem_fail_after(n);
        enum err err = req_init(&r, &a, METHOD_POST, "/t/notes?q=1");
        if (!err)
            err = req_add_header(&r, "Content-Type", "application/json");
        r.body = STR("{\"text\":\"memory\"}");
        r.site = &w->site;
        resp_init(&p, &a);
        enum status status = err ? STATUS_INTERNAL : http_dispatch(&helper_router, &r, &p, w->store);
        mem_fail_after(-1);
        done = status == STATUS_CREATED;
        assert_true(done || status >= 400);
        assert_int_equal(helper_notes(w->store), before + done);
        resp_reset(&p);
        arena_finish(&a);
    }
    assert_true(done);
    log_set_level(LOG_INFO);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(targets),           cmocka_unit_test(numbers_in_queries),
        cmocka_unit_test(headers),           cmocka_unit_test(matching),
        cmocka_unit_test(wrong_tables),      cmocka_unit_test(statuses),
        cmocka_unit_test(not_modified),      cmocka_unit_test(encodings),
        cmocka_unit_test(refused_writes_leave_nothing), cmocka_unit_test(sent_twice_counts_once),
        cmocka_unit_test(copies_at_the_same_time), cmocka_unit_test(events_follow_the_commit),
        cmocka_unit_test(a_full_disk_is_told), cmocka_unit_test(without_memory),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
