// SPDX-License-Identifier: Apache-2.0
// Drafts of people who signed in live at the office too, so that a form begun on one television goes on at another. The
// box keeps beside each draft what it knows of the office's copy; every save or drop of a draft is counted with it in the
// same transaction (triggers in db.c), so nothing that was changed is forgotten over a power cut. Guests have none of this.
//
// A rival is the office's copy when it was changed elsewhere while there were changes here: both are kept until the
// person chooses. What is sent when is decided in app/drafts.c; app/keep/keep.h has the general rules. Functions without
// a ticket are durable when they return, or report nothing but a failure.
#ifndef TGOV_APP_KEEP_SYNC_H
#define TGOV_APP_KEEP_SYNC_H

#include "app/keep/keep.h"

struct keep_sync {
    const char *service, *profile;
    const char *etag, *seen;   // of the office's copy that the draft here goes on from, and its instant; "": none is known
    const char *tried;         // digest of the answers that were sent last without an answer yet; "": none
    const char *rival;         // instant of the rival; "": there is none
    int64_t changes;           // not at the office yet
    bool gone;                 // dropped or submitted here: the office's copy has to go
};
struct keep_syncs {
    const struct keep_sync *items; // changed longest ago first
    size_t count;
};
struct keep_copy { // what the office has
    struct keep_draft draft;   // `updated` is taken over
    const char *etag, *seen;
};

// profile NULL: of everybody.
enum err keep_sync_list(struct keep *k, struct arena *a, const char *profile, struct keep_syncs *out) TGOV_CHECKED;
enum err keep_sync_find(struct keep *k, struct arena *a, const char *service, const char *profile, struct keep_sync *out) TGOV_CHECKED; // ERR_NOT_FOUND

// These answers are on their way: should the answer be lost, the office's copy is recognised by them.
enum err keep_sync_tried(struct keep *k, const char *service, const char *profile, const char *digest) TGOV_CHECKED;
// The office's copy is now `etag`, and `changes` of those counted here are in it; 0: it is only known. "" for both texts:
// the office has none.
enum err keep_sync_settled(struct keep *k, const char *service, const char *profile, const char *etag, const char *seen, int64_t changes) TGOV_CHECKED;
// The Idempotency-Key that the office gave its copy: the draft is sent under it (keep_outbox_add), so that two boxes that
// send the same draft make one case. Forgotten with the copy.
enum err keep_sync_key(struct keep *k, const char *service, const char *profile, const char *key) TGOV_CHECKED;
// The office's copy becomes the draft, whatever was here.
enum err keep_sync_take(struct keep *k, const struct keep_copy *c, enum keep_origin origin, struct fault *f) TGOV_CHECKED;
enum err keep_sync_rival(struct keep *k, const struct keep_copy *c, struct fault *f) TGOV_CHECKED;
// The person chose: the rival becomes the draft, or the draft here replaces it. Nothing happens without a rival.
enum err keep_sync_choose(struct keep *k, const char *service, const char *profile, bool rival, struct fault *f) TGOV_CHECKED;
// The office has none any more: nothing has to be removed there. With `draft` the draft here goes as well: it was sent or
// dropped elsewhere and not changed here.
enum err keep_sync_forget(struct keep *k, const char *service, const char *profile, bool draft, struct fault *f) TGOV_CHECKED;

#endif
