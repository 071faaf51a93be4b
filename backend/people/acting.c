// SPDX-License-Identifier: Apache-2.0
// Who acts for whom, and writing down that somebody did.
#include "backend/people/inside.h"
#include "base/log.h"

enum { AGAIN_MS = 3600 * 1000 };

static enum status refuse(struct resp *p) {
    return resp_problem(p, STATUS_FORBIDDEN, "mandate",
                        "The permission to act for this person is over, or does not cover this. Please ask them for a new one.");
}

// A television that hears it stops acting.
static enum status over(struct resp *p) {
    return resp_problem(p, STATUS_FORBIDDEN, "mandate-over", "The permission to act for this person is over. Please ask them for a new one.");
}

static bool allows(const struct mandate_row *m, enum mandate_scope need, const char *service, when_ms now) {
    return mandate_state_of(m, now) == MANDATE_ACTIVE && (m->scopes & 1u << need) && (!*m->service || !service || !strcmp(m->service, service));
}

enum status people_acting(const struct req *req, struct resp *resp, struct store *store, enum mandate_scope need,
                          const char *service, struct acting *out) {
    const char *id = req_header(req, "tgov-mandate");
    *out = (struct acting){.owner = req->caller.known ? req->caller.person : "", .service = ""};
    if (!id || !*id)
        return STATUS_OK;
    if (!req->caller.known)
        return refuse(resp);
    struct mandate_row m;
    struct db *db = store_read(store);
    enum err err = db ? mandate_load(db, id, req->arena, &m) : ERR_IO;
    store_read_end(store, db);
    if (err && err != ERR_NOT_FOUND)
        return resp_error(resp, err);
    if (err || (!strcmp(m.helper, req->caller.person) && mandate_state_of(&m, req->now_ms) == MANDATE_OVER))
        return over(resp);
    if (strcmp(m.helper, req->caller.person) || !allows(&m, need, service, req->now_ms))
        return refuse(resp);
    *out = (struct acting){.owner = m.giver, .mandate = m.id, .service = m.service};
    return STATUS_OK;
}

enum err people_mandate_holds(struct db *db, const char *mandate, enum mandate_scope need, const char *service, when_ms now,
                              struct arena *a, bool *holds) {
    struct mandate_row m;
    enum err err = mandate_load(db, mandate, a, &m);
    *holds = !err && allows(&m, need, service, now);
    return err == ERR_NOT_FOUND ? ERR_NONE : err;
}

struct note {
    struct store_job job;
    const struct trace *trace;
};

static enum err note_run(struct db *db, struct store_job *job) {
    static const struct db_sql seen = {
        "trace-seen", "SELECT COUNT(*) FROM traces WHERE owner = $1 AND name = $2 AND what = $3 AND COALESCE(about, '') = $4 AND at > $5"
                      " AND COALESCE(mandate, '') = $6 AND COALESCE(office, '') = $7"};
    const struct trace *t = ((struct note *)job)->trace;
    struct db_value v[] = {db_t(t->owner), db_t(t->name), db_i(t->what), db_t(t->about ? t->about : ""), db_i(t->at - AGAIN_MS),
                           db_t(t->mandate ? t->mandate : ""), db_t(t->office ? t->office : "")};
    int64_t count = 0;
    enum err err = db_number(db, &seen, v, 7, &count);
    return err || count ? err : people_trace(db, t);
}

void people_note(struct store *store, const struct trace *t) {
    struct note n = {.job = {.run = note_run}, .trace = t};
    enum err err = store_write(store, &n.job);
    if (err)
        log_line(LOG_ERROR, "people", "trace-lost", "err=%s", err_name(err));
}

void people_note_use(const struct req *req, struct store *store, const struct acting *who, enum trace_what what, const char *about) {
    if (who->mandate)
        people_note(store, &(struct trace){.owner = who->owner, .name = req->caller.name, .mandate = who->mandate, .about = about,
                                           .what = what, .at = req->now_ms});
}
