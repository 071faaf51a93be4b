// SPDX-License-Identifier: Apache-2.0
// A postal address from its parts, on one line. The Unicode CLDR has no patterns for addresses; the orders are facts of the
// Universal Postal Union's S42 templates as Google's libaddressinput lists them by country (fmt and lfmt of KR, CN, GB, US,
// CA, AU, IN, ES, MX, BR, PT, TH, VN, SA, EG), and where the house number stands by the UPU's pages on each country.
//
//     struct locale_address seoul = {.number = "110", .road = "세종대로", .district = "중구", .city = "서울특별시", .code = "KR"};
//     locale_address(&seoul, "en", a)        "서울특별시 중구 세종대로 110"
//
// The order is that of the country where the address is, for its post reads it, and of the letters it is written in: largest
// part first in Korean and Chinese letters, the street first elsewhere, also for Seoul in Latin ones. Nothing is translated.
// Where the country is not said, its letters tell, then the viewer's language. Every part that is there is written.
#ifndef TGOV_BASE_LOCALE_ADDRESS_H
#define TGOV_BASE_LOCALE_ADDRESS_H

#include "base/locale.h"

struct locale_address { // UTF-8; NULL or "": not there
    const char *street;            // road and number as one text; else:
    const char *road, *number;
    const char *unit;              // a flat, a floor
    const char *district, *city, *state, *postcode;
    const char *country;           // its name
    const char *code;              // ISO 3166-1, two letters of either case
};

// `viewer` is the tag of the language around it. "" when no part is there or the arena is full. Within a sentence it still
// has to be isolated (U+2068, U+2069; <bdi>).
const char *locale_address(const struct locale_address *p, const char *viewer, struct arena *a);

#endif
