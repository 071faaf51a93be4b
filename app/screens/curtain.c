// SPDX-License-Identifier: Apache-2.0
// The privacy curtain: clock and skyline, no name, no office, no seal. Red or OK opens it again; BACK does not, so that
// nobody uncovers it by habit.
#include "app/screens/parts.h"
#include "app/screens/table.h"

struct curtain {
    int nothing;
};

static bool curtain_update(void *state, const struct event *ev, struct ctx *cx) {
    (void)state;
    if (ev->type == EV_KEY && (ev->key == KEY_RED || ev->key == KEY_OK)) {
        fx_pop(cx, NULL);
        return true;
    }
    if (ev->type == EV_KEY && ev->key == KEY_HOME) {
        fx_home(cx);
        return true;
    }
    return true; // everything else is swallowed
}

static void curtain_view(const void *state, struct ui *u) {
    const struct ui_world *w = ui_world(u);
    struct when_clock c = when_clock_of(w->wall, w->zone);
    (void)state;
    ui_open(u, &(struct ui_node){.key = "curtain", .role = ROLE_SCREEN, .label = tr(u, "The screen is hidden"), .w = 1920, .h = 1080});
    ui_leaf(u, &(struct ui_node){.key = "clock", .role = ROLE_TEXT, .paint = PAINT_TEXT, .text = ui_printf(u, "%d:%02d", c.hour, c.minute),
                                 .type = TYPE_FIGURE, .at = true, .x = 96, .y = 400, .w = 1728, .text_align = ALIGN_CENTRE, .states = STATE_LTR});
    if (w->theme.name != THEME_CONTRAST)
        ui_leaf(u, &(struct ui_node){.key = "town", .role = ROLE_IMAGE, .paint = PAINT_PICTURE, .icon = "skyline-curtain", .at = true, .x = 0, .y = 696,
                                     .w = 1920, .h = 330});
    ui_leaf(u, &(struct ui_node){.key = "how", .role = ROLE_TEXT, .paint = PAINT_TEXT, .text = tr(u, "Press the red key to go on"), .ink = COLOUR_INK2,
                                 .at = true, .x = 96, .y = 560, .w = 1728, .text_align = ALIGN_CENTRE});
    ui_close(u);
}

const struct screen_def screen_curtain = {.id = SCREEN_CURTAIN, .name = "curtain", .state_size = sizeof(struct curtain),
                                          .update = curtain_update, .view = curtain_view, .place = "Hidden"};
