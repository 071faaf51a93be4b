// SPDX-License-Identifier: Apache-2.0
#include "app/phone/field.h"

#include "ui/widgets.h"

void phone_field_ask(struct phone_field *f, const struct typing *t, const struct phone_ask *ask, struct ctx *cx) {
    struct api_wish w = {
        .kind = WISH_TEXT, .field = ask->field, .label = ask->label, .hint = ask->hint, .text = ask->text ? ask->text : t->text,
        .next = ask->next, .input = (int)ask->input, .max = ask->max, .is_private = ask->is_private, .multiline = ask->multiline,
    };
    f->told = true;
    f->one = ctx_text_scale(cx) >= SCALE_150;
    // Where large text hides the panel nobody sees a code, so none is asked for.
    fx_phone_wish(cx, &w, !f->one || f->open);
}

void phone_field_rest(struct phone_field *f, struct ctx *cx) {
    f->open = false;
    fx_phone_wish(cx, &(struct api_wish){.kind = WISH_NONE}, false);
}

static enum typing_result from_phone(struct phone_field *f, struct typing *t, const struct event *ev) {
    f->now = *ev->phone;
    if (ev->action != PHONE_TEXT)
        return TYPING_MOVED;
    (void)typing_replace(t, ev->text, ev->arg != 0); // what does not fit is refused on the screen
    f->open = false;
    return ev->arg ? TYPING_DONE : TYPING_CHANGED;
}

static enum typing_result open_panel(struct phone_field *f, bool open, struct typing *t, const struct phone_ask *ask, struct ctx *cx) {
    f->open = open;
    phone_field_ask(f, t, ask, cx);
    return TYPING_MOVED;
}

enum typing_result phone_field_event(struct phone_field *f, struct typing *t, const struct event *ev, const struct phone_ask *ask, struct ctx *cx) {
    typing_ready(t, cx);
    if (ev->type == EV_PHONE)
        return from_phone(f, t, ev);
    if (phone_panel_event(&f->now, ev, cx))
        return TYPING_MOVED;
    if (ev->type == EV_ENTER || ev->type == EV_RESUME || ev->type == EV_CHANGED) {
        phone_field_ask(f, t, ask, cx);
        return ev->type == EV_RESUME ? TYPING_MOVED : TYPING_NOT_MINE;
    }
    bool close = f->open && ((ev->type == EV_KEY && (ev->key == KEY_BACK || ev->key == KEY_YELLOW)) || (ev->type == EV_ACTION && ev->action == ACT_PHONE_CLOSE));
    if (close || (ev->type == EV_KEY && ev->key == KEY_YELLOW && ctx_text_scale(cx) >= SCALE_150))
        return open_panel(f, !close, t, ask, cx);
    enum typing_result r = f->open ? TYPING_MOVED : typing_take(t, ev, cx);
    if (r == TYPING_CHANGED && !ask->text)
        phone_field_ask(f, t, ask, cx);
    return r;
}

void phone_field_side(struct ui *u, const struct phone_field *f) {
    if (w_one_column(u))
        return;
    w_side_open(u, "side", 16);
    phone_panel(u, &f->now, PHONE_TO_TYPE);
    w_close(u);
}

void phone_field_over(struct ui *u, const struct phone_field *f) {
    if (phone_question(u, &f->now) || !f->open || !w_one_column(u))
        return;
    w_dialog_open(u, "by-phone", tr(u, "By phone"));
    if (!phone_panel(u, &f->now, PHONE_TO_TYPE))
        w_text(u, "away", tr(u, "There is no connection now. Type with the remote."), TYPE_BODY, COLOUR_NONE);
    w_button(u, &(struct w_button){.key = "close", .label = tr(u, "Close"), .verb = tr(u, "Close"), .action = ACT_PHONE_CLOSE, .quiet = true, .autofocus = true});
    ui_close(u);
}

const char *phone_field_yellow(struct ui *u, const struct phone_field *f) {
    return !w_one_column(u) ? tr(u, "Delete") : f->open ? tr(u, "Close") : tr(u, "By phone");
}
