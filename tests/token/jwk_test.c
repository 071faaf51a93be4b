// SPDX-License-Identifier: Apache-2.0
// Keys as JSON: the examples of the RFCs, what is refused, our own keys as PEM, thumbprints, and signatures of the RFCs.
#include "helper_mint.h"
#include "base/json.h"
#include "base/mem.h"
#include "contract/token/jws.h"
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#define N2048 "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw"
#define EC_X "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"
#define EC_Y "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"
#define ED_X "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"

static struct val parse(struct arena *a, const char *json) {
    struct val v;
    struct fault f = {0};
    if (json_read(a, json, strlen(json), JSON_LIMITS, &v, &f) != ERR_NONE)
        fail_msg("%s: %s", json, f.what);
    return v;
}

static void reading(void **state) {
    static const struct { const char *json; enum err want; enum jwk_alg alg; } rows[] = {
        {"{\"kty\":\"RSA\",\"n\":\"" N2048 "\",\"e\":\"AQAB\"}", ERR_NONE, JWK_RS256},
        {"{\"kty\":\"RSA\",\"n\":\"" N2048 "\",\"e\":\"AQAB\",\"alg\":\"PS256\",\"use\":\"sig\"}", ERR_NONE, JWK_PS256},
        {"{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" EC_X "\",\"y\":\"" EC_Y "\"}", ERR_NONE, JWK_ES256},
        {"{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" ED_X "\",\"key_ops\":[\"verify\"]}", ERR_NONE, JWK_EDDSA},
        {"{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" ED_X "\",\"alg\":\"Ed25519\"}", ERR_NONE, JWK_EDDSA},
        {"{\"kty\":\"RSA\",\"n\":\"" N2048 "\",\"e\":\"AQAB\",\"alg\":\"RSA-OAEP\"}", ERR_UNSUPPORTED, 0},
        {"{\"kty\":\"RSA\",\"n\":\"" N2048 "\",\"e\":\"AQAB\",\"alg\":\"ES256\"}", ERR_UNSUPPORTED, 0},
        {"{\"kty\":\"RSA\",\"n\":\"" N2048 "\",\"e\":\"AQAB\",\"alg\":7}", ERR_UNSUPPORTED, 0},
        {"{\"kty\":\"RSA\",\"n\":\"" N2048 "\",\"e\":\"AQAB\",\"use\":\"enc\"}", ERR_UNSUPPORTED, 0},
        {"{\"kty\":\"RSA\",\"n\":\"" N2048 "\",\"e\":\"AQAB\",\"key_ops\":[\"encrypt\"]}", ERR_UNSUPPORTED, 0},
        {"{\"kty\":\"RSA\",\"n\":\"" N2048 "\",\"e\":\"AQ\"}", ERR_UNSUPPORTED, 0},   // 1
        {"{\"kty\":\"RSA\",\"n\":\"" N2048 "\",\"e\":\"AQAA\"}", ERR_UNSUPPORTED, 0}, // even
        {"{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}", ERR_UNSUPPORTED, 0},      // short
        {"{\"kty\":\"RSA\",\"n\":\"AAAA\",\"e\":\"AQAB\"}", ERR_TYPE, 0},             // zero bytes in front
        {"{\"kty\":\"RSA\",\"n\":\"" N2048 "=\",\"e\":\"AQAB\"}", ERR_TYPE, 0},
        {"{\"kty\":\"RSA\",\"e\":\"AQAB\"}", ERR_MISSING, 0},
        {"{\"kty\":\"RSA\",\"n\":7,\"e\":\"AQAB\"}", ERR_MISSING, 0},
        {"{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" EC_X "\"}", ERR_MISSING, 0},
        {"{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" EC_X "\",\"y\":\"" EC_X "\"}", ERR_TYPE, 0}, // off the curve
        {"{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AQAB\",\"y\":\"AQAB\"}", ERR_TYPE, 0},
        {"{\"kty\":\"EC\",\"crv\":\"P-384\",\"x\":\"" EC_X "\",\"y\":\"" EC_Y "\"}", ERR_UNSUPPORTED, 0},
        {"{\"kty\":\"EC\",\"crv\":\"secp256k1\",\"x\":\"" EC_X "\",\"y\":\"" EC_Y "\"}", ERR_UNSUPPORTED, 0},
        {"{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" EC_X "\",\"y\":\"" EC_Y "\",\"d\":\"AQAB\"}", ERR_DENIED, 0},
        {"{\"kty\":\"oct\",\"k\":\"AQAB\"}", ERR_DENIED, 0},
        {"{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"" ED_X "\"}", ERR_UNSUPPORTED, 0},
        {"{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AQAB\"}", ERR_TYPE, 0},
        {"{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" ED_X "\",\"kid\":9}", ERR_TYPE, 0},
        {"{}", ERR_UNSUPPORTED, 0},
        {"[]", ERR_UNSUPPORTED, 0},
    };
    struct arena a;
    arena_init(&a, 1 << 20);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct val v = parse(&a, rows[i].json);
        struct jwk k;
        struct fault f = {0};
        enum err err = jwk_read(&a, &v, &k, &f);
        if (err != rows[i].want)
            fail_msg("%s: %s (%s), expected %s", rows[i].json, err_name(err), f.what, err_name(rows[i].want));
        assert_true(err ? !k.pkey : k.alg == rows[i].alg && !k.secret);
        jwk_finish(&k);
        jwk_finish(&k);
    }
    struct jwk k;
    assert_int_equal(jwk_read(&a, NULL, &k, NULL), ERR_UNSUPPORTED);
    arena_finish(&a);
    (void)state;
}

static void sets(void **state) {
    struct arena a;
    struct jwk_set s;
    struct fault f = {0};
    arena_init(&a, 1 << 20);
    struct val v = parse(&a, "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AQAB\",\"kid\":\"hmac\"},"
        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" ED_X "\"},"
        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" ED_X "\",\"kid\":\"one\"},"
        "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" EC_X "\",\"y\":\"" EC_Y "\",\"kid\":\"one\"},"
        "{\"kty\":\"RSA\",\"kid\":\"half\"}, 7, null]}");
    assert_int_equal(jwk_set_read(&a, &v, &s, &f), ERR_NONE);
    assert_int_equal(s.count, 2);
    assert_int_equal(s.skipped, 5);
    assert_int_equal(jwk_set_find(&s, "one", JWK_ES256)->alg, JWK_ES256); // a kid twice: each by its algorithm
    assert_int_equal(jwk_set_find(&s, "one", JWK_EDDSA)->alg, JWK_EDDSA);
    assert_int_equal(jwk_set_find(&s, "one", JWK_RS256)->alg, JWK_EDDSA);
    assert_null(jwk_set_find(&s, "hmac", JWK_RS256));
    assert_null(jwk_set_find(&s, "", JWK_EDDSA));
    jwk_set_finish(&s);
    jwk_set_finish(&s);
    v = parse(&a, "{\"keys\":[]}");
    assert_int_equal(jwk_set_read(&a, &v, &s, &f), ERR_NONE);
    assert_int_equal(s.count, 0);
    const char *const bad[] = {"{}", "[]", "{\"keys\":{}}", "{\"keys\":7}"};
    for (size_t i = 0; i < 4; i++) {
        v = parse(&a, bad[i]);
        assert_int_equal(jwk_set_read(&a, &v, &s, &f), ERR_TYPE);
    }
    struct buf many;
    buf_init(&many, 1 << 16);
    for (int i = 0; i <= JWK_SET_MAX; i++)
        buf_printf(&many, "%s{}", i ? "," : "{\"keys\":[");
    buf_text_add(&many, "]}");
    v = parse(&a, many.data);
    assert_int_equal(jwk_set_read(&a, &v, &s, &f), ERR_LIMIT);
    buf_finish(&many);
    arena_finish(&a);
    (void)state;
}

static void thumbprints(void **state) {
    static const struct { const char *json, *thumbprint; } rows[] = {
        {"{\"kty\":\"RSA\",\"n\":\"" N2048 "\",\"e\":\"AQAB\",\"alg\":\"RS256\",\"kid\":\"2011-04-29\"}",
         "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"}, // RFC 7638, 3.1
        {"{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" ED_X "\"}", "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"}, // RFC 8037, A.3
        {"{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs\","
         "\"y\":\"9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA\"}", "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"}, // RFC 9449
    };
    struct arena a;
    arena_init(&a, 1 << 20);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct val v = parse(&a, rows[i].json), shown;
        struct jwk k, again;
        char text[JWK_THUMBPRINT + 1];
        assert_int_equal(jwk_read(&a, &v, &k, NULL), ERR_NONE);
        assert_int_equal(jwk_thumbprint(&k, text), ERR_NONE);
        assert_string_equal(text, rows[i].thumbprint);
        assert_int_equal(jwk_write(&a, &k, &shown), ERR_NONE); // what is written reads back as the same key
        assert_int_equal(jwk_read(&a, &shown, &again, NULL), ERR_NONE);
        assert_int_equal(jwk_thumbprint(&again, text), ERR_NONE);
        assert_string_equal(text, rows[i].thumbprint);
        assert_string_equal(again.kid, k.kid);
        jwk_finish(&k);
        jwk_finish(&again);
    }
    arena_finish(&a);
    (void)state;
}

static void signatures_of_the_rfcs(void **state) {
    static const struct { const char *key, *token; enum refusal want; } rows[] = {
        {"{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" EC_X "\",\"y\":\"" EC_Y "\"}", // RFC 7515, A.3
         "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ."
         "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q", REFUSAL_NONE},
        {"{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" ED_X "\"}", // RFC 8037, A.4
         "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc."
         "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg", REFUSAL_NONE},
        {"{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" ED_X "\"}",
         "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmd."
         "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg", REFUSAL_SIGNATURE},
    };
    struct arena a;
    arena_init(&a, 1 << 20);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct val v = parse(&a, rows[i].key);
        struct jwk k;
        struct jws s;
        assert_int_equal(jwk_read(&a, &v, &k, NULL), ERR_NONE);
        assert_int_equal(jws_read(&a, str_of(rows[i].token), &s), REFUSAL_NONE);
        assert_int_equal(jws_verify(&s, &k), rows[i].want);
        jwk_finish(&k);
    }
    arena_finish(&a);
    (void)state;
}

static void our_own_keys(void **state) {
    struct arena a;
    struct jwk k, again, only;
    struct str pem;
    struct val claims = parse((arena_init(&a, 1 << 20), &a), "{\"sub\":\"x\"}"), shown, back;
    const char *token;
    struct jws s;
    assert_int_equal(jwk_generate(&a, &k), ERR_NONE);
    assert_int_equal(strlen(k.kid), JWK_THUMBPRINT);
    assert_int_equal(jwk_pem_write(&a, &k, &pem), ERR_NONE);
    assert_true(str_starts(pem, "-----BEGIN PRIVATE KEY-----\n"));
    assert_int_equal(jwk_pem_read(&a, pem, &again), ERR_NONE);
    assert_string_equal(again.kid, k.kid);
    assert_int_equal(jws_sign(&a, &again, "at+jwt", false, &claims, &token), ERR_NONE);
    assert_int_equal(jws_read(&a, str_of(token), &s), REFUSAL_NONE);
    assert_string_equal(s.kid, k.kid);
    assert_string_equal(s.typ, "at+jwt");
    assert_int_equal(jwk_write(&a, &k, &shown), ERR_NONE);
    assert_null(val_get(&shown, "d"));
    assert_int_equal(jwk_read(&a, &shown, &only, NULL), ERR_NONE);
    assert_int_equal(jws_verify(&s, &only), REFUSAL_NONE);
    assert_int_equal(jws_payload(&a, &s, &back), REFUSAL_NONE);
    assert_true(val_same(&back, &claims));
    assert_int_equal(jws_sign(&a, &only, "at+jwt", false, &claims, &token), ERR_DENIED);
    assert_int_equal(jwk_pem_write(&a, &only, &pem), ERR_DENIED);
    char long_text[JWS_MAX];
    memset(long_text, 'x', sizeof long_text - 1);
    long_text[sizeof long_text - 1] = 0;
    struct val_builder b = val_build(&a);
    assert_true(val_set(&b, "a", val_text(long_text)));
    struct val large = val_object(&b);
    assert_int_equal(jws_sign(&a, &k, "at+jwt", false, &large, &token), ERR_LIMIT);
    jwk_finish(&k);
    jwk_finish(&again);
    jwk_finish(&only);
    arena_finish(&a);
    (void)state;
}

static void bad_pem(void **state) {
    struct mint m;
    struct arena a;
    struct jwk k;
    mint_start(&m);
    arena_init(&a, 1 << 20);
    char big[JWK_PEM_MAX + 1];
    memset(big, 'x', sizeof big);
    const struct { struct str pem; enum err want; } rows[] = {
        {STR(""), ERR_SYNTAX},
        {STR("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"), ERR_SYNTAX},
        {str_of(mint_public_pem(&m, MINT_EC)), ERR_SYNTAX},
        {STR("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n"), ERR_UNSUPPORTED},
        {STR("-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n"
             "-----END PRIVATE KEY-----\n"), ERR_UNSUPPORTED}, // Ed25519, of RFC 8410
        {{big, sizeof big}, ERR_LIMIT},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (jwk_pem_read(&a, rows[i].pem, &k) != rows[i].want || k.pkey)
            fail_msg("row %zu", i);
    arena_finish(&a);
    mint_stop(&m);
    (void)state;
}

static void without_memory(void **state) {
    struct mint m;
    mint_start(&m);
    struct val v = parse(&m.arena, m.jwks);
    for (long n = 0;; n++) {
        struct arena a;
        struct jwk_set s;
        arena_init(&a, 1 << 20);
        mem_fail_after(n);
        enum err err = jwk_set_read(&a, &v, &s, NULL);
        mem_fail_after(-1);
        assert_true(err == ERR_NONE || err == ERR_MEMORY);
        jwk_set_finish(&s);
        arena_finish(&a);
        if (!err)
            break;
    }
    struct jwk k;
    for (long n = 0;; n++) {
        struct arena a;
        const char *token = NULL;
        struct str pem;
        struct val shown;
        arena_init(&a, 1 << 20);
        mem_fail_after(n);
        enum err err = jwk_generate(&a, &k);
        if (!err)
            err = jws_sign(&a, &k, "at+jwt", true, &v, &token);
        if (!err)
            err = jwk_pem_write(&a, &k, &pem);
        if (!err)
            err = jwk_write(&a, &k, &shown);
        mem_fail_after(-1);
        assert_true(err == ERR_NONE || err == ERR_MEMORY);
        jwk_finish(&k);
        arena_finish(&a);
        if (!err)
            break;
    }
    mint_stop(&m);
    (void)state;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reading), cmocka_unit_test(sets), cmocka_unit_test(thumbprints),
        cmocka_unit_test(signatures_of_the_rfcs), cmocka_unit_test(our_own_keys), cmocka_unit_test(bad_pem),
        cmocka_unit_test(without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
