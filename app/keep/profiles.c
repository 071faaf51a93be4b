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
         .binds = {db_text(p->id), db_text(p->picture), db_text(p->who), db_number(keep_now(k)), db_number(p->locked)}},
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

enum err keep_profile_drop(struct keep *k, const char *id, struct fault *f) {
    enum err err = keep_check_text(id, KEEP_TEXT_BYTES, false);
    if (err || !id[0])
        return fault_set(f, err ? err : ERR_TYPE, "profile", "not a profile");
    const struct db_call calls[] = {
        {.sql = "DELETE FROM profiles WHERE id=?1", .count = 1, .binds = {db_text(id)}},
        {.sql = "DELETE FROM vault WHERE profile=?1", .count = 1, .binds = {db_text(id)}},
        {.sql = "DELETE FROM settings WHERE name='typed/'||?1 OR substr(name,1,length(?1)+7)='typed/'||?1||'@'", .count = 1, .binds = {db_text(id)}},
        // What they began for others lies under ID@MANDATE. `synced` goes first: what goes here stays at the office.
        {.sql = "DELETE FROM synced WHERE profile=?1 OR substr(profile,1,length(?1)+1)=?1||'@'", .count = 1, .binds = {db_text(id)}},
        {.sql = "DELETE FROM drafts WHERE profile=?1 OR substr(profile,1,length(?1)+1)=?1||'@'", .count = 1, .binds = {db_text(id)}},
        {.sql = "DELETE FROM cases WHERE profile=?1 OR substr(profile,1,length(?1)+1)=?1||'@'", .count = 1, .binds = {db_text(id)}},
        {.sql = "DELETE FROM outbox WHERE profile=?1 OR substr(profile,1,length(?1)+1)=?1||'@'", .count = 1, .binds = {db_text(id)}},
        // Earlier answers that the keyboard offers (app/typing/take.c).
        {.sql = "DELETE FROM settings WHERE name='typed/'||?1 OR substr(name,1,length(?1)+7)='typed/'||?1||'@'", .count = 1, .binds = {db_text(id)}}};
    return keep_write(k, calls, sizeof calls / sizeof calls[0], NULL, f);
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

enum err keep_adopt(struct keep *k, const char *service, const char *id, struct fault *f) {
    if (keep_check_text(service, KEEP_TEXT_BYTES, false) || keep_check_text(id, KEEP_TEXT_BYTES, false))
        return fault_set(f, ERR_TYPE, "profile", "not a profile, or not a service");
    const struct db_call calls[] = {
        {.sql = "UPDATE OR IGNORE drafts SET profile=?2 WHERE profile='' AND service=?1", .count = 2,
         .binds = {db_text(service), db_text(id)}},
        {.sql = "UPDATE outbox SET profile=?2,next_at=0 WHERE profile='' AND service=?1 AND state<2 AND needs_sign_in=1",
         .count = 2, .binds = {db_text(service), db_text(id)}},
        {.sql = "UPDATE outbox SET next_at=0 WHERE profile=?1 AND state<2", .count = 1, .binds = {db_text(id)}}};
    return keep_write(k, calls, sizeof calls / sizeof calls[0], NULL, f);
}
