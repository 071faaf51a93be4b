// SPDX-License-Identifier: Apache-2.0
// A growing byte buffer that cannot be made without a cap. After the first failure (memory or cap) every further
// append does nothing and `err` stays set, so a writer checks once at the end. The bytes are always terminated.
//
//     struct buf b;
//     buf_init(&b, 64 * 1024);
//     buf_printf(&b, "{\"n\":%d}", 3);
//     if (b.err) ...
//     buf_finish(&b);
#ifndef TGOV_BASE_BUF_H
#define TGOV_BASE_BUF_H

#include "base/err.h"
#include <stdarg.h>

struct buf {
    char *data;  // NULL until the first append; buf_text gives "" then
    size_t len;  // without the terminator
    size_t room; // bytes allocated
    size_t cap;  // the most `len` may become
    enum err err;
};

void buf_init(struct buf *b, size_t cap);
void buf_finish(struct buf *b);
// Empties it and clears `err`; keeps the memory.
void buf_reset(struct buf *b);
void buf_add(struct buf *b, const void *bytes, size_t len);
void buf_text_add(struct buf *b, const char *text);
void buf_char(struct buf *b, char c);
void buf_printf(struct buf *b, const char *fmt, ...) TGOV_PRINTF(2, 3);
void buf_vprintf(struct buf *b, const char *fmt, va_list args) TGOV_PRINTF(2, 0);
// A JSON string literal with quotes; invalid UTF-8 becomes U+FFFD.
void buf_json_string(struct buf *b, const char *text, size_t len);
const char *buf_text(const struct buf *b);

#endif
