// SPDX-License-Identifier: Apache-2.0
// SHA-256 over OpenSSL.
#include "backend/digest.h"
#include <openssl/sha.h>

void digest_sha256(struct str bytes, unsigned char out[DIGEST_BYTES]) {
    SHA256((const unsigned char *)(bytes.p ? bytes.p : ""), bytes.len, out);
}

void digest_etag(struct str bytes, char out[DIGEST_ETAG]) {
    static const char digits[] = "0123456789abcdef";
    unsigned char hash[DIGEST_BYTES];
    digest_sha256(bytes, hash);
    size_t n = 0;
    out[n++] = '"';
    for (size_t i = 0; i < DIGEST_BYTES / 2; i++) {
        out[n++] = digits[hash[i] >> 4];
        out[n++] = digits[hash[i] & 15];
    }
    out[n++] = '"';
    out[n] = 0;
}
