// SPDX-License-Identifier: Apache-2.0
// The stage: two trees in turn, because damage and speech need the one before; motion; keys.
#include "ui/stage.h"

#include "base/mem.h"

#include <assert.h>

enum { RING_MS = 120, SCROLL_MS = 180, TICK_MS = 16, SCROLL_STEP = 160, KEPT_LINE = 96, REST = 64 };

struct ui_stage *ui_stage_create(struct text_engine *text) {
    struct ui_stage *s = mem_alloc(sizeof *s);
    struct painter *p = painter_create();
    if (!s || !p) {
        mem_free(s);
        painter_destroy(p);
        return NULL;
    }
    s->painter = p;
    s->repaint = true;
    for (int i = 0; i < 2; i++) {
        s->ui[i].text = text;
        s->ui[i].codes = &s->codes;
        s->ui[i].images = &s->images;
        arena_init(&s->ui[i].arena, FRAME_ARENA);
    }
    return s;
}

void ui_stage_destroy(struct ui_stage *s) {
    if (!s)
        return;
    for (int i = 0; i < 2; i++)
        arena_finish(&s->ui[i].arena);
    painter_destroy(s->painter);
    qr_finish(&s->codes);
    image_finish(&s->images);
    mem_free(s);
}

struct ui *ui_stage_begin(struct ui_stage *s, const struct ui_world *world, const struct ui_focus *focus) {
    struct ui *u = &s->ui[!s->now];
    arena_reset(&u->arena);
    s->lists[!s->now] = (struct draw_list){0};
    u->world = *world;
    u->root = u->open = NULL;
    u->count = u->depth = 0;
    u->failed = false;
    u->focus = focus->id;
    text_frame_begin(u->text);
    return u;
}

bool ui_stage_refocus(struct ui_stage *s, struct ui_focus *focus) {
    struct ui *u = &s->ui[!s->now];
    ui_id told = u->focus;
    if (u->failed || !u->root || s->refocused) {
        s->refocused = false;
        return false;
    }
    ui_layout(u, focus);
    ui_focus_resolve(u, focus);
    s->refocused = u->focus != told;
    return s->refocused;
}

void ui_stage_repaint(struct ui_stage *s) { s->repaint = true; }

// ---- Motion ----
static double eased(double t) { return t >= 1 ? 1 : 1 - (1 - t) * (1 - t) * (1 - t); }

static int between(int from, int to, double t) { return from + (int)((to - from) * t + (to > from ? 0.5 : -0.5)); }

static double part(const struct motion *m, when_ms now, int length) {
    return m->running ? eased((double)(now - m->start) / length) : 1;
}

static struct rect ring_at(const struct ui_stage *s, struct rect to, when_ms now) {
    double t = part(&s->ring_motion, now, RING_MS);
    struct rect from = s->ring_from;
    if (t >= 1)
        return to;
    return (struct rect){between(from.x, to.x, t), between(from.y, to.y, t), between(from.w, to.w, t), between(from.h, to.h, t)};
}

static bool still(const struct ui_world *w, bool repeat) { return w->theme.less_motion || repeat; }

// The focus of a screen that shows the lists where the motion has them now.
static struct ui_focus moving_focus(struct ui_stage *s, const struct ui_focus *f, when_ms now) {
    struct ui_focus shown = *f;
    int *offset = ui_scroll_offset(&shown, s->scroll_list, false);
    if (offset && s->scroll_motion.running)
        *offset = s->scroll_shown = between(s->scroll_from, *offset, part(&s->scroll_motion, now, SCROLL_MS));
    return shown;
}

// A list that is still moving goes on from where it is seen.
static void start_scroll(struct ui_stage *s, ui_id list, int from, bool moves, when_ms now) {
    bool moving = s->scroll_motion.running && s->scroll_list == list && s->scroll_motion.start >= 0;
    s->scroll_from = s->scroll_shown = moving ? s->scroll_shown : from;
    s->scroll_list = list;
    s->scroll_motion = (struct motion){moves, now};
}

static void end_motion(struct ui_stage *s, when_ms now) {
    if (s->ring_motion.running && now - s->ring_motion.start >= RING_MS)
        s->ring_motion.running = false;
    if (s->scroll_motion.running && now - s->scroll_motion.start >= SCROLL_MS)
        s->scroll_motion.running = false;
    s->next = s->ring_motion.running || s->scroll_motion.running ? now + TICK_MS : -1;
}

static void start_ring(struct ui_stage *s, const struct ui *before, const struct ui *u, when_ms now) {
    bool same_screen = before->root && before->root->id == u->root->id;
    bool moves = same_screen && before->focus && u->focus && before->focus != u->focus;
    if (!same_screen)
        s->ring_motion.running = false;
    if (!moves)
        return;
    s->ring_motion.running = !still(&u->world, s->repeating) && !s->repaint;
    s->ring_motion.start = now;
    s->ring_from = s->shown_ring;
}

// ---- One frame ----
static bool compose(struct ui_stage *s, struct ui *u, struct draw_list *list, const struct ui_focus *f, when_ms now) {
    struct ui_focus shown = moving_focus(s, f, now);
    struct compose_options o = {.pressed = s->pressed};
    ui_layout(u, &shown);
    if (s->ring_motion.running) {
        const struct ui_node *n = ui_find(u->root, u->focus);
        bool contrast = u->world.theme.name == THEME_CONTRAST;
        if (n)
            o.ring = ring_at(s, rect_grow(n->rect, ui_px(u, contrast ? 14 : 6)), now);
    }
    if (u->failed || !draw_compose(u, &o, list))
        return false;
    s->shown_ring = rect_empty(o.ring) ? list->ring : o.ring;
    return true;
}

static enum err paint(struct ui_stage *s, const struct draw_list *list, const struct frame *frame, struct ui_changed *changed) {
    struct rect all = {0, 0, frame->width, frame->height};
    if (s->repaint)
        *changed = (struct ui_changed){.rects = {all}, .count = 1};
    else
        draw_damage(&s->shown, list, all, changed);
    for (size_t i = 0; i < changed->count; i++)
        changed->pixels += (long)changed->rects[i].w * changed->rects[i].h;
    s->shown = *list;
    enum err err = painter_paint(s->painter, list, frame, changed);
    s->repaint = err != ERR_NONE;
    if (err)
        changed->count = 0; // nothing was painted
    return err;
}

enum err ui_stage_end(struct ui_stage *s, struct ui_focus *focus, const struct frame *frame, when_ms now,
                      struct ui_changed *changed) {
    struct ui *before = &s->ui[s->now], *u = &s->ui[!s->now];
    assert(u->failed || (!u->open && u->root)); // every ui_open has its ui_close
    changed->count = 0;
    changed->pixels = 0;
    s->failed = true;
    if (u->failed)
        return ERR_MEMORY; // the tree before stays the present one
    if (s->focus != focus)
        s->scroll_motion.running = false;
    s->focus = focus;
    ui_layout(u, focus);
    ui_focus_resolve(u, focus); // again: the second view may have brought another tree
    // Everything is painted anew when the text size, the language or the frame changed: the focus may have moved away.
    if (u->focus != s->seen_focus || before->root == NULL || before->root->id != u->root->id || s->repaint) {
        ui_stage_follow(s, u, focus, now);
        s->seen_focus = u->focus;
    }
    if (s->scroll_motion.start < 0)
        s->scroll_motion.start = now;
    ui_focus_remember(u->root, focus);
    start_ring(s, before, u, now);
    struct draw_list *list = &s->lists[!s->now];
    if (!compose(s, u, list, focus, now))
        return ERR_MEMORY;
    s->now = !s->now;
    s->failed = false;
    end_motion(s, now);
    return paint(s, list, frame, changed);
}

// Brings the focus into sight: at once when the screen is new or keys repeat, else smoothly.
void ui_stage_follow(struct ui_stage *s, struct ui *u, struct ui_focus *focus, when_ms now) {
    struct ui_scroll_memory was[UI_MEMORY];
    int count = focus->scroll_count;
    memcpy(was, focus->scrolls, sizeof was);
    if (!ui_scroll_to(u, focus, u->focus))
        return;
    ui_layout(u, focus);
    for (int i = 0; i < focus->scroll_count; i++) {
        int before = i < count && was[i].list == focus->scrolls[i].list ? was[i].offset : 0;
        if (before == focus->scrolls[i].offset)
            continue;
        start_scroll(s, focus->scrolls[i].list, before, !still(&u->world, s->repeating) && !s->repaint && s->seen_focus, now);
    }
}

when_ms ui_stage_next(const struct ui_stage *s) { return s->ring_motion.running || s->scroll_motion.running ? s->next : -1; }

enum err ui_stage_animate(struct ui_stage *s, const struct frame *frame, when_ms now, struct ui_changed *changed) {
    struct ui *u = &s->ui[s->now];
    changed->count = 0;
    changed->pixels = 0;
    if (!u->root || !s->focus)
        return ERR_NONE;
    end_motion(s, now);
    if (!compose(s, u, &s->lists[s->now], s->focus, now)) {
        s->repaint = true; // with the next whole frame
        return ERR_MEMORY;
    }
    return paint(s, &s->lists[s->now], frame, changed);
}

// ---- Keys ----
// To whole lines: not past one that was seen only in part before, but some way in any case.
static int to_whole(const struct ui *u, const struct ui_node *list, int before, int offset, bool end) {
    int far = list->rect.y + list->content_h, back = ui_scroll_whole(u, list, offset, far, true);
    bool ahead = offset > before && (end || back <= before);
    return ahead ? ui_scroll_whole(u, list, offset, far, false) : back;
}

static bool scroll_list(struct ui_stage *s, struct ui_focus *f, const struct ui_node *list, int by) {
    const struct ui *u = &s->ui[s->now];
    int *offset = ui_scroll_offset(f, list->id, true), before = *offset, most = list->content_h - list->rect.h;
    *offset = before + by < 0 ? 0 : before + by > most ? most : before + by;
    if (*offset && ui_whole(u, list))
        *offset = to_whole(u, list, before, *offset, *offset == most);
    if (*offset == before)
        return false;
    start_scroll(s, list->id, before, !still(&u->world, s->repeating), -1); // the frame that follows tells the time
    return true;
}

// How much further a list will have moved when its motion ends.
static int still_to_go(const struct ui_stage *s, const struct ui_node *list, int offset) {
    return s->scroll_motion.running && s->scroll_list == list->id ? offset - s->scroll_shown : 0;
}

// What stands between two controls is read before it is passed: where more lies between than the list shows at once, or
// where the arrow leaves a list whose end was not seen yet, the list moves first, by what it shows less a line.
static bool read_on(struct ui_stage *s, struct ui_focus *f, const struct ui_node *from, const struct ui_node *to, bool down) {
    const struct ui *u = &s->ui[s->now];
    const struct ui_node *list = from->parent;
    while (list && !(list->scroll && list->content_h > list->rect.h))
        list = list->parent;
    if (!list)
        return false;
    const int *offset = ui_scroll_offset(f, list->id, false);
    int above = offset ? *offset : 0, rest = down ? list->content_h - list->rect.h - above : above, y = to->rect.y - still_to_go(s, list, above);
    int line = ui_px(u, KEPT_LINE), most = list->rect.h - line, way = list->rect.y - y; // of what is higher than its list the top is shown
    if (down)
        way = to->rect.h > list->rect.h ? -way : y + to->rect.h - rect_bottom(list->rect);
    bool far = ui_find(list, to->id) ? way > most - (ui_whole(u, list) ? line : 0) : rest > ui_px(u, REST);
    return far && most > line && scroll_list(s, f, list, down ? most : -most);
}

static bool in_sight(const struct ui_node *n) { return rect_touch(n->rect, n->clip); }

// A list with nothing to focus in sight, or whose end has no control, moves by itself.
static enum ui_reaction scroll_by_key(struct ui_stage *s, struct ui_focus *f, enum key key, const struct ui_node *from) {
    const struct ui *u = &s->ui[s->now];
    int step = key == KEY_UP ? -ui_px(u, SCROLL_STEP) : key == KEY_DOWN ? ui_px(u, SCROLL_STEP) : 0;
    const struct ui_node *scope = ui_scope(u->root);
    for (const struct ui_node *n = scope; n && step; n = ui_next(scope, n)) {
        int most = n->content_h - n->rect.h;
        bool around = from && ui_find(n, from->id), empty = true;
        if (!n->scroll || most <= 0)
            continue;
        for (const struct ui_node *k = n; k && empty; k = ui_next(n, k))
            empty = !ui_can_focus(k) || !in_sight(k);
        if (!around && !empty)
            continue;
        if (scroll_list(s, f, n, step))
            return UI_MOVED;
    }
    return UI_NOTHING;
}

static enum ui_reaction move(struct ui_stage *s, struct ui_focus *f, enum key key) {
    static const enum ui_dir dirs[] = {[KEY_UP] = DIR_UP, [KEY_DOWN] = DIR_DOWN, [KEY_LEFT] = DIR_LEFT, [KEY_RIGHT] = DIR_RIGHT};
    const struct ui *u = &s->ui[s->now];
    const struct ui_node *from = ui_find(u->root, f->id), *to = from ? ui_steer(u, f, from, dirs[key]) : NULL;
    if (!to)
        return scroll_by_key(s, f, key, from);
    if ((key == KEY_UP || key == KEY_DOWN) && read_on(s, f, from, to, key == KEY_DOWN))
        return UI_MOVED;
    f->id = to->id;
    return UI_MOVED;
}

// Channel up and down walk a screenful of the list.
static enum ui_reaction page(struct ui_stage *s, struct ui_focus *f, enum key key) {
    const struct ui *u = &s->ui[s->now];
    const struct ui_node *from = ui_find(u->root, f->id), *list = from;
    while (list && !list->scroll)
        list = list->parent;
    if (!list)
        return UI_PASS;
    enum ui_reaction r = UI_NOTHING;
    for (const struct ui_node *n = from; n;) {
        const struct ui_node *to = ui_steer(u, f, n, key == KEY_PAGE_UP ? DIR_UP : DIR_DOWN);
        if (!to || !ui_find(list, to->id) || labs((long)to->rect.y - from->rect.y) > list->rect.h)
            break;
        f->id = to->id;
        r = UI_MOVED;
        n = to;
    }
    return r;
}

enum ui_reaction ui_stage_key(struct ui_stage *s, struct ui_focus *focus, enum key key, bool repeat) {
    const struct ui *u = &s->ui[s->now];
    const struct ui_node *n = u->root ? ui_find(u->root, focus->id) : NULL;
    s->repeating = repeat;
    if (!u->root || (n && (n->takes & UI_TAKES(key))))
        return UI_PASS;
    switch (key) {
    case KEY_UP: case KEY_DOWN: case KEY_LEFT: case KEY_RIGHT: return move(s, focus, key);
    case KEY_PAGE_UP: case KEY_PAGE_DOWN: return page(s, focus, key);
    case KEY_OK: return !n || !n->action ? UI_PASS : n->states & STATE_DISABLED ? UI_NOTHING : UI_ACTIVATE;
    default: return UI_PASS;
    }
}

void ui_stage_press(struct ui_stage *s, bool down) { s->pressed = down; }

bool ui_stage_image(struct ui_stage *s, const char *name, const uint32_t *pixels, int w, int h) {
    return image_put(&s->images, name, pixels, w, h);
}
bool ui_stage_has_image(struct ui_stage *s, const char *name) { return image_get(&s->images, name) != NULL; }
void ui_stage_forget_images(struct ui_stage *s) { image_finish(&s->images); }

const struct ui_node *ui_stage_root(const struct ui_stage *s) { return s->ui[s->now].root; }
const struct ui_node *ui_stage_focused(const struct ui_stage *s) {
    const struct ui *u = &s->ui[s->now];
    return u->root ? ui_find(u->root, u->focus) : NULL;
}
