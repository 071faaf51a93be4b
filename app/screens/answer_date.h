// SPDX-License-Identifier: Apache-2.0
// Dates and times as digits under a mask: in the order of the language ("24.12.2026", "2026.12.24"), from and to what a form
// keeps, and from what a phone writes.
#ifndef TGOV_APP_SCREENS_ANSWER_DATE_H
#define TGOV_APP_SCREENS_ANSWER_DATE_H

#include "base/arena.h"
#include "contract/form/question.h"

enum { DATE_DIGITS = 16 };

// NULL for a question that is no date and no time.
const char *date_mask(const struct question *q, const char *language);
static inline bool date_year_first(const char *mask) { return mask && !strncmp(mask, "____", 4); }
// "2026-03-10T09:30:00Z", "09:30:00" or a day as the form keeps it, as digits for the mask; "" when it is not complete.
void date_digits(const struct question *q, const char *mask, const char *value, char to[DATE_DIGITS + 1]);
// Complete digits as the form keeps them; NULL when they are not complete. In the arena.
const char *date_value(const struct question *q, const char *mask, const char *digits, struct arena *a);
// What a person or a phone wrote ("2026-03-10", "10.3.2026 9:30", "0930") as digits for the mask.
void date_from_text(const char *mask, const char *text, char to[DATE_DIGITS + 1]);
// The parts in their order; how many. `at`: which of them the next digit belongs to, -1: none, it is complete.
enum date_part { PART_DAY, PART_MONTH, PART_YEAR, PART_HOUR, PART_MINUTE };
enum { DATE_PARTS = 5 };
int date_parts(const char *mask, int digits, enum date_part parts[DATE_PARTS], int *at);

#endif
