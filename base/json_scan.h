// SPDX-License-Identifier: Apache-2.0
// The look that is taken at JSON bytes before the parser sees them: one pass, no memory, constant state per nesting level.
#ifndef TGOV_BASE_JSON_SCAN_H
#define TGOV_BASE_JSON_SCAN_H

#include "base/json.h"

// Caps, UTF-8, NUL in strings and in the document, control characters. What is wrong with the grammar the parser finds.
enum err json_scan(const char *bytes, size_t len, struct json_limits limits, struct fault *f) TGOV_CHECKED;
// "line 3, column 14" of a byte.
void json_place(const char *bytes, size_t at, char *to, size_t room);

#endif
