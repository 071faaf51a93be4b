// SPDX-License-Identifier: Apache-2.0
// A person's cases on their own phone, without the television: the list, and each with its clock, messages and acts.
#include "backend/identity/identity.h"
#include "backend/issuer/phone.h"
#include "backend/services/follow.h"
#include "backend/site.h"
#include "contract/service/texts.h"

// The person as cases know them.
static void owner_of(const struct visit *v, char out[IDENTITY_PERSON + 1]) {
    identity_person(v->req->site->base_url ? v->req->site->base_url : "", v->person.id, out);
}

static void row(struct page *p, const struct catalogue *c, const struct cases_line *l, const char *language) {
    const struct entry *e = catalogue_find(c, l->service);
    const struct service_state *state = e ? service_state(&e->service, l->state) : NULL;
    page_raw(p, "<li><h2 dir=\"auto\">");
    page_link(p, arena_printf(p->req->arena, "/account/cases/%s", l->number), line_names(p->req, e, l, language).title);
    page_raw(p, "</h2><p dir=\"auto\">");
    page_text(p, state ? texts_pick(&state->title, p->language) : l->state);
    page_raw(p, "</p>");
    if (l->deadline && !l->answered && !l->closed) {
        page_raw(p, "<p class=\"hint\">");
        if (l->lapsed)
            page_text(p, page_tr(p, "The answer is late"));
        else
            page_printf(p, page_tr(p, "Answer by %s"), page_when(p, l->deadline));
        page_raw(p, "</p>");
    }
    page_raw(p, "</li>");
}

enum status issuer_account_cases(const struct req *req, struct resp *resp, struct store *store) {
    struct visit v;
    char owner[IDENTITY_PERSON + 1];
    const struct cases_line *lines = NULL;
    size_t count = 0;
    int64_t total = 0;
    enum status status = visit_open(&v, req, resp, store);
    if (!visit_at_home(&v, &status))
        return status;
    const struct catalogue *c = catalogue_of(req);
    struct db *db = c ? store_read(store) : NULL;
    owner_of(&v, owner);
    const struct cases_whose whose = {owner, "", c ? c->district.tags[catalogue_language(c, v.page.language)] : "", 0};
    enum err err = db ? cases_of_owner(db, &whose, req->arena, &lines, &count, &total) : ERR_IO;
    store_read_end(store, db);
    if (err)
        return visit_failed(&v);
    v.page.self = "/account/cases";
    page_head(&v.page, page_tr(&v.page, "Your cases"));
    if (!count)
        page_line(&v.page, "p", NULL, page_tr(&v.page, "Nothing was sent in your name yet."));
    page_raw(&v.page, "<ul class=\"list\">");
    for (size_t i = 0; i < count; i++)
        row(&v.page, c, &lines[i], whose.language);
    page_raw(&v.page, "</ul><p>");
    page_link(&v.page, "/follow", page_tr(&v.page, "Follow a case"));
    page_raw(&v.page, "</p>");
    return visit_close(&v, STATUS_OK);
}

// The case, when it is this person's; else the page that says so was the answer.
static enum status own_case(struct visit *v, struct opened *o) {
    char owner[IDENTITY_PERSON + 1], number[CASE_NUMBER_MAX];
    const struct catalogue *c = catalogue_of(v->req);
    struct db *db = c && case_number_clean(req_param(v->req, "number"), number, sizeof number) ? store_read(v->store) : NULL;
    enum err err = db ? opened_load(c, db, number, v->req->now_ms, v->req->arena, o) : ERR_NOT_FOUND;
    store_read_end(v->store, db);
    owner_of(v, owner);
    if (err && err != ERR_NOT_FOUND && err != ERR_REFERENCE)
        return visit_failed(v);
    if (err || strcmp(owner, o->row.owner))
        return page_say(&v->page, STATUS_NOT_FOUND, page_tr(&v->page, "You have no case with this number"),
                        page_tr(&v->page, "Please look at the list of your cases."), page_tr(&v->page, "Your cases"), "/account/cases");
    return STATUS_OK;
}

enum status issuer_account_case(const struct req *req, struct resp *resp, struct store *store) {
    struct visit v;
    struct opened o;
    enum status status = visit_open(&v, req, resp, store);
    if (visit_at_home(&v, &status))
        status = own_case(&v, &o);
    return status == STATUS_OK && !v.page.ended ? follow_case_page(&v.page, &o, req->path, NULL) : status;
}

enum status issuer_account_case_do(const struct req *req, struct resp *resp, struct store *store) {
    struct visit v;
    struct opened o;
    enum status status = visit_post(&v, req, resp, store);
    if (visit_at_home(&v, &status))
        status = own_case(&v, &o);
    if (status != STATUS_OK || v.page.ended)
        return status;
    buf_finish(&v.page.b);
    return follow_case_act(req, resp, &o, &v.fields, req->path, NULL);
}
