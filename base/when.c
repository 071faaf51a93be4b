// SPDX-License-Identifier: Apache-2.0
// The civil calendar by arithmetic on days since 1970-01-01: years start in March, so that the leap day comes last.
#include "base/when.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { DAY_MS = 86400000, MINUTE_MS = 60000 };
#define FIRST_MS INT64_C(-62135596800000) // 0001-01-01T00:00:00.000Z
#define LAST_MS INT64_C(253402300799999)  // 9999-12-31T23:59:59.999Z

when_ms when_now(void) {
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (when_ms)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

when_ms when_monotonic(void) {
    struct timespec t;
    if (clock_gettime(CLOCK_BOOTTIME, &t)) // a kernel that does not say how long it slept
        clock_gettime(CLOCK_MONOTONIC, &t);
    return (when_ms)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

when_day when_from_date(struct when_date d) {
    int64_t y = d.year - (d.month <= 2);
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return (when_day)(era * 146097 + day_of_era - 719468);
}

struct when_date when_to_date(when_day day) {
    int64_t z = (int64_t)day + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t day_of_era = z - era * 146097;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t shifted = (5 * day_of_year + 2) / 153;
    int month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
    return (struct when_date){(int)(year_of_era + era * 400 + (month <= 2)), month,
                              (int)(day_of_year - (153 * shifted + 2) / 5 + 1)};
}

bool when_date_valid(struct when_date d) {
    if (d.year < 1 || d.year > 9999 || d.month < 1 || d.month > 12 || d.day < 1 || d.day > 31)
        return false;
    struct when_date back = when_to_date(when_from_date(d));
    return back.day == d.day && back.month == d.month;
}

int when_weekday(when_day d) {
    int n = (int)(((int64_t)d + 3) % 7); // 1970-01-01 was a Thursday
    return (n < 0 ? n + 7 : n) + 1;
}

static int64_t floor_div(int64_t a, int64_t b) { return a / b - (a % b < 0); }

when_day when_day_of(when_ms t, int zone_minutes) {
    return (when_day)floor_div(t + (int64_t)zone_minutes * MINUTE_MS, DAY_MS);
}

struct when_clock when_clock_of(when_ms t, int zone_minutes) {
    int64_t local = t + (int64_t)zone_minutes * MINUTE_MS;
    int ms = (int)(local - floor_div(local, DAY_MS) * DAY_MS);
    return (struct when_clock){ms / 3600000, ms / 60000 % 60, ms / 1000 % 60, ms % 1000};
}

when_ms when_at(when_day d, struct when_clock c, int zone_minutes) {
    return (when_ms)d * DAY_MS + c.hour * 3600000LL + c.minute * 60000LL + c.second * 1000LL + c.milli -
           (when_ms)zone_minutes * MINUTE_MS;
}

// `count` digits at *at; moves behind them. -1 when they are not all digits.
static int digits(const char **at, int count) {
    int n = 0;
    for (int i = 0; i < count; i++, (*at)++) {
        if (**at < '0' || **at > '9')
            return -1;
        n = n * 10 + **at - '0';
    }
    return n;
}

static bool literal(const char **at, const char *any_of) {
    if (!**at || !strchr(any_of, **at))
        return false;
    (*at)++;
    return true;
}

static bool read_date(const char **at, struct when_date *d) {
    *d = (struct when_date){.year = digits(at, 4)};
    if (d->year < 0 || !literal(at, "-") || (d->month = digits(at, 2)) < 0 || !literal(at, "-"))
        return false;
    d->day = digits(at, 2);
    return when_date_valid(*d);
}

static bool read_clock(const char **at, struct when_clock *c) {
    *c = (struct when_clock){.hour = digits(at, 2)};
    if (c->hour < 0 || !literal(at, ":") || (c->minute = digits(at, 2)) < 0 || !literal(at, ":"))
        return false;
    c->second = digits(at, 2);
    if (c->hour > 23 || c->minute > 59 || c->second < 0 || c->second > 60)
        return false;
    c->second -= c->second == 60; // a leap second is told as the second before it
    if (!literal(at, "."))
        return true;
    int place = 100, n = digits(at, 1);
    for (; n >= 0; n = **at >= '0' && **at <= '9' ? digits(at, 1) : -2) {
        c->milli += n * place;
        place /= 10;
    }
    return n == -2;
}

static bool read_zone(const char **at, int *minutes) {
    *minutes = 0;
    if (literal(at, "Zz"))
        return true;
    int sign = **at == '-' ? -1 : 1;
    if (!literal(at, "+-"))
        return false;
    int hours = digits(at, 2);
    if (hours < 0 || hours > 23 || !literal(at, ":"))
        return false;
    int rest = digits(at, 2);
    *minutes = sign * (hours * 60 + rest);
    return rest >= 0 && rest < 60;
}

bool when_read(const char *text, when_ms *out) {
    struct when_date d;
    struct when_clock c;
    int zone;
    if (!text || !read_date(&text, &d) || !literal(&text, "Tt ") || !read_clock(&text, &c))
        return false;
    if (!read_zone(&text, &zone) || *text)
        return false;
    *out = when_at(when_from_date(d), c, zone);
    return *out >= FIRST_MS && *out <= LAST_MS; // the offset may lead out of the years that can be written
}

bool when_read_date(const char *text, struct when_date *out) { return text && read_date(&text, out) && !*text; }

void when_write(when_ms t, char *to, size_t room) {
    t = t < FIRST_MS ? FIRST_MS : t > LAST_MS ? LAST_MS : t;
    struct when_date d = when_to_date(when_day_of(t, 0));
    struct when_clock c = when_clock_of(t, 0);
    char milli[16] = "";
    if (c.milli)
        snprintf(milli, sizeof milli, ".%03d", c.milli);
    snprintf(to, room, "%04d-%02d-%02dT%02d:%02d:%02d%sZ", d.year, d.month, d.day, c.hour, c.minute, c.second, milli);
}

void when_write_date(when_day day, char *to, size_t room) {
    struct when_date d = when_to_date(day);
    snprintf(to, room, "%04d-%02d-%02d", d.year, d.month, d.day);
}
