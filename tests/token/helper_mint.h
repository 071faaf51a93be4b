// SPDX-License-Identifier: Apache-2.0
// An issuer in the test's process: keys of every kind and tokens with whatever header and claims a test wants, right or
// wrong. It signs by itself, not with the functions under test.
#ifndef TGOV_TESTS_TOKEN_HELPER_MINT_H
#define TGOV_TESTS_TOKEN_HELPER_MINT_H

#include "contract/token/jwk.h"

enum mint_key { MINT_RSA, MINT_PS, MINT_EC, MINT_ED, MINT_STRANGER, MINT_KEYS }; // the stranger is not in the set

struct mint {
    struct arena arena;
    struct evp_pkey_st *keys[MINT_KEYS];
    const char *jwks; // of all but the stranger: kids "rsa-1", "ps-1", "ec-1", "ed-1"
    struct jwk_set set;
};

void mint_start(struct mint *m); // fails the test by assertion
void mint_stop(struct mint *m);
// HEADER.PAYLOAD.SIGNATURE of these very texts, in the arena; signed with what the key is for.
const char *mint_token(struct mint *m, enum mint_key key, const char *header, const char *payload);
const char *mint_hmac(struct mint *m, const char *secret, const char *header, const char *payload);
const char *mint_unsigned(struct mint *m, const char *header, const char *payload);
const char *mint_public_pem(struct mint *m, enum mint_key key);
// The public half as a JWK without kid and alg.
const char *mint_public_jwk(struct mint *m, enum mint_key key);

#endif
