// SPDX-License-Identifier: Apache-2.0
// What the files of the keep share. A write is a statement with its values: queued for the thread, or done at once.
#ifndef TGOV_APP_KEEP_INSIDE_H
#define TGOV_APP_KEEP_INSIDE_H

#include "app/keep/db.h"
#include "app/keep/keep.h"

// The wall clock of this keep.
when_ms keep_now(struct keep *k);
// Checks that a text is there (unless `optional`) and at most `max` bytes of UTF-8.
enum err keep_check_text(const char *text, size_t max, bool optional) TGOV_CHECKED;
// Copies the values and queues the statement. ERR_BUSY when the queue is full, ERR_MEMORY.
enum err keep_later(struct keep *k, struct keep_ticket t, const struct db_call *c) TGOV_CHECKED;

// Waits for what is queued, then holds the database for the caller until keep_release. Not NULL.
struct db *keep_hold(struct keep *k);
void keep_release(struct keep *k);
// Under keep_hold: after ERR_SYNTAX the damaged file is set aside; true when the caller should do its work once more.
bool keep_mended(struct keep *k, enum err err);
// Reads rows, a second time when a repair was needed. `row` is called with a NULL statement first: start with nothing.
enum err keep_read(struct keep *k, const struct db_call *c, enum err (*row)(void *arg, sqlite3_stmt *s), void *arg,
                   struct fault *f) TGOV_CHECKED;
// All statements in one durable transaction, now. `changed` (may be NULL) gets the rows that the first one touched.
enum err keep_write(struct keep *k, const struct db_call *calls, size_t count, int *changed, struct fault *f) TGOV_CHECKED;

#endif
