// SPDX-License-Identifier: Apache-2.0
// Who has the focus is decided anew after every view, from what is remembered and what is there.
#include "ui/inside.h"

const struct ui_node *ui_scope(const struct ui_node *root) {
    const struct ui_node *scope = root, *n = root;
    do {
        if (n->modal)
            scope = n;
    } while ((n = ui_next(root, n)));
    return scope;
}

static ui_id *memory_of(struct ui_focus *f, ui_id group, bool make) {
    for (int i = 0; i < f->memories; i++)
        if (f->memory[i].group == group)
            return &f->memory[i].child;
    if (!make)
        return NULL;
    if (f->memories == UI_MEMORY) { // the oldest is forgotten
        memmove(&f->memory[0], &f->memory[1], sizeof f->memory[0] * (UI_MEMORY - 1));
        f->memories--;
    }
    f->memory[f->memories] = (struct ui_group_memory){group, 0};
    return &f->memory[f->memories++].child;
}

static const struct ui_node *control(const struct ui_node *scope, ui_id id) {
    const struct ui_node *n = ui_find(scope, id);
    return n && ui_can_focus(n) ? n : NULL;
}

static long gap(int a, int a_len, int b, int b_len) { return a + a_len < b ? b - a - a_len : b + b_len < a ? a - b - b_len : 0; }

static ui_id key_of(const struct ui_node *n) { return (ui_id)hash_bytes(HASH_SEED, n->key, strlen(n->key)); }

// The same control in another place: with large text a card moves from one column to the other.
static const struct ui_node *namesake(const struct ui_node *scope, ui_id key) {
    for (const struct ui_node *n = key ? scope : NULL; n; n = ui_next(scope, n))
        if (ui_can_focus(n) && key_of(n) == key)
            return n;
    return NULL;
}

static const struct ui_node *nearest(const struct ui_node *scope, struct rect where) {
    const struct ui_node *best = NULL;
    int64_t least = 0;
    for (const struct ui_node *n = scope; n; n = ui_next(scope, n)) {
        if (!ui_can_focus(n))
            continue;
        int64_t far = (int64_t)gap(where.x, where.w, n->rect.x, n->rect.w) + gap(where.y, where.h, n->rect.y, n->rect.h);
        far = far * 4096 + labs((long)where.x - n->rect.x) + labs((long)where.y - n->rect.y);
        if (!best || far < least) {
            best = n;
            least = far;
        }
    }
    return best;
}

static const struct ui_node *first_choice(const struct ui_node *scope) {
    const struct ui_node *first = NULL;
    for (const struct ui_node *n = scope; n; n = ui_next(scope, n)) {
        if (!ui_can_focus(n))
            continue;
        if (n->autofocus)
            return n;
        if (!first)
            first = n;
    }
    return first;
}

void ui_focus_resolve(struct ui *u, struct ui_focus *f) {
    const struct ui_node *scope = ui_scope(u->root);
    if (f->scope != scope->id) { // a dialog opened or closed, or this is the first frame
        if (f->scope)
            *memory_of(f, f->scope, true) = f->id;
        ui_id *before = memory_of(f, scope->id, false);
        f->id = before ? *before : f->scope ? 0 : f->id;
        f->where = (struct rect){0};
        f->key = 0;
        f->scope = scope->id;
    }
    const struct ui_node *n = control(scope, f->id);
    if (!n)
        n = namesake(scope, f->key);
    if (!n && !rect_empty(f->where))
        n = nearest(scope, f->where);
    if (!n)
        n = first_choice(scope);
    f->id = n ? n->id : 0;
    u->focus = f->id;
}

// Groups that want to be entered again where they were left remember their child on the way to the focus.
void ui_focus_remember(const struct ui_node *root, struct ui_focus *f) {
    const struct ui_node *n = ui_find(root, f->id);
    if (!n)
        return;
    f->where = n->rect;
    f->key = key_of(n);
    for (const struct ui_node *g = n->parent; g; g = g->parent)
        if (g->remember)
            *memory_of(f, g->id, true) = n->id;
}
