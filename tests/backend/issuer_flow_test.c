// SPDX-License-Identifier: Apache-2.0
// The issuer as time passes: what runs out, what is forgotten, what is made anew. The clock is the test's.
#include "backend/issuer/inside.h"
#include "backend/issuer/texts.h"
#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"
#include "contract/token/jwt.h"
#include "tests/backend/helper_http.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { MINUTE = 60 * 1000, DAY = 24 * 3600 * 1000, JAR_MAX = 4 };
static const char base_url[] = "https://tgov.test";
static const char password[] = "four quiet words here";

struct world {
    char folder[64];
    struct store *store;
    struct site site;
    when_ms now;
    struct arena arena; // of one call
    struct resp resp;
    struct { char name[32], value[64]; } jar[JAR_MAX];
    size_t jar_count;
    char device[64], code[16], pictures[64], refresh[64];
};


static struct issuer *make_issuer(struct world *w, bool demo, bool new_key) {
    struct fault f = {0};
    struct issuer_options o = {.demo = demo, .demo_password = password, .new_key = new_key, .now = w->now};
    FILE *nowhere = fopen("/dev/null", "w");
    struct issuer *i = issuer_create(w->store, &o, nowhere, &f);
    fclose(nowhere);
    return i;
}

static void begin(struct world *w) {
    struct fault f = {0};
    char where[96];
    *w = (struct world){.now = INT64_C(1800000000000)};
    helper_folder(w->folder);
    snprintf(where, sizeof where, "sqlite:%s/t.db", w->folder);
    struct store_options o = {.modules = &issuer_module, .module_count = 1, .now_ms = w->now};
    w->store = store_open(where, &o, &f);
    assert_non_null(w->store);
    arena_init(&w->arena, 8 << 20);
    w->site = (struct site){.base_url = base_url, .issuer = make_issuer(w, true, false), .demo = true};
    assert_non_null(w->site.issuer);
}

static void end(struct world *w) {
    arena_finish(&w->arena);
    store_close(w->store);
    issuer_destroy(w->site.issuer);
    helper_folder_remove(w->folder);
}

static void keep_cookies(struct world *w) {
    for (size_t i = 0; i < w->resp.header_count; i++) {
        struct str value = str_of(w->resp.headers[i].value), name;
        if (strcmp(w->resp.headers[i].name, "Set-Cookie") != 0)
            continue;
        value = str_cut(&value, ';');
        name = str_cut(&value, '=');
        size_t at = 0;
        while (at < w->jar_count && !str_is(name, w->jar[at].name))
            at++;
        assert_true(at < JAR_MAX);
        w->jar_count = at == w->jar_count ? at + 1 : w->jar_count;
        snprintf(w->jar[at].name, sizeof w->jar[at].name, "%.*s", (int)name.len, name.p);
        snprintf(w->jar[at].value, sizeof w->jar[at].value, "%.*s", (int)value.len, value.p);
    }
}

static enum status call(struct world *w, enum method m, const char *target, const char *body) {
    const struct router table = {route_table, route_table_count};
    struct req r;
    arena_reset(&w->arena);
    assert_int_equal(req_init(&r, &w->arena, m, target), ERR_NONE);
    char cookies[512] = "";
    for (size_t i = 0; i < w->jar_count; i++) {
        size_t len = strlen(cookies);
        snprintf(cookies + len, sizeof cookies - len, "%s%s=%s", i ? "; " : "", w->jar[i].name, w->jar[i].value);
    }
    if (*cookies)
        assert_int_equal(req_add_header(&r, "cookie", cookies), ERR_NONE);
    if (body) {
        assert_int_equal(req_add_header(&r, "content-type", "application/x-www-form-urlencoded"), ERR_NONE);
        r.body = str_of(arena_string(&w->arena, body));
    }
    r.peer = "192.0.2.7";
    r.now_ms = w->now;
    r.site = &w->site;
    resp_init(&w->resp, &w->arena);
    enum status status = http_dispatch(&table, &r, &w->resp, w->store);
    keep_cookies(w);
    return status;
}

static bool says(const struct world *w, const char *text) {
    return memmem(w->resp.body.p, w->resp.body.len, text, strlen(text)) != NULL;
}

static void json_text(struct world *w, const char *key, char *to, size_t room) {
    struct val v;
    struct fault f = {0};
    assert_int_equal(json_read(&w->arena, w->resp.body.p, w->resp.body.len, JSON_LIMITS, &v, &f), ERR_NONE);
    const struct val *pictures = val_get(&v, key);
    if (pictures && pictures->type == VAL_ARRAY) {
        to[0] = '\0';
        for (uint32_t i = 0; i < pictures->count; i++)
            snprintf(to + strlen(to), room - strlen(to), "%s%s", i ? "+" : "", pictures->items[i].text);
        return;
    }
    text_copy(to, room, val_get_text(&v, key, ""));
}

static void ask_code(struct world *w, const char *more) {
    char body[1024];
    snprintf(body, sizeof body, "client_id=tgov-tv&tgov_box=Set%s", more);
    assert_int_equal(call(w, METHOD_POST, "/oauth/device_authorization", body), STATUS_OK);
    json_text(w, "device_code", w->device, sizeof w->device);
    json_text(w, "user_code", w->code, sizeof w->code);
    json_text(w, "tgov_pictures", w->pictures, sizeof w->pictures);
}

static const char *poll_error(struct world *w) {
    static char error[64];
    char body[256];
    snprintf(body, sizeof body, "client_id=tgov-tv&grant_type=urn:ietf:params:oauth:grant-type:device_code&device_code=%s", w->device);
    call(w, METHOD_POST, "/oauth/token", body);
    json_text(w, "error", error, sizeof error);
    json_text(w, "refresh_token", w->refresh, sizeof w->refresh);
    return error;
}

static const char *refresh_error(struct world *w) {
    static char error[64];
    char body[256];
    snprintf(body, sizeof body, "client_id=tgov-tv&grant_type=refresh_token&refresh_token=%s", w->refresh);
    call(w, METHOD_POST, "/oauth/token", body);
    json_text(w, "error", error, sizeof error);
    if (!*error)
        json_text(w, "refresh_token", w->refresh, sizeof w->refresh);
    return error;
}

static enum status send(struct world *w, const char *path, const char *fields) {
    char csrf[PAGE_CSRF + 1] = "", body[1024];
    for (size_t i = 0; i < w->jar_count; i++)
        if (!strcmp(w->jar[i].name, "__Host-tgov"))
            page_csrf(w->jar[i].value, csrf);
    snprintf(body, sizeof body, "csrf=%s&user_code=%s&%s", csrf, w->code, fields);
    return call(w, METHOD_POST, path, body);
}

static void sign_in(struct world *w) {
    assert_int_equal(call(w, METHOD_GET, "/device", NULL), STATUS_OK);
    assert_int_equal(send(w, "/device/sign-in", "login=kim&password=four+quiet+words+here"), STATUS_OK);
}

static enum status approve(struct world *w) {
    char fields[96];
    snprintf(fields, sizeof fields, "picked=%s", w->pictures);
    return send(w, "/device/approve", fields);
}

static const char tax[] = "&authorization_details=[{\"type\":\"tgov_sign\",\"service\":\"tax\",\"title\":\"Tax\",\"lines\":[],"
                          "\"digest\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}]";

static void test_a_code_runs_out(void **state) {
    struct world w;
    begin(&w);
    ask_code(&w, "");
    w.now += 10 * MINUTE - 1;
    assert_string_equal(poll_error(&w), "authorization_pending");
    w.now += 1;
    assert_string_equal(poll_error(&w), "expired_token");
    assert_int_equal(call(&w, METHOD_GET, "/device", NULL), STATUS_OK);
    assert_int_equal(send(&w, "/device/sign-in", "login=kim&password=four+quiet+words+here"), STATUS_GONE);
    assert_int_equal(approve(&w), STATUS_GONE);
    end(&w);
}

static void test_an_answer_of_the_last_second_arrives(void **state) {
    struct world w;
    begin(&w);
    ask_code(&w, "");
    w.now += 10 * MINUTE - 1000;
    call(&w, METHOD_GET, "/device", NULL);
    send(&w, "/device/sign-in", "login=kim&password=four+quiet+words+here");
    assert_int_equal(approve(&w), STATUS_OK);
    w.now += 5000;
    assert_string_equal(poll_error(&w), "");
    ask_code(&w, "");
    assert_int_equal(approve(&w), STATUS_OK);
    w.now += 12 * MINUTE;
    assert_string_equal(poll_error(&w), "expired_token");
    end(&w);
}

static void test_polling_too_early_slows_down_for_good(void **state) {
    struct world w;
    begin(&w);
    ask_code(&w, "");
    assert_string_equal(poll_error(&w), "authorization_pending");
    w.now += 1000;
    assert_string_equal(poll_error(&w), "authorization_pending");
    w.now += 300;
    assert_string_equal(poll_error(&w), "slow_down");
    w.now += 4000;
    assert_string_equal(poll_error(&w), "slow_down"); // six seconds now, and then eleven
    w.now += 11000;
    assert_string_equal(poll_error(&w), "authorization_pending");
    end(&w);
}

static void test_guesses_are_forgotten_after_their_hour(void **state) {
    struct world w;
    begin(&w);
    ask_code(&w, "");
    char right[16];
    text_copy(right, sizeof right, w.code);
    call(&w, METHOD_GET, "/device", NULL);
    text_copy(w.code, sizeof w.code, "BCDF-GHJK");
    for (int i = 0; i < 10; i++)
        assert_int_equal(send(&w, "/device", ""), STATUS_UNPROCESSABLE);
    assert_int_equal(send(&w, "/device", ""), STATUS_TOO_MANY);
    w.now += 59 * MINUTE;
    assert_int_equal(send(&w, "/device", ""), STATUS_TOO_MANY);
    w.now += 2 * MINUTE;
    assert_int_equal(send(&w, "/device", ""), STATUS_UNPROCESSABLE);
    ask_code(&w, "");
    assert_int_equal(send(&w, "/device", ""), STATUS_OK);
    end(&w);
}

static void test_signing_wants_a_fresh_password(void **state) {
    struct world w;
    begin(&w);
    ask_code(&w, tax);
    sign_in(&w);
    assert_true(says(&w, "Sign this?"));
    w.now += 31 * MINUTE;
    ask_code(&w, tax);
    assert_int_equal(send(&w, "/device", ""), STATUS_OK);
    assert_true(says(&w, "Type your password again"));
    assert_int_equal(approve(&w), STATUS_OK); // the same page again
    assert_true(says(&w, "Type your password again"));
    assert_string_equal(poll_error(&w), "authorization_pending");
    ask_code(&w, ""); // a plain sign-in needs no fresh one
    assert_int_equal(send(&w, "/device", ""), STATUS_OK);
    assert_true(says(&w, "Sign in this TV?"));
    end(&w);
}

static void test_a_session_and_a_television_end_when_idle(void **state) {
    struct world w;
    begin(&w);
    ask_code(&w, "");
    sign_in(&w);
    assert_int_equal(approve(&w), STATUS_OK);
    assert_string_equal(poll_error(&w), "");
    for (int i = 0; i < 4; i++) { // used every month: it lives
        w.now += (when_ms)30 * DAY;
        assert_string_equal(refresh_error(&w), "");
        issuer_tick(w.site.issuer, w.store, w.now);
    }
    assert_int_equal(call(&w, METHOD_GET, "/account", NULL), STATUS_OK);
    assert_true(says(&w, "Who are you?")); // the phone was not used for two weeks
    w.now += (when_ms)91 * DAY;
    assert_string_equal(refresh_error(&w), "invalid_grant");
    end(&w);
}

static void test_keys_change_and_old_ones_stay_a_while(void **state) {
    struct world w;
    begin(&w);
    const struct keyring *first = issuer_keyring(w.site.issuer);
    assert_int_equal(first->set.count, 1);
    assert_false(issuer_tick(w.site.issuer, w.store, w.now + (when_ms)89 * DAY));
    assert_true(issuer_keyring(w.site.issuer) == first);
    assert_true(issuer_tick(w.site.issuer, w.store, w.now + (when_ms)90 * DAY + MINUTE));
    const struct keyring *second = issuer_keyring(w.site.issuer);
    assert_int_equal(second->set.count, 2);
    assert_string_equal(second->set.keys[1].kid, first->set.keys[0].kid);
    assert_true(issuer_tick(w.site.issuer, w.store, w.now + (when_ms)92 * DAY));
    assert_int_equal(issuer_keyring(w.site.issuer)->set.count, 1);
    assert_string_equal(issuer_keyring(w.site.issuer)->set.keys[0].kid, second->set.keys[0].kid);
    struct issuer *anew = make_issuer(&w, true, true);
    assert_int_equal(issuer_keyring(anew)->set.count, 1);
    assert_string_not_equal(issuer_keyring(anew)->set.keys[0].kid, second->set.keys[0].kid);
    issuer_destroy(anew);
    end(&w);
}

static void test_tokens_pass_the_check_of_foreign_ones(void **state) {
    struct world w;
    struct val jwks;
    struct fault f = {0};
    struct jwk_set keys = {0};
    struct jwt jwt;
    char token[JWS_MAX];
    begin(&w);
    ask_code(&w, "");
    sign_in(&w);
    assert_int_equal(approve(&w), STATUS_OK);
    assert_string_equal(poll_error(&w), "");
    json_text(&w, "access_token", token, sizeof token);
    assert_int_equal(issuer_keys(w.site.issuer, &w.arena, &jwks, &f), ERR_NONE);
    assert_int_equal(jwk_set_read(&w.arena, &jwks, &keys, &f), ERR_NONE);
    assert_int_equal(keys.count, 1);
    assert_false(keys.keys[0].secret);
    const char *audience = "https://tgov.test/", *type = "at+jwt";
    struct jwt_rules rules = {.issuer = base_url, .audiences = &audience, .audience_count = 1, .types = &type, .type_count = 1};
    assert_int_equal(jwt_check(&w.arena, str_of(token), &rules, &keys, w.now, &jwt), REFUSAL_NONE);
    assert_string_equal(val_get_text(&jwt.claims, "name", ""), "A. Kim");
    assert_int_equal(jwt_check(&w.arena, str_of(token), &rules, &keys, w.now + 16 * MINUTE, &jwt), REFUSAL_EXPIRED);
    jwk_set_finish(&keys);
    end(&w);
}

static void test_other_pages_may_check_a_password(void **state) {
    struct world w;
    struct issuer_person p;
    enum issuer_verdict verdict;
    begin(&w);
    struct req r;
    assert_int_equal(req_init(&r, &w.arena, METHOD_POST, "/office/sign-in"), ERR_NONE);
    r.site = &w.site;
    r.now_ms = w.now;
    r.peer = "192.0.2.9";
    assert_int_equal(issuer_check_password(&r, w.store, NULL, " Park ", password, &verdict, &p), ERR_NONE);
    assert_int_equal(verdict, ISSUER_RIGHT);
    assert_string_equal(p.name, "J. Park");
    assert_true(p.roles & ROLE_OFFICER);
    for (int i = 0; i < 60; i++) {
        arena_reset(&w.arena);
        assert_int_equal(issuer_check_password(&r, w.store, NULL, "nobody at all", "x", &verdict, &p), ERR_NONE);
        assert_int_equal(verdict, ISSUER_WRONG);
    }
    assert_int_equal(issuer_check_password(&r, w.store, NULL, "park", password, &verdict, &p), ERR_NONE);
    assert_int_equal(verdict, ISSUER_CROWDED);
    r.peer = "192.0.2.10";
    assert_int_equal(issuer_check_password(&r, w.store, NULL, "park", password, &verdict, &p), ERR_NONE);
    assert_int_equal(verdict, ISSUER_RIGHT);
    w.site.issuer->demo = false;
    assert_int_equal(issuer_check_password(&r, w.store, NULL, "park", password, &verdict, &p), ERR_NONE);
    assert_int_equal(verdict, ISSUER_WRONG); // demo people do not exist without --demo
    end(&w);
}

// Whatever allocation fails, there is an answer, nothing half-done, and the next try works.
static void test_no_memory_never_breaks_anything(void **state) {
    struct world w;
    begin(&w);
    ask_code(&w, tax);
    sign_in(&w);
    static const struct { enum method m; const char *path, *fields; } rows[] = {
        {METHOD_POST, "/oauth/device_authorization", "client_id=tgov-tv&tgov_box=Set&authorization_details=[{\"type\":\"tgov_sign\","
         "\"service\":\"tax\",\"title\":\"Tax\",\"lines\":[[\"a\",\"b\"]],\"digest\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}]"},
        {METHOD_GET, "/device?user_code=bcdfghjk", NULL}, {METHOD_GET, "/account", NULL}, {METHOD_GET, "/oauth/jwks", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        long n = 0;
        enum status status = STATUS_INTERNAL;
        for (; n < 400 && status != STATUS_OK; n++) {
            arena_finish(&w.arena);
            arena_init(&w.arena, 8 << 20);
            const struct router table = {route_table, route_table_count};
            struct req r;
            if (req_init(&r, &w.arena, rows[i].m, rows[i].path) ||
                req_add_header(&r, "content-type", "application/x-www-form-urlencoded"))
                fail();
            r.body = str_of(rows[i].fields ? arena_string(&w.arena, rows[i].fields) : "");
            r.now_ms = w.now;
            r.site = &w.site;
            resp_init(&w.resp, &w.arena);
            mem_fail_after(n);
            status = http_dispatch(&table, &r, &w.resp, w.store);
            mem_fail_after(-1);
            assert_true(status == STATUS_OK || status >= STATUS_BAD_REQUEST);
        }
        assert_int_equal(status, STATUS_OK);
    }
    assert_int_equal(approve(&w), STATUS_OK);
    assert_string_equal(poll_error(&w), "");
    end(&w);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_code_runs_out),
        cmocka_unit_test(test_an_answer_of_the_last_second_arrives),
        cmocka_unit_test(test_polling_too_early_slows_down_for_good),
        cmocka_unit_test(test_guesses_are_forgotten_after_their_hour),
        cmocka_unit_test(test_signing_wants_a_fresh_password),
        cmocka_unit_test(test_a_session_and_a_television_end_when_idle),
        cmocka_unit_test(test_keys_change_and_old_ones_stay_a_while),
        cmocka_unit_test(test_tokens_pass_the_check_of_foreign_ones),
        cmocka_unit_test(test_other_pages_may_check_a_password),
        cmocka_unit_test(test_no_memory_never_breaks_anything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
