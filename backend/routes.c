// SPDX-License-Identifier: Apache-2.0
// Every address of the backend, sorted by template and method; a test checks the order.
#include "contract/service/api.h"
#include "backend/health.h"
#include "backend/route.h"
#include "backend/services/handlers.h"

enum { FORM_CAP = 4096, TEXT_CAP = 64 * 1024, JSON_CAP = 32 * 1024, ANSWERS_CAP = API_ANSWERS_BYTES };

static const struct route rows[] = {
    {"/", METHOD_GET, front_show, AUTH_NONE, 0, 0},
    {"/assets/follow.js", METHOD_GET, page_script, AUTH_NONE, 0, 0},
    {"/assets/tgov.css", METHOD_GET, page_style, AUTH_NONE, 0, 0},
    {"/f/{number}", METHOD_GET, follow_form, AUTH_NONE, 0, 0},
    {"/f/{number}", METHOD_POST, follow_show, AUTH_NONE, FORM_CAP, 0},
    {"/follow", METHOD_GET, follow_start, AUTH_NONE, 0, 0},
    {"/metrics", METHOD_GET, metrics_show, AUTH_NONE, 0, ROUTE_UNLIMITED},
    {"/office", METHOD_GET, desk_queue, AUTH_NONE, 0, 0},
    {"/office/cases/{number}", METHOD_GET, desk_case, AUTH_NONE, 0, 0},
    {"/office/cases/{number}/extend", METHOD_POST, desk_extend, AUTH_NONE, TEXT_CAP, 0},
    {"/office/cases/{number}/message", METHOD_POST, desk_message, AUTH_NONE, TEXT_CAP, 0},
    {"/office/cases/{number}/move", METHOD_POST, desk_move, AUTH_NONE, TEXT_CAP, 0},
    {"/office/sign-in", METHOD_GET, desk_sign_in, AUTH_NONE, 0, 0},
    {"/office/sign-in", METHOD_POST, desk_sign_in_do, AUTH_NONE, FORM_CAP, 0},
    {"/office/sign-out", METHOD_POST, desk_sign_out, AUTH_NONE, FORM_CAP, 0},
    {"/v1/cases/{number}", METHOD_GET, case_show, AUTH_NONE, 0, ROUTE_ETAG},
    {"/v1/cases/{number}/events", METHOD_GET, case_events, AUTH_NONE, 0, ROUTE_STREAM},
    {"/v1/cases/{number}/messages", METHOD_POST, case_message, AUTH_NONE, JSON_CAP, ROUTE_JSON | ROUTE_IDEMPOTENT},
    {"/v1/cases/{number}/moves", METHOD_POST, case_move, AUTH_NONE, JSON_CAP, ROUTE_JSON | ROUTE_IDEMPOTENT},
    {"/v1/context.jsonld", METHOD_GET, context_show, AUTH_NONE, 0, 0},
    {"/v1/health", METHOD_GET, health_show, AUTH_NONE, 0, ROUTE_UNLIMITED},
    {"/v1/home", METHOD_GET, home_show, AUTH_NONE, 0, 0},
    {"/v1/services", METHOD_GET, services_list, AUTH_NONE, 0, ROUTE_ETAG},
    {"/v1/services/{id}", METHOD_GET, service_show, AUTH_NONE, 0, ROUTE_ETAG},
    {"/v1/services/{id}/cases", METHOD_POST, case_submit, AUTH_OPTIONAL, ANSWERS_CAP,
     ROUTE_JSON | ROUTE_KEY_NEEDED}, // case_submit keeps the key itself: its answer holds a secret that is stored nowhere
    {"/v1/services/{id}/form", METHOD_GET, service_form, AUTH_NONE, 0, 0},
};

const struct route *const route_table = rows;
const size_t route_table_count = sizeof rows / sizeof *rows;
