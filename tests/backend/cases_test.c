// SPDX-License-Identifier: Apache-2.0
// Cases through the handlers, without a socket: sending, following, lapses, repetition, guessing, demonstration data.
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "backend/services/handlers.h"
#include "backend/services/parts.h"
#include "backend/store/cases.h"
#include "tests/backend/helper_cases.h"
#include <stdio.h>

static const char light[] = "{\"answers\":{\"what\":\"off\",\"where\":\"Mill Lane 14\",\"since\":\"2026-03-01\",\"reply\":\"tv\"}}";
static const char post_light[] = "/v1/services/report-street-light/cases";

static int begin(void **state) {
    static struct world w;
    world_start(&w);
    *state = &w;
    return 0;
}

static int end(void **state) {
    world_stop(*state);
    return 0;
}

// Sends a report; number and secret are copied.
static void send_light(struct world *w, const char *key, char number[CASE_NUMBER_MAX], char secret[CASE_SECRET_MAX]) {
    w->key = key;
    assert_int_equal(world_ask(w, "POST", post_light, light), 201);
    w->key = NULL;
    assert_true(text_copy(number, CASE_NUMBER_MAX, world_text(w, "number")));
    assert_true(text_copy(secret, CASE_SECRET_MAX, world_text(w, "secret")));
}

static int64_t cases_there(struct world *w) {
    struct db *db = store_read(w->store);
    int64_t n = -1;
    assert_int_equal(cases_count(db, &n), ERR_NONE);
    store_read_end(w->store, db);
    return n;
}

static int show(struct world *w, const char *number) {
    char target[64];
    snprintf(target, sizeof target, "/v1/cases/%s", number);
    return world_ask(w, "GET", target, NULL);
}

static void test_send_and_follow(void **state) {
    struct world *w = *state;
    char number[CASE_NUMBER_MAX], secret[CASE_SECRET_MAX];
    send_light(w, "k1", number, secret);
    assert_string_equal(number, "RS-2026-0001");
    assert_string_equal(world_text(w, "answer_by"), "2026-03-13T17:00:00Z");
    assert_string_equal(w->resp.location, "/v1/cases/RS-2026-0001");
    char url[128];
    snprintf(url, sizeof url, "https://tgov.example/f/%s#%s", number, secret);
    assert_string_equal(world_text(w, "follow_url"), url);
    w->secret = secret;
    assert_int_equal(show(w, number), 200);
    assert_string_equal(world_text(w, "title"), "Street light, Mill Lane 14");
    assert_string_equal(world_text(w, "timeline.0.title"), "You sent the report");
    assert_string_equal(world_text(w, "timeline.0.detail"), "The light is off at night, Mill Lane 14.");
    assert_true(w->resp.etag != NULL);
    w->language = "ko";
    assert_int_equal(show(w, number), 200);
    assert_string_equal(world_text(w, "state.title"), "접수됨");
    assert_string_equal(w->resp.content_language, "ko");
}

static void test_once(void **state) {
    struct world *w = *state;
    char number[CASE_NUMBER_MAX], secret[CASE_SECRET_MAX], again[CASE_NUMBER_MAX], same[CASE_SECRET_MAX];
    send_light(w, "k1", number, secret);
    w->now += 86400000; // a day later, from the outbox
    send_light(w, "k1", again, same);
    assert_string_equal(number, again);
    assert_string_equal(secret, same);
    assert_string_equal(world_text(w, "answer_by"), "2026-03-13T17:00:00Z"); // as it was told the first time
    assert_int_equal(cases_there(w), 1);
    w->key = "k1"; // the same key for other answers, or for another service
    assert_int_equal(world_ask(w, "POST", post_light, "{\"answers\":{\"what\":\"day\",\"where\":\"Mill Lane 14\",\"since\":\"2026-03-01\",\"reply\":\"tv\"}}"), 422);
    assert_int_equal(cases_there(w), 1);
    send_light(w, "k2", again, same);
    assert_string_not_equal(number, again);
    assert_string_not_equal(secret, same);
}

// Of the secret only a hash is in the row of the case.
static void test_secret_is_not_kept(void **state) {
    struct world *w = *state;
    char number[CASE_NUMBER_MAX], secret[CASE_SECRET_MAX];
    send_light(w, "k1", number, secret);
    struct db *db = store_read(w->store);
    struct case_row row;
    assert_int_equal(cases_load(db, number, &w->arena, &row), ERR_NONE);
    assert_null(memmem(row.secret, sizeof row.secret, secret, 4));
    store_read_end(w->store, db);
}

static void test_wrong_answers(void **state) {
    struct world *w = *state;
    static const struct row {
        const char *body, *path, *rule;
    } rows[] = {
        {"{\"answers\":{}}", "what", "required"},
        {"{\"answers\":{\"what\":\"nonsense\",\"where\":\"Mill Lane 14\",\"since\":\"2026-03-01\",\"reply\":\"tv\"}}", "what", "option"},
        {"{\"answers\":{\"what\":\"off\",\"where\":\"x\",\"since\":\"2026-03-01\",\"reply\":\"tv\"}}", "where", "short"},
        {"{\"answers\":{\"what\":\"off\",\"where\":\"Mill Lane\",\"since\":\"2027-03-01\",\"reply\":\"tv\"}}", "since", "late"},
        {"{\"answers\":{\"what\":\"off\",\"where\":\"Mill Lane\",\"since\":\"2026-03-01\",\"reply\":\"text\"}}", "phone", "required"},
        {"{\"answers\":{\"what\":\"off\",\"where\":{\"a\":[1]},\"since\":\"2026-03-01\",\"reply\":\"tv\"}}", "where", "type"},
    };
    w->key = "k";
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(world_ask(w, "POST", post_light, rows[i].body), 422);
        assert_string_equal(world_text(w, "errors.0.path"), rows[i].path);
        assert_string_equal(world_text(w, "errors.0.rule"), rows[i].rule);
        assert_true(*world_text(w, "errors.0.message"));
    }
    assert_int_equal(world_ask(w, "POST", post_light, "{\"answers\":[]}"), 422);
    assert_int_equal(cases_there(w), 0);
}

// What is not asked is not kept: hidden questions and invented members.
static void test_cleaned(void **state) {
    struct world *w = *state;
    w->key = "k";
    assert_int_equal(world_ask(w, "POST", post_light, "{\"answers\":{\"what\":\"off\",\"where\":\"Mill Lane 14\",\"since\":\"2026-03-01\",\"reply\":\"tv\",\"phone\":\"0555 0100\",\"evil\":1}}"), 201);
    char number[CASE_NUMBER_MAX];
    assert_true(text_copy(number, sizeof number, world_text(w, "number")));
    struct db *db = store_read(w->store);
    struct case_row row;
    assert_int_equal(cases_load(db, number, &w->arena, &row), ERR_NONE);
    assert_null(strstr(row.answers, "0555"));
    assert_null(strstr(row.answers, "evil"));
    assert_non_null(strstr(row.answers, "Mill Lane 14"));
    store_read_end(w->store, db);
}

static void test_guessing(void **state) {
    struct world *w = *state;
    char number[CASE_NUMBER_MAX], secret[CASE_SECRET_MAX];
    send_light(w, "k1", number, secret);
    assert_int_equal(show(w, number), 401);
    w->secret = "BBBB-BBBB";
    int tries = 0, status;
    while ((status = show(w, number)) == 404)
        tries++;
    assert_int_equal(status, 429);
    assert_int_equal(tries, 20);
    assert_int_equal(show(w, "RS-2026-0999"), 429);
    w->secret = secret;
    assert_int_equal(show(w, number), 429); // this address waits, whatever it knows
    w->peer = "192.0.2.8";
    assert_int_equal(show(w, number), 200);
    w->peer = "192.0.2.7";
    w->now += 3600 * 1000 + 1;
    assert_int_equal(show(w, number), 200);
    w->secret = "not a secret at all, and quite long";
    assert_int_equal(show(w, number), 404);
    assert_int_equal(show(w, "RS-2026-0002'%20OR%201=1"), 404);
}

static void test_lapse(void **state) {
    struct world *w = *state;
    char number[CASE_NUMBER_MAX], secret[CASE_SECRET_MAX];
    size_t lapsed = 9;
    send_light(w, "k1", number, secret);
    w->secret = secret;
    assert_int_equal(cases_lapse(w->store, w->catalogue, NULL, world_time("2026-03-13T17:00:00Z"), &lapsed), ERR_NONE);
    assert_int_equal(lapsed, 0);
    // Seen by who reads it, even before the system has written it down.
    w->now = world_time("2026-03-13T17:00:01Z");
    assert_int_equal(show(w, number), 200);
    assert_string_equal(world_text(w, "timeline.0.what"), "lapsed");
    assert_true(val_get_bool(val_get(&w->json, "clock"), "late", false));
    assert_int_equal(cases_lapse(w->store, w->catalogue, NULL, w->now, &lapsed), ERR_NONE);
    assert_int_equal(lapsed, 1);
    assert_int_equal(cases_lapse(w->store, w->catalogue, NULL, w->now, &lapsed), ERR_NONE);
    assert_int_equal(lapsed, 0); // once
    assert_int_equal(show(w, number), 200);
    assert_string_equal(world_text(w, "timeline.0.detail"), "Late cases go to the Ombudsman.");
    assert_string_equal(world_text(w, "timeline.1.what"), "sent");
}

static void test_messages_and_moves(void **state) {
    struct world *w = *state;
    char number[CASE_NUMBER_MAX], secret[CASE_SECRET_MAX], moves[64], messages[64];
    send_light(w, "k1", number, secret);
    snprintf(moves, sizeof moves, "/v1/cases/%s/moves", number);
    snprintf(messages, sizeof messages, "/v1/cases/%s/messages", number);
    assert_int_equal(world_ask(w, "POST", messages, "{\"text\":\"hi\"}"), 401);
    w->secret = secret;
    assert_int_equal(world_ask(w, "POST", messages, "{\"text\":\"hi\"}"), 201);
    assert_int_equal(world_ask(w, "POST", messages, "{\"text\":\"hi\"}"), 201);
    assert_int_equal(val_get(&w->json, "messages")->count, 1); // the outbox sent it twice
    assert_int_equal(world_ask(w, "POST", messages, "{}"), 422);
    assert_string_equal(world_text(w, "errors.0.path"), "text");
    assert_int_equal(world_ask(w, "POST", moves, "{\"move\":\"answer\",\"text\":\"x\"}"), 403);
    assert_int_equal(world_ask(w, "POST", moves, "{\"move\":\"fixed\"}"), 200);
    assert_string_equal(world_text(w, "state.kind"), "closed");
    assert_string_equal(world_text(w, "clock.state"), "ended");
    assert_int_equal(world_ask(w, "POST", moves, "{\"move\":\"fixed\"}"), 409);
    assert_int_equal(world_ask(w, "POST", moves, "{\"move\":\"reopen\",\"reason\":\"It went dark again.\"}"), 200);
    assert_string_equal(world_text(w, "timeline.0.why"), "It went dark again.");
    // After the window the case stays closed.
    assert_int_equal(world_ask(w, "POST", moves, "{\"move\":\"fixed\"}"), 200);
    w->now += 31LL * 86400000;
    assert_int_equal(world_ask(w, "POST", moves, "{\"move\":\"reopen\",\"reason\":\"again\"}"), 409);
}

static void test_settles(void **state) {
    struct world *w = *state;
    char number[CASE_NUMBER_MAX], secret[CASE_SECRET_MAX];
    size_t lapsed;
    send_light(w, "k1", number, secret);
    w->secret = secret;
    char moves[64];
    snprintf(moves, sizeof moves, "/v1/cases/%s/moves", number);
    assert_int_equal(world_ask(w, "POST", moves, "{\"move\":\"withdraw\"}"), 200);
    assert_int_equal(cases_lapse(w->store, w->catalogue, NULL, w->now + 400LL * 86400000, &lapsed), ERR_NONE);
    assert_int_equal(lapsed, 0); // a withdrawn case never lapses
}

static void test_demonstration(void **state) {
    struct world *w = *state;
    struct fault f = {0};
    size_t lapsed = 0;
    assert_int_equal(demo_seed(w->store, w->catalogue, w->now, &f), ERR_NONE);
    int64_t made = cases_there(w);
    assert_int_equal(made, 5);
    assert_int_equal(demo_seed(w->store, w->catalogue, w->now, &f), ERR_NONE); // not twice
    assert_int_equal(cases_there(w), made);
    assert_int_equal(cases_lapse(w->store, w->catalogue, NULL, w->now, &lapsed), ERR_NONE);
    assert_int_equal(lapsed, 1);
}

static void test_hostile(void **state) {
    struct world *w = *state;
    static const char *const targets[] = {"/v1/cases/%2e%2e", "/v1/cases/RS-2026-0001%00", "/v1/services/%3Cscript%3E", "/f/%22onload=1", "/v1/services?q=%FF"};
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        struct req r;
        arena_reset(&w->arena);
        if (req_init(&r, &w->arena, METHOD_GET, targets[i]))
            continue; // refused before any handler
        int status = world_ask(w, "GET", targets[i], NULL);
        assert_true(status < 500);
        assert_false(world_has(w, "<script>"));
        assert_false(world_has(w, "\"onload"));
    }
    // 100 KB of text in one answer is refused in words, and kept nowhere.
    struct buf b;
    buf_init(&b, 256 * 1024);
    buf_text_add(&b, "{\"answers\":{\"what\":\"off\",\"since\":\"2026-03-01\",\"reply\":\"tv\",\"where\":\"");
    for (int i = 0; i < 100 * 1024; i++)
        buf_char(&b, 'x');
    buf_text_add(&b, "\"}}");
    w->key = "k";
    assert_int_equal(world_ask(w, "POST", post_light, buf_text(&b)), 422);
    assert_string_equal(world_text(w, "errors.0.rule"), "long");
    assert_int_equal(cases_there(w), 0);
    buf_finish(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_send_and_follow, begin, end),
        cmocka_unit_test_setup_teardown(test_once, begin, end),
        cmocka_unit_test_setup_teardown(test_secret_is_not_kept, begin, end),
        cmocka_unit_test_setup_teardown(test_wrong_answers, begin, end),
        cmocka_unit_test_setup_teardown(test_cleaned, begin, end),
        cmocka_unit_test_setup_teardown(test_guessing, begin, end),
        cmocka_unit_test_setup_teardown(test_lapse, begin, end),
        cmocka_unit_test_setup_teardown(test_messages_and_moves, begin, end),
        cmocka_unit_test_setup_teardown(test_settles, begin, end),
        cmocka_unit_test_setup_teardown(test_demonstration, begin, end),
        cmocka_unit_test_setup_teardown(test_hostile, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
