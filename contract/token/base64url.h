// SPDX-License-Identifier: Apache-2.0
// base64url without padding (RFC 4648, section 5), as JOSE wants it (RFC 7515, section 2).
#ifndef TGOV_CONTRACT_TOKEN_BASE64URL_H
#define TGOV_CONTRACT_TOKEN_BASE64URL_H

#include "base/arena.h"
#include "base/str.h"

// Terminated, in the arena; NULL at its cap.
const char *base64url_write(struct arena *a, const void *bytes, size_t len) TGOV_CHECKED;
// Strict: no padding, no other characters, no stray bits in the last one. False otherwise or at the arena's cap.
bool base64url_read(struct arena *a, struct str text, struct str *out) TGOV_CHECKED;

#endif
