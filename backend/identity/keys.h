// SPDX-License-Identifier: Apache-2.0
// Private to backend/identity: the issuer's keys as they are now, kept fresh by a thread of its own (identity.h says the
// policy). A ring never changes; who takes one keeps it until letting go.
#ifndef TGOV_BACKEND_IDENTITY_KEYS_H
#define TGOV_BACKEND_IDENTITY_KEYS_H

#include "backend/identity/identity.h"
#include "contract/token/jwk.h"

enum {
    KEYS_RETRY_MS = 1000,  // after a failure, doubled up to the refresh interval
    KEYS_MISSED_MAX = 64,  // unknown kids remembered
    KEYS_MISSED_MS = 60000, // so long a kid that the issuer did not have is refused without asking again
    KEYS_ARENA = 2 << 20,  // of one fetch
};

struct keys;

struct ring {
    struct jwk_set set;
    uint64_t generation; // 1, 2, … in the order of changes
    int users;           // of struct keys
    struct arena arena;
};

struct keys_options {
    identity_keys *source;
    void *self;
    // The ring became another one, or was dropped for its age; before anybody can take the new one. On the keys' thread.
    void (*changed)(void *self, uint64_t generation);
    void *changed_self;
    long refresh_ms, refetch_ms, keep_ms, wait_ms;
    when_ms (*clock)(void); // monotonic
};

struct keys *keys_create(const struct keys_options *o) TGOV_CHECKED; // NULL without memory or a thread
void keys_destroy(struct keys *k); // waits for the source to return; NULL is fine
void keys_refresh(struct keys *k);

struct ring *keys_take(struct keys *k); // NULL: there are none (yet, or any more)
void keys_let_go(struct keys *k, struct ring *r); // NULL is fine

enum keys_answer {
    KEYS_NEWER, // there is a ring of another generation now: try again with it
    KEYS_SAME,  // the issuer was asked, and has no such key
    KEYS_LATER, // it cannot be asked just now
};
// For a token whose kid is not in the ring of `generation` (0: there was no ring). May wait for wait_ms.
enum keys_answer keys_look(struct keys *k, const char *kid, uint64_t generation);

#endif
