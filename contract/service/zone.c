// SPDX-License-Identifier: Apache-2.0
// POSIX time zone rules. The sign there is what is added to local time to get UTC; here it is what local time is ahead.
#include "contract/service/zone.h"
#include <string.h>

enum { DAY_MINUTES = 1440 };

struct reader {
    const char *at;
    bool bad;
};

static bool digit(char c) { return c >= '0' && c <= '9'; }

static void name(struct reader *r) {
    int len = 0;
    if (*r->at == '<') {
        for (r->at++; *r->at && *r->at != '>'; r->at++)
            len++;
        if (*r->at)
            r->at++;
        else
            r->bad = true;
    } else {
        for (; (*r->at >= 'A' && *r->at <= 'Z') || (*r->at >= 'a' && *r->at <= 'z'); r->at++)
            len++;
    }
    r->bad |= len < 3;
}

static int number(struct reader *r, int max) {
    int value = 0, len = 0;
    for (; digit(*r->at) && len < 3; r->at++, len++)
        value = value * 10 + (*r->at - '0');
    r->bad |= !len || value > max;
    return value;
}

// "[+-]hh[:mm[:ss]]" in minutes; seconds are dropped.
static int time_of(struct reader *r, int max_hours) {
    int sign = *r->at == '-' ? -1 : 1;
    if (*r->at == '-' || *r->at == '+')
        r->at++;
    int minutes = number(r, max_hours) * 60;
    if (*r->at == ':') {
        r->at++;
        minutes += number(r, 59);
        if (*r->at == ':') {
            r->at++;
            (void)number(r, 59);
        }
    }
    return sign * minutes;
}

static void take(struct reader *r, char c) {
    if (*r->at == c)
        r->at++;
    else
        r->bad = true;
}

static struct zone_change change(struct reader *r) {
    struct zone_change c = {.minute = 120};
    take(r, ',');
    take(r, 'M');
    c.month = number(r, 12);
    take(r, '.');
    c.week = number(r, 5);
    take(r, '.');
    c.weekday = number(r, 6);
    if (*r->at == '/') {
        r->at++;
        c.minute = time_of(r, 167);
    }
    r->bad |= !c.month || !c.week;
    return c;
}

enum err zone_read(const char *rule, struct zone *out) {
    struct reader r = {.at = rule};
    struct zone z = {0};
    name(&r);
    z.standard = z.summer = -time_of(&r, 24);
    if (!r.bad && *r.at) {
        name(&r);
        z.summer = *r.at && *r.at != ',' ? -time_of(&r, 24) : z.standard + 60;
        if (!r.bad && *r.at == ',' && (r.at[1] == 'J' || digit(r.at[1])))
            return ERR_UNSUPPORTED;
        z.begins = change(&r);
        z.ends = change(&r);
    }
    if (r.bad || *r.at)
        return ERR_SYNTAX;
    *out = z;
    return ERR_NONE;
}

// The instant of a change in `year`, when local time before it is `before` minutes ahead.
static when_ms change_at(const struct zone_change *c, int year, int before) {
    when_day first = when_from_date((struct when_date){year, c->month, 1});
    int weekday = c->weekday ? c->weekday : 7;
    when_day day = first + (weekday - when_weekday(first) + 7) % 7 + (c->week - 1) * 7;
    when_day next = when_from_date((struct when_date){c->month == 12 ? year + 1 : year, c->month % 12 + 1, 1});
    while (day >= next)
        day -= 7;
    return ((when_ms)day * DAY_MINUTES + c->minute - before) * 60000;
}

int zone_minutes(const struct zone *z, when_ms at) {
    if (z->standard == z->summer)
        return z->standard;
    int year = when_to_date(when_day_of(at, z->standard)).year;
    when_ms begins = change_at(&z->begins, year, z->standard), ends = change_at(&z->ends, year, z->summer);
    bool summer = begins < ends ? at >= begins && at < ends : at >= begins || at < ends;
    return summer ? z->summer : z->standard;
}

when_ms zone_instant(const struct zone *z, when_day day, int minute) {
    when_ms local = ((when_ms)day * DAY_MINUTES + minute) * 60000;
    when_ms summer = local - (when_ms)z->summer * 60000;
    return zone_minutes(z, summer) == z->summer ? summer : local - (when_ms)z->standard * 60000;
}
