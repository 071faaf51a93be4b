// SPDX-License-Identifier: Apache-2.0
// Private to backend/services: opening a case, as the API and the demonstration's seed do it.
#ifndef TGOV_BACKEND_SERVICES_SUBMIT_H
#define TGOV_BACKEND_SERVICES_SUBMIT_H

#include "backend/services/parts.h"

struct submission {
    const struct catalogue *catalogue;
    const struct entry *entry;
    const char *once;     // the sender's Idempotency-Key
    const char *sender;   // subject of the caller, "" when unknown
    struct str request;   // the bytes that were sent, to know a repetition
    const char *language;
    when_ms at;
    // Filled by submission_prepare:
    const char *answers, *title, *detail;
    // Filled by submission_write:
    const char *number, *secret;
    when_ms deadline;
};

// Checks and cleans the answers. ERR_TYPE with *errors (a list of {path, rule, message}, in the language) when some are
// not right; ERR_MEMORY, ERR_LIMIT.
enum err submission_prepare(struct submission *s, const struct val *answers, struct arena *a, struct val *errors)
    TGOV_CHECKED;
// Within a write: opens the case, or finds the one that the same sending opened before. ERR_CONFLICT: the key was used
// for something else.
enum err submission_write(struct submission *s, struct db *db, struct arena *a) TGOV_CHECKED;

#endif
