// SPDX-License-Identifier: Apache-2.0
// The comparisons of Form.io's simple conditions, as a browser makes them.
#include "contract/form/visit.h"

#include <math.h>

#include "contract/form/dates.h"

// String(v), for comparing with a text.
static bool text_equals(const struct val *v, const char *text) {
    char number[40];
    if (!v)
        return text_same(text, "undefined");
    switch (v->type) {
    case VAL_NULL: return text_same(text, "null");
    case VAL_BOOL: return text_same(text, v->boolean ? "true" : "false");
    case VAL_STRING: return text_same(text, v->text);
    case VAL_NUMBER:
        snprintf(number, sizeof number, "%.15g", v->number);
        return text_same(number, text);
    case VAL_ARRAY: return v->count == 1 ? text_equals(&v->items[0], text) : v->count == 0 && !*text;
    case VAL_OBJECT: return text_same(text, "[object Object]");
    }
    return false;
}

static bool legacy(const struct compare *c, const struct val *v) {
    const struct val *member = v && v->type == VAL_OBJECT ? val_get(v, c->value.text) : NULL;
    if (member)
        return text_equals(member, "true");
    if (v && v->type == VAL_ARRAY)
        for (uint32_t i = 0; i < v->count; i++)
            if (text_equals(&v->items[i], c->value.text))
                return true;
    return text_equals(v, c->value.text);
}

// What a text like "true" or "5" is as JSON, when the answer is no text.
static struct val as_json(const struct val *v) {
    char *end;
    const char *t = v->text;
    if (text_same(t, "true") || text_same(t, "false"))
        return val_bool(t[0] == 't');
    if (text_same(t, "null"))
        return val_null;
    double n = *t ? strtod(t, &end) : NAN;
    return *t && *end == 0 && isfinite(n) ? val_number(n) : *v;
}

static bool equal(const struct compare *c, const struct question *q, const struct val *v) {
    struct val with = c->value;
    if (q && q->kind == ASK_CHOICES && q->boxes && v && v->type == VAL_OBJECT) {
        const struct val *box = with.type == VAL_STRING ? val_get(v, with.text) : NULL;
        return box && box->type == VAL_BOOL && box->boolean;
    }
    if (with.type == VAL_STRING && *with.text && v && v->type != VAL_STRING && v->type != VAL_NULL &&
        !(v->type == VAL_NUMBER && v->number == 0))
        with = as_json(&with);
    return v ? val_same(v, &with) : false;
}

// What Lodash makes a text of; "" for nothing.
static const char *as_text(const struct val *v, char room[40]) {
    if (!v || v->type == VAL_NULL)
        return "";
    if (v->type == VAL_BOOL)
        return v->boolean ? "true" : "false";
    if (v->type == VAL_NUMBER)
        snprintf(room, 40, "%.15g", v->number);
    return v->type == VAL_NUMBER ? room : v->type == VAL_STRING ? v->text : "[object Object]";
}

static bool includes(const struct val *v, const struct val *what) {
    char room[40];
    if (!v)
        return false;
    if (v->type == VAL_STRING)
        return strstr(v->text, what->type == VAL_NULL ? "null" : as_text(what, room)) != NULL;
    if (v->type != VAL_OBJECT)
        return false;
    for (uint32_t i = 0; i < v->count; i++)
        if (val_same(&v->members[i].value, what))
            return true;
    return false;
}

// What a number is compared with, as a browser takes it: "5" is 5, "" and nothing are 0, true is 1.
static bool number_of(const struct val *v, double *out) {
    char *end;
    *out = v->type == VAL_NUMBER ? v->number : v->type == VAL_BOOL && v->boolean ? 1 : 0;
    if (v->type != VAL_STRING || !*v->text)
        return v->type != VAL_ARRAY && v->type != VAL_OBJECT;
    *out = strtod(v->text, &end);
    return *end == 0;
}

// -1, 0, 1; 2 when one of them is nothing to compare.
static int order(const struct compare *c, const struct question *q, const struct val *v, bool dates) {
    double a, b;
    int64_t t, u;
    if (dates) {
        bool first = q && q->kind == ASK_DAY && q->day_first, day = q && q->kind == ASK_DAY;
        if (!v || v->type != VAL_STRING || c->value.type != VAL_STRING || !instant_of(v->text, day, first, &t) ||
            !instant_of(c->value.text, day, first, &u))
            return 2;
        return t < u ? -1 : t > u;
    }
    if (!v || v->type != VAL_NUMBER || !number_of(&c->value, &b))
        return 2;
    a = v->number;
    return a < b ? -1 : a > b;
}

static bool ends_with(const struct val *v, const struct val *what, bool at_end) {
    char room[40], other[40];
    struct str text = str_of(as_text(v, room));
    const char *part = as_text(what, other);
    return at_end ? str_ends(text, part) : str_starts(text, part);
}

static bool holds_one(const struct compare *c, const struct question *q, const struct val *v) {
    bool dates = c->op >= COMPARE_DATE_LESS && c->op <= COMPARE_DATE_NOT_EQUAL;
    int o = dates || (c->op >= COMPARE_LESS && c->op <= COMPARE_GREATER_EQUAL) ? order(c, q, v, dates) : 0;
    switch (c->op) {
    case COMPARE_EQUAL: return equal(c, q, v);
    case COMPARE_NOT_EQUAL: return !equal(c, q, v);
    case COMPARE_LESS: case COMPARE_DATE_LESS: return o == -1;
    case COMPARE_GREATER: case COMPARE_DATE_GREATER: return o == 1;
    case COMPARE_LESS_EQUAL: return o == -1 || (o == 0 && val_same(v, &c->value)); // 5 is not "5" here
    case COMPARE_GREATER_EQUAL: return o == 1 || (o == 0 && val_same(v, &c->value));
    case COMPARE_DATE_LESS_EQUAL: return o == -1 || o == 0;
    case COMPARE_DATE_GREATER_EQUAL: return o == 1 || o == 0;
    case COMPARE_DATE_EQUAL: return o == 0;
    case COMPARE_DATE_NOT_EQUAL: return o == -1 || o == 1;
    case COMPARE_INCLUDES: return includes(v, &c->value);
    case COMPARE_NOT_INCLUDES: return !includes(v, &c->value);
    case COMPARE_STARTS: return ends_with(v, &c->value, false);
    case COMPARE_ENDS: return ends_with(v, &c->value, true);
    default: return true;
    }
}

bool compare_holds(const struct compare *c, const struct question *q, const struct val *v) {
    if (c->op == COMPARE_LEGACY)
        return legacy(c, v);
    if (c->op == COMPARE_EMPTY || c->op == COMPARE_NOT_EMPTY)
        return (!q || answer_empty(q, v)) == (c->op == COMPARE_EMPTY);
    if (!v || v->type != VAL_ARRAY)
        return holds_one(c, q, v);
    for (uint32_t i = 0; i < v->count; i++) // of a list any item will do
        if (holds_one(c, q, &v->items[i]))
            return true;
    return false;
}
