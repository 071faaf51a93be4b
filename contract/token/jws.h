// SPDX-License-Identifier: Apache-2.0
// Signed JSON in compact form (RFC 7515): HEADER.PAYLOAD.SIGNATURE.
#ifndef TGOV_CONTRACT_TOKEN_JWS_H
#define TGOV_CONTRACT_TOKEN_JWS_H

#include "contract/token/jwk.h"
#include "contract/token/refusal.h"

enum {
    JWS_MAX = 8192,        // characters of a whole token
    JWS_HEADER_MAX = 2048, // bytes of the decoded header
    JWS_SIGNATURE_MAX = 1024,
    JWS_DEPTH_MAX = 16, JWS_VALUES_MAX = 512, // of header and payload
    // An arena for reading one token: text, bytes and values with room to spare.
    JWS_ARENA = 256 << 10,
};

struct jws {
    struct str input;            // HEADER.PAYLOAD, what the signature covers: bytes of the token
    struct str encoded;          // PAYLOAD, still base64url; not looked at before the signature is right
    struct str signature;        // decoded
    struct val header;
    const char *alg, *kid, *typ; // of the header, NULL when absent or no text
};

// Splits strictly and reads the header; the payload is not touched. REFUSAL_SIZE (decided before anything else),
// REFUSAL_OPAQUE, REFUSAL_ENCODING, REFUSAL_JSON, REFUSAL_UTF8, REFUSAL_DUPLICATE, REFUSAL_CRIT, REFUSAL_ALG (absent or
// none of ours), REFUSAL_SIGNATURE (empty or too long), REFUSAL_MEMORY. `token` must outlive `*out`.
enum refusal jws_read(struct arena *a, struct str token, struct jws *out) TGOV_CHECKED;
// REFUSAL_ALG when the header's alg is not the key's; REFUSAL_SIGNATURE; REFUSAL_MEMORY. PS256 takes a salt of the
// digest's length only, ES256 exactly 64 bytes.
enum refusal jws_verify(const struct jws *s, const struct jwk *key) TGOV_CHECKED;
// The payload as a JSON object, to be called after jws_verify. REFUSAL_ENCODING, _JSON, _UTF8, _DUPLICATE, _MEMORY.
enum refusal jws_payload(struct arena *a, const struct jws *s, struct val *out) TGOV_CHECKED;

// Signs with an ES256 key. The header is alg, `typ`, the key's kid (when it has one), and `jwk` (public half, when
// `with_jwk`: DPoP). `*out` is terminated, in the arena. ERR_DENIED without a private half, ERR_UNSUPPORTED for another
// algorithm, ERR_LIMIT above JWS_MAX, ERR_MEMORY.
enum err jws_sign(struct arena *a, const struct jwk *key, const char *typ, bool with_jwk, const struct val *payload,
                  const char **out) TGOV_CHECKED;

#endif
