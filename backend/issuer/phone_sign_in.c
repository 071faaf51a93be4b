// SPDX-License-Identifier: Apache-2.0
// Name and password on the phone. A sign-in starts a new session with a new secret; the old one ends.
#include "backend/issuer/phone.h"

static const char session_cookie[] = "tgov-in";

// ---- The check, for us and for other pages ----
enum err issuer_check_password(const struct req *req, struct store *store, const char *visitor, const char *login,
                               const char *password, enum issuer_verdict *verdict, struct issuer_person *out) {
    const struct issuer *i = req->site->issuer;
    char clean[RECORDS_LOGIN_MAX + 1];
    bool known = login_clean(login, clean, sizeof clean), allowed = false;
    struct tries t = {visitor, req->peer ? req->peer : "", known ? clean : NULL};
    *verdict = ISSUER_WRONG;
    struct db *db = store_read(store);
    enum err err = db ? tries_allow(i, db, &t, req->now_ms, &allowed) : ERR_IO;
    if (!err && allowed)
        err = known ? person_find(db, req->arena, clean, out) : ERR_NOT_FOUND;
    store_read_end(store, db);
    known = !err && allowed && (!out->demo || i->demo);
    if (err && err != ERR_NOT_FOUND)
        return err;
    if (!allowed) {
        *verdict = ISSUER_CROWDED;
        return ERR_NONE;
    }
    if (password_fits(req->arena, password, known ? out->password : NULL))
        *verdict = ISSUER_RIGHT;
    if (*verdict == ISSUER_RIGHT)
        tries_right(i, store, &t);
    else
        tries_wrong(i, store, &t, req->now_ms);
    return ERR_NONE;
}

// ---- Sessions ----
struct sit {
    const struct req *req;
    const char *person;
    struct secret_hash old, fresh;
    bool had_old;
};

static enum err sit_down(struct db *db, void *data) {
    const struct sit *s = data;
    when_ms now = s->req->now_ms;
    struct phone_session session = {s->person, now, now + (when_ms)ISSUER_SESSION_S * 1000};
    enum err err = s->had_old ? session_end(db, &s->old) : ERR_NONE;
    if (!err)
        err = session_add(db, &s->fresh, &session);
    return err ? err : log_add(db, s->person, "sign-in", "", now);
}

static enum err stand_up(struct db *db, void *data) { return session_end(db, data); }

enum status sign_in_end(struct visit *v) {
    if (!v->session)
        return STATUS_OK;
    struct secret_hash hash = secret_hash_of(v->session);
    if (issuer_write(v->store, stand_up, &hash))
        return visit_failed(v);
    v->session = NULL;
    return page_cookie_set(v->req, v->resp, session_cookie, "", 0) ? STATUS_OK : STATUS_INTERNAL;
}

static enum status start_session(struct visit *v, const struct issuer_person *person) {
    struct sit s = {.req = v->req, .person = person->id, .had_old = v->session != NULL};
    char *fresh = page_secret(v->req->arena);
    if (!fresh)
        return STATUS_INTERNAL;
    s.fresh = secret_hash_of(fresh);
    if (s.had_old)
        s.old = secret_hash_of(v->session);
    if (issuer_write(v->store, sit_down, &s))
        return visit_failed(v);
    v->session = fresh;
    v->person = *person;
    v->signed_in = v->req->now_ms;
    return page_cookie_set(v->req, v->resp, session_cookie, fresh, ISSUER_SESSION_S) ? STATUS_OK : STATUS_INTERNAL;
}

// ---- The page ----
// What a form brings along, so that the person gets where they wanted to.
static void carry_on(struct visit *v, const char *code) {
    page_hidden(&v->page, code ? "user_code" : "back", code ? code : v->back);
}

enum status sign_in_page(struct visit *v, enum status status, const char *code, const char *wrong, const char *login) {
    struct page *p = &v->page;
    const char *self = code ? arena_printf(v->req->arena, "/device?user_code=%s", code) : v->back;
    p->self = self ? self : "/device";
    page_head(p, v->session ? page_tr(p, "Type your password again") : page_tr(p, "Who are you?"));
    if (wrong)
        page_notice(p, PAGE_BAD, wrong);
    if (code)
        page_line(p, "p", NULL, page_tr(p, "Sign in here on your phone. Nothing is typed on the TV."));
    page_form(p, code ? "/device/sign-in" : "/account/sign-in");
    carry_on(v, code);
    page_field(p, &(struct page_field){.label = page_tr(p, "Sign-in name"), .name = "login", .value = login, .max = RECORDS_LOGIN_MAX,
                                       .autocomplete = "username", .extra = "autocapitalize=\"none\" spellcheck=\"false\" dir=\"ltr\""});
    page_field(p, &(struct page_field){.label = page_tr(p, "Password"), .name = "password", .type = "password", .max = PASSWORD_MAX,
                                       .autocomplete = "current-password", .extra = "dir=\"ltr\""});
    page_button(p, page_tr(p, "Sign in"), NULL, NULL);
    page_form_end(p);
    if (code) {
        page_form(p, "/device/deny");
        carry_on(v, code);
        page_button_quiet(p, page_tr(p, "Deny"), NULL, NULL);
        page_form_end(p);
    }
    return visit_close(v, status);
}

enum status sign_in_do(struct visit *v, const char *code) {
    const char *login = html_field(&v->fields, "login"), *password = html_field(&v->fields, "password");
    enum issuer_verdict verdict;
    struct issuer_person person;
    if (issuer_check_password(v->req, v->store, page_visitor(&v->page), login, password, &verdict, &person))
        return visit_failed(v);
    if (verdict == ISSUER_CROWDED)
        return visit_crowded(v);
    if (verdict == ISSUER_WRONG)
        return sign_in_page(v, STATUS_UNPROCESSABLE, code, visit_tr(v, "Name and password do not fit together. Please try again."),
                            login);
    return start_session(v, &person);
}

// ---- A new password ----
static void password_field(struct page *p, const char *label, const char *name, const char *hint, const char *kind) {
    page_field(p, &(struct page_field){.label = label, .name = name, .hint = hint, .type = "password", .max = PASSWORD_MAX,
                                       .autocomplete = kind, .extra = "dir=\"ltr\""});
}

enum status new_password_page(struct visit *v, enum status status, const char *code, const char *wrong) {
    struct page *p = &v->page;
    p->self = v->back;
    page_head(p, page_tr(p, "Choose a new password"));
    if (wrong)
        page_notice(p, PAGE_BAD, wrong);
    else if (v->person.must_change)
        page_notice(p, PAGE_INFO, page_tr(p, "The first password was only to get in. Please choose your own now."));
    page_form(p, "/account/password");
    carry_on(v, code);
    page_raw(p, "<input class=\"unseen\" tabindex=\"-1\" aria-hidden=\"true\" autocomplete=\"username\" name=\"login\"");
    html_attribute(&p->b, "value", v->person.login); // for password managers
    page_raw(p, " readonly>");
    password_field(p, page_tr(p, "Password until now"), "old", NULL, "current-password");
    password_field(p, page_tr(p, "New password"), "new", page_tr(p, "At least 12 letters or digits. Several words are fine."),
                   "new-password");
    password_field(p, page_tr(p, "New password, once more"), "again", NULL, "new-password");
    page_raw(p, "<p><label class=\"tick\"><input type=\"checkbox\" name=\"boxes\" value=\"out\"> ");
    page_text(p, page_tr(p, "Sign out all my TVs, too"));
    page_raw(p, "</label></p>");
    page_button(p, page_tr(p, "Change the password"), NULL, NULL);
    page_form_end(p);
    return visit_close(v, status);
}
