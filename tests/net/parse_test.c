// SPDX-License-Identifier: Apache-2.0
// The small parsers of the network client, without a network.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "app/net/answer.h"
#include "app/net/head.h"
#include "app/net/retry.h"
#include "app/net/sse.h"
#include "app/net/url.h"
#include "base/mem.h"
#include <stdio.h>
#include <stdlib.h>

// ---- Retry ----
static const struct {
    const char *value;
    int64_t want;
} afters[] = {
    {NULL, -1}, {"", -1}, {"0", 0}, {"120", 120000}, {"99999999999999999999", RETRY_AFTER_CAP_MS}, {"-5", -1}, {"soon", -1},
    {"Sun, 06 Nov 1994 08:49:37 GMT", 0},            // long past
    {"Sun, 09 Sep 2001 01:48:40 GMT", 120000},       // 1 000 000 120
    {"Sunday, 09-Sep-01 01:48:40 GMT", 120000},      // the old form
    {"Sun Sep  9 01:48:40 2001", 120000},            // the oldest
    {"Sun, 09 Sep 2040 01:48:40 GMT", RETRY_AFTER_CAP_MS},
};

static void retry_after_is_read(void **state) {
    for (size_t i = 0; i < sizeof afters / sizeof afters[0]; i++)
        if (retry_after_ms(afters[i].value, 1000000000000) != afters[i].want)
            fail_msg("%s: %lld", afters[i].value ? afters[i].value : "NULL",
                     (long long)retry_after_ms(afters[i].value, 1000000000000));
}

static void pauses_are_spread_and_capped(void **state) {
    for (int failures = 1; failures < 100; failures++) {
        int64_t most = 0;
        for (uint32_t dice = 0; dice < 20000; dice += 7) {
            int64_t p = retry_pause(failures, 400, 8000, dice);
            int64_t top = failures > 5 ? 8000 : 400 << (failures - 1);
            assert_true(p >= 0 && p <= (top > 8000 ? 8000 : top));
            most = p > most ? p : most;
            assert_in_range(retry_after_jitter(10000, dice), 10000, 12000);
            assert_in_range(retry_after_jitter(0, dice), 0, 250);
        }
        assert_true(most >= 390); // it uses the whole range
    }
    assert_int_equal(retry_pause(1, 0, 0, 7), 0);
}

static void every_status_has_a_meaning(void **state) {
    for (int status = 100; status < 1000; status++) {
        enum err err = retry_err_of_status(status);
        assert_true((err == ERR_NONE) == ((status >= 200 && status < 300) || status == 304));
        if (retry_helps(status, err))
            assert_true(status == 408 || status == 425 || status == 429 || status >= 500);
    }
    assert_int_equal(retry_err_of_status(503), ERR_BUSY);
    assert_int_equal(retry_err_of_status(401), ERR_DENIED);
    assert_true(retry_helps(0, ERR_OFFLINE) && retry_helps(0, ERR_TIMEOUT));
    assert_false(retry_helps(0, ERR_TLS) || retry_helps(0, ERR_LIMIT) || retry_helps(501, ERR_UNSUPPORTED));
}

// ---- Header ----
static void feed(struct net_head *h, const char *line) { assert_true(head_line(h, line, strlen(line), 64 << 10)); }

static void a_header_is_reduced(void **state) {
    struct net_head h = {0};
    head_reset(&h);
    feed(&h, "HTTP/1.1 103 Early Hints\r\n");
    feed(&h, "ETag: \"early\"\r\n");
    feed(&h, "HTTP/2 200 \r\n");
    assert_string_equal(h.etag, "");
    feed(&h, "eTaG:  W/\"x\" \r\n");
    feed(&h, "Content-Type: application/problem+json; charset=utf-8\r\n");
    feed(&h, "Cache-Control: public,max-age=60 , must-revalidate\r\n");
    feed(&h, "Age: 12\r\n");
    feed(&h, "Date: Sun, 09 Sep 2001 01:46:40 GMT\r\n");
    feed(&h, "no colon at all\r\n");
    feed(&h, ":\r\n");
    feed(&h, "\r\n");
    assert_string_equal(h.etag, "W/\"x\"");
    assert_int_equal(h.max_age_ms, 60000);
    assert_int_equal(h.age_ms, 12000);
    assert_int_equal(h.date, 1000000000000);
    assert_false(h.no_store || h.no_cache);
    assert_true(head_type_is_json(h.content_type));
    feed(&h, "Cache-Control: no-store, no-cache\r\n");
    assert_true(h.no_store && h.no_cache);
    feed(&h, "ETag: \"a\x01"
             "b\"\r\n");
    assert_string_equal(h.etag, "");
    char large[2000] = "ETag: ";
    memset(large + 6, 'x', 1900);
    feed(&h, large);
    assert_string_equal(h.etag, "");
    assert_false(head_line(&h, large, 1000, h.bytes + 999));
    assert_true(head_type_is_json("application/json") && head_type_is_json("Application/JSON;x"));
    assert_false(head_type_is_json("text/html") || head_type_is_json("+json") || head_type_is_json("") || head_type_is_json(NULL));
    feed(&h, "Cache-Control: max-age, =, ,,\r\n");
    feed(&h, "Age:\r\n");
    feed(&h, "Retry-After:\r\n");
    assert_int_equal(h.max_age_ms, -1);
    assert_string_equal(h.retry_after, "");
    head_reset(&h);
    feed(&h, "Vary: *\r\n");
    assert_true(h.no_store);
}

// ---- Events ----
struct heard {
    struct buf text;
};

static enum err hear(void *arg, const struct sse_event *e) {
    struct heard *h = arg;
    buf_printf(&h->text, "[%s|%s|", e->name, e->id);
    buf_add(&h->text, e->data.p, e->data.len);
    buf_char(&h->text, ']');
    return ERR_NONE;
}

static const struct {
    const char *stream, *want;
} streams[] = {
    {"data: a\n\n", "[message||a]"},
    {"data:a\r\n\r\ndata:b\r\rdata:c\n\n", "[message||a][message||b][message||c]"},
    {"data: a\ndata\ndata:  b\n\n", "[message||a\n\n b]"},
    {"id: 1\nevent: x\ndata: a\n\ndata: b\n\n", "[x|1|a][message|1|b]"},
    {"id: 1\n\ndata: b\n\n", "[message|1|b]"},
    {"id: 1\ndata: a\n\nid\ndata: b\n\n", "[message|1|a][message||b]"},
    {"event: lonely\n\ndata: a\n\n", "[message||a]"},
    {": comment\n\n:\n\ndata: a\n\n", "[message||a]"},
    {"\xef\xbb\xbf" "data: a\n\n", "[message||a]"},
    {"\xef\xbb" "data: a\n\ndata: b\n\n", "[message||b]"},
    {"data: \xef\xbb\xbf\n\n", "[message||\xef\xbb\xbf]"},
    {"data: cut off", ""},
    {"unknown: x\ndata: a\nretry: soon\nretry: 5\n\n", "[message||a]"},
    {"data:\n\n", ""},
    {"id: a\x01" "b\ndata: x\n\n", "[message||x]"},
    {"\n\n\r\r\r\n\ndata: a\n\n", "[message||a]"},
    {"data: 0123456789012345678901234567890123456789\n\ndata: next\n\n", "[message||next]"},
    {"data: 012345678901234\ndata: 012345678901234\ndata: 0\nid: 5\n\ndata: next\n\n", "[message|5|next]"},
};

static void streams_are_read_in_any_pieces(void **state) {
    for (size_t i = 0; i < sizeof streams / sizeof streams[0]; i++)
        for (size_t piece = 1; piece <= 64; piece++) {
            struct sse s;
            struct heard h;
            size_t len = strlen(streams[i].stream);
            sse_init(&s, 32, NULL);
            buf_init(&h.text, 4096);
            for (size_t at = 0; at < len; at += piece)
                assert_int_equal(sse_feed(&s, streams[i].stream + at, len - at < piece ? len - at : piece, hear, &h), ERR_NONE);
            if (strcmp(buf_text(&h.text), streams[i].want))
                fail_msg("stream %zu in pieces of %zu: %s", i, piece, buf_text(&h.text));
            buf_finish(&h.text);
            sse_finish(&s);
        }
}

static void a_new_connection_forgets_half_an_event(void **state) {
    struct sse s;
    struct heard h;
    sse_init(&s, 100, "7");
    buf_init(&h.text, 4096);
    assert_int_equal(sse_feed(&s, "id: 8\ndata: a\n\nid: 9\ndata: half", 32, hear, &h), ERR_NONE);
    assert_string_equal(s.id, "8"); // what to go on from
    sse_restart(&s);
    assert_int_equal(sse_feed(&s, "data: b\n\nretry: 30\n", 19, hear, &h), ERR_NONE);
    assert_string_equal(buf_text(&h.text), "[message|8|a][message|8|b]");
    assert_int_equal(s.retry_ms, 30);
    buf_finish(&h.text);
    sse_finish(&s);
}

static void events_survive_failing_allocations(void **state) {
    static const char text[] = "id: 1\ndata: {\"a\":[1,2]}\ndata:\n\nevent: x\ndata: y\n\n";
    bool whole = false;
    for (long n = 0; n < 100 && !whole; n++) {
        struct sse s;
        struct heard h;
        char space[512];
        sse_init(&s, 1000, NULL);
        h.text = (struct buf){.data = space, .room = sizeof space, .cap = sizeof space - 1};
        mem_fail_after(n);
        enum err err = sse_feed(&s, text, sizeof text - 1, hear, &h);
        mem_fail_after(-1);
        assert_true(err == ERR_NONE || err == ERR_MEMORY);
        whole = err == ERR_NONE;
        sse_finish(&s);
    }
    assert_true(whole);
}

// ---- Addresses ----
static void origins_are_compared_whole(void **state) {
    assert_true(url_same_origin("https://gov.example/a", "https://GOV.example:443/b?c"));
    assert_false(url_same_origin("https://gov.example/", "http://gov.example/"));
    assert_false(url_same_origin("https://gov.example/", "https://gov.example:444/"));
    assert_false(url_same_origin("https://gov.example/", "https://gov.example.evil.example/"));
    assert_false(url_same_origin("https://gov.example/", "https://gov.example@evil.example/"));
    assert_false(url_same_origin("https://gov.example/", "//"));
    char place[64];
    url_place("https://gov.example/a/b?secret=1", place, sizeof place);
    assert_string_equal(place, "/a/b");
    url_place("/x?y", place, sizeof place);
    assert_string_equal(place, "/x");
    url_place("https://gov.example", place, sizeof place);
    assert_string_equal(place, "/");
}

static const struct {
    const char *base, *path, *want;
} urls[] = {
    {"https://gov.example", "/v1", "https://gov.example/v1"},
    {"https://gov.example/tv/", "/v1?x=%20", "https://gov.example/tv/v1?x=%20"},
    {"https://gov.example", "https://id.example/token", "https://id.example/token"},
    {"http://127.0.0.1:80", "/v1", "http://127.0.0.1:80/v1"},
    {"http://127.9.8.7", "/v1", "http://127.9.8.7/v1"},
    {"http://[::1]:80", "/v1", "http://[::1]:80/v1"},
    {"http://localhost", "/v1", "http://localhost/v1"},
    {"http://128.0.0.1", "/v1", NULL},
    {"http://127.0.0.1.evil.example", "/v1", NULL},
    {"http://localhost.evil.example", "/v1", NULL},
    {"http://127.0.0", "/v1", "http://127.0.0/v1"}, // libcurl reads it as 127.0.0.0, as every resolver does
    {"https://gov.example", "//evil.example/", "https://gov.example//evil.example/"},
    {"https://gov.example", "/a\\b", NULL},
    {"https://gov.example", "/a#b", NULL},
};

static void addresses_are_made_and_refused(void **state) {
    for (size_t i = 0; i < sizeof urls / sizeof urls[0]; i++) {
        struct arena a;
        const char *got = NULL;
        arena_init(&a, 1 << 16);
        enum err err = url_make(&a, urls[i].base, urls[i].path, true, &got, NULL);
        if (urls[i].want ? err || strcmp(got, urls[i].want) : err != ERR_TYPE)
            fail_msg("%s %s: %s", urls[i].base, urls[i].path, err_name(err));
        arena_finish(&a);
    }
}

// ---- Answers ----
static void an_answer_survives_failing_allocations(void **state) {
    static const struct answer cases[] = {
        {.status = 200, .content_type = "application/json", .etag = "\"1\"", .location = "/x", .body = {"{\"a\":[1,\"b\"]}", 13}, .place = "/"},
        {.status = 422, .content_type = "application/problem+json", .etag = "", .location = "", .body = {"{\"title\":\"t\",\"errors\":[]}", 25}, .place = "/"},
    };
    for (size_t i = 0; i < 2; i++) {
        bool whole = false;
        for (long n = 0; n < 100 && !whole; n++) {
            mem_fail_after(n);
            struct net_message *m = answer_message();
            if (m)
                answer_fill(m, &cases[i]);
            whole = m && mem_count() < n;
            mem_fail_after(-1);
            if (m && i == 0)
                assert_true(m->err == ERR_MEMORY || (m->err == ERR_NONE && val_get(&m->value, "a")));
            if (m && i == 1)
                assert_true(m->err == ERR_MEMORY || m->err == ERR_TYPE);
            net_message_free(m);
        }
        assert_true(whole);
    }
}

static void a_very_long_problem_is_cut(void **state) {
    struct buf b;
    buf_init(&b, 100000);
    buf_text_add(&b, "{\"title\":\"");
    for (int i = 0; i < 5000; i++)
        buf_text_add(&b, "\xc3\xa9");
    buf_text_add(&b, "\"}");
    struct net_message *m = answer_message();
    answer_fill(m, &(struct answer){.status = 500, .content_type = "application/json", .etag = "", .location = "",
                                    .body = {buf_text(&b), b.len}, .place = "/"});
    assert_true(strlen(m->problem.title) < 2000 && utf8_valid(m->problem.title, strlen(m->problem.title)));
    net_message_free(m);
    buf_finish(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(retry_after_is_read),
        cmocka_unit_test(pauses_are_spread_and_capped),
        cmocka_unit_test(every_status_has_a_meaning),
        cmocka_unit_test(a_header_is_reduced),
        cmocka_unit_test(streams_are_read_in_any_pieces),
        cmocka_unit_test(a_new_connection_forgets_half_an_event),
        cmocka_unit_test(events_survive_failing_allocations),
        cmocka_unit_test(origins_are_compared_whole),
        cmocka_unit_test(addresses_are_made_and_refused),
        cmocka_unit_test(an_answer_survives_failing_allocations),
        cmocka_unit_test(a_very_long_problem_is_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
