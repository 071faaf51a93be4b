// SPDX-License-Identifier: Apache-2.0
// Private to base/locale: patterns with fields, and the script that a text is written in.
#ifndef TGOV_BASE_LOCALE_FILL_H
#define TGOV_BASE_LOCALE_FILL_H

#include "base/buf.h"
#include "base/str.h"

struct fill_field {
    const char *name, *value; // value NULL or "": the field is empty
};
// "{given} {given2} {surname}" with its fields, by "Process a namePattern" of UTS 35, part 8: empty fields go together with
// what stands between them, and of the literals that meet then one blank remains. A field that `fields` does not have is
// empty.
void fill_pattern(struct buf *to, struct str pattern, const struct fill_field *fields, size_t count);

// Scripts of our languages, as a set.
enum script {
    SCRIPT_LATIN = 1, SCRIPT_ARABIC = 2, SCRIPT_DEVANAGARI = 4, SCRIPT_THAI = 8, SCRIPT_HANGUL = 16, SCRIPT_HAN = 32,
    SCRIPT_KANA = 64,
    SCRIPT_OTHER = 128 // any other that has letters
};
// Of the first character that belongs to one script alone (Unicode Standard Annex 24: neither Common nor Inherited); 0 when
// there is none. NULL is an empty text.
unsigned script_of(const char *text);
// The scripts that a language is written in, and the language that is likely behind a script (CLDR, likely subtags): of
// SCRIPT_OTHER and 0 "und". A tag counts up to its first '-'.
unsigned script_set(const char *language);
const char *script_language(unsigned script);
bool language_same(const char *tag, const char *other); // their first parts
#endif
