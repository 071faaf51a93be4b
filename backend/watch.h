// SPDX-License-Identifier: Apache-2.0
// Deadlines of connections. libmicrohttpd only knows an idle time-out, which a client that sends one byte now and then
// renews for ever ("slow loris"). Here every connection has a moment by which its present step must be over; a
// connection beyond it is shut down, and libmicrohttpd then sees its end.
#ifndef TGOV_BACKEND_WATCH_H
#define TGOV_BACKEND_WATCH_H

#include "base/when.h"
#include <stdatomic.h>

struct watch;
struct exchange;

struct watched { // one connection, from accept to close
    struct watched *next, *previous;
    int fd;
    atomic_llong deadline; // monotonic milliseconds; 0: none
    char peer[64];         // the address as text
    uint64_t peer_key;     // of the rate limit
    struct exchange *begun; // and not completed; NULL: none
};

struct watch *watch_create(void) TGOV_CHECKED;
void watch_destroy(struct watch *w);
// NULL when out of memory. The caller sets peer and deadline.
struct watched *watch_add(struct watch *w, int fd) TGOV_CHECKED;
// Must come before the descriptor is closed.
void watch_remove(struct watch *w, struct watched *c);
// Shuts down what is late; returns how many.
size_t watch_sweep(struct watch *w, when_ms now);
size_t watch_count(struct watch *w);

#endif
