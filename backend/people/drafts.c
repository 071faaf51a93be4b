// SPDX-License-Identifier: Apache-2.0
// Drafts of people who signed in: one a service and person, so that a form begun on one television goes on at another or on
// a phone. Whoever writes says by If-Match which version they saw, so that two devices never undo each other's answers
// unnoticed. A draft has a key, made with it: sent under that key it becomes one case, whichever devices send it.
#include "backend/digest.h"
#include "backend/people/inside.h"
#include "backend/phone/phone.h"
#include "base/random.h"

enum { DRAFTS_MAX = 100, KEY_LETTERS = 26 };

struct draft {
    struct api_draft body;
    const char *owner, *service;
    const char *box;   // that proved itself, and whose files the answers may hold; NULL: none
    const char *match; // If-Match; NULL: whatever is there
    bool fresh;        // If-None-Match: *; there must be none
};

static const struct db_sql one_sql = {
    "draft", "SELECT title, step, version, language, answers, updated, key FROM drafts WHERE owner = $1 AND service = $2"};

static enum err load(struct db *db, const char *owner, const char *service, struct arena *a, struct api_draft *out) {
    struct db_stmt *s = db_query_with(db, &one_sql, (struct db_value[]){db_t(owner), db_t(service)}, 2);
    bool row = false;
    char at[32];
    enum err err = db_step(s, &row);
    if (!err && row) {
        const char *answers = db_text_in(s, 4, a);
        when_write(db_int(s, 5), at, sizeof at);
        *out = (struct api_draft){.service = service, .title = db_text_in(s, 0, a), .step = db_text_in(s, 1, a),
                                  .version = db_text_in(s, 2, a), .language = db_text_in(s, 3, a), .updated = arena_string(a, at), .key = db_text_in(s, 6, a)};
        err = answers ? json_read(a, answers, strlen(answers), JSON_LIMITS, &out->answers, NULL) : ERR_MEMORY;
    }
    db_done(s);
    return err ? err : !row ? ERR_NOT_FOUND : a->failed ? ERR_MEMORY : ERR_NONE;
}

// Of what was read: title, step and answers; the same content has the same tag on every device.
static const char *etag_of(struct arena *a, const struct api_draft *d) {
    struct buf b;
    char tag[DIGEST_ETAG];
    buf_init(&b, API_ANSWERS_BYTES + 4096);
    buf_printf(&b, "%s\n%s\n%s\n", d->title, d->step, d->updated);
    json_write(&b, &d->answers);
    bool ok = !b.err;
    if (ok)
        digest_etag((struct str){buf_text(&b), b.len}, tag);
    buf_finish(&b);
    return ok ? arena_string(a, tag) : NULL;
}

static enum status answer(struct resp *resp, enum status status, const struct api_draft *d) {
    resp->etag = etag_of(resp->arena, d);
    resp->cache_control = "private, no-cache";
    return resp->etag ? answer_json(resp, status, &api_draft_shape, d) : STATUS_INTERNAL;
}

static enum status missing(struct resp *p) {
    return resp_problem(p, STATUS_NOT_FOUND, "no-such-draft", "There are no unfinished answers for this service.");
}

// Its answers belong on no television. A draft may be there still: of a service that was marked later.
static bool phone_only(const struct req *req, const char *service) {
    const struct catalogue *c = catalogue_of(req);
    const struct entry *e = c ? catalogue_find(c, service) : NULL;
    return e && e->service.sensitive;
}

enum status draft_show(const struct req *req, struct resp *resp, struct store *store) {
    const char *service = req_param(req, "service");
    struct acting who;
    struct api_draft d;
    enum status status = people_acting(req, resp, store, MANDATE_PREPARE, service, &who);
    if (status != STATUS_OK)
        return status;
    if (phone_only(req, service))
        return answer_phone_only(resp);
    struct db *db = store_read(store);
    enum err err = db ? load(db, who.owner, service, req->arena, &d) : ERR_IO;
    store_read_end(store, db);
    if (err)
        return err == ERR_NOT_FOUND ? missing(resp) : resp_error(resp, err);
    people_note_use(req, store, &who, TRACE_DRAFT, service);
    return answer(resp, STATUS_OK, &d);
}

enum status drafts_list(const struct req *req, struct resp *resp, struct store *store) {
    static const struct db_sql sql = {
        "drafts", "SELECT service, title, updated FROM drafts WHERE owner = $1 AND ($2 = '' OR service = $2) ORDER BY updated DESC LIMIT $3"};
    struct acting who;
    enum status status = people_acting(req, resp, store, MANDATE_PREPARE, NULL, &who);
    if (status != STATUS_OK)
        return status;
    struct api_draft_item *items = arena_array(req->arena, DRAFTS_MAX, sizeof *items);
    struct api_drafts out = {.items = items};
    struct db *db = items ? store_read(store) : NULL;
    struct db_stmt *s = db ? db_query_with(db, &sql, (struct db_value[]){db_t(who.owner), db_t(who.service), db_i(DRAFTS_MAX)}, 3) : NULL;
    enum err err = s ? ERR_NONE : ERR_IO;
    bool row = true;
    while (!err && out.item_count < DRAFTS_MAX && !(err = db_step(s, &row)) && row) {
        char at[32];
        when_write(db_int(s, 2), at, sizeof at);
        const char *service = db_text_in(s, 0, req->arena);
        items[out.item_count++] = (struct api_draft_item){service, db_text_in(s, 1, req->arena), arena_string(req->arena, at), service && phone_only(req, service)};
    }
    if (s)
        db_done(s);
    store_read_end(store, db);
    people_note_use(req, store, &who, TRACE_DRAFT, NULL);
    resp->cache_control = "private, no-cache";
    return err ? resp_error(resp, err) : answer_json(resp, STATUS_OK, &api_drafts_shape, &out);
}

// ---- Writing
static enum err put(struct db *db, const struct draft *d, when_ms now, struct arena *a) {
    static const struct db_sql sql = {
        "draft-put", "INSERT INTO drafts (owner, service, title, step, version, language, answers, updated, key)"
                     " VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9) ON CONFLICT (owner, service) DO UPDATE SET title = $3, step = $4,"
                     " version = $5, language = $6, answers = $7, updated = $8, key = CASE drafts.key WHEN '' THEN $9 ELSE drafts.key END"};
    char key[KEY_LETTERS + 1]; // for a draft that has none
    const char *answers;
    random_text(key, KEY_LETTERS, RANDOM_BASE32);
    enum err err = answers_text(a, &d->body.answers, &answers);
    const struct api_draft *n = &d->body;
    struct db_value v[] = {db_t(d->owner), db_t(d->service), db_t(n->title), db_t(n->step ? n->step : ""),
                           db_t(n->version ? n->version : ""), db_t(n->language ? n->language : ""), db_t(answers), db_i(now), db_t(key)};
    return err ? err : db_run(db, &sql, v, sizeof v / sizeof *v, NULL);
}

static enum status changed_elsewhere(struct resp *p) {
    return resp_problem(p, STATUS_PRECONDITION_FAILED, "changed",
                        "These answers were changed on another device. Please read them again.");
}

// Whether the writer saw what is there now.
static enum status seen(const struct draft *d, struct db *db, struct resp *resp, bool *there) {
    struct api_draft now;
    enum err err = load(db, d->owner, d->service, resp->arena, &now);
    *there = !err;
    if (err && err != ERR_NOT_FOUND)
        return resp_error(resp, err);
    const char *tag = err ? NULL : etag_of(resp->arena, &now);
    bool fits = d->fresh ? err != ERR_NONE : !d->match || (tag ? !strcmp(d->match, "*") || !strcmp(d->match, tag) : false);
    return fits ? STATUS_OK : changed_elsewhere(resp);
}

static enum status put_apply(const struct req *req, struct resp *resp, struct db *db, void *data) {
    static const struct db_sql sum = {"drafts-count", "SELECT COUNT(*) FROM drafts WHERE owner = $1"};
    struct draft *d = data;
    struct api_draft kept;
    bool there;
    int64_t count = 0;
    enum status status = seen(d, db, resp, &there);
    if (status != STATUS_OK)
        return status;
    enum err err = db_number(db, &sum, (struct db_value[]){db_t(d->owner)}, 1, &count);
    if (!err && !there && count >= DRAFTS_MAX)
        return resp_problem(resp, STATUS_CONFLICT, "too-many", "There are many unfinished forms already. Please finish or remove one first.");
    if (!err)
        err = put(db, d, req->now_ms, req->arena);
    if (!err)
        err = files_own(db, (struct files_right){d->box, d->owner}, &d->body.answers, req->now_ms);
    if (!err)
        err = load(db, d->owner, d->service, req->arena, &kept);
    return err ? resp_error(resp, err) : answer(resp, STATUS_OK, &kept);
}

static enum status drop_apply(const struct req *req, struct resp *resp, struct db *db, void *data) {
    static const struct db_sql sql = {"draft-drop", "DELETE FROM drafts WHERE owner = $1 AND service = $2"};
    const struct draft *d = data;
    bool there;
    (void)req;
    enum status status = d->match ? seen(d, db, resp, &there) : STATUS_OK;
    if (status != STATUS_OK)
        return status;
    enum err err = db_run(db, &sql, (struct db_value[]){db_t(d->owner), db_t(d->service)}, 2, NULL);
    return err ? resp_error(resp, err) : STATUS_NO_CONTENT;
}

static enum status prepare(const struct req *req, struct resp *resp, struct store *store, struct draft **out) {
    const struct catalogue *c = catalogue_of(req);
    const char *service = req_param(req, "service");
    struct acting who;
    enum status status = people_acting(req, resp, store, MANDATE_PREPARE, service, &who);
    if (status != STATUS_OK)
        return status;
    if (!c || !catalogue_find(c, service))
        return c ? resp_problem(resp, STATUS_NOT_FOUND, "no-such-service", "There is no service of this name.") : answer_no_catalogue(resp);
    *out = arena_alloc(req->arena, sizeof **out);
    if (!*out)
        return STATUS_INTERNAL;
    **out = (struct draft){.owner = who.owner, .service = service, .match = req_header(req, "if-match")};
    const char *none = req_header(req, "if-none-match");
    (*out)->fresh = none && !strcmp(none, "*") && req->method == METHOD_PUT;
    people_note_use(req, store, &who, TRACE_DRAFT, service);
    return STATUS_OK;
}

enum status draft_put(const struct req *req, struct resp *resp, struct store *store) {
    struct draft *d = NULL;
    struct fault f = {0};
    enum status status = prepare(req, resp, store, &d);
    if (!d) // then status says why
        return status;
    if (phone_only(req, d->service))
        return answer_phone_only(resp);
    if (json_decode(req->arena, req->json, &api_draft_shape, &d->body, &f) || d->body.answers.type != VAL_OBJECT)
        return resp_misuse(resp, STATUS_UNPROCESSABLE, "draft-wrong", "A draft is {\"title\": …, \"answers\": {…}}.");
    d->box = box_of_request(req, store);
    return http_write(req, resp, put_apply, d);
}

enum err people_draft_sent(struct db *db, const char *owner, const char *key) {
    static const struct db_sql sql = {"draft-sent", "UPDATE drafts SET key = $3 WHERE owner = $1 AND key = $2"};
    char fresh[KEY_LETTERS + 1];
    random_text(fresh, KEY_LETTERS, RANDOM_BASE32);
    return *owner ? db_run(db, &sql, (struct db_value[]){db_t(owner), db_t(key), db_t(fresh)}, 3, NULL) : ERR_NONE;
}

enum status draft_drop(const struct req *req, struct resp *resp, struct store *store) {
    struct draft *d = NULL;
    enum status status = prepare(req, resp, store, &d);
    return status == STATUS_OK ? http_write(req, resp, drop_apply, d) : status;
}
