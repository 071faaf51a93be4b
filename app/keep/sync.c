// SPDX-License-Identifier: Apache-2.0
// What is known of the office's copies of drafts, as rows.
#include "app/keep/sync.h"
#include "app/keep/inside.h"
#include "base/str.h"

struct reading {
    struct arena *arena;
    struct keep_sync *items;
    size_t count, room;
};

static bool column(sqlite3_stmt *s, int at, struct arena *a, const char **to) {
    *to = db_column(s, at, a);
    return *to != NULL;
}

static enum err take_sync(void *arg, sqlite3_stmt *s) {
    struct reading *r = arg;
    if (!s)
        r->count = 0;
    if (!s || r->count == r->room)
        return ERR_NONE;
    struct keep_sync *y = &r->items[r->count++];
    bool ok = column(s, 0, r->arena, &y->service) && column(s, 1, r->arena, &y->profile) && column(s, 2, r->arena, &y->etag) &&
              column(s, 3, r->arena, &y->seen) && column(s, 4, r->arena, &y->tried) && column(s, 7, r->arena, &y->rival);
    y->changes = sqlite3_column_int64(s, 5);
    y->gone = sqlite3_column_int(s, 6) != 0;
    return ok ? ERR_NONE : ERR_MEMORY;
}

enum err keep_sync_list(struct keep *k, struct arena *a, const char *profile, struct keep_syncs *out) {
    enum { ROOM = 2 * KEEP_LIST_MAX }; // drafts, and what has to be removed
    struct reading r = {a, arena_array(a, ROOM, sizeof(struct keep_sync)), 0, ROOM};
    struct db_call c = {.sql = "SELECT service,profile,etag,seen,tried,changes,gone,"
                               "(SELECT seen FROM rivals r WHERE r.service=s.service AND r.profile=s.profile)"
                               " FROM synced s WHERE ?1 IS NULL OR profile=?1 ORDER BY rowid",
                        .count = 1, .binds = {db_text(profile)}};
    if (!r.items)
        return ERR_MEMORY;
    enum err err = keep_read(k, &c, take_sync, &r, NULL);
    *out = (struct keep_syncs){.items = r.items, .count = err ? 0 : r.count};
    return err;
}

enum err keep_sync_find(struct keep *k, struct arena *a, const char *service, const char *profile, struct keep_sync *out) {
    struct reading r = {a, out, 0, 1};
    struct db_call c = {.sql = "SELECT service,profile,etag,seen,tried,changes,gone,"
                               "(SELECT seen FROM rivals r WHERE r.service=s.service AND r.profile=s.profile)"
                               " FROM synced s WHERE service=?1 AND profile=?2",
                        .count = 2, .binds = {db_text(service), db_text(profile)}};
    enum err err = keep_read(k, &c, take_sync, &r, NULL);
    return !err && r.count == 0 ? ERR_NOT_FOUND : err;
}

static enum err check(const char *const *texts, size_t count) {
    enum err err = ERR_NONE;
    for (size_t i = 0; i < count && !err; i++)
        err = keep_check_text(texts[i], KEEP_TEXT_BYTES, false);
    return err;
}

enum err keep_sync_tried(struct keep *k, const char *service, const char *profile, const char *digest) {
    const char *const texts[] = {service, profile, digest};
    enum err err = check(texts, 3);
    return err ? err : keep_later(k, (struct keep_ticket){0}, &(struct db_call){
        .sql = "UPDATE synced SET tried=?3 WHERE service=?1 AND profile=?2", .count = 3,
        .binds = {db_text(service), db_text(profile), db_text(digest)}});
}

enum err keep_sync_settled(struct keep *k, const char *service, const char *profile, const char *etag, const char *seen, int64_t changes) {
    const char *const texts[] = {service, profile, etag, seen};
    enum err err = check(texts, 4);
    return err ? err : keep_later(k, (struct keep_ticket){0}, &(struct db_call){
        .sql = "UPDATE synced SET etag=?3,seen=?4,changes=max(0,changes-?5),tried='' WHERE service=?1 AND profile=?2", .count = 5,
        .binds = {db_text(service), db_text(profile), db_text(etag), db_text(seen), db_number(changes)}});
}

enum err keep_sync_key(struct keep *k, const char *service, const char *profile, const char *key) {
    const char *const texts[] = {service, profile, key};
    enum err err = check(texts, 3);
    return err ? err : keep_later(k, (struct keep_ticket){0}, &(struct db_call){
        .sql = "INSERT OR REPLACE INTO draft_keys(service,profile,key) SELECT service,profile,?3 FROM synced"
               " WHERE service=?1 AND profile=?2 AND etag<>'' AND gone=0", .count = 3,
        .binds = {db_text(service), db_text(profile), db_text(key)}});
}

static enum err check_copy(const struct keep_copy *c, struct fault *f) {
    const struct keep_draft *d = &c->draft;
    const char *const texts[] = {d->service, d->profile, d->title, d->language, d->step, d->version, c->etag, c->seen};
    enum err err = check(texts, sizeof texts / sizeof *texts);
    if (!err)
        err = keep_check_text(d->answers, KEEP_ANSWERS_BYTES, false);
    if (!err && !*d->profile)
        err = ERR_TYPE; // a guest's lives here alone
    return err ? fault_set(f, err, "draft", "a part is absent, too long or not a text") : ERR_NONE;
}

enum err keep_sync_take(struct keep *k, const struct keep_copy *c, enum keep_origin origin, struct fault *f) {
    const struct keep_draft *d = &c->draft;
    enum err err = check_copy(c, f);
    const struct db_call calls[] = {
        {.sql = "INSERT INTO drafts(service,profile,title,language,step,version,answers,updated)"
                " VALUES(?1,?2,?3,?4,?5,?6,?7,?8) ON CONFLICT(service,profile) DO UPDATE SET title=?3,language=?4,"
                "step=?5,version=?6,answers=?7,updated=?8",
         .count = 8,
         .binds = {db_text(d->service), db_text(d->profile), db_text(d->title), db_text(d->language), db_text(d->step),
                   db_text(d->version), db_text(d->answers), db_number(d->updated)}},
        {.sql = "UPDATE synced SET etag=?3,seen=?4,tried='',changes=0,gone=0,origin=?5 WHERE service=?1 AND profile=?2", .count = 5,
         .binds = {db_text(d->service), db_text(d->profile), db_text(c->etag), db_text(c->seen), db_number(origin)}},
        {.sql = "DELETE FROM rivals WHERE service=?1 AND profile=?2", .count = 2, .binds = {db_text(d->service), db_text(d->profile)}}};
    return err ? err : keep_write(k, calls, sizeof calls / sizeof *calls, NULL, f);
}

enum err keep_sync_rival(struct keep *k, const struct keep_copy *c, struct fault *f) {
    const struct keep_draft *d = &c->draft;
    enum err err = check_copy(c, f);
    struct db_call put = {
        .sql = "INSERT OR REPLACE INTO rivals(service,profile,title,language,step,version,answers,etag,seen)"
               " VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9)",
        .count = 9,
        .binds = {db_text(d->service), db_text(d->profile), db_text(d->title), db_text(d->language), db_text(d->step),
                  db_text(d->version), db_text(d->answers), db_text(c->etag), db_text(c->seen)}};
    return err ? err : keep_write(k, &put, 1, NULL, f);
}

enum err keep_sync_choose(struct keep *k, const char *service, const char *profile, bool rival, struct fault *f) {
    const char *const texts[] = {service, profile};
    enum err err = check(texts, 2);
    if (err)
        return fault_set(f, err, "draft", "not a draft");
    const struct db_call theirs[] = {
        {.sql = "UPDATE drafts SET (title,language,step,version,answers,updated)=(SELECT title,language,step,version,answers,?3"
                " FROM rivals r WHERE r.service=?1 AND r.profile=?2) WHERE service=?1 AND profile=?2"
                " AND EXISTS(SELECT 1 FROM rivals r WHERE r.service=?1 AND r.profile=?2)",
         .count = 3, .binds = {db_text(service), db_text(profile), db_number(keep_now(k))}},
        {.sql = "UPDATE synced SET changes=0,tried='',origin=2,etag=r.etag,seen=r.seen FROM rivals r"
                " WHERE r.service=?1 AND r.profile=?2 AND synced.service=?1 AND synced.profile=?2",
         .count = 2, .binds = {db_text(service), db_text(profile)}},
        {.sql = "DELETE FROM rivals WHERE service=?1 AND profile=?2", .count = 2, .binds = {db_text(service), db_text(profile)}}};
    // Mine goes on from theirs: it may replace it. One change at least, so that it is sent.
    const struct db_call mine[] = {
        {.sql = "UPDATE synced SET changes=max(1,changes),tried='',etag=r.etag,seen=r.seen FROM rivals r"
                " WHERE r.service=?1 AND r.profile=?2 AND synced.service=?1 AND synced.profile=?2",
         .count = 2, .binds = {db_text(service), db_text(profile)}},
        theirs[2]};
    return rival ? keep_write(k, theirs, 3, NULL, f) : keep_write(k, mine, 2, NULL, f);
}

enum err keep_sync_forget(struct keep *k, const char *service, const char *profile, bool draft, struct fault *f) {
    const char *const texts[] = {service, profile};
    enum err err = check(texts, 2);
    const struct db_call calls[] = {
        {.sql = "DELETE FROM synced WHERE service=?1 AND profile=?2", .count = 2, .binds = {db_text(service), db_text(profile)}},
        {.sql = "DELETE FROM rivals WHERE service=?1 AND profile=?2", .count = 2, .binds = {db_text(service), db_text(profile)}},
        {.sql = "DELETE FROM drafts WHERE service=?1 AND profile=?2", .count = 2, .binds = {db_text(service), db_text(profile)}}};
    return err ? fault_set(f, err, "draft", "not a draft") : keep_write(k, calls, draft ? 3 : 2, NULL, f);
}
