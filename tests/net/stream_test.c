// SPDX-License-Identifier: Apache-2.0
// The stream of events: nothing lost over broken connections, silence noticed, a slow reader respected.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "helper_net.h"
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

struct office {
    atomic_int starts, sent;
    char last_ids[8][32], languages[8][16];
    int refuse; // status instead of a stream
};

static const char head[] = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n\r\n";

static void answer(void *arg, struct wire *w, const struct asked *a) {
    struct office *o = arg;
    int n = atomic_fetch_add(&o->starts, 1);
    if (n < 8) {
        asked_header(a, "Last-Event-ID", o->last_ids[n], sizeof o->last_ids[n]);
        asked_header(a, "Accept-Language", o->languages[n], sizeof o->languages[n]);
    }
    if (o->refuse) {
        wire_answer(w, o->refuse, "", "");
    } else if (!strcmp(a->path, "/two")) { // two events, then the connection breaks
        wire_printf(w, "%sretry: 60\nid: %d\nevent: case\ndata: {\"n\":%d}\n\n", head, 2 * n + 1, 2 * n + 1);
        wire_printf(w, "id: %d\ndata: plain\ndata: text\n\n", 2 * n + 2);
        wire_printf(w, "id: 99\ndata: this one is cut o");
        wire_close(w);
    } else if (!strcmp(a->path, "/quiet")) {
        wire_printf(w, "%s: hello\n\n", head);
        wire_wait_closed(w);
    } else if (!strcmp(a->path, "/page")) {
        wire_printf(w, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>");
        wire_wait_closed(w);
    } else if (!strcmp(a->path, "/flood")) {
        wire_printf(w, "%s", head);
        for (int i = 0; i < 20000 && wire_printf(w, "id: %d\ndata: %d %0200d\n\n", i, i, 0); i++)
            atomic_store(&o->sent, i + 1);
        wire_wait_closed(w);
    } else if (!strcmp(a->path, "/huge")) {
        char *x = malloc(1 << 20);
        memset(x, 'x', 1 << 20);
        wire_printf(w, "%sid: 1\ndata: ", head);
        wire_write(w, x, 1 << 20);
        wire_printf(w, "\n\nid: 2\ndata: small\n\ndata: \xff\xfe\n\nid: 3\ndata: last\n\n");
        free(x);
        wire_wait_closed(w);
    }
}

struct scene {
    struct office office;
    struct server *server;
    struct client c;
};

static void begin(struct scene *s, const struct net_options *o) {
    memset(&s->office, 0, sizeof s->office);
    s->server = server_start(&(struct server_options){.answer = answer, .arg = &s->office});
    client_start(&s->c, s->server, o);
}

static void end(struct scene *s) {
    client_stop(&s->c);
    server_stop(s->server);
}

static void start(struct scene *s, const char *path) {
    struct fault f;
    assert_int_equal(net_stream(s->c.net, &(struct net_stream){.token = 3, .tag = 4, .path = path}, &f), ERR_NONE);
}

static void nothing_is_lost_over_a_broken_connection(void **state) {
    struct scene s;
    begin(&s, &(struct net_options){.language = "en"});
    start(&s, "/two");
    for (int round = 0; round < 3; round++) {
        struct net_message *m = client_next(&s.c, NET_STREAM_UP);
        assert_int_equal(m->token, 3);
        assert_int_equal(m->tag, 4);
        net_message_free(m);
        m = client_next(&s.c, NET_EVENT);
        assert_string_equal(m->event, "case");
        assert_int_equal(val_get_number(&m->value, "n", 0), 2 * round + 1);
        net_message_free(m);
        m = client_next(&s.c, NET_EVENT);
        char id[16];
        snprintf(id, sizeof id, "%d", 2 * round + 2);
        assert_string_equal(m->event, "message");
        assert_string_equal(m->event_id, id);
        assert_string_equal(m->bytes.p, "plain\ntext");
        net_message_free(m);
        if (round == 0)
            net_set_language(s.c.net, "ko");
        m = client_next(&s.c, NET_STREAM_DOWN);
        assert_false(m->ended);
        net_message_free(m);
    }
    assert_string_equal(s.office.last_ids[0], "");
    assert_string_equal(s.office.last_ids[1], "2");
    assert_string_equal(s.office.last_ids[2], "4");
    assert_string_equal(s.office.languages[0], "en");
    assert_string_equal(s.office.languages[2], "ko");
    net_cancel(s.c.net, 3);
    assert_null(client_wait(&s.c, 200));
    end(&s);
}

static void silence_is_noticed(void **state) {
    struct scene s;
    begin(&s, &(struct net_options){.times = {.heartbeat_ms = 80}});
    start(&s, "/quiet");
    for (int i = 0; i < 2; i++) {
        net_message_free(client_next(&s.c, NET_STREAM_UP));
        struct net_message *m = client_next(&s.c, NET_STREAM_DOWN);
        assert_int_equal(m->err, ERR_TIMEOUT);
        net_message_free(m);
    }
    end(&s);
}

static void a_quiet_stream_costs_no_wakeups(void **state) {
    struct scene s;
    begin(&s, NULL);
    start(&s, "/quiet");
    net_message_free(client_next(&s.c, NET_STREAM_UP));
    assert_null(client_wait(&s.c, 1000)); // what libcurl still does after a connect
    uint64_t before = net_count(s.c.net).wakeups;
    assert_null(client_wait(&s.c, 1500));
    assert_int_equal(net_count(s.c.net).wakeups, before);
    end(&s);
}

static const struct {
    const char *path;
    int refuse;
    enum err want;
} refusals[] = {
    {"/two", 401, ERR_DENIED}, {"/two", 404, ERR_NOT_FOUND}, {"/two", 204, ERR_NONE}, {"/page", 0, ERR_UNSUPPORTED},
    {"/two", 302, ERR_REMOTE},
};

static void a_refusal_is_final(void **state) {
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        struct scene s;
        begin(&s, NULL);
        s.office.refuse = refusals[i].refuse;
        start(&s, refusals[i].path);
        struct net_message *m = client_wait(&s.c, 5000);
        assert_non_null(m);
        assert_int_equal(m->kind, NET_STREAM_DOWN);
        assert_true(m->ended);
        if (m->err != refusals[i].want)
            fail_msg("refusal %zu: %s", i, err_name(m->err));
        net_message_free(m);
        assert_null(client_wait(&s.c, 200));
        assert_int_equal(s.office.starts, 1);
        end(&s);
    }
}

static void a_busy_office_is_asked_again(void **state) {
    struct scene s;
    begin(&s, NULL);
    s.office.refuse = 503;
    start(&s, "/two");
    struct net_message *m = client_next(&s.c, NET_STREAM_DOWN); // once, however often it fails
    assert_false(m->ended);
    net_message_free(m);
    while (atomic_load(&s.office.starts) < 3)
        usleep(1000);
    assert_null(client_wait(&s.c, 0));
    end(&s);
}

static void too_large_an_event_is_left_out(void **state) {
    struct scene s;
    begin(&s, NULL);
    start(&s, "/huge");
    struct net_message *m = client_next(&s.c, NET_EVENT);
    assert_string_equal(m->event_id, "2");
    net_message_free(m);
    m = client_next(&s.c, NET_EVENT); // the one that was no UTF-8 is left out too
    assert_string_equal(m->bytes.p, "last");
    net_message_free(m);
    end(&s);
}

// A loop that does not take its messages: the server is slowed down, memory stays bounded, and nothing is lost.
static void a_slow_reader_gets_everything(void **state) {
    struct scene s;
    begin(&s, NULL);
    start(&s, "/flood");
    net_message_free(client_next(&s.c, NET_STREAM_UP));
    int before = -1;
    while (before != atomic_load(&s.office.sent)) { // until the server cannot send any more
        before = atomic_load(&s.office.sent);
        usleep(300000);
    }
    assert_true(before < 20000);
    for (int i = 0; i < 20000; i++) {
        struct net_message *m = client_next(&s.c, NET_EVENT);
        assert_int_equal(strtol(m->event_id, NULL, 10), i);
        net_message_free(m);
    }
    end(&s);
}

static void the_emulators_faults_reach_a_stream(void **state) {
    struct scene s;
    begin(&s, NULL);
    start(&s, "/quiet");
    net_message_free(client_next(&s.c, NET_STREAM_UP));
    const enum net_fault faults[] = {NET_FAULT_OFFLINE, NET_FAULT_5XX};
    const enum err wants[] = {ERR_OFFLINE, ERR_REMOTE};
    for (size_t i = 0; i < 2; i++) {
        net_set_fault(s.c.net, faults[i]);
        struct net_message *m = client_next(&s.c, NET_STREAM_DOWN);
        assert_int_equal(m->err, wants[i]);
        assert_false(m->ended);
        net_message_free(m);
        net_set_fault(s.c.net, NET_FAULT_NONE);
        net_message_free(client_next(&s.c, NET_STREAM_UP));
    }
    end(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_lost_over_a_broken_connection),
        cmocka_unit_test(silence_is_noticed),
        cmocka_unit_test(a_quiet_stream_costs_no_wakeups),
        cmocka_unit_test(a_refusal_is_final),
        cmocka_unit_test(a_busy_office_is_asked_again),
        cmocka_unit_test(too_large_an_event_is_left_out),
        cmocka_unit_test(a_slow_reader_gets_everything),
        cmocka_unit_test(the_emulators_faults_reach_a_stream),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
