// SPDX-License-Identifier: Apache-2.0
// The steps of a form now: what is shown, in order, one question each.
#include "contract/form/visit.h"

struct gather {
    struct form_step *items;
    uint32_t count, room;
};

static struct form_step *add_step(struct visit *v, struct gather *g) {
    if (g->count == FORM_STEPS_CAP) {
        v->err = ERR_LIMIT;
        return NULL;
    }
    if (g->count == g->room) {
        uint32_t room = g->room ? g->room * 2 : 64;
        struct form_step *items = arena_array(v->run->arena, room, sizeof *items);
        if (!items) {
            v->err = ERR_MEMORY;
            return NULL;
        }
        if (g->count)
            memcpy(items, g->items, g->count * sizeof *items);
        g->items = items;
        g->room = room;
    }
    return &g->items[g->count++];
}

static const char *keep_path(struct visit *v, const char *path, size_t len, const struct question *q) {
    if (v->row_depth == 0 && q)
        return q->path;
    const char *kept = arena_copy(v->run->arena, path, len);
    if (!kept)
        v->err = ERR_MEMORY;
    return kept;
}

static void put_step(struct visit *v, struct gather *g, const struct place *p) {
    const struct question *q = p->q;
    bool info = q->kind == ASK_INFO, fixed = q->read_only || effect_state(v, p, EFFECT_DISABLED, false);
    bool filled = q->kind == ASK_ROWS ? p->value && p->value->type == VAL_ARRAY : !answer_empty(q, p->value);
    if (q->kind == ASK_YES_NO && p->value && p->value->type == VAL_BOOL)
        filled = true; // "no" is an answer
    if (fixed && !filled)
        return; // nothing to read and nothing to ask
    struct form_step *s = add_step(v, g);
    if (!s)
        return;
    *s = (struct form_step){.question = q, .section = q->section, .value = p->value, .asks = !info && !fixed};
    s->path = keep_path(v, p->path, strlen(p->path), q);
    s->answered = filled;
    s->seen = !s->asks || filled || p->value;
    if (v->row_depth) {
        const struct visit_row *row = &v->rows[v->row_depth - 1];
        s->has_row = true;
        s->row = row->index;
        s->rows = row->count;
        s->rows_path = v->row_depth == 1 ? row->node->q->path : keep_path(v, p->path, row->path_len, NULL);
    }
}

static bool step_at(struct visit *v, void *ctx, const struct place *p) {
    if (!p->shown)
        return false;
    switch (p->q->kind) {
    case ASK_GROUP: case ASK_ROWS: case ASK_MATRIX: return true;
    case ASK_VALUE: return false;
    default: put_step(v, ctx, p); return false;
    }
}

static void step_behind(struct visit *v, void *ctx, const struct place *p) {
    if (p->shown && p->q->kind == ASK_ROWS)
        put_step(v, ctx, p);
}

enum err form_steps(const struct form_run *run, const struct val *answers, struct form_steps *out) {
    struct gather g = {0};
    struct visit v;
    visit_init(&v, run, answers, run->arena);
    v.at = step_at;
    v.behind = step_behind;
    v.ctx = &g;
    v.whole_rows = true;
    enum err e = visit_form(&v);
    visit_finish(&v);
    *out = (struct form_steps){0};
    if (e)
        return e;
    *out = (struct form_steps){.items = g.items, .count = g.count};
    for (uint32_t i = 0; i < g.count; i++) {
        out->asked += g.items[i].asks;
        out->answered += g.items[i].asks && g.items[i].answered;
        g.items[i].number = out->asked ? out->asked : 1; // a text counts with the question before it
    }
    for (uint32_t i = 0; i < g.count; i++)
        g.items[i].total = out->asked;
    return ERR_NONE;
}

int form_step_find(const struct form_steps *steps, const char *path) {
    for (uint32_t i = 0; i < steps->count; i++)
        if (!strcmp(steps->items[i].path, path))
            return (int)i;
    return -1;
}

int form_step_open(const struct form_steps *steps, int after) {
    for (uint32_t i = after < 0 ? 0 : (uint32_t)after + 1; i < steps->count; i++)
        if (steps->items[i].asks && !steps->items[i].seen)
            return (int)i;
    return -1;
}
