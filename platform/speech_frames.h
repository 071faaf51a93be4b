// SPDX-License-Identifier: Apache-2.0
// The wire format of WebSocket (RFC 6455), a client's side: the opening handshake, frames in and out. No sockets here, so
// that it can be fed any bytes.
//
// Our own because the libraries that Debian has bring an event loop, TLS and compression of their own (libwebsockets 4.1:
// 0.6 MB with libuv, libev and GLib), and all we do is exchange small texts with a service on this machine.
#ifndef TGOV_PLATFORM_SPEECH_FRAMES_H
#define TGOV_PLATFORM_SPEECH_FRAMES_H

#include "base/buf.h"
#include <stdint.h>

enum {
    FRAMES_HEAD_CAP = 8 * 1024,     // of the service's answer to the handshake
    FRAMES_MESSAGE_CAP = 64 * 1024, // of one message, all its fragments together
    FRAMES_KEY = 24,                // characters of Sec-WebSocket-Key
    FRAMES_ACCEPT = 28,             // of Sec-WebSocket-Accept
};

// The request of the handshake; `key` gets FRAMES_KEY characters and a terminator.
void frames_ask(struct buf *to, const char *host, int port, const char *path, char key[FRAMES_KEY + 1]);
// What a service must answer to `key`; FRAMES_ACCEPT characters and a terminator.
void frames_accept(const char *key, char accept[FRAMES_ACCEPT + 1]);
// Looks at the bytes of the answer: how many it has; 0: more are to come; -1: it is no acceptance of `key`.
long frames_answer(const char *bytes, size_t len, const char *key);

enum frames_op { FRAMES_MORE = 0, FRAMES_TEXT = 1, FRAMES_BINARY = 2, FRAMES_CLOSE = 8, FRAMES_PING = 9, FRAMES_PONG = 10 };

// One frame, masked with fresh random bytes as a client must.
void frames_write(struct buf *to, enum frames_op op, const char *bytes, size_t len);

// Collects the frames of the service to messages.
struct frames {
    struct buf in;      // bytes that make no whole frame yet
    struct buf message; // fragments so far
    bool fragments;     // a message has begun
};
void frames_init(struct frames *f);
void frames_finish(struct frames *f);
// Adds bytes as they came.
enum err frames_feed(struct frames *f, const char *bytes, size_t len) TGOV_CHECKED;
// Takes the next whole message: a text, or a FRAMES_CLOSE, or a FRAMES_PING (to be answered by a FRAMES_PONG with the same bytes). Its bytes are valid
// until the next call. ERR_NOT_FOUND: more is to come. ERR_SYNTAX, ERR_LIMIT, ERR_MEMORY: the connection is of no use any
// more (masked or fragmented against the rules, a binary message, reserved bits, a text that is not UTF-8, too long).
enum err frames_take(struct frames *f, enum frames_op *op, const char **bytes, size_t *len) TGOV_CHECKED;

#endif
