// SPDX-License-Identifier: Apache-2.0
// Private to contract/token: OpenSSL keys made from numbers.
#ifndef TGOV_CONTRACT_TOKEN_JWK_INSIDE_H
#define TGOV_CONTRACT_TOKEN_JWK_INSIDE_H

#include "contract/token/jwk.h"

enum { P256_BYTES = 32, ED25519_BYTES = 32, RSA_BITS_MIN = 2048, RSA_BYTES_MAX = 1024, RSA_EXPONENT_MAX = 8 };

// A public key; the caller owns it. NULL when the numbers are not one (a point off the curve), or without memory.
struct evp_pkey_st *pkey_rsa(struct str n, struct str e);
struct evp_pkey_st *pkey_p256(struct str x, struct str y); // P256_BYTES each
struct evp_pkey_st *pkey_ed25519(struct str x);            // ED25519_BYTES

// A public number of a key, big-endian, of exactly `len` bytes (0: as many as it needs, at most RSA_BYTES_MAX).
// `name` is OpenSSL's. False without memory.
bool pkey_number(const struct evp_pkey_st *key, const char *name, size_t len, unsigned char *out, size_t *used) TGOV_CHECKED;

#endif
