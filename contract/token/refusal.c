// SPDX-License-Identifier: Apache-2.0
// The names and sentences of the refusals, in their order.
#include "contract/token/refusal.h"

static const struct {
    const char *name, *sentence;
} rows[REFUSAL_COUNT] = {
    [REFUSAL_NONE] = {"none", "The token is accepted."},
    [REFUSAL_MEMORY] = {"memory", "The token could not be checked just now."},
    [REFUSAL_SIZE] = {"size", "The token is too long."},
    [REFUSAL_OPAQUE] = {"opaque", "This is no signed JWT. JWT access tokens are required here: set the issuer to give "
                                  "access tokens for this audience in JWT form (RFC 9068)."},
    [REFUSAL_ENCODING] = {"encoding", "The token is not strict base64url."},
    [REFUSAL_JSON] = {"json", "The token does not hold a JSON object where one belongs."},
    [REFUSAL_UTF8] = {"utf8", "The token is not UTF-8."},
    [REFUSAL_DUPLICATE] = {"duplicate", "The token has a member twice."},
    [REFUSAL_TYP] = {"typ", "This kind of token is not accepted here; an access token is needed."},
    [REFUSAL_ALG] = {"alg", "The token is not signed with the algorithm of its key."},
    [REFUSAL_CRIT] = {"crit", "The token has a critical extension that is not known here."},
    [REFUSAL_NO_KID] = {"no-kid", "The token does not name its key."},
    [REFUSAL_UNKNOWN_KEY] = {"unknown-key", "The issuer has no such key."},
    [REFUSAL_SIGNATURE] = {"signature", "The signature is wrong."},
    [REFUSAL_CLAIM] = {"claim", "A claim of the token has the wrong type."},
    [REFUSAL_ISSUER] = {"issuer", "The token is of another issuer."},
    [REFUSAL_AUDIENCE] = {"audience", "The token is for another audience."},
    [REFUSAL_SUBJECT] = {"subject", "The token does not say whom it is about."},
    [REFUSAL_NO_EXPIRY] = {"no-expiry", "The token has no expiry."},
    [REFUSAL_EXPIRED] = {"expired", "The token has expired."},
    [REFUSAL_NOT_YET] = {"not-yet", "The token is not valid yet."},
    [REFUSAL_UNBOUND] = {"unbound", "The token is not bound to a key of its sender, and that is needed here."},
    [REFUSAL_BOUND] = {"bound", "The token is bound to a key: it has to come with the DPoP scheme and a proof."},
    [REFUSAL_NO_PROOF] = {"no-proof", "Exactly one DPoP header with a proof is needed."},
    [REFUSAL_PROOF] = {"proof", "The DPoP proof is malformed or wrongly signed."},
    [REFUSAL_PROOF_KEY] = {"proof-key", "The DPoP proof is of another key than the token's."},
    [REFUSAL_PROOF_METHOD] = {"proof-method", "The DPoP proof is for another method."},
    [REFUSAL_PROOF_URL] = {"proof-url", "The DPoP proof is for another address."},
    [REFUSAL_PROOF_TIME] = {"proof-time", "The DPoP proof was not made just now; compare the clock with the Date header."},
    [REFUSAL_PROOF_TOKEN] = {"proof-token", "The DPoP proof is not for this access token."},
    [REFUSAL_PROOF_NONCE] = {"proof-nonce", "The DPoP proof lacks the nonce that was asked for."},
    [REFUSAL_PROOF_SEEN] = {"proof-seen", "The DPoP proof was used before."},
};

static bool known(enum refusal r) { return r >= REFUSAL_NONE && r < REFUSAL_COUNT; }

const char *refusal_name(enum refusal r) { return known(r) ? rows[r].name : "unknown"; }

const char *refusal_sentence(enum refusal r) { return known(r) ? rows[r].sentence : "The token is not accepted."; }

bool refusal_of_proof(enum refusal r) { return r >= REFUSAL_NO_PROOF && r <= REFUSAL_PROOF_SEEN; }
