// SPDX-License-Identifier: Apache-2.0
// Signing in without a network: the machine is given what real issuers answer, also the odd things, and is asked what it
// would send next, when, and what the person reads. Then the box's own secrets: sealed texts, grants, and every allocation
// failing in turn.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "app/identity/grant.h"
#include "app/identity/oauth.h"
#include "app/identity/vault.h"
#include "app/net/message.h"
#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"

#include <sys/stat.h>
#include <unistd.h>

#define ISSUER "https://id.example"
static const char offer[] = "{\"issuer\":\"" ISSUER "\",\"client_id\":\"tgov-tv\",\"scope\":\"openid tgov\",\"resource\":\"https://gov.example/\","
                            "\"name\":\"Riverside sign-in\",\"embedded\":true}";
static const char server[] = "{\"issuer\":\"" ISSUER "\",\"device_authorization_endpoint\":\"" ISSUER "/device\",\"token_endpoint\":\"" ISSUER
                             "/token\",\"revocation_endpoint\":\"" ISSUER "/revoke\",\"dpop_signing_alg_values_supported\":[\"RS256\",\"ES256\"]}";
static const char device[] = "{\"device_code\":\"dc-1\",\"user_code\":\"WDJB-MJHT\",\"verification_uri\":\"" ISSUER "/d\",\"verification_uri_complete\":\""
                             ISSUER "/d?user_code=WDJB-MJHT\",\"expires_in\":600,\"interval\":1,\"tgov_pictures\":[\"boat\",\"lamp\",\"tree\"]}";
static const char tokens[] = "{\"access_token\":\"at-1\",\"refresh_token\":\"rt-1\",\"token_type\":\"DPoP\",\"expires_in\":900}";

struct world {
    struct arena arena, scratch, answers;
    struct oauth o;
    when_ms now;
    struct oauth_request asked;
};

static void begin(struct world *w, const struct oauth_config *c) {
    static const struct oauth_config usual = {.language = "en", .jkt = "thumb", .box = "Living room", .purpose = "your tax return"};
    *w = (struct world){.now = 1000};
    arena_init(&w->arena, 1 << 20);
    arena_init(&w->scratch, 1 << 20);
    arena_init(&w->answers, 4 << 20);
    oauth_begin(&w->o, &w->arena, c ? c : &usual, w->now);
}

static void end(struct world *w) {
    arena_finish(&w->arena);
    arena_finish(&w->scratch);
    arena_finish(&w->answers);
}

// Lets the time pass until the machine wants to ask, and notes what.
static void ask(struct world *w) {
    assert_false(w->o.asked);
    assert_false(oauth_over(&w->o));
    if (oauth_due(&w->o) > w->now)
        w->now = oauth_due(&w->o);
    arena_reset(&w->scratch);
    assert_int_equal(oauth_request(&w->o, &w->scratch, &w->asked), ERR_NONE);
}

static enum err of_status(int status) { return status >= 200 && status < 300 ? ERR_NONE : status == 0 ? ERR_OFFLINE : ERR_REMOTE; }

static void give(struct world *w, int status, const char *json) {
    struct val v = VAL_NULL_INIT;
    if (json)
        assert_int_equal(json_read(&w->answers, json, strlen(json), JSON_LIMITS, &v, NULL), ERR_NONE);
    oauth_answer(&w->o, &(struct oauth_answer){.err = of_status(status), .status = status, .retry_after_ms = -1, .body = &v}, w->now);
}

static void answer(struct world *w, int status, const char *json) {
    ask(w);
    give(w, status, json);
}

static void up_to_code(struct world *w, const char *device_answer) {
    begin(w, NULL);
    answer(w, 200, offer);
    answer(w, 200, server);
    answer(w, 200, device_answer);
}

static void a_sign_in(void **state) {
    struct world w;
    (void)state;
    begin(&w, NULL);
    ask(&w);
    assert_string_equal(w.asked.url, "/v1/identity");
    give(&w, 200, offer);
    ask(&w);
    assert_string_equal(w.asked.url, ISSUER "/.well-known/openid-configuration");
    give(&w, 200, server);
    ask(&w);
    assert_string_equal(w.asked.url, ISSUER "/device");
    assert_false(w.asked.proof);
    assert_non_null(strstr(w.asked.body, "client_id=tgov-tv&scope=openid%20tgov&resource=https%3A%2F%2Fgov.example%2F&ui_locales=en&dpop_jkt=thumb"));
    assert_non_null(strstr(w.asked.body, "tgov_box=Living%20room&tgov_for=your%20tax%20return"));
    give(&w, 200, device);
    assert_int_equal(w.o.state, OAUTH_WAITING);
    assert_string_equal(w.o.device.user_code, "WDJB-MJHT");
    assert_string_equal(w.o.device.pictures[2], "tree");
    when_ms shown = w.now;
    ask(&w);
    assert_int_equal(w.now - shown, 1000);
    assert_true(w.asked.proof);
    assert_string_equal(w.asked.body, "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&device_code=dc-1&client_id=tgov-tv&"
                                      "resource=https%3A%2F%2Fgov.example%2F");
    give(&w, 400, "{\"error\":\"authorization_pending\"}");
    assert_int_equal(w.o.state, OAUTH_WAITING);
    answer(&w, 200, tokens);
    assert_int_equal(w.o.state, OAUTH_DONE);
    assert_true(w.o.tokens.dpop);
    assert_string_equal(w.o.tokens.refresh, "rt-1");
    end(&w);
}

// What a foreign issuer must not learn.
static void others_learn_nothing(void **state) {
    struct world w;
    (void)state;
    begin(&w, NULL);
    answer(&w, 200, "{\"issuer\":\"" ISSUER "\",\"client_id\":\"c\",\"embedded\":false}");
    answer(&w, 200, server);
    ask(&w);
    assert_null(strstr(w.asked.body, "tgov_"));
    end(&w);
}

// ---- Every first answer that ends or delays it
static void first_answers(void **state) {
    static const struct { int at; int status; const char *json; enum oauth_state state; } cases[] = {
        {0, 404, NULL, OAUTH_NOT_OFFERED},
        {0, 200, "{\"name\":\"nobody\"}", OAUTH_NOT_OFFERED},
        {0, 200, "{\"issuer\":null}", OAUTH_NOT_OFFERED},
        {0, 200, "[]", OAUTH_FAULTY},
        {0, 200, "{\"issuer\":7,\"client_id\":\"c\"}", OAUTH_FAULTY},
        {0, 200, "{\"issuer\":\"http://id.example\",\"client_id\":\"c\"}", OAUTH_FAULTY},
        {0, 200, "{\"issuer\":\"https://u:p@id.example\",\"client_id\":\"c\"}", OAUTH_FAULTY},
        {0, 200, "{\"issuer\":\"javascript:alert(1)\",\"client_id\":\"c\"}", OAUTH_FAULTY},
        {0, 200, "{\"issuer\":\"https://id.example\"}", OAUTH_FAULTY},
        {0, 403, NULL, OAUTH_FAULTY},
        {0, 0, NULL, OAUTH_UNREACHABLE},
        {0, 503, NULL, OAUTH_UNREACHABLE},
        {0, 429, NULL, OAUTH_UNREACHABLE},
        {1, 200, "{}", OAUTH_FAULTY},
        {1, 200, "{\"issuer\":\"https://evil.example\",\"device_authorization_endpoint\":\"https://evil.example/d\",\"token_endpoint\":\"https://evil.example/t\"}", OAUTH_FAULTY},
        {1, 200, "{\"issuer\":\"" ISSUER "/\",\"device_authorization_endpoint\":\"" ISSUER "/d\",\"token_endpoint\":\"" ISSUER "/t\"}", OAUTH_FAULTY},
        {1, 200, "{\"issuer\":\"" ISSUER "\",\"token_endpoint\":\"" ISSUER "/t\"}", OAUTH_FAULTY},
        {1, 200, "{\"issuer\":\"" ISSUER "\",\"device_authorization_endpoint\":\"http://id.example/d\",\"token_endpoint\":\"" ISSUER "/t\"}", OAUTH_FAULTY},
        {1, 200, "{\"issuer\":\"" ISSUER "\",\"device_authorization_endpoint\":[1],\"token_endpoint\":{}}", OAUTH_FAULTY},
        {1, 200, "{\"issuer\":\"" ISSUER "\",\"device_authorization_endpoint\":\"" ISSUER "//d\",\"token_endpoint\":\"" ISSUER "//t\",\"grant_types_supported\":[]}", OAUTH_ASKING},
        {1, 500, NULL, OAUTH_UNREACHABLE},
        {2, 400, NULL, OAUTH_FAULTY},
        {2, 400, "{\"error\":\"invalid_client\"}", OAUTH_FAULTY},
        {2, 403, "{\"error\":\"access_denied\"}", OAUTH_DENIED},
        {2, 200, "{\"device_code\":\"d\"}", OAUTH_FAULTY},
        {2, 200, "{\"device_code\":\"d\",\"user_code\":\"A\\nB\",\"verification_uri\":\"" ISSUER "\"}", OAUTH_FAULTY},
        {2, 200, "{\"device_code\":\"d\",\"user_code\":\"AB\",\"verification_uri\":\"ftp://id.example\"}", OAUTH_FAULTY},
        {2, 200, "{\"device_code\":\"d\",\"user_code\":\"AB\",\"verification_url\":\"" ISSUER "\"}", OAUTH_WAITING},
        {2, 0, NULL, OAUTH_UNREACHABLE},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct world w;
        begin(&w, NULL);
        if (cases[i].at > 0)
            answer(&w, 200, offer);
        if (cases[i].at > 1)
            answer(&w, 200, server);
        answer(&w, cases[i].status, cases[i].json);
        if (w.o.state != cases[i].state)
            fail_msg("case %zu: state %d, not %d", i, (int)w.o.state, (int)cases[i].state);
        if (w.o.state == OAUTH_UNREACHABLE) { // and on it goes
            when_ms before = w.now;
            ask(&w);
            assert_in_range(w.now - before, OAUTH_RETRY_MS, OAUTH_RETRY_CAP_MS);
        }
        end(&w);
    }
}

static void polling(void **state) {
    static const struct { int status; const char *json; enum oauth_state state; int pause_s; } cases[] = {
        {400, "{\"error\":\"authorization_pending\"}", OAUTH_WAITING, 5},
        {400, "{\"error\":\"slow_down\"}", OAUTH_WAITING, 10},
        {400, NULL, OAUTH_WAITING, 5}, // an empty body: most likely "not yet"
        {401, NULL, OAUTH_WAITING, 5},
        {403, NULL, OAUTH_DENIED, 0},
        {400, "{\"error\":\"access_denied\"}", OAUTH_DENIED, 0},
        {400, "{\"error\":\"expired_token\"}", OAUTH_EXPIRED, 0},
        {400, "{\"error\":\"invalid_grant\"}", OAUTH_EXPIRED, 0},
        {400, "{\"error\":\"invalid_dpop_proof\"}", OAUTH_WAITING, 5},
        {400, "{\"error\":\"unsupported_grant_type\"}", OAUTH_FAULTY, 0},
        {400, "{\"error\":{\"code\":1}}", OAUTH_WAITING, 5},
        {500, NULL, OAUTH_WAITING, 5},
        {0, NULL, OAUTH_WAITING, 5},
        {200, "{}", OAUTH_FAULTY, 0},
        {200, "{\"access_token\":\"a\"}", OAUTH_FAULTY, 0},
        {200, "{\"access_token\":\"a\",\"token_type\":\"mac\"}", OAUTH_FAULTY, 0},
        {200, "{\"access_token\":\"a\\u0000b\",\"token_type\":\"Bearer\"}", OAUTH_FAULTY, 0},
        {200, "{\"access_token\":\"a\",\"token_type\":\"bearer\"}", OAUTH_DONE, 0},
        {200, "{\"access_token\":\"a\",\"token_type\":\"DPoP\",\"expires_in\":\"soon\",\"refresh_token\":5}", OAUTH_DONE, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct world w;
        // No interval, no whole address, no pictures: 5 s, the plain address, two steps.
        up_to_code(&w, "{\"device_code\":\"d\",\"user_code\":\"AB CD\",\"verification_uri\":\"" ISSUER "/d\",\"expires_in\":600}");
        assert_int_equal(w.o.interval_ms, 5000);
        assert_string_equal(w.o.device.link, ISSUER "/d");
        assert_int_equal(w.o.device.picture_count, 0);
        ask(&w);
        struct val v = VAL_NULL_INIT;
        enum err read = cases[i].json ? json_read(&w.answers, cases[i].json, strlen(cases[i].json), JSON_LIMITS, &v, NULL) : ERR_NONE;
        oauth_answer(&w.o, &(struct oauth_answer){.err = read ? ERR_NONE : of_status(cases[i].status), .status = cases[i].status, .retry_after_ms = -1, .body = &v}, w.now);
        if (w.o.state != cases[i].state)
            fail_msg("case %zu: state %d, not %d", i, (int)w.o.state, (int)cases[i].state);
        if (w.o.state == OAUTH_WAITING) {
            when_ms before = w.now;
            ask(&w);
            assert_int_equal(w.now - before, cases[i].pause_s * 1000);
        }
        end(&w);
    }
}

// slow_down lasts; a way that is lost and found again does not make it longer, and the code stays.
static void slow_and_lost(void **state) {
    struct world w;
    (void)state;
    up_to_code(&w, device);
    answer(&w, 400, "{\"error\":\"slow_down\"}");
    answer(&w, 400, "{\"error\":\"slow_down\"}");
    assert_int_equal(w.o.interval_ms, 11000);
    for (int i = 0; i < 6; i++) {
        answer(&w, 0, NULL);
        assert_int_equal(w.o.state, OAUTH_WAITING);
        assert_true(w.o.away);
    }
    assert_int_equal(w.o.interval_ms, 11000);
    answer(&w, 400, "{\"error\":\"authorization_pending\"}");
    assert_false(w.o.away);
    when_ms before = w.now;
    ask(&w);
    assert_int_equal(w.now - before, 11000);
    end(&w);
}

// Keycloak once said 600: the code is asked about before it ends, and ends with an offer of a new one.
static void an_interval_of_ten_minutes(void **state) {
    struct world w;
    int asked = 0;
    (void)state;
    up_to_code(&w, "{\"device_code\":\"d\",\"user_code\":\"ABCD\",\"verification_uri\":\"" ISSUER "/d\",\"expires_in\":100,\"interval\":600}");
    when_ms shown = w.now;
    while (!oauth_tick(&w.o, w.now)) {
        if (oauth_due(&w.o) >= w.o.ends) {
            w.now = w.o.ends;
            continue;
        }
        answer(&w, 400, "{\"error\":\"authorization_pending\"}");
        asked++;
    }
    assert_int_equal(w.o.state, OAUTH_EXPIRED);
    assert_int_equal(w.now - shown, 100000);
    assert_int_equal(asked, 2); // after 60 s, and shortly before the end
    end(&w);
}

static void ends_while_a_question_is_out(void **state) {
    struct world w;
    (void)state;
    up_to_code(&w, device);
    ask(&w);
    assert_int_equal(oauth_due(&w.o), w.o.ends); // the answer may never come
    w.now = w.o.ends;
    assert_true(oauth_tick(&w.o, w.now));
    give(&w, 200, tokens); // and comes too late: the person has been told
    assert_int_equal(w.o.state, OAUTH_EXPIRED);
    end(&w);
}

static void certificates(void **state) {
    struct world w;
    (void)state;
    begin(&w, NULL);
    ask(&w);
    oauth_answer(&w.o, &(struct oauth_answer){.err = ERR_TLS, .tls = NET_TLS_CLOCK, .retry_after_ms = -1}, w.now);
    assert_int_equal(w.o.state, OAUTH_CLOCK);
    when_ms before = w.now;
    answer(&w, 200, offer); // the clock was set
    assert_int_equal(w.now - before, OAUTH_CLOCK_MS);
    ask(&w);
    oauth_answer(&w.o, &(struct oauth_answer){.err = ERR_TLS, .tls = NET_TLS_UNKNOWN_CA, .retry_after_ms = -1}, w.now);
    assert_int_equal(w.o.state, OAUTH_FAULTY);
    end(&w);
}

static void where_discovery_lies(void **state) {
    static const struct { const char *issuer, *first, *second; } cases[] = {
        {"https://id.example", "https://id.example/.well-known/openid-configuration", "https://id.example/.well-known/oauth-authorization-server"},
        {"https://id.example/", "https://id.example/.well-known/openid-configuration", "https://id.example/.well-known/oauth-authorization-server"},
        {"https://id.example/realms/gov/", "https://id.example/realms/gov/.well-known/openid-configuration",
         "https://id.example/.well-known/oauth-authorization-server/realms/gov"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct world w;
        char json[256];
        begin(&w, NULL);
        snprintf(json, sizeof json, "{\"issuer\":\"%s\",\"client_id\":\"c\"}", cases[i].issuer);
        answer(&w, 200, json);
        ask(&w);
        assert_string_equal(w.asked.url, cases[i].first);
        give(&w, 404, NULL);
        ask(&w);
        assert_string_equal(w.asked.url, cases[i].second);
        give(&w, 404, NULL);
        assert_int_equal(w.o.state, OAUTH_FAULTY);
        end(&w);
    }
}

static void refreshing(void **state) {
    static const struct { int status; const char *json; enum oauth_refresh is; } cases[] = {
        {200, tokens, OAUTH_REFRESHED},
        {200, "{}", OAUTH_REFRESH_LATER},
        {400, "{\"error\":\"invalid_grant\"}", OAUTH_REFRESH_REFUSED},
        {400, NULL, OAUTH_REFRESH_REFUSED},
        {403, "{\"error\":\"access_denied\"}", OAUTH_REFRESH_REFUSED},
        {400, "{\"error\":\"invalid_dpop_proof\"}", OAUTH_REFRESH_LATER},
        {401, "{\"error\":\"invalid_client\"}", OAUTH_REFRESH_LATER}, // their trouble: nobody is signed out for it
        {500, NULL, OAUTH_REFRESH_LATER},
        {0, NULL, OAUTH_REFRESH_LATER},
        {429, NULL, OAUTH_REFRESH_LATER},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena a;
        struct val v = VAL_NULL_INIT;
        struct oauth_tokens t;
        arena_init(&a, 1 << 20);
        if (cases[i].json)
            assert_int_equal(json_read(&a, cases[i].json, strlen(cases[i].json), JSON_LIMITS, &v, NULL), ERR_NONE);
        const struct oauth_answer r = {.err = of_status(cases[i].status), .status = cases[i].status, .retry_after_ms = -1, .body = &v};
        if (oauth_read_refresh(&a, &r, &t) != cases[i].is)
            fail_msg("case %zu", i);
        arena_finish(&a);
    }
}

// ---- Claims
static void who_it_is(void **state) {
    // {"sub":"citizen-1","name":"A. Kim","roles":["citizen","x"],"organisation":{"name":"Mill","number":"7"}}
    static const char token[] = "e30.eyJzdWIiOiJjaXRpemVuLTEiLCJuYW1lIjoiQS4gS2ltIiwicm9sZXMiOlsiY2l0aXplbiIsIngiXSwib3JnYW5pc2F0aW9uIjp7Im5hbWUiOiJNaWxs"
                                "IiwibnVtYmVyIjoiNyJ9fQ.c2ln";
    static const char *const bad[] = {"", "opaque", "a.b", "a.!!.c", "a.e30.c.d", "a..c", "e30.W10.x"};
    struct oauth_claims c;
    struct arena a;
    struct val v;
    (void)state;
    arena_init(&a, 1 << 20);
    assert_int_equal(oauth_read_claims(&a, token, &c), ERR_NONE);
    assert_string_equal(c.subject, "citizen-1");
    assert_string_equal(c.name, "A. Kim");
    assert_string_equal(c.roles, "citizen");
    assert_string_equal(c.organisation, "Mill");
    assert_string_equal(c.number, "7");
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_not_equal(oauth_read_claims(&a, bad[i], &c), ERR_NONE);
    static const char words[] = "{\"roles\":\"officer,business\",\"name\":\"Eve\\u001b[2J\",\"preferred_username\":\"eve\"}";
    assert_int_equal(json_read(&a, words, strlen(words), JSON_LIMITS, &v, NULL), ERR_NONE);
    assert_int_equal(oauth_read_person(&a, &v, &c), ERR_NONE);
    assert_string_equal(c.roles, "business officer");
    assert_string_equal(c.name, "eve"); // a name with control characters is no name
    static const char parts[] = "{\"name\":\"민준 김\",\"given_name\":\"민준\",\"family_name\":\"김\",\"locale\":\"en\"}";
    assert_int_equal(json_read(&a, parts, strlen(parts), JSON_LIMITS, &v, NULL), ERR_NONE);
    assert_int_equal(oauth_read_person(&a, &v, &c), ERR_NONE);
    assert_string_equal(c.name, "김민준"); // put together by the rules of its letters
    arena_finish(&a);
}

// ---- Secrets of the box
static void folder_of(char *to, size_t room) {
    snprintf(to, room, "/tmp/tgov-vault-XXXXXX");
    assert_non_null(mkdtemp(to));
}

static void sealed_for_this_box(void **state) {
    char here[64], there[64], path[128], copied[128];
    struct vault v, again, other;
    struct arena a;
    struct str text, key;
    const char *sealed = NULL;
    struct stat st;
    struct fault f = {0};
    (void)state;
    folder_of(here, sizeof here);
    folder_of(there, sizeof there);
    arena_init(&a, 1 << 20);
    assert_int_equal(vault_open(&v, here, "machine-1", &f), ERR_NONE);
    assert_false(v.ready);
    assert_int_equal(vault_unseal(&v, &a, "p", "AAAA", &text), ERR_DENIED);
    assert_int_equal(vault_seal(&v, &a, "machine-1", "p", STR("secret"), &sealed, &f), ERR_NONE);
    snprintf(path, sizeof path, "%s/box.key", here);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_null(strstr(sealed, "secret"));
    assert_int_equal(vault_open(&again, here, "machine-1", &f), ERR_NONE);
    assert_int_equal(vault_unseal(&again, &a, "p", sealed, &text), ERR_NONE);
    assert_true(str_is(text, "secret"));
    assert_int_equal(vault_unseal(&again, &a, "q", sealed, &text), ERR_DENIED); // another profile's
    for (size_t i = 0; sealed[i]; i++) {                                       // any letter changed
        char *changed = arena_string(&a, sealed);
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        assert_int_equal(vault_unseal(&again, &a, "p", changed, &text), ERR_DENIED);
    }
    // The folder on another box: the file alone does not open it.
    snprintf(copied, sizeof copied, "%s/box.key", there);
    assert_int_equal(file_read(&a, path, 64, &key, &f), ERR_NONE);
    assert_int_equal(file_replace(copied, key.p, key.len, &f), ERR_NONE);
    assert_int_equal(vault_open(&other, there, "machine-2", &f), ERR_NONE);
    assert_int_equal(vault_unseal(&other, &a, "p", sealed, &text), ERR_DENIED);
    assert_int_equal(vault_erase(&again, &f), ERR_NONE);
    assert_false(file_exists(path));
    assert_int_equal(vault_unseal(&again, &a, "p", sealed, &text), ERR_DENIED);
    arena_finish(&a);
    unlink(copied);
    rmdir(here);
    rmdir(there);
}

static void grants(void **state) {
    struct world w;
    struct grant g, renewed, back;
    struct str json;
    struct oauth_tokens t = {.access = "at-2", .refresh = "rt-2", .identity = "", .life_s = 60};
    (void)state;
    up_to_code(&w, device);
    answer(&w, 200, tokens);
    assert_int_equal(grant_make(&g, &w.o, "PEM", 1000), ERR_NONE);
    assert_int_equal(g.expires, 901000);
    assert_int_equal(grant_renew(&renewed, &g, &t, 5000), ERR_NONE);
    assert_string_equal(renewed.refresh, "rt-2");
    assert_string_equal(renewed.older, "rt-1"); // until the new one is proved
    assert_int_equal(grant_write(&renewed, &w.scratch, &json), ERR_NONE);
    assert_int_equal(grant_read(&back, json), ERR_NONE);
    assert_string_equal(back.access, "at-2");
    assert_string_equal(back.older, "rt-1");
    assert_string_equal(back.pem, "PEM");
    assert_int_equal(back.expires, 65000);
    grant_finish(&back);
    t.refresh = ""; // an issuer that does not rotate
    assert_int_equal(grant_renew(&back, &renewed, &t, 5000), ERR_NONE);
    assert_string_equal(back.refresh, "rt-2");
    assert_string_equal(back.older, "rt-1");
    grant_finish(&back);
    assert_int_not_equal(grant_read(&back, STR("{\"issuer\":\"x\"}")), ERR_NONE); // and holds nothing
    grant_finish(&renewed);
    grant_finish(&g);
    end(&w);
}

// ---- No memory
static bool whole_sign_in(struct world *w) {
    static const struct { int status; const char *json; } answers[] = {{200, offer}, {200, server}, {200, device}, {200, tokens}};
    struct grant g = {.expires = 0};
    struct str json;
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        struct val v = VAL_NULL_INIT;
        w->now = oauth_due(&w->o) > w->now ? oauth_due(&w->o) : w->now;
        arena_finish(&w->scratch);
        if (oauth_over(&w->o) || oauth_request(&w->o, &w->scratch, &w->asked) != ERR_NONE ||
            json_read(&w->answers, answers[i].json, strlen(answers[i].json), JSON_LIMITS, &v, NULL) != ERR_NONE)
            return false;
        oauth_answer(&w->o, &(struct oauth_answer){.status = answers[i].status, .retry_after_ms = -1, .body = &v}, w->now);
    }
    bool ok = w->o.state == OAUTH_DONE && grant_make(&g, &w->o, "PEM", 0) == ERR_NONE && grant_write(&g, &w->scratch, &json) == ERR_NONE;
    if (g.access)
        grant_finish(&g);
    return ok;
}

static void every_allocation_fails(void **state) {
    bool done = false;
    long n = 0;
    (void)state;
    for (; !done; n++) {
        struct world w;
        begin(&w, NULL);
        mem_fail_after(n);
        done = whole_sign_in(&w);
        mem_fail_after(-1);
        assert_true(done || w.o.state != OAUTH_DONE || mem_refused() > 0);
        end(&w);
        assert_true(n < 500);
    }
    assert_true(n > 5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sign_in), cmocka_unit_test(others_learn_nothing), cmocka_unit_test(first_answers), cmocka_unit_test(polling),
        cmocka_unit_test(slow_and_lost), cmocka_unit_test(an_interval_of_ten_minutes), cmocka_unit_test(ends_while_a_question_is_out),
        cmocka_unit_test(certificates), cmocka_unit_test(where_discovery_lies), cmocka_unit_test(refreshing), cmocka_unit_test(who_it_is),
        cmocka_unit_test(sealed_for_this_box), cmocka_unit_test(grants), cmocka_unit_test(every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
