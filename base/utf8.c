// SPDX-License-Identifier: Apache-2.0
// UTF-8 as RFC 3629 defines it. One reader decides everything: what it cannot read is one invalid byte.
#include "base/str.h"

#define REPLACEMENT 0xFFFDu

// Reads one character; returns its length, 0 when the bytes are none.
static size_t decode(const unsigned char *p, size_t len, uint32_t *code) {
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned char c = p[0];
    size_t need = c < 0x80 ? 1 : c >= 0xC2 && c < 0xE0 ? 2 : c >= 0xE0 && c < 0xF0 ? 3 : c >= 0xF0 && c < 0xF5 ? 4 : 0;
    if (need == 0 || need > len)
        return 0;
    uint32_t n = need == 1 ? c : c & (0xFFu >> (need + 1));
    for (size_t i = 1; i < need; i++) {
        if ((p[i] & 0xC0) != 0x80)
            return 0;
        n = n << 6 | (p[i] & 0x3F);
    }
    if (n < least[need] || n > 0x10FFFF || (n >= 0xD800 && n < 0xE000))
        return 0;
    *code = n;
    return need;
}

bool utf8_valid(const char *bytes, size_t len) {
    const unsigned char *p = (const unsigned char *)bytes;
    uint32_t code;
    for (size_t at = 0; at < len;) {
        if (p[at] < 0x80) {
            at++;
            continue;
        }
        size_t n = decode(p + at, len - at, &code);
        if (!n)
            return false;
        at += n;
    }
    return true;
}

uint32_t utf8_next(const char *bytes, size_t len, size_t *at) {
    uint32_t code = REPLACEMENT;
    size_t n = decode((const unsigned char *)bytes + *at, len - *at, &code);
    *at += n ? n : 1;
    return code;
}

size_t utf8_back(const char *bytes, size_t at) {
    size_t from = at;
    uint32_t code;
    while (from > 0 && at - from < 4) {
        from--;
        if (((unsigned char)bytes[from] & 0xC0) != 0x80)
            break;
    }
    if (at == 0)
        return 0;
    return decode((const unsigned char *)bytes + from, at - from, &code) == at - from ? from : at - 1;
}

size_t utf8_put(char out[4], uint32_t code) {
    if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
        code = REPLACEMENT;
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    size_t len = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (size_t i = len - 1; i > 0; i--, code >>= 6)
        out[i] = (char)(0x80 | (code & 0x3F));
    out[0] = (char)((0xF00u >> len & 0xFF) | code);
    return len;
}

size_t utf8_count(const char *bytes, size_t len) {
    size_t count = 0;
    for (size_t at = 0; at < len; count++)
        utf8_next(bytes, len, &at);
    return count;
}
