// SPDX-License-Identifier: Apache-2.0
// The signed-in person: who they are here, their cases, and who looked.
#include "backend/people/inside.h"
#include "contract/service/texts.h"

enum status me_show(const struct req *req, struct resp *resp, struct store *store) {
    static const struct { unsigned role; const char *name; } known[] = {
        {ROLE_CITIZEN, "citizen"}, {ROLE_BUSINESS, "business"}, {ROLE_OFFICER, "officer"}, {ROLE_ADMIN, "admin"}};
    const char *roles[sizeof known / sizeof *known];
    const struct caller *c = &req->caller;
    struct api_me me = {.name = c->name, .roles = roles, .organisation = {*c->organisation ? c->organisation : NULL,
                                                                          *c->organisation_number ? c->organisation_number : NULL}};
    (void)store;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (c->roles & known[i].role)
            roles[me.role_count++] = known[i].name;
    return answer_json(resp, STATUS_OK, &api_me_shape, &me);
}

static const char *instant(struct arena *a, when_ms at) {
    char text[32];
    when_write(at, text, sizeof text);
    return at ? arena_string(a, text) : NULL;
}

static struct api_my_case case_of(const struct catalogue *c, const struct cases_line *l, const char *language, const struct req *req) {
    struct arena *a = req->arena;
    const struct entry *e = catalogue_find(c, l->service);
    const struct case_names names = line_names(req, e, l, language);
    const struct service_state *state = e ? service_state(&e->service, l->state) : NULL;
    bool open = !l->answered && !l->closed;
    return (struct api_my_case){.number = l->number, .service = l->service, .title = names.title, .state = l->state,
                                .language = names.language,
                                .service_title = e ? texts_pick(&e->service.title, language) : NULL,
                                .state_title = state ? texts_pick(&state->title, language) : NULL,
                                .icon = e ? e->service.icon : NULL, .opened = instant(a, l->opened),
                                .deadline = open ? instant(a, l->deadline) : NULL, .open = open, .late = open && l->lapsed};
}

enum status me_cases(const struct req *req, struct resp *resp, struct store *store) {
    const struct catalogue *c = catalogue_of(req);
    struct acting who;
    enum status status = c ? people_acting(req, resp, store, MANDATE_SEE, NULL, &who) : answer_no_catalogue(resp);
    if (status != STATUS_OK)
        return status;
    const struct cases_line *lines = NULL;
    size_t count = 0;
    int64_t total = 0;
    struct db *db = store_read(store);
    size_t language = catalogue_language(c, req->accept_language);
    const struct cases_whose whose = {who.owner, who.service, c->district.tags[language], req_query_int(req, "skip", 0, 1 << 20, 0)};
    enum err err = db ? cases_of_owner(db, &whose, req->arena, &lines, &count, &total) : ERR_IO;
    store_read_end(store, db);
    struct api_my_case *items = err ? NULL : arena_array(req->arena, count + 1, sizeof *items);
    if (!items)
        return resp_error(resp, err ? err : ERR_MEMORY);
    for (size_t i = 0; i < count; i++)
        items[i] = case_of(c, &lines[i], whose.language, req);
    people_note_use(req, store, &who, TRACE_CASES, NULL);
    struct api_my_cases page = {items, count, (int)total};
    resp->cache_control = "private, no-cache";
    return answer_language(resp, c, language) ? answer_json(resp, STATUS_OK, &api_my_cases_shape, &page) : STATUS_INTERNAL;
}

static enum status answer_log(const struct req *req, struct resp *resp, struct store *store, const char *owner, const char *mandate) {
    struct api_log log = {.item_count = 0};
    int64_t total = 0;
    struct db *db = store_read(store);
    enum err err = db ? trace_list(db, owner, mandate, req_query_int(req, "skip", 0, 1 << 20, 0), req->arena, &log.items, &log.item_count, &total)
                      : ERR_IO;
    store_read_end(store, db);
    log.total = (int)total;
    resp->cache_control = "private, no-cache";
    return err ? resp_error(resp, err) : answer_json(resp, STATUS_OK, &api_log_shape, &log);
}

enum status me_log(const struct req *req, struct resp *resp, struct store *store) {
    return answer_log(req, resp, store, req->caller.person, NULL);
}

enum status mandate_log(const struct req *req, struct resp *resp, struct store *store) {
    struct mandate_row m;
    struct db *db = store_read(store);
    enum err err = db ? mandate_load(db, req_param(req, "id"), req->arena, &m) : ERR_IO;
    store_read_end(store, db);
    bool mine = !err && (!strcmp(m.giver, req->caller.person) || !strcmp(m.helper, req->caller.person));
    if (err ? err != ERR_NOT_FOUND : false)
        return resp_error(resp, err);
    if (!mine)
        return resp_problem(resp, STATUS_NOT_FOUND, "no-such-mandate", "There is no such permission.");
    return answer_log(req, resp, store, NULL, m.id);
}
