// SPDX-License-Identifier: Apache-2.0
// Which data a rule reads: for finding the questions that a condition depends on.
#include "contract/logic/logic.h"

struct seeker {
    void (*each)(void *ctx, const char *path);
    void *ctx;
};

static bool is_any(const char *key, const char *const *names) {
    for (; *names; names++) {
        if (!strcmp(key, *names)) {
            return true;
        }
    }
    return false;
}

static void seek(const struct seeker *s, const struct val *v, int depth);

static void seek_operator(const struct seeker *s, const char *name, const struct val *operand, int depth) {
    static const char *const readers[] = {"var", "missing", NULL};
    static const char *const iterators[] = {"map", "filter", "reduce", "all", "none", "some", NULL};
    const struct val *items = operand->type == VAL_ARRAY ? operand->items : operand;
    uint32_t count = operand->type == VAL_ARRAY ? operand->count : 1;
    bool reads = is_any(name, readers);
    if (is_any(name, iterators) && count > 1) {
        seek(s, &items[0], depth + 1); // what is inside reads the items, not the data
        if (count > 2) {
            seek(s, &items[2], depth + 1);
        }
        return;
    }
    if (!strcmp(name, "missing_some") && count > 1 && items[1].type == VAL_ARRAY) {
        seek_operator(s, "missing", &items[1], depth + 1);
        return;
    }
    for (uint32_t i = 0; i < count; i++) {
        bool path = reads && (i == 0 || *name == 'm');
        if (path && items[i].type == VAL_STRING) {
            s->each(s->ctx, items[i].text);
        } else {
            seek(s, &items[i], depth + 1);
        }
    }
}

static void seek(const struct seeker *s, const struct val *v, int depth) {
    if (depth > LOGIC_DEPTH_CAP) {
        return;
    }
    if (v->type == VAL_OBJECT && v->count == 1) {
        seek_operator(s, v->members[0].key, &v->members[0].value, depth);
    }
    for (uint32_t i = 0; v->type == VAL_ARRAY && i < v->count; i++) {
        seek(s, &v->items[i], depth + 1);
    }
}

void logic_paths(const struct val *rule, void (*each)(void *ctx, const char *path), void *ctx) {
    seek(&(struct seeker){each, ctx}, rule, 0);
}
