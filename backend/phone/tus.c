// SPDX-License-Identifier: Apache-2.0
#include "backend/phone/tus.h"

static int letter(char c) {
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

// RFC 4648, 4, with or without padding.
static enum err decode(struct arena *a, struct str raw, const char **out) {
    while (raw.len && raw.p[raw.len - 1] == '=')
        raw.len--;
    if (raw.len > TUS_VALUE_MAX / 3 * 4)
        return ERR_LIMIT;
    char *to = arena_alloc(a, raw.len / 4 * 3 + 4);
    size_t len = 0;
    uint32_t bits = 0;
    if (!to)
        return ERR_MEMORY;
    for (size_t i = 0; i < raw.len; i++) {
        int value = letter(raw.p[i]);
        if (value < 0)
            return ERR_SYNTAX;
        bits = bits << 6 | (uint32_t)value;
        if (i % 4)
            to[len++] = (char)(bits >> (6 - 2 * (i % 4)) & 0xff);
    }
    to[len] = '\0';
    *out = to;
    return raw.len % 4 != 1 && utf8_valid(to, len) && !memchr(to, 0, len) ? ERR_NONE : ERR_SYNTAX;
}

enum err tus_metadata_read(struct arena *a, const char *header, struct tus_metadata *out) {
    struct str rest = str_of(header ? header : "");
    out->count = 0;
    while (rest.len) {
        struct str value = str_trim(str_cut(&rest, ',')), key = str_cut(&value, ' ');
        const char *name = arena_copy(a, key.p ? key.p : "", key.len), *text = "";
        if (!key.len)
            return ERR_SYNTAX;
        if (out->count == TUS_PAIRS_MAX)
            return ERR_LIMIT;
        enum err err = !name ? ERR_MEMORY : value.p ? decode(a, str_trim(value), &text) : ERR_NONE;
        if (!err && tus_metadata_get(out, name))
            err = ERR_DUPLICATE;
        if (err)
            return err;
        out->pairs[out->count].key = name;
        out->pairs[out->count++].value = text;
    }
    return ERR_NONE;
}

const char *tus_metadata_get(const struct tus_metadata *m, const char *key) {
    for (size_t i = 0; i < m->count; i++)
        if (!strcmp(m->pairs[i].key, key))
            return m->pairs[i].value;
    return NULL;
}
