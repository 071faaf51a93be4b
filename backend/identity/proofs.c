// SPDX-License-Identifier: Apache-2.0
// Remembering used proofs: a table of sets, found by a keyed hash, so that a sender cannot aim at one set.
#include "backend/identity/proofs.h"
#include "backend/digest.h"
#include "backend/identity/identity.h"
#include "base/mem.h"
#include "base/random.h"
#include "contract/token/dpop.h"
#include <pthread.h>

enum { WAYS = 16, SETS = IDENTITY_PROOFS / WAYS, PARTS = 64, SECRET = 16, ID = 16 };

struct used {
    unsigned char id[ID];
    when_ms until; // 0: free
};

struct proofs {
    pthread_mutex_t locks[PARTS];
    char secret[SECRET];
    struct used sets[SETS][WAYS];
};

struct proofs *proofs_create(void) {
    struct proofs *p = mem_alloc(sizeof *p);
    if (!p)
        return NULL;
    random_bytes(p->secret, sizeof p->secret);
    for (size_t i = 0; i < PARTS; i++)
        pthread_mutex_init(&p->locks[i], NULL);
    return p;
}

void proofs_destroy(struct proofs *p) {
    if (!p)
        return;
    for (size_t i = 0; i < PARTS; i++)
        pthread_mutex_destroy(&p->locks[i]);
    mem_free(p);
}

static enum proof_use note(struct used set[WAYS], const unsigned char *id, when_ms until, when_ms now) {
    struct used *room = NULL;
    for (size_t w = 0; w < WAYS; w++) {
        if (set[w].until <= now)
            room = &set[w];
        else if (!memcmp(set[w].id, id, ID))
            return PROOF_AGAIN;
    }
    if (!room)
        return PROOF_CROWDED;
    memcpy(room->id, id, ID);
    room->until = until;
    return PROOF_FIRST;
}

enum proof_use proofs_note(struct proofs *p, const char *jkt, const char *jti, when_ms until, when_ms now) {
    char text[SECRET + JWK_THUMBPRINT + DPOP_JTI_MAX + 2];
    memcpy(text, p->secret, SECRET);
    int len = snprintf(text + SECRET, sizeof text - SECRET, "%s.%s", jkt, jti);
    unsigned char hash[DIGEST_BYTES];
    digest_sha256((struct str){text, SECRET + (size_t)len}, hash);
    size_t set = ((size_t)hash[16] << 8 | hash[17]) % SETS;
    pthread_mutex_lock(&p->locks[set % PARTS]);
    enum proof_use use = note(p->sets[set], hash, until, now);
    pthread_mutex_unlock(&p->locks[set % PARTS]);
    return use;
}
