// SPDX-License-Identifier: Apache-2.0
// "Sign this": a submission waits until its person has approved on the phone exactly the lines that stand here. Then it is
// sent. Argument: its outbox id.
#include "app/screens/approve.h"
#include "app/screens/parts.h"
#include "app/screens/table.h"
#include "contract/service/api.h"
#include "contract/service/texts.h"

enum { TAG_ITEM = 1, TAG_SERVICE, LINES_MAX = 40 };

struct sign_screen {
    struct approve approve;
    char id[24];
    struct val details; // the one object of authorization_details
    const char *title;
    char language[TEXTS_TAG_CAP + 1]; // that title and labels are in: they stay as they are signed
    bool known, gone;   // known: read from the outbox; gone: there is nothing to be signed (any more)
};

static void begin(struct sign_screen *s, struct ctx *cx) {
    s->approve.signing = true;
    approve_begin(&s->approve, cx);
    fx_sign_in(cx, APPROVE_TAG, "", s->title, s->id);
}

static void take(struct sign_screen *s, const struct event *ev, struct ctx *cx) {
    const struct val *sign = ev->value ? val_get(ev->value, "sign") : NULL;
    if (s->known)
        return;
    s->known = true;
    s->gone = !sign || sign->type != VAL_ARRAY || !sign->count || !text_same(val_get_text(ev->value, "needs", ""), "signature") ||
              !val_copy(ctx_arena(cx), &sign->items[0], &s->details);
    s->title = s->gone ? "" : val_get_text(&s->details, "title", "");
    const char *path = arena_printf(ctx_scratch(cx), "/v1/services/%s", val_get_text(&s->details, "service", ""));
    if (!s->gone && path)
        fx_get_cached(cx, TAG_SERVICE, path, &api_service_shape);
    if (s->gone)
        fx_replace(cx, SCREEN_RECEIPT, s->id);
    else
        begin(s, cx);
}

static bool sign_update(void *state, const struct event *ev, struct ctx *cx) {
    struct sign_screen *s = state;
    switch (ev->type) {
    case EV_ENTER:
        text_copy(s->id, sizeof s->id, ev->text);
        s->title = "";
        fx_load_outbox(cx, TAG_ITEM, s->id);
        return true;
    case EV_LOADED: take(s, ev, cx); return true;
    case EV_REPLY:
        if (!ev->reply.err)
            text_copy(s->language, sizeof s->language, ((const struct api_service *)ev->reply.body)->language);
        return true;
    case EV_SIGN_IN:
    case EV_TIMER:
        if (!approve_event(&s->approve, ev, cx))
            return false;
        if (ev->type == EV_SIGN_IN && s->approve.state == OAUTH_DONE)
            fx_replace(cx, SCREEN_RECEIPT, s->id);
        return true;
    case EV_ACTION:
        if (ev->action == APPROVE_ACT_NEW)
            begin(s, cx);
        else if (ev->action == APPROVE_ACT_BACK)
            fx_replace(cx, SCREEN_RECEIPT, s->id);
        return true;
    case EV_KEY:
        if (ev->key == KEY_BACK) { // not signed: what is kept, and how to go on with it
            fx_replace(cx, SCREEN_RECEIPT, s->id);
            return true;
        }
        if (ev->key == KEY_YELLOW && s->known && !s->gone && s->approve.state != OAUTH_ASKING)
            begin(s, cx);
        return ev->key == KEY_YELLOW;
    case EV_CHANGED: return true;
    default: return false;
    }
}

// ---- View
static const char *text_at(const struct val *line, uint32_t i) {
    return line->type == VAL_ARRAY && i < line->count && line->items[i].type == VAL_STRING ? line->items[i].text : "";
}

static void amount(struct ui *u, const struct val *v) {
    if (!v || v->type != VAL_STRING)
        return;
    w_fact(u, &(struct w_fact){.key = "amount", .label = tr(u, "Amount"), .value = v->text, .strong = true});
}

// What is private is read on the phone; here only its end is seen.
static bool hidden(const struct val *details, uint32_t line) {
    const struct val *all = val_get(details, "private");
    for (uint32_t i = 0; all && all->type == VAL_ARRAY && i < all->count; i++)
        if (all->items[i].type == VAL_NUMBER && all->items[i].number == (double)line)
            return true;
    return false;
}

// Each line can be focused, so that a long list can be read to its end.
static void lines(struct ui *u, const struct sign_screen *s) {
    const struct val *all = val_get(&s->details, "lines");
    ui_open(u, &(struct ui_node){.key = "lines", .role = ROLE_LIST, .label = tr(u, "What you sign"), .scroll = !w_one_column(u), .grow = !w_one_column(u), .align = ALIGN_STRETCH,
                                 .fill = COLOUR_CARD, .edge_line = true, .radius = 20, .pad = {32, 16, 32, 16}, .gap = 4});
    amount(u, val_get(&s->details, "amount"));
    for (uint32_t i = 0; all && all->type == VAL_ARRAY && i < all->count && i < LINES_MAX; i++) {
        const char *label = text_at(&all->items[i], 0), *value = text_at(&all->items[i], 1);
        unsigned mask = hidden(&s->details, i) ? STATE_PRIVATE : 0;
        struct ui_node *n = ui_open(u, &(struct ui_node){.key = ui_printf(u, "line%u", i), .role = ROLE_ROW, .label = *label ? label : tr(u, "What you sign"), .value = value,
                                     .focusable = true, .states = mask, .plain_focus = true, .radius = 12, .pad = UI_PAD2(12, 8), .align = ALIGN_STRETCH});
        ui_speaks(u, n, label, s->language);
        ui_leaf(u, &(struct ui_node){.key = "label", .paint = PAINT_TEXT, .text = label, .type = TYPE_SMALL, .ink = COLOUR_INK2});
        ui_leaf(u, &(struct ui_node){.key = "value", .paint = PAINT_TEXT, .text = value, .type = TYPE_ROW, .states = mask});
        ui_close(u);
    }
    ui_close(u);
}

static void titles(struct ui *u, const struct sign_screen *s) {
    struct ui_node *title = w_heading(u, "title", ui_printf(u, tr(u, "Sign: %s"), s->title), w_one_column(u) ? TYPE_HEADING : TYPE_CARD_TITLE_LARGE);
    ui_speaks(u, title, s->title, s->language);
    w_text(u, "lead", tr(u, "Your phone shows these same lines. Approve only if they are the same."), TYPE_BODY, COLOUR_INK2);
    w_space(u, "gap", 20);
}

static void beware(struct ui *u) {
    w_text(u, "beware", tr(u, "Did someone phone or write to you and send you here? It is a trick. Press BACK."), TYPE_SMALL, COLOUR_NONE);
}

static void wide(struct ui *u, const struct sign_screen *s) {
    ui_open(u, &(struct ui_node){.key = "columns", .axis = AXIS_ROW, .gap = 24, .grow = 1, .align = ALIGN_STRETCH});
    ui_open(u, &(struct ui_node){.key = "main", .w = 1144, .gap = 8, .align = ALIGN_STRETCH});
    titles(u, s);
    approve_steps_view(u, &s->approve, &(struct approve_steps){.key = "steps", .scan = true, .others = true, .narrow = true});
    w_space(u, "gap2", 12);
    lines(u, s);
    ui_close(u);
    ui_open(u, &(struct ui_node){.key = "side", .w = 560, .gap = 24, .align = ALIGN_STRETCH});
    approve_code_view(u, &s->approve);
    beware(u);
    ui_close(u);
    ui_close(u);
}

static void tall(struct ui *u, const struct sign_screen *s) {
    ui_open(u, &(struct ui_node){.key = "all", .scroll = true, .grow = 1, .gap = 24, .align = ALIGN_STRETCH, .pad = {8, 8, 28, 8}});
    ui_open(u, &(struct ui_node){.key = "code-block", .role = ROLE_GROUP, .label = ui_printf(u, tr(u, "Sign: %s"), s->title), .focusable = true,
                                 .plain_focus = true, .autofocus = true, .axis = AXIS_ROW, .gap = 32, .radius = 20, .pad = {12, 8, 8, 12}, .align = ALIGN_START});
    ui_open(u, &(struct ui_node){.key = "titles", .grow = 1, .gap = 12, .align = ALIGN_STRETCH});
    titles(u, s);
    approve_steps_view(u, &s->approve, &(struct approve_steps){.key = "first", .scan = true});
    ui_close(u);
    approve_code_view(u, &s->approve);
    ui_close(u);
    ui_open(u, &(struct ui_node){.key = "step-block", .role = ROLE_GROUP, .label = tr(u, "What to do"), .focusable = true, .plain_focus = true,
                                 .radius = 16, .align = ALIGN_STRETCH});
    approve_steps_view(u, &s->approve, &(struct approve_steps){.key = "steps", .others = true});
    ui_close(u);
    lines(u, s);
    beware(u);
    ui_close(u);
}

static void sign_view(const void *state, struct ui *u) {
    const struct sign_screen *s = state;
    struct w_page page = {.key = "sign", .title = ui_printf(u, tr(u, "Sign: %s"), s->title), .context = tr(u, "Sign with your phone"),
                          .yellow = s->known ? approve_yellow(u, &s->approve) : NULL, .back = tr(u, "Stop, do not sign")};
    w_page_open(u, &page);
    if (!s->known || s->gone) {
        w_busy(u, "busy", tr(u, "One moment"));
    } else if (s->approve.state != OAUTH_WAITING) {
        titles(u, s);
        (void)approve_trouble_view(u, &s->approve);
    } else if (w_one_column(u)) {
        tall(u, s);
    } else {
        wide(u, s);
    }
    w_page_close(u, &page);
}

const struct screen_def screen_sign = {.id = SCREEN_SIGN, .name = "sign", .state_size = sizeof(struct sign_screen), .update = sign_update,
                                       .view = sign_view, .place = "Sign with your phone"};
