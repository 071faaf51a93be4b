// SPDX-License-Identifier: Apache-2.0
// Dates of answers and date limits.
#include "contract/form/dates.h"

#include "base/when.h"

static bool digits(const char **at, int least, int most, int *out) {
    int n = 0;
    for (*out = 0; n < most && **at >= '0' && **at <= '9'; n++, ++*at)
        *out = *out * 10 + (**at - '0');
    return n >= least;
}

bool day_read(const struct question *q, const char *text, struct day_parts *out) {
    int parts[3], count = 0;
    *out = (struct day_parts){0};
    for (const char *at = text; count < 3; at++) {
        if (!digits(&at, 1, 4, &parts[count++]))
            return false;
        if (!*at)
            break;
        if (*at != '/' || count == 3)
            return false;
    }
    int shown = !q->no_day + !q->no_month + !q->no_year, next = 0;
    if (count != 3 && count != shown)
        return false;
    bool all = count == 3;
    if (q->day_first && (all || !q->no_day))
        out->day = parts[next++];
    if (all || !q->no_month)
        out->month = parts[next++];
    if (!q->day_first && (all || !q->no_day))
        out->day = parts[next++];
    if (all || !q->no_year)
        out->year = parts[next++];
    return true;
}

bool day_valid(struct day_parts d) {
    static const int last[] = {31, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (d.month < 0 || d.month > 12 || d.day < 0 || d.year < 0 || d.year > 9999)
        return false;
    bool leap = (d.year % 4 == 0 && d.year % 100 != 0) || d.year % 400 == 0; // an open year may be a leap year
    return d.day <= last[d.month] + (d.month == 2 && leap);
}

bool day_whole(struct day_parts d) { return d.day && d.month && d.year; }

static bool read_clock(const char *at, struct when_clock *c, int *zone) {
    *c = (struct when_clock){0};
    *zone = 0;
    if (!digits(&at, 2, 2, &c->hour) || *at++ != ':' || !digits(&at, 2, 2, &c->minute))
        return false;
    if (*at == ':' && (at++, !digits(&at, 2, 2, &c->second)))
        return false;
    if (*at == '.') {
        int scale = 100;
        for (at++; *at >= '0' && *at <= '9'; at++, scale /= 10)
            c->milli += (*at - '0') * scale;
    }
    if (c->hour > 23 || c->minute > 59 || c->second > 59)
        return false;
    if (!*at || text_same(at, "Z"))
        return true;
    int sign = *at == '+' ? 1 : *at == '-' ? -1 : 0, hours, minutes = 0;
    if (!sign || (at++, !digits(&at, 2, 2, &hours)) || (*at == ':' && !*++at) || (*at && !digits(&at, 2, 2, &minutes)))
        return false;
    *zone = sign * (hours * 60 + minutes);
    return !*at && hours < 24 && minutes < 60;
}

static bool iso_instant(const char *text, int64_t *out) {
    char day[11];
    struct when_date d;
    struct when_clock c = {0};
    int zone = 0;
    text_copy(day, sizeof day, text);
    if (strlen(day) != 10 || !when_read_date(day, &d))
        return false;
    const char *rest = text + 10;
    if (*rest && ((*rest != 'T' && *rest != 't' && *rest != ' ') || !read_clock(rest + 1, &c, &zone)))
        return false;
    *out = when_at(when_from_date(d), c, zone);
    return true;
}

bool instant_of(const char *text, bool day, bool day_first, int64_t *out) {
    struct day_parts d;
    struct question shape = {.day_first = day_first};
    if (iso_instant(text, out))
        return true;
    if (!day || !day_read(&shape, text, &d) || !day_whole(d) || !day_valid(d))
        return false;
    *out = when_at(when_from_date((struct when_date){d.year, d.month, d.day}), (struct when_clock){0}, 0);
    return true;
}

// Months are added first, then the day is moved back to the last of a shorter month.
static int32_t moved(int32_t today, const struct date_limit *l) {
    struct when_date d = when_to_date(today);
    int months = d.month - 1 + l->months + l->years * 12;
    d.year += months >= 0 ? months / 12 : -((11 - months) / 12);
    d.month = (months % 12 + 12) % 12 + 1;
    while (d.day > 28 && !when_date_valid(d))
        d.day--;
    return when_from_date(d) + l->days;
}

bool limit_day(struct visit *v, const struct date_limit *l, const struct place *p, int32_t *out) {
    struct when_date today;
    struct val found;
    int64_t at;
    switch (l->base) {
    case DATE_NONE: return false;
    case DATE_FIXED: *out = l->day; return true;
    case DATE_TODAY:
        if (!v->run->today || !when_read_date(v->run->today, &today))
            return false;
        *out = moved(when_from_date(today), l);
        return true;
    case DATE_RULE:
        if (!rule_value(v, &l->rule, p, NULL, &found))
            return false;
        if (found.type == VAL_NUMBER && found.number > -1e14 && found.number < 1e14)
            at = (int64_t)found.number;
        else if (found.type != VAL_STRING || !instant_of(found.text, false, false, &at))
            return false;
        *out = when_day_of(at, 0);
        return true;
    }
    return false;
}

bool time_fits(const char *text, const char *format) {
    int n;
    for (; *format; format++) {
        bool two = format[0] == format[1];
        char c = *format;
        if (c == 'H' || c == 'h' || c == 'm' || c == 's') {
            int most = c == 'H' ? 23 : c == 'h' ? 12 : 59;
            if (!digits(&text, two ? 2 : 1, 2, &n) || n > most || (c == 'h' && n == 0))
                return false;
            format += two;
        } else if (c == 'A' || c == 'a') {
            char half = (char)(*text | 0x20);
            if ((half != 'a' && half != 'p') || (text[1] | 0x20) != 'm')
                return false;
            text += 2;
        } else if (*text++ != c)
            return false;
    }
    return !*text;
}

struct range_of {
    const char *path;
    const char *first, *last;
};

static const char *write_limit(struct visit *v, const struct date_limit *l, const struct place *p) {
    char text[16];
    int32_t day;
    if (!limit_day(v, l, p, &day))
        return NULL;
    when_write_date(day, text, sizeof text);
    return arena_string(v->run->arena, text);
}

static bool range_at(struct visit *v, void *ctx, const struct place *p) {
    struct range_of *r = ctx;
    if (strcmp(p->path, r->path) != 0)
        return !strncmp(p->path, r->path, strlen(p->path));
    r->first = write_limit(v, &p->node->first, p);
    r->last = write_limit(v, &p->node->last, p);
    return false;
}

bool form_date_range(const struct form_run *run, const struct val *answers, const char *path, const char **first,
                     const char **last) {
    struct range_of r = {.path = path};
    const struct question *q = form_question(run->form, path);
    *first = *last = NULL;
    if (!q || !q->limits.has_dates)
        return false;
    struct visit v;
    visit_init(&v, run, answers, run->arena);
    v.whole_rows = true;
    v.at = range_at;
    v.ctx = &r;
    enum err e = visit_form(&v);
    visit_finish(&v);
    *first = r.first;
    *last = r.last;
    return !e && (r.first || r.last);
}
