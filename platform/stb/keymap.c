// SPDX-License-Identifier: Apache-2.0
// Key maps: the built-in one and those of JSON files.
#include "platform/stb/keymap.h"
#include "base/file.h"
#include "base/json.h"
#include "platform/stb/codes.h"
#include <assert.h>
#include <stdio.h>
#include <string.h>

static const struct json_limits limits = {.bytes = KEYMAP_BYTES, .depth = 8, .values = 2000};

void keymap_built_in(struct keymap *map) {
    *map = (struct keymap){.name = "built-in"};
    for (size_t i = 0; codes_built_in[i].name; i++) {
        enum key key = KEY_NONE;
        bool known = key_from_name(codes_built_in[i].name, &key);
        assert(known);
        (void)known;
        map->key[codes_built_in[i].code] = (unsigned char)key;
    }
}

static enum err read_row(struct keymap *map, const struct member *row, struct fault *f) {
    long code;
    enum key key = KEY_NONE;
    char place[96];
    (void)snprintf(place, sizeof place, "$.keys[\"%.60s\"]", row->key);
    if (!text_integer(row->key, 1, STREAM_CODES - 1, &code))
        return fault_set(f, ERR_TYPE, place, "a key code is a whole number from 1 to %d", STREAM_CODES - 1);
    if (row->value.type != VAL_STRING)
        return fault_set(f, ERR_TYPE, place, "the name of a key is wanted");
    if (strcmp(row->value.text, "NONE") && !key_from_name(row->value.text, &key))
        return fault_set(f, ERR_REFERENCE, place, "there is no key \"%.40s\"", row->value.text);
    map->key[code] = (unsigned char)key;
    return ERR_NONE;
}

static enum err read_map(struct keymap *map, const struct val *doc, struct fault *f) {
    const struct val *keys = val_get(doc, "keys"), *base = val_get(doc, "extends");
    if (!keys)
        return fault_set(f, ERR_MISSING, "$.keys", "a key map has keys");
    if (keys->type != VAL_OBJECT)
        return fault_set(f, ERR_TYPE, "$.keys", "an object of codes and names is wanted");
    if (base && !(base->type == VAL_STRING && !strcmp(base->text, "built-in")))
        return fault_set(f, ERR_REFERENCE, "$.extends", "only \"built-in\" can be extended");
    if (base)
        keymap_built_in(map);
    (void)text_copy(map->name, sizeof map->name, val_get_text(doc, "name", "unnamed"));
    for (uint32_t i = 0; i < keys->count; i++) {
        enum err err = read_row(map, &keys->members[i], f);
        if (err)
            return err;
    }
    return ERR_NONE;
}

enum err keymap_read(struct keymap *map, const char *bytes, size_t len, struct fault *f) {
    struct arena a;
    struct val doc;
    struct keymap fresh = {.name = ""};
    arena_init(&a, 1 << 20);
    enum err err = json_read(&a, bytes, len, limits, &doc, f);
    if (!err)
        err = read_map(&fresh, &doc, f);
    arena_finish(&a);
    if (!err)
        *map = fresh;
    return err;
}

enum err keymap_load(struct keymap *map, const char *path, struct fault *f) {
    struct arena a;
    struct str text;
    arena_init(&a, 2 * KEYMAP_BYTES);
    enum err err = file_read(&a, path, KEYMAP_BYTES, &text, f);
    if (!err) {
        err = keymap_read(map, text.p, text.len, f);
        if (err && f)
            fault_within(f, path);
    }
    arena_finish(&a);
    return err;
}

enum key keymap_key(const struct keymap *map, unsigned code) {
    return code < STREAM_CODES ? (enum key)map->key[code] : KEY_NONE;
}
