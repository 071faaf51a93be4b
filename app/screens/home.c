// SPDX-License-Identifier: Apache-2.0
// Home: what waits for this household first, then the doors to all services, life events, and the board of the place.
#include "app/screens/parts.h"
#include "contract/service/api.h"
#include "contract/service/api_people.h"
#include "app/screens/table.h"

enum { TAG_CASES, TAG_DRAFTS, TAG_PEOPLE, LISTS, TAG_HOME, TAG_MINE };
enum { ACT_RETRY = 1, ACT_FEATURED, ACT_CASE, ACT_CASES, ACT_DRAFT, ACT_MINE, ACT_PEOPLE, ACT_SIGN_IN, ACT_STOP, ACT_AUDIENCE, ACT_EVENT };
enum { SHOWN_EVENTS = 5, MAIN_W = 1144, SIDE_W = 560, TEXT_W = MAIN_W }; // TEXT_W: beside the skyline

struct home {
    struct load load;
    const struct api_home *home;
    struct val lists[LISTS]; // what this box keeps, by tag
    const struct api_my_cases *mine; // of the person in front of it, from the office; NULL: a guest, or not known
    bool signed_in, again;           // again: somebody is here whose sign-in ended
    char acting[128];                // whom they act for; ""
};

static void ask(struct home *s, struct ctx *cx) {
    fx_get_cached(cx, TAG_HOME, "/v1/home", &api_home_shape);
    fx_list_cases(cx, TAG_CASES);
    fx_list_drafts(cx, TAG_DRAFTS);
    fx_list_profiles(cx, TAG_PEOPLE);
    const struct person *p = ctx_person(cx);
    s->signed_in = p->signed_in && !p->locked;
    s->again = *p->id && !p->signed_in && !p->locked;
    text_copy(s->acting, sizeof s->acting, p->acting_name);
    if (s->signed_in)
        fx_get(cx, TAG_MINE, "/v1/me/cases", &api_my_cases_shape);
}

static const char *item_text(const struct val *list, int i, const char *key) {
    return i < (int)parts_count(list) ? val_get_text(&list->items[i], key, "") : "";
}

static bool act(struct home *s, const struct event *ev, struct ctx *cx) {
    char argument[96];
    switch (ev->action) {
    case ACT_RETRY: s->load.phase = LOAD_BUSY; ask(s, cx); return true;
    case ACT_FEATURED: fx_push(cx, SCREEN_SERVICE, s->home->featured.service); return true;
    case ACT_CASE: fx_push(cx, SCREEN_CASE, item_text(&s->lists[TAG_CASES], ev->arg, "number")); return true;
    case ACT_CASES: fx_push(cx, SCREEN_CASES, ""); return true;
    case ACT_DRAFT: fx_push(cx, SCREEN_FORM, item_text(&s->lists[TAG_DRAFTS], ev->arg, "service")); return true;
    case ACT_MINE: fx_push(cx, SCREEN_CASE, s->mine->items[ev->arg].number); return true;
    case ACT_PEOPLE: fx_push(cx, SCREEN_PEOPLE, ""); return true;
    case ACT_SIGN_IN: fx_push(cx, SCREEN_SIGN_IN, ""); return true;
    case ACT_STOP: fx_act_for(cx, "", ""); return true;
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
    case EV_CHANGED:
        if (ev->type == EV_CHANGED)
            s->mine = NULL; // perhaps somebody else is here now
        ask(s, cx);
        return true;
    case EV_DRAFT: fx_list_drafts(cx, TAG_DRAFTS); return true;
    case EV_REPLY: {
        if (ev->tag == TAG_MINE) {
            const struct api_my_cases *mine = ev->reply.err ? NULL : ctx_keep_reply(cx, ev);
            s->mine = mine ? mine : s->mine;
            return true;
        }
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

static const char *greeting(struct ui *u, const struct home *s) {
    int hour = when_clock_of(ui_world(u)->wall, ui_world(u)->zone).hour;
    const char *place = s->home->short_name ? s->home->short_name : "";
    const char *name = *s->acting ? s->acting : s->signed_in && ui_world(u)->person ? ui_world(u)->person : place;
    if (hour < 12)
        return ui_printf(u, tr(u, "Good morning, %s"), name);
    return hour < 18 ? ui_printf(u, tr(u, "Good afternoon, %s"), name) : ui_printf(u, tr(u, "Good evening, %s"), name);
}

// What waits, in a line, for somebody who signed in; else the district's welcome.
static const char *lead(struct ui *u, const struct home *s) {
    int open = 0;
    for (size_t i = 0; s->mine && i < s->mine->item_count; i++)
        open += s->mine->items[i].open;
    if (s->signed_in && s->mine)
        return open ? ui_printf(u, trn(u, "%d case of yours is with an office.", "%d cases of yours are with offices.", open), open) : tr(u, "Nothing waits for you.");
    return s->home->welcome;
}

static int card_height(const struct ui *u) { return ui_world(u)->theme.scale == SCALE_125 ? 330 : 304; }

static void featured_card(struct ui *u, const struct api_featured *f) {
    w_card(u, &(struct w_card){.key = "featured", .icon = f->icon, .office = f->office, .label = f->title, .act = f->verb, .verb = f->verb,
                               .figure = f->figure, .above = f->figure_before, .below = f->figure_after, .w = w_one_column(u) ? 0 : 852,
                               .h = card_height(u), .large = true, .autofocus = true, .action = ACT_FEATURED});
}

// A small card of the upper row.
static void card(struct ui *u, struct w_card c) {
    c.w = w_one_column(u) ? 0 : 414;
    c.h = card_height(u);
    w_card(u, &c);
}

static void draft_card(struct ui *u, const struct home *s) {
    card(u, (struct w_card){.key = "draft", .icon = "save", .office = tr(u, "Not finished"), .label = item_text(&s->lists[TAG_DRAFTS], 0, "title"),
                            .detail = parts_draft_place(u, &s->lists[TAG_DRAFTS].items[0]), .verb = tr(u, "Go on"), .action = ACT_DRAFT});
}

static void case_card(struct ui *u, const struct home *s) {
    card(u, (struct w_card){.key = "case", .icon = "wait", .office = item_text(&s->lists[TAG_CASES], 0, "number"), .label = item_text(&s->lists[TAG_CASES], 0, "title"),
                            .detail = tr(u, "See how it stands"), .verb = tr(u, "See"), .action = ACT_CASE});
}

// The person's open case whose answer is due first; -1: none is open.
static int next_case(const struct home *s) {
    int best = -1;
    for (size_t i = 0; s->mine && i < s->mine->item_count; i++) {
        const struct api_my_case *c = &s->mine->items[i];
        if (c->open && (best < 0 || (c->deadline && (!s->mine->items[best].deadline || strcmp(c->deadline, s->mine->items[best].deadline) < 0))))
            best = (int)i;
    }
    return best;
}

static void my_case_card(struct ui *u, const struct api_my_case *c, int i) {
    when_ms by = c->deadline ? parts_instant(c->deadline) : 0;
    const char *until = c->late ? tr(u, "The answer is late") : by ? ui_printf(u, tr(u, "Answer by %s"), words_day(u, when_day_of(by, ui_world(u)->zone))) : NULL;
    card(u, (struct w_card){.key = "mine", .icon = c->icon ? c->icon : "wait", .office = c->state_title ? c->state_title : c->number, .label = c->title, .detail = until,
                            .verb = tr(u, "See"), .action = ACT_MINE, .arg = i});
}

// Who is here, and how to become somebody else.
static void people_card(struct ui *u, const struct home *s) {
    if (s->signed_in && *s->acting)
        card(u, (struct w_card){.key = "acting", .icon = "heart", .office = tr(u, "Help in the household"), .label = ui_printf(u, tr(u, "You act for %s"), s->acting),
                                .detail = tr(u, "Press OK to act for yourself again"), .verb = tr(u, "Stop"), .action = ACT_STOP});
    else if (s->again)
        card(u, (struct w_card){.key = "again", .icon = "key", .office = tr(u, "This TV was signed out"), .label = tr(u, "Sign in again"),
                                .detail = tr(u, "What you began here is kept."), .verb = tr(u, "Sign in"), .action = ACT_SIGN_IN});
    else if (s->signed_in || parts_count(&s->lists[TAG_PEOPLE]))
        card(u, (struct w_card){.key = "people", .icon = "person", .office = tr(u, "People"), .label = tr(u, "Who is in front of the TV?"),
                                .detail = s->signed_in ? tr(u, "Somebody else, help in the household") : tr(u, "Your cases open with your phone"), .verb = tr(u, "Choose"),
                                .action = ACT_PEOPLE});
    else
        card(u, (struct w_card){.key = "sign-in", .icon = "key", .office = tr(u, "Your own things"), .label = tr(u, "Sign in with your phone"),
                                .detail = tr(u, "For your cases and papers"), .verb = tr(u, "Sign in"), .action = ACT_SIGN_IN});
}

static void other_cards(struct ui *u, const struct home *s) {
    int mine = next_case(s);
    if (parts_count(&s->lists[TAG_DRAFTS])) // the newest of what waits, then the door to all of it
        draft_card(u, s);
    else if (mine >= 0)
        my_case_card(u, &s->mine->items[mine], mine);
    else if (parts_count(&s->lists[TAG_CASES]))
        case_card(u, s);
    else
        card(u, (struct w_card){.key = "cases", .icon = "mail", .office = tr(u, "All offices"), .label = tr(u, "Your cases"),
                                .detail = s->signed_in ? tr(u, "Everything you sent, from any TV or phone") : tr(u, "What you sent from this TV, or follow by number"), .verb = tr(u, "Open"),
                                .action = ACT_CASES});
    people_card(u, s);
}

static void door(struct ui *u, const struct api_term *t, int i) {
    static const short widths[] = {322, 322, 452};
    ui_open(u, &(struct ui_node){.key = t->id, .role = ROLE_BUTTON, .label = t->title, .verb = tr(u, "Open"), .action = ACT_AUDIENCE, .arg = i,
                                 .focusable = true, .axis = AXIS_ROW, .grow = w_one_column(u) || i > 2 ? 1 : widths[i],
                                 .min_h = 104, .gap = 22, .pad = UI_PAD2(28, 12), .radius = 20, .fill = COLOUR_CARD, .edge_line = true,
                                 .align = ALIGN_CENTRE});
    w_icon(u, "icon", t->icon, 48, COLOUR_NONE);
    ui_leaf(u, &(struct ui_node){.key = "label", .paint = PAINT_TEXT, .text = t->title, .type = TYPE_ROW, .grow = 1});
    ui_close(u);
}

static void doors(struct ui *u, const struct api_home *home) {
    ui_leaf(u, &(struct ui_node){.key = "doors-label", .role = ROLE_HEADING, .label = tr(u, "All services"), .paint = PAINT_TEXT,
                                 .type = TYPE_SMALL, .bold = true, .ink = COLOUR_INK2});
    ui_open(u, &(struct ui_node){.key = "doors", .role = ROLE_LIST, .label = tr(u, "All services"), .axis = AXIS_ROW, .gap = 24, .align = ALIGN_STRETCH});
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
    w_heading(u, "title", greeting(u, s), TYPE_TITLE);
    w_text(u, "lead", lead(u, s), TYPE_LEAD, COLOUR_INK2);
    bool room = w_fits(u, greeting(u, s), TYPE_TITLE, TEXT_W) && w_fits(u, lead(u, s), TYPE_LEAD, TEXT_W);
    if (room && ui_world(u)->theme.name != THEME_CONTRAST)
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
    ui_open(u, &(struct ui_node){.key = "start", .grow = MAIN_W, .gap = 12, .align = ALIGN_STRETCH});
    doors(u, home);
    w_space(u, "gap3", 8);
    events(u, home);
    ui_close(u);
    ui_open(u, &(struct ui_node){.key = "end", .grow = SIDE_W, .gap = 12, .align = ALIGN_STRETCH});
    board(u, home);
    ui_close(u);
    ui_close(u);
}

// Large text: everything below each other in one list that scrolls.
static void tall(struct ui *u, const struct home *s) {
    ui_open(u, &(struct ui_node){.key = "all", .scroll = true, .grow = 1, .gap = 24, .align = ALIGN_STRETCH, .pad = {0, 0, 28, 0}});
    w_heading(u, "title", greeting(u, s), TYPE_TITLE);
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
