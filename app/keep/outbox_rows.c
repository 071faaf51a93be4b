// SPDX-License-Identifier: Apache-2.0
// The outbox as rows.
#include "app/keep/inside.h"
#include "app/keep/outbox.h"
#include "base/random.h"
#include "base/str.h"

enum { KEY_CHARACTERS = 26, KEY_ROOM = 64, WAITING_MAX = 200 };

struct found {
    int64_t id;
    int64_t state, attempts;
    bool some;
};

static enum err take_found(void *arg, sqlite3_stmt *s) {
    struct found *to = arg;
    if (!s) {
        *to = (struct found){0};
        return ERR_NONE;
    }
    *to = (struct found){sqlite3_column_int64(s, 0), sqlite3_column_int64(s, 1), sqlite3_column_int64(s, 2), true};
    return ERR_NONE;
}

static enum err check(const struct outbox_item *s, struct fault *f) {
    const char *const texts[] = {s->service, s->profile, s->title, s->language, s->path, s->step, s->version};
    enum err err = ERR_NONE;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0] && !err; i++)
        err = keep_check_text(texts[i], KEEP_TEXT_BYTES, i > 4);
    if (!err)
        err = keep_check_text(s->body, KEEP_ANSWERS_BYTES, false);
    if (!err)
        err = keep_check_text(s->answers, KEEP_ANSWERS_BYTES, true);
    if (!err)
        err = keep_check_text(s->sign, KEEP_ANSWERS_BYTES, true);
    if (!err && s->key && (!s->key[0] || strlen(s->key) >= KEY_ROOM))
        err = ERR_TYPE;
    return err ? fault_set(f, err, "submission", "a part is absent, too long or not a text") : ERR_NONE;
}

static const char *or_empty(const char *text) { return text ? text : ""; }

static enum err take_key(void *arg, sqlite3_stmt *s) {
    const char *text = s ? (const char *)sqlite3_column_text(s, 0) : "";
    return text && text_copy(arg, KEY_ROOM, text) ? ERR_NONE : ERR_MEMORY;
}

// A draft that is at the office has its key there, the same on every box; one that was used here already is used up.
static enum err choose_key(struct keep *k, const struct outbox_item *s, char key[KEY_ROOM], struct fault *f) {
    struct db_call known = {.sql = "SELECT key FROM draft_keys WHERE service=?1 AND profile=?2 AND length(CAST(key AS BLOB))<64"
                                   " AND NOT EXISTS(SELECT 1 FROM outbox WHERE outbox.key=draft_keys.key)",
                            .count = 2, .binds = {db_text(s->service), db_text(s->profile)}};
    enum err err = s->key ? ERR_NONE : keep_read(k, &known, take_key, key, f);
    if (s->key)
        text_copy(key, KEY_ROOM, s->key);
    else if (!err && !*key)
        random_text(key, KEY_CHARACTERS, RANDOM_BASE32);
    return err;
}

enum err keep_outbox_add(struct keep *k, const struct outbox_item *s, int64_t *id, struct fault *f) {
    char key[KEY_ROOM];
    struct found waiting = {0}, mine = {0};
    enum err err = check(s, f);
    if (!err)
        err = choose_key(k, s, key, f);
    if (err)
        return err;
    struct db_call by_key = {.sql = "SELECT id,state,attempts FROM outbox WHERE key=?1", .count = 1, .binds = {db_text(key)}};
    err = keep_read(k, &by_key, take_found, &mine, f);
    if (!err && !mine.some) {
        err = keep_read(k, &(struct db_call){.sql = "SELECT count(*),0,0 FROM outbox WHERE state<2"}, take_found, &waiting, f);
        if (!err && waiting.id >= WAITING_MAX)
            return fault_set(f, ERR_LIMIT, "outbox", "too many submissions wait already");
        const struct db_call calls[] = {
            {.sql = "INSERT INTO outbox(key,service,profile,title,language,path,body,step,version,answers,created,state,"
                    "attempts,next_at,why,needs_sign_in,result,case_number)"
                    " VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,0,0,0,0,0,NULL,'')",
             .count = 11,
             .binds = {db_text(key), db_text(s->service), db_text(s->profile), db_text(s->title), db_text(s->language),
                       db_text(s->path), db_text(s->body), db_text(or_empty(s->step)), db_text(or_empty(s->version)),
                       db_text(or_empty(s->answers)), db_number(keep_now(k))}},
            {.sql = "DELETE FROM drafts WHERE service=?1 AND profile=?2", .count = 2,
             .binds = {db_text(s->service), db_text(s->profile)}},
            {.sql = "DELETE FROM draft_keys WHERE service=?1 AND profile=?2", .count = 2,
             .binds = {db_text(s->service), db_text(s->profile)}},
            {.sql = "INSERT OR REPLACE INTO signatures(key,details) VALUES(?1,?2)", .count = 2,
             .binds = {db_text(key), db_text(s->sign)}}};
        if (!err)
            err = keep_write(k, calls, s->sign && s->sign[0] ? 4 : 3, NULL, f);
        if (!err)
            err = keep_read(k, &by_key, take_found, &mine, f);
    }
    if (!err)
        *id = mine.id;
    return err;
}

struct reading {
    struct arena *arena;
    struct outbox_item *items;
    size_t count, room;
};

static bool column(sqlite3_stmt *s, int at, struct arena *a, const char **to) {
    *to = db_column(s, at, a);
    return *to != NULL;
}

static int within(int64_t n, int count) { return n >= 0 && n < count ? (int)n : 0; }

static enum err take_item(void *arg, sqlite3_stmt *s) {
    struct reading *r = arg;
    if (!s)
        r->count = 0;
    if (!s || r->count == r->room)
        return ERR_NONE;
    struct outbox_item *i = &r->items[r->count++];
    i->id = sqlite3_column_int64(s, 0);
    bool ok = column(s, 1, r->arena, &i->key) && column(s, 2, r->arena, &i->service) &&
              column(s, 3, r->arena, &i->profile) && column(s, 4, r->arena, &i->title) &&
              column(s, 5, r->arena, &i->language) && column(s, 6, r->arena, &i->path) &&
              column(s, 7, r->arena, &i->body) && column(s, 15, r->arena, &i->case_number) && column(s, 16, r->arena, &i->sign);
    i->created = sqlite3_column_int64(s, 8);
    i->state = (enum outbox_state)within(sqlite3_column_int64(s, 9), OUTBOX_REFUSED + 1);
    i->attempts = within(sqlite3_column_int64(s, 10), INT32_MAX);
    i->next_at = sqlite3_column_int64(s, 11);
    i->why = (enum err)within(sqlite3_column_int64(s, 12), ERR_COUNT);
    i->needs_sign_in = sqlite3_column_int(s, 13) != 0;
    if (ok && sqlite3_column_type(s, 14) != SQLITE_NULL)
        ok = column(s, 14, r->arena, &i->result);
    return ok ? ERR_NONE : ERR_MEMORY;
}

enum err keep_outbox_list(struct keep *k, struct arena *a, struct outbox_list *out) {
    struct reading r = {a, arena_array(a, 2 * KEEP_LIST_MAX, sizeof(struct outbox_item)), 0, 2 * KEEP_LIST_MAX};
    struct db_call c = {.sql = "SELECT id,key,service,profile,title,language,path,CASE WHEN state<2 THEN body ELSE '' END,created,state,attempts,next_at,why,"
                               "needs_sign_in,result,case_number,(SELECT details FROM signatures WHERE signatures.key=outbox.key)"
                               " FROM outbox ORDER BY id"};
    if (!r.items)
        return ERR_MEMORY;
    enum err err = keep_read(k, &c, take_item, &r, NULL);
    *out = (struct outbox_list){.items = r.items, .count = err ? 0 : r.count};
    return err;
}

enum err keep_outbox_change(struct keep *k, struct keep_ticket t, struct outbox_change c) {
    // An end is an end: a late word about a failure does not bring a delivered one back.
    return keep_later(k, t, &(struct db_call){
        .sql = "UPDATE outbox SET state=?2,attempts=?3,next_at=?4,why=?5,needs_sign_in=?6 WHERE id=?1 AND state<2",
        .count = 6,
        .binds = {db_number(c.id), db_number(c.state), db_number(c.attempts), db_number(c.next_at), db_number(c.why),
                  db_number(c.needs_sign_in)}});
}

static enum err find(struct keep *k, int64_t id, struct found *to, struct fault *f) {
    struct db_call c = {.sql = "SELECT id,state,attempts FROM outbox WHERE id=?1", .count = 1, .binds = {db_number(id)}};
    enum err err = keep_read(k, &c, take_found, to, f);
    return !err && !to->some ? fault_set(f, ERR_NOT_FOUND, "outbox", "no such submission") : err;
}

// What was signed goes where the answers went.
static enum err forget_signature(struct keep *k, int64_t id, struct fault *f) {
    struct db_call c = {.sql = "DELETE FROM signatures WHERE key=(SELECT key FROM outbox WHERE id=?1)", .count = 1,
                        .binds = {db_number(id)}};
    return keep_write(k, &c, 1, NULL, f);
}

enum err keep_outbox_deliver(struct keep *k, int64_t id, const char *receipt, const struct keep_case *c, struct fault *f) {
    struct found at = {0};
    enum err err = keep_check_text(receipt, KEEP_ANSWERS_BYTES, false);
    const char *const texts[] = {c ? c->number : "", c ? c->secret : "", c ? c->profile : "",
                                 c ? c->service : "", c ? c->title : "", c ? c->state : ""};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0] && !err; i++)
        err = keep_check_text(texts[i], KEEP_TEXT_BYTES, false);
    if (err)
        return fault_set(f, err, "receipt", "a part is absent, too long or not a text");
    err = find(k, id, &at, f);
    if (err || at.state == OUTBOX_DELIVERED) // the server said it twice: the first receipt stays
        return err;
    const struct db_call calls[] = {
        // What was sent is the office's now; the box keeps the receipt and not the answers.
        {.sql = "UPDATE outbox SET state=2,result=?2,case_number=?3,why=0,needs_sign_in=0,body='',answers='' WHERE id=?1",
         .count = 3, .binds = {db_number(id), db_text(receipt), db_text(texts[0])}},
        {.sql = "INSERT INTO cases(number,secret,profile,service,title,state,updated,language) VALUES(?1,?2,?3,?4,?5,?6,?7,?8)"
                " ON CONFLICT(number) DO UPDATE SET secret=?2,profile=?3,service=?4,title=?5,state=?6,updated=?7,language=?8",
         .count = 8,
         .binds = {db_text(texts[0]), db_text(texts[1]), db_text(texts[2]), db_text(texts[3]), db_text(texts[4]),
                   db_text(texts[5]), db_number(keep_now(k)), db_text(c && c->language ? c->language : "")}}};
    enum err written = keep_write(k, calls, c ? 2 : 1, NULL, f);
    return written ? written : forget_signature(k, id, f);
}

enum err keep_outbox_refuse(struct keep *k, int64_t id, const char *problem, struct fault *f) {
    struct found at = {0};
    enum err err = keep_check_text(problem, KEEP_ANSWERS_BYTES, false);
    if (err)
        return fault_set(f, err, "problem", "absent, too long or not a text");
    err = find(k, id, &at, f);
    if (!err && at.state == OUTBOX_DELIVERED)
        err = fault_set(f, ERR_CONFLICT, "outbox", "it was delivered");
    if (err)
        return err;
    struct db_call c = {.sql = "UPDATE outbox SET state=3,result=?2 WHERE id=?1", .count = 2,
                        .binds = {db_number(id), db_text(problem)}};
    return keep_write(k, &c, 1, NULL, f);
}

enum err keep_outbox_reopen(struct keep *k, int64_t id, struct fault *f) {
    struct found at = {0};
    enum err err = find(k, id, &at, f);
    if (!err && at.state != OUTBOX_REFUSED && !(at.state == OUTBOX_WAITING && at.attempts == 0))
        err = fault_set(f, ERR_CONFLICT, "outbox", "the server may have it");
    if (err)
        return err;
    const struct db_call calls[] = {
        {.sql = "INSERT INTO drafts(service,profile,title,language,step,version,answers,updated)"
                " SELECT service,profile,title,language,step,version,answers,?2 FROM outbox WHERE id=?1",
         .count = 2, .binds = {db_number(id), db_number(keep_now(k))}},
        {.sql = "DELETE FROM outbox WHERE id=?1", .count = 1, .binds = {db_number(id)}}};
    return keep_write(k, calls, 2, NULL, f);
}

enum err keep_outbox_forget(struct keep *k, int64_t id, struct fault *f) {
    struct found at = {0};
    enum err err = find(k, id, &at, f);
    if (!err && at.state < OUTBOX_DELIVERED)
        err = fault_set(f, ERR_CONFLICT, "outbox", "it still waits");
    if (err)
        return err;
    struct db_call c = {.sql = "DELETE FROM outbox WHERE id=?1", .count = 1, .binds = {db_number(id)}};
    return keep_write(k, &c, 1, NULL, f);
}
