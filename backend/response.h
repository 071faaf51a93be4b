// SPDX-License-Identifier: Apache-2.0
// The answer a handler builds. Memory is the request's arena. A handler sets what it wants and returns the status:
//
//     return resp_json(resp, STATUS_OK, &value);
//     return resp_problem(resp, STATUS_CONFLICT, "case-closed", "The case was closed on 3 March.");
//     return resp_error(resp, err);
//
// The dispatcher does the rest: 304 from If-None-Match, HEAD, an ETag for ROUTE_ETAG rows, no-store where nothing was
// said, `instance` of problems, security headers.
#ifndef TGOV_BACKEND_RESPONSE_H
#define TGOV_BACKEND_RESPONSE_H

#include "backend/blob.h"
#include "base/arena.h"
#include "base/value.h"

enum status {
    STATUS_LATER = 0, // not an answer yet: what http_write returns (backend/route.h)
    STATUS_OK = 200,
    STATUS_CREATED = 201,
    STATUS_NO_CONTENT = 204,
    STATUS_SEE_OTHER = 303,
    STATUS_NOT_MODIFIED = 304,
    STATUS_BAD_REQUEST = 400,
    STATUS_UNAUTHORIZED = 401,
    STATUS_FORBIDDEN = 403,
    STATUS_NOT_FOUND = 404,
    STATUS_NOT_ALLOWED = 405,
    STATUS_CONFLICT = 409,
    STATUS_GONE = 410,
    STATUS_PRECONDITION_FAILED = 412,
    STATUS_TOO_LARGE = 413,
    STATUS_TARGET_TOO_LONG = 414,
    STATUS_MEDIA_TYPE = 415,
    STATUS_UNPROCESSABLE = 422,
    STATUS_TOO_MANY = 429,
    STATUS_HEADERS_TOO_LARGE = 431,
    STATUS_INTERNAL = 500,
    STATUS_UNAVAILABLE = 503,
    STATUS_INSUFFICIENT_STORAGE = 507,
};

enum { RESP_HEADERS_MAX = 12, RESP_BODY_MAX = 8 << 20, RESP_EVENTS_MAX = 8 };

struct resp_event {
    const char *topic, *name, *json; // name may be NULL
};

struct req;
struct resp {
    struct arena *arena;
    enum status status;        // set by the dispatcher from what the handler returned
    const char *content_type;  // "application/json" unless set
    struct str body;           // in the arena or for ever
    struct blob *blob;         // instead of body: shared bytes with ETag and gzip; the response holds a reference
    const char *etag;          // with its quotes, or NULL
    const char *cache_control; // NULL: "no-store"
    const char *location, *content_language;
    int retry_after_s;         // 0: none. 429 and 503 get one if they lack it
    struct { const char *name, *value; } headers[RESP_HEADERS_MAX]; // further ones
    size_t header_count;
    struct resp_event events[RESP_EVENTS_MAX];
    size_t event_count;
    struct later *later;       // the write that was asked for with http_write
    const char *topic;         // set by resp_stream: the answer is a stream of server-sent events
    const struct req *reader;  // whose language problems speak; NULL: English
    char request_id[24];       // in problems and in the log line, so that a citizen can quote it
};

void resp_init(struct resp *p, struct arena *a);
// Forgets body, headers and events, keeps arena, reader and id: the start of a second try.
void resp_reset(struct resp *p);

// All return `status`, or STATUS_INTERNAL when the arena is full.
enum status resp_json(struct resp *p, enum status status, const struct val *v);
// Does not copy: `bytes` must live in the arena or for ever.
enum status resp_bytes(struct resp *p, enum status status, const char *content_type, struct str bytes);
// Takes an own reference. Sets type and ETag from the blob; set `cache_control` yourself ("public, max-age=60").
enum status resp_blob(struct resp *p, struct blob *blob);
// RFC 9457: {"type":"urn:tgov:problem:SLUG","title":…,"status":…,"detail":…,"instance":"urn:tgov:request:…"}. The slug
// is what programs go by; title and detail are for the person, in their language (Accept-Language, the catalogues of the
// phone's pages): give the detail as one plain English sentence that says what to do next. No personal data in it.
enum status resp_problem(struct resp *p, enum status status, const char *slug, const char *detail_fmt, ...)
    TGOV_PRINTF(4, 5);
// The same for what only a program can do wrong: nobody reads it on a television or a phone, so it stays English.
enum status resp_misuse(struct resp *p, enum status status, const char *slug, const char *detail_fmt, ...)
    TGOV_PRINTF(4, 5);
// The same as resp_problem with one more member, such as "errors": [{"path":"$.name","code":"required"}].
enum status resp_problem_with(struct resp *p, enum status status, const char *slug, const char *detail,
                              const char *member, const struct val *value);
// The problem that fits an error code of the store or of a decoder: ERR_NOT_FOUND 404, ERR_DENIED 403, ERR_CONFLICT and
// ERR_DUPLICATE 409, ERR_FULL 507, ERR_BUSY 503, ERR_LIMIT 413, ERR_SYNTAX 400, ERR_TYPE and ERR_MISSING 422, else 500.
enum status resp_error(struct resp *p, enum err err);
// Copies neither; both must live in the arena or for ever. False when there are RESP_HEADERS_MAX already.
bool resp_header(struct resp *p, const char *name, const char *value) TGOV_CHECKED;
// An event for the listeners of `topic` (backend/events.h), sent only once the answer is a success and its write is
// committed. Copied into the arena.
bool resp_event(struct resp *p, const char *topic, const char *json) TGOV_CHECKED;
// The same with a name for the event ("case"): what EventSource listeners subscribe to.
bool resp_event_as(struct resp *p, const char *topic, const char *name, const char *json) TGOV_CHECKED;
// Answers with the stream of the topic: text/event-stream, a heartbeat comment every 15 s.
enum status resp_stream(struct resp *p, const char *topic);
// A sentence of ours in the reader's language.
const char *resp_tr(const struct resp *p, const char *english) __attribute__((format_arg(2)));
const char *status_title(enum status s); // English

#endif
