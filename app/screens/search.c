// SPDX-License-Identifier: Apache-2.0
// Search: results follow the typing after a short pause, so that a list does not jump under the fingers.
#include "app/screens/query.h"
#include "app/typing/typing.h"
#include "app/screens/table.h"

enum { TAG_LIST = 1, TAG_PAUSE, PAUSE_MS = 300, SHOWN = 5, ACT_OPEN = 1, ACT_RETRY, ACT_RESULTS };
struct search {
    struct typing typing;
    struct query query;
    struct load load;
    const struct api_services *found;
    bool asked;
    bool one;     // large text: the results have no room beside the keys
    bool reading; // and stand alone on the screen, until BACK
};

static void ask(struct search *s, struct ctx *cx) {
    text_copy(s->query.words, sizeof s->query.words, s->typing.text);
    if (!s->typing.len)
        return;
    s->asked = true;
    s->load.phase = LOAD_BUSY;
    fx_get(cx, TAG_LIST, query_path(ctx_scratch(cx), &s->query, NULL), &api_services_shape);
}

static void read_scale(struct search *s, struct ctx *cx) {
    s->one = ctx_text_scale(cx) >= SCALE_150;
    s->reading &= s->one;
}

static bool choose(struct search *s, const struct event *ev, struct ctx *cx) {
    switch (ev->action) {
    case ACT_OPEN: fx_push(cx, SCREEN_SERVICE, s->found->items[ev->arg].id); return true;
    case ACT_RETRY: ask(s, cx); return true;
    case ACT_RESULTS: s->reading = true; return true;
    default: return false;
    }
}

static bool leave_results(struct search *s, enum key key) {
    bool leaves = key == KEY_BACK || key == KEY_YELLOW;
    s->reading &= !leaves;
    return leaves;
}

static bool search_update(void *state, const struct event *ev, struct ctx *cx) {
    struct search *s = state;
    switch (ev->type) {
    case EV_ENTER:
        s->typing.max_letters = API_QUERY_CAP;
        typing_start(&s->typing, KEYBOARD_TEXT, "");
        typing_ready(&s->typing, cx);
        read_scale(s, cx);
        return true;
    case EV_TIMER:
        if (ev->tag == TYPING_TAG)
            return typing_take(&s->typing, ev, cx) != TYPING_NOT_MINE;
        ask(s, cx);
        return true;
    case EV_CHANGED: read_scale(s, cx); ask(s, cx); return true;
    case EV_REPLY: {
        const struct api_services *found = load_take(&s->load, ev, cx);
        s->found = found ? found : s->found;
        return true;
    }
    case EV_ACTION:
        if (choose(s, ev, cx))
            return true;
        break;
    case EV_KEY:
        if (s->reading)
            return leave_results(s, ev->key);
        break;
    default: break;
    }
    enum typing_result r = typing_take(&s->typing, ev, cx);
    if (r == TYPING_CHANGED) {
        s->reading = false; // a plugged-in keyboard goes on writing
        fx_timer(cx, TAG_PAUSE, PAUSE_MS);
    } else if (r == TYPING_DONE) {
        ask(s, cx);
        read_scale(s, cx);
        s->reading = s->one && s->asked;
    }
    return r != TYPING_NOT_MINE;
}

static void lead(struct ui *u) {
    w_text(u, "lead", tr(u, "Write what you need: a light, a paper, an office."), w_one_column(u) ? TYPE_SMALL : TYPE_BODY, COLOUR_INK2);
}

static void results(struct ui *u, const struct search *s) {
    if (!s->typing.len || !s->asked) {
        lead(u);
        return;
    }
    if (load_view(u, &s->load, s->found != NULL, ACT_RETRY))
        return;
    ui_leaf(u, &(struct ui_node){.key = "count", .role = ROLE_STATUS, .live = LIVE_POLITE, .paint = PAINT_TEXT, .type = TYPE_SMALL, .ink = COLOUR_INK2,
                                 .label = ui_printf(u, trn(u, "%d service found", "%d services found", s->found->total), s->found->total)});
    for (int i = 0; i < (int)s->found->item_count && i < SHOWN * 4; i++) {
        const struct api_service_item *item = &s->found->items[i];
        w_row(u, &(struct w_row){.key = item->id, .icon = item->icon, .label = item->title, .second = item->office, .language = item->language, .second_language = item->language, .verb = tr(u, "Open"),
                                 .action = ACT_OPEN, .arg = i});
    }
    if (!s->found->item_count)
        w_notice(u, &(struct w_notice){.key = "none", .kind = W_INFO, .title = tr(u, "Nothing found"), .text = tr(u, "Try another word, or a shorter one.")});
}

// Large text: between the field and the keys stands how many were found, and the way to them.
static void found_line(struct ui *u, const void *with) {
    const struct search *s = with;
    bool any = s->asked && s->found && s->load.phase == LOAD_READY && s->typing.len;
    if (!any) {
        lead(u);
        w_space(u, "gap-lead", 14);
        return;
    }
    const struct api_service_item *first = s->found->item_count ? &s->found->items[0] : NULL;
    const char *count = ui_printf(u, trn(u, "%d service found", "%d services found", s->found->total), s->found->total);
    if (!first) {
        ui_leaf(u, &(struct ui_node){.key = "count", .role = ROLE_STATUS, .live = LIVE_POLITE, .paint = PAINT_TEXT, .type = TYPE_SMALL, .ink = COLOUR_INK2,
                                     .label = ui_printf(u, "\x02%s\x03 (%s)", tr(u, "Nothing found"), count)});
        w_text(u, "other", tr(u, "Try another word, or a shorter one."), TYPE_SMALL, COLOUR_INK2);
    } else {
        w_button(u, &(struct w_button){.key = "found", .label = count, .second = first->title, .icon = "search", .verb = tr(u, "Results"), .quiet = true,
                                       .action = ACT_RESULTS});
    }
    w_space(u, "gap-found", 14);
}

static void two_columns(struct ui *u, const struct search *s) {
    w_heading(u, "title", tr(u, "What are you looking for?"), TYPE_QUESTION);
    w_space(u, "gap", 18);
    w_columns_open(u);
    w_steady_open(u, "typing");
    typing_view(u, &s->typing, &(struct typing_view){.label = tr(u, "Search"), .placeholder = tr(u, "street light"), .next = tr(u, "Search"), .flat = true});
    w_close(u);
    ui_open(u, &(struct ui_node){.key = "results", .role = ROLE_LIST, .label = tr(u, "Results"), .w = 560, .gap = 14, .scroll = true, .remember = true,
                                 .align = ALIGN_STRETCH});
    results(u, s);
    ui_close(u);
    ui_close(u);
}

// With a low heading: field, results and keys need the room.
static void one_column(struct ui *u, const struct search *s) {
    w_heading(u, "title", tr(u, "What are you looking for?"), TYPE_LABEL);
    w_space(u, "gap", 16);
    w_columns_open(u);
    if (s->reading) {
        w_main_open(u, "results", tr(u, "Results"), 14);
        results(u, s);
    } else {
        w_steady_open(u, "typing");
        typing_view(u, &s->typing, &(struct typing_view){.label = tr(u, "Search"), .placeholder = tr(u, "street light"), .next = tr(u, "Search"),
                                                         .over = found_line, .with = s});
    }
    w_close(u);
    ui_close(u);
}

static void search_view(const void *state, struct ui *u) {
    const struct search *s = state;
    bool reading = s->reading && w_one_column(u);
    struct w_page page = {.key = "search", .title = tr(u, "Search"), .context = tr(u, "All services"), .yellow = reading ? tr(u, "Search") : tr(u, "Delete"),
                          .back = reading ? tr(u, "Search") : parts_back(u)};
    w_page_open(u, &page);
    if (w_one_column(u))
        one_column(u, s);
    else
        two_columns(u, s);
    w_page_close(u, &page);
}

const struct screen_def screen_search = {.id = SCREEN_SEARCH, .name = "search", .state_size = sizeof(struct search), .update = search_update,
                                         .view = search_view, .place = "Search"};
