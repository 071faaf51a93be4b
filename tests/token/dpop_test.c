// SPDX-License-Identifier: Apache-2.0
// Proofs of possession: what we make is accepted, every deviation is refused with its reason.
#include "helper_mint.h"
#include "base/mem.h"
#include "contract/token/dpop.h"
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#define NOW INT64_C(1773133920)
#define URL "https://api.example/v1/me"
#define ATH "fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo" // of the token in RFC 9449, 7.1
#define TOKEN "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU"
#define BODY "\"jti\":\"j1\",\"htm\":\"GET\",\"htu\":\"" URL "\",\"iat\":1773133920"

static const struct dpop_request request = {.method = "GET", .url = URL, .token = TOKEN};

static int start(void **state) {
    static struct mint m;
    mint_start(&m);
    *state = &m;
    return 0;
}

static int stop(void **state) {
    mint_stop(*state);
    return 0;
}

static void made_and_checked(void **state) {
    struct arena a;
    struct jwk key, other;
    struct dpop_proof got;
    const char *proof;
    arena_init(&a, 1 << 20);
    assert_int_equal(jwk_generate(&a, &key), ERR_NONE);
    assert_int_equal(jwk_generate(&a, &other), ERR_NONE);
    const struct { struct dpop_request made, wanted; int late_s; bool other; enum refusal want; } rows[] = {
        {{"GET", URL, TOKEN, NULL}, {"GET", URL, TOKEN, NULL}, 0, false, REFUSAL_NONE},
        {{"POST", "https://id.example/token", NULL, NULL}, {"POST", "https://id.example/token", NULL, NULL}, 0, false, REFUSAL_NONE},
        {{"GET", URL "?q=1#x", TOKEN, "n"}, {"GET", URL "?q=2", TOKEN, "n"}, 0, false, REFUSAL_NONE},
        {{"GET", URL, TOKEN, NULL}, {"GET", URL, TOKEN, NULL}, DPOP_WINDOW_S, false, REFUSAL_NONE},
        {{"GET", URL, TOKEN, NULL}, {"GET", URL, TOKEN, NULL}, -DPOP_WINDOW_S, false, REFUSAL_NONE},
        {{"GET", URL, TOKEN, NULL}, {"GET", URL, TOKEN, NULL}, DPOP_WINDOW_S + 1, false, REFUSAL_PROOF_TIME},
        {{"GET", URL, TOKEN, NULL}, {"GET", URL, TOKEN, NULL}, -DPOP_WINDOW_S - 1, false, REFUSAL_PROOF_TIME},
        {{"GET", URL, TOKEN, NULL}, {"GET", URL, TOKEN, NULL}, 0, true, REFUSAL_PROOF_KEY},
        {{"GET", URL, TOKEN, NULL}, {"POST", URL, TOKEN, NULL}, 0, false, REFUSAL_PROOF_METHOD},
        {{"get", URL, TOKEN, NULL}, {"GET", URL, TOKEN, NULL}, 0, false, REFUSAL_PROOF_METHOD},
        {{"GET", URL, TOKEN, NULL}, {"GET", URL "/cases", TOKEN, NULL}, 0, false, REFUSAL_PROOF_URL},
        {{"GET", "https://evil.example/v1/me", TOKEN, NULL}, {"GET", URL, TOKEN, NULL}, 0, false, REFUSAL_PROOF_URL},
        {{"GET", URL, "other token", NULL}, {"GET", URL, TOKEN, NULL}, 0, false, REFUSAL_PROOF_TOKEN},
        {{"GET", URL, NULL, NULL}, {"GET", URL, TOKEN, NULL}, 0, false, REFUSAL_PROOF_TOKEN},
        {{"GET", URL, TOKEN, NULL}, {"GET", URL, TOKEN, "n"}, 0, false, REFUSAL_PROOF_NONCE},
        {{"GET", URL, TOKEN, "m"}, {"GET", URL, TOKEN, "n"}, 0, false, REFUSAL_PROOF_NONCE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(dpop_make(&a, rows[i].other ? &other : &key, &rows[i].made, NOW * 1000, &proof), ERR_NONE);
        enum refusal why = dpop_check(&a, proof, &rows[i].wanted, key.kid, (NOW + rows[i].late_s) * 1000, &got);
        if (why != rows[i].want)
            fail_msg("row %zu: %s, expected %s", i, refusal_name(why), refusal_name(rows[i].want));
        if (!why) {
            assert_string_equal(got.jkt, key.kid);
            assert_true(strlen(got.jti) >= 20 && got.issued == NOW * 1000);
        }
    }
    const char *again;
    assert_int_equal(dpop_make(&a, &key, &request, NOW * 1000, &proof), ERR_NONE);
    assert_int_equal(dpop_make(&a, &key, &request, NOW * 1000, &again), ERR_NONE);
    assert_string_not_equal(proof, again);
    struct dpop_request relative = {.method = "GET", .url = "/v1/me"};
    assert_int_equal(dpop_make(&a, &key, &relative, NOW * 1000, &proof), ERR_TYPE);
    jwk_finish(&key);
    jwk_finish(&other);
    arena_finish(&a);
    (void)state;
}

static void foreign_and_wrong_ones(void **state) {
    struct mint *m = *state;
    const char *ec = mint_public_jwk(m, MINT_EC), *rsa = mint_public_jwk(m, MINT_PS), *ed = mint_public_jwk(m, MINT_ED);
    const struct { const char *what, *typ_alg, *jwk, *payload; enum mint_key key; enum refusal want; } rows[] = {
        {"ES256", "\"typ\":\"dpop+jwt\",\"alg\":\"ES256\"", ec, "{" BODY ",\"ath\":\"" ATH "\"}", MINT_EC, REFUSAL_NONE},
        {"EdDSA", "\"typ\":\"dpop+jwt\",\"alg\":\"EdDSA\"", ed, "{" BODY ",\"ath\":\"" ATH "\"}", MINT_ED, REFUSAL_NONE},
        {"PS256", "\"typ\":\"dpop+jwt\",\"alg\":\"PS256\"", rsa, "{" BODY ",\"ath\":\"" ATH "\"}", MINT_PS, REFUSAL_NONE},
        {"typ JWT", "\"typ\":\"JWT\",\"alg\":\"ES256\"", ec, "{" BODY ",\"ath\":\"" ATH "\"}", MINT_EC, REFUSAL_PROOF},
        {"no typ", "\"alg\":\"ES256\"", ec, "{" BODY ",\"ath\":\"" ATH "\"}", MINT_EC, REFUSAL_PROOF},
        {"another signer", "\"typ\":\"dpop+jwt\",\"alg\":\"ES256\"", ec, "{" BODY ",\"ath\":\"" ATH "\"}", MINT_STRANGER, REFUSAL_PROOF},
        {"private key inside", "\"typ\":\"dpop+jwt\",\"alg\":\"ES256\"", arena_printf(&m->arena, "%s,\"d\":\"AQAB\"", ec), "{" BODY "}", MINT_EC, REFUSAL_PROOF},
        {"symmetric", "\"typ\":\"dpop+jwt\",\"alg\":\"HS256\"", "\"kty\":\"oct\",\"k\":\"AQAB\"", "{" BODY "}", MINT_EC, REFUSAL_PROOF},
        {"no jti", "\"typ\":\"dpop+jwt\",\"alg\":\"ES256\"", ec, "{\"htm\":\"GET\",\"htu\":\"" URL "\",\"iat\":1773133920}", MINT_EC, REFUSAL_PROOF},
        {"no iat", "\"typ\":\"dpop+jwt\",\"alg\":\"ES256\"", ec, "{\"jti\":\"a\",\"htm\":\"GET\",\"htu\":\"" URL "\"}", MINT_EC, REFUSAL_PROOF},
        {"iat as text", "\"typ\":\"dpop+jwt\",\"alg\":\"ES256\"", ec, "{\"jti\":\"a\",\"htm\":\"GET\",\"htu\":\"" URL "\",\"iat\":\"1\"}", MINT_EC, REFUSAL_PROOF},
        {"no htm", "\"typ\":\"dpop+jwt\",\"alg\":\"ES256\"", ec, "{\"jti\":\"a\",\"htu\":\"" URL "\",\"iat\":1773133920}", MINT_EC, REFUSAL_PROOF_METHOD},
        {"no htu", "\"typ\":\"dpop+jwt\",\"alg\":\"ES256\"", ec, "{\"jti\":\"a\",\"htm\":\"GET\",\"iat\":1773133920}", MINT_EC, REFUSAL_PROOF_URL},
        {"ath of another", "\"typ\":\"dpop+jwt\",\"alg\":\"ES256\"", ec, "{" BODY ",\"ath\":\"x" ATH "\"}", MINT_EC, REFUSAL_PROOF_TOKEN},
        {"member twice", "\"typ\":\"dpop+jwt\",\"alg\":\"ES256\"", ec, "{" BODY ",\"ath\":\"" ATH "\",\"jti\":\"b\"}", MINT_EC, REFUSAL_PROOF},
        {"crit", "\"typ\":\"dpop+jwt\",\"crit\":[],\"alg\":\"ES256\"", ec, "{" BODY ",\"ath\":\"" ATH "\"}", MINT_EC, REFUSAL_PROOF},
    };
    struct arena a;
    arena_init(&a, 1 << 20);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct dpop_proof got;
        const char *header = arena_printf(&m->arena, "{%s,\"jwk\":{%s}}", rows[i].typ_alg, rows[i].jwk);
        const char *proof = mint_token(m, rows[i].key, header, rows[i].payload);
        enum refusal why = dpop_check(&a, proof, &request, NULL, NOW * 1000, &got);
        if (why != rows[i].want)
            fail_msg("%s: %s, expected %s", rows[i].what, refusal_name(why), refusal_name(rows[i].want));
        assert_true(!why || why == REFUSAL_MEMORY || refusal_of_proof(why));
    }
    struct dpop_proof got;
    const char *const nonsense[] = {"", "x", "a.b.c", "....", "eyJ9.e30."};
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(dpop_check(&a, nonsense[i], &request, NULL, NOW * 1000, &got), REFUSAL_PROOF);
    arena_finish(&a);
}

// The proof of RFC 9449, figure 2.
static void of_the_rfc(void **state) {
    static const char proof[] =
        "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpDa0RscEJoRjQyVVFVZldW"
        "QVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19."
        "eyJqdGkiOiItQndDM0VTYzZhY2MybFRjIiwiaHRtIjoiUE9TVCIsImh0dSI6Imh0dHBzOi8vc2VydmVyLmV4YW1wbGUuY29tL3Rva2VuIiwiaWF0IjoxNTYyMjYy"
        "NjE2fQ.2-GxA6T8lP4vfrg8v-FdWP0A0zdrj8igiMLvqRMUvwnQg4PtFLbdLXiOSsX0x7NVY-FNyJK70nfbV37xRZT3Lg";
    struct arena a;
    struct dpop_proof got;
    struct dpop_request r = {.method = "POST", .url = "https://server.example.com/token"};
    arena_init(&a, 1 << 20);
    assert_int_equal(dpop_check(&a, proof, &r, "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I", INT64_C(1562262616000), &got), REFUSAL_NONE);
    assert_string_equal(got.jti, "-BwC3ESc6acc2lTc");
    char ath[JWK_THUMBPRINT + 1];
    assert_int_equal(dpop_hash(TOKEN, ath), ERR_NONE);
    assert_string_equal(ath, ATH);
    arena_finish(&a);
    (void)state;
}

static void addresses(void **state) {
    static const struct { const char *a, *b; bool same; } rows[] = {
        {"https://a.example/x", "HTTPS://A.EXAMPLE:443/x?y#z", true}, {"http://a:80", "http://a/", true},
        {"http://[::1]:8080/x", "http://[::1]:8080/x", true}, {"http://[::1]/x", "http://[::1]:80/x", true},
        {"https://a/%7Eme%2f", "https://a/~me%2F", true}, {"https://a:/x", "https://a/x", true},
        {"https://a/x", "https://a/X", false}, {"https://a/x", "http://a/x", false}, {"https://a/x", "https://a:8443/x", false},
        {"https://a/x", "https://a/x/", false}, {"https://a/a%2Fb", "https://a/a/b", false}, {"https://b@a/x", "https://b@a/x", false},
        {"/x", "/x", false}, {"ftp://a/", "ftp://a/", false}, {"https://", "https://", false}, {"https:///x", "https:///x", false},
        {NULL, "https://a/", false}, {"https://a:99999/", "https://a:99999/", false}, {"https://a/%zz", "https://a/%zz", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (dpop_same_url(rows[i].a, rows[i].b) != rows[i].same)
            fail_msg("%s and %s", rows[i].a, rows[i].b);
    (void)state;
}

static void without_memory(void **state) {
    struct arena keep;
    struct jwk key;
    arena_init(&keep, 1 << 20);
    assert_int_equal(jwk_generate(&keep, &key), ERR_NONE);
    for (long n = 0;; n++) {
        struct arena a;
        struct dpop_proof got;
        const char *proof = NULL;
        enum refusal why = REFUSAL_MEMORY;
        arena_init(&a, 1 << 20);
        mem_fail_after(n);
        enum err err = dpop_make(&a, &key, &request, NOW * 1000, &proof);
        if (!err)
            why = dpop_check(&a, proof, &request, key.kid, NOW * 1000, &got);
        mem_fail_after(-1);
        assert_true(err == ERR_NONE || err == ERR_MEMORY);
        assert_true(why == REFUSAL_NONE || why == REFUSAL_MEMORY);
        arena_finish(&a);
        if (why == REFUSAL_NONE)
            break;
        assert_true(n < 1000);
    }
    jwk_finish(&key);
    arena_finish(&keep);
    (void)state;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(made_and_checked), cmocka_unit_test(foreign_and_wrong_ones), cmocka_unit_test(of_the_rfc),
        cmocka_unit_test(addresses), cmocka_unit_test(without_memory),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
