// SPDX-License-Identifier: Apache-2.0
// What the system does by itself: it says that a deadline passed, and closes what nobody reopened in time.
#include "backend/events.h"
#include "backend/services/handlers.h"
#include "backend/services/parts.h"
#include <stdio.h>

enum { MEMORY_CAP = 64 << 20, LOOK_AGAIN_MS = 24 * 3600 * 1000 };

struct sweep {
    struct store_job job;
    const struct catalogue *catalogue;
    const char *const *numbers;
    size_t count, lapsed;
    when_ms now;
    struct arena *arena;
    const char **changed;
    size_t changed_count;
};

static enum err look_at(struct sweep *w, struct db *db, const char *number) {
    struct opened o;
    enum err err = opened_load(w->catalogue, db, number, w->now, w->arena, &o);
    if (err == ERR_REFERENCE || err == ERR_NOT_FOUND) // its service is off the air: look again tomorrow
        return cases_set_due(db, number, w->now + LOOK_AGAIN_MS);
    if (err)
        return err;
    const struct service_move *settle = case_settles(&o.rules, &o.row.file, w->now);
    bool lapsed = o.row.file.event_count > o.saved_events;
    if (settle) {
        struct case_act act = {.kind = ACT_MOVE, .by = ACTOR_SYSTEM, .move = settle->id, .at = w->now};
        err = opened_apply(&o, w->arena, &act, NULL);
        if (err)
            return err;
    }
    if (o.row.file.event_count == o.saved_events) {
        when_ms due = case_due(&o.rules, &o.row.file);
        return cases_set_due(db, number, due && due < w->now ? w->now + LOOK_AGAIN_MS : due);
    }
    err = opened_save(&o, db);
    if (!err) {
        w->lapsed += lapsed;
        w->changed[w->changed_count++] = number;
    }
    return err;
}

static enum err sweep_run(struct db *db, struct store_job *job) {
    struct sweep *w = (struct sweep *)job;
    enum err err = ERR_NONE;
    w->lapsed = w->changed_count = 0;
    for (size_t i = 0; i < w->count && !err; i++)
        err = look_at(w, db, w->numbers[i]);
    return err;
}

static enum err due_numbers(struct store *store, struct sweep *w) {
    struct db *db = store_read(store);
    if (!db)
        return ERR_IO;
    enum err err = cases_due(db, w->now, w->arena, &w->numbers, &w->count);
    store_read_end(store, db);
    return err;
}

enum err cases_lapse(struct store *store, const struct catalogue *c, struct events *events, when_ms now, size_t *lapsed) {
    struct arena arena;
    enum err err = ERR_NONE;
    *lapsed = 0;
    // Batches, so that a long absence of the backend does not hold up other writes.
    for (bool more = c != NULL; more && !err;) {
        arena_init(&arena, MEMORY_CAP);
        struct sweep w = {.job = {.run = sweep_run}, .catalogue = c, .now = now, .arena = &arena};
        w.changed = arena_array(&arena, CASES_DUE_BATCH, sizeof *w.changed);
        err = w.changed ? due_numbers(store, &w) : ERR_MEMORY;
        if (!err && w.count)
            err = store_write(store, &w.job);
        more = w.count == CASES_DUE_BATCH;
        *lapsed += err ? 0 : w.lapsed;
        for (size_t i = 0; i < w.changed_count && !err && events; i++) {
            char topic[PARTS_TOPIC], json[PARTS_TOPIC];
            snprintf(topic, sizeof topic, "case:%s", w.changed[i]);
            snprintf(json, sizeof json, "{\"number\":\"%s\"}", w.changed[i]);
            events_publish_as(events, topic, "case", json);
        }
        arena_finish(&arena);
    }
    return err;
}
