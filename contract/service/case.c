// SPDX-License-Identifier: Apache-2.0
// The state machine of a case.
#include "contract/service/case_clock.h"

const char *const case_what_names[] = {"sent", "moved", "extended", "lapsed", "message", NULL};
const char *const case_clock_names[] = {"none", "runs", "stopped", "ended", NULL};

enum { CITIZEN_RESERVE = 50 }; // events that only the office and the system may still add

const struct service_office *case_office(const struct case_rules *r, const char *id) {
    for (size_t i = 0; i < r->office_count && id; i++)
        if (text_same(r->offices[i].id, id))
            return &r->offices[i];
    return text_same(r->service->authority.id, id) ? &r->service->authority : NULL;
}

static enum state_kind kind_of(const struct case_rules *r, const struct case_file *c) {
    const struct service_state *s = service_state(r->service, c->state);
    return s ? (enum state_kind)s->kind : STATE_CLOSED;
}

when_ms case_reopen_until(const struct case_rules *r, const struct case_file *c) {
    when_ms since = c->answered > c->closed ? c->answered : c->closed;
    bool possible = false;
    for (size_t i = 0; i < r->service->procedure.move_count; i++)
        possible |= r->service->procedure.moves[i].reopens && service_move_from(&r->service->procedure.moves[i], c->state);
    return since && possible ? since + (when_ms)r->service->procedure.reopen_days * 86400000 : 0;
}

bool case_may_move(const struct case_rules *r, const struct case_file *c, const struct service_move *m, enum actor by,
                   when_ms at) {
    if (m->by != (int)by || !service_move_from(m, c->state))
        return false;
    if (m->reopens)
        return at <= case_reopen_until(r, c);
    return by != ACTOR_SYSTEM || at > case_reopen_until(r, c);
}

bool case_may_extend(const struct case_rules *r, const struct case_file *c, when_ms at) {
    return c->extensions < r->service->procedure.extension.count && c->clock == CASE_CLOCK_RUNS && at <= c->deadline;
}

bool case_may_write(const struct case_rules *r, const struct case_file *c) {
    return kind_of(r, c) != STATE_CLOSED && c->event_count + CITIZEN_RESERVE < CASE_EVENTS_CAP;
}

bool case_lapses(const struct case_file *c, when_ms at) {
    return c->clock == CASE_CLOCK_RUNS && c->deadline && at > c->deadline && !c->lapsed;
}

const struct service_move *case_settles(const struct case_rules *r, const struct case_file *c, when_ms at) {
    for (size_t i = 0; i < r->service->procedure.move_count; i++)
        if (case_may_move(r, c, &r->service->procedure.moves[i], ACTOR_SYSTEM, at))
            return &r->service->procedure.moves[i];
    return NULL;
}

// A person's words: needed, allowed or not, and not too long. Gives NULL for nothing.
static enum err words(enum needs needs, const char *text, size_t cap, const char *member, const char **out,
                      struct fault *f) {
    struct str s = str_trim(str_of(text));
    *out = s.len && needs != NEEDS_NO ? text : NULL;
    if (!s.len && needs == NEEDS_YES)
        return fault_set(f, ERR_MISSING, member, "must be given");
    return s.len > cap ? fault_set(f, ERR_LIMIT, member, "is longer than %zu bytes", cap) : ERR_NONE;
}

static enum err add_event(struct arena *a, const struct case_file *before, const struct case_event *e,
                          struct case_file *after, struct fault *f) {
    size_t reserve = e->who == ACTOR_CITIZEN ? CITIZEN_RESERVE : 0;
    if (before->event_count + reserve >= CASE_EVENTS_CAP)
        return fault_set(f, ERR_LIMIT, "kind", "this case has reached %d events", CASE_EVENTS_CAP);
    struct case_event *list = arena_array(a, before->event_count + 1, sizeof *list);
    if (!list)
        return fault_set(f, ERR_MEMORY, "kind", "out of memory");
    if (before->event_count)
        memcpy(list, before->events, before->event_count * sizeof *list);
    list[before->event_count] = *e;
    after->events = list;
    after->event_count = before->event_count + 1;
    return ERR_NONE;
}

enum err case_open(struct arena *a, const struct case_rules *r, const char *number, const char *title, const char *detail,
                   when_ms at, struct case_file *out, struct fault *f) {
    const struct service_procedure *p = &r->service->procedure;
    *out = (struct case_file){.number = number, .service = r->service->id, .state = p->start, .title = title,
                              .detail = detail, .office = r->service->authority.id, .opened = at};
    case_clock_begin(r, out, at);
    struct case_event sent = {.at = at, .what = EVENT_SENT, .who = ACTOR_CITIZEN, .state = out->state,
                              .office = out->office, .text = detail, .clock_before = out->clock, .clock = out->clock,
                              .deadline = out->deadline};
    return add_event(a, out, &sent, out, f);
}

// Marks that follow from the kind of the state that was entered.
static void enter(const struct case_rules *r, struct case_file *c, const struct service_move *m,
                  const struct case_act *act) {
    c->state = m->to;
    switch (kind_of(r, c)) {
    case STATE_ANSWERED:
        c->answered = act->at;
        c->closed = c->reopened = 0;
        break;
    case STATE_CLOSED:
        c->closed = act->at;
        c->reopened = 0;
        break;
    default:
        c->answered = c->closed = 0;
        break;
    }
    if (m->reopens)
        c->reopened = act->at;
}

static enum err transfer(const struct case_rules *r, const struct case_act *act, struct case_file *c,
                         struct case_event *e, struct fault *f) {
    const struct service_office *office = act->office ? case_office(r, act->office) : NULL;
    if (!act->office || !*act->office)
        return fault_set(f, ERR_MISSING, "office", "to which office?");
    if (!office)
        return fault_set(f, ERR_REFERENCE, "office", "there is no such office");
    if (text_same(act->office, c->office))
        return fault_set(f, ERR_CONFLICT, "office", "the case is there already");
    e->from_office = c->office;
    c->office = office->id;
    c->officer = NULL;
    return ERR_NONE;
}

static enum err apply_move(struct arena *a, const struct case_rules *r, const struct case_act *act, struct case_file *c,
                           struct case_event *e, struct fault *f) {
    const struct service_move *m = act->move ? service_move(r->service, act->move) : NULL;
    if (!m)
        return fault_set(f, ERR_REFERENCE, "move", "there is no such move");
    if (m->by != (int)act->by)
        return fault_set(f, ERR_DENIED, "move", "this is for somebody else to do");
    if (!case_may_move(r, c, m, act->by, act->at))
        return fault_set(f, ERR_CONFLICT, "move", "this cannot be done in the state \"%s\", or not any more", c->state);
    enum err err = words((enum needs)m->reason, act->reason, SERVICE_REASON_CAP, "reason", &e->why, f);
    if (!err)
        err = words((enum needs)m->answer, act->answer, SERVICE_ANSWER_CAP, "answer", &e->text, f);
    if (!err && m->transfers)
        err = transfer(r, act, c, e, f);
    if (!err)
        err = case_clock_apply(a, r, c, m, act->at, f);
    if (err)
        return err;
    enter(r, c, m, act);
    if (m->assigns)
        c->officer = act->name;
    if (act->by == ACTOR_OFFICER && kind_of(r, c) == STATE_ANSWERED && e->text)
        c->answer = e->text;
    e->what = EVENT_MOVED;
    e->move = m->id;
    return ERR_NONE;
}

static enum err apply_extend(const struct case_rules *r, const struct case_act *act, struct case_file *c,
                             struct case_event *e, struct fault *f) {
    const struct service_extension *x = &r->service->procedure.extension;
    if (act->by != ACTOR_OFFICER)
        return fault_set(f, ERR_DENIED, "kind", "only an officer takes more days");
    if (!case_may_extend(r, c, act->at))
        return fault_set(f, ERR_CONFLICT, "kind", "no extension is left, or the clock does not run");
    e->what = EVENT_EXTENDED;
    e->days = x->days;
    c->extensions++;
    case_clock_extend(r, c, x->days);
    return words(x->reason ? NEEDS_YES : NEEDS_OPTIONAL, act->reason, SERVICE_REASON_CAP, "reason", &e->why, f);
}

static enum err apply_message(const struct case_rules *r, const struct case_act *act, const struct case_file *c,
                              struct case_event *e, struct fault *f) {
    if (act->by != ACTOR_CITIZEN && act->by != ACTOR_OFFICER)
        return fault_set(f, ERR_DENIED, "kind", "the system writes no messages");
    if (kind_of(r, c) == STATE_CLOSED)
        return fault_set(f, ERR_CONFLICT, "kind", "the case is closed");
    e->what = EVENT_MESSAGE;
    return words(NEEDS_YES, act->text, CASE_MESSAGE_CAP, "text", &e->text, f);
}

static enum err apply_lapse(const struct case_act *act, struct case_file *c, struct case_event *e, struct fault *f) {
    if (act->by != ACTOR_SYSTEM)
        return fault_set(f, ERR_DENIED, "kind", "only the system says that a deadline passed");
    if (!case_lapses(c, act->at))
        return fault_set(f, ERR_CONFLICT, "kind", "the deadline has not passed, or that is known");
    e->what = EVENT_LAPSED;
    c->lapsed = act->at;
    return ERR_NONE;
}

enum err case_apply(struct arena *a, const struct case_rules *r, const struct case_file *before,
                    const struct case_act *act, struct case_file *after, struct fault *f) {
    struct case_event e = {.at = act->at, .who = act->by, .name = act->name, .clock_before = before->clock};
    struct case_file c = *before;
    enum err err = ERR_NONE;
    switch (act->kind) {
    case ACT_MOVE:
        err = apply_move(a, r, act, &c, &e, f);
        break;
    case ACT_EXTEND:
        err = apply_extend(r, act, &c, &e, f);
        break;
    case ACT_MESSAGE:
        err = apply_message(r, act, &c, &e, f);
        break;
    case ACT_LAPSE:
        err = apply_lapse(act, &c, &e, f);
        break;
    }
    if (err)
        return err;
    if (act->by == ACTOR_OFFICER)
        c.unread = 0;
    else if (act->by == ACTOR_CITIZEN && (act->kind == ACT_MESSAGE || e.text))
        c.unread++;
    e.state = c.state;
    e.office = c.office;
    e.clock = c.clock;
    e.deadline = c.deadline;
    *after = c;
    return add_event(a, before, &e, after, f);
}
