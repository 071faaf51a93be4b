// SPDX-License-Identifier: Apache-2.0
// Fills structs from values by the tables of json.h. One function a kind, one table of them.
#include "base/json.h"

#include "base/json_path.h"

#include <float.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>

enum { TEXT_CAP = 64 << 10, LIST_CAP = 10000 };
static const double WHOLE_CAP = 9007199254740992.0; // 2^53: above it a double skips whole numbers

struct decoder {
    struct arena *arena;
    struct fault *f;
    const struct json_step *at; // of the value being decoded
};

static enum err decode_struct(struct decoder *d, const struct val *v, const struct json_shape *shape, char *out);

static enum err wrong(struct decoder *d, enum err code, const char *what) {
    return json_wrong(d->f, d->at, code, "%s", what);
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

static enum err whole_number(struct decoder *d, const struct val *v, const struct json_field *f, double most,
                             double *out) {
    double max = f->max != 0 && f->max < most ? f->max : most;
    double min = f->min > -most ? f->min : -most;
    if (v->type != VAL_NUMBER)
        return wrong(d, ERR_TYPE, "a number is expected");
    if (v->number != floor(v->number))
        return wrong(d, ERR_TYPE, "a whole number is expected");
    if (v->number < min || v->number > max)
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
    enum err err = whole_number(d, v, f, WHOLE_CAP, &n);
    if (!err)
        *(int64_t *)(void *)at = (int64_t)n;
    return err;
}

static enum err decode_number(struct decoder *d, const struct val *v, const struct json_field *f, char *at) {
    bool limited = f->min != 0 || f->max != 0;
    double max = f->max != 0 ? f->max : DBL_MAX;
    if (v->type != VAL_NUMBER)
        return wrong(d, ERR_TYPE, "a number is expected");
    if (!isfinite(v->number) || (limited && (v->number < f->min || v->number > max)))
        return wrong(d, ERR_TYPE, "the number is out of range");
    *(double *)(void *)at = v->number;
    return ERR_NONE;
}

static enum err decode_bool(struct decoder *d, const struct val *v, const struct json_field *f, char *at) {
    if (v->type != VAL_BOOL)
        return wrong(d, ERR_TYPE, "true or false is expected");
    *(bool *)(void *)at = v->boolean;
    return ERR_NONE;
}

// Says what would be right; what is there may be a person's and does not belong into a log.
static enum err wrong_word(struct decoder *d, const char *const *names) {
    char list[200] = "";
    for (size_t len = 0; *names && len < sizeof list - 1; names++, len = strlen(list))
        snprintf(list + len, sizeof list - len, "%s%s", len ? ", " : "", *names);
    return json_wrong(d->f, d->at, ERR_TYPE, "one of these words is expected: %s", list);
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
    return wrong_word(d, f->names);
}

static enum err decode_value(struct decoder *d, const struct val *v, const struct json_field *f, char *at) {
    *(struct val *)(void *)at = *v;
    return ERR_NONE;
}

static enum err decode_nested(struct decoder *d, const struct val *v, const struct json_field *f, char *at) {
    return decode_struct(d, v, f->of, at);
}

static enum err list_start(struct decoder *d, const struct val *v, const struct json_field *f, size_t size,
                           void **items) {
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
    const struct json_step *up = d->at;
    for (uint32_t i = 0; i < v->count && !err; i++) {
        d->at = &(struct json_step){up, NULL, i};
        err = decode_struct(d, &v->items[i], f->of, (char *)items + i * f->of->size);
    }
    d->at = up;
    if (!err)
        *(const void **)(void *)at = items;
    return err;
}

static enum err decode_texts(struct decoder *d, const struct val *v, const struct json_field *f, char *at) {
    void *items = NULL;
    enum err err = list_start(d, v, f, sizeof(const char *), &items);
    const struct json_step *up = d->at;
    for (uint32_t i = 0; i < v->count && !err; i++) {
        d->at = &(struct json_step){up, NULL, i};
        err = decode_text(d, &v->items[i], &(struct json_field){.kind = JSON_TEXT}, (char *)((const char **)items + i));
    }
    d->at = up;
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
    const struct json_step *up = d->at;
    d->at = &(struct json_step){up, f->name, 0};
    enum err err = absent ? wrong(d, ERR_MISSING, "is required") : decoders[f->kind](d, member, f, out + f->at);
    d->at = up;
    if (!err && (f->kind == JSON_LIST || f->kind == JSON_TEXTS))
        *(size_t *)(void *)(out + f->count_at) = member->count;
    return err;
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
    struct decoder d = {.arena = a, .f = f};
    memset(out, 0, shape->size);
    return decode_struct(&d, v, shape, out);
}
