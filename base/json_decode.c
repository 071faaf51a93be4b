// SPDX-License-Identifier: Apache-2.0
// Fills structs from values by the tables of json.h. One function a kind, one table of them.
#include "base/json.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>

enum { PATH_ROOM = 192, TEXT_CAP = 64 << 10, LIST_CAP = 10000 };

struct decoder {
    struct arena *arena;
    struct fault *f;
    char path[PATH_ROOM];
};

static enum err decode_struct(struct decoder *d, const struct val *v, const struct json_shape *shape, char *out);

static enum err wrong(struct decoder *d, enum err code, const char *what) { return fault_set(d->f, code, d->path, "%s", what); }

static size_t enter(struct decoder *d, const char *name, size_t index) {
    size_t before = strlen(d->path);
    if (name)
        snprintf(d->path + before, PATH_ROOM - before, ".%s", name);
    else
        snprintf(d->path + before, PATH_ROOM - before, "[%zu]", index);
    return before;
}

static size_t cap_of(const struct json_field *f, size_t otherwise) { return f->max > 0 ? (size_t)f->max : otherwise; }

static enum err decode_text(struct decoder *d, const struct val *v, const struct json_field *f, char *at) {
    if (v->type != VAL_STRING)
        return wrong(d, ERR_TYPE, "a text is expected");
    if (v->count > cap_of(f, TEXT_CAP))
        return wrong(d, ERR_LIMIT, "the text is too long");
    *(const char **)(void *)at = v->text;
    return ERR_NONE;
}

static enum err whole_number(struct decoder *d, const struct val *v, const struct json_field *f, double most, double *out) {
    double max = f->max != 0 ? f->max : most;
    if (v->type != VAL_NUMBER)
        return wrong(d, ERR_TYPE, "a number is expected");
    if (v->number != floor(v->number))
        return wrong(d, ERR_TYPE, "a whole number is expected");
    if (v->number < f->min || v->number > max)
        return wrong(d, ERR_TYPE, "the number is out of range");
    *out = v->number;
    return ERR_NONE;
}

static enum err decode_int(struct decoder *d, const struct val *v, const struct json_field *f, char *at) {
    double n = 0;
    enum err err = whole_number(d, v, f, INT_MAX, &n);
    if (!err)
        *(int *)(void *)at = (int)n;
    return err;
}

static enum err decode_int64(struct decoder *d, const struct val *v, const struct json_field *f, char *at) {
    double n = 0;
    enum err err = whole_number(d, v, f, 9007199254740992.0, &n);
    if (!err)
        *(int64_t *)(void *)at = (int64_t)n;
    return err;
}

static enum err decode_number(struct decoder *d, const struct val *v, const struct json_field *f, char *at) {
    bool limited = f->min != 0 || f->max != 0;
    if (v->type != VAL_NUMBER)
        return wrong(d, ERR_TYPE, "a number is expected");
    if (limited && (v->number < f->min || v->number > f->max))
        return wrong(d, ERR_TYPE, "the number is out of range");
    *(double *)(void *)at = v->number;
    return ERR_NONE;
}

static enum err decode_bool(struct decoder *d, const struct val *v, const struct json_field *f, char *at) {
    (void)f;
    if (v->type != VAL_BOOL)
        return wrong(d, ERR_TYPE, "true or false is expected");
    *(bool *)(void *)at = v->boolean;
    return ERR_NONE;
}

static enum err decode_enum(struct decoder *d, const struct val *v, const struct json_field *f, char *at) {
    if (v->type != VAL_STRING)
        return wrong(d, ERR_TYPE, "a word is expected");
    for (int i = 0; f->names[i]; i++) {
        if (!strcmp(f->names[i], v->text)) {
            *(int *)(void *)at = i;
            return ERR_NONE;
        }
    }
    return fault_set(d->f, ERR_TYPE, d->path, "\"%.40s\" is not one of the known words", v->text);
}

static enum err decode_value(struct decoder *d, const struct val *v, const struct json_field *f, char *at) {
    (void)d;
    (void)f;
    *(struct val *)(void *)at = *v;
    return ERR_NONE;
}

static enum err decode_nested(struct decoder *d, const struct val *v, const struct json_field *f, char *at) {
    return decode_struct(d, v, f->of, at);
}

static enum err list_start(struct decoder *d, const struct val *v, const struct json_field *f, size_t size, void **items) {
    if (v->type != VAL_ARRAY)
        return wrong(d, ERR_TYPE, "a list is expected");
    if (v->count > cap_of(f, LIST_CAP))
        return wrong(d, ERR_LIMIT, "the list is too long");
    *items = arena_array(d->arena, v->count, size);
    return *items ? ERR_NONE : wrong(d, ERR_MEMORY, "out of memory");
}

static enum err decode_list(struct decoder *d, const struct val *v, const struct json_field *f, char *at) {
    void *items = NULL;
    enum err err = list_start(d, v, f, f->of->size, &items);
    for (uint32_t i = 0; i < v->count && !err; i++) {
        size_t before = enter(d, NULL, i);
        err = decode_struct(d, &v->items[i], f->of, (char *)items + i * f->of->size);
        if (!err)
            d->path[before] = '\0';
    }
    if (!err)
        *(const void **)(void *)at = items;
    return err;
}

static enum err decode_texts(struct decoder *d, const struct val *v, const struct json_field *f, char *at) {
    void *items = NULL;
    enum err err = list_start(d, v, f, sizeof(const char *), &items);
    for (uint32_t i = 0; i < v->count && !err; i++) {
        size_t before = enter(d, NULL, i);
        err = decode_text(d, &v->items[i], &(struct json_field){.kind = JSON_TEXT}, (char *)((const char **)items + i));
        if (!err)
            d->path[before] = '\0';
    }
    if (!err)
        *(const void **)(void *)at = items;
    return err;
}

typedef enum err (*decode_fn)(struct decoder *, const struct val *, const struct json_field *, char *);
static const decode_fn decoders[] = {
    [JSON_TEXT] = decode_text,   [JSON_INT] = decode_int,     [JSON_INT64] = decode_int64,
    [JSON_NUMBER] = decode_number, [JSON_BOOL] = decode_bool, [JSON_ENUM] = decode_enum,
    [JSON_VALUE] = decode_value, [JSON_STRUCT] = decode_nested, [JSON_LIST] = decode_list,
    [JSON_TEXTS] = decode_texts,
};

static enum err decode_field(struct decoder *d, const struct val *v, const struct json_field *f, char *out) {
    const struct val *member = val_get(v, f->name);
    bool absent = !member || (member->type == VAL_NULL && f->kind != JSON_VALUE);
    if (absent && !f->required)
        return ERR_NONE; // stays zero, as a null does: peers differ in how they say "nothing"
    size_t before = enter(d, f->name, 0);
    if (absent)
        return wrong(d, ERR_MISSING, "is required");
    enum err err = decoders[f->kind](d, member, f, out + f->at);
    if (err)
        return err;
    if (f->kind == JSON_LIST || f->kind == JSON_TEXTS)
        *(size_t *)(void *)(out + f->count_at) = member->count;
    d->path[before] = '\0';
    return ERR_NONE;
}

static enum err decode_struct(struct decoder *d, const struct val *v, const struct json_shape *shape, char *out) {
    if (v->type != VAL_OBJECT)
        return wrong(d, ERR_TYPE, "an object is expected");
    for (const struct json_field *f = shape->fields; f->name; f++) {
        enum err err = decode_field(d, v, f, out);
        if (err)
            return err;
    }
    return ERR_NONE;
}

enum err json_decode(struct arena *a, const struct val *v, const struct json_shape *shape, void *out, struct fault *f) {
    struct decoder d = {.arena = a, .f = f, .path = "$"};
    memset(out, 0, shape->size);
    return decode_struct(&d, v, shape, out);
}
