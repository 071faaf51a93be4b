// SPDX-License-Identifier: Apache-2.0
// The code of a hand-over, typed by whoever cannot point a camera at the television. It opens the form as the link of the
// picture does, and either of them makes both useless. Eight letters are too many to guess within ten minutes, and wrong
// ones are counted.
#include "backend/handover/inside.h"
#include "backend/phone/boxes.h"

enum { WRONG_BY_ADDRESS = 8, WRONG_BY_ALL = 200, TYPED_MAX = 20 };

static const char guess[] = "hand-code";

enum status hand_code_ask(const struct req *req, struct resp *resp, struct store *store) {
    struct page p;
    (void)store;
    page_open(&p, req, resp);
    page_head(&p, page_tr(&p, "Go on with the form here"));
    page_form(&p, "/h");
    page_field(&p, &(struct page_field){
                       .label = page_tr(&p, "Code on the TV"), .name = "code", .max = TYPED_MAX, .focus = true,
                       .hint = page_tr(&p, "8 letters. Capitals, spaces and dashes do not matter."),
                       .error = req_query(req, "wrong") ? page_tr(&p, "This code is not right, or it is too old. Please look at the TV again.") : NULL,
                       .extra = "class=\"spell\" autocapitalize=\"characters\" spellcheck=\"false\" lang=\"en\" enterkeyhint=\"go\""});
    page_button(&p, page_tr(&p, "Open the form"), NULL, NULL);
    page_form_end(&p);
    return page_close(&p, STATUS_OK);
}

struct typing {
    char code[CASE_SECRET_MAX]; // "": not a code at all
    char *cookie;
};

static enum err tries_so_far(const struct req *req, struct db *db, bool *too_many) {
    int64_t here = 0, all = 0;
    enum err err = box_tries(db, guess, req->peer ? req->peer : "", req->now_ms, &here);
    if (!err)
        err = box_tries(db, guess, "", req->now_ms, &all);
    *too_many = here >= WRONG_BY_ADDRESS || all >= WRONG_BY_ALL;
    return err;
}

// The counting must be kept, and an answer of 400 or more would undo it: so the form says it after a step aside.
static enum status wrong_code(struct page *p, struct db *db) {
    const struct req *req = p->req;
    enum err err = box_tries_note(db, guess, req->peer ? req->peer : "", req->now_ms);
    if (!err)
        err = box_tries_note(db, guess, "", req->now_ms);
    if (!err)
        return page_go(p, "/h?wrong=1");
    buf_finish(&p->b);
    return resp_error(p->resp, err);
}

static enum status code_apply(const struct req *req, struct resp *resp, struct db *db, void *data) {
    const struct typing *t = data;
    struct page p;
    struct hand_row h;
    bool too_many = false;
    page_open(&p, req, resp);
    enum err err = tries_so_far(req, db, &too_many);
    if (!err && too_many) {
        resp->retry_after_s = 3600;
        return page_say(&p, STATUS_TOO_MANY, page_tr(&p, "Please wait a while"), page_tr(&p, "Too many wrong tries. Please wait an hour."), NULL, NULL);
    }
    if (!err)
        err = *t->code ? hand_by_code(db, t->code, req->arena, &h) : ERR_NOT_FOUND;
    if (!err && h.until < req->now_ms)
        err = ERR_NOT_FOUND;
    if (err == ERR_NOT_FOUND)
        return wrong_code(&p, db);
    if (!err)
        return hand_opened(&p, db, h.id, t->cookie);
    buf_finish(&p.b);
    return resp_error(resp, err);
}

enum status hand_code(const struct req *req, struct resp *resp, struct store *store) {
    struct page p;
    struct html_fields f;
    enum status status = page_post(&p, req, resp, &f);
    (void)store;
    if (status != STATUS_OK)
        return status;
    struct typing *t = arena_alloc(req->arena, sizeof *t);
    if (t && !case_secret_clean(html_field(&f, "code"), t->code))
        t->code[0] = '\0';
    if (t)
        t->cookie = page_secret(req->arena);
    buf_finish(&p.b);
    return t && t->cookie ? http_write(req, resp, code_apply, t) : STATUS_INTERNAL;
}
