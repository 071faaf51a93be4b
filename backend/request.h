// SPDX-License-Identifier: Apache-2.0
// One request as a handler sees it. Everything here lives in the request's arena and dies with the request; nothing is
// to be kept. All texts are terminated, valid UTF-8 and free of control characters (a tab in a header excepted): a
// request with anything else was refused with 400 before the handler ran. The body alone is raw bytes.
//
// Reading:
//     const char *number = req_param(req, "number");            // of "/v1/cases/{number}"; never NULL for a named one
//     long limit = req_query_int(req, "limit", 1, 100, 20);
//     const char *reason = val_get_text(req->json, "reason", NULL);
#ifndef TGOV_BACKEND_REQUEST_H
#define TGOV_BACKEND_REQUEST_H

#include "base/arena.h"
#include "base/value.h"
#include "base/when.h"

struct route;
struct site;

enum {
    REQ_TARGET_MAX = 4096, // bytes of path and query as they arrive
    REQ_PARAMS_MAX = 4,    // of one template
    REQ_QUERY_MAX = 32,
    REQ_HEADERS_MAX = 64,
    REQ_VALUE_MAX = 8192,  // bytes of one header value
    REQ_KEY_MAX = 128,     // of an Idempotency-Key
};

enum method {
    METHOD_DELETE,
    METHOD_GET,
    METHOD_HEAD,
    METHOD_OPTIONS,
    METHOD_PATCH,
    METHOD_POST,
    METHOD_PUT,
    METHOD_OTHER
};

struct pair {
    const char *name, *value; // header names in lower case
};

// Who asks, as proved by the request's credentials. For AUTH_NONE routes it is always the unknown caller.
enum role { ROLE_CITIZEN = 1, ROLE_BUSINESS = 2, ROLE_OFFICER = 4, ROLE_ADMIN = 8 };
struct caller {
    bool known;
    unsigned roles;            // of enum role, combined
    const char *subject;       // the issuer's stable id; "" when unknown. Never to be logged
    const char *name;          // for display; may be ""
    const char *organisation;  // of an officer or a business; may be ""
    const char *organisation_number; // its registration, as the issuer proves it; may be ""
    const char *issuer;        // who says so: the token's "iss"; "" when unknown
    const char *person;        // hexadecimal SHA-256 of issuer, line feed, subject: one person, here; "" when unknown
    const char *jkt;           // thumbprint of the key that the token is bound to and that was proved; "" when none
    const struct val *authorization; // the token's "authorization_details" (RFC 9396), a list; or NULL
};

struct req {
    struct arena *arena;
    enum method method;
    const struct route *route; // NULL when none fits
    const char *path;          // as it arrived, still percent-encoded
    struct pair params[REQ_PARAMS_MAX], query[REQ_QUERY_MAX], headers[REQ_HEADERS_MAX]; // params and query decoded
    size_t param_count, query_count, header_count;
    struct str body;              // empty when none came
    const struct val *json;       // the body, when the route has ROUTE_JSON; else NULL
    const char *accept_language;  // the header as it came, or NULL
    const char *idempotency_key;  // 1 to REQ_KEY_MAX visible ASCII characters, or NULL
    const char *peer;             // the address that asks, without port ("192.0.2.7", "2001:db8::1")
    struct caller caller;
    when_ms now_ms;
    struct site *site;            // what the process shares: catalogue, events, settings (backend/site.h)
};

const char *req_param(const struct req *r, const char *name);  // NULL when the template has no such part
const char *req_query(const struct req *r, const char *name);  // the first of that name, or NULL
const char *req_header(const struct req *r, const char *name); // lower-case name; the first, or NULL
// A whole number within [min, max]; the fallback when absent or anything else.
long req_query_int(const struct req *r, const char *name, long min, long max, long fallback);

// ---- Making a request: used by backend/http.c and by tests that need no socket ----
// Splits and decodes the target ("/v1/cases/7?lang=fr"). ERR_SYNTAX, ERR_LIMIT or ERR_MEMORY. `r` is zeroed first.
enum err req_init(struct req *r, struct arena *a, enum method method, const char *target) TGOV_CHECKED;
// ERR_SYNTAX for control characters, ERR_LIMIT for too many or too long ones, ERR_DUPLICATE for a second header that
// must be single (host, content-length, content-type, authorization, idempotency-key, if-none-match).
enum err req_add_header(struct req *r, const char *name, const char *value) TGOV_CHECKED;
enum method method_of(const char *name);
const char *method_name(enum method m);

#endif
