// SPDX-License-Identifier: Apache-2.0
#include "platform/speech_frames.h"
#include "base/random.h"
#include "base/str.h"
#include "platform/speech_sha1.h"
#include <assert.h>
#include <stdio.h>
#include <strings.h>

enum { NONCE = 16, HEAD_MOST = 14, CONTROL_MOST = 125, AHEAD = 16 * 1024, FIN = 0x80, RESERVED = 0x70, MASKED = 0x80 };

// ---- Handshake ----
void frames_ask(struct buf *to, const char *host, int port, const char *path, char key[FRAMES_KEY + 1]) {
    uint8_t nonce[NONCE];
    random_bytes(nonce, sizeof nonce);
    speech_base64(nonce, sizeof nonce, key);
    buf_printf(to, "GET %s HTTP/1.1\r\nHost: %s:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: %s\r\n"
                   "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: notification\r\n\r\n", path, host, port, key);
}

void frames_accept(const char *key, char accept[FRAMES_ACCEPT + 1]) {
    static const char constant[] = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    char text[FRAMES_KEY + sizeof constant];
    uint8_t digest[20];
    int n = snprintf(text, sizeof text, "%.*s%s", FRAMES_KEY, key, constant);
    speech_sha1(text, (size_t)n, digest);
    speech_base64(digest, sizeof digest, accept);
}

// The value of a header line with that name.
static bool header(struct str line, const char *name, struct str *value) {
    struct str rest = line, head = str_cut(&rest, ':');
    if (!rest.p || head.len != strlen(name) || strncasecmp(head.p, name, head.len) != 0)
        return false;
    *value = str_trim(rest);
    return true;
}

long frames_answer(const char *bytes, size_t len, const char *key) {
    const char *end = memmem(bytes, len, "\r\n\r\n", 4);
    struct str rest = {bytes, end ? (size_t)(end - bytes) : 0}, value;
    char accept[FRAMES_ACCEPT + 1];
    bool accepted = false;
    if (!end)
        return len > FRAMES_HEAD_CAP ? -1 : 0;
    if (!str_starts(str_trim(str_cut(&rest, '\n')), "HTTP/1.1 101"))
        return -1;
    frames_accept(key, accept);
    while (rest.p)
        if (header(str_trim(str_cut(&rest, '\n')), "Sec-WebSocket-Accept", &value))
            accepted = str_is(value, accept);
    return accepted ? (long)(end - bytes) + 4 : -1;
}

// ---- Frames out ----
void frames_write(struct buf *to, enum frames_op op, const char *bytes, size_t len) {
    uint8_t head[HEAD_MOST] = {(uint8_t)(FIN | op)}, mask[4];
    size_t n = 2;
    assert(len <= UINT32_MAX);
    if (len < 126) {
        head[1] = (uint8_t)len;
    } else if (len <= UINT16_MAX) {
        head[1] = 126;
        head[n++] = (uint8_t)(len >> 8);
        head[n++] = (uint8_t)len;
    } else {
        head[1] = 127;
        for (int shift = 56; shift >= 0; shift -= 8)
            head[n++] = (uint8_t)((uint64_t)len >> shift);
    }
    head[1] |= MASKED;
    random_bytes(mask, sizeof mask);
    buf_add(to, head, n);
    buf_add(to, mask, sizeof mask);
    for (size_t i = 0; i < len; i++)
        buf_char(to, (char)((uint8_t)bytes[i] ^ mask[i % 4]));
}

// ---- Frames in ----
void frames_init(struct frames *f) {
    buf_init(&f->in, FRAMES_MESSAGE_CAP + HEAD_MOST + AHEAD);
    buf_init(&f->message, FRAMES_MESSAGE_CAP);
    f->fragments = false;
}

void frames_finish(struct frames *f) {
    buf_finish(&f->in);
    buf_finish(&f->message);
}

enum err frames_feed(struct frames *f, const char *bytes, size_t len) {
    buf_add(&f->in, bytes, len);
    return f->in.err;
}

struct frame_head {
    bool last;
    enum frames_op op;
    size_t at, len; // of its bytes
};

// ERR_NOT_FOUND: not whole yet.
static enum err read_head(const struct buf *in, struct frame_head *h) {
    const uint8_t *p = (const uint8_t *)in->data;
    if (in->len < 2)
        return ERR_NOT_FOUND;
    size_t sizes = (p[1] & 127) == 126 ? 2 : (p[1] & 127) == 127 ? 8 : 0;
    uint64_t len = sizes ? 0 : p[1] & 127;
    if (p[0] & RESERVED || p[1] & MASKED)
        return ERR_SYNTAX;
    h->last = p[0] & FIN;
    h->op = (enum frames_op)(p[0] & 15);
    h->at = 2 + sizes;
    if (in->len < h->at)
        return ERR_NOT_FOUND;
    for (size_t i = 0; i < sizes; i++)
        len = len << 8 | p[2 + i];
    if (len > FRAMES_MESSAGE_CAP)
        return ERR_LIMIT;
    h->len = (size_t)len;
    bool control = h->op >= FRAMES_CLOSE, known = h->op <= FRAMES_BINARY || (h->op >= FRAMES_CLOSE && h->op <= FRAMES_PONG);
    if (!known || (control && (!h->last || len > CONTROL_MOST)))
        return ERR_SYNTAX;
    return in->len - h->at < h->len ? ERR_NOT_FOUND : ERR_NONE;
}

static void drop(struct buf *in, size_t n) {
    memmove(in->data, in->data + n, in->len - n);
    in->len -= n;
    in->data[in->len] = '\0';
}

// Adds a frame to the message; ERR_NONE when that is whole.
static enum err join(struct frames *f, const struct frame_head *h, const char *bytes) {
    if ((h->op == FRAMES_MORE) != f->fragments || h->op == FRAMES_BINARY)
        return ERR_SYNTAX;
    if (!f->fragments)
        buf_reset(&f->message);
    buf_add(&f->message, bytes, h->len);
    f->fragments = !h->last;
    if (f->message.err)
        return f->message.err;
    if (f->fragments)
        return ERR_NOT_FOUND;
    return utf8_valid(buf_text(&f->message), f->message.len) ? ERR_NONE : ERR_SYNTAX;
}

enum err frames_take(struct frames *f, enum frames_op *op, const char **bytes, size_t *len) {
    struct frame_head h;
    enum err err;
    while (!(err = read_head(&f->in, &h))) {
        const char *at = f->in.data + h.at;
        bool control = h.op >= FRAMES_CLOSE;
        if (control && !f->fragments) { // between fragments it is handed out only when nothing else stands in the buffer
            buf_reset(&f->message);
            buf_add(&f->message, at, h.len);
            err = f->message.err;
        } else if (!control) {
            err = join(f, &h, at);
        }
        drop(&f->in, h.at + h.len);
        if (control && f->fragments && h.op != FRAMES_CLOSE)
            continue; // a ping amid a message: the message itself shows that we live
        if (control && f->fragments)
            err = ERR_SYNTAX; // closed in the middle
        if (err && err != ERR_NOT_FOUND)
            return err;
        if (err || h.op == FRAMES_PONG)
            continue;
        *op = control ? h.op : FRAMES_TEXT;
        *bytes = buf_text(&f->message);
        *len = f->message.len;
        return ERR_NONE;
    }
    return err;
}
