// SPDX-License-Identifier: Apache-2.0
// Private to backend/people: mandates and traces on the disk.
#ifndef TGOV_BACKEND_PEOPLE_INSIDE_H
#define TGOV_BACKEND_PEOPLE_INSIDE_H

#include "backend/people/people.h"
#include "backend/services/parts.h"

enum { MANDATE_ID = 20, MANDATE_LIST_MAX = 100 };

struct mandate_row {
    const char *id, *giver, *giver_name, *helper, *helper_name; // helper "" while it is an offer
    const char *service, *until;                                // service "": all; until: ISO date, the last day
    unsigned scopes;                                            // of 1 << enum mandate_scope
    when_ms ends, offer_ends, ended;                            // ended 0: nobody ended it
};

// ERR_NOT_FOUND, ERR_MEMORY.
enum err mandate_load(struct db *db, const char *id, struct arena *a, struct mandate_row *out) TGOV_CHECKED;
// An offer by the hash of its code.
enum err mandate_by_code(struct db *db, const unsigned char hash[CASES_HASH], struct arena *a, struct mandate_row *out) TGOV_CHECKED;
enum err mandate_insert(struct db *db, const struct mandate_row *m, const unsigned char hash[CASES_HASH]) TGOV_CHECKED;
enum err mandate_set_helper(struct db *db, const char *id, const char *helper, const char *name) TGOV_CHECKED;
enum err mandate_set_ended(struct db *db, const char *id, when_ms at) TGOV_CHECKED;
// Those a person gave, or received: the newest first.
enum err mandate_list(struct db *db, const char *person, bool given, struct arena *a, const struct mandate_row **out,
                      size_t *count) TGOV_CHECKED;
enum mandate_state mandate_state_of(const struct mandate_row *m, when_ms now);

// The log of a person, or of one mandate; NULL: any.
enum err trace_list(struct db *db, const char *owner, const char *mandate, int64_t skip, struct arena *a,
                    const struct api_trace **items, size_t *count, int64_t *total) TGOV_CHECKED;

#endif
