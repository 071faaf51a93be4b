// SPDX-License-Identifier: Apache-2.0
// Dates, times, numbers and amounts as a language writes them, by the facts of the Unicode CLDR (locale_cldr_version).
// Texts come from the arena; a full arena gives "". Nothing here depends on the C library's locale.
//
//     const struct locale *l = locale_of("ar");
//     locale_date(l, a, LOCALE_WEEKDAY, day)       "الجمعة، ١٣ مارس"
//     locale_number(l, a, "1234.5")                "١٬٢٣٤٫٥"
#ifndef TGOV_BASE_LOCALE_H
#define TGOV_BASE_LOCALE_H

#include "base/arena.h"
#include "base/when.h"
#include <stdarg.h>

struct locale;

enum locale_style {
    LOCALE_DAY_MONTH,          // 13 March
    LOCALE_DATE,               // 13 March 2026
    LOCALE_MONTH_YEAR,         // March 2026
    LOCALE_WEEKDAY,            // Friday 13 March
    LOCALE_WEEKDAY_DATE,       // Friday 13 March 2026
    LOCALE_WEEKDAY_SHORT,      // Fri 13 March
    LOCALE_WEEKDAY_DATE_SHORT, // Fri 13 March 2026
    LOCALE_STYLES
};

extern const char locale_cldr_version[];

// The language of a BCP 47 tag: exactly, else by its first part, else English. Never NULL.
const struct locale *locale_of(const char *tag);
const char *locale_date(const struct locale *l, struct arena *a, enum locale_style style, struct when_date date);
const char *locale_month(const struct locale *l, int month); // 1 to 12: "March"
// "9:05", "오전 9:05", "9:05 am"; with `clock` the bare 24-hour digits of a clock on the wall: "9:05".
const char *locale_time(const struct locale *l, struct arena *a, int hour, int minute, bool clock);
// Of a date in digits: "dmy" or "ymd".
const char *locale_order(const struct locale *l);
// The digits of a text in the language's own, nothing else is changed: for counts and clock times in sentences.
const char *locale_digits(const struct locale *l, struct arena *a, const char *text);
// Like arena_vprintf, with what %d writes in the language's digits. That goes for sentences only: a format of nothing but
// ASCII is a key or a code and stays as it is. NULL at the arena's cap.
const char *locale_vprintf(const struct locale *l, struct arena *a, const char *fmt, va_list args) TGOV_PRINTF(3, 0);
// "-1234.50" (ASCII: sign, digits, at most one point) grouped and with the language's marks: "-1,234.50".
const char *locale_number(const struct locale *l, struct arena *a, const char *plain);
// The same without group marks, for numbers that count nothing: a year, a house, a limit.
const char *locale_decimal(const struct locale *l, struct arena *a, const char *plain);
// A number like above with the sign of its currency where the language puts it: "€412.60", "412,60 €". A currency without
// a sign shows its ISO 4217 code.
const char *locale_money(const struct locale *l, struct arena *a, const char *plain, const char *currency);

#endif
