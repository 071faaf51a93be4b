// SPDX-License-Identifier: Apache-2.0
// What is sent: built anew from what the form knows, so nothing else can be in it.
#include "contract/form/visit.h"

enum { TEMP_CAP = 64u << 20 };

// The new answers are built one top-level member after the other, so that setting an answer within long lists copies
// no more than that member.
struct cleaning {
    struct val_builder whole;
    struct val part; // {"member": ...} or {}
    char member[FORM_PATH_CAP];
};

static bool flush(struct visit *v, struct cleaning *c) {
    for (uint32_t i = 0; i < c->part.count; i++)
        if (!val_set(&c->whole, c->part.members[i].key, c->part.members[i].value))
            v->err = ERR_MEMORY;
    c->part = (struct val){.type = VAL_OBJECT};
    return !v->err;
}

// Goes on with a member that was begun before: keys with dots in them may come back to one.
static bool turn_to(struct visit *v, struct cleaning *c, const char *path) {
    size_t len = strcspn(path, ".");
    if (strlen(c->member) == len && !strncmp(c->member, path, len))
        return true;
    if (!flush(v, c))
        return false;
    memcpy(c->member, path, len);
    c->member[len] = 0;
    struct val so_far = val_object(&c->whole);
    const struct val *begun = val_get(&so_far, c->member);
    struct val changed;
    if (begun && path_set(v->temp, v->run->form, &c->part, c->member, begun, &changed))
        v->err = ERR_MEMORY;
    else if (begun)
        c->part = changed;
    return !v->err;
}

static bool put(struct visit *v, struct cleaning *c, const char *path, const struct val *value) {
    struct val changed;
    if (!turn_to(v, c, path))
        return false;
    enum err e = path_set(v->temp, v->run->form, &c->part, path, value, &changed);
    if (e)
        v->err = e == ERR_NOT_FOUND ? ERR_TYPE : e;
    else
        c->part = changed;
    return !e;
}

// Rows that hold only nothing are still rows.
static bool put_rows(struct visit *v, struct cleaning *c, const struct place *p) {
    uint32_t count = p->value->count < FORM_ROWS_CAP ? p->value->count : FORM_ROWS_CAP;
    struct val *rows = arena_array(v->temp, count + 1, sizeof *rows);
    if (!rows) {
        v->err = ERR_MEMORY;
        return false;
    }
    for (uint32_t i = 0; i < count; i++)
        rows[i] = (struct val){.type = VAL_OBJECT};
    struct val list = {.type = VAL_ARRAY, .count = count, .items = rows};
    return put(v, c, p->path, &list);
}

static bool clean_at(struct visit *v, void *ctx, const struct place *p) {
    if (!p->present || !p->node->answers)
        return false;
    switch (p->q->kind) {
    case ASK_GROUP: case ASK_MATRIX: return p->value && p->value->type == VAL_OBJECT;
    case ASK_ROWS: return p->value && p->value->type == VAL_ARRAY && put_rows(v, ctx, p);
    default: break;
    }
    bool nothing = !p->value || p->value->type == VAL_NULL || (p->value->type == VAL_STRING && !*p->value->text);
    if (!nothing)
        put(v, ctx, p->path, p->value);
    return false;
}

static enum err clean_once(const struct form_run *run, const struct val *answers, struct arena *temp, struct val *out) {
    struct cleaning c = {.whole = val_build(temp), .part = {.type = VAL_OBJECT}};
    struct val settled;
    struct visit v;
    enum err e = settle(run, answers, temp, false, &settled);
    if (e)
        return e;
    visit_init(&v, run, &settled, temp);
    v.at = clean_at;
    v.ctx = &c;
    e = visit_form(&v);
    visit_finish(&v);
    if (!e && !flush(&v, &c))
        e = v.err;
    *out = val_object(&c.whole);
    return e;
}

// What was dropped may have been read by a calculation, so it is done again until nothing changes: whoever cleans the
// result once more gets the same.
enum err form_clean(const struct form_run *run, const struct val *answers, struct val *out) {
    struct arena temp;
    struct val empty = {.type = VAL_OBJECT}, before, now = answers && answers->type == VAL_OBJECT ? *answers : empty;
    enum err e = ERR_NONE;
    int round = 0;
    *out = empty;
    arena_init(&temp, TEMP_CAP);
    do {
        before = now;
        e = clean_once(run, &before, &temp, &now);
    } while (!e && ++round < FORM_ROUNDS_CAP && !val_same(&before, &now));
    if (!e && !val_copy(run->arena, &now, out))
        e = ERR_MEMORY;
    arena_finish(&temp);
    return e;
}
