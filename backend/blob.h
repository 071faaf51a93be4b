// SPDX-License-Identifier: Apache-2.0
// A public answer made once and served many times: bytes, type, strong ETag and, when it pays, a gzip form. Shared
// between threads by reference count, so that a reload of the catalogue never pulls bytes from under a running answer.
#ifndef TGOV_BACKEND_BLOB_H
#define TGOV_BACKEND_BLOB_H

#include "base/str.h"

struct blob;

// Copies the bytes; the caller holds the first reference. The ETag is of the SHA-256 of the bytes. NULL when out of
// memory.
struct blob *blob_create(const char *content_type, struct str bytes) TGOV_CHECKED;
struct blob *blob_hold(struct blob *b);
void blob_release(struct blob *b); // NULL is fine
struct str blob_bytes(const struct blob *b);
struct str blob_gzip(const struct blob *b); // empty when it would not be smaller by a tenth
const char *blob_type(const struct blob *b);
const char *blob_etag(const struct blob *b); // with quotes

#endif
