// SPDX-License-Identifier: Apache-2.0
// Slices, bounded copies, whole numbers and the hash.
#include "base/str.h"

#include <errno.h>
#include <stdlib.h>

bool str_starts(struct str s, const char *prefix) {
    size_t len = strlen(prefix);
    return s.len >= len && (len == 0 || !memcmp(s.p, prefix, len));
}

bool str_ends(struct str s, const char *suffix) {
    size_t len = strlen(suffix);
    return s.len >= len && (len == 0 || !memcmp(s.p + s.len - len, suffix, len));
}

static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

struct str str_trim(struct str s) {
    while (s.len && is_space(s.p[0])) {
        s.p++;
        s.len--;
    }
    while (s.len && is_space(s.p[s.len - 1]))
        s.len--;
    return s;
}

struct str str_cut(struct str *rest, char sep) {
    struct str head = *rest;
    const char *at = rest->len ? memchr(rest->p, sep, rest->len) : NULL;
    if (!at) {
        *rest = (struct str){NULL, 0};
        return head;
    }
    head.len = (size_t)(at - rest->p);
    *rest = (struct str){at + 1, rest->len - head.len - 1};
    return head;
}

bool text_same(const char *a, const char *b) { return a && b ? !strcmp(a, b) : a == b; }

bool text_copy(char *to, size_t room, const char *from) {
    size_t len = strlen(from);
    bool whole = len < room;
    if (room == 0)
        return false;
    if (!whole) {
        len = room - 1;
        while (len && ((unsigned char)from[len] & 0xC0) == 0x80) // not in the middle of a character
            len--;
    }
    memmove(to, from, len); // a text may be cut in place
    to[len] = '\0';
    return whole;
}

bool text_integer(const char *text, long min, long max, long *out) {
    char *end;
    if (!text || (*text != '-' && (*text < '0' || *text > '9')))
        return false;
    errno = 0;
    long n = strtol(text, &end, 10);
    if (errno || *end || end == text || n < min || n > max)
        return false;
    *out = n;
    return true;
}

uint64_t hash_bytes(uint64_t seed, const void *bytes, size_t len) {
    const unsigned char *p = bytes;
    for (size_t i = 0; i < len; i++)
        seed = (seed ^ p[i]) * UINT64_C(0x100000001b3);
    return seed;
}
