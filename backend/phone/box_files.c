// SPDX-License-Identifier: Apache-2.0
// Files for those who may see them: the television that asked for them, and the officers of the case that holds them.
#include "backend/phone/inside.h"
#include "backend/services/desk_session.h"
#include "contract/service/case.h"

// As RFC 6266 and RFC 8187 say, with a plain name for old programs.
static const char *disposition(struct arena *a, const struct file_row *f) {
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";
    char *escaped = arena_alloc(a, strlen(f->name) * 3 + 1), *to = escaped;
    if (!escaped)
        return NULL;
    for (const char *c = f->name; *c; c++) {
        if (strchr(plain, *c)) {
            *to++ = *c;
            continue;
        }
        static const char hex[] = "0123456789ABCDEF";
        *to++ = '%';
        *to++ = hex[(unsigned char)*c >> 4];
        *to++ = hex[*c & 15];
    }
    return arena_printf(a, "attachment; filename=\"file%s\"; filename*=UTF-8''%s", media_extension(media_of_type(f->type)), escaped);
}

static enum status give(const struct req *req, struct resp *resp, struct store *store, const struct file_row *f) {
    unsigned char *bytes = NULL;
    struct db *db = store_read(store);
    enum err err = db ? file_bytes(db, f, 0, req->arena, &bytes) : ERR_IO;
    store_read_end(store, db);
    if (err)
        return resp_error(resp, err);
    bool ok = resp_header(resp, "Content-Disposition", disposition(req->arena, f)) &&
              resp_header(resp, "Content-Security-Policy", "sandbox; default-src 'none'") &&
              resp_header(resp, "Cross-Origin-Resource-Policy", "same-origin");
    resp->cache_control = "no-store";
    return ok ? resp_bytes(resp, STATUS_OK, f->type, (struct str){(const char *)bytes, (size_t)f->got}) : STATUS_INTERNAL;
}

static enum status no_file(struct resp *p) {
    return resp_problem(p, STATUS_NOT_FOUND, "no-such-file", "There is no such file here.");
}

// A file of this box that no case holds yet.
static enum status open_file(const struct req *req, struct resp *resp, struct store *store, struct file_row *f) {
    struct box_row box;
    enum status status = box_enter(req, resp, store, &box);
    if (status != STATUS_OK)
        return status;
    struct db *db = store_read(store);
    enum err err = db ? file_load(db, req_param(req, "file"), req->arena, f) : ERR_IO;
    store_read_end(store, db);
    if (err && err != ERR_NOT_FOUND)
        return resp_error(resp, err);
    return err || strcmp(f->box, box.id) != 0 || f->number ? no_file(resp) : STATUS_OK;
}

enum status box_file(const struct req *req, struct resp *resp, struct store *store) {
    struct file_row f;
    enum status status = open_file(req, resp, store, &f);
    if (status != STATUS_OK)
        return status;
    return f.state == UPLOAD_DONE ? give(req, resp, store, &f) : no_file(resp);
}

enum status box_file_thumbnail(const struct req *req, struct resp *resp, struct store *store) {
    struct file_row f;
    struct str png;
    enum status status = open_file(req, resp, store, &f);
    if (status != STATUS_OK)
        return status;
    struct db *db = store_read(store);
    enum err err = db ? file_thumbnail(db, f.id, req->arena, &png) : ERR_IO;
    store_read_end(store, db);
    if (err == ERR_NOT_FOUND)
        return no_file(resp);
    if (err)
        return resp_error(resp, err);
    resp->cache_control = "no-store";
    return resp_header(resp, "Content-Security-Policy", "sandbox; default-src 'none'")
               ? resp_bytes(resp, STATUS_OK, "image/png", png)
               : STATUS_INTERNAL;
}

static enum status remove_apply(const struct req *req, struct resp *resp, struct db *db, void *data) {
    struct file_row after = *(const struct file_row *)data;
    enum err err = file_forget(db, after.id);
    char topic[RELAY_TOPIC];
    if (err)
        return resp_error(resp, err);
    after.state = UPLOAD_REFUSED;
    after.why = "stopped";
    relay_topic(topic, "phone", after.pair);
    return upload_event(resp, &after) && resp_event_as(resp, topic, "wish", "{}") ? STATUS_NO_CONTENT : STATUS_INTERNAL;
}

enum status box_file_remove(const struct req *req, struct resp *resp, struct store *store) {
    struct file_row *f = arena_alloc(req->arena, sizeof *f);
    enum status status = f ? open_file(req, resp, store, f) : STATUS_INTERNAL;
    return status == STATUS_OK ? http_write(req, resp, remove_apply, f) : status;
}

// ---- GET /office/cases/{number}/files/{id} ----
enum status desk_file(const struct req *req, struct resp *resp, struct store *store) {
    struct desk_session session;
    struct file_row f;
    char number[CASE_NUMBER_MAX];
    enum status status = desk_seat(req, resp, store, &session);
    if (status != STATUS_OK)
        return status;
    if (!case_number_clean(req_param(req, "number"), number, sizeof number))
        return no_file(resp);
    struct db *db = store_read(store);
    enum err err = db ? file_load(db, req_param(req, "id"), req->arena, &f) : ERR_IO;
    store_read_end(store, db);
    if (err && err != ERR_NOT_FOUND)
        return resp_error(resp, err);
    return err || !f.number || strcmp(f.number, number) != 0 ? no_file(resp) : give(req, resp, store, &f);
}
