// SPDX-License-Identifier: Apache-2.0
// The state machine of a case: every move from every state, the clock, reopening, words, numbers and secrets.
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/file.h"
#include "base/mem.h"
#include "contract/service/case.h"
#include <stdlib.h>

struct world {
    struct arena arena;
    struct calendar calendar;
    struct service service;
    struct service_office offices[3];
    struct case_rules rules;
};

static const char holidays[] = "{\"years\":[]}";

static const char service_text[] =
    "{\"id\":\"report\",\"languages\":[\"en\",\"ko\"],\"title\":{\"en\":\"R\",\"ko\":\"R\"},\"summary\":{\"en\":\"s\",\"ko\":\"s\"},"
    "\"authority\":{\"id\":\"roads\"},\"audiences\":[\"citizen\"],\"category\":\"papers\",\"icon\":\"doc\","
    "\"procedure\":{\"like\":\"generic\",\"days\":7}}";

static when_ms instant(const char *text) {
    when_ms t;
    assert_true(when_read(text, &t));
    return t;
}

static struct val name_of(struct arena *a, const char *en) {
    struct val_builder b = val_build(a);
    assert_true(val_set(&b, "en", val_text(en)));
    return val_object(&b);
}

static int begin(void **state) {
    struct world *w = mem_alloc(sizeof *w);
    struct fault f = {0};
    struct zone z;
    arena_init(&w->arena, 16 << 20);
    assert_int_equal(zone_read("CET-1CEST,M3.5.0,M10.5.0/3", &z), ERR_NONE);
    assert_int_equal(calendar_read(&w->arena, holidays, sizeof holidays - 1, &z, &w->calendar, &f), ERR_NONE);
    assert_int_equal(service_read(&w->arena, service_text, sizeof service_text - 1, &w->service, &f), ERR_NONE);
    w->offices[0] = (struct service_office){.id = "roads", .name = name_of(&w->arena, "Roads Office")};
    w->offices[1] = (struct service_office){.id = "lighting", .name = name_of(&w->arena, "Lighting Office")};
    w->rules = (struct case_rules){.service = &w->service, .calendar = &w->calendar, .offices = w->offices, .office_count = 2};
    *state = w;
    return 0;
}

static int end(void **state) {
    struct world *w = *state;
    arena_finish(&w->arena);
    mem_free(w);
    return 0;
}

static struct case_file opened(struct world *w) {
    struct case_file c;
    assert_int_equal(case_open(&w->arena, &w->rules, "RS-2026-0317", "Street light, Mill Lane 14", "Mill Lane 14",
                               instant("2026-03-04T09:00:00Z"), &c, NULL), ERR_NONE);
    return c;
}

static enum err try(struct world *w, struct case_file *c, struct case_act act, const char *at, struct fault *f) {
    struct case_file after;
    act.at = instant(at);
    *f = (struct fault){0};
    enum err err = case_apply(&w->arena, &w->rules, c, &act, &after, f);
    if (!err)
        *c = after;
    return err;
}

static void move(struct world *w, struct case_file *c, const char *id, enum actor by, const char *at) {
    struct fault f;
    struct case_act act = {.kind = ACT_MOVE, .by = by, .move = id, .name = by == ACTOR_OFFICER ? "J. Park" : NULL,
                           .reason = "because", .answer = "Bulb replaced.", .office = "lighting"};
    enum err err = try(w, c, act, at, &f);
    if (err)
        fail_msg("%s: %s at %s: %s", id, err_name(err), f.place, f.what);
}

// The story of the picture: sent on Wednesday 4 March, moved, answered, reopened on Sunday, three days left on Tuesday 10.
static void test_story(void **state) {
    struct world *w = *state;
    struct case_file c = opened(w);
    assert_int_equal(c.deadline, instant("2026-03-13T17:00:00Z"));
    move(w, &c, "transfer", ACTOR_OFFICER, "2026-03-05T10:00:00Z");
    assert_string_equal(c.office, "lighting");
    move(w, &c, "take", ACTOR_OFFICER, "2026-03-05T11:00:00Z");
    assert_string_equal(c.officer, "J. Park");
    move(w, &c, "answer", ACTOR_OFFICER, "2026-03-06T11:00:00Z");
    assert_int_equal(c.clock, CASE_CLOCK_ENDED);
    assert_string_equal(c.answer, "Bulb replaced.");
    assert_int_equal(case_reopen_until(&w->rules, &c), instant("2026-04-05T11:00:00Z"));
    move(w, &c, "reopen", ACTOR_CITIZEN, "2026-03-08T11:00:00Z");
    assert_int_equal(c.deadline, instant("2026-03-13T17:00:00Z")); // the clock kept running
    assert_true(c.reopened);
    struct case_clock k = case_clock_at(&w->rules, &c, instant("2026-03-10T08:05:00Z"));
    assert_int_equal(k.days, 7);
    assert_int_equal(k.used, 4);
    assert_int_equal(k.left, 3);
    assert_false(k.late);
    assert_int_equal(c.event_count, 5);
    const struct case_event *e = &c.events[1];
    assert_string_equal(case_event_title(&w->arena, &w->rules, e, "en"), "Moved from Roads Office to Lighting Office");
    assert_string_equal(case_event_detail(&w->arena, &w->rules, e, "en"), "Reason: because. The clock kept running.");
    assert_string_equal(case_event_title(&w->arena, &w->rules, &c.events[2], "en"), "J. Park handles your case");
    assert_string_equal(case_event_detail(&w->arena, &w->rules, &c.events[3], "en"), "J. Park wrote: “Bulb replaced.”");
    assert_string_equal(case_event_detail(&w->arena, &w->rules, &c.events[4], "en"), "“because” The clock kept running.");
    assert_string_equal(case_event_title(&w->arena, &w->rules, &c.events[4], "ko-KR"), "민원을 다시 열었습니다");
    assert_string_equal(case_event_title(&w->arena, &w->rules, &c.events[0], "en"), "You sent it");
}

// Every move from every state by every actor: done exactly when the procedure says so.
static void test_every_move(void **state) {
    struct world *w = *state;
    const struct service_procedure *p = &w->service.procedure;
    int done = 0, refused = 0;
    for (size_t s = 0; s < p->state_count; s++)
        for (size_t m = 0; m < p->move_count; m++)
            for (int by = ACTOR_CITIZEN; by <= ACTOR_SYSTEM; by++) {
                struct case_file c = opened(w), after;
                struct fault f = {0};
                c.state = p->states[s].id;
                if (p->states[s].kind >= STATE_ANSWERED)
                    c.answered = c.opened;
                bool late = by == ACTOR_SYSTEM; // the system settles only after the window
                struct case_act act = {.kind = ACT_MOVE, .by = (enum actor)by, .move = p->moves[m].id, .reason = "r",
                                       .answer = "a", .office = "lighting", .name = "N",
                                       .at = instant(late ? "2026-09-04T10:00:00Z" : "2026-03-04T10:00:00Z")};
                enum err err = case_apply(&w->arena, &w->rules, &c, &act, &after, &f);
                bool allowed = p->moves[m].by == by && service_move_from(&p->moves[m], c.state);
                assert_int_equal(err == ERR_NONE, allowed);
                assert_int_equal(case_may_move(&w->rules, &c, &p->moves[m], (enum actor)by, act.at), allowed);
                if (!allowed) {
                    assert_int_equal(err, p->moves[m].by != by ? ERR_DENIED : ERR_CONFLICT);
                    refused++;
                    continue;
                }
                assert_string_equal(after.state, p->moves[m].to);
                assert_int_equal(after.event_count, c.event_count + 1);
                done++;
            }
    assert_int_equal(done, 3 + 4 + 1 + 1 + 1 + 2 + 1 + 5 + 1);
    assert_int_equal(done + refused, (int)(p->state_count * p->move_count * 3));
}

static void test_refusals(void **state) {
    struct world *w = *state;
    static char huge[SERVICE_ANSWER_CAP + 2];
    memset(huge, 'x', sizeof huge - 1);
    const struct row {
        struct case_act act;
        enum err err;
        const char *place;
    } rows[] = {
        {{.kind = ACT_MOVE, .by = ACTOR_OFFICER, .move = "nothing"}, ERR_REFERENCE, "move"},
        {{.kind = ACT_MOVE, .by = ACTOR_OFFICER}, ERR_REFERENCE, "move"},
        {{.kind = ACT_MOVE, .by = ACTOR_OFFICER, .move = "transfer", .office = "lighting"}, ERR_MISSING, "reason"},
        {{.kind = ACT_MOVE, .by = ACTOR_OFFICER, .move = "transfer", .office = "lighting", .reason = "  \n "}, ERR_MISSING, "reason"},
        {{.kind = ACT_MOVE, .by = ACTOR_OFFICER, .move = "transfer", .office = "lighting", .reason = huge}, ERR_LIMIT, "reason"},
        {{.kind = ACT_MOVE, .by = ACTOR_OFFICER, .move = "transfer", .reason = "r"}, ERR_MISSING, "office"},
        {{.kind = ACT_MOVE, .by = ACTOR_OFFICER, .move = "transfer", .reason = "r", .office = "moon"}, ERR_REFERENCE, "office"},
        {{.kind = ACT_MOVE, .by = ACTOR_OFFICER, .move = "transfer", .reason = "r", .office = "roads"}, ERR_CONFLICT, "office"},
        {{.kind = ACT_MOVE, .by = ACTOR_CITIZEN, .move = "take"}, ERR_DENIED, "move"},
        {{.kind = ACT_MOVE, .by = ACTOR_OFFICER, .move = "answer", .answer = "a"}, ERR_CONFLICT, "move"},
        {{.kind = ACT_MESSAGE, .by = ACTOR_CITIZEN}, ERR_MISSING, "text"},
        {{.kind = ACT_MESSAGE, .by = ACTOR_SYSTEM, .text = "x"}, ERR_DENIED, "kind"},
        {{.kind = ACT_MESSAGE, .by = ACTOR_CITIZEN, .text = huge}, ERR_LIMIT, "text"},
        {{.kind = ACT_EXTEND, .by = ACTOR_CITIZEN, .reason = "r"}, ERR_DENIED, "kind"},
        {{.kind = ACT_EXTEND, .by = ACTOR_OFFICER}, ERR_MISSING, "reason"},
        {{.kind = ACT_LAPSE, .by = ACTOR_SYSTEM}, ERR_CONFLICT, "kind"},
        {{.kind = ACT_LAPSE, .by = ACTOR_OFFICER}, ERR_DENIED, "kind"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct case_file c = opened(w);
        struct fault f;
        assert_int_equal(try(w, &c, rows[i].act, "2026-03-05T10:00:00Z", &f), rows[i].err);
        assert_string_equal(f.place, rows[i].place);
        assert_int_equal(c.event_count, 1);
    }
}

static void test_clock_stops(void **state) {
    struct world *w = *state;
    struct case_file c = opened(w);
    move(w, &c, "take", ACTOR_OFFICER, "2026-03-05T10:00:00Z");
    move(w, &c, "ask", ACTOR_OFFICER, "2026-03-06T10:00:00Z"); // five days left: 9 to 13 March
    assert_int_equal(c.clock, CASE_CLOCK_STOPPED);
    struct case_clock k = case_clock_at(&w->rules, &c, instant("2026-03-31T10:00:00Z"));
    assert_int_equal(k.left, 5);
    assert_false(k.late);
    assert_false(case_lapses(&c, instant("2026-03-31T10:00:00Z")));
    move(w, &c, "reply", ACTOR_CITIZEN, "2026-03-18T10:00:00Z"); // Wednesday
    assert_int_equal(c.clock, CASE_CLOCK_RUNS);
    assert_int_equal(c.deadline, instant("2026-03-25T17:00:00Z"));
    assert_int_equal(c.stop_count, 1);
    assert_int_equal(c.stops[0].until, instant("2026-03-18T10:00:00Z"));
    assert_int_equal(c.unread, 1);
    assert_string_equal(case_event_detail(&w->arena, &w->rules, &c.events[2], "en"), "Bulb replaced. The clock stands still.");
    assert_string_equal(case_event_detail(&w->arena, &w->rules, &c.events[3], "en"), "“Bulb replaced.” The clock runs again.");
    // Withdrawing while it stands still ends it.
    move(w, &c, "ask", ACTOR_OFFICER, "2026-03-19T10:00:00Z");
    assert_int_equal(c.unread, 0);
    move(w, &c, "withdraw", ACTOR_CITIZEN, "2026-03-20T10:00:00Z");
    assert_int_equal(c.clock, CASE_CLOCK_ENDED);
    assert_int_equal(c.stops[1].until, instant("2026-03-20T10:00:00Z"));
    assert_false(case_may_write(&w->rules, &c));
}

static void test_extension_and_lapse(void **state) {
    struct world *w = *state;
    struct case_file c = opened(w);
    struct fault f;
    struct case_act extend = {.kind = ACT_EXTEND, .by = ACTOR_OFFICER, .reason = "A part must be ordered", .name = "J. Park"};
    struct case_act lapse = {.kind = ACT_LAPSE, .by = ACTOR_SYSTEM};
    assert_int_equal(try(w, &c, extend, "2026-03-10T10:00:00Z", &f), ERR_NONE);
    assert_int_equal(c.deadline, instant("2026-03-20T17:00:00Z"));
    assert_int_equal(c.days, 12);
    assert_int_equal(try(w, &c, extend, "2026-03-10T10:00:00Z", &f), ERR_CONFLICT); // only once
    assert_string_equal(case_event_title(&w->arena, &w->rules, &c.events[1], "en"), "The office takes 5 more working days");
    assert_false(case_lapses(&c, instant("2026-03-20T17:00:00Z")));
    assert_true(case_lapses(&c, instant("2026-03-20T17:00:01Z")));
    assert_int_equal(try(w, &c, lapse, "2026-03-20T17:00:01Z", &f), ERR_NONE);
    assert_int_equal(try(w, &c, lapse, "2026-03-21T17:00:01Z", &f), ERR_CONFLICT); // said once
    assert_true(case_clock_at(&w->rules, &c, instant("2026-03-21T10:00:00Z")).late);
    assert_string_equal(case_event_detail(&w->arena, &w->rules, &c.events[2], "en"), "Late cases go to the head of the office.");
    // Late is not too late for an answer.
    move(w, &c, "take", ACTOR_OFFICER, "2026-03-23T10:00:00Z");
    move(w, &c, "answer", ACTOR_OFFICER, "2026-03-23T11:00:00Z");
    assert_true(c.lapsed);
    // Reopened after the deadline: three working days at least.
    move(w, &c, "reopen", ACTOR_CITIZEN, "2026-04-01T10:00:00Z");
    assert_int_equal(c.deadline, instant("2026-04-06T16:00:00Z"));
    assert_false(c.lapsed);
}

static void test_reopening_window(void **state) {
    struct world *w = *state;
    struct case_file c = opened(w);
    struct fault f;
    struct case_act reopen = {.kind = ACT_MOVE, .by = ACTOR_CITIZEN, .move = "reopen", .reason = "dark"};
    move(w, &c, "take", ACTOR_OFFICER, "2026-03-05T10:00:00Z");
    move(w, &c, "answer", ACTOR_OFFICER, "2026-03-06T10:00:00Z");
    assert_null(case_settles(&w->rules, &c, instant("2026-04-05T10:00:00Z")));
    assert_string_equal(case_settles(&w->rules, &c, instant("2026-04-05T10:00:01Z"))->id, "settle");
    struct case_file late = c;
    assert_int_equal(try(w, &late, reopen, "2026-04-05T10:00:01Z", &f), ERR_CONFLICT);
    assert_int_equal(try(w, &late, reopen, "2026-04-05T10:00:00Z", &f), ERR_NONE);
    move(w, &c, "accept", ACTOR_CITIZEN, "2026-03-07T10:00:00Z");
    assert_true(c.closed);
    move(w, &c, "reopen", ACTOR_CITIZEN, "2026-03-08T10:00:00Z");
    assert_false(c.closed);
}

static void test_event_cap(void **state) {
    struct world *w = *state;
    struct case_file c = opened(w);
    struct fault f;
    struct case_act say = {.kind = ACT_MESSAGE, .by = ACTOR_CITIZEN, .text = "hello"};
    size_t said = 0;
    while (try(w, &c, say, "2026-03-05T10:00:00Z", &f) == ERR_NONE)
        said++;
    assert_int_equal(said, CASE_EVENTS_CAP - 50 - 1);
    assert_false(case_may_write(&w->rules, &c));
    move(w, &c, "take", ACTOR_OFFICER, "2026-03-05T10:00:00Z"); // the office still can
    move(w, &c, "answer", ACTOR_OFFICER, "2026-03-05T10:00:00Z");
}

static void test_no_memory(void **state) {
    struct world *w = *state;
    struct case_file c = opened(w), after;
    move(w, &c, "take", ACTOR_OFFICER, "2026-03-05T10:00:00Z");
    struct case_act act = {.kind = ACT_MOVE, .by = ACTOR_OFFICER, .move = "ask", .answer = "?", .at = instant("2026-03-06T10:00:00Z")};
    enum err err = ERR_MEMORY;
    for (long n = 0; err && n < 100; n++) {
        struct arena a;
        struct fault f = {0};
        arena_init(&a, 1 << 20);
        mem_fail_after(n);
        err = case_apply(&a, &w->rules, &c, &act, &after, &f);
        mem_fail_after(-1);
        assert_true(err == ERR_NONE || err == ERR_MEMORY);
        arena_finish(&a);
    }
    assert_int_equal(err, ERR_NONE);
    assert_int_equal(c.clock, CASE_CLOCK_RUNS); // what was there is untouched
}

static void test_numbers(void **state) {
    static const struct row {
        const char *typed, *clean;
    } rows[] = {{"RS-2026-0317", "RS-2026-0317"}, {"rs 2026 317", "RS-2026-0317"}, {" rs20260317", "RS-2026-0317"},
                {"RS-2026-123456", "RS-2026-123456"}, {"RS-2026-", NULL}, {"2026-0317", NULL}, {"RS-26-0317", NULL},
                {"RS-2026-0317'; DROP TABLE cases", NULL}, {"RS-2026-0", NULL}, {"", NULL}, {"TOOLONG-2026-1", NULL}};
    char text[CASE_NUMBER_MAX];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(case_number_clean(rows[i].typed, text, sizeof text), rows[i].clean != NULL);
        if (rows[i].clean)
            assert_string_equal(text, rows[i].clean);
    }
    assert_int_equal(case_number_write("RS", 2026, 0, text, sizeof text), ERR_TYPE);
    assert_int_equal(case_number_write("rs", 2026, 1, text, sizeof text), ERR_TYPE);
    assert_int_equal(case_number_write("RS", 2026, 1, text, 8), ERR_LIMIT);
    static const struct row secrets[] = {{"BCDF-GHJK", "BCDF-GHJK"}, {"bcdf ghjk", "BCDF-GHJK"}, {"bcdfghjk", "BCDF-GHJK"},
                                         {"BCDF-GHJ", NULL}, {"BCDF-GHJKL", NULL}, {"ABCD-EFGH", NULL}, {"", NULL}};
    for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++) {
        assert_int_equal(case_secret_clean(secrets[i].typed, text), secrets[i].clean != NULL);
        if (secrets[i].clean)
            assert_string_equal(text, secrets[i].clean);
    }
}

static void test_patterns(void **state) {
    struct world *w = *state;
    struct val v;
    static const char answers[] = "{\"where\":\"Mill Lane 14\",\"long\":\"ééééééééééééééééééééééééééééééééééééééééééééééééééééé"
                                  "éééééééééééééééééééééééééééééééééééééééééé\",\"n\":2,\"line\":\"a\\nb\",\"deep\":{\"x\":\"y\"},\"yes\":true}";
    static const struct row {
        const char *pattern, *text;
    } rows[] = {{"Street light, {where}", "Street light, Mill Lane 14"}, {"Street light, {nothing}", "Street light"},
                {"{nothing}, {where}", ", Mill Lane 14"}, {"{n} of {deep.x}", "2 of y"}, {"{line}", "a b"}, {"{yes}", "✓"},
                {"{unclosed", "{unclosed"}, {"", ""}};
    assert_int_equal(json_read(&w->arena, answers, sizeof answers - 1, JSON_LIMITS, &v, NULL), ERR_NONE);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(case_fill(&w->arena, rows[i].pattern, &v), rows[i].text);
    const char *cut = case_fill(&w->arena, "{long}", &v);
    assert_int_equal(utf8_count(cut, strlen(cut)), 81); // 80 and "…"
    assert_true(utf8_valid(cut, strlen(cut)));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_story, begin, end),
        cmocka_unit_test_setup_teardown(test_every_move, begin, end),
        cmocka_unit_test_setup_teardown(test_refusals, begin, end),
        cmocka_unit_test_setup_teardown(test_clock_stops, begin, end),
        cmocka_unit_test_setup_teardown(test_extension_and_lapse, begin, end),
        cmocka_unit_test_setup_teardown(test_reopening_window, begin, end),
        cmocka_unit_test_setup_teardown(test_event_cap, begin, end),
        cmocka_unit_test_setup_teardown(test_no_memory, begin, end),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test_setup_teardown(test_patterns, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
