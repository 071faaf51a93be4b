// SPDX-License-Identifier: Apache-2.0
// Cases on the disk: one row a case, one row an event. Nothing here decides; contract/service/case.h does. All texts
// that are read live in the arena that is given.
#ifndef TGOV_STORE_CASES_H
#define TGOV_STORE_CASES_H

#include "backend/store/store.h"
#include "contract/service/case.h"

enum {
    CASES_HASH = 32,
    CASES_PAGE = 50,      // rows of the officers' queue on one page
    CASES_DUE_BATCH = 200 // cases looked at by one round of the clock
};

struct case_row {
    struct case_file file;
    const char *answers;  // JSON
    const char *language; // of the person who sent it
    const char *owner;    // whose it is: caller.person; "" or NULL: a guest's
    const char *sender;   // for the office: "A. Kim", "A. Kim for Harbour Tools"; "" when unknown
    when_ms due;          // when the system must look at it again: deadline or end of the reopening window; 0: never
    unsigned char secret[CASES_HASH]; // of the number and the secret, with the key of the store
};

// 32 random bytes of this store, made at the first call: what secrets and keys are hashed with, so that a copy of single
// rows tells nothing. On a reading connection ERR_NOT_FOUND until something was written.
enum err cases_key(struct db *db, bool make, unsigned char out[CASES_HASH]) TGOV_CHECKED;
// The next running number of a prefix and year.
enum err cases_next(struct db *db, const char *prefix, int year, int64_t *out) TGOV_CHECKED;

// `once` is the hash of the sender's Idempotency-Key, `request` of what was sent. ERR_DUPLICATE: that key is there.
enum err cases_insert(struct db *db, const struct case_row *row, const unsigned char once[CASES_HASH],
                      const unsigned char request[CASES_HASH]) TGOV_CHECKED;
// The number of the case that was sent with this key, and whether the same was sent. ERR_NOT_FOUND.
enum err cases_sent(struct db *db, const unsigned char once[CASES_HASH], const unsigned char request[CASES_HASH],
                    struct arena *a, const char **number, bool *same) TGOV_CHECKED;
// With all its events. ERR_NOT_FOUND, ERR_MEMORY.
enum err cases_load(struct db *db, const char *number, struct arena *a, struct case_row *out) TGOV_CHECKED;
// Writes what case_apply changed and the events behind the first `events_before`. ERR_CONFLICT when somebody else changed
// the case since it was loaded.
enum err cases_save(struct db *db, const struct case_row *row, size_t events_before) TGOV_CHECKED;
enum err cases_set_due(struct db *db, const char *number, when_ms due) TGOV_CHECKED;

// ---- Lists ----
struct cases_filter {
    const char *state, *office, *number; // NULL: any; `number` finds numbers that contain it
    bool open_only;                      // neither answered nor closed
    int64_t skip;
};
struct cases_line {
    const char *number, *service, *state, *title, *office, *officer;
    when_ms opened, deadline, lapsed, reopened, answered, closed;
    int clock, unread;
    const char *language, *answers; // of cases_of_owner: what it was sent in; answers where that is not the reader's, NULL: not read
};
// At most CASES_PAGE lines: lapsed first, then by deadline, then the newest. `total` counts all that fit.
enum err cases_queue(struct db *db, const struct cases_filter *filter, struct arena *a, const struct cases_line **lines,
                     size_t *count, int64_t *total) TGOV_CHECKED;
// The cases of one person, of one service or (service "") all, the newest first. With the answers (unless they are long) of
// those that were sent in another language than `language`.
struct cases_whose {
    const char *owner, *service, *language;
    int64_t skip;
};
enum err cases_of_owner(struct db *db, const struct cases_whose *whose, struct arena *a, const struct cases_line **lines, size_t *count,
                        int64_t *total) TGOV_CHECKED;
// Numbers whose `due` is before `now`, at most CASES_DUE_BATCH, the oldest first.
enum err cases_due(struct db *db, when_ms now, struct arena *a, const char *const **numbers, size_t *count) TGOV_CHECKED;
enum err cases_count(struct db *db, int64_t *out) TGOV_CHECKED;

// ---- Guessing ----
// Wrong tries under a name (a hash of an address, a case number), forgotten `window` after the first of them.
enum err guard_count(struct db *db, const char *name, when_ms now, when_ms window, int64_t *out) TGOV_CHECKED;
enum err guard_wrong(struct db *db, const char *name, when_ms now, when_ms window) TGOV_CHECKED;

extern const struct store_module cases_module;

#endif
