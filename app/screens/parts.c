// SPDX-License-Identifier: Apache-2.0
#include "app/screens/parts.h"

#include <assert.h>

struct reply parts_keep_words(const struct reply *r, struct arena *a) {
    struct reply kept = *r;
    kept.body = NULL;
    kept.problem = NULL;
    kept.title = arena_string(a, r->title ? r->title : "");
    kept.detail = arena_string(a, r->detail ? r->detail : "");
    kept.type = arena_string(a, r->type ? r->type : "");
    kept.language = arena_string(a, r->language ? r->language : "");
    return kept;
}

const void *load_take(struct load *l, const struct event *ev, struct ctx *cx) {
    const void *body = ev->reply.err ? NULL : ctx_keep_reply(cx, ev);
    l->reply = parts_keep_words(&ev->reply, ctx_arena(cx));
    l->phase = body ? LOAD_READY : LOAD_FAILED;
    if (!body && !ev->reply.err)
        l->reply.err = ERR_MEMORY;
    return body;
}

bool load_view(struct ui *u, const struct load *l, bool have, int retry_action) {
    if (l->phase == LOAD_FAILED && !have) {
        struct words w = words_of_reply(u, &l->reply);
        ui_open(u, &(struct ui_node){.key = "failed", .gap = 24, .align = ALIGN_STRETCH, .w = w_one_column(u) ? 0 : 1144});
        w_notice(u, &(struct w_notice){.key = "error", .kind = W_BAD, .title = w.title, .text = words_rest(u, &w)});
        w_button(u, &(struct w_button){.key = "retry", .label = tr(u, "Try again"), .icon = "again", .verb = tr(u, "Try again"),
                                       .action = retry_action, .autofocus = true});
        ui_close(u);
        return true;
    }
    if (l->phase == LOAD_BUSY && !have) {
        w_busy(u, "busy", tr(u, "One moment"));
        return true;
    }
    return false;
}

void load_age_view(struct ui *u, const struct load *l) {
    if (!l->reply.stale)
        return;
    w_notice(u, &(struct w_notice){
        .key = "age", .kind = W_WAIT,
        .title = ui_printf(u, tr(u, "The office cannot be reached. This is from %s."), words_age(u, l->reply.age_ms))});
}

void ask_view(struct ui *u, const struct ask *a) {
    ui_speaks(u, w_dialog_open(u, a->key, a->title), a->name, a->name_language);
    w_text(u, "text", a->text, TYPE_BODY, COLOUR_NONE);
    ui_open(u, &(struct ui_node){.key = "acts", .axis = AXIS_ROW, .gap = 24});
    w_button(u, &(struct w_button){.key = "no", .label = a->no, .verb = a->no, .action = a->no_action, .quiet = true, .autofocus = true});
    w_button(u, &(struct w_button){.key = "yes", .label = a->yes, .name = a->name, .name_language = a->name_language, .verb = a->yes, .action = a->yes_action});
    ui_close(u);
    ui_close(u);
}

void parts_take_list(struct val *lists, int count, const struct event *ev, struct ctx *cx) {
    struct arena *a = ctx_turn(cx);
    struct val moved[PARTS_LISTS_MAX];
    assert(count <= PARTS_LISTS_MAX);
    for (int i = 0; i < count; i++) {
        const struct val *from = i != ev->tag ? &lists[i] : ev->value ? ev->value : &val_null;
        if (!val_copy(a, from, &moved[i]))
            return;
    }
    memcpy(lists, moved, (size_t)count * sizeof *lists);
}

const char *parts_draft_place(struct ui *u, const struct val *draft) {
    const char *origin = val_get_text(draft, "origin", "");
    return text_same(origin, "begun")     ? tr(u, "Begun on another TV")
           : text_same(origin, "changed") ? tr(u, "Changed on another TV")
                                          : tr(u, "Your answers are kept on this TV");
}

uint32_t parts_count(const struct val *list) { return list->type == VAL_ARRAY ? list->count : 0; }

const char *parts_back(struct ui *u) { return ui_world(u)->below ? tr(u, ui_world(u)->below) : NULL; }

bool parts_same_language(const char *a, const char *b) {
    size_t len = strcspn(a, "-");
    return len == strcspn(b, "-") && !strncmp(a, b, len);
}

const char *parts_days(struct ui *u, int days) { return ui_printf(u, trn(u, "%d working day", "%d working days", days), days); }

when_ms parts_instant(const char *text) {
    when_ms t = 0;
    return text && when_read(text, &t) ? t : 0;
}
