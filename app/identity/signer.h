// SPDX-License-Identifier: Apache-2.0
// Signs requests on the network thread: "Authorization: DPoP TOKEN" with a fresh proof for every try (RFC 9449), or a
// plain bearer token. Shared by the loop and by requests that are under way, and counted; a new token reaches streams that
// reconnect later.
#ifndef TGOV_APP_IDENTITY_SIGNER_H
#define TGOV_APP_IDENTITY_SIGNER_H

#include "app/net/net.h"
#include "contract/token/jwk.h"
#include <stdatomic.h>

// What time it is for servers: the clock that never jumps plus what the last answer's Date made of it. Proofs carry a
// time, and a box's clock may be minutes off.
struct signer_clock {
    atomic_int_least64_t ahead;
    atomic_bool heard; // a server told the time; before that it is the box's own
};
void signer_clock_start(struct signer_clock *c, when_ms wall);
void signer_clock_hear(struct signer_clock *c, when_ms date);
when_ms signer_clock_now(const struct signer_clock *c);

struct signer;
// `pem` "": no proofs; `token` NULL: proofs only, as an issuer's endpoints want them. `c` outlives it. NULL without memory
// or when the key cannot be read.
struct signer *signer_create(const char *pem, const char *token, struct signer_clock *c) TGOV_CHECKED;
void signer_drop(struct signer *s); // NULL is fine
bool signer_set_token(struct signer *s, const char *token) TGOV_CHECKED;
// To be copied into a request.
struct net_signer signer_of(struct signer *s);

#endif
