// SPDX-License-Identifier: Apache-2.0
// The table of routes and how a request runs through it. One row a route, sorted by template and then method (plain
// byte order, checked by a test); "{name}" stands for one whole, non-empty segment. Literal segments win over
// parameters. HEAD is served by the GET row, OPTIONS and 405 by the table itself.
//
// A read answers at once:
//     enum status service_show(const struct req *req, struct resp *resp, struct store *store);
//     {"/v1/services/{id}", METHOD_GET, service_show, AUTH_NONE, 0, ROUTE_ETAG},
//
// A write checks what can be checked, then hands the rest to the one writer thread:
//     enum status case_submit(const struct req *req, struct resp *resp, struct store *store) {
//         struct submit *s = arena_alloc(req->arena, sizeof *s);
//         ... check req->json, fill s ...
//         return http_write(req, resp, submit_apply, s);
//     }
//     static enum status submit_apply(const struct req *req, struct resp *resp, struct db *db, void *data) {
//         ... db_run(db, ...) ... return resp_json(resp, STATUS_CREATED, &answer);
//     }
// `apply` runs inside a transaction and the answer leaves only after the commit. A status of 400 or more undoes what
// apply wrote. It may run more than once (a failed batch is retried alone), each time with a fresh resp, so it keeps
// nothing outside `resp` and the arena and has no other effects; events go through resp_event. It must be quick: no
// network, no heavy computing, for it holds up every other write.
#ifndef TGOV_BACKEND_ROUTE_H
#define TGOV_BACKEND_ROUTE_H

#include "backend/request.h"
#include "backend/response.h"

struct store;
struct db;

typedef enum status route_handler(const struct req *req, struct resp *resp, struct store *store);
typedef enum status route_apply(const struct req *req, struct resp *resp, struct db *db, void *data);

enum auth {
    AUTH_NONE,     // credentials are not looked at
    AUTH_OPTIONAL, // looked at when they come; wrong ones are 401
    AUTH_PERSON,   // anyone signed in
    AUTH_OFFICER,  // ROLE_OFFICER or ROLE_ADMIN
    AUTH_ADMIN,
};

enum route_flag {
    ROUTE_JSON = 1,       // the body must be a JSON document; it is in req->json. 415, 400 otherwise
    ROUTE_ETAG = 2,       // an ETag is made from the body when the handler gave none
    ROUTE_IDEMPOTENT = 4, // an Idempotency-Key is honoured: http_write replays the first success for the same body
    ROUTE_KEY_NEEDED = 8, // without an Idempotency-Key 400; a handler without ROUTE_IDEMPOTENT keeps it itself
    ROUTE_STREAM = 16,    // answers with resp_stream
    ROUTE_UNLIMITED = 32, // outside the rate limit (health, metrics)
};

struct route {
    const char *path; // the template
    enum method method;
    route_handler *handle;
    enum auth auth;
    size_t body_cap; // bytes; 0: no body allowed
    unsigned flags;  // of enum route_flag
};

// The product's table, in backend/routes.c.
extern const struct route *const route_table;
extern const size_t route_table_count;

struct router {
    const struct route *rows;
    size_t count;
};

// The row for a path and method with the parameters put into `r`; NULL when none fits, and then `allow` (at least 64
// bytes) has the methods the path knows, "" when the path is unknown.
const struct route *route_match(const struct router *t, struct req *r, char *allow, size_t room);
// Sorted, unique, well-formed. False names the row in `f`.
bool route_table_check(const struct router *t, struct fault *f) TGOV_CHECKED;

// From within a handler only: asks for `apply` on the writer thread. Returns STATUS_LATER, or 500 without memory.
enum status http_write(const struct req *req, struct resp *resp, route_apply *apply, void *data);

// Runs a whole request without a socket: match, authentication, body checks, handler, write and wait for its commit,
// conditional answer. Returns the final status; `resp` is ready to be sent. Needs r->body and r->peer set when they
// matter, r->now_ms and r->site.
enum status http_dispatch(const struct router *t, struct req *r, struct resp *p, struct store *s);

#endif
