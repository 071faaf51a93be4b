// SPDX-License-Identifier: Apache-2.0
// A string slice: bytes that someone else owns. Not terminated unless its maker says so.
#ifndef TGOV_BASE_STR_H
#define TGOV_BASE_STR_H

#include "base/err.h"
#include <stdint.h>
#include <string.h>

struct str {
    const char *p;
    size_t len;
};

#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})

static inline struct str str_of(const char *text) { return (struct str){text, text ? strlen(text) : 0}; }
static inline bool str_is(struct str a, const char *text) {
    return a.len == strlen(text) && (a.len == 0 || !memcmp(a.p, text, a.len));
}
static inline bool str_same(struct str a, struct str b) {
    return a.len == b.len && (a.len == 0 || !memcmp(a.p, b.p, a.len));
}
bool str_starts(struct str s, const char *prefix);
bool str_ends(struct str s, const char *suffix);
// Without ASCII white space at both ends.
struct str str_trim(struct str s);
// Cuts the part before `sep` off `rest` and returns it; `rest` becomes empty (p NULL) when there was no `sep`.
struct str str_cut(struct str *rest, char sep);

// strcmp for texts that may be NULL; NULL equals only NULL.
bool text_same(const char *a, const char *b);
// Copies with truncation at a UTF-8 boundary; always terminates. Returns false when it had to cut.
bool text_copy(char *to, size_t room, const char *from);
// A whole decimal integer within [min, max], nothing before or after it.
bool text_integer(const char *text, long min, long max, long *out) TGOV_CHECKED;

// FNV-1a, 64 bits, for ids and hash tables; not for anything an attacker may choose.
uint64_t hash_bytes(uint64_t seed, const void *bytes, size_t len);
#define HASH_SEED UINT64_C(0xcbf29ce484222325)

// ---- UTF-8 (RFC 3629): no surrogates, no overlong forms, nothing above U+10FFFF ----
bool utf8_valid(const char *bytes, size_t len);
// The code point at *at and moves *at behind it. An invalid byte gives U+FFFD and moves by one. *at must be < len.
uint32_t utf8_next(const char *bytes, size_t len, size_t *at);
// The start of the character before `at` (0 when at the start).
size_t utf8_back(const char *bytes, size_t at);
// Writes 1 to 4 bytes, returns how many.
size_t utf8_put(char out[4], uint32_t code);
size_t utf8_count(const char *bytes, size_t len);

#endif
