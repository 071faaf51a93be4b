// SPDX-License-Identifier: Apache-2.0
// The form on paper: a page to print, with room to write. The completed sheet comes back as a picture or a PDF where the
// form asks for a file, by post or at the counter.
#include "backend/handover/inside.h"
#include "backend/services/parts.h"
#include "contract/service/texts.h"

static void boxes(struct page *p, const struct form *form, const struct question *q, const char *language) {
    page_raw(p, "<ul class=\"list\">");
    for (uint32_t i = 0; i < q->option_count; i++) {
        page_raw(p, "<li>\u2610 ");
        page_line_of(p, "span", NULL, form_text(form, language, q->options[i].label));
        page_raw(p, "</li>");
    }
    page_raw(p, "</ul>");
}

static void question(struct page *p, const struct form *form, const struct question *q, const char *language) {
    if (q->kind == ASK_VALUE || q->kind == ASK_GROUP || q->read_only)
        return;
    page_line_of(p, q->kind == ASK_INFO ? "h3" : "h2", NULL, form_text(form, language, q->label));
    const char *text = form_text(form, language, q->kind == ASK_INFO ? q->body : q->hint);
    if (text)
        page_line_of(p, "p", "hint", text);
    if (q->option_count)
        boxes(p, form, q, language);
    else if (q->kind == ASK_YES_NO)
        page_line(p, "p", NULL, arena_printf(p->req->arena, "\u2610 %s   \u2610 %s", page_tr(p, "Yes"), page_tr(p, "No")));
    else if (q->kind != ASK_INFO && q->kind != ASK_MATRIX)
        page_raw(p, "<p class=\"rule\"></p>");
}

enum status form_blank(const struct req *req, struct resp *resp, struct store *store) {
    struct page p;
    const struct catalogue *c = catalogue_of(req);
    const struct entry *e = c ? catalogue_find(c, req_param(req, "id")) : NULL;
    (void)store;
    if (!e)
        return c ? resp_problem(resp, STATUS_NOT_FOUND, "no-such-service", "There is no service of this name.") : answer_no_catalogue(resp);
    page_open(&p, req, resp);
    page_speaks(&p, e->service.languages, e->service.language_count);
    page_head_of(&p, texts_pick(&e->service.title, p.language));
    page_speaks_note(&p);
    page_line_of(&p, "p", "lead", texts_pick(&e->service.authority.name, p.language));
    page_line(&p, "p", "hint", page_tr(&p, "Print this page and fill it in. Bring or send it to the office, or take a picture of it and send that with the form."));
    for (uint32_t i = 0; i < e->form->question_count; i++)
        question(&p, e->form, e->form->questions[i], p.language);
    page_raw(&p, "<p class=\"rule\"></p><p>");
    page_text(&p, page_tr(&p, "Date and signature"));
    page_raw(&p, "</p>");
    return page_close(&p, STATUS_OK);
}
