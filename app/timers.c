// SPDX-License-Identifier: Apache-2.0
// Timers that screens asked for. A handful at a time: a plain array is the right size.
#include "app/inside.h"

#include "base/log.h"

void timers_set(struct app *app, uint64_t token, int tag, long ms) {
    struct timer *free_slot = NULL;
    for (int i = 0; i < TIMERS_MAX; i++) {
        struct timer *t = &app->timers[i];
        if (t->used && t->token == token && t->tag == tag) {
            free_slot = t;
            break;
        }
        if (!t->used && !free_slot)
            free_slot = t;
    }
    if (!free_slot) {
        log_line(LOG_WARN, "app", "timers-full", "tag=%d", tag);
        return;
    }
    *free_slot = (struct timer){token, tag, app->platform->ops->clock(app->platform) + ms, true};
}

void timers_forget(struct app *app, uint64_t token) {
    for (int i = 0; i < TIMERS_MAX; i++)
        if (app->timers[i].token == token)
            app->timers[i].used = false;
}

void timers_run(struct app *app) {
    when_ms now = app->platform->ops->clock(app->platform);
    for (int i = 0; i < TIMERS_MAX; i++) {
        struct timer *t = &app->timers[i];
        if (!t->used || t->at > now)
            continue;
        t->used = false;
        struct entry *e = router_find(app, t->token);
        if (e)
            app_deliver(app, e, &(struct event){.type = EV_TIMER, .tag = t->tag}, NULL);
    }
}

when_ms timers_next(const struct app *app) {
    when_ms next = -1;
    for (int i = 0; i < TIMERS_MAX; i++)
        if (app->timers[i].used && (next < 0 || app->timers[i].at < next))
            next = app->timers[i].at;
    return next;
}
