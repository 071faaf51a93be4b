// SPDX-License-Identifier: Apache-2.0
// The way to the office: lost, found again, and broken on purpose by the emulator.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "helper_net.h"
#include <stdatomic.h>
#include <unistd.h>

static void answer(void *arg, struct wire *w, const struct asked *a) {
    char *large = NULL;
    if (!strcmp(a->path, "/page")) {
        large = calloc(1, 4097);
        memset(large, 'x', 4096);
    }
    wire_answer(w, 200, large ? "Content-Type: text/plain\r\n" : "Content-Type: application/json\r\n", large ? large : "{\"ok\":true}");
    free(large);
}

static void an_office_that_comes_back_is_noticed(void **state) {
    struct client c;
    struct server *s = server_start(&(struct server_options){.answer = answer});
    int port = server_port(s);
    struct net_options o = {.probe_path = "/health", .times = {.attempts = 2}};
    client_start(&c, s, &o);
    net_message_free(client_get(&c, "/"));
    server_stop(s);
    struct fault f;
    assert_int_equal(net_send(c.net, &(struct net_request){.token = 1, .path = "/"}, &f), ERR_NONE);
    struct net_message *m = client_next(&c, NET_REACH);
    assert_false(m->online);
    assert_int_equal(m->token, 0);
    assert_int_equal(m->err, ERR_OFFLINE);
    net_message_free(m);
    m = client_next(&c, NET_ANSWER);
    assert_int_equal(m->err, ERR_OFFLINE);
    assert_int_equal(m->status, 0);
    assert_int_equal(m->attempts, 2);
    net_message_free(m);
    // Known to be away: no second try makes the viewer wait, and it is told only once.
    m = client_wait(&c, 0);
    assert_null(m);
    m = client_get(&c, "/");
    assert_int_equal(m->err, ERR_OFFLINE);
    assert_int_equal(m->attempts, 1);
    net_message_free(m);
    s = server_start(&(struct server_options){.answer = answer, .port = port});
    net_nudge(c.net); // the probe would come by itself within its pause
    m = client_next(&c, NET_REACH);
    assert_true(m->online);
    net_message_free(m);
    m = client_get(&c, "/");
    assert_int_equal(m->err, ERR_NONE);
    net_message_free(m);
    client_stop(&c);
    server_stop(s);
}

static void the_probe_needs_no_nudge(void **state) {
    struct client c;
    struct server *s = server_start(&(struct server_options){.answer = answer});
    struct net_options o = {.probe_path = "/health", .times = {.attempts = 1}};
    client_start(&c, s, &o);
    net_set_fault(c.net, NET_FAULT_OFFLINE);
    struct net_message *m = client_get(&c, "/");
    assert_int_equal(m->err, ERR_OFFLINE);
    net_message_free(m);
    assert_int_equal(server_requests(s), 0);
    net_set_fault(c.net, NET_FAULT_NONE);
    m = client_next(&c, NET_REACH);
    assert_true(m->online);
    net_message_free(m);
    assert_null(client_wait(&c, 100)); // its own answer goes to nobody
    client_stop(&c);
    server_stop(s);
}

static void an_unknown_name_is_offline(void **state) {
    struct client c;
    client_start(&c, NULL, &(struct net_options){.base_url = "https://office.invalid", .times = {.attempts = 1}});
    struct net_message *m = client_get(&c, "/");
    assert_int_equal(m->err, ERR_OFFLINE);
    net_message_free(m);
    client_stop(&c);
}

static void each_fault_of_the_emulator_feels_real(void **state) {
    struct client c;
    struct server *s = server_start(&(struct server_options){.answer = answer});
    client_start(&c, s, &(struct net_options){.times = {.attempts = 1}});
    net_set_fault(c.net, NET_FAULT_5XX);
    struct net_message *m = client_get(&c, "/");
    assert_int_equal(m->err, ERR_BUSY);
    assert_int_equal(m->status, 503);
    assert_int_equal(server_requests(s), 1); // the work was done, only the answer is lost
    net_message_free(m);
    net_set_fault(c.net, NET_FAULT_SLOW);
    when_ms before = when_monotonic();
    m = client_ask(&c, &(struct net_request){.token = 1, .path = "/page", .want = NET_WANT_BYTES});
    assert_int_equal(m->err, ERR_NONE);
    assert_true(when_monotonic() - before >= 1500); // a pause that was asked for, not a speed that was measured
    net_message_free(m);
    net_set_fault(c.net, NET_FAULT_NONE);
    m = client_get(&c, "/");
    assert_int_equal(m->err, ERR_NONE);
    net_message_free(m);
    client_stop(&c);
    server_stop(s);
}

static void hold(void *arg, struct wire *w, const struct asked *a) { wire_wait_closed(w); }

static void what_is_in_flight_feels_the_cut(void **state) {
    struct client c;
    struct fault f;
    struct server *s = server_start(&(struct server_options){.answer = hold});
    client_start(&c, s, &(struct net_options){.times = {.attempts = 1}});
    assert_int_equal(net_send(c.net, &(struct net_request){.token = 1, .path = "/"}, &f), ERR_NONE);
    while (server_requests(s) < 1)
        usleep(1000);
    net_set_fault(c.net, NET_FAULT_OFFLINE);
    struct net_message *m = client_next(&c, NET_ANSWER);
    assert_int_equal(m->err, ERR_OFFLINE);
    net_message_free(m);
    client_stop(&c);
    server_stop(s);
}

// Destroying in the middle of everything neither waits nor leaks.
static void it_can_end_at_any_time(void **state) {
    struct client c;
    struct fault f;
    struct server *s = server_start(&(struct server_options){.answer = hold});
    for (int i = 0; i < 8; i++) {
        client_start(&c, s, NULL);
        for (int n = 0; n < i; n++)
            assert_int_equal(net_send(c.net, &(struct net_request){.token = 1, .tag = n, .path = "/"}, &f), ERR_NONE);
        client_stop(&c);
    }
    server_stop(s);
    net_destroy(NULL);
    net_message_free(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_office_that_comes_back_is_noticed),
        cmocka_unit_test(the_probe_needs_no_nudge),
        cmocka_unit_test(an_unknown_name_is_offline),
        cmocka_unit_test(each_fault_of_the_emulator_feels_real),
        cmocka_unit_test(what_is_in_flight_feels_the_cut),
        cmocka_unit_test(it_can_end_at_any_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
