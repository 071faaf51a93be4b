// SPDX-License-Identifier: Apache-2.0
// Looks at a frame as a strict tester would. Every rule is one function over the nodes; each complaint is one line.
#include "base/buf.h"
#include "base/mem.h"
#include "ui/audit.h"
#include "ui/stage.h"

enum { SAFE_X = 96, SAFE_Y = 54, SMALLEST_TEXT = 24, CONTROLS_MAX = 1000, LEAST_CONTRAST = 7 };

struct audit {
    struct buf *to;
    const struct ui *u;
    const struct ui_focus *focus;
    int complaints;
    bool page; // a whole screen of the app: it has a key bar
};

static const char *name_of(const struct ui_node *n) { return n->label ? n->label : n->text ? n->text : n->key; }

static void complain(struct audit *a, const struct ui_node *n, const char *what) {
    buf_printf(a->to, "%s: \"%.80s\" [%d %d %d %d]\n", what, name_of(n), n->rect.x, n->rect.y, n->rect.w, n->rect.h);
    a->complaints++;
}

// ---- Contrast (WCAG 2.2, 1.4.6; the design asks for it in every theme)
static void check_contrast(struct audit *a, const struct ui_node *n) {
    enum colour ink = COLOUR_NONE, paper = COLOUR_NONE;
    bool focused = false;
    if (n->paint != PAINT_TEXT)
        return;
    for (const struct ui_node *p = n; p; p = p->parent) {
        ink = ink ? ink : p->ink;
        focused |= !paper && p->focusable && p->id == a->u->focus && !p->plain_focus;
        paper = paper ? paper : p->fill;
    }
    if (focused)
        return; // the inks of a focused control are fixed by the theme, which has its own test
    const struct theme *t = &a->u->world.theme;
    if (ui_contrast(theme_colour(t, ink ? ink : COLOUR_INK), theme_colour(t, paper ? paper : COLOUR_GROUND)) < LEAST_CONTRAST)
        complain(a, n, "contrast too low");
}

// ---- Geometry ----
static bool clipped(const struct ui_node *n) { return !rect_inside(n->rect, n->clip); }

static void check_place(struct audit *a, const struct ui_node *n) {
    const struct ui *u = a->u;
    bool seen = n->focusable || (n->paint != PAINT_NONE && (n->role != ROLE_IMAGE || n->label)); // a skyline is no information
    struct rect safe = {ui_px(u, SAFE_X), ui_px(u, SAFE_Y), 0, 0};
    safe.w = u->world.width - 2 * safe.x;
    safe.h = u->world.height - 2 * safe.y;
    if (!seen || rect_empty(n->rect) || !rect_touch(n->rect, n->clip))
        return;
    struct rect visible = rect_meet(n->rect, n->clip);
    if (!rect_inside(visible, rect_grow(safe, 2)))
        complain(a, n, "outside the safe area");
}

static bool scrolls(const struct ui_node *n) {
    for (; n; n = n->parent)
        if (n->scroll)
            return true;
    return false;
}

static void check_text(struct audit *a, const struct ui_node *n) {
    if (n->paint != PAINT_TEXT || !*ui_node_text(n))
        return;
    const struct text_block *b = n->lay.block;
    if (theme_type(&a->u->world.theme, n->type).size < SMALLEST_TEXT)
        complain(a, n, "text under 24 px");
    if (b && b->cut)
        complain(a, n, "text cut");
    if (b && b->width > n->rect.w + 1)
        complain(a, n, "text wider than its place");
    if (b && b->height > n->rect.h + 1)
        complain(a, n, "text higher than its place");
    bool beside = n->rect.x < n->clip.x || rect_right(n->rect) > rect_right(n->clip); // lists scroll up and down only
    if (clipped(n) && (!scrolls(n) || beside))
        complain(a, n, "text clipped");
}

static bool related(const struct ui_node *a, const struct ui_node *b) { return ui_find(a, b->id) || ui_find(b, a->id); }

static void check_overlap(struct audit *a, const struct ui_node *n, const struct ui_node *scope) {
    bool leaf_text = n->paint == PAINT_TEXT && *ui_node_text(n);
    if (!n->focusable && !leaf_text)
        return;
    struct rect mine = rect_meet(n->rect, n->clip);
    for (const struct ui_node *m = ui_next(scope, n); m; m = ui_next(scope, m)) {
        bool other_text = m->paint == PAINT_TEXT && *ui_node_text(m);
        if (!m->focusable && !other_text)
            continue;
        struct rect both = rect_meet(mine, rect_meet(m->rect, m->clip));
        if (both.w > 1 && both.h > 1 && !related(n, m))
            complain(a, m, "overlaps another");
    }
}

// ---- Reachability: every control by arrows from the focus, and back ----
struct graph {
    const struct ui_node *nodes[CONTROLS_MAX];
    short to[CONTROLS_MAX][4]; // by enum ui_dir; -1: nowhere
    bool reached[CONTROLS_MAX], leaves[CONTROLS_MAX];
    int count;
};

static int index_of(const struct graph *g, const struct ui_node *n) {
    for (int i = 0; i < g->count; i++)
        if (g->nodes[i] == n)
            return i;
    return -1;
}

static void find_edges(const struct audit *a, struct graph *g) {
    const struct ui_node *scope = ui_scope(a->u->root);
    for (const struct ui_node *n = scope; n && g->count < CONTROLS_MAX; n = ui_next(scope, n))
        if (ui_can_focus(n))
            g->nodes[g->count++] = n;
    for (int i = 0; i < g->count; i++)
        for (int d = DIR_UP; d <= DIR_RIGHT; d++)
            g->to[i][d] = (short)index_of(g, ui_steer(a->u, a->focus, g->nodes[i], (enum ui_dir)d));
}

// One round over all arrows; true while it learned something.
static bool spread(struct graph *g) {
    bool news = false;
    for (int i = 0; i < g->count; i++) {
        for (int d = DIR_UP; d <= DIR_RIGHT; d++) {
            int to = g->to[i][d];
            if (to < 0)
                continue;
            news |= (g->reached[i] && !g->reached[to]) || (g->leaves[to] && !g->leaves[i]);
            g->reached[to] |= g->reached[i];
            g->leaves[i] |= g->leaves[to];
        }
    }
    return news;
}

static void check_reach(struct audit *a) {
    struct graph *g = mem_alloc(sizeof *g);
    int start = -1;
    if (g) {
        find_edges(a, g);
        start = index_of(g, ui_find(a->u->root, a->u->focus));
    }
    if (start >= 0) {
        g->reached[start] = g->leaves[start] = true;
        while (spread(g))
            ;
        for (int i = 0; i < g->count; i++) {
            if (!g->reached[i])
                complain(a, g->nodes[i], "arrows cannot reach it");
            if (!g->leaves[i])
                complain(a, g->nodes[i], "arrows cannot leave it");
        }
    }
    mem_free(g);
}

static void check_name(struct audit *a, const struct ui_node *n) {
    if (n->focusable && (!n->label || !*n->label))
        complain(a, n, "control without a name");
}

// ---- The focus is on the glass, as a whole when its list is high enough
static void check_focus(struct audit *a) {
    const struct ui_node *n = ui_find(a->u->root, a->u->focus);
    if (!n)
        return;
    struct rect seen = rect_meet(n->rect, n->clip);
    int list = n->clip.h;
    if (rect_empty(seen) || seen.w < n->rect.w || (seen.h < n->rect.h && seen.h < list * 2 / 3))
        complain(a, n, "the focus is out of sight");
}

// ---- The key bar: what a key does stands beside it, whatever the text size
static const char *const bar_names[] = {"red", "green", "yellow", "blue", "ok", "back"};
enum { BAR_KEYS = sizeof bar_names / sizeof *bar_names };

static const struct ui_node *bar_of(const struct ui *u) {
    for (const struct ui_node *n = u->root; n; n = ui_next(u->root, n))
        if (n->role == ROLE_KEYBAR)
            return n;
    return NULL;
}

static const struct ui_node *bar_key(const struct ui_node *bar, const char *name) {
    for (const struct ui_node *n = bar; n; n = ui_next(bar, n))
        if (!strcmp(n->key, name))
            return n;
    return NULL;
}

static unsigned bar_keys(const struct ui *u) {
    const struct ui_node *bar = bar_of(u);
    unsigned keys = 0;
    for (int i = 0; bar && i < BAR_KEYS; i++)
        keys |= bar_key(bar, bar_names[i]) ? 1u << i : 0;
    return keys;
}

static bool has_text(const struct ui_node *key) {
    for (const struct ui_node *n = key; n; n = ui_next(key, n))
        if (!strcmp(n->key, "label") && n->paint == PAINT_TEXT)
            return *ui_node_text(n) && !clipped(n);
    return false;
}

static void check_bar(struct audit *a) {
    const struct ui_node *bar = bar_of(a->u), *focused = ui_find(a->u->root, a->u->focus);
    unsigned keys = bar_keys(a->u);
    if (!bar) {
        if (a->page)
            complain(a, a->u->root, "no key bar");
        return;
    }
    for (int i = 0; i < BAR_KEYS; i++) {
        const struct ui_node *key = bar_key(bar, bar_names[i]);
        if (key && (!has_text(key) || !rect_inside(key->rect, bar->rect)))
            complain(a, key, "a key without room for its words");
    }
    if (focused && focused->action && !(keys & 1u << 4))
        complain(a, bar, "OK is not explained");
    if ((keys & 1) && (keys & 0xB) != 0xB)
        complain(a, bar, "a colour key is missing");
}

static int audit(struct audit *a) {
    const struct ui_node *scope = ui_scope(a->u->root);
    for (const struct ui_node *n = scope; n; n = ui_next(scope, n)) {
        check_name(a, n);
        check_contrast(a, n);
        check_place(a, n);
        check_text(a, n);
        check_overlap(a, n, scope);
    }
    check_focus(a);
    check_bar(a);
    check_reach(a);
    return a->complaints;
}

int ui_audit(struct buf *to, struct ui_stage *s, const struct ui_world *world) {
    static const struct ui_focus nothing;
    struct audit a = {.to = to, .u = &s->ui[s->now], .focus = s->focus ? s->focus : &nothing};
    (void)world;
    return a.u->root ? audit(&a) : 0;
}

struct ui *ui_trial_build(struct ui_stage *s, const struct ui_trial *t, struct ui_focus *focus) {
    struct ui *u;
    focus->scroll_count = 0; // pixels of another frame
    do {
        u = ui_stage_begin(s, t->world, focus);
        t->view(t->state, u);
    } while (ui_stage_refocus(s, focus));
    if (u->failed || !u->root)
        return NULL;
    ui_layout(u, focus);
    ui_focus_resolve(u, focus);
    if (ui_scroll_to(u, focus, u->focus))
        ui_layout(u, focus);
    return u;
}

int ui_audit_trial(struct buf *to, struct ui_stage *s, const struct ui_trial *t, unsigned *keys) {
    struct ui_focus focus = *t->focus;
    struct ui *u = ui_trial_build(s, t, &focus);
    if (!u) {
        buf_text_add(to, "no memory for the view\n");
        return 1;
    }
    struct audit a = {.to = to, .u = u, .focus = &focus, .page = true};
    if (keys)
        *keys = bar_keys(u);
    return audit(&a);
}
