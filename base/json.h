// SPDX-License-Identifier: Apache-2.0
// JSON (RFC 8259) to values and back, over cJSON, with what cJSON leaves open decided: caps on bytes, depth and count,
// valid UTF-8, no NUL inside strings, no duplicate keys, nothing behind the document.
#ifndef TGOV_BASE_JSON_H
#define TGOV_BASE_JSON_H

#include "base/buf.h"
#include "base/value.h"

struct json_limits {
    size_t bytes; // of the document
    size_t depth; // nested arrays and objects
    size_t values;
};
// What Tgov accepts where nothing else is said.
#define JSON_LIMITS ((struct json_limits){.bytes = 4u << 20, .depth = 64, .values = 200000})

// Reads a whole document into `a`; a byte order mark at its start is skipped. On failure `f` names the place as
// "line 3, column 14" or a JSON path, and nothing of `*out` may be used. ERR_LIMIT (also for a number of more than 63
// characters and for more than 1000 levels), ERR_SYNTAX, ERR_TYPE (a number that no double can hold), ERR_DUPLICATE or
// ERR_MEMORY.
enum err json_read(struct arena *a, const char *bytes, size_t len, struct json_limits limits, struct val *out,
                   struct fault *f) TGOV_CHECKED;
// Compact. Numbers that are whole and below 2^53 are written without a point; others in the shortest form that reads
// back the same. NaN and infinities become null.
void json_write(struct buf *b, const struct val *v);
// With two spaces of indent, for people.
void json_write_pretty(struct buf *b, const struct val *v);

// ---- Decoding into structs by a table ----
// A table row says where a member goes and what is allowed. The same table decodes, and documents the format.
//
//     struct service { const char *id; int minutes; const struct step *steps; size_t step_count; };
//     static const struct json_field service_fields[] = {
//         {"id", JSON_TEXT, offsetof(struct service, id), .required = true, .max = 64},
//         {"minutes", JSON_INT, offsetof(struct service, minutes), .max = 600},
//         {"steps", JSON_LIST, offsetof(struct service, steps), .count_at = offsetof(struct service, step_count),
//          .of = &step_shape, .max = 40},
//         {0}};
//     static const struct json_shape service_shape = {service_fields, sizeof(struct service)};
enum json_kind {
    JSON_TEXT,   // const char *; `max` bytes
    JSON_INT,    // int; 0 or `min` up to `max`
    JSON_INT64,  // int64_t
    JSON_NUMBER, // double
    JSON_BOOL,   // bool
    JSON_ENUM,   // int: the index in `names` (NULL-terminated)
    JSON_VALUE,  // struct val, whatever it is
    JSON_STRUCT, // an embedded struct of shape `of`
    JSON_LIST,   // const T *items with its size_t count at `count_at`; T has shape `of`, `max` items
    JSON_TEXTS,  // const char *const *items with its count; `max` items
};

struct json_shape;
struct json_field {
    const char *name;
    enum json_kind kind;
    size_t at;
    bool required;
    double min, max; // 0 max means: 64 KiB for texts, INT_MAX for ints, 2^53 for int64, 10 000 for lists
    size_t count_at;
    const struct json_shape *of;
    const char *const *names;
};
struct json_shape {
    const struct json_field *fields; // ends with a row whose name is NULL
    size_t size;
};

// Fills `out` (of shape->size bytes, zeroed first) from an object. Texts and lists point into `a` or into `v`, which
// must live as long. Unknown members are ignored, so that newer peers may add some; a null is as good as absent, except
// to JSON_VALUE. ERR_MISSING, ERR_TYPE (also out of range), ERR_LIMIT (text or list too long), ERR_MEMORY; `f` gets the
// JSON path.
enum err json_decode(struct arena *a, const struct val *v, const struct json_shape *shape, void *out,
                     struct fault *f) TGOV_CHECKED;

#endif
