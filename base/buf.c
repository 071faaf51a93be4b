// SPDX-License-Identifier: Apache-2.0
// The buffer doubles, so that appending costs a constant time a byte; it never holds more than its cap needs.
#include "base/buf.h"

#include "base/mem.h"
#include "base/str.h"

#include <stdio.h>

enum { FIRST_ROOM = 64 };

void buf_init(struct buf *b, size_t cap) { *b = (struct buf){.cap = cap}; }

void buf_finish(struct buf *b) {
    mem_free(b->data);
    *b = (struct buf){.cap = b->cap};
}

void buf_reset(struct buf *b) {
    b->len = 0;
    b->err = ERR_NONE;
    if (b->data)
        b->data[0] = '\0';
}

// Makes room for `more` bytes and the terminator.
static bool reserve(struct buf *b, size_t more) {
    if (b->err)
        return false;
    if (more > b->cap || b->len > b->cap - more) {
        b->err = ERR_LIMIT;
        return false;
    }
    size_t need = b->len + more + 1, room = b->room ? b->room : FIRST_ROOM;
    if (need != 0 && need <= b->room)
        return true;
    while (room < need && room <= SIZE_MAX / 2)
        room *= 2;
    if (room > b->cap) // never 0: the cap is at least what was asked for
        room = b->cap + 1;
    char *data = need != 0 && need <= room ? mem_grow(b->data, room) : NULL;
    if (!data) {
        b->err = ERR_MEMORY;
        return false;
    }
    b->data = data;
    b->room = room;
    return true;
}

void buf_add(struct buf *b, const void *bytes, size_t len) {
    if (!reserve(b, len))
        return;
    if (len)
        memcpy(b->data + b->len, bytes, len);
    b->len += len;
    b->data[b->len] = '\0';
}

void buf_text_add(struct buf *b, const char *text) { buf_add(b, text, strlen(text)); }

void buf_char(struct buf *b, char c) { buf_add(b, &c, 1); }

void buf_vprintf(struct buf *b, const char *fmt, va_list args) {
    va_list again;
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, fmt, args);
    if (len < 0 && !b->err)
        b->err = ERR_LIMIT; // longer than printf can say
    if (len >= 0 && reserve(b, (size_t)len)) {
        vsnprintf(b->data + b->len, (size_t)len + 1, fmt, again);
        b->len += (size_t)len;
    }
    va_end(again);
}

void buf_printf(struct buf *b, const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    buf_vprintf(b, fmt, args);
    va_end(args);
}

static void json_escape(struct buf *b, unsigned char c) {
    static const char letters[] = "\"\"\\\\\bb\ff\nn\rr\tt";
    for (size_t i = 0; i + 1 < sizeof letters; i += 2) {
        if ((unsigned char)letters[i] == c) {
            buf_add(b, (char[]){'\\', letters[i + 1]}, 2);
            return;
        }
    }
    buf_printf(b, "\\u%04x", c);
}

void buf_json_string(struct buf *b, const char *text, size_t len) {
    size_t from = 0, at = 0;
    buf_char(b, '"');
    while (at < len) { // runs of plain characters are added at once
        unsigned char c = (unsigned char)text[at];
        if (c >= 0x20 && c < 0x80 && c != '"' && c != '\\') {
            at++;
            continue;
        }
        size_t start = at;
        uint32_t code = utf8_next(text, len, &at);
        if (c >= 0x80 && (code != 0xFFFD || at - start == 3))
            continue; // a whole character goes through with its neighbours
        buf_add(b, text + from, start - from);
        if (c >= 0x80)
            buf_add(b, "\xEF\xBF\xBD", 3);
        else
            json_escape(b, c);
        from = at;
    }
    if (len > from)
        buf_add(b, text + from, len - from);
    buf_char(b, '"');
}

const char *buf_text(const struct buf *b) { return b->data ? b->data : ""; }
