// SPDX-License-Identifier: Apache-2.0
// What an export says about its keys, gathered before anything is turned over: the kinds of value behind them, for telling
// sums from joined texts, and whose answers were pairs.
#include "contract/forms_tool/importer.h"

static const char *const inner_lists[] = {"components", "columns", "rows"};

static enum expression_type type_of(const char *to, const struct val *c) {
    static const struct {
        const char *type;
        enum expression_type is;
    } types[] = {{"number", EXPRESSION_NUMBER},    {"currency", EXPRESSION_NUMBER}, {"checkbox", EXPRESSION_BOOL},
                 {"textfield", EXPRESSION_TEXT},   {"textarea", EXPRESSION_TEXT},   {"email", EXPRESSION_TEXT},
                 {"phoneNumber", EXPRESSION_TEXT}, {"url", EXPRESSION_TEXT},        {"datagrid", EXPRESSION_LIST},
                 {"editgrid", EXPRESSION_LIST},    {"file", EXPRESSION_LIST},       {"datetime", EXPRESSION_TEXT},
                 {"day", EXPRESSION_TEXT},         {"time", EXPRESSION_TEXT},       {"selectboxes", EXPRESSION_OBJECT},
                 {"container", EXPRESSION_OBJECT}, {"survey", EXPRESSION_OBJECT}};
    if (val_get_bool(c, "multiple", false)) {
        return EXPRESSION_LIST;
    }
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (!strcmp(to, types[i].type)) {
            return types[i].is;
        }
    }
    return EXPRESSION_ANY;
}

uint32_t known_count(const struct val *v, int depth) {
    uint32_t count = v && v->type == VAL_OBJECT;
    if (!v || depth > 3 * IMPORT_DEPTH_CAP) {
        return 0;
    }
    for (uint32_t i = 0; v->type == VAL_ARRAY && i < v->count; i++) {
        count += known_count(&v->items[i], depth + 1);
    }
    for (size_t i = 0; v->type == VAL_OBJECT && i < sizeof inner_lists / sizeof *inner_lists; i++) {
        count += known_count(val_get(v, inner_lists[i]), depth + 1);
    }
    return count;
}

void known_collect(struct importer *im, const struct val *v, int depth) {
    if (depth > 3 * IMPORT_DEPTH_CAP || !v) {
        return;
    }
    if (v->type == VAL_ARRAY) {
        for (uint32_t i = 0; i < v->count; i++) {
            known_collect(im, &v->items[i], depth + 1);
        }
        return;
    }
    const char *key = val_get_text(v, "key", NULL), *type = val_get_text(v, "type", NULL);
    if (key && type && im->known_count < im->known_room) {
        struct dialect_row room;
        struct val set;
        const struct dialect_row *row = dialect_find(im->dialect, type, &room, &set);
        im->known[im->known_count++] =
            (struct known){key, row ? type_of(row->to, v) : EXPRESSION_ANY, row && row->flags & DIALECT_PAIR};
    }
    for (size_t i = 0; v->type == VAL_OBJECT && i < sizeof inner_lists / sizeof *inner_lists; i++) {
        known_collect(im, val_get(v, inner_lists[i]), depth + 1);
    }
}

const struct known *known_find(const struct importer *im, const char *key, size_t len) {
    for (uint32_t i = 0; i < im->known_count; i++) {
        if (!strncmp(im->known[i].key, key, len) && !im->known[i].key[len]) {
            return &im->known[i];
        }
    }
    return NULL;
}

// By the last part of the path; a key that stands for different kinds in different places says nothing.
enum expression_type known_type(void *importer, const char *path) {
    const struct importer *im = importer;
    const char *last = strrchr(path, '.');
    last = last ? last + 1 : path;
    const struct known *k = known_find(im, last, strlen(last));
    for (const struct known *other = k; other && other < im->known + im->known_count; other++) {
        if (!strcmp(other->key, last) && other->type != k->type) {
            return EXPRESSION_ANY;
        }
    }
    return k ? k->type : EXPRESSION_ANY;
}
