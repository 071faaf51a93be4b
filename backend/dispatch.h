// SPDX-License-Identifier: Apache-2.0
// The steps of a request, one by one, for the server, which must know the route before the body comes and must not wait
// for a commit. http_dispatch (backend/route.h) does them in a row.
#ifndef TGOV_BACKEND_DISPATCH_H
#define TGOV_BACKEND_DISPATCH_H

#include "backend/route.h"
#include "backend/store/store.h"

struct later { // a write on its way; in the request's arena
    struct store_job job;
    const struct req *req;
    struct resp *resp;
    route_apply *apply;
    void *data;
    enum status status;
    void (*wake)(void *self); // called on the writer thread; the last touch by the store
    void *self;
};

// Headers are complete: finds the row, then proves the caller. STATUS_LATER means "go on"; anything else is the answer.
enum status dispatch_route(const struct router *t, struct req *r, struct resp *p);
enum status dispatch_caller(struct req *r, struct resp *p);
// The body is complete: checks it and runs the handler. STATUS_LATER means that p->later waits for dispatch_submit.
enum status dispatch_body(struct req *r, struct resp *p, struct store *s);
// Hands the write over. On an error it is not queued, `wake` will not come, and dispatch_written tells the answer.
enum err dispatch_submit(struct resp *p, struct store *s, void (*wake)(void *self), void *self) TGOV_CHECKED;
// The status of a write that is done (or was not taken: p->later->job.err).
enum status dispatch_written(struct resp *p);
// Completes the answer: problem for bare errors, ETag and 304, defaults of headers; publishes its events.
enum status dispatch_finish(const struct req *r, struct resp *p, enum status status);
// Whether the listed ETags of If-None-Match have this one (weak comparison, RFC 9110 8.8.3.2).
bool dispatch_etag_listed(const char *list, const char *etag);
bool dispatch_accepts_gzip(const char *accept_encoding); // the header, or NULL

#endif
