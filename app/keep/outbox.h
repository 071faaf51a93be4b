// SPDX-License-Identifier: Apache-2.0
// Submissions on their way. Submitting stores the body with its idempotency key and removes the draft in one
// transaction; then it is sent, and sent again after power cuts and failures, always under the same key, until the
// server gives a receipt or a refusal. The receipt and the case are stored in the transaction that marks it delivered.
// Together with the server's idempotency that makes exactly one case.
//
// The first half keeps (app/keep/keep.h has the general rules); the second half decides and touches nothing:
//
//     keep_outbox_list(k, a, &list);
//     struct outbox_plan p = outbox_next(&list, now, reachable_since, &gate, sending);
//     if (p.send) { keep_outbox_change(k, ..., outbox_started(p.send, now)); net_send(...key, path, body...); }
//     else if (p.at) wake up at p.at;
//     // on the answer outbox_judge says: keep_outbox_deliver, keep_outbox_refuse, or keep_outbox_change with outbox_failed
#ifndef TGOV_APP_KEEP_OUTBOX_H
#define TGOV_APP_KEEP_OUTBOX_H

#include "app/keep/keep.h"

enum outbox_state {
    OUTBOX_WAITING,
    OUTBOX_SENDING, // after a power cut this means: waiting, perhaps already received
    OUTBOX_DELIVERED,
    OUTBOX_REFUSED,
};

struct outbox_item {
    int64_t id;              // ascending; 0 when adding
    const char *key;         // idempotency key; NULL when adding: the draft's at the office (keep_sync_key), else one is made
    const char *service, *profile, *title, *language;
    const char *path;        // where to POST it
    const char *body;        // JSON; in a list only of those that still wait
    const char *step, *version, *answers; // of the draft it was, for going back to it; NULL in a list
    when_ms created;
    enum outbox_state state;
    int attempts;
    when_ms next_at;         // not before; 0: at once
    enum err why;            // of the last failure
    bool needs_sign_in;      // the server wants a newer sign-in first
    const char *result;      // JSON: the receipt when delivered, the problem when refused, else NULL
    const char *case_number; // when delivered; else ""
    const char *sign;        // authorization_details (RFC 9396) that its person must approve before it is sent; "": none
};
struct outbox_list {
    const struct outbox_item *items; // oldest first
    size_t count;
};
struct outbox_change {
    int64_t id;
    enum outbox_state state;
    int attempts;
    when_ms next_at;
    enum err why;
    bool needs_sign_in;
};

// Durable when it returns. The same key again gives the same id and changes nothing, so a double press is harmless.
enum err keep_outbox_add(struct keep *k, const struct outbox_item *s, int64_t *id, struct fault *f) TGOV_CHECKED;
enum err keep_outbox_list(struct keep *k, struct arena *a, struct outbox_list *out) TGOV_CHECKED;
enum err keep_outbox_change(struct keep *k, struct keep_ticket t, struct outbox_change c) TGOV_CHECKED;
// Durable when it returns. `receipt` is JSON; `c` joins "Your cases" (NULL: it does not).
enum err keep_outbox_deliver(struct keep *k, int64_t id, const char *receipt, const struct keep_case *c,
                             struct fault *f) TGOV_CHECKED;
enum err keep_outbox_refuse(struct keep *k, int64_t id, const char *problem, struct fault *f) TGOV_CHECKED;
// Makes one that was refused, or was never tried, a draft again, so that the viewer can correct it. ERR_CONFLICT when a
// newer draft of the service is there, or when the server may have it already.
enum err keep_outbox_reopen(struct keep *k, int64_t id, struct fault *f) TGOV_CHECKED;
// Removes a delivered or refused one from the list; ERR_CONFLICT for others.
enum err keep_outbox_forget(struct keep *k, int64_t id, struct fault *f) TGOV_CHECKED;

// ---- What to do next: pure ----
enum { OUTBOX_PAUSE_MS = 4000, OUTBOX_PAUSE_CAP_MS = 15 * 60 * 1000, OUTBOX_HORIZON_MS = 2 * 24 * 60 * 60 * 1000 };
struct outbox_plan {
    const struct outbox_item *send; // NULL: nothing now
    when_ms at;                     // look again then; 0: only after a change
};
// Whether what an item needs is there: a signed-in person, a signature.
struct outbox_gate {
    bool (*open)(void *arg, const struct outbox_item *i);
    void *arg;
};
// One at a time, oldest first. `gate` NULL: only what needs nobody. `reachable_since`: when the office became reachable again (0: it is not known to be
// away; -1: it is away): what failed for want of a connection does not wait longer than that. `sending` is the id that
// is in flight now, 0 for none.
struct outbox_plan outbox_next(const struct outbox_list *list, when_ms now, when_ms reachable_since,
                               const struct outbox_gate *gate, int64_t sending);
struct outbox_change outbox_started(const struct outbox_item *i, when_ms now);
// For an answer that is neither receipt nor refusal. `dice` is any random number: the jitter.
struct outbox_change outbox_failed(const struct outbox_item *i, int status, enum err err, int64_t retry_after_ms,
                                   when_ms now, uint32_t dice);
// What an answer means.
enum outbox_verdict { OUTBOX_ACCEPTED, OUTBOX_DENIED, OUTBOX_AGAIN };
enum outbox_verdict outbox_judge(int status, enum err err);

#endif
