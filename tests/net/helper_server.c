// SPDX-License-Identifier: Apache-2.0
// A small HTTP/1.1 server for tests.
#include "helper_server.h"
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CONNECTIONS = 512, HEAD = 64 << 10 };

struct wire {
    struct server *server;
    pthread_t thread;
    int fd;
    SSL *ssl;
    bool close;
};

struct server {
    struct server_options o;
    int fd, port;
    pthread_t thread;
    pthread_mutex_t lock;
    struct wire wires[CONNECTIONS];
    int count;
    bool stopped;
    atomic_int requests, connections;
};

static ssize_t read_some(struct wire *w, char *to, size_t room) {
    return w->ssl ? SSL_read(w->ssl, to, (int)room) : recv(w->fd, to, room, 0);
}

bool wire_write(struct wire *w, const void *bytes, size_t len) {
    const char *p = bytes;
    while (len) {
        ssize_t n = w->ssl ? SSL_write(w->ssl, p, (int)len) : send(w->fd, p, len, MSG_NOSIGNAL);
        if (n <= 0) {
            w->close = true;
            return false;
        }
        p += n;
        len -= (size_t)n;
    }
    return true;
}

bool wire_printf(struct wire *w, const char *fmt, ...) {
    char text[4096];
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    return wire_write(w, text, (size_t)n);
}

void wire_answer_bytes(struct wire *w, int status, const char *headers, const void *body, size_t len) {
    wire_printf(w, "HTTP/1.1 %d X\r\nContent-Length: %zu\r\n%s\r\n", status, len, headers);
    wire_write(w, body, len);
}

void wire_answer(struct wire *w, int status, const char *headers, const char *body) {
    wire_answer_bytes(w, status, headers, body, strlen(body));
}

void wire_close(struct wire *w) { w->close = true; }

bool wire_wait_closed(struct wire *w) {
    char c;
    ssize_t n = read_some(w, &c, 1);
    w->close = true;
    return n <= 0;
}

const char *asked_header(const struct asked *a, const char *name, char *to, size_t room) {
    size_t len = strlen(name);
    to[0] = '\0';
    for (const char *line = a->head; line && *line; line = strstr(line, "\r\n"), line = line ? line + 2 : NULL)
        if (!strncasecmp(line, name, len) && line[len] == ':') {
            const char *value = line + len + 1;
            while (*value == ' ')
                value++;
            snprintf(to, room, "%.*s", (int)strcspn(value, "\r"), value);
            break;
        }
    return to;
}

static bool read_request(struct wire *w, char *head, char **body, size_t *body_len) {
    size_t len = 0;
    char *end = NULL, number[32];
    while (!end) {
        ssize_t n = len + 1 < HEAD ? read_some(w, head + len, HEAD - 1 - len) : 0;
        if (n <= 0)
            return false;
        len += (size_t)n;
        head[len] = '\0';
        end = strstr(head, "\r\n\r\n");
    }
    size_t have = len - (size_t)(end + 4 - head);
    struct asked a = {.head = head};
    *body_len = (size_t)strtoul(asked_header(&a, "Content-Length", number, sizeof number), NULL, 10);
    *body = calloc(1, *body_len + have + 1);
    memcpy(*body, end + 4, have);
    end[2] = '\0';
    while (have < *body_len) {
        ssize_t n = read_some(w, *body + have, *body_len - have);
        if (n <= 0)
            return false;
        have += (size_t)n;
    }
    return true;
}

static bool handshake(struct wire *w) {
    pthread_mutex_lock(&w->server->lock);
    SSL_CTX *ctx = w->server->o.tls;
    if (ctx)
        SSL_CTX_up_ref(ctx);
    pthread_mutex_unlock(&w->server->lock);
    if (!ctx)
        return true;
    w->ssl = SSL_new(ctx);
    SSL_CTX_free(ctx);
    SSL_set_fd(w->ssl, w->fd);
    return SSL_accept(w->ssl) == 1;
}

static void *serve(void *arg) {
    struct wire *w = arg;
    char *head = malloc(HEAD);
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, NULL);
    bool open = handshake(w);
    if (open && w->server->o.blurt) {
        wire_answer(w, 400, "", "");
        open = false;
    }
    while (open && !w->close) {
        char *body = NULL, method[16], path[2048];
        size_t body_len = 0;
        open = read_request(w, head, &body, &body_len) && sscanf(head, "%15s %2047s", method, path) == 2;
        if (open) {
            struct asked a = {method, path, head, body, body_len, atomic_fetch_add(&w->server->requests, 1) + 1};
            w->server->o.answer(w->server->o.arg, w, &a);
        }
        free(body);
    }
    if (w->ssl)
        SSL_shutdown(w->ssl);
    SSL_free(w->ssl);
    pthread_mutex_lock(&w->server->lock);
    shutdown(w->fd, SHUT_RDWR);
    close(w->fd);
    w->fd = -1;
    pthread_mutex_unlock(&w->server->lock);
    free(head);
    return NULL;
}

static void *listen_on(void *arg) {
    struct server *s = arg;
    for (;;) {
        int fd = accept(s->fd, NULL, NULL);
        pthread_mutex_lock(&s->lock);
        if (fd < 0 || s->stopped || s->count == CONNECTIONS) {
            pthread_mutex_unlock(&s->lock);
            if (fd >= 0)
                close(fd);
            return NULL;
        }
        int yes = 1;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes); // head and body are written apart
        struct wire *w = &s->wires[s->count++];
        atomic_fetch_add(&s->connections, 1);
        *w = (struct wire){.server = s, .fd = fd};
        pthread_create(&w->thread, NULL, serve, w);
        pthread_mutex_unlock(&s->lock);
    }
}

struct server *server_start(const struct server_options *o) {
    struct server *s = calloc(1, sizeof *s);
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((uint16_t)o->port)};
    socklen_t len = sizeof at;
    int yes = 1;
    s->o = *o;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    s->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    setsockopt(s->fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(s->fd, (struct sockaddr *)&at, sizeof at) || listen(s->fd, 64)) {
        perror("test server");
        abort();
    }
    getsockname(s->fd, (struct sockaddr *)&at, &len);
    s->port = ntohs(at.sin_port);
    pthread_mutex_init(&s->lock, NULL);
    pthread_create(&s->thread, NULL, listen_on, s);
    return s;
}

void server_stop(struct server *s) {
    if (!s)
        return;
    pthread_mutex_lock(&s->lock);
    s->stopped = true;
    shutdown(s->fd, SHUT_RDWR);
    for (int i = 0; i < s->count; i++)
        if (s->wires[i].fd >= 0)
            shutdown(s->wires[i].fd, SHUT_RDWR);
    pthread_mutex_unlock(&s->lock);
    pthread_join(s->thread, NULL);
    for (int i = 0; i < s->count; i++)
        pthread_join(s->wires[i].thread, NULL);
    close(s->fd);
    pthread_mutex_destroy(&s->lock);
    free(s);
}

int server_port(const struct server *s) { return s->port; }
int server_connections(struct server *s) { return atomic_load(&s->connections); }
int server_requests(struct server *s) { return atomic_load(&s->requests); }

void server_set_tls(struct server *s, SSL_CTX *tls) {
    pthread_mutex_lock(&s->lock);
    s->o.tls = tls;
    pthread_mutex_unlock(&s->lock);
}
