// SPDX-License-Identifier: Apache-2.0
// Sending a file with a plain form, for browsers without a script: the whole file in one request.
#include "backend/phone/inside.h"

struct sending {
    struct taken taken;
    struct api_wish wish;
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
    const struct taken *t = &s->taken;
    struct page p;
    enum upload_refusal why;
    struct file_row after = t->row;
    enum err err = upload_room(db, t->row.box, &s->wish, t->row.size, req->arena, &why);
    page_open(&p, req, resp);
    if (err == ERR_LIMIT)
        return refused(&p, why);
    if (!err)
        err = take_write(db, t, req->now_ms);
    after.state = UPLOAD_DONE;
    after.type = t->type;
    after.size = after.got = (int64_t)t->bytes.len;
    if (!err && !upload_event(resp, &after))
        err = ERR_MEMORY;
    const char *to = arena_printf(req->arena, "/phone?tv=%s", t->row.pair);
    if (!err && to)
        return page_go(&p, to);
    buf_finish(&p.b);
    return resp_error(resp, err ? err : ERR_MEMORY);
}

enum status phone_file(const struct req *req, struct resp *resp, struct store *store) {
    struct page p;
    struct visit v;
    int64_t number;
    struct multipart *form;
    enum upload_refusal why;
    struct sending *s = arena_alloc(req->arena, sizeof *s);
    page_open(&p, req, resp);
    enum status status = take_read(&p, &form);
    if (status != STATUS_OK)
        return status;
    enum err err = s ? visit_enter(req, store, multipart_text(form, req->arena, "tv"), &v) : ERR_MEMORY;
    if (!err && (!v.pair || v.pair->picture))
        return page_go(&p, "/phone");
    if (!err)
        err = relay_wish(req->site->relay, v.pair->box, req->arena, &s->wish, &number);
    const struct multipart_part *part = take_part(form);
    if (!err && (s->wish.kind != WISH_FILE || strcmp(multipart_text(form, req->arena, "field"), s->wish.field) != 0))
        return refused(&p, REFUSED_NOT_ASKED);
    if (!err && !part)
        return refused(&p, REFUSED_BROKEN);
    if (!err && (status = take_file(req, part, &s->wish, &s->taken, &why)) == STATUS_CONFLICT)
        return refused(&p, why);
    buf_finish(&p.b);
    if (err || status != STATUS_OK)
        return resp_error(resp, err ? err : ERR_MEMORY);
    s->taken.row.box = v.pair->box;
    s->taken.row.pair = v.pair->id;
    return http_write(req, resp, sending_apply, s);
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
