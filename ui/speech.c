// SPDX-License-Identifier: Apache-2.0
// What is said comes from the difference of two trees: a new screen by its title, a new focus by name, kind, value and
// place among its like, a change by the new value, live regions by themselves. Private values are never said.
#include "base/buf.h"
#include "ui/stage.h"

enum { WHOLE_MAX = 400 }; // nodes read aloud at most

struct saying {
    struct buf *to;
    const struct ui *u;
    bool any;
};

static void spoken(struct saying *s, const char *text) {
    for (; *text; text++)
        if (*text != *TEXT_BOLD && *text != *TEXT_PLAIN)
            buf_char(s->to, *text == '\n' ? ' ' : *text);
}

// The voice pauses at a question mark of a label by itself.
static bool ended(const struct saying *s) { return s->to->len && strchr(".!?:", s->to->data[s->to->len - 1]); }

static void say(struct saying *s, const char *text) {
    if (!text || !*text)
        return;
    if (s->any)
        buf_text_add(s->to, ended(s) ? " " : ". ");
    spoken(s, text);
    s->any = true;
}

static void add(struct saying *s, const char *text) {
    if (!text || !*text)
        return;
    buf_text_add(s->to, ended(s) ? " " : ", ");
    spoken(s, text);
}

static const char *role_word(const struct ui *u, const struct ui_node *n) {
    switch (n->role) {
    case ROLE_BUTTON: return tr(u, "button");
    case ROLE_CHOICE: return n->states & STATE_CHECKED ? tr(u, "chosen") : tr(u, "not chosen");
    case ROLE_CHECK: return n->states & STATE_CHECKED ? tr(u, "ticked") : tr(u, "not ticked");
    case ROLE_FIELD: return tr(u, "text field");
    case ROLE_TAB: return n->states & STATE_SELECTED ? tr(u, "selected") : NULL;
    default: return NULL;
    }
}

// "3 of 5": place among the controls of its group, when there are several.
static void place(struct saying *s, const struct ui_node *n) {
    int at = 0, count = 0;
    char text[64];
    const struct ui_node *group = n->parent;
    if (!group || n->role == ROLE_KEY)
        return;
    for (const struct ui_node *c = group->first; c; c = c->next) {
        count += c->focusable;
        at = c == n ? count : at;
    }
    if (count < 2)
        return;
    snprintf(text, sizeof text, tr(s->u, "%d of %d"), at, count);
    add(s, text);
}

static void control(struct saying *s, const struct ui_node *n) {
    say(s, n->label);
    add(s, role_word(s->u, n));
    if (n->states & STATE_PRIVATE)
        add(s, n->value && *n->value ? tr(s->u, "hidden") : NULL);
    else
        add(s, n->value);
    if (n->states & STATE_DISABLED)
        add(s, tr(s->u, "not available"));
    place(s, n);
    say(s, n->hint);
}

static const struct ui_node *screen_title(const struct ui_node *root) {
    const struct ui_node *scope = ui_scope(root);
    return scope->label ? scope : root;
}

static bool differs(const struct ui_node *a, const struct ui_node *b) {
    return !a || !text_same(a->label, b->label) || !text_same(a->value, b->value) || a->states != b->states ||
           !text_same(a->text, b->text);
}

static void live_regions(struct saying *s, const struct ui_node *before, const struct ui_node *root) {
    for (const struct ui_node *n = root; n; n = ui_next(root, n)) {
        if (n->live == LIVE_OFF || !differs(before ? ui_find(before, n->id) : NULL, n))
            continue;
        bool open = !(n->states & STATE_PRIVATE);
        say(s, n->label ? n->label : open ? n->text : NULL);
        if (open && n->label)
            add(s, n->value);
    }
}

static void whole_screen(struct saying *s, const struct ui_node *root) {
    const struct ui_node *scope = ui_scope(root);
    int left = WHOLE_MAX;
    for (const struct ui_node *n = scope; n && left; n = ui_next(scope, n), left--) {
        bool inside_control = false;
        for (const struct ui_node *p = n->parent; p && !inside_control; p = p->parent)
            inside_control = p->focusable || p->role == ROLE_KEYBAR;
        if (inside_control || n->role == ROLE_KEY || n->role == ROLE_KEYBAR)
            continue;
        if (n->focusable)
            control(s, n);
        else if (n->role != ROLE_GROUP || n->paint == PAINT_TEXT)
            say(s, n->states & STATE_PRIVATE ? n->label : n->label ? n->label : n->text);
    }
}

bool ui_speech(struct buf *to, const struct ui_stage *stage, bool whole) {
    const struct ui *u = &stage->ui[stage->now], *was = &stage->ui[!stage->now];
    struct saying s = {.to = to, .u = u};
    if (!u->root || (stage->failed && !whole))
        return false;
    if (whole) {
        whole_screen(&s, u->root);
        return s.any;
    }
    const struct ui_node *title = screen_title(u->root), *old = was->root ? screen_title(was->root) : NULL;
    bool new_screen = !old || old->id != title->id || !text_same(old->label, title->label);
    if (new_screen)
        say(&s, title->label);
    live_regions(&s, new_screen ? NULL : was->root, u->root);
    const struct ui_node *n = ui_find(u->root, u->focus);
    const struct ui_node *before = was->root ? ui_find(was->root, u->focus) : NULL;
    if (n && (new_screen || was->focus != u->focus))
        control(&s, n);
    else if (n && before && differs(before, n) && n->role != ROLE_FIELD)
        control(&s, n);
    return s.any;
}
