// SPDX-License-Identifier: Apache-2.0
// Certificates made on the spot, good and bad ones.
#ifndef TGOV_TESTS_NET_HELPER_CERT_H
#define TGOV_TESTS_NET_HELPER_CERT_H

#include <openssl/ssl.h>
#include <stdbool.h>

struct cert {
    X509 *x509;
    EVP_PKEY *key;
};
struct cert_wish {
    const char *name;          // common name
    const char *san;           // "DNS:localhost,IP:127.0.0.1"; NULL: none
    const char *usage;         // extended key usage; NULL: serverAuth, "" none
    const char *constraints;   // NULL: "CA:FALSE"
    const struct cert *issuer; // NULL: itself
    int rsa_bits;              // 0: P-256
    long from_days, to_days;   // relative to now; 0, 0: -1 to 30
    bool sha1;
};
struct cert cert_make(const struct cert_wish *w);
struct cert cert_authority(const char *name);
void cert_free(struct cert *c);
void cert_write_pem(const struct cert *c, const char *path);
void cert_write_key(const struct cert *c, const char *path);
// A server's context that takes anything (security level 0). `also` (may be NULL) is sent behind the certificate.
SSL_CTX *cert_server(const struct cert *c, const struct cert *also, int max_version);

#endif
