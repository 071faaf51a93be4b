// SPDX-License-Identifier: Apache-2.0
// Instants and calendar days. An instant is whole milliseconds since 1970-01-01T00:00:00Z; a day is the number of days
// since 1970-01-01 in the proleptic Gregorian calendar. Neither knows a time zone; `zone_minutes` is what local time is
// ahead of UTC and is given where it matters.
#ifndef TGOV_BASE_WHEN_H
#define TGOV_BASE_WHEN_H

#include "base/err.h"
#include <stdint.h>

typedef int64_t when_ms;
typedef int32_t when_day;

struct when_date {
    int year, month, day; // 1 to 12, 1 to 31
};
struct when_clock {
    int hour, minute, second, milli;
};

// The wall clock. Only main programs and platforms call this; everything else is told the time.
when_ms when_now(void);
// A clock that is never set, in milliseconds, for waiting and measuring. The time that the machine slept counts.
when_ms when_monotonic(void);

when_day when_from_date(struct when_date d);
struct when_date when_to_date(when_day d);
bool when_date_valid(struct when_date d);
int when_weekday(when_day d); // 1 Monday to 7 Sunday (ISO 8601)
when_day when_day_of(when_ms t, int zone_minutes);
struct when_clock when_clock_of(when_ms t, int zone_minutes);
when_ms when_at(when_day d, struct when_clock c, int zone_minutes);

// RFC 3339 "2026-03-10T09:12:00Z" or with a fraction (cut to milliseconds) or an offset. Year 0001 to 9999 in UTC.
// A leap second is read as the second before it. False for NULL.
bool when_read(const char *text, when_ms *out) TGOV_CHECKED;
// ISO 8601 date "2026-03-10".
bool when_read_date(const char *text, struct when_date *out) TGOV_CHECKED;
// "2026-03-10T09:12:00Z", with ".123" when not a whole second. `room` at least 32. Clamped to years 1 to 9999.
void when_write(when_ms t, char *to, size_t room);
void when_write_date(when_day d, char *to, size_t room); // at least 16

#endif
