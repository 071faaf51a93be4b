// SPDX-License-Identifier: Apache-2.0
// The officers' desk and the phone's follow page: signing in, the queue, acts, tokens, hostile texts.
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "backend/services/handlers.h"
#include "backend/services/html.h"
#include "tests/backend/helper_cases.h"
#include <stdio.h>
#include <stdlib.h>

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

// The value of a hidden field of the last page, or of a cookie it set.
static void cut_out(const char *text, const char *before, char stop, char *to, size_t room) {
    const char *at = text ? strstr(text, before) : NULL;
    assert_non_null(at);
    at += strlen(before);
    const char *end_at = strchr(at, stop);
    assert_non_null(end_at);
    assert_true((size_t)(end_at - at) < room);
    memcpy(to, at, (size_t)(end_at - at));
    to[end_at - at] = '\0';
}

static void page(const struct world *w, char *to, size_t room) {
    size_t len = w->resp.body.len < room - 1 ? w->resp.body.len : room - 1;
    memcpy(to, w->resp.body.p, len);
    to[len] = '\0';
}

struct seat {
    char cookie[128], token[64], html[400 * 1024];
};

static int try_password(struct world *w, struct seat *s, const char *password) {
    char try[64], body[400];
    w->cookie = NULL;
    assert_int_equal(world_ask(w, "GET", "/office/sign-in", NULL), 200);
    page(w, s->html, sizeof s->html);
    cut_out(world_header(w, "Set-Cookie"), "tgov_try=", ';', try, sizeof try);
    cut_out(s->html, "name=\"token\" value=\"", '"', s->token, sizeof s->token);
    assert_string_equal(try, s->token);
    snprintf(s->cookie, sizeof s->cookie, "a=b; tgov_try=%s", try);
    snprintf(body, sizeof body, "token=%s&name=J.+Park&password=%s", s->token, password);
    w->cookie = s->cookie;
    return world_ask(w, "POST", "/office/sign-in", body);
}

static void sign_in(struct world *w, struct seat *s) {
    char value[64];
    assert_int_equal(try_password(w, s, w->password), 303);
    const char *cookie = world_header(w, "Set-Cookie");
    assert_non_null(strstr(cookie, "HttpOnly"));
    assert_non_null(strstr(cookie, "SameSite=Strict"));
    assert_non_null(strstr(cookie, "Secure"));
    cut_out(cookie, "tgov_desk=", ';', value, sizeof value);
    snprintf(s->cookie, sizeof s->cookie, "tgov_desk=%s", value);
    assert_int_equal(world_ask(w, "GET", "/office", NULL), 200);
    page(w, s->html, sizeof s->html);
    cut_out(s->html, "name=\"token\" value=\"", '"', s->token, sizeof s->token);
}

static void send_case(struct world *w, const char *where, char number[32], char secret[16]) {
    struct buf b;
    buf_init(&b, 200000);
    buf_text_add(&b, "{\"answers\":{\"noise\":\"music\",\"where\":");
    buf_json_string(&b, where, strlen(where));
    buf_text_add(&b, ",\"when\":\"night\",\"since\":\"2026-03-01\",\"more\":");
    buf_json_string(&b, where, strlen(where));
    buf_text_add(&b, "}}");
    char key[20];
    snprintf(key, sizeof key, "k%p", (const void *)where);
    w->key = key;
    w->cookie = NULL;
    assert_int_equal(world_ask(w, "POST", "/v1/services/noise-complaint/cases", buf_text(&b)), 201);
    w->key = NULL;
    assert_true(text_copy(number, 32, world_text(w, "number")));
    assert_true(text_copy(secret, 16, world_text(w, "secret")));
    buf_finish(&b);
}

static int act(struct world *w, struct seat *s, const char *number, const char *what, const char *fields) {
    char target[128], body[4096];
    snprintf(target, sizeof target, "/office/cases/%s/%s", number, what);
    snprintf(body, sizeof body, "token=%s&%s", s->token, fields);
    w->cookie = s->cookie;
    return world_ask(w, "POST", target, body);
}

static void test_sign_in(void **state) {
    struct world *w = *state;
    static struct seat s;
    assert_int_equal(world_ask(w, "GET", "/office", NULL), 303);
    assert_string_equal(w->resp.location, "/office/sign-in");
    assert_int_equal(try_password(w, &s, "BBBB-BBBB-BBBB-BBBB"), 422);
    assert_true(world_has(w, "That is not the password"));
    w->cookie = "tgov_try=bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"; // a form from elsewhere
    assert_int_equal(world_ask(w, "POST", "/office/sign-in", "token=x&name=J&password=x"), 403);
    sign_in(w, &s);
    assert_true(world_has(w, "J. Park"));
    assert_string_equal(w->resp.cache_control, "no-store");
    assert_string_equal(world_header(w, "X-Frame-Options"), "DENY");
    assert_non_null(strstr(world_header(w, "Content-Security-Policy"), "frame-ancestors 'none'"));
    assert_null(strstr(s.html, "<script"));
    // The password may be typed in small letters, without the dashes.
    char typed[64];
    size_t len = 0;
    for (const char *c = w->password; *c; c++)
        if (*c != '-')
            typed[len++] = (char)(*c - 'A' + 'a');
    typed[len] = '\0';
    static struct seat other;
    assert_int_equal(try_password(w, &other, typed), 303);
    // Out again, and after eight hours by itself.
    w->cookie = s.cookie;
    w->now += 8LL * 3600 * 1000 + 1;
    assert_int_equal(world_ask(w, "GET", "/office", NULL), 303);
    w->now -= 8LL * 3600 * 1000 + 1;
    char body[100];
    snprintf(body, sizeof body, "token=%s", s.token);
    assert_int_equal(world_ask(w, "POST", "/office/sign-out", body), 303);
    assert_int_equal(world_ask(w, "GET", "/office", NULL), 303);
}

static void test_guessing_password(void **state) {
    struct world *w = *state;
    static struct seat s;
    int tries = 0, status;
    while ((status = try_password(w, &s, "BBBB-BBBB-BBBB-BBBB")) == 422)
        tries++;
    assert_int_equal(status, 429);
    assert_int_equal(tries, 10);
    assert_int_equal(try_password(w, &s, w->password), 429);
    char password[64];
    assert_int_equal(desk_prepare(w->store, w->now, password, sizeof password), ERR_NONE);
    assert_string_equal(password, ""); // there is one already
}

static void test_work(void **state) {
    struct world *w = *state;
    static struct seat s;
    char number[32], secret[16], target[64];
    send_case(w, "Harbour Street 8", number, secret);
    sign_in(w, &s);
    assert_true(world_has(w, number));
    assert_true(world_has(w, "7 working days left"));
    snprintf(target, sizeof target, "/office/cases/%s", number);
    assert_int_equal(world_ask(w, "GET", target, NULL), 200);
    assert_true(world_has(w, "Music, a bar or a party")); // the label, not the value
    assert_true(world_has(w, "Take this case"));
    assert_false(world_has(w, "Answer and close")); // not from here
    assert_true(w->resp.body.len < 30 * 1024);
    // Without the token, with a wrong one, not allowed, without a reason.
    w->cookie = s.cookie;
    char move_target[80];
    snprintf(move_target, sizeof move_target, "%s/move", target);
    assert_int_equal(world_ask(w, "POST", move_target, "move=take"), 403);
    assert_int_equal(world_ask(w, "POST", move_target, "token=aaaa&move=take"), 403);
    assert_int_equal(act(w, &s, number, "move", "move=answer&answer=x"), 409);
    assert_int_equal(act(w, &s, number, "move", "move=transfer&office=roads&reason="), 422);
    assert_int_equal(act(w, &s, number, "move", "move=transfer&office=&reason=kept+%3Cb%3E+text"), 422);
    assert_true(world_has(w, "kept &lt;b&gt; text")); // what was typed is not lost
    // A page that is out of date does nothing.
    assert_int_equal(act(w, &s, number, "move", "seen=9&move=take"), 409);
    assert_int_equal(act(w, &s, number, "move", "seen=1&move=transfer&office=roads&reason=Their+road"), 303);
    assert_int_equal(act(w, &s, number, "move", "move=take"), 303);
    assert_int_equal(act(w, &s, number, "extend", "reason=We+measure+at+night"), 303);
    assert_int_equal(act(w, &s, number, "extend", "reason=again"), 409);
    assert_int_equal(act(w, &s, number, "message", "text=Hello%0D%0Athere"), 303);
    assert_int_equal(act(w, &s, number, "move", "move=answer&answer=It+is+quiet+now"), 303);
    // The citizen sees all of it and reopens; the queue marks it.
    w->secret = secret;
    snprintf(target, sizeof target, "/v1/cases/%s", number);
    assert_int_equal(world_ask(w, "GET", target, NULL), 200);
    assert_string_equal(world_text(w, "answer"), "It is quiet now");
    assert_string_equal(world_text(w, "officer"), "J. Park");
    assert_string_equal(world_text(w, "messages.0.text"), "Hello\nthere");
    assert_string_equal(world_text(w, "timeline.4.title"), "Moved from District Office to Roads Office");
    assert_string_equal(world_text(w, "timeline.4.why"), "Their road");
    snprintf(target, sizeof target, "/v1/cases/%s/moves", number);
    assert_int_equal(world_ask(w, "POST", target, "{\"move\":\"reopen\",\"reason\":\"Loud again\"}"), 200);
    assert_int_equal(world_ask(w, "GET", "/office", NULL), 200);
    assert_true(world_has(w, "Reopened"));
    assert_int_equal(world_ask(w, "GET", "/office?number=2026-0001&state=all", NULL), 200);
    assert_true(world_has(w, number));
    assert_int_equal(world_ask(w, "GET", "/office?number=%25", NULL), 200); // no wildcard for people
    assert_true(world_has(w, "No case fits."));
    assert_int_equal(world_ask(w, "GET", "/office?state=answered", NULL), 200);
    assert_true(world_has(w, "No case fits."));
    assert_int_equal(world_ask(w, "GET", "/office/cases/RS-2026-0099", NULL), 404);
}

// Late cases stand first.
static void test_queue_order(void **state) {
    struct world *w = *state;
    static struct seat s;
    char first[32], second[32], secret[16];
    size_t lapsed;
    send_case(w, "Old Street 1", first, secret);
    w->now += 5LL * 86400000;
    send_case(w, "New Street 2", second, secret);
    w->now += 6LL * 86400000; // the first is late, the second not
    assert_int_equal(cases_lapse(w->store, w->catalogue, NULL, w->now, &lapsed), ERR_NONE);
    assert_int_equal(lapsed, 1);
    sign_in(w, &s);
    const char *a = strstr(s.html, first), *b = strstr(s.html, second);
    assert_true(a && b && a < b);
    assert_non_null(strstr(s.html, "Late: the deadline has passed"));
}

static void test_hostile_texts(void **state) {
    struct world *w = *state;
    static struct seat s;
    static char texts[3][1990];
    char number[32], secret[16], target[64];
    snprintf(texts[0], sizeof texts[0], "<script>alert(1)</script>\"'&");
    snprintf(texts[1], sizeof texts[1], "\u202e\u05d0\u05d1\u05d2 <img src=x onerror=alert(1)> \u0627\u0644\u0634\u0627\u0631\u0639");
    memset(texts[2], '<', 150);
    for (int i = 0; i < 3; i++) {
        send_case(w, texts[i], number, secret);
        sign_in(w, &s);
        assert_null(strstr(s.html, "<script>alert"));
        assert_null(strstr(s.html, "<img"));
        snprintf(target, sizeof target, "/office/cases/%s", number);
        w->cookie = s.cookie;
        assert_int_equal(world_ask(w, "GET", target, NULL), 200);
        page(w, s.html, sizeof s.html);
        assert_null(strstr(s.html, "<script>alert"));
        assert_null(strstr(s.html, "<img"));
        assert_null(strstr(s.html, "<<"));
        w->cookie = NULL;
        char body[64];
        snprintf(target, sizeof target, "/f/%s", number);
        snprintf(body, sizeof body, "secret=%s", secret);
        assert_int_equal(world_ask(w, "POST", target, body), 200);
        page(w, s.html, sizeof s.html);
        assert_null(strstr(s.html, "<script>alert"));
        assert_null(strstr(s.html, "<img"));
    }
    // A name that is no name for a page.
    assert_int_equal(try_password(w, &s, w->password), 303);
    struct buf b;
    buf_init(&b, 100);
    html_text(&b, "<a href='x'>\"&\x01\x1f</a>");
    assert_string_equal(b.data, "&lt;a href=&#39;x&#39;&gt;&quot;&amp;&lt;/a&gt;");
    buf_finish(&b);
}

static void test_follow(void **state) {
    struct world *w = *state;
    char number[32], secret[16], target[64], body[64];
    send_case(w, "Harbour Street 8", number, secret);
    assert_int_equal(world_ask(w, "GET", "/", NULL), 200);
    assert_int_equal(world_ask(w, "GET", "/follow", NULL), 200);
    assert_int_equal(world_ask(w, "GET", "/follow?number=rs+2026+1", NULL), 303);
    assert_string_equal(w->resp.location, "/f/RS-2026-0001");
    snprintf(target, sizeof target, "/f/%s", number);
    assert_int_equal(world_ask(w, "GET", target, NULL), 200);
    assert_true(world_has(w, "/assets/follow.js"));
    assert_false(world_has(w, "Harbour"));
    snprintf(body, sizeof body, "secret=%s", secret);
    assert_int_equal(world_ask(w, "POST", target, body), 200);
    assert_true(world_has(w, "Noise, Harbour Street 8"));
    assert_true(world_has(w, "7 working days left"));
    assert_true(w->resp.body.len < 30 * 1024);
    assert_int_equal(world_ask(w, "POST", target, "secret=BBBB-BBBB"), 404);
    assert_false(world_has(w, "Harbour"));
    assert_int_equal(world_ask(w, "POST", target, "secret=%ZZ"), 400);
    assert_int_equal(world_ask(w, "POST", target, "secret=%00"), 400);
    assert_int_equal(world_ask(w, "GET", "/assets/tgov.css", NULL), 200);
    assert_int_equal(world_ask(w, "GET", "/assets/follow.js", NULL), 200);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_sign_in, begin, end),
        cmocka_unit_test_setup_teardown(test_guessing_password, begin, end),
        cmocka_unit_test_setup_teardown(test_work, begin, end),
        cmocka_unit_test_setup_teardown(test_queue_order, begin, end),
        cmocka_unit_test_setup_teardown(test_hostile_texts, begin, end),
        cmocka_unit_test_setup_teardown(test_follow, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
