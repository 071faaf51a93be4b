// SPDX-License-Identifier: Apache-2.0
// Checking a procedure as a whole: nothing unknown, nothing unreachable, always a way to an end, promises that hold.
#include "contract/service/inside.h"
#include <stdio.h>

enum { PATH_ROOM = 96 };

static enum err fail(const struct check *c, enum err code, const char *what, const char *path, size_t at,
                     const char *member) {
    char place[PATH_ROOM];
    snprintf(place, sizeof place, "$.procedure.%s[%zu]%s%s", path, at, *member ? "." : "", member);
    return fault_set(c->f, code, place, "%s", what);
}

static enum err check_states(const struct check *c, const struct service_procedure *p) {
    enum err err = ERR_NONE;
    for (size_t i = 0; i < p->state_count && !err; i++) {
        const struct service_state *s = &p->states[i];
        err = service_check_id(c, s->id, "$.procedure.states[%zu].id", i);
        for (size_t before = 0; before < i && !err; before++)
            if (text_same(p->states[before].id, s->id))
                err = fail(c, ERR_DUPLICATE, "this id is there twice", "states", i, "id");
        if (!err && s->icon)
            err = service_check_id(c, s->icon, "$.procedure.states[%zu].icon", i);
        if (!err)
            err = service_check_text(c, &s->title, true, "$.procedure.states[%zu].title", i);
        if (!err)
            err = service_check_text(c, &s->tells, true, "$.procedure.states[%zu].tells", i);
    }
    return err;
}

static enum err check_ends(const struct check *c, const struct service *s, const struct service_move *m, size_t i) {
    char place[PATH_ROOM];
    const struct service_state *to = service_state(s, m->to);
    if (!to)
        return fail(c, ERR_REFERENCE, "there is no such state", "moves", i, "to");
    if (!m->from_count)
        return fail(c, ERR_MISSING, "from which states?", "moves", i, "from");
    for (size_t k = 0; k < m->from_count; k++) {
        const struct service_state *from = service_state(s, m->from[k]);
        snprintf(place, sizeof place, "$.procedure.moves[%zu].from[%zu]", i, k);
        if (!from)
            return fault_set(c->f, ERR_REFERENCE, place, "there is no such state");
        if (m->reopens && from->kind < STATE_ANSWERED)
            return fault_set(c->f, ERR_TYPE, place, "only what is answered or closed can be reopened");
        if (!m->reopens && from->kind == STATE_CLOSED)
            return fault_set(c->f, ERR_TYPE, place, "from a closed state only \"reopens\" may lead");
        if (m->by == ACTOR_SYSTEM && from->kind != STATE_ANSWERED)
            return fault_set(c->f, ERR_TYPE, place, "the system only settles what is answered");
    }
    if (m->reopens && to->kind >= STATE_ANSWERED)
        return fail(c, ERR_TYPE, "a reopened case must be open again", "moves", i, "to");
    return ERR_NONE;
}

// What each actor may promise.
static enum err check_rights(const struct check *c, const struct service_procedure *p, const struct service_move *m,
                             size_t i) {
    if (m->by == ACTOR_OFFICE)
        return fail(c, ERR_TYPE, "citizen, officer or system", "moves", i, "by");
    if (m->by != ACTOR_OFFICER && (m->transfers || m->assigns))
        return fail(c, ERR_TYPE, "only an officer transfers or takes a case", "moves", i, "by");
    if (m->by == ACTOR_SYSTEM && (m->reason || m->answer || m->reopens))
        return fail(c, ERR_TYPE, "the system gives no reasons, writes nothing and reopens nothing", "moves", i, "by");
    if (m->transfers && m->reason != NEEDS_YES)
        return fail(c, ERR_TYPE, "a transfer needs a reason that the citizen can read: \"yes\"", "moves", i, "reason");
    if (m->reopens && !p->reopen_days)
        return fail(c, ERR_TYPE, "\"reopen_days\" of the procedure says never", "moves", i, "reopens");
    if (m->reopens && m->clock == CLOCK_ENDS)
        return fail(c, ERR_TYPE, "a reopened case has a clock", "moves", i, "clock");
    return ERR_NONE;
}

static enum err check_moves(const struct check *c, const struct service *s) {
    const struct service_procedure *p = &s->procedure;
    enum err err = ERR_NONE;
    for (size_t i = 0; i < p->move_count && !err; i++) {
        const struct service_move *m = &p->moves[i];
        err = service_check_id(c, m->id, "$.procedure.moves[%zu].id", i);
        for (size_t before = 0; before < i && !err; before++)
            if (text_same(p->moves[before].id, m->id))
                err = fail(c, ERR_DUPLICATE, "this id is there twice", "moves", i, "id");
        if (!err)
            err = check_ends(c, s, m, i);
        if (!err)
            err = check_rights(c, p, m, i);
        if (!err && m->icon)
            err = service_check_id(c, m->icon, "$.procedure.moves[%zu].icon", i);
        if (!err)
            err = service_check_text(c, &m->title, true, "$.procedure.moves[%zu].title", i);
        if (!err)
            err = service_check_text(c, &m->verb, m->by != ACTOR_SYSTEM, "$.procedure.moves[%zu].verb", i);
        if (!err)
            err = service_check_text(c, &m->message, false, "$.procedure.moves[%zu].message", i);
    }
    return err;
}

static size_t index_of(const struct service_procedure *p, const char *state) {
    size_t i = 0;
    while (!text_same(p->states[i].id, state))
        i++;
    return i;
}

// Spreads marks along the moves until nothing changes: from `from` to `to`, or backwards.
static void spread(const struct service_procedure *p, bool *marked, bool backwards) {
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < p->move_count; i++)
            for (size_t k = 0; k < p->moves[i].from_count; k++) {
                size_t from = index_of(p, p->moves[i].from[k]), to = index_of(p, p->moves[i].to);
                size_t source = backwards ? to : from, target = backwards ? from : to;
                if (marked[source] && !marked[target])
                    changed = marked[target] = true;
            }
    }
}

static enum err check_ways(const struct check *c, const struct service_procedure *p) {
    bool reached[SERVICE_STATES_CAP] = {false}, ends[SERVICE_STATES_CAP] = {false};
    reached[index_of(p, p->start)] = true;
    spread(p, reached, false);
    for (size_t i = 0; i < p->state_count; i++)
        ends[i] = p->states[i].kind >= STATE_ANSWERED;
    spread(p, ends, true);
    for (size_t i = 0; i < p->state_count; i++) {
        if (!reached[i])
            return fail(c, ERR_REFERENCE, "no move leads to this state", "states", i, "");
        if (!ends[i])
            return fail(c, ERR_REFERENCE, "no move leads from here to an answer", "states", i, "");
    }
    return ERR_NONE;
}

enum err service_check_procedure(const struct check *c, const struct service *s) {
    const struct service_procedure *p = &s->procedure;
    // The built-in procedure speaks two languages; a service in others shows its words in English.
    struct check own = *c;
    if (p->like)
        own.language_count = 0;
    if (!service_state(s, p->start))
        return fault_set(c->f, ERR_REFERENCE, "$.procedure.start", "there is no such state");
    if (service_state(s, p->start)->kind >= STATE_ANSWERED)
        return fault_set(c->f, ERR_TYPE, "$.procedure.start", "a new case cannot be answered already");
    enum err err = check_states(&own, p);
    if (!err)
        err = check_moves(&own, s);
    if (!err)
        err = check_ways(&own, p);
    if (!err)
        err = service_check_text(&own, &p->sent, true, "$.procedure.sent");
    if (!err && p->lapse.tells.type != VAL_NULL)
        err = service_check_text(&own, &p->lapse.tells, true, "$.procedure.lapse.tells");
    if (!err && p->lapse.office)
        err = service_check_id(&own, p->lapse.office, "$.procedure.lapse.office");
    if (!err && p->extension.count && !p->extension.days)
        err = fault_set(c->f, ERR_TYPE, "$.procedure.extension.days", "an extension of no days");
    if (!err && p->extension.count && !p->days && !p->like)
        err = fault_set(c->f, ERR_TYPE, "$.procedure.extension", "there is no deadline to extend");
    return err;
}
