// SPDX-License-Identifier: Apache-2.0
// The privacy curtain: clock and skyline, no name, no office, no seal. Red or OK opens it again; BACK and HOME do not,
// so that nobody uncovers it by habit.
#include "app/screens/parts.h"
#include "app/screens/table.h"
#include "base/locale.h"

struct curtain {
    int nothing;
};

static bool curtain_update(void *state, const struct event *ev, struct ctx *cx) {
    (void)state;
    if (ev->type == EV_KEY && (ev->key == KEY_RED || ev->key == KEY_OK)) {
        fx_pop(cx, NULL);
        return true;
    }
    return true; // everything else is swallowed
}

static void curtain_view(const void *state, struct ui *u) {
    const struct ui_world *w = ui_world(u);
    struct when_clock c = when_clock_of(w->wall, w->zone);
    (void)state;
    ui_open(u, &(struct ui_node){.key = "curtain", .role = ROLE_SCREEN, .label = tr(u, "The screen is hidden"), .w = 1920, .h = 1080});
    ui_leaf(u, &(struct ui_node){.key = "clock", .role = ROLE_TEXT, .paint = PAINT_TEXT, .text = locale_time(locale_of(w->language), ui_arena(u), c.hour, c.minute),
                                 .type = TYPE_CLOCK, .at = true, .x = 96, .y = 150, .w = 1728, .text_align = ALIGN_CENTRE, .self = ALIGN_STRETCH});
    ui_leaf(u, &(struct ui_node){.key = "day", .role = ROLE_TEXT, .paint = PAINT_TEXT, .text = words_day(u, when_day_of(w->wall, w->zone)),
                                 .type = TYPE_HEADING, .regular = true, .ink = COLOUR_INK2, .at = true, .x = 96, .y = 474, .w = 1728,
                                 .text_align = ALIGN_CENTRE});
    if (w->theme.name != THEME_CONTRAST)
        ui_leaf(u, &(struct ui_node){.key = "town", .role = ROLE_IMAGE, .paint = PAINT_PICTURE, .icon = "skyline-curtain", .at = true, .y = 584,
                                     .w = 1920, .h = 330});
    ui_open(u, &(struct ui_node){.key = "keys", .role = ROLE_KEYBAR, .axis = AXIS_ROW, .gap = 56, .at = true, .x = 96, .y = 950, .w = 1728, .h = 76,
                                 .align = ALIGN_CENTRE, .justify = ALIGN_CENTRE});
    w_key(u, "ok", trc(u, "key", "OK"), tr(u, "Go on"));
    ui_close(u);
    ui_close(u);
}

const struct screen_def screen_curtain = {.id = SCREEN_CURTAIN, .name = "curtain", .state_size = sizeof(struct curtain),
                                          .update = curtain_update, .view = curtain_view, .place = "Hidden", .lamplight = true};
