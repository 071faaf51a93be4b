// SPDX-License-Identifier: Apache-2.0
// What the tus protocol 1.0.0 (https://tus.io/protocols/resumable-upload) says in headers.
#ifndef TGOV_BACKEND_PHONE_TUS_H
#define TGOV_BACKEND_PHONE_TUS_H

#include "base/arena.h"
#include "base/str.h"

enum { TUS_PAIRS_MAX = 12, TUS_VALUE_MAX = 1024 };

struct tus_metadata { // decoded; texts in the arena, valid UTF-8 without NUL
    struct { const char *key, *value; } pairs[TUS_PAIRS_MAX];
    size_t count;
};

// Upload-Metadata: "filename d29ybGQ=,private". NULL: none. ERR_SYNTAX, ERR_LIMIT, ERR_DUPLICATE, ERR_MEMORY.
enum err tus_metadata_read(struct arena *a, const char *header, struct tus_metadata *out) TGOV_CHECKED;
const char *tus_metadata_get(const struct tus_metadata *m, const char *key); // NULL when absent

#endif
