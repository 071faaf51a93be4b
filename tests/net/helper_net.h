// SPDX-License-Identifier: Apache-2.0
// A client for tests: short times, and waiting for messages by the wake callback.
#ifndef TGOV_TESTS_NET_HELPER_NET_H
#define TGOV_TESTS_NET_HELPER_NET_H

#include "app/net/net.h"
#include "helper_server.h"
#include <stdatomic.h>

struct client {
    struct net *net;
    int pipe[2]; // a byte a wake
    atomic_int wakes;
    char folder[128]; // scratch; removed at the end
};

// `o` may be NULL; base_url, times, cache folder ("cache" in the scratch folder) and allow_http are filled in when absent.
void client_start(struct client *c, const struct server *s, const struct net_options *o);
void client_stop(struct client *c);
// Closes the client and opens another on the same folder.
void client_restart(struct client *c, const struct server *s, const struct net_options *o);
// The next message, or NULL when none came for `ms`.
struct net_message *client_wait(struct client *c, int ms);
// The next message of that kind; others are dropped. Fails the test when none comes for 10 s.
struct net_message *client_next(struct client *c, enum net_kind kind);
// Sends and waits for the end.
struct net_message *client_ask(struct client *c, const struct net_request *r);
struct net_message *client_get(struct client *c, const char *path);
void scratch_make(char *folder, size_t room);
void scratch_remove(const char *folder);

#endif
