// SPDX-License-Identifier: Apache-2.0
// Requests against a server that behaves well, badly and hostilely.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/log.h"
#include "base/mem.h"
#include "helper_net.h"
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

// What the server does is chosen by the path; what it saw is kept for the test.
struct office {
    pthread_mutex_t lock;
    struct server *server;
    int seen; // requests to the path of interest
    char keys[8][64], languages[8][64], agents[8][64], bodies[8][64], authorization[64], methods[8][8];
    bool hold; // answers to /hold wait until the other side goes
};

static void note(struct office *o, const struct asked *a) {
    pthread_mutex_lock(&o->lock);
    int i = o->seen < 8 ? o->seen : 7;
    o->seen++;
    asked_header(a, "Idempotency-Key", o->keys[i], 64);
    asked_header(a, "Accept-Language", o->languages[i], 64);
    asked_header(a, "User-Agent", o->agents[i], 64);
    asked_header(a, "Authorization", o->authorization, 64);
    snprintf(o->bodies[i], 64, "%s", a->body);
    snprintf(o->methods[i], 8, "%s", a->method);
    pthread_mutex_unlock(&o->lock);
}

// A zip bomb of 15 MB in 98 KB: a gzip header, a literal zero, then "repeat the last byte 258 times" (13 bits in the
// fixed Huffman code of RFC 1951) again and again.
static void answer_bomb(struct wire *w) {
    static const unsigned char head[10] = {0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3};
    enum { COPIES = 60000 };
    size_t bits = 3 + 8 + (size_t)COPIES * 13, bytes = (bits + 7) / 8 + 8;
    unsigned char *body = calloc(1, sizeof head + bytes);
    memcpy(body, head, sizeof head);
    unsigned char *d = body + sizeof head;
    size_t at = 0;
    // Bits go in from the least significant end. Block: final, type 1 (fixed Huffman): 1, then 1, 0.
    static const int block[3] = {1, 1, 0};
    for (int i = 0; i < 3; i++, at++)
        d[at / 8] |= (unsigned char)(block[i] << (at % 8));
    static const int zero[8] = {0, 0, 1, 1, 0, 0, 0, 0}; // literal 0
    for (int i = 0; i < 8; i++, at++)
        d[at / 8] |= (unsigned char)(zero[i] << (at % 8));
    static const int copy[13] = {1, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0}; // length 258 (code 285), distance 1 (code 0)
    for (int n = 0; n < COPIES; n++)
        for (int i = 0; i < 13; i++, at++)
            d[at / 8] |= (unsigned char)(copy[i] << (at % 8));
    wire_answer_bytes(w, 200, "Content-Type: application/json\r\nContent-Encoding: gzip\r\n", body, sizeof head + (at + 7) / 8);
    free(body);
}

static const char json[] = "Content-Type: application/json\r\n";

static bool answer_badly(struct wire *w, const struct asked *a) {
    const char *p = a->path;
    if (!strcmp(p, "/bomb"))
        answer_bomb(w);
    else if (!strcmp(p, "/large")) {
        char *body = malloc(200000);
        memset(body, ' ', 199999);
        body[199999] = '\0';
        wire_answer(w, 200, json, body);
        free(body);
    } else if (!strcmp(p, "/headers")) {
        wire_printf(w, "HTTP/1.1 200 OK\r\n");
        for (int i = 0; i < 40; i++)
            if (!wire_printf(w, "X-%d: %02000d\r\n", i, 0))
                break;
        wire_printf(w, "Content-Length: 0\r\n\r\n");
    } else if (!strcmp(p, "/cut")) {
        wire_printf(w, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n%s\r\n{\"a\":", json);
        wire_close(w);
    } else if (!strcmp(p, "/html"))
        wire_answer(w, 200, "Content-Type: text/html\r\n", "<p>log in to the hotel</p>");
    else if (!strcmp(p, "/broken"))
        wire_answer(w, 200, json, "{\"name\":");
    else if (!strcmp(p, "/wrong"))
        wire_answer(w, 200, json, "{\"name\":\"x\",\"minutes\":\"many\"}");
    else if (!strcmp(p, "/nonsense")) {
        wire_printf(w, "SMTP ready\r\n\r\n");
        wire_close(w);
    } else
        return false;
    return true;
}

static bool answer_elsewhere(struct office *o, struct wire *w, const struct asked *a) {
    char headers[256];
    const char *p = a->path;
    if (!strcmp(p, "/move"))
        wire_answer(w, 302, "Location: /data\r\n", "");
    else if (!strcmp(p, "/move-away")) {
        snprintf(headers, sizeof headers, "Location: http://localhost:%d/data\r\n", server_port(o->server));
        wire_answer(w, 302, headers, "");
    } else if (!strcmp(p, "/loop"))
        wire_answer(w, 301, "Location: /loop\r\n", "");
    else
        return false;
    return true;
}

static void answer(void *arg, struct wire *w, const struct asked *a) {
    struct office *o = arg;
    const char *p = a->path;
    int n;
    note(o, a);
    pthread_mutex_lock(&o->lock);
    n = o->seen;
    pthread_mutex_unlock(&o->lock);
    if (!strcmp(p, "/data"))
        wire_answer(w, 200, "Content-Type: application/json\r\nETag: \"1\"\r\n", "{\"name\":\"Lamp\",\"minutes\":5,\"new\":[1]}");
    else if (!strcmp(p, "/flaky"))
        n < 3 ? wire_answer(w, 503, "Retry-After: 0\r\n", "") : wire_answer(w, 200, json, "{\"name\":\"Lamp\",\"minutes\":5}");
    else if (!strcmp(p, "/down"))
        wire_answer(w, 503, "Retry-After: 120\r\nContent-Type: application/problem+json\r\n",
                    "{\"type\":\"about:blank\",\"title\":\"Closed\",\"detail\":\"Back at two.\",\"hours\":[9,17]}");
    else if (!strcmp(p, "/refused"))
        wire_answer(w, 422, "Content-Type: application/problem+json\r\n",
                    "{\"title\":\"Not valid\",\"errors\":[{\"pointer\":\"/name\",\"detail\":\"too short\"}]}");
    else if (!strcmp(p, "/hold")) {
        wire_wait_closed(w);
    } else if (!strcmp(p, "/post"))
        wire_answer(w, 201, "Content-Type: application/json\r\nLocation: /v1/cases/7\r\n", "{\"name\":\"x\",\"minutes\":1}");
    else if (!strcmp(p, "/drop")) // the work is done, the answer is lost
        wire_close(w);
    else if (!strcmp(p, "/none"))
        wire_answer(w, 404, "", "");
    else if (!answer_elsewhere(o, w, a) && !answer_badly(w, a))
        wire_answer(w, 404, "", "");
}

struct thing {
    const char *name;
    int minutes;
};
static const struct json_field thing_fields[] = {
    {"name", JSON_TEXT, offsetof(struct thing, name), .required = true, .max = 64},
    {"minutes", JSON_INT, offsetof(struct thing, minutes), .max = 600},
    {0}};
static const struct json_shape thing_shape = {thing_fields, sizeof(struct thing)};

struct scene {
    struct office office;
    struct client c;
};

static void begin(struct scene *s, const struct net_options *o) {
    memset(&s->office, 0, sizeof s->office);
    pthread_mutex_init(&s->office.lock, NULL);
    s->office.server = server_start(&(struct server_options){.answer = answer, .arg = &s->office});
    client_start(&s->c, s->office.server, o);
}

static void end(struct scene *s) {
    client_stop(&s->c);
    server_stop(s->office.server);
    pthread_mutex_destroy(&s->office.lock);
}

// Before the test looks at what the server noted.
static void look(struct scene *s) {
    pthread_mutex_lock(&s->office.lock);
    pthread_mutex_unlock(&s->office.lock);
}

static void an_answer_is_decoded(void **state) {
    struct scene s;
    begin(&s, &(struct net_options){.language = "ko", .user_agent = "tgov/test"});
    struct net_message *m = client_ask(&s.c, &(struct net_request){.token = 7, .tag = 3, .path = "/data", .shape = &thing_shape});
    const struct thing *t = m->data;
    assert_int_equal(m->err, ERR_NONE);
    assert_int_equal(m->token, 7);
    assert_int_equal(m->tag, 3);
    assert_int_equal(m->status, 200);
    assert_string_equal(t->name, "Lamp");
    assert_int_equal(t->minutes, 5);
    assert_string_equal(m->etag, "\"1\"");
    assert_false(m->stale || m->stored || m->more);
    net_message_free(m);
    m = client_ask(&s.c, &(struct net_request){.token = 7, .path = "/data"});
    assert_string_equal(val_get_text(&m->value, "name", ""), "Lamp");
    net_message_free(m);
    m = client_ask(&s.c, &(struct net_request){.token = 7, .path = "/data", .want = NET_WANT_BYTES});
    assert_int_equal(m->bytes.len, strlen("{\"name\":\"Lamp\",\"minutes\":5,\"new\":[1]}"));
    net_message_free(m);
    look(&s);
    assert_string_equal(s.office.languages[0], "ko");
    assert_string_equal(s.office.agents[0], "tgov/test");
    net_set_language(s.c.net, "ar");
    net_message_free(client_get(&s.c, "/data"));
    look(&s);
    assert_string_equal(s.office.languages[3], "ar");
    // One connection for all of them.
    assert_int_equal(net_count(s.c.net).connections, 1);
    assert_int_equal(server_connections(s.office.server), 1);
    end(&s);
}

static void a_body_is_sent_with_its_key(void **state) {
    struct scene s;
    begin(&s, NULL);
    struct net_message *m = client_ask(&s.c, &(struct net_request){.token = 1, .path = "/post", .body = "{\"a\":1}", .body_len = 7,
                                                                   .idempotency_key = "k-1", .shape = &thing_shape,
                                                                   .headers = {{"Authorization", "Bearer t"}}});
    assert_int_equal(m->err, ERR_NONE);
    assert_int_equal(m->status, 201);
    assert_string_equal(m->location, "/v1/cases/7");
    look(&s);
    assert_string_equal(s.office.methods[0], "POST");
    assert_string_equal(s.office.keys[0], "k-1");
    assert_string_equal(s.office.bodies[0], "{\"a\":1}");
    assert_string_equal(s.office.authorization, "Bearer t");
    net_message_free(m);
    end(&s);
}

static void a_busy_office_is_asked_again(void **state) {
    struct scene s;
    begin(&s, NULL);
    struct net_message *m = client_get(&s.c, "/flaky");
    assert_int_equal(m->err, ERR_NONE);
    assert_int_equal(m->attempts, 3);
    net_message_free(m);
    end(&s);
}

// A submission whose answer is lost is sent again under the same key; without a key it must not be.
static void only_what_is_safe_is_repeated(void **state) {
    struct scene s;
    begin(&s, NULL);
    struct net_message *m = client_ask(&s.c, &(struct net_request){.token = 1, .path = "/drop", .body = "{}", .body_len = 2});
    assert_int_equal(m->err, ERR_REMOTE);
    assert_int_equal(m->attempts, 1);
    look(&s);
    assert_int_equal(s.office.seen, 1);
    net_message_free(m);
    m = client_ask(&s.c, &(struct net_request){.token = 1, .path = "/drop", .body = "{}", .body_len = 2, .idempotency_key = "same"});
    assert_int_equal(m->attempts, 4);
    look(&s);
    assert_int_equal(s.office.seen, 5);
    for (int i = 1; i < 5; i++)
        assert_string_equal(s.office.keys[i], "same");
    net_message_free(m);
    m = client_ask(&s.c, &(struct net_request){.token = 1, .path = "/drop", .attempts = 2});
    assert_int_equal(m->attempts, 2);
    net_message_free(m);
    end(&s);
}

static void a_long_wish_to_wait_is_handed_on(void **state) {
    struct scene s;
    begin(&s, NULL);
    struct net_message *m = client_get(&s.c, "/down");
    assert_int_equal(m->err, ERR_BUSY);
    assert_int_equal(m->status, 503);
    assert_int_equal(m->attempts, 1);
    assert_int_equal(m->retry_after_ms, 120000);
    assert_string_equal(m->problem.title, "Closed");
    assert_string_equal(m->problem.detail, "Back at two.");
    assert_int_equal(val_get(&m->problem.document, "hours")->count, 2);
    net_message_free(m);
    m = client_get(&s.c, "/refused");
    assert_int_equal(m->err, ERR_TYPE);
    assert_string_equal(val_at(&m->problem.document, "errors.0.pointer")->text, "/name");
    net_message_free(m);
    end(&s);
}

static const struct {
    const char *path;
    enum err want;
    int attempts;
} bad[] = {
    {"/bomb", ERR_LIMIT, 1},     {"/large", ERR_LIMIT, 1},  {"/headers", ERR_LIMIT, 1}, {"/cut", ERR_REMOTE, 4},
    {"/html", ERR_REMOTE, 1},    {"/broken", ERR_REMOTE, 1}, {"/wrong", ERR_REMOTE, 1},  {"/nonsense", ERR_REMOTE, 4},
    {"/none", ERR_NOT_FOUND, 1}, {"/loop", ERR_REMOTE, 4},  {"/move-away", ERR_REMOTE, 1},
};

static void nonsense_ends_in_a_clear_error(void **state) {
    struct scene s;
    begin(&s, NULL);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct net_message *m = client_ask(&s.c, &(struct net_request){.token = 1, .path = bad[i].path, .shape = &thing_shape,
                                                                       .max_bytes = 100000});
        if (m->err != bad[i].want || m->attempts != bad[i].attempts)
            fail_msg("%s: %s after %d (%s)", bad[i].path, err_name(m->err), m->attempts, m->fault.what);
        assert_null(m->data);
        assert_true(m->fault.what[0]);
        assert_string_equal(m->fault.place[0] == '/' ? m->fault.place : bad[i].path, bad[i].path);
        net_message_free(m);
    }
    // And the next good one is not disturbed.
    struct net_message *m = client_get(&s.c, "/data");
    assert_int_equal(m->err, ERR_NONE);
    net_message_free(m);
    end(&s);
}

static void a_redirect_stays_with_the_office(void **state) {
    struct scene s;
    begin(&s, NULL);
    struct net_message *m = client_get(&s.c, "/move");
    assert_int_equal(m->err, ERR_NONE);
    assert_string_equal(val_get_text(&m->value, "name", ""), "Lamp");
    net_message_free(m);
    m = client_ask(&s.c, &(struct net_request){.token = 1, .path = "/move", .body = "{}", .body_len = 2, .idempotency_key = "k"});
    assert_int_equal(m->err, ERR_REMOTE); // a POST does not become a GET
    assert_int_equal(m->status, 302);
    net_message_free(m);
    end(&s);
}

static void what_is_cancelled_is_silent(void **state) {
    struct scene s;
    struct fault f;
    begin(&s, NULL);
    assert_int_equal(net_send(s.c.net, &(struct net_request){.token = 5, .path = "/hold"}, &f), ERR_NONE);
    while (server_requests(s.office.server) < 1)
        usleep(1000);
    net_cancel(s.c.net, 5);
    // Taken from the queue too: this one is answered before it is cancelled.
    assert_int_equal(net_send(s.c.net, &(struct net_request){.token = 6, .path = "/data"}, &f), ERR_NONE);
    while (!s.c.wakes)
        usleep(1000);
    net_cancel(s.c.net, 6);
    struct net_message *m = client_get(&s.c, "/data"); // token 1
    assert_int_equal(m->token, 1);
    net_message_free(m);
    assert_null(client_wait(&s.c, 50));
    end(&s);
}

static void the_same_tag_replaces(void **state) {
    struct scene s;
    struct fault f;
    begin(&s, NULL);
    assert_int_equal(net_send(s.c.net, &(struct net_request){.token = 5, .tag = 1, .path = "/none"}, &f), ERR_NONE);
    assert_int_equal(net_send(s.c.net, &(struct net_request){.token = 5, .tag = 1, .path = "/hold"}, &f), ERR_NONE);
    assert_int_equal(net_send(s.c.net, &(struct net_request){.token = 5, .tag = 2, .path = "/data"}, &f), ERR_NONE);
    struct net_message *m = client_ask(&s.c, &(struct net_request){.token = 5, .tag = 1, .path = "/data"});
    int tags = 1 << m->tag;
    assert_int_equal(m->status, 200);
    net_message_free(m);
    m = client_next(&s.c, NET_ANSWER);
    tags |= 1 << m->tag;
    assert_int_equal(m->status, 200);
    assert_int_equal(tags, 6);
    net_message_free(m);
    assert_null(client_wait(&s.c, 50));
    end(&s);
}

static void a_silent_server_is_given_up(void **state) {
    struct scene s;
    begin(&s, &(struct net_options){.times = {.answer_ms = 100, .attempts = 2}});
    struct net_message *m = client_get(&s.c, "/hold");
    assert_int_equal(m->err, ERR_TIMEOUT);
    assert_int_equal(m->attempts, 2);
    net_message_free(m);
    end(&s);
}

static const struct {
    struct net_request r;
    enum err want;
} impossible[] = {
    {{.path = NULL}, ERR_TYPE},
    {{.path = "data"}, ERR_TYPE},
    {{.path = "/a b"}, ERR_TYPE},
    {{.path = "/a\r\nHost: x"}, ERR_TYPE},
    {{.path = "http://other.example/"}, ERR_TYPE},
    {{.path = "ftp://other.example/"}, ERR_TYPE},
    {{.path = "file:///etc/passwd"}, ERR_TYPE},
    {{.path = "https://user:pw@other.example/"}, ERR_TYPE},
    {{.path = "http://127.example/"}, ERR_TYPE},
    {{.path = "http://127.0.0.1.example/"}, ERR_TYPE},
    {{.path = "/x", .method = "TRACE"}, ERR_TYPE},
    {{.path = "/x", .method = "GET", .body = "x", .body_len = 1}, ERR_TYPE},
    {{.path = "/x", .body = "x", .body_len = NET_BODY_MAX + 1}, ERR_LIMIT},
    {{.path = "/x", .max_bytes = NET_ANSWER_BYTES_MAX + 1}, ERR_LIMIT},
    {{.path = "/x", .headers = {{"X", "a\r\nY: b"}}}, ERR_TYPE},
    {{.path = "/x", .headers = {{"Host", "other"}}}, ERR_TYPE},
    {{.path = "/x", .headers = {{"Bad name", "x"}}}, ERR_TYPE},
    {{.path = "/x", .body = "", .idempotency_key = "a\nb"}, ERR_TYPE},
};

static void what_may_not_be_asked_is_refused(void **state) {
    struct scene s;
    begin(&s, NULL);
    for (size_t i = 0; i < sizeof impossible / sizeof impossible[0]; i++) {
        struct fault f = {0};
        if (net_send(s.c.net, &impossible[i].r, &f) != impossible[i].want)
            fail_msg("case %zu was taken", i);
        assert_true(f.what[0]);
    }
    look(&s);
    assert_int_equal(s.office.seen, 0);
    struct net *n = NULL;
    static const char *const bases[] = {NULL, "", "gov.example", "http://gov.example", "ftp://gov.example", "/", "https://gov.example/?a"};
    for (size_t i = 0; i < sizeof bases / sizeof bases[0]; i++)
        assert_int_equal(net_create(&(struct net_options){.base_url = bases[i], .allow_http = true}, &n, NULL), ERR_TYPE);
    assert_int_equal(net_create(&(struct net_options){.base_url = "http://127.0.0.1:1"}, &n, NULL), ERR_TYPE);
    end(&s);
}

static void too_many_at_once_are_refused(void **state) {
    struct scene s;
    struct fault f;
    begin(&s, NULL);
    for (int i = 0; i < NET_INFLIGHT_MAX; i++)
        assert_int_equal(net_send(s.c.net, &(struct net_request){.token = 5, .tag = i, .path = "/hold"}, &f), ERR_NONE);
    assert_int_equal(net_send(s.c.net, &(struct net_request){.token = 6, .path = "/data"}, &f), ERR_LIMIT);
    net_cancel(s.c.net, 5);
    struct net_message *m = client_get(&s.c, "/data");
    assert_int_equal(m->err, ERR_NONE);
    net_message_free(m);
    end(&s);
}

static void at_rest_the_thread_sleeps(void **state) {
    struct scene s;
    begin(&s, NULL);
    net_message_free(client_get(&s.c, "/data"));
    assert_null(client_wait(&s.c, 200)); // the end of the request itself
    uint64_t before = net_count(s.c.net).wakeups;
    assert_null(client_wait(&s.c, 1500));
    assert_int_equal(net_count(s.c.net).wakeups, before);
    end(&s);
}

static void the_loop_is_woken_once_a_batch(void **state) {
    struct scene s;
    struct fault f;
    begin(&s, NULL);
    for (int i = 0; i < 20; i++)
        assert_int_equal(net_send(s.c.net, &(struct net_request){.token = 1, .tag = i, .path = "/data"}, &f), ERR_NONE);
    while (server_requests(s.office.server) < 20 || atomic_load(&s.c.wakes) < 1)
        usleep(1000);
    usleep(50000); // for the last answer to be queued; it must not wake again
    assert_int_equal(atomic_load(&s.c.wakes), 1);
    for (int i = 0; i < 20; i++)
        net_message_free(client_next(&s.c, NET_ANSWER));
    assert_null(net_take(s.c.net));
    end(&s);
}

// Whatever allocation fails: an error at once, or exactly one end; never a crash, a leak or silence.
static void every_failing_allocation_ends_cleanly(void **state) {
    struct scene s;
    begin(&s, NULL);
    log_set_level(LOG_ERROR);
    bool whole = false;
    for (long n = 0; n < 400 && !whole; n++) {
        struct fault f;
        mem_fail_after(n);
        enum err err = net_send(s.c.net, &(struct net_request){.token = 9, .tag = 1, .path = "/data", .shape = &thing_shape,
                                                               .cache = NET_CACHE_RELOAD}, &f);
        struct net_message *m = err ? NULL : client_wait(&s.c, 10000);
        long used = mem_count();
        mem_fail_after(-1);
        assert_true(err == ERR_NONE || err == ERR_MEMORY);
        assert_true(err || m);
        if (m)
            assert_true(m->err == ERR_NONE || m->err == ERR_MEMORY);
        whole = m && m->err == ERR_NONE && used < n;
        net_message_free(m);
        net_cancel(s.c.net, 9);
        while ((m = net_take(s.c.net)))
            net_message_free(m);
    }
    assert_true(whole);
    end(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_is_decoded),
        cmocka_unit_test(a_body_is_sent_with_its_key),
        cmocka_unit_test(a_busy_office_is_asked_again),
        cmocka_unit_test(only_what_is_safe_is_repeated),
        cmocka_unit_test(a_long_wish_to_wait_is_handed_on),
        cmocka_unit_test(nonsense_ends_in_a_clear_error),
        cmocka_unit_test(a_redirect_stays_with_the_office),
        cmocka_unit_test(what_is_cancelled_is_silent),
        cmocka_unit_test(the_same_tag_replaces),
        cmocka_unit_test(a_silent_server_is_given_up),
        cmocka_unit_test(what_may_not_be_asked_is_refused),
        cmocka_unit_test(too_many_at_once_are_refused),
        cmocka_unit_test(at_rest_the_thread_sleeps),
        cmocka_unit_test(the_loop_is_woken_once_a_batch),
        cmocka_unit_test(every_failing_allocation_ends_cleanly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
