// SPDX-License-Identifier: Apache-2.0
// Photos and papers on the phone's pages: sent with a plain form, one at a time, listed, removed again. They belong to the
// television that handed the form over, so that it can send them, too; for a sensitive service, and for a television that
// is not known, to the hand-over alone.
#include "backend/handover/inside.h"
#include "backend/phone/take.h"

enum { FIELD_LETTERS = 100, TYPES_MAX = 3, FILES_MOST = 20 };

void hand_box(char out[HAND_BOX], const char *id) { snprintf(out, HAND_BOX, "hand:%s", id); }

// ---- What may be sent
static void add_type(struct api_wish *w, const char **types, const char *type) {
    for (size_t i = 0; i < w->type_count; i++)
        if (!strcmp(types[i], type))
            return;
    if (w->type_count < TYPES_MAX)
        types[w->type_count++] = type;
}

static bool ends(const char *text, const char *end) {
    size_t a = strlen(text), b = strlen(end);
    return a >= b && !strcasecmp(text + a - b, end);
}

static struct api_wish wish_of(const struct desk *d, const struct form_step *s) {
    const struct question *q = s->question;
    const char **types = arena_array(d->run.arena, TYPES_MAX, sizeof *types);
    const char *field = arena_printf(d->run.arena, "hand:%.*s", FIELD_LETTERS, s->path);
    struct api_wish w = {.kind = WISH_FILE, .field = field ? field : "hand", .max_bytes = (int64_t)q->file_size_max,
                         .max_files = q->limits.max_count && q->limits.max_count < FILES_MOST ? (int)q->limits.max_count : FILES_MOST};
    for (uint32_t i = 0; types && i < q->file_type_count; i++) {
        const char *t = q->file_types[i];
        bool image = !strcasecmp(t, "image/*");
        if (image || ends(t, "jpg") || ends(t, "jpeg"))
            add_type(&w, types, "image/jpeg");
        if (image || ends(t, "png"))
            add_type(&w, types, "image/png");
        if (ends(t, "pdf"))
            add_type(&w, types, "application/pdf");
    }
    w.types = types;
    return w;
}

// ---- What is seen
static uint32_t given(const struct form_step *s) { return s->value && s->value->type == VAL_ARRAY ? s->value->count : 0; }

static void hidden_fields(struct desk *d, const struct form_step *s) {
    page_hidden(&d->page, "step", s->path);
    page_hidden(&d->page, "seen", arena_printf(d->run.arena, "%lld", (long long)d->row.version));
}

static void one_file(struct desk *d, const struct form_step *s, uint32_t i) {
    struct page *p = &d->page;
    const struct val *f = &s->value->items[i];
    const char *name = val_get_text(f, "originalName", val_get_text(f, "name", ""));
    page_raw(p, "<li>");
    page_person(p, name);
    page_form(p, "/hand/file/forget");
    hidden_fields(d, s);
    page_hidden(p, "at", arena_printf(d->run.arena, "%u", i));
    page_raw(p, "<button class=\"quiet\"");
    html_attribute(&p->b, "aria-label", arena_printf(d->run.arena, "%s: %s", page_tr(p, "Remove"), name));
    page_raw(p, ">");
    page_text(p, page_tr(p, "Remove"));
    page_raw(p, "</button>");
    page_form_end(p);
    page_raw(p, "</li>");
}

static void sending_form(struct desk *d, const struct form_step *s, const struct api_wish *w) {
    struct page *p = &d->page;
    take_form(p, "/hand/file");
    hidden_fields(d, s);
    page_raw(p, "<label for=\"file\">");
    page_text(p, given(s) ? page_tr(p, "Add another") : page_tr(p, "Choose a file"));
    page_raw(p, "</label><input type=\"file\" id=\"file\" name=\"file\" required aria-describedby=\"limits\"");
    take_accept(p, w);
    page_raw(p, ">");
    take_limits(p, w);
    page_raw(p, "<button class=\"main\">");
    page_text(p, page_tr(p, "Send it"));
    page_raw(p, "</button>");
    page_form_end(p);
}

void hand_files(struct desk *d, const struct form_step *s, const char *error) {
    struct page *p = &d->page;
    struct api_wish w = wish_of(d, s);
    if (s->question->hint)
        page_line_of(p, "p", "hint", form_text(d->run.form, p->language, s->question->hint));
    if (error)
        page_notice(p, PAGE_BAD, error);
    if (given(s)) {
        page_raw(p, "<ul class=\"list\">");
        for (uint32_t i = 0; i < given(s); i++)
            one_file(d, s, i);
        page_raw(p, "</ul>");
    }
    if (given(s) < (uint32_t)wish_files(&w))
        sending_form(d, s, &w);
}

// ---- One more
struct giving {
    struct hand_row row;
    struct taken taken;
    struct api_wish wish;
    struct val answers;
    const char *step, *to, *forget; // forget: id of a file that goes; NULL: one comes
};

static enum status not_kept(const struct req *req, struct resp *resp, struct page *p, enum err err) {
    (void)req;
    if (err == ERR_CONFLICT)
        return page_say(p, STATUS_CONFLICT, page_tr(p, "The form has changed meanwhile"),
                        page_tr(p, "It was answered in another window, or taken back to the television. Nothing was lost."),
                        page_tr(p, "See how it stands"), "/hand");
    buf_finish(&p->b);
    return resp_error(resp, err);
}

static enum err forget(struct db *db, const struct giving *g, struct arena *a) {
    struct file_row file;
    enum err err = file_load(db, g->forget, a, &file);
    if (err)
        return err == ERR_NOT_FOUND ? ERR_NONE : err;
    return strcmp(file.box, g->row.box) ? ERR_NONE : file_forget(db, g->forget); // another's is not ours to remove
}

static enum status giving_apply(const struct req *req, struct resp *resp, struct db *db, void *data) {
    const struct giving *g = data;
    struct page p;
    enum upload_refusal why;
    page_open(&p, req, resp);
    enum err err = g->forget ? forget(db, g, req->arena) : upload_room(db, g->row.box, &g->wish, g->taken.row.size, req->arena, &why);
    if (err == ERR_LIMIT && !g->forget)
        return page_say(&p, STATUS_CONFLICT, page_tr(&p, "The file was not taken"), upload_words(&p, why), page_tr(&p, "See how it stands"), g->to);
    if (!err && !g->forget)
        err = take_write(db, &g->taken, req->now_ms);
    if (!err)
        err = hand_set_answers(db, &g->row, &g->answers, g->step, hand_later(req));
    if (!err && !hand_publish(resp, g->row.id))
        err = ERR_MEMORY;
    return err ? not_kept(req, resp, &p, err) : page_go(&p, g->to);
}

static bool push_others(struct val_builder *b, const struct form_step *s, int without) {
    for (uint32_t i = 0; i < given(s); i++)
        if ((int)i != without && !val_push(b, s->value->items[i]))
            return false;
    return true;
}

static bool push_new(struct val_builder *list, const struct taken *t, struct arena *a) {
    struct val_builder b = val_build(a);
    return val_set(&b, "storage", val_text("tgov")) && val_set(&b, "id", val_text(t->row.id)) && val_set(&b, "name", val_text(t->row.name)) &&
           val_set(&b, "originalName", val_text(t->row.name)) && val_set(&b, "size", val_number((double)t->bytes.len)) &&
           val_set(&b, "type", val_text(t->type)) && val_push(list, val_object(&b));
}

// The step that the page was about; NULL: it is not asked (any more).
static const struct form_step *step_of(struct desk *d, const char *path, struct giving *g, const char *seen, int *at) {
    long version = -1;
    *at = form_step_find(&d->steps, path);
    const struct form_step *s = *at >= 0 ? &d->steps.items[*at] : NULL;
    if (!s || s->question->kind != ASK_FILE || s->question->read_only || !text_integer(seen, 0, 1L << 40, &version))
        return NULL;
    *g = (struct giving){.row = d->row, .wish = wish_of(d, s), .step = s->path, .to = hand_step_path(d, s->path)};
    g->row.version = version;
    return s;
}

static enum status keep(struct desk *d, const struct form_step *s, int at, struct giving *g, const struct val_builder *list) {
    struct violation wrong = {.kind = WRONG_NONE};
    struct val files = val_array(list);
    enum err err = form_set(&d->run, &d->row.answers, s->path, list->count ? &files : NULL, &g->answers);
    if (!err && !g->forget)
        err = form_check_step(&d->run, &g->answers, s->path, &wrong);
    if (!err && wrong.kind != WRONG_NONE)
        return hand_show_step(d, at, form_violation_text(&d->run, &wrong, d->page.language, &d->words));
    buf_finish(&d->page.b);
    return err ? resp_error(d->page.resp, err) : http_write(d->page.req, d->page.resp, giving_apply, g);
}

enum status hand_file(const struct req *req, struct resp *resp, struct store *store) {
    struct desk d = {.row = {.state = HAND_CLOSED}};
    struct multipart *form;
    enum upload_refusal why;
    int at;
    struct giving *g = arena_alloc(req->arena, sizeof *g);
    if (!g)
        return STATUS_INTERNAL;
    page_open(&d.page, req, resp);
    enum status status = take_read(&d.page, &form);
    if (status == STATUS_OK)
        status = desk_load(&d, store);
    if (status != STATUS_OK)
        return status;
    const struct form_step *s = step_of(&d, multipart_text(form, req->arena, "step"), g, multipart_text(form, req->arena, "seen"), &at);
    const struct multipart_part *part = take_part(form);
    struct val_builder list = val_build(req->arena);
    if (!s)
        return page_go(&d.page, "/hand");
    if (!part)
        return hand_show_step(&d, at, upload_words(&d.page, REFUSED_BROKEN));
    status = take_file(req, part, &g->wish, &g->taken, &why);
    if (status == STATUS_CONFLICT)
        return hand_show_step(&d, at, upload_words(&d.page, why));
    g->taken.row.box = d.row.box;
    g->taken.row.pair = "";
    if (status == STATUS_OK && push_others(&list, s, -1) && push_new(&list, &g->taken, req->arena))
        return keep(&d, s, at, g, &list);
    buf_finish(&d.page.b);
    return STATUS_INTERNAL;
}

enum status hand_file_forget(const struct req *req, struct resp *resp, struct store *store) {
    struct desk d = {.row = {.state = HAND_CLOSED}};
    struct html_fields f;
    int at;
    long which = -1;
    struct giving *g = arena_alloc(req->arena, sizeof *g);
    enum status status = page_post(&d.page, req, resp, &f);
    if (status == STATUS_OK)
        status = g ? desk_load(&d, store) : STATUS_INTERNAL;
    if (status != STATUS_OK)
        return status;
    const struct form_step *s = step_of(&d, html_field(&f, "step"), g, html_field(&f, "seen"), &at);
    struct val_builder list = val_build(req->arena);
    if (!s || !text_integer(html_field(&f, "at"), 0, (long)given(s) - 1, &which))
        return page_go(&d.page, "/hand");
    g->forget = val_get_text(&s->value->items[which], "id", "");
    if (push_others(&list, s, (int)which))
        return keep(&d, s, at, g, &list);
    buf_finish(&d.page.b);
    return STATUS_INTERNAL;
}
