// SPDX-License-Identifier: Apache-2.0
// Help: what each key of the remote does.
#include "app/screens/parts.h"
#include "app/screens/table.h"

struct help {
    int nothing;
};

static bool help_update(void *state, const struct event *ev, struct ctx *cx) {
    (void)state;
    (void)cx;
    return ev->type == EV_ENTER;
}

static const struct help_line { const char *icon, *key, *text; } lines[] = {
    {"move", "Arrows", "Go to what you want. The dark field with the yellow frame is where you are."},
    {"check", "OK", "Does what stands beside OK at the bottom of the screen."},
    {"left", "BACK", "One step back. The place it leads to stands at the bottom."},
    {"home", "HOME", "The first screen. What you entered is kept."},
    {"eyeoff", "Red", "Hides the screen at once, for when somebody comes in."},
    {"speaker", "Green", "Reads aloud, and stops reading."},
    {"dot", "Yellow", "Belongs to the screen: search, delete, finish later."},
    {"globe", "Blue", "Language, text size and look."},
    {"edit", "0 to 9", "Choose an answer with that number, or write numbers."},
};

static void help_view(const void *state, struct ui *u) {
    struct w_page page = {.key = "help", .title = tr(u, "Help"), .context = tr(u, "Help"), .back = parts_back(u)};
    (void)state;
    w_page_open(u, &page);
    w_heading(u, "title", tr(u, "The keys of your remote"), TYPE_TITLE);
    w_space(u, "gap", 12);
    ui_open(u, &(struct ui_node){.key = "all", .scroll = true, .grow = 1, .align = ALIGN_STRETCH, .pad = {0, 0, 28, 0}});
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        w_info(u, &(struct w_info){.key = lines[i].key, .icon = lines[i].icon, .title = tr(u, lines[i].key), .text = tr(u, lines[i].text), .line = i > 0});
    ui_close(u);
    w_page_close(u, &page);
}

const struct screen_def screen_help = {.id = SCREEN_HELP, .name = "help", .state_size = sizeof(struct help), .update = help_update,
                                       .view = help_view, .place = "Help"};
