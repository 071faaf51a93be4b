// SPDX-License-Identifier: Apache-2.0
// A person's name in full, from its parts, as Unicode Technical Standard 35, part 8 ("Person names") writes it with the
// facts of the Unicode CLDR (locale_cldr_version).
//
//     locale_person_name(&(struct locale_person){.given = "민준", .surname = "김"}, "en", a)                     "김민준"
//     locale_person_name(&(struct locale_person){.given = "Mia", .surname = "Kim"}, "ko", a)                     "Mia Kim"
//     locale_person_name(&(struct locale_person){.given = "An", .surname = "Lê", .language = "vi"}, "en", a)     "Lê An"
//
// What decides, in this order:
// - The script of the name. A name in letters that the viewer's language is not written in is written by the rules of a
//   language that is: Hangul as in Korean, whatever the screen speaks. Nothing is transliterated.
// - The order: by the language of the name, where the viewer's language knows it ("Lê An" even in English); else as the
//   likely language of the script has it.
// - Blanks: none within Korean and Chinese names; Chinese parts a name of another language by "·".
// The pattern is CLDR's longest, formal one: an office says the whole name. What CLDR's patterns leave out, such as the
// second of two surnames in Spanish, belongs into `surname` ("García Lorca"), where OpenID Connect's family_name has it.
#ifndef TGOV_BASE_LOCALE_NAME_H
#define TGOV_BASE_LOCALE_NAME_H

#include "base/locale.h"

enum locale_name_order { LOCALE_NAME_ITS_OWN, LOCALE_NAME_GIVEN_FIRST, LOCALE_NAME_SURNAME_FIRST };

struct locale_person { // UTF-8; NULL or "": not there. Somebody of one name has it in `given`
    const char *given, *given2, *surname; // given2: further given names, or a middle name
    const char *title, *surname2, *generation, *credentials;
    const char *language;         // of the name, as a BCP 47 tag; NULL: told by the script
    enum locale_name_order order; // the person's own wish
};

// `viewer` is the tag of the language around it; NULL: the name stands alone, in its own language. "" when no part is there or
// the arena is full. Within a sentence it still has to be isolated (U+2068, U+2069; <bdi>).
const char *locale_person_name(const struct locale_person *p, const char *viewer, struct arena *a);

// The language to give for a name when only the language is known that its owner reads (OpenID Connect's "locale"): that one
// for Latin letters, which many languages share; NULL for others, which tell more by themselves.
const char *locale_name_language(const struct locale_person *p, const char *reads);

#endif
