// SPDX-License-Identifier: Apache-2.0
// cJSON parses; this file decides what is let in and turns its linked lists into values.
#include "base/json.h"

#include "base/json_scan.h"
#include "base/mem.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>

enum { PATH_ROOM = 192 };

struct reader {
    struct arena *arena;
    struct fault *f;
    char path[PATH_ROOM]; // of the value being read; cut at the end when it is longer
    size_t path_len;
};

static pthread_once_t hooked = PTHREAD_ONCE_INIT;
static void *cjson_alloc(size_t size) { return mem_alloc(size); }
static void hook(void) { cJSON_InitHooks(&(cJSON_Hooks){.malloc_fn = cjson_alloc, .free_fn = mem_free}); }

static enum err wrong(struct reader *r, enum err code, const char *what) { return fault_set(r->f, code, r->path, "%s", what); }

static enum err read_value(struct reader *r, const cJSON *from, struct val *to);

// Appends ".key" or "[3]" and returns what path_len was.
static size_t enter(struct reader *r, const char *key, size_t index) {
    size_t before = r->path_len;
    int n = key ? snprintf(r->path + before, PATH_ROOM - before, ".%s", key)
                : snprintf(r->path + before, PATH_ROOM - before, "[%zu]", index);
    r->path_len = before + (size_t)(n > 0 ? n : 0);
    if (r->path_len >= PATH_ROOM)
        r->path_len = PATH_ROOM - 1;
    return before;
}

static void leave(struct reader *r, size_t before) {
    r->path_len = before;
    r->path[before] = '\0';
}

static uint32_t child_count(const cJSON *from) {
    uint32_t n = 0;
    for (const cJSON *c = from->child; c; c = c->next)
        n++;
    return n;
}

// Two equal keys in an object: a hash set in the arena keeps it linear for objects with very many keys.
static const char *find_duplicate(struct arena *a, const struct member *members, uint32_t count, bool *no_memory) {
    uint32_t room = 16;
    if (count < 2)
        return NULL;
    while (room < count * 2)
        room *= 2;
    uint32_t *slots = arena_array(a, room, sizeof *slots);
    *no_memory = !slots;
    for (uint32_t i = 0; i < count && slots; i++) {
        uint64_t h = hash_bytes(HASH_SEED, members[i].key, strlen(members[i].key));
        uint32_t at = (uint32_t)(h ^ h >> 32) & (room - 1);
        for (; slots[at]; at = (at + 1) & (room - 1))
            if (!strcmp(members[slots[at] - 1].key, members[i].key))
                return members[i].key;
        slots[at] = i + 1;
    }
    return NULL;
}

// Most objects are small: comparing each pair costs less than a table.
static const char *duplicate_key(struct arena *a, const struct member *members, uint32_t count, bool *no_memory) {
    *no_memory = false;
    if (count > 24)
        return find_duplicate(a, members, count, no_memory);
    for (uint32_t i = 1; i < count; i++)
        for (uint32_t j = 0; j < i; j++)
            if (!strcmp(members[i].key, members[j].key))
                return members[i].key;
    return NULL;
}

static enum err read_object(struct reader *r, const cJSON *from, struct val *to) {
    uint32_t count = child_count(from), i = 0;
    struct member *members = arena_array(r->arena, count, sizeof *members);
    if (!members)
        return wrong(r, ERR_MEMORY, "out of memory");
    for (const cJSON *c = from->child; c; c = c->next, i++) {
        members[i].key = arena_string(r->arena, c->string);
        if (!members[i].key)
            return wrong(r, ERR_MEMORY, "out of memory");
        size_t before = enter(r, c->string, 0);
        enum err err = read_value(r, c, &members[i].value);
        if (err)
            return err;
        leave(r, before);
    }
    bool no_memory;
    const char *twice = duplicate_key(r->arena, members, count, &no_memory);
    if (no_memory)
        return wrong(r, ERR_MEMORY, "out of memory");
    if (twice) {
        enter(r, twice, 0);
        return wrong(r, ERR_DUPLICATE, "the key appears twice");
    }
    *to = (struct val){.type = VAL_OBJECT, .count = count, .members = members};
    return ERR_NONE;
}

static enum err read_array(struct reader *r, const cJSON *from, struct val *to) {
    uint32_t count = child_count(from), i = 0;
    struct val *items = arena_array(r->arena, count, sizeof *items);
    if (!items)
        return wrong(r, ERR_MEMORY, "out of memory");
    for (const cJSON *c = from->child; c; c = c->next, i++) {
        size_t before = enter(r, NULL, i);
        enum err err = read_value(r, c, &items[i]);
        if (err)
            return err;
        leave(r, before);
    }
    *to = (struct val){.type = VAL_ARRAY, .count = count, .items = items};
    return ERR_NONE;
}

static enum err read_string(struct reader *r, const char *text, struct val *to) {
    size_t len = strlen(text);
    char *copy = arena_copy(r->arena, text, len);
    if (!copy)
        return wrong(r, ERR_MEMORY, "out of memory");
    *to = (struct val){.type = VAL_STRING, .count = (uint32_t)len, .text = copy};
    return ERR_NONE;
}

static enum err read_value(struct reader *r, const cJSON *from, struct val *to) {
    switch (from->type & 0xFF) {
    case cJSON_NULL: *to = val_null; return ERR_NONE;
    case cJSON_False: *to = val_bool(false); return ERR_NONE;
    case cJSON_True: *to = val_bool(true); return ERR_NONE;
    case cJSON_Number:
        *to = val_number(from->valuedouble);
        return isfinite(from->valuedouble) ? ERR_NONE : wrong(r, ERR_TYPE, "the number is too large");
    case cJSON_String: return read_string(r, from->valuestring, to);
    case cJSON_Array: return read_array(r, from, to);
    case cJSON_Object: return read_object(r, from, to);
    default: return wrong(r, ERR_SYNTAX, "a value of no known type");
    }
}

static enum err parse_failed(const char *bytes, size_t len, const char *end, struct fault *f) {
    char place[64];
    size_t at = end && end >= bytes && end <= bytes + len ? (size_t)(end - bytes) : 0;
    json_place(bytes, at, place, sizeof place);
    return fault_set(f, ERR_SYNTAX, place, len ? "this is not JSON" : "nothing is there");
}

static bool only_space(const char *from, const char *to) {
    for (; from < to; from++)
        if (!strchr(" \t\r\n", *from) || !*from)
            return false;
    return true;
}

enum err json_read(struct arena *a, const char *bytes, size_t len, struct json_limits limits, struct val *out, struct fault *f) {
    struct reader r = {.arena = a, .f = f, .path = "$", .path_len = 1};
    const char *end = NULL;
    enum err err = json_scan(bytes, len, limits, f);
    if (err)
        return err;
    pthread_once(&hooked, hook);
    long refused_before = mem_refused();
    cJSON *tree = cJSON_ParseWithLengthOpts(bytes, len, &end, false);
    if (!tree)
        return mem_refused() != refused_before ? wrong(&r, ERR_MEMORY, "out of memory") : parse_failed(bytes, len, end, f);
    if (only_space(end, bytes + len))
        err = read_value(&r, tree, out);
    else
        err = parse_failed(bytes, len, end, f);
    cJSON_Delete(tree);
    return err;
}

// ---- Writing ----
static void write_number(struct buf *b, double n) {
    char text[32];
    if (!isfinite(n)) {
        buf_text_add(b, "null");
        return;
    }
    if (n == floor(n) && fabs(n) < 9007199254740992.0) {
        buf_printf(b, "%lld", (long long)n);
        return;
    }
    for (int digits = 15; digits <= 17; digits++) { // the shortest that reads back the same
        snprintf(text, sizeof text, "%.*g", digits, n);
        if (strtod(text, NULL) == n)
            break;
    }
    buf_text_add(b, text);
}

static void newline(struct buf *b, int indent) {
    if (indent < 0)
        return;
    buf_char(b, '\n');
    for (int i = 0; i < indent; i++)
        buf_text_add(b, "  ");
}

// `indent` below zero writes compactly.
static void write_value(struct buf *b, const struct val *v, int indent);

static void write_object(struct buf *b, const struct val *v, int indent) {
    int inner = indent < 0 ? -1 : indent + 1;
    buf_char(b, '{');
    for (uint32_t i = 0; i < v->count; i++) {
        if (i)
            buf_char(b, ',');
        newline(b, inner);
        buf_json_string(b, v->members[i].key, strlen(v->members[i].key));
        buf_text_add(b, indent < 0 ? ":" : ": ");
        write_value(b, &v->members[i].value, inner);
    }
    if (v->count)
        newline(b, indent);
    buf_char(b, '}');
}

static void write_array(struct buf *b, const struct val *v, int indent) {
    int inner = indent < 0 ? -1 : indent + 1;
    buf_char(b, '[');
    for (uint32_t i = 0; i < v->count; i++) {
        if (i)
            buf_char(b, ',');
        newline(b, inner);
        write_value(b, &v->items[i], inner);
    }
    if (v->count)
        newline(b, indent);
    buf_char(b, ']');
}

static void write_value(struct buf *b, const struct val *v, int indent) {
    switch (v->type) {
    case VAL_NULL: buf_text_add(b, "null"); break;
    case VAL_BOOL: buf_text_add(b, v->boolean ? "true" : "false"); break;
    case VAL_NUMBER: write_number(b, v->number); break;
    case VAL_STRING: buf_json_string(b, v->text, v->count); break;
    case VAL_ARRAY: write_array(b, v, indent); break;
    case VAL_OBJECT: write_object(b, v, indent); break;
    }
}

void json_write(struct buf *b, const struct val *v) { write_value(b, v, -1); }
void json_write_pretty(struct buf *b, const struct val *v) { write_value(b, v, 0); }
