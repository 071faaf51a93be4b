// SPDX-License-Identifier: Apache-2.0
#include "app/screens/naming.h"

enum { NAME_LETTERS = 40 };

void naming_begin(struct naming *n, const char *now) {
    *n = (struct naming){.on = true, .typing = {.max_letters = NAME_LETTERS}};
    typing_start(&n->typing, KEYBOARD_TEXT, now);
}

void naming_offer(struct naming *n, const char *const *texts, int count, struct ctx *cx) {
    n->typing.suggestions = n->offers;
    n->typing.suggestion_count = 0;
    for (int i = 0; i < count && n->typing.suggestion_count < NAMING_OFFERS; i++)
        if ((n->offers[n->typing.suggestion_count] = arena_string(ctx_arena(cx), texts[i])))
            n->typing.suggestion_count++;
}

static const char *typed_name(const struct naming *n, struct ctx *cx) {
    struct str name = str_trim((struct str){n->typing.text, (size_t)n->typing.len});
    return name.len ? arena_copy(ctx_scratch(cx), name.p, name.len) : NULL;
}

bool naming_event(struct naming *n, const struct event *ev, struct ctx *cx, const char **name) {
    *name = NULL;
    if (ev->type != EV_KEY && ev->type != EV_ACTION && ev->type != EV_TEXT && ev->type != EV_TIMER)
        return false;
    if (ev->type == EV_KEY && ev->key == KEY_BACK) {
        n->on = false;
        return true;
    }
    enum typing_result r = typing_take(&n->typing, ev, cx);
    if (r == TYPING_DONE) {
        n->on = false;
        *name = typed_name(n, cx);
    }
    return r != TYPING_NOT_MINE;
}

void naming_view(struct ui *u, const struct naming *n, const struct naming_view *v) {
    struct w_page page = {.key = v->key, .title = v->title, .context = v->context, .yellow = tr(u, "Delete"), .back = v->back};
    w_page_open(u, &page);
    w_heading(u, "title", v->title, TYPE_QUESTION);
    w_text(u, "hint", v->hint, TYPE_BODY, COLOUR_INK2);
    w_space(u, "gap", 18);
    w_columns_open(u);
    w_steady_open(u, "answers");
    typing_view(u, &n->typing, &(struct typing_view){.label = v->title, .placeholder = v->placeholder, .next = tr(u, "Done")});
    w_close(u);
    ui_close(u);
    w_page_close(u, &page);
}
