// SPDX-License-Identifier: Apache-2.0
// The bytes of a stored answer.
#include "app/net/cache.h"
#include <openssl/sha.h>

// magic 8, sum 32, etag 4, type 4, body 8, stored 8, max-age 8
enum { SUM_AT = 8, SUM = SHA256_DIGEST_LENGTH, REST_AT = SUM_AT + SUM, FIXED = REST_AT + 4 + 4 + 8 + 8 + 8 };
static const char magic[SUM_AT] = {'T', 'G', 'O', 'V', 'N', 'E', 'T', '1'};

static void put(unsigned char *to, uint64_t n, int bytes) {
    for (int i = 0; i < bytes; i++)
        to[i] = (unsigned char)(n >> (8 * i));
}

static uint64_t get(const unsigned char *from, int bytes) {
    uint64_t n = 0;
    for (int i = 0; i < bytes; i++)
        n |= (uint64_t)from[i] << (8 * i);
    return n;
}

void cache_entry_write(struct buf *b, const struct cache_entry *e) {
    unsigned char head[FIXED] = {0};
    size_t etag = strlen(e->etag), type = strlen(e->content_type);
    if (etag >= CACHE_HEAD_TEXT || type >= CACHE_HEAD_TEXT) {
        b->err = ERR_LIMIT;
        return;
    }
    memcpy(head, magic, sizeof magic);
    put(head + REST_AT, etag, 4);
    put(head + REST_AT + 4, type, 4);
    put(head + REST_AT + 8, e->body.len, 8);
    put(head + REST_AT + 16, (uint64_t)e->stored, 8);
    put(head + REST_AT + 24, (uint64_t)e->max_age_ms, 8);
    buf_add(b, head, sizeof head);
    buf_add(b, e->etag, etag);
    buf_add(b, e->content_type, type);
    buf_add(b, e->body.p, e->body.len);
    if (!b->err)
        SHA256((unsigned char *)b->data + REST_AT, b->len - REST_AT, (unsigned char *)b->data + SUM_AT);
}

enum err cache_entry_read(struct arena *a, struct str bytes, struct cache_entry *e) {
    const unsigned char *head = (const unsigned char *)bytes.p;
    unsigned char sum[SUM];
    if (bytes.len < FIXED || memcmp(head, magic, sizeof magic))
        return ERR_SYNTAX;
    uint64_t etag = get(head + REST_AT, 4), type = get(head + REST_AT + 4, 4), body = get(head + REST_AT + 8, 8);
    if (etag >= CACHE_HEAD_TEXT || type >= CACHE_HEAD_TEXT || body > CACHE_ENTRY_BYTES ||
        bytes.len != FIXED + etag + type + body)
        return ERR_SYNTAX;
    const char *rest = bytes.p + FIXED;
    // Of the numbers in front as well as of what follows, so that a flipped bit in a time does not pass.
    SHA256(head + REST_AT, bytes.len - REST_AT, sum);
    if (memcmp(sum, head + SUM_AT, SUM) || memchr(rest, '\0', etag + type))
        return ERR_SYNTAX;
    *e = (struct cache_entry){.body = {rest + etag + type, (size_t)body}, .stored = (when_ms)get(head + REST_AT + 16, 8),
                              .max_age_ms = (int64_t)get(head + REST_AT + 24, 8)};
    e->etag = arena_copy(a, rest, (size_t)etag);
    e->content_type = arena_copy(a, rest + etag, (size_t)type);
    return e->etag && e->content_type ? ERR_NONE : ERR_MEMORY;
}
