// SPDX-License-Identifier: Apache-2.0
// `service.json`: one public service as data, in the terms of CPSV-AP 3.2 (`context.jsonld` maps our names to theirs),
// and the procedure that every case of it follows. Texts are language maps (contract/service/texts.h).
//
//     {"id": "report-street-light", "languages": ["en", "ko"], "title": {…}, "summary": {…},
//      "authority": {"id": "lighting"}, "audiences": ["citizen"], "category": "home-and-street", "icon": "lamp", …
//      "procedure": {"start": "received", "days": 7, "states": […], "moves": […]}}
//
// Those members of the first two lines are required, everything else may be left out.
//
// A service is read once and never changes; all of it lives in the arena it was read into. An office that is described
// in `district.json` may be given by its id alone.
#ifndef TGOV_CONTRACT_SERVICE_SERVICE_H
#define TGOV_CONTRACT_SERVICE_SERVICE_H

#include "base/json.h"

enum {
    SERVICE_FILE_CAP = 512 * 1024,
    SERVICE_ID_CAP = 64, // a to z, 0 to 9 and "-", begins with a letter
    SERVICE_STATES_CAP = 24,
    SERVICE_MOVES_CAP = 64,
    SERVICE_ITEMS_CAP = 32,    // requirements, evidence, outputs, channels, laws, steps
    SERVICE_KEYWORDS_CAP = 64, // per language
    SERVICE_PREFILL_CAP = 64,
    SERVICE_REASON_CAP = 2000, // bytes of a reason a person gives
    SERVICE_ANSWER_CAP = 8000, // bytes of the answer an office gives
};

// ---- The closed vocabularies. `names` arrays end with NULL; the index is the enum ----
enum audience { AUDIENCE_CITIZEN, AUDIENCE_BUSINESS, AUDIENCE_GOVERNMENT, AUDIENCE_COUNT };
extern const char *const audience_names[]; // "citizen", "business", "government"

struct vocabulary_term {
    const char *id, *icon;
    bool business; // a business event, for audience business
};
extern const struct vocabulary_term life_events[]; // new-baby moving lost-job retiring death …; ends with id NULL
extern const struct vocabulary_term categories[];  // home-and-street papers money-and-tax health …; ends with id NULL
const struct vocabulary_term *vocabulary_find(const struct vocabulary_term *terms, const char *id); // NULL: no such

enum channel_type { CHANNEL_TV, CHANNEL_WEB, CHANNEL_CALL, CHANNEL_OFFICE };
enum sign_in { SIGN_IN_NONE, SIGN_IN_OPTIONAL, SIGN_IN_REQUIRED };
enum state_kind {
    STATE_WAITING,  // nobody is working on it now: just received, or it is the citizen's turn
    STATE_RUNNING,  // an officer is working on it
    STATE_ANSWERED, // the office has answered; may be reopened
    STATE_CLOSED,   // over, nothing more happens
};
enum actor { ACTOR_CITIZEN, ACTOR_OFFICER, ACTOR_SYSTEM, ACTOR_OFFICE };
enum clock_effect {
    CLOCK_KEEPS,    // goes on as it did; after an answer that ended it, it runs again
    CLOCK_STOPS,    // it is somebody else's turn: days do not count until a move that keeps or restarts
    CLOCK_ENDS,     // the office has done what the law asks
    CLOCK_RESTARTS, // a whole new period from now
};
enum needs { NEEDS_NO, NEEDS_OPTIONAL, NEEDS_YES };
extern const char *const channel_names[], *const sign_in_names[], *const state_kind_names[], *const actor_names[],
    *const clock_effect_names[], *const needs_names[];

// ---- The description ----
struct service_office { // competent authority
    const char *id, *icon, *phone, *email, *url;
    struct val name, address, hours, work; // texts; `work`: what it does, in a line
};
struct service_item { // a requirement, a paper, a thing you get, a law, a step
    const char *id, *url;
    struct val title, detail; // texts
};
struct service_cost {
    int64_t amount;       // minor units; 0: no fee
    const char *currency; // ISO 4217, required when amount > 0
    struct val words;     // texts: "24 crowns a year". Required
};
struct service_channel {
    int type; // enum channel_type
    const char *url, *phone, *office; // by type; `office` is an id
    struct val words;                 // texts, optional
};
struct service_time {
    int working_days;  // 0: at once
    struct val words;  // texts: "you have it at once"
};
struct service_prefill { // kept for the registers: which answer comes from where, and with what consent
    const char *answer, *source, *field; // answer key, register, field in it
    bool consent;                        // ask before fetching
    struct val words;                    // texts: what is fetched and why
};

// ---- The procedure ----
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

struct service {
    const char *id, *icon, *category, *version;
    const char *const *languages; // the service speaks all of these; the first is its own
    size_t language_count;
    struct val title, summary, easy;       // texts; `easy`: the summary in easy words, optional
    struct val who, who_detail;            // texts: who can apply
    struct val note;                       // texts: behind the office in lists, optional
    struct val send;                       // texts: the verb, "Send report"
    struct val answer_words;               // texts: "They get your report and your name", optional
    struct val case_title, case_detail;    // texts with {answer keys}: "Street light, {where}"
    struct val keywords;                   // {"en": ["lamp", …], …}
    struct service_office authority;
    const char *const *audiences; // names; also as a mask of 1 << enum audience
    size_t audience_count;
    unsigned audience_mask;
    const char *const *events;
    size_t event_count;
    const struct service_item *requirements, *evidence, *outputs, *laws, *steps; // no evidence: no papers needed
    size_t requirement_count, evidence_count, output_count, law_count, step_count;
    struct service_cost cost;
    struct service_time processing;
    int minutes; // to fill it in
    int rank;    // lower ones come first in lists; 0 counts as 1000
    int sign_in; // enum sign_in
    const struct service_channel *channels;
    size_t channel_count;
    const struct service_prefill *prefill;
    size_t prefill_count;
    struct service_procedure procedure;
};

// Reads and checks the whole of a service.json into `a`. The fault's place is the JSON path. ERR_SYNTAX, ERR_TYPE,
// ERR_MISSING (also a translation), ERR_DUPLICATE (an id), ERR_REFERENCE (an unknown state, word of a vocabulary or
// currency; a state that no move reaches), ERR_LIMIT, ERR_MEMORY.
enum err service_read(struct arena *a, const char *bytes, size_t len, struct service *out, struct fault *f) TGOV_CHECKED;
// The same for an office, used by district.json. `path` is where it stands.
extern const struct json_shape service_office_shape;
enum err service_office_check(const struct service_office *o, const char *const *languages, size_t count,
                              const char *path, struct fault *f) TGOV_CHECKED;

// The generic procedure as JSON text, for tools that write a service.json.
const char *service_generic_procedure(struct arena *a) TGOV_CHECKED;

bool service_id_valid(const char *id);
const struct service_state *service_state(const struct service *s, const char *id); // NULL: no such
const struct service_move *service_move(const struct service *s, const char *id);   // NULL: no such
bool service_move_from(const struct service_move *m, const char *state);
bool service_on_tv(const struct service *s); // has the channel tv
static inline bool service_free(const struct service *s) { return s->cost.amount == 0; }

#endif
