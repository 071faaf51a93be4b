// SPDX-License-Identifier: Apache-2.0
// Taking signed JSON apart, and checking its signature.
#include "contract/token/jws.h"
#include "base/json.h"
#include "contract/token/base64url.h"
#include <openssl/evp.h>

enum { ES256_HALF = 32, DER_ROOM = 80 };

// One JSON object from base64url.
static enum refusal object(struct arena *a, struct str encoded, size_t cap, struct val *out) {
    struct str bytes = {0};
    if (encoded.len > cap / 3 * 4 + 4)
        return REFUSAL_SIZE;
    if (!base64url_read(a, encoded, &bytes))
        return a->failed ? REFUSAL_MEMORY : REFUSAL_ENCODING;
    if (!utf8_valid(bytes.p, bytes.len))
        return REFUSAL_UTF8;
    struct json_limits limits = {.bytes = cap, .depth = JWS_DEPTH_MAX, .values = JWS_VALUES_MAX};
    bool starts = bytes.len && bytes.p[0] == '{'; // no byte order mark, no white space: nobody writes them
    enum err err = starts ? json_read(a, bytes.p, bytes.len, limits, out, NULL) : ERR_SYNTAX;
    return err == ERR_NONE        ? REFUSAL_NONE
           : err == ERR_MEMORY    ? REFUSAL_MEMORY
           : err == ERR_DUPLICATE ? REFUSAL_DUPLICATE
                                  : REFUSAL_JSON;
}

static bool split(struct str token, struct str *header, struct jws *out) {
    struct str rest = token;
    *header = str_cut(&rest, '.');
    if (!rest.p)
        return false;
    out->encoded = str_cut(&rest, '.');
    if (!rest.p || memchr(rest.p, '.', rest.len))
        return false;
    out->signature = rest;
    out->input = (struct str){token.p, (size_t)(rest.p - token.p) - 1};
    return true;
}

static enum refusal read_header(struct jws *s) {
    if (val_get(&s->header, "crit"))
        return REFUSAL_CRIT;
    enum jwk_alg alg;
    s->alg = val_get_text(&s->header, "alg", NULL);
    s->kid = val_get_text(&s->header, "kid", NULL);
    s->typ = val_get_text(&s->header, "typ", NULL);
    return jwk_alg_read(s->alg, &alg) ? REFUSAL_NONE : REFUSAL_ALG;
}

enum refusal jws_read(struct arena *a, struct str token, struct jws *out) {
    *out = (struct jws){0};
    struct str header;
    if (token.len > JWS_MAX)
        return REFUSAL_SIZE;
    if (!token.len || !split(token, &header, out))
        return REFUSAL_OPAQUE;
    enum refusal why = object(a, header, JWS_HEADER_MAX, &out->header);
    if (!why)
        why = read_header(out);
    if (why)
        return why;
    if (!out->signature.len || out->signature.len > JWS_SIGNATURE_MAX / 3 * 4 + 4)
        return REFUSAL_SIGNATURE;
    if (!base64url_read(a, out->signature, &out->signature))
        return a->failed ? REFUSAL_MEMORY : REFUSAL_ENCODING;
    return REFUSAL_NONE;
}

// JOSE carries r|s, OpenSSL wants DER. 0 without memory.
static size_t to_der(struct str raw, unsigned char der[DER_ROOM]) {
    const unsigned char *bytes = (const unsigned char *)raw.p;
    ECDSA_SIG *sig = ECDSA_SIG_new();
    BIGNUM *r = BN_bin2bn(bytes, ES256_HALF, NULL), *s = BN_bin2bn(bytes + ES256_HALF, ES256_HALF, NULL);
    int len = 0;
    if (sig && r && s && ECDSA_SIG_set0(sig, r, s) == 1) {
        r = s = NULL; // the signature's now
        unsigned char *end = der;
        len = i2d_ECDSA_SIG(sig, &end);
    }
    ECDSA_SIG_free(sig);
    BN_free(r);
    BN_free(s);
    return len > 0 ? (size_t)len : 0;
}

static enum refusal verify(const struct jws *s, const struct jwk *key, const unsigned char *sig, size_t len) {
    EVP_MD_CTX *md = EVP_MD_CTX_new();
    EVP_PKEY_CTX *ctx = NULL;
    bool ready = md && EVP_DigestVerifyInit(md, &ctx, key->alg == JWK_EDDSA ? NULL : EVP_sha256(), NULL, key->pkey) == 1;
    if (ready && key->alg == JWK_PS256)
        ready = EVP_PKEY_CTX_set_rsa_padding(ctx, RSA_PKCS1_PSS_PADDING) == 1 &&
                EVP_PKEY_CTX_set_rsa_pss_saltlen(ctx, RSA_PSS_SALTLEN_DIGEST) == 1;
    bool right = ready && EVP_DigestVerify(md, sig, len, (const unsigned char *)s->input.p, s->input.len) == 1;
    EVP_MD_CTX_free(md);
    ERR_clear_error();
    return right ? REFUSAL_NONE : ready ? REFUSAL_SIGNATURE : REFUSAL_MEMORY;
}

enum refusal jws_verify(const struct jws *s, const struct jwk *key) {
    enum jwk_alg alg;
    if (!jwk_alg_read(s->alg, &alg) || alg != key->alg)
        return REFUSAL_ALG;
    if (key->alg != JWK_ES256)
        return verify(s, key, (const unsigned char *)s->signature.p, s->signature.len);
    if (s->signature.len != (size_t)2 * ES256_HALF)
        return REFUSAL_SIGNATURE;
    unsigned char der[DER_ROOM];
    size_t len = to_der(s->signature, der);
    return len ? verify(s, key, der, len) : REFUSAL_MEMORY;
}

enum refusal jws_payload(struct arena *a, const struct jws *s, struct val *out) {
    return object(a, s->encoded, JWS_MAX, out);
}
