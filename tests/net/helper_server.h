// SPDX-License-Identifier: Apache-2.0
// A small HTTP/1.1 server on 127.0.0.1 for tests, plain or TLS, a thread a connection. The test's function answers with
// whatever bytes it likes, also wrong ones.
#ifndef TGOV_TESTS_NET_HELPER_SERVER_H
#define TGOV_TESTS_NET_HELPER_SERVER_H

#include <openssl/ssl.h>
#include <stdbool.h>
#include <stddef.h>

struct server;
struct wire; // a connection

struct asked {
    const char *method, *path;
    const char *head; // all lines, terminated
    const char *body;
    size_t body_len;
    int number; // of the request on this server, from 1
};

struct server_options {
    SSL_CTX *tls; // NULL: plain
    void (*answer)(void *arg, struct wire *w, const struct asked *a);
    void *arg;
    int port;   // 0: any
    bool blurt; // says "400" before anything was asked, as a plain server does that meets a TLS hello
};

struct server *server_start(const struct server_options *o);
void server_stop(struct server *s); // NULL is fine
int server_port(const struct server *s);
int server_connections(struct server *s);
int server_requests(struct server *s);
// Later handshakes use it.
void server_set_tls(struct server *s, SSL_CTX *tls);

// A header's value into `to` ("" when absent).
const char *asked_header(const struct asked *a, const char *name, char *to, size_t room);
bool wire_write(struct wire *w, const void *bytes, size_t len);
bool wire_printf(struct wire *w, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
// A whole answer; `headers` are lines with CRLF or "".
void wire_answer(struct wire *w, int status, const char *headers, const char *body);
void wire_answer_bytes(struct wire *w, int status, const char *headers, const void *body, size_t len);
// The connection ends after this answer.
void wire_close(struct wire *w);
// Waits until the other side closes or the server stops; false when something came instead.
bool wire_wait_closed(struct wire *w);

#endif
