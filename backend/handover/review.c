// SPDX-License-Identifier: Apache-2.0
// The end of a form on the phone: all answers once more, sending, or going back to the television.
#include "backend/digest.h"
#include "backend/handover/inside.h"
#include "backend/people/people.h"
#include "backend/phone/files.h"
#include "backend/services/submit.h"
#include "backend/site.h"
#include "contract/service/texts.h"

enum { WRONG_MAX = 20 };

static void answer_line(struct desk *d, const struct form_step *s) {
    struct page *p = &d->page;
    if (!s->asks && !s->value)
        return;
    const char *label = hand_label(d, s->question);
    const char *shown = s->value ? form_show(&d->run, s->question, s->value, p->language, &d->words) : "";
    page_raw(p, "<tr><th scope=\"row\"");
    page_lang(p);
    page_raw(p, ">");
    page_text(p, s->has_row ? page_format(p, "%s (%s)", label, page_count(p, (long)s->row + 1)) : label);
    page_raw(p, "</th><td>");
    if (shown && *shown)
        page_person(p, shown);
    else
        page_text(p, page_tr(p, "Left empty"));
    page_raw(p, "</td><td>");
    if (s->asks) {
        page_raw(p, "<a");
        html_attribute(&p->b, "href", page_href(p, arena_printf(d->run.arena, "/hand?step=%s", s->path)));
        html_attribute(&p->b, "aria-label", arena_printf(d->run.arena, "%s: %s", page_tr(p, "Change"), label));
        page_raw(p, ">");
        page_text(p, page_tr(p, "Change"));
        page_raw(p, "</a>");
    }
    page_raw(p, "</td></tr>");
}

static bool complete(struct desk *d, const char **first) {
    struct violation wrong[1];
    uint32_t count = 0;
    enum err err = form_check(&d->run, &d->row.answers, wrong, 1, &count);
    *first = !err && count ? wrong[0].path : NULL;
    return !err && !count;
}

static enum status show(struct desk *d, const char *trouble) {
    struct page *p = &d->page;
    const char *first = NULL;
    bool whole = complete(d, &first);
    page_head(p, page_tr(p, "Check your answers"));
    page_line_of(p, "p", "lead", texts_pick(&d->entry->service.title, p->language));
    page_speaks_note(p);
    if (trouble)
        page_notice(p, PAGE_BAD, trouble);
    page_raw(p, "<table>");
    for (uint32_t i = 0; i < d->steps.count; i++)
        answer_line(d, &d->steps.items[i]);
    page_raw(p, "</table>");
    if (!whole) {
        page_notice(p, PAGE_WAIT, page_tr(p, "Something is still missing or not right."));
        page_link(p, arena_printf(d->run.arena, "/hand?step=%s", first ? first : ""), page_tr(p, "Go to that question"));
    } else if (d->entry->service.signature) {
        page_notice(p, PAGE_INFO, page_tr(p, "This needs your signature. Go back to the television and choose Sign and send there: your answers are there already."));
    } else {
        page_form(p, "/hand/send");
        page_hidden(p, "seen", arena_printf(d->run.arena, "%lld", (long long)d->row.version));
        page_button(p, texts_pick(&d->entry->service.send, p->language) ? texts_pick(&d->entry->service.send, p->language) : page_tr(p, "Send"), NULL, NULL);
        page_form_end(p);
    }
    if (!d->row.sensitive)
        page_line(p, "p", "hint", page_tr(p, "You can also go on at the television: your answers are there already."));
    return page_close(p, trouble ? STATUS_UNPROCESSABLE : STATUS_OK);
}

enum status hand_review(const struct req *req, struct resp *resp, struct store *store) {
    struct desk d;
    enum status status = desk_open(&d, req, resp, store);
    return status == STATUS_OK ? show(&d, NULL) : status;
}

// ---- Sending
struct sending {
    struct submission submission;
    struct hand_row row;
};

static enum status may_not_send(struct page *p) {
    return page_say(p, STATUS_FORBIDDEN, page_tr(p, "You may prepare this, not send it"),
                    page_tr(p, "The person you help sends it at the television. Your answers are there."), NULL, NULL);
}

static enum status send_apply(const struct req *req, struct resp *resp, struct db *db, void *data) {
    struct sending *s = data;
    struct page p;
    char box[HAND_BOX];
    page_open(&p, req, resp);
    bool allowed = true;
    enum err err = ERR_NONE;
    if (*s->row.mandate)
        err = people_mandate_holds(db, s->row.mandate, MANDATE_SEND, s->row.service, req->now_ms, req->arena, &allowed);
    if (!err && !allowed)
        return may_not_send(&p);
    if (!err)
        err = submission_write(&s->submission, db, req->arena);
    if (err == ERR_REFERENCE)
        return page_say(&p, STATUS_CONFLICT, page_tr(&p, "Nothing was sent"),
                        page_tr(&p, "A file is not there any more. Nothing was sent. Please send the file again from your phone."),
                        page_tr(&p, "Check your answers"), "/hand/review");
    if (!err && *s->row.mandate)
        err = people_trace(db, &(struct trace){.owner = s->row.owner, .name = s->row.sender_words, .mandate = s->row.mandate,
                                               .about = s->submission.number, .what = TRACE_SENT, .at = req->now_ms});
    if (!err)
        err = hand_set_state(db, s->row.id, HAND_SENT, s->submission.number);
    hand_box(box, s->row.id);
    if (!err) // what was sent up and left out of the answers
        err = files_forget_box(db, box);
    if (!err && hand_publish(resp, s->row.id) && case_publish(resp, s->submission.number))
        return page_go(&p, "/hand/done");
    buf_finish(&p.b);
    return resp_error(resp, err ? err : ERR_MEMORY);
}

enum status hand_send(const struct req *req, struct resp *resp, struct store *store) {
    struct desk d = {.row = {.state = HAND_CLOSED}};
    struct html_fields f;
    struct val errors;
    const char *first;
    long seen = -1;
    enum status status = page_post(&d.page, req, resp, &f);
    if (status != STATUS_OK)
        return status;
    status = desk_load(&d, store);
    if (status != STATUS_OK)
        return status;
    // Only what the person has just seen is sent.
    if (!text_integer(html_field(&f, "seen"), 0, 1L << 40, &seen) || seen != d.row.version || d.entry->service.signature)
        return show(&d, page_tr(&d.page, "Your answers have changed meanwhile. Please look at them once more."));
    struct sending *s = arena_alloc(req->arena, sizeof *s);
    const char *once = arena_printf(req->arena, "hand-%s", d.row.id);
    if (!s || !once)
        return STATUS_INTERNAL;
    size_t language = catalogue_language(d.catalogue, *d.row.language ? d.row.language : d.page.language);
    const char *tag = d.catalogue->district.tags[language];
    *s = (struct sending){.row = d.row, .submission = {.catalogue = d.catalogue, .entry = d.entry, .once = once,
                                                       .owner = d.row.owner, .box = d.row.box, .sender_words = d.row.sender_words, .at = req->now_ms,
                                                       .request = str_of(once), .language = tag, .words = answer_words(pages_words(req->site->pages, tag, NULL))}};
    enum err err = complete(&d, &first) ? submission_prepare(&s->submission, &d.row.answers, req->arena, &errors) : ERR_TYPE;
    if (err == ERR_TYPE)
        return show(&d, page_tr(&d.page, "Something is still missing or not right."));
    buf_finish(&d.page.b);
    return err ? resp_error(resp, err) : http_write(req, resp, send_apply, s);
}

// ---- Sent: the receipt
static void receipt(struct page *p, const struct hand_row *h, const char *secret) {
    page_raw(p, "<dl class=\"facts\">");
    page_fact(p, page_tr(p, "Case number"), h->number);
    if (secret)
        page_fact(p, page_tr(p, "Secret"), secret);
    page_raw(p, "</dl>");
    if (secret) {
        page_line(p, "p", NULL, page_tr(p, "With number and secret you can follow it anywhere. Please write them down, or take a picture of this page."));
        page_link(p, arena_printf(p->req->arena, "/f/%s#%s", h->number, secret), page_tr(p, "Follow a case"));
    } else {
        page_line(p, "p", NULL, page_tr(p, "It is among your cases when you sign in at a television."));
    }
}

enum status hand_done(const struct req *req, struct resp *resp, struct store *store) {
    struct page p;
    struct hand_row h;
    unsigned char key[CASES_HASH];
    char secret[CASE_SECRET_MAX], once[HAND_ID + 8];
    const char *cookie = page_cookie(req, "hand");
    page_open(&p, req, resp);
    struct db *db = store_read(store);
    enum err err = !db ? ERR_IO : cookie ? hand_by_phone(db, cookie, req->arena, &h) : ERR_NOT_FOUND;
    if (!err)
        err = cases_key(db, false, key);
    store_read_end(store, db);
    if (err || h.state != HAND_SENT)
        return page_go(&p, "/hand");
    snprintf(once, sizeof once, "hand-%s", h.id);
    secret_make(key, once, h.number, secret);
    page_head(&p, page_tr(&p, "It was sent"));
    page_notice(&p, PAGE_OK, page_tr(&p, "The office has it."));
    receipt(&p, &h, *h.owner ? NULL : secret);
    return page_close(&p, STATUS_OK);
}
