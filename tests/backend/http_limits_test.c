// SPDX-License-Identifier: Apache-2.0
// The small parts around the server: rate limit, deadlines, topics of events, the swapped catalogue, faults on purpose,
// the command line.
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "backend/blob.h"
#include "backend/events.h"
#include "backend/fault.h"
#include "backend/holder.h"
#include "backend/limiter.h"
#include "backend/options.h"
#include "backend/watch.h"
#include "base/mem.h"
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static void buckets(void **state) {
    struct limiter *l = limiter_create(2, 4);
    uint64_t a = limiter_key(l, "192.0.2.1"), b = limiter_key(l, "192.0.2.2");
    assert_true(a != b);
    assert_true(limiter_key(l, "2001:db8:1:2::1") == limiter_key(l, "2001:db8:1:2:ffff::9")); // one household
    assert_true(limiter_key(l, "2001:db8:1:2::1") != limiter_key(l, "2001:db8:1:3::1"));
    for (int i = 0; i < 4; i++)
        assert_int_equal(limiter_take(l, a, 1000), 0);
    assert_int_equal(limiter_take(l, a, 1000), 1);
    assert_int_equal(limiter_peek(l, b, 1000), 0);
    assert_int_equal(limiter_take(l, a, 1400), 1);
    assert_int_equal(limiter_take(l, a, 1500), 0); // half a second gives one
    assert_int_equal(limiter_take(l, a, 1500), 1);
    assert_int_equal(limiter_peek(l, a, 2500), 0);
    for (int i = 0; i < 4; i++)
        assert_int_equal(limiter_take(l, a, 1000000), 0); // never more than the burst
    assert_int_equal(limiter_take(l, a, 1000000), 1);
    // A flood of other addresses uses no more memory, and its worst effect is a fresh bucket.
    for (uint64_t k = 1; k < 4 * LIMITER_BUCKETS; k++)
        limiter_take(l, k * UINT64_C(0x9e3779b97f4a7c15), 1000001);
    assert_true(limiter_take(l, b, 1000001) == 0);
    limiter_destroy(l);
    l = limiter_create(0.001, 1);
    assert_int_equal(limiter_take(l, 7, 0), 0);
    assert_int_equal(limiter_take(l, 7, 0), 1000);
    limiter_destroy(l);
}

static void deadlines(void **state) {
    struct watch *w = watch_create();
    int pair[3][2];
    struct watched *c[3];
    for (int i = 0; i < 3; i++) {
        assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair[i]), 0);
        c[i] = watch_add(w, pair[i][0]);
        atomic_store(&c[i]->deadline, i == 2 ? 0 : (i + 1) * 1000);
    }
    assert_int_equal(watch_sweep(w, 999), 0);
    assert_int_equal(watch_sweep(w, 1500), 1);
    assert_int_equal(watch_sweep(w, 1500), 0); // once
    char byte;
    assert_int_equal(recv(pair[0][1], &byte, 1, 0), 0); // the end
    assert_int_equal(recv(pair[1][1], &byte, 1, MSG_DONTWAIT), -1);
    watch_remove(w, c[1]);
    assert_int_equal(watch_count(w), 2);
    assert_int_equal(watch_sweep(w, 1000000), 0); // no deadline, no hurry
    watch_destroy(w);
    for (int i = 0; i < 6; i++)
        close(pair[i / 2][i % 2]);
}

// ---- events ----

static void count_wake(void *self) { ++*(int *)self; }
static void no_sleep(void *self) {}

static long read_all(struct events *e, struct events_client *c, char *to, size_t room) {
    size_t len = 0;
    long n;
    while ((n = events_read(e, c, to + len, 5, no_sleep)) > 0 && len + 6 < room) // in small bites
        len += (size_t)n;
    to[len] = 0;
    return n < 0 ? -1 : (long)len;
}

static void topics(void **state) {
    struct events *e = events_create();
    int woken[2] = {0};
    char text[1024];
    struct events_client *a = events_join(e, "case:1", count_wake, &woken[0]),
                         *b = events_join(e, "case:2", count_wake, &woken[1]);
    assert_int_equal(events_count(e), 2);
    read_all(e, a, text, sizeof text);
    assert_string_equal(text, "retry: 3000\n\n");
    read_all(e, b, text, sizeof text);
    events_publish(e, "case:1", "{\"x\":1}");
    events_publish_as(e, "case:1", "case", "{\"x\":2}");
    events_publish(e, "case:3", "{}"); // nobody listens
    assert_int_equal(woken[0], 1);     // it sleeps once and is woken once
    assert_int_equal(woken[1], 0);
    read_all(e, a, text, sizeof text);
    assert_string_equal(text, "id: 1\ndata: {\"x\":1}\n\nid: 2\nevent: case\ndata: {\"x\":2}\n\n");
    events_heartbeat(e);
    read_all(e, b, text, sizeof text);
    assert_string_equal(text, ":\n\n");
    events_close(e);
    assert_int_equal(events_read(e, a, text, sizeof text, no_sleep), -1);
    assert_null(events_join(e, "case:1", count_wake, NULL));
    events_leave(e, a);
    events_leave(e, b);
    events_leave(e, NULL);
    assert_int_equal(events_count(e), 0);
    events_destroy(e);
}

static void bounds_of_listeners(void **state) {
    struct events *e = events_create();
    char topic[EVENTS_TOPIC_MAX + 2], line[1001];
    memset(topic, 't', sizeof topic - 1);
    topic[sizeof topic - 1] = 0;
    assert_null(events_join(e, topic, count_wake, NULL));
    int woken = 0;
    struct events_client **all = calloc(EVENTS_CLIENTS_MAX, sizeof *all);
    for (int i = 0; i < EVENTS_CLIENTS_MAX; i++)
        assert_non_null(all[i] = events_join(e, i ? "many" : "one", count_wake, &woken));
    assert_null(events_join(e, "one", count_wake, &woken));
    memset(line, '1', 1000);
    line[1000] = 0;
    for (int i = 0; i < EVENTS_BUFFER_MAX / 1000 + 1; i++)
        events_publish(e, "one", line);
    char text[64];
    assert_int_equal(events_read(e, all[0], text, sizeof text, no_sleep), -1); // too slow
    assert_true(events_read(e, all[1], text, sizeof text, no_sleep) > 0);      // others are not touched
    for (int i = 0; i < EVENTS_CLIENTS_MAX; i++)
        events_leave(e, all[i]);
    free(all);
    events_destroy(e);
}

static void parts_without_memory(void **state) {
    bool whole = false;
    for (long n = 0; n < 100 && !whole; n++) {
        mem_fail_after(n);
        struct events *e = events_create();
        struct events_client *c = e ? events_join(e, "t", count_wake, &(int){0}) : NULL;
        if (c)
            events_publish(e, "t", "{}");
        struct blob *b = blob_create("text/plain", STR("hello"));
        struct holder *h = holder_create(free);
        struct watch *w = watch_create();
        struct watched *d = w ? watch_add(w, -1) : NULL;
        bool put = h && holder_put(h, NULL);
        whole = c && b && put && d;
        mem_fail_after(-1);
        events_leave(e ? e : NULL, c);
        events_destroy(e);
        blob_release(b);
        holder_destroy(h);
        watch_destroy(w);
    }
    assert_true(whole);
}

// ---- the swapped catalogue ----

static int destroyed;
static void destroy(void *thing) { destroyed += *(int *)thing; }

static void swapped_while_in_use(void **state) {
    struct holder *h = holder_create(destroy);
    int one = 1, ten = 10;
    assert_null(holder_take(h));
    assert_null(held_thing(NULL));
    assert_true(holder_put(h, &one));
    struct held *a = holder_take(h);
    assert_true(holder_put(h, &ten));
    struct held *b = holder_take(h);
    assert_int_equal(destroyed, 0); // a request still reads it
    assert_ptr_equal(held_thing(a), &one);
    assert_ptr_equal(held_thing(b), &ten);
    holder_let_go(h, a);
    assert_int_equal(destroyed, 1);
    holder_let_go(h, b);
    assert_int_equal(destroyed, 1);
    holder_destroy(h);
    assert_int_equal(destroyed, 11);
}

// ---- words of the command line ----

static void plans(void **state) {
    static const struct { const char *text; enum err err;
    } cases[] = {{"latency=200", ERR_NONE},
                 {"status=503,every=3", ERR_NONE},
                 {"drop", ERR_NONE},
                 {"", ERR_SYNTAX},
                 {"latency=", ERR_SYNTAX},
                 {"latency=0", ERR_SYNTAX},
                 {"latency=999999", ERR_SYNTAX},
                 {"status=200", ERR_SYNTAX},
                 {"status=600", ERR_SYNTAX},
                 {"dropped", ERR_SYNTAX},
                 {"drop,", ERR_SYNTAX},
                 {"every=0", ERR_SYNTAX},
                 {"a-word-that-is-much-longer-than-any-known", ERR_SYNTAX}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fault_plan p = {0};
        assert_int_equal(fault_plan_read(&p, cases[i].text), cases[i].err);
    }
    struct fault_plan p = {0};
    assert_false(fault_plan_hits(&p));
    assert_int_equal(fault_plan_read(&p, "drop,every=3"), ERR_NONE);
    for (int i = 1; i <= 9; i++)
        assert_int_equal(fault_plan_hits(&p), i % 3 == 0);
}

static void arguments(void **state) {
    static const struct { const char *argv[8]; bool ok; const char *says; } cases[] = {
        {{"tgov-backend", "--catalogue", "x"}, true, NULL},
        {{"tgov-backend", "--help"}, true, NULL},
        {{"tgov-backend", "--version"}, true, NULL},
        {{"tgov-backend"}, false, "--catalogue"},
        {{"tgov-backend", "--catalogue"}, false, "needs DIR"},
        {{"tgov-backend", "--catalogue", ""}, false, "--catalogue"},
        {{"tgov-backend", "--nonsense"}, false, "--nonsense"},
        {{"tgov-backend", "--catalogue", "x", "--rate", "-1"}, false, "--rate"},
        {{"tgov-backend", "--catalogue", "x", "--rate", "1x"}, false, "--rate"},
        {{"tgov-backend", "--catalogue", "x", "--tls-cert", "c"}, false, "--tls-key"},
        {{"tgov-backend", "--catalogue", "x", "--fault", "drop"}, false, "--demo"},
        {{"tgov-backend", "--catalogue", "x", "--demo", "--fault", "drop"}, true, NULL},
        {{"tgov-backend", "--catalogue", "x", "--demo", "--fault", "flood"}, false, "--fault"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct options o;
        char mistake[256] = "";
        int argc = 0;
        while (argc < 8 && cases[i].argv[argc])
            argc++;
        assert_int_equal(options_read(&o, argc, (char **)(uintptr_t)cases[i].argv, mistake, sizeof mistake),
                         cases[i].ok);
        if (cases[i].says && !strstr(mistake, cases[i].says))
            fail_msg("%s", mistake);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(buckets),    cmocka_unit_test(deadlines), cmocka_unit_test(topics),
        cmocka_unit_test(bounds_of_listeners), cmocka_unit_test(parts_without_memory),
        cmocka_unit_test(swapped_while_in_use), cmocka_unit_test(plans), cmocka_unit_test(arguments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
