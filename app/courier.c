// SPDX-License-Identifier: Apache-2.0
// Carries the outbox to the backend: sends one submission at a time under its own idempotency key, and stores the receipt
// or the refusal before anyone is told. What to send and when is decided in app/keep/outbox_plan.
#include "app/inside.h"
#include "app/phone/phone.h"
#include "app/phone/phone.h"

#include "base/log.h"
#include "base/random.h"

enum { OUTBOX_ARENA = 256 << 20, RETRY_READ_MS = 60000 }; // grows only as far as what waits needs

static const struct outbox_item *find_item(const struct outbox_list *list, int64_t id) {
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].id == id)
            return &list->items[i];
    return NULL;
}

static bool read_list(struct app *app, struct arena *a, struct outbox_list *list) {
    enum err err = keep_outbox_list(app->keep, a, list);
    if (err)
        log_line(LOG_ERROR, "courier", "outbox-unreadable", "err=%s", err_name(err));
    return err == ERR_NONE;
}

static void change(struct app *app, struct outbox_change c) {
    enum err err = keep_outbox_change(app->keep, (struct keep_ticket){0}, c);
    if (err) // it stays as it was: it is sent again later, under the same key
        log_line(LOG_WARN, "courier", "not-noted", "err=%s", err_name(err));
}

static void send(struct app *app, const struct outbox_item *item, when_ms now) {
    struct net_request r = {
        .token = TOKEN_COURIER,
        .tag = (int)item->id,
        .method = "POST",
        .path = item->path,
        .body = item->body,
        .body_len = strlen(item->body),
        .idempotency_key = item->key,
        .headers = {{*phone_proof(app) ? "Tgov-Box" : NULL, phone_proof(app)}}, // whose files the answers may hold
        .attempts = 1, // the outbox repeats by itself, over days if need be
    };
    // Files that a phone sent lie at the office under this box's name: only the box may hand them in.
    if (strstr(item->body, "\"storage\":\"tgov\"") && *phone_proof(app))
        r.headers[0] = (struct net_header){"Tgov-Box", phone_proof(app)};
    change(app, outbox_started(item, now));
    if (session_send_item(app, &r, item) == ERR_NONE)
        app->courier.sending = item->id;
    else
        change(app, outbox_failed(item, 0, ERR_MEMORY, -1, now, 0));
}

static bool may_send(void *arg, const struct outbox_item *item) { return session_may_send(arg, item); }

void courier_nudge(struct app *app) { app->courier.dirty = true; }

void courier_step(struct app *app) {
    struct courier *c = &app->courier;
    when_ms now = app->platform->ops->wall(app->platform);
    if (c->sending || !(c->dirty || (c->next_at && c->next_at <= now)))
        return;
    c->dirty = false;
    struct arena a;
    struct outbox_list list = {0};
    const struct outbox_gate gate = {may_send, app};
    arena_init(&a, OUTBOX_ARENA);
    c->next_at = now + RETRY_READ_MS; // in case it cannot be read now
    if (read_list(app, &a, &list)) {
        struct outbox_plan plan = outbox_next(&list, now, c->reachable_since, &gate, c->sending);
        c->next_at = plan.at;
        if (plan.send)
            send(app, plan.send, now);
    }
    arena_finish(&a);
}

when_ms courier_next(const struct app *app) {
    const struct courier *c = &app->courier;
    if (c->dirty && !c->sending)
        return app->platform->ops->clock(app->platform);
    if (!c->next_at || c->sending)
        return -1;
    when_ms left = c->next_at - app->platform->ops->wall(app->platform);
    return app->platform->ops->clock(app->platform) + (left > 0 ? left : 0);
}

static void write_json(struct buf *b, const struct val *v) {
    buf_init(b, KEEP_ANSWERS_BYTES);
    json_write(b, v);
}

static enum err delivered(struct app *app, const struct outbox_item *item, const struct net_message *m) {
    struct fault f = {0};
    struct buf receipt;
    write_json(&receipt, &m->value);
    struct keep_case kept = {
        .number = val_get_text(&m->value, "number", ""),
        .secret = val_get_text(&m->value, "secret", ""),
        .profile = item->profile,
        .service = item->service,
        .title = val_get_text(&m->value, "title", item->title),
        .state = "", // its words come with the case itself
        .language = val_get_text(&m->value, "language", ""),
    };
    enum err err = receipt.err ? receipt.err : keep_outbox_deliver(app->keep, item->id, buf_text(&receipt), &kept, &f);
    buf_finish(&receipt);
    return err;
}

static enum err refused(struct app *app, const struct outbox_item *item, const struct net_message *m, struct arena *a) {
    struct fault f = {0};
    struct buf problem;
    struct val_builder b = val_build(a);
    const struct val *doc = &m->problem.document;
    for (uint32_t i = 0; doc->type == VAL_OBJECT && i < doc->count; i++)
        if (!val_set(&b, doc->members[i].key, doc->members[i].value))
            return ERR_MEMORY;
    if (!val_set(&b, "language", val_text(m->problem.language ? m->problem.language : ""))) // of its words, for later
        return ERR_MEMORY;
    struct val kept = val_object(&b);
    write_json(&problem, &kept);
    enum err err = keep_outbox_refuse(app->keep, item->id, problem.err ? "{}" : buf_text(&problem), &f);
    buf_finish(&problem);
    return err;
}

// An answer that is no receipt (no case number in it) is not believed: the submission is asked for again.
static enum outbox_verdict judge(const struct net_message *m) {
    enum outbox_verdict v = outbox_judge(m->status, m->err);
    return v == OUTBOX_ACCEPTED && !*val_get_text(&m->value, "number", "") ? OUTBOX_AGAIN : v;
}

static void answered(struct app *app, const struct outbox_item *item, const struct net_message *m, struct arena *a) {
    enum outbox_verdict verdict = judge(m);
    enum err err = ERR_NONE;
    if (verdict == OUTBOX_ACCEPTED)
        err = delivered(app, item, m);
    else if (verdict == OUTBOX_DENIED)
        err = refused(app, item, m, a);
    if (m->status == 401 && *item->sign)
        session_unsign(app); // the signature is no longer good: it is asked for anew
    if (verdict == OUTBOX_AGAIN || err) {
        uint32_t dice;
        random_bytes(&dice, sizeof dice);
        enum err why = err ? err : m->err ? m->err : ERR_REMOTE;
        change(app, outbox_failed(item, m->status, why, m->retry_after_ms, app->platform->ops->wall(app->platform), dice));
    }
    log_line(LOG_INFO, "courier", "answered", "status=%d verdict=%d", m->status, (int)verdict);
}

// It waited for a token and could not be sent then.
void courier_lost(struct app *app, int tag, enum err err) {
    struct courier *c = &app->courier;
    struct arena a;
    struct outbox_list list = {0};
    arena_init(&a, OUTBOX_ARENA);
    const struct outbox_item *item = read_list(app, &a, &list) ? find_item(&list, tag) : NULL;
    if (item)
        change(app, (struct outbox_change){.id = item->id, .state = OUTBOX_WAITING, .attempts = item->attempts, .why = err,
                                           .needs_sign_in = err == ERR_DENIED, .next_at = app->platform->ops->wall(app->platform) + RETRY_READ_MS});
    arena_finish(&a);
    if (c->sending == tag)
        c->sending = 0;
    c->dirty = true;
    router_tell_all(app, EV_CHANGED);
}

bool courier_message(struct app *app, struct net_message *m) {
    struct courier *c = &app->courier;
    if (m->kind == NET_REACH) {
        c->reachable_since = m->online ? app->platform->ops->wall(app->platform) : -1;
        c->dirty = true;
        router_tell_all(app, EV_CHANGED);
        return true;
    }
    if (m->token != TOKEN_COURIER)
        return false;
    struct arena a;
    struct outbox_list list = {0};
    arena_init(&a, OUTBOX_ARENA);
    const struct outbox_item *item = read_list(app, &a, &list) ? find_item(&list, m->tag) : NULL;
    if (item)
        answered(app, item, m, &a);
    arena_finish(&a);
    c->sending = 0;
    c->dirty = true;
    router_tell_all(app, EV_CHANGED);
    return true;
}
