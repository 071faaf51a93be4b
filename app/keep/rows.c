// SPDX-License-Identifier: Apache-2.0
// Drafts, cases and settings as rows.
#include "app/keep/inside.h"
#include "base/str.h"

struct reading {
    struct arena *arena;
    void *items;
    size_t count;
};

static enum err check_all(const char *const *texts, size_t count) {
    enum err err = ERR_NONE;
    for (size_t i = 0; i < count && !err; i++)
        err = keep_check_text(texts[i], KEEP_TEXT_BYTES, false);
    return err;
}

static bool column(sqlite3_stmt *s, int at, struct arena *a, const char **to) {
    *to = db_column(s, at, a);
    return *to != NULL;
}

static enum err start_anew(struct reading *r) {
    r->count = 0;
    return ERR_NONE;
}

// ---- Drafts ----
enum err keep_draft_save(struct keep *k, struct keep_ticket t, const struct keep_draft *d) {
    const char *const texts[] = {d->service, d->profile, d->title, d->language, d->step, d->version};
    enum err err = check_all(texts, sizeof texts / sizeof texts[0]);
    if (!err)
        err = keep_check_text(d->answers, KEEP_ANSWERS_BYTES, false);
    if (err)
        return err;
    struct db_call c = {
        .sql = "INSERT INTO drafts(service,profile,title,language,step,version,answers,updated)"
               " VALUES(?1,?2,?3,?4,?5,?6,?7,?8) ON CONFLICT(service,profile) DO UPDATE SET title=?3,language=?4,"
               "step=?5,version=?6,answers=?7,updated=?8",
        .count = 8,
        .binds = {db_text(d->service), db_text(d->profile), db_text(d->title), db_text(d->language), db_text(d->step),
                  db_text(d->version), db_text(d->answers), db_number(keep_now(k))}};
    return keep_later(k, t, &c);
}

enum err keep_draft_drop(struct keep *k, struct keep_ticket t, const char *service, const char *profile) {
    const char *const texts[] = {service, profile};
    enum err err = check_all(texts, 2);
    return err ? err
               : keep_later(k, t, &(struct db_call){.sql = "DELETE FROM drafts WHERE service=?1 AND profile=?2", .count = 2,
                                                    .binds = {db_text(service), db_text(profile)}});
}

// In the order of take_draft.
static const char one_draft[] = "SELECT d.service,d.profile,title,language,step,version,updated,coalesce(s.origin,0),"
    "(SELECT seen FROM rivals r WHERE r.service=d.service AND r.profile=d.profile),answers FROM drafts d"
    " LEFT JOIN synced s ON s.service=d.service AND s.profile=d.profile WHERE d.service=?1 AND d.profile=?2";
static const char all_drafts[] = "SELECT d.service,d.profile,title,language,step,version,updated,coalesce(s.origin,0),"
    "(SELECT seen FROM rivals r WHERE r.service=d.service AND r.profile=d.profile) FROM drafts d"
    " LEFT JOIN synced s ON s.service=d.service AND s.profile=d.profile"
    " WHERE ?1 IS NULL OR d.profile=?1 ORDER BY updated DESC, d.rowid DESC LIMIT 500";

static enum err take_draft(void *arg, sqlite3_stmt *s) {
    struct reading *r = arg;
    if (!s)
        return start_anew(r);
    struct keep_draft *d = (struct keep_draft *)r->items + r->count++;
    bool ok = column(s, 0, r->arena, &d->service) && column(s, 1, r->arena, &d->profile) &&
              column(s, 2, r->arena, &d->title) && column(s, 3, r->arena, &d->language) &&
              column(s, 4, r->arena, &d->step) && column(s, 5, r->arena, &d->version);
    d->updated = sqlite3_column_int64(s, 6);
    int origin = sqlite3_column_int(s, 7);
    d->origin = origin == KEEP_BEGUN_ELSEWHERE || origin == KEEP_CHANGED_ELSEWHERE ? (enum keep_origin)origin : KEEP_HERE;
    ok = ok && column(s, 8, r->arena, &d->rival);
    if (ok && sqlite3_column_count(s) > 9)
        ok = column(s, 9, r->arena, &d->answers);
    return ok ? ERR_NONE : ERR_MEMORY;
}

enum err keep_draft_load(struct keep *k, struct arena *a, const char *service, const char *profile, struct keep_draft *out) {
    struct keep_draft found = {0};
    struct reading r = {a, &found, 0};
    struct db_call c = {.sql = one_draft, .count = 2, .binds = {db_text(service), db_text(profile)}};
    enum err err = keep_read(k, &c, take_draft, &r, NULL);
    if (!err && r.count == 0)
        err = ERR_NOT_FOUND;
    if (!err)
        *out = found;
    return err;
}

enum err keep_draft_list(struct keep *k, struct arena *a, const char *profile, struct keep_drafts *out) {
    struct reading r = {a, arena_array(a, KEEP_LIST_MAX, sizeof(struct keep_draft)), 0};
    struct db_call c = {.sql = all_drafts, .count = 1, .binds = {db_text(profile)}};
    if (!r.items)
        return ERR_MEMORY;
    enum err err = keep_read(k, &c, take_draft, &r, NULL);
    *out = (struct keep_drafts){.items = r.items, .count = err ? 0 : r.count};
    return err;
}

// ---- Cases ----
enum err keep_case_save(struct keep *k, struct keep_ticket t, const struct keep_case *c) {
    const char *const texts[] = {c->number, c->secret, c->profile, c->service, c->title, c->state};
    enum err err = check_all(texts, sizeof texts / sizeof texts[0]);
    if (err)
        return err;
    return keep_later(k, t, &(struct db_call){
        .sql = "INSERT INTO cases(number,secret,profile,service,title,state,updated,language) VALUES(?1,?2,?3,?4,?5,?6,?7,?8)"
               " ON CONFLICT(number) DO UPDATE SET secret=?2,profile=?3,service=?4,title=?5,state=?6,updated=?7,language=?8",
        .count = 8,
        .binds = {db_text(c->number), db_text(c->secret), db_text(c->profile), db_text(c->service), db_text(c->title),
                  db_text(c->state), db_number(keep_now(k)), db_text(c->language ? c->language : "")}});
}

enum err keep_case_drop(struct keep *k, struct keep_ticket t, const char *number) {
    enum err err = check_all(&number, 1);
    return err ? err : keep_later(k, t, &(struct db_call){.sql = "DELETE FROM cases WHERE number=?1", .count = 1,
                                                          .binds = {db_text(number)}});
}

static enum err take_case(void *arg, sqlite3_stmt *s) {
    struct reading *r = arg;
    if (!s)
        return start_anew(r);
    struct keep_case *c = (struct keep_case *)r->items + r->count++;
    bool ok = column(s, 0, r->arena, &c->number) && column(s, 1, r->arena, &c->secret) &&
              column(s, 2, r->arena, &c->profile) && column(s, 3, r->arena, &c->service) &&
              column(s, 4, r->arena, &c->title) && column(s, 5, r->arena, &c->state) && column(s, 7, r->arena, &c->language);
    c->updated = sqlite3_column_int64(s, 6);
    return ok ? ERR_NONE : ERR_MEMORY;
}

enum err keep_case_list(struct keep *k, struct arena *a, const char *profile, struct keep_cases *out) {
    struct reading r = {a, arena_array(a, KEEP_LIST_MAX, sizeof(struct keep_case)), 0};
    struct db_call c = {.sql = "SELECT number,secret,profile,service,title,state,updated,language FROM cases"
                               " WHERE ?1 IS NULL OR profile=?1 ORDER BY updated DESC, rowid DESC LIMIT 500",
                        .count = 1, .binds = {db_text(profile)}};
    if (!r.items)
        return ERR_MEMORY;
    enum err err = keep_read(k, &c, take_case, &r, NULL);
    *out = (struct keep_cases){.items = r.items, .count = err ? 0 : r.count};
    return err;
}

// ---- Settings ----
static enum err setting_call(const char *name, const char *value, struct db_call *c) {
    enum err err = check_all(&name, 1);
    if (!err)
        err = keep_check_text(value, 16 * KEEP_TEXT_BYTES, true);
    *c = value ? (struct db_call){.sql = "INSERT INTO settings(name,value) VALUES(?1,?2)"
                                         " ON CONFLICT(name) DO UPDATE SET value=?2",
                                  .count = 2, .binds = {db_text(name), db_text(value)}}
               : (struct db_call){.sql = "DELETE FROM settings WHERE name=?1", .count = 1, .binds = {db_text(name)}};
    return err;
}

enum err keep_setting_save(struct keep *k, struct keep_ticket t, const char *name, const char *value) {
    struct db_call c;
    enum err err = setting_call(name, value, &c);
    return err ? err : keep_later(k, t, &c);
}

enum err keep_setting_store(struct keep *k, const char *name, const char *value, struct fault *f) {
    struct db_call c;
    enum err err = setting_call(name, value, &c);
    return err ? fault_set(f, err, "setting", "not a setting") : keep_write(k, &c, 1, NULL, f);
}

static enum err take_setting(void *arg, sqlite3_stmt *s) {
    struct reading *r = arg;
    if (!s)
        return start_anew(r);
    struct keep_setting_row *row = (struct keep_setting_row *)r->items + r->count++;
    return column(s, 0, r->arena, &row->name) && column(s, 1, r->arena, &row->value) ? ERR_NONE : ERR_MEMORY;
}

enum err keep_setting_list(struct keep *k, struct arena *a, const char *prefix, struct keep_settings *out) {
    struct reading r = {a, arena_array(a, KEEP_LIST_MAX, sizeof(struct keep_setting_row)), 0};
    struct db_call c = {.sql = "SELECT name,value FROM settings WHERE substr(name,1,length(?1))=?1 ORDER BY name LIMIT 500",
                        .count = 1, .binds = {db_text(prefix)}};
    if (!r.items)
        return ERR_MEMORY;
    enum err err = keep_read(k, &c, take_setting, &r, NULL);
    *out = (struct keep_settings){.items = r.items, .count = err ? 0 : r.count};
    return err;
}

static enum err take_text(void *arg, sqlite3_stmt *s) {
    struct reading *r = arg;
    if (!s)
        return start_anew(r);
    const char **to = r->items;
    r->count++;
    return column(s, 0, r->arena, to) ? ERR_NONE : ERR_MEMORY;
}

enum err keep_setting(struct keep *k, struct arena *a, const char *name, const char **value) {
    struct reading r = {a, value, 0};
    struct db_call c = {.sql = "SELECT value FROM settings WHERE name=?1", .count = 1, .binds = {db_text(name)}};
    enum err err = keep_read(k, &c, take_text, &r, NULL);
    return !err && r.count == 0 ? ERR_NOT_FOUND : err;
}
