// SPDX-License-Identifier: Apache-2.0
// Dates and times as digits under a mask: in the order, the direction and the calendar of the language ("24.12.2026",
// "2026.12.24", in Thai "24.12.2569"), from and to what a form keeps (always Gregorian), and from what a phone writes.
#ifndef TGOV_APP_SCREENS_ANSWER_DATE_H
#define TGOV_APP_SCREENS_ANSWER_DATE_H

#include "base/arena.h"
#include "contract/form/question.h"

enum { DATE_DIGITS = 16 };

struct date_form {
    const char *mask; // NULL: the question asks for no date and no time. Static
    int years;        // that the calendar of its year is ahead of the Gregorian one
};
struct date_form date_form(const struct question *q, const char *language);
bool date_year_first(const char *mask);
// "2026-03-10T09:30:00Z", "09:30:00" or a day as the form keeps it, as digits for the mask; "" when it is not complete.
void date_digits(const struct question *q, struct date_form f, const char *value, char to[DATE_DIGITS + 1]);
// Complete digits as the form keeps them; NULL when they are not complete. In the arena.
const char *date_value(const struct question *q, struct date_form f, const char *digits, struct arena *a);
// What a person or a phone wrote ("2026-03-10", "10.3.2026 9:30", "0930") as digits for the mask. What has the form of
// ISO 8601 comes from the phone's calendar and is Gregorian, all else is written in the calendar of the field.
void date_from_text(struct date_form f, const char *text, char to[DATE_DIGITS + 1]);
// Whether one key may answer with the day that is so many days before `today`: where a day close by is meant, and it is within
// the limits. A question without a first day, or one that lies far back, asks for any day of a life: a birth, not a report.
bool date_close(const char *today, const char *first, const char *last, int days_ago);
// The parts in their order; how many. `at`: which of them the next digit belongs to, -1: none, it is complete.
enum date_part { PART_DAY, PART_MONTH, PART_YEAR, PART_HOUR, PART_MINUTE };
enum { DATE_PARTS = 5 };
int date_parts(const char *mask, int digits, enum date_part parts[DATE_PARTS], int *at);
// The digit before the place `digits`: its part, and the number of the part when it is the last of it, else -1.
bool date_typed(const char *mask, const char *text, int digits, enum date_part *part, int *number);

#endif
