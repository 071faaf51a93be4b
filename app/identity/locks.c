// SPDX-License-Identifier: Apache-2.0
// Who is open and who is locked. People lock by themselves some minutes after their last key, whether they hold the remote
// still or handed it on; everybody locks at standby and on request; at the start whoever was not here just now is locked,
// and everybody when nobody knows what time it is. Only a phone opens again (flow.c).
#include "app/identity/inside.h"

#include "base/log.h"

#include <limits.h>

enum { MINUTE_MS = 60000, SETTING_ARENA = 64 << 10 };
#define CLOCK_SET INT64_C(1767225600000) // 2026-01-01: before that the clock was never set
static const char minutes_setting[] = "lock-minutes";

static when_ms clock_now(const struct app *app) { return app->platform->ops->clock(app->platform); }
static when_ms wall_now(const struct app *app) { return app->platform->ops->wall(app->platform); }

// ---- After how long
void locks_load(struct app *app) {
    struct arena a;
    const char *value = NULL;
    long minutes = LOCK_MINUTES;
    arena_init(&a, SETTING_ARENA);
    if (keep_setting(app->keep, &a, minutes_setting, &value) != ERR_NONE || !text_integer(value, 0, LOCK_MINUTES_MAX, &minutes))
        minutes = LOCK_MINUTES;
    arena_finish(&a);
    app->session->minutes = (int)minutes;
}

static int minutes_of(const struct app *app, const struct resident *r) { return r && r->minutes >= 0 ? r->minutes : app->session->minutes; }
static when_ms idle_of(const struct app *app, const struct resident *r) { return (when_ms)minutes_of(app, r) * MINUTE_MS; }
static int looseness(int minutes) { return minutes ? minutes : INT_MAX; }

int session_lock_minutes(const struct app *app) { return minutes_of(app, people_present(app)); }

// A guest speaks for the house: nobody stays open longer than that, and nobody longer than before.
static void tighten_all(struct app *app, int minutes) {
    struct session *s = app->session;
    char text[16];
    for (int i = 0; i < s->count; i++) {
        struct resident *r = &s->people[i];
        if (r->minutes < 0 || looseness(r->minutes) <= looseness(minutes))
            continue;
        r->minutes = minutes;
        (void)!people_save(app, r, false);
    }
    s->minutes = minutes;
    snprintf(text, sizeof text, "%d", minutes);
    if (keep_setting_save(app->keep, (struct keep_ticket){0}, minutes_setting, text) != ERR_NONE)
        log_line(LOG_WARN, "session", "not-kept", "what=lock-minutes");
}

void locks_after(struct app *app, long minutes) {
    struct resident *r = people_present(app);
    if (minutes < 0 || minutes > LOCK_MINUTES_MAX)
        return;
    if (r) {
        r->minutes = (int)minutes;
        (void)!people_save(app, r, false);
    } else if (looseness((int)minutes) <= looseness(app->session->minutes)) {
        tighten_all(app, (int)minutes);
    }
}

// ---- Who
bool locks_open(const struct app *app, const struct resident *r) { return !r->locked && (r->signed_in || r == people_present(app)); }

bool locks_at_start(const struct app *app, const struct resident *r) {
    when_ms now = wall_now(app), ago = now - r->used, idle = idle_of(app, r);
    bool known = now >= CLOCK_SET && ago > -MINUTE_MS; // a clock is set right by seconds, not by hours
    return idle && (!known || ago >= idle);
}

static bool due(const struct app *app, const struct resident *r) {
    when_ms idle = idle_of(app, r);
    return idle && clock_now(app) - r->touched >= idle;
}

static bool lock(struct app *app, bool all) {
    struct session *s = app->session;
    const struct resident *here = people_present(app);
    bool some = false, gone = false;
    for (int i = 0; i < s->count; i++) {
        struct resident *r = &s->people[i];
        if (r->locked || !(all || due(app, r)))
            continue;
        some = r->locked = true;
        gone |= r == here;
        (void)!people_save(app, r, false);
        log_line(LOG_INFO, "session", "locked", "by=%s", all ? "request" : "idle");
    }
    if (gone) {
        session_act_for(app, "", "");
        speech_session_ended(app);
        session_leave(app, true);
    } else if (some) {
        router_tell_all(app, EV_CHANGED);
    }
    return some;
}

bool locks_due(struct app *app) { return lock(app, false); }

void session_lock(struct app *app) {
    (void)lock(app, true);
    speech_session_ended(app);
    if (router_top(app)->def->id != SCREEN_CURTAIN)
        router_push(app, SCREEN_CURTAIN, "");
}

when_ms locks_next(const struct app *app) {
    const struct session *s = app->session;
    when_ms next = -1;
    for (int i = 0; i < s->count; i++) {
        const struct resident *r = &s->people[i];
        when_ms idle = idle_of(app, r), at = r->touched + idle;
        if (idle && !r->locked && (next < 0 || at < next))
            next = at;
    }
    return next;
}

// Kept now and then, so that a power cut of a minute does not send anybody to their phone.
void session_touch(struct app *app) {
    (void)locks_due(app); // who comes back to a box that slept is not the one who left it
    struct resident *r = people_present(app);
    if (!r)
        return;
    when_ms before = r->used, now = wall_now(app);
    people_used(app, r);
    if (now >= before && now - before < MINUTE_MS)
        r->used = before;
    else if (keep_profile_used(app->keep, r->id, now) != ERR_NONE)
        log_line(LOG_WARN, "session", "not-kept", "what=used");
}
