// SPDX-License-Identifier: Apache-2.0
// A case on the phone of who sent it: how it stands, what happened, a message to the officer, and the steps that are open
// to the citizen, such as opening it again. Whoever reads it proved to know the secret; the forms of the page bring it
// along, so that nothing is kept in the browser.
#include "backend/services/follow.h"
#include "backend/services/handlers.h"
#include "contract/service/texts.h"

struct scene {
    struct page *p;
    const struct opened *o;
    const char *path, *secret; // where forms go; secret NULL: they need none
    const struct html_fields *typed; // what could not be done; NULL: none
};

// A date keeps its own order within a line of another direction: isolated (UAX #9, FSI and PDI).
static const char *when(const struct page *p, when_ms at) {
    const char *text = arena_printf(p->req->arena, "\xe2\x81\xa8%s\xe2\x81\xa9", page_when(p, at));
    return text ? text : "";
}

// ---- How it stands ----

static void clock_of(const struct scene *s) {
    struct page *p = s->p;
    struct case_clock k = case_clock_at(&s->o->rules, &s->o->row.file, p->req->now_ms);
    if (k.state == CASE_CLOCK_NONE || k.state == CASE_CLOCK_ENDED)
        return;
    if (k.late)
        page_notice(p, PAGE_BAD, page_tr(p, "Late: the deadline has passed"));
    else if (k.state == CASE_CLOCK_STOPPED)
        page_notice(p, PAGE_WAIT, page_tr(p, "The clock stands still"));
    else if (k.left)
        page_notice(p, PAGE_INFO, page_format(p, page_trn(p, "%d working day left", "%d working days left", k.left), k.left));
    else
        page_notice(p, PAGE_WAIT, page_tr(p, "Today is the last day"));
    if (k.state == CASE_CLOCK_RUNS) {
        page_raw(p, "<p class=\"hint\">");
        page_printf(p, page_tr(p, "Answer by %s"), when(p, k.deadline));
        page_raw(p, "</p>");
    }
}

static void stands(const struct scene *s) {
    struct page *p = s->p;
    const struct case_file *c = &s->o->row.file;
    const struct service_state *state = service_state(&s->o->entry->service, c->state);
    const struct service_office *office = case_office(&s->o->rules, c->office);
    page_raw(p, "<section class=\"card\">");
    page_line(p, "p", "hint", c->number);
    page_raw(p, "<h2");
    page_lang(p);
    page_raw(p, ">");
    page_text(p, state ? texts_pick(&state->title, p->language) : c->state);
    page_raw(p, "</h2>");
    page_line_of(p, "p", NULL, state ? texts_pick(&state->tells, p->language) : "");
    clock_of(s);
    page_raw(p, "<dl class=\"facts\">");
    page_fact(p, page_tr(p, "Office"), office ? catalogue_office(office, p->language).name : c->office);
    if (c->officer)
        page_fact(p, page_tr(p, "Officer"), c->officer);
    page_raw(p, "</dl></section>");
}

static void happened(const struct scene *s) {
    struct page *p = s->p;
    const struct case_file *c = &s->o->row.file;
    page_line(p, "h2", NULL, page_tr(p, "What happened"));
    page_raw(p, "<ol class=\"list\">");
    for (size_t i = c->event_count; i-- > 0;) {
        const struct case_event *e = &c->events[i];
        const char *detail = case_event_detail(p->req->arena, &s->o->rules, e, p->language);
        page_raw(p, "<li><small>");
        page_text(p, when(p, e->at));
        page_raw(p, "</small><br><b");
        page_lang(p);
        page_raw(p, ">");
        page_text(p, case_event_title(p->req->arena, &s->o->rules, e, p->language));
        page_raw(p, "</b>");
        if (detail && *detail) {
            page_raw(p, "<p dir=\"auto\">");
            html_lines(&p->b, detail);
            page_raw(p, "</p>");
        }
        page_raw(p, "</li>");
    }
    page_raw(p, "</ol>");
}

// ---- What can be done ----

static void begin(const struct scene *s, const char *act) {
    page_form(s->p, s->path);
    if (s->secret)
        page_hidden(s->p, "secret", s->secret);
    page_hidden(s->p, "act", act);
}

static void area(const struct scene *s, const char *act, const char *name, const char *label, int max, bool required) {
    struct page *p = s->p;
    bool again = s->typed && text_same(html_field(s->typed, "act"), act);
    buf_printf(&p->b, "<label for=\"%s-%s\">", act, name);
    page_text(p, label);
    buf_printf(&p->b, "</label><textarea id=\"%s-%s\" name=\"%s\" dir=\"auto\" maxlength=\"%d\"%s>\n", act, name, name, max,
               required ? " required" : "");
    if (again)
        page_text(p, html_field(s->typed, name));
    page_raw(p, "</textarea>");
}

static void move(const struct scene *s, const struct service_move *m) {
    struct page *p = s->p;
    const char *verb = texts_pick(&m->verb, p->language);
    page_raw(p, "<details class=\"card\"><summary");
    page_lang(p);
    page_raw(p, ">");
    page_text(p, verb);
    page_raw(p, "</summary>");
    begin(s, m->id);
    if (m->reopens) {
        page_raw(p, "<p class=\"hint\">");
        page_printf(p, page_tr(p, "Possible until %s."), when(p, case_reopen_until(&s->o->rules, &s->o->row.file)));
        page_raw(p, "</p>");
    }
    if (m->reason)
        area(s, m->id, "reason", page_tr(p, "Why?"), SERVICE_REASON_CAP / 3, m->reason == NEEDS_YES);
    if (m->answer)
        area(s, m->id, "text", page_tr(p, "Your text"), SERVICE_ANSWER_CAP / 3, m->answer == NEEDS_YES);
    page_button(p, verb, NULL, NULL);
    page_form_end(p);
    page_raw(p, "</details>");
}

static void acts(const struct scene *s) {
    const struct service_procedure *procedure = &s->o->entry->service.procedure;
    const struct case_file *c = &s->o->row.file;
    struct page *p = s->p;
    for (size_t i = 0; i < procedure->move_count; i++)
        if (case_may_move(&s->o->rules, c, &procedure->moves[i], ACTOR_CITIZEN, p->req->now_ms))
            move(s, &procedure->moves[i]);
    if (!case_may_write(&s->o->rules, c))
        return;
    page_raw(p, "<section class=\"card\">");
    begin(s, "message");
    area(s, "message", "text", page_tr(p, "Write to the office"), CASE_MESSAGE_CAP / 3, true);
    page_button(p, page_tr(p, "Send"), NULL, NULL);
    page_form_end(p);
    page_raw(p, "</section>");
}

static enum status show(const struct scene *asked, enum status status, enum page_tone tone, const char *notice) {
    const struct service *service = &asked->o->entry->service;
    struct opened spoken = *asked->o;
    struct scene said = *asked, *s = &said;
    said.o = &spoken;
    if (!opened_speak(&spoken, s->p->req, s->p->language))
        return STATUS_INTERNAL;
    page_speaks(s->p, service->languages, service->language_count);
    page_head(s->p, s->o->row.file.title);
    page_speaks_note(s->p);
    if (notice)
        page_notice(s->p, tone, notice);
    stands(s);
    acts(s);
    happened(s);
    return page_close(s->p, status);
}

// ---- Doing it, on the writer thread ----

struct deed {
    struct html_fields fields;
    const char *number, *path, *secret;
    struct case_act act;
};

static enum status deed_apply(const struct req *req, struct resp *resp, struct db *db, void *data) {
    const struct deed *d = data;
    struct opened o;
    struct page p;
    enum err err = opened_load(catalogue_of(req), db, d->number, req->now_ms, req->arena, &o);
    if (err)
        return resp_error(resp, err == ERR_REFERENCE ? ERR_CONFLICT : err);
    bool again = case_repeated(&o.row.file, &d->act);
    if (!again)
        err = opened_apply(&o, req->arena, &d->act, NULL);
    if (err == ERR_MEMORY)
        return STATUS_INTERNAL;
    page_open(&p, req, resp);
    struct scene s = {&p, &o, d->path, d->secret, err ? &d->fields : NULL};
    if (err)
        return show(&s, err == ERR_CONFLICT ? STATUS_CONFLICT : STATUS_UNPROCESSABLE, PAGE_BAD,
                    page_tr(&p, "This could not be done: the case has changed, or something is missing. Nothing was lost."));
    err = again ? ERR_NONE : opened_save(&o, db);
    if (err)
        return resp_error(resp, err);
    return case_publish(resp, d->number) ? show(&s, STATUS_OK, PAGE_OK, page_tr(&p, "It is sent.")) : STATUS_INTERNAL;
}

static const char *given(const struct html_fields *f, const char *name) {
    const char *text = html_field(f, name);
    return *text ? text : NULL;
}

enum status follow_case_act(const struct req *req, struct resp *resp, const struct opened *o, const struct html_fields *fields,
                            const char *path, const char *secret) {
    struct deed *d = arena_alloc(req->arena, sizeof *d);
    if (!d)
        return STATUS_INTERNAL;
    *d = (struct deed){.fields = *fields, .number = o->row.file.number, .path = path, .secret = secret};
    bool message = text_same(html_field(fields, "act"), "message");
    d->act = (struct case_act){.kind = message ? ACT_MESSAGE : ACT_MOVE, .by = ACTOR_CITIZEN, .at = req->now_ms,
                               .move = message ? NULL : html_field(fields, "act"), .text = message ? given(fields, "text") : NULL,
                               .reason = given(fields, "reason"), .answer = message ? NULL : given(fields, "text")};
    return http_write(req, resp, deed_apply, d);
}

enum status follow_case_page(struct page *p, const struct opened *o, const char *path, const char *secret) {
    return show(&(struct scene){p, o, path, secret, NULL}, STATUS_OK, PAGE_INFO, NULL);
}

enum status follow_show(const struct req *req, struct resp *resp, struct store *store) {
    struct html_fields fields;
    struct opened o;
    struct page p;
    if (!catalogue_of(req))
        return answer_no_catalogue(resp);
    bool readable = html_fields_read(req, &fields) == ERR_NONE;
    bool acting = readable && *html_field(&fields, "act");
    if (acting) { // whoever only reads needs no token: nothing changes
        enum status status = page_post(&p, req, resp, &fields);
        if (status != STATUS_OK)
            return status;
        buf_finish(&p.b);
    }
    page_open(&p, req, resp);
    const char *wrong = page_tr(&p, "There is no case with this number and this secret. Please check both on your receipt.");
    if (!readable)
        return follow_ask(&p, STATUS_BAD_REQUEST, wrong);
    enum status status = door_open(req, resp, store, req_param(req, "number"), html_field(&fields, "secret"), &o);
    const char *path = status == STATUS_OK ? arena_printf(req->arena, "/f/%s", o.row.file.number) : NULL;
    if (status == STATUS_OK && !path)
        return STATUS_INTERNAL;
    if (status == STATUS_OK)
        return acting ? follow_case_act(req, resp, &o, &fields, path, html_field(&fields, "secret"))
                      : follow_case_page(&p, &o, path, html_field(&fields, "secret"));
    if (status == STATUS_NOT_FOUND || status == STATUS_UNAUTHORIZED)
        return follow_ask(&p, STATUS_NOT_FOUND, wrong);
    if (status == STATUS_TOO_MANY)
        return follow_ask(&p, status, page_tr(&p, "Too many wrong tries. Please wait an hour."));
    return status;
}
