// SPDX-License-Identifier: Apache-2.0
// The handlers of services and cases, for the route table (backend/routes.c), and what main does for them beside it.
// Everything needs req->site->catalogue to be a `struct catalogue`.
//
//   {"/",                                METHOD_GET,  front_show,        AUTH_NONE, 0, 0},
//   {"/assets/tgov.css",                 METHOD_GET,  page_style,        AUTH_NONE, 0, 0},
//   {"/assets/follow.js",                METHOD_GET,  page_script,       AUTH_NONE, 0, 0},
//   {"/f/{number}",                      METHOD_GET,  follow_form,       AUTH_NONE, 0, 0},
//   {"/f/{number}",                      METHOD_POST, follow_show,       AUTH_NONE, 4096, 0},
//   {"/follow",                          METHOD_GET,  follow_start,      AUTH_NONE, 0, 0},
//   {"/office",                          METHOD_GET,  desk_queue,      AUTH_NONE, 0, 0},
//   {"/office/cases/{number}",           METHOD_GET,  desk_case,       AUTH_NONE, 0, 0},
//   {"/office/cases/{number}/extend",    METHOD_POST, desk_extend,     AUTH_NONE, 65536, 0},
//   {"/office/cases/{number}/message",   METHOD_POST, desk_message,    AUTH_NONE, 65536, 0},
//   {"/office/cases/{number}/move",      METHOD_POST, desk_move,       AUTH_NONE, 65536, 0},
//   {"/office/sign-in",                  METHOD_GET,  desk_sign_in,    AUTH_NONE, 0, 0},
//   {"/office/sign-in",                  METHOD_POST, desk_sign_in_do, AUTH_NONE, 4096, 0},
//   {"/office/sign-out",                 METHOD_POST, desk_sign_out,   AUTH_NONE, 4096, 0},
//   {"/v1/cases/{number}",               METHOD_GET,  case_show,         AUTH_NONE, 0, ROUTE_ETAG},
//   {"/v1/cases/{number}/events",        METHOD_GET,  case_events,       AUTH_NONE, 0, ROUTE_STREAM},
//   {"/v1/cases/{number}/messages",      METHOD_POST, case_message,      AUTH_NONE, 32768, ROUTE_JSON | ROUTE_IDEMPOTENT},
//   {"/v1/cases/{number}/moves",         METHOD_POST, case_move,         AUTH_NONE, 32768, ROUTE_JSON | ROUTE_IDEMPOTENT},
//   {"/v1/context.jsonld",               METHOD_GET,  context_show,      AUTH_NONE, 0, 0},
//   {"/v1/home",                         METHOD_GET,  home_show,         AUTH_NONE, 0, 0},
//   {"/v1/services",                     METHOD_GET,  services_list,     AUTH_NONE, 0, ROUTE_ETAG},
//   {"/v1/services/{id}",                METHOD_GET,  service_show,      AUTH_NONE, 0, ROUTE_ETAG},
//   {"/v1/services/{id}/cases",          METHOD_POST, case_submit,       AUTH_OPTIONAL, 262144,
//                                                             ROUTE_JSON | ROUTE_KEY_NEEDED},
//   {"/v1/services/{id}/form",           METHOD_GET,  service_form,      AUTH_NONE, 0, 0},
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
