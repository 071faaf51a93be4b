// SPDX-License-Identifier: Apache-2.0
// What a guest began and somebody who signs in goes on with. An offer is a setting that names the guest's draft by the
// instant of its last change: whatever a later guest writes is not offered.
#include "app/keep/inside.h"
#include "app/keep/profile.h"

#define OFFER "'guest-draft/'||?1||'/'||?2"
#define GUESTS "SELECT g.updated FROM drafts g JOIN settings o ON o.name=" OFFER " AND CAST(o.value AS INTEGER)=g.updated" \
               " WHERE g.service=?1 AND g.profile='' AND EXISTS(SELECT 1 FROM drafts m WHERE m.service=?1 AND m.profile=?2)"

static enum err check(const char *service, const char *id, struct fault *f) {
    bool bad = keep_check_text(service, KEEP_TEXT_BYTES, false) || keep_check_text(id, KEEP_TEXT_BYTES, false);
    return bad ? fault_set(f, ERR_TYPE, "profile", "not a profile, or not a service") : ERR_NONE;
}

enum err keep_adopt(struct keep *k, const char *service, const char *id, struct fault *f) {
    const struct db_call calls[] = {
        {.sql = "INSERT OR REPLACE INTO settings(name,value) SELECT " OFFER ",g.updated FROM drafts g WHERE g.service=?1 AND g.profile=''"
                " AND EXISTS(SELECT 1 FROM drafts m WHERE m.service=?1 AND m.profile=?2)", .count = 2,
         .binds = {db_text(service), db_text(id)}},
        {.sql = "UPDATE drafts SET profile=?2 WHERE profile='' AND service=?1"
                " AND NOT EXISTS(SELECT 1 FROM drafts m WHERE m.service=?1 AND m.profile=?2)", .count = 2,
         .binds = {db_text(service), db_text(id)}},
        {.sql = "UPDATE outbox SET profile=?2,next_at=0 WHERE profile='' AND service=?1 AND state<2 AND needs_sign_in=1",
         .count = 2, .binds = {db_text(service), db_text(id)}},
        {.sql = "UPDATE outbox SET next_at=0 WHERE profile=?1 AND state<2", .count = 1, .binds = {db_text(id)}}};
    enum err err = check(service, id, f);
    return err ? err : keep_write(k, calls, sizeof calls / sizeof *calls, NULL, f);
}

static enum err take_instant(void *arg, sqlite3_stmt *s) {
    *(when_ms *)arg = s ? sqlite3_column_int64(s, 0) : 0;
    return ERR_NONE;
}

enum err keep_offered(struct keep *k, const char *service, const char *id, when_ms *out) {
    struct db_call c = {.sql = GUESTS, .count = 2, .binds = {db_text(service), db_text(id)}};
    enum err err = check(service, id, NULL);
    return err ? err : keep_read(k, &c, take_instant, out, NULL);
}

enum err keep_take_offer(struct keep *k, const char *service, const char *id, bool take, struct fault *f) {
    const struct db_call calls[] = {
        {.sql = "UPDATE drafts SET (title,language,step,version,answers,updated)=(SELECT title,language,step,version,answers,?3 FROM drafts g"
                " WHERE g.service=?1 AND g.profile='') WHERE service=?1 AND profile=?2 AND EXISTS(" GUESTS ")", .count = 3,
         .binds = {db_text(service), db_text(id), db_number(keep_now(k))}},
        {.sql = "DELETE FROM drafts WHERE service=?1 AND profile='' AND EXISTS(" GUESTS ")", .count = 2, .binds = {db_text(service), db_text(id)}},
        {.sql = "DELETE FROM settings WHERE name=" OFFER, .count = 2, .binds = {db_text(service), db_text(id)}}};
    enum err err = check(service, id, f);
    return err ? err : take ? keep_write(k, calls, 3, NULL, f) : keep_write(k, calls + 2, 1, NULL, f);
}
