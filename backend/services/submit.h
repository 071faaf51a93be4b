// SPDX-License-Identifier: Apache-2.0
// Private to backend/services: opening a case, as the API and the demonstration's seed do it.
#ifndef TGOV_BACKEND_SERVICES_SUBMIT_H
#define TGOV_BACKEND_SERVICES_SUBMIT_H

#include "backend/services/parts.h"

struct submission {
    const struct catalogue *catalogue;
    const struct entry *entry;
    const char *once;     // the sender's Idempotency-Key
    const char *owner;    // whose case it becomes: the sender's, or of whoever they act for; "" for a guest's
    const char *sender_words; // who sends it, for the office
    const char *mandate;      // by which somebody else sends it; NULL: the owner
    const char *name;         // of who sends it, for the owner's log
    struct str request;   // the bytes that were sent, to know a repetition
    const char *language;
    struct form_words words;  // of that language, for what is kept
    struct form_words reader; // of the person's, for what is wrong
    const char *box;      // that proved itself and may use its files (backend/phone/files.h); NULL: none
    when_ms at;
    // Filled by submission_prepare:
    const char *answers, *title, *detail;
    const struct val *clean; // the answers as kept, for the files in them
    // Filled by submission_write:
    const char *number, *secret;
    when_ms deadline;
};

// Whether this caller may use the service (sign-in, audience) and, `to_send`, has signed what is sent; STATUS_OK, or the
// problem.
enum status submission_allowed(const struct req *req, struct resp *resp, const struct service *s, bool to_send);
// For the office: "A. Kim", "A. Kim, Harbour Tools (RS-1234)"; "" for a guest. NULL at the arena's cap.
const char *submission_sender(const struct req *req, const struct service *s);

// Checks and cleans the answers. ERR_TYPE with *errors (a list of {path, rule, message}, in the language) when some are
// not right; ERR_MEMORY, ERR_LIMIT.
enum err submission_prepare(struct submission *s, const struct val *answers, struct arena *a, struct val *errors)
    TGOV_CHECKED;
// Within a write: opens the case, or finds the one that the same sending opened before. ERR_CONFLICT: the key was used
// for something else. ERR_REFERENCE: a file in the answers is not there any more, or not of this box.
enum err submission_write(struct submission *s, struct db *db, struct arena *a) TGOV_CHECKED;

#endif
