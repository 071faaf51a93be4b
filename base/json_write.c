// SPDX-License-Identifier: Apache-2.0
// Values to JSON text, compact for machines and indented for people.
#include "base/json.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

// What printf wrote, as JSON in its shortest spelling: a point whatever the locale writes there, "e5" for "e+05".
static void write_digits(struct buf *b, const char *text) {
    bool point = false;
    for (; *text && *text != 'e'; text++) {
        if (is_digit(*text) || *text == '-')
            buf_char(b, *text);
        else if (!point)
            buf_char(b, '.');
        point = point || !(is_digit(*text) || *text == '-');
    }
    if (!*text)
        return;
    buf_text_add(b, text[1] == '-' ? "e-" : "e");
    text += is_digit(text[1]) ? 1 : 2;
    while (*text == '0' && text[1])
        text++;
    buf_text_add(b, text);
}

static void write_number(struct buf *b, double n) {
    char text[48];
    if (!isfinite(n)) {
        buf_text_add(b, "null");
        return;
    }
    if (n == floor(n) && fabs(n) < 9007199254740992.0) { // 2^53
        buf_printf(b, "%lld", (long long)n);
        return;
    }
    // 17 digits always read back the same. printf drops zeros at the end, so 15 give the shortest form of whatever
    // needs no more; numbers below the normal range have fewer digits to give.
    for (int digits = fabs(n) < DBL_MIN ? 1 : 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, n);
        if (strtod(text, NULL) == n)
            break;
    }
    write_digits(b, text);
}

// `indent` below zero writes compactly.
static void newline(struct buf *b, int indent) {
    if (indent < 0)
        return;
    buf_char(b, '\n');
    for (int i = 0; i < indent; i++)
        buf_text_add(b, "  ");
}

static void write_value(struct buf *b, const struct val *v, int indent);

static void write_object(struct buf *b, const struct val *v, int indent) {
    int inner = indent < 0 ? -1 : indent + 1;
    buf_char(b, '{');
    for (uint32_t i = 0; i < v->count; i++) {
        if (i)
            buf_char(b, ',');
        newline(b, inner);
        buf_json_string(b, v->members[i].key, strlen(v->members[i].key));
        buf_text_add(b, indent < 0 ? ":" : ": ");
        write_value(b, &v->members[i].value, inner);
    }
    if (v->count)
        newline(b, indent);
    buf_char(b, '}');
}

static void write_array(struct buf *b, const struct val *v, int indent) {
    int inner = indent < 0 ? -1 : indent + 1;
    buf_char(b, '[');
    for (uint32_t i = 0; i < v->count; i++) {
        if (i)
            buf_char(b, ',');
        newline(b, inner);
        write_value(b, &v->items[i], inner);
    }
    if (v->count)
        newline(b, indent);
    buf_char(b, ']');
}

static void write_value(struct buf *b, const struct val *v, int indent) {
    switch (v->type) {
    case VAL_NULL: buf_text_add(b, "null"); break;
    case VAL_BOOL: buf_text_add(b, v->boolean ? "true" : "false"); break;
    case VAL_NUMBER: write_number(b, v->number); break;
    case VAL_STRING: buf_json_string(b, v->text, v->count); break;
    case VAL_ARRAY: write_array(b, v, indent); break;
    case VAL_OBJECT: write_object(b, v, indent); break;
    }
}

void json_write(struct buf *b, const struct val *v) { write_value(b, v, -1); }
void json_write_pretty(struct buf *b, const struct val *v) { write_value(b, v, 0); }
