// SPDX-License-Identifier: Apache-2.0
// One case: what happened, newest first; how many working days the law still gives; who handles it; what the citizen can do.
#include "app/screens/parts.h"
#include "contract/service/api.h"
#include "app/screens/table.h"

enum { TAG_CASES = 1, TAG_CASE, TAG_WATCH, TAG_KEEP, TAG_MOVE };
enum { ACT_RETRY = 1, ACT_WRITE, ACT_DO, ACT_SURE, ACT_NOT_SURE, ACT_FORGET };

struct case_page {
    char number[CASE_NUMBER_MAX + 1], secret[CASE_SECRET_MAX + 1]; // secret "": the person's own
    bool known; // the secret was looked for
    struct load load;
    const struct api_case *shown;
    char asking[SERVICE_ID_CAP + 1]; // the move that waits for "are you sure"; "": none
    bool failed_move;
    struct reply move_reply;
};

// The list may be another one since the question was asked: an officer may have moved the case.
static const struct api_move *asked(const struct case_page *s) {
    for (size_t i = 0; *s->asking && s->shown && i < s->shown->move_count; i++)
        if (text_same(s->shown->moves[i].id, s->asking))
            return &s->shown->moves[i];
    return NULL;
}

static void ask(struct case_page *s, struct ctx *cx) {
    char path[CASE_NUMBER_MAX + 16];
    snprintf(path, sizeof path, "/v1/cases/%s", s->number);
    fx_get_secret(cx, TAG_CASE, path, s->secret, &api_case_shape);
}

// The box remembers the secret of every case it sent or followed. Whoever signed in needs none for their own.
static void find_secret(struct case_page *s, const struct event *ev, struct ctx *cx) {
    for (uint32_t i = 0; ev->value && ev->value->type == VAL_ARRAY && i < ev->value->count; i++)
        if (text_same(val_get_text(&ev->value->items[i], "number", ""), s->number))
            text_copy(s->secret, sizeof s->secret, val_get_text(&ev->value->items[i], "secret", ""));
    s->known = true;
    if (!*s->secret && !(ctx_person(cx)->signed_in && !ctx_person(cx)->locked)) {
        fx_replace(cx, SCREEN_FOLLOW, s->number);
        return;
    }
    ask(s, cx);
    fx_watch_case(cx, TAG_WATCH, s->number, s->secret);
}

static void remember(struct case_page *s, struct ctx *cx) {
    if (!*s->secret)
        return; // it is among the person's cases at the office
    struct val_builder b = val_build(ctx_scratch(cx));
    const struct api_case *c = s->shown;
    if (val_set(&b, "number", val_text(s->number)) && val_set(&b, "secret", val_text(s->secret)) &&
        val_set(&b, "service", val_text(c->service ? c->service : "")) && val_set(&b, "title", val_text(c->title ? c->title : "")) &&
        val_set(&b, "state", val_text(c->state.title ? c->state.title : "")) && val_set(&b, "language", val_text(c->language ? c->language : ""))) {
        struct val item = val_object(&b);
        fx_keep_case(cx, TAG_KEEP, &item);
    }
}

static void take(struct case_page *s, const struct event *ev, struct ctx *cx) {
    if (ev->tag == TAG_WATCH) {
        ask(s, cx);
        return;
    }
    if (ev->tag == TAG_MOVE && ev->reply.err) {
        s->failed_move = true;
        s->move_reply = parts_keep_words(&ev->reply, ctx_arena(cx));
        return;
    }
    const struct api_case *got = load_take(&s->load, &(struct event){.type = ev->type, .tag = TAG_CASE, .reply = ev->reply}, cx);
    if (!got)
        return;
    s->shown = got;
    s->failed_move = false;
    remember(s, cx);
}

static void do_move(struct case_page *s, const struct api_move *m, const char *reason, struct ctx *cx) {
    char path[CASE_NUMBER_MAX + 24];
    struct val_builder b = val_build(ctx_scratch(cx));
    snprintf(path, sizeof path, "/v1/cases/%s/moves", s->number);
    if (!val_set(&b, "move", val_text(m->id)) || (reason && !val_set(&b, "reason", val_text(reason))))
        return;
    struct val body = val_object(&b);
    fx_post(cx, TAG_MOVE, path, s->secret, &body, &api_case_shape);
}

// A move that wants a reason opens the keyboard; one that needs none is asked back first.
static void start_move(struct case_page *s, int i, struct ctx *cx) {
    char argument[200];
    if (!s->shown || i >= (int)s->shown->move_count)
        return;
    const struct api_move *m = &s->shown->moves[i];
    if (m->reason == 0) {
        text_copy(s->asking, sizeof s->asking, m->id);
        return;
    }
    snprintf(argument, sizeof argument, "%s|%s|%s|%s|%s", s->number, s->secret, m->id, m->verb, s->shown->language ? s->shown->language : "");
    fx_push(cx, SCREEN_WRITE, argument);
}

static void write_to_office(const struct case_page *s, struct ctx *cx) {
    const struct api_office *o = &s->shown->office;
    char argument[200];
    snprintf(argument, sizeof argument, "%s|%s||%s|%s", s->number, s->secret, o->name ? o->name : "", o->language ? o->language : "");
    fx_push(cx, SCREEN_WRITE, argument);
}

static bool act(struct case_page *s, const struct event *ev, struct ctx *cx) {
    switch (ev->action) {
    case ACT_RETRY: s->load.phase = LOAD_BUSY; ask(s, cx); return true;
    case ACT_WRITE:
        write_to_office(s, cx);
        return true;
    case ACT_DO: start_move(s, ev->arg, cx); return true;
    case ACT_SURE: {
        const struct api_move *sure = asked(s);
        if (sure)
            do_move(s, sure, NULL, cx);
        s->asking[0] = '\0';
        return true;
    }
    case ACT_NOT_SURE: s->asking[0] = '\0'; return true;
    case ACT_FORGET: fx_forget_case(cx, TAG_KEEP, s->number); fx_pop(cx, NULL); return true;
    default: return false;
    }
}

static const struct api_move *closing_move(const struct case_page *s) {
    for (size_t i = 0; s->shown && i < s->shown->move_count; i++)
        if (s->shown->moves[i].reason == 0 && !s->shown->moves[i].reopens)
            return &s->shown->moves[i];
    return NULL;
}

static bool key(struct case_page *s, const struct event *ev) {
    const struct api_move *m = closing_move(s);
    if (ev->key == KEY_BACK && asked(s)) {
        s->asking[0] = '\0';
        return true;
    }
    if (ev->key != KEY_YELLOW || !m)
        return false;
    text_copy(s->asking, sizeof s->asking, m->id);
    return true;
}

static bool case_update(void *state, const struct event *ev, struct ctx *cx) {
    struct case_page *s = state;
    switch (ev->type) {
    case EV_ENTER: text_copy(s->number, sizeof s->number, ev->text); fx_list_cases(cx, TAG_CASES); return true;
    case EV_RESUME:
    case EV_CHANGED:
        if (s->known)
            ask(s, cx);
        return true;
    case EV_LOADED: find_secret(s, ev, cx); return true;
    case EV_REPLY: take(s, ev, cx); return true;
    case EV_ACTION: return act(s, ev, cx);
    case EV_KEY: return key(s, ev);
    default: return false;
    }
}

// ---- View
static void timeline(struct ui *u, const struct api_case *c) {
    ui_open(u, &(struct ui_node){.key = "events", .role = ROLE_TIMELINE, .label = tr(u, "What happened"), .align = ALIGN_STRETCH});
    for (size_t i = 0; i < c->timeline_count; i++) {
        const struct api_timeline *t = &c->timeline[i];
        const char *text = t->detail ? t->detail : t->why; // the detail says the reason too, in a sentence
        w_event(u, &(struct w_event){.key = ui_printf(u, "e%zu", c->timeline_count - i), .when = words_when(u, parts_instant(t->at)),
                                     .icon = t->icon ? t->icon : "dot", .title = t->title, .text = text, .language = c->language, .current = t->now,
                                     .last = i + 1 == c->timeline_count});
    }
    ui_close(u);
}

static void clock_card(struct ui *u, const struct api_case *c) {
    const struct api_clock *k = &c->clock;
    when_ms by = parts_instant(k->deadline);
    if (k->state == CASE_CLOCK_NONE || k->state == CASE_CLOCK_ENDED) {
        w_status(u, "state", c->state.kind == STATE_CLOSED || c->state.kind == STATE_ANSWERED ? W_OK : W_INFO, c->state.title)->language = c->language;
        if (c->state.tells)
            w_text(u, "tells", c->state.tells, TYPE_BODY, COLOUR_NONE)->language = c->language;
        return;
    }
    const char *until = by ? ui_printf(u, tr(u, "By %s, %s"), words_day(u, when_day_of(by, ui_world(u)->zone)), words_time(u, by)) : NULL;
    const char *words = k->late ? tr(u, "The answer is late") : ui_printf(u, trn(u, "working day\nleft to answer you", "working days\nleft to answer you", k->left));
    w_deadline(u, &(struct w_deadline){.key = "clock", .left = k->left, .total = k->days, .words = words, .until = until,
                                       .law = k->state == CASE_CLOCK_STOPPED ? tr(u, "The clock stands still until you answer.") : k->words,
                                       .law_language = k->state == CASE_CLOCK_STOPPED ? NULL : c->language});
}

// In one line, for large text: the days come first, the whole clock further down.
static void days_line(struct ui *u, const struct api_case *c) {
    const struct api_clock *k = &c->clock;
    if (k->state == CASE_CLOCK_NONE || k->state == CASE_CLOCK_ENDED) {
        w_status(u, "days", c->state.kind == STATE_CLOSED || c->state.kind == STATE_ANSWERED ? W_OK : W_INFO, c->state.title)->language = c->language;
        return;
    }
    const char *words = k->late ? tr(u, "The answer is late")
                                : ui_printf(u, trn(u, "Answer within %d working day", "Answer within %d working days", k->left), k->left);
    w_status(u, "days", k->late ? W_BAD : W_WAIT, words);
}

static void who(struct ui *u, const struct api_case *c) {
    if (c->officer || c->office.name)
        w_info(u, &(struct w_info){.key = "who", .icon = "person", .title = c->officer ? c->officer : c->office.name,
                                   .text = c->officer ? ui_printf(u, tr(u, "%s, handles your case"), c->office.name) : tr(u, "handles your case"),
                                   .name = c->office.name, .name_language = c->office.language});
}

static void acts(struct ui *u, const struct case_page *s) {
    const struct api_case *c = s->shown;
    if (c->can_write) {
        const char *to = c->officer ? c->officer : c->office.name;
        w_button(u, &(struct w_button){.key = "write", .label = to ? ui_printf(u, tr(u, "Write to %s"), to) : tr(u, "Write to the office"),
                                       .name = c->office.name, .name_language = c->office.language, .icon = "chat",
                                       .verb = tr(u, "Write"), .action = ACT_WRITE, .autofocus = true});
    }
    for (size_t i = 0; i < c->move_count; i++)
        w_button(u, &(struct w_button){.key = c->moves[i].id, .label = c->moves[i].verb, .language = c->language, .icon = c->moves[i].reopens ? "again" : "check",
                                       .verb = c->moves[i].verb, .action = ACT_DO, .arg = (int)i, .quiet = true});
    if (!c->can_write && !c->move_count)
        w_button(u, &(struct w_button){.key = "forget", .label = tr(u, "Remove from this TV"), .icon = "bin", .verb = tr(u, "Remove"), .quiet = true,
                                       .action = ACT_FORGET, .autofocus = true});
}

static void body(struct ui *u, const struct case_page *s) {
    const struct api_case *c = s->shown;
    w_columns_open(u);
    w_main_open(u, "story", NULL, 0);
    w_heading(u, "title", c->title ? c->title : c->service_title, TYPE_TITLE)->language = c->language;
    ui_speaks(u, w_text(u, "number", ui_printf(u, tr(u, "Case %s, %s"), c->number, c->office.name), TYPE_SMALL, COLOUR_INK2), c->office.name, c->office.language);
    w_space(u, "gap", w_one_column(u) ? 8 : 28);
    if (w_one_column(u)) { // what to do stands where it is seen at once, below the title
        ui_open(u, &(struct ui_node){.key = "days", .axis = AXIS_ROW});
        days_line(u, c);
        ui_close(u);
        w_space(u, "gap-days", 16);
        ui_open(u, &(struct ui_node){.key = "acts", .role = ROLE_LIST, .label = tr(u, "What you can do"), .gap = 16, .align = ALIGN_STRETCH});
        acts(u, s);
        ui_close(u);
        w_space(u, "gap-acts", 28);
    }
    if (s->failed_move) {
        struct words w = words_of_reply(u, &s->move_reply);
        w_notice(u, &(struct w_notice){.key = "failed", .kind = W_BAD, .title = w.title, .text = words_rest(u, &w)});
        w_space(u, "gap-failed", 16);
    }
    load_age_view(u, &s->load);
    if (w_one_column(u)) {
        clock_card(u, c);
        who(u, c);
        w_space(u, "gap-story", 16);
    }
    timeline(u, c);
    w_close(u);
    if (!w_one_column(u)) {
        w_side_open(u, "side", 16);
        clock_card(u, c);
        who(u, c);
        acts(u, s);
        w_close(u);
    }
    ui_close(u);
}

static void case_view(const void *state, struct ui *u) {
    const struct case_page *s = state;
    const struct api_move *closing = closing_move(s), *sure = asked(s);
    const char *texts_in = s->shown ? s->shown->language : NULL;
    struct w_page page = {.key = "case", .title_language = s->shown && s->shown->title ? texts_in : NULL, .texts_language = texts_in, .title = s->shown && s->shown->title ? s->shown->title : tr(u, "Your case"), .state = s->shown ? s->shown->state.title : NULL, .context = tr(u, "Your cases"),
                          .yellow = closing ? closing->verb : NULL, .yellow_short = tr(u, "Close"), .back = sure ? tr(u, "No, go back") : parts_back(u), .back_short = sure ? tr(u, "No") : NULL};
    w_page_open(u, &page);
    if (!load_view(u, &s->load, s->shown != NULL, ACT_RETRY))
        body(u, s);
    if (sure)
        ask_view(u, &(struct ask){.key = "sure", .name = sure->verb, .name_language = texts_in, .title = ui_printf(u, tr(u, "%s?"), sure->verb), .text = tr(u, "The office is told at once. Do you want that?"),
                                  .yes = ui_printf(u, tr(u, "Yes: %s"), sure->verb), .no = tr(u, "No, go back"), .yes_action = ACT_SURE,
                                  .no_action = ACT_NOT_SURE});
    w_page_close(u, &page);
}

const struct screen_def screen_case = {.id = SCREEN_CASE, .name = "case", .state_size = sizeof(struct case_page), .update = case_update,
                                       .view = case_view, .place = "Case"};
