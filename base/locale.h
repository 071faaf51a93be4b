// SPDX-License-Identifier: Apache-2.0
// Dates, times, numbers and amounts as a language writes them, by the facts of the Unicode CLDR (locale_cldr_version).
// Texts come from the arena; a full arena gives "". Nothing here depends on the C library's locale.
//
//     const struct locale *l = locale_of("ar");
//     locale_date(l, a, LOCALE_WEEKDAY, day)       "الجمعة، ١٣ مارس"
//     locale_number(l, a, "1234.5")                "١٬٢٣٤٫٥"
//
// Which digits a number has: whatever counts, measures or dates (counts, amounts, dates, times, percentages, the marks of
// choices, the keys that write such a number) has the digits of the language, also the legend of a remote's key, since a
// remote is bought with the language it is used in. Whatever is only a name (numbers of cases, codes, telephone numbers,
// addresses of the web, account numbers) keeps the digits it was given, so that it can be copied and compared. In a text a
// key of the screen writes the digit that stands on it.
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
// "9:05", "오전 9:05", "9:05 am": in the hours that the language counts, in a sentence and on the clock of the screen.
const char *locale_time(const struct locale *l, struct arena *a, int hour, int minute);
// A date in digits, as it is typed and as examples show it: "05.03.1951", "1951.03.05", in Thai "05.03.2494". In Arabic its
// numbers stand from right to left.
const char *locale_numeric(const struct locale *l, struct arena *a, struct when_date date);
const char *locale_order(const struct locale *l); // of its parts: "dmy" or "ymd"
// What stands behind each of its numbers so that the next goes to the left of it: U+200F in Arabic, else "".
const char *locale_apart(const struct locale *l);
// The year of the language's calendar is the Gregorian one and this many more: 543 in Thai, where 2026 is 2569; else 0.
int locale_year_offset(const struct locale *l);
const char *locale_year(const struct locale *l, struct arena *a, int year); // a Gregorian year alone: "2026", "พ.ศ. 2569"
// What names that calendar: "พ.ศ."; "" for the Gregorian one.
const char *locale_era(const struct locale *l);
// The digits of a text in the language's own, nothing else is changed: for counts and clock times in sentences.
const char *locale_digits(const struct locale *l, struct arena *a, const char *text);
uint32_t locale_digit_code(const struct locale *l, int digit); // of one digit, 0 to 9
// 0 to 9 for a decimal digit of any of our scripts, full-width ones too; -1 for every other character.
int locale_digit(uint32_t code);
// Like arena_vprintf, with what %d and %ld write in the language's digits. That goes for sentences only: a format of nothing but
// ASCII is a key or a code and stays as it is. NULL at the arena's cap.
const char *locale_vprintf(const struct locale *l, struct arena *a, const char *fmt, va_list args) TGOV_PRINTF(3, 0);
// "-1234.50" (ASCII: sign, digits, at most one point) grouped and with the language's marks: "-1,234.50".
const char *locale_number(const struct locale *l, struct arena *a, const char *plain);
// The same without group marks, for numbers that count nothing: a year, a house, a limit.
const char *locale_decimal(const struct locale *l, struct arena *a, const char *plain);
// A number like above with the sign of its currency where the language puts it: "€412.60", "412,60 €". A currency without
// a sign shows its ISO 4217 code.
const char *locale_money(const struct locale *l, struct arena *a, const char *plain, const char *currency);

// ---- Reading what a person wrote
// "1.234,50" in Spanish, "1,234.50" in English, "١٬٢٣٤٫٥٠" in Arabic as "1234.50": digits of any script, the marks of the
// language, blanks between groups, and plainly ("1234.50") in every language. A single mark that is no group mark here, or
// does not stand where a group ends, is the decimal mark: "12.5" is twelve and a half also in Spanish, "1.234" is not. False
// when it is no number ("1,2,3", "12a", "-"): `to` is then undefined.
bool locale_read_number(const struct locale *l, const char *text, char *to, size_t room) TGOV_CHECKED;
// What is being typed as a number, as it is shown: digits and decimal mark of the language; an amount (`currency` not NULL)
// also in groups and with its sign, "€1,234.5". `at` is a byte of the text and becomes the one of the result. What is no
// number so far, or has marks that a person typed, stays as it is, in the language's digits.
const char *locale_typed(const struct locale *l, struct arena *a, const char *text, const char *currency, int *at);
// The decimal mark as it is typed: '.' or ','; as it is shown: also "٫".
char locale_point(const struct locale *l);
const char *locale_decimal_mark(const struct locale *l);

#endif
