// SPDX-License-Identifier: Apache-2.0
// Private to backend/services: what a loaded catalogue is made of.
#ifndef TGOV_BACKEND_SERVICES_SNAPSHOT_H
#define TGOV_BACKEND_SERVICES_SNAPSHOT_H

#include "backend/blob.h"
#include "backend/request.h"
#include "backend/services/catalogue.h"
#include "backend/services/district.h"
#include "backend/services/search.h"
#include "contract/form/form.h"
#include "contract/service/calendar.h"
#include "contract/service/case.h"

struct entry { // one service; lists by language have one item for each language of the district
    struct service service;
    struct form *form;
    struct blob *form_bytes;
    int questions; // that are asked when nothing is answered yet
    const struct api_service_item *items; // by language
    const struct api_service *pages;      // by language, without answer_by
    const struct search_doc *docs;        // by language
};

enum { LISTS = AUDIENCE_COUNT + 1 }; // everybody, then by audience

struct catalogue {
    struct arena arena;
    struct district district;
    struct calendar calendar;
    struct entry *entries; // in the order of lists
    size_t count;
    struct blob *home[DISTRICT_LANGUAGES_CAP];
    struct blob *lists[DISTRICT_LANGUAGES_CAP][LISTS]; // first page without a search
    struct blob *context; // the JSON-LD context; NULL: none
};

// The catalogue of a request; NULL when none is loaded.
const struct catalogue *catalogue_of(const struct req *r);
const struct entry *catalogue_find(const struct catalogue *c, const char *id); // NULL: no such service
struct case_rules catalogue_rules(const struct catalogue *c, const struct entry *e);
// The language to answer in: the best of the district for Accept-Language.
size_t catalogue_language(const struct catalogue *c, const char *accept_language);

// ---- prepare.c: after everything is read ----
enum err catalogue_prepare(struct catalogue *c, struct fault *f) TGOV_CHECKED;
// Fills an office for the API.
struct api_office catalogue_office(const struct service_office *o, const char *language);

// ---- list.c ----
struct list_question {
    int audience; // -1: all
    const char *event, *category, *typed; // NULL: any
    bool on_tv, free, no_papers;
    long skip, limit;
};
// A page of services. Texts are shared with the catalogue, the rest is in `a`. False at the arena's cap.
bool list_services(const struct catalogue *c, size_t language, const struct list_question *q, struct arena *a,
                   struct api_services *out) TGOV_CHECKED;
// Titles and counts of the services with an event or a category among `shown` (one flag an entry; NULL: all).
bool list_terms(const struct catalogue *c, size_t language, bool events, const bool *shown, struct arena *a,
                const struct api_term **terms, size_t *count) TGOV_CHECKED;

#endif
