// SPDX-License-Identifier: Apache-2.0
// Going through a form and its answers at once.
#include "contract/form/visit.h"

static void visit_nodes(struct visit *v, uint32_t from, uint32_t to, const struct val *row, bool present, bool shown);

void visit_init(struct visit *v, const struct form_run *run, const struct val *answers, struct arena *temp) {
    memset(v, 0, sizeof *v);
    v->run = run;
    v->temp = temp;
    v->answers = answers ? *answers : (struct val){.type = VAL_OBJECT};
    arena_init(&v->rules, VISIT_SCRATCH_CAP);
}

void visit_finish(struct visit *v) { arena_finish(&v->rules); }

void visit_change(struct visit *v, const char *path, const struct val *value) {
    struct val changed;
    enum err e = path_set(v->temp, v->run->form, &v->answers, path, value, &changed);
    if (e == ERR_MEMORY)
        v->err = e;
    if (e)
        return; // a place that is not there needs no removing
    v->answers = changed;
    v->version++;
}

// Appends ".key", returns the length to go back to, or SIZE_MAX when the path would be too long.
static size_t push(struct visit *v, const char *key) {
    size_t old = v->path_len, len = strlen(key), dot = old ? 1 : 0;
    if (old + dot + len + 1 > sizeof v->path) {
        v->err = ERR_LIMIT;
        return SIZE_MAX;
    }
    if (dot)
        v->path[v->path_len++] = '.';
    memcpy(v->path + v->path_len, key, len + 1);
    v->path_len += len;
    return old;
}

static void pop(struct visit *v, size_t old) {
    v->path_len = old;
    v->path[old] = 0;
}

static void visit_rows(struct visit *v, const struct place *p) {
    const struct question_rules *n = p->node;
    uint32_t there = p->value && p->value->type == VAL_ARRAY ? p->value->count : 0, least = n->q->limits.min_count;
    if (v->whole_rows && n->q->required && !least)
        least = 1;
    uint32_t count = v->whole_rows && p->shown && there < least ? least : there;
    if (count > FORM_ROWS_CAP)
        count = FORM_ROWS_CAP;
    if (v->row_depth == VISIT_ROWS_DEEP) {
        v->err = ERR_LIMIT;
        return;
    }
    struct visit_row *r = &v->rows[v->row_depth++];
    *r = (struct visit_row){n, 0, count, v->path_len};
    for (uint32_t i = 0; i < count && !v->err; i++) {
        char index[12];
        snprintf(index, sizeof index, "%u", i);
        r->index = i;
        size_t old = push(v, index);
        if (old == SIZE_MAX)
            break;
        const struct val *list = val_at(&v->answers, v->path);
        visit_nodes(v, n->index + 1, n->end, list, p->present, p->shown);
        pop(v, old);
    }
    v->row_depth--;
}

static bool tests_hold(struct visit *v, const struct place *p) {
    for (uint32_t i = 0; i < p->node->test_count; i++)
        if (!test_holds(v, &p->node->tests[i], p))
            return false;
    return true;
}

static void visit_question(struct visit *v, struct place *p) {
    const struct question *q = p->q;
    uint32_t version = v->version;
    bool inside = v->at(v, v->ctx, p);
    if (v->err)
        return;
    if (v->version != version)
        p->value = val_at(&v->answers, v->path);
    if (inside && q->kind == ASK_ROWS)
        visit_rows(v, p);
    else if (inside && (q->kind == ASK_GROUP || q->kind == ASK_MATRIX))
        visit_nodes(v, p->node->index + 1, p->node->end, p->value, p->present, p->shown);
    if (v->behind && !v->err) {
        p->value = v->version != version ? val_at(&v->answers, v->path) : p->value;
        v->behind(v, v->ctx, p);
    }
}

// The last part of a path: the key, with a number behind it where a text shares its key with another one.
static const char *own_name(const struct question *q) {
    const char *dot = q->kind == ASK_INFO ? strrchr(q->path, '.') : NULL;
    return dot ? dot + 1 : q->kind == ASK_INFO ? q->path : q->key;
}

static void visit_nodes(struct visit *v, uint32_t from, uint32_t to, const struct val *row, bool present, bool shown) {
    const struct question_rules *nodes = v->run->form->inside->nodes;
    uint32_t hint = 0, version = v->version;
    size_t base = v->path_len;
    for (uint32_t i = from; i < to && !v->err; i = nodes[i].end) {
        const struct question_rules *n = &nodes[i];
        if (version != v->version) { // the answers were replaced: find this row again
            row = base ? val_at(&v->answers, v->path) : &v->answers;
            version = v->version;
        }
        struct place p = {.node = n, .q = n->q, .row = row, .path = v->path};
        size_t old = n->q ? push(v, own_name(n->q)) : base;
        if (++v->places > VISIT_PLACES_CAP)
            v->err = ERR_LIMIT;
        if (old == SIZE_MAX || v->err)
            return;
        p.value = n->answers ? member_near(row, n->q->key, &hint) : NULL;
        p.present = present && tests_hold(v, &p);
        p.shown = p.present && shown && !effect_state(v, &p, EFFECT_HIDDEN, n->hidden);
        if (n->q)
            visit_question(v, &p);
        else
            visit_nodes(v, i + 1, n->end, row, p.present, p.shown);
        pop(v, old);
    }
}

enum err visit_form(struct visit *v) {
    v->path_len = 0;
    v->places = 0;
    v->path[0] = 0;
    visit_nodes(v, 0, v->run->form->inside->node_count, &v->answers, true, true);
    return v->err;
}
