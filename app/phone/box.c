// SPDX-License-Identifier: Apache-2.0
// This television as the backend knows it: its id and secret, made once and kept; its name; requests that prove both.
#include "app/phone/inside.h"

#include "base/log.h"
#include "base/random.h"

enum { KEY_LETTERS = 26 };
static const char proof_setting[] = "box", name_setting[] = "box-name", place_setting[] = "box-place", paired_setting[] = "box-paired";

static void keep(struct app *app, const char *name, const char *value) {
    enum err err = keep_setting_save(app->keep, (struct keep_ticket){0}, name, value);
    if (err)
        log_line(LOG_WARN, "phone", "not-kept", "name=%s err=%s", name, err_name(err));
}

static void take_proof(struct phone *p, const char *proof) {
    size_t id = strcspn(proof, ".");
    bool good = proof[id] == '.' && id > 0 && id <= API_BOX_ID_CAP && strlen(proof) <= PHONE_PROOF_CAP;
    snprintf(p->id, sizeof p->id, "%.*s", good ? (int)id : 0, proof);
    text_copy(p->proof, sizeof p->proof, good ? proof : "");
}

static const char *setting(struct app *app, struct arena *a, const char *name, const char *otherwise) {
    const char *value = NULL;
    return keep_setting(app->keep, a, name, &value) == ERR_NONE ? value : otherwise;
}

void phone_box_load(struct app *app) {
    struct phone *p = app->phone;
    struct arena a;
    arena_init(&a, 1 << 16);
    take_proof(p, setting(app, &a, proof_setting, ""));
    p->paired = *p->id && text_same(setting(app, &a, paired_setting, ""), "1");
    text_copy(p->now.box, sizeof p->now.box, setting(app, &a, name_setting, ""));
    text_copy(p->now.place, sizeof p->now.place, setting(app, &a, place_setting, ""));
    arena_finish(&a);
}

void phone_box_note_paired(struct app *app, bool paired) {
    if (app->phone->paired != paired)
        keep(app, paired_setting, paired ? "1" : NULL);
    app->phone->paired = paired;
}

// Not by way of the session: the box proves itself, whoever sits before it.
static enum err send_it(struct app *app, const struct net_request *r) {
    struct fault f = {0};
    enum err err = net_send(app->net, r, &f);
    if (err)
        log_line(LOG_WARN, "phone", "not-sent", "err=%s what=\"%s\"", err_name(err), f.what);
    return err;
}

enum err phone_box_send(struct app *app, int tag, const char *method, const char *path, struct str body, const struct json_shape *shape) {
    char whole[PHONE_PATH_CAP], key[KEY_LETTERS + 1];
    struct phone *p = app->phone;
    snprintf(whole, sizeof whole, "/v1/boxes/%s%s", p->id, path);
    random_text(key, KEY_LETTERS, RANDOM_BASE32);
    struct net_request r = {
        .token = TOKEN_PHONE, .tag = tag, .method = method, .path = whole, .body = body.p, .body_len = body.len,
        .idempotency_key = text_same(method, "POST") || text_same(method, "PATCH") ? key : NULL,
        .headers = {{"Tgov-Box", p->proof}}, .shape = shape, .want = tag >= TAG_PICTURE ? NET_WANT_BYTES : NET_WANT_VALUE,
        .max_bytes = tag >= TAG_PICTURE ? API_THUMBNAIL_BYTES : 0,
    };
    return send_it(app, &r);
}

static bool name_body(struct buf *b, const char *name) {
    buf_init(b, 2048);
    return api_write(b, &api_box_name_shape, &(struct api_box_name){name});
}

void phone_box_register(struct app *app) {
    struct phone *p = app->phone;
    struct buf b;
    char key[KEY_LETTERS + 1];
    if (p->registering)
        return;
    random_text(key, KEY_LETTERS, RANDOM_BASE32);
    struct net_request r = {.token = TOKEN_PHONE, .tag = TAG_BOX, .method = "POST", .path = "/v1/boxes", .idempotency_key = key,
                            .shape = &api_box_shape};
    if (name_body(&b, p->now.box)) {
        r.body = b.data;
        r.body_len = b.len;
        p->registering = send_it(app, &r) == ERR_NONE;
    }
    buf_finish(&b);
}

// The secret is told once: it is used only after it is durable.
void phone_box_registered(struct app *app, const struct net_message *m) {
    struct phone *p = app->phone;
    const struct api_box *box = m->data;
    char proof[PHONE_PROOF_CAP + 1];
    struct fault f = {0};
    p->registering = false;
    if (m->err || !box) {
        p->unavailable = m->status == 404 || m->status == 405; // an office without this: nobody is bothered with it
        log_line(LOG_INFO, "phone", "not-registered", "err=%s status=%d", err_name(m->err), m->status);
        return;
    }
    snprintf(proof, sizeof proof, "%s.%s", box->id, box->secret);
    enum err err = keep_setting_store(app->keep, proof_setting, proof, &f);
    if (err)
        log_line(LOG_WARN, "phone", "not-kept", "err=%s", err_name(err)); // works until the power goes
    take_proof(p, proof);
}

// The backend does not know this box any more: it begins anew, without phones.
void phone_box_lost(struct app *app) {
    struct phone *p = app->phone;
    net_cancel(app->net, TOKEN_PHONE_STREAM);
    net_cancel(app->net, TOKEN_PHONE);
    keep(app, proof_setting, NULL);
    phone_box_note_paired(app, false);
    take_proof(p, "");
    phone_events_forget(p);
    p->unavailable = ++p->rebirths > PHONE_REBIRTHS;
}

const char *phone_proof(const struct app *app) { return app->phone ? app->phone->proof : ""; }
const char *phone_box_name(const struct app *app) { return app->phone ? app->phone->now.box : ""; }

int phone_count(const struct app *app) {
    const struct phone *p = app->phone;
    int count = 0;
    for (int i = 0; p && i < p->now.device_count; i++)
        count += !p->now.devices[i].asks;
    return p && !count && p->paired ? 1 : count; // at least one, and the office was not asked since the start
}

static void rename_box(struct app *app, const char *name) {
    struct phone *p = app->phone;
    struct buf b;
    text_copy(p->now.box, sizeof p->now.box, name);
    keep(app, name_setting, p->now.box);
    p->news = true;
    if (*p->id && name_body(&b, p->now.box)) {
        if (phone_box_send(app, TAG_NAME, "PATCH", "", (struct str){b.data, b.len}, NULL))
            log_line(LOG_WARN, "phone", "not-renamed", "sent=0"); // the next registration says it
        buf_finish(&b);
    }
}

// Only whoever signs in here is told, by the issuer.
static void place_box(struct app *app, const char *place) {
    struct phone *p = app->phone;
    text_copy(p->now.place, sizeof p->now.place, place);
    keep(app, place_setting, *p->now.place ? p->now.place : NULL);
    p->news = true;
}

void phone_do(struct app *app, enum phone_act act, const char *what) {
    struct phone *p = app->phone;
    char path[PHONE_PATH_CAP];
    enum err err = ERR_NONE;
    bool of_id = act == PHONE_ALLOW || act == PHONE_REMOVE || act == PHONE_DROP_FILE;
    if (of_id && (!*p->id || !phone_plain_id(what)))
        return;
    switch (act) {
    case PHONE_RENAME: rename_box(app, what); return;
    case PHONE_PLACE: place_box(app, what); return;
    case PHONE_PICTURE: phone_pictures_ask(app, what); return;
    case PHONE_NEW_CODE: p->invite_until = 0; return;
    case PHONE_ALLOW:
        snprintf(path, sizeof path, "/phones/%.*s/allow", PHONE_ID_CAP, what);
        err = phone_box_send(app, TAG_ACT, "POST", path, STR("{}"), NULL);
        break;
    case PHONE_REMOVE:
        snprintf(path, sizeof path, "/phones/%.*s", PHONE_ID_CAP, what);
        err = phone_box_send(app, TAG_ACT, "DELETE", path, (struct str){0}, NULL);
        break;
    case PHONE_DROP_FILE:
        phone_events_drop_file(p, what);
        snprintf(path, sizeof path, "/files/%.*s", PHONE_ID_CAP, what);
        err = phone_box_send(app, TAG_ACT, "DELETE", path, (struct str){0}, NULL);
        break;
    }
    if (err)
        log_line(LOG_WARN, "phone", "not-asked", "act=%d err=%s", (int)act, err_name(err));
}

void phone_forget(struct app *app) {
    struct phone *p = app->phone;
    if (!p)
        return;
    net_cancel(app->net, TOKEN_PHONE_STREAM);
    net_cancel(app->net, TOKEN_PHONE);
    if (*p->id && phone_box_send(app, TAG_GONE, "DELETE", "", (struct str){0}, NULL))
        log_line(LOG_WARN, "phone", "not-forgotten", "sent=0");
    take_proof(p, "");
    p->paired = false;
    phone_events_forget(p);
    p->now.box[0] = p->now.place[0] = '\0';
    ui_stage_forget_images(app->stage);
}
