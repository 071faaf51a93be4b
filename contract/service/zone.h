// SPDX-License-Identifier: Apache-2.0
// Local time of a district, from a POSIX time zone rule (IEEE Std 1003.1, 8.3): "KST-9", "CET-1CEST,M3.5.0,M10.5.0/3".
// The rule is text, so a box without a time zone database tells the same time as the backend.
#ifndef TGOV_CONTRACT_SERVICE_ZONE_H
#define TGOV_CONTRACT_SERVICE_ZONE_H

#include "base/when.h"

struct zone_change {
    int month, week, weekday; // "M3.5.0": week 5 is the last; weekday 0 is Sunday
    int minute;               // of the local day, before the change
};
struct zone {
    int standard, summer;      // minutes ahead of UTC; equal when there is no summer time
    struct zone_change begins, ends;
};

// ERR_SYNTAX, or ERR_UNSUPPORTED for rules that count days of the year ("J60").
enum err zone_read(const char *rule, struct zone *out) TGOV_CHECKED;
// What local time is ahead of UTC at that instant, in minutes: the `zone_minutes` of base/when.h.
int zone_minutes(const struct zone *z, when_ms at);
// The instant of a local day and minute. A minute that the change to summer time skips is taken as standard time.
when_ms zone_instant(const struct zone *z, when_day day, int minute);

#endif
