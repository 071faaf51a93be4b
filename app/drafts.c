// SPDX-License-Identifier: Apache-2.0
// When drafts are sent and asked for, and how. What the answers mean is in drafts_answers.c.
#include "app/inside.h"

#include "app/keep/sync.h"
#include "app/phone/phone.h"
#include "base/log.h"
#include "contract/service/api_people.h"
#include "contract/token/dpop.h"

enum { DRAFTS_ARENA = 24 << 20, PATH_ROOM = SERVICE_ID_CAP + 24 };
static const char all_path[] = "/v1/me/drafts";

static when_ms clock_now(const struct app *app) { return app->platform->ops->clock(app->platform); }
static bool away(const struct app *app) { return app->courier.reachable_since == -1; }

bool drafts_digest(const char *json, char out[DRAFTS_DIGEST + 1]) {
    char hash[JWK_THUMBPRINT + 1];
    return dpop_hash(json, hash) == ERR_NONE && text_copy(out, DRAFTS_DIGEST + 1, hash);
}

static void plan(struct app *app, long ms) {
    struct drafts *d = &app->drafts;
    when_ms at = clock_now(app) + ms;
    if (!d->due || at < d->due)
        d->due = at > 0 ? at : 1;
}

void drafts_changed(struct app *app, bool now) {
    if (*session_profile(app)) // not a guest's
        plan(app, now ? 0 : DRAFTS_PAUSE_MS);
}

void drafts_start(struct app *app) {
    struct arena a;
    struct keep_syncs list = {0};
    bool waits = false;
    arena_init(&a, DRAFTS_ARENA);
    enum err err = keep_sync_list(app->keep, &a, NULL, &list);
    if (err)
        log_line(LOG_ERROR, "drafts", "unreadable", "err=%s", err_name(err));
    for (size_t i = 0; i < list.count && !waits; i++)
        waits = list.items[i].gone || list.items[i].changes > 0;
    if (waits)
        plan(app, DRAFTS_PAUSE_MS);
    arena_finish(&a);
}

void drafts_ask(struct app *app) {
    struct drafts *d = &app->drafts;
    d->list_wanted |= !d->telling && session_signed_in(app, session_profile(app));
}

void drafts_forget(struct app *app) {
    net_cancel(app->net, TOKEN_DRAFTS);
    app->drafts = (struct drafts){.errand = DRAFTS_NOTHING};
}

// ---- Requests: one at a time, so that answers come in the order of what was asked
static bool send(struct app *app, enum drafts_errand errand, struct net_request *r, const char *profile, const char *service) {
    struct drafts *d = &app->drafts;
    char path[PATH_ROOM];
    if (strlen(service) > SERVICE_ID_CAP || strspn(service, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen(service) ||
        !text_copy(d->profile, sizeof d->profile, profile))
        return false;
    text_copy(d->service, sizeof d->service, service);
    snprintf(path, sizeof path, "%s%s%s", all_path, *service ? "/" : "", service);
    r->token = TOKEN_DRAFTS;
    r->tag = errand;
    r->path = path;
    r->attempts = 1; // this room repeats by itself
    if (session_send_as(app, r, profile) != ERR_NONE)
        return false;
    d->errand = errand;
    d->changes = 0;
    return true;
}

static void ask_list(struct app *app) {
    struct net_request r = {.shape = &api_drafts_shape};
    const char *profile = session_profile(app);
    app->drafts.list_wanted = false;
    if (session_signed_in(app, profile))
        (void)send(app, DRAFTS_LIST, &r, profile, "");
}

void drafts_want(struct app *app, const char *profile, const char *service) {
    struct drafts *d = &app->drafts;
    if (!text_same(d->reader, profile))
        d->reading_count = 0;
    for (int i = 0; i < d->reading_count; i++)
        if (text_same(d->reading[i], service))
            return;
    if (d->reading_count < DRAFTS_READ_MAX && text_copy(d->reader, sizeof d->reader, profile) &&
        text_copy(d->reading[d->reading_count], sizeof d->reading[0], service))
        d->reading_count++;
}

static void read_next(struct app *app) {
    struct drafts *d = &app->drafts;
    struct net_request r = {.shape = &api_draft_shape};
    char profile[DRAFTS_PROFILE], service[SERVICE_ID_CAP + 1];
    text_copy(profile, sizeof profile, d->reader);
    text_copy(service, sizeof service, d->reading[--d->reading_count]);
    (void)send(app, DRAFTS_READ, &r, profile, service);
}

// ---- Changes
static enum err body_of(struct arena *a, const struct keep_draft *k, struct buf *out) {
    struct val_builder b = val_build(a);
    struct val answers;
    enum err err = json_read(a, k->answers, strlen(k->answers), JSON_LIMITS, &answers, NULL);
    if (err)
        return err;
    if (!val_set(&b, "title", val_text(k->title)) || !val_set(&b, "step", val_text(k->step)) || !val_set(&b, "version", val_text(k->version)) ||
        !val_set(&b, "language", val_text(k->language)) || !val_set(&b, "answers", answers))
        return ERR_MEMORY;
    struct val v = val_object(&b);
    json_write(out, &v);
    return out->err;
}

static bool put(struct app *app, struct arena *a, const struct keep_sync *y) {
    struct keep_draft draft;
    struct buf body;
    char digest[DRAFTS_DIGEST + 1];
    buf_init(&body, KEEP_ANSWERS_BYTES + (64 << 10));
    enum err err = keep_draft_load(app->keep, a, y->service, y->profile, &draft);
    if (!err)
        err = body_of(a, &draft, &body);
    if (!err && drafts_digest(draft.answers, digest))
        err = keep_sync_tried(app->keep, y->service, y->profile, digest);
    // Only over the copy that was seen; a new one only where there is none.
    struct net_request r = {.method = "PUT", .body = buf_text(&body), .body_len = body.len, .shape = &api_draft_shape,
                            .headers = {{*y->etag ? "If-Match" : "If-None-Match", *y->etag ? y->etag : "*"},
                                        {*phone_proof(app) ? "Tgov-Box" : NULL, phone_proof(app)}}}; // whose files the answers may hold
    bool sent = !err && send(app, DRAFTS_PUT, &r, y->profile, y->service);
    app->drafts.changes = sent ? y->changes : 0;
    buf_finish(&body);
    return sent;
}

static bool drop(struct app *app, const struct keep_sync *y) {
    struct net_request r = {.method = "DELETE", .want = NET_WANT_NOTHING};
    if (*y->etag)
        r.headers[0] = (struct net_header){"If-Match", y->etag};
    if (*y->etag || *y->tried)
        return send(app, DRAFTS_DROP, &r, y->profile, y->service);
    if (keep_sync_forget(app->keep, y->service, y->profile, false, NULL) != ERR_NONE) // it never was there
        log_line(LOG_WARN, "drafts", "not-noted", "what=drop");
    return false;
}

static uint64_t mark_of(const char *profile, const char *service, int64_t changes) {
    uint64_t h = hash_bytes(HASH_SEED, profile, strlen(profile) + 1);
    return hash_bytes(hash_bytes(h, service, strlen(service) + 1), &changes, sizeof changes);
}

static bool was_refused(const struct drafts *d, const struct keep_sync *y) {
    uint64_t mark = mark_of(y->profile, y->service, y->changes);
    for (int i = 0; i < DRAFTS_REFUSED_MAX; i++)
        if (d->refused[i] == mark)
            return true;
    return false;
}

// The first that waits, of whoever is signed in, in front of the box or not.
static void send_next(struct app *app) {
    struct arena a;
    struct keep_syncs list = {0};
    arena_init(&a, DRAFTS_ARENA);
    app->drafts.due = 0;
    enum err err = keep_sync_list(app->keep, &a, NULL, &list);
    if (err)
        log_line(LOG_ERROR, "drafts", "unreadable", "err=%s", err_name(err));
    for (size_t i = 0; i < list.count && !app->drafts.errand; i++) {
        const struct keep_sync *y = &list.items[i];
        bool waits = y->gone || (y->changes > 0 && !*y->rival);
        if (waits && session_signed_in(app, y->profile) && !was_refused(&app->drafts, y))
            (void)(y->gone ? drop(app, y) : put(app, &a, y));
    }
    arena_finish(&a);
}

// ---- The loop
void drafts_step(struct app *app) {
    struct drafts *d = &app->drafts;
    if (d->errand || away(app))
        return;
    if (d->list_wanted)
        ask_list(app);
    while (!d->errand && d->reading_count)
        read_next(app);
    if (!d->errand && d->due && d->due <= clock_now(app))
        send_next(app);
}

when_ms drafts_next(const struct app *app) {
    const struct drafts *d = &app->drafts;
    if (d->errand || away(app))
        return -1;
    return d->list_wanted || d->reading_count ? clock_now(app) : d->due ? d->due : -1;
}

static void later(struct app *app, int64_t retry_after_ms) {
    struct drafts *d = &app->drafts;
    long pause = DRAFTS_RETRY_MS;
    for (int i = 0; i < d->failures && pause < DRAFTS_RETRY_CAP_MS; i++)
        pause *= 2;
    d->failures++;
    d->due = 0;
    plan(app, retry_after_ms > pause ? (long)retry_after_ms : pause < DRAFTS_RETRY_CAP_MS ? pause : DRAFTS_RETRY_CAP_MS);
}

// A reading that failed is not repeated by itself: it is asked for again when drafts are looked at the next time.
static void failed(struct app *app, enum drafts_errand errand, const struct net_message *m) {
    struct drafts *d = &app->drafts;
    bool passing = !m->status || m->status == 401 || m->status == 408 || m->status == 429 || m->status >= 500;
    log_line(LOG_INFO, "drafts", "failed", "errand=%d status=%d err=%s", (int)errand, m->status, err_name(m->err));
    if (errand == DRAFTS_LIST || errand == DRAFTS_READ) {
        d->reading_count = passing ? 0 : d->reading_count;
        return;
    }
    if (passing) {
        later(app, m->retry_after_ms);
        return;
    }
    // Until it is changed again.
    d->refused[d->refused_next++ % DRAFTS_REFUSED_MAX] = mark_of(d->profile, d->service, d->changes);
    plan(app, 0);
}

void drafts_lost(struct app *app, enum err err) {
    log_line(LOG_INFO, "drafts", "not-sent", "err=%s", err_name(err));
    app->drafts.errand = DRAFTS_NOTHING;
    app->drafts.reading_count = 0;
    if (err != ERR_DENIED) // else the next sign-in begins anew
        later(app, 0);
}

bool drafts_message(struct app *app, struct net_message *m) {
    struct drafts *d = &app->drafts;
    if (m->kind == NET_REACH && m->online) { // everybody hears of that
        d->failures = 0;
        plan(app, 0);
        drafts_ask(app);
    }
    if (m->token != TOKEN_DRAFTS)
        return false;
    enum drafts_errand errand = d->errand;
    if (m->kind != NET_ANSWER || errand != (enum drafts_errand)m->tag)
        return true; // of before everything was erased
    d->errand = DRAFTS_NOTHING;
    bool understood = !m->err || m->status == 412 || (m->status == 404 && (errand == DRAFTS_READ || errand == DRAFTS_DROP));
    if (!understood) {
        failed(app, errand, m);
        return true;
    }
    d->failures = 0;
    drafts_take_answer(app, m);
    if (errand != DRAFTS_READ || !d->reading_count)
        plan(app, 0); // what else waits
    return true;
}
