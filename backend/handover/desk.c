// SPDX-License-Identifier: Apache-2.0
// The form as a phone has it open: who asks, the form with its answers, the words.
#include "backend/handover/inside.h"
#include "backend/people/people.h"

static enum status nothing_open(struct page *p) {
    return page_say(p, STATUS_NOT_FOUND, page_tr(p, "No form is open on this phone"),
                    page_tr(p, "Scan the code on the television. A code opens on one phone only, and not twice."), NULL, NULL);
}

static enum status over(struct page *p, const struct hand_row *h) {
    if (h->state == HAND_SENT)
        return page_go(p, "/hand/done");
    return page_say(p, STATUS_GONE, page_tr(p, "The form went back to the television"),
                    page_tr(p, "Nothing was lost. To go on here, show a new code on the television and scan it."), NULL, NULL);
}

static enum status prepare(struct desk *d, struct db *db) {
    const struct req *req = d->page.req;
    const char *cookie = page_cookie(req, "hand");
    d->catalogue = catalogue_of(req);
    enum err err = cookie ? hand_by_phone(db, cookie, req->arena, &d->row) : ERR_NOT_FOUND;
    if (err == ERR_NOT_FOUND || (!err && d->row.until < req->now_ms))
        return nothing_open(&d->page);
    if (err) {
        buf_finish(&d->page.b);
        return resp_error(d->page.resp, err);
    }
    if (d->row.state != HAND_OPEN)
        return over(&d->page, &d->row);
    bool allowed = true;
    if (*d->row.mandate && people_mandate_holds(db, d->row.mandate, MANDATE_PREPARE, d->row.service, req->now_ms, req->arena, &allowed))
        allowed = false;
    if (!allowed)
        return page_say(&d->page, STATUS_FORBIDDEN, page_tr(&d->page, "The permission to act for this person is over"),
                        page_tr(&d->page, "Nothing was sent. Please ask them for a new one."), NULL, NULL);
    d->entry = d->catalogue ? catalogue_find(d->catalogue, d->row.service) : NULL;
    if (!d->entry)
        return page_say(&d->page, STATUS_UNAVAILABLE, page_tr(&d->page, "This service is not available just now"),
                        page_tr(&d->page, "Your answers are kept. Please try again later."), NULL, NULL);
    page_speaks(&d->page, d->entry->service.languages, d->entry->service.language_count);
    when_write_date(calendar_today(&d->catalogue->calendar, req->now_ms), d->today, sizeof d->today);
    d->run = (struct form_run){.form = d->entry->form, .arena = req->arena, .today = d->today};
    d->words = answer_words(d->page.words);
    struct val given = d->row.answers;
    err = form_start(&d->run, &given, &d->row.answers);
    if (!err)
        err = form_steps(&d->run, &d->row.answers, &d->steps);
    if (err) {
        buf_finish(&d->page.b);
        return resp_error(d->page.resp, err);
    }
    return STATUS_OK;
}

enum status desk_load(struct desk *d, struct store *store) {
    struct db *db = store_read(store);
    enum status status = db ? prepare(d, db) : resp_error(d->page.resp, ERR_IO);
    store_read_end(store, db);
    return status;
}

enum status desk_open(struct desk *d, const struct req *req, struct resp *resp, struct store *store) {
    *d = (struct desk){.row = {.state = HAND_CLOSED}};
    page_open(&d->page, req, resp);
    return desk_load(d, store);
}
