// SPDX-License-Identifier: Apache-2.0
// Sending a file with a plain form, for browsers without a script: the whole file in one request.
#include "backend/phone/inside.h"
#include "backend/phone/multipart.h"
#include "base/random.h"

struct sending {
    struct file_row row;
    struct api_wish wish;
    const char *type;
    struct str bytes;
};

static enum status refused(struct page *p, enum upload_refusal why) {
    enum status status = why == REFUSED_LARGE || why == REFUSED_PIXELS ? STATUS_TOO_LARGE
                         : why >= REFUSED_MANY                         ? STATUS_CONFLICT
                                                                       : STATUS_MEDIA_TYPE;
    return page_say(p, status, page_tr(p, "The file was not taken"), upload_words(p, why),
                    page_tr(p, "See what the television asks"), "/phone");
}

static enum status sending_apply(const struct req *req, struct resp *resp, struct db *db, void *data) {
    const struct sending *s = data;
    struct page p;
    enum upload_refusal why;
    struct file_row after = s->row;
    enum err err = upload_room(db, s->row.box, &s->wish, s->row.size, req->arena, &why);
    page_open(&p, req, resp);
    if (err == ERR_LIMIT)
        return refused(&p, why);
    if (!err)
        err = file_insert(db, &s->row);
    if (!err)
        err = file_finish(db, &s->row, s->row.name, s->type, s->bytes, req->now_ms);
    after.state = UPLOAD_DONE;
    after.type = s->type;
    after.size = after.got = (int64_t)s->bytes.len;
    if (!err && !upload_event(resp, &after))
        err = ERR_MEMORY;
    const char *to = arena_printf(req->arena, "/phone?tv=%s", s->row.pair);
    if (!err && to)
        return page_go(&p, to);
    buf_finish(&p.b);
    return resp_error(resp, err ? err : ERR_MEMORY);
}

static enum status take(struct page *p, const struct pair_row *pair, const struct multipart_part *part, struct sending *s) {
    const struct req *req = p->req;
    enum upload_refusal why = REFUSED_LARGE;
    struct media m;
    unsigned char *bytes = (unsigned char *)arena_copy(req->arena, part->bytes.p, part->bytes.len);
    char *id = arena_alloc(req->arena, FILE_ID + 1);
    if (!bytes || !id)
        return STATUS_INTERNAL;
    if ((int64_t)part->bytes.len > wish_bytes(&s->wish) ||
        !upload_inspect(bytes, part->bytes.len, wish_kinds(&s->wish), &m, &why))
        return refused(p, why);
    random_text(id, FILE_ID, RANDOM_BASE32);
    s->bytes = (struct str){(const char *)bytes, m.len};
    s->type = media_type(m.kind);
    s->row = (struct file_row){.id = id, .box = pair->box, .pair = pair->id, .field = s->wish.field,
                               .name = file_name_clean(req->arena, part->file, media_extension(m.kind)),
                               .size = (int64_t)part->bytes.len, .made = req->now_ms, .kinds = wish_kinds(&s->wish)};
    buf_finish(&p->b);
    return s->row.name ? http_write(req, p->resp, sending_apply, s) : STATUS_INTERNAL;
}

// The token stands in a field, since a form cannot send headers: it is checked as if it had come as one.
static bool token_proved(const struct req *req, const struct multipart *form) {
    struct req *as_script = arena_alloc(req->arena, sizeof *as_script);
    const char *visitor, *token = multipart_text(form, req->arena, "csrf");
    if (!as_script)
        return false;
    *as_script = *req;
    return !req_header(req, "tgov-csrf") && req_add_header(as_script, "tgov-csrf", token) == ERR_NONE &&
           page_proved(as_script, &visitor);
}

static const struct multipart_part *file_part(const struct multipart *form) {
    for (size_t i = 0; i < form->count; i++)
        if (form->parts[i].file && !strcmp(form->parts[i].name, "file"))
            return &form->parts[i];
    return NULL;
}

enum status phone_file(const struct req *req, struct resp *resp, struct store *store) {
    struct page p;
    struct visit v;
    int64_t number;
    struct multipart *form = arena_alloc(req->arena, sizeof *form);
    struct sending *s = arena_alloc(req->arena, sizeof *s);
    page_open(&p, req, resp);
    enum err err = form && s ? multipart_read(req->arena, req_header(req, "content-type"), req->body, form) : ERR_MEMORY;
    if (err || req_header(req, "content-encoding"))
        return page_say(&p, err == ERR_UNSUPPORTED ? STATUS_MEDIA_TYPE : STATUS_BAD_REQUEST, page_tr(&p, "This did not work"),
                        page_tr(&p, "The form cannot be read. Please go back and try again."), NULL, NULL);
    if (!token_proved(req, form))
        return page_say(&p, STATUS_FORBIDDEN, page_tr(&p, "Nothing was done"),
                        page_tr(&p, "This form is too old, was opened by another website, or your browser refuses cookies. "
                                    "Please open the page again."), NULL, NULL);
    err = visit_enter(req, store, multipart_text(form, req->arena, "tv"), &v);
    if (!err && (!v.pair || v.pair->picture))
        return page_go(&p, "/phone");
    if (!err)
        err = relay_wish(req->site->relay, v.pair->box, req->arena, &s->wish, &number);
    const struct multipart_part *part = file_part(form);
    if (!err && (s->wish.kind != WISH_FILE || strcmp(multipart_text(form, req->arena, "field"), s->wish.field) != 0))
        return refused(&p, REFUSED_NOT_ASKED);
    if (!err && (!part || !part->bytes.len))
        return refused(&p, REFUSED_BROKEN);
    if (!err)
        return take(&p, v.pair, part, s);
    buf_finish(&p.b);
    return resp_error(resp, err);
}

// ---- Removing one again ----

static enum status forget_apply(const struct req *req, struct resp *resp, struct db *db, void *data) {
    struct file_row after = *(const struct file_row *)data;
    struct page p;
    enum err err = file_forget(db, after.id);
    const char *to = arena_printf(req->arena, "/phone?tv=%s", after.pair);
    if (err || !to)
        return resp_error(resp, err ? err : ERR_MEMORY);
    after.state = UPLOAD_REFUSED;
    after.why = "stopped";
    page_open(&p, req, resp);
    return upload_event(resp, &after) ? page_go(&p, to) : STATUS_INTERNAL;
}

enum status phone_forget(const struct req *req, struct resp *resp, struct store *store) {
    struct page p;
    struct html_fields f;
    struct visit v;
    struct file_row *file = arena_alloc(req->arena, sizeof *file);
    enum status status = page_post(&p, req, resp, &f);
    if (status != STATUS_OK)
        return status;
    enum err err = file ? visit_enter(req, store, html_field(&f, "tv"), &v) : ERR_MEMORY;
    struct db *db = !err && v.pair ? store_read(store) : NULL;
    if (db)
        err = file_load(db, html_field(&f, "file"), req->arena, file);
    store_read_end(store, db);
    // What is gone already, or another phone's, is not there for this page: it shows what is.
    if (!db || err == ERR_NOT_FOUND || (!err && (strcmp(file->pair, v.pair->id) != 0 || file->number)))
        return page_go(&p, "/phone");
    buf_finish(&p.b);
    return err ? resp_error(resp, err) : http_write(req, resp, forget_apply, file);
}
