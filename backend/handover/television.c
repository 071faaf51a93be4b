// SPDX-License-Identifier: Apache-2.0
// The television's side of a hand-over.
#include "backend/handover/inside.h"
#include "backend/people/people.h"
#include "backend/phone/boxes.h"
#include "backend/phone/files.h"
#include "backend/phone/phone.h"
#include "backend/services/submit.h"
#include "backend/site.h"
#include "base/random.h"

enum { MINUTE = 60 * 1000, HOUR = 60 * MINUTE };

static enum status not_there(struct resp *p) {
    return resp_problem(p, STATUS_NOT_FOUND, "no-such-handover", "This form is not on a phone any more.");
}

// ---- POST /v1/handovers
struct opening {
    struct hand_row row;
    char secret[HAND_SECRET + 1], link[HAND_SECRET + 1], box[HAND_BOX], code[CASE_SECRET_MAX];
};

static void make_code(char out[CASE_SECRET_MAX]) {
    char letters[CASE_SECRET_LETTERS + 1];
    random_text(letters, CASE_SECRET_LETTERS, RANDOM_CODE);
    snprintf(out, CASE_SECRET_MAX, "%.4s-%.4s", letters, letters + 4);
}

// Codes that wait are few among so many: a second one that is in use too is no accident.
static enum err keep_opening(struct db *db, struct opening *o) {
    enum err err = hand_insert(db, &o->row, o->link, o->code);
    if (err != ERR_DUPLICATE)
        return err;
    make_code(o->code);
    return hand_insert(db, &o->row, o->link, o->code);
}

static enum status open_apply(const struct req *req, struct resp *resp, struct db *db, void *data) {
    struct opening *o = data;
    char expires[32];
    int64_t opened = 0;
    enum err err = box_tries(db, "handover", req->peer ? req->peer : "", req->now_ms, &opened);
    if (!err && opened >= HAND_PER_HOUR) {
        resp->retry_after_s = 3600;
        return resp_problem(resp, STATUS_TOO_MANY, "too-many-forms", "Many forms were handed to phones from here. Please wait an hour, or go on at the television.");
    }
    if (!err)
        err = box_tries_note(db, "handover", req->peer ? req->peer : "", req->now_ms);
    if (!err)
        err = hand_forget_old(db, req->now_ms);
    if (!err)
        err = keep_opening(db, o);
    if (err)
        return resp_error(resp, err);
    when_write(o->row.until, expires, sizeof expires);
    struct val_builder b = val_build(req->arena);
    const char *base = req->site->base_url ? req->site->base_url : "";
    const char *url = arena_printf(req->arena, "%s/go/%s", base, o->link), *at = arena_printf(req->arena, "%s/h", base);
    bool ok = url && at && val_set(&b, "id", val_text(o->row.id)) && val_set(&b, "secret", val_text(o->secret)) &&
              val_set(&b, "url", val_text(url)) && val_set(&b, "at", val_text(at)) && val_set(&b, "code", val_text(o->code)) && val_set(&b, "expires", val_text(expires));
    struct val out = val_object(&b);
    return ok ? resp_json(resp, STATUS_CREATED, &out) : STATUS_INTERNAL;
}

enum status hand_open(const struct req *req, struct resp *resp, struct store *store) {
    const struct catalogue *c = catalogue_of(req);
    const struct entry *e = c ? catalogue_find(c, val_get_text(req->json, "service", "")) : NULL;
    const struct val *answers = val_get(req->json, "answers");
    struct acting who;
    if (!e)
        return c ? resp_problem(resp, STATUS_NOT_FOUND, "no-such-service", "There is no service of this name.") : answer_no_catalogue(resp);
    if (!answers || answers->type != VAL_OBJECT)
        return resp_misuse(resp, STATUS_UNPROCESSABLE, "answers-needed", "Please send {\"service\": …, \"answers\": {…}}.");
    enum status status = submission_allowed(req, resp, &e->service, false);
    if (status == STATUS_OK)
        status = people_acting(req, resp, store, MANDATE_PREPARE, e->service.id, &who);
    if (status != STATUS_OK)
        return status;
    struct opening *o = arena_alloc(req->arena, sizeof *o);
    char *id = arena_alloc(req->arena, HAND_ID + 1);
    const char *words = submission_sender(req, &e->service);
    if (!o || !id || !words)
        return STATUS_INTERNAL;
    random_text(id, HAND_ID, RANDOM_BASE32);
    random_text(o->secret, HAND_SECRET, RANDOM_BASE32);
    random_text(o->link, HAND_SECRET, RANDOM_BASE32);
    make_code(o->code);
    // A service that is marked so stays on the phone, whatever the television says.
    o->row = (struct hand_row){.id = id, .service = e->service.id, .owner = who.owner, .mandate = who.mandate ? who.mandate : "", .sender_words = words, .answers = *answers,
                               .step = val_get_text(req->json, "step", ""), .until = req->now_ms + HAND_LINK_MIN * MINUTE,
                               .language = val_get_text(req->json, "language", ""),
                               .easy = val_get_bool(req->json, "easy", false),
                               .sensitive = e->service.sensitive || val_get_bool(req->json, "sensitive", false)};
    // What a sensitive form holds is not the television's either.
    const char *box = o->row.sensitive ? NULL : box_of_request(req, store);
    hand_box(o->box, id);
    o->row.box = box ? box : o->box;
    hand_hash("secret", o->secret, o->row.secret);
    return http_write(req, resp, open_apply, o);
}

// ---- GET, DELETE /v1/handovers/{id}
static enum status mine(const struct req *req, struct resp *resp, struct store *store, struct hand_row *out) {
    unsigned char hash[HAND_HASH];
    const char *secret = req_header(req, "tgov-handover");
    struct db *db = store_read(store);
    bool allowed = true;
    enum err err = db ? hand_load(db, req_param(req, "id"), req->arena, out) : ERR_IO;
    if (!err && *out->mandate)
        err = people_mandate_holds(db, out->mandate, MANDATE_PREPARE, out->service, req->now_ms, req->arena, &allowed);
    store_read_end(store, db);
    hand_hash("secret", secret ? secret : "", hash);
    if (err && err != ERR_NOT_FOUND)
        return resp_error(resp, err);
    if (!err && !allowed)
        return resp_problem(resp, STATUS_FORBIDDEN, "mandate", "The permission to act for this person is over. Nothing was sent.");
    return err || !bytes_same(hash, out->secret, HAND_HASH) || out->until < req->now_ms ? not_there(resp) : STATUS_OK;
}

// The receipt's secret is derived anew: nothing that opens a case is kept.
static const char *case_secret(const struct req *req, struct store *store, const struct hand_row *h) {
    unsigned char key[CASES_HASH];
    char secret[CASE_SECRET_MAX], once[HAND_ID + 8];
    struct db *db = store_read(store);
    enum err err = db ? cases_key(db, false, key) : ERR_IO;
    store_read_end(store, db);
    snprintf(once, sizeof once, "hand-%s", h->id);
    if (err)
        return NULL;
    secret_make(key, once, h->number, secret);
    return arena_string(req->arena, secret);
}

enum status hand_show(const struct req *req, struct resp *resp, struct store *store) {
    struct hand_row h;
    struct val_builder b = val_build(req->arena);
    enum status status = mine(req, resp, store, &h);
    if (status != STATUS_OK)
        return status;
    bool ok = val_set(&b, "state", val_text(hand_state_names[h.state]));
    if (!h.sensitive && h.state <= HAND_OPEN)
        ok = ok && val_set(&b, "answers", h.answers) && val_set(&b, "step", val_text(h.step));
    if (h.state == HAND_SENT) {
        const char *secret = !h.sensitive && !*h.owner ? case_secret(req, store, &h) : NULL;
        ok = ok && val_set(&b, "number", val_text(h.number)) && (!secret || val_set(&b, "case_secret", val_text(secret)));
    }
    struct val out = val_object(&b);
    resp->cache_control = "private, no-cache";
    return ok ? resp_json(resp, STATUS_OK, &out) : STATUS_INTERNAL;
}

enum status hand_events(const struct req *req, struct resp *resp, struct store *store) {
    struct hand_row h;
    char topic[64];
    enum status status = mine(req, resp, store, &h);
    if (status != STATUS_OK)
        return status;
    snprintf(topic, sizeof topic, "handover:%s", h.id);
    return resp_stream(resp, topic);
}

static enum status end_apply(const struct req *req, struct resp *resp, struct db *db, void *data) {
    const struct hand_row *h = data;
    (void)req;
    char box[HAND_BOX];
    hand_box(box, h->id);
    enum err err = hand_set_state(db, h->id, HAND_CLOSED, NULL);
    if (!err)
        err = files_forget_box(db, box);
    return err ? resp_error(resp, err) : STATUS_NO_CONTENT;
}

enum status hand_end(const struct req *req, struct resp *resp, struct store *store) {
    struct hand_row *h = arena_alloc(req->arena, sizeof *h);
    if (!h)
        return STATUS_INTERNAL;
    enum status status = mine(req, resp, store, h);
    if (status != STATUS_OK)
        return status;
    return h->state <= HAND_OPEN ? http_write(req, resp, end_apply, h) : STATUS_NO_CONTENT;
}
