// SPDX-License-Identifier: Apache-2.0
// Resumable uploads: the tus protocol 1.0.0 with creation and termination (https://tus.io/protocols/resumable-upload).
// Between two requests an upload is only rows of the store, so that it goes on after a lost network, a restart, or at
// another process.
//
// Every request needs the phone's cookie and the header Tgov-Csrf; Upload-Metadata has `filename`, `tv` (the pair) and
// `field` (of the wish).
#include "backend/phone/inside.h"
#include "backend/phone/tus.h"
#include "base/random.h"
#include "contract/service/api.h"
#include <limits.h>

static const char version[] = "1.0.0";

static enum status words(const struct req *req, struct resp *resp, enum status status, const char *slug,
                         enum upload_refusal why) {
    struct page p;
    page_open(&p, req, resp);
    enum status out = resp_problem_with(resp, status, slug, upload_words(&p, why), NULL, NULL);
    buf_finish(&p.b);
    return out;
}

// What all of them begin with. `tv` NULL: any pair of the phone.
static enum status enter(const struct req *req, struct resp *resp, struct store *store, const char *tv, struct visit *out) {
    const char *visitor, *spoken = req_header(req, "tus-resumable");
    if (!resp_header(resp, "Tus-Resumable", version))
        return STATUS_INTERNAL;
    if (!spoken || strcmp(spoken, version) != 0)
        return resp_header(resp, "Tus-Version", version)
                   ? resp_misuse(resp, STATUS_PRECONDITION_FAILED, "tus-version", "Only tus 1.0.0 is spoken here.")
                   : STATUS_INTERNAL;
    if (!page_proved(req, &visitor))
        return resp_problem(resp, STATUS_FORBIDDEN, "not-this-page", "This was not sent by our own page. Please open it again.");
    enum err err = visit_enter(req, store, tv, out);
    if (err)
        return resp_error(resp, err);
    if (!out->pair)
        return words(req, resp, STATUS_GONE, "not-connected", REFUSED_GONE);
    return STATUS_OK;
}

static bool size_of(const char *text, int64_t *out) {
    long n = 0;
    if (!text || !text_integer(text, 0, LONG_MAX, &n))
        return false;
    *out = n;
    return true;
}

static const char *number(struct arena *a, int64_t n) { return arena_printf(a, "%lld", (long long)n); }

static bool offset_headers(struct resp *p, const struct file_row *f) {
    return resp_header(p, "Upload-Offset", number(p->arena, f->got)) &&
           resp_header(p, "Upload-Length", number(p->arena, f->size));
}

// ---- POST /phone/uploads ----

struct creation {
    struct file_row row;
    struct api_wish wish;
};

static enum status create_apply(const struct req *req, struct resp *resp, struct db *db, void *data) {
    struct creation *c = data;
    enum upload_refusal why;
    enum err err = upload_room(db, c->row.box, &c->wish, c->row.size, req->arena, &why);
    if (err == ERR_LIMIT)
        return words(req, resp, why == REFUSED_LARGE ? STATUS_TOO_LARGE : STATUS_CONFLICT, upload_word(why), why);
    if (!err)
        err = file_insert(db, &c->row);
    if (err)
        return resp_error(resp, err);
    resp->location = arena_printf(req->arena, "/phone/uploads/%s", c->row.id);
    bool ok = resp->location && resp_header(resp, "Tus-Resumable", version) && resp_header(resp, "Upload-Offset", "0") &&
              upload_event(resp, &c->row);
    return ok ? STATUS_CREATED : STATUS_INTERNAL;
}

static enum status begin(const struct req *req, struct resp *resp, struct creation *c, const struct visit *v,
                         const struct tus_metadata *meta, int64_t size) {
    const char *field = tus_metadata_get(meta, "field"), *name = tus_metadata_get(meta, "filename");
    int64_t count;
    enum err err = relay_wish(req->site->relay, v->pair->box, req->arena, &c->wish, &count);
    if (err)
        return resp_error(resp, err);
    if (v->pair->picture || c->wish.kind != WISH_FILE || (field && strcmp(field, c->wish.field) != 0))
        return words(req, resp, STATUS_CONFLICT, "not-asked", REFUSED_NOT_ASKED);
    if (size > wish_bytes(&c->wish))
        return words(req, resp, STATUS_TOO_LARGE, "too-large", REFUSED_LARGE);
    char *id = arena_alloc(req->arena, FILE_ID + 1);
    const char *clean = file_name_clean(req->arena, name ? name : "", "");
    if (!id || !clean)
        return STATUS_INTERNAL;
    random_text(id, FILE_ID, RANDOM_BASE32);
    c->row = (struct file_row){.id = id, .box = v->pair->box, .pair = v->pair->id, .field = c->wish.field, .name = clean,
                               .size = size, .kinds = wish_kinds(&c->wish), .made = req->now_ms, .state = UPLOAD_SENDING};
    return http_write(req, resp, create_apply, c);
}

enum status upload_create(const struct req *req, struct resp *resp, struct store *store) {
    struct visit v;
    struct tus_metadata meta;
    int64_t size = 0;
    enum err err = tus_metadata_read(req->arena, req_header(req, "upload-metadata"), &meta);
    enum status status = enter(req, resp, store, err ? NULL : tus_metadata_get(&meta, "tv"), &v);
    if (status != STATUS_OK)
        return status;
    if (err || !size_of(req_header(req, "upload-length"), &size) || !size)
        return resp_misuse(resp, STATUS_BAD_REQUEST, "upload", "Upload-Length and a readable Upload-Metadata are needed.");
    if (size > API_FILE_BYTES)
        return words(req, resp, STATUS_TOO_LARGE, "too-large", REFUSED_LARGE);
    struct creation *c = arena_alloc(req->arena, sizeof *c);
    return c ? begin(req, resp, c, &v, &meta, size) : STATUS_INTERNAL;
}

// ---- One upload ----

static bool of_phone(const struct visit *v, const struct file_row *f) {
    for (size_t i = 0; i < v->pairs.count; i++)
        if (!strcmp(v->pairs.items[i].box, f->box) && !strcmp(v->pairs.items[i].id, f->pair))
            return true;
    return false;
}

static enum status open_upload(const struct req *req, struct resp *resp, struct store *store, struct file_row *f) {
    struct visit v;
    enum status status = enter(req, resp, store, NULL, &v);
    if (status != STATUS_OK)
        return status;
    struct db *db = store_read(store);
    enum err err = db ? file_load(db, req_param(req, "id"), req->arena, f) : ERR_IO;
    store_read_end(store, db);
    if (!err && (!of_phone(&v, f) || f->number))
        err = ERR_NOT_FOUND;
    return err ? resp_error(resp, err) : STATUS_OK;
}

enum status upload_show(const struct req *req, struct resp *resp, struct store *store) {
    struct file_row f;
    enum status status = open_upload(req, resp, store, &f);
    if (status != STATUS_OK)
        return status;
    if (f.state == UPLOAD_REFUSED)
        return resp_problem(resp, STATUS_GONE, "refused", "This upload was refused or stopped.");
    return offset_headers(resp, &f) ? STATUS_OK : STATUS_INTERNAL;
}

// ---- PATCH ----

struct addition {
    struct file_row row;
    struct str bytes;     // of the piece, or of the whole cleaned file
    const char *name, *type; // NULL: not whole yet
};

static enum status add_apply(const struct req *req, struct resp *resp, struct db *db, void *data) {
    const struct addition *d = data;
    struct file_row after = d->row;
    int64_t offset = d->row.got + (int64_t)req->body.len;
    enum err err = d->name ? file_finish(db, &d->row, d->name, d->type, d->bytes, req->now_ms)
                           : file_append(db, &d->row, d->bytes, req->now_ms);
    if (err == ERR_CONFLICT)
        return resp_misuse(resp, STATUS_CONFLICT, "offset", "The upload stands at another place by now.");
    if (err)
        return resp_error(resp, err);
    after.got = offset;
    if (d->name) {
        after.name = d->name;
        after.type = d->type;
        after.size = after.got = (int64_t)d->bytes.len;
        after.state = UPLOAD_DONE;
    }
    bool ok = resp_header(resp, "Tus-Resumable", version) &&
              resp_header(resp, "Upload-Offset", number(req->arena, offset)) && upload_event(resp, &after);
    return ok ? STATUS_NO_CONTENT : STATUS_INTERNAL;
}

struct refusal {
    struct store_job job;
    const char *id, *why;
    when_ms now;
};

static enum err refuse_run(struct db *db, struct store_job *job) {
    const struct refusal *r = (const struct refusal *)job;
    return file_refuse(db, r->id, r->why, r->now);
}

// Written at once and by itself: the refusing answer would undo it.
static enum status refuse(const struct req *req, struct resp *resp, struct store *store, const struct file_row *f,
                          enum upload_refusal why) {
    struct refusal r = {.job = {.run = refuse_run}, .id = f->id, .why = upload_word(why), .now = req->now_ms};
    struct api_upload v = upload_view(f);
    enum err err = store_write(store, &r.job);
    if (err)
        return resp_error(resp, err);
    char topic[RELAY_TOPIC];
    struct buf b;
    v.state = UPLOAD_REFUSED;
    v.why = r.why;
    v.got = 0;
    relay_topic(topic, "box", f->box);
    buf_init(&b, 4096);
    if (req->site->events && api_write(&b, &api_upload_shape, &v))
        events_publish_as(req->site->events, topic, "upload", buf_text(&b));
    buf_finish(&b);
    return words(req, resp, why == REFUSED_PIXELS ? STATUS_TOO_LARGE : STATUS_MEDIA_TYPE, r.why, why);
}

// The last piece: everything is read, checked and cleaned here, on the server's thread; the writer only stores it.
static enum status finish(const struct req *req, struct resp *resp, struct store *store, struct addition *d) {
    unsigned char *bytes = NULL;
    struct media m;
    enum upload_refusal why;
    struct db *db = store_read(store);
    enum err err = db ? file_bytes(db, &d->row, req->body.len, req->arena, &bytes) : ERR_IO;
    store_read_end(store, db);
    if (err)
        return resp_error(resp, err);
    memcpy(bytes + d->row.got, req->body.p, req->body.len);
    if (!upload_inspect(bytes, (size_t)d->row.size, d->row.kinds, &m, &why))
        return refuse(req, resp, store, &d->row, why);
    d->bytes = (struct str){(const char *)bytes, m.len};
    d->name = file_name_clean(req->arena, d->row.name, media_extension(m.kind));
    d->type = media_type(m.kind);
    return d->name ? http_write(req, resp, add_apply, d) : STATUS_INTERNAL;
}

static enum status check_addition(const struct req *req, struct resp *resp, const struct file_row *f) {
    const char *type = req_header(req, "content-type");
    int64_t offset = 0;
    if (!type || strcmp(type, "application/offset+octet-stream") != 0 || req_header(req, "content-encoding"))
        return resp_misuse(resp, STATUS_MEDIA_TYPE, "media-type", "A piece comes as application/offset+octet-stream, not packed.");
    if (!size_of(req_header(req, "upload-offset"), &offset))
        return resp_misuse(resp, STATUS_BAD_REQUEST, "offset", "Upload-Offset is needed.");
    if (f->state == UPLOAD_REFUSED)
        return resp_problem(resp, STATUS_GONE, "refused", "This upload was refused or stopped.");
    if (f->state == UPLOAD_DONE || offset != f->got)
        return resp_misuse(resp, STATUS_CONFLICT, "offset", "The upload stands at another place.");
    if ((int64_t)req->body.len > f->size - f->got)
        return resp_misuse(resp, STATUS_TOO_LARGE, "too-large", "This is more than was announced.");
    return STATUS_OK;
}

enum status upload_add(const struct req *req, struct resp *resp, struct store *store) {
    struct addition *d = arena_alloc(req->arena, sizeof *d);
    enum upload_refusal why;
    enum status status = d ? open_upload(req, resp, store, &d->row) : STATUS_INTERNAL;
    if (status == STATUS_OK)
        status = check_addition(req, resp, &d->row);
    if (status != STATUS_OK)
        return status;
    d->bytes = req->body;
    bool whole = d->row.got + (int64_t)req->body.len == d->row.size;
    if (!req->body.len && !whole)
        return resp_header(resp, "Upload-Offset", number(req->arena, d->row.got)) ? STATUS_NO_CONTENT : STATUS_INTERNAL;
    // What is not taken is refused with its first bytes, not after the last.
    if (!d->row.got && req->body.len >= MEDIA_SNIFF && !upload_sniff(req->body, d->row.kinds, &why))
        return refuse(req, resp, store, &d->row, why);
    return whole ? finish(req, resp, store, d) : http_write(req, resp, add_apply, d);
}

// ---- DELETE, and the small picture ----

static enum status end_apply(const struct req *req, struct resp *resp, struct db *db, void *data) {
    struct file_row after = *(const struct file_row *)data;
    enum err err = file_forget(db, after.id);
    if (err)
        return resp_error(resp, err);
    after.state = UPLOAD_REFUSED;
    after.why = "stopped";
    bool ok = resp_header(resp, "Tus-Resumable", version) && upload_event(resp, &after);
    return ok ? STATUS_NO_CONTENT : STATUS_INTERNAL;
}

enum status upload_end(const struct req *req, struct resp *resp, struct store *store) {
    struct file_row *f = arena_alloc(req->arena, sizeof *f);
    enum status status = f ? open_upload(req, resp, store, f) : STATUS_INTERNAL;
    return status == STATUS_OK ? http_write(req, resp, end_apply, f) : status;
}

struct thumbnail {
    struct file_row row;
    struct str png;
};

static enum status thumbnail_apply(const struct req *req, struct resp *resp, struct db *db, void *data) {
    const struct thumbnail *t = data;
    struct file_row after = t->row;
    enum err err = file_thumbnail_set(db, t->row.id, t->png);
    if (err)
        return resp_error(resp, err);
    after.thumbnail = true;
    bool ok = resp_header(resp, "Tus-Resumable", version) && upload_event(resp, &after);
    return ok ? STATUS_NO_CONTENT : STATUS_INTERNAL;
}

enum status upload_thumbnail(const struct req *req, struct resp *resp, struct store *store) {
    struct media m = {.kind = MEDIA_OTHER};
    struct thumbnail *t = arena_alloc(req->arena, sizeof *t);
    unsigned char *bytes = (unsigned char *)arena_copy(req->arena, req->body.p ? req->body.p : "", req->body.len);
    enum status status = t && bytes ? open_upload(req, resp, store, &t->row) : STATUS_INTERNAL;
    if (status != STATUS_OK)
        return status;
    if (png_clean(bytes, req->body.len, &m) != ERR_NONE || m.width > API_THUMBNAIL_WIDTH || m.height > API_THUMBNAIL_HEIGHT)
        return resp_misuse(resp, STATUS_UNPROCESSABLE, "thumbnail", "The small picture is a PNG of at most %d x %d pixels.",
                            API_THUMBNAIL_WIDTH, API_THUMBNAIL_HEIGHT);
    if (t->row.state == UPLOAD_REFUSED)
        return resp_problem(resp, STATUS_GONE, "refused", "This upload was refused or stopped.");
    t->png = (struct str){(const char *)bytes, m.len};
    return http_write(req, resp, thumbnail_apply, t);
}
