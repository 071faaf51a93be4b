// SPDX-License-Identifier: Apache-2.0
// Steps that walk with the arrow keys, as a person who looks at the screen does.
#include "app/script_steps.h"

#include "platform/headless/headless.h"

enum { WALK_KEYS = 400 };

static enum key towards(const struct rect *from, const struct rect *to) {
    int dx = to->x + to->w / 2 - from->x - from->w / 2, dy = to->y + to->h / 2 - from->y - from->h / 2;
    bool apart_y = to->y >= rect_bottom(*from) || from->y >= rect_bottom(*to);
    if (apart_y)
        return dy > 0 ? KEY_DOWN : KEY_UP;
    return dx > 0 ? KEY_RIGHT : KEY_LEFT;
}

static const struct ui_node *find_control(const struct ui_node *n, const char *label) {
    if (n->focusable && n->label && text_same(n->label, label))
        return n;
    const struct ui_node *hit = NULL;
    for (const struct ui_node *c = n->first; c && !hit; c = c->next)
        hit = find_control(c, label);
    return hit;
}

static void arrow(struct run *r, enum key key) {
    if (headless_press(r->p, key))
        script_settle(r);
}

// Goes to the control that `pick` gives in the present tree: every key makes a new one.
static enum err walk(struct run *r, const struct ui_node *(*pick)(const struct ui_node *, const void *), const void *what, const char *name) {
    static const enum key tries[] = {KEY_DOWN, KEY_RIGHT, KEY_UP, KEY_LEFT};
    for (int i = 0, stuck = 0; i < WALK_KEYS && !r->quit; i++) {
        const struct ui_node *from = ui_stage_focused(app_stage(r->app));
        const struct ui_node *to = pick(ui_stage_root(app_stage(r->app)), what);
        if (!to)
            return script_expected(r, "a control called", name);
        if (from == to)
            return ERR_NONE;
        ui_id before = from ? from->id : 0;
        int y = from ? from->rect.y : 0;
        enum key key = from && !stuck ? towards(&from->rect, &to->rect) : tries[(i + stuck) % 4];
        arrow(r, key);
        from = ui_stage_focused(app_stage(r->app));
        stuck = from && from->id == before && from->rect.y == y ? stuck + 1 : 0; // or its list moved
    }
    return script_expected(r, "arrows to reach", name);
}

static const struct ui_node *by_label(const struct ui_node *root, const void *label) { return find_control(root, label); }
static const struct ui_node *by_id(const struct ui_node *root, const void *id) { return ui_find(root, *(const ui_id *)id); }

enum err script_walk(struct run *r, const char *label) { return walk(r, by_label, label, label); }

enum err script_walk_id(struct run *r, ui_id id) {
    const struct ui_node *n = ui_find(ui_stage_root(app_stage(r->app)), id);
    char name[128] = "";
    if (n && n->label)
        text_copy(name, sizeof name, n->label);
    return walk(r, by_id, &id, name);
}

enum err step_focus(struct run *r, const char *args) {
    char text[SCRIPT_LINE];
    enum err err = script_text(r, &args, text, sizeof text);
    return err ? err : script_walk(r, text);
}

enum err step_choose(struct run *r, const char *args) {
    char ok[] = "OK";
    enum err err = step_focus(r, args);
    return err ? err : script_press(r, ok);
}
