// SPDX-License-Identifier: Apache-2.0
// Finding services by what people type: without regard to case and accents, at word beginnings or inside words, with one
// wrong letter forgiven; Korean, Chinese and Japanese also without blanks between words.
#ifndef TGOV_BACKEND_SERVICES_SEARCH_H
#define TGOV_BACKEND_SERVICES_SEARCH_H

#include "contract/service/service.h"

enum { SEARCH_TOKENS_CAP = 8, SEARCH_TOKEN_CAP = 32 }; // further words, and letters of one word, do not count

struct search_doc { // all folded
    const char *title, *office;
    const char *const *keywords;
    size_t keyword_count;
};
struct search_word {
    uint32_t letters[SEARCH_TOKEN_CAP];
    size_t count;
    const char *text; // the same as UTF-8
};
struct search_query {
    struct search_word words[SEARCH_TOKENS_CAP];
    size_t count;
};

// Lower case, without accents, punctuation as single blanks. NULL at the arena's cap.
const char *search_fold(struct arena *a, const char *text) TGOV_CHECKED;
// What is searched of a service in one language.
bool search_doc_make(struct arena *a, const struct service *s, const char *office, const char *language,
                     struct search_doc *out) TGOV_CHECKED;
// False at the arena's cap. A query without letters has count 0 and fits everything.
bool search_query_make(struct arena *a, const char *typed, struct search_query *out) TGOV_CHECKED;
// How well a service fits: every word must be found in one of its documents. 0: it does not.
int search_score(const struct search_query *q, const struct search_doc *docs, size_t count);

#endif
