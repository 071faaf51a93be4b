// SPDX-License-Identifier: Apache-2.0
// Help in the household: somebody signed in lets another person see, prepare or send for them, until a day. The one offers a
// code, the other types it, signed in as themselves. Both read what was done, and one key ends it.
#include "app/screens/parts.h"
#include "app/screens/table.h"
#include "app/typing/typing.h"
#include "contract/service/api_people.h"

enum { TAG_LIST = 1, TAG_OFFER, TAG_TAKE, TAG_END };
enum { ACT_RETRY = 1, ACT_GIVE, ACT_TAKE, ACT_SCOPE, ACT_UNTIL, ACT_OPEN, ACT_ACT_FOR, ACT_LOG, ACT_END, ACT_DONE, ACT_PEOPLE };
enum phase { PHASE_LIST, PHASE_SCOPE, PHASE_UNTIL, PHASE_CODE, PHASE_TYPE, PHASE_ONE };

struct mandates {
    struct load load, sending;
    const struct api_mandates *all;
    enum phase phase;
    int scope;             // index into scopes
    char code[16], one[64]; // of the offer; the mandate that is looked at
    bool ended, signed_out;
    struct typing typing;
};

// What may be allowed, in words; each takes in the ones before it.
static const struct { const char *title, *hint; const char *scopes[MANDATE_SCOPES]; int count; } scopes[] = {
    {"See my cases", "They read how things stand. They change nothing.", {"see"}, 1},
    {"See my cases and prepare answers", "They fill in forms for you. You send them.", {"see", "prepare"}, 2},
    {"See, prepare and send for me", "They also send and write to offices in your name.", {"see", "prepare", "send"}, 3},
};
static const struct { const char *title; int days; } periods[] = {{"For one week", 7}, {"For one month", 30}, {"For half a year", 182}, {"For one year", 365}};
enum { SCOPES = sizeof scopes / sizeof *scopes, PERIODS = sizeof periods / sizeof *periods };

static const struct api_mandate *one(const struct mandates *s, bool *given) {
    for (size_t i = 0; s->all && i < s->all->given_count; i++)
        if ((*given = text_same(s->all->given[i].id, s->one)))
            return &s->all->given[i];
    for (size_t i = 0; s->all && i < s->all->received_count; i++)
        if (text_same(s->all->received[i].id, s->one))
            return &s->all->received[i];
    return NULL;
}

static void read_all(struct mandates *s, struct ctx *cx) {
    s->signed_out = !ctx_person(cx)->signed_in || ctx_person(cx)->locked;
    if (!s->signed_out)
        fx_get(cx, TAG_LIST, "/v1/me/mandates", &api_mandates_shape);
}

static void offer(struct mandates *s, int period, when_ms now, struct ctx *cx) {
    struct arena *a = ctx_scratch(cx);
    struct val_builder list = val_build(a), b = val_build(a);
    char until[16];
    when_day day = when_day_of(now, ctx_zone(cx)) + periods[period].days;
    when_write_date(day, until, sizeof until);
    bool ok = true;
    for (int i = 0; i < scopes[s->scope].count; i++)
        ok = ok && val_push(&list, val_text(scopes[s->scope].scopes[i]));
    ok = ok && val_set(&b, "scopes", val_array(&list)) && val_set(&b, "until", val_text(until));
    struct val body = val_object(&b);
    s->sending.phase = LOAD_BUSY;
    s->phase = PHASE_CODE;
    s->code[0] = '\0';
    if (ok)
        fx_post(cx, TAG_OFFER, "/v1/me/mandates", NULL, &body, &api_mandate_offer_shape);
}

static void take(struct mandates *s, struct ctx *cx) {
    struct val_builder b = val_build(ctx_scratch(cx));
    struct str text = str_trim((struct str){s->typing.text, (size_t)s->typing.len});
    const char *code = arena_copy(ctx_scratch(cx), text.p, text.len);
    if (!text.len || !code || !val_set(&b, "code", val_text(code)))
        return;
    struct val body = val_object(&b);
    s->sending.phase = LOAD_BUSY;
    fx_post(cx, TAG_TAKE, "/v1/mandates", NULL, &body, &api_mandate_shape);
}

static void end(struct mandates *s, struct ctx *cx) {
    const char *path = arena_printf(ctx_scratch(cx), "/v1/me/mandates/%s", s->one);
    if (path && !s->ended)
        fx_call(cx, TAG_END, &(struct fx_call){.method = "DELETE", .path = path});
}

// The rows of the list are those who help, then those who are helped.
static const char *row_id(const struct mandates *s, int row) {
    int given = (int)s->all->given_count;
    return row < given ? s->all->given[row].id : s->all->received[row - given].id;
}

static void look_at(struct mandates *s, const char *id) {
    text_copy(s->one, sizeof s->one, id);
    s->ended = false;
    s->phase = PHASE_ONE;
}

static bool act(struct mandates *s, const struct event *ev, struct ctx *cx) {
    bool given = false;
    const struct api_mandate *m = one(s, &given);
    switch (ev->action) {
    case ACT_RETRY: s->load.phase = LOAD_BUSY; read_all(s, cx); return true;
    case ACT_PEOPLE: fx_push(cx, SCREEN_PEOPLE, ""); return true;
    case ACT_GIVE: s->phase = PHASE_SCOPE; return true;
    case ACT_SCOPE: s->scope = ev->arg; s->phase = PHASE_UNTIL; return true;
    case ACT_UNTIL: offer(s, ev->arg, ev->wall, cx); return true;
    case ACT_TAKE:
        s->typing = (struct typing){.max_letters = 16};
        s->sending = (struct load){.phase = LOAD_READY};
        typing_start(&s->typing, KEYBOARD_CODE, "");
        s->phase = PHASE_TYPE;
        return true;
    case ACT_OPEN: look_at(s, row_id(s, ev->arg)); return true;
    case ACT_ACT_FOR:
        if (m)
            fx_act_for(cx, m->id, m->name);
        return true;
    case ACT_LOG: fx_push(cx, SCREEN_LOG, s->one); return true;
    case ACT_END: end(s, cx); return true;
    case ACT_DONE: s->phase = PHASE_LIST; read_all(s, cx); return true;
    default: return false;
    }
}

static void replied(struct mandates *s, const struct event *ev, struct ctx *cx) {
    const void *body;
    switch (ev->tag) {
    case TAG_LIST:
        body = load_take(&s->load, ev, cx);
        s->all = body ? body : s->all;
        break;
    case TAG_OFFER:
        if ((body = load_take(&s->sending, ev, cx)))
            text_copy(s->code, sizeof s->code, ((const struct api_mandate_offer *)body)->code);
        break;
    case TAG_TAKE:
        if ((body = load_take(&s->sending, ev, cx))) {
            look_at(s, ((const struct api_mandate *)body)->id);
            read_all(s, cx);
        }
        break;
    case TAG_END:
        s->ended = !ev->reply.err;
        read_all(s, cx);
        break;
    default: break;
    }
}

static bool back(struct mandates *s, struct ctx *cx) {
    if (s->phase == PHASE_LIST)
        return false;
    s->phase = s->phase == PHASE_UNTIL ? PHASE_SCOPE : PHASE_LIST;
    read_all(s, cx);
    return true;
}

// Digits choose where a digit is drawn.
static bool digit(struct mandates *s, const struct event *ev, struct ctx *cx) {
    int i = (int)ev->key - (int)KEY_1, count = s->phase == PHASE_SCOPE ? SCOPES : s->phase == PHASE_UNTIL ? PERIODS : 0;
    if (i < 0 || i >= count)
        return false;
    struct event chosen = *ev;
    chosen.action = s->phase == PHASE_SCOPE ? ACT_SCOPE : ACT_UNTIL;
    chosen.arg = i;
    fx_say_chosen(cx, ctx_tr(cx, s->phase == PHASE_SCOPE ? scopes[i].title : periods[i].title), NULL, ctx_tr(cx, "chosen"));
    return act(s, &chosen, cx);
}

static bool mandates_update(void *state, const struct event *ev, struct ctx *cx) {
    struct mandates *s = state;
    bool typed = ev->type == EV_KEY || ev->type == EV_ACTION || ev->type == EV_TEXT || ev->type == EV_TIMER;
    if (s->phase == PHASE_TYPE && typed && !(ev->type == EV_KEY && ev->key == KEY_BACK)) {
        enum typing_result r = typing_take(&s->typing, ev, cx);
        if (r == TYPING_DONE)
            take(s, cx);
        if (r != TYPING_NOT_MINE)
            return true;
    }
    switch (ev->type) {
    case EV_ENTER:
    case EV_RESUME:
    case EV_CHANGED: read_all(s, cx); return true;
    case EV_REPLY: replied(s, ev, cx); return true;
    case EV_ACTION: return act(s, ev, cx);
    case EV_KEY:
        if (ev->key == KEY_BACK)
            return back(s, cx);
        if (ev->key == KEY_YELLOW && s->phase == PHASE_ONE)
            end(s, cx);
        return ev->key == KEY_YELLOW || digit(s, ev, cx);
    default: return false;
    }
}

// ---- What is seen
static const char *allowed(struct ui *u, const struct api_mandate *m) {
    return m->scope_count ? tr(u, scopes[(m->scope_count < SCOPES ? m->scope_count : SCOPES) - 1].title) : "";
}

static const char *until_words(struct ui *u, const struct api_mandate *m) {
    struct when_date d;
    if (m->state == MANDATE_OVER)
        return tr(u, "Over");
    if (m->state == MANDATE_OFFERED)
        return tr(u, "Not taken yet");
    return when_read_date(m->until, &d) ? ui_printf(u, tr(u, "Until %s"), words_day_short(u, when_from_date(d))) : "";
}

static void rows(struct ui *u, const struct mandates *s, bool given) {
    const struct api_mandate *list = given ? s->all->given : s->all->received;
    size_t count = given ? s->all->given_count : s->all->received_count;
    w_text(u, given ? "given-label" : "got-label", ui_printf(u, "\x02%s\x03", given ? tr(u, "Who helps me") : tr(u, "Whom I help")), TYPE_SMALL, COLOUR_INK2);
    if (!count)
        w_text(u, given ? "nobody" : "nobody2", tr(u, "Nobody so far."), TYPE_BODY, COLOUR_NONE);
    for (size_t i = 0; i < count; i++)
        w_row(u, &(struct w_row){.key = list[i].id, .icon = given ? "heart" : "person", .label = list[i].name ? list[i].name : tr(u, "A code that nobody typed"),
                                 .second = allowed(u, &list[i]), .end = until_words(u, &list[i]), .verb = tr(u, "Open"), .action = ACT_OPEN,
                                 .arg = (int)(i + (given ? 0 : s->all->given_count))});
}

static void list_view(struct ui *u, const struct mandates *s) {
    w_heading(u, "title", tr(u, "Help in the household"), TYPE_TITLE);
    w_text(u, "lead", tr(u, "Let somebody you trust see or do things for you. You both read what was done."), TYPE_LEAD, COLOUR_INK2);
    w_space(u, "gap", 16);
    if (s->signed_out) {
        w_notice(u, &(struct w_notice){.key = "first", .kind = W_INFO, .title = tr(u, "Sign in first"), .text = tr(u, "Help is given from person to person. Choose who you are under People.")});
        w_space(u, "gap-door", 20);
        w_button(u, &(struct w_button){.key = "people", .label = tr(u, "People"), .icon = "person", .verb = tr(u, "Open"), .action = ACT_PEOPLE, .autofocus = true});
        return;
    }
    if (load_view(u, &s->load, s->all != NULL, ACT_RETRY))
        return;
    ui_open(u, &(struct ui_node){.key = "list", .role = ROLE_LIST, .label = tr(u, "Help in the household"), .grow = 1, .gap = 14, .scroll = true, .remember = true,
                                 .pad = {0, 8, 28, 8}, .align = ALIGN_STRETCH});
    w_button(u, &(struct w_button){.key = "give", .label = tr(u, "Let somebody help me"), .icon = "heart", .verb = tr(u, "Begin"), .action = ACT_GIVE, .autofocus = true});
    w_button(u, &(struct w_button){.key = "take", .label = tr(u, "Type the code of somebody I help"), .icon = "key", .verb = tr(u, "Type"), .action = ACT_TAKE, .quiet = true});
    rows(u, s, true);
    rows(u, s, false);
    ui_close(u);
}

static void choices_open(struct ui *u, const char *title, const char *lead) {
    w_heading(u, "title", title, TYPE_QUESTION);
    if (lead)
        w_text(u, "lead", lead, TYPE_LEAD, COLOUR_INK2);
    w_space(u, "gap", 20);
    ui_open(u, &(struct ui_node){.key = "choices", .role = ROLE_LIST, .label = title, .grow = 1, .gap = 16, .scroll = true, .remember = true, .pad = {0, 8, 28, 8},
                                 .align = ALIGN_STRETCH});
}

static void scope_view(struct ui *u) {
    choices_open(u, tr(u, "What may they do for you?"), NULL);
    for (int i = 0; i < SCOPES; i++)
        w_choice(u, &(struct w_choice){.key = ui_printf(u, "s%d", i), .label = tr(u, scopes[i].title), .hint = tr(u, scopes[i].hint), .verb = tr(u, "Choose"),
                                       .digit = i + 1, .action = ACT_SCOPE, .arg = i, .autofocus = i == 0});
    ui_close(u);
}

static void until_view(struct ui *u) {
    choices_open(u, tr(u, "For how long?"), tr(u, "You can end it on any day before."));
    for (int i = 0; i < PERIODS; i++)
        w_choice(u, &(struct w_choice){.key = ui_printf(u, "p%d", i), .label = tr(u, periods[i].title), .verb = tr(u, "Choose"), .digit = i + 1, .action = ACT_UNTIL, .arg = i,
                                       .autofocus = i == 0});
    ui_close(u);
}

static void code_view(struct ui *u, const struct mandates *s) {
    w_heading(u, "title", tr(u, "Tell this code only to the one who helps you"), TYPE_QUESTION);
    w_space(u, "gap", 20);
    if (load_view(u, &s->sending, *s->code, ACT_DONE))
        return;
    ui_leaf(u, &(struct ui_node){.key = "code", .role = ROLE_TEXT, .paint = PAINT_TEXT, .text = s->code, .type = TYPE_CODE, .states = STATE_LTR});
    w_space(u, "gap2", 20);
    w_text(u, "how", tr(u, "They sign in as themselves, on their TV or this one, open Help in the household, and type it. It is good for ten minutes and works once."),
           TYPE_BODY, COLOUR_NONE);
    w_space(u, "gap3", 20);
    w_notice(u, &(struct w_notice){.key = "trick", .kind = W_WAIT, .title = tr(u, "Did someone phone or write to you and ask for it?"), .text = tr(u, "It is a trick. Do not tell it.")});
    w_space(u, "gap4", 20);
    w_button(u, &(struct w_button){.key = "done", .label = tr(u, "Done"), .verb = tr(u, "Done"), .action = ACT_DONE, .autofocus = true});
}

static void type_view(struct ui *u, const struct mandates *s) {
    bool wrong = s->sending.phase == LOAD_FAILED;
    w_heading(u, "title", tr(u, "Which code were you told?"), TYPE_QUESTION);
    w_text(u, "lead", tr(u, "Eight letters, as in BCDF-GHJK."), TYPE_LEAD, COLOUR_INK2);
    w_space(u, "gap", 20);
    w_columns_open(u);
    w_steady_open(u, "answers");
    if (wrong) {
        struct words w = words_of_reply(u, &s->sending.reply);
        w_notice(u, &(struct w_notice){.key = "wrong", .kind = W_BAD, .title = w.title, .text = w.what});
    }
    w_space(u, "above", 14);
    typing_view(u, &s->typing, &(struct typing_view){.label = tr(u, "Which code were you told?"), .invalid = wrong,
                                                     .next = s->sending.phase == LOAD_BUSY ? tr(u, "One moment") : tr(u, "Next")});
    w_close(u);
    ui_close(u);
}

static void one_view(struct ui *u, const struct mandates *s) {
    bool given = false;
    const struct api_mandate *m = one(s, &given);
    if (!m) {
        w_busy(u, "busy", tr(u, "One moment"));
        return;
    }
    const char *name = m->name ? m->name : tr(u, "A code that nobody typed");
    bool over = s->ended || m->state == MANDATE_OVER;
    w_heading(u, "title", name, TYPE_TITLE);
    w_text(u, "lead", given ? tr(u, "helps you") : tr(u, "is helped by you"), TYPE_LEAD, COLOUR_INK2);
    w_space(u, "gap", 20);
    if (over)
        w_notice(u, &(struct w_notice){.key = "over", .kind = W_OK, .title = tr(u, "This help is over"), .text = tr(u, "Nothing more can be seen or done with it.")});
    ui_open(u, &(struct ui_node){.key = "facts", .grow = 1, .scroll = true, .gap = 16, .align = ALIGN_STRETCH, .pad = {0, 8, 28, 8}});
    w_fact(u, &(struct w_fact){.key = "what", .label = tr(u, "Allowed"), .value = allowed(u, m), .second = m->service_title ? m->service_title : tr(u, "All services")});
    w_fact(u, &(struct w_fact){.key = "until", .label = tr(u, "How long"), .value = until_words(u, m)});
    if (!given && !over)
        w_button(u, &(struct w_button){.key = "act", .label = ui_printf(u, tr(u, "Act for %s"), ui_isolated(u, name)), .icon = "right", .verb = tr(u, "Act"), .action = ACT_ACT_FOR,
                                       .autofocus = true});
    w_button(u, &(struct w_button){.key = "log", .label = tr(u, "What was done with it"), .icon = "eye", .verb = tr(u, "Open"), .action = ACT_LOG, .quiet = true, .autofocus = given || over});
    if (!over)
        w_button(u, &(struct w_button){.key = "end", .label = tr(u, "End this help now"), .icon = "cross", .verb = tr(u, "End"), .action = ACT_END, .quiet = true});
    ui_close(u);
}

static void mandates_view(const void *state, struct ui *u) {
    const struct mandates *s = state;
    static const char *const keys[] = {"mandates", "mandates-scope", "mandates-until", "mandates-code", "mandates-type", "mandate"};
    const char *title = tr(u, "Help in the household");
    struct w_page page = {.key = keys[s->phase], .title = title, .context = title, .back = s->phase == PHASE_LIST ? parts_back(u) : s->phase == PHASE_UNTIL ? ui_printf(u, tr(u, "Question %d"), 1) : title,
                          .yellow = s->phase == PHASE_TYPE ? tr(u, "Delete") : s->phase == PHASE_ONE && !s->ended ? tr(u, "End it") : NULL};
    w_page_open(u, &page);
    switch (s->phase) {
    case PHASE_SCOPE: scope_view(u); break;
    case PHASE_UNTIL: until_view(u); break;
    case PHASE_CODE: code_view(u, s); break;
    case PHASE_TYPE: type_view(u, s); break;
    case PHASE_ONE: one_view(u, s); break;
    default: list_view(u, s); break;
    }
    w_page_close(u, &page);
}

const struct screen_def screen_mandates = {.id = SCREEN_MANDATES, .name = "mandates", .state_size = sizeof(struct mandates), .update = mandates_update,
                                           .view = mandates_view, .place = "Help in the household"};
