// SPDX-License-Identifier: Apache-2.0
// The phone's side of a receipt: enter number and secret, see how the case stands. The QR code on the television leads to
// /f/NUMBER#SECRET; the script fills the form, and without a script the person types eight letters.
#include "backend/services/handlers.h"
#include "backend/services/html.h"
#include "contract/service/texts.h"

static void field(struct buf *b, const char *language, const char *name, const char *value, const char *extra) {
    buf_printf(b, "<label for=\"%s\">", name);
    html_text(b, page_word(name, language));
    buf_printf(b, "</label><input id=\"%s\" name=\"%s\" required autocomplete=\"off\" spellcheck=\"false\" %s", name, name, extra);
    html_attribute(b, "value", value);
    buf_char(b, '>');
}

static void button(struct buf *b, const char *word) {
    buf_text_add(b, "<button>");
    html_text(b, word);
    buf_text_add(b, "</button></form>");
}

static void notice(struct buf *b, const char *words) {
    buf_text_add(b, "<p class=\"notice\" role=\"alert\">");
    html_text(b, words);
    buf_text_add(b, "</p>");
}

enum status front_show(const struct req *req, struct resp *resp, struct store *store) {
    const struct catalogue *c = catalogue_of(req);
    if (!c)
        return answer_no_catalogue(resp);
    size_t l = catalogue_language(c, req->accept_language);
    const char *language = c->district.tags[l];
    struct buf b;
    html_begin(&b, c, l, texts_pick(&c->district.name, language), NULL);
    buf_text_add(&b, "<p>");
    html_text(&b, texts_pick(&c->district.welcome, language));
    buf_text_add(&b, "</p><p class=\"card\"><a href=\"/follow\">");
    html_text(&b, page_word("follow", language));
    buf_text_add(&b, "</a></p><p class=\"card\"><a href=\"/office\">");
    html_text(&b, page_word("office-desk", language));
    buf_text_add(&b, "</a></p>");
    return html_end(resp, &b, STATUS_OK, c, l);
}

enum status follow_start(const struct req *req, struct resp *resp, struct store *store) {
    const struct catalogue *c = catalogue_of(req);
    const char *typed = req_query(req, "number");
    char number[CASE_NUMBER_MAX];
    if (!c)
        return answer_no_catalogue(resp);
    if (typed && case_number_clean(typed, number, sizeof number)) {
        resp->location = arena_printf(req->arena, "/f/%s", number);
        return resp->location ? STATUS_SEE_OTHER : STATUS_INTERNAL;
    }
    size_t l = catalogue_language(c, req->accept_language);
    const char *language = c->district.tags[l];
    struct buf b;
    html_begin(&b, c, l, page_word("follow", language), NULL);
    buf_text_add(&b, "<form class=\"card\" method=\"get\" action=\"/follow\">");
    field(&b, language, "number", typed ? typed : "", "class=\"code\"");
    button(&b, page_word("find", language));
    return html_end(resp, &b, STATUS_OK, c, l);
}

static enum status ask_secret(const struct req *req, struct resp *resp, const struct catalogue *c, enum status status,
                              const char *wrong) {
    char number[CASE_NUMBER_MAX];
    size_t l = catalogue_language(c, req->accept_language);
    const char *language = c->district.tags[l];
    struct buf b;
    html_begin(&b, c, l, page_word("follow", language), NULL);
    if (wrong)
        notice(&b, page_word(wrong, language));
    if (!case_number_clean(req_param(req, "number"), number, sizeof number))
        number[0] = '\0';
    buf_text_add(&b, "<p class=\"hint\">");
    html_text(&b, page_word("follow-hint", language));
    buf_text_add(&b, "</p><form class=\"card follow\" method=\"post\"");
    html_attribute(&b, "action", number[0] ? arena_printf(req->arena, "/f/%s", number) : "/follow");
    buf_text_add(&b, "><p><b>");
    html_text(&b, number);
    buf_text_add(&b, "</b></p>");
    field(&b, language, "secret", "", "class=\"code\" maxlength=\"12\"");
    button(&b, page_word("find", language));
    buf_text_add(&b, "<script src=\"/assets/follow.js\"></script>");
    return html_end(resp, &b, status, c, l);
}

enum status follow_form(const struct req *req, struct resp *resp, struct store *store) {
    const struct catalogue *c = catalogue_of(req);
    return c ? ask_secret(req, resp, c, STATUS_OK, NULL) : answer_no_catalogue(resp);
}

static enum status show_case(const struct req *req, struct resp *resp, const struct opened *o) {
    const struct catalogue *c = o->catalogue;
    size_t l = catalogue_language(c, req->accept_language);
    const char *language = c->district.tags[l];
    const struct case_file *file = &o->row.file;
    const struct service_state *state = service_state(&o->entry->service, file->state);
    const struct service_office *office = case_office(&o->rules, file->office);
    struct buf b;
    html_begin(&b, c, l, file->title, file->number);
    buf_text_add(&b, "<section class=\"card\"><h2 dir=\"auto\">");
    html_text(&b, state ? texts_pick(&state->title, language) : file->state);
    buf_text_add(&b, "</h2><p>");
    html_text(&b, state ? texts_pick(&state->tells, language) : "");
    buf_text_add(&b, "</p>");
    html_clock(&b, req->arena, o, language, req->now_ms);
    buf_text_add(&b, "<p class=\"hint\">");
    html_text(&b, office ? catalogue_office(office, language).name : "");
    if (file->officer) {
        buf_text_add(&b, ", ");
        html_text(&b, file->officer);
    }
    buf_text_add(&b, "</p></section><section class=\"card\">");
    html_timeline(&b, req->arena, o, language);
    buf_text_add(&b, "</section>");
    return html_end(resp, &b, STATUS_OK, c, l);
}

enum status follow_show(const struct req *req, struct resp *resp, struct store *store) {
    struct html_fields fields;
    struct opened o;
    const struct catalogue *c = catalogue_of(req);
    if (!c)
        return answer_no_catalogue(resp);
    if (html_fields_read(req, &fields))
        return ask_secret(req, resp, c, STATUS_BAD_REQUEST, "wrong-secret");
    enum status status = door_open(req, resp, store, req_param(req, "number"), html_field(&fields, "secret"), &o);
    if (status == STATUS_OK)
        return show_case(req, resp, &o);
    if (status == STATUS_NOT_FOUND || status == STATUS_UNAUTHORIZED)
        return ask_secret(req, resp, c, STATUS_NOT_FOUND, "wrong-secret");
    return status == STATUS_TOO_MANY ? ask_secret(req, resp, c, status, "too-many") : status;
}
