// SPDX-License-Identifier: Apache-2.0
// The inside of a node: text, icon, picture, code, radio, bars, a field with its caret.
#include "ui/compose.h"
#include "ui/image.h"
#include "ui/qr.h"

static void add_mask(struct composing *c, const struct mask *m, int x, int y, struct rect clip, uint32_t colour, uint64_t content) {
    if (!m->image)
        return;
    compose_add(c, (struct draw){.kind = DRAW_MASK, .rect = {x, y, m->w, m->h}, .clip = clip, .colour = colour, .mask = m,
                                 .hash = content});
}

static uint64_t text_hash(struct str text, struct text_style style) {
    uint64_t h = hash_bytes(HASH_SEED, text.p, text.len);
    int more[2] = {style.size_px, style.bold};
    return hash_bytes(h, more, sizeof more);
}

static enum colour ink_of(const struct ui_node *n) {
    for (; n; n = n->parent)
        if (n->ink != COLOUR_NONE)
            return n->ink;
    return COLOUR_INK;
}

// Left edge of a line by the alignment of its block; start is the right side where the screen reads from there.
static int line_x(const struct ui *u, const struct ui_node *n, struct rect in, int width) {
    if (n->text_align == ALIGN_CENTRE)
        return in.x + (in.w - width) / 2;
    bool right = (n->text_align == ALIGN_END) != u->world.rtl;
    return right ? rect_right(in) - width : in.x;
}

static struct rect inner(const struct ui *u, const struct ui_node *n) {
    int start = ui_px(u, n->pad.start), end = ui_px(u, n->pad.end), top = ui_px(u, n->pad.top), bottom = ui_px(u, n->pad.bottom);
    return (struct rect){n->rect.x + (u->world.rtl ? end : start), n->rect.y + top, n->rect.w - start - end,
                         n->rect.h - top - bottom};
}

static void text(struct composing *c, const struct ui_node *n, const struct surface *s) {
    const struct text_block *b = n->lay.block;
    struct text_style style = ui_text_style(c->u, n);
    uint32_t colour = compose_colour(c, compose_ink(s, ink_of(n)));
    struct rect in = inner(c->u, n);
    for (int i = 0; b && i < b->count; i++) {
        const struct text_line *l = text_line(c->u->text, b->lines[i].text, style, b->dir);
        if (!l)
            continue;
        int x = line_x(c->u, n, in, b->lines[i].width) + l->x;
        int y = in.y + i * style.line_px + text_baseline(style) + l->y;
        add_mask(c, &l->mask, x, y, n->clip, colour, text_hash(b->lines[i].text, style));
    }
}

static void icon_at(struct composing *c, const struct ui_node *n, const char *name, struct rect at, int stroke, uint32_t colour) {
    const struct mask *m = NULL;
    bool mirror = c->u->world.rtl && (n->states & STATE_MIRROR);
    picture_icon(c->u->text, name, at.w, ui_px(c->u, stroke ? stroke : 3), mirror, &m);
    if (!m)
        return;
    uint64_t content = hash_bytes(HASH_SEED + mirror, name, strlen(name));
    add_mask(c, m, at.x, at.y, n->clip, colour, content);
}

static struct rect square_in(struct rect r) {
    int side = r.w < r.h ? r.w : r.h;
    return (struct rect){r.x + (r.w - side) / 2, r.y + (r.h - side) / 2, side, side};
}

static void picture(struct composing *c, const struct ui_node *n) {
    const struct picture *p = picture_layers(c->u->text, n->icon, n->rect.h);
    for (size_t i = 0; p && i < p->count; i++) {
        const struct picture_layer *l = &p->layers[i];
        enum colour role = l->role == PICTURE_SEAL ? COLOUR_SEAL : COLOUR_ON_SEAL;
        uint32_t colour = l->role == PICTURE_LITERAL ? 0xFF000000u | l->rgb : compose_colour(c, role);
        uint64_t content = hash_bytes(HASH_SEED + i, n->icon, strlen(n->icon));
        add_mask(c, &l->mask, n->rect.x + l->x, n->rect.y + l->y, n->clip, colour, content);
    }
}

static void radio(struct composing *c, const struct ui_node *n, const struct surface *s) {
    struct rect r = square_in(n->rect);
    int radius = r.w / 2, width = ui_px(c->u, 3);
    if (!(n->states & STATE_CHECKED)) {
        compose_border(c, r, n->clip, radius, width, compose_ink(s, COLOUR_CTL));
        return;
    }
    compose_fill(c, r, n->clip, radius, compose_ink(s, COLOUR_ACT));
    int in = r.w / 6;
    icon_at(c, n, "check", rect_grow(r, -in), 4, compose_colour(c, compose_ink(s, COLOUR_CARD)));
}

static void bars(struct composing *c, const struct ui_node *n, const struct surface *s) {
    const struct ui_bars *b = &n->bars;
    const struct ui *u = c->u;
    int gap = ui_px(u, b->gap), total = b->total > 0 ? b->total : 1, radius = ui_px(u, b->radius), line = ui_px(u, 2);
    if (total * 2 > n->rect.w)
        return;
    for (int i = 0; i < total; i++) {
        // Every bar's edges are computed from the whole, so that rounding does not add up.
        int from = (n->rect.w + gap) * i / total, to = (n->rect.w + gap) * (i + 1) / total - gap;
        struct rect r = {u->world.rtl ? rect_right(n->rect) - to : n->rect.x + from, n->rect.y, to - from, n->rect.h};
        if (i < b->filled) {
            compose_fill(c, r, n->clip, radius, compose_ink(s, COLOUR_ACT));
            continue;
        }
        bool now = i == b->filled && b->half;
        if (!s->focused)
            compose_fill(c, r, n->clip, radius, COLOUR_CARD);
        if (now) {
            struct rect half = r;
            half.w /= 2;
            half.x += u->world.rtl ? r.w - half.w : 0;
            compose_fill(c, r, rect_meet(n->clip, half), radius, compose_ink(s, COLOUR_ACT));
        }
        compose_border(c, r, n->clip, radius, line, compose_ink(s, now ? COLOUR_ACT : COLOUR_CTL));
    }
}

static void code(struct composing *c, const struct ui_node *n) {
    struct qr qr;
    struct rect r = square_in(n->rect);
    if (!qr_make(c->u->codes, &c->u->arena, ui_node_text(n), &qr))
        return; // longer than a code can hold: the text beside it says the same
    int modules = qr.side + 8, px = r.w / modules; // 4 modules of quiet on each side
    if (px < 1)
        return;
    int side = px * modules;
    struct rect plate = {r.x + (r.w - side) / 2, r.y + (r.h - side) / 2, side, side};
    compose_fill(c, plate, n->clip, ui_px(c->u, 16), COLOUR_PLATE);
    struct rect squares = {plate.x + 4 * px, plate.y + 4 * px, qr.side * px, qr.side * px};
    compose_add(c, (struct draw){.kind = DRAW_QR, .rect = squares, .clip = n->clip, .width = qr.side, .data = qr.modules,
                                 .colour = compose_colour(c, COLOUR_PLATE_INK),
                                 .hash = hash_bytes(HASH_SEED, ui_node_text(n), strlen(ui_node_text(n)))});
}

// As large as the rectangle allows, its shape kept, in the middle.
static void image(struct composing *c, const struct ui_node *n, const struct surface *s) {
    const struct image *m = image_get(c->u->images, n->icon);
    struct rect r = n->rect;
    if (!m) {
        struct rect mark = square_in(rect_grow(square_in(r), -square_in(r).w / 4));
        icon_at(c, n, "camera", mark, n->stroke, compose_colour(c, compose_ink(s, COLOUR_INK2)));
        return;
    }
    bool wide = (long)m->w * r.h > (long)m->h * r.w;
    int w = wide ? r.w : (int)((long)r.h * m->w / m->h), h = wide ? (int)((long)r.w * m->h / m->w) : r.h;
    struct rect fitted = {r.x + (r.w - w) / 2, r.y + (r.h - h) / 2, w, h};
    compose_add(c, (struct draw){.kind = DRAW_IMAGE, .rect = fitted, .clip = n->clip, .image = m, .hash = m->hash});
}

// One line that scrolls sideways so that the caret is always seen.
static void field(struct composing *c, const struct ui_node *n, const struct surface *s) {
    const struct ui *u = c->u;
    struct str all = str_of(n->text ? n->text : "");
    struct text_style style = ui_text_style(u, n);
    struct rect in = inner(u, n);
    size_t at = n->caret < 0 ? 0 : (size_t)n->caret < all.len ? (size_t)n->caret : all.len;
    enum text_dir dir = n->states & STATE_LTR ? TEXT_LTR : TEXT_AUTO;
    int top = in.y + (in.h - style.line_px) / 2, wide = ui_px(u, 4), tall = ui_px(u, 52);
    int caret = text_caret_x(u->text, all, style, dir, at), width = text_measure(u->text, all, style);
    int x = u->world.rtl ? rect_right(in) - width : in.x;
    if (x + caret + wide > rect_right(in))
        x = rect_right(in) - wide - caret;
    if (x + caret < in.x)
        x = in.x - caret;
    const struct text_line *l = text_line(u->text, all, style, dir);
    struct rect clip = rect_meet(n->clip, rect_grow(in, wide));
    if (l)
        add_mask(c, &l->mask, x + l->x, top + text_baseline(style) + l->y, clip,
                 compose_colour(c, compose_ink(s, ink_of(n))), text_hash(all, style));
    if (!(n->states & STATE_EDITING))
        return;
    // Before a placeholder, not on its first letter. Where that one is at the right, there is room behind it.
    bool before = at == 0 && (!n->value || !*n->value) && caret < width;
    struct rect bar = {x + caret - (before ? wide + ui_px(u, 4) : 0), in.y + (in.h - tall) / 2, wide, tall};
    compose_fill(c, bar, n->clip, 0, COLOUR_CARET);
    if (n->compose > 0 && (size_t)n->compose <= at) {
        int from = text_caret_x(u->text, all, style, dir, at - (size_t)n->compose);
        int left = from < caret ? from : caret, span = from < caret ? caret - from : from - caret;
        compose_fill(c, (struct rect){x + left, top + style.line_px - ui_px(u, 5), span, ui_px(u, 5)}, clip, 0, COLOUR_ACT);
    }
}

void compose_leaf(struct composing *c, const struct ui_node *n, const struct surface *s) {
    switch (n->paint) {
    case PAINT_NONE: break;
    case PAINT_TEXT: text(c, n, s); break;
    case PAINT_ICON: icon_at(c, n, n->icon, square_in(n->rect), n->stroke, compose_colour(c, compose_ink(s, ink_of(n)))); break;
    case PAINT_PICTURE: picture(c, n); break;
    case PAINT_QR: code(c, n); break;
    case PAINT_RADIO: radio(c, n, s); break;
    case PAINT_BARS: bars(c, n, s); break;
    case PAINT_CARET: field(c, n, s); break;
    case PAINT_IMAGE: image(c, n, s); break;
    case PAINT_TRIANGLE: icon_at(c, n, "warn", square_in(n->rect), n->stroke, compose_colour(c, COLOUR_BAD)); break;
    }
}
