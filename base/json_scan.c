// SPDX-License-Identifier: Apache-2.0
#include "base/json_scan.h"

#include <stdio.h>

struct scan {
    const char *bytes;
    size_t len, at, depth, values;
    struct json_limits limits;
    struct fault *f;
};

void json_place(const char *bytes, size_t at, char *to, size_t room) {
    size_t line = 1, start = 0;
    for (size_t i = 0; i < at; i++) {
        if (bytes[i] == '\n') {
            line++;
            start = i + 1;
        }
    }
    snprintf(to, room, "line %zu, column %zu", line, at - start + 1);
}

static enum err wrong(struct scan *s, enum err code, const char *what) {
    char place[64];
    json_place(s->bytes, s->at, place, sizeof place);
    return fault_set(s->f, code, place, "%s", what);
}

static bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

// The four digits behind "\u"; -1 when they are not there.
static long unicode_escape(const struct scan *s, size_t at) {
    long code = 0;
    if (at + 4 > s->len)
        return -1;
    for (size_t i = at; i < at + 4; i++) {
        char c = s->bytes[i];
        if (!is_hex(c))
            return -1;
        code = code * 16 + (c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    return code;
}

static enum err escape(struct scan *s) {
    char c = s->at + 1 < s->len ? s->bytes[s->at + 1] : '\0';
    if (c != 'u') {
        if (!c || !strchr("\"\\/bfnrt", c))
            return wrong(s, ERR_SYNTAX, "there is no such escape");
        s->at += 2;
        return ERR_NONE;
    }
    long code = unicode_escape(s, s->at + 2);
    if (code < 0)
        return wrong(s, ERR_SYNTAX, "\\u needs four hexadecimal digits");
    if (code == 0)
        return wrong(s, ERR_SYNTAX, "a string holds a NUL character");
    if (code >= 0xDC00 && code < 0xE000)
        return wrong(s, ERR_SYNTAX, "the second half of a surrogate pair stands alone");
    if (code >= 0xD800 && code < 0xDC00) {
        bool follows = s->at + 12 <= s->len && s->bytes[s->at + 6] == '\\' && s->bytes[s->at + 7] == 'u';
        long low = follows ? unicode_escape(s, s->at + 8) : -1;
        if (low < 0xDC00 || low >= 0xE000)
            return wrong(s, ERR_SYNTAX, "the first half of a surrogate pair stands alone");
        s->at += 6;
    }
    s->at += 6;
    return ERR_NONE;
}

static enum err string(struct scan *s) {
    s->at++;
    while (s->at < s->len && s->bytes[s->at] != '"') {
        unsigned char c = (unsigned char)s->bytes[s->at];
        if (c == '\\') {
            enum err err = escape(s);
            if (err)
                return err;
        } else if (c < 0x20) {
            return wrong(s, ERR_SYNTAX, "a control character inside a string");
        } else if (c < 0x80) {
            s->at++;
        } else {
            size_t from = s->at;
            if (utf8_next(s->bytes, s->len, &s->at) == 0xFFFD && s->at - from != 3) {
                s->at = from;
                return wrong(s, ERR_SYNTAX, "the bytes are not UTF-8");
            }
        }
    }
    if (s->at >= s->len)
        return wrong(s, ERR_SYNTAX, "a string is not closed");
    s->at++;
    return ERR_NONE;
}

static enum err count_value(struct scan *s) {
    return ++s->values > s->limits.values ? wrong(s, ERR_LIMIT, "too many values") : ERR_NONE;
}

static enum err structural(struct scan *s, char c) {
    if (c == '{' || c == '[') {
        if (++s->depth > s->limits.depth)
            return wrong(s, ERR_LIMIT, "nested too deeply");
    } else if (c == '}' || c == ']') {
        if (s->depth-- == 0)
            return wrong(s, ERR_SYNTAX, "a bracket closes what was never opened");
    } else if ((unsigned char)c >= 0x80 || (c < 0x20 && c != ' ' && c != '\t' && c != '\n' && c != '\r')) {
        return wrong(s, ERR_SYNTAX, "a character that JSON does not know");
    }
    s->at++;
    // Every value but the first follows one of these; an empty list counts one too many, which is harmless.
    return c == ',' || c == '[' || c == '{' || c == ':' ? count_value(s) : ERR_NONE;
}

enum err json_scan(const char *bytes, size_t len, struct json_limits limits, struct fault *f) {
    struct scan s = {.bytes = bytes, .len = len, .limits = limits, .f = f};
    if (len > limits.bytes)
        return fault_set(f, ERR_LIMIT, "line 1, column 1", "%zu bytes, at most %zu are read", len, limits.bytes);
    while (s.at < len) {
        char c = bytes[s.at];
        enum err err = c == '"' ? string(&s) : structural(&s, c);
        if (err)
            return err;
    }
    return s.depth ? wrong(&s, ERR_SYNTAX, "the document ends too early") : ERR_NONE;
}
