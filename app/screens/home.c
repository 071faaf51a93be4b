// SPDX-License-Identifier: Apache-2.0
// Home: what waits for this household first, then the doors to all services, life events, and the board of the place.
#include "app/screens/home_board.h"
#include "app/screens/parts.h"
#include "app/screens/titles.h"
#include "contract/service/api_people.h"
#include "app/screens/table.h"

enum { TAG_CASES, TAG_DRAFTS, TAG_PEOPLE, TAG_OUTBOX, LISTS, TAG_HOME, TAG_MINE, TAG_TITLES };
enum { ACT_RETRY = 1, ACT_FEATURED, ACT_CASE, ACT_CASES, ACT_DRAFT, ACT_MINE, ACT_PEOPLE, ACT_SIGN_IN, ACT_STOP, ACT_WAITING, ACT_AUDIENCE, ACT_EVENT };
enum { SHOWN_EVENTS = 5, MAIN_W = 1144, SIDE_W = 560, TEXT_W = MAIN_W, TITLE_W = 1000, EVENT_GAP = 20 }; // TEXT_W: beside the skyline

struct home {
    struct load load;
    const struct api_home *home;
    struct val lists[LISTS]; // what this box keeps, by tag
    const struct api_my_cases *mine; // of the person in front of it, from the office; NULL: a guest, or not known
    bool signed_in, again;           // again: somebody is here whose sign-in ended
    bool away;                       // their cases cannot be read now
    char name[128], acting[128];     // of the person; whom they act for: ""
    char acted_for[128];             // whose permission has just ended; ""
    char whose[96];                  // the person and mandate that `mine` is of
    struct titles titles;            // of the first draft and the first case
};

// Perhaps somebody else is here now, or for somebody else.
static void look(struct home *s, const struct person *p, struct ctx *cx) {
    char whose[sizeof s->whose];
    s->signed_in = p->signed_in && !p->locked;
    s->again = *p->id && !p->signed_in && !p->locked;
    text_copy(s->name, sizeof s->name, p->name);
    text_copy(s->acting, sizeof s->acting, p->acting_name);
    snprintf(whose, sizeof whose, "%s@%s", p->locked ? "" : p->id, p->acting);
    if (text_same(whose, s->whose))
        return;
    text_copy(s->whose, sizeof s->whose, whose);
    text_copy(s->acted_for, sizeof s->acted_for, p->acted_for);
    s->mine = NULL;
    s->away = false;
    if (*s->acted_for) {
        const char *words = arena_printf(ctx_scratch(cx), ctx_tr(cx, "Your permission to act for %s has ended. You are yourself again."), s->acted_for);
        fx_say(cx, words ? words : "");
    }
}

static void ask(struct home *s, struct ctx *cx) {
    look(s, ctx_person(cx), cx);
    fx_get_cached(cx, TAG_HOME, "/v1/home", &api_home_shape);
    fx_list_cases(cx, TAG_CASES);
    fx_list_drafts(cx, TAG_DRAFTS);
    fx_list_profiles(cx, TAG_PEOPLE);
    fx_list_outbox(cx, TAG_OUTBOX);
    if (s->signed_in)
        fx_get(cx, TAG_MINE, "/v1/me/cases", &api_my_cases_shape);
}

static const char *item_text(const struct val *list, int i, const char *key) {
    return i < (int)parts_count(list) ? val_get_text(&list->items[i], key, "") : "";
}

// The place in the outbox of what waits for its person, not for the network; -1: nothing does.
static int waiting(const struct home *s) {
    for (int i = 0; i < (int)parts_count(&s->lists[TAG_OUTBOX]); i++)
        if (*item_text(&s->lists[TAG_OUTBOX], i, "needs") || text_same(item_text(&s->lists[TAG_OUTBOX], i, "state"), "refused"))
            return i;
    return -1;
}

static bool act(struct home *s, const struct event *ev, struct ctx *cx) {
    char argument[96];
    s->acted_for[0] = '\0'; // read
    switch (ev->action) {
    case ACT_RETRY: s->load.phase = LOAD_BUSY; ask(s, cx); return true;
    case ACT_FEATURED: fx_push(cx, SCREEN_SERVICE, s->home->featured.service); return true;
    case ACT_CASE: fx_push(cx, SCREEN_CASE, item_text(&s->lists[TAG_CASES], ev->arg, "number")); return true;
    case ACT_CASES: fx_push(cx, SCREEN_CASES, ""); return true;
    case ACT_DRAFT: fx_push(cx, SCREEN_FORM, item_text(&s->lists[TAG_DRAFTS], ev->arg, "service")); return true;
    case ACT_WAITING: fx_push(cx, SCREEN_RECEIPT, item_text(&s->lists[TAG_OUTBOX], ev->arg, "id")); return true;
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
    case EV_CHANGED: ask(s, cx); return true;
    case EV_DRAFT: fx_list_drafts(cx, TAG_DRAFTS); return true;
    case EV_REPLY: {
        if (ev->tag == TAG_MINE) {
            const struct api_my_cases *mine = ev->reply.err ? NULL : ctx_keep_reply(cx, ev);
            s->mine = mine ? mine : s->mine;
            s->away = ev->reply.err != ERR_NONE;
            return true;
        }
        if (titles_take(&s->titles, TAG_TITLES, ev, cx))
            return true;
        const struct api_home *home = load_take(&s->load, ev, cx);
        s->home = home ? home : s->home;
        return true;
    }
    case EV_LOADED:
        parts_take_list(s->lists, LISTS, ev, cx);
        titles_of_drafts(&s->titles, TAG_TITLES, &s->lists[TAG_DRAFTS], ev->tag == TAG_DRAFTS, cx);
        titles_of_drafts(&s->titles, TAG_TITLES, &s->lists[TAG_OUTBOX], ev->tag == TAG_OUTBOX ? (uint32_t)(waiting(s) + 1) : 0, cx);
        titles_of_cases(&s->titles, TAG_TITLES, &s->lists[TAG_CASES], ev->tag == TAG_CASES, cx);
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
    const char *name = ui_isolated(u, s->signed_in && *s->name ? s->name : place);
    if (hour < 12)
        return ui_printf(u, tr(u, "Good morning, %s"), name);
    return hour < 18 ? ui_printf(u, tr(u, "Good afternoon, %s"), name) : ui_printf(u, tr(u, "Good evening, %s"), name);
}

// The cases of the person, or of whom they act for, in a line.
static const char *cases_line(struct ui *u, const struct home *s) {
    int open = 0;
    for (size_t i = 0; s->mine && i < s->mine->item_count; i++)
        open += s->mine->items[i].open;
    if (*s->acting) {
        const char *name = ui_isolated(u, s->acting);
        return open ? ui_printf(u, trn(u, "You act for %s. %d case is with an office.", "You act for %s. %d cases are with offices.", open), name, open)
                    : ui_printf(u, tr(u, "You act for %s"), name);
    }
    if (!s->mine)
        return s->away ? tr(u, "Your cases cannot be read now. They come by themselves.") : tr(u, "One moment");
    return open ? ui_printf(u, trn(u, "%d case of yours is with an office.", "%d cases of yours are with offices.", open), open) : tr(u, "Nothing waits for you.");
}

// What waits, for whoever is in front of the TV; else the district's welcome.
static const char *lead(struct ui *u, const struct home *s) {
    if (*s->acted_for)
        return ui_printf(u, tr(u, "Your permission to act for %s has ended. You are yourself again."), ui_isolated(u, s->acted_for));
    if (waiting(s) >= 0)
        return tr(u, "Something waits for you before it is sent.");
    return s->signed_in ? cases_line(u, s) : s->home->welcome;
}

// In one column a card is as high as its words.
static int card_height(const struct ui *u) { return w_one_column(u) ? 0 : home_packed(u) ? 336 : 304; }

static void featured_card(struct ui *u, const struct api_featured *f, const char *language) {
    w_card(u, &(struct w_card){.key = "featured", .icon = f->icon, .office = f->office, .label = f->title, .act = f->verb, .verb = f->verb,
                               .language = language, .office_language = language, .detail_language = language,
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
    struct title title = titles_find(&s->titles, &s->lists[TAG_DRAFTS].items[0], "service");
    card(u, (struct w_card){.key = "draft", .icon = "save", .office = tr(u, "Not finished"), .label = title.text, .language = title.language,
                            .detail = parts_draft_place(u, &s->lists[TAG_DRAFTS].items[0]), .verb = tr(u, "Go on"), .action = ACT_DRAFT});
}

static void waiting_card(struct ui *u, const struct home *s, int i) {
    const struct val *item = &s->lists[TAG_OUTBOX].items[i];
    struct title title = titles_find(&s->titles, item, "service");
    bool refused = text_same(val_get_text(item, "state", ""), "refused"), sign = text_same(val_get_text(item, "needs", ""), "signature");
    card(u, (struct w_card){.key = "waiting", .icon = refused ? "warn" : "wait",
                            .office = refused ? tr(u, "Needs a change") : sign ? tr(u, "Not signed yet") : tr(u, "Please sign in"), .label = title.text,
                            .language = title.language, .detail = tr(u, "Your answers are kept on this TV"), .verb = tr(u, "Go on"), .action = ACT_WAITING, .arg = i});
}

static void case_card(struct ui *u, const struct home *s) {
    struct title title = titles_find(&s->titles, &s->lists[TAG_CASES].items[0], "number");
    card(u, (struct w_card){.key = "case", .icon = "wait", .office = item_text(&s->lists[TAG_CASES], 0, "number"), .label = title.text, .language = title.language,
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
                            .language = c->language, .office_language = c->state_title ? c->language : NULL,
                            .verb = tr(u, "See"), .action = ACT_MINE, .arg = i});
}

// Who is here, and how to become somebody else.
static void people_card(struct ui *u, const struct home *s) {
    if (s->signed_in && *s->acting)
        card(u, (struct w_card){.key = "acting", .icon = "heart", .office = tr(u, "Help in the household"), .label = ui_printf(u, tr(u, "You act for %s"), ui_isolated(u, s->acting)),
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
    int mine = next_case(s), first = waiting(s);
    if (first >= 0)
        waiting_card(u, s, first);
    else if (parts_count(&s->lists[TAG_DRAFTS])) // the newest of what waits, then the door to all of it
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

static void door(struct ui *u, const struct api_term *t, int i, const char *language) {
    static const short widths[] = {322, 322, 452}, packed_widths[] = {310, 310, 476};
    bool close = home_packed(u);
    ui_open(u, &(struct ui_node){.key = t->id, .role = ROLE_BUTTON, .label = t->title, .language = language, .verb = tr(u, "Open"), .action = ACT_AUDIENCE, .arg = i,
                                 .focusable = true, .axis = AXIS_ROW, .grow = i > 2 ? 1 : close ? packed_widths[i] : widths[i],
                                 .min_h = close ? 92 : 104, .gap = close ? 14 : 22, .pad = close ? UI_PAD2(20, 8) : UI_PAD2(28, 12), .radius = 20, .fill = COLOUR_CARD, .edge_line = true,
                                 .align = ALIGN_CENTRE});
    w_icon(u, "icon", t->icon, 48, COLOUR_NONE);
    ui_leaf(u, &(struct ui_node){.key = "label", .paint = PAINT_TEXT, .text = t->title, .type = close ? TYPE_LABEL : TYPE_ROW, .bold = true, .grow = 1});
    ui_close(u);
}

static void doors_label(struct ui *u) {
    ui_leaf(u, &(struct ui_node){.key = "doors-label", .role = ROLE_HEADING, .label = tr(u, "All services"), .paint = PAINT_TEXT,
                                 .type = TYPE_SMALL, .bold = true, .ink = COLOUR_INK2});
}

static void doors(struct ui *u, const struct api_home *home) {
    doors_label(u);
    ui_open(u, &(struct ui_node){.key = "doors", .role = ROLE_LIST, .label = tr(u, "All services"), .axis = AXIS_ROW, .gap = 24, .align = ALIGN_STRETCH});
    for (int i = 0; i < (int)home->audience_count; i++)
        door(u, &home->audiences[i], i, home->language);
    ui_close(u);
}

// As many as stand in a line, at least two; the list of services has all.
static int shown_events(struct ui *u, const struct api_home *home) {
    const char *titles[SHOWN_EVENTS];
    int count = (int)home->event_count < SHOWN_EVENTS ? (int)home->event_count : SHOWN_EVENTS;
    for (int i = 0; i < count; i++)
        titles[i] = home->events[i].title;
    int fit = w_one_column(u) ? count : w_chips_in_line(u, titles, count, EVENT_GAP, MAIN_W);
    return fit > 2 || count < 2 ? fit : 2;
}

static void events(struct ui *u, const struct api_home *home) {
    int shown = shown_events(u, home);
    ui_leaf(u, &(struct ui_node){.key = "events-label", .role = ROLE_HEADING, .label = tr(u, "When life changes"), .paint = PAINT_TEXT,
                                 .type = TYPE_SMALL, .bold = true, .ink = COLOUR_INK2});
    ui_open(u, &(struct ui_node){.key = "events", .role = ROLE_LIST, .label = tr(u, "When life changes"),
                                 .axis = w_one_column(u) ? AXIS_GRID : AXIS_ROW, .columns = 2, .gap = EVENT_GAP, .justify = ALIGN_STRETCH});
    for (int i = 0; i < shown; i++)
        w_chip(u, &(struct w_chip){.key = home->events[i].id, .label = home->events[i].title, .language = home->language, .icon = home->events[i].icon,
                                   .verb = tr(u, "Open"), .action = ACT_EVENT, .arg = i});
    ui_close(u);
}

static void titles(struct ui *u, const struct home *s) {
    ui_speaks(u, w_heading(u, "title", greeting(u, s), TYPE_TITLE), s->home->short_name, s->home->language);
}

static void lead_line(struct ui *u, const struct home *s) {
    const char *words = lead(u, s);
    w_text(u, "lead", words, TYPE_LEAD, COLOUR_INK2)->language = words == s->home->welcome ? s->home->language : NULL;
}

// At 125 % the lead stands beside the title, where the skyline would be, in two lines of its height.
static void packed_titles(struct ui *u, const struct home *s) {
    const char *words = lead(u, s);
    bool beside = w_fits(u, greeting(u, s), TYPE_TITLE, TITLE_W);
    ui_open(u, &(struct ui_node){.key = "top", .axis = beside ? AXIS_ROW : AXIS_COL, .gap = beside ? 40 : 0, .align = beside ? ALIGN_CENTRE : ALIGN_STRETCH});
    titles(u, s);
    ui_leaf(u, &(struct ui_node){.key = "lead", .role = ROLE_TEXT, .paint = PAINT_TEXT, .text = words, .type = TYPE_KEYBAR, .ink = COLOUR_INK2, .grow = beside,
                                 .text_align = beside ? ALIGN_END : ALIGN_START, .language = words == s->home->welcome ? s->home->language : NULL});
    ui_close(u);
}

static void wide(struct ui *u, const struct home *s) {
    const struct api_home *home = s->home;
    const char *skyline = ui_world(u)->theme.name == THEME_DAY ? "skyline-day" : "skyline-evening";
    if (home_packed(u)) {
        packed_titles(u, s);
    } else {
        titles(u, s);
        lead_line(u, s);
    }
    bool room = !home_packed(u) && w_fits(u, greeting(u, s), TYPE_TITLE, TEXT_W) && w_fits(u, lead(u, s), TYPE_LEAD, TEXT_W);
    if (room && ui_world(u)->theme.name != THEME_CONTRAST)
        ui_leaf(u, &(struct ui_node){.key = "town", .role = ROLE_IMAGE, .paint = PAINT_PICTURE, .icon = skyline, .at = true, .x = 0, .y = 6,
                                     .w = 560, .h = 126, .from_end = true});
    w_space(u, "gap", home_packed(u) ? 10 : 26);
    load_age_view(u, &s->load);
    ui_open(u, &(struct ui_node){.key = "cards", .role = ROLE_LIST, .label = tr(u, "For you"), .axis = AXIS_ROW, .gap = 24, .align = ALIGN_STRETCH});
    featured_card(u, &home->featured, home->language);
    other_cards(u, s);
    ui_close(u);
    w_space(u, "gap2", home_packed(u) ? 18 : 28);
    ui_open(u, &(struct ui_node){.key = "lower", .axis = AXIS_ROW, .gap = 24, .align = ALIGN_START});
    ui_open(u, &(struct ui_node){.key = "start", .grow = MAIN_W, .gap = home_packed(u) ? 8 : 12, .align = ALIGN_STRETCH});
    doors(u, home);
    w_space(u, "gap3", 8);
    events(u, home);
    ui_close(u);
    ui_open(u, &(struct ui_node){.key = "end", .grow = SIDE_W, .gap = home_packed(u) ? 8 : 12, .align = ALIGN_STRETCH});
    home_board(u, home);
    ui_close(u);
    ui_close(u);
}

// Large text: everything below each other in one list that scrolls.
static void tall(struct ui *u, const struct home *s) {
    ui_open(u, &(struct ui_node){.key = "all", .scroll = true, .grow = 1, .gap = 24, .align = ALIGN_STRETCH, .pad = {0, 0, 28, 0}});
    titles(u, s);
    lead_line(u, s);
    load_age_view(u, &s->load);
    ui_open(u, &(struct ui_node){.key = "cards", .role = ROLE_LIST, .label = tr(u, "For you"), .gap = 24, .align = ALIGN_STRETCH});
    featured_card(u, &s->home->featured, s->home->language);
    other_cards(u, s);
    ui_close(u);
    doors_label(u);
    for (int i = 0; i < (int)s->home->audience_count; i++)
        w_row(u, &(struct w_row){.key = s->home->audiences[i].id, .icon = s->home->audiences[i].icon, .label = s->home->audiences[i].title, .language = s->home->language,
                                 .verb = tr(u, "Open"), .action = ACT_AUDIENCE, .arg = i});
    events(u, s->home);
    home_board(u, s->home);
    ui_close(u);
}

static void home_view(const void *state, struct ui *u) {
    const struct home *s = state;
    const char *texts_in = s->home ? s->home->language : NULL;
    struct w_page page = {.key = "home", .title = tr(u, "Home"), .context = s->home ? s->home->district : tr(u, "Government services"),
                          .context_language = texts_in, .texts_language = texts_in,
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
