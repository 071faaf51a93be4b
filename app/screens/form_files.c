// SPDX-License-Identifier: Apache-2.0
// Photos and papers as answers: from a stick they lie in the answer itself, from a phone the office has them already and the
// answer says which.
#include "app/screens/form_state.h"

static const struct form_step *asked(const struct form_screen *s) {
    const struct form_step *step = form_step_now(s);
    return step && answer_way(step->question) == ANSWER_FILE ? step : NULL;
}

static uint32_t given(const struct form_step *step) { return step->value && step->value->type == VAL_ARRAY ? step->value->count : 0; }

uint32_t form_files_room(const struct form_step *step) {
    uint32_t most = step->question->limits.max_count ? step->question->limits.max_count : FORM_LIST_CAP, have = given(step);
    return have < most ? most - have : 0;
}

static bool fits(const char *wanted, const char *name, const char *type) {
    const char *dot = strrchr(name, '.');
    size_t len = strlen(wanted);
    if (len > 2 && !strcmp(wanted + len - 2, "/*"))
        return !strncasecmp(type, wanted, len - 1);
    if (strchr(wanted, '/'))
        return !strcasecmp(type, wanted);
    const char *ending = strrchr(wanted, '.') ? strrchr(wanted, '.') + 1 : wanted + (*wanted == '*');
    return !*ending || (dot && !strcasecmp(dot + 1, ending));
}

bool form_file_fits(const struct question *q, const char *name, const char *type) {
    for (uint32_t i = 0; i < q->file_type_count; i++)
        if (fits(q->file_types[i], name, type))
            return true;
    return q->file_type_count == 0;
}

static bool push_all(struct val_builder *b, const struct form_step *step, int without) {
    for (uint32_t i = 0; i < given(step); i++)
        if ((int)i != without && !val_push(b, step->value->items[i]))
            return false;
    return true;
}

static void put_list(struct form_screen *s, const struct form_step *step, const struct val_builder *b, struct ctx *cx) {
    struct val list = val_array(b);
    if (form_put(s, step->path, b->count ? &list : &val_null, cx))
        form_save(s, cx);
    s->violation = (struct violation){.kind = WRONG_NONE};
    form_phone_ask(s, cx); // how many more there may be
}

void form_file_add(struct form_screen *s, const struct event *ev, struct ctx *cx) {
    const struct form_step *step = asked(s);
    struct val_builder b = val_build(ctx_scratch(cx));
    s->file_err = ev->err;
    if (!ev->value || !step)
        return;
    if (step->question->kind == ASK_SIGNATURE) { // a picture of it takes the place of drawing
        const struct val *url = val_get(ev->value, "url");
        if (url && form_put(s, step->path, url, cx))
            form_save(s, cx);
        return;
    }
    if (!form_files_room(step)) {
        s->file_err = ERR_FULL;
        return;
    }
    if (push_all(&b, step, -1) && val_push(&b, *ev->value))
        put_list(s, step, &b, cx);
}

void form_file_drop(struct form_screen *s, int i, struct ctx *cx) {
    const struct form_step *step = asked(s);
    struct val_builder b = val_build(ctx_scratch(cx));
    if (!step || !step->value)
        return;
    if (step->value->type == VAL_ARRAY && i >= 0 && i < (int)step->value->count) {
        const char *id = val_get_text(&step->value->items[i], "id", "");
        if (text_same(val_get_text(&step->value->items[i], "storage", ""), "tgov") && *id)
            fx_phone(cx, PHONE_DROP_FILE, id);
    }
    if (push_all(&b, step, i))
        put_list(s, step, &b, cx);
}

static bool has(const struct form_step *step, const char *id) {
    for (uint32_t i = 0; i < given(step); i++)
        if (text_same(val_get_text(&step->value->items[i], "id", ""), id))
            return true;
    return false;
}

static bool file_value(struct arena *a, const struct phone_file *f, struct val *out) {
    struct val_builder b = val_build(a);
    bool ok = val_set(&b, "storage", val_text("tgov")) && val_set(&b, "id", val_text(f->id)) && val_set(&b, "name", val_text(f->name)) &&
              val_set(&b, "originalName", val_text(f->name)) && val_set(&b, "size", val_number((double)f->size)) &&
              val_set(&b, "type", val_text(f->type));
    *out = val_object(&b);
    return ok;
}

// Everything that is there and not in the answer yet, in the order it came.
void form_files_take(struct form_screen *s, struct ctx *cx) {
    const struct form_step *step = asked(s);
    struct val_builder b = val_build(ctx_scratch(cx));
    uint32_t room = step && step->question->kind == ASK_FILE ? form_files_room(step) : 0, added = 0;
    if (!room || !push_all(&b, step, -1))
        return;
    for (int i = 0; i < s->phone.now.file_count && added < room; i++) {
        const struct phone_file *f = &s->phone.now.files[i];
        struct val v;
        if (f->state != UPLOAD_DONE || has(step, f->id))
            continue;
        if (!file_value(ctx_scratch(cx), f, &v) || !val_push(&b, v))
            return;
        added++;
    }
    if (added) {
        put_list(s, step, &b, cx);
        form_files_show(s, cx);
    }
}

void form_files_show(const struct form_screen *s, struct ctx *cx) {
    enum { SHOWN = 8 }; // effects of one update are few; more pictures than that are not seen at once
    const struct form_step *step = asked(s);
    for (uint32_t i = 0; step && i < given(step) && i < SHOWN; i++) {
        const struct val *f = &step->value->items[i];
        if (text_same(val_get_text(f, "storage", ""), "tgov"))
            fx_phone(cx, PHONE_PICTURE, val_get_text(f, "id", ""));
    }
}
