// SPDX-License-Identifier: Apache-2.0
// Between numbers and OpenSSL's keys.
#include "contract/token/jwk_inside.h"
#include <openssl/evp.h>

static EVP_PKEY *from_parts(const char *kind, OSSL_PARAM_BLD *parts) {
    EVP_PKEY *key = NULL;
    OSSL_PARAM *params = OSSL_PARAM_BLD_to_param(parts);
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, kind, NULL);
    if (params && ctx && EVP_PKEY_fromdata_init(ctx) == 1)
        if (EVP_PKEY_fromdata(ctx, &key, EVP_PKEY_PUBLIC_KEY, params) != 1)
            key = NULL;
    EVP_PKEY_CTX_free(ctx);
    OSSL_PARAM_free(params);
    ERR_clear_error();
    return key;
}

EVP_PKEY *pkey_rsa(struct str n, struct str e) {
    EVP_PKEY *key = NULL;
    OSSL_PARAM_BLD *parts = OSSL_PARAM_BLD_new();
    BIGNUM *bn = BN_bin2bn((const unsigned char *)n.p, (int)n.len, NULL);
    BIGNUM *be = BN_bin2bn((const unsigned char *)e.p, (int)e.len, NULL);
    if (parts && bn && be && OSSL_PARAM_BLD_push_BN(parts, OSSL_PKEY_PARAM_RSA_N, bn) == 1 &&
        OSSL_PARAM_BLD_push_BN(parts, OSSL_PKEY_PARAM_RSA_E, be) == 1)
        key = from_parts("RSA", parts);
    OSSL_PARAM_BLD_free(parts);
    BN_free(bn);
    BN_free(be);
    return key;
}

EVP_PKEY *pkey_p256(struct str x, struct str y) {
    unsigned char point[1 + 2 * P256_BYTES] = {POINT_CONVERSION_UNCOMPRESSED};
    memcpy(point + 1, x.p, P256_BYTES);
    memcpy(point + 1 + P256_BYTES, y.p, P256_BYTES);
    EVP_PKEY *key = NULL;
    OSSL_PARAM_BLD *parts = OSSL_PARAM_BLD_new();
    if (parts && OSSL_PARAM_BLD_push_utf8_string(parts, OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0) == 1 &&
        OSSL_PARAM_BLD_push_octet_string(parts, OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point) == 1)
        key = from_parts("EC", parts);
    OSSL_PARAM_BLD_free(parts);
    return key;
}

EVP_PKEY *pkey_ed25519(struct str x) {
    EVP_PKEY *key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, (const unsigned char *)x.p, x.len);
    ERR_clear_error();
    return key;
}

bool pkey_number(const EVP_PKEY *key, const char *name, size_t len, unsigned char *out, size_t *used) {
    BIGNUM *n = NULL;
    bool ok = EVP_PKEY_get_bn_param(key, name, &n) == 1;
    if (ok) {
        size_t needed = len ? len : (size_t)BN_num_bytes(n);
        ok = needed <= RSA_BYTES_MAX && BN_bn2binpad(n, out, (int)needed) == (int)needed;
        *used = needed;
    }
    BN_free(n);
    return ok;
}
