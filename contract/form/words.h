// SPDX-License-Identifier: Apache-2.0
// What a form says to people: what is wrong with an answer, and an answer as a person would write it. Sentences of ours
// are English and pass through the caller's translations; texts of the form through form_text.
#ifndef TGOV_CONTRACT_FORM_WORDS_H
#define TGOV_CONTRACT_FORM_WORDS_H

#include "contract/form/form.h"

// Translations of our own sentences. NULL members, or a NULL pointer: English. form_messages lists them.
struct form_words {
    void *ctx;
    const char *(*text)(void *ctx, const char *english);
    const char *(*plural)(void *ctx, const char *one, const char *many, long n);
};
extern const char *const form_messages[]; // NULL-terminated; plurals as two, the second begins with "\n"
// One sentence: "Write at least 3 letters.". NULL at the arena's cap.
const char *form_violation_text(const struct form_run *run, const struct violation *v, const char *lang,
                                const struct form_words *words);
// An answer in words for the review: option labels, dates, "2 files". "" when empty; NULL at the arena's cap.
const char *form_show(const struct form_run *run, const struct question *q, const struct val *value, const char *lang,
                      const struct form_words *words);
// How a date or a time is written: "Day, month and year, for example 05.03.1951." in the order, the digits and the calendar of
// the language. NULL for every other question, and at the arena's cap.
const char *form_date_hint(const struct question *q, const char *lang, const struct form_words *words, struct arena *a);
// The answer of an address question on one line: a text that somebody typed or a geocoder formatted stays as it is, parts are
// put in the order of their country (base/locale_address.h). "" when there is nothing, or at the arena's cap.
const char *form_address(const struct val *v, const char *lang, struct arena *a);

#endif
