// SPDX-License-Identifier: Apache-2.0
// Who visits with a phone, and the first page: the code.
#include "backend/issuer/phone.h"

static const char session_cookie[] = "tgov-in";
#define CASE_LETTERS "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-"

static enum err find_session(struct visit *v) {
    const char *cookie = page_cookie(v->req, session_cookie);
    struct phone_session s;
    if (!cookie)
        return ERR_NONE;
    struct secret_hash hash = secret_hash_of(cookie);
    struct db *db = store_read(v->store);
    enum err err = db ? session_find(db, v->req->arena, &hash, v->req->now_ms, &s) : ERR_IO;
    if (!err)
        err = person_by_id(db, v->req->arena, s.person, &v->person);
    store_read_end(v->store, db);
    if (!err && (!v->person.demo || v->issuer->demo)) {
        v->session = cookie;
        v->signed_in = s.signed_in;
    }
    return err == ERR_NOT_FOUND ? ERR_NONE : err;
}

// Only pages of the account that a GET opens: nobody is led anywhere else.
static const char *back_of(const struct req *req, const char *wanted) {
    static const char cases[] = "/account/cases";
    const char *given = *wanted ? wanted : req->path;
    if (strncmp(given, cases, sizeof cases - 1))
        return "/account";
    const char *number = given + sizeof cases - 1;
    if (!*number)
        return cases;
    bool plain = number[0] == '/' && number[1] && !number[1 + strspn(number + 1, CASE_LETTERS)];
    return plain ? given : "/account";
}

static enum status begin(struct visit *v, const struct req *req, struct resp *resp, struct store *store) {
    *v = (struct visit){.req = req, .resp = resp, .store = store, .issuer = req->site->issuer};
    return v->issuer ? STATUS_OK : oauth_off(resp);
}

enum status visit_open(struct visit *v, const struct req *req, struct resp *resp, struct store *store) {
    enum status status = begin(v, req, resp, store);
    if (status != STATUS_OK)
        return status;
    page_open(&v->page, req, resp);
    v->back = back_of(req, "");
    return find_session(v) ? visit_failed(v) : STATUS_OK;
}

enum status visit_post(struct visit *v, const struct req *req, struct resp *resp, struct store *store) {
    enum status status = begin(v, req, resp, store);
    if (status == STATUS_OK)
        status = page_post(&v->page, req, resp, &v->fields);
    if (status != STATUS_OK)
        return status;
    v->back = back_of(req, html_field(&v->fields, "back"));
    return find_session(v) ? visit_failed(v) : STATUS_OK;
}

const char *visit_tr(const struct visit *v, const char *english) { return page_tr(&v->page, english); }

struct tries visit_tries(struct visit *v, const char *login) {
    return (struct tries){page_visitor(&v->page), v->req->peer ? v->req->peer : "", login};
}

enum status visit_close(struct visit *v, enum status status) {
    struct page *p = &v->page;
    page_raw(p, "<footer><p>");
    page_text(p, page_tr(p, "This is Tgov's reference sign-in."));
    page_raw(p, "</p></footer>");
    return page_close(p, status);
}

enum status visit_crowded(struct visit *v) {
    struct page *p = &v->page;
    v->resp->retry_after_s = 3600;
    page_head(p, page_tr(p, "Please wait"));
    page_notice(p, PAGE_BAD, page_tr(p, "There were too many wrong tries. Please wait an hour."));
    return visit_close(v, STATUS_TOO_MANY);
}

enum status visit_failed(struct visit *v) {
    struct page *p = &v->page;
    page_head(p, page_tr(p, "This did not work"));
    page_notice(p, PAGE_BAD, page_tr(p, "Nothing was changed. Please try again in a few minutes."));
    return visit_close(v, STATUS_UNAVAILABLE);
}

// ---- The code ----
enum status code_page(struct visit *v, enum status status, const char *typed, const char *wrong) {
    struct page *p = &v->page;
    p->self = "/device";
    page_head(p, page_tr(p, "Your TV asks you"));
    page_line(p, "p", NULL, page_tr(p, "Type the code that you see on the TV in front of you. We never send codes."));
    page_form(p, "/device");
    page_field(p, &(struct page_field){.label = page_tr(p, "Code on the TV"), .name = "user_code", .value = typed, .error = wrong,
                                       .hint = page_tr(p, "8 letters. Capitals, spaces and dashes do not matter."), .max = 20,
                                       .extra = "class=\"spell\" autocapitalize=\"characters\" spellcheck=\"false\" lang=\"en\""});
    page_button(p, page_tr(p, "Go on"), NULL, NULL);
    page_form_end(p);
    return visit_close(v, status);
}

// Another site's page led here. SameSite kept our cookies back; one more tap brings them, and gives time to think.
static enum status doubtful(struct visit *v, const char *code) {
    struct page *p = &v->page;
    const char *path = *code ? arena_printf(v->req->arena, "/device?user_code=%s", code) : "/device";
    page_head(p, page_tr(p, "Where do you come from?"));
    page_notice(p, PAGE_WAIT, page_tr(p, "Another website led you here. No office sends such links. Only go on if you are "
                                         "looking at a TV that shows a code."));
    page_raw(p, "<p>");
    page_link(p, path ? path : "/device", page_tr(p, "I am looking at my TV: go on"));
    page_raw(p, "</p>");
    return visit_close(v, STATUS_OK);
}

enum status issuer_phone_ask(const struct req *req, struct resp *resp, struct store *store) {
    struct visit v;
    char code[CODE_ROOM] = "";
    const char *given = req_query(req, "user_code");
    enum status status = visit_open(&v, req, resp, store);
    if (status != STATUS_OK)
        return status;
    if (given && !code_clean(given, code))
        code[0] = '\0';
    if (page_from_elsewhere(req) && !page_cookie(req, "tgov"))
        return doubtful(&v, code);
    return code_page(&v, STATUS_OK, code, NULL);
}

enum status issuer_phone_code(const struct req *req, struct resp *resp, struct store *store) {
    struct visit v;
    struct grant g;
    enum status status = visit_post(&v, req, resp, store);
    if (status == STATUS_OK)
        status = find_grant(&v, &g);
    return status == STATUS_OK ? next_page(&v, &g) : status;
}

enum status issuer_phone_sign_in(const struct req *req, struct resp *resp, struct store *store) {
    struct visit v;
    struct grant g;
    enum status status = visit_post(&v, req, resp, store);
    if (status == STATUS_OK)
        status = find_grant(&v, &g);
    if (status == STATUS_OK)
        status = sign_in_do(&v, g.code);
    return status == STATUS_OK ? next_page(&v, &g) : status;
}

enum status issuer_phone_leave(const struct req *req, struct resp *resp, struct store *store) {
    struct visit v;
    struct grant g;
    enum status status = visit_post(&v, req, resp, store);
    if (status == STATUS_OK)
        status = sign_in_end(&v);
    if (status == STATUS_OK)
        status = find_grant(&v, &g);
    return status == STATUS_OK ? next_page(&v, &g) : status;
}
