// SPDX-License-Identifier: Apache-2.0
// The field with its suggestions and the on-screen keyboard: ten keys a row, rows that wrap, "Next" always last.
#include "app/typing/typing.h"
#include "ui/widgets.h"

#include <ctype.h>

enum { KEY_W = 100, KEY_H = 84, GAP_X = 16, GAP_Y = 14, WIDE = 216, SPACE = 448, SUGGESTIONS_SHOWN = 4, ROW_KEYS = 10 };

static const char *const letters[] = {"qwertyuiop", "asdfghjkl-", "zxcvbnm,."};
static const char *const symbols[] = {"1234567890", "@/:;()!?'\"", "&+_=#*%."};
static const char *const mail[] = {"qwertyuiop", "asdfghjkl@", "zxcvbnm-."};

// At 100 % everything has its place; larger text lets the keys share what there is, below a field that stays in sight.
static bool as_drawn(const struct ui *u) { return ui_world(u)->theme.scale == SCALE_100; }

static void key(struct ui *u, const char *name, const char *label, const char *icon, int w, int act, int arg, bool strong, bool first) {
    bool one = !as_drawn(u), letter = act == ACT_TYPE_CHARACTER;
    ui_open(u, &(struct ui_node){.key = name, .role = ROLE_KEY, .label = label, .verb = letter || act == ACT_TYPE_SPACE ? tr(u, "Type") : label,
                                 .action = act, .arg = arg, .focusable = true, .autofocus = first, .axis = AXIS_ROW, .w = one ? 0 : (short)w,
                                 .grow = one ? (w == KEY_W ? 1 : w == SPACE ? 4 : 2) : 0, .min_h = KEY_H, .gap = 14, .radius = 12,
                                 .fill = COLOUR_CARD, .edge_line = true, .border = strong ? COLOUR_ACT : COLOUR_NONE, .border_w = 3,
                                 .align = ALIGN_CENTRE, .justify = ALIGN_CENTRE, .ink = strong ? COLOUR_ACT : COLOUR_NONE});
    if (icon && !strong)
        ui_leaf(u, &(struct ui_node){.key = "icon", .paint = PAINT_ICON, .icon = icon, .w = 40});
    bool bare = icon && act == ACT_TYPE_SHIFT;
    if (!bare)
        ui_leaf(u, &(struct ui_node){.key = "text", .paint = PAINT_TEXT, .text = label, .type = letter ? TYPE_HEADING : TYPE_LABEL,
                                     .regular = letter, .lines = 1});
    if (icon && strong)
        ui_leaf(u, &(struct ui_node){.key = "icon", .paint = PAINT_ICON, .icon = icon, .w = 40, .states = STATE_MIRROR});
    ui_close(u);
}

static void row_open(struct ui *u, const char *name, const struct typing_view *v) {
    // Latin letters and digits stand as on every keyboard, also where the language runs the other way.
    ui_open(u, &(struct ui_node){.key = name, .axis = AXIS_ROW, .gap = GAP_X, .edge = v->flat ? EDGE_LEAVE : EDGE_WRAP, .states = STATE_LTR});
}

static void character_keys(struct ui *u, const char *keys, bool upper, bool first) {
    for (const char *k = keys; *k; k++) {
        char c = upper ? (char)toupper((unsigned char)*k) : *k;
        key(u, ui_printf(u, "k%d", *k), ui_printf(u, "%c", c), NULL, KEY_W, ACT_TYPE_CHARACTER, *k, false, first && k == keys);
    }
}

static void last_row(struct ui *u, const struct typing *t, const struct typing_view *v, bool digits) {
    row_open(u, "row-last", v);
    if (!digits) {
        key(u, "page", t->symbols ? trc(u, "keyboard", "abc") : trc(u, "keyboard", "123"), NULL, WIDE, ACT_TYPE_SYMBOLS, 0, false, false);
        key(u, "space", trc(u, "keyboard", "space"), NULL, SPACE, ACT_TYPE_SPACE, 0, false, false);
    }
    key(u, "delete", tr(u, "Delete"), "del", WIDE, ACT_TYPE_DELETE, 0, false, false);
    key(u, "next", v->next, "right", WIDE, ACT_TYPE_NEXT, 0, true, t->len > 0);
    ui_close(u);
}

static void text_keyboard(struct ui *u, const struct typing *t, const struct typing_view *v) {
    const char *const *rows = t->symbols ? symbols : t->keyboard == KEYBOARD_EMAIL ? mail : letters;
    for (int i = 0; i < 3; i++) {
        row_open(u, ui_printf(u, "row%d", i), v);
        if (i == 2)
            key(u, "shift", t->shift ? tr(u, "Small letters") : tr(u, "Capital letter"), "shift", KEY_W, ACT_TYPE_SHIFT, 0, false, false);
        character_keys(u, rows[i], t->shift && !t->symbols, i == 0 && t->len == 0);
        ui_close(u);
    }
    last_row(u, t, v, false);
}

static void digit_keyboard(struct ui *u, const struct typing *t, const struct typing_view *v) {
    row_open(u, "row0", v);
    character_keys(u, "1234567890", false, t->len == 0);
    ui_close(u);
    if (t->keyboard == KEYBOARD_DECIMAL && !t->mask) {
        row_open(u, "row1", v);
        character_keys(u, ".-", false, false);
        ui_close(u);
    }
    last_row(u, t, v, true);
}

static bool fits(const struct typing *t, const char *suggestion) {
    int from = t->caret;
    while (from > 0 && t->text[from - 1] != ' ' && t->text[from - 1] != ',')
        from--;
    int begun = t->caret - from;
    return strncasecmp(t->text + from, suggestion, (size_t)begun) == 0 && (int)strlen(suggestion) > begun;
}

static void suggestions(struct ui *u, const struct typing *t) {
    int shown = 0;
    ui_open(u, &(struct ui_node){.key = "suggestions", .axis = AXIS_ROW, .gap = 16, .min_h = 62});
    for (int i = 0; i < t->suggestion_count && shown < SUGGESTIONS_SHOWN; i++) {
        if (!fits(t, t->suggestions[i]))
            continue;
        w_chip(u, &(struct w_chip){.key = ui_printf(u, "s%d", i), .label = t->suggestions[i], .small = true, .verb = tr(u, "Take"),
                                   .action = ACT_TYPE_SUGGESTION, .arg = i});
        shown++;
    }
    ui_close(u);
}

void typing_view(struct ui *u, const struct typing *t, const struct typing_view *v) {
    int caret;
    const char *shown = typing_shown(t, ui_arena(u), &caret);
    w_field(u, &(struct w_field){.key = "field", .label = v->label, .text = shown, .placeholder = v->placeholder, .caret = caret,
                                 .editing = true, .ltr = t->mask != NULL, .invalid = v->invalid, .private_value = v->private_value});
    w_space(u, "gap", 16);
    // The field stays in sight; with large text the keys below it scroll.
    ui_open(u, &(struct ui_node){.key = "keys", .scroll = !v->flat && !as_drawn(u), .grow = v->flat ? 0 : 1, .align = ALIGN_STRETCH});
    if (t->suggestion_count && !(v->invalid && as_drawn(u))) { // what is wrong needs the room more
        suggestions(u, t);
        w_space(u, "gap2", 16);
    }
    ui_open(u, &(struct ui_node){.key = "keyboard", .role = ROLE_GROUP, .label = tr(u, "Keyboard"), .gap = GAP_Y, .align = ALIGN_STRETCH});
    if (t->keyboard == KEYBOARD_DIGITS || t->keyboard == KEYBOARD_DECIMAL)
        digit_keyboard(u, t, v);
    else
        text_keyboard(u, t, v);
    ui_close(u);
    ui_close(u);
}
