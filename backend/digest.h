// SPDX-License-Identifier: Apache-2.0
// SHA-256, and ETags made from it.
#ifndef TGOV_BACKEND_DIGEST_H
#define TGOV_BACKEND_DIGEST_H

#include "base/str.h"

enum { DIGEST_BYTES = 32, DIGEST_ETAG = 40 };

void digest_sha256(struct str bytes, unsigned char out[DIGEST_BYTES]);
// A strong ETag with its quotes: half of the hash as hexadecimal.
void digest_etag(struct str bytes, char out[DIGEST_ETAG]);

#endif
