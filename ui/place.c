// SPDX-License-Identifier: Apache-2.0
// The second pass: every node gets its rectangle on the glass and what of it may be seen.
#include "ui/layout.h"

enum { SCROLL_ROOM = 28 }; // the bar and the gap before it, reference px

struct placing {
    struct ui *u;
    const struct ui_focus *focus;
};

static void place(struct placing *p, struct ui_node *n, struct rect r, struct rect clip);

static struct rect from_side(bool right, struct rect in, int away, int y, int w, int h) {
    return (struct rect){right ? rect_right(in) - away - w : in.x + away, y, w, h};
}

// A rectangle inside `in`, `from_start` pixels from the side where reading starts.
static struct rect inside(const struct placing *p, struct rect in, int from_start, int y, int w, int h) {
    return from_side(p->u->world.rtl, in, from_start, y, w, h);
}

static int aligned(enum ui_align how, int room, int size) {
    return how == ALIGN_CENTRE ? (room - size) / 2 : how == ALIGN_END ? room - size : 0;
}

static enum ui_align across(const struct ui_node *parent, const struct ui_node *c) {
    return c->self != ALIGN_START ? c->self : parent->align;
}

// What the children leave free along the axis, and how many shares of it are wanted.
struct spare {
    int room, grow, kids;
};
static struct spare spare_of(const struct ui_node *n, int inner, int gap) {
    struct spare s = {.room = inner};
    bool row = n->axis == AXIS_ROW;
    for (const struct ui_node *c = n->first; c; c = c->next) {
        if (c->at)
            continue;
        s.kids++;
        s.grow += c->grow;
        s.room -= row ? (c->grow ? 0 : c->lay.w) : c->lay.h;
    }
    s.room -= s.kids > 1 ? gap * (s.kids - 1) : 0;
    if (s.room < 0)
        s.room = 0;
    return s;
}

// Many small widths that were each rounded up may be a few pixels more than the whole: the gaps give them back.
static int gap_that_fits(const struct ui_node *n, int inner, int gap) {
    int used = 0, kids = 0;
    for (const struct ui_node *c = n->first; c; c = c->next) {
        used += c->at || c->grow ? 0 : c->lay.w;
        kids += !c->at;
    }
    int over = kids > 1 ? used + gap * (kids - 1) - inner : 0;
    if (over <= 0 || over > kids)
        return gap;
    int less = (over + kids - 2) / (kids - 1);
    return gap > less ? gap - less : 0;
}

static void place_line(struct placing *p, struct ui_node *n, struct rect in, int gap, struct rect clip) {
    bool row = n->axis == AXIS_ROW, right = p->u->world.rtl && !(n->states & STATE_LTR);
    gap = row ? gap_that_fits(n, in.w, gap) : gap;
    struct spare s = spare_of(n, row ? in.w : in.h, gap);
    int left = s.grow ? 0 : s.room, shares = s.grow, between = n->justify == ALIGN_STRETCH ? s.kids - 1 : 0;
    int at = aligned(n->justify, left, 0), wider = between > 0 ? left : 0; // what the gaps share among them
    for (struct ui_node *c = n->first; c; c = c->next) {
        if (c->at)
            continue;
        int extra = c->grow ? s.room * c->grow / shares : 0; // the last one takes what rounding left
        if (c->grow) {
            s.room -= extra;
            shares -= c->grow;
        }
        enum ui_align how = across(n, c);
        if (row) {
            int w = c->grow ? extra : c->lay.w, h = how == ALIGN_STRETCH && !c->h ? in.h : c->lay.h;
            place(p, c, from_side(right, in, at, in.y + aligned(how, in.h, h), w, h), clip);
            at += w;
        } else {
            int w = how == ALIGN_STRETCH && !c->w ? in.w : c->lay.w, h = c->lay.h + extra;
            place(p, c, inside(p, in, aligned(how, in.w, w), in.y + at, w, h), clip);
            at += h;
        }
        int more = between > 0 ? wider / between : 0;
        at += gap + more;
        wider -= more;
        between--;
    }
}

static void place_stack(struct placing *p, struct ui_node *n, struct rect in, struct rect clip) {
    for (struct ui_node *c = n->first; c; c = c->next) {
        if (c->at)
            continue;
        enum ui_align how = across(n, c);
        int w = how == ALIGN_STRETCH ? in.w : c->lay.w, h = how == ALIGN_STRETCH ? in.h : c->lay.h;
        place(p, c, inside(p, in, aligned(how, in.w, w), in.y + aligned(n->justify, in.h, h), w, h), clip);
    }
}

static void place_grid(struct placing *p, struct ui_node *n, struct rect in, const struct lay_box *b, struct rect clip) {
    int columns = n->columns > 0 ? n->columns : 1, cell = lay_cell(in.w, b->gap, columns), y = in.y;
    struct ui_node *c = n->first;
    while (c) {
        int height = 0, at = 0;
        struct ui_node *first = c;
        for (int i = 0; c && i < columns; c = c->next) {
            if (c->at)
                continue;
            height = c->lay.h > height ? c->lay.h : height;
            i++;
        }
        for (struct ui_node *k = first; k != c; k = k->next) {
            if (k->at)
                continue;
            place(p, k, inside(p, in, at, y, cell, height), clip);
            at += cell + b->gap;
        }
        y += height + b->row_gap;
    }
}

static void place_fixed(struct placing *p, struct ui_node *n, struct rect r, struct rect clip) {
    for (struct ui_node *c = n->first; c; c = c->next) {
        if (!c->at)
            continue;
        int x = ui_px(p->u, c->x), y = ui_px(p->u, c->y);
        int start = c->from_end ? r.w - x - c->lay.w : x;
        int top = c->from_bottom ? rect_bottom(r) - y - c->lay.h : r.y + y;
        place(p, c, inside(p, r, start, top, c->lay.w, c->lay.h), clip);
    }
}

// How far a list is scrolled, never past its end.
static int scrolled(struct placing *p, const struct ui_node *n, int visible) {
    const int *kept = ui_scroll_offset((struct ui_focus *)(uintptr_t)p->focus, n->id, false);
    int most = n->content_h <= visible ? 0 : ui_whole(p->u, n) ? n->content_h : n->content_h - visible;
    return !kept || *kept < 0 ? 0 : *kept > most ? most : *kept;
}

// A list that turns out to be longer than its place makes room for its scroll bar.
static void make_room_for_bar(struct placing *p, struct ui_node *n) {
    if (!n->scroll || n->lay.content <= n->rect.h || n->pad.end >= SCROLL_ROOM)
        return;
    n->pad.end = SCROLL_ROOM;
    n->lay.for_w = -1;
    ui_measure(p->u, n, n->rect.w);
}

static void place(struct placing *p, struct ui_node *n, struct rect r, struct rect clip) {
    n->rect = r;
    n->clip = clip;
    if (r.w != n->lay.w) // stretched, or a share that rounding changed: text may break in other places
        ui_measure(p->u, n, r.w);
    make_room_for_bar(p, n);
    struct lay_box b = ui_lay_box(p->u, n);
    struct rect in = inside(p, r, b.start, r.y + b.top, r.w - b.start - b.end, r.h - b.top - b.bottom);
    if (n->scroll) {
        n->content_h = n->lay.content;
        // The ring of a focused child reaches over the edge of its list.
        int ring = ui_px(p->u, p->u->world.theme.name == THEME_CONTRAST ? 14 : 8);
        // ... but rows of a list that is a card do not look out above or below it.
        if (ui_whole(p->u, n) && scrolled(p, n, r.h)) // nothing looks out above it
            clip = rect_meet(clip, (struct rect){r.x - ring, r.y, r.w + 2 * ring, r.h + ring});
        clip = rect_meet(clip, n->fill ? (struct rect){r.x - ring, r.y, r.w + 2 * ring, r.h} : rect_grow(r, ring));
        in.y -= scrolled(p, n, r.h);
    }
    if (n->axis == AXIS_STACK)
        place_stack(p, n, in, clip);
    else if (n->axis == AXIS_GRID)
        place_grid(p, n, in, &b, clip);
    else
        place_line(p, n, in, b.gap, clip);
    place_fixed(p, n, r, clip);
}

void ui_layout(struct ui *u, const struct ui_focus *focus) {
    struct placing p = {u, focus};
    struct rect all = {0, 0, u->world.width, u->world.height};
    ui_measure(u, u->root, all.w);
    place(&p, u->root, all, all);
}

int *ui_scroll_offset(struct ui_focus *focus, ui_id list, bool make) {
    for (int i = 0; i < focus->scroll_count; i++)
        if (focus->scrolls[i].list == list)
            return &focus->scrolls[i].offset;
    if (!make)
        return NULL;
    int slot = focus->scroll_count < UI_MEMORY ? focus->scroll_count++ : 0;
    focus->scrolls[slot] = (struct ui_scroll_memory){list, 0};
    return &focus->scrolls[slot].offset;
}

// The next node in reading order that is not within `n`.
static const struct ui_node *after(const struct ui_node *root, const struct ui_node *n) {
    while (n != root && !n->next)
        n = n->parent;
    return n == root ? NULL : n->next;
}

// Where the upper edge of a list may lie instead of `edge`, so that it does not cut a line of `n`: at the end of that line, or
// at its start (`back`). Letters reach a little below their line; of paper that is nearly gone nothing stays.
static int clear_of(const struct ui *u, const struct ui_node *n, int edge, bool back) {
    bool text = n->paint == PAINT_TEXT && !n->focusable, line = n->focusable || n->paint != PAINT_NONE;
    int height = text ? ui_text_style(u, n).line_px : n->rect.h, slack = text ? ui_px(u, 8) : 0, brim = ui_px(u, 24);
    int top = n->rect.y + slack, bottom = rect_bottom(n->rect) + (n->edge_line ? ui_px(u, 5) : slack);
    if (top >= edge || bottom <= edge || height <= 0)
        return edge;
    if (!line)
        return !n->fill || bottom - edge > brim ? edge : back ? bottom - brim : bottom;
    int lines = text ? (edge - top) / height : 0;
    if (back)
        return top + lines * height;
    int end = top + (lines + 1) * height;
    return text && end < bottom ? end : bottom;
}

int ui_scroll_whole(const struct ui *u, const struct ui_node *list, int offset, int y, bool back) {
    const struct ui_node *first = list->first;
    while (first && first->at)
        first = first->next;
    int top = first ? first->rect.y : list->rect.y, edge = top + offset, before = edge - 1;
    while (before != edge) {
        before = edge;
        for (const struct ui_node *n = list->first; n; n = n->scroll ? after(list, n) : ui_next(list, n))
            edge = n->scroll ? edge : clear_of(u, n, edge, back);
    }
    return y < edge ? offset : edge - top;
}

// Lists that the focus is not in keep whole lines, too, when their content has become another.
static bool straighten(struct ui *u, struct ui_focus *focus, const struct ui_node *focused) {
    bool moved = false;
    for (const struct ui_node *n = u->root; n; n = ui_next(u->root, n)) {
        int *offset = n->scroll && ui_whole(u, n) ? ui_scroll_offset(focus, n->id, false) : NULL;
        if (!offset || (focused && ui_find(n, focused->id)))
            continue;
        int most = n->content_h > n->rect.h ? n->content_h - n->rect.h : 0, kept = *offset < most ? *offset : most;
        kept = kept ? ui_scroll_whole(u, n, kept, n->rect.y + n->content_h, false) : 0;
        moved |= kept != *offset;
        *offset = kept;
    }
    return moved;
}

// The least movement that shows the whole control, and a part of its neighbour so that more is seen to be there.
bool ui_scroll_to(struct ui *u, struct ui_focus *focus, ui_id id) {
    const struct ui_node *n = ui_find(u->root, id);
    bool moved = false;
    int ring = ui_px(u, u->world.theme.name == THEME_CONTRAST ? 14 : 8), up = 0; // up: what lists inside have moved it already
    for (const struct ui_node *list = n ? n->parent : NULL; list; list = list->parent) {
        if (!list->scroll || list->content_h <= list->rect.h)
            continue;
        struct lay_box b = ui_lay_box(u, list);
        int peek = ui_px(u, 40), top = list->rect.y + b.top, bottom = rect_bottom(list->rect) - b.bottom;
        int *offset = ui_scroll_offset(focus, list->id, true), before = *offset, spare = (bottom - top - n->rect.h) / 2;
        peek = spare < ring ? ring : spare < peek ? spare : peek; // a low list shows the control first
        int after = before || !ui_whole(u, list) ? peek : ring; // there nothing moves at first only to show that there is more
        int above = n->rect.y - up - peek - top, below = rect_bottom(n->rect) - up + after - bottom;
        if (above < 0)
            *offset += above;
        else if (below > 0) // of what is higher than its list the top is shown
            *offset += below < above ? below : above;
        int most = list->content_h - list->rect.h;
        *offset = *offset < 0 ? 0 : *offset > most ? most : *offset;
        if (ui_whole(u, list))
            *offset = ui_scroll_whole(u, list, *offset, n->rect.y - up, false);
        up += *offset - before;
        moved |= *offset != before;
    }
    return straighten(u, focus, n) || moved;
}
