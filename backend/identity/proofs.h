// SPDX-License-Identifier: Apache-2.0
// Private to backend/identity: which DPoP proofs were used, for as long as they would be accepted again. In memory: after a
// restart a proof of the last minute could be used once more, within its own method, address and token.
#ifndef TGOV_BACKEND_IDENTITY_PROOFS_H
#define TGOV_BACKEND_IDENTITY_PROOFS_H

#include "base/when.h"

enum proof_use {
    PROOF_FIRST,
    PROOF_AGAIN,
    PROOF_CROWDED, // too many live ones to remember this one: nothing is accepted unremembered
};

struct proofs;
struct proofs *proofs_create(void) TGOV_CHECKED; // NULL without memory
void proofs_destroy(struct proofs *p);           // NULL is fine
// Notes the use of proof `jti` of key `jkt`, which could come again before `until`.
enum proof_use proofs_note(struct proofs *p, const char *jkt, const char *jti, when_ms until, when_ms now);

#endif
