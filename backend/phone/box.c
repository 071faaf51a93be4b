// SPDX-License-Identifier: Apache-2.0
// The television's side: itself, its invitations, its phones, its wish.
#include "backend/issuer/texts.h"
#include "backend/phone/inside.h"
#include "backend/services/parts.h"
#include "base/random.h"
#include "contract/service/api.h"
#include <stdio.h>

enum { BOXES_PER_HOUR = 30, CODE_TRIES = 8, NAME_LETTERS = 40, EVENT_BYTES = 4096, LANGUAGE_MAX = 35 };

// ---- Proving ----

static bool proved(const struct req *req, struct store *store, const char *id, struct box_row *out, enum err *err) {
    const char *header = req_header(req, "tgov-box");
    struct str secret = str_of(header ? header : ""), own = str_cut(&secret, '.');
    const char *box = arena_copy(req->arena, own.p ? own.p : "", own.len);
    if (own.len != BOX_ID || secret.len != BOX_SECRET || !box || (id && strcmp(id, box) != 0))
        return false;
    struct db *db = store_read(store);
    *err = db ? box_prove(db, box, secret.p, req->arena, out) : ERR_IO;
    store_read_end(store, db);
    return !*err;
}

enum status box_enter(const struct req *req, struct resp *resp, struct store *store, struct box_row *out) {
    enum err err = ERR_NOT_FOUND;
    if (proved(req, store, req_param(req, "id"), out, &err))
        return STATUS_OK;
    if (err != ERR_NOT_FOUND)
        return resp_error(resp, err);
    return resp_misuse(resp, STATUS_NOT_FOUND, "no-such-box", "There is no box with this id and this secret.");
}

const char *box_of_request(const struct req *req, struct store *store) {
    struct box_row box;
    enum err err = ERR_NOT_FOUND;
    return proved(req, store, NULL, &box, &err) ? box.id : NULL;
}

bool box_event(struct resp *p, const char *box, const char *name, const struct json_shape *shape, const void *from) {
    char topic[RELAY_TOPIC];
    struct buf b;
    relay_topic(topic, "box", box);
    buf_init(&b, EVENT_BYTES);
    bool ok = api_write(&b, shape, from) && resp_event_as(p, topic, name, buf_text(&b));
    buf_finish(&b);
    return ok;
}

static struct relay *relay_of(const struct req *req) { return req->site->relay; }

// ---- Making, naming, removing ----

static enum status decode(const struct req *req, struct resp *resp, const struct json_shape *shape, void *out) {
    struct fault f = {0};
    if (json_decode(req->arena, req->json, shape, out, &f) == ERR_NONE)
        return STATUS_OK;
    return resp_misuse(resp, STATUS_UNPROCESSABLE, "invalid", "%s: %s", f.place, f.what);
}

static enum status read_name(const struct req *req, struct resp *resp, struct api_box_name *out) {
    enum status status = decode(req, resp, &api_box_name_shape, out);
    if (status != STATUS_OK)
        return status;
    // What a phone will show as the television's name: no control characters, nothing invisible, no turned writing.
    const char *tame = text_tame(req->arena, out->name, NAME_LETTERS + 1);
    size_t letters = tame ? utf8_count(tame, strlen(tame)) : 0;
    if ((!letters && *out->name) || letters > NAME_LETTERS) // "" is no name; one that nobody sees is refused
        return resp_problem(resp, STATUS_UNPROCESSABLE, "invalid", "A TV has a name of 1 to 40 letters.");
    out->name = tame;
    return STATUS_OK;
}

static enum status create_apply(const struct req *req, struct resp *resp, struct db *db, void *data) {
    const struct api_box_name *name = data;
    char id[BOX_ID + 1], secret[BOX_SECRET + 1];
    int64_t made = 0;
    enum err err = box_tries(db, "box-new", req->peer ? req->peer : "", req->now_ms, &made);
    if (!err && made >= BOXES_PER_HOUR) {
        resp->retry_after_s = 3600;
        return resp_problem(resp, STATUS_TOO_MANY, "too-many-boxes", "Many TVs were set up from here. Please wait an hour.");
    }
    random_text(id, BOX_ID, RANDOM_BASE32);
    random_text(secret, BOX_SECRET, RANDOM_BASE32);
    if (!err)
        err = box_tries_note(db, "box-new", req->peer ? req->peer : "", req->now_ms);
    if (!err)
        err = box_insert(db, id, secret, name->name, req->now_ms);
    if (err)
        return resp_error(resp, err);
    resp->location = arena_printf(req->arena, "/v1/boxes/%s", id);
    return answer_json(resp, STATUS_CREATED, &api_box_shape, &(struct api_box){id, secret});
}

enum status box_create(const struct req *req, struct resp *resp, struct store *store) {
    struct api_box_name *name = arena_alloc(req->arena, sizeof *name);
    enum status status = name ? read_name(req, resp, name) : STATUS_INTERNAL;
    return status == STATUS_OK ? http_write(req, resp, create_apply, name) : status;
}

static enum status rename_apply(const struct req *req, struct resp *resp, struct db *db, void *data) {
    enum err err = box_rename(db, req_param(req, "id"), data);
    return err ? resp_error(resp, err) : STATUS_NO_CONTENT;
}

enum status box_change(const struct req *req, struct resp *resp, struct store *store) {
    struct box_row box;
    struct api_box_name name;
    enum status status = box_enter(req, resp, store, &box);
    if (status == STATUS_OK)
        status = read_name(req, resp, &name);
    return status == STATUS_OK ? http_write(req, resp, rename_apply, (void *)(uintptr_t)name.name) : status;
}

static enum status remove_apply(const struct req *req, struct resp *resp, struct db *db, void *data) {
    enum err err = box_delete(db, req_param(req, "id"));
    return err ? resp_error(resp, err) : STATUS_NO_CONTENT;
}

enum status box_remove(const struct req *req, struct resp *resp, struct store *store) {
    struct box_row box;
    enum status status = box_enter(req, resp, store, &box);
    if (status != STATUS_OK)
        return status;
    relay_box_removed(relay_of(req), req->site->events, box.id); // if the write fails, the phones find their way back
    return http_write(req, resp, remove_apply, NULL);
}

// ---- Invitations ----

struct invitation {
    const char *box, *language;
};

static bool is_tag(const char *text) {
    return text && strlen(text) <= LANGUAGE_MAX &&
           strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == strlen(text);
}

static enum status invite_apply(const struct req *req, struct resp *resp, struct db *db, void *data) {
    const struct invitation *want = data;
    const char *base = req->site->base_url ? req->site->base_url : "";
    char secret[INVITE_SECRET + 1], code[INVITE_CODE + 1], expires[32];
    enum err err = ERR_DUPLICATE;
    random_text(secret, INVITE_SECRET, RANDOM_BASE32);
    for (int i = 0; i < CODE_TRIES && err == ERR_DUPLICATE; i++) {
        random_text(code, INVITE_CODE, "0123456789");
        err = invite_insert(db, want->box, secret, code, want->language, req->now_ms);
    }
    if (err)
        return resp_error(resp, err == ERR_DUPLICATE ? ERR_BUSY : err);
    when_write(req->now_ms + (when_ms)API_INVITATION_S * 1000, expires, sizeof expires);
    struct api_invitation v = {.expires = expires, .at = arena_printf(req->arena, "%s/p", base),
                               .code = arena_printf(req->arena, "%.3s %s", code, code + 3),
                               .url = arena_printf(req->arena, "%s/p/%s%s%s", base, secret, want->language ? "?lang=" : "",
                                                   want->language ? want->language : "")};
    return v.at && v.code && v.url ? answer_json(resp, STATUS_CREATED, &api_invitation_shape, &v) : STATUS_INTERNAL;
}

enum status box_invite(const struct req *req, struct resp *resp, struct store *store) {
    struct box_row box;
    struct api_invite want;
    enum status status = box_enter(req, resp, store, &box);
    if (status == STATUS_OK)
        status = decode(req, resp, &api_invite_shape, &want);
    struct invitation *i = arena_alloc(req->arena, sizeof *i);
    if (status != STATUS_OK || !i)
        return status != STATUS_OK ? status : STATUS_INTERNAL;
    *i = (struct invitation){box.id, is_tag(want.language) ? want.language : NULL};
    return http_write(req, resp, invite_apply, i);
}

// ---- Phones ----

static const char *instant(struct arena *a, when_ms at) {
    char text[32];
    when_write(at, text, sizeof text);
    return arena_string(a, text);
}

static const struct api_phone *view_phones(const struct req *req, const char *box, const struct pair_list *pairs) {
    struct api_phone *list = arena_array(req->arena, pairs->count + 1, sizeof *list);
    for (size_t i = 0; list && i < pairs->count; i++) {
        const struct pair_row *p = &pairs->items[i];
        list[i] = (struct api_phone){.id = p->id, .name = p->name, .picture = p->picture, .asks = p->picture != NULL,
                                     .paired = instant(req->arena, p->paired), .seen = instant(req->arena, p->seen),
                                     .connected = relay_connected(relay_of(req), box, p->id)};
    }
    return list;
}

enum status box_phones(const struct req *req, struct resp *resp, struct store *store) {
    struct box_row box;
    struct pair_list pairs;
    enum status status = box_enter(req, resp, store, &box);
    if (status != STATUS_OK)
        return status;
    struct db *db = store_read(store);
    enum err err = db ? pairs_of_box(db, box.id, req->arena, &pairs) : ERR_IO;
    store_read_end(store, db);
    if (err)
        return resp_error(resp, err);
    struct api_phones v = {view_phones(req, box.id, &pairs), pairs.count};
    return v.items ? answer_json(resp, STATUS_OK, &api_phones_shape, &v) : STATUS_INTERNAL;
}

static enum status phone_gone(struct resp *p, enum err err) {
    return err == ERR_NOT_FOUND ? resp_problem(p, STATUS_NOT_FOUND, "no-such-phone", "This phone is not connected any more.")
                                : resp_error(p, err);
}

static enum status phone_remove_apply(const struct req *req, struct resp *resp, struct db *db, void *data) {
    enum err err = pair_delete(db, req_param(req, "id"), req_param(req, "phone"));
    if (err)
        return phone_gone(resp, err);
    // Directly: whoever was removed must not go on, and an event too many does no harm if the commit fails.
    relay_phone_removed(relay_of(req), req->site->events, req_param(req, "id"), req_param(req, "phone"));
    return STATUS_NO_CONTENT;
}

enum status box_phone_remove(const struct req *req, struct resp *resp, struct store *store) {
    struct box_row box;
    enum status status = box_enter(req, resp, store, &box);
    return status == STATUS_OK ? http_write(req, resp, phone_remove_apply, NULL) : status;
}

static enum status allow_apply(const struct req *req, struct resp *resp, struct db *db, void *data) {
    char topic[RELAY_TOPIC];
    struct pair_list pairs;
    const char *box = req_param(req, "id"), *phone = req_param(req, "phone");
    enum err err = pair_allow(db, box, phone);
    if (!err)
        err = pairs_of_box(db, box, req->arena, &pairs);
    if (err)
        return phone_gone(resp, err);
    relay_topic(topic, "phone", phone);
    for (size_t i = 0; i < pairs.count; i++) // its page may have been open since it asked
        if (!strcmp(pairs.items[i].id, phone) && events_listeners(req->site->events, topic) > 0)
            relay_phone_here(relay_of(req), req->site->events, box, phone, pairs.items[i].name);
    return resp_event_as(resp, topic, "wish", "{}") ? STATUS_NO_CONTENT : STATUS_INTERNAL;
}

enum status box_phone_allow(const struct req *req, struct resp *resp, struct store *store) {
    struct box_row box;
    enum status status = box_enter(req, resp, store, &box);
    return status == STATUS_OK ? http_write(req, resp, allow_apply, NULL) : status;
}

// ---- What it wants, and how it stands ----

static bool wish_fits(const struct api_wish *w) {
    if (w->kind != WISH_NONE && (!w->field || !*w->field || !w->label))
        return false;
    for (size_t i = 0; i < w->type_count; i++)
        if (!w->types[i] || media_of_type(w->types[i]) == MEDIA_OTHER)
            return false;
    return true;
}

enum status box_wish(const struct req *req, struct resp *resp, struct store *store) {
    struct box_row box;
    struct api_wish wish;
    enum status status = box_enter(req, resp, store, &box);
    if (status == STATUS_OK)
        status = decode(req, resp, &api_wish_shape, &wish);
    if (status != STATUS_OK)
        return status;
    if (!wish_fits(&wish))
        return resp_misuse(resp, STATUS_UNPROCESSABLE, "invalid", "A wish has a field, a label, and types of files that are taken.");
    enum err err = relay_wish_set(relay_of(req), req->site->events, box.id, &wish, when_monotonic());
    return err ? resp_error(resp, err) : STATUS_NO_CONTENT;
}

enum status box_events(const struct req *req, struct resp *resp, struct store *store) {
    struct box_row box;
    char topic[RELAY_TOPIC];
    enum status status = box_enter(req, resp, store, &box);
    if (status != STATUS_OK)
        return status;
    relay_topic(topic, "box", box.id);
    return resp_stream(resp, topic);
}

enum status box_show(const struct req *req, struct resp *resp, struct store *store) {
    struct box_row box;
    struct pair_list pairs;
    struct file_list *files = arena_alloc(req->arena, sizeof *files);
    struct api_upload *uploads = arena_array(req->arena, API_UPLOADS_CAP, sizeof *uploads);
    enum status status = box_enter(req, resp, store, &box);
    if (status != STATUS_OK || !files || !uploads)
        return status != STATUS_OK ? status : STATUS_INTERNAL;
    struct db *db = store_read(store);
    enum err err = db ? pairs_of_box(db, box.id, req->arena, &pairs) : ERR_IO;
    if (!err)
        err = files_of_box(db, box.id, req->arena, files);
    store_read_end(store, db);
    struct api_box_state v = {.id = box.id, .name = box.name};
    if (!err)
        err = relay_text(relay_of(req), box.id, req->arena, &v.text);
    if (err)
        return resp_error(resp, err);
    for (size_t i = 0; i < files->count; i++)
        uploads[i] = upload_view(&files->items[i]);
    v.phones = view_phones(req, box.id, &pairs);
    v.phone_count = pairs.count;
    v.uploads = uploads;
    v.upload_count = files->count;
    return v.phones ? answer_json(resp, STATUS_OK, &api_box_state_shape, &v) : STATUS_INTERNAL;
}
