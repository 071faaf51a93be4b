// SPDX-License-Identifier: Apache-2.0
#include "app/screens/answer_date.h"

#include "base/locale.h"
#include "base/when.h"

// A number that runs from the left in a line that runs from the right (UAX 9, isolates).
#define N(digits) "\u2066" digits "\u2069"

struct date_form date_form(const struct question *q, const char *language) {
    static const char *const dates[2][2] = {{"__.__.____", N("__") "." N("__") "." N("____")}, {"____.__.__", N("____") "." N("__") "." N("__")}};
    static const char *const moments[2][2] = {{"__.__.____ __:__", N("__") "." N("__") "." N("____") " " N("__:__")},
                                               {"____.__.__ __:__", N("____") "." N("__") "." N("__") " " N("__:__")}};
    const struct locale *l = locale_of(language);
    bool year_first = locale_order(l)[0] == 'y', apart = *locale_apart(l);
    switch (q->kind) {
    case ASK_DATE:
    case ASK_DAY: return (struct date_form){dates[year_first][apart], locale_year_offset(l)};
    case ASK_DATE_TIME: return (struct date_form){moments[year_first][apart], locale_year_offset(l)};
    case ASK_TIME: return (struct date_form){"__:__", 0};
    default: return (struct date_form){NULL, 0};
    }
}

bool date_year_first(const char *mask) { return mask && strspn(strchr(mask, '_'), "_") == 4; }

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

// From one calendar to the other; a year that is left open ("0000") stays so.
static void move_year(char *year, int by) {
    int n = digits_at(year, 0, 4) ? (year[0] - '0') * 1000 + (year[1] - '0') * 100 + (year[2] - '0') * 10 + year[3] - '0' : 0;
    int moved = n + by;
    char text[8];
    if (!n || moved < 1 || moved > 9999)
        return;
    snprintf(text, sizeof text, "%04d", moved);
    memcpy(year, text, 4);
}

void date_digits(const struct question *q, struct date_form f, const char *value, char to[DATE_DIGITS + 1]) {
    struct places p = places_of(f.mask);
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
    if (q->kind != ASK_TIME && *to)
        move_year(to + p.year, f.years);
}

const char *date_value(const struct question *q, struct date_form f, const char *digits, struct arena *a) {
    struct places p = places_of(f.mask);
    char d[DATE_DIGITS + 1];
    if (!text_copy(d, sizeof d, digits))
        return NULL;
    size_t len = strlen(d), whole = q->kind == ASK_TIME ? 4 : q->kind == ASK_DATE_TIME ? 12 : 8;
    if (len != whole || !digits_at(d, 0, (int)len))
        return NULL;
    if (q->kind != ASK_TIME)
        move_year(d + p.year, -f.years);
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

bool date_close(const char *today, const char *first, const char *last, int days_ago) {
    enum { FAR_BACK = 5 * 366 };
    struct when_date d;
    char day[16], limit[16];
    if (!first || !when_read_date(today, &d))
        return false;
    when_write_date(when_from_date(d) - days_ago, day, sizeof day);
    when_write_date(when_from_date(d) - FAR_BACK, limit, sizeof limit);
    return strcmp(first, limit) >= 0 && strcmp(day, first) >= 0 && (!last || strcmp(day, last) <= 0);
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

// Digits of every script as ASCII, all else as it is.
static const char *in_ascii(const char *text, char *room, size_t size) {
    size_t len = strlen(text), n = 0;
    for (size_t at = 0; at < len && n + 4 < size;) {
        uint32_t code = utf8_next(text, len, &at);
        n += utf8_put(room + n, locale_digit(code) >= 0 ? '0' + (uint32_t)locale_digit(code) : code);
    }
    room[n] = '\0';
    return room;
}

static bool is_iso(const char *text) {
    return strlen(text) >= 10 && digits_at(text, 0, 4) && text[4] == '-' && digits_at(text, 5, 2) && text[7] == '-' && digits_at(text, 8, 2);
}

void date_from_text(struct date_form f, const char *written, char to[DATE_DIGITS + 1]) {
    char plain[128];
    const char *mask = f.mask, *text = in_ascii(written, plain, sizeof plain);
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
    if (is_iso(text) && strlen(to) >= 8)
        move_year(to + places_of(mask).year, f.years);
}

int date_parts(const char *mask, int digits, enum date_part parts[DATE_PARTS], int *at) {
    static const enum date_part day_first[] = {PART_DAY, PART_MONTH, PART_YEAR}, year_first[] = {PART_YEAR, PART_MONTH, PART_DAY};
    bool date = strchr(mask, '.') != NULL, clock = strchr(mask, ':') != NULL;
    int n = 0, group = -1, seen = 0;
    for (int i = 0; date && i < 3; i++)
        parts[n++] = date_year_first(mask) ? year_first[i] : day_first[i];
    if (clock) {
        parts[n++] = PART_HOUR;
        parts[n++] = PART_MINUTE;
    }
    *at = -1;
    for (const char *m = mask; *m; m++) {
        group += *m == '_' && (m == mask || m[-1] != '_');
        if (*m == '_' && seen++ == digits)
            *at = group;
    }
    return n;
}

bool date_typed(const char *mask, const char *text, int digits, enum date_part *part, int *number) {
    enum date_part parts[DATE_PARTS];
    int at, next, first = digits - 1, n = 0;
    if (digits < 1 || digits > (int)strlen(text))
        return false;
    date_parts(mask, digits - 1, parts, &at);
    date_parts(mask, digits, parts, &next);
    if (at < 0)
        return false;
    *part = parts[at];
    *number = -1;
    if (next == at)
        return true;
    for (int before = at; first > 0; first--) {
        date_parts(mask, first - 1, parts, &before);
        if (before != at)
            break;
    }
    for (; first < digits; first++)
        n = n * 10 + text[first] - '0';
    *number = n;
    return true;
}
