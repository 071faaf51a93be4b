// SPDX-License-Identifier: Apache-2.0
// Why a token or a proof was not accepted: one list for all checks of this room, for programs and tests to go by. What a
// person or a client is told is deliberately less exact.
#ifndef TGOV_CONTRACT_TOKEN_REFUSAL_H
#define TGOV_CONTRACT_TOKEN_REFUSAL_H

#include <stdbool.h>

enum refusal {
    REFUSAL_NONE,        // accepted
    REFUSAL_MEMORY,      // not the token's fault: the arena's cap, or OpenSSL could not work
    // ---- the form
    REFUSAL_SIZE,        // longer than the documented cap
    REFUSAL_OPAQUE,      // not in three parts: an opaque or an encrypted token
    REFUSAL_ENCODING,    // a part is not strict base64url
    REFUSAL_JSON,        // header or payload is not one JSON object; also too deep or too many values
    REFUSAL_UTF8,        // it is not UTF-8
    REFUSAL_DUPLICATE,   // a member appears twice
    // ---- the header
    REFUSAL_TYP,         // not of the accepted kinds of token
    REFUSAL_ALG,         // none, HMAC, unknown, or not the algorithm of the key
    REFUSAL_CRIT,        // "crit" is there
    REFUSAL_NO_KID,      // no "kid"
    REFUSAL_UNKNOWN_KEY, // no key of that "kid"
    REFUSAL_SIGNATURE,   // missing or wrong
    // ---- the claims
    REFUSAL_CLAIM,       // a claim has the wrong type
    REFUSAL_ISSUER,
    REFUSAL_AUDIENCE,
    REFUSAL_SUBJECT,     // none, empty or longer than the cap
    REFUSAL_NO_EXPIRY,   // no "exp"
    REFUSAL_EXPIRED,
    REFUSAL_NOT_YET,     // "nbf" lies ahead
    // ---- binding to the sender (RFC 9449)
    REFUSAL_UNBOUND,     // the token names no key ("cnf"), and that is required here or the DPoP scheme was used
    REFUSAL_BOUND,       // the token is bound to a key, but came as a plain bearer token
    REFUSAL_NO_PROOF,    // no DPoP header, or more than one
    REFUSAL_PROOF,       // it is malformed, or wrongly signed
    REFUSAL_PROOF_KEY,   // it is of another key than the token's
    REFUSAL_PROOF_METHOD,
    REFUSAL_PROOF_URL,
    REFUSAL_PROOF_TIME,  // made too long ago, or in the future
    REFUSAL_PROOF_TOKEN, // "ath" is missing or of another access token
    REFUSAL_PROOF_NONCE,
    REFUSAL_PROOF_SEEN,  // used before
    REFUSAL_COUNT
};

const char *refusal_name(enum refusal r);     // "unknown-key", for logs and tests; never NULL
const char *refusal_sentence(enum refusal r); // one plain English sentence for the developer of a client; never NULL
bool refusal_of_proof(enum refusal r);        // whether RFC 9449 calls it invalid_dpop_proof, not invalid_token

#endif
