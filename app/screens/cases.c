// SPDX-License-Identifier: Apache-2.0
// "Your cases": what this TV sent or follows, what is still on its way, and the way to follow one by number and secret.
// Somebody who signed in sees all of theirs, from whatever TV or phone they were sent.
#include "app/screens/parts.h"
#include "app/screens/table.h"
#include "app/screens/titles.h"
#include "contract/service/api_people.h"

enum { TAG_CASES, TAG_DRAFTS, TAG_OUTBOX, LISTS, TAG_MINE, TAG_DRAFT_TITLES, TAG_CASE_TITLES = TAG_DRAFT_TITLES + TITLES_MAX, ACT_OPEN = 1, ACT_FOLLOW, ACT_DRAFT, ACT_WAITING, ACT_MINE, ACT_RETRY, ACT_SIGN_IN };
struct cases {
    struct val lists[LISTS]; // by tag: cases, drafts, and what is not delivered yet
    bool known;
    bool signed_in, again;           // again: somebody is here whose sign-in ended
    struct load load;                // of `mine`
    const struct api_my_cases *mine; // from the office; NULL: a guest, or not known
    struct titles draft_titles, case_titles;
};

static void ask(struct cases *s, struct ctx *cx) {
    const struct person *p = ctx_person(cx);
    fx_list_cases(cx, TAG_CASES);
    fx_list_drafts(cx, TAG_DRAFTS);
    fx_list_outbox(cx, TAG_OUTBOX);
    s->signed_in = p->signed_in && !p->locked;
    s->again = *p->id && !p->signed_in && !p->locked;
    if (s->signed_in)
        fx_get(cx, TAG_MINE, "/v1/me/cases", &api_my_cases_shape);
}

static bool cases_update(void *state, const struct event *ev, struct ctx *cx) {
    struct cases *s = state;
    switch (ev->type) {
    case EV_ENTER:
    case EV_RESUME:
    case EV_CHANGED: ask(s, cx); return true;
    case EV_DRAFT: fx_list_drafts(cx, TAG_DRAFTS); return true;
    case EV_REPLY: {
        if (titles_take(&s->draft_titles, TAG_DRAFT_TITLES, ev, cx) || titles_take(&s->case_titles, TAG_CASE_TITLES, ev, cx))
            return true;
        const struct api_my_cases *got = load_take(&s->load, ev, cx);
        s->mine = got ? got : s->mine;
        return true;
    }
    case EV_LOADED:
        parts_take_list(s->lists, LISTS, ev, cx);
        s->known |= ev->tag == TAG_OUTBOX; // asked for last, so all are there
        titles_of_drafts(&s->draft_titles, TAG_DRAFT_TITLES, &s->lists[TAG_DRAFTS], ev->tag == TAG_DRAFTS ? TITLES_MAX : 0, cx);
        titles_of_drafts(&s->draft_titles, TAG_DRAFT_TITLES, &s->lists[TAG_OUTBOX], ev->tag == TAG_OUTBOX ? TITLES_MAX : 0, cx);
        titles_of_cases(&s->case_titles, TAG_CASE_TITLES, &s->lists[TAG_CASES], ev->tag == TAG_CASES ? TITLES_MAX : 0, cx);
        return true;
    case EV_ACTION:
        if (ev->action == ACT_OPEN)
            fx_push(cx, SCREEN_CASE, val_get_text(&s->lists[TAG_CASES].items[ev->arg], "number", ""));
        else if (ev->action == ACT_MINE)
            fx_push(cx, SCREEN_CASE, s->mine->items[ev->arg].number);
        else if (ev->action == ACT_SIGN_IN)
            fx_push(cx, SCREEN_SIGN_IN, "");
        else if (ev->action == ACT_RETRY) {
            s->load.phase = LOAD_BUSY;
            ask(s, cx);
        } else if (ev->action == ACT_DRAFT)
            fx_push(cx, SCREEN_FORM, val_get_text(&s->lists[TAG_DRAFTS].items[ev->arg], "service", ""));
        else if (ev->action == ACT_WAITING)
            fx_push(cx, SCREEN_RECEIPT, val_get_text(&s->lists[TAG_OUTBOX].items[ev->arg], "id", ""));
        else
            fx_push(cx, SCREEN_FOLLOW, "");
        return true;
    default: return false;
    }
}

static void waiting_row(struct ui *u, const struct cases *s, const struct val *w, int i) {
    struct title title = titles_find(&s->draft_titles, w, "service");
    const char *needs = val_get_text(w, "needs", "");
    bool refused = text_same(val_get_text(w, "state", ""), "refused"), sign = text_same(needs, "signature");
    w_row(u, &(struct w_row){.key = ui_printf(u, "w-%s", val_get_text(w, "id", "")), .icon = refused ? "warn" : "wait",
                             .label = title.text, .language = title.language,
                             .second = refused ? tr(u, "The office could not take it") : tr(u, "Kept safe on this TV"),
                             .end = refused ? tr(u, "Needs a change") : sign ? tr(u, "Not signed yet") : *needs ? tr(u, "Please sign in") : tr(u, "On its way"), .verb = tr(u, "Open"), .action = ACT_WAITING, .arg = i});
}

static bool is_mine(const struct cases *s, const char *number) {
    for (size_t i = 0; s->mine && i < s->mine->item_count; i++)
        if (text_same(s->mine->items[i].number, number))
            return true;
    return false;
}

static void my_rows(struct ui *u, const struct cases *s) {
    if (!s->signed_in || load_view(u, &s->load, s->mine != NULL, ACT_RETRY))
        return;
    for (size_t i = 0; i < s->mine->item_count; i++) {
        const struct api_my_case *c = &s->mine->items[i];
        when_ms by = c->deadline ? parts_instant(c->deadline) : 0;
        w_row(u, &(struct w_row){.key = c->number, .icon = c->icon ? c->icon : "mail", .label = c->title, .language = c->language, .second = c->number, .verb = tr(u, "Open"),
                                 .end = c->state_title ? c->state_title : c->state, .end_language = c->language, .action = ACT_MINE, .arg = (int)i, .autofocus = i == 0,
                                 .end_second = c->late ? tr(u, "The answer is late")
                                               : by ? ui_printf(u, tr(u, "Answer by %s"), words_day_short(u, when_day_of(by, ui_world(u)->zone))) : NULL});
    }
}

static void rows(struct ui *u, const struct cases *s) {
    const struct val *cases = &s->lists[TAG_CASES], *drafts = &s->lists[TAG_DRAFTS], *outbox = &s->lists[TAG_OUTBOX];
    for (uint32_t i = 0; i < parts_count(outbox); i++)
        waiting_row(u, s, &outbox->items[i], (int)i);
    my_rows(u, s);
    if (s->again)
        w_row(u, &(struct w_row){.key = "again", .icon = "key", .label = tr(u, "Sign in again"), .second = tr(u, "Then everything you sent is here, from any TV or phone"),
                                 .verb = tr(u, "Sign in"), .action = ACT_SIGN_IN, .autofocus = true});
    for (uint32_t i = 0; i < parts_count(cases); i++) {
        const struct val *c = &cases->items[i];
        const char *number = val_get_text(c, "number", "");
        struct title title = titles_find(&s->case_titles, c, "number");
        if (is_mine(s, number))
            continue;
        w_row(u, &(struct w_row){.key = number, .icon = "mail", .label = *title.text ? title.text : number, .language = title.language, .second = number,
                                 .end = *title.state ? title.state : tr(u, "Sent"), .end_language = *title.state ? title.language : NULL, .verb = tr(u, "Open"), .action = ACT_OPEN, .arg = (int)i,
                                 .autofocus = i == 0});
    }
    for (uint32_t i = 0; i < parts_count(drafts); i++) {
        const struct val *d = &drafts->items[i];
        struct title title = titles_find(&s->draft_titles, d, "service");
        w_row(u, &(struct w_row){.key = ui_printf(u, "d-%s", val_get_text(d, "service", "")), .icon = "save", .label = title.text, .language = title.language,
                                 .second = parts_draft_place(u, d), .end = tr(u, "Not finished"), .verb = tr(u, "Go on"),
                                 .action = ACT_DRAFT, .arg = (int)i});
    }
    if (!parts_count(cases) && !parts_count(drafts) && !parts_count(outbox) && (!s->mine || !s->mine->item_count) && s->load.phase != LOAD_FAILED)
        w_notice(u, &(struct w_notice){.key = "none", .kind = W_INFO, .title = s->signed_in ? tr(u, "You have no cases yet") : tr(u, "Nothing was sent from this TV yet"),
                                       .text = tr(u, "What you send appears here, with its clock.")});
}

static void cases_view(const void *state, struct ui *u) {
    const struct cases *s = state;
    struct w_page page = {.key = "cases", .title = tr(u, "Your cases"), .context = tr(u, "Your cases"), .back = parts_back(u)};
    w_page_open(u, &page);
    w_heading(u, "title", tr(u, "Your cases"), TYPE_TITLE);
    w_space(u, "gap", 24);
    ui_open(u, &(struct ui_node){.key = "list", .role = ROLE_LIST, .label = tr(u, "Your cases"), .grow = 1, .gap = 14, .scroll = true, .remember = true,
                                 .pad = {0, 0, 28, 0}, .align = ALIGN_STRETCH});
    bool waiting = !s->known || (s->signed_in && !s->mine && s->load.phase == LOAD_BUSY);
    if (waiting) // nothing takes the focus before the list is there
        w_busy(u, "busy", tr(u, "One moment"));
    else
        rows(u, s);
    if (!waiting)
        w_button(u, &(struct w_button){.key = "follow", .label = tr(u, "Follow a case by its number"), .icon = "search", .verb = tr(u, "Open"),
                                       .action = ACT_FOLLOW, .quiet = true});
    ui_close(u);
    w_page_close(u, &page);
}

const struct screen_def screen_cases = {.id = SCREEN_CASES, .name = "cases", .state_size = sizeof(struct cases), .update = cases_update,
                                        .view = cases_view, .place = "Your cases"};
