// SPDX-License-Identifier: Apache-2.0
// Operators on texts. Positions count characters (code points).
#include "contract/logic/node.h"
#include "base/buf.h"
#include <math.h>

// Hands a finished buffer over to the arena.
static bool take(struct run *r, struct buf *b, struct val *out) {
    bool done = b->err == ERR_NONE  ? make_text(r, buf_text(b), b->len, out)
              : b->err == ERR_LIMIT ? fail_limit(r, "a text in the rule is too long")
                                    : fail_memory(r);
    buf_finish(b);
    return done;
}

bool op_cat(struct run *r, const struct node *n, struct val *out) {
    struct args a;
    struct val v;
    struct str text;
    struct buf b;
    int more;
    if (!args_begin(r, n, &a)) {
        return false;
    }
    buf_init(&b, LOGIC_TEXT_CAP);
    while ((more = args_next(r, &a, &v)) > 0) {
        if (!to_text(r, &v, &text)) {
            more = -1;
            break;
        }
        buf_add(&b, text.p, text.len);
    }
    if (more < 0) {
        buf_finish(&b);
        return false;
    }
    return take(r, &b, out);
}

// The byte where character `at` starts.
static size_t byte_of(struct str s, double at) {
    size_t i = 0;
    while (i < s.len && at >= 1) {
        utf8_next(s.p, s.len, &i);
        at--;
    }
    return i;
}
// substr: third operand a length, below zero: leave that many off the end. Variant 's' is JavaScript's slice.
bool op_substr(struct run *r, const struct node *n, struct val *out) {
    struct val v[3] = {val_null, val_null, val_null};
    struct str s;
    int count = args_take(r, n, v, 3);
    if (count < 0 || !to_text(r, &v[0], &s)) {
        return false;
    }
    double size = (double)utf8_count(s.p, s.len);
    double from = count > 1 ? trunc(to_number(r, &v[1])) : 0;
    from = isnan(from) ? 0 : from < 0 ? fmax(0, size + from) : fmin(from, size);
    double to = size;
    if (count > 2) {
        double end = trunc(to_number(r, &v[2]));
        end = isnan(end) ? 0 : end;
        bool relative = n->op->variant != 's' && end >= 0;
        to = relative ? from + end : end < 0 ? size + end : end;
    }
    size_t start = byte_of(s, from), stop = to > from ? byte_of(s, fmin(to, size)) : start;
    return make_text(r, s.p + start, stop - start, out);
}

// ---- letters; simple case mapping of Latin, Greek and Cyrillic, which is what codes and names in rules need ----
static uint32_t lower(uint32_t c) {
    if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9) ||
        (c >= 0x410 && c <= 0x42F)) {
        return c + 32;
    }
    if (c >= 0x400 && c <= 0x40F) {
        return c + 80;
    }
    bool even_is_upper = (c >= 0x100 && c < 0x138 && c != 0x130) || (c >= 0x14A && c < 0x178);
    bool odd_is_upper = (c >= 0x139 && c < 0x149) || (c >= 0x179 && c < 0x17F);
    return c + ((even_is_upper && !(c & 1)) || (odd_is_upper && (c & 1)));
}
static uint32_t upper(uint32_t c) {
    if ((c >= 'a' && c <= 'z') || (c >= 0xE0 && c <= 0xFE && c != 0xF7) || (c >= 0x3B1 && c <= 0x3C9 && c != 0x3C2) ||
        (c >= 0x430 && c <= 0x44F)) {
        return c - 32;
    }
    if (c >= 0x450 && c <= 0x45F) {
        return c - 80;
    }
    return c > 0x100 && c < 0x17F && c != 0x131 && lower(c - 1) == c ? c - 1 : c;
}
// _toLower 'l', _toUpper 'u', _upperFirst 'f', _capitalize 'c'
bool op_case(struct run *r, const struct node *n, struct val *out) {
    struct val v = val_null;
    struct str s;
    struct buf b;
    int how = n->op->variant;
    if (args_take(r, n, &v, 1) < 0 || !to_text(r, &v, &s)) {
        return false;
    }
    buf_init(&b, LOGIC_TEXT_CAP);
    for (size_t i = 0; i < s.len;) {
        char bytes[4];
        bool first = i == 0;
        uint32_t c = utf8_next(s.p, s.len, &i);
        bool up = how == 'u' || (first && how != 'l');
        c = up ? upper(c) : how == 'f' ? c : lower(c);
        buf_add(&b, bytes, utf8_put(bytes, c));
    }
    return take(r, &b, out);
}

// _trim 3, _trimStart 1, _trimEnd 2
bool op_trim(struct run *r, const struct node *n, struct val *out) {
    struct val v = val_null;
    struct str s;
    if (args_take(r, n, &v, 1) < 0 || !to_text(r, &v, &s)) {
        return false;
    }
    struct str both = str_trim(s);
    const char *from = n->op->variant & 1 ? both.p : s.p, *to = n->op->variant & 2 ? both.p + both.len : s.p + s.len;
    return make_text(r, from, to > from ? (size_t)(to - from) : 0, out);
}

// _startsWith 's', _endsWith 'e'
bool op_edge(struct run *r, const struct node *n, struct val *out) {
    struct val v[2] = {val_null, val_null};
    struct str s, edge;
    if (args_take(r, n, v, 2) < 0 || !to_text(r, &v[0], &s) || !to_text(r, &v[1], &edge)) {
        return false;
    }
    const char *at = n->op->variant == 's' ? s.p : s.p + s.len - (s.len < edge.len ? s.len : edge.len);
    *out = val_bool(edge.len <= s.len && !memcmp(at, edge.p, edge.len));
    return true;
}

static bool push_text(struct run *r, struct val_builder *b, const char *p, size_t len) {
    struct val v;
    return make_text(r, p, len, &v) && (val_push(b, v) || fail_memory(r));
}
bool op_split(struct run *r, const struct node *n, struct val *out) {
    struct val v[2] = {val_null, val_null};
    struct str s, by;
    int count = args_take(r, n, v, 2);
    if (count < 0 || !to_text(r, &v[0], &s) || !to_text(r, &v[1], &by)) {
        return false;
    }
    struct val_builder b = val_build(r->arena);
    size_t start = 0;
    while (count > 1 && start < s.len) {
        size_t stop = start;
        if (!by.len) {
            utf8_next(s.p, s.len, &stop);
        } else {
            const char *found = memmem(s.p + start, s.len - start, by.p, by.len);
            if (!found) {
                break;
            }
            stop = (size_t)(found - s.p);
        }
        if (!push_text(r, &b, s.p + start, stop - start)) {
            return false;
        }
        start = stop + by.len;
    }
    if ((by.len || count < 2 || !s.len) && !(count > 1 && !by.len) && !push_text(r, &b, s.p + start, s.len - start)) {
        return false;
    }
    *out = val_array(&b);
    return true;
}
bool op_join(struct run *r, const struct node *n, struct val *out) {
    struct val v[2] = {val_null, val_null};
    struct str by, text;
    struct buf b;
    int count = args_take(r, n, v, 2);
    if (count < 0 || !to_text(r, &v[1], &by)) {
        return false;
    }
    if (count < 2) {
        by = STR(",");
    }
    buf_init(&b, LOGIC_TEXT_CAP);
    for (uint32_t i = 0; v[0].type == VAL_ARRAY && i < v[0].count; i++) {
        if (!to_text(r, &v[0].items[i], &text)) {
            buf_finish(&b);
            return false;
        }
        buf_add(&b, by.p, i ? by.len : 0);
        buf_add(&b, text.p, text.len);
    }
    return take(r, &b, out);
}
// _replace 1: the first place; 'a': every place (JavaScript's replaceAll).
bool op_replace(struct run *r, const struct node *n, struct val *out) {
    struct val v[3] = {val_null, val_null, val_null};
    struct str s, from, to;
    struct buf b;
    if (args_take(r, n, v, 3) < 0 || !to_text(r, &v[0], &s) || !to_text(r, &v[1], &from) || !to_text(r, &v[2], &to)) {
        return false;
    }
    buf_init(&b, LOGIC_TEXT_CAP);
    for (bool again = from.len > 0; again; again = n->op->variant == 'a') {
        const char *found = memmem(s.p, s.len, from.p, from.len);
        if (!found) {
            break;
        }
        buf_add(&b, s.p, (size_t)(found - s.p));
        buf_add(&b, to.p, to.len);
        s.len -= (size_t)(found - s.p) + from.len;
        s.p = found + from.len;
    }
    buf_add(&b, s.p, s.len);
    return take(r, &b, out);
}
// _padStart 's', _padEnd 'e', _repeat 'r'
bool op_pad(struct run *r, const struct node *n, struct val *out) {
    struct val v[3] = {val_null, val_null, val_null};
    struct str s, fill = STR(" ");
    struct buf b;
    int count = args_take(r, n, v, 3);
    if (count < 0 || !to_text(r, &v[0], &s) || (count > 2 && !to_text(r, &v[2], &fill))) {
        return false;
    }
    double wanted = to_number(r, &v[1]), have = (double)utf8_count(s.p, s.len);
    bool repeat = n->op->variant == 'r';
    buf_init(&b, LOGIC_TEXT_CAP);
    buf_add(&b, s.p, n->op->variant == 'e' ? s.len : 0);
    for (double i = repeat ? 0 : have; i < wanted && !b.err && (repeat ? s.len : fill.len); i++) {
        size_t at = 0, units = repeat ? 0 : (size_t)(i - have) % utf8_count(fill.p, fill.len);
        while (units--) {
            utf8_next(fill.p, fill.len, &at);
        }
        size_t stop = at;
        if (!repeat) {
            utf8_next(fill.p, fill.len, &stop);
        }
        buf_add(&b, repeat ? s.p : fill.p + at, repeat ? s.len : stop - at);
    }
    buf_add(&b, s.p, n->op->variant == 's' ? s.len : 0);
    return take(r, &b, out);
}
// _toNumber 'n', _parseInt 'i', parseFloat 'f', _toString 's'; what is no number is NaN
bool op_parse(struct run *r, const struct node *n, struct val *out) {
    struct val v = val_null;
    struct str s;
    if (args_take(r, n, &v, 1) < 0) {
        return false;
    }
    if (n->op->variant == 'n') {
        return give_number(r, to_number(r, &v), out);
    }
    if (!to_text(r, &v, &s)) {
        return false;
    }
    if (n->op->variant == 's') {
        return make_text(r, s.p, s.len, out);
    }
    if (n->op->variant == 'f') {
        return give_number(r, text_float(s.p, s.len), out);
    }
    s = str_trim(s);
    size_t digits = s.len && (*s.p == '-' || *s.p == '+');
    while (digits < s.len && s.p[digits] >= '0' && s.p[digits] <= '9') {
        digits++;
    }
    return give_number(r, text_float(s.p, digits), out);
}
