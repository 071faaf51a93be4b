// SPDX-License-Identifier: Apache-2.0
// What the office's answers about drafts mean for those that are kept here.
#include "app/inside.h"

#include "app/keep/sync.h"
#include "base/log.h"
#include "contract/service/api_people.h"

enum { ANSWERS_ARENA = 24 << 20 };

static void note(enum err err) {
    if (err) // it stays as it was, and is looked at again the next time
        log_line(LOG_WARN, "drafts", "not-noted", "err=%s", err_name(err));
}

void drafts_tell(struct app *app, const char *profile, const char *service, enum draft_news news) {
    uint64_t tokens[HISTORY_MAX];
    int count = app->depth;
    if (!text_same(profile, session_profile(app)))
        return; // of somebody who is not in front of it
    for (int i = 0; i < count; i++)
        tokens[i] = app->stack[i]->token;
    app->drafts.telling = true;
    for (int i = 0; i < count; i++) { // an update may change the stack
        struct entry *e = router_find(app, tokens[i]);
        if (e)
            app_deliver(app, e, &(struct event){.type = EV_DRAFT, .action = (int)news, .text = service}, NULL);
    }
    app->drafts.telling = false;
    app->dirty = true;
}

// ---- The list
static const struct keep_sync *row_of(const struct keep_syncs *rows, const char *service) {
    for (size_t i = 0; i < rows->count; i++)
        if (text_same(rows->items[i].service, service))
            return &rows->items[i];
    return NULL;
}

static bool listed(const struct api_drafts *l, const char *service) {
    for (size_t i = 0; i < l->item_count; i++)
        if (text_same(l->items[i].service, service))
            return true;
    return false;
}

// The office has none: it was sent or dropped elsewhere. What was changed here since stays, and is sent as a new one.
static void missing(struct app *app, const struct keep_sync *y) {
    bool known = *y->etag != '\0';
    if (y->gone) {
        note(keep_sync_forget(app->keep, y->service, y->profile, false, NULL));
    } else if (known && !y->changes) {
        note(keep_sync_forget(app->keep, y->service, y->profile, true, NULL));
        drafts_tell(app, y->profile, y->service, DRAFT_GONE);
    } else if (known) {
        note(keep_sync_choose(app->keep, y->service, y->profile, false, NULL)); // no rival is left
        note(keep_sync_settled(app->keep, y->service, y->profile, "", "", 0));
        if (*y->rival)
            drafts_tell(app, y->profile, y->service, DRAFT_RIVAL);
    }
}

static void take_list(struct app *app, const struct api_drafts *l) {
    struct arena a;
    struct keep_syncs rows = {0};
    const char *profile = app->drafts.profile;
    if (!text_same(profile, session_profile(app)))
        return; // somebody else is here now
    arena_init(&a, ANSWERS_ARENA);
    enum err err = keep_sync_list(app->keep, &a, profile, &rows);
    for (size_t i = 0; i < l->item_count && !err; i++) {
        const struct api_draft_item *item = &l->items[l->item_count - 1 - i]; // the newest is read first: it is pushed last
        const struct keep_sync *y = item->service ? row_of(&rows, item->service) : NULL;
        bool known = y && (text_same(y->seen, item->updated) || (*y->rival && text_same(y->rival, item->updated)));
        if (item->service && item->updated && !known && !item->sensitive) // that is not shown on a television
            drafts_want(app, profile, item->service);
    }
    for (size_t i = 0; i < rows.count && !err; i++)
        if (!listed(l, rows.items[i].service))
            missing(app, &rows.items[i]);
    note(err);
    arena_finish(&a);
}

// ---- One draft of the office
static const char *or_empty(const char *text) { return text ? text : ""; }

static bool copy_of(const struct app *app, const struct net_message *m, struct keep_copy *out, struct buf *json) {
    const struct api_draft *d = m->data;
    when_ms updated = 0;
    if (!d || !m->etag || d->answers.type != VAL_OBJECT || !d->updated || !when_read(d->updated, &updated))
        return false;
    json_write(json, &d->answers);
    *out = (struct keep_copy){
        .draft = {.service = app->drafts.service, .profile = app->drafts.profile, .title = or_empty(d->title), .language = or_empty(d->language),
                  .step = or_empty(d->step), .version = or_empty(d->version), .answers = buf_text(json), .updated = updated},
        .etag = m->etag, .seen = d->updated};
    return !json->err;
}

static bool same_answers(struct arena *a, const struct keep_draft *mine, const struct val *theirs) {
    struct val v;
    return json_read(a, mine->answers, strlen(mine->answers), JSON_LIMITS, &v, NULL) == ERR_NONE && val_same(&v, theirs);
}

static void take(struct app *app, const struct keep_copy *c, enum keep_origin origin) {
    enum err err = keep_sync_take(app->keep, c, origin, NULL);
    note(err);
    if (!err)
        drafts_tell(app, c->draft.profile, c->draft.service, DRAFT_NEWER);
}

// Changed here as well: unless it is what this box sent itself, or comes to the same, the person has to choose.
static void meet(struct app *app, struct arena *a, const struct keep_sync *y, const struct keep_copy *c, const struct val *answers) {
    struct keep_draft mine;
    char digest[DRAFTS_DIGEST + 1];
    bool mine_there = text_same(y->etag, c->etag) || (*y->tried && drafts_digest(c->draft.answers, digest) && text_same(digest, y->tried));
    if (mine_there) {
        note(keep_sync_settled(app->keep, y->service, y->profile, c->etag, c->seen, 0));
        return;
    }
    if (keep_draft_load(app->keep, a, y->service, y->profile, &mine) == ERR_NONE && same_answers(a, &mine, answers)) {
        note(keep_sync_settled(app->keep, y->service, y->profile, c->etag, c->seen, y->changes));
        return;
    }
    enum err err = keep_sync_rival(app->keep, c, NULL);
    note(err);
    if (!err)
        drafts_tell(app, y->profile, y->service, DRAFT_RIVAL);
}

// From the office's answer: the key that its copy is sent under.
static void learn_key(struct app *app, const struct api_draft *theirs) {
    if (theirs && theirs->key && *theirs->key)
        note(keep_sync_key(app->keep, app->drafts.service, app->drafts.profile, theirs->key));
}

static void take_draft(struct app *app, const struct net_message *m) {
    struct arena a;
    struct buf json;
    struct keep_sync y = {.service = NULL};
    struct keep_copy c;
    const struct drafts *d = &app->drafts;
    if (!session_signed_in(app, d->profile))
        return; // gone from this box meanwhile
    arena_init(&a, ANSWERS_ARENA);
    buf_init(&json, KEEP_ANSWERS_BYTES);
    enum err err = keep_sync_find(app->keep, &a, d->service, d->profile, &y);
    bool known = !err, there = !m->err && copy_of(app, m, &c, &json);
    if (err && err != ERR_NOT_FOUND)
        note(err);
    else if (m->status == 404 && known)
        missing(app, &y);
    else if (there && (!known || y.gone))
        take(app, &c, KEEP_BEGUN_ELSEWHERE);
    else if (there && y.changes)
        meet(app, &a, &y, &c, &((const struct api_draft *)m->data)->answers);
    else if (there && !text_same(y.etag, c.etag))
        take(app, &c, KEEP_CHANGED_ELSEWHERE);
    if (there)
        learn_key(app, m->data);
    buf_finish(&json);
    arena_finish(&a);
}

// ---- What was sent
static void was_put(struct app *app, const struct net_message *m) {
    struct drafts *d = &app->drafts;
    const struct api_draft *kept = m->data;
    if (m->status == 412) {
        drafts_want(app, d->profile, d->service);
    } else {
        note(keep_sync_settled(app->keep, d->service, d->profile, or_empty(m->etag), kept ? or_empty(kept->updated) : "", d->changes));
        learn_key(app, kept);
    }
    log_line(LOG_INFO, "drafts", "sent", "status=%d", m->status);
}

// Changed on another television since: there it stays, and comes back with the next list. Begun here anew since: it is
// sent as a new one.
static void was_dropped(struct app *app, const struct net_message *m) {
    struct drafts *d = &app->drafts;
    struct arena a;
    struct keep_sync y = {.gone = true};
    arena_init(&a, ANSWERS_ARENA);
    enum err err = keep_sync_find(app->keep, &a, d->service, d->profile, &y);
    if (!err && y.gone)
        err = keep_sync_forget(app->keep, d->service, d->profile, false, NULL);
    else if (!err)
        err = keep_sync_settled(app->keep, d->service, d->profile, "", "", 0);
    note(err == ERR_NOT_FOUND ? ERR_NONE : err);
    arena_finish(&a);
    if (m->status == 412)
        drafts_ask(app);
    log_line(LOG_INFO, "drafts", "dropped", "status=%d", m->status);
}

void drafts_take_answer(struct app *app, const struct net_message *m) {
    switch ((enum drafts_errand)m->tag) {
    case DRAFTS_LIST:
        if (!m->err && m->data)
            take_list(app, m->data);
        break;
    case DRAFTS_READ: take_draft(app, m); break;
    case DRAFTS_PUT: was_put(app, m); break;
    case DRAFTS_DROP: was_dropped(app, m); break;
    default: break;
    }
}
