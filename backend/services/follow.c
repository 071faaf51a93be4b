// SPDX-License-Identifier: Apache-2.0
// Following a case without the television: enter number and secret. The QR code of a receipt leads to /f/NUMBER#SECRET;
// the script fills the form, and without a script the person types eight letters. The case itself: follow_case.c.
#include "backend/services/follow.h"
#include "backend/services/handlers.h"
#include "contract/service/texts.h"

enum { NUMBER_LETTERS = 24, SECRET_LETTERS = 12 };

enum status front_show(const struct req *req, struct resp *resp, struct store *store) {
    const struct catalogue *c = catalogue_of(req);
    struct page p;
    if (!c)
        return answer_no_catalogue(resp);
    page_open(&p, req, resp);
    page_head(&p, texts_pick(&c->district.name, p.language));
    page_line(&p, "p", NULL, texts_pick(&c->district.welcome, p.language));
    page_raw(&p, "<ul class=\"list\"><li>");
    page_link(&p, "/follow", page_tr(&p, "Follow a case"));
    page_raw(&p, "</li><li>");
    page_link(&p, "/p", page_tr(&p, "Connect your phone"));
    page_raw(&p, "</li><li>");
    page_link(&p, "/office", page_tr(&p, "Office desk"));
    page_raw(&p, "</li></ul>");
    return page_close(&p, STATUS_OK);
}

// A GET form: nothing is changed by looking for a number.
enum status follow_start(const struct req *req, struct resp *resp, struct store *store) {
    const char *typed = req_query(req, "number");
    char number[CASE_NUMBER_MAX];
    struct page p;
    if (!catalogue_of(req))
        return answer_no_catalogue(resp);
    page_open(&p, req, resp);
    bool readable = typed && case_number_clean(typed, number, sizeof number);
    if (readable)
        return page_go(&p, arena_printf(req->arena, "/f/%s", number));
    page_head(&p, page_tr(&p, "Follow a case"));
    page_raw(&p, "<form class=\"card\" method=\"get\" action=\"/follow\">");
    if (p.chosen)
        page_hidden(&p, "lang", p.language);
    page_field(&p, &(struct page_field){.label = page_tr(&p, "Case number"), .name = "number", .value = typed, .max = NUMBER_LETTERS,
                                        .error = typed ? page_tr(&p, "This is not the number of a case.") : NULL,
                                        .hint = page_tr(&p, "It stands on your receipt, as in RS-2026-0317."),
                                        .extra = "class=\"spell\" autocapitalize=\"characters\" spellcheck=\"false\"", .focus = true});
    page_button(&p, page_tr(&p, "Next"), NULL, NULL);
    page_form_end(&p);
    return page_close(&p, STATUS_OK);
}

enum status follow_ask(struct page *p, enum status status, const char *wrong) {
    char number[CASE_NUMBER_MAX];
    if (!case_number_clean(req_param(p->req, "number"), number, sizeof number))
        number[0] = '\0';
    p->script = "/assets/follow.js";
    page_head(p, page_tr(p, "Follow a case"));
    page_raw(p, "<form class=\"card follow\" method=\"post\"");
    html_attribute(&p->b, "action", number[0] ? page_href(p, arena_printf(p->req->arena, "/f/%s", number)) : "/follow");
    page_raw(p, ">");
    page_line(p, "p", "code", number);
    page_field(p, &(struct page_field){.label = page_tr(p, "Secret"), .name = "secret", .max = SECRET_LETTERS, .error = wrong,
                                       .hint = page_tr(p, "Eight letters, on your receipt."),
                                       .extra = "class=\"spell\" autocapitalize=\"characters\" spellcheck=\"false\"", .focus = true});
    page_button(p, page_tr(p, "Show"), NULL, NULL);
    page_form_end(p);
    return page_close(p, status);
}

enum status follow_form(const struct req *req, struct resp *resp, struct store *store) {
    struct page p;
    if (!catalogue_of(req))
        return answer_no_catalogue(resp);
    page_open(&p, req, resp);
    return follow_ask(&p, STATUS_OK, NULL);
}
