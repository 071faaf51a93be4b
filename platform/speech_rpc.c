// SPDX-License-Identifier: Apache-2.0
#include "platform/speech_rpc.h"
#include "base/json.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MESSAGE_ARENA = 1 << 20, READ_BYTES = 4096 };

// Host and port of the address; its own path, when it has one, goes before the usual.
static enum err read_address(struct rpc *r, const char *url, const char *path, struct sockaddr_in *at) {
    char host[64];
    long port;
    if (!strncmp(url, "ws://", 5))
        url += 5;
    struct str rest = str_of(url), authority = str_cut(&rest, '/'), tail = authority, name = str_cut(&tail, ':');
    char digits[8] = "";
    if (!tail.p || tail.len >= sizeof digits || name.len >= sizeof host)
        return ERR_SYNTAX;
    memcpy(digits, tail.p, tail.len);
    memcpy(host, name.p, name.len);
    host[name.len] = '\0';
    if (!text_integer(digits, 1, 65535, &port) || (rest.p && strpbrk(rest.p, " \r\n")))
        return ERR_SYNTAX;
    r->port = (int)port;
    if (rest.len)
        snprintf(r->path, sizeof r->path, "/%s", rest.p);
    else
        (void)text_copy(r->path, sizeof r->path, path);
    *at = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    if (inet_pton(AF_INET, strcmp(host, "localhost") ? host : "127.0.0.1", &at->sin_addr) != 1)
        return ERR_DENIED;
    return ntohl(at->sin_addr.s_addr) >> 24 == 127 ? ERR_NONE : ERR_DENIED;
}

enum err rpc_open(struct rpc *r, const char *url, const char *path) {
    struct sockaddr_in at;
    enum err err = read_address(r, url, path, &at);
    if (err)
        return err;
    r->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (r->fd < 0)
        return ERR_OFFLINE;
    if (connect(r->fd, (const struct sockaddr *)&at, sizeof at) && errno != EINPROGRESS) {
        close(r->fd);
        return ERR_OFFLINE;
    }
    frames_init(&r->frames);
    buf_init(&r->head, FRAMES_HEAD_CAP + READ_BYTES);
    buf_init(&r->out, RPC_OUT_CAP);
    arena_init(&r->arena, MESSAGE_ARENA);
    frames_ask(&r->out, "127.0.0.1", r->port, r->path, r->key);
    return r->out.err;
}

void rpc_close(struct rpc *r) {
    close(r->fd);
    frames_finish(&r->frames);
    buf_finish(&r->head);
    buf_finish(&r->out);
    arena_finish(&r->arena);
}

static bool has_out(const struct rpc *r) {
    // Before the service has agreed only the handshake may go out, which is what stands first.
    return r->phase == RPC_CONNECTING || (r->phase == RPC_OPEN && r->sent < r->out.len);
}

int rpc_fd(const struct rpc *r, short *events) {
    *events = has_out(r) ? POLLIN | POLLOUT : POLLIN;
    return r->fd;
}

static bool write_out(struct rpc *r) {
    size_t end = r->out.len;
    if (r->phase == RPC_ASKED)
        return true;
    if (r->phase == RPC_CONNECTING) // calls may stand behind it already
        end = (size_t)((const char *)memmem(r->out.data, r->out.len, "\r\n\r\n", 4) - r->out.data) + 4;
    while (r->sent < end) {
        ssize_t n = send(r->fd, r->out.data + r->sent, end - r->sent, MSG_NOSIGNAL);
        if (n < 0)
            return errno == EAGAIN || errno == EINTR || errno == ENOTCONN;
        r->sent += (size_t)n;
    }
    if (r->phase == RPC_CONNECTING) {
        r->phase = RPC_ASKED;
    } else {
        buf_reset(&r->out);
        r->sent = 0;
    }
    return true;
}

int rpc_call(struct rpc *r, const char *method, const char *params) {
    struct buf b;
    int id = ++r->next_id;
    size_t before = r->out.len;
    buf_init(&b, RPC_OUT_CAP);
    buf_printf(&b, "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":%s}", id, method, params);
    if (!b.err)
        frames_write(&r->out, FRAMES_TEXT, b.data, b.len);
    if (b.err || r->out.err) { // nothing half may stand there
        r->out.len = before;
        r->out.err = ERR_NONE;
        id = 0;
    }
    buf_finish(&b);
    (void)!write_out(r);
    return id;
}

// False when the connection is of no use any more.
static bool read_in(struct rpc *r) {
    char bytes[READ_BYTES];
    ssize_t n = recv(r->fd, bytes, sizeof bytes, 0);
    if (n <= 0)
        return n < 0 && (errno == EAGAIN || errno == EINTR || errno == ENOTCONN);
    if (r->phase == RPC_OPEN)
        return frames_feed(&r->frames, bytes, (size_t)n) == ERR_NONE;
    buf_add(&r->head, bytes, (size_t)n);
    long used = r->head.err ? -1 : frames_answer(r->head.data, r->head.len, r->key);
    if (used <= 0)
        return used == 0;
    r->phase = RPC_OPEN;
    bool fed = frames_feed(&r->frames, r->head.data + used, r->head.len - (size_t)used) == ERR_NONE;
    buf_reset(&r->head);
    return fed;
}

static const struct val *take(struct rpc *r, bool *lost) {
    static const struct json_limits limits = {.bytes = FRAMES_MESSAGE_CAP, .depth = 12, .values = 2000};
    enum frames_op op;
    const char *bytes;
    size_t len;
    enum err err;
    while (!(err = frames_take(&r->frames, &op, &bytes, &len))) {
        if (op == FRAMES_PING)
            frames_write(&r->out, FRAMES_PONG, bytes, len);
        if (op == FRAMES_CLOSE) {
            *lost = true;
            return NULL;
        }
        if (op != FRAMES_TEXT)
            continue;
        arena_reset(&r->arena);
        struct val *v = arena_alloc(&r->arena, sizeof *v);
        if (v && json_read(&r->arena, bytes, len, limits, v, NULL) == ERR_NONE && v->type == VAL_OBJECT)
            return v;
    }
    *lost = err != ERR_NOT_FOUND;
    return NULL;
}

const struct val *rpc_step(struct rpc *r, bool *lost) {
    *lost = false;
    const struct val *v = take(r, lost);
    if (v || *lost)
        return v;
    if (!write_out(r) || !read_in(r)) {
        *lost = true;
        return NULL;
    }
    v = take(r, lost);
    *lost |= !write_out(r) || r->out.err;
    return v;
}
