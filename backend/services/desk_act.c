// SPDX-License-Identifier: Apache-2.0
// Reading a case at the desk, and what officers do with it: moves, more time, messages.
#include "backend/people/people.h"
#include "backend/services/desk_case.h"
#include "backend/services/handlers.h"

static enum err load(const struct req *req, struct db *db, struct opened *o) {
    char number[CASE_NUMBER_MAX];
    if (!case_number_clean(req_param(req, "number"), number, sizeof number))
        return ERR_NOT_FOUND;
    return opened_load(catalogue_of(req), db, number, req->now_ms, req->arena, o);
}

static enum status not_there(struct resp *p, enum err err) {
    if (err == ERR_REFERENCE)
        return resp_problem(p, STATUS_UNAVAILABLE, "service-gone", "The service of this case is not in the catalogue now.");
    return resp_error(p, err);
}

enum status desk_case(const struct req *req, struct resp *resp, struct store *store) {
    struct desk_session s;
    struct opened o;
    enum status status = desk_seat(req, resp, store, &s);
    if (status != STATUS_OK)
        return status;
    struct db *db = store_read(store);
    enum err err = db ? load(req, db, &o) : ERR_IO;
    store_read_end(store, db);
    if (err)
        return not_there(resp, err);
    if (*o.row.owner) // whoever's case it is reads in their log that the office looked
        people_note(store, &(struct trace){.owner = o.row.owner, .name = s.officer, .office = o.row.file.office,
                                           .about = o.row.file.number, .what = TRACE_CASE, .at = req->now_ms});
    return desk_case_page(req, resp, &s, &o, STATUS_OK, NULL);
}

struct act {
    struct desk_session session;
    struct html_fields fields;
    struct case_act act;
};

static enum status act_apply(const struct req *req, struct resp *resp, struct db *db, void *data) {
    const struct act *a = data;
    struct opened o;
    struct fault f = {0};
    long seen = -1;
    enum err err = load(req, db, &o);
    if (err)
        return not_there(resp, err);
    bool typed = text_integer(html_field(&a->fields, "seen"), 0, 1000000, &seen);
    if (typed && (size_t)seen != o.row.file.event_count)
        return desk_case_page(req, resp, &a->session, &o, STATUS_CONFLICT, &a->fields);
    err = opened_apply(&o, req->arena, &a->act, &f);
    if (err == ERR_MEMORY)
        return STATUS_INTERNAL;
    if (err)
        return desk_case_page(req, resp, &a->session, &o, err == ERR_CONFLICT ? STATUS_CONFLICT : STATUS_UNPROCESSABLE,
                              &a->fields);
    err = opened_save(&o, db);
    if (err)
        return resp_error(resp, err);
    resp->location = arena_printf(req->arena, "/office/cases/%s", o.row.file.number);
    return resp->location && case_publish(resp, o.row.file.number) ? STATUS_SEE_OTHER : STATUS_INTERNAL;
}

static const char *given(const struct html_fields *f, const char *name) {
    const char *text = html_field(f, name);
    return *text ? text : NULL;
}

static enum status act(const struct req *req, struct resp *resp, struct store *store, enum act_kind kind) {
    struct act *a = arena_alloc(req->arena, sizeof *a);
    if (!a)
        return STATUS_INTERNAL;
    enum status status = desk_seat_post(req, resp, store, &a->session, &a->fields);
    if (status != STATUS_OK)
        return status;
    const struct html_fields *f = &a->fields;
    a->act = (struct case_act){.kind = kind, .by = ACTOR_OFFICER, .at = req->now_ms, .name = a->session.officer,
                               .move = given(f, "move"), .reason = given(f, "reason"), .answer = given(f, "answer"),
                               .office = given(f, "office"), .text = given(f, "text")};
    return http_write(req, resp, act_apply, a);
}

enum status desk_move(const struct req *req, struct resp *resp, struct store *store) {
    return act(req, resp, store, ACT_MOVE);
}

enum status desk_extend(const struct req *req, struct resp *resp, struct store *store) {
    return act(req, resp, store, ACT_EXTEND);
}

enum status desk_message(const struct req *req, struct resp *resp, struct store *store) {
    return act(req, resp, store, ACT_MESSAGE);
}
