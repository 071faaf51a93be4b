// SPDX-License-Identifier: Apache-2.0
#include "backend/phone/take.h"
#include "base/random.h"

void take_form(struct page *p, const char *path) {
    char csrf[PAGE_CSRF + 1];
    const char *visitor = page_visitor(p);
    page_csrf(visitor ? visitor : "", csrf);
    page_raw(p, "<form method=\"post\" enctype=\"multipart/form-data\"");
    html_attribute(&p->b, "action", page_href(p, path));
    page_raw(p, ">");
    page_hidden(p, "csrf", csrf);
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

void take_accept(struct page *p, const struct api_wish *wish) {
    unsigned kinds = wish_kinds(wish);
    const char *comma = "";
    page_raw(p, " accept=\"");
    for (int k = MEDIA_JPEG; k <= MEDIA_PDF; k++)
        if (kinds >> k & 1) {
            buf_printf(&p->b, "%s%s", comma, media_type((enum media_kind)k));
            comma = ",";
        }
    page_raw(p, "\"");
}

void take_limits(struct page *p, const struct api_wish *wish) {
    long files = wish_files(wish), megabytes = (long)(wish_bytes(wish) / 1000000);
    page_raw(p, "<p class=\"hint\" id=\"limits\">");
    page_printf(p, page_trn(p, "%ld file, at most %ld MB.", "%ld files, each at most %ld MB.", files), files, megabytes ? megabytes : 1);
    page_raw(p, " ");
    page_text(p, page_tr(p, "The place where a photo was taken is removed."));
    page_raw(p, "</p>");
}

enum status take_read(struct page *p, struct multipart **form) {
    const struct req *req = p->req;
    *form = arena_alloc(req->arena, sizeof **form);
    enum err err = *form ? multipart_read(req->arena, req_header(req, "content-type"), req->body, *form) : ERR_MEMORY;
    if (err || req_header(req, "content-encoding"))
        return page_say(p, err == ERR_UNSUPPORTED ? STATUS_MEDIA_TYPE : STATUS_BAD_REQUEST, page_tr(p, "This did not work"),
                        page_tr(p, "The form cannot be read. Please go back and try again."), NULL, NULL);
    if (!token_proved(req, *form))
        return page_say(p, STATUS_FORBIDDEN, page_tr(p, "Nothing was done"),
                        page_tr(p, "This form is too old, was opened by another website, or your browser refuses cookies. "
                                   "Please open the page again."), NULL, NULL);
    return STATUS_OK;
}

const struct multipart_part *take_part(const struct multipart *form) {
    for (size_t i = 0; i < form->count; i++)
        if (form->parts[i].file && !strcmp(form->parts[i].name, "file") && form->parts[i].bytes.len)
            return &form->parts[i];
    return NULL;
}

enum status take_file(const struct req *req, const struct multipart_part *part, const struct api_wish *wish, struct taken *out,
                      enum upload_refusal *why) {
    struct media m;
    unsigned kinds = wish_kinds(wish);
    unsigned char *bytes = (unsigned char *)arena_copy(req->arena, part->bytes.p, part->bytes.len);
    char *id = arena_alloc(req->arena, FILE_ID + 1);
    *why = REFUSED_LARGE;
    if (!bytes || !id)
        return STATUS_INTERNAL;
    if ((int64_t)part->bytes.len > wish_bytes(wish) || !upload_inspect(bytes, part->bytes.len, kinds, &m, why))
        return STATUS_CONFLICT;
    random_text(id, FILE_ID, RANDOM_BASE32);
    *out = (struct taken){.bytes = {(const char *)bytes, m.len}, .type = media_type(m.kind)};
    out->row = (struct file_row){.id = id, .field = wish->field, .name = file_name_clean(req->arena, part->file, media_extension(m.kind)),
                                 .size = (int64_t)part->bytes.len, .made = req->now_ms, .kinds = kinds};
    return out->row.name ? STATUS_OK : STATUS_INTERNAL;
}

enum err take_write(struct db *db, const struct taken *t, when_ms now) {
    enum err err = file_insert(db, &t->row);
    return err ? err : file_finish(db, &t->row, t->row.name, t->type, t->bytes, now);
}
