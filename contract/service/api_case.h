// SPDX-License-Identifier: Apache-2.0
// The part of the API about cases: receipts, the case with its timeline and clock. See contract/service/api.h for how
// these structs and tables are used.
#ifndef TGOV_CONTRACT_SERVICE_API_CASE_H
#define TGOV_CONTRACT_SERVICE_API_CASE_H

#include "base/json.h"
#include "contract/service/case.h"

struct api_office {
    const char *id, *name, *icon, *phone, *email, *url, *address, *hours, *work, *language;
};

// ---- POST /v1/services/{id}/cases: {"answers": {…}, "language": "en"} ----
struct api_receipt {
    const char *number, *secret; // "RS-2026-0317", "BCDF-GHJK": shown once
    const char *title, *office, *language;
    const char *follow_url; // for the QR: https://…/f/RS-2026-0317#BCDF-GHJK
    const char *answer_by;  // an instant, NULL: no legal deadline
    int days;
};
extern const struct json_shape api_receipt_shape;

// ---- GET /v1/cases/{number} with the header Tgov-Case-Secret; the same body answers moves and messages ----
struct api_timeline {
    const char *at, *title, *detail, *why, *name, *icon; // newest first
    int what, who; // enum case_what, enum actor
    bool now;      // the entry that says how it stands
};
struct api_message {
    const char *at, *name, *text;
    int who; // enum actor
};
struct api_move {
    const char *id, *verb;
    int reason, answer; // enum needs: "no", "optional", "yes"; sent back as "reason" and "text"
    bool reopens;
};
struct api_clock {
    int state; // enum case_clock_state
    int days, used, left;
    const char *deadline; // an instant
    bool late;
    const char *words; // "The law gives 7 working days.", "Late cases go to the Ombudsman."
};
struct api_state {
    const char *id, *title, *tells, *icon;
    int kind; // enum state_kind
};
struct api_case {
    const char *number, *service, *service_title, *title, *detail, *officer, *answer, *opened, *reopen_until, *icon, *language;
    struct api_office office;
    struct api_state state;
    struct api_clock clock;
    const struct api_timeline *timeline;
    size_t timeline_count;
    const struct api_message *messages; // oldest first
    size_t message_count;
    const struct api_move *moves; // what the citizen may do now
    size_t move_count;
    bool can_write;
};
extern const struct json_shape api_case_shape;
// GET /v1/cases/{number}/events streams: event `case`, data {"number":…}. Read the case again when one comes.

#endif
