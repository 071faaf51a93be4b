// SPDX-License-Identifier: Apache-2.0
// What is sent: built anew from what the form knows, so nothing else can be in it.
#include "contract/form/visit.h"

enum { TEMP_CAP = 64u << 20 };

struct cleaning {
    struct val answers;
};

static bool put(struct visit *v, struct cleaning *c, const char *path, const struct val *value) {
    struct val changed;
    enum err e = path_set(v->temp, v->run->form, &c->answers, path, value, &changed);
    if (e)
        v->err = e == ERR_NOT_FOUND ? ERR_TYPE : e;
    else
        c->answers = changed;
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
    struct cleaning c = {.answers = {.type = VAL_OBJECT}};
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
    *out = c.answers;
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
