// SPDX-License-Identifier: Apache-2.0
// Numbered migrations per module. What ran is written down in the same transaction, so a crash in the middle repeats
// nothing and loses nothing.
#include "backend/store/migrate.h"
#include "backend/store/sqlite.h"
#include "base/log.h"
#include <assert.h>
#include <stdio.h>

static enum err apply(struct db *db, const char *module, const struct store_migration *m, when_ms now,
                      struct fault *f) {
    static const struct db_sql note = {"migration-note",
                                       "INSERT INTO migration(module, number, name, at) VALUES($1, $2, $3, $4)"};
    enum err err = db_command(db, DB_BEGIN_WRITE);
    if (!err)
        err = db_script(db, m->sql, f);
    struct db_value row[] = {db_t(module), db_i(m->number), db_t(m->name), db_i(now)};
    if (!err)
        err = db_run(db, &note, row, 4, NULL);
    if (!err)
        err = db_command(db, DB_COMMIT);
    if (err && db_in_transaction(db) && db_command(db, DB_ROLLBACK) != ERR_NONE)
        log_line(LOG_ERROR, "store", "rollback", "module=%s", module);
    if (err) {
        char place[96];
        snprintf(place, sizeof place, "migration %s/%d %s", module, m->number, m->name);
        if (f && !f->code)
            fault_set(f, err, place, "could not be applied: %s", err_name(err));
        else
            fault_within(f, place);
        return err;
    }
    log_line(LOG_INFO, "store", "migrated", "module=%s number=%d name=%s", module, m->number, m->name);
    return ERR_NONE;
}

static enum err migrate_module(struct db *db, const struct store_module *m, when_ms now, struct fault *f) {
    static const struct db_sql newest = {"migration-newest",
                                         "SELECT COALESCE(MAX(number), 0) FROM migration WHERE module = $1"};
    int64_t done = 0;
    enum err err = db_number(db, &newest, (struct db_value[]){db_t(m->name)}, 1, &done);
    if (err)
        return fault_set(f, err, m->name, "the list of migrations cannot be read");
    if (done > (int64_t)m->count)
        return fault_set(f, ERR_CONFLICT, m->name,
                         "the database was made by a newer program (schema %lld, we know %zu)", (long long)done,
                         m->count);
    for (size_t i = (size_t)done; i < m->count && !err; i++) {
        assert(m->migrations[i].number == (int)i + 1);
        err = apply(db, m->name, &m->migrations[i], now, f);
    }
    return err;
}

enum err migrate(struct db *db, const struct store_module *modules, size_t count, when_ms now, struct fault *f) {
    enum err err = db_script(db,
                             "CREATE TABLE IF NOT EXISTS migration(module TEXT NOT NULL, number BIGINT NOT NULL,"
                             " name TEXT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY(module, number))", f);
    for (size_t i = 0; i < count && !err; i++)
        err = migrate_module(db, &modules[i], now, f);
    return err;
}
