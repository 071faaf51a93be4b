// SPDX-License-Identifier: Apache-2.0
// The person's own page: the televisions that are signed in, what happened lately, the password.
#include "backend/issuer/phone.h"

struct overview {
    struct chain boxes[RECORDS_BOXES_MAX];
    struct log_entry log[RECORDS_LOG_MAX];
    size_t box_count, log_count;
};

static void show_boxes(struct page *p, const struct overview *o) {
    page_line(p, "h2", NULL, page_tr(p, "TVs that are signed in"));
    if (!o->box_count)
        page_line(p, "p", NULL, page_tr(p, "None."));
    page_raw(p, "<ul class=\"list\">");
    for (size_t i = 0; i < o->box_count; i++) {
        const struct chain *c = &o->boxes[i];
        page_raw(p, "<li><h3>");
        page_person(p, page_television(p, c->box));
        page_raw(p, "</h3><dl class=\"facts\">");
        if (*c->place)
            page_fact(p, page_tr(p, "Place"), c->place);
        page_fact(p, page_tr(p, "Signed in"), page_when(p, c->made));
        page_fact(p, page_tr(p, "Last used"), page_when(p, c->used));
        page_raw(p, "</dl>");
        page_form(p, "/account/box");
        page_hidden(p, "box", c->id);
        page_button_quiet(p, page_tr(p, "Sign out this TV"), NULL, NULL);
        page_form_end(p);
        page_raw(p, "</li>");
    }
    page_raw(p, "</ul>");
}

static const char *event_words(const struct page *p, const char *event) {
    if (!strcmp(event, "sign-in"))
        return page_tr(p, "You signed in on a phone");
    if (!strcmp(event, "box"))
        return page_tr(p, "You signed in a TV");
    if (!strcmp(event, "sign"))
        return page_tr(p, "You signed something");
    if (!strcmp(event, "denied"))
        return page_tr(p, "You denied a TV");
    if (!strcmp(event, "guessed"))
        return page_tr(p, "A code ended after three wrong pictures");
    if (!strcmp(event, "box-out"))
        return page_tr(p, "A TV was signed out");
    if (!strcmp(event, "reuse"))
        return page_tr(p, "A TV was signed out because its proof was used twice");
    return page_tr(p, "You changed the password");
}

static void show_log(struct page *p, const struct overview *o) {
    page_line(p, "h2", NULL, page_tr(p, "What happened lately"));
    page_raw(p, "<dl class=\"facts card\">");
    for (size_t i = 0; i < o->log_count; i++) {
        const struct log_entry *e = &o->log[i];
        page_raw(p, "<div><dt>");
        page_text(p, page_when(p, e->at));
        page_raw(p, "</dt><dd>");
        page_text(p, event_words(p, e->event));
        if (*e->box) {
            page_raw(p, ": ");
            page_person(p, e->box);
        }
        page_raw(p, "</dd></div>");
    }
    page_raw(p, "</dl>");
}

static enum status account_page(struct visit *v, const char *done) {
    struct page *p = &v->page;
    struct overview *o = arena_alloc(v->req->arena, sizeof *o);
    struct db *db = o ? store_read(v->store) : NULL;
    enum err err = db ? chains_of(db, v->req->arena, v->person.id, o->boxes, &o->box_count) : ERR_IO;
    if (!err)
        err = log_of(db, v->req->arena, v->person.id, o->log, &o->log_count);
    store_read_end(v->store, db);
    if (err)
        return visit_failed(v);
    p->self = "/account";
    page_head(p, page_tr(p, "My TVs and my password"));
    if (done)
        page_notice(p, PAGE_OK, done);
    page_raw(p, "<p>");
    page_person(p, v->person.name);
    page_raw(p, "</p>");
    page_raw(p, "<p>");
    page_link(p, "/account/cases", page_tr(p, "Your cases"));
    page_raw(p, "</p>");
    show_boxes(p, o);
    show_log(p, o);
    page_raw(p, "<p>");
    page_link(p, "/account?password=1", page_tr(p, "Change the password"));
    page_raw(p, "</p>");
    page_form(p, "/account/sign-out");
    page_button_quiet(p, page_tr(p, "Sign out this phone"), NULL, NULL);
    page_form_end(p);
    return visit_close(v, STATUS_OK);
}

bool visit_at_home(struct visit *v, enum status *status) {
    if (*status == STATUS_OK && !v->session)
        *status = sign_in_page(v, STATUS_OK, NULL, NULL, NULL);
    else if (*status == STATUS_OK && v->person.must_change)
        *status = new_password_page(v, STATUS_OK, NULL, NULL);
    return *status == STATUS_OK && !v->page.ended;
}

enum status issuer_account(const struct req *req, struct resp *resp, struct store *store) {
    struct visit v;
    enum status status = visit_open(&v, req, resp, store);
    if (!visit_at_home(&v, &status))
        return status;
    return req_query(req, "password") ? new_password_page(&v, STATUS_OK, NULL, NULL) : account_page(&v, NULL);
}

enum status issuer_account_sign_in(const struct req *req, struct resp *resp, struct store *store) {
    struct visit v;
    enum status status = visit_post(&v, req, resp, store);
    if (status == STATUS_OK)
        status = sign_in_do(&v, NULL);
    return status == STATUS_OK ? page_go(&v.page, v.back) : status;
}

enum status issuer_account_leave(const struct req *req, struct resp *resp, struct store *store) {
    struct visit v;
    enum status status = visit_post(&v, req, resp, store);
    if (status == STATUS_OK)
        status = sign_in_end(&v);
    return status == STATUS_OK ? page_go(&v.page, "/account") : status;
}

struct sign_out {
    const struct visit *v;
    const char *box;
    bool found;
};

static enum err sign_out_box(struct db *db, void *data) {
    struct sign_out *s = data;
    struct chain c;
    enum err err = chain_find(db, s->v->req->arena, s->box, &c);
    s->found = !err && !strcmp(c.person, s->v->person.id) && !c.ended; // one's own only
    if (!s->found)
        return err == ERR_NOT_FOUND ? ERR_NONE : err;
    err = chain_end(db, c.id, s->v->req->now_ms);
    return err ? err : log_add(db, c.person, "box-out", c.box, s->v->req->now_ms);
}

enum status issuer_account_box(const struct req *req, struct resp *resp, struct store *store) {
    struct visit v;
    enum status status = visit_post(&v, req, resp, store);
    if (!visit_at_home(&v, &status))
        return status;
    struct sign_out s = {&v, html_field(&v.fields, "box"), false};
    if (issuer_write(store, sign_out_box, &s))
        return visit_failed(&v);
    return account_page(&v, s.found ? visit_tr(&v, "The TV is signed out. It notices within 15 minutes.") : NULL);
}

// ---- The password ----
struct change {
    const struct visit *v;
    const char *hash;
    bool boxes;
    struct secret_hash session;
};

static enum err change_password(struct db *db, void *data) {
    const struct change *c = data;
    const char *person = c->v->person.id;
    when_ms now = c->v->req->now_ms;
    enum err err = person_set_password(db, person, c->hash, false, now);
    if (!err)
        err = sessions_end_others(db, person, &c->session);
    if (!err && c->boxes)
        err = chains_end_all(db, person, now);
    return err ? err : log_add(db, person, "password", "", now);
}

static enum status password_changed(struct visit *v) {
    struct grant g;
    v->person.must_change = false;
    if (!*html_field(&v->fields, "user_code"))
        return strcmp(v->back, "/account") ? page_go(&v->page, v->back)
                                           : account_page(v, visit_tr(v, "The password is changed. Other phones are signed out."));
    enum status status = find_grant(v, &g);
    return status == STATUS_OK ? next_page(v, &g) : status;
}

// A sentence on what is wrong with what the form says; NULL: fine.
static const char *change_wrong(const struct visit *v, enum issuer_verdict verdict) {
    const char *old = html_field(&v->fields, "old"), *fresh = html_field(&v->fields, "new");
    if (verdict == ISSUER_WRONG)
        return "The password until now is not right.";
    if (strcmp(fresh, html_field(&v->fields, "again")))
        return "The two new passwords differ.";
    return strcmp(fresh, old) ? password_wrong(fresh, v->person.login) : "The new password must be another one.";
}

enum status issuer_account_password(const struct req *req, struct resp *resp, struct store *store) {
    struct visit v;
    enum issuer_verdict verdict;
    struct issuer_person person;
    enum status status = visit_post(&v, req, resp, store);
    if (status == STATUS_OK && !v.session)
        return sign_in_page(&v, STATUS_OK, NULL, NULL, NULL);
    if (status != STATUS_OK)
        return status;
    char clean[CODE_ROOM];
    const char *code = code_clean(html_field(&v.fields, "user_code"), clean) ? clean : NULL;
    if (issuer_check_password(req, store, page_visitor(&v.page), v.person.login, html_field(&v.fields, "old"), &verdict, &person))
        return visit_failed(&v);
    if (verdict == ISSUER_CROWDED)
        return visit_crowded(&v);
    const char *wrong = change_wrong(&v, verdict);
    if (wrong)
        return new_password_page(&v, STATUS_UNPROCESSABLE, code, visit_tr(&v, wrong));
    struct change c = {&v, password_hash(req->arena, html_field(&v.fields, "new"), false), *html_field(&v.fields, "boxes") != 0,
                       secret_hash_of(v.session)};
    if (!c.hash || issuer_write(store, change_password, &c))
        return visit_failed(&v);
    return password_changed(&v);
}
