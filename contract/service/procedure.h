// SPDX-License-Identifier: Apache-2.0
// The `procedure` of service.json: which states a case goes through, who may move it, how long it may take, and what the
// citizen is told. It is data; contract/service/case.h runs it.
#ifndef TGOV_CONTRACT_SERVICE_PROCEDURE_H
#define TGOV_CONTRACT_SERVICE_PROCEDURE_H

#include "base/value.h"

enum {
    SERVICE_STATES_CAP = 24,
    SERVICE_MOVES_CAP = 64,
    SERVICE_REASON_CAP = 2000, // bytes of a reason a person gives
    SERVICE_ANSWER_CAP = 8000, // bytes of the answer an office gives
};

struct service_state {
    const char *id, *icon;
    int kind;                // enum state_kind
    struct val title, tells; // texts: "Received"; what the citizen is told while it is so
};
struct service_move {
    const char *id, *to, *icon;
    const char *const *from; // states
    size_t from_count;
    int by;     // enum actor: citizen, officer, or system: done by itself when the reopening window is over
    int reason; // enum needs
    int answer; // enum needs: the officer writes to the citizen; into an answered state it is the office's answer
    int clock;  // enum clock_effect
    bool transfers;  // the officer names the office that takes over
    bool assigns;    // the officer who does it becomes the case's officer
    bool reopens;    // only within `reopen_days` of the answer; the officers' queue marks the case
    struct val verb;    // texts: the button, "Answer and close"
    struct val title;   // texts: the timeline, "Moved from {from} to {to}"; {officer} {office} may be used too
    struct val message; // texts: what the citizen reads below, optional
};
struct service_extension {
    int count, days; // at most so many times, so many working days each; 0: never
    bool reason;     // the officer must say why
};
struct service_lapse {
    const char *office; // id of the office that a late case goes to, or NULL
    struct val tells;   // texts: "Late cases go to the Ombudsman."
};
// Absent, or with "like": "generic", it begins as the built-in one (generic.c: received, assigned, transferred, asked,
// answered, closed, reopened, withdrawn; in English and Korean) and what stands beside "like" replaces its members.
struct service_procedure {
    const char *like;  // "generic" or NULL
    const char *start; // the state a new case is in
    int days;          // working days the law gives; 0: none, no clock
    int reopen_days;   // calendar days after the answer; 0: cannot be reopened
    int reopened_least; // working days the office has at least after a reopening
    struct service_extension extension;
    struct service_lapse lapse;
    struct val sent; // texts: the first line of the timeline, "You sent the report"
    const struct service_state *states;
    size_t state_count;
    const struct service_move *moves;
    size_t move_count;
};

#endif
