// SPDX-License-Identifier: Apache-2.0
// Where an arrow leads. An explicit target wins; then the smallest group around the focus that has something in that
// direction; in it the nearest by geometry: the gap along the arrow plus twice the gap across it, and where that is equal
// the one whose start edge is closest. A group that remembers is entered where it was left.
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

static long score(const struct ui *u, struct rect from, struct rect to, enum ui_dir d) {
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
    return (along + 2 * across) * 8192 + (edge < 8191 ? edge : 8191);
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

static const struct ui_node *nearest(const struct ui *u, const struct ui_node *group, const struct ui_node *from,
                                     enum ui_dir d) {
    const struct ui_node *best = NULL;
    long least = 0;
    for (const struct ui_node *n = group; n; n = ui_next(group, n)) {
        if (n == from || !ui_can_focus(n) || !may_go(from, n))
            continue;
        long s = score(u, from->rect, n->rect, d);
        if (s >= 0 && (!best || s < least)) {
            best = n;
            least = s;
        }
    }
    return best;
}

static bool in_line(struct rect a, struct rect b, enum ui_dir d) {
    return vertical(d) ? between(a.x, rect_right(a), b.x, rect_right(b)) == 0 : between(a.y, rect_bottom(a), b.y, rect_bottom(b)) == 0;
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
        const struct ui_node *to = nearest(u, g, from, d);
        if (to)
            return landing(focus, from, to);
        if (along_axis(g, d) && g->edge == EDGE_WRAP)
            return wrap(g, from, d);
        if ((along_axis(g, d) && g->edge == EDGE_STOP) || g == scope)
            return NULL;
    }
    return NULL;
}
