// SPDX-License-Identifier: Apache-2.0
#include "app/screens/answer_date.h"

#include "base/locale.h"

const char *date_mask(const struct question *q, const char *language) {
    bool year_first = locale_order(locale_of(language))[0] == 'y';
    switch (q->kind) {
    case ASK_DATE:
    case ASK_DAY: return year_first ? "____.__.__" : "__.__.____";
    case ASK_DATE_TIME: return year_first ? "____.__.__ __:__" : "__.__.____ __:__";
    case ASK_TIME: return "__:__";
    default: return NULL;
    }
}

// Day, month and year have their places in the digits by the order; hour and minute follow.
struct places {
    int day, month, year, time;
};
static struct places places_of(const char *mask) {
    return date_year_first(mask) ? (struct places){6, 4, 0, 8} : (struct places){0, 2, 4, 8};
}

static bool digits_at(const char *text, int from, int count) {
    for (int i = from; i < from + count; i++)
        if (text[i] < '0' || text[i] > '9')
            return false;
    return true;
}

static void put_date(char *to, struct places p, const char *day, const char *month, const char *year) {
    memcpy(to + p.day, day, 2);
    memcpy(to + p.month, month, 2);
    memcpy(to + p.year, year, 4);
    to[8] = '\0';
}

void date_digits(const struct question *q, const char *mask, const char *value, char to[DATE_DIGITS + 1]) {
    struct places p = places_of(mask);
    size_t len = strlen(value);
    to[0] = '\0';
    if (q->kind == ASK_TIME) {
        if (len >= 5 && value[2] == ':')
            snprintf(to, DATE_DIGITS, "%.2s%.2s", value, value + 3);
    } else if (q->kind == ASK_DAY) {
        if (len == 10)
            put_date(to, p, value + (q->day_first ? 0 : 3), value + (q->day_first ? 3 : 0), value + 6);
    } else if (len >= 10 && value[4] == '-' && value[7] == '-') {
        put_date(to, p, value + 8, value + 5, value);
        if (q->kind == ASK_DATE_TIME && len >= 16 && value[10] == 'T')
            snprintf(to + 8, 5, "%.2s%.2s", value + 11, value + 14);
    }
}

const char *date_value(const struct question *q, const char *mask, const char *d, struct arena *a) {
    struct places p = places_of(mask);
    size_t len = strlen(d), whole = q->kind == ASK_TIME ? 4 : q->kind == ASK_DATE_TIME ? 12 : 8;
    if (len != whole || !digits_at(d, 0, (int)len))
        return NULL;
    switch (q->kind) {
    case ASK_TIME: return arena_printf(a, "%.2s:%.2s:00", d, d + 2);
    case ASK_DATE: return arena_printf(a, "%.4s-%.2s-%.2s", d + p.year, d + p.month, d + p.day);
    case ASK_DATE_TIME:
        return arena_printf(a, "%.4s-%.2s-%.2sT%.2s:%.2s:00Z", d + p.year, d + p.month, d + p.day, d + p.time, d + p.time + 2);
    case ASK_DAY:
        return q->day_first ? arena_printf(a, "%.2s/%.2s/%.4s", d + p.day, d + p.month, d + p.year)
                            : arena_printf(a, "%.2s/%.2s/%.4s", d + p.month, d + p.day, d + p.year);
    default: return NULL;
    }
}

// ---- What was written freely ----
struct group {
    const char *p;
    int len;
};

static int groups_of(const char *text, struct group *g) {
    int n = 0;
    for (const char *c = text; *c && n < DATE_PARTS;) {
        const char *from = c;
        while (*c >= '0' && *c <= '9')
            c++;
        if (c > from)
            g[n++] = (struct group){from, (int)(c - from)};
        else
            c++;
    }
    return n;
}

static void add_padded(char *to, struct group g, int width) {
    size_t at = strlen(to);
    if (at + (size_t)width > DATE_DIGITS)
        return;
    for (int i = g.len; i < width; i++)
        to[at++] = '0';
    int skip = g.len > width ? g.len - width : 0;
    memcpy(to + at, g.p + skip, (size_t)(g.len - skip));
    to[at + (size_t)(g.len - skip)] = '\0';
}

void date_from_text(const char *mask, const char *text, char to[DATE_DIGITS + 1]) {
    struct group g[DATE_PARTS], swap;
    struct group want[DATE_PARTS];
    int n = groups_of(text, g), wanted = 0;
    to[0] = '\0';
    for (const char *m = mask; *m && wanted < DATE_PARTS;) { // the groups of the mask by their width
        const char *from = m;
        while (*m == '_')
            m++;
        if (m > from)
            want[wanted++] = (struct group){from, (int)(m - from)};
        else
            m++;
    }
    if (n == 1 || n > wanted) { // digits alone, as the remote gives them
        for (int i = 0; i < n; i++)
            add_padded(to, g[i], g[i].len);
        return;
    }
    bool other = n >= 3 && (g[0].len == 4) != (want[0].len == 4) && (g[0].len == 4 || g[2].len == 4);
    if (other) { // the year stands at the other end
        swap = g[0];
        g[0] = g[2];
        g[2] = swap;
    }
    for (int i = 0; i < n; i++)
        add_padded(to, g[i], want[i].len);
}

int date_parts(const char *mask, int digits, enum date_part parts[DATE_PARTS], int *at) {
    static const enum date_part day_first[] = {PART_DAY, PART_MONTH, PART_YEAR}, year_first[] = {PART_YEAR, PART_MONTH, PART_DAY};
    bool date = strchr(mask, '.') != NULL, clock = strchr(mask, ':') != NULL;
    int n = 0, group = 0, seen = 0;
    for (int i = 0; date && i < 3; i++)
        parts[n++] = date_year_first(mask) ? year_first[i] : day_first[i];
    if (clock) {
        parts[n++] = PART_HOUR;
        parts[n++] = PART_MINUTE;
    }
    *at = -1;
    for (const char *m = mask; *m; m++) {
        group += *m != '_';
        if (*m == '_' && seen++ == digits)
            *at = group;
    }
    return n;
}
