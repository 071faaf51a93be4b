// SPDX-License-Identifier: Apache-2.0
// Working days. The legal clock of a case counts working days: day 1 is the first working day after the day something
// was sent, and the last day ends when the offices close (18:00 unless the file says otherwise).
//
// Source, `holidays.json`:
//     {"closing": "18:00", "weekend": [6, 7],
//      "years": [{"year": 2026, "days": [{"date": "2026-05-01", "name": {"en": "Labour Day"}}]}]}
// Weekdays as in ISO 8601: 1 Monday to 7 Sunday.
#ifndef TGOV_CONTRACT_SERVICE_CALENDAR_H
#define TGOV_CONTRACT_SERVICE_CALENDAR_H

#include "base/value.h"
#include "contract/service/zone.h"

enum {
    CALENDAR_FILE_CAP = 256 * 1024,
    CALENDAR_YEARS_CAP = 60,
    CALENDAR_YEAR_DAYS_CAP = 60, // holidays of one year
    CALENDAR_DAYS_CAP = 400,     // the longest legal deadline, in working days
};

struct calendar_holiday {
    when_day day;
    struct val name; // texts
};
struct calendar {
    struct zone zone;
    int closing;           // minute of the day
    bool weekend[8];       // by ISO weekday; [0] unused
    int first_year, last_year; // that the file tells about; other years have only weekends
    const struct calendar_holiday *holidays; // sorted, no day twice
    size_t holiday_count;
};

// Everything lives in `a`; texts are shared with the document. ERR_SYNTAX, ERR_TYPE, ERR_DUPLICATE (a day or year
// twice), ERR_LIMIT, ERR_MISSING; the fault has the JSON path. A week without a working day is ERR_TYPE.
enum err calendar_read(struct arena *a, const char *bytes, size_t len, const struct zone *zone, struct calendar *out,
                       struct fault *f) TGOV_CHECKED;

when_day calendar_today(const struct calendar *c, when_ms at); // the local day of an instant
bool calendar_working(const struct calendar *c, when_day day);
const struct calendar_holiday *calendar_holiday_on(const struct calendar *c, when_day day); // NULL: none
// Working days in (from, to]: how many of the clock's days a case has used on the day `to`. 0 when to <= from.
int calendar_between(const struct calendar *c, when_day from, when_day to);
// The day that is `days` working days after `from`; `from` itself for 0.
when_day calendar_after(const struct calendar *c, when_day from, int days);
// The instant by which something sent at `from` must be answered: closing time of the days-th working day after it.
when_ms calendar_deadline(const struct calendar *c, when_ms from, int days);
// Working days from the local day after `now` to the deadline's day, that day included; today no longer counts as left.
// 0 on the last day and later; see case_clock for the words.
int calendar_left(const struct calendar *c, when_ms now, when_ms deadline);

#endif
