// SPDX-License-Identifier: Apache-2.0
// A case between store and state machine.
#include "backend/services/parts.h"
#include "contract/service/texts.h"
#include <stdio.h>

enum { MESSAGE_TWICE_MS = 10 * 60 * 1000 };

when_ms case_due(const struct case_rules *r, const struct case_file *c) {
    when_ms lapse = c->clock == CASE_CLOCK_RUNS && !c->lapsed ? c->deadline : 0;
    when_ms until = case_reopen_until(r, c);
    bool settles = until && case_settles(r, c, until + 1);
    if (settles && (!lapse || until < lapse))
        return until;
    return lapse;
}

enum err opened_apply(struct opened *o, struct arena *a, const struct case_act *act, struct fault *f) {
    struct case_file after;
    enum err err = case_apply(a, &o->rules, &o->row.file, act, &after, f);
    if (!err)
        o->row.file = after;
    return err;
}

enum err opened_load(const struct catalogue *c, struct db *db, const char *number, when_ms now, struct arena *a,
                     struct opened *out) {
    *out = (struct opened){.catalogue = c};
    enum err err = cases_load(db, number, a, &out->row);
    if (err)
        return err;
    out->saved_events = out->row.file.event_count;
    out->entry = catalogue_find(c, out->row.file.service);
    if (!out->entry)
        return ERR_REFERENCE;
    out->rules = catalogue_rules(c, out->entry);
    if (!case_lapses(&out->row.file, now))
        return ERR_NONE;
    struct case_act lapse = {.kind = ACT_LAPSE, .by = ACTOR_SYSTEM, .at = now};
    return opened_apply(out, a, &lapse, NULL);
}

bool case_repeated(const struct case_file *c, const struct case_act *act) {
    const struct case_event *last = c->event_count ? &c->events[c->event_count - 1] : NULL;
    return act->kind == ACT_MESSAGE && last && last->what == EVENT_MESSAGE && last->who == (int)act->by &&
           text_same(last->text, act->text) && act->at - last->at < MESSAGE_TWICE_MS;
}

enum err opened_save(struct opened *o, struct db *db) {
    o->row.due = case_due(&o->rules, &o->row.file);
    return cases_save(db, &o->row, o->saved_events);
}

bool case_publish(struct resp *p, const char *number) {
    char topic[PARTS_TOPIC], json[PARTS_TOPIC];
    snprintf(topic, sizeof topic, "case:%s", number);
    snprintf(json, sizeof json, "{\"number\":\"%s\"}", number);
    return resp_event_as(p, topic, "case", json);
}

// ---- The view ----
static const char *instant(struct arena *a, when_ms at) {
    char text[32];
    when_write(at, text, sizeof text);
    return at ? arena_string(a, text) : NULL;
}

static const char *or_null(const char *text) { return text && *text ? text : NULL; }

static struct api_clock view_clock(const struct opened *o, const char *language, when_ms now, struct arena *a) {
    struct case_clock k = case_clock_at(&o->rules, &o->row.file, now);
    struct api_clock v = {.state = k.state, .days = k.days, .used = k.used, .left = k.left, .late = k.late,
                          .deadline = instant(a, k.deadline)};
    if (k.state == CASE_CLOCK_NONE)
        return v;
    const struct val *tells = &o->entry->service.procedure.lapse.tells;
    const char *law = answer_days(a, case_word(o->rules.words, "law-gives", language), o->entry->service.procedure.days, language);
    v.words = arena_printf(a, "%s%s%s", law ? law : "", tells->type == VAL_OBJECT ? " " : "", texts_pick(tells, language));
    return v;
}

static void view_timeline(const struct opened *o, const char *language, struct arena *a, struct api_case *out) {
    const struct case_file *c = &o->row.file;
    struct api_timeline *list = arena_array(a, c->event_count + 1, sizeof *list);
    struct api_message *messages = arena_array(a, c->event_count + 1, sizeof *messages);
    for (size_t i = 0; list && messages && i < c->event_count; i++) {
        const struct case_event *e = &c->events[i];
        size_t at = c->event_count - 1 - i;
        list[at] = (struct api_timeline){.at = instant(a, e->at), .what = e->what, .who = e->who, .name = e->name,
                                         .title = case_event_title(a, &o->rules, e, language), .why = e->why,
                                         .detail = or_null(case_event_detail(a, &o->rules, e, language)),
                                         .icon = case_event_icon(&o->rules, e), .now = !at};
        if (e->what == EVENT_MESSAGE)
            messages[out->message_count++] = (struct api_message){instant(a, e->at), e->name, e->text, e->who};
    }
    out->timeline = list;
    out->timeline_count = c->event_count;
    out->messages = messages;
}

static void view_moves(const struct opened *o, const char *language, when_ms now, struct arena *a, struct api_case *out) {
    const struct service_procedure *p = &o->entry->service.procedure;
    struct api_move *list = arena_array(a, p->move_count + 1, sizeof *list);
    for (size_t i = 0; list && i < p->move_count; i++)
        if (case_may_move(&o->rules, &o->row.file, &p->moves[i], ACTOR_CITIZEN, now))
            list[out->move_count++] = (struct api_move){p->moves[i].id, texts_pick(&p->moves[i].verb, language),
                                                        p->moves[i].reason, p->moves[i].answer, p->moves[i].reopens};
    out->moves = list;
}

bool case_view(const struct opened *o, const char *language, when_ms now, struct arena *a, struct api_case *out) {
    const struct case_file *c = &o->row.file;
    const struct service *s = &o->entry->service;
    const struct service_state *state = service_state(s, c->state);
    const struct service_office *office = case_office(&o->rules, c->office);
    when_ms until = case_reopen_until(&o->rules, c);
    *out = (struct api_case){.number = c->number, .service = s->id, .service_title = texts_pick(&s->title, language),
                             .title = c->title, .detail = or_null(c->detail), .officer = c->officer, .answer = c->answer,
                             .opened = instant(a, c->opened), .icon = s->icon,
                             .language = texts_language(&s->title, language),
                             .reopen_until = until > now ? instant(a, until) : NULL,
                             .clock = view_clock(o, language, now, a),
                             .can_write = case_may_write(&o->rules, c)};
    out->office = catalogue_office(office ? office : &s->authority, language);
    out->state = (struct api_state){.id = c->state, .title = c->state, .kind = STATE_CLOSED};
    if (state)
        out->state = (struct api_state){state->id, texts_pick(&state->title, language),
                                        texts_pick(&state->tells, language), state->icon, state->kind};
    view_timeline(o, language, a, out);
    view_moves(o, language, now, a, out);
    return !a->failed;
}
