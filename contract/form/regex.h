// SPDX-License-Identifier: Apache-2.0
// Private to contract/form: the regular expressions of forms. They are JavaScript's; PCRE2 runs them with its options
// for that dialect and with limits on time and memory, so no pattern can hang a box. Everything lives in arenas.
#ifndef TGOV_CONTRACT_FORM_REGEX_H
#define TGOV_CONTRACT_FORM_REGEX_H

#include "base/arena.h"
#include <stdint.h>

enum { PATTERN_CAP = 2000 }; // bytes of an expression

struct pattern;
// Compiles for the whole text, as Form.io does: "^" before, "$" behind. ERR_SYNTAX, ERR_LIMIT, ERR_MEMORY.
enum err pattern_make(struct arena *a, const char *source, const struct pattern **out, struct fault *f) TGOV_CHECKED;
// Valid UTF-8 only. A text that needs more work than the limits allow does not match.
bool pattern_matches(const struct pattern *p, struct arena *scratch, const char *text, size_t len);

// walk_pattern.c: a text that probably matches, made up from the expression; `seed` moves on. NULL at the cap.
const char *pattern_invent(struct arena *a, const char *source, uint64_t *seed);

#endif
