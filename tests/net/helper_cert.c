// SPDX-License-Identifier: Apache-2.0
// Certificates made on the spot.
#include "helper_cert.h"
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>

static void need(bool ok, const char *what) {
    if (!ok) {
        fprintf(stderr, "certificate: %s\n", what);
        abort();
    }
}

static void extend(X509 *x, const struct cert *issuer, int nid, const char *value) {
    X509V3_CTX ctx;
    X509V3_set_ctx_nodb(&ctx);
    X509V3_set_ctx(&ctx, issuer ? issuer->x509 : x, x, NULL, NULL, 0);
    X509_EXTENSION *e = X509V3_EXT_conf_nid(NULL, &ctx, nid, value);
    need(e != NULL, value);
    X509_add_ext(x, e, -1);
    X509_EXTENSION_free(e);
}

struct cert cert_make(const struct cert_wish *w) {
    static int serial = 1000;
    struct cert c = {X509_new(), w->rsa_bits ? EVP_RSA_gen((unsigned)w->rsa_bits) : EVP_EC_gen("P-256")};
    need(c.x509 && c.key, "key");
    bool usual = !w->from_days && !w->to_days;
    X509_set_version(c.x509, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(c.x509), ++serial);
    X509_gmtime_adj(X509_getm_notBefore(c.x509), (usual ? -1 : w->from_days) * 86400L);
    X509_gmtime_adj(X509_getm_notAfter(c.x509), (usual ? 30 : w->to_days) * 86400L);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(c.x509), "CN", MBSTRING_UTF8, (const unsigned char *)w->name, -1, -1, 0);
    X509_set_issuer_name(c.x509, X509_get_subject_name(w->issuer ? w->issuer->x509 : c.x509));
    X509_set_pubkey(c.x509, c.key);
    extend(c.x509, w->issuer, NID_basic_constraints, w->constraints ? w->constraints : "critical,CA:FALSE");
    if (w->san)
        extend(c.x509, w->issuer, NID_subject_alt_name, w->san);
    if (!w->usage || w->usage[0])
        extend(c.x509, w->issuer, NID_ext_key_usage, w->usage ? w->usage : "serverAuth");
    need(X509_sign(c.x509, w->issuer ? w->issuer->key : c.key, w->sha1 ? EVP_sha1() : EVP_sha256()) > 0, "sign");
    return c;
}

struct cert cert_authority(const char *name) {
    return cert_make(&(struct cert_wish){.name = name, .usage = "", .constraints = "critical,CA:TRUE"});
}

void cert_free(struct cert *c) {
    X509_free(c->x509);
    EVP_PKEY_free(c->key);
}

void cert_write_pem(const struct cert *c, const char *path) {
    FILE *f = fopen(path, "w");
    need(f && PEM_write_X509(f, c->x509), path);
    fclose(f);
}

void cert_write_key(const struct cert *c, const char *path) {
    FILE *f = fopen(path, "w");
    need(f && PEM_write_PrivateKey(f, c->key, NULL, NULL, 0, NULL, NULL), path);
    fclose(f);
}

SSL_CTX *cert_server(const struct cert *c, const struct cert *also, int max_version) {
    SSL_CTX *ctx = SSL_CTX_new(TLS_server_method());
    SSL_CTX_set_security_level(ctx, 0);
    SSL_CTX_set_cipher_list(ctx, "ALL:@SECLEVEL=0");
    if (max_version) {
        SSL_CTX_set_min_proto_version(ctx, TLS1_VERSION);
        SSL_CTX_set_max_proto_version(ctx, max_version);
    }
    need(SSL_CTX_use_certificate(ctx, c->x509) == 1 && SSL_CTX_use_PrivateKey(ctx, c->key) == 1, "use");
    if (also) {
        X509_up_ref(also->x509);
        SSL_CTX_add_extra_chain_cert(ctx, also->x509);
    }
    return ctx;
}
