// SPDX-License-Identifier: Apache-2.0
// Search: results follow the typing after a short pause, so that a list does not jump under the fingers.
#include "app/screens/query.h"
#include "app/typing/typing.h"
#include "app/screens/table.h"

enum { TAG_LIST = 1, TAG_PAUSE, PAUSE_MS = 300, SHOWN = 5, ACT_OPEN = 1, ACT_RETRY };
struct search {
    struct typing typing;
    struct query query;
    struct load load;
    const struct api_services *found;
    bool asked;
};

static void ask(struct search *s, struct ctx *cx) {
    text_copy(s->query.words, sizeof s->query.words, s->typing.text);
    if (!s->typing.len)
        return;
    s->asked = true;
    s->load.phase = LOAD_BUSY;
    fx_get(cx, TAG_LIST, query_path(ctx_scratch(cx), &s->query, NULL), &api_services_shape);
}

static bool search_update(void *state, const struct event *ev, struct ctx *cx) {
    struct search *s = state;
    switch (ev->type) {
    case EV_ENTER: s->typing.max = API_QUERY_CAP; typing_start(&s->typing, KEYBOARD_TEXT, ""); return true;
    case EV_TIMER:
    case EV_CHANGED: ask(s, cx); return true;
    case EV_REPLY: {
        const struct api_services *found = load_take(&s->load, ev, cx);
        s->found = found ? found : s->found;
        return true;
    }
    case EV_ACTION:
        if (ev->action == ACT_OPEN || ev->action == ACT_RETRY) {
            if (ev->action == ACT_OPEN)
                fx_push(cx, SCREEN_SERVICE, s->found->items[ev->arg].id);
            else
                ask(s, cx);
            return true;
        }
        break;
    default: break;
    }
    enum typing_result r = typing_event(&s->typing, ev);
    if (r == TYPING_CHANGED)
        fx_timer(cx, TAG_PAUSE, PAUSE_MS);
    else if (r == TYPING_DONE)
        ask(s, cx);
    return r != TYPING_NOT_MINE;
}

static void results(struct ui *u, const struct search *s) {
    if (!s->typing.len || !s->asked) {
        w_text(u, "lead", tr(u, "Write what you need: a light, a paper, an office."), TYPE_BODY, COLOUR_INK2);
        return;
    }
    if (load_view(u, &s->load, s->found != NULL, ACT_RETRY))
        return;
    ui_leaf(u, &(struct ui_node){.key = "count", .role = ROLE_STATUS, .live = LIVE_POLITE, .paint = PAINT_TEXT, .type = TYPE_SMALL, .ink = COLOUR_INK2,
                                 .label = ui_printf(u, trn(u, "%d service found", "%d services found", s->found->total), s->found->total)});
    for (int i = 0; i < (int)s->found->item_count && i < SHOWN * 4; i++) {
        const struct api_service_item *item = &s->found->items[i];
        w_row(u, &(struct w_row){.key = item->id, .icon = item->icon, .label = item->title, .second = item->office, .verb = tr(u, "Open"),
                                 .action = ACT_OPEN, .arg = i});
    }
    if (!s->found->item_count)
        w_notice(u, &(struct w_notice){.key = "none", .kind = W_INFO, .title = tr(u, "Nothing found"), .text = tr(u, "Try another word, or a shorter one.")});
}

static void search_view(const void *state, struct ui *u) {
    const struct search *s = state;
    struct w_page page = {.key = "search", .title = tr(u, "Search"), .context = tr(u, "All services"), .yellow = tr(u, "Delete"), .back = parts_back(u)};
    w_page_open(u, &page);
    w_heading(u, "title", tr(u, "What are you looking for?"), TYPE_QUESTION);
    w_space(u, "gap", 18);
    w_columns_open(u);
    if (w_one_column(u))
        w_main_open(u, "typing", NULL, 0);
    else
        w_steady_open(u, "typing");
    typing_view(u, &s->typing, &(struct typing_view){.label = tr(u, "Search"), .placeholder = tr(u, "street light"), .next = tr(u, "Search"), .flat = true});
    if (w_one_column(u))
        results(u, s);
    w_close(u);
    if (!w_one_column(u)) {
        ui_open(u, &(struct ui_node){.key = "results", .role = ROLE_LIST, .label = tr(u, "Results"), .w = 560, .gap = 14, .scroll = true, .remember = true,
                                     .align = ALIGN_STRETCH});
        results(u, s);
        ui_close(u);
    }
    ui_close(u);
    w_page_close(u, &page);
}

const struct screen_def screen_search = {.id = SCREEN_SEARCH, .name = "search", .state_size = sizeof(struct search), .update = search_update,
                                         .view = search_view, .place = "Search"};
