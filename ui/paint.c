// SPDX-License-Identifier: Apache-2.0
// Paints a draw list with pixman. Flat areas are written once: what a later opaque fill covers is left out of the ones
// below it, because on a set-top box writing pixels is the whole cost.
#include "ui/corner.h"
#include "ui/drawlist.h"
#include "ui/image.h"

#include "base/mem.h"

enum { CORES_MAX = 24, PIECES_MAX = 96, SOLIDS_MAX = 48, WORTH_A_CORE = 6000, GROUND_BANDS = 10 };

struct core { // an opaque area of a command
    size_t index;
    struct rect rect;
};
struct solid {
    uint32_t colour;
    pixman_image_t *image;
};
struct painter {
    struct corner_cache corners;
    struct solid solids[SOLIDS_MAX];
    int solid_count, solid_next;
    pixman_image_t *target;
    struct frame frame;
    struct core cores[CORES_MAX];
    int core_count;
    bool failed;
};

struct painter *painter_create(void) { return mem_alloc(sizeof(struct painter)); }

static void drop_target(struct painter *p) {
    if (p->target)
        pixman_image_unref(p->target);
    p->target = NULL;
}

void painter_destroy(struct painter *p) {
    if (!p)
        return;
    corner_finish(&p->corners);
    for (int i = 0; i < p->solid_count; i++)
        pixman_image_unref(p->solids[i].image);
    drop_target(p);
    mem_free(p);
}

static pixman_image_t *solid(struct painter *p, uint32_t colour) {
    for (int i = 0; i < p->solid_count; i++)
        if (p->solids[i].colour == colour)
            return p->solids[i].image;
    pixman_color_t c = {(uint16_t)((colour >> 16 & 0xFF) * 257), (uint16_t)((colour >> 8 & 0xFF) * 257),
                        (uint16_t)((colour & 0xFF) * 257), 0xFFFF};
    pixman_image_t *image = pixman_image_create_solid_fill(&c);
    if (!image) {
        p->failed = true;
        return NULL;
    }
    int slot = p->solid_count < SOLIDS_MAX ? p->solid_count++ : p->solid_next++ % SOLIDS_MAX;
    if (p->solids[slot].image)
        pixman_image_unref(p->solids[slot].image);
    p->solids[slot] = (struct solid){colour, image};
    return image;
}

static void flat(struct painter *p, struct rect r, uint32_t colour) {
    if (!rect_empty(r))
        pixman_fill(p->frame.pixels, p->frame.stride / 4, 32, r.x, r.y, r.w, r.h, colour);
}

// ---- Leaving out what is covered ----
struct pieces {
    struct rect items[PIECES_MAX];
    int count;
};

// Cuts `hole` out of each piece: up to four remain of one.
static bool cut(struct pieces *ps, struct rect hole) {
    struct pieces out = {.count = 0};
    for (int i = 0; i < ps->count; i++) {
        struct rect r = ps->items[i], in = rect_meet(r, hole);
        struct rect parts[4] = {
            {r.x, r.y, r.w, in.y - r.y},
            {r.x, rect_bottom(in), r.w, rect_bottom(r) - rect_bottom(in)},
            {r.x, in.y, in.x - r.x, in.h},
            {rect_right(in), in.y, rect_right(r) - rect_right(in), in.h},
        };
        bool apart = rect_empty(in);
        if (out.count + 4 > PIECES_MAX)
            return false;
        if (apart)
            out.items[out.count++] = r;
        for (int k = 0; k < 4 && !apart; k++)
            if (!rect_empty(parts[k]))
                out.items[out.count++] = parts[k];
    }
    *ps = out;
    return true;
}

static void uncovered(struct painter *p, size_t index, struct rect r, uint32_t colour) {
    struct pieces ps = {.items = {r}, .count = rect_empty(r) ? 0 : 1};
    for (int i = 0; i < p->core_count && ps.count; i++)
        if (p->cores[i].index > index && rect_touch(p->cores[i].rect, r) && !cut(&ps, p->cores[i].rect))
            break; // too many pieces: painting a little twice is fine
    for (int i = 0; i < ps.count; i++)
        flat(p, ps.items[i], colour);
}

static int radius_of(const struct draw *d) {
    int most = (d->rect.w < d->rect.h ? d->rect.w : d->rect.h) / 2;
    return d->radius < most ? d->radius : most;
}

static void find_cores(struct painter *p, const struct draw_list *l, struct rect where) {
    p->core_count = 0;
    for (size_t i = 0; i < l->count && p->core_count < CORES_MAX; i++) {
        const struct draw *d = &l->items[i];
        int radius = radius_of(d);
        struct rect middle = {d->rect.x, d->rect.y + radius, d->rect.w, d->rect.h - 2 * radius};
        middle = rect_meet(rect_meet(middle, d->clip), where);
        if (d->kind == DRAW_FILL && !rect_empty(middle) && (long)middle.w * middle.h >= WORTH_A_CORE)
            p->cores[p->core_count++] = (struct core){i, middle};
    }
}

// ---- Commands; `seen` is what of the command lies in the rectangle being painted ----
static void corner_at(struct painter *p, const struct corner *c, int place, int x, int y, struct rect seen, uint32_t colour) {
    struct rect at = rect_meet((struct rect){x, y, c->side, c->side}, seen);
    pixman_image_t *ink = rect_empty(at) ? NULL : solid(p, colour);
    if (ink)
        pixman_image_composite32(PIXMAN_OP_OVER, ink, c->images[place], p->target, 0, 0, at.x - x, at.y - y, at.x, at.y, at.w, at.h);
}

static void corners(struct painter *p, const struct corner *c, struct rect r, struct rect seen, uint32_t colour) {
    int right = rect_right(r) - c->side, bottom = rect_bottom(r) - c->side;
    corner_at(p, c, CORNER_TOP_LEFT, r.x, r.y, seen, colour);
    corner_at(p, c, CORNER_TOP_RIGHT, right, r.y, seen, colour);
    corner_at(p, c, CORNER_BOTTOM_LEFT, r.x, bottom, seen, colour);
    corner_at(p, c, CORNER_BOTTOM_RIGHT, right, bottom, seen, colour);
}

static void fill(struct painter *p, size_t index, const struct draw *d, struct rect seen) {
    struct rect r = d->rect;
    int radius = radius_of(d);
    uncovered(p, index, rect_meet((struct rect){r.x, r.y + radius, r.w, r.h - 2 * radius}, seen), d->colour);
    if (!radius)
        return;
    uncovered(p, index, rect_meet((struct rect){r.x + radius, r.y, r.w - 2 * radius, radius}, seen), d->colour);
    uncovered(p, index, rect_meet((struct rect){r.x + radius, rect_bottom(r) - radius, r.w - 2 * radius, radius}, seen), d->colour);
    const struct corner *c = corner_get(&p->corners, radius, 0);
    if (c)
        corners(p, c, r, seen, d->colour);
    else
        p->failed = true;
}

static void border(struct painter *p, const struct draw *d, struct rect seen) {
    struct rect r = d->rect;
    int radius = radius_of(d), width = d->width, side = radius > width ? radius : width;
    if (width * 2 > r.w || width * 2 > r.h) {
        flat(p, seen, d->colour);
        return;
    }
    flat(p, rect_meet((struct rect){r.x + side, r.y, r.w - 2 * side, width}, seen), d->colour);
    flat(p, rect_meet((struct rect){r.x + side, rect_bottom(r) - width, r.w - 2 * side, width}, seen), d->colour);
    flat(p, rect_meet((struct rect){r.x, r.y + side, width, r.h - 2 * side}, seen), d->colour);
    flat(p, rect_meet((struct rect){rect_right(r) - width, r.y + side, width, r.h - 2 * side}, seen), d->colour);
    const struct corner *c = corner_get(&p->corners, radius, width);
    if (c)
        corners(p, c, r, seen, d->colour);
    else
        p->failed = true;
}

static uint32_t mix(uint32_t a, uint32_t b, int part, int of) {
    uint32_t out = 0xFF000000u;
    for (int shift = 0; shift <= 16; shift += 8) {
        int from = (int)(a >> shift & 0xFF), to = (int)(b >> shift & 0xFF);
        out |= (uint32_t)(from + (to - from) * part / of) << shift;
    }
    return out;
}

static void ground(struct painter *p, size_t index, const struct draw *d, struct rect seen) {
    for (int i = 0; i < GROUND_BANDS; i++) {
        int from = d->rect.h * i / GROUND_BANDS, to = d->rect.h * (i + 1) / GROUND_BANDS;
        struct rect band = {d->rect.x, d->rect.y + from, d->rect.w, to - from};
        uncovered(p, index, rect_meet(band, seen), mix(d->colour, d->second, i, GROUND_BANDS - 1));
    }
}

static void mask(struct painter *p, const struct draw *d, struct rect seen) {
    pixman_image_t *ink = solid(p, d->colour);
    if (ink)
        pixman_image_composite32(PIXMAN_OP_OVER, ink, d->mask->image, p->target, 0, 0, seen.x - d->rect.x, seen.y - d->rect.y,
                                 seen.x, seen.y, seen.w, seen.h);
}

static void code(struct painter *p, const struct draw *d, struct rect seen) {
    int px = d->rect.w / d->width;
    for (int i = 0; i < d->width * d->width; i++) {
        if (!d->data[i])
            continue;
        struct rect square = {d->rect.x + i % d->width * px, d->rect.y + i / d->width * px, px, px};
        flat(p, rect_meet(square, seen), d->colour);
    }
}

// Scaled by the way from the target back to the picture, in 16.16 fixed point.
static void image(struct painter *p, const struct draw *d, struct rect seen) {
    pixman_transform_t back;
    pixman_transform_init_scale(&back, pixman_double_to_fixed((double)d->image->w / d->rect.w),
                                pixman_double_to_fixed((double)d->image->h / d->rect.h));
    if (!pixman_image_set_transform(d->image->bits, &back)) {
        p->failed = true;
        return;
    }
    pixman_image_composite32(PIXMAN_OP_SRC, d->image->bits, NULL, p->target, seen.x - d->rect.x, seen.y - d->rect.y, 0, 0,
                             seen.x, seen.y, seen.w, seen.h);
}

static void command(struct painter *p, size_t index, const struct draw *d, struct rect where) {
    struct rect seen = rect_meet(rect_meet(d->rect, d->clip), where);
    if (rect_empty(seen))
        return;
    switch (d->kind) {
    case DRAW_GROUND: ground(p, index, d, seen); break;
    case DRAW_FILL: fill(p, index, d, seen); break;
    case DRAW_BORDER: border(p, d, seen); break;
    case DRAW_MASK: mask(p, d, seen); break;
    case DRAW_QR: code(p, d, seen); break;
    case DRAW_IMAGE: image(p, d, seen); break;
    }
}

// Asks for everything that painting needs before the first pixel is touched, so that a lack of memory leaves the picture
// as it was.
static bool prepare(struct painter *p, const struct draw_list *l, const struct ui_changed *where) {
    p->failed = false;
    for (size_t i = 0; i < l->count && !p->failed; i++) {
        const struct draw *d = &l->items[i];
        bool round = d->kind == DRAW_BORDER || (d->kind == DRAW_FILL && d->radius > 0), seen = false;
        for (size_t k = 0; k < where->count && !seen; k++)
            seen = rect_touch(rect_meet(d->rect, d->clip), where->rects[k]);
        if (!seen || (!round && d->kind != DRAW_MASK))
            continue;
        bool ready = solid(p, d->colour) && (!round || corner_get(&p->corners, radius_of(d), d->kind == DRAW_BORDER ? d->width : 0));
        p->failed = !ready;
    }
    return !p->failed;
}

static bool same_target(const struct frame *a, const struct frame *b) {
    return a->pixels == b->pixels && a->width == b->width && a->height == b->height && a->stride == b->stride;
}

enum err painter_paint(struct painter *p, const struct draw_list *l, const struct frame *frame, const struct ui_changed *where) {
    if (!p->target || !same_target(&p->frame, frame)) {
        drop_target(p);
        p->frame = *frame;
        p->target = pixman_image_create_bits(PIXMAN_x8r8g8b8, frame->width, frame->height, frame->pixels, frame->stride);
        if (!p->target)
            return ERR_MEMORY;
    }
    if (!prepare(p, l, where))
        return ERR_MEMORY;
    for (size_t i = 0; i < where->count; i++) {
        find_cores(p, l, where->rects[i]);
        for (size_t k = 0; k < l->count; k++)
            command(p, k, &l->items[k], where->rects[i]);
    }
    return p->failed ? ERR_MEMORY : ERR_NONE;
}
