// SPDX-License-Identifier: Apache-2.0
// What a person wrote as a number, by the marks of the language.
#include "base/locale_data.h"
#include "base/str.h"
#include <stdio.h>

enum { GROUPS_CAP = 40 };
enum mark { MARK_NONE, MARK_POINT, MARK_GROUP, MARK_BLANK };

int locale_digit(uint32_t code) {
    static const uint16_t zeros[] = {'0', 0x660, 0x6F0, 0x966, 0xE50, 0xFF10};
    for (size_t i = 0; i < sizeof zeros / sizeof *zeros; i++)
        if (code >= zeros[i] && code < zeros[i] + 10u)
            return (int)(code - zeros[i]);
    return -1;
}

uint32_t locale_digit_code(const struct locale *l, int digit) {
    size_t len = strlen(l->digits), at = len / 10 * (size_t)digit;
    return len ? utf8_next(l->digits, len, &at) : '0' + (uint32_t)digit;
}

static uint32_t first_of(const char *text) {
    size_t at = 0;
    return utf8_next(text, strlen(text), &at);
}

// Every language also takes the marks of another script where they cannot be mistaken.
static enum mark mark_of(const struct locale *l, uint32_t code) {
    enum { ARABIC_POINT = 0x66B, ARABIC_GROUP = 0x66C };
    bool own = l->decimal[0] & 0x80; // then neither the point nor the comma is a mark of the language
    if (code == ' ' || code == 0xA0 || code == 0x202F)
        return MARK_BLANK;
    if (code == first_of(l->decimal) || code == ARABIC_POINT || (own && code == '.'))
        return MARK_POINT;
    return code == first_of(l->group) || code == ARABIC_GROUP || (own && code == ',') ? MARK_GROUP : MARK_NONE;
}

struct reading {
    char digits[64];
    size_t count;
    size_t groups[GROUPS_CAP]; // digits before each group mark
    size_t group_count, blanks; // blanks: how many of the marks are blanks
    size_t point;               // digits before the decimal mark; only with has_point
    bool has_point, minus;
};

static bool take(struct reading *r, enum mark mark) {
    if (mark == MARK_POINT) {
        bool again = r->has_point;
        r->has_point = true;
        r->point = r->count;
        return !again;
    }
    if (mark == MARK_NONE || r->has_point || r->group_count == GROUPS_CAP)
        return false;
    r->groups[r->group_count++] = r->count;
    r->blanks += mark == MARK_BLANK;
    return true;
}

static bool scan(struct reading *r, const struct locale *l, struct str text) {
    enum { MINUS = 0x2212, LRM = 0x200E, RLM = 0x200F, ALM = 0x61C };
    for (size_t at = 0; at < text.len;) {
        uint32_t code = utf8_next(text.p, text.len, &at);
        int digit = locale_digit(code);
        if (code == LRM || code == RLM || code == ALM)
            continue;
        if (digit >= 0 && r->count + 1 < sizeof r->digits)
            r->digits[r->count++] = (char)('0' + digit);
        else if ((code == '-' || code == MINUS) && !r->count && !r->minus && !r->has_point && !r->group_count)
            r->minus = true;
        else if (digit >= 0 || !take(r, mark_of(l, code)))
            return false;
    }
    return r->count > 0;
}

// Groups of three, or as the language has them, from the point on; no number begins with a group of nothing or of zeros.
static bool groups_fit(const struct reading *r, size_t last, size_t others) {
    size_t end = r->has_point ? r->point : r->count;
    if (!r->groups[0] || r->groups[0] > (others > last ? others : last) || r->digits[0] == '0')
        return false;
    for (size_t i = r->group_count; i-- > 0; end = r->groups[i])
        if (end - r->groups[i] != (i + 1 == r->group_count ? last : others))
            return false;
    return true;
}

bool locale_read_number(const struct locale *l, const char *text, char *to, size_t room) {
    struct reading r = {.count = 0};
    if (!scan(&r, l, str_trim(str_of(text))))
        return false;
    bool fits = !r.group_count || groups_fit(&r, 3, 3) || groups_fit(&r, (size_t)l->group_first, (size_t)l->group_next);
    if (!fits) { // "12.5" where the point parts groups: it can only be the other mark
        if (r.group_count > 1 || r.has_point || r.blanks)
            return false;
        r.has_point = true;
        r.point = r.groups[0];
    }
    size_t whole = r.has_point ? r.point : r.count;
    const char *behind = r.has_point && r.count > whole ? "." : "";
    int n = snprintf(to, room, "%s%s%.*s%s%.*s", r.minus ? "-" : "", whole ? "" : "0", (int)whole, r.digits, behind, (int)(r.count - whole),
                     r.digits + whole);
    return n > 0 && (size_t)n < room;
}
