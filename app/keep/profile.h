// SPDX-License-Identifier: Apache-2.0
// The people of this box. A profile is an id and a picture; who it is (name, roles) and the right to act for them (tokens,
// key) are two sealed texts, which app/identity/vault.h makes and opens: the keep never sees them in clear. Drafts,
// submissions and cases carry the profile's id; a guest's is "".
//
// Everything here is durable when it returns; app/keep/keep.h has the general rules.
#ifndef TGOV_APP_KEEP_PROFILE_H
#define TGOV_APP_KEEP_PROFILE_H

#include "app/keep/keep.h"

enum { KEEP_PROFILES_MAX = 12, KEEP_SEALED_BYTES = 64 << 10 };

struct keep_profile {
    const char *id;      // chosen at random by the box
    const char *picture; // an icon of the assets
    const char *who;     // sealed
    when_ms used;        // wall clock, of about the last key they pressed
    bool locked;
    bool sealed;         // the second sealed text is there: signed in, if it can be opened. Ignored when saving
};
struct keep_profiles {
    const struct keep_profile *items; // last used first
    size_t count;
};

// Adds or replaces; `sealed` NULL leaves what is sealed as it is. ERR_LIMIT above KEEP_PROFILES_MAX people.
enum err keep_profile_save(struct keep *k, const struct keep_profile *p, const char *sealed, struct fault *f) TGOV_CHECKED;
enum err keep_profile_list(struct keep *k, struct arena *a, struct keep_profiles *out) TGOV_CHECKED;
// With drafts, earlier answers, cases and submissions of that person, also those that were not sent.
enum err keep_profile_drop(struct keep *k, const char *id, struct fault *f) TGOV_CHECKED;

// `used` alone; a failure is only noted.
enum err keep_profile_used(struct keep *k, const char *id, when_ms used) TGOV_CHECKED;
// What would be lost with them: unfinished answers, and what waits to be sent.
struct keep_holds {
    int drafts, waiting;
};
enum err keep_profile_holds(struct keep *k, const char *id, struct keep_holds *out) TGOV_CHECKED;
// Two profiles turned out to be the same person: all of `from` becomes `into`'s, and `from` is gone. Where both have answers
// to the same service the form asks which go on.
enum err keep_profile_merge(struct keep *k, const char *from, const char *into, struct fault *f) TGOV_CHECKED;

// The sealed text alone: a rotated token must be on the disk before it is used. NULL removes it: signed out.
enum err keep_sealed_store(struct keep *k, const char *id, const char *sealed, struct fault *f) TGOV_CHECKED;
enum err keep_sealed_load(struct keep *k, struct arena *a, const char *id, const char **sealed) TGOV_CHECKED; // ERR_NOT_FOUND

// Somebody signed in for a service: what the guest began for it becomes theirs: a draft, and what waits in the outbox for a
// sign-in. `service` "": for none. What waits in their own name is due at once. When they have a draft of their own, both
// stay as they are, and the guest's is offered to them until one of the two goes or changes hands.
enum err keep_adopt(struct keep *k, const char *service, const char *id, struct fault *f) TGOV_CHECKED;
// When the guest's draft that is offered to them was changed last; 0: none is.
enum err keep_offered(struct keep *k, const char *service, const char *id, when_ms *out) TGOV_CHECKED;
// They chose: the guest's answers become theirs, in the place of what they had, or stay the guest's. Nothing happens
// without an offer.
enum err keep_take_offer(struct keep *k, const char *service, const char *id, bool take, struct fault *f) TGOV_CHECKED;

#endif
