// SPDX-License-Identifier: Apache-2.0
// People as rows.
#include "app/keep/inside.h"
#include "app/keep/profile.h"
#include "base/str.h"

struct reading {
    struct arena *arena;
    struct keep_profile *items;
    size_t count;
};

static enum err check(const struct keep_profile *p, const char *sealed, struct fault *f) {
    enum err err = keep_check_text(p->id, KEEP_TEXT_BYTES, false);
    if (!err)
        err = keep_check_text(p->picture, KEEP_TEXT_BYTES, false);
    if (!err)
        err = keep_check_text(p->who, KEEP_SEALED_BYTES, false);
    if (!err)
        err = keep_check_text(sealed, KEEP_SEALED_BYTES, true);
    if (!err && !p->id[0])
        err = ERR_TYPE; // a guest is nobody
    return err ? fault_set(f, err, "profile", "a part is absent, too long or not a text") : ERR_NONE;
}

static enum err take_count(void *arg, sqlite3_stmt *s) {
    *(int64_t *)arg = s ? sqlite3_column_int64(s, 0) : 0;
    return ERR_NONE;
}

enum err keep_profile_save(struct keep *k, const struct keep_profile *p, const char *sealed, struct fault *f) {
    int64_t others = 0;
    enum err err = check(p, sealed, f);
    if (err)
        return err;
    struct db_call count = {.sql = "SELECT count(*) FROM profiles WHERE id<>?1", .count = 1, .binds = {db_text(p->id)}};
    err = keep_read(k, &count, take_count, &others, f);
    if (!err && others >= KEEP_PROFILES_MAX)
        return fault_set(f, ERR_LIMIT, "profile", "too many people on this box");
    const struct db_call calls[] = {
        {.sql = "INSERT INTO profiles(id,picture,who,used,locked) VALUES(?1,?2,?3,?4,?5)"
                " ON CONFLICT(id) DO UPDATE SET picture=?2,who=?3,used=?4,locked=?5",
         .count = 5,
         .binds = {db_text(p->id), db_text(p->picture), db_text(p->who), db_number(p->used), db_number(p->locked)}},
        {.sql = "INSERT OR REPLACE INTO vault(profile,sealed) VALUES(?1,?2)", .count = 2,
         .binds = {db_text(p->id), db_text(sealed)}}};
    return err ? err : keep_write(k, calls, sealed ? 2 : 1, NULL, f);
}

static bool column(sqlite3_stmt *s, int at, struct arena *a, const char **to) {
    *to = db_column(s, at, a);
    return *to != NULL;
}

static enum err take_profile(void *arg, sqlite3_stmt *s) {
    struct reading *r = arg;
    if (!s)
        r->count = 0;
    if (!s || r->count == KEEP_PROFILES_MAX)
        return ERR_NONE;
    struct keep_profile *p = &r->items[r->count++];
    bool ok = column(s, 0, r->arena, &p->id) && column(s, 1, r->arena, &p->picture) && column(s, 2, r->arena, &p->who);
    p->used = sqlite3_column_int64(s, 3);
    p->locked = sqlite3_column_int(s, 4) != 0;
    p->sealed = sqlite3_column_int(s, 5) != 0;
    return ok ? ERR_NONE : ERR_MEMORY;
}

enum err keep_profile_list(struct keep *k, struct arena *a, struct keep_profiles *out) {
    struct reading r = {a, arena_array(a, KEEP_PROFILES_MAX, sizeof(struct keep_profile)), 0};
    struct db_call c = {.sql = "SELECT id,picture,who,used,locked,EXISTS(SELECT 1 FROM vault WHERE profile=id) FROM profiles ORDER BY used DESC, rowid DESC"};
    if (!r.items)
        return ERR_MEMORY;
    enum err err = keep_read(k, &c, take_profile, &r, NULL);
    *out = (struct keep_profiles){.items = r.items, .count = err ? 0 : r.count};
    return err;
}

// What they began for others lies under ID@MANDATE.
#define THEIRS "(profile=?1 OR substr(profile,1,length(?1)+1)=?1||'@')"
// Earlier answers that the keyboard offers (app/typing/take.c), and what a guest left them (offers.c).
#define THEIR_SETTINGS "name='typed/'||?1 OR substr(name,1,length(?1)+7)='typed/'||?1||'@'" \
                       " OR (substr(name,1,12)='guest-draft/' AND substr(name,-length(?1)-1)='/'||?1)"
// `synced` goes first: what goes here stays at the office.
static const char *const drop_all[] = {
    "DELETE FROM profiles WHERE id=?1", "DELETE FROM vault WHERE profile=?1", "DELETE FROM settings WHERE " THEIR_SETTINGS,
    "DELETE FROM synced WHERE " THEIRS, "DELETE FROM drafts WHERE " THEIRS, "DELETE FROM cases WHERE " THEIRS, "DELETE FROM outbox WHERE " THEIRS};
enum { DROPS = sizeof drop_all / sizeof *drop_all };

static void add_drops(struct db_call *calls, const char *id) {
    for (int i = 0; i < DROPS; i++)
        calls[i] = (struct db_call){.sql = drop_all[i], .count = 1, .binds = {db_text(id)}};
}

enum err keep_profile_drop(struct keep *k, const char *id, struct fault *f) {
    struct db_call calls[DROPS];
    enum err err = keep_check_text(id, KEEP_TEXT_BYTES, false);
    if (err || !id[0])
        return fault_set(f, err ? err : ERR_TYPE, "profile", "not a profile");
    add_drops(calls, id);
    return keep_write(k, calls, DROPS, NULL, f);
}

enum err keep_profile_used(struct keep *k, const char *id, when_ms used) {
    enum err err = keep_check_text(id, KEEP_TEXT_BYTES, false);
    return err ? err : keep_later(k, (struct keep_ticket){0}, &(struct db_call){
        .sql = "UPDATE profiles SET used=?2 WHERE id=?1", .count = 2, .binds = {db_text(id), db_number(used)}});
}

static enum err take_holds(void *arg, sqlite3_stmt *s) {
    struct keep_holds *h = arg;
    *h = (struct keep_holds){.drafts = s ? sqlite3_column_int(s, 0) : 0, .waiting = s ? sqlite3_column_int(s, 1) : 0};
    return ERR_NONE;
}

enum err keep_profile_holds(struct keep *k, const char *id, struct keep_holds *out) {
    struct db_call c = {.sql = "SELECT (SELECT count(*) FROM drafts WHERE " THEIRS "),(SELECT count(*) FROM outbox WHERE state<2 AND " THEIRS ")",
                        .count = 1, .binds = {db_text(id)}};
    return keep_read(k, &c, take_holds, out, NULL);
}

// Where both have answers, those of `from` become the other ones that the form asks about.
static const char *const merge_all[] = {
    "INSERT OR IGNORE INTO rivals(service,profile,title,language,step,version,answers,etag,seen)"
    " SELECT f.service,?2,f.title,f.language,f.step,f.version,f.answers,"
    "coalesce((SELECT etag FROM synced y WHERE y.service=f.service AND y.profile=?2),''),strftime('%Y-%m-%dT%H:%M:%SZ',f.updated/1000,'unixepoch')"
    " FROM drafts f JOIN drafts i ON i.service=f.service AND i.profile=?2 AND i.answers<>f.answers WHERE f.profile=?1",
    "UPDATE OR IGNORE synced SET profile=?2 WHERE profile=?1",
    "UPDATE OR IGNORE rivals SET profile=?2 WHERE profile=?1",
    "UPDATE OR IGNORE drafts SET profile=?2 WHERE profile=?1",
    "UPDATE OR IGNORE drafts SET profile=?2||substr(profile,length(?1)+1) WHERE substr(profile,1,length(?1)+1)=?1||'@'",
    "UPDATE cases SET profile=?2||substr(profile,length(?1)+1) WHERE " THEIRS,
    "UPDATE outbox SET profile=?2||substr(profile,length(?1)+1),next_at=0 WHERE " THEIRS,
    "UPDATE OR IGNORE settings SET name='typed/'||?2||substr(name,length(?1)+7) WHERE name='typed/'||?1 OR substr(name,1,length(?1)+7)='typed/'||?1||'@'"};
enum { MERGES = sizeof merge_all / sizeof *merge_all };

enum err keep_profile_merge(struct keep *k, const char *from, const char *into, struct fault *f) {
    struct db_call calls[MERGES + DROPS];
    if (keep_check_text(from, KEEP_TEXT_BYTES, false) || keep_check_text(into, KEEP_TEXT_BYTES, false) || !*from || !*into || text_same(from, into))
        return fault_set(f, ERR_TYPE, "profile", "not two profiles");
    for (int i = 0; i < MERGES; i++)
        calls[i] = (struct db_call){.sql = merge_all[i], .count = 2, .binds = {db_text(from), db_text(into)}};
    add_drops(calls + MERGES, from);
    return keep_write(k, calls, MERGES + DROPS, NULL, f);
}

enum err keep_sealed_store(struct keep *k, const char *id, const char *sealed, struct fault *f) {
    enum err err = keep_check_text(id, KEEP_TEXT_BYTES, false);
    if (!err)
        err = keep_check_text(sealed, KEEP_SEALED_BYTES, true);
    if (err)
        return fault_set(f, err, "vault", "too long or not a text");
    struct db_call put = {.sql = "INSERT OR REPLACE INTO vault(profile,sealed) VALUES(?1,?2)", .count = 2,
                          .binds = {db_text(id), db_text(sealed)}};
    struct db_call drop = {.sql = "DELETE FROM vault WHERE profile=?1", .count = 1, .binds = {db_text(id)}};
    return keep_write(k, sealed ? &put : &drop, 1, NULL, f);
}

struct text_reading {
    struct arena *arena;
    const char *text;
};

static enum err take_text(void *arg, sqlite3_stmt *s) {
    struct text_reading *r = arg;
    r->text = NULL;
    return !s || column(s, 0, r->arena, &r->text) ? ERR_NONE : ERR_MEMORY;
}

enum err keep_sealed_load(struct keep *k, struct arena *a, const char *id, const char **sealed) {
    struct text_reading r = {.arena = a};
    struct db_call c = {.sql = "SELECT sealed FROM vault WHERE profile=?1", .count = 1, .binds = {db_text(id)}};
    enum err err = keep_read(k, &c, take_text, &r, NULL);
    *sealed = r.text;
    return !err && !r.text ? ERR_NOT_FOUND : err;
}
