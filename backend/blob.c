// SPDX-License-Identifier: Apache-2.0
// Shared answers, hashed and compressed once.
#include "backend/blob.h"
#include "backend/digest.h"
#include "base/mem.h"
#include <stdatomic.h>
#include <zlib.h>

enum { GZIP_FROM_BYTES = 1024, GZIP_WINDOW = 15 + 16 };

struct blob {
    atomic_int refs;
    char *bytes, *gzip, *type;
    size_t len, gzip_len;
    char etag[DIGEST_ETAG];
};

// Leaves the gzip form empty when it does not pay or cannot be made: the plain form always serves.
static void compress_once(struct blob *b) {
    if (b->len < GZIP_FROM_BYTES || b->len > UINT32_MAX / 2)
        return;
    z_stream z = {0};
    if (deflateInit2(&z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, GZIP_WINDOW, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return;
    size_t room = b->len - b->len / 10;
    char *to = mem_alloc(room);
    z.next_in = (Bytef *)b->bytes;
    z.avail_in = (uInt)b->len;
    z.next_out = (Bytef *)to;
    z.avail_out = (uInt)room;
    if (to && deflate(&z, Z_FINISH) == Z_STREAM_END) {
        b->gzip = to;
        b->gzip_len = z.total_out;
        to = NULL;
    }
    mem_free(to);
    deflateEnd(&z);
}

struct blob *blob_create(const char *content_type, struct str bytes) {
    struct blob *b = mem_alloc(sizeof *b);
    if (!b)
        return NULL;
    atomic_init(&b->refs, 1);
    b->type = mem_copy_string(content_type);
    b->bytes = mem_alloc(bytes.len + 1);
    if (!b->type || !b->bytes) {
        blob_release(b);
        return NULL;
    }
    if (bytes.len)
        memcpy(b->bytes, bytes.p, bytes.len);
    b->len = bytes.len;
    digest_etag(bytes, b->etag);
    compress_once(b);
    return b;
}

struct blob *blob_hold(struct blob *b) {
    atomic_fetch_add_explicit(&b->refs, 1, memory_order_relaxed);
    return b;
}

void blob_release(struct blob *b) {
    if (!b || atomic_fetch_sub_explicit(&b->refs, 1, memory_order_acq_rel) > 1)
        return;
    mem_free(b->bytes);
    mem_free(b->gzip);
    mem_free(b->type);
    mem_free(b);
}

struct str blob_bytes(const struct blob *b) { return (struct str){b->bytes, b->len}; }
struct str blob_gzip(const struct blob *b) { return (struct str){b->gzip, b->gzip_len}; }
const char *blob_type(const struct blob *b) { return b->type; }
const char *blob_etag(const struct blob *b) { return b->etag; }
