// SPDX-License-Identifier: Apache-2.0
// Private to backend/pages: which languages there are.
#ifndef TGOV_BACKEND_PAGES_LANGUAGES_H
#define TGOV_BACKEND_PAGES_LANGUAGES_H

#include "backend/pages/page.h"

struct pages_language {
    const char *tag, *name; // "pt-BR", in its own words
    const char *wide;       // a wider tag that means it, too ("pt"); NULL: none
};

size_t pages_language_count(void);
// NULL when its words are not there. `p` may be NULL: then English only.
const struct pages_language *pages_language(const struct pages *p, size_t i);
// Fills the language's index and its words (NULL: English). True when `wanted` (may be NULL) named it.
bool pages_choose(const struct pages *p, const char *wanted, const char *accept, size_t *out,
                  const struct i18n **words);

#endif
