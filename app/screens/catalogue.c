// SPDX-License-Identifier: Apache-2.0
// What the office can do for you: life events and subjects at the start side, filters on top, one row a service with what
// it takes and costs. The list is asked for page by page as the focus comes near its end.
#include "app/screens/query.h"
#include "app/screens/table.h"

enum { TAG_LIST = 1, TAG_PAGES = 10, PAGES_MAX = 25 };
enum { ACT_RETRY = 1, ACT_OPEN, ACT_PICK, ACT_FILTER, ACT_MORE, ACT_SEARCH, ACT_TERMS };

struct catalogue {
    struct load load;
    bool asking; // another list than the one shown was asked for
    struct query query, shown; // asked for, and what the pages answer
    const struct api_services *pages[PAGES_MAX];
    int page_count;
    bool terms; // large text: subjects and filters are shown instead of the list
};

static void ask(struct catalogue *s, struct ctx *cx) {
    const char *cursor = s->page_count ? s->pages[s->page_count - 1]->next : NULL;
    fx_get_cached(cx, TAG_PAGES + s->page_count, query_path(ctx_scratch(cx), &s->query, cursor), &api_services_shape);
}

// What is shown stays until the first page of the new question is there: nothing flickers, the focus keeps its place.
static void start_over(struct catalogue *s, struct ctx *cx) {
    s->asking = true;
    fx_get_cached(cx, TAG_PAGES, query_path(ctx_scratch(cx), &s->query, NULL), &api_services_shape);
}

static const struct api_service_item *item_at(const struct catalogue *s, int i) {
    for (int p = 0; p < s->page_count; p++) {
        if (i < (int)s->pages[p]->item_count)
            return &s->pages[p]->items[i];
        i -= (int)s->pages[p]->item_count;
    }
    return NULL;
}

// The terms at the start side: all, then life events, then subjects.
static void pick(struct catalogue *s, int arg) {
    const struct api_services *first = s->pages[0];
    s->query.event[0] = s->query.category[0] = '\0';
    if (arg > 0 && arg <= (int)first->event_count)
        text_copy(s->query.event, sizeof s->query.event, first->events[arg - 1].id);
    else if (arg > 0)
        text_copy(s->query.category, sizeof s->query.category, first->categories[arg - 1 - (int)first->event_count].id);
}

static void open_item(struct catalogue *s, int i, struct ctx *cx) {
    const struct api_service_item *item = item_at(s, i);
    if (item)
        fx_push(cx, SCREEN_SERVICE, item->id);
}

static bool act(struct catalogue *s, const struct event *ev, struct ctx *cx) {
    switch (ev->action) {
    case ACT_RETRY: s->load.phase = LOAD_BUSY; start_over(s, cx); return true;
    case ACT_OPEN: open_item(s, ev->arg, cx); return true;
    case ACT_PICK: pick(s, ev->arg); s->terms = false; start_over(s, cx); return true;
    case ACT_TERMS: s->terms = !s->terms; return true;
    case ACT_FILTER: query_toggle(&s->query, ev->arg); start_over(s, cx); return true;
    case ACT_MORE: ask(s, cx); return true;
    case ACT_SEARCH: fx_push(cx, SCREEN_SEARCH, ""); return true;
    default: return false;
    }
}

static void take_page(struct catalogue *s, const struct event *ev, struct ctx *cx) {
    int page = ev->tag - TAG_PAGES;
    const struct api_services *got = load_take(&s->load, ev, cx);
    s->asking = false;
    if (!got && page == 0 && s->page_count)
        s->query = s->shown; // what is on the screen is still the answer to the old question
    if (!got || page > s->page_count || page >= PAGES_MAX)
        return;
    s->pages[page] = got;
    if (page == 0)
        s->shown = s->query;
    if (page == 0) // an answer to another question: what followed the old first page is gone
        s->page_count = 1;
    else if (page == s->page_count)
        s->page_count++;
}

static bool catalogue_update(void *state, const struct event *ev, struct ctx *cx) {
    struct catalogue *s = state;
    switch (ev->type) {
    case EV_ENTER: query_read(&s->query, ev->text); start_over(s, cx); return true;
    case EV_CHANGED: start_over(s, cx); return true;
    case EV_REPLY: take_page(s, ev, cx); return true;
    case EV_ACTION: return act(s, ev, cx);
    case EV_KEY:
        if (ev->key == KEY_BACK && s->terms) {
            s->terms = false;
            return true;
        }
        if (ev->key == KEY_YELLOW)
            fx_push(cx, SCREEN_SEARCH, "");
        return ev->key == KEY_YELLOW;
    default: return false;
    }
}

// ---- View
static const char *title_of(struct ui *u, const struct catalogue *s) {
    const struct api_services *first = s->page_count ? s->pages[0] : NULL;
    for (size_t i = 0; first && i < first->event_count; i++)
        if (text_same(first->events[i].id, s->shown.event))
            return first->events[i].title;
    for (size_t i = 0; first && i < first->category_count; i++)
        if (text_same(first->categories[i].id, s->shown.category))
            return first->categories[i].title;
    return tr(u, "All services");
}

// A life event or a subject is called as the office calls it.
static const char *title_language(const struct catalogue *s, const char *title) {
    const struct api_services *first = s->page_count ? s->pages[0] : NULL;
    for (size_t i = 0; first && i < first->event_count; i++)
        if (title == first->events[i].title)
            return first->language;
    for (size_t i = 0; first && i < first->category_count; i++)
        if (title == first->categories[i].title)
            return first->language;
    return NULL;
}

static void term(struct ui *u, const char *key, const char *title, const char *language, int count, bool on, int arg) {
    struct ui_node *n = ui_open(u, &(struct ui_node){.key = key, .role = ROLE_TAB, .label = title, .value = w_number(u, count), .verb = tr(u, "Show"),
                                 .action = ACT_PICK, .arg = arg, .focusable = true, .states = on ? STATE_SELECTED : 0, .axis = AXIS_ROW,
                                 .min_h = 64, .pad = {28, 6, 24, 6}, .gap = 12, .align = ALIGN_CENTRE, .fill = on ? COLOUR_GROUND : COLOUR_NONE,
                                 .start_bar = on ? 6 : 0});
    ui_speaks(u, n, title, language);
    ui_leaf(u, &(struct ui_node){.key = "title", .paint = PAINT_TEXT, .text = title, .type = TYPE_LABEL, .regular = !on, .grow = 1});
    ui_leaf(u, &(struct ui_node){.key = "count", .paint = PAINT_TEXT, .text = w_number(u, count), .type = TYPE_SMALL, .bold = on,
                                 .ink = COLOUR_INK2, .states = STATE_LTR, .lines = 1});
    ui_close(u);
}

static void term_rows(struct ui *u, const struct catalogue *s) {
    const struct api_services *first = s->pages[0];
    bool none = !*s->query.event && !*s->query.category;
    term(u, "all", tr(u, "All services"), NULL, first->all, none, 0);
    for (int i = 0; i < (int)first->event_count; i++)
        if (first->events[i].count || text_same(s->query.event, first->events[i].id))
            term(u, ui_printf(u, "e-%s", first->events[i].id), first->events[i].title, first->language, first->events[i].count,
                 text_same(s->query.event, first->events[i].id), 1 + i);
    for (int i = 0; i < (int)first->category_count; i++)
        if (first->categories[i].count || text_same(s->query.category, first->categories[i].id))
            term(u, ui_printf(u, "c-%s", first->categories[i].id), first->categories[i].title, first->language, first->categories[i].count,
                 text_same(s->query.category, first->categories[i].id), 1 + (int)first->event_count + i);
}

static void terms(struct ui *u, const struct catalogue *s) {
    ui_open(u, &(struct ui_node){.key = "terms", .role = ROLE_LIST, .label = tr(u, "Life events and subjects"), .w = w_one_column(u) ? 0 : 390,
                                 .pad = UI_PAD2(0, 12), .fill = COLOUR_CARD, .edge_line = true, .radius = 20, .scroll = !w_one_column(u),
                                 .remember = true, .align = ALIGN_STRETCH});
    term_rows(u, s);
    ui_close(u);
}

static const struct filter { const char *key, *label; int bit; } all_filters[] = {
    {"tv", "Finish on this TV", QUERY_TV}, {"fee", "No fee", QUERY_NO_FEE}, {"papers", "No papers needed", QUERY_NO_PAPERS},
};
enum { FILTERS = sizeof all_filters / sizeof *all_filters };

static int total_items(const struct catalogue *s) {
    int n = 0;
    for (int p = 0; p < s->page_count; p++)
        n += (int)s->pages[p]->item_count;
    return n;
}

static const char *shown_words(struct ui *u, const struct catalogue *s) {
    return ui_printf(u, tr(u, "%d of %d shown"), total_items(s), s->pages[0]->all);
}

static void filters(struct ui *u, const struct catalogue *s) {
    ui_open(u, &(struct ui_node){.key = "filters", .role = ROLE_LIST, .label = tr(u, "Filters"), .axis = AXIS_ROW, .gap = 20, .align = ALIGN_CENTRE});
    for (int i = 0; i < FILTERS; i++)
        w_chip(u, &(struct w_chip){.key = all_filters[i].key, .label = tr(u, all_filters[i].label), .on = s->query.filters & (unsigned)all_filters[i].bit,
                                   .verb = tr(u, "Switch"), .action = ACT_FILTER, .arg = all_filters[i].bit});
    ui_leaf(u, &(struct ui_node){.key = "count", .role = ROLE_STATUS, .live = LIVE_POLITE, .grow = 1, .paint = PAINT_TEXT, .type = TYPE_SMALL,
                                 .label = shown_words(u, s), .ink = COLOUR_INK2,
                                 .text_align = ALIGN_END});
    ui_close(u);
}

// Large text: what stands at the start side and on top otherwise is a list of its own, one press away.
static void terms_page(struct ui *u, const struct catalogue *s) {
    ui_open(u, &(struct ui_node){.key = "choose", .scroll = true, .grow = 1, .gap = 16, .align = ALIGN_STRETCH, .pad = {0, 8, 28, 8}});
    terms(u, s);
    w_space(u, "gap", 8);
    ui_open(u, &(struct ui_node){.key = "filters", .role = ROLE_LIST, .label = tr(u, "Filters"), .gap = 16, .align = ALIGN_STRETCH});
    for (int i = 0; i < FILTERS; i++)
        w_choice(u, &(struct w_choice){.key = all_filters[i].key, .label = tr(u, all_filters[i].label), .many = true, .verb = tr(u, "Switch"),
                                       .checked = s->query.filters & (unsigned)all_filters[i].bit, .action = ACT_FILTER, .arg = all_filters[i].bit});
    ui_close(u);
    ui_close(u);
}

// The way to it, with what is chosen now.
static void terms_row(struct ui *u, const struct catalogue *s) {
    const char *chosen = title_of(u, s);
    for (int i = 0; i < FILTERS; i++)
        if (s->query.filters & (unsigned)all_filters[i].bit)
            chosen = ui_printf(u, "%s, %s", chosen, tr(u, all_filters[i].label));
    w_row(u, &(struct w_row){.key = "terms", .icon = "filter", .label = tr(u, "Subjects and filters"), .second = chosen, .verb = tr(u, "Choose"),
                             .end = shown_words(u, s), .action = ACT_TERMS});
}

static int rows(struct ui *u, const struct catalogue *s) {
    int n = 0;
    for (const struct api_service_item *i; (i = item_at(s, n)); n++) {
        const char *minutes = ui_printf(u, trn(u, "%d minute", "%d minutes", i->minutes), i->minutes);
        const char *second = i->note ? ui_printf(u, "%s, %s", i->office, i->note) : i->office;
        w_row(u, &(struct w_row){.key = i->id, .icon = i->icon, .label = i->title, .second = second, .end = minutes,
                                 .end_second = i->fee, .end_second_language = i->language,
                                 .language = i->language, .second_language = i->language, .verb = tr(u, "Open"), .action = ACT_OPEN, .arg = n, .autofocus = n == 0});
    }
    return n;
}

static void list(struct ui *u, const struct catalogue *s) {
    ui_open(u, &(struct ui_node){.key = "list", .role = ROLE_LIST, .label = tr(u, "Services"), .grow = 1, .gap = 14, .scroll = true,
                                 .remember = true, .pad = {0, 0, 28, 0}, .align = ALIGN_STRETCH});
    if (s->asking)
        w_busy(u, "asking", tr(u, "One moment"));
    if (s->load.phase == LOAD_FAILED) {
        struct words w = words_of_reply(u, &s->load.reply);
        w_notice(u, &(struct w_notice){.key = "failed", .kind = W_BAD, .title = w.title, .text = *w.next ? w.next : w.what});
    }
    load_age_view(u, &s->load);
    if (w_one_column(u))
        terms_row(u, s);
    int n = rows(u, s);
    if (!n)
        w_notice(u, &(struct w_notice){.key = "none", .kind = W_INFO, .title = tr(u, "No service fits all of this"),
                                       .text = tr(u, "Switch a filter off, or choose All services.")});
    if (s->pages[s->page_count - 1]->next && s->page_count < PAGES_MAX)
        w_button(u, &(struct w_button){.key = "more", .label = tr(u, "Show more"), .icon = "down", .verb = tr(u, "Show more"), .action = ACT_MORE, .quiet = true});
    ui_close(u);
}

static void head(struct ui *u, const struct catalogue *s, const char *title) {
    ui_open(u, &(struct ui_node){.key = "head", .axis = AXIS_ROW, .gap = 24, .min_h = 84, .align = ALIGN_CENTRE});
    ui_leaf(u, &(struct ui_node){.key = "title", .role = ROLE_HEADING, .label = title, .language = title_language(s, title), .paint = PAINT_TEXT, .type = TYPE_TITLE,
                                 .grow = 1});
    if (!w_one_column(u) && s->page_count) { // not before the list is there: the first focus belongs to it
        ui_open(u, &(struct ui_node){.key = "search", .role = ROLE_BUTTON, .label = tr(u, "Search"), .verb = tr(u, "Search"), .action = ACT_SEARCH,
                                     .focusable = true, .axis = AXIS_ROW, .w = 852, .min_h = 84, .gap = 20, .pad = UI_PAD2(28, 8), .radius = 16,
                                     .fill = COLOUR_CARD, .border = COLOUR_CTL, .align = ALIGN_CENTRE, .ink = COLOUR_INK2});
        w_icon(u, "icon", "search", 44, COLOUR_NONE);
        int all = s->pages[0]->all;
        ui_leaf(u, &(struct ui_node){.key = "text", .paint = PAINT_TEXT, .text = ui_printf(u, trn(u, "Search %d service", "Search all %d services", all), all),
                                     .grow = 1});
        ui_close(u);
    }
    ui_close(u);
}

static void catalogue_view(const void *state, struct ui *u) {
    const struct catalogue *s = state;
    bool choosing = s->terms && w_one_column(u) && s->page_count;
    const char *texts_in = s->page_count ? s->pages[0]->language : NULL;
    struct w_page page = {.key = "catalogue", .texts_language = texts_in, .title = choosing ? tr(u, "Subjects and filters") : title_of(u, s),
                          .context = query_context(u, &s->query), .yellow = tr(u, "Search"), .back = choosing ? tr(u, "List") : parts_back(u)};
    page.title_language = title_language(s, page.title);
    w_page_open(u, &page);
    head(u, s, page.title);
    w_space(u, "gap", w_one_column(u) ? 12 : 32);
    if (choosing) {
        terms_page(u, s);
    } else if (!load_view(u, &s->load, s->page_count > 0, ACT_RETRY)) {
        ui_open(u, &(struct ui_node){.key = "body", .axis = AXIS_ROW, .gap = 48, .grow = 1, .align = ALIGN_STRETCH});
        if (!w_one_column(u))
            terms(u, s);
        ui_open(u, &(struct ui_node){.key = "end", .grow = 1, .gap = 20, .align = ALIGN_STRETCH});
        if (!w_one_column(u))
            filters(u, s);
        list(u, s);
        ui_close(u);
        ui_close(u);
    }
    w_page_close(u, &page);
}

const struct screen_def screen_catalogue = {.id = SCREEN_CATALOGUE, .name = "catalogue", .state_size = sizeof(struct catalogue),
                                            .update = catalogue_update, .view = catalogue_view, .place = "List"};
