// SPDX-License-Identifier: Apache-2.0
// A JSON value that never changes once made. Values live in an arena and may share parts. Strings are terminated and
// hold no NUL inside, so `text` may be used as a C string. Object members keep the order of the document.
#ifndef TGOV_BASE_VALUE_H
#define TGOV_BASE_VALUE_H

#include "base/arena.h"
#include "base/str.h"

enum val_type { VAL_NULL, VAL_BOOL, VAL_NUMBER, VAL_STRING, VAL_ARRAY, VAL_OBJECT };

struct val {
    enum val_type type;
    uint32_t count; // bytes of a string, items of an array, members of an object
    union {
        bool boolean;
        double number;
        const char *text;
        const struct val *items;
        const struct member *members;
    };
};

struct member {
    const char *key; // terminated
    struct val value;
};

#define VAL_NULL_INIT ((struct val){.type = VAL_NULL})
extern const struct val val_null; // what look-ups of absent things give where a value is wanted

static inline struct val val_bool(bool b) { return (struct val){.type = VAL_BOOL, .boolean = b}; }
static inline struct val val_number(double n) { return (struct val){.type = VAL_NUMBER, .number = n}; }
// Does not copy: `text` must live as long as the value.
static inline struct val val_text(const char *text) {
    return (struct val){.type = VAL_STRING, .count = (uint32_t)strlen(text), .text = text};
}

// A member by key, or NULL when `v` is NULL, no object or has none. Linear: objects here are small.
const struct val *val_get(const struct val *v, const char *key);
const struct val *val_get_n(const struct val *v, const char *key, size_t len);
// By a dotted path, "address.city" or "rows.0.name". NULL when any part is absent.
const struct val *val_at(const struct val *v, const char *path);
// The member when it has that type, else the fallback.
const char *val_get_text(const struct val *v, const char *key, const char *fallback);
double val_get_number(const struct val *v, const char *key, double fallback);
bool val_get_bool(const struct val *v, const char *key, bool fallback);
bool val_same(const struct val *a, const struct val *b); // deep; objects compare without regard to order; may be NULL

// Building: growing lists in an arena. Setting an existing key replaces it. All return false at the arena's cap.
struct val_builder {
    struct arena *arena;
    struct member *members; // or
    struct val *items;
    uint32_t count, room;
};
static inline struct val_builder val_build(struct arena *a) { return (struct val_builder){.arena = a}; }
// `key` is copied.
bool val_set(struct val_builder *b, const char *key, struct val value) TGOV_CHECKED;
bool val_push(struct val_builder *b, struct val value) TGOV_CHECKED;
struct val val_object(const struct val_builder *b);
struct val val_array(const struct val_builder *b);
// A deep copy into another arena. False at its cap.
bool val_copy(struct arena *a, const struct val *from, struct val *to) TGOV_CHECKED;

#endif
