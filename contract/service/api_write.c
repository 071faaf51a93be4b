// SPDX-License-Identifier: Apache-2.0
// Structs to JSON by the same tables that read them.
#include "contract/service/api.h"

static void write_struct(struct buf *b, const struct json_shape *shape, const char *from);

// Absent: a text that is NULL, a value that is null, and an embedded struct whose first required text is NULL.
static bool absent(const struct json_field *f, const char *at) {
    if (f->kind == JSON_TEXT)
        return !*(const char *const *)(const void *)at;
    if (f->kind == JSON_VALUE)
        return ((const struct val *)(const void *)at)->type == VAL_NULL;
    if (f->kind == JSON_STRUCT)
        for (const struct json_field *inner = f->of->fields; inner->name; inner++)
            if (inner->kind == JSON_TEXT && inner->required)
                return absent(inner, at + inner->at);
    return false;
}

static void write_list(struct buf *b, const struct json_field *f, const char *from) {
    const char *items = *(const char *const *)(const void *)(from + f->at);
    size_t count = *(const size_t *)(const void *)(from + f->count_at);
    buf_char(b, '[');
    for (size_t i = 0; i < count; i++) {
        if (i)
            buf_char(b, ',');
        if (f->kind == JSON_LIST)
            write_struct(b, f->of, items + i * f->of->size);
        else
            buf_json_string(b, ((const char *const *)(const void *)items)[i],
                            strlen(((const char *const *)(const void *)items)[i]));
    }
    buf_char(b, ']');
}

static void write_member(struct buf *b, const struct json_field *f, const char *from) {
    const char *at = from + f->at;
    struct val v;
    switch (f->kind) {
    case JSON_TEXT:
        buf_json_string(b, *(const char *const *)(const void *)at, strlen(*(const char *const *)(const void *)at));
        return;
    case JSON_ENUM:
        v = val_text(f->names[*(const int *)(const void *)at]);
        break;
    case JSON_INT:
        v = val_number(*(const int *)(const void *)at);
        break;
    case JSON_INT64:
        v = val_number((double)*(const int64_t *)(const void *)at);
        break;
    case JSON_NUMBER:
        v = val_number(*(const double *)(const void *)at);
        break;
    case JSON_BOOL:
        v = val_bool(*(const bool *)(const void *)at);
        break;
    case JSON_VALUE:
        v = *(const struct val *)(const void *)at;
        break;
    case JSON_STRUCT:
        write_struct(b, f->of, at);
        return;
    default:
        write_list(b, f, from);
        return;
    }
    json_write(b, &v);
}

static void write_struct(struct buf *b, const struct json_shape *shape, const char *from) {
    bool first = true;
    buf_char(b, '{');
    for (const struct json_field *f = shape->fields; f->name; f++) {
        if (absent(f, from + f->at))
            continue;
        if (!first)
            buf_char(b, ',');
        first = false;
        buf_json_string(b, f->name, strlen(f->name));
        buf_char(b, ':');
        write_member(b, f, from);
    }
    buf_char(b, '}');
}

bool api_write(struct buf *b, const struct json_shape *shape, const void *from) {
    write_struct(b, shape, from);
    return !b->err;
}
