// SPDX-License-Identifier: Apache-2.0
// What a larger text size loses: texts that are drawn at one size and stand nowhere at the other.
#include "base/buf.h"
#include "base/mem.h"
#include "ui/stage.h"

enum { TEXTS_MAX = 600, TEXTS_ROOM = 1 << 20 };

struct drawn {
    const char *text;
    const char *control; // key of the control that it stands on; NULL: none
};
struct texts {
    struct arena arena;
    struct drawn items[TEXTS_MAX];
    int count;
};

// Without the marks of bold words.
static const char *plain(struct arena *a, const char *text) {
    char *copy = arena_copy(a, text, strlen(text)), *to = copy;
    for (const char *p = copy; p && *p; p++)
        if (*p != '\x02' && *p != '\x03')
            *to++ = *p;
    if (to)
        *to = '\0';
    return copy ? copy : "";
}

static bool named(const char *key, const char *const *names) {
    for (; names && *names; names++)
        if (text_same(key, *names))
            return true;
    return false;
}

static bool left_out(const struct ui_node *n, const char *const *apart) {
    static const char *const frame[] = {"header", "step", NULL}; // the page's own rule for large text
    for (; n; n = n->parent)
        if (n->role == ROLE_KEYBAR || named(n->key, frame) || named(n->key, apart))
            return true;
    return false;
}

static const char *control_of(const struct ui_node *n) {
    while (n && !n->focusable)
        n = n->parent;
    return n ? n->key : NULL;
}

static const char *drawn_text(const struct ui_node *n) {
    return n->paint == PAINT_TEXT || n->paint == PAINT_CARET ? ui_node_text(n) : "";
}

static void collect(struct texts *t, const struct ui *u, const char *const *apart) {
    const struct ui_node *scope = ui_scope(u->root);
    arena_reset(&t->arena);
    t->count = 0;
    for (const struct ui_node *n = scope; n && t->count < TEXTS_MAX; n = ui_next(scope, n)) {
        if (!*drawn_text(n) || left_out(n, apart))
            continue;
        const char *control = control_of(n);
        t->items[t->count++] = (struct drawn){plain(&t->arena, drawn_text(n)), control ? arena_string(&t->arena, control) : NULL};
    }
}

static bool among(const struct texts *t, const char *text) {
    for (int i = 0; i < t->count; i++)
        if (strstr(t->items[i].text, text))
            return true;
    return false;
}

// With the focus on the control of that key, as a person would have gone there.
static bool stands_beside_focus(struct texts *now, struct ui_stage *s, const struct ui_trial *large, const struct drawn *d) {
    struct ui_focus focus = *large->focus;
    struct ui *u = d->control ? ui_trial_build(s, large, &focus) : NULL;
    const struct ui_node *scope = u ? ui_scope(u->root) : NULL;
    for (const struct ui_node *n = scope; n; n = ui_next(scope, n)) {
        if (!n->focusable || !text_same(n->key, d->control))
            continue;
        focus.id = n->id;
        u = ui_trial_build(s, large, &focus);
        if (u)
            collect(now, u, NULL);
        return u && among(now, d->text);
    }
    return false;
}

static int compare(struct texts *usual, struct texts *now, struct buf *to, struct ui_stage *s, const struct ui_trial *large) {
    struct ui_focus focus = *large->focus;
    struct ui *u = ui_trial_build(s, large, &focus);
    bool seen[TEXTS_MAX] = {false};
    int lost = 0;
    if (u)
        collect(now, u, NULL);
    for (int i = 0; u && i < usual->count; i++)
        seen[i] = among(now, usual->items[i].text);
    for (int i = 0; i < usual->count; i++) {
        if (seen[i] || stands_beside_focus(now, s, large, &usual->items[i]))
            continue;
        buf_printf(to, "larger text loses: \"%.80s\"\n", usual->items[i].text);
        lost++;
    }
    return lost;
}

int ui_audit_lost(struct buf *to, struct ui_stage *s, const struct ui_trial *usual, const struct ui_trial *large, const char *const *apart) {
    struct texts *t = mem_alloc(2 * sizeof *t); // at the usual size, and at the large one
    struct ui_focus focus = *usual->focus;
    int lost = 1;
    if (!t)
        return lost;
    for (int i = 0; i < 2; i++)
        arena_init(&t[i].arena, TEXTS_ROOM);
    struct ui *u = ui_trial_build(s, usual, &focus);
    if (u) {
        collect(&t[0], u, apart);
        lost = compare(&t[0], &t[1], to, s, large);
    }
    for (int i = 0; i < 2; i++)
        arena_finish(&t[i].arena);
    mem_free(t);
    return lost;
}
