// SPDX-License-Identifier: Apache-2.0
// Answering: a draft begins, one answer changes, rows come and go. What is new is made in scratch memory, brought to an
// end there, and copied into the caller's arena once.
#include "contract/form/visit.h"

enum { TEMP_CAP = 64u << 20 };

static enum err finish(const struct form_run *run, enum err e, struct arena *temp, const struct val *changed, struct val *out) {
    struct val settled;
    e = e ? e : settle(run, changed, temp, true, &settled);
    if (!e && !val_copy(run->arena, &settled, out))
        e = ERR_MEMORY;
    arena_finish(temp);
    return e;
}

enum err form_start(const struct form_run *run, const struct val *given, struct val *out) {
    struct arena temp;
    struct val empty = {.type = VAL_OBJECT};
    *out = empty;
    arena_init(&temp, TEMP_CAP);
    return finish(run, ERR_NONE, &temp, given && given->type == VAL_OBJECT ? given : &empty, out);
}

// ---- calculated answers that a person may overwrite ----
// One that still is what the calculation gives was not overwritten: it is forgotten, so that it is worked out anew.
struct overwritten {
    const char *keep; // the path that is being set
    struct val answers;
};

static bool forget_at(struct visit *v, void *ctx, const struct place *p) {
    struct overwritten *o = ctx;
    struct val result, without;
    if (!p->node->calculate.logic || p->q->read_only || p->q->kind == ASK_VALUE || !p->value || text_same(p->path, o->keep))
        return true;
    if (rule_value(v, &p->node->calculate, p, NULL, &result) && val_same(&result, p->value)) {
        enum err e = path_set(v->temp, v->run->form, &o->answers, p->path, NULL, &without);
        if (e == ERR_MEMORY)
            v->err = e;
        else if (!e)
            o->answers = without;
    }
    return true;
}

static enum err forget_calculated(const struct form_run *run, const struct val *answers, const char *keep,
                                  struct arena *temp, struct val *out) {
    struct overwritten o = {keep, *answers};
    struct visit v;
    enum err e = ERR_NONE;
    if (run->form->inside->calculates) {
        visit_init(&v, run, answers, temp);
        v.at = forget_at;
        v.ctx = &o;
        e = visit_form(&v);
        visit_finish(&v);
    }
    *out = o.answers;
    return e;
}

static enum err change(const struct form_run *run, const struct val *answers, const char *path, const struct val *value,
                       struct val *out) {
    struct arena temp;
    struct val base = {.type = VAL_OBJECT}, changed;
    arena_init(&temp, TEMP_CAP);
    enum err e = forget_calculated(run, answers && answers->type == VAL_OBJECT ? answers : &base, path, &temp, &base);
    e = e ? e : path_set(&temp, run->form, &base, path, value, &changed);
    if (e == ERR_NOT_FOUND && !value) { // it was not there
        changed = base;
        e = ERR_NONE;
    }
    return finish(run, e, &temp, &changed, out);
}

// The row numbers of a path stay under the cap.
static bool rows_fit(const char *path) {
    for (struct str rest = str_of(path); rest.p;) {
        struct str part = str_cut(&rest, '.');
        if (part.len && part.len == strspn(part.p, "0123456789") && (part.len > 4 || strtol(part.p, NULL, 10) >= FORM_LIST_CAP))
            return false;
    }
    return true;
}

enum err form_set(const struct form_run *run, const struct val *answers, const char *path, const struct val *value,
                  struct val *out) {
    bool item;
    const struct question *q = path_question(run->form, path, &item);
    if (!q || q->kind == ASK_INFO)
        return ERR_NOT_FOUND;
    if (q->read_only)
        return ERR_DENIED;
    return rows_fit(path) ? change(run, answers, path, value, out) : ERR_LIMIT;
}

enum err form_row_add(const struct form_run *run, const struct val *answers, const char *path, struct val *out) {
    bool item;
    const struct question *q = path_question(run->form, path, &item);
    const struct val *rows = val_at(answers, path), row = {.type = VAL_OBJECT};
    if (!q || q->kind != ASK_ROWS)
        return ERR_NOT_FOUND;
    uint32_t count = rows && rows->type == VAL_ARRAY ? rows->count : 0;
    uint32_t most = q->limits.max_count && q->limits.max_count < FORM_ROWS_CAP ? q->limits.max_count : FORM_ROWS_CAP;
    char at[FORM_PATH_CAP];
    if (count >= most || snprintf(at, sizeof at, "%s.%u", path, count) >= (int)sizeof at)
        return ERR_LIMIT;
    return q->read_only ? ERR_DENIED : change(run, answers, at, &row, out);
}

enum err form_row_remove(const struct form_run *run, const struct val *answers, const char *path, uint32_t row, struct val *out) {
    bool item;
    const struct question *q = path_question(run->form, path, &item);
    const struct val *rows = val_at(answers, path);
    char at[FORM_PATH_CAP];
    if (!q || q->kind != ASK_ROWS || !rows || rows->type != VAL_ARRAY || row >= rows->count ||
        snprintf(at, sizeof at, "%s.%u", path, row) >= (int)sizeof at)
        return ERR_NOT_FOUND;
    return q->read_only ? ERR_DENIED : change(run, answers, at, NULL, out);
}
