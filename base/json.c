// SPDX-License-Identifier: Apache-2.0
// json_scan decides what is let in, cJSON parses, this file turns cJSON's linked lists into values.
#include "base/json.h"

#include "base/json_path.h"
#include "base/json_scan.h"
#include "base/mem.h"
#include "base/members.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <pthread.h>

struct reader {
    struct arena *arena;
    struct fault *f;
};

static pthread_once_t hooked = PTHREAD_ONCE_INIT;
static void *cjson_alloc(size_t size) { return mem_alloc(size); }
static void hook(void) { cJSON_InitHooks(&(cJSON_Hooks){.malloc_fn = cjson_alloc, .free_fn = mem_free}); }

static enum err no_memory(struct reader *r, const struct json_step *at) {
    return json_wrong(r->f, at, ERR_MEMORY, "out of memory");
}

static enum err read_value(struct reader *r, const struct json_step *at, const cJSON *from, struct val *to);

static uint32_t child_count(const cJSON *from) {
    uint32_t n = 0;
    for (const cJSON *c = from->child; c; c = c->next)
        n++;
    return n;
}

static bool twice_small(const struct member *members, uint32_t count, const char **twice) {
    for (uint32_t i = 1; i < count; i++)
        for (uint32_t j = 0; j < i && !*twice; j++)
            if (!strcmp(members[i].key, members[j].key))
                *twice = members[i].key;
    return true;
}

// A key that stands twice in an object, or NULL. False when out of memory.
static bool find_twice(const struct member *members, uint32_t count, const char **twice) {
    *twice = NULL;
    if (count <= MEMBERS_SMALL)
        return twice_small(members, count, twice);
    const struct member **sorted = members_sorted(members, count);
    for (uint32_t i = 1; sorted && i < count && !*twice; i++)
        if (!strcmp(sorted[i]->key, sorted[i - 1]->key))
            *twice = sorted[i]->key;
    mem_free(sorted);
    return sorted != NULL;
}

static enum err read_object(struct reader *r, const struct json_step *at, const cJSON *from, struct val *to) {
    uint32_t count = child_count(from), i = 0;
    const char *twice;
    struct member *members = arena_array(r->arena, count, sizeof *members);
    if (!members)
        return no_memory(r, at);
    for (const cJSON *c = from->child; c; c = c->next, i++) {
        struct json_step step = {at, c->string, 0};
        members[i].key = arena_string(r->arena, c->string);
        if (!members[i].key)
            return no_memory(r, &step);
        enum err err = read_value(r, &step, c, &members[i].value);
        if (err)
            return err;
    }
    if (!find_twice(members, count, &twice))
        return no_memory(r, at);
    if (twice)
        return json_wrong(r->f, &(struct json_step){at, twice, 0}, ERR_DUPLICATE, "the key appears twice");
    *to = (struct val){.type = VAL_OBJECT, .count = count, .members = members};
    return ERR_NONE;
}

static enum err read_array(struct reader *r, const struct json_step *at, const cJSON *from, struct val *to) {
    uint32_t count = child_count(from), i = 0;
    struct val *items = arena_array(r->arena, count, sizeof *items);
    if (!items)
        return no_memory(r, at);
    for (const cJSON *c = from->child; c; c = c->next, i++) {
        enum err err = read_value(r, &(struct json_step){at, NULL, i}, c, &items[i]);
        if (err)
            return err;
    }
    *to = (struct val){.type = VAL_ARRAY, .count = count, .items = items};
    return ERR_NONE;
}

static enum err read_string(struct reader *r, const struct json_step *at, const char *text, struct val *to) {
    size_t len = strlen(text);
    char *copy = arena_copy(r->arena, text, len);
    if (!copy)
        return no_memory(r, at);
    *to = (struct val){.type = VAL_STRING, .count = (uint32_t)len, .text = copy};
    return ERR_NONE;
}

static enum err read_value(struct reader *r, const struct json_step *at, const cJSON *from, struct val *to) {
    switch (from->type & 0xFF) {
    case cJSON_NULL: *to = val_null; return ERR_NONE;
    case cJSON_False: *to = val_bool(false); return ERR_NONE;
    case cJSON_True: *to = val_bool(true); return ERR_NONE;
    case cJSON_Number:
        *to = val_number(from->valuedouble);
        return isfinite(from->valuedouble) ? ERR_NONE : json_wrong(r->f, at, ERR_TYPE, "the number is too large");
    case cJSON_String: return read_string(r, at, from->valuestring, to);
    case cJSON_Array: return read_array(r, at, from, to);
    case cJSON_Object: return read_object(r, at, from, to);
    default: return json_wrong(r->f, at, ERR_SYNTAX, "a value of no known type");
    }
}

// The scan has accepted the bytes, so this is memory; a difference between the two grammars is told as such.
static enum err parse_failed(struct reader *r, bool refused) {
    return refused ? no_memory(r, NULL) : json_wrong(r->f, NULL, ERR_SYNTAX, "the parser does not take this document");
}

enum err json_read(struct arena *a, const char *bytes, size_t len, struct json_limits limits, struct val *out,
                   struct fault *f) {
    struct reader r = {.arena = a, .f = f};
    *out = val_null;
    if (len >= 3 && len <= limits.bytes && !memcmp(bytes, "\xEF\xBB\xBF", 3)) { // the mark that some editors write
        bytes += 3;
        len -= 3;
    }
    enum err err = json_scan(bytes, len, limits, f);
    if (err)
        return err;
    pthread_once(&hooked, hook);
    long refused_before = mem_refused();
    cJSON *tree = cJSON_ParseWithLengthOpts(bytes, len, NULL, false);
    if (!tree)
        return parse_failed(&r, mem_refused() != refused_before);
    err = read_value(&r, NULL, tree, out);
    cJSON_Delete(tree);
    return err;
}
