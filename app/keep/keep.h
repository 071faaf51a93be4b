// SPDX-License-Identifier: Apache-2.0
// What the box keeps over a power cut: drafts, submissions that are on their way (app/keep/outbox.h), the guest's cases
// and settings. One SQLite file, mode 0600, written with a full sync for every transaction; a second program on the same
// folder is told ERR_CONFLICT. A damaged file is set aside, what can be read of it is carried over, and keep_recovery
// says so.
//
// Saving is asynchronous: a thread writes everything that is queued in one transaction and reports each ticket when it
// is durable, so "Saved" on the screen is true. Reading waits for what was queued before, so it sees its own writes.
//
//     keep_draft_save(k, (struct keep_ticket){screen, TAG_SAVED}, &draft);
//     while ((d = keep_take(k))) { ... d->err ...; keep_done_free(d); }     // after the wake callback
//
// All functions are for the loop's thread. Texts that are given are copied; texts that come out live in the given arena.
#ifndef TGOV_APP_KEEP_KEEP_H
#define TGOV_APP_KEEP_KEEP_H

#include "base/arena.h"
#include "base/queue.h"
#include "base/when.h"

enum {
    KEEP_ANSWERS_BYTES = 1 << 20, // of one draft or submission
    KEEP_TEXT_BYTES = 4096,       // of any other text
    KEEP_LIST_MAX = 500,          // rows of one kind; the oldest finished ones go first
    KEEP_QUEUE_MAX = 1024,        // tickets that are not durable yet
};

struct keep;
struct keep_options {
    const char *folder;      // the state folder; made when absent
    void (*wake)(void *arg); // from the keep thread, once when results became available
    void *wake_arg;
    when_ms (*now)(void);    // NULL: when_now
};

// ERR_CONFLICT when another program holds the folder; ERR_FULL, ERR_DENIED, ERR_IO, ERR_MEMORY.
enum err keep_open(const struct keep_options *o, struct keep **out, struct fault *f) TGOV_CHECKED;
// Waits until everything queued is durable. NULL is fine.
void keep_close(struct keep *k);
// NULL, or what was found damaged and set aside (code ERR_SYNTAX; place is the name of the file that was set aside).
// `lost` tells whether rows could not be carried over.
const struct fault *keep_recovery(struct keep *k, bool *lost);
// Everything goes: the rows, the file, what was set aside. The keep stays usable and empty. What is queued is dropped.
enum err keep_erase(struct keep *k, struct fault *f) TGOV_CHECKED;

// ---- Results ----
// Who wants to hear that it is durable. Token 0: only a failure is reported.
struct keep_ticket {
    uint64_t token;
    int tag;
};
struct keep_done {
    struct queue_item link;
    struct keep_ticket ticket;
    enum err err; // ERR_NONE: durable. ERR_FULL: no room left; the older version is still there.
    struct fault fault;
};
struct keep_done *keep_take(struct keep *k); // NULL when there is none; else owned
void keep_done_free(struct keep_done *d);
// Waits until everything queued before is written or failed, for the moments before the power goes.
void keep_flush(struct keep *k);

// ---- Drafts: one a service and profile ----
enum keep_origin { KEEP_HERE, KEEP_BEGUN_ELSEWHERE, KEEP_CHANGED_ELSEWHERE }; // where it was changed last
struct keep_draft {
    const char *service, *profile; // ids; a guest's profile is ""
    const char *title;             // what the list calls it
    const char *language;          // BCP 47
    const char *step;              // where to go on: the page's path
    const char *version;           // of the form; "" when unknown
    const char *answers;           // JSON
    when_ms updated;               // set by the keep
    // Of what lives at the office too (app/keep/sync.h), set by the keep:
    enum keep_origin origin;
    const char *rival;             // when other answers to the same service were kept there; "": there are none
};
struct keep_drafts {
    const struct keep_draft *items; // newest first; `answers` is NULL here, keep_draft_load has them
    size_t count;
};
// ERR_LIMIT, ERR_TYPE (a NULL id), ERR_BUSY (queue full) or ERR_MEMORY at once; everything else comes with the ticket.
enum err keep_draft_save(struct keep *k, struct keep_ticket t, const struct keep_draft *d) TGOV_CHECKED;
enum err keep_draft_drop(struct keep *k, struct keep_ticket t, const char *service, const char *profile) TGOV_CHECKED;
enum err keep_draft_load(struct keep *k, struct arena *a, const char *service, const char *profile,
                         struct keep_draft *out) TGOV_CHECKED; // ERR_NOT_FOUND
// profile NULL: of everybody.
enum err keep_draft_list(struct keep *k, struct arena *a, const char *profile, struct keep_drafts *out) TGOV_CHECKED;

// ---- Cases: the guest's "Your cases" ----
struct keep_case {
    const char *number; // unique
    const char *secret; // what opens it without signing in; "" when none
    const char *profile, *service, *title, *state;
    when_ms updated; // set by the keep
    const char *language; // that title and state are in; "" (given: NULL, too): not known
};
struct keep_cases {
    const struct keep_case *items; // newest first
    size_t count;
};
enum err keep_case_save(struct keep *k, struct keep_ticket t, const struct keep_case *c) TGOV_CHECKED; // adds or replaces
enum err keep_case_drop(struct keep *k, struct keep_ticket t, const char *number) TGOV_CHECKED;
enum err keep_case_list(struct keep *k, struct arena *a, const char *profile, struct keep_cases *out) TGOV_CHECKED;

// ---- Settings: name and text ----
// value NULL removes it.
enum err keep_setting_save(struct keep *k, struct keep_ticket t, const char *name, const char *value) TGOV_CHECKED;
// The same, and returns only when it is durable: for a rotated session secret.
enum err keep_setting_store(struct keep *k, const char *name, const char *value, struct fault *f) TGOV_CHECKED;
struct keep_setting_row {
    const char *name, *value;
};
struct keep_settings {
    const struct keep_setting_row *items; // by name
    size_t count;
};
// Those whose name begins so, KEEP_LIST_MAX at most; "": all.
enum err keep_setting_list(struct keep *k, struct arena *a, const char *prefix, struct keep_settings *out) TGOV_CHECKED;
enum err keep_setting(struct keep *k, struct arena *a, const char *name, const char **value) TGOV_CHECKED; // ERR_NOT_FOUND

#endif
