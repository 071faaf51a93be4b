// SPDX-License-Identifier: Apache-2.0
// Check digits of numbers that administrations hand out, so that a rule can say whether one was typed right.
#include "contract/logic/node.h"

// {"tgov:digits": [text]}: without spaces, points and dashes; "" when something else is in it.
bool op_digits(struct run *r, const struct node *n, struct val *out) {
    struct val v = val_null;
    struct str s;
    char digits[64];
    size_t count = 0;
    if (args_take(r, n, &v, 1) < 0 || !to_text(r, &v, &s)) {
        return false;
    }
    for (size_t i = 0; i < s.len && count < sizeof digits; i++) {
        if (s.p[i] >= '0' && s.p[i] <= '9') {
            digits[count++] = s.p[i];
        } else if (!memchr(" .-", s.p[i], 3)) {
            count = 0;
            break;
        }
    }
    return make_text(r, digits, count, out);
}

// {"tgov:mod11": [digits, [weights]]}: the digits times their weights add up to a multiple of 11.
bool op_mod11(struct run *r, const struct node *n, struct val *out) {
    struct val v[2] = {val_null, val_null};
    struct str s;
    if (args_take(r, n, v, 2) < 0 || !to_text(r, &v[0], &s)) {
        return false;
    }
    double sum = 0;
    bool good = v[1].type == VAL_ARRAY && s.len >= v[1].count && v[1].count <= 64;
    for (uint32_t i = 0; good && i < v[1].count; i++) {
        good = s.p[i] >= '0' && s.p[i] <= '9';
        sum += (s.p[i] - '0') * to_number(r, &v[1].items[i]);
    }
    *out = val_bool(good && sum >= 0 && sum < 1e9 && (long)sum % 11 == 0);
    return true;
}

// {"tgov:iban": [text]}: ISO 13616, the number as a whole leaves 1 when divided by 97.
bool op_iban(struct run *r, const struct node *n, struct val *out) {
    struct val v = val_null;
    struct str s;
    char iban[40];
    size_t count = 0;
    if (args_take(r, n, &v, 1) < 0 || !to_text(r, &v, &s)) {
        return false;
    }
    bool good = true;
    for (size_t i = 0; i < s.len && good; i++) {
        char c = s.p[i] >= 'a' && s.p[i] <= 'z' ? (char)(s.p[i] - 32) : s.p[i];
        bool part = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
        if (part && count < 34) {
            iban[count++] = c;
        } else {
            good = c == ' ';
        }
    }
    good = good && count >= 15 && iban[0] >= 'A' && iban[1] >= 'A' && iban[2] <= '9' && iban[3] <= '9';
    unsigned rest = 0;
    for (size_t i = 0; good && i < count; i++) { // the first four characters come last
        char c = iban[(i + 4) % count];
        rest = c <= '9' ? (rest * 10 + (unsigned)(c - '0')) % 97 : (rest * 100 + (unsigned)(c - 'A' + 10)) % 97;
    }
    *out = val_bool(good && rest == 1);
    return true;
}
