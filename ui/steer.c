// SPDX-License-Identifier: Apache-2.0
// Where an arrow leads. An explicit target wins; then the smallest group around the focus that has something in that
// direction. A row or a column steps to its next child, so that no line is ever skipped; across its axis it leads only to
// what stands in line. Everywhere else, and inside the child that is entered, the nearest by geometry is taken: the gap
// along the arrow plus twice the gap across it, and where that is equal the one whose start edge is closest. A group that
// remembers is entered where it was left.
#include "ui/inside.h"

static bool vertical(enum ui_dir d) { return d == DIR_UP || d == DIR_DOWN; }

// Pixels from the edge of `from` to the facing edge of `to`; negative: not on that side.
static long ahead(struct rect from, struct rect to, enum ui_dir d) {
    switch (d) {
    case DIR_UP: return from.y - rect_bottom(to);
    case DIR_DOWN: return to.y - rect_bottom(from);
    case DIR_LEFT: return from.x - rect_right(to);
    default: return to.x - rect_right(from);
    }
}

static long between(int a, int a_end, int b, int b_end) { return a_end <= b ? b - a_end : b_end <= a ? a - b_end : 0; }

static int64_t score(const struct ui *u, struct rect from, struct rect to, enum ui_dir d) {
    long along = ahead(from, to, d);
    if (along < 0)
        return -1;
    long across, edge;
    if (vertical(d)) {
        across = between(from.x, rect_right(from), to.x, rect_right(to));
        edge = u->world.rtl ? labs((long)rect_right(from) - rect_right(to)) : labs((long)from.x - to.x);
    } else {
        across = between(from.y, rect_bottom(from), to.y, rect_bottom(to));
        edge = labs((long)from.y + from.h / 2 - to.y - to.h / 2);
    }
    return ((int64_t)along + 2 * across) * 8192 + (edge < 8191 ? edge : 8191);
}

static const struct ui_node *list_of(const struct ui_node *n) {
    for (; n; n = n->parent)
        if (n->scroll)
            return n;
    return NULL;
}

// Rows that are scrolled out of sight are reached by walking their list, not by jumping into it from outside.
static bool may_go(const struct ui_node *from, const struct ui_node *to) {
    return rect_touch(to->rect, to->clip) || list_of(from) == list_of(to);
}

// Do they overlap across the arrow?
static bool in_line(struct rect a, struct rect b, enum ui_dir d) {
    struct rect both = vertical(d) ? rect_meet((struct rect){a.x, 0, a.w, 1}, (struct rect){b.x, 0, b.w, 1})
                                   : rect_meet((struct rect){0, a.y, 1, a.h}, (struct rect){0, b.y, 1, b.h});
    return !rect_empty(both);
}

static const struct ui_node *nearest(const struct ui *u, const struct ui_node *group, const struct ui_node *from,
                                     enum ui_dir d, bool only_in_line) {
    const struct ui_node *best = NULL;
    int64_t least = 0;
    for (const struct ui_node *n = group; n; n = ui_next(group, n)) {
        if (n == from || !ui_can_focus(n) || !may_go(from, n) || (only_in_line && !in_line(from->rect, n->rect, d)))
            continue;
        int64_t s = score(u, from->rect, n->rect, d);
        if (s >= 0 && (!best || s < least)) {
            best = n;
            least = s;
        }
    }
    return best;
}

// Round to the other end of a row or column whose edges wrap: the farthest in the opposite direction, in line.
static const struct ui_node *wrap(const struct ui_node *group, const struct ui_node *from, enum ui_dir d) {
    static const enum ui_dir opposite[] = {DIR_DOWN, DIR_UP, DIR_RIGHT, DIR_LEFT};
    const struct ui_node *best = NULL;
    long most = -1;
    for (const struct ui_node *n = group; n; n = ui_next(group, n)) {
        long along = n == from || !ui_can_focus(n) || !in_line(from->rect, n->rect, d) ? -1 : ahead(from->rect, n->rect, opposite[d]);
        if (along > most) {
            best = n;
            most = along;
        }
    }
    return best;
}

static bool along_axis(const struct ui_node *group, enum ui_dir d) {
    return group->axis == AXIS_GRID || (vertical(d) ? group->axis == AXIS_COL : group->axis == AXIS_ROW);
}

// A row or column whose children follow each other in the direction of the arrow.
static bool is_line(const struct ui_node *group, enum ui_dir d) {
    return group->axis == (vertical(d) ? AXIS_COL : AXIS_ROW) && !ui_can_focus(group);
}

static bool forwards(const struct ui *u, const struct ui_node *group, enum ui_dir d) {
    bool mirrored = u->world.rtl && !(group->states & STATE_LTR);
    return d == DIR_DOWN || (d == DIR_RIGHT && !mirrored) || (d == DIR_LEFT && mirrored);
}

// Into what the arrow comes upon: of lines across it the first.
static const struct ui_node *enter(const struct ui *u, const struct ui_node *group, const struct ui_node *from, enum ui_dir d) {
    if (!is_line(group, d))
        return nearest(u, group, from, d, false);
    bool next = forwards(u, group, d);
    const struct ui_node *to = NULL;
    for (const struct ui_node *c = next ? group->first : group->last; c && !to; c = next ? c->next : c->prev)
        to = c->at ? NULL : enter(u, c, from, d);
    return to;
}

static const struct ui_node *child_with(const struct ui_node *group, const struct ui_node *n) {
    while (n->parent != group)
        n = n->parent;
    return n;
}

// From one child of a row or column to the next that has anything.
static const struct ui_node *step(const struct ui *u, const struct ui_node *group, const struct ui_node *from, enum ui_dir d) {
    bool next = forwards(u, group, d);
    const struct ui_node *c = child_with(group, from), *to = NULL;
    while (!to && (c = next ? c->next : c->prev))
        to = c->at ? NULL : enter(u, c, from, d);
    return to;
}

static const struct ui_node *within(const struct ui *u, const struct ui_node *group, const struct ui_node *from, enum ui_dir d) {
    bool placed = child_with(group, from)->at; // out of the flow: it has no neighbours but by geometry
    if (is_line(group, d) && !placed)
        return step(u, group, from, d);
    bool line = group->axis == AXIS_ROW || group->axis == AXIS_COL || (group->axis == AXIS_GRID && !vertical(d));
    return nearest(u, group, from, d, line && !placed);
}

static ui_id remembered(const struct ui_focus *f, ui_id group) {
    for (int i = 0; i < f->memories; i++)
        if (f->memory[i].group == group)
            return f->memory[i].child;
    return 0;
}

// The outermost remembering group that is entered by going from `from` to `to` decides where to land.
static const struct ui_node *landing(const struct ui_focus *f, const struct ui_node *from, const struct ui_node *to) {
    const struct ui_node *land = to;
    for (const struct ui_node *g = to->parent; g; g = g->parent) {
        if (ui_find(g, from->id))
            break;
        const struct ui_node *before = g->remember ? ui_find(g, remembered(f, g->id)) : NULL;
        if (before && ui_can_focus(before))
            land = before;
    }
    return land;
}

const struct ui_node *ui_steer(const struct ui *u, const struct ui_focus *focus, const struct ui_node *from, enum ui_dir d) {
    const struct ui_node *scope = ui_scope(u->root);
    const struct ui_node *target = ui_find(scope, from->nav[d]);
    if (target && ui_can_focus(target))
        return target;
    for (const struct ui_node *g = from->parent; g; g = g->parent) {
        const struct ui_node *to = within(u, g, from, d);
        if (to)
            return landing(focus, from, to);
        if (along_axis(g, d) && g->edge == EDGE_WRAP)
            return wrap(g, from, d);
        if ((along_axis(g, d) && g->edge == EDGE_STOP) || g == scope)
            return NULL;
    }
    return NULL;
}
