// SPDX-License-Identifier: Apache-2.0
// Private to contract/form: dates as answers write them.
#ifndef TGOV_CONTRACT_FORM_DATES_H
#define TGOV_CONTRACT_FORM_DATES_H

#include "contract/form/visit.h"

struct day_parts {
    int day, month, year; // 0: left open
};
// "03/10/2026", "10/03/2026" when day_first; fewer parts when the form hides some. False: not of that shape.
bool day_read(const struct question *q, const char *text, struct day_parts *out);
bool day_valid(struct day_parts d); // each part in its range or open
bool day_whole(struct day_parts d);
// Milliseconds since 1970 UTC of an ISO date, an ISO instant (without an offset: UTC) or, with `day`, of an ASK_DAY text.
bool instant_of(const char *text, bool day, bool day_first, int64_t *out);
// The first or last day that a limit allows, as days since 1970. False: no limit, or today is not known.
bool limit_day(struct visit *v, const struct date_limit *limit, const struct place *p, int32_t *out);
// "HH:mm:ss" and its kin, exactly.
bool time_fits(const char *text, const char *format);

#endif
