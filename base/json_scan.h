// SPDX-License-Identifier: Apache-2.0
// The look that is taken at JSON bytes before cJSON sees them: one pass, no memory, one bit for each level of nesting.
// cJSON is lenient (it takes "01", "1." and control characters for white space) and says little about what is wrong.
#ifndef TGOV_BASE_JSON_SCAN_H
#define TGOV_BASE_JSON_SCAN_H

#include "base/json.h"

// cJSON nests at most 1000 deep and reads at most 63 characters of a number.
enum { JSON_DEPTH_CAP = 1000, JSON_NUMBER_CAP = 63 };

// Checks the whole grammar of RFC 8259, the caps, UTF-8, surrogate pairs, and that no string holds U+0000.
enum err json_scan(const char *bytes, size_t len, struct json_limits limits, struct fault *f) TGOV_CHECKED;
// "line 3, column 14" of a byte; columns count characters.
void json_place(const char *bytes, size_t at, char *to, size_t room);

#endif
