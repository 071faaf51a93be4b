// SPDX-License-Identifier: Apache-2.0
// Who listens to what: topics with bounded subscribers, for server-sent events (HTML Living Standard, 9.2). A topic is
// a short text such as "case:7F3K" or "results:budget-2026". Each subscriber has a bounded buffer; one that reads too
// slowly is dropped and comes back by itself, as EventSource does. Ids count up within a process, so that a client
// that reconnects knows it may have missed something and reads the resource again.
//
// From a request use resp_event: it publishes only after the commit.
#ifndef TGOV_BACKEND_EVENTS_H
#define TGOV_BACKEND_EVENTS_H

#include "base/str.h"

enum {
    EVENTS_TOPIC_MAX = 96,
    EVENTS_CLIENTS_MAX = 2048,
    EVENTS_BUFFER_MAX = 64 * 1024, // bytes waiting for one subscriber
    EVENTS_HEARTBEAT_S = 15,
};

struct events;
struct events_client;

struct events *events_create(void) TGOV_CHECKED;
void events_destroy(struct events *e); // all clients must have left; NULL is fine

// Sends `json` (one line, no line breaks) to all who listen to the topic. Never blocks. Any thread.
void events_publish(struct events *e, const char *topic, const char *json);
// The same with a name for the event ("timeline", "message"); NULL: none.
void events_publish_as(struct events *e, const char *topic, const char *name, const char *json);

// `wake` is called, from any thread and under the lock of `e`, when an asleep client has something to read or was
// dropped; it must only wake the reader. NULL when EVENTS_CLIENTS_MAX are there or memory is short.
struct events_client *events_join(struct events *e, const char *topic, void (*wake)(void *self),
                                  void *self) TGOV_CHECKED;
void events_leave(struct events *e, struct events_client *c); // NULL is fine
// Copies up to `room` bytes. 0: nothing there, and the client is now asleep: `wake` will come (`sleep` is called first,
// under the lock, so that the wake cannot overtake it). -1: it was dropped, end the stream.
long events_read(struct events *e, struct events_client *c, char *to, size_t room, void (*sleep)(void *self));
// A comment line to everybody who has nothing waiting; finds listeners that are gone. Call every EVENTS_HEARTBEAT_S.
void events_heartbeat(struct events *e);
// Ends every stream: what a clean stop does first. Further joins fail.
void events_close(struct events *e);
size_t events_count(struct events *e);
size_t events_listeners(struct events *e, const char *topic); // of one topic

#endif
