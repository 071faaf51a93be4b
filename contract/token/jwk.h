// SPDX-License-Identifier: Apache-2.0
// Keys as JSON (RFC 7517, 7518, 8037): RSA from 2048 to 8192 bits, EC P-256, Ed25519. Nothing symmetric, ever.
//
// A key has exactly one algorithm: the one its "alg" says, else the fixed one of its kind (RSA RS256, P-256 ES256, Ed25519
// EdDSA). Tokens never choose.
//
//     struct jwk key;
//     if (jwk_generate(a, &key) == ERR_NONE) ...
//     jwk_finish(&key);
#ifndef TGOV_CONTRACT_TOKEN_JWK_H
#define TGOV_CONTRACT_TOKEN_JWK_H

#include "base/value.h"

enum {
    JWK_KID_MAX = 256,       // bytes of a "kid"
    JWK_SET_MAX = 64,        // keys of one set
    JWK_SET_BYTES = 256 << 10, // of a whole JWKS document, for those who fetch one
    JWK_THUMBPRINT = 43,     // characters of a base64url SHA-256
    JWK_PEM_MAX = 8192,
};

enum jwk_alg { JWK_RS256, JWK_PS256, JWK_ES256, JWK_EDDSA, JWK_ALG_COUNT };

struct evp_pkey_st; // OpenSSL's EVP_PKEY

struct jwk {
    const char *kid;          // in the arena; "" when the key has none
    enum jwk_alg alg;
    bool secret;              // the private half is there: it can sign
    struct evp_pkey_st *pkey; // owned: jwk_finish. May be used by several threads at once
};

struct jwk_set {
    struct jwk *keys; // in the arena
    size_t count, skipped; // skipped: of unknown kinds, too short, not for signatures
};

const char *jwk_alg_name(enum jwk_alg alg); // "RS256"
// "EdDSA" and its newer name "Ed25519" (RFC 9864) are the same. False for all others: "none", "HS256", NULL.
bool jwk_alg_read(const char *name, enum jwk_alg *out) TGOV_CHECKED;

// A PUBLIC key. ERR_UNSUPPORTED (other kind, curve or algorithm; "use" is not "sig"; "key_ops" lacks "verify"; RSA under
// 2048 bits, or an even or tiny exponent), ERR_DENIED (a private or symmetric key was published: never to be used),
// ERR_MISSING, ERR_TYPE (not strict base64url, wrong length, a point off the curve), ERR_LIMIT, ERR_MEMORY. On an error
// `*out` holds nothing.
enum err jwk_read(struct arena *a, const struct val *v, struct jwk *out, struct fault *f) TGOV_CHECKED;
// {"keys": […]}: keys that jwk_read refuses, and those without "kid", are skipped (RFC 7517, section 5). ERR_TYPE when it
// is no such object, ERR_LIMIT above JWK_SET_MAX, ERR_MEMORY. An empty set is no error.
enum err jwk_set_read(struct arena *a, const struct val *v, struct jwk_set *out, struct fault *f) TGOV_CHECKED;
// The key of that kid, preferring one of that algorithm where a kid appears twice; NULL when there is none. So a key may
// come back whose alg differs: that is for the caller to refuse.
const struct jwk *jwk_set_find(const struct jwk_set *s, const char *kid, enum jwk_alg alg);
// Both accept what was never filled (zeroed) and may be called twice. Arena memory stays.
void jwk_finish(struct jwk *k);
void jwk_set_finish(struct jwk_set *s);

// The public half as an object: kty, its numbers, and (when it has a kid) kid, use "sig" and alg. ERR_MEMORY.
enum err jwk_write(struct arena *a, const struct jwk *k, struct val *out) TGOV_CHECKED;
// RFC 7638: base64url SHA-256 over the required members, terminated. ERR_MEMORY.
enum err jwk_thumbprint(const struct jwk *k, char out[JWK_THUMBPRINT + 1]) TGOV_CHECKED;

// A new ES256 key pair; its kid is its thumbprint. ERR_MEMORY.
enum err jwk_generate(struct arena *a, struct jwk *out) TGOV_CHECKED;
// PKCS#8 PEM without a password. The text is secret: keep it in a file of mode 0600 (file_replace) and wipe it
// (jwk_wipe). ERR_DENIED without the private half, ERR_MEMORY.
enum err jwk_pem_write(struct arena *a, const struct jwk *k, struct str *out) TGOV_CHECKED;
// What jwk_pem_write wrote: one ES256 private key, kid its thumbprint. ERR_SYNTAX, ERR_UNSUPPORTED (another kind, or with a
// password), ERR_LIMIT above JWK_PEM_MAX, ERR_MEMORY.
enum err jwk_pem_read(struct arena *a, struct str pem, struct jwk *out) TGOV_CHECKED;
// Overwrites secret bytes in a way that compilers do not remove.
void jwk_wipe(void *bytes, size_t len);

#endif
