// SPDX-License-Identifier: Apache-2.0
// JavaScript's conversions between types (ECMA-262, 7.1 and 7.2), which JsonLogic inherits.
#include "contract/logic/node.h"
#include "base/buf.h"
#include <math.h>

static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }

// How many bytes from the start are a decimal literal (StrDecimalLiteral without "Infinity").
static size_t decimal_length(const char *s, size_t len) {
    size_t i = 0, digits = 0;
    if (i < len && (s[i] == '+' || s[i] == '-')) {
        i++;
    }
    for (; i < len && is_digit(s[i]); i++, digits++) {
    }
    if (i < len && s[i] == '.') {
        for (i++; i < len && is_digit(s[i]); i++, digits++) {
        }
    }
    if (!digits) {
        return 0;
    }
    if (i < len && (s[i] == 'e' || s[i] == 'E')) {
        size_t e = i + 1;
        if (e < len && (s[e] == '+' || s[e] == '-')) {
            e++;
        }
        if (e < len && is_digit(s[e])) {
            while (e < len && is_digit(s[e])) {
                e++;
            }
            i = e;
        }
    }
    return i;
}

// The value of such a literal. Up to 15 digits without exponent are exact in a double, so strtod is seldom needed.
static double decimal_value(const char *s, size_t len) {
    static const double tens[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    size_t i = s[0] == '-' || s[0] == '+', digits = 0, behind = 0;
    double whole = 0;
    bool point = false, plain = true;
    for (; i < len && plain; i++) {
        if (s[i] == '.') {
            point = true;
        } else if (is_digit(s[i]) && digits < 15) {
            whole = whole * 10 + (s[i] - '0');
            digits++;
            behind += point;
        } else {
            plain = false;
        }
    }
    if (plain) {
        double n = whole / tens[behind];
        return s[0] == '-' ? -n : n;
    }
    char copy[512]; // digits beyond cannot change the result by more than rounding
    size_t room = len < sizeof copy - 1 ? len : sizeof copy - 1;
    memcpy(copy, s, room);
    copy[room] = 0;
    return strtod(copy, NULL);
}

static bool infinity(const char *s, size_t len, double *out) {
    bool sign = len && (*s == '-' || *s == '+');
    if (len - sign == 8 && !memcmp(s + sign, "Infinity", 8)) {
        *out = *s == '-' ? -INFINITY : INFINITY;
        return true;
    }
    return false;
}
static double hexadecimal(const char *s, size_t len) {
    double n = 0;
    for (size_t i = 2; i < len; i++) {
        char c = (char)(s[i] | 32);
        if (!is_digit(c) && (c < 'a' || c > 'f')) {
            return NAN;
        }
        n = n * 16 + (is_digit(c) ? c - '0' : c - 'a' + 10);
    }
    return len > 2 ? n : NAN;
}

double text_number(const char *s, size_t len) {
    while (len && is_space(s[len - 1])) {
        len--;
    }
    while (len && is_space(*s)) {
        s++, len--;
    }
    double n;
    if (!len) {
        return 0;
    }
    if (len > 1 && s[0] == '0' && (s[1] == 'x' || s[1] == 'X')) {
        return hexadecimal(s, len);
    }
    if (infinity(s, len, &n)) {
        return n;
    }
    return decimal_length(s, len) == len ? decimal_value(s, len) : NAN;
}
double text_float(const char *s, size_t len) {
    while (len && is_space(*s)) {
        s++, len--;
    }
    size_t used = decimal_length(s, len);
    double n;
    if (!used) {
        return infinity(s, len > 9 ? 9 : len, &n) || infinity(s, len > 8 ? 8 : len, &n) ? n : NAN;
    }
    return decimal_value(s, used);
}

double to_number(struct run *r, const struct val *v) {
    struct str s;
    switch (v->type) {
    case VAL_NULL: return 0;
    case VAL_BOOL: return v->boolean;
    case VAL_NUMBER: return v->number;
    case VAL_STRING: return text_number(v->text, v->count);
    case VAL_ARRAY: return !r->strict && to_text(r, v, &s) ? text_number(s.p, s.len) : NAN;
    case VAL_OBJECT: return NAN;
    }
    return NAN;
}

void number_text(double n, char *to, size_t room) {
    if (isnan(n) || isinf(n)) {
        text_copy(to, room, isnan(n) ? "NaN" : n < 0 ? "-Infinity" : "Infinity");
        return;
    }
    if (n == floor(n) && fabs(n) < 1e15) {
        snprintf(to, room, "%.0f", n == 0 ? 0.0 : n);
        return;
    }
    char form[64];
    int digits = 15;
    do { // the shortest form that reads back the same
        snprintf(form, sizeof form, "%.*e", digits - 1, n);
    } while (strtod(form, NULL) != n && ++digits <= 17);
    char *e = strchr(form, 'e');
    int power = e ? (int)strtol(e + 1, NULL, 10) : 0;
    bool exponent = power >= 21 || power < -6;
    if (!exponent && power >= digits - 1) { // a whole number: its digits, then zeros
        size_t at = 0;
        for (char *p = form; p < e; p++) {
            if (*p != '.') {
                form[at++] = *p;
            }
        }
        size_t whole = (size_t)power + 1 + (form[0] == '-');
        memset(form + at, '0', whole - at);
        form[whole] = 0;
        e = NULL;
    } else if (!exponent) {
        snprintf(form, sizeof form, "%.*f", digits - 1 - power, n);
        e = NULL;
    }
    size_t end = e ? (size_t)(e - form) : strlen(form);
    while (memchr(form, '.', end) && (form[end - 1] == '0' || form[end - 1] == '.')) {
        if (form[--end] == '.') {
            break;
        }
    }
    form[end] = 0;
    text_copy(to, room, form);
    if (e && end + 8 < room) {
        snprintf(to + end, 8, "e%+d", power);
    }
}

// Arrays are joined with commas at every level, like Array.prototype.toString.
static bool text_add(struct run *r, struct buf *b, const struct val *v, int depth) {
    char number[40];
    if (!take_step(r, 0)) {
        return false;
    }
    switch (v->type) {
    case VAL_NULL: break;
    case VAL_BOOL: buf_text_add(b, v->boolean ? "true" : "false"); break;
    case VAL_NUMBER:
        number_text(v->number, number, sizeof number);
        buf_text_add(b, number);
        break;
    case VAL_STRING: buf_add(b, v->text, v->count); break;
    case VAL_ARRAY:
        if (depth > LOGIC_DEPTH_CAP) {
            return fail_limit(r, "a list in the rule is nested too deeply");
        }
        for (uint32_t i = 0; i < v->count; i++) {
            if (i) {
                buf_char(b, ',');
            }
            if (!text_add(r, b, &v->items[i], depth + 1)) {
                return false;
            }
        }
        break;
    case VAL_OBJECT: buf_text_add(b, "[object Object]"); break;
    }
    return b->err == ERR_NONE ||
           (b->err == ERR_LIMIT ? fail_limit(r, "a text in the rule is too long") : fail_memory(r));
}

bool to_text(struct run *r, const struct val *v, struct str *out) {
    if (v->type == VAL_STRING) {
        *out = (struct str){v->text, v->count};
        return true;
    }
    if (v->type == VAL_NULL) {
        *out = STR("");
        return true;
    }
    struct buf b;
    buf_init(&b, LOGIC_TEXT_CAP);
    bool done = text_add(r, &b, v, 0);
    if (done) {
        *out = (struct str){arena_copy(r->arena, buf_text(&b), b.len), b.len};
        done = out->p || fail_memory(r);
    }
    buf_finish(&b);
    return done;
}

bool make_text(struct run *r, const char *bytes, size_t len, struct val *out) {
    if (len > LOGIC_TEXT_CAP) {
        return fail_limit(r, "a text in the rule is too long");
    }
    char *copy = arena_copy(r->arena, bytes, len);
    if (!copy) {
        return fail_memory(r);
    }
    *out = (struct val){.type = VAL_STRING, .count = (uint32_t)len, .text = copy};
    return take_step(r, len / 64);
}
bool give_number(struct run *r, double n, struct val *out) {
    if (r->strict && !isfinite(n)) {
        return fail_type(r, "NaN");
    }
    *out = val_number(n);
    return true;
}
