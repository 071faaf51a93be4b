// SPDX-License-Identifier: Apache-2.0
// A client for tests.
#include "helper_net.h"
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>
// cmocka wants these before it
#include <cmocka.h>

void scratch_make(char *folder, size_t room) {
    snprintf(folder, room, "/tmp/tgov-net-XXXXXX");
    assert_non_null(mkdtemp(folder));
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw) { return remove(path); }

void scratch_remove(const char *folder) { nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS); }

static void on_wake(void *arg) {
    struct client *c = arg;
    atomic_fetch_add(&c->wakes, 1);
    assert_int_equal(write(c->pipe[1], "w", 1), 1);
}

static void open_net(struct client *c, const struct server *s, const struct net_options *given) {
    struct net_options o = given ? *given : (struct net_options){0};
    struct fault f = {0};
    char base[64], cache[192];
    snprintf(base, sizeof base, "http://127.0.0.1:%d", s ? server_port(s) : 1);
    snprintf(cache, sizeof cache, "%s/cache", c->folder);
    if (!o.base_url)
        o.base_url = base;
    if (!o.cache_dir)
        o.cache_dir = cache;
    o.allow_http = true;
    if (!o.times.retry_base_ms)
        o.times.retry_base_ms = 20;
    if (!o.times.stream_cap_ms)
        o.times.stream_cap_ms = 100;
    o.wake = on_wake;
    o.wake_arg = c;
    if (net_create(&o, &c->net, &f))
        fail_msg("net_create: %s", f.what);
}

void client_start(struct client *c, const struct server *s, const struct net_options *o) {
    *c = (struct client){0};
    assert_int_equal(pipe2(c->pipe, O_CLOEXEC | O_NONBLOCK), 0);
    scratch_make(c->folder, sizeof c->folder);
    open_net(c, s, o);
}

void client_stop(struct client *c) {
    net_destroy(c->net);
    close(c->pipe[0]);
    close(c->pipe[1]);
    scratch_remove(c->folder);
}

void client_restart(struct client *c, const struct server *s, const struct net_options *o) {
    net_destroy(c->net);
    open_net(c, s, o);
}

struct net_message *client_wait(struct client *c, int ms) {
    for (;;) {
        char bytes[64];
        struct net_message *m = net_take(c->net);
        struct pollfd p = {.fd = c->pipe[0], .events = POLLIN};
        if (m)
            return m;
        if (poll(&p, 1, ms) == 0)
            return net_take(c->net);
        while (read(c->pipe[0], bytes, sizeof bytes) > 0)
            ;
    }
}

struct net_message *client_next(struct client *c, enum net_kind kind) {
    for (;;) {
        struct net_message *m = client_wait(c, 10000);
        if (!m)
            fail_msg("no message of kind %d came", (int)kind);
        if (m->kind == kind)
            return m;
        net_message_free(m);
    }
}

struct net_message *client_ask(struct client *c, const struct net_request *r) {
    struct fault f = {0};
    if (net_send(c->net, r, &f))
        fail_msg("net_send: %s %s", f.place, f.what);
    return client_next(c, NET_ANSWER);
}

struct net_message *client_get(struct client *c, const char *path) {
    return client_ask(c, &(struct net_request){.token = 1, .tag = 1, .path = path});
}
