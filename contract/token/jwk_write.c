// SPDX-License-Identifier: Apache-2.0
// Writing public keys, their thumbprints, and the making and keeping of our own ES256 keys.
#include "base/buf.h"
#include "contract/token/base64url.h"
#include "contract/token/jwk.h"
#include "contract/token/jwk_inside.h"
#include <openssl/evp.h>
#include <openssl/pem.h>

enum { THUMBPRINT_ARENA = 8192 };

// Sets `name` to the base64url of one of the key's numbers.
static bool set_number(struct val_builder *b, const struct jwk *k, const char *name, const char *param, size_t len) {
    unsigned char bytes[RSA_BYTES_MAX];
    size_t used = 0;
    if (!pkey_number(k->pkey, param, len, bytes, &used))
        return false;
    const char *text = base64url_write(b->arena, bytes, used);
    return text && val_set(b, name, val_text(text));
}

static bool set_ed25519(struct val_builder *b, const struct jwk *k) {
    unsigned char bytes[ED25519_BYTES];
    size_t used = sizeof bytes;
    if (EVP_PKEY_get_raw_public_key(k->pkey, bytes, &used) != 1)
        return false;
    const char *text = base64url_write(b->arena, bytes, used);
    return text && val_set(b, "x", val_text(text));
}

// The required members in the order of their names, as RFC 7638 wants them.
static bool set_required(struct val_builder *b, const struct jwk *k) {
    switch (k->alg) {
    case JWK_RS256:
    case JWK_PS256:
        return set_number(b, k, "e", OSSL_PKEY_PARAM_RSA_E, 0) && val_set(b, "kty", val_text("RSA")) &&
               set_number(b, k, "n", OSSL_PKEY_PARAM_RSA_N, 0);
    case JWK_ES256:
        return val_set(b, "crv", val_text("P-256")) && val_set(b, "kty", val_text("EC")) &&
               set_number(b, k, "x", OSSL_PKEY_PARAM_EC_PUB_X, P256_BYTES) &&
               set_number(b, k, "y", OSSL_PKEY_PARAM_EC_PUB_Y, P256_BYTES);
    case JWK_EDDSA:
        return val_set(b, "crv", val_text("Ed25519")) && val_set(b, "kty", val_text("OKP")) && set_ed25519(b, k);
    case JWK_ALG_COUNT: break;
    }
    return false;
}

enum err jwk_write(struct arena *a, const struct jwk *k, struct val *out) {
    struct val_builder b = val_build(a);
    bool ok = set_required(&b, k);
    if (ok && *k->kid)
        ok = val_set(&b, "kid", val_text(k->kid)) && val_set(&b, "use", val_text("sig")) &&
             val_set(&b, "alg", val_text(jwk_alg_name(k->alg)));
    *out = val_object(&b);
    return ok ? ERR_NONE : ERR_MEMORY;
}

enum err jwk_thumbprint(const struct jwk *k, char out[JWK_THUMBPRINT + 1]) {
    struct arena a;
    arena_init(&a, THUMBPRINT_ARENA);
    struct val_builder b = val_build(&a);
    struct buf json;
    buf_init(&json, THUMBPRINT_ARENA);
    bool ok = set_required(&b, k);
    // base64url needs no escapes, so this is already the canonical form.
    for (uint32_t i = 0; ok && i < b.count; i++)
        buf_printf(&json, "%s\"%s\":\"%s\"", i ? "," : "{", b.members[i].key, b.members[i].value.text);
    buf_char(&json, '}');
    unsigned char hash[EVP_MAX_MD_SIZE];
    ok = ok && !json.err && EVP_Digest(json.data, json.len, hash, NULL, EVP_sha256(), NULL) == 1;
    const char *text = ok ? base64url_write(&a, hash, JWK_THUMBPRINT * 3 / 4) : NULL;
    if (text)
        text_copy(out, JWK_THUMBPRINT + 1, text);
    buf_finish(&json);
    arena_finish(&a);
    return text ? ERR_NONE : ERR_MEMORY;
}

// Takes `pkey`, an ES256 pair, whatever happens.
static enum err own_pair(struct arena *a, EVP_PKEY *pkey, struct jwk *out) {
    struct jwk k = {.kid = "", .alg = JWK_ES256, .secret = true, .pkey = pkey};
    char *kid = arena_alloc(a, JWK_THUMBPRINT + 1);
    enum err err = kid && pkey ? jwk_thumbprint(&k, kid) : ERR_MEMORY;
    k.kid = kid;
    if (err)
        jwk_finish(&k);
    *out = err ? (struct jwk){.kid = ""} : k;
    return err;
}

enum err jwk_generate(struct arena *a, struct jwk *out) { return own_pair(a, EVP_EC_gen("P-256"), out); }

enum err jwk_pem_write(struct arena *a, const struct jwk *k, struct str *out) {
    *out = (struct str){0};
    if (!k->secret)
        return ERR_DENIED;
    BIO *bio = BIO_new(BIO_s_secmem()); // wiped when it is freed
    char *bytes = NULL;
    long len = 0;
    if (bio && PEM_write_bio_PKCS8PrivateKey(bio, k->pkey, NULL, NULL, 0, NULL, NULL) == 1)
        len = BIO_get_mem_data(bio, &bytes);
    if (len > 0 && len <= JWK_PEM_MAX && bytes)
        *out = (struct str){arena_copy(a, bytes, (size_t)len), (size_t)len};
    BIO_free(bio);
    return out->p ? ERR_NONE : ERR_MEMORY;
}

// OpenSSL would ask on the terminal for the password of an encrypted file.
static int no_password(char *to, int room, int writing, void *self) {
    (void)to, (void)room, (void)writing, (void)self;
    return -1;
}

static bool is_p256_pair(EVP_PKEY *key) {
    char group[32] = "";
    BIGNUM *secret = NULL;
    bool ok = EVP_PKEY_is_a(key, "EC") == 1 && EVP_PKEY_get_group_name(key, group, sizeof group, NULL) == 1 &&
              (!strcmp(group, "prime256v1") || !strcmp(group, "P-256")) &&
              EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_PRIV_KEY, &secret) == 1;
    BN_clear_free(secret);
    return ok;
}

enum err jwk_pem_read(struct arena *a, struct str pem, struct jwk *out) {
    *out = (struct jwk){.kid = ""};
    if (pem.len > JWK_PEM_MAX)
        return ERR_LIMIT;
    if (memmem(pem.p, pem.len, "ENCRYPTED", 9))
        return ERR_UNSUPPORTED;
    BIO *bio = BIO_new_mem_buf(pem.p, (int)pem.len);
    if (!bio)
        return ERR_MEMORY;
    EVP_PKEY *key = PEM_read_bio_PrivateKey(bio, NULL, no_password, NULL);
    BIO_free(bio);
    ERR_clear_error();
    if (!key)
        return ERR_SYNTAX;
    if (!is_p256_pair(key)) {
        EVP_PKEY_free(key);
        return ERR_UNSUPPORTED;
    }
    return own_pair(a, key, out);
}

void jwk_wipe(void *bytes, size_t len) {
    if (bytes)
        OPENSSL_cleanse(bytes, len);
}
