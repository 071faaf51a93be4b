// SPDX-License-Identifier: Apache-2.0
// The legal clock: it begins with the sending, stands still while it is the citizen's turn, ends with the answer, goes
// on when the answer did not help.
#include "contract/service/case_clock.h"

void case_clock_begin(const struct case_rules *r, struct case_file *c, when_ms at) {
    int days = r->service->procedure.days;
    c->days = days;
    c->clock = days ? CASE_CLOCK_RUNS : CASE_CLOCK_NONE;
    c->deadline = days ? calendar_deadline(r->calendar, at, days) : 0;
    c->lapsed = 0;
}

void case_clock_extend(const struct case_rules *r, struct case_file *c, int days) {
    c->days += days;
    c->deadline = calendar_deadline(r->calendar, c->deadline, days);
}

static enum err stop(struct arena *a, const struct case_rules *r, struct case_file *c, when_ms at, struct fault *f) {
    if (c->stop_count >= CASE_STOPS_CAP)
        return fault_set(f, ERR_LIMIT, "move", "the clock was stopped %d times", CASE_STOPS_CAP);
    struct case_stop *stops = arena_array(a, c->stop_count + 1, sizeof *stops);
    if (!stops)
        return fault_set(f, ERR_MEMORY, "move", "out of memory");
    if (c->stop_count)
        memcpy(stops, c->stops, c->stop_count * sizeof *stops);
    stops[c->stop_count] = (struct case_stop){.from = at};
    c->stops = stops;
    c->stop_count++;
    c->left = calendar_left(r->calendar, at, c->deadline);
    c->clock = CASE_CLOCK_STOPPED;
    return ERR_NONE;
}

static enum err end_stop(struct arena *a, struct case_file *c, when_ms at, struct fault *f) {
    struct case_stop *stops = arena_array(a, c->stop_count, sizeof *stops);
    if (!stops)
        return fault_set(f, ERR_MEMORY, "move", "out of memory");
    memcpy(stops, c->stops, c->stop_count * sizeof *stops);
    stops[c->stop_count - 1].until = at;
    c->stops = stops;
    return ERR_NONE;
}

// After an answer the clock goes on where it would be; the office gets a few days at least to look again.
static void go_on(const struct case_rules *r, struct case_file *c, const struct service_move *m, when_ms at) {
    int least = r->service->procedure.reopened_least;
    if (least < 1 || least > c->days)
        least = least < 1 ? 1 : c->days;
    when_ms earliest = calendar_deadline(r->calendar, at, least);
    c->clock = CASE_CLOCK_RUNS;
    if (m->reopens && c->deadline < earliest) {
        c->deadline = earliest;
        c->lapsed = 0;
    }
}

static enum err keep(struct arena *a, const struct case_rules *r, struct case_file *c, const struct service_move *m,
                     when_ms at, struct fault *f) {
    if (c->clock == CASE_CLOCK_ENDED)
        go_on(r, c, m, at);
    if (c->clock != CASE_CLOCK_STOPPED)
        return ERR_NONE;
    c->deadline = calendar_deadline(r->calendar, at, c->left > 0 ? c->left : 1);
    c->clock = CASE_CLOCK_RUNS;
    return end_stop(a, c, at, f);
}

enum err case_clock_apply(struct arena *a, const struct case_rules *r, struct case_file *c, const struct service_move *m,
                     when_ms at, struct fault *f) {
    enum err err = ERR_NONE;
    if (c->clock == CASE_CLOCK_NONE)
        return ERR_NONE;
    switch ((enum clock_effect)m->clock) {
    case CLOCK_KEEPS:
        return keep(a, r, c, m, at, f);
    case CLOCK_STOPS:
        return c->clock == CASE_CLOCK_RUNS ? stop(a, r, c, at, f) : ERR_NONE;
    case CLOCK_ENDS:
    case CLOCK_RESTARTS:
        if (c->clock == CASE_CLOCK_STOPPED)
            err = end_stop(a, c, at, f);
        else if (c->clock == CASE_CLOCK_RUNS)
            c->left = calendar_left(r->calendar, at, c->deadline);
        c->clock = CASE_CLOCK_ENDED;
        break;
    }
    if (!err && m->clock == CLOCK_RESTARTS) {
        case_clock_begin(r, c, at);
        c->extensions = 0;
    }
    return err;
}

struct case_clock case_clock_at(const struct case_rules *r, const struct case_file *c, when_ms at) {
    struct case_clock k = {.state = c->clock, .days = c->days, .deadline = c->deadline};
    if (c->clock == CASE_CLOCK_NONE)
        return k;
    k.left = c->clock == CASE_CLOCK_RUNS ? calendar_left(r->calendar, at, c->deadline) : c->left;
    if (k.left > k.days)
        k.left = k.days;
    k.used = k.days - k.left;
    k.late = c->clock == CASE_CLOCK_RUNS && at > c->deadline;
    return k;
}
