// SPDX-License-Identifier: Apache-2.0
// The part of the API about people who signed in: who they are here, their cases, help they give and get, and who looked.
// See contract/service/api.h for how these structs and tables are used.
//
// With the header `Tgov-Mandate: ID` a request is made for the person who gave that mandate: their cases, their drafts. Its
// scopes say what is allowed; each use is written down, and both people can read it.
#ifndef TGOV_CONTRACT_SERVICE_API_PEOPLE_H
#define TGOV_CONTRACT_SERVICE_API_PEOPLE_H

#include "base/json.h"

enum {
    API_PERSON_CAP = 200,      // bytes of a name
    API_MY_CASES_PAGE = 50,
    API_MANDATES_CAP = 20,     // given by one person and not over
    API_MANDATE_DAYS_CAP = 731, // the longest a mandate lasts
    API_MANDATE_CODE_S = 600,  // an offer can be taken so long
    API_LOG_PAGE = 100,
};

// ---- GET /v1/me ----
struct api_organisation {
    const char *name, *number; // the number as the issuer proves it; NULL: none
};
struct api_me {
    const char *name;
    const char *const *roles; // of "citizen", "business", "officer", "admin"
    size_t role_count;
    struct api_organisation organisation; // acted for; name NULL: none
};
extern const struct json_shape api_me_shape;

// ---- GET /v1/me/cases?skip=0: the newest first ----
struct api_my_case {
    const char *number, *service, *service_title, *title, *state, *state_title, *icon, *opened, *language;
    const char *deadline; // an instant; NULL: none
    bool open, late;      // open: not answered and not closed
};
struct api_my_cases {
    const struct api_my_case *items;
    size_t item_count;
    int total;
};
extern const struct json_shape api_my_cases_shape;

// ---- Mandates: "help my mother" ----
enum mandate_scope { MANDATE_SEE, MANDATE_PREPARE, MANDATE_SEND, MANDATE_SCOPES }; // cases; drafts; sending and writing
extern const char *const mandate_scope_names[]; // "see" "prepare" "send"
enum mandate_state { MANDATE_OFFERED, MANDATE_ACTIVE, MANDATE_OVER };
extern const char *const mandate_state_names[]; // "offered" "active" "over"

// POST /v1/me/mandates: offers one; 201 api_mandate_offer.
struct api_mandate_new {
    const char *const *scopes;
    size_t scope_count;
    const char *service; // for this service only; NULL: for all
    const char *until;   // ISO date, the last day
};
extern const struct json_shape api_mandate_new_shape;
struct api_mandate_offer {
    const char *id, *code; // "BCDF-GHJK": the helper types it, once, within ten minutes
    const char *expires;   // an instant
};
extern const struct json_shape api_mandate_offer_shape;
// POST /v1/mandates: {"code": "BCDF-GHJK"} by the helper, signed in; 201 api_mandate.
struct api_mandate_code {
    const char *code;
};
extern const struct json_shape api_mandate_code_shape;

// GET /v1/me/mandates. DELETE /v1/me/mandates/{id}: either side ends it; 204.
struct api_mandate {
    const char *id;
    const char *name;    // of the other person; NULL: nobody took it yet
    const char *const *scopes;
    size_t scope_count;
    const char *service, *service_title; // NULL: all services
    const char *until;   // ISO date
    int state;           // enum mandate_state
};
extern const struct json_shape api_mandate_shape;
struct api_mandates {
    const struct api_mandate *given, *received;
    size_t given_count, received_count;
};
extern const struct json_shape api_mandates_shape;

// ---- GET, PUT, DELETE /v1/me/drafts/{service}, with ETag and If-Match: answers begun, of one service ----
struct api_draft {
    const char *service;         // in answers only
    const char *title;           // what a list calls it
    const char *step, *version, *language; // where to go on; of the form; NULL: unknown
    const char *updated;         // an instant, in answers only
    const char *key;             // in answers only: the Idempotency-Key to send these answers with, the same on every device
    struct val answers;          // an object
};
extern const struct json_shape api_draft_shape;
// GET /v1/me/drafts: the newest first
struct api_draft_item {
    const char *service, *title, *updated;
    bool sensitive; // its answers do not belong on a shared screen
};
struct api_drafts {
    const struct api_draft_item *items;
    size_t item_count;
};
extern const struct json_shape api_drafts_shape;

// ---- GET /v1/me/log?skip=0, GET /v1/me/mandates/{id}/log: who looked at what of mine, the newest first ----
enum trace_what { TRACE_CASE, TRACE_CASES, TRACE_DRAFT, TRACE_SENT, TRACE_WROTE, TRACE_MANDATE, TRACE_COUNT };
extern const char *const trace_what_names[]; // "case" "cases" "draft" "sent" "wrote" "mandate"
struct api_trace {
    const char *at, *name; // when, who
    const char *office;    // of an officer; NULL: somebody with a mandate
    const char *about;     // case number or service id; NULL: none
    int what;              // enum trace_what
};
struct api_log {
    const struct api_trace *items;
    size_t item_count;
    int total;
};
extern const struct json_shape api_log_shape;

#endif
