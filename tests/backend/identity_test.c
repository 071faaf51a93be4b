// SPDX-License-Identifier: Apache-2.0
// From a request's credentials to who asks, with an issuer in the same process, as the embedded one is.
#include "backend/demo.h"
#include "backend/identity/identity.h"
#include "base/json.h"
#include "base/mem.h"
#include "contract/service/api_identity.h"
#include "contract/token/dpop.h"
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdatomic.h>
#include <unistd.h>

#define NOW INT64_C(1773133920)
#define BASE "https://tgov.example"

struct world {
    struct arena arena;
    struct jwk key, box;
    atomic_bool gone, fails;
    struct identity *identity;
    struct site site;
    struct req req;
    struct resp resp;
    struct caller who;
};

static enum err keys(void *self, struct arena *a, struct val *out, struct fault *f) {
    struct world *w = self;
    struct val_builder list = val_build(a), set = val_build(a);
    struct val one;
    if (atomic_load(&w->fails))
        return fault_set(f, ERR_IO, "keys", "none");
    bool ok = jwk_write(a, &w->key, &one) == ERR_NONE && (atomic_load(&w->gone) || val_push(&list, one)) &&
              val_set(&set, "keys", val_array(&list));
    *out = val_object(&set);
    return ok ? ERR_NONE : ERR_MEMORY;
}

static void open_world(struct world *w, const struct identity_options *more) {
    memset(w, 0, sizeof *w);
    arena_init(&w->arena, 16 << 20);
    assert_int_equal(jwk_generate(&w->arena, &w->key), ERR_NONE);
    assert_int_equal(jwk_generate(&w->arena, &w->box), ERR_NONE);
    struct identity_options o = *more;
    struct fault f = {0};
    o.keys = keys;
    o.keys_self = w;
    w->identity = identity_create(&o, &f);
    assert_non_null(w->identity);
    w->site = (struct site){.base_url = BASE, .identity = w->identity};
}

static void close_world(struct world *w) {
    identity_destroy(w->identity);
    jwk_finish(&w->key);
    jwk_finish(&w->box);
    arena_finish(&w->arena);
}

// A token with these members in addition to iss, aud, sub and exp.
static const char *mint(struct world *w, const char *more) {
    struct val claims;
    const char *token, *json = arena_printf(&w->arena, "{\"iss\":\"" BASE "\",\"aud\":\"" BASE "/\",\"exp\":%ld%s}", (long)NOW + 900, more);
    assert_int_equal(json_read(&w->arena, json, strlen(json), JSON_LIMITS, &claims, NULL), ERR_NONE);
    assert_int_equal(jws_sign(&w->arena, &w->key, "at+jwt", false, &claims, &token), ERR_NONE);
    return token;
}

static enum status ask_at(struct world *w, const char *header, const char *proof, const char *host, when_ms now) {
    assert_int_equal(req_init(&w->req, &w->arena, METHOD_GET, "/v1/me?x=1"), ERR_NONE);
    resp_init(&w->resp, &w->arena);
    w->req.site = &w->site;
    w->req.now_ms = now;
    if (header)
        assert_int_equal(req_add_header(&w->req, "Authorization", header), ERR_NONE);
    if (proof)
        assert_int_equal(req_add_header(&w->req, "DPoP", proof), ERR_NONE);
    if (host)
        assert_int_equal(req_add_header(&w->req, "Host", host), ERR_NONE);
    w->who = (struct caller){0};
    return identity_authenticate(w->identity, &w->req, &w->resp, &w->who);
}

static enum status ask(struct world *w, const char *scheme, const char *token, const char *proof) {
    return ask_at(w, arena_printf(&w->arena, "%s %s", scheme, token), proof, NULL, NOW * 1000);
}

static void refused(struct world *w, const char *reason) {
    char *text = arena_copy(&w->arena, w->resp.body.p, w->resp.body.len);
    struct val body;
    assert_int_equal(json_read(&w->arena, text, strlen(text), JSON_LIMITS, &body, NULL), ERR_NONE);
    assert_string_equal(val_get_text(&body, "reason", ""), reason);
    assert_false(w->who.known);
}

static void who_it_is(void **state) {
    static const struct { const char *claims; unsigned roles; const char *name, *organisation, *number; } rows[] = {
        {"", ROLE_CITIZEN, "", "", ""},
        {",\"name\":\"A. Kim\",\"roles\":[\"citizen\",\"business\"],\"organisation\":{\"name\":\"Bakery\",\"number\":\"B-1\"}",
         ROLE_CITIZEN | ROLE_BUSINESS, "A. Kim", "Bakery", "B-1"},
        {",\"roles\":\"officer, admin\",\"name\":7", ROLE_CITIZEN | ROLE_OFFICER | ROLE_ADMIN, "7", "", ""},
        {",\"roles\":[\"Admin\",\"tgov-admin\",\"offline_access\",null]", ROLE_CITIZEN, "", "", ""},
        {",\"name\":\"민준 김\",\"given_name\":\"민준\",\"family_name\":\"김\",\"locale\":\"en\"", ROLE_CITIZEN, "김민준", "", ""},
        {",\"name\":\"An Nguyễn\",\"given_name\":\"An\",\"middle_name\":\"Văn\",\"family_name\":\"Nguyễn\",\"locale\":\"vi\"", ROLE_CITIZEN, "Nguyễn Văn An", "", ""},
        {",\"name\":\"A. Kim\",\"given_name\":\"Mia\"", ROLE_CITIZEN, "A. Kim", "", ""},
        {",\"roles\":{\"admin\":true},\"organisation\":\"Bakery\"", ROLE_CITIZEN, "", "", ""},
    };
    struct world w;
    open_world(&w, &(struct identity_options){0});
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *token = mint(&w, arena_printf(&w.arena, ",\"sub\":\"citizen-1\"%s", rows[i].claims));
        for (int again = 0; again < 2; again++) { // the second time it is remembered
            assert_int_equal(ask(&w, "Bearer", token, NULL), STATUS_OK);
            assert_true(w.who.known && w.who.roles == rows[i].roles);
            assert_string_equal(w.who.subject, "citizen-1");
            assert_string_equal(w.who.issuer, BASE);
            assert_string_equal(w.who.name, rows[i].name);
            assert_string_equal(w.who.organisation, rows[i].organisation);
            assert_string_equal(w.who.organisation_number, rows[i].number);
            assert_string_equal(w.who.jkt, "");
            assert_null(w.who.authorization);
            char person[IDENTITY_PERSON + 1];
            identity_person(BASE, "citizen-1", person);
            assert_string_equal(w.who.person, person);
        }
    }
    char person[IDENTITY_PERSON + 1];
    identity_person("a", "b", person); // printf 'a\nb' | sha256sum
    assert_string_equal(person, "7e18f737311b2dc3b2f269dd78396b0351f14fb66efa879f768cb23181883c78");
    close_world(&w);
    (void)state;
}

static void other_claims(void **state) {
    struct world w;
    open_world(&w, &(struct identity_options){.claim_subject = "national_id", .claim_roles = "realm_access.roles",
                                              .claim_name = "https://x.example/name", .audiences = "tgov, api", .types = "JWT,at+jwt"});
    const char *token = mint(&w, ",\"aud2\":1,\"sub\":\"s\",\"national_id\":\"N-7\",\"realm_access\":{\"roles\":[\"officer\"]},\"https://x.example/name\":\"J. Park\"");
    assert_int_equal(ask(&w, "Bearer", token, NULL), STATUS_UNAUTHORIZED);
    refused(&w, "audience"); // the base URL counts only when nothing is configured
    close_world(&w);
    open_world(&w, &(struct identity_options){.claim_subject = "national_id", .claim_roles = "realm_access.roles",
                                              .claim_name = "https://x.example/name"});
    token = mint(&w, ",\"sub\":\"s\",\"national_id\":\"N-7\",\"realm_access\":{\"roles\":[\"officer\"]},\"https://x.example/name\":\"J. Park\","
                     "\"given_name\":\"Jin\",\"family_name\":\"Park\"");
    assert_int_equal(ask(&w, "bearer", token, NULL), STATUS_OK);
    assert_string_equal(w.who.subject, "N-7");
    assert_string_equal(w.who.name, "J. Park");
    assert_int_equal(w.who.roles, ROLE_CITIZEN | ROLE_OFFICER);
    assert_int_equal(ask(&w, "Bearer", mint(&w, ",\"sub\":\"s\""), NULL), STATUS_UNAUTHORIZED);
    refused(&w, "subject");
    close_world(&w);
    (void)state;
}

static void details_of_a_signature(void **state) {
    struct world w;
    open_world(&w, &(struct identity_options){0});
    const char *token = mint(&w, ",\"sub\":\"s\",\"authorization_details\":[{\"type\":\"tgov_sign\",\"digest\":\"abc\"}]");
    for (int i = 0; i < 2; i++) {
        assert_int_equal(ask(&w, "Bearer", token, NULL), STATUS_OK);
        assert_non_null(w.who.authorization);
        assert_string_equal(val_get_text(&w.who.authorization->items[0], "digest", ""), "abc");
    }
    assert_int_equal(ask(&w, "Bearer", mint(&w, ",\"sub\":\"s\",\"authorization_details\":{}"), NULL), STATUS_UNAUTHORIZED);
    refused(&w, "claim");
    close_world(&w);
    (void)state;
}

static void a_key_is_taken_away(void **state) {
    struct world w;
    open_world(&w, &(struct identity_options){0});
    const char *token = mint(&w, ",\"sub\":\"s\"");
    assert_int_equal(ask(&w, "Bearer", token, NULL), STATUS_OK);
    assert_int_equal(ask(&w, "Bearer", token, NULL), STATUS_OK);
    atomic_store(&w.gone, true);
    identity_refresh(w.identity);
    enum status s = STATUS_OK;
    for (int i = 0; i < 20000 && s == STATUS_OK; i++, usleep(500))
        s = ask(&w, "Bearer", token, NULL);
    assert_true(s == STATUS_UNAUTHORIZED || s == STATUS_UNAVAILABLE);
    s = ask(&w, "Bearer", token, NULL);
    assert_int_equal(s, STATUS_UNAUTHORIZED);
    refused(&w, "unknown-key");
    close_world(&w);
    (void)state;
}

static void no_keys_yet(void **state) {
    struct world w;
    memset(&w, 0, sizeof w);
    atomic_store(&w.fails, true);
    struct identity_options o = {.keys = keys, .keys_self = &w, .wait_ms = 50, .opaque = demo_authenticate};
    struct fault f = {0};
    arena_init(&w.arena, 1 << 20);
    assert_int_equal(jwk_generate(&w.arena, &w.key), ERR_NONE);
    w.identity = identity_create(&o, &f);
    w.site = (struct site){.base_url = BASE, .identity = w.identity};
    assert_int_equal(ask(&w, "Bearer", mint(&w, ",\"sub\":\"s\""), NULL), STATUS_UNAVAILABLE);
    assert_true(w.resp.retry_after_s > 0);
    assert_int_equal(ask(&w, "Bearer", "demo-park", NULL), STATUS_OK); // a demonstration's names need no keys
    assert_string_equal(w.who.subject, "demo-park");
    assert_int_equal(strlen(w.who.person), IDENTITY_PERSON);
    assert_int_equal(ask_at(&w, NULL, NULL, NULL, 0), STATUS_OK);
    assert_false(w.who.known);
    close_world(&w);
    (void)state;
}

static const char *prove(struct world *w, const char *url, const char *token) {
    const char *proof;
    struct dpop_request r = {.method = "GET", .url = url, .token = token};
    assert_int_equal(dpop_make(&w->arena, &w->box, &r, NOW * 1000, &proof), ERR_NONE);
    return proof;
}

static void bound_tokens(void **state) {
    struct world w;
    open_world(&w, &(struct identity_options){.any_host = true});
    const char *token = mint(&w, arena_printf(&w.arena, ",\"sub\":\"s\",\"cnf\":{\"jkt\":\"%s\"}", w.box.kid));
    const char *header = arena_printf(&w.arena, "DPoP %s", token), *proof = prove(&w, BASE "/v1/me", token);
    assert_int_equal(ask(&w, "DPoP", token, proof), STATUS_OK);
    assert_string_equal(w.who.jkt, w.box.kid);
    assert_int_equal(ask(&w, "DPoP", token, proof), STATUS_UNAUTHORIZED);
    refused(&w, "proof-seen");
    assert_int_equal(ask_at(&w, header, prove(&w, "https://box.local:8443/v1/me", token), "box.local:8443", NOW * 1000), STATUS_OK);
    assert_int_equal(ask_at(&w, header, prove(&w, "https://evil.example/v1/me", token), "box.local:8443", NOW * 1000), STATUS_UNAUTHORIZED);
    refused(&w, "proof-url");
    assert_int_equal(ask_at(&w, header, proof, NULL, (NOW + 62) * 1000), STATUS_UNAUTHORIZED); // long forgotten, but stale
    refused(&w, "proof-time");
    assert_int_equal(ask(&w, "Bearer", token, NULL), STATUS_UNAUTHORIZED);
    refused(&w, "bound");
    close_world(&w);
    open_world(&w, &(struct identity_options){.bound_only = true});
    assert_int_equal(ask(&w, "Bearer", mint(&w, ",\"sub\":\"s\""), NULL), STATUS_UNAUTHORIZED);
    refused(&w, "unbound");
    token = mint(&w, arena_printf(&w.arena, ",\"sub\":\"s\",\"cnf\":{\"jkt\":\"%s\"}", w.box.kid));
    header = arena_printf(&w.arena, "DPoP %s", token);
    assert_int_equal(ask_at(&w, header, prove(&w, "https://box.local/v1/me", token), "box.local", NOW * 1000), STATUS_UNAUTHORIZED);
    refused(&w, "proof-url"); // the Host header is no name of ours when one is configured
    close_world(&w);
    (void)state;
}

static void what_televisions_are_told(void **state) {
    struct world w;
    open_world(&w, &(struct identity_options){.display_name = "Riverside sign-in"});
    assert_int_equal(req_init(&w.req, &w.arena, METHOD_GET, "/v1/identity"), ERR_NONE);
    w.req.site = &w.site;
    resp_init(&w.resp, &w.arena);
    assert_int_equal(identity_show(&w.req, &w.resp, NULL), STATUS_OK);
    struct val body;
    struct api_identity got;
    assert_int_equal(json_read(&w.arena, w.resp.body.p, w.resp.body.len, JSON_LIMITS, &body, NULL), ERR_NONE);
    assert_int_equal(json_decode(&w.arena, &body, &api_identity_shape, &got, NULL), ERR_NONE);
    assert_string_equal(got.issuer, BASE);
    assert_string_equal(got.resource, BASE "/");
    assert_string_equal(got.client_id, "tgov-tv");
    assert_string_equal(got.name, "Riverside sign-in");
    assert_true(got.embedded);
    close_world(&w);
    (void)state;
}

static void without_memory(void **state) {
    struct world w;
    open_world(&w, &(struct identity_options){0});
    const char *plain = mint(&w, ",\"sub\":\"s\",\"name\":\"A. Kim\",\"authorization_details\":[{\"type\":\"x\"}]");
    assert_int_equal(ask(&w, "Bearer", plain, NULL), STATUS_OK); // the keys are there
    long n = 0;
    for (enum status s = STATUS_INTERNAL; s != STATUS_OK; n++) {
        struct arena a;
        static struct req r;
        static struct resp p;
        struct caller who = {0};
        arena_init(&a, 1 << 20);
        assert_int_equal(req_init(&r, &a, METHOD_GET, "/v1/me"), ERR_NONE);
        assert_int_equal(req_add_header(&r, "Authorization", arena_printf(&a, "Bearer %s", plain)), ERR_NONE);
        r.site = &w.site;
        r.now_ms = NOW * 1000;
        resp_init(&p, &a);
        mem_fail_after(n);
        s = identity_authenticate(w.identity, &r, &p, &who);
        mem_fail_after(-1);
        assert_true(s == STATUS_OK || s == STATUS_UNAVAILABLE || s == STATUS_INTERNAL); // never 401: it is not the token's fault
        assert_true(who.known == (s == STATUS_OK));
        arena_finish(&a);
    }
    assert_true(n > 5);
    close_world(&w);
    for (n = 0;; n++) {
        struct fault f = {0};
        struct identity_options o = {.audiences = "a,b", .types = "c"}; // without an issuer: no thread that allocates, too
        mem_fail_after(n);
        struct identity *i = identity_create(&o, &f);
        mem_fail_after(-1);
        identity_destroy(i);
        if (i)
            break;
        assert_true(f.code != ERR_NONE);
    }
    (void)state;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_it_is), cmocka_unit_test(other_claims), cmocka_unit_test(details_of_a_signature),
        cmocka_unit_test(a_key_is_taken_away), cmocka_unit_test(no_keys_yet), cmocka_unit_test(bound_tokens),
        cmocka_unit_test(what_televisions_are_told), cmocka_unit_test(without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
