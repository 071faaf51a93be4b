// SPDX-License-Identifier: Apache-2.0
// From the laid-out tree to the draw list. The rules of focus live here: the control in focus turns its fill over and
// everything on it changes ink; nothing moves.
#include "ui/compose.h"

#include "base/log.h"

static uint64_t mix(uint64_t h, uint64_t v) {
    h = (h ^ v) * UINT64_C(0x9E3779B97F4A7C15);
    return h ^ h >> 29;
}
static uint64_t pair(int a, int b) { return (uint64_t)(uint32_t)a << 32 | (uint32_t)b; }
static uint64_t mix_rect(uint64_t h, struct rect r) { return mix(mix(h, pair(r.x, r.y)), pair(r.w, r.h)); }

static uint64_t hash_of(const struct draw *d) {
    uint64_t h = mix(d->hash, pair((int)d->kind, d->radius));
    h = mix_rect(mix_rect(h, d->rect), d->clip);
    return mix(mix(h, (uint64_t)d->colour << 32 | d->second), (uint64_t)(uint32_t)d->width);
}

struct draw *compose_add(struct composing *c, struct draw d) {
    struct draw_list *l = c->list;
    d.rect.y += c->sunk;
    if (rect_empty(rect_meet(d.rect, d.clip)) || c->failed)
        return NULL;
    if (l->count == l->room) {
        size_t room = l->room ? l->room * 2 : 256;
        struct draw *items = room <= COMMANDS_MAX * 2 ? arena_array(&c->u->arena, room, sizeof *items) : NULL;
        if (!items) {
            c->failed = true;
            return NULL;
        }
        if (l->count)
            memcpy(items, l->items, l->count * sizeof *items);
        l->items = items;
        l->room = room;
    }
    d.hash = hash_of(&d);
    l->items[l->count] = d;
    return &l->items[l->count++];
}

uint32_t compose_colour(const struct composing *c, enum colour colour) { return theme_colour(&c->u->world.theme, colour); }

// What a colour becomes on a control that has the focus, or is disabled.
enum colour compose_ink(const struct surface *s, enum colour wanted) {
    if (s->focused) {
        switch (wanted) {
        case COLOUR_INK: case COLOUR_ACT: case COLOUR_BAD: case COLOUR_OK: case COLOUR_WAIT: case COLOUR_INFO: return COLOUR_ON_ACT;
        case COLOUR_INK2: case COLOUR_CTL: case COLOUR_LINE: return COLOUR_ON_ACT2;
        case COLOUR_CARD: return COLOUR_ACT;
        default: return wanted;
        }
    }
    return s->disabled && wanted == COLOUR_INK ? COLOUR_INK2 : wanted;
}

void compose_fill(struct composing *c, struct rect r, struct rect clip, int radius, enum colour colour) {
    if (colour == COLOUR_NONE)
        return;
    compose_add(c, (struct draw){.kind = DRAW_FILL, .rect = r, .clip = clip, .radius = radius, .colour = compose_colour(c, colour)});
}

void compose_border(struct composing *c, struct rect r, struct rect clip, int radius, int width, enum colour colour) {
    if (colour == COLOUR_NONE || width <= 0)
        return;
    compose_add(c, (struct draw){.kind = DRAW_BORDER, .rect = r, .clip = clip, .radius = radius, .width = width,
                                 .colour = compose_colour(c, colour)});
}

// The box of a node: paper edge, fill, border, the bar at its start side.
static void box(struct composing *c, const struct ui_node *n, const struct surface *s, bool has_focus) {
    const struct ui *u = c->u;
    int radius = ui_px(u, n->radius);
    bool contrast = u->world.theme.name == THEME_CONTRAST, disabled = n->states & STATE_DISABLED;
    enum colour fill = disabled && n->focusable ? COLOUR_SUNK : n->fill, border = n->border;
    int width = n->border_w ? n->border_w : 2;
    if (has_focus && !n->plain_focus) {
        // A little ring colour under the round corners, so that no ground shines through between fill and ring.
        if (!contrast && rect_empty(c->options->ring))
            compose_border(c, rect_grow(n->rect, 1), n->clip, radius + 1, 1 + ui_px(u, 2), COLOUR_RING);
        compose_fill(c, n->rect, n->clip, radius, c->options->pressed ? COLOUR_PRESS : COLOUR_ACT);
        return;
    }
    if (n->edge_line && !disabled && !contrast) {
        struct rect edge = n->rect;
        edge.y += ui_px(u, 4);
        compose_fill(c, edge, n->clip, radius, COLOUR_EDGE);
    }
    compose_fill(c, n->rect, n->clip, radius, fill);
    if (n->edge_line && contrast) { // cards become outlines
        border = border ? border : COLOUR_EDGE;
        width = width > 4 ? width : 4;
    }
    if (n->states & STATE_INVALID) {
        border = COLOUR_BAD;
        width = 3;
    }
    compose_border(c, n->rect, n->clip, radius, ui_px(u, width), border ? compose_ink(s, border) : COLOUR_NONE);
    if (n->start_bar) {
        struct rect bar = n->rect;
        bar.w = ui_px(u, n->start_bar);
        if (u->world.rtl)
            bar.x = rect_right(n->rect) - bar.w;
        compose_fill(c, bar, n->clip, 0, COLOUR_ACT);
    }
}

static void scroll_bar(struct composing *c, const struct ui_node *n) {
    const struct ui *u = c->u;
    int visible = n->rect.h, w = ui_px(u, 12), radius = w / 2;
    if (!n->scroll || n->content_h <= visible || !n->first)
        return;
    struct rect track = {u->world.rtl ? n->rect.x : rect_right(n->rect) - w, n->rect.y, w, visible};
    const struct ui_node *top = n->first;
    int offset = n->rect.y + ui_px(u, n->pad.top) - top->rect.y;
    struct rect thumb = track;
    thumb.h = (int)((long)visible * visible / n->content_h);
    thumb.y += (int)((long)offset * visible / n->content_h);
    if (rect_bottom(thumb) > rect_bottom(track))
        thumb.y = rect_bottom(track) - thumb.h;
    compose_fill(c, track, n->clip, radius, COLOUR_LINE);
    compose_fill(c, thumb, n->clip, radius, u->world.theme.name == THEME_CONTRAST ? COLOUR_ACT : COLOUR_CTL);
}

static void walk(struct composing *c, const struct ui_node *n, struct surface s) {
    if (!rect_touch(rect_grow(n->rect, ui_px(c->u, 24)), n->clip) && n->clip.h < c->u->world.height)
        return; // scrolled out of sight
    bool has_focus = n->id == c->u->focus && n->focusable;
    if (n->fill != COLOUR_NONE && !has_focus)
        s.focused = false; // a surface of its own: a status on a focused row keeps its tint
    if (has_focus) {
        s.focused = !n->plain_focus;
        c->ring_node = n;
    }
    if (n->states & STATE_DISABLED)
        s.disabled = true;
    box(c, n, &s, has_focus);
    int sunk = c->sunk;
    c->sunk += has_focus && s.focused && c->options->pressed ? ui_px(c->u, 2) : 0;
    compose_leaf(c, n, &s);
    for (const struct ui_node *k = n->first; k; k = k->next)
        walk(c, k, s);
    c->sunk = sunk;
    scroll_bar(c, n);
}

// The ring is the same shape, 6 px larger; over everything, so that it may travel.
static void ring(struct composing *c) {
    const struct ui *u = c->u;
    const struct ui_node *n = c->ring_node;
    if (!n)
        return;
    bool contrast = u->world.theme.name == THEME_CONTRAST;
    int gap = contrast ? ui_px(u, 6) : 0, width = ui_px(u, contrast ? 8 : 6);
    c->list->ring = rect_grow(n->rect, gap + width);
    struct rect at = rect_empty(c->options->ring) ? c->list->ring : c->options->ring;
    const struct ui_node *last = u->root->last;
    struct rect clip = n->clip;
    if (last && text_same(last->key, "speech-bar") && rect_bottom(clip) > last->rect.y)
        clip.h = last->rect.y - clip.y; // that bar lies over everything
    compose_border(c, at, clip, ui_px(u, n->radius) + gap + width, width, COLOUR_RING);
}

bool draw_compose(struct ui *u, const struct compose_options *o, struct draw_list *out) {
    struct composing c = {.u = u, .options = o, .list = out};
    struct rect all = {0, 0, u->world.width, u->world.height};
    *out = (struct draw_list){0};
    compose_add(&c, (struct draw){.kind = DRAW_GROUND, .rect = all, .clip = all,
                                  .colour = compose_colour(&c, COLOUR_GROUND_TOP),
                                  .second = compose_colour(&c, COLOUR_GROUND)});
    walk(&c, u->root, (struct surface){0});
    ring(&c);
    if (c.failed)
        log_line(LOG_ERROR, "ui", "draw-list-full", "commands=%zu", out->count);
    return !c.failed;
}
