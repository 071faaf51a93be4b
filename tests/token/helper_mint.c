// SPDX-License-Identifier: Apache-2.0
#include "helper_mint.h"
#include "base/json.h"
#include "contract/token/base64url.h"
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

static const char *const kids[] = {"rsa-1", "ps-1", "ec-1", "ed-1"};
static const char *const algs[] = {"RS256", "PS256", "ES256", "EdDSA"};

static const char *encode(struct mint *m, const void *bytes, size_t len) {
    const char *text = base64url_write(&m->arena, bytes, len);
    assert_non_null(text);
    return text;
}

static const char *number(struct mint *m, EVP_PKEY *key, const char *name, int len) {
    unsigned char bytes[1024];
    BIGNUM *n = NULL;
    assert_int_equal(EVP_PKEY_get_bn_param(key, name, &n), 1);
    len = len ? len : BN_num_bytes(n);
    assert_int_equal(BN_bn2binpad(n, bytes, len), len);
    BN_free(n);
    return encode(m, bytes, (size_t)len);
}

const char *mint_public_jwk(struct mint *m, enum mint_key key) {
    EVP_PKEY *k = m->keys[key];
    if (key == MINT_RSA || key == MINT_PS)
        return arena_printf(&m->arena, "\"kty\":\"RSA\",\"n\":\"%s\",\"e\":\"%s\"", number(m, k, OSSL_PKEY_PARAM_RSA_N, 0),
                            number(m, k, OSSL_PKEY_PARAM_RSA_E, 0));
    if (key == MINT_ED) {
        unsigned char x[32];
        size_t len = sizeof x;
        assert_int_equal(EVP_PKEY_get_raw_public_key(k, x, &len), 1);
        return arena_printf(&m->arena, "\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"%s\"", encode(m, x, len));
    }
    return arena_printf(&m->arena, "\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"%s\",\"y\":\"%s\"",
                        number(m, k, OSSL_PKEY_PARAM_EC_PUB_X, 32), number(m, k, OSSL_PKEY_PARAM_EC_PUB_Y, 32));
}

void mint_start(struct mint *m) {
    *m = (struct mint){0};
    arena_init(&m->arena, 32 << 20);
    m->keys[MINT_RSA] = EVP_RSA_gen(2048);
    m->keys[MINT_PS] = EVP_RSA_gen(2048);
    m->keys[MINT_EC] = EVP_EC_gen("P-256");
    m->keys[MINT_ED] = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
    m->keys[MINT_STRANGER] = EVP_EC_gen("P-256");
    const char *list = "";
    for (int i = 0; i < MINT_STRANGER; i++)
        list = arena_printf(&m->arena, "%s%s{%s,\"kid\":\"%s\",\"use\":\"sig\",\"alg\":\"%s\"}", list, i ? "," : "",
                            mint_public_jwk(m, (enum mint_key)i), kids[i], algs[i]);
    m->jwks = arena_printf(&m->arena, "{\"keys\":[%s]}", list);
    struct val v;
    struct fault f = {0};
    assert_int_equal(json_read(&m->arena, m->jwks, strlen(m->jwks), JSON_LIMITS, &v, &f), ERR_NONE);
    assert_int_equal(jwk_set_read(&m->arena, &v, &m->set, &f), ERR_NONE);
    assert_int_equal(m->set.count, 4);
}

void mint_stop(struct mint *m) {
    jwk_set_finish(&m->set);
    for (int i = 0; i < MINT_KEYS; i++)
        EVP_PKEY_free(m->keys[i]);
    arena_finish(&m->arena);
}

static const char *input_of(struct mint *m, const char *header, const char *payload) {
    return arena_printf(&m->arena, "%s.%s", encode(m, header, strlen(header)), encode(m, payload, strlen(payload)));
}

static size_t raw_of_der(unsigned char *sig, size_t len) {
    const unsigned char *at = sig;
    ECDSA_SIG *s = d2i_ECDSA_SIG(NULL, &at, (long)len);
    assert_non_null(s);
    unsigned char raw[64];
    assert_int_equal(BN_bn2binpad(ECDSA_SIG_get0_r(s), raw, 32), 32);
    assert_int_equal(BN_bn2binpad(ECDSA_SIG_get0_s(s), raw + 32, 32), 32);
    ECDSA_SIG_free(s);
    memcpy(sig, raw, sizeof raw);
    return sizeof raw;
}

const char *mint_token(struct mint *m, enum mint_key key, const char *header, const char *payload) {
    const char *input = input_of(m, header, payload);
    unsigned char sig[1024];
    size_t len = sizeof sig;
    EVP_PKEY_CTX *ctx = NULL;
    EVP_MD_CTX *md = EVP_MD_CTX_new();
    assert_int_equal(EVP_DigestSignInit(md, &ctx, key == MINT_ED ? NULL : EVP_sha256(), NULL, m->keys[key]), 1);
    if (key == MINT_PS) {
        assert_int_equal(EVP_PKEY_CTX_set_rsa_padding(ctx, RSA_PKCS1_PSS_PADDING), 1);
        assert_int_equal(EVP_PKEY_CTX_set_rsa_pss_saltlen(ctx, RSA_PSS_SALTLEN_DIGEST), 1);
    }
    assert_int_equal(EVP_DigestSign(md, sig, &len, (const unsigned char *)input, strlen(input)), 1);
    EVP_MD_CTX_free(md);
    if (key == MINT_EC || key == MINT_STRANGER)
        len = raw_of_der(sig, len);
    return arena_printf(&m->arena, "%s.%s", input, encode(m, sig, len));
}

const char *mint_hmac(struct mint *m, const char *secret, const char *header, const char *payload) {
    const char *input = input_of(m, header, payload);
    unsigned char sig[EVP_MAX_MD_SIZE];
    unsigned len = 0;
    assert_non_null(HMAC(EVP_sha256(), secret, (int)strlen(secret), (const unsigned char *)input, strlen(input), sig, &len));
    return arena_printf(&m->arena, "%s.%s", input, encode(m, sig, len));
}

const char *mint_unsigned(struct mint *m, const char *header, const char *payload) {
    return arena_printf(&m->arena, "%s.", input_of(m, header, payload));
}

const char *mint_public_pem(struct mint *m, enum mint_key key) {
    BIO *bio = BIO_new(BIO_s_mem());
    assert_int_equal(PEM_write_bio_PUBKEY(bio, m->keys[key]), 1);
    char *bytes;
    long len = BIO_get_mem_data(bio, &bytes);
    const char *text = arena_copy(&m->arena, bytes, (size_t)len);
    BIO_free(bio);
    return text;
}
