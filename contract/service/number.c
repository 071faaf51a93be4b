// SPDX-License-Identifier: Apache-2.0
// Case numbers and secrets as people type them.
#include "base/random.h"
#include "contract/service/case.h"
#include <stdio.h>

enum { PREFIX_MAX = 6, DIGITS_MAX = 9 };

enum err case_number_write(const char *prefix, int year, long running, char *to, size_t room) {
    size_t len = strspn(prefix, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    if (!len || len > PREFIX_MAX || prefix[len] || year < 1900 || year > 9999 || running < 1)
        return ERR_TYPE;
    int wrote = snprintf(to, room, "%s-%04d-%04ld", prefix, year, running);
    return wrote < 0 || (size_t)wrote >= room ? ERR_LIMIT : ERR_NONE;
}

static bool between(char c, char low, char high) { return c >= low && c <= high; }
static bool gap(char c) { return c == ' ' || c == '-' || c == '_' || c == '.'; }

// Takes letters or digits from *at, as capital letters, and the gap behind them.
static size_t part(const char **at, char low, char high, size_t max, char *to) {
    size_t len = 0;
    for (; len < max; ++*at, len++) {
        char c = between(**at, 'a', 'z') ? (char)(**at - 'a' + 'A') : **at;
        if (!between(c, low, high))
            break;
        to[len] = c;
    }
    to[len] = '\0';
    while (gap(**at))
        ++*at;
    return len;
}

bool case_number_clean(const char *typed, char *to, size_t room) {
    char prefix[PREFIX_MAX + 1], year[5], digits[DIGITS_MAX + 1];
    long y, running;
    while (*typed == ' ')
        typed++;
    if (!part(&typed, 'A', 'Z', PREFIX_MAX, prefix) || part(&typed, '0', '9', 4, year) != 4 ||
        !part(&typed, '0', '9', DIGITS_MAX, digits) || *typed)
        return false;
    return text_integer(year, 1900, 9999, &y) && text_integer(digits, 1, 999999999, &running) &&
           !case_number_write(prefix, (int)y, running, to, room);
}

bool case_secret_clean(const char *typed, char *to) {
    size_t len = 0;
    for (; *typed; typed++) {
        char c = between(*typed, 'a', 'z') ? (char)(*typed - 'a' + 'A') : *typed;
        if (gap(c))
            continue;
        if (len >= CASE_SECRET_LETTERS + 1 || !strchr(RANDOM_CODE, c))
            return false;
        to[len++] = c;
        if (len == CASE_SECRET_LETTERS / 2)
            to[len++] = '-';
    }
    to[len] = '\0';
    return len == CASE_SECRET_LETTERS + 1;
}
