// SPDX-License-Identifier: Apache-2.0
// The bodies of the API as structs, with one table each that the app decodes by (base/json.h) and the backend writes by
// (api_write), so that the two cannot drift apart. `contract/openapi.yaml` says the same for everybody else; a test
// compares them. Texts are in the language the request asked for, or in one that the service or the district has: `language`
// says which (NULL: not known); texts of an office have its own. Instants are RFC 3339 texts in UTC; an absent text is
// NULL and its member is left out.
//
//     struct api_services page;
//     if (!json_decode(arena, &body, &api_services_shape, &page, &f)) ...
#ifndef TGOV_CONTRACT_SERVICE_API_H
#define TGOV_CONTRACT_SERVICE_API_H

#include "base/json.h"
#include "contract/service/api_case.h"

enum {
    API_LIST_CAP = 500,
    API_PAGE_MAX = 100, // items of one page
    API_PAGE = 20,      // when no limit is given
    API_QUERY_CAP = 100, // characters of a search
    API_ANSWERS_BYTES = (1 << 20) + 8192, // of a submission: what the box keeps of one, and what stands around it
};

// ---- GET /v1/home ----
struct api_board_item {
    const char *icon, *title, *detail;
    const char *strong; // the beginning of title that is drawn bold: "14°" of "14°, rain from 15:00"
};
struct api_term { // an audience, a life event or a category
    const char *id, *title, *icon;
    int count; // services under it
    bool business;
};
struct api_language {
    const char *tag, *name; // "ko", "한국어": in itself
};
struct api_featured {
    const char *service, *title, *office, *icon, *verb;   // "Something broken in your street?", "Report it"
    const char *figure, *figure_before, *figure_after;    // "7", "Answer within", "working days, by law"
};
struct api_home {
    const char *district, *short_name;     // "Riverside district", "Riverside"
    const char *zone;                      // rule for contract/service/zone.h
    const char *welcome;                   // "Look around freely. …"
    const char *board_title, *board_source; // "Riverside today"; who says so
    const struct api_board_item *board;
    size_t board_count;
    struct api_featured featured; // service NULL: none
    const struct api_term *audiences, *events, *categories;
    size_t audience_count, event_count, category_count;
    const struct api_language *languages;
    size_t language_count;
    const char *language; // of all these texts: the district's best for the one that was asked
    int services; // in all
};
extern const struct json_shape api_home_shape;

// ---- GET /v1/services?audience=&event=&category=&q=&finish=tv&fee=none&papers=none&cursor=&limit= ----
struct api_service_item {
    const char *id, *title, *office, *note, *icon, *fee, *language; // fee in words
    int minutes;
    bool finish_on_tv, no_fee, no_papers;
};
struct api_services {
    const struct api_service_item *items;
    size_t item_count;
    int total; // that fit the question, on all pages
    int all;   // of the audience asked for, whatever else was asked
    const struct api_term *events, *categories; // facets: counts under the other filters
    size_t event_count, category_count;
    const char *next; // cursor of the next page, NULL: this is the last
    const char *language; // of the facets
};
extern const struct json_shape api_services_shape;

// ---- GET /v1/services/{id} ----
struct api_item {
    const char *id, *title, *detail, *url;
};
struct api_channel {
    int type; // enum channel_type
    const char *title, *detail, *url, *phone;
};
struct api_clip { // a film in sign language
    const char *url, *poster, *title;
    int seconds;
};
struct api_service {
    const char *id, *title, *summary, *icon, *category, *version, *language;
    const char *easy, *easy_title, *easy_who; // summary, title and who in easy words
    const char *const *easy_steps;            // as many as steps, or none
    size_t easy_step_count;
    struct api_clip sign_language;            // url NULL: none
    bool signature;                           // to be signed on the phone before it is sent (contract/service/service.h)
    bool sensitive;                           // to be filled in on the phone only
    struct api_office office;
    const char *who, *who_detail, *note, *fee, *currency, *how_long, *send, *answer_words, *late;
    int64_t fee_amount; // minor units
    int minutes, questions, days, reopen_days; // `days`: working days the law gives; 0: none
    const char *answer_by; // an instant: when an answer is due if it is sent now; NULL: no legal deadline
    int sign_in; // enum sign_in
    bool finish_on_tv, no_fee, no_papers;
    const char *const *audiences, *const *events, *const *languages;
    size_t audience_count, event_count, language_count;
    const struct api_item *requirements, *evidence, *outputs, *laws, *steps;
    size_t requirement_count, evidence_count, output_count, law_count, step_count;
    const struct api_channel *channels;
    size_t channel_count;
};
extern const struct json_shape api_service_shape;
// GET /v1/services/{id}/form gives the form.json itself, for form_read.

// Receipts and cases: contract/service/api_case.h.

// ---- Problems (RFC 9457), any status of 400 or more ----
struct api_error {
    const char *path, *rule, *message; // of one answer: "where", "required", "Please answer this question."
};
struct api_problem {
    const char *type, *title, *detail, *instance;
    int status;
    const struct api_error *errors;
    size_t error_count;
};
extern const struct json_shape api_problem_shape;

// Writes the struct that `shape` describes. Absent texts and empty embedded structs (first text NULL) are left out,
// lists are always written. False when b->err.
bool api_write(struct buf *b, const struct json_shape *shape, const void *from) TGOV_CHECKED;

#endif
