// SPDX-License-Identifier: Apache-2.0
// First contact: shows who we are, asks for the home page once so that it is there when home opens, and goes on. When the
// backend cannot be reached it goes on as well, if the box remembers a home page; else it says what is wrong.
#include "app/screens/parts.h"
#include "contract/service/api.h"
#include "app/screens/table.h"

enum { TAG_HOME = 1, ACT_RETRY = 1 };
struct boot {
    struct load load;
};

static bool boot_update(void *state, const struct event *ev, struct ctx *cx) {
    struct boot *s = state;
    bool retry = ev->type == EV_ACTION && ev->action == ACT_RETRY;
    if (ev->type == EV_ENTER || retry || (ev->type == EV_CHANGED && s->load.phase == LOAD_FAILED)) {
        s->load.phase = LOAD_BUSY;
        fx_get_cached(cx, TAG_HOME, "/v1/home", &api_home_shape);
        return true;
    }
    if (ev->type != EV_REPLY)
        return false;
    if (load_take(&s->load, ev, cx))
        fx_replace(cx, SCREEN_HOME, "");
    return true;
}

static void boot_view(const void *state, struct ui *u) {
    const struct boot *s = state;
    struct w_page page = {.key = "boot", .title = tr(u, "Government services"), .context = tr(u, "Government services")};
    w_page_open(u, &page);
    w_heading(u, "title", tr(u, "Government services"), TYPE_TITLE);
    w_space(u, "gap", 32);
    load_view(u, &s->load, false, ACT_RETRY);
    w_page_close(u, &page);
}

const struct screen_def screen_boot = {.id = SCREEN_BOOT, .name = "boot", .state_size = sizeof(struct boot), .update = boot_update,
                                       .view = boot_view, .place = "Start"};
