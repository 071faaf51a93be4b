// SPDX-License-Identifier: Apache-2.0
// A JSON grammar as a small machine: what may come next, and for each open level whether it is an object.
#include "base/json_scan.h"

#include <stdio.h>

enum expect { VALUE, VALUE_OR_END, KEY, KEY_OR_END, COLON, COMMA_OR_END, NOTHING };

struct scan {
    const char *bytes;
    size_t len, at, depth, values;
    enum expect expect;
    struct json_limits limits;
    struct fault *f;
    unsigned char objects[JSON_DEPTH_CAP / 8 + 1]; // a bit a level: is it an object?
};

void json_place(const char *bytes, size_t at, char *to, size_t room) {
    size_t line = 1, column = 1;
    for (size_t i = 0; i < at; i++) {
        column += ((unsigned char)bytes[i] & 0xC0) != 0x80;
        if (bytes[i] == '\n') {
            line++;
            column = 1;
        }
    }
    snprintf(to, room, "line %zu, column %zu", line, column);
}

static enum err wrong(const struct scan *s, enum err code, const char *what) {
    char place[64];
    if (!s->f)
        return code;
    json_place(s->bytes, s->at, place, sizeof place);
    return fault_set(s->f, code, place, "%s", what);
}

static char peek(const struct scan *s, size_t ahead) { return ahead < s->len - s->at ? s->bytes[s->at + ahead] : '\0'; }

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The four digits behind "\u", which is `ahead` bytes away; -1 when they are not there.
static long unicode_escape(const struct scan *s, size_t ahead) {
    long code = 0;
    if (peek(s, ahead) != '\\' || peek(s, ahead + 1) != 'u')
        return -1;
    for (size_t i = ahead + 2; i < ahead + 6; i++) {
        char c = peek(s, i), low = (char)(c | 0x20);
        if (!is_digit(c) && (low < 'a' || low > 'f'))
            return -1;
        code = code * 16 + (is_digit(c) ? c - '0' : low - 'a' + 10);
    }
    return code;
}

static enum err escape(struct scan *s) {
    if (peek(s, 1) != 'u') {
        if (!peek(s, 1) || !strchr("\"\\/bfnrt", peek(s, 1)))
            return wrong(s, ERR_SYNTAX, "there is no such escape");
        s->at += 2;
        return ERR_NONE;
    }
    long code = unicode_escape(s, 0);
    if (code < 0)
        return wrong(s, ERR_SYNTAX, "\\u needs four hexadecimal digits");
    if (code == 0)
        return wrong(s, ERR_SYNTAX, "a string holds a NUL character");
    if (code >= 0xDC00 && code < 0xE000)
        return wrong(s, ERR_SYNTAX, "the second half of a surrogate pair stands alone");
    bool half = code >= 0xD800 && code < 0xDC00;
    long low = half ? unicode_escape(s, 6) : 0;
    if (half && (low < 0xDC00 || low >= 0xE000))
        return wrong(s, ERR_SYNTAX, "the first half of a surrogate pair stands alone");
    s->at += half ? 12 : 6;
    return ERR_NONE;
}

static enum err character(struct scan *s) {
    unsigned char c = (unsigned char)s->bytes[s->at];
    if (c == '\\')
        return escape(s);
    if (c < 0x20)
        return wrong(s, ERR_SYNTAX, "a control character inside a string");
    size_t from = s->at;
    if (utf8_next(s->bytes, s->len, &s->at) == 0xFFFD && s->at - from != 3) { // not U+FFFD itself, which has 3 bytes
        s->at = from;
        return wrong(s, ERR_SYNTAX, "the bytes are not UTF-8");
    }
    return ERR_NONE;
}

static enum err string(struct scan *s) {
    size_t start = s->at++;
    while (s->at < s->len && s->bytes[s->at] != '"') {
        unsigned char c = (unsigned char)s->bytes[s->at];
        enum err err = ERR_NONE;
        if (c >= 0x20 && c < 0x80 && c != '\\')
            s->at++;
        else
            err = character(s);
        if (err)
            return err;
    }
    if (s->at == s->len) {
        s->at = start;
        return wrong(s, ERR_SYNTAX, "this string is not closed");
    }
    s->at++;
    return ERR_NONE;
}

static bool digits(struct scan *s) {
    if (!is_digit(peek(s, 0)))
        return false;
    while (is_digit(peek(s, 0)))
        s->at++;
    return true;
}

static enum err number(struct scan *s) {
    size_t start = s->at;
    s->at += peek(s, 0) == '-';
    if (peek(s, 0) == '0' && is_digit(peek(s, 1)))
        return wrong(s, ERR_SYNTAX, "a number does not start with 0");
    if (!digits(s))
        return wrong(s, ERR_SYNTAX, "a digit is expected");
    if (peek(s, 0) == '.' && (s->at++, !digits(s)))
        return wrong(s, ERR_SYNTAX, "a digit is expected behind the point");
    if (peek(s, 0) == 'e' || peek(s, 0) == 'E') {
        s->at += peek(s, 1) == '+' || peek(s, 1) == '-' ? 2 : 1;
        if (!digits(s))
            return wrong(s, ERR_SYNTAX, "a digit is expected in the exponent");
    }
    size_t len = s->at - start;
    s->at = len > JSON_NUMBER_CAP ? start : s->at;
    return len > JSON_NUMBER_CAP ? wrong(s, ERR_LIMIT, "the number has too many digits") : ERR_NONE;
}

static enum err word(struct scan *s) {
    static const char *const words[] = {"true", "false", "null"};
    for (size_t i = 0; i < 3; i++) {
        size_t len = strlen(words[i]);
        if (s->len - s->at >= len && !memcmp(s->bytes + s->at, words[i], len)) {
            s->at += len;
            return ERR_NONE;
        }
    }
    return wrong(s, ERR_SYNTAX, "a value is expected");
}

static enum err open_level(struct scan *s, bool object) {
    if (s->depth >= s->limits.depth || s->depth >= JSON_DEPTH_CAP)
        return wrong(s, ERR_LIMIT, "nested too deeply");
    unsigned char bit = (unsigned char)(1u << s->depth % 8), *byte = &s->objects[s->depth / 8];
    *byte = (unsigned char)(object ? *byte | bit : *byte & ~bit);
    s->depth++;
    s->at++;
    s->expect = object ? KEY_OR_END : VALUE_OR_END;
    return ERR_NONE;
}

static bool in_object(const struct scan *s) { return s->objects[(s->depth - 1) / 8] >> (s->depth - 1) % 8 & 1; }

static enum err close_level(struct scan *s) {
    s->depth--;
    s->at++;
    s->expect = s->depth ? COMMA_OR_END : NOTHING;
    return ERR_NONE;
}

static enum err value(struct scan *s, char c) {
    if (++s->values > s->limits.values)
        return wrong(s, ERR_LIMIT, "too many values");
    if (c == '{' || c == '[')
        return open_level(s, c == '{');
    s->expect = s->depth ? COMMA_OR_END : NOTHING;
    return c == '"' ? string(s) : c == '-' || is_digit(c) ? number(s) : word(s);
}

static enum err comma_or_end(struct scan *s, char c) {
    bool object = in_object(s);
    if (c == (object ? '}' : ']'))
        return close_level(s);
    if (c != ',')
        return wrong(s, ERR_SYNTAX, object ? "a comma or } is expected" : "a comma or ] is expected");
    s->at++;
    s->expect = object ? KEY : VALUE;
    return ERR_NONE;
}

static enum err step(struct scan *s) {
    char c = s->bytes[s->at];
    switch (s->expect) {
    case VALUE_OR_END: return c == ']' ? close_level(s) : value(s, c);
    case VALUE: return value(s, c);
    case KEY_OR_END:
        if (c == '}')
            return close_level(s);
        // fall through
    case KEY:
        s->expect = COLON;
        return c == '"' ? string(s) : wrong(s, ERR_SYNTAX, "a key in quotes is expected");
    case COLON:
        s->expect = VALUE;
        return c == ':' ? (s->at++, ERR_NONE) : wrong(s, ERR_SYNTAX, "a colon is expected");
    case COMMA_OR_END: return comma_or_end(s, c);
    case NOTHING: break;
    }
    return wrong(s, ERR_SYNTAX, "something stands behind the document");
}

static bool skip_space(struct scan *s) {
    for (; s->at < s->len; s->at++) {
        char c = s->bytes[s->at];
        if (c != ' ' && c != '\n' && c != '\t' && c != '\r')
            return true;
    }
    return false;
}

enum err json_scan(const char *bytes, size_t len, struct json_limits limits, struct fault *f) {
    struct scan s = {.bytes = bytes, .len = len, .limits = limits, .f = f};
    if (len > limits.bytes)
        return fault_set(f, ERR_LIMIT, "line 1, column 1", "%zu bytes, at most %zu are read", len, limits.bytes);
    while (skip_space(&s)) {
        enum err err = step(&s);
        if (err)
            return err;
    }
    if (s.expect == NOTHING)
        return ERR_NONE;
    return wrong(&s, ERR_SYNTAX, s.values ? "the document ends too early" : "nothing is there");
}
