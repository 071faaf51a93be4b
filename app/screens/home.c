// SPDX-License-Identifier: Apache-2.0
// Home: what waits for this household first, then the doors to all services, life events, and the board of the place.
#include "app/screens/parts.h"
#include "contract/service/api.h"
#include "app/screens/table.h"

enum { TAG_CASES, TAG_DRAFTS, LISTS, TAG_HOME };
enum { ACT_RETRY = 1, ACT_FEATURED, ACT_CASE, ACT_CASES, ACT_DRAFT, ACT_FOLLOW, ACT_AUDIENCE, ACT_EVENT };
enum { SHOWN_EVENTS = 5 };

struct home {
    struct load load;
    const struct api_home *home;
    struct val lists[LISTS]; // what this box keeps, by tag
};

static void ask(struct ctx *cx) {
    fx_get_cached(cx, TAG_HOME, "/v1/home", &api_home_shape);
    fx_list_cases(cx, TAG_CASES);
    fx_list_drafts(cx, TAG_DRAFTS);
}

static const char *item_text(const struct val *list, int i, const char *key) {
    return i < (int)parts_count(list) ? val_get_text(&list->items[i], key, "") : "";
}

static bool act(struct home *s, const struct event *ev, struct ctx *cx) {
    char argument[96];
    switch (ev->action) {
    case ACT_RETRY: s->load.phase = LOAD_BUSY; ask(cx); return true;
    case ACT_FEATURED: fx_push(cx, SCREEN_SERVICE, s->home->featured.service); return true;
    case ACT_CASE: fx_push(cx, SCREEN_CASE, item_text(&s->lists[TAG_CASES], ev->arg, "number")); return true;
    case ACT_CASES: fx_push(cx, SCREEN_CASES, ""); return true;
    case ACT_DRAFT: fx_push(cx, SCREEN_FORM, item_text(&s->lists[TAG_DRAFTS], ev->arg, "service")); return true;
    case ACT_FOLLOW: fx_push(cx, SCREEN_FOLLOW, ""); return true;
    case ACT_AUDIENCE: snprintf(argument, sizeof argument, "audience=%s", s->home->audiences[ev->arg].id); break;
    case ACT_EVENT: snprintf(argument, sizeof argument, "event=%s", s->home->events[ev->arg].id); break;
    default: return false;
    }
    fx_push(cx, SCREEN_CATALOGUE, argument);
    return true;
}

static bool home_update(void *state, const struct event *ev, struct ctx *cx) {
    struct home *s = state;
    switch (ev->type) {
    case EV_ENTER:
    case EV_RESUME:
    case EV_CHANGED: ask(cx); return true;
    case EV_REPLY: {
        const struct api_home *home = load_take(&s->load, ev, cx);
        s->home = home ? home : s->home;
        return true;
    }
    case EV_LOADED:
        parts_take_list(s->lists, LISTS, ev, cx);
        return true;
    case EV_ACTION: return act(s, ev, cx);
    case EV_KEY:
        if (ev->key == KEY_YELLOW)
            fx_push(cx, SCREEN_SEARCH, "");
        return ev->key == KEY_YELLOW || ev->key == KEY_BACK; // BACK on home leads nowhere
    default: return false;
    }
}

static const char *greeting(struct ui *u, const struct api_home *home) {
    int hour = when_clock_of(ui_world(u)->wall, ui_world(u)->zone).hour;
    const char *name = home->short_name ? home->short_name : "";
    if (hour < 12)
        return ui_printf(u, tr(u, "Good morning, %s"), name);
    return hour < 18 ? ui_printf(u, tr(u, "Good afternoon, %s"), name) : ui_printf(u, tr(u, "Good evening, %s"), name);
}

static void featured_card(struct ui *u, const struct api_featured *f) {
    w_card(u, &(struct w_card){.key = "featured", .icon = f->icon, .office = f->office, .label = f->title, .act = f->verb, .verb = f->verb,
                               .figure = f->figure, .above = f->figure_before, .below = f->figure_after, .w = w_one_column(u) ? 0 : 852,
                               .h = 304, .large = true, .autofocus = true, .action = ACT_FEATURED});
}

static void draft_card(struct ui *u, const struct home *s) {
    w_card(u, &(struct w_card){.key = "draft", .icon = "save", .office = tr(u, "Not finished"), .label = item_text(&s->lists[TAG_DRAFTS], 0, "title"),
                               .detail = tr(u, "Your answers are kept on this TV"), .verb = tr(u, "Go on"), .w = w_one_column(u) ? 0 : 414,
                               .h = 304, .action = ACT_DRAFT});
}

static void case_card(struct ui *u, const struct home *s) {
    w_card(u, &(struct w_card){.key = "case", .icon = "wait", .office = item_text(&s->lists[TAG_CASES], 0, "number"), .label = item_text(&s->lists[TAG_CASES], 0, "title"),
                               .detail = tr(u, "See how it stands"), .verb = tr(u, "See"), .w = w_one_column(u) ? 0 : 414, .h = 304,
                               .action = ACT_CASE});
}

static void other_cards(struct ui *u, const struct home *s) {
    int w = w_one_column(u) ? 0 : 414;
    bool draft = parts_count(&s->lists[TAG_DRAFTS]), sent = parts_count(&s->lists[TAG_CASES]);
    if (draft) // the newest of what waits, then the door to all of it
        draft_card(u, s);
    else if (sent)
        case_card(u, s);
    w_card(u, &(struct w_card){.key = "cases", .icon = "mail", .office = tr(u, "Your own things"), .label = tr(u, "Your cases"),
                               .detail = tr(u, "Everything you sent from this TV"), .verb = tr(u, "Open"), .w = w, .h = 304, .action = ACT_CASES});
    if (!draft && !sent)
        w_card(u, &(struct w_card){.key = "follow", .icon = "search", .office = tr(u, "All offices"), .label = tr(u, "Follow a case"),
                                   .detail = tr(u, "With the number and the secret from the receipt"), .verb = tr(u, "Open"), .w = w, .h = 304,
                                   .action = ACT_FOLLOW});
}

static void door(struct ui *u, const struct api_term *t, int i) {
    static const short widths[] = {322, 322, 452};
    ui_open(u, &(struct ui_node){.key = t->id, .role = ROLE_BUTTON, .label = t->title, .verb = tr(u, "Open"), .action = ACT_AUDIENCE, .arg = i,
                                 .focusable = true, .axis = AXIS_ROW, .w = w_one_column(u) || i > 2 ? 0 : widths[i], .grow = w_one_column(u),
                                 .min_h = 104, .gap = 22, .pad = UI_PAD2(28, 12), .radius = 20, .fill = COLOUR_CARD, .edge_line = true,
                                 .align = ALIGN_CENTRE});
    w_icon(u, "icon", t->icon, 48, COLOUR_NONE);
    ui_leaf(u, &(struct ui_node){.key = "label", .paint = PAINT_TEXT, .text = t->title, .type = TYPE_ROW, .grow = 1});
    ui_close(u);
}

static void doors(struct ui *u, const struct api_home *home) {
    ui_leaf(u, &(struct ui_node){.key = "doors-label", .role = ROLE_HEADING, .label = tr(u, "All services"), .paint = PAINT_TEXT,
                                 .type = TYPE_SMALL, .bold = true, .ink = COLOUR_INK2});
    ui_open(u, &(struct ui_node){.key = "doors", .role = ROLE_LIST, .label = tr(u, "All services"), .axis = AXIS_ROW, .gap = 24});
    for (int i = 0; i < (int)home->audience_count; i++)
        door(u, &home->audiences[i], i);
    ui_close(u);
}

static void events(struct ui *u, const struct api_home *home) {
    int shown = (int)home->event_count < SHOWN_EVENTS ? (int)home->event_count : SHOWN_EVENTS;
    ui_leaf(u, &(struct ui_node){.key = "events-label", .role = ROLE_HEADING, .label = tr(u, "When life changes"), .paint = PAINT_TEXT,
                                 .type = TYPE_SMALL, .bold = true, .ink = COLOUR_INK2});
    ui_open(u, &(struct ui_node){.key = "events", .role = ROLE_LIST, .label = tr(u, "When life changes"),
                                 .axis = w_one_column(u) ? AXIS_GRID : AXIS_ROW, .columns = 2, .gap = 20, .justify = ALIGN_STRETCH});
    for (int i = 0; i < shown; i++)
        w_chip(u, &(struct w_chip){.key = home->events[i].id, .label = home->events[i].title, .icon = home->events[i].icon,
                                   .verb = tr(u, "Open"), .action = ACT_EVENT, .arg = i});
    ui_close(u);
}

static const char *strong_title(struct ui *u, const struct api_board_item *b) {
    size_t len = b->strong ? strlen(b->strong) : 0;
    if (!len || strncmp(b->title, b->strong, len) != 0)
        return b->title;
    return ui_printf(u, "\x02%s\x03%s", b->strong, b->title + len);
}

static void board(struct ui *u, const struct api_home *home) {
    ui_leaf(u, &(struct ui_node){.key = "board-label", .role = ROLE_HEADING, .label = home->board_title, .paint = PAINT_TEXT,
                                 .type = TYPE_SMALL, .bold = true, .ink = COLOUR_INK2});
    ui_open(u, &(struct ui_node){.key = "board", .role = ROLE_GROUP, .label = home->board_title, .fill = COLOUR_CARD, .edge_line = true,
                                 .radius = 20, .pad = UI_PAD2(28, 2), .align = ALIGN_STRETCH});
    for (size_t i = 0; i < home->board_count && i < 3; i++) {
        const struct api_board_item *b = &home->board[i];
        if (i)
            w_line(u, ui_printf(u, "line%zu", i));
        ui_open(u, &(struct ui_node){.key = ui_printf(u, "item%zu", i), .axis = AXIS_ROW, .gap = 24, .min_h = 80, .align = ALIGN_CENTRE});
        w_icon(u, "icon", b->icon, 52, COLOUR_NONE);
        ui_open(u, &(struct ui_node){.key = "words", .grow = 1, .align = ALIGN_STRETCH});
        ui_leaf(u, &(struct ui_node){.key = "title", .role = ROLE_TEXT, .paint = PAINT_TEXT, .text = strong_title(u, b), .type = TYPE_LABEL,
                                     .regular = true});
        ui_leaf(u, &(struct ui_node){.key = "detail", .role = ROLE_TEXT, .paint = PAINT_TEXT, .text = b->detail ? b->detail : "",
                                     .type = TYPE_KEYBAR, .ink = COLOUR_INK2});
        ui_close(u);
        ui_close(u);
    }
    ui_close(u);
}

static void wide(struct ui *u, const struct home *s) {
    const struct api_home *home = s->home;
    const char *skyline = ui_world(u)->theme.name == THEME_DAY ? "skyline-day" : "skyline-evening";
    w_heading(u, "title", greeting(u, home), TYPE_TITLE);
    w_text(u, "lead", home->welcome, TYPE_LEAD, COLOUR_INK2);
    if (ui_world(u)->theme.name != THEME_CONTRAST)
        ui_leaf(u, &(struct ui_node){.key = "town", .role = ROLE_IMAGE, .paint = PAINT_PICTURE, .icon = skyline, .at = true, .x = 0, .y = 6,
                                     .w = 560, .h = 126, .from_end = true});
    w_space(u, "gap", 26);
    load_age_view(u, &s->load);
    ui_open(u, &(struct ui_node){.key = "cards", .role = ROLE_LIST, .label = tr(u, "For you"), .axis = AXIS_ROW, .gap = 24, .align = ALIGN_STRETCH});
    featured_card(u, &home->featured);
    other_cards(u, s);
    ui_close(u);
    w_space(u, "gap2", 28);
    ui_open(u, &(struct ui_node){.key = "lower", .axis = AXIS_ROW, .gap = 24, .align = ALIGN_START});
    ui_open(u, &(struct ui_node){.key = "start", .w = 1144, .gap = 12, .align = ALIGN_STRETCH});
    doors(u, home);
    w_space(u, "gap3", 8);
    events(u, home);
    ui_close(u);
    ui_open(u, &(struct ui_node){.key = "end", .w = 560, .gap = 12, .align = ALIGN_STRETCH});
    board(u, home);
    ui_close(u);
    ui_close(u);
}

// Large text: everything below each other in one list that scrolls.
static void tall(struct ui *u, const struct home *s) {
    ui_open(u, &(struct ui_node){.key = "all", .scroll = true, .grow = 1, .gap = 24, .align = ALIGN_STRETCH, .pad = {0, 0, 28, 0}});
    w_heading(u, "title", greeting(u, s->home), TYPE_TITLE);
    load_age_view(u, &s->load);
    ui_open(u, &(struct ui_node){.key = "cards", .role = ROLE_LIST, .label = tr(u, "For you"), .gap = 24, .align = ALIGN_STRETCH});
    featured_card(u, &s->home->featured);
    other_cards(u, s);
    ui_close(u);
    for (int i = 0; i < (int)s->home->audience_count; i++)
        w_row(u, &(struct w_row){.key = s->home->audiences[i].id, .icon = s->home->audiences[i].icon, .label = s->home->audiences[i].title,
                                 .verb = tr(u, "Open"), .action = ACT_AUDIENCE, .arg = i});
    events(u, s->home);
    board(u, s->home);
    ui_close(u);
}

static void home_view(const void *state, struct ui *u) {
    const struct home *s = state;
    struct w_page page = {.key = "home", .title = tr(u, "Home"), .context = s->home ? s->home->district : tr(u, "Government services"),
                          .yellow = tr(u, "Search")};
    w_page_open(u, &page);
    if (!load_view(u, &s->load, s->home != NULL, ACT_RETRY)) {
        if (w_one_column(u))
            tall(u, s);
        else
            wide(u, s);
    }
    w_page_close(u, &page);
}

const struct screen_def screen_home = {.id = SCREEN_HOME, .name = "home", .state_size = sizeof(struct home), .update = home_update,
                                       .view = home_view, .place = "Home"};
