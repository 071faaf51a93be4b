// SPDX-License-Identifier: Apache-2.0
// Private to base/locale: how one language writes dates, numbers and people's names, as CLDR has it. The table is written by
// tools/cldr.mjs.
#ifndef TGOV_BASE_LOCALE_DATA_H
#define TGOV_BASE_LOCALE_DATA_H

#include "base/locale.h"

enum { LOCALE_COUNT = 9, LOCALE_CURRENCIES = 11 };

// People's names (Unicode Technical Standard 35, part 8). Languages are parted by blanks; "und": all that neither list has.
struct locale_names {
    const char *given_first, *surname_first;
    const char *native_space, *foreign_space; // what a blank becomes in a name of this language, of another one
    const char *patterns[2];                  // in full: the given name first, the surname first
};

struct locale {
    const char *tag;
    const char *months[12], *months_short[12]; // January first
    const char *days[7], *days_short[7];       // Monday first
    const char *patterns[LOCALE_STYLES];       // CLDR date patterns: d, M, MMM, MMMM, y, G, E, EEEE, 'text'
    const char *time, *am, *pm;                // h or H, mm, a
    const char *order;                         // of a numeric date: "dmy", "ymd"
    const char *apart;                         // behind its numbers, so that they run from the right one by one: U+200F; else ""
    const char *era;                           // for G
    int year_offset;                           // 543: the Buddhist era
    const char *digits;                        // ten characters; "": ASCII
    const char *decimal, *group, *minus;
    const char *money;                         // "#" is the number, "¤" the sign of the currency
    int group_first, group_next;               // digits from the point on: 3 and 3, in India 3 and 2
    int group_least;                           // digits that stand before the first group mark, at least
    const char *currency_signs[LOCALE_CURRENCIES];
    struct locale_names names;
};
extern const char *const locale_currencies[LOCALE_CURRENCIES]; // ISO 4217
extern const struct locale locale_table[LOCALE_COUNT];         // sorted by tag
extern const struct locale_names locale_names_root;            // of the languages that the table has not

#endif
