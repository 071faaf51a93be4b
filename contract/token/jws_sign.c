// SPDX-License-Identifier: Apache-2.0
// Signing with our own ES256 keys.
#include "base/json.h"
#include "contract/token/base64url.h"
#include "contract/token/jws.h"
#include <openssl/evp.h>

enum { ES256_HALF = 32, DER_ROOM = 80 };

static const char *encoded(struct arena *a, const struct val *v) {
    struct buf json;
    buf_init(&json, JWS_MAX);
    json_write(&json, v);
    const char *text = json.err ? NULL : base64url_write(a, json.data, json.len);
    a->failed = a->failed || json.err == ERR_MEMORY;
    buf_finish(&json);
    return text;
}

// OpenSSL gives DER, JOSE carries r|s.
static bool from_der(const unsigned char *der, size_t len, unsigned char raw[2 * ES256_HALF]) {
    const unsigned char *at = der;
    ECDSA_SIG *sig = d2i_ECDSA_SIG(NULL, &at, (long)len);
    bool ok = sig && BN_bn2binpad(ECDSA_SIG_get0_r(sig), raw, ES256_HALF) == ES256_HALF &&
              BN_bn2binpad(ECDSA_SIG_get0_s(sig), raw + ES256_HALF, ES256_HALF) == ES256_HALF;
    ECDSA_SIG_free(sig);
    return ok;
}

static bool sign(const struct jwk *key, struct str input, unsigned char raw[2 * ES256_HALF]) {
    unsigned char der[DER_ROOM];
    size_t len = sizeof der;
    EVP_MD_CTX *md = EVP_MD_CTX_new();
    bool ok = md && EVP_DigestSignInit(md, NULL, EVP_sha256(), NULL, key->pkey) == 1 &&
              EVP_DigestSign(md, der, &len, (const unsigned char *)input.p, input.len) == 1 && from_der(der, len, raw);
    EVP_MD_CTX_free(md);
    ERR_clear_error();
    return ok;
}

static bool header_of(struct arena *a, const struct jwk *key, const char *typ, bool with_jwk, struct val *out) {
    struct val_builder b = val_build(a);
    bool ok = val_set(&b, "alg", val_text("ES256")) && val_set(&b, "typ", val_text(typ));
    if (with_jwk) {
        struct val shown;
        struct jwk bare = *key;
        bare.kid = ""; // the required members are enough
        ok = ok && jwk_write(a, &bare, &shown) == ERR_NONE && val_set(&b, "jwk", shown);
    } else if (*key->kid)
        ok = ok && val_set(&b, "kid", val_text(key->kid));
    *out = val_object(&b);
    return ok;
}

enum err jws_sign(struct arena *a, const struct jwk *key, const char *typ, bool with_jwk, const struct val *payload,
                  const char **out) {
    *out = NULL;
    if (!key->secret)
        return ERR_DENIED;
    if (key->alg != JWK_ES256)
        return ERR_UNSUPPORTED;
    struct val header;
    if (!header_of(a, key, typ, with_jwk, &header))
        return ERR_MEMORY;
    const char *head = encoded(a, &header), *body = head ? encoded(a, payload) : NULL;
    if (!body)
        return a->failed ? ERR_MEMORY : ERR_LIMIT;
    const char *input = arena_printf(a, "%s.%s", head, body);
    unsigned char raw[2 * ES256_HALF];
    if (!input || !sign(key, str_of(input), raw))
        return ERR_MEMORY;
    const char *signature = base64url_write(a, raw, sizeof raw);
    const char *token = signature ? arena_printf(a, "%s.%s", input, signature) : NULL;
    if (!token)
        return ERR_MEMORY;
    if (strlen(token) > JWS_MAX)
        return ERR_LIMIT;
    *out = token;
    return ERR_NONE;
}
