// SPDX-License-Identifier: Apache-2.0
// Any bytes as JSON: refused with a place, or read, written and read again as the same value, compact and indented. The
// scan and the parser must agree on what JSON is. The table decoder then takes whatever value came out.
#include "base/json.h"

#include <stdlib.h>

struct row {
    const char *name;
    int count;
    double share;
    bool open;
    int colour;
    struct val any;
    const struct row *rows;
    size_t row_count;
    const char *const *tags;
    size_t tag_count;
};

static const char *const colours[] = {"red", "green", NULL};
static const struct json_shape row_shape;
static const struct json_field row_fields[] = {
    {"a", JSON_TEXT, offsetof(struct row, name), .max = 20},
    {"b", JSON_INT, offsetof(struct row, count)},
    {"c", JSON_NUMBER, offsetof(struct row, share)},
    {"d", JSON_BOOL, offsetof(struct row, open)},
    {"e", JSON_ENUM, offsetof(struct row, colour), .names = colours},
    {"f", JSON_VALUE, offsetof(struct row, any)},
    {"g", JSON_LIST, offsetof(struct row, rows), .count_at = offsetof(struct row, row_count), .of = &row_shape},
    {"h", JSON_TEXTS, offsetof(struct row, tags), .count_at = offsetof(struct row, tag_count)},
    {0}};
static const struct json_shape row_shape = {row_fields, sizeof(struct row)};

static const struct json_limits limits = {.bytes = 1 << 20, .depth = 40, .values = 50000};

static void must(bool truth) {
    if (!truth)
        abort();
}

static void check_fault(enum err err, const struct fault *f) {
    must(err == f->code && *f->place && *f->what);
    must(err == ERR_LIMIT || err == ERR_SYNTAX || err == ERR_TYPE || err == ERR_DUPLICATE);
    must(err != ERR_SYNTAX || f->place[0] == 'l'); // a line: found by the scan, not by the parser behind it
}

static void check_round_trip(struct arena *a, const struct val *v, void (*write)(struct buf *, const struct val *)) {
    struct buf b;
    struct val again;
    struct json_limits wider = {.bytes = 64 << 20, .depth = 40, .values = 50000};
    buf_init(&b, 64 << 20);
    write(&b, v);
    must(!b.err && utf8_valid(b.data, b.len));
    must(json_read(a, b.data, b.len, wider, &again, NULL) == ERR_NONE);
    must(val_same(v, &again));
    buf_finish(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena a;
    struct val v, copy;
    struct fault f = {0};
    struct row row;
    arena_init(&a, 256 << 20);
    enum err err = json_read(&a, (const char *)data, size, limits, &v, &f);
    if (err) {
        check_fault(err, &f);
    } else {
        check_round_trip(&a, &v, json_write);
        check_round_trip(&a, &v, json_write_pretty);
        must(val_copy(&a, &v, &copy) && val_same(&v, &copy));
        err = json_decode(&a, &v, &row_shape, &row, &f);
        must(!err || (err == f.code && f.place[0] == '$'));
    }
    arena_finish(&a);
    return 0;
}
