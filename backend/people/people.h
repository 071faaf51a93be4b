// SPDX-License-Identifier: Apache-2.0
// People who signed in: what is theirs, whom they let help, and who looked. A person is known by caller.person alone (a hash
// of issuer and subject); names stand beside mandates and traces only so that people can read them.
//
// A handler that touches somebody's things asks first whose they are and whether it is allowed:
//
//     struct acting who;
//     enum status s = people_acting(req, resp, store, MANDATE_SEE, service, &who);
//     if (s != STATUS_OK) return s;
//     ... who.owner ...
//
// and writes down what was done in another's name with people_trace.
#ifndef TGOV_BACKEND_PEOPLE_PEOPLE_H
#define TGOV_BACKEND_PEOPLE_PEOPLE_H

#include "backend/route.h"
#include "contract/service/api_people.h"

struct store;
struct db;

struct acting {
    const char *owner;   // person whose things are meant; "" when nobody is signed in
    const char *mandate; // its id when somebody else acts; NULL: the person themselves
    const char *service; // the only one the mandate is for; "": all. Lists show nothing else
};
// Who acts for whom, by credentials and the header Tgov-Mandate. STATUS_OK with owner "" when there are no credentials.
// Problems: 403 "mandate-over" when there is no such mandate, or it is over; "mandate" when it is another helper's or does not
// allow `need` for that service (NULL: any).
enum status people_acting(const struct req *req, struct resp *resp, struct store *store, enum mandate_scope need,
                          const char *service, struct acting *out);

// Whether a mandate still allows `need` for that service: for what was begun with it and goes on without its header.
enum err people_mandate_holds(struct db *db, const char *mandate, enum mandate_scope need, const char *service, when_ms now,
                              struct arena *a, bool *holds) TGOV_CHECKED;

// One entry of the log of `owner`, within a write. `name` did it, for `office` or (NULL) with `mandate`.
struct trace {
    const char *owner, *name, *office, *mandate, *about;
    enum trace_what what;
    when_ms at;
};
enum err people_trace(struct db *db, const struct trace *t) TGOV_CHECKED;
// The same as a write of its own. The same trace within an hour is written once. A failure is logged, not told.
void people_note(struct store *store, const struct trace *t);
// For handlers: nothing when the person acts for themselves.
void people_note_use(const struct req *req, struct store *store, const struct acting *who, enum trace_what what, const char *about);

// A case was opened with that Idempotency-Key: should the draft that it is the key of go on, it becomes another case. Within
// the same write.
enum err people_draft_sent(struct db *db, const char *owner, const char *key) TGOV_CHECKED;

route_handler me_show, me_cases, me_log, mandates_show, mandate_offer, mandate_take, mandate_end, mandate_log;
route_handler drafts_list, draft_show, draft_put, draft_drop;

extern const struct store_module people_module; // backend/people/schema.c

#endif
