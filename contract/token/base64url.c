// SPDX-License-Identifier: Apache-2.0
#include "contract/token/base64url.h"

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

const char *base64url_write(struct arena *a, const void *bytes, size_t len) {
    const unsigned char *in = bytes;
    char *out = arena_alloc(a, len / 3 * 4 + 5), *p = out;
    if (!out)
        return NULL;
    for (size_t i = 0; i < len; i += 3) {
        size_t left = len - i;
        unsigned bits = (unsigned)in[i] << 16 | (left > 1 ? (unsigned)in[i + 1] << 8 : 0) | (left > 2 ? in[i + 2] : 0);
        *p++ = letters[bits >> 18];
        *p++ = letters[bits >> 12 & 63];
        if (left > 1)
            *p++ = letters[bits >> 6 & 63];
        if (left > 2)
            *p++ = letters[bits & 63];
    }
    *p = 0;
    return out;
}

static int value_of(char c) {
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == '-' ? 62 : c == '_' ? 63 : -1;
}

bool base64url_read(struct arena *a, struct str text, struct str *out) {
    if (text.len % 4 == 1)
        return false;
    char *bytes = arena_alloc(a, text.len / 4 * 3 + 3);
    if (!bytes)
        return false;
    unsigned bits = 0;
    int have = 0;
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        int v = value_of(text.p[i]);
        if (v < 0)
            return false;
        bits = (bits << 6 | (unsigned)v) & 0xffff;
        have += 6;
        if (have >= 8) {
            have -= 8;
            bytes[len++] = (char)(bits >> have & 0xff);
        }
    }
    if (bits & ((1u << have) - 1))
        return false; // bits that no encoder writes
    bytes[len] = 0;
    *out = (struct str){bytes, len};
    return true;
}
