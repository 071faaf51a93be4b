// SPDX-License-Identifier: Apache-2.0
// The tree as text: what a tester reads, what a golden file holds, what "expect" looks into.
#include "base/buf.h"
#include "ui/inside.h"

static const char *const role_words[ROLE_COUNT] = {
    [ROLE_GROUP] = "group", [ROLE_SCREEN] = "screen", [ROLE_DIALOG] = "dialog", [ROLE_HEADING] = "heading",
    [ROLE_TEXT] = "text", [ROLE_IMAGE] = "image", [ROLE_STATUS] = "status", [ROLE_ALERT] = "alert", [ROLE_BUSY] = "busy",
    [ROLE_PROGRESS] = "progress", [ROLE_BUTTON] = "button", [ROLE_ROW] = "row", [ROLE_TAB] = "tab", [ROLE_CHOICE] = "choice",
    [ROLE_CHECK] = "check", [ROLE_FIELD] = "field", [ROLE_KEY] = "key", [ROLE_LIST] = "list", [ROLE_TIMELINE] = "timeline",
    [ROLE_KEYBAR] = "keybar",
};

static bool meaningful(const struct ui_node *n) {
    if (n->role == ROLE_GROUP)
        return n->label || (n->paint == PAINT_TEXT && n->text && *n->text);
    return n->role != ROLE_IMAGE || n->label;
}

// Bold markers and line ends are for the eye only.
static void plain(struct buf *to, const char *text) {
    buf_char(to, '"');
    for (; *text; text++)
        if (*text == '\n')
            buf_text_add(to, "\\n");
        else if (*text != *TEXT_BOLD && *text != *TEXT_PLAIN)
            buf_char(to, *text);
    buf_char(to, '"');
}

static void states(struct buf *to, const struct ui_node *n) {
    static const struct { unsigned bit; const char *word; } words[] = {
        {STATE_DISABLED, " disabled"}, {STATE_CHECKED, " checked"}, {STATE_SELECTED, " selected"},
        {STATE_INVALID, " invalid"},   {STATE_EDITING, " editing"},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (n->states & words[i].bit)
            buf_text_add(to, words[i].word);
}

static void line(struct buf *to, const struct ui_node *n, ui_id focus, int depth, bool boxes) {
    const char *label = n->label ? n->label : n->states & STATE_PRIVATE ? NULL : n->text;
    buf_printf(to, "%*s%s", depth * 2, "", n->role == ROLE_GROUP && !n->label ? "text" : role_words[n->role]);
    if (label) {
        buf_char(to, ' ');
        plain(to, label);
    }
    if (n->value && *n->value) {
        buf_text_add(to, " = ");
        plain(to, n->states & STATE_PRIVATE ? "•••" : n->value);
    }
    states(to, n);
    if (n->role == ROLE_PROGRESS)
        buf_printf(to, " %d/%d", n->bars.filled, n->bars.total);
    if (boxes)
        buf_printf(to, " [%d %d %d %d]", n->rect.x, n->rect.y, n->rect.w, n->rect.h);
    buf_text_add(to, n->focusable && n->id == focus ? " *focus*\n" : "\n");
}

static void walk(struct buf *to, const struct ui_node *n, ui_id focus, int depth, bool boxes) {
    bool mine = meaningful(n);
    if (mine)
        line(to, n, focus, depth, boxes);
    for (const struct ui_node *c = n->first; c; c = c->next) {
        // What a control is called is said once: its inner texts are how it looks.
        if (mine && n->focusable && c->role == ROLE_GROUP && !c->label && !boxes)
            continue;
        walk(to, c, focus, depth + mine, boxes);
    }
}

void ui_snapshot(struct buf *to, const struct ui_node *root, ui_id focus) { walk(to, root, focus, 0, false); }
void ui_snapshot_boxes(struct buf *to, const struct ui_node *root, ui_id focus) { walk(to, root, focus, 0, true); }
