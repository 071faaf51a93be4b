// SPDX-License-Identifier: Apache-2.0
// Amounts: whole minor units ("41260") with an ISO 4217 code ("EUR"), never a floating number.
#ifndef TGOV_CONTRACT_SERVICE_MONEY_H
#define TGOV_CONTRACT_SERVICE_MONEY_H

#include "base/err.h"
#include <stdint.h>

enum { MONEY_TEXT_MAX = 48 }; // room for any formatted amount

// Digits behind the point: 2 for EUR, 0 for KRW, 3 for KWD (ISO 4217:2015, table A.1). -1 when the code is unknown.
// XTS, the code for testing, counts 2.
int money_digits(const char *currency);
// "412.60", "-1,234.00", "24,000": thousands grouped, as many digits behind the point as the currency has. The point is
// "." and the group mark ","; languages that write "1.234,00" or "1 234,00" (de, fr, nb, …) get theirs by `language`,
// which may be NULL. ERR_REFERENCE for an unknown currency, ERR_LIMIT when `room` is too small.
enum err money_write(int64_t amount, const char *currency, const char *language, char *to, size_t room) TGOV_CHECKED;
// The same without ".00" when the amount is whole: "24" for 2400 EUR cents.
enum err money_write_short(int64_t amount, const char *currency, const char *language, char *to,
                           size_t room) TGOV_CHECKED;
// Reads "412.60" or "412" as minor units: digits, at most one point, no group marks. ERR_SYNTAX, ERR_LIMIT (more than
// 10^15 minor units), ERR_REFERENCE.
enum err money_read(const char *text, const char *currency, int64_t *out) TGOV_CHECKED;

#endif
