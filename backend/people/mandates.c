// SPDX-License-Identifier: Apache-2.0
// Mandates: one person lets another see, prepare or send for them, until a day, for one service or all. Offered with a code
// that is told in the same room, taken by somebody who signed in as themselves, ended by either side.
#include "backend/people/inside.h"
#include "backend/digest.h"
#include "base/random.h"
#include "contract/service/texts.h"

enum { CODE_LETTERS = 8, DAY_MS = 24 * 3600 * 1000, WRONG_MAX = 10 };

// A sentence on what is wrong with it, for the reader of `p`; NULL: nothing.
static const char *scopes_of(const struct resp *p, const struct api_mandate_new *n, unsigned *scopes) {
    *scopes = 0;
    for (size_t i = 0; i < n->scope_count; i++) {
        size_t s = 0;
        while (s < MANDATE_SCOPES && strcmp(n->scopes[i], mandate_scope_names[s]))
            s++;
        if (s == MANDATE_SCOPES)
            return "There is no such scope. Possible: see, prepare, send.";
        *scopes |= 1u << s;
    }
    return *scopes ? NULL : resp_tr(p, "Please choose what is allowed.");
}

static struct api_mandate view(const struct req *req, const struct mandate_row *m, bool given) {
    const struct catalogue *c = catalogue_of(req);
    const struct entry *e = c && *m->service ? catalogue_find(c, m->service) : NULL;
    const char **scopes = arena_array(req->arena, MANDATE_SCOPES, sizeof *scopes);
    const char *name = given ? m->helper_name : m->giver_name;
    struct api_mandate out = {.id = m->id, .name = *name ? name : NULL, .scopes = scopes, .until = m->until,
                              .service = *m->service ? m->service : NULL, .state = mandate_state_of(m, req->now_ms)};
    if (e)
        out.service_title = texts_pick(&e->service.title, c->district.tags[catalogue_language(c, req->accept_language)]);
    for (int s = 0; scopes && s < MANDATE_SCOPES; s++)
        if (m->scopes & 1u << s)
            scopes[out.scope_count++] = mandate_scope_names[s];
    return out;
}

// ---- Offering
struct offer {
    struct mandate_row row;
    char code[CODE_LETTERS + 2];
};

static void code_hash(const char *code, unsigned char out[CASES_HASH]) {
    char text[64];
    snprintf(text, sizeof text, "mandate\n%s", code);
    digest_sha256(str_of(text), out);
}

static enum status offer_apply(const struct req *req, struct resp *resp, struct db *db, void *data) {
    const struct offer *o = data;
    const struct mandate_row *list;
    size_t count, running = 0;
    unsigned char hash[CASES_HASH];
    char expires[32];
    enum err err = mandate_list(db, o->row.giver, true, req->arena, &list, &count);
    for (size_t i = 0; !err && i < count; i++)
        running += mandate_state_of(&list[i], req->now_ms) != MANDATE_OVER;
    if (!err && running >= API_MANDATES_CAP)
        return resp_problem(resp, STATUS_CONFLICT, "too-many", "There are many permissions already. Please end one first.");
    code_hash(o->code, hash);
    if (!err)
        err = mandate_insert(db, &o->row, hash);
    if (err)
        return resp_error(resp, err);
    when_write(o->row.offer_ends, expires, sizeof expires);
    struct api_mandate_offer out = {o->row.id, o->code, expires};
    return answer_json(resp, STATUS_CREATED, &api_mandate_offer_shape, &out);
}

static const char *day_of_offer(const struct resp *p, const struct catalogue *c, const char *until, when_ms now, when_ms *ends) {
    struct when_date date;
    if (!when_read_date(until, &date) || !when_date_valid(date))
        return resp_tr(p, "Please give the last day as a date.");
    when_day day = when_from_date(date), today = calendar_today(&c->calendar, now);
    if (day < today || day > today + API_MANDATE_DAYS_CAP)
        return resp_tr(p, "The last day must lie within the next two years.");
    *ends = when_at(day + 1, (struct when_clock){0}, zone_minutes(&c->calendar.zone, now));
    return NULL;
}

enum status mandate_offer(const struct req *req, struct resp *resp, struct store *store) {
    const struct catalogue *c = catalogue_of(req);
    struct api_mandate_new wish;
    struct fault f = {0};
    (void)store;
    if (!c)
        return answer_no_catalogue(resp);
    if (json_decode(req->arena, req->json, &api_mandate_new_shape, &wish, &f))
        return resp_misuse(resp, STATUS_UNPROCESSABLE, "mandate-wrong", "%s: %s", f.place, f.what);
    struct offer *o = arena_alloc(req->arena, sizeof *o);
    char *id = arena_alloc(req->arena, MANDATE_ID + 1);
    if (!o || !id)
        return STATUS_INTERNAL;
    *o = (struct offer){.row = {.id = id, .giver = req->caller.person, .giver_name = req->caller.name, .helper = "", .helper_name = "",
                                .service = wish.service ? wish.service : "", .until = wish.until,
                                .offer_ends = req->now_ms + API_MANDATE_CODE_S * 1000}};
    const char *wrong = scopes_of(resp, &wish, &o->row.scopes);
    wrong = wrong ? wrong : day_of_offer(resp, c, wish.until, req->now_ms, &o->row.ends);
    if (!wrong && *o->row.service && !catalogue_find(c, o->row.service))
        wrong = resp_tr(resp, "There is no service of this name.");
    if (wrong)
        return resp_problem_with(resp, STATUS_UNPROCESSABLE, "mandate-wrong", wrong, NULL, NULL);
    char letters[CODE_LETTERS + 1];
    random_text(id, MANDATE_ID, RANDOM_BASE32);
    random_text(letters, CODE_LETTERS, RANDOM_CODE);
    snprintf(o->code, sizeof o->code, "%.4s-%s", letters, letters + 4);
    return http_write(req, resp, offer_apply, o);
}

// ---- Taking
// "bcdf ghjk" as it was told, to "BCDF-GHJK"; false when it cannot be one.
static bool clean_code(const char *typed, char out[CODE_LETTERS + 2]) { return case_secret_clean(typed, out); }

static enum status unknown_code(struct resp *p) {
    return resp_problem(p, STATUS_NOT_FOUND, "no-such-code",
                        "This code is not right, or older than ten minutes. Please ask for a new one.");
}

static enum status take_apply(const struct req *req, struct resp *resp, struct db *db, void *data) {
    const struct mandate_row *m = data;
    enum err err = mandate_set_helper(db, m->id, req->caller.person, req->caller.name);
    if (err == ERR_CONFLICT)
        return unknown_code(resp);
    struct trace t = {.owner = m->giver, .name = req->caller.name, .mandate = m->id, .what = TRACE_MANDATE, .at = req->now_ms};
    if (!err)
        err = people_trace(db, &t);
    if (err)
        return resp_error(resp, err);
    struct mandate_row taken = *m;
    taken.helper = req->caller.person;
    struct api_mandate out = view(req, &taken, false);
    return answer_json(resp, STATUS_CREATED, &api_mandate_shape, &out);
}

enum status mandate_take(const struct req *req, struct resp *resp, struct store *store) {
    struct api_mandate_code typed;
    struct fault f = {0};
    char code[CASE_SECRET_MAX];
    unsigned char hash[CASES_HASH];
    int64_t wrong = 0;
    struct mandate_row *m = arena_alloc(req->arena, sizeof *m);
    if (!m)
        return STATUS_INTERNAL;
    if (json_decode(req->arena, req->json, &api_mandate_code_shape, &typed, &f))
        return resp_misuse(resp, STATUS_UNPROCESSABLE, "code-needed", "Please send {\"code\": …}.");
    struct db *db = store_read(store);
    enum err err = db ? door_wrong_tries(db, "mandate", req->caller.person, req->now_ms, &wrong) : ERR_IO;
    bool readable = clean_code(typed.code, code);
    code_hash(readable ? code : "", hash);
    if (!err)
        err = mandate_by_code(db, hash, req->arena, m);
    store_read_end(store, db);
    if (wrong >= WRONG_MAX) {
        resp->retry_after_s = 3600;
        return resp_problem(resp, STATUS_TOO_MANY, "too-many-tries", "There were too many wrong tries. Please wait an hour.");
    }
    if (err && err != ERR_NOT_FOUND)
        return resp_error(resp, err);
    if (err || mandate_state_of(m, req->now_ms) != MANDATE_OFFERED) {
        door_note_wrong(store, "mandate", req->caller.person, req->now_ms);
        return unknown_code(resp);
    }
    if (!strcmp(m->giver, req->caller.person))
        return resp_problem(resp, STATUS_CONFLICT, "own-code", "This is your own code. The person who helps you types it, signed in as themselves.");
    return http_write(req, resp, take_apply, m);
}

// ---- Ending and listing
static enum status end_apply(const struct req *req, struct resp *resp, struct db *db, void *data) {
    const struct mandate_row *m = data;
    struct trace t = {.owner = m->giver, .name = req->caller.name, .mandate = m->id, .what = TRACE_MANDATE, .at = req->now_ms};
    enum err err = mandate_set_ended(db, m->id, req->now_ms);
    if (!err)
        err = people_trace(db, &t);
    return err ? resp_error(resp, err) : STATUS_NO_CONTENT;
}

enum status mandate_end(const struct req *req, struct resp *resp, struct store *store) {
    struct mandate_row *m = arena_alloc(req->arena, sizeof *m);
    if (!m)
        return STATUS_INTERNAL;
    struct db *db = store_read(store);
    enum err err = db ? mandate_load(db, req_param(req, "id"), req->arena, m) : ERR_IO;
    store_read_end(store, db);
    if (err && err != ERR_NOT_FOUND)
        return resp_error(resp, err);
    if (err || (strcmp(m->giver, req->caller.person) && strcmp(m->helper, req->caller.person)))
        return resp_problem(resp, STATUS_NOT_FOUND, "no-such-mandate", "There is no such permission.");
    return m->ended ? STATUS_NO_CONTENT : http_write(req, resp, end_apply, m);
}

static enum err side(const struct req *req, struct db *db, bool given, const struct api_mandate **out, size_t *count) {
    const struct mandate_row *rows;
    enum err err = mandate_list(db, req->caller.person, given, req->arena, &rows, count);
    struct api_mandate *list = err ? NULL : arena_array(req->arena, *count + 1, sizeof *list);
    for (size_t i = 0; list && i < *count; i++)
        list[i] = view(req, &rows[i], given);
    *out = list;
    return err ? err : list && !req->arena->failed ? ERR_NONE : ERR_MEMORY;
}

enum status mandates_show(const struct req *req, struct resp *resp, struct store *store) {
    struct api_mandates out = {.given_count = 0};
    struct db *db = store_read(store);
    enum err err = db ? side(req, db, true, &out.given, &out.given_count) : ERR_IO;
    if (!err)
        err = side(req, db, false, &out.received, &out.received_count);
    store_read_end(store, db);
    resp->cache_control = "private, no-cache";
    return err ? resp_error(resp, err) : answer_json(resp, STATUS_OK, &api_mandates_shape, &out);
}
