// SPDX-License-Identifier: Apache-2.0
// Arithmetic. In the forms manner + and * read texts like parseFloat (json-logic-js does), the
// others like Number; true counts 1, as in the scripts that rules come from.
#include "contract/logic/node.h"
#include <math.h>

static double addend(struct run *r, const struct val *v) {
    struct str s;
    if (r->strict || v->type == VAL_NUMBER || v->type == VAL_BOOL) {
        return to_number(r, v);
    }
    if (v->type == VAL_STRING) {
        return text_float(v->text, v->count);
    }
    return v->type == VAL_ARRAY && to_text(r, v, &s) ? text_float(s.p, s.len) : NAN;
}

bool op_add(struct run *r, const struct node *n, struct val *out) {
    struct args a;
    struct val v;
    double sum = 0;
    int more;
    if (!args_begin(r, n, &a)) {
        return false;
    }
    while ((more = args_next(r, &a, &v)) > 0) {
        sum += addend(r, &v);
    }
    return !more && give_number(r, sum, out);
}
bool op_multiply(struct run *r, const struct node *n, struct val *out) {
    struct args a;
    struct val v;
    double product = 1;
    int more;
    if (!args_begin(r, n, &a)) {
        return false;
    }
    while ((more = args_next(r, &a, &v)) > 0) {
        product *= addend(r, &v);
    }
    return !more && give_number(r, product, out);
}

static double remainder_of(double a, double b) { return fmod(a, b); }
static double difference_of(double a, double b) { return a - b; }
static double quotient_of(double a, double b) { return a / b; }

// From left to right; `alone` is the left side when there is only one operand.
static bool fold(struct run *r, const struct node *n, double (*f)(double, double), double alone, uint32_t least,
                 struct val *out) {
    struct args a;
    struct val v;
    double result = 0;
    uint32_t count = 0;
    int more;
    if (!args_begin(r, n, &a)) {
        return false;
    }
    while ((more = args_next(r, &a, &v)) > 0) {
        double x = to_number(r, &v);
        result = count++ ? f(result, x) : x;
    }
    if (more < 0 || (count < least && r->strict)) {
        return more >= 0 && fail_arguments(r);
    }
    if (count < least || count == 0) {
        result = NAN;
    } else if (count == 1) {
        result = f(alone, result);
    }
    return give_number(r, result == 0 ? 0 : result, out); // no minus zero, which JSON cannot say
}
bool op_subtract(struct run *r, const struct node *n, struct val *out) { return fold(r, n, difference_of, 0, 1, out); }
bool op_divide(struct run *r, const struct node *n, struct val *out) { return fold(r, n, quotient_of, 1, 1, out); }
bool op_modulo(struct run *r, const struct node *n, struct val *out) { return fold(r, n, remainder_of, 0, 2, out); }

bool op_extreme(struct run *r, const struct node *n, struct val *out) {
    double sign = n->op->variant, best = -INFINITY; // 1: max, -1: min
    struct args a;
    struct val v;
    uint32_t count = 0;
    int more;
    if (!args_begin(r, n, &a)) {
        return false;
    }
    while ((more = args_next(r, &a, &v)) > 0) {
        double x = sign * to_number(r, &v);
        best = isnan(x) || isnan(best) ? NAN : x > best ? x : best;
        count++;
    }
    if (more < 0 || (count == 0 && r->strict)) {
        return more >= 0 && fail_arguments(r);
    }
    return give_number(r, sign * best, out);
}

// Half goes up, also below zero, as Math.round does.
static double rounded(double x, int variant) {
    switch (variant) {
    case 'c': return ceil(x);
    case 'f': return floor(x);
    case 'a': return fabs(x);
    case 't': return trunc(x);
    case 's': return sqrt(x);
    default: return floor(x) + (x - floor(x) >= 0.5);
    }
}
bool op_round(struct run *r, const struct node *n, struct val *out) {
    struct val v[2] = {val_null, val_null};
    int count = args_take(r, n, v, 2);
    if (count < 0) {
        return false;
    }
    double x = count ? to_number(r, &v[0]) : NAN;
    double places = count > 1 && v[1].type == VAL_NUMBER ? v[1].number : 0;
    if (places > 0 && places <= 15 && fabs(x) < 1e15) { // 1.005 to two places is 1.01, so shift by text as Lodash does
        char text[64];
        number_text(x, text, 40);
        if (!strchr(text, 'e')) {
            size_t len = strlen(text);
            snprintf(text + len, sizeof text - len, "e%d", (int)places);
            x = rounded(text_number(text, strlen(text)), n->op->variant);
            return give_number(r, x / pow(10, floor(places)), out);
        }
    }
    return give_number(r, rounded(x, n->op->variant), out);
}
bool op_power(struct run *r, const struct node *n, struct val *out) {
    struct val v[2] = {val_null, val_null};
    return args_take(r, n, v, 2) >= 0 && give_number(r, pow(to_number(r, &v[0]), to_number(r, &v[1])), out);
}
// Number.toFixed: a text with so many digits behind the point; a tie goes up, away from zero.
bool op_fixed(struct run *r, const struct node *n, struct val *out) {
    struct val v[2] = {val_null, val_null};
    char text[64];
    int count = args_take(r, n, v, 2);
    if (count < 0) {
        return false;
    }
    double x = to_number(r, &v[0]), places = count > 1 ? to_number(r, &v[1]) : 0;
    if (!isfinite(x) || fabs(x) >= 1e15) {
        number_text(x, text, sizeof text);
        return make_text(r, text, strlen(text), out);
    }
    int digits = places > 0 && places <= 20 ? (int)places : 0;
    long double shifted = fabsl((long double)x) * powl(10, digits), whole = floorl(shifted);
    bool tie = shifted - whole == 0.5L;
    double shown = tie ? (double)((whole + 1) / powl(10, digits)) * (x < 0 ? -1 : 1) : x;
    snprintf(text, sizeof text, "%.*f", digits, shown == 0 ? 0.0 : shown);
    return make_text(r, text, strlen(text), out);
}
