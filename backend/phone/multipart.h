// SPDX-License-Identifier: Apache-2.0
// A form with files as a browser sends it (multipart/form-data, RFC 7578). Nothing is copied but names: values and files
// point into the body.
#ifndef TGOV_BACKEND_PHONE_MULTIPART_H
#define TGOV_BACKEND_PHONE_MULTIPART_H

#include "base/arena.h"
#include "base/str.h"

enum { MULTIPART_PARTS_MAX = 32, MULTIPART_HEAD_MAX = 2048, MULTIPART_BOUNDARY_MAX = 70, MULTIPART_NAME_MAX = 512 };

struct multipart_part {
    const char *name, *file; // `file` NULL: an ordinary field. Valid UTF-8
    struct str bytes;        // not terminated
};
struct multipart {
    struct multipart_part parts[MULTIPART_PARTS_MAX];
    size_t count;
};

// `type` is the Content-Type with its boundary. ERR_UNSUPPORTED: no multipart/form-data; ERR_SYNTAX; ERR_LIMIT; ERR_MEMORY.
enum err multipart_read(struct arena *a, const char *type, struct str body, struct multipart *out) TGOV_CHECKED;
// The text of a field, terminated, in the arena; "" when absent, not UTF-8 or too long.
const char *multipart_text(const struct multipart *m, struct arena *a, const char *name);

#endif
