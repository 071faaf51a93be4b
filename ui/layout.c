// SPDX-License-Identifier: Apache-2.0
// Sizes from the leaves up for a given width, then places from the root down. Whole device pixels throughout. "Start" is
// decided at the very end, when a place becomes an x: that is all that right-to-left needs.
#include "ui/layout.h"

enum {
    WIDE = 100000,    // no limit
    LIST_LEAST = 190, // a row of the largest text with its ring
};

// In the contrast theme the ring takes 14 on each side, so controls below each other stand 26 apart; rows and keyboards
// have no room for that.
static int gap_of(const struct ui *u, const struct ui_node *n, int gap) {
    enum { CONTRAST_GAP = 26 };
    if (u->world.theme.name != THEME_CONTRAST || n->axis != AXIS_COL || gap == 0 || gap >= CONTRAST_GAP)
        return gap;
    for (const struct ui_node *c = n->first; c; c = c->next)
        if (c->focusable && c->role != ROLE_KEY)
            return CONTRAST_GAP;
    return gap;
}

static struct lay_box box_of(const struct ui *u, const struct ui_node *n) {
    return (struct lay_box){
        .start = ui_px(u, n->pad.start), .top = ui_px(u, n->pad.top),
        .end = ui_px(u, n->pad.end), .bottom = ui_px(u, n->pad.bottom),
        .gap = ui_px(u, gap_of(u, n, n->gap)), .row_gap = ui_px(u, gap_of(u, n, n->row_gap ? n->row_gap : n->gap)),
    };
}

static int bounded(const struct ui *u, int value, int fixed, int min, int max) {
    if (fixed)
        return ui_px(u, fixed);
    if (max && value > ui_px(u, max))
        value = ui_px(u, max);
    return value > ui_px(u, min) ? value : ui_px(u, min);
}

static void measure_text(struct ui *u, struct ui_node *n, int width, int *w, int *h) {
    struct text_style style = ui_text_style(u, n);
    struct text_box box = {
        .width = width >= WIDE ? 0 : width > 0 ? width : 1,
        .max_lines = n->lines,
        .dir = n->states & STATE_LTR ? TEXT_LTR : TEXT_AUTO,
    };
    n->lay.block = text_layout(u->text, &u->arena, str_of(ui_node_text(n)), style, box);
    if (!n->lay.block) {
        u->failed = true;
        return;
    }
    *w = n->lay.block->width;
    *h = n->lay.block->height;
}

// A plate of QR code: how many pixels a module gets is decided by the place there is; 7 at least.
static void measure_leaf(struct ui *u, struct ui_node *n, int width, int *w, int *h) {
    switch (n->paint) {
    case PAINT_TEXT: measure_text(u, n, width, w, h); break;
    case PAINT_CARET: *h = ui_text_style(u, n).line_px; *w = width < WIDE ? width : ui_px(u, 400); break;
    case PAINT_ICON:
    case PAINT_RADIO:
    case PAINT_TRIANGLE: *w = *h = ui_px(u, theme_icon(&u->world.theme, n->w ? n->w : 44)); break;
    case PAINT_BARS: *h = ui_px(u, n->bars.height); *w = width < WIDE ? width : 0; break;
    default: break;
    }
}

// ---- Rows: what has no share of its own is as wide as it likes, unless that leaves too little for the others.
static bool stiff(const struct ui_node *c) {
    return c->w || c->paint == PAINT_ICON || c->paint == PAINT_RADIO || c->paint == PAINT_TRIANGLE;
}

// What a child with a share must keep when its neighbours are long: at least a quarter of the row, if it shows anything.
static int reserve(const struct ui *u, const struct ui_node *c, int inner) {
    int least = c->first || c->paint != PAINT_NONE ? inner / 4 : 0;
    return ui_px(u, c->min_w) > least ? ui_px(u, c->min_w) : least;
}

// Narrows the widest children until all fit: nobody gives anything up who is narrower than the limit that is found.
static void squeeze(struct ui *u, struct ui_node *n, int room) {
    int limit = 0;
    for (int before = -1; limit != before;) {
        int left = room, wide = 0;
        before = limit;
        for (const struct ui_node *c = n->first; c; c = c->next) {
            bool narrow = stiff(c) || c->lay.w <= limit;
            if (c->at || c->grow)
                continue;
            left -= narrow ? c->lay.w : 0;
            wide += !narrow;
        }
        limit = wide && left / wide > limit ? left / wide : limit;
    }
    limit = limit > room / 8 ? limit : room / 8; // narrower than that is of no use to anybody
    for (struct ui_node *c = n->first; c; c = c->next)
        if (!c->at && !c->grow && !stiff(c) && c->lay.w > limit)
            ui_measure(u, c, limit);
}

struct row_sum {
    int used, grow, kids, kept;
};

static struct row_sum row_sum(const struct ui *u, const struct ui_node *n, int inner) {
    struct row_sum s = {0};
    for (const struct ui_node *c = n->first; c; c = c->next) {
        if (c->at)
            continue;
        s.kids++;
        s.grow += c->grow;
        s.kept += c->grow ? reserve(u, c, inner) : 0;
        s.used += c->grow || c->lay.for_w < 0 ? 0 : c->lay.w;
    }
    return s;
}

static void measure_row(struct ui *u, struct ui_node *n, const struct lay_box *b, int inner, int *w, int *h) {
    int kids = row_sum(u, n, inner).kids, gaps = kids > 1 ? b->gap * (kids - 1) : 0;
    int room = inner >= WIDE ? WIDE : inner > gaps ? inner - gaps : 0;
    for (struct ui_node *c = n->first; c; c = c->next)
        if (!c->at && !c->grow)
            ui_measure(u, c, room);
    struct row_sum sum = row_sum(u, n, inner);
    if (room < WIDE && sum.used + sum.kept > room) {
        squeeze(u, n, room - sum.kept);
        sum = row_sum(u, n, inner);
    }
    int left = room - sum.used > 0 ? room - sum.used : 0, shares = sum.grow;
    for (struct ui_node *c = n->first; c; c = c->next) {
        if (c->at)
            continue;
        if (c->grow) { // as place_line will share it out
            int share = room < WIDE ? left * c->grow / shares : WIDE;
            ui_measure(u, c, share);
            *w += room < WIDE ? share : c->lay.w;
            left -= room < WIDE ? share : 0;
            shares -= c->grow;
        }
        *h = c->lay.h > *h ? c->lay.h : *h;
    }
    *w += sum.used + gaps;
}

static void measure_column(struct ui *u, struct ui_node *n, const struct lay_box *b, int inner, int *w, int *h) {
    int kids = 0;
    for (struct ui_node *c = n->first; c; c = c->next) {
        if (c->at)
            continue;
        ui_measure(u, c, inner);
        *w = c->lay.w > *w ? c->lay.w : *w;
        *h += c->lay.h;
        kids++;
    }
    *h += kids > 1 ? b->gap * (kids - 1) : 0;
}

static void measure_stack(struct ui *u, struct ui_node *n, int inner, int *w, int *h) {
    for (struct ui_node *c = n->first; c; c = c->next) {
        if (c->at)
            continue;
        ui_measure(u, c, inner);
        *w = c->lay.w > *w ? c->lay.w : *w;
        *h = c->lay.h > *h ? c->lay.h : *h;
    }
}

static void measure_grid(struct ui *u, struct ui_node *n, const struct lay_box *b, int inner, int *w, int *h) {
    int columns = n->columns > 0 ? n->columns : 1, cell = lay_cell(inner, b->gap, columns), at = 0, row = 0, rows = 0;
    for (struct ui_node *c = n->first; c; c = c->next) {
        if (c->at)
            continue;
        ui_measure(u, c, cell);
        row = c->lay.h > row ? c->lay.h : row;
        if (++at == columns || !c->next) {
            *h += row;
            rows++;
            at = row = 0;
        }
    }
    *w = inner;
    *h += rows > 1 ? b->row_gap * (rows - 1) : 0;
}

void ui_measure(struct ui *u, struct ui_node *n, int width) {
    if (n->lay.for_w == width)
        return;
    n->lay.for_w = width;
    struct lay_box b = box_of(u, n);
    int most = n->w ? ui_px(u, n->w) : width;
    if (n->max_w && most > ui_px(u, n->max_w))
        most = ui_px(u, n->max_w);
    int inner = most < WIDE ? most - b.start - b.end : WIDE, w = 0, h = 0;
    if (inner < 0)
        inner = 0;
    measure_leaf(u, n, inner, &w, &h);
    int kids_w = 0, kids_h = 0;
    switch (n->axis) {
    case AXIS_ROW: measure_row(u, n, &b, inner, &kids_w, &kids_h); break;
    case AXIS_COL: measure_column(u, n, &b, inner, &kids_w, &kids_h); break;
    case AXIS_STACK: measure_stack(u, n, inner, &kids_w, &kids_h); break;
    case AXIS_GRID: measure_grid(u, n, &b, inner, &kids_w, &kids_h); break;
    }
    w = (kids_w > w ? kids_w : w) + b.start + b.end;
    h = (kids_h > h ? kids_h : h) + b.top + b.bottom;
    n->lay.content = h;
    if (n->paint == PAINT_ICON || n->paint == PAINT_RADIO || n->paint == PAINT_TRIANGLE)
        n->lay.w = w;
    else
        n->lay.w = bounded(u, w, n->w, n->min_w, n->max_w);
    // A list takes the place it is given, but wants enough to be of use: if need be the page around it scrolls. One with a
    // limit grows with its content up to there.
    int least = h < ui_px(u, LIST_LEAST) ? h : ui_px(u, LIST_LEAST);
    n->lay.h = n->scroll && !n->max_h ? bounded(u, least, n->h, n->min_h, 0) : bounded(u, h, n->h, n->min_h, n->max_h);
    for (struct ui_node *c = n->first; c; c = c->next)
        if (c->at)
            ui_measure(u, c, c->w ? ui_px(u, c->w) : inner);
}

struct lay_box ui_lay_box(const struct ui *u, const struct ui_node *n) { return box_of(u, n); }
