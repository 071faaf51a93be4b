// SPDX-License-Identifier: Apache-2.0
// Cases for a demonstration, made as people would make them: sent, taken, moved, answered, reopened, late. They lie in
// the days before the start, so that clocks and timelines have something to say. Services that the catalogue lacks, or
// whose forms have changed, are passed over.
#include "backend/services/handlers.h"
#include "backend/services/submit.h"
#include "base/log.h"
#include <stdio.h>

enum { MEMORY_CAP = 64 << 20, HOUR = 3600 * 1000, ACTS_MAX = 8, CASES_MAX = 8 };

struct deed {
    int hours; // after the sending
    struct case_act act;
};
struct play {
    const char *service, *answers;
    int days_ago; // calendar days
    struct deed deeds[ACTS_MAX];
};

static const char park[] = "J. Park", lee[] = "S. Lee";

static const struct play plays[CASES_MAX] = {
    {"report-street-light",
     "{\"what\":\"off\",\"where\":\"Mill Lane 14, next to the bakery\",\"since\":\"%s\",\"reply\":\"tv\"}", 6,
     {{3, {.kind = ACT_MOVE, .by = ACTOR_OFFICER, .move = "transfer", .name = lee, .office = "lighting",
           .reason = "street lights are their work"}},
      {22, {.kind = ACT_MOVE, .by = ACTOR_OFFICER, .move = "take", .name = park}},
      {26, {.kind = ACT_MOVE, .by = ACTOR_OFFICER, .move = "answer", .name = park, .answer = "Bulb replaced."}},
      {100, {.kind = ACT_MOVE, .by = ACTOR_CITIZEN, .move = "reopen", .reason = "It went dark again."}},
      {118, {.kind = ACT_MOVE, .by = ACTOR_OFFICER, .move = "take", .name = park}},
      {119, {.kind = ACT_MOVE, .by = ACTOR_OFFICER, .move = "plan", .name = park,
             .answer = "The crew comes the day after tomorrow, before noon."}}}},
    {"report-street-light",
     "{\"what\":\"flickers\",\"where\":\"Quay Road 3, at the bus stop\",\"since\":\"%s\",\"reply\":\"tv\"}", 1, {{0}}},
    {"report-street-light",
     "{\"what\":\"damaged\",\"where\":\"Station Square, at the bicycle stands\",\"since\":\"%s\",\"reply\":\"tv\"}", 20,
     {{30, {.kind = ACT_MOVE, .by = ACTOR_OFFICER, .move = "take", .name = lee}}}},
    {"bulky-waste", "{\"things\":\"sofa\",\"count\":2,\"day\":\"%s\",\"address\":\"27 Quay Road\",\"place\":\"street\"}", 2,
     {{5, {.kind = ACT_MOVE, .by = ACTOR_OFFICER, .move = "take", .name = lee}},
      {6, {.kind = ACT_MOVE, .by = ACTOR_OFFICER, .move = "ask", .name = lee,
           .answer = "Are there glass doors on the cupboard?"}}}},
    {"noise-complaint",
     "{\"noise\":\"building\",\"where\":\"Harbour Street 8\",\"when\":\"night\",\"since\":\"%s\",\"unnamed\":true}", 9,
     {{20, {.kind = ACT_MOVE, .by = ACTOR_OFFICER, .move = "take", .name = park}},
      {48, {.kind = ACT_MOVE, .by = ACTOR_OFFICER, .move = "answer", .name = park,
            .answer = "The builder may work from 7:00 to 20:00 only. We have told them in writing."}}}},
};

struct seed {
    struct store_job job;
    const struct catalogue *catalogue;
    struct arena *arena;
    when_ms now;
    size_t made;
};

static enum err act_out(struct seed *s, struct db *db, const char *number, const struct play *p, when_ms start) {
    for (int i = 0; i < ACTS_MAX && p->deeds[i].hours; i++) {
        struct case_act act = p->deeds[i].act;
        struct opened o;
        struct fault f = {0};
        act.at = start + (when_ms)p->deeds[i].hours * HOUR;
        if (act.at > s->now)
            return ERR_NONE;
        enum err err = opened_load(s->catalogue, db, number, act.at, s->arena, &o);
        if (!err)
            err = opened_apply(&o, s->arena, &act, &f);
        if (err == ERR_CONFLICT || err == ERR_REFERENCE)
            return ERR_NONE; // the procedure is another one here
        if (!err)
            err = opened_save(&o, db);
        if (err)
            return err;
    }
    return ERR_NONE;
}

static enum err make(struct seed *s, struct db *db, int index) {
    const struct play *p = &plays[index];
    const struct entry *e = p->service ? catalogue_find(s->catalogue, p->service) : NULL;
    char date[16], once[32];
    struct val answers, errors;
    if (!e)
        return ERR_NONE;
    when_ms at = s->now - (when_ms)p->days_ago * 24 * HOUR;
    when_write_date(calendar_today(&s->catalogue->calendar, strstr(p->answers, "\"day\"") ? s->now + 200 * (when_ms)HOUR : at),
                    date, sizeof date);
    snprintf(once, sizeof once, "demonstration-%d", index);
    const char *place = strstr(p->answers, "%s");
    const char *text = arena_printf(s->arena, "%.*s%s%s", (int)(place - p->answers), p->answers, date, place + 2);
    if (!text || json_read(s->arena, text, strlen(text), JSON_LIMITS, &answers, NULL))
        return ERR_MEMORY;
    struct submission sub = {.catalogue = s->catalogue, .entry = e, .once = once, .at = at,
                             .request = str_of(text), .language = s->catalogue->district.tags[0]};
    enum err err = submission_prepare(&sub, &answers, s->arena, &errors);
    if (err == ERR_TYPE)
        log_line(LOG_WARN, "demo", "passed-over", "case=%d reason=form", index);
    if (!err)
        err = submission_write(&sub, db, s->arena);
    if (err)
        return err == ERR_TYPE ? ERR_NONE : err;
    s->made++;
    return act_out(s, db, sub.number, p, at);
}

static enum err seed_run(struct db *db, struct store_job *job) {
    struct seed *s = (struct seed *)job;
    int64_t there = 0;
    enum err err = cases_count(db, &there);
    s->made = 0;
    for (int i = 0; i < CASES_MAX && !err && !there; i++)
        err = make(s, db, i);
    return err;
}

enum err demo_seed(struct store *store, const struct catalogue *c, when_ms now, struct fault *f) {
    struct arena arena;
    arena_init(&arena, MEMORY_CAP);
    struct seed s = {.job = {.run = seed_run}, .catalogue = c, .arena = &arena, .now = now};
    enum err err = c ? store_write(store, &s.job) : ERR_MISSING;
    arena_finish(&arena);
    return err ? fault_set(f, err, "cases", "cannot be made") : ERR_NONE;
}
