// SPDX-License-Identifier: Apache-2.0
// What a phone is asked while a form is open: to write a text, to send a file, or nothing but to stay.
#include "app/screens/form_state.h"

static const char *in_language(const struct form_screen *s, struct ctx *cx, const char *text) { return form_text(s->form, ctx_language(cx), text); }

// Another question is another field; the same question of another service as well.
static const char *field_name(const struct form_screen *s, struct ctx *cx, const struct form_step *step) {
    const char *name = arena_printf(ctx_scratch(cx), "%s/%s", s->id, step->path);
    return name ? name : step->path;
}

static struct phone_ask ask_text(struct form_screen *s, const struct form_step *step, struct ctx *cx) {
    const struct question *q = step->question;
    const char *text = answer_for_phone(q, &s->typing, ctx_scratch(cx));
    return (struct phone_ask){
        .field = field_name(s, cx, step), .label = in_language(s, cx, ctx_easy(cx) && q->easy ? q->easy : q->label), .hint = in_language(s, cx, q->hint), .text = text ? text : "",
        .next = ctx_tr(cx, "Next"), .input = answer_input(q), .max = (int)q->limits.max_length, .is_private = q->secret,
        .multiline = q->kind == ASK_LONG_TEXT,
    };
}

static void ask_files(struct form_screen *s, const struct form_step *step, struct ctx *cx) {
    static const struct { const char *type, *name; } kinds[] = {{"image/jpeg", "a.jpg"}, {"image/png", "a.png"}, {"application/pdf", "a.pdf"}};
    const char *types[3];
    const struct question *q = step->question;
    uint32_t room = form_files_room(step);
    struct api_wish w = {.kind = WISH_FILE, .field = field_name(s, cx, step), .label = in_language(s, cx, ctx_easy(cx) && q->easy ? q->easy : q->label), .hint = in_language(s, cx, q->hint),
                         .service = s->service ? s->service->title : NULL, .types = types,
                         .max_bytes = q->file_size_max && q->file_size_max < API_FILE_BYTES ? (int64_t)q->file_size_max : 0};
    for (size_t i = 0; i < 3; i++)
        if (form_file_fits(q, kinds[i].name, kinds[i].type))
            types[w.type_count++] = kinds[i].type;
    w.max_files = (int)(room < API_UPLOADS_CAP ? room : API_UPLOADS_CAP);
    s->phone.one = ctx_text_scale(cx) >= SCALE_150;
    if (!w.type_count || !room)
        phone_field_rest(&s->phone, cx);
    else
        fx_phone_wish(cx, &w, !s->phone.one || s->phone.open);
}

void form_phone_ask(struct form_screen *s, struct ctx *cx) {
    const struct form_step *step = form_step_now(s);
    s->phone.one = ctx_text_scale(cx) >= SCALE_150;
    if (step && answer_way(step->question) == ANSWER_TYPE) {
        struct phone_ask ask = ask_text(s, step, cx);
        phone_field_ask(&s->phone, &s->typing, &ask, cx);
    } else if (step && step->question->kind == ASK_FILE && !step->question->read_only) {
        ask_files(s, step, cx);
    } else {
        phone_field_rest(&s->phone, cx);
    }
}

static bool typed(struct form_screen *s, const struct event *ev, struct ctx *cx) {
    const struct form_step *step = form_step_now(s);
    struct event here = *ev;
    struct phone_ask ask = ask_text(s, step, cx);
    if (ev->type == EV_PHONE && ev->action == PHONE_TEXT)
        here.text = answer_from_phone(step->question, &s->typing, ev->text, ctx_scratch(cx));
    switch (phone_field_event(&s->phone, &s->typing, &here, &ask, cx)) {
    case TYPING_CHANGED:
        form_typed(s, cx);
        form_phone_ask(s, cx);
        return true;
    case TYPING_MOVED: return true;
    case TYPING_DONE:
        form_typed(s, cx);
        form_next(s, cx);
        return true;
    default: return false;
    }
}

// A file that is on its way keeps coming, or the person is told that it waits.
static void moves(struct form_screen *s, struct ctx *cx) {
    bool any = false;
    for (int i = 0; i < s->phone.now.file_count; i++)
        any |= s->phone.now.files[i].state == UPLOAD_SENDING;
    s->stalled = false;
    if (any)
        fx_timer(cx, TAG_STALL, FORM_STALL_MS);
}

bool form_phone_event(struct form_screen *s, const struct event *ev, struct ctx *cx) {
    bool input = ev->type == EV_ACTION || ev->type == EV_KEY || ev->type == EV_TEXT || ev->type == EV_PHONE;
    bool behind = s->side_open && (ev->type == EV_KEY || ev->type == EV_TEXT) && !phone_asking(&s->phone.now); // the question is below a dialog
    if (!input || !s->form || behind)
        return false;
    if (form_typing_now(s))
        return typed(s, ev, cx);
    if (ev->type != EV_PHONE)
        return phone_panel_event(&s->phone.now, ev, cx);
    s->phone.now = *ev->phone;
    if (ev->action == PHONE_FILE)
        moves(s, cx);
    form_files_take(s, cx);
    return true;
}
