// SPDX-License-Identifier: Apache-2.0
// The digits as they lie on the remote, each with what it writes: the legend for thumbs, and a keyboard of twelve large keys
// for arrows. It comes with the first digit that writes a letter. OK then writes the space between words, since the focus
// waits there.
#include "app/typing/view.h"

#include <stdio.h>

enum { ROWS = 4, PAD_UNITS = 3, LEGEND = 4 }; // letters of a legend; who presses on sees the others come

static const char *legend(struct ui *u, const struct layout *l, const struct typing *t, int digit) {
    const char *letters = l->taps[digit];
    if (typing_digits_write(t))
        return NULL;
    if (!letters)
        return cheonjiin_legend(digit);
    size_t len = strlen(letters), at = 0;
    for (int i = 0; at < len && i < LEGEND; i++) {
        size_t next = at;
        uint32_t code = utf8_next(letters, len, &next);
        if (code == (uint32_t)('0' + digit))
            break;
        at = next;
    }
    if (digit == 0 && *letters == ' ')
        return trc(u, "keyboard", "space");
    return l->compose == COMPOSE_TELEX && digit == 1 ? "´ ` ? ~ ." : ui_printf(u, "%.*s", (int)at, letters);
}

static void digit_key(struct ui *u, const struct typing *t, int digit) {
    const char *letters = legend(u, typing_layout(t), t, digit), *n = view_digits(u, t, ui_printf(u, "%d", digit));
    view_key(u, &(struct view_key){.name = ui_printf(u, "d%d", digit), .spoken = letters ? ui_printf(u, "%s, %s", n, letters) : n,
                                   .digit = n, .shown = letters, .verb = tr(u, "Type"), .units = PAD_UNITS, .stretch = true, .act = ACT_TYPE_PAD_KEY, .arg = digit, .takes = view_takes(t)});
}

const char *view_sample(struct ui *u, const struct typing *t) {
    const struct layout *l = typing_layout(t);
    if (l->compose == COMPOSE_HANGUL)
        return "4ㄱㅋ";
    return view_digits(u, t, l->cased ? "2abc" : l == &layout_arabic ? "2بتة" : l == &layout_hindi ? "3कख" : "1กข");
}

static void side_key(struct ui *u, const struct typing *t, const struct typing_view *v, int row) {
    bool digits = typing_digits_write(t);
    const struct layout *l = typing_layout(t);
    if (row == 0)
        view_delete(u, t, PAD_UNITS);
    else if (row == 1)
        view_key(u, &(struct view_key){.name = "digits", .spoken = digits ? tr(u, "Digits write letters") : tr(u, "Digits write digits"),
                                       .shown = digits ? view_sample(u, t) : view_digits(u, t, trc(u, "keyboard", "123")), .units = PAD_UNITS, .stretch = true, .act = ACT_TYPE_DIGITS});
    else if (row == 2)
        view_key(u, &(struct view_key){.name = "pad", .spoken = tr(u, "All letters on the screen"), .shown = l->name, .units = PAD_UNITS, .stretch = true,
                                       .act = ACT_TYPE_PAD});
    else
        view_next(u, t, v, PAD_UNITS);
}

static void last_digits(struct ui *u, const struct typing *t) {
    const struct layout *l = typing_layout(t);
    if (l->cased)
        view_key(u, &(struct view_key){.name = "shift", .spoken = t->shift ? tr(u, "Small letters") : tr(u, "Capital letter"), .icon = "shift",
                                       .units = PAD_UNITS, .stretch = true, .act = ACT_TYPE_SHIFT, .on = t->shift});
    else
        view_key(u, &(struct view_key){.name = "latin", .spoken = tr(u, "Latin letters"), .shown = "ABC", .units = PAD_UNITS, .stretch = true, .act = ACT_TYPE_LATIN});
    digit_key(u, t, 0);
    view_key(u, &(struct view_key){.name = "space", .spoken = trc(u, "keyboard", "space"), .shown = trc(u, "keyboard", "space"), .units = PAD_UNITS, .stretch = true,
                                   .verb = tr(u, "Type"), .act = ACT_TYPE_SPACE, .takes = view_takes(t), .first = t->focus == FOCUS_SPACE});
}

void view_pad(struct ui *u, const struct typing *t, const struct typing_view *v) {
    for (int row = 0; row < ROWS; row++) {
        view_row_open(u, ui_printf(u, "pad%d", row), v, true);
        for (int i = 1; row < 3 && i <= 3; i++)
            digit_key(u, t, row * 3 + i);
        if (row == 3)
            last_digits(u, t);
        side_key(u, t, v, row);
        ui_close(u);
    }
}
