// SPDX-License-Identifier: Apache-2.0
// "Your cases": what this TV sent or follows, what is still on its way, and the way to follow one by number and secret.
#include "app/screens/parts.h"
#include "app/screens/table.h"

enum { TAG_CASES = 1, TAG_DRAFTS, ACT_OPEN = 1, ACT_FOLLOW, ACT_DRAFT };
struct cases {
    struct val list, drafts;
    bool known;
};

static bool cases_update(void *state, const struct event *ev, struct ctx *cx) {
    struct cases *s = state;
    switch (ev->type) {
    case EV_ENTER:
    case EV_RESUME:
    case EV_CHANGED:
        fx_list_cases(cx, TAG_CASES);
        fx_list_drafts(cx, TAG_DRAFTS);
        return true;
    case EV_LOADED: {
        struct val *to = ev->tag == TAG_CASES ? &s->list : &s->drafts;
        if (!ev->value || !val_copy(ctx_arena(cx), ev->value, to))
            *to = val_null;
        s->known |= ev->tag == TAG_CASES;
        return true;
    }
    case EV_ACTION:
        if (ev->action == ACT_OPEN)
            fx_push(cx, SCREEN_CASE, val_get_text(&s->list.items[ev->arg], "number", ""));
        else if (ev->action == ACT_DRAFT)
            fx_push(cx, SCREEN_FORM, val_get_text(&s->drafts.items[ev->arg], "service", ""));
        else
            fx_push(cx, SCREEN_FOLLOW, "");
        return true;
    default: return false;
    }
}

static void rows(struct ui *u, const struct cases *s) {
    for (uint32_t i = 0; s->list.type == VAL_ARRAY && i < s->list.count; i++) {
        const struct val *c = &s->list.items[i];
        const char *number = val_get_text(c, "number", "");
        w_row(u, &(struct w_row){.key = number, .icon = "mail", .label = val_get_text(c, "title", number), .second = number,
                                 .end = val_get_text(c, "state", ""), .verb = tr(u, "Open"), .action = ACT_OPEN, .arg = (int)i, .autofocus = i == 0});
    }
    for (uint32_t i = 0; s->drafts.type == VAL_ARRAY && i < s->drafts.count; i++) {
        const struct val *d = &s->drafts.items[i];
        w_row(u, &(struct w_row){.key = ui_printf(u, "d-%s", val_get_text(d, "service", "")), .icon = "save", .label = val_get_text(d, "title", ""),
                                 .second = tr(u, "Your answers are kept on this TV"), .end = tr(u, "Not finished"), .verb = tr(u, "Go on"),
                                 .action = ACT_DRAFT, .arg = (int)i});
    }
    if (s->known && !s->list.count && !s->drafts.count)
        w_notice(u, &(struct w_notice){.key = "none", .kind = W_INFO, .title = tr(u, "Nothing was sent from this TV yet"),
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
    rows(u, s);
    w_button(u, &(struct w_button){.key = "follow", .label = tr(u, "Follow a case by its number"), .icon = "search", .verb = tr(u, "Open"),
                                   .action = ACT_FOLLOW, .quiet = true});
    ui_close(u);
    w_page_close(u, &page);
}

const struct screen_def screen_cases = {.id = SCREEN_CASES, .name = "cases", .state_size = sizeof(struct cases), .update = cases_update,
                                        .view = cases_view, .place = "Your cases"};
