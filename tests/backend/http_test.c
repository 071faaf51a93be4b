// SPDX-License-Identifier: Apache-2.0
// The server from outside: real sockets on loopback, bytes as a client, a proxy or an attacker would send them.
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "backend/events.h"
#include "base/log.h"
#include "base/mem.h"
#include "tests/backend/helper_http.h"
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { ROOM = 256 * 1024, QUIET_MS = 300 };

static int start(void **state) {
    struct helper_server *s = calloc(1, sizeof *s);
    helper_start(s, NULL);
    *state = s;
    return 0;
}

static int stop(void **state) {
    helper_stop(*state);
    free(*state);
    return 0;
}

static size_t count(const char *text, const char *word) {
    size_t n = 0;
    for (const char *at = text; (at = strstr(at, word)); at += strlen(word))
        n++;
    return n;
}

// ---- framing ----

// `inner` stands for a second request that a lax server would run: it stores a note, so the store tells.
static const char inner[] =
    "POST /t/notes HTTP/1.1\r\nHost: b\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n"
    "{\"text\":\"evil\"}";

struct framing_case {
    const char *name, *head; // without the empty line
    const char *body;
    bool refused; // 400 and closed, or closed without a word; otherwise any single answer
};

static void framing(void **state) {
    struct helper_server *s = *state;
    static const struct framing_case cases[] = {
        {"two equal lengths", "POST /t/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 2\r\n", "{}",
         true},
        {"two lengths", "POST /t/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 200\r\n", "{}", true},
        {"length list", "POST /t/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2, 2\r\n", "{}", true},
        {"length and chunked",
         "POST /t/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n", true},
        {"chunked and length",
         "POST /t/echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n", true},
        {"xchunked", "POST /t/echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n", "", true},
        {"chunked twice",
         "POST /t/echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
         "0\r\n\r\n", true},
        {"chunked, identity", "POST /t/echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity\r\n",
         "0\r\n\r\n", true},
        {"no Host", "GET /t/item HTTP/1.1\r\n", "", true},
        {"two Hosts", "GET /t/item HTTP/1.1\r\nHost: a\r\nHost: b\r\n", "", true},
        {"space before colon", "GET /t/item HTTP/1.1\r\nHost : a\r\n", "", true},
        {"signed length", "POST /t/echo HTTP/1.1\r\nHost: a\r\nContent-Length: +2\r\n", "{}", true},
        {"negative length", "POST /t/echo HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n", "", true},
        {"huge length", "POST /t/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n", "", true},
        {"hex length", "POST /t/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 0x2\r\n", "{}", true},
        {"control character", "GET /t/item HTTP/1.1\r\nHost: a\r\nX-A: b\001c\r\n", "", true},
        {"not UTF-8", "GET /t/item HTTP/1.1\r\nHost: a\r\nX-A: b\xff\r\n", "", true},
        {"two keys", "GET /t/item HTTP/1.1\r\nHost: a\r\nIdempotency-Key: a\r\nIdempotency-Key: b\r\n", "", true},
        {"dot segments", "GET /t/../t/item HTTP/1.1\r\nHost: a\r\n", "", true},
        {"broken escape", "GET /t/items/%4 HTTP/1.1\r\nHost: a\r\n", "", false},
        {"NUL escape", "GET /t/items/a%00b HTTP/1.1\r\nHost: a\r\n", "", false},
        {"absolute target", "GET http://a/t/item HTTP/1.1\r\nHost: a\r\n", "", true},
        {"no target", "GET\r\nHost: a\r\n", "", true},
        {"garbage", "\x16\x03\x01\x02\r\n", "", true},
    };
    char request[4096], *answer = malloc(ROOM);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct framing_case *c = &cases[i];
        int n = snprintf(request, sizeof request, "%sContent-Type: application/json\r\n\r\n%s%s", c->head, c->body,
                         c->refused ? inner : "");
        int fd = helper_connect(s->port);
        helper_send(fd, request, (size_t)n);
        helper_read(fd, answer, ROOM, QUIET_MS);
        close(fd);
        if (c->refused && (strstr(answer, "HTTP/1.1 2") || strstr(answer, "HTTP/1.1 404")))
            fail_msg("%s: answered %s", c->name, answer);
        if (!c->refused && strncmp(answer, "HTTP/1.1 404", 12) != 0)
            fail_msg("%s: expected 404, got %.40s", c->name, answer);
        if (helper_notes(s->store) != 0)
            fail_msg("%s: a second request ran", c->name);
    }
    free(answer);
}

static void oversized_head(void **state) {
    struct helper_server *s = *state;
    char *big = malloc(ROOM), *answer = malloc(ROOM);
    int n = snprintf(big, ROOM, "GET /t/item HTTP/1.1\r\nHost: a\r\nX-A: ");
    memset(big + n, 'a', 128 * 1024);
    memcpy(big + n + 128 * 1024, "\r\n\r\n", 5);
    int status = helper_ask(s->port, big, answer, ROOM);
    assert_true(status == 431 || status == 0);
    n = snprintf(big, ROOM, "GET /t/item?a=");
    memset(big + n, 'a', 8000);
    snprintf(big + n + 8000, ROOM - (size_t)n - 8000, " HTTP/1.1\r\nHost: a\r\n\r\n");
    assert_int_equal(helper_ask(s->port, big, answer, ROOM), 414);
    n = snprintf(big, ROOM, "GET /t/item HTTP/1.1\r\nHost: a\r\n");
    for (int i = 0; i < 100; i++)
        n += snprintf(big + n, ROOM - (size_t)n, "X-%d: a\r\n", i);
    snprintf(big + n, ROOM - (size_t)n, "\r\n");
    assert_int_equal(helper_ask(s->port, big, answer, ROOM), 431);
    assert_int_equal(helper_ask(s->port, "GET /t/item HTTP/1.1\r\nHost: a\r\n\r\n", answer, ROOM), 200);
    free(big);
    free(answer);
}

// ---- bodies ----

static void bodies(void **state) {
    struct helper_server *s = *state;
    char *big = malloc(ROOM), answer[4096];
    // Announced too large: answered without reading it, whatever comes.
    assert_int_equal(helper_ask(s->port, "POST /t/echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                                         "Content-Length: 4000000000\r\n\r\n", answer, sizeof answer), 413);
    assert_non_null(strstr(answer, "application/problem+json"));
    assert_non_null(strstr(answer, "Connection: close"));
    // A little too large: swallowed, and the connection serves on.
    int fd = helper_connect(s->port);
    int n =
        snprintf(big, ROOM,
                 "POST /t/echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 3000\r\n\r\n");
    memset(big + n, ' ', 3000);
    helper_send(fd, big, (size_t)n + 3000);
    assert_int_equal(helper_answer(fd, answer, sizeof answer), 413);
    helper_say(fd, "GET /t/item HTTP/1.1\r\nHost: a\r\n\r\n");
    assert_int_equal(helper_answer(fd, answer, sizeof answer), 200);
    // Chunked without an end: cut at some point.
    const char *head =
        "POST /t/echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    helper_say(fd, head);
    n = snprintf(big, ROOM, "8000\r\n");
    memset(big + n, ' ', 0x8000);
    memcpy(big + n + 0x8000, "\r\n", 2);
    for (int i = 0; i < 200; i++)
        helper_send(fd, big, (size_t)n + 0x8000 + 2);
    assert_int_equal(helper_answer(fd, answer, sizeof answer), 0);
    close(fd);
    // Chunked and whole.
    assert_int_equal(helper_ask(s->port,
                                "POST /t/echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                                "Transfer-Encoding: chunked\r\n\r\n3\r\n{\"a\r\n4\r\n\":1}\r\n0\r\n\r\n",
                                answer, sizeof answer),
                     200);
    assert_non_null(strstr(answer, "\r\n\r\n{\"a\":1}"));
    // A body where none belongs.
    assert_int_equal(
        helper_ask(s->port, "GET /t/item HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc", answer, sizeof answer),
        413);
    free(big);
}

static void expects_continue(void **state) {
    struct helper_server *s = *state;
    char answer[4096];
    int fd = helper_connect(s->port);
    const char *head = "POST /t/echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n"
                       "Content-Length: 7\r\n\r\n";
    helper_say(fd, head);
    assert_true(helper_read_until(fd, answer, sizeof answer, "HTTP/1.1 100 "));
    helper_say(fd, "{\"a\":1}");
    assert_true(helper_read_until(fd, answer, sizeof answer, "{\"a\":1}"));
    close(fd);
}

// ---- answers ----

static void pipelined(void **state) {
    struct helper_server *s = *state;
    char answer[8192];
    int fd = helper_connect(s->port);
    const char *three = "GET /t/items/1 HTTP/1.1\r\nHost: a\r\n\r\n"
                        "POST /t/notes HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: "
                        "12\r\n\r\n{\"text\":\"x\"}"
                        "GET /t/items/3 HTTP/1.1\r\nHost: a\r\n\r\n";
    helper_say(fd, three);
    assert_int_equal(helper_answer(fd, answer, sizeof answer), 200);
    assert_non_null(strstr(answer, "\"id\":\"1\""));
    assert_int_equal(helper_answer(fd, answer, sizeof answer), 201);
    assert_int_equal(helper_answer(fd, answer, sizeof answer), 200);
    assert_non_null(strstr(answer, "\"id\":\"3\""));
    assert_null(strstr(answer, "Connection: close"));
    close(fd);
    assert_int_equal(helper_notes(s->store), 1);
}

static void conditional(void **state) {
    struct helper_server *s = *state;
    char answer[8192], request[256], etag[64];
    assert_int_equal(helper_ask(s->port, "GET /t/blob HTTP/1.1\r\nHost: a\r\n\r\n", answer, sizeof answer), 200);
    assert_non_null(strstr(answer, "Cache-Control: public, max-age=60"));
    assert_non_null(strstr(answer, "X-Content-Type-Options: nosniff"));
    assert_null(strstr(answer, "Content-Encoding"));
    const char *at = strstr(answer, "ETag: ");
    assert_non_null(at);
    snprintf(etag, sizeof etag, "%.*s", (int)strcspn(at + 6, "\r"), at + 6);
    snprintf(request, sizeof request, "GET /t/blob HTTP/1.1\r\nHost: a\r\nIf-None-Match: \"x\", W/%s\r\n\r\n", etag);
    assert_int_equal(helper_ask(s->port, request, answer, sizeof answer), 304);
    assert_non_null(strstr(answer, etag));
    assert_string_equal(strstr(answer, "\r\n\r\n"), "\r\n\r\n");
    assert_int_equal(helper_ask(s->port, "GET /t/blob HTTP/1.1\r\nHost: a\r\nAccept-Encoding: br, gzip;q=0.5\r\n\r\n",
                                answer, sizeof answer),
                     200);
    assert_non_null(strstr(answer, "Content-Encoding: gzip"));
    assert_non_null(strstr(answer, "Vary: Accept-Encoding"));
    assert_int_equal(helper_ask(s->port, "GET /t/blob HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip;q=0\r\n\r\n", answer,
                                sizeof answer), 200);
    assert_null(strstr(answer, "Content-Encoding"));
}

static void head_and_options(void **state) {
    struct helper_server *s = *state;
    char answer[8192];
    int fd = helper_connect(s->port);
    const char *two = "HEAD /t/blob HTTP/1.1\r\nHost: a\r\n\r\nGET /t/item HTTP/1.1\r\nHost: a\r\n\r\n";
    helper_say(fd, two);
    assert_true(helper_read_until(fd, answer, sizeof answer, "{\"n\":1}"));
    close(fd);
    assert_non_null(strstr(answer, "Content-Length: 2000"));
    assert_int_equal(count(answer, "aaaa"), 0);
    assert_int_equal(count(answer, "HTTP/1.1 200"), 2);
    assert_int_equal(helper_ask(s->port, "OPTIONS /t/notes HTTP/1.1\r\nHost: a\r\n\r\n", answer, sizeof answer), 204);
    assert_non_null(strstr(answer, "Allow: GET, HEAD, POST, OPTIONS"));
    assert_int_equal(helper_ask(s->port, "DELETE /t/notes HTTP/1.1\r\nHost: a\r\n\r\n", answer, sizeof answer), 405);
    assert_non_null(strstr(answer, "Allow: GET, HEAD, POST, OPTIONS"));
    assert_int_equal(helper_ask(s->port, "BREW /t/notes HTTP/1.1\r\nHost: a\r\n\r\n", answer, sizeof answer), 405);
    assert_int_equal(helper_ask(s->port, "GET /t/nothing HTTP/1.1\r\nHost: a\r\n\r\n", answer, sizeof answer), 404);
    assert_non_null(strstr(answer, "urn:tgov:problem:no-such-address"));
    assert_non_null(strstr(answer, "urn:tgov:request:"));
}

static void writes(void **state) {
    struct helper_server *s = *state;
    char answer[8192];
    int before = (int)helper_notes(s->store);
    assert_int_equal(helper_ask(s->port, "POST /t/notes HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                                         "Content-Length: 14\r\n\r\n{\"text\":\"bad\"}", answer, sizeof answer), 409);
    assert_int_equal(helper_notes(s->store), before);
    assert_int_equal(helper_ask(s->port, "POST /t/notes HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"
                                         "Content-Length: 14\r\n\r\n{\"text\":\"bad\"}", answer, sizeof answer), 415);
    const char *once = "POST /t/notes HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nIdempotency-Key: k1\r\n"
                       "Content-Length: 14\r\n\r\n{\"text\":\"one\"}";
    char first[8192];
    assert_int_equal(helper_ask(s->port, once, first, sizeof first), 201);
    assert_int_equal(helper_ask(s->port, once, answer, sizeof answer), 201);
    assert_string_equal(strstr(first, "\r\n\r\n"), strstr(answer, "\r\n\r\n"));
    assert_non_null(strstr(answer, "Location: /t/notes/"));
    assert_int_equal(helper_notes(s->store), before + 1);
}

// A television that is switched off right after sending: the write counts, the server does not mind.
static void gone_before_the_answer(void **state) {
    struct helper_server *s = *state;
    char answer[1024];
    int64_t before = helper_notes(s->store);
    enum { N = 100 };
    for (int i = 0; i < N; i++) {
        int fd = helper_connect(s->port);
        helper_say(fd, "POST /t/notes HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: "
                       "12\r\n\r\n{\"text\":\"g\"}");
        if (i % 2)
            shutdown(fd, SHUT_RDWR);
        close(fd);
    }
    assert_int_equal(helper_ask(s->port, "GET /t/item HTTP/1.1\r\nHost: a\r\n\r\n", answer, sizeof answer), 200);
    while (metrics_get(s->metrics, METRIC_CONNECTIONS) > 1) // all of them came to their end
        usleep(1000);
    assert_true(helper_notes(s->store) <= before + N);
    assert_int_equal(store_stats(s->store).waiting, 0);
}

// ---- patience ----

static void slow_clients_are_shut(void **state) {
    struct helper_server *s = *state;
    char answer[1024];
    int head = helper_connect(s->port), body = helper_connect(s->port), silent = helper_connect(s->port);
    helper_say(head, "GET /t/item HTTP/1.1\r\nHos");
    const char *begun =
        "POST /t/echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 7\r\n\r\n{";
    helper_say(body, begun);
    // All three are known to the server once it has counted them.
    while (metrics_get(s->metrics, METRIC_CONNECTIONS) < 3)
        usleep(1000);
    http_tick(s->http, when_monotonic() + (HTTP_HEAD_S + 5) * 1000);
    for (int i = 0; i < 3; i++) {
        int fd = i == 0 ? head : i == 1 ? body : silent;
        assert_int_equal(helper_answer(fd, answer, sizeof answer), 0);
        close(fd);
    }
    assert_true(metrics_get(s->metrics, METRIC_LATE_CONNECTIONS) >= 3);
    assert_int_equal(helper_ask(s->port, "GET /t/item HTTP/1.1\r\nHost: a\r\n\r\n", answer, sizeof answer), 200);
}

static void streams(void **state) {
    struct helper_server *s = *state;
    char text[8192];
    int fd = helper_connect(s->port);
    const char *ask = "GET /t/stream HTTP/1.1\r\nHost: a\r\n\r\n";
    helper_say(fd, ask);
    assert_true(helper_read_until(fd, text, sizeof text, "retry: 3000\n\n"));
    assert_non_null(strstr(text, "Content-Type: text/event-stream"));
    assert_non_null(strstr(text, "Cache-Control: no-store"));
    assert_int_equal(helper_ask(s->port, "POST /t/notes HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                                         "Content-Length: 12\r\n\r\n{\"text\":\"s\"}", text, sizeof text), 201);
    assert_true(helper_read_until(fd, text, sizeof text, "data: {\"new\":true}\n\n"));
    assert_non_null(strstr(text, "event: note\n"));
    // A refused write says nothing; the heartbeat comes next.
    assert_int_equal(helper_ask(s->port, "POST /t/notes HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                                         "Content-Length: 14\r\n\r\n{\"text\":\"bad\"}", text, sizeof text), 409);
    http_tick(s->http, when_monotonic() + EVENTS_HEARTBEAT_S * 1000 * 100);
    assert_true(helper_read_until(fd, text, sizeof text, ":\n\n"));
    assert_null(strstr(text, "data:"));
    // A listener that is gone is noticed by writing to it.
    close(fd);
    while (events_count(s->events)) {
        events_heartbeat(s->events);
        usleep(1000);
    }
}

static void slow_listener_is_dropped(void **state) {
    struct helper_server *s = *state;
    char text[512], *json = malloc(20001);
    int fd = helper_connect(s->port);
    const char *ask = "GET /t/stream HTTP/1.1\r\nHost: a\r\n\r\n";
    helper_say(fd, ask);
    assert_true(helper_read_until(fd, text, sizeof text, "retry: 3000\n\n"));
    memset(json, '1', 20000);
    json[20000] = 0;
    // Nobody reads: the socket fills, then the bounded buffer, then it is over.
    for (int i = 0; i < 2000; i++)
        events_publish(s->events, "t", json);
    char *rest = malloc(1 << 22);
    size_t total = 0, n;
    while ((n = helper_read(fd, rest, 1 << 22, 1000)) > 0)
        total += n;
    assert_true(total < 2000 * 20000);
    close(fd);
    free(rest);
    free(json);
    while (events_count(s->events))
        usleep(1000);
}

static void metrics_and_health(void **state) {
    struct helper_server *s = *state;
    char *text = malloc(ROOM);
    assert_int_equal(helper_ask(s->port, "GET /t/items/secret-7?q=private HTTP/1.1\r\nHost: a\r\n\r\n", text, ROOM),
                     200);
    assert_int_equal(helper_ask(s->port, "GET /t/metrics HTTP/1.1\r\nHost: a\r\n\r\n", text, ROOM), 200);
    assert_non_null(strstr(text, "tgov_requests_total{method=\"GET\",route=\"/t/items/{id}\",status=\"200\"}"));
    assert_null(strstr(text, "secret-7"));
    assert_non_null(strstr(text, "tgov_store_commits_total "));
    assert_non_null(strstr(text, "tgov_request_seconds_bucket{le=\"+Inf\"}"));
    // The test's server has no catalogue, so it is not well.
    assert_int_equal(helper_ask(s->port, "GET /t/health HTTP/1.1\r\nHost: a\r\n\r\n", text, ROOM), 503);
    assert_non_null(strstr(text, "Content-Type: application/health+json"));
    assert_non_null(strstr(text, "Retry-After: 5"));
    assert_non_null(strstr(text, "\"store:write\":[{\"status\":\"pass\""));
    free(text);
}

// Whatever allocation fails: an honest answer or a closed connection, no half write, and the server goes on.
static void short_of_memory(void **state) {
    struct helper_server *s = *state;
    char answer[8192];
    bool whole = false;
    log_set_level(LOG_ERROR + 1);
    for (long n = 0; n < 200 && !whole; n++) {
        int64_t before = helper_notes(s->store);
        mem_fail_after(n);
        int status =
            helper_ask(s->port,
                       "POST /t/notes HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 12\r\n"
                       "Idempotency-Key: memory\r\nConnection: close\r\n\r\n{\"text\":\"m\"}",
                       answer, sizeof answer);
        mem_fail_after(-1);
        whole = status == 201;
        assert_true(whole || status == 0 || status >= 400);
        assert_true(helper_notes(s->store) == before + 1 || !whole);
    }
    log_set_level(LOG_INFO);
    assert_true(whole);
}

// ---- settings of their own ----

static void rate_limit(void **state) {
    struct helper_server s;
    char answer[4096];
    helper_start(&s, &(struct http_options){.rate_per_s = 0.001, .rate_burst = 3, .behind_proxy = true});
    for (int i = 0; i < 3; i++)
        assert_int_equal(helper_ask(s.port, "GET /t/item HTTP/1.1\r\nHost: a\r\n\r\n", answer, sizeof answer), 200);
    assert_int_equal(helper_ask(s.port, "GET /t/item HTTP/1.1\r\nHost: a\r\n\r\n", answer, sizeof answer), 429);
    assert_non_null(strstr(answer, "Retry-After: "));
    assert_non_null(strstr(answer, "urn:tgov:problem:rate"));
    // Health is always answered; another address behind the proxy has its own budget; what a client invents in front
    // of the proxy's word does not count.
    assert_int_equal(helper_ask(s.port, "GET /t/health HTTP/1.1\r\nHost: a\r\n\r\n", answer, sizeof answer), 503);
    for (int i = 0; i < 4; i++) {
        char request[256];
        snprintf(request, sizeof request,
                 "GET /t/item HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 192.0.2.%d, 198.51.100.7\r\n\r\n", i);
        assert_int_equal(helper_ask(s.port, request, answer, sizeof answer), i < 3 ? 200 : 429);
    }
    // The machine itself only: not whoever a proxy speaks for.
    assert_int_equal(helper_ask(s.port, "GET /t/metrics HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 198.51.100.7\r\n\r\n",
                                answer, sizeof answer),
                     403);
    helper_stop(&s);
}

static void connection_limit(void **state) {
    struct helper_server s;
    char answer[4096];
    helper_start(&s, &(struct http_options){.connections_per_address = 4});
    int fds[4];
    for (int i = 0; i < 4; i++) {
        fds[i] = helper_connect(s.port);
        helper_say(fds[i], "GET /t/item HTTP/1.1\r\nHost: a\r\n\r\n");
        assert_int_equal(helper_answer(fds[i], answer, sizeof answer), 200);
    }
    assert_int_equal(helper_ask(s.port, "GET /t/item HTTP/1.1\r\nHost: a\r\n\r\n", answer, sizeof answer), 0);
    for (int i = 0; i < 4; i++)
        close(fds[i]);
    helper_stop(&s);
}

static void faults(void **state) {
    static const struct { const char *plan; int status[4];
    } cases[] = {{"status=503,every=2", {200, 503, 200, 503}},
                 {"drop,every=3", {200, 200, 0, 200}},
                 {"latency=1", {200, 200, 200, 200}}};
    for (size_t c = 0; c < 3; c++) {
        struct fault_plan plan = {0};
        struct helper_server s;
        char answer[4096];
        assert_int_equal(fault_plan_read(&plan, cases[c].plan), ERR_NONE);
        helper_start(&s, &(struct http_options){.fault = &plan});
        for (int i = 0; i < 4; i++)
            assert_int_equal(helper_ask(s.port, "GET /t/item HTTP/1.1\r\nHost: a\r\n\r\n", answer, sizeof answer),
                             cases[c].status[i]);
        helper_stop(&s);
    }
}

static void bad_settings(void **state) {
    static const char *const listens[] = {"",         "127.0.0.1", "localhost:1", "127.0.0.1:70000", "[::1:80",
                                          "1.2.3:80", ":"};
    struct metrics *m = metrics_create(&helper_router);
    for (size_t i = 0; i < sizeof listens / sizeof *listens; i++) {
        struct fault f = {0};
        struct http_options o = {.listen = listens[i], .router = helper_router, .metrics = m};
        assert_null(http_start(&o, &f));
        assert_int_equal(f.code, ERR_SYNTAX);
    }
    struct fault f = {0};
    struct http_options o = {.listen = "127.0.0.1:0",
                             .router = helper_router,
                             .metrics = m,
                             .tls_cert = "/nowhere.pem",
                             .tls_key = "/nowhere.pem"};
    assert_null(http_start(&o, &f));
    assert_int_equal(f.code, ERR_NOT_FOUND);
    metrics_destroy(m);
}

// Writers keep sending while the server stops: whoever got a 201 is in the store, nobody waits for ever.
struct sender {
    int fd;
    atomic_int *stored;
};

static void *send_notes(void *arg) {
    struct sender *s = arg;
    char answer[4096];
    int fd = s->fd;
    for (;;) {
        const char *note = "POST /t/notes HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: "
                           "12\r\n\r\n{\"text\":\"n\"}";
        helper_say(fd, note);
        if (helper_answer(fd, answer, sizeof answer) != 201)
            break;
        atomic_fetch_add(s->stored, 1);
    }
    close(fd);
    return NULL;
}

static void stop_under_load(void **state) {
    struct helper_server s;
    helper_start(&s, NULL);
    atomic_int stored = 0;
    pthread_t threads[6];
    struct sender senders[6];
    for (int i = 0; i < 6; i++) {
        senders[i] = (struct sender){helper_connect(s.port), &stored};
        assert_int_equal(pthread_create(&threads[i], NULL, send_notes, &senders[i]), 0);
    }
    int stream = helper_connect(s.port);
    helper_say(stream, "GET /t/stream HTTP/1.1\r\nHost: a\r\n\r\n");
    while (atomic_load(&stored) < 200 || !events_count(s.events))
        usleep(1000);
    http_stop(s.http, 50);
    for (int i = 0; i < 6; i++)
        pthread_join(threads[i], NULL);
    close(stream);
    assert_true(helper_notes(s.store) >= atomic_load(&stored));
    store_close(s.store);
    events_destroy(s.events);
    metrics_destroy(s.metrics);
    helper_folder_remove(s.folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(framing),
        cmocka_unit_test(oversized_head),
        cmocka_unit_test(bodies),
        cmocka_unit_test(expects_continue),
        cmocka_unit_test(pipelined),
        cmocka_unit_test(conditional),
        cmocka_unit_test(head_and_options),
        cmocka_unit_test(writes),
        cmocka_unit_test(gone_before_the_answer),
        cmocka_unit_test(slow_clients_are_shut),
        cmocka_unit_test(streams),
        cmocka_unit_test(short_of_memory),
        cmocka_unit_test(slow_listener_is_dropped),
        cmocka_unit_test(metrics_and_health),
        cmocka_unit_test(rate_limit),
        cmocka_unit_test(connection_limit),
        cmocka_unit_test(faults),
        cmocka_unit_test(bad_settings),
        cmocka_unit_test(stop_under_load),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
