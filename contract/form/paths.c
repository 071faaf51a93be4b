// SPDX-License-Identifier: Apache-2.0
// Paths of answers: finding their question, looking into answers, and new answers with one place changed.
#include "contract/form/inside.h"

static bool is_index(struct str part, uint32_t *n) {
    *n = 0;
    if (!part.len || part.len > 6 || (part.len > 1 && part.p[0] == '0'))
        return false;
    for (size_t i = 0; i < part.len; i++) {
        if (part.p[i] < '0' || part.p[i] > '9')
            return false;
        *n = *n * 10 + (uint32_t)(part.p[i] - '0');
    }
    return true;
}

static const struct question *question_at(const struct form *form, const char *path, size_t len) {
    uint32_t at = names_find(form->inside->paths, path, len);
    return at == NO_NODE ? NULL : form->inside->nodes[at].q;
}

static bool is_list(const struct question *q) {
    return q->many || q->kind == ASK_FILE || (q->kind == ASK_TAGS && !q->joined) || (q->kind == ASK_CHOICES && !q->boxes);
}

const struct question *path_question(const struct form *form, const char *path, bool *item) {
    char plain[FORM_PATH_CAP];
    size_t len = 0;
    *item = false;
    const struct question *q = question_at(form, path, strlen(path));
    if (q || strlen(path) >= sizeof plain)
        return q;
    for (struct str rest = str_of(path); rest.p;) { // numbers become "*" behind rows
        struct str part = str_cut(&rest, '.');
        uint32_t n;
        const struct question *so_far = len ? question_at(form, plain, len) : NULL;
        if (so_far && is_list(so_far) && is_index(part, &n) && !rest.p) {
            *item = true;
            return so_far;
        }
        bool row = so_far && so_far->kind == ASK_ROWS && is_index(part, &n);
        if (len)
            plain[len++] = '.';
        memcpy(plain + len, row ? "*" : part.p, row ? 1 : part.len);
        len += row ? 1 : part.len;
    }
    return question_at(form, plain, len);
}

const struct question *form_question(const struct form *form, const char *path) {
    bool item;
    return path_question(form, path, &item);
}

const struct val *member_near(const struct val *object, const char *key, uint32_t *hint) {
    if (!object || object->type != VAL_OBJECT)
        return NULL;
    for (uint32_t i = 0, at = *hint; i < object->count; i++, at++) {
        if (at >= object->count)
            at = 0;
        if (!strcmp(object->members[at].key, key)) {
            *hint = at + 1;
            return &object->members[at].value;
        }
    }
    return strchr(key, '.') ? val_at(object, key) : NULL;
}

bool answer_empty(const struct question *q, const struct val *v) {
    if (!v)
        return true;
    switch (v->type) {
    case VAL_NULL: return true;
    case VAL_BOOL: return q->kind == ASK_YES_NO && !v->boolean;
    case VAL_NUMBER: return false;
    case VAL_STRING: return str_trim(str_of(v->text)).len == 0 || (q->kind == ASK_DAY && text_same(v->text, "00/00/0000"));
    case VAL_ARRAY: {
        bool empty = true; // of rows only their number counts, so that an added row is kept
        for (uint32_t i = 0; i < v->count && empty && q->kind != ASK_ROWS; i++)
            empty = answer_empty(q, &v->items[i]);
        return q->kind == ASK_ROWS ? v->count == 0 : empty;
    }
    case VAL_OBJECT: {
        bool empty = true;
        for (uint32_t i = 0; i < v->count && empty; i++) {
            const struct val *m = &v->members[i].value;
            empty = m->type == VAL_BOOL && q->kind == ASK_CHOICES ? !m->boolean : answer_empty(q, m);
        }
        return empty;
    }
    }
    return true;
}

// ---- new answers ----
struct change {
    struct arena *a;
    const struct form *form;
    const char *path;        // whole
    const struct val *value; // NULL: remove
};

// A container that is missing is a list behind rows and list answers, an object elsewhere.
static enum val_type container_type(const struct change *c, size_t upto) {
    char prefix[FORM_PATH_CAP];
    if (upto >= sizeof prefix)
        return VAL_OBJECT;
    memcpy(prefix, c->path, upto);
    prefix[upto] = 0;
    bool item;
    const struct question *q = upto ? path_question(c->form, prefix, &item) : NULL;
    return q && !item && (q->kind == ASK_ROWS || is_list(q)) ? VAL_ARRAY : VAL_OBJECT;
}

static enum err change_at(const struct change *c, const struct val *old, size_t at, struct val *out);

static enum err change_list(const struct change *c, const struct val *old, struct str part, size_t next, struct val *out) {
    uint32_t n, count = old && old->type == VAL_ARRAY ? old->count : 0;
    bool last = !c->path[next];
    if (!is_index(part, &n) || n > count || (n == count && !c->value))
        return ERR_NOT_FOUND;
    bool removes = last && !c->value;
    uint32_t total = n == count ? count + 1 : count - removes;
    struct val *items = arena_array(c->a, total + 1, sizeof *items);
    if (!items)
        return ERR_MEMORY;
    if (count)
        memcpy(items, old->items, (size_t)n * sizeof *items);
    if (n < count)
        memcpy(items + n + !removes, old->items + n + 1, (size_t)(count - n - 1) * sizeof *items);
    enum err e = ERR_NONE;
    if (last && c->value)
        items[n] = *c->value;
    else if (!last)
        e = change_at(c, n < count ? &old->items[n] : NULL, next + 1, &items[n]);
    *out = (struct val){.type = VAL_ARRAY, .count = total, .items = items};
    return e;
}

static enum err change_object(const struct change *c, const struct val *old, struct str part, size_t next, struct val *out) {
    uint32_t count = old && old->type == VAL_OBJECT ? old->count : 0, at = 0;
    while (at < count && !str_is(part, old->members[at].key))
        at++;
    bool last = !c->path[next], found = at < count;
    *out = (struct val){.type = VAL_OBJECT, .count = count, .members = count ? old->members : NULL};
    if (!found && !c->value)
        return ERR_NONE;
    struct member *members = arena_array(c->a, count + 1, sizeof *members);
    if (!members)
        return ERR_MEMORY;
    if (count)
        memcpy(members, old->members, (size_t)count * sizeof *members);
    out->members = members;
    if (last && !c->value) {
        memmove(members + at, members + at + 1, (size_t)(count - at - 1) * sizeof *members);
        out->count = count - 1;
        return ERR_NONE;
    }
    out->count = found ? count : count + 1;
    if (!found && !(members[at].key = arena_copy(c->a, part.p, part.len)))
        return ERR_MEMORY;
    if (last) {
        members[at].value = *c->value;
        return ERR_NONE;
    }
    return change_at(c, found ? &old->members[at].value : NULL, next + 1, &members[at].value);
}

static enum err change_at(const struct change *c, const struct val *old, size_t at, struct val *out) {
    size_t len = strcspn(c->path + at, ".");
    struct str part = {c->path + at, len};
    enum val_type type = container_type(c, at ? at - 1 : 0); // what is there in another shape makes room
    return type == VAL_ARRAY ? change_list(c, old, part, at + len, out) : change_object(c, old, part, at + len, out);
}

enum err path_set(struct arena *a, const struct form *form, const struct val *root, const char *path,
                  const struct val *value, struct val *out) {
    if (!*path || strlen(path) >= FORM_PATH_CAP)
        return ERR_NOT_FOUND;
    struct change c = {a, form, path, value};
    return change_at(&c, root, 0, out);
}
