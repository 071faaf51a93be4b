// SPDX-License-Identifier: Apache-2.0
// The citizen's side of a case over the API: send, follow, write, move.
#include "backend/digest.h"
#include "backend/events.h"
#include "backend/pages/page.h"
#include "backend/people/people.h"
#include "backend/phone/phone.h"
#include "backend/services/handlers.h"
#include "backend/services/submit.h"
#include "backend/site.h"
#include "contract/token/base64url.h"
#include <stdio.h>

// ---- POST /v1/services/{id}/cases ----
static enum status receipt(const struct req *req, struct resp *resp, const struct submission *s, size_t language) {
    const struct catalogue *c = s->catalogue;
    char by[32];
    struct api_receipt r = {.number = s->number, .secret = s->secret, .title = s->title,
                            .office = s->entry->items[language].office, .days = s->entry->service.procedure.days,
                            .language = s->entry->items[language].language};
    if (s->deadline) {
        when_write(s->deadline, by, sizeof by);
        r.answer_by = by;
    }
    r.follow_url = arena_printf(req->arena, "%s/f/%s#%s", req->site->base_url ? req->site->base_url : "", s->number, s->secret);
    resp->location = arena_printf(req->arena, "/v1/cases/%s", s->number);
    if (!r.follow_url || !resp->location || !answer_language(resp, c, language) || !case_publish(resp, s->number))
        return STATUS_INTERNAL;
    return answer_json(resp, STATUS_CREATED, &api_receipt_shape, &r);
}

// The key led to a case before, with other answers: its owner sent the draft from another device. To guests, who prove
// nothing by a key, the number is not told.
static enum status sent_already(struct resp *resp, const struct submission *s) {
    const struct val number = val_text(s->number);
    if (!*s->owner)
        return resp_misuse(resp, STATUS_UNPROCESSABLE, "key-reused", "This Idempotency-Key was used for another request. Please take a new one.");
    return resp_problem_with(resp, STATUS_UNPROCESSABLE, "already-sent",
                             "This form was sent already, perhaps from another TV. It was not sent twice. Please look at your cases.",
                             "number", &number);
}

static enum status submit_apply(const struct req *req, struct resp *resp, struct db *db, void *data) {
    struct submission *s = data;
    enum err err = submission_write(s, db, req->arena);
    if (err == ERR_CONFLICT)
        return sent_already(resp, s);
    if (err == ERR_REFERENCE)
        return resp_problem(resp, STATUS_UNPROCESSABLE, "files",
                            "A file is not there any more. Nothing was sent. Please send the file again from your phone.");
    if (!err && s->mandate)
        err = people_trace(db, &(struct trace){.owner = s->owner, .name = s->name, .mandate = s->mandate, .about = s->number, .what = TRACE_SENT, .at = req->now_ms});
    if (!err)
        err = people_draft_sent(db, s->owner, s->once);
    if (err)
        return resp_error(resp, err);
    return receipt(req, resp, s, catalogue_language(s->catalogue, s->language));
}

// What the person approved on the phone (RFC 9396) covers exactly the bytes that are sent.
static bool signed_by_caller(const struct req *req, const char *service) {
    unsigned char hash[DIGEST_BYTES];
    digest_sha256(req->body, hash);
    const char *digest = base64url_write(req->arena, hash, sizeof hash);
    const struct val *list = req->caller.authorization;
    for (uint32_t i = 0; digest && list && list->type == VAL_ARRAY && i < list->count; i++)
        if (text_same(val_get_text(&list->items[i], "type", ""), "tgov_sign") &&
            text_same(val_get_text(&list->items[i], "service", ""), service) &&
            text_same(val_get_text(&list->items[i], "digest", ""), digest))
            return true;
    return false;
}

enum status submission_allowed(const struct req *req, struct resp *resp, const struct service *s, bool to_send) {
    if (s->sign_in == SIGN_IN_REQUIRED && !req->caller.known)
        return resp_problem(resp, STATUS_UNAUTHORIZED, "sign-in", "Please sign in with your phone first.");
    unsigned needed = (s->audience_mask & 1u << AUDIENCE_CITIZEN ? ROLE_CITIZEN : 0) | (s->audience_mask & 1u << AUDIENCE_BUSINESS ? ROLE_BUSINESS : 0) |
                      (s->audience_mask & 1u << AUDIENCE_GOVERNMENT ? ROLE_OFFICER | ROLE_ADMIN : 0);
    if (s->sign_in == SIGN_IN_REQUIRED && !(req->caller.roles & needed))
        return needed & ROLE_BUSINESS
                   ? resp_problem(resp, STATUS_FORBIDDEN, "audience", "This service is for businesses. Please sign in for your company.")
                   : resp_problem(resp, STATUS_FORBIDDEN, "audience", "This service is for government staff. Please sign in with your office account.");
    if (to_send && s->signature && !signed_by_caller(req, s->id))
        return resp_problem(resp, STATUS_UNAUTHORIZED, "signature", "This needs your signature on the phone. Nothing was sent.");
    return STATUS_OK;
}

const char *submission_sender(const struct req *req, const struct service *s) {
    const struct caller *c = &req->caller;
    bool company = c->known && *c->organisation && (s->audience_mask & 1u << AUDIENCE_BUSINESS);
    if (!company)
        return c->known ? c->name : "";
    return *c->organisation_number ? arena_printf(req->arena, "%s, %s (%s)", c->name, c->organisation, c->organisation_number)
                                   : arena_printf(req->arena, "%s, %s", c->name, c->organisation);
}

// What is sent, by whom, for whom. NULL at the arena's cap.
static struct submission *submission_of(const struct req *req, struct store *store, const struct entry *e, const struct acting *who) {
    const struct catalogue *c = catalogue_of(req);
    struct submission *s = arena_alloc(req->arena, sizeof *s);
    const char *language = val_get_text(req->json, "language", req->accept_language), *sender = submission_sender(req, &e->service);
    const char *tag = c->district.tags[catalogue_language(c, language)];
    if (!s || !sender)
        return NULL;
    *s = (struct submission){.catalogue = c, .entry = e, .once = req->idempotency_key, .request = req->body, .at = req->now_ms,
                             .owner = who->owner, .sender_words = sender, .mandate = who->mandate, .name = req->caller.name,
                             .box = box_of_request(req, store), .language = tag, .words = answer_words(pages_words(req->site->pages, tag, NULL)),
                             .reader = answer_words(pages_words(req->site->pages, language, NULL))};
    return s;
}

enum status case_submit(const struct req *req, struct resp *resp, struct store *store) {
    const struct catalogue *c = catalogue_of(req);
    const struct entry *e = c ? catalogue_find(c, req_param(req, "id")) : NULL;
    const struct val *answers = val_get(req->json, "answers");
    struct acting who;
    struct val errors;
    if (!e)
        return c ? resp_problem(resp, STATUS_NOT_FOUND, "no-such-service", "There is no service of this name.")
                 : answer_no_catalogue(resp);
    if (e->service.sensitive)
        return answer_phone_only(resp);
    if (!answers || answers->type != VAL_OBJECT)
        return resp_misuse(resp, STATUS_UNPROCESSABLE, "answers-needed", "Please send {\"answers\": {…}}.");
    if (!req->idempotency_key)
        return resp_misuse(resp, STATUS_BAD_REQUEST, "key-needed", "An Idempotency-Key header is needed.");
    enum status status = submission_allowed(req, resp, &e->service, true);
    if (status == STATUS_OK)
        status = people_acting(req, resp, store, MANDATE_SEND, e->service.id, &who);
    if (status != STATUS_OK)
        return status;
    struct submission *s = submission_of(req, store, e, &who);
    if (!s)
        return STATUS_INTERNAL;
    enum err err = submission_prepare(s, answers, req->arena, &errors);
    if (err == ERR_TYPE)
        return resp_problem_with(resp, STATUS_UNPROCESSABLE, "answers",
                                 "Some answers are missing or not right. Nothing was sent. Please look at them again.",
                                 "errors", &errors);
    return err ? resp_error(resp, err) : http_write(req, resp, submit_apply, s);
}

// ---- Reading ----
static enum status show(const struct req *req, struct resp *resp, struct opened *o, enum status status) {
    size_t language = catalogue_language(o->catalogue, req->accept_language);
    struct api_case view;
    resp->cache_control = "private, no-cache";
    if (!opened_speak(o, req, req->accept_language) || !case_view(o, o->catalogue->district.tags[language], req->now_ms, req->arena, &view) ||
        !answer_language(resp, o->catalogue, language))
        return STATUS_INTERNAL;
    return answer_json(resp, status, &api_case_shape, &view);
}

enum status case_show(const struct req *req, struct resp *resp, struct store *store) {
    struct opened o;
    enum status status = door_of_request(req, resp, store, MANDATE_SEE, &o);
    return status == STATUS_OK ? show(req, resp, &o, STATUS_OK) : status;
}

enum status case_events(const struct req *req, struct resp *resp, struct store *store) {
    struct opened o;
    char topic[PARTS_TOPIC];
    enum status status = door_of_request(req, resp, store, MANDATE_SEE, &o);
    if (status != STATUS_OK)
        return status;
    snprintf(topic, sizeof topic, "case:%s", o.row.file.number);
    return resp_stream(resp, topic);
}

// ---- Moves and messages ----
struct deed {
    const char *number;
    struct case_act act;
    enum status done;
};

static enum status deed_apply(const struct req *req, struct resp *resp, struct db *db, void *data) {
    const struct deed *d = data;
    struct opened o;
    struct fault f = {0};
    enum err err = opened_load(catalogue_of(req), db, d->number, req->now_ms, req->arena, &o);
    if (err)
        return resp_error(resp, err == ERR_REFERENCE ? ERR_CONFLICT : err);
    if (case_repeated(&o.row.file, &d->act))
        return show(req, resp, &o, d->done);
    err = opened_apply(&o, req->arena, &d->act, &f);
    if (err)
        return answer_refused(resp, err, &f);
    err = opened_save(&o, db);
    if (err)
        return resp_error(resp, err);
    return case_publish(resp, d->number) ? show(req, resp, &o, d->done) : STATUS_INTERNAL;
}

static enum status deed(const struct req *req, struct resp *resp, struct store *store, struct case_act act,
                        enum status done) {
    struct opened o;
    enum status status = door_of_request(req, resp, store, MANDATE_SEND, &o);
    if (status != STATUS_OK)
        return status;
    struct deed *d = arena_alloc(req->arena, sizeof *d);
    if (!d)
        return STATUS_INTERNAL;
    act.by = ACTOR_CITIZEN;
    act.at = req->now_ms;
    *d = (struct deed){o.row.file.number, act, done};
    return http_write(req, resp, deed_apply, d);
}

enum status case_move(const struct req *req, struct resp *resp, struct store *store) {
    struct case_act act = {.kind = ACT_MOVE, .move = val_get_text(req->json, "move", NULL),
                           .reason = val_get_text(req->json, "reason", NULL), .answer = val_get_text(req->json, "text", NULL)};
    return deed(req, resp, store, act, STATUS_OK);
}

enum status case_message(const struct req *req, struct resp *resp, struct store *store) {
    struct case_act act = {.kind = ACT_MESSAGE, .text = val_get_text(req->json, "text", NULL)};
    return deed(req, resp, store, act, STATUS_CREATED);
}
