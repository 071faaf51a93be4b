// SPDX-License-Identifier: Apache-2.0
// The closed vocabularies of service.json: for whom, when in life, under which heading, by which way. Their titles in
// the languages of a district are in district.json.
#ifndef TGOV_CONTRACT_SERVICE_VOCABULARY_H
#define TGOV_CONTRACT_SERVICE_VOCABULARY_H

#include <stdbool.h>

// Arrays of names end with NULL; the index is the enum.
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

#endif
