// SPDX-License-Identifier: Apache-2.0
// Effects that keep or recall something. Writes answer with EV_STORED once they are durable; reads answer with EV_LOADED
// right after the present update.
#include "app/inside.h"

#include "app/files.h"
#include "app/keep/profile.h"
#include "app/keep/sync.h"
#include "app/phone/phone.h"
#include "base/log.h"
#include "contract/token/dpop.h"
#include <limits.h>

enum { READ_ARENA = 24 << 20, NUMBER_ROOM = 24 };

static struct keep_ticket ticket(struct ctx *cx, const struct effect *fx) {
    return (struct keep_ticket){cx->entry->token, fx->tag};
}

static void stored(struct ctx *cx, int tag, enum err err, const char *text) {
    struct event ev = {.type = EV_STORED, .tag = tag, .err = err};
    app_later(cx->app, cx->entry->token, &ev, text, NULL);
}

// What was queued reports by its ticket; only what could not even be queued is told here.
static void queued(struct ctx *cx, const struct effect *fx, enum err err) {
    if (err)
        stored(cx, fx->tag, err, NULL);
}

static void loaded(struct ctx *cx, const struct effect *fx, enum err err, const struct val *value) {
    struct event ev = {.type = EV_LOADED, .tag = fx->tag, .err = err == ERR_NOT_FOUND ? ERR_NONE : err};
    app_later(cx->app, cx->entry->token, &ev, NULL, err ? NULL : value);
}

static const char *member_json(struct buf *b, const struct val *v, const char *key) {
    const struct val *member = val_get(v, key);
    buf_init(b, KEEP_ANSWERS_BYTES);
    json_write(b, member ? member : &val_null);
    return buf_text(b);
}

static void save_draft(struct ctx *cx, const struct effect *fx) {
    struct buf answers;
    struct keep_draft d = {
        .service = fx->text,
        .profile = session_profile(cx->app),
        .title = val_get_text(fx->value, "title", ""),
        .language = cx->app->settings.language,
        .step = val_get_text(fx->value, "step", ""),
        .version = val_get_text(fx->value, "version", ""),
        .answers = member_json(&answers, fx->value, "answers"),
    };
    queued(cx, fx, answers.err ? answers.err : keep_draft_save(cx->app->keep, ticket(cx, fx), &d));
    buf_finish(&answers);
    drafts_changed(cx->app, false);
}

static void drop_draft(struct ctx *cx, const struct effect *fx) {
    queued(cx, fx, keep_draft_drop(cx->app->keep, ticket(cx, fx), fx->text, session_profile(cx->app)));
    drafts_changed(cx->app, true);
}

static void choose_draft(struct ctx *cx, const struct effect *fx) {
    struct fault f = {0};
    stored(cx, fx->tag, keep_sync_choose(cx->app->keep, fx->text, session_profile(cx->app), fx->number != 0, &f), fx->text);
    drafts_changed(cx->app, true);
}

static void choose_guests(struct ctx *cx, const struct effect *fx) {
    struct fault f = {0};
    stored(cx, fx->tag, keep_take_offer(cx->app->keep, fx->text, session_profile(cx->app), fx->number != 0, &f), fx->text);
    drafts_changed(cx->app, false);
}

static bool set_text(struct val_builder *b, const char *key, const char *text) {
    return val_set(b, key, val_text(text ? text : ""));
}

static bool set_json(struct arena *a, struct val_builder *b, const char *key, const char *json) {
    struct val v = VAL_NULL_INIT;
    struct fault f;
    if (json && *json && json_read(a, json, strlen(json), JSON_LIMITS, &v, &f))
        log_line(LOG_ERROR, "keep", "unreadable", "what=\"%s\"", f.what); // shows as absent; the bytes stay on the disk
    return val_set(b, key, v);
}

// Not what is begun for somebody else by a mandate.
static enum err adopt(struct app *app, const char *service) {
    const char *profile = session_profile(app);
    struct fault f = {0};
    enum err err = *profile && !strchr(profile, '@') ? keep_adopt(app->keep, service, profile, &f) : ERR_NONE;
    drafts_changed(app, false);
    return err;
}

static void load_draft(struct ctx *cx, const struct effect *fx, struct arena *a) {
    struct keep_draft d;
    when_ms rival = 0, guest = 0;
    struct val_builder b = val_build(a);
    enum err err = fx->number ? adopt(cx->app, fx->text) : ERR_NONE;
    if (!err)
        err = keep_draft_load(cx->app->keep, a, fx->text, session_profile(cx->app), &d);
    if (!err)
        err = keep_offered(cx->app->keep, fx->text, session_profile(cx->app), &guest);
    if (!err && !(set_text(&b, "title", d.title) && set_text(&b, "step", d.step) && set_text(&b, "version", d.version) &&
                  set_json(a, &b, "answers", d.answers) && val_set(&b, "updated", val_number((double)d.updated)) &&
                  (!*d.rival || !when_read(d.rival, &rival) || val_set(&b, "rival", val_number((double)rival))) &&
                  (!guest || val_set(&b, "guest", val_number((double)guest)))))
        err = ERR_MEMORY;
    struct val v = val_object(&b);
    loaded(cx, fx, err, &v);
    drafts_ask(cx->app);
}

static const char *const origin_words[] = {[KEEP_HERE] = "here", [KEEP_BEGUN_ELSEWHERE] = "begun", [KEEP_CHANGED_ELSEWHERE] = "changed"};

static void list_drafts(struct ctx *cx, const struct effect *fx, struct arena *a) {
    struct keep_drafts drafts = {0};
    struct val_builder list = val_build(a);
    enum err err = keep_draft_list(cx->app->keep, a, session_profile(cx->app), &drafts);
    for (size_t i = 0; i < drafts.count && !err; i++) {
        struct val_builder b = val_build(a);
        const struct keep_draft *d = &drafts.items[i];
        if (!set_text(&b, "service", d->service) || !set_text(&b, "title", d->title) ||
            !val_set(&b, "updated", val_number((double)d->updated)) || !set_text(&b, "origin", origin_words[d->origin]) ||
            !val_push(&list, val_object(&b)))
            err = ERR_MEMORY;
    }
    struct val v = val_array(&list);
    loaded(cx, fx, err, &v);
    drafts_ask(cx->app);
}

static void list_cases(struct ctx *cx, const struct effect *fx, struct arena *a) {
    struct keep_cases cases = {0};
    struct val_builder list = val_build(a);
    enum err err = keep_case_list(cx->app->keep, a, session_profile(cx->app), &cases);
    for (size_t i = 0; i < cases.count && !err; i++) {
        struct val_builder b = val_build(a);
        const struct keep_case *c = &cases.items[i];
        if (!set_text(&b, "number", c->number) || !set_text(&b, "secret", c->secret) ||
            !set_text(&b, "service", c->service) || !set_text(&b, "title", c->title) || !set_text(&b, "state", c->state) || !set_text(&b, "language", c->language) ||
            !val_set(&b, "updated", val_number((double)c->updated)) || !val_push(&list, val_object(&b)))
            err = ERR_MEMORY;
    }
    struct val v = val_array(&list);
    loaded(cx, fx, err, &v);
}

static void keep_case(struct ctx *cx, const struct effect *fx) {
    struct keep_case c = {
        .number = val_get_text(fx->value, "number", NULL),
        .secret = val_get_text(fx->value, "secret", ""),
        .profile = session_profile(cx->app),
        .service = val_get_text(fx->value, "service", ""),
        .title = val_get_text(fx->value, "title", ""),
        .state = val_get_text(fx->value, "state", ""),
        .language = val_get_text(fx->value, "language", ""),
    };
    queued(cx, fx, keep_case_save(cx->app->keep, ticket(cx, fx), &c));
}

// The body the backend gets: the answers and the language they were given in.
static enum err submission_body(struct arena *a, const struct effect *fx, const char *language, struct buf *out) {
    struct val_builder b = val_build(a);
    const struct val *answers = val_get(fx->value, "answers");
    if (!val_set(&b, "answers", answers ? *answers : val_null) || !val_set(&b, "language", val_text(language)))
        return ERR_MEMORY;
    struct val v = val_object(&b);
    json_write(out, &v);
    return out->err;
}

// What its person approves on the phone (RFC 9396), bound to the very bytes that are sent. "" when nothing is to be signed.
static enum err signature_details(struct arena *a, const struct effect *fx, const struct buf *body, struct buf *out) {
    const struct val *sign = val_get(fx->value, "sign"), *lines = val_get(sign, "lines"), *amount = val_get(sign, "amount"),
                     *hidden = val_get(sign, "private");
    char digest[JWK_THUMBPRINT + 1];
    struct val_builder b = val_build(a), list = val_build(a);
    if (!sign || sign->type != VAL_OBJECT)
        return ERR_NONE;
    enum err err = dpop_hash(buf_text(body), digest);
    if (err)
        return err;
    bool ok = val_set(&b, "type", val_text("tgov_sign")) && val_set(&b, "service", val_text(fx->text)) &&
              val_set(&b, "title", val_text(val_get_text(sign, "title", ""))) && val_set(&b, "lines", lines ? *lines : val_null) &&
              (!amount || val_set(&b, "amount", *amount)) &&
              (!hidden || !hidden->count || val_set(&b, "private", *hidden)) && val_set(&b, "digest", val_text(digest)) && val_push(&list, val_object(&b));
    struct val v = val_array(&list);
    if (!ok)
        return ERR_MEMORY;
    json_write(out, &v);
    return out->err;
}

static void submit(struct ctx *cx, const struct effect *fx, struct arena *a) {
    struct buf body, answers, sign;
    struct fault f = {0};
    char id_text[NUMBER_ROOM] = "";
    int64_t id = 0;
    buf_init(&body, KEEP_ANSWERS_BYTES);
    buf_init(&sign, KEEP_ANSWERS_BYTES);
    struct outbox_item item = {
        .service = fx->text,
        .profile = session_profile(cx->app),
        .title = val_get_text(fx->value, "title", ""),
        .language = cx->app->settings.language,
        .path = arena_printf(a, "/v1/services/%s/cases", fx->text),
        .step = val_get_text(fx->value, "step", ""),
        .version = val_get_text(fx->value, "version", ""),
        .answers = member_json(&answers, fx->value, "answers"),
        .created = cx->app->platform->ops->wall(cx->app->platform),
    };
    enum err err = submission_body(a, fx, item.language, &body);
    item.body = buf_text(&body);
    if (!err)
        err = signature_details(a, fx, &body, &sign);
    item.sign = buf_text(&sign);
    if (!err)
        err = item.path ? keep_outbox_add(cx->app->keep, &item, &id, &f) : ERR_MEMORY;
    snprintf(id_text, sizeof id_text, "%lld", (long long)id);
    stored(cx, fx->tag, err, id_text);
    courier_nudge(cx->app);
    drafts_changed(cx->app, true);
    buf_finish(&sign);
    buf_finish(&body);
    buf_finish(&answers);
}

// What keeps it from being sent, beside a connection.
static const char *needs_of(struct app *app, const struct outbox_item *i) {
    bool waits = i->state == OUTBOX_WAITING || i->state == OUTBOX_SENDING;
    return !waits || session_may_send(app, i) ? "" : *i->sign ? "signature" : "sign-in";
}

static const char *const outbox_words[] = {"waiting", "sending", "delivered", "refused"};

static bool outbox_value(struct app *app, struct arena *a, const struct outbox_item *i, const char *id, struct val *out) {
    struct val_builder b = val_build(a);
    const char *slot = i->state == OUTBOX_REFUSED ? "problem" : "receipt";
    bool ok = set_text(&b, "id", id) && set_text(&b, "service", i->service) && set_text(&b, "title", i->title) &&
              set_text(&b, "state", outbox_words[i->state]) && set_text(&b, "number", i->case_number) &&
              val_set(&b, "attempts", val_number(i->attempts)) && set_text(&b, "needs", needs_of(app, i)) &&
              set_json(a, &b, "sign", i->sign) && set_json(a, &b, slot, i->result);
    *out = val_object(&b);
    return ok;
}

static void load_outbox(struct ctx *cx, const struct effect *fx, struct arena *a) {
    struct outbox_list list = {0};
    struct val v = VAL_NULL_INIT;
    long id;
    enum err err = text_integer(fx->text, 1, LONG_MAX, &id) ? keep_outbox_list(cx->app->keep, a, &list) : ERR_NOT_FOUND;
    const struct outbox_item *found = NULL;
    for (size_t i = 0; i < list.count && !err; i++)
        if (list.items[i].id == id && text_same(list.items[i].profile, session_profile(cx->app)))
            found = &list.items[i];
    if (!err)
        err = !found ? ERR_NOT_FOUND : outbox_value(cx->app, a, found, fx->text, &v) ? ERR_NONE : ERR_MEMORY;
    loaded(cx, fx, err, &v);
}

static void list_outbox(struct ctx *cx, const struct effect *fx, struct arena *a) {
    struct outbox_list list = {0};
    struct val_builder all = val_build(a);
    enum err err = keep_outbox_list(cx->app->keep, a, &list);
    for (size_t i = 0; i < list.count && !err; i++) {
        struct val v;
        if (list.items[i].state == OUTBOX_DELIVERED || !text_same(list.items[i].profile, session_profile(cx->app)))
            continue; // the office has it, or it is somebody else's
        const char *id = arena_printf(a, "%lld", (long long)list.items[i].id);
        if (!id || !outbox_value(cx->app, a, &list.items[i], id, &v) || !val_push(&all, v))
            err = ERR_MEMORY;
    }
    struct val v = val_array(&all);
    loaded(cx, fx, err, &v);
}

static void reopen_outbox(struct ctx *cx, const struct effect *fx) {
    struct fault f = {0};
    long id;
    enum err err = text_integer(fx->text, 1, LONG_MAX, &id) ? keep_outbox_reopen(cx->app->keep, id, &f) : ERR_NOT_FOUND;
    stored(cx, fx->tag, err, fx->text);
    drafts_changed(cx->app, false);
}

static void forget_outbox(struct ctx *cx, const struct effect *fx) {
    struct fault f = {0};
    long id;
    stored(cx, fx->tag, text_integer(fx->text, 1, LONG_MAX, &id) ? keep_outbox_forget(cx->app->keep, id, &f) : ERR_NOT_FOUND, fx->text);
}

static void list_files(struct ctx *cx, const struct effect *fx, struct arena *a) {
    struct val v = VAL_NULL_INIT;
    struct fault f = {0};
    loaded(cx, fx, *cx->app->files ? files_list(a, cx->app->files, &v, &f) : ERR_NOT_FOUND, &v);
}

static void read_file(struct ctx *cx, const struct effect *fx, struct arena *a) {
    struct val v = VAL_NULL_INIT;
    struct fault f = {0};
    loaded(cx, fx, files_answer(a, cx->app->files, fx->text, &v, &f), &v);
}

static void erase_all(struct ctx *cx, const struct effect *fx) {
    struct fault f = {0};
    phone_forget(cx->app);
    drafts_forget(cx->app);
    session_erase(cx->app);
    enum err err = keep_erase(cx->app->keep, &f);
    net_forget(cx->app->net);
    settings_forget(cx->app);
    router_forget_below(cx->app, cx->entry);
    stored(cx, fx->tag, err, NULL);
}

static void list_kept(struct ctx *cx, const struct effect *fx, struct arena *a) {
    struct val v = VAL_NULL_INIT;
    loaded(cx, fx, kept_list(cx->app, a, &v), &v);
}

void keeping_perform(struct ctx *cx, const struct effect *fx) {
    struct keep *k = cx->app->keep;
    struct arena a;
    if (fx->lost) {
        stored(cx, fx->tag, ERR_LIMIT, NULL);
        return;
    }
    arena_init(&a, READ_ARENA);
    switch (fx->kind) {
    case FX_SAVE_DRAFT: save_draft(cx, fx); break;
    case FX_LOAD_DRAFT: load_draft(cx, fx, &a); break;
    case FX_DROP_DRAFT: drop_draft(cx, fx); break;
    case FX_CHOOSE_DRAFT: choose_draft(cx, fx); break;
    case FX_CHOOSE_GUESTS: choose_guests(cx, fx); break;
    case FX_LIST_DRAFTS: list_drafts(cx, fx, &a); break;
    case FX_SUBMIT: submit(cx, fx, &a); break;
    case FX_LOAD_OUTBOX: load_outbox(cx, fx, &a); break;
    case FX_LIST_OUTBOX: list_outbox(cx, fx, &a); break;
    case FX_REOPEN_OUTBOX: reopen_outbox(cx, fx); break;
    case FX_FORGET_OUTBOX: forget_outbox(cx, fx); break;
    case FX_LIST_CASES: list_cases(cx, fx, &a); break;
    case FX_KEEP_CASE: keep_case(cx, fx); break;
    case FX_FORGET_CASE: queued(cx, fx, keep_case_drop(k, ticket(cx, fx), fx->text)); break;
    case FX_LIST_FILES: list_files(cx, fx, &a); break;
    case FX_READ_FILE: read_file(cx, fx, &a); break;
    case FX_ERASE_ALL: erase_all(cx, fx); break;
    case FX_LIST_KEPT: list_kept(cx, fx, &a); break;
    default: break;
    }
    arena_finish(&a);
}

void keeping_drain(struct app *app) {
    struct keep_done *d;
    while ((d = keep_take(app->keep))) {
        struct entry *e = router_find(app, d->ticket.token);
        if (d->err)
            log_line(LOG_ERROR, "keep", "not-saved", "err=%s", err_name(d->err));
        if (e)
            app_deliver(app, e, &(struct event){.type = EV_STORED, .tag = d->ticket.tag, .err = d->err}, NULL);
        keep_done_free(d);
    }
}
