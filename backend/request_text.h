// SPDX-License-Identifier: Apache-2.0
// Text that came over the wire: shared by request.c and the router.
#ifndef TGOV_BACKEND_REQUEST_TEXT_H
#define TGOV_BACKEND_REQUEST_TEXT_H

#include "base/arena.h"
#include "base/str.h"

// Valid UTF-8 without control characters.
bool request_text_clean(const char *text, size_t len);
// Percent-decodes into the arena. ERR_SYNTAX for a broken escape or a text that is not clean.
enum err request_text_decode(struct arena *a, struct str raw, bool plus_is_space, const char **out) TGOV_CHECKED;

#endif
