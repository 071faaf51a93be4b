// SPDX-License-Identifier: Apache-2.0
#include "ui/keys.h"
#include "ui/inside.h"

enum { DIGITS = 9 };

static bool is_one_of_keybar(const struct ui_node *n) {
    for (const struct ui_node *p = n->parent; p; p = p->parent)
        if (p->role == ROLE_KEYBAR)
            return true;
    return false;
}

static void take_label(struct ui_keys *keys, const struct ui_node *n) {
    const struct { const char *key; char *to; } places[] = {{"ok", keys->ok}, {"yellow", keys->yellow}, {"back", keys->back}};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (text_same(n->key, places[i].key))
            (void)text_copy(places[i].to, UI_KEYS_TEXT, n->label);
}

void ui_keys_of(struct ui *u, struct ui_keys *keys) {
    *keys = (struct ui_keys){.answers = 0};
    if (u->failed || !u->root)
        return;
    (void)text_copy(keys->title, sizeof keys->title, u->root->label ? u->root->label : "");
    const struct ui_node *scope = ui_scope(u->root);
    for (const struct ui_node *n = scope; n; n = ui_next(scope, n)) {
        bool choice = n->role == ROLE_CHOICE || n->role == ROLE_CHECK;
        keys->answers += choice && n->focusable && keys->answers < DIGITS;
        keys->writes |= n->role == ROLE_FIELD && n->states & STATE_EDITING;
        keys->pages |= n->scroll && n->role == ROLE_LIST;
        keys->letters |= n->role == ROLE_KEY && text_same(n->key, "pad");
    }
    for (const struct ui_node *n = u->root; n; n = ui_next(u->root, n))
        if (n->label && is_one_of_keybar(n))
            take_label(keys, n);
}
