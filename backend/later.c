// SPDX-License-Identifier: Apache-2.0
// Writes of handlers: run on the writer thread inside its transaction, with Idempotency-Key honoured around them.
#include "backend/digest.h"
#include "backend/dispatch.h"
#include "backend/store/replay.h"
#include "base/buf.h"
#include <pthread.h>

// REFUSED is what a job returns to have its work undone although nothing failed: the handler refused.
enum { REFUSED = ERR_DENIED, SLOT_MAX = 4096 };

// The three texts hold no NUL, so it parts them.
static bool key_of(const struct req *r, struct replay_key *k) {
    const char *texts[] = {r->idempotency_key, r->route->path, r->caller.person};
    struct buf b;
    buf_init(&b, SLOT_MAX);
    for (size_t i = 0; i < 3; i++)
        buf_add(&b, texts[i], strlen(texts[i]) + 1);
    bool ok = !b.err;
    digest_sha256((struct str){b.data, b.len}, k->slot);
    // The request is its address and its body: a key taken again for another case is another request.
    buf_reset(&b);
    digest_sha256(r->body, k->request);
    buf_add(&b, k->request, sizeof k->request);
    buf_text_add(&b, r->path);
    ok = ok && !b.err;
    digest_sha256((struct str){b.data, b.len}, k->request);
    buf_finish(&b);
    return ok;
}

static enum status replayed(struct resp *p, const struct replay_answer *a) {
    p->content_type = a->content_type;
    p->location = a->location;
    p->etag = a->etag;
    p->body = a->body;
    return (enum status)a->status;
}

static enum status apply_once(struct db *db, struct later *l) {
    const struct req *r = l->req;
    struct replay_key k;
    struct replay_answer old;
    bool found;
    if (!key_of(r, &k))
        return STATUS_INTERNAL;
    enum err err = replay_find(db, &k, r->now_ms, r->arena, &found, &old);
    if (err == ERR_CONFLICT)
        return resp_misuse(l->resp, STATUS_UNPROCESSABLE, "key-reused",
                            "This Idempotency-Key was used for another request. Please take a new one.");
    if (err)
        return resp_error(l->resp, err);
    if (found)
        return replayed(l->resp, &old);
    enum status status = l->apply(r, l->resp, db, l->data);
    if (status >= STATUS_BAD_REQUEST)
        return status;
    const struct resp *p = l->resp;
    struct replay_answer now = {.status = (int)status, .content_type = p->content_type, .location = p->location,
                                .etag = p->etag, .body = p->body};
    err = replay_keep(db, &k, r->now_ms, &now);
    return err ? resp_error(l->resp, err) : status;
}

static enum err later_run(struct db *db, struct store_job *job) {
    struct later *l = (struct later *)job;
    resp_reset(l->resp);
    bool once = l->req->idempotency_key && (l->req->route->flags & ROUTE_IDEMPOTENT);
    l->status = once ? apply_once(db, l) : l->apply(l->req, l->resp, db, l->data);
    if (l->status == STATUS_INSUFFICIENT_STORAGE)
        return ERR_FULL; // the store keeps an eye on its disk
    return l->status >= STATUS_BAD_REQUEST ? (enum err)REFUSED : ERR_NONE;
}

static void later_done(struct store_job *job) {
    struct later *l = (struct later *)job;
    l->wake(l->self);
}

enum status http_write(const struct req *req, struct resp *resp, route_apply *apply, void *data) {
    struct later *l = arena_alloc(req->arena, sizeof *l);
    if (!l)
        return STATUS_INTERNAL;
    *l = (struct later){.job = {.run = later_run, .done = later_done}, .req = req, .resp = resp, .apply = apply,
                        .data = data};
    resp->later = l;
    return STATUS_LATER;
}

enum err dispatch_submit(struct resp *p, struct store *s, void (*wake)(void *self), void *self) {
    struct later *l = p->later;
    l->wake = wake;
    l->self = self;
    enum err err = store_submit(s, &l->job);
    if (err)
        l->job.err = err;
    return err;
}

enum status dispatch_written(struct resp *p) {
    struct later *l = p->later;
    bool refused = l->job.err == (enum err)REFUSED && l->status >= STATUS_BAD_REQUEST;
    if (!l->job.err || refused)
        return l->status;
    resp_reset(p);
    return resp_error(p, l->job.err == ERR_CONFLICT ? ERR_BUSY : l->job.err); // a store that closes is a short absence
}

struct waiter {
    pthread_mutex_t lock;
    pthread_cond_t woken;
    bool ready;
};

static void wake_waiter(void *self) {
    struct waiter *w = self;
    pthread_mutex_lock(&w->lock);
    w->ready = true;
    pthread_cond_signal(&w->woken);
    pthread_mutex_unlock(&w->lock);
}

static enum status write_and_wait(struct resp *p, struct store *s) {
    struct waiter w = {.ready = false};
    pthread_mutex_init(&w.lock, NULL);
    pthread_cond_init(&w.woken, NULL);
    if (dispatch_submit(p, s, wake_waiter, &w) == ERR_NONE) {
        pthread_mutex_lock(&w.lock);
        while (!w.ready)
            pthread_cond_wait(&w.woken, &w.lock);
        pthread_mutex_unlock(&w.lock);
    }
    pthread_cond_destroy(&w.woken);
    pthread_mutex_destroy(&w.lock);
    return dispatch_written(p);
}

enum status http_dispatch(const struct router *t, struct req *r, struct resp *p, struct store *s) {
    enum status status = dispatch_route(t, r, p);
    if (!status)
        status = dispatch_caller(r, p);
    if (!status)
        status = dispatch_body(r, p, s);
    if (!status)
        status = write_and_wait(p, s);
    return dispatch_finish(r, p, status);
}
