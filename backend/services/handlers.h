// SPDX-License-Identifier: Apache-2.0
// The handlers of services and cases, for the route table (backend/routes.c says at which address each stands), and what
// main does for them beside it. Everything needs req->site->catalogue to be a `struct catalogue`.
#ifndef TGOV_BACKEND_SERVICES_HANDLERS_H
#define TGOV_BACKEND_SERVICES_HANDLERS_H

#include "backend/route.h"

route_handler front_show, page_style, page_script;
route_handler home_show, services_list, service_show, service_form, context_show;
route_handler case_submit, case_show, case_move, case_message, case_events;
route_handler follow_start, follow_form, follow_show;
// The officer's desk: pages under /office, with an own session cookie.
route_handler desk_sign_in, desk_sign_in_do, desk_sign_out, desk_queue, desk_case, desk_move, desk_extend,
    desk_message;

struct catalogue;
struct events;

// The schema (backend/store/cases.c, desk.c); give both to store_open.
extern const struct store_module cases_module, desk_module;

// At start: makes the officers' account when there is none and writes its first password into `password` (room at least
// 32), to be printed once; "" when the account is there already. Never log it.
enum err desk_prepare(struct store *store, when_ms now, char *password, size_t room) TGOV_CHECKED;
// With --demo: some cases in several states, unless there are cases already. Their dates lie before `now`.
enum err demo_seed(struct store *store, const struct catalogue *c, when_ms now, struct fault *f) TGOV_CHECKED;
// Records deadlines that passed, so that no lapse is silent. Call every minute, and once at the start. `events` may be
// NULL. Gives the number of cases that lapsed.
enum err cases_lapse(struct store *store, const struct catalogue *c, struct events *events, when_ms now,
                     size_t *lapsed) TGOV_CHECKED;

#endif
