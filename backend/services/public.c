// SPDX-License-Identifier: Apache-2.0
// What everybody may ask: home, lists, services, forms.
#include "backend/services/handlers.h"
#include "backend/services/parts.h"

static const char cache_short[] = "public, max-age=60, stale-while-revalidate=600, stale-if-error=86400";

static enum status give(struct resp *p, const struct catalogue *c, size_t language, struct blob *blob) {
    p->cache_control = cache_short;
    return answer_language(p, c, language) ? resp_blob(p, blob) : STATUS_INTERNAL;
}

enum status home_show(const struct req *req, struct resp *resp, struct store *store) {
    const struct catalogue *c = catalogue_of(req);
    if (!c)
        return answer_no_catalogue(resp);
    size_t language = catalogue_language(c, req->accept_language);
    return give(resp, c, language, c->home[language]);
}

static enum status wrong_query(struct resp *p, const char *name, const char *what) {
    return resp_misuse(p, STATUS_BAD_REQUEST, "query", "The parameter \"%s\" %s.", name, what);
}

// Reads the question; STATUS_LATER when it is fine.
static enum status read_question(const struct req *r, struct resp *p, struct list_question *q) {
    const char *audience = req_query(r, "audience"), *cursor = req_query(r, "cursor"), *limit = req_query(r, "limit");
    const char *finish = req_query(r, "finish"), *fee = req_query(r, "fee"), *papers = req_query(r, "papers");
    *q = (struct list_question){.audience = -1, .event = req_query(r, "event"), .category = req_query(r, "category"),
                                .typed = req_query(r, "q"), .on_tv = finish != NULL, .free = fee != NULL,
                                .no_papers = papers != NULL, .limit = API_PAGE};
    for (int a = 0; audience && a < AUDIENCE_COUNT; a++)
        if (text_same(audience_names[a], audience))
            q->audience = a;
    if (audience && q->audience < 0)
        return wrong_query(p, "audience", "is citizen, business or government");
    if (q->event && !vocabulary_find(life_events, q->event))
        return wrong_query(p, "event", "is no life or business event");
    if (q->category && !vocabulary_find(categories, q->category))
        return wrong_query(p, "category", "is no category");
    if ((finish && !text_same(finish, "tv")) || (fee && !text_same(fee, "none")) || (papers && !text_same(papers, "none")))
        return wrong_query(p, finish && !text_same(finish, "tv") ? "finish" : "fee or papers", "has another value than tv or none");
    if (q->typed && utf8_count(q->typed, strlen(q->typed)) > API_QUERY_CAP)
        return wrong_query(p, "q", "has more than 100 characters");
    if (limit && !text_integer(limit, 1, API_PAGE_MAX, &q->limit))
        return wrong_query(p, "limit", "is a number from 1 to 100");
    if (cursor && !text_integer(cursor, 0, CATALOGUE_SERVICES_CAP, &q->skip))
        return wrong_query(p, "cursor", "is no cursor of ours; please begin again without it");
    return STATUS_LATER;
}

enum status services_list(const struct req *req, struct resp *resp, struct store *store) {
    const struct catalogue *c = catalogue_of(req);
    struct list_question q;
    if (!c)
        return answer_no_catalogue(resp);
    enum status status = read_question(req, resp, &q);
    if (status != STATUS_LATER)
        return status;
    size_t language = catalogue_language(c, req->accept_language);
    if (!q.event && !q.category && !q.typed && !q.on_tv && !q.free && !q.no_papers && !q.skip && q.limit == API_PAGE)
        return give(resp, c, language, c->lists[language][q.audience + 1]);
    struct api_services *page = arena_alloc(req->arena, sizeof *page);
    if (!page || !list_services(c, language, &q, req->arena, page) || !answer_language(resp, c, language))
        return STATUS_INTERNAL;
    resp->cache_control = cache_short;
    return answer_json(resp, STATUS_OK, &api_services_shape, page);
}

static enum status no_service(struct resp *p) {
    return resp_problem(p, STATUS_NOT_FOUND, "no-such-service",
                        "There is no service of this name. It may have been renamed: please search for it.");
}

enum status service_show(const struct req *req, struct resp *resp, struct store *store) {
    const struct catalogue *c = catalogue_of(req);
    const struct entry *e = c ? catalogue_find(c, req_param(req, "id")) : NULL;
    if (!e)
        return c ? no_service(resp) : answer_no_catalogue(resp);
    size_t language = catalogue_language(c, req->accept_language);
    struct api_service page = e->pages[language];
    char by[32];
    if (page.days) {
        when_write(calendar_deadline(&c->calendar, req->now_ms, page.days), by, sizeof by);
        page.answer_by = by;
    }
    resp->cache_control = cache_short;
    return answer_language(resp, c, language) ? answer_json(resp, STATUS_OK, &api_service_shape, &page) : STATUS_INTERNAL;
}

enum status service_form(const struct req *req, struct resp *resp, struct store *store) {
    const struct catalogue *c = catalogue_of(req);
    const struct entry *e = c ? catalogue_find(c, req_param(req, "id")) : NULL;
    if (!e)
        return c ? no_service(resp) : answer_no_catalogue(resp);
    resp->cache_control = cache_short;
    return resp_blob(resp, e->form_bytes);
}

enum status context_show(const struct req *req, struct resp *resp, struct store *store) {
    const struct catalogue *c = catalogue_of(req);
    if (!c || !c->context)
        return c ? resp_error(resp, ERR_NOT_FOUND) : answer_no_catalogue(resp);
    resp->cache_control = "public, max-age=86400";
    return resp_blob(resp, c->context);
}
