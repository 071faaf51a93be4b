// SPDX-License-Identifier: Apache-2.0
// Access tokens: the good ones of every algorithm, and every known way to be a bad one, each with its reason.
#include "helper_mint.h"
#include "base/mem.h"
#include "contract/token/base64url.h"
#include "contract/token/jwt.h"
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <openssl/crypto.h>

#define NOW INT64_C(1773133920) // seconds
#define ISS "\"iss\":\"https://id.example\""
#define AUD "\"aud\":\"https://api.example/\""
#define SUB "\"sub\":\"citizen-1\""
#define EXP "\"exp\":1773134820"
#define CLAIMS "{" ISS "," AUD "," SUB "," EXP ",\"iat\":1773133920,\"roles\":[\"citizen\"]}"
#define EC_HEAD "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"ec-1\"}"

static const char *const audiences[] = {"https://api.example/", "tgov"};
static const char *const types[] = {"at+jwt"};
static const struct jwt_rules rules = {
    .issuer = "https://id.example", .audiences = audiences, .audience_count = 2, .types = types, .type_count = 1};

static enum refusal check_text(const struct mint *m, struct str token, struct jwt *out) {
    struct arena a;
    struct jwt jwt;
    arena_init(&a, JWS_ARENA);
    enum refusal why = jwt_check(&a, token, &rules, &m->set, NOW * 1000, out ? out : &jwt);
    arena_finish(&a);
    return why;
}

static void expect(const struct mint *m, const char *what, const char *token, enum refusal want) {
    enum refusal got = check_text(m, str_of(token), NULL);
    if (got != want)
        fail_msg("%s: %s, expected %s", what, refusal_name(got), refusal_name(want));
}

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

struct row {
    const char *what, *header, *payload;
    enum mint_key key;
    enum refusal want;
};

static void tokens_with_a_right_signature(void **state) {
    static const struct row rows[] = {
        {"RS256", "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"rsa-1\"}", CLAIMS, MINT_RSA, REFUSAL_NONE},
        {"PS256", "{\"alg\":\"PS256\",\"typ\":\"at+jwt\",\"kid\":\"ps-1\"}", CLAIMS, MINT_PS, REFUSAL_NONE},
        {"ES256", EC_HEAD, CLAIMS, MINT_EC, REFUSAL_NONE},
        {"EdDSA", "{\"alg\":\"EdDSA\",\"typ\":\"at+jwt\",\"kid\":\"ed-1\"}", CLAIMS, MINT_ED, REFUSAL_NONE},
        {"Ed25519, its newer name", "{\"alg\":\"Ed25519\",\"typ\":\"at+jwt\",\"kid\":\"ed-1\"}", CLAIMS, MINT_ED, REFUSAL_NONE},
        {"typ as a media type", "{\"alg\":\"ES256\",\"typ\":\"application/AT+JWT\",\"kid\":\"ec-1\"}", CLAIMS, MINT_EC, REFUSAL_NONE},
        {"aud as a list", EC_HEAD, "{" ISS "," SUB "," EXP ",\"aud\":[\"other\",\"tgov\"]}", MINT_EC, REFUSAL_NONE},
        {"expired within the leeway", EC_HEAD, "{" ISS "," AUD "," SUB ",\"exp\":1773133891}", MINT_EC, REFUSAL_NONE},
        {"nbf within the leeway", EC_HEAD, "{" ISS "," AUD "," SUB "," EXP ",\"nbf\":1773133950}", MINT_EC, REFUSAL_NONE},
        {"exp with a fraction", EC_HEAD, "{" ISS "," AUD "," SUB ",\"exp\":1773134820.5}", MINT_EC, REFUSAL_NONE},
        {"exp beyond all calendars", EC_HEAD, "{" ISS "," AUD "," SUB ",\"exp\":1e300}", MINT_EC, REFUSAL_NONE},
        {"jku, x5u and x5c are not looked at",
         "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"ec-1\",\"jku\":\"https://evil.example/\",\"x5u\":7,\"x5c\":[]}", CLAIMS,
         MINT_EC, REFUSAL_NONE},

        {"expired", EC_HEAD, "{" ISS "," AUD "," SUB ",\"exp\":1773133800}", MINT_EC, REFUSAL_EXPIRED},
        {"expired just beyond the leeway", EC_HEAD, "{" ISS "," AUD "," SUB ",\"exp\":1773133890}", MINT_EC, REFUSAL_EXPIRED},
        {"nbf in the future", EC_HEAD, "{" ISS "," AUD "," SUB "," EXP ",\"nbf\":1773134520}", MINT_EC, REFUSAL_NOT_YET},
        {"wrong aud", EC_HEAD, "{" ISS "," SUB "," EXP ",\"aud\":\"https://other.example/\"}", MINT_EC, REFUSAL_AUDIENCE},
        {"aud a prefix of ours", EC_HEAD, "{" ISS "," SUB "," EXP ",\"aud\":\"https://api.example\"}", MINT_EC, REFUSAL_AUDIENCE},
        {"aud of wrong types", EC_HEAD, "{" ISS "," SUB "," EXP ",\"aud\":[1,null,{\"a\":\"tgov\"}]}", MINT_EC, REFUSAL_AUDIENCE},
        {"no aud", EC_HEAD, "{" ISS "," SUB "," EXP "}", MINT_EC, REFUSAL_AUDIENCE},
        {"wrong iss", EC_HEAD, "{\"iss\":\"https://evil.example\"," AUD "," SUB "," EXP "}", MINT_EC, REFUSAL_ISSUER},
        {"iss with a slash more", EC_HEAD, "{\"iss\":\"https://id.example/\"," AUD "," SUB "," EXP "}", MINT_EC, REFUSAL_ISSUER},
        {"no iss", EC_HEAD, "{" AUD "," SUB "," EXP "}", MINT_EC, REFUSAL_ISSUER},
        {"no exp", EC_HEAD, "{" ISS "," AUD "," SUB "}", MINT_EC, REFUSAL_NO_EXPIRY},
        {"exp as a text", EC_HEAD, "{" ISS "," AUD "," SUB ",\"exp\":\"1773134820\"}", MINT_EC, REFUSAL_CLAIM},
        {"nbf as a text", EC_HEAD, "{" ISS "," AUD "," SUB "," EXP ",\"nbf\":\"1\"}", MINT_EC, REFUSAL_CLAIM},
        {"iat as a list", EC_HEAD, "{" ISS "," AUD "," SUB "," EXP ",\"iat\":[]}", MINT_EC, REFUSAL_CLAIM},
        {"no sub", EC_HEAD, "{" ISS "," AUD "," EXP "}", MINT_EC, REFUSAL_SUBJECT},
        {"empty sub", EC_HEAD, "{" ISS "," AUD "," EXP ",\"sub\":\"\"}", MINT_EC, REFUSAL_SUBJECT},
        {"sub as a number", EC_HEAD, "{" ISS "," AUD "," EXP ",\"sub\":7}", MINT_EC, REFUSAL_SUBJECT},
        {"sub with a line feed", EC_HEAD, "{" ISS "," AUD "," EXP ",\"sub\":\"a\\nb\"}", MINT_EC, REFUSAL_SUBJECT},
        {"another key under a known kid", EC_HEAD, CLAIMS, MINT_STRANGER, REFUSAL_SIGNATURE},
        {"unknown kid", "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"nope\"}", CLAIMS, MINT_EC, REFUSAL_UNKNOWN_KEY},
        {"no kid", "{\"alg\":\"ES256\",\"typ\":\"at+jwt\"}", CLAIMS, MINT_EC, REFUSAL_NO_KID},
        {"kid as a number", "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":1}", CLAIMS, MINT_EC, REFUSAL_NO_KID},
        {"PS256 on an RS256 key", "{\"alg\":\"PS256\",\"typ\":\"at+jwt\",\"kid\":\"rsa-1\"}", CLAIMS, MINT_PS, REFUSAL_ALG},
        {"ES256 on an RSA key", "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"rsa-1\"}", CLAIMS, MINT_EC, REFUSAL_ALG},
        {"RS256 signature called PS256", "{\"alg\":\"PS256\",\"typ\":\"at+jwt\",\"kid\":\"ps-1\"}", CLAIMS, MINT_RSA, REFUSAL_SIGNATURE},
        {"alg in lower case", "{\"alg\":\"es256\",\"typ\":\"at+jwt\",\"kid\":\"ec-1\"}", CLAIMS, MINT_EC, REFUSAL_ALG},
        {"no alg", "{\"typ\":\"at+jwt\",\"kid\":\"ec-1\"}", CLAIMS, MINT_EC, REFUSAL_ALG},
        {"unknown crit", "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"ec-1\",\"crit\":[\"exp2\"],\"exp2\":1}", CLAIMS, MINT_EC, REFUSAL_CRIT},
        {"crit of a known name", "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"ec-1\",\"crit\":[\"b64\"],\"b64\":true}", CLAIMS, MINT_EC, REFUSAL_CRIT},
        {"an identity token", "{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"ec-1\"}", CLAIMS, MINT_EC, REFUSAL_TYP},
        {"no typ", "{\"alg\":\"ES256\",\"kid\":\"ec-1\"}", CLAIMS, MINT_EC, REFUSAL_TYP},
        {"a DPoP proof", "{\"alg\":\"ES256\",\"typ\":\"dpop+jwt\",\"kid\":\"ec-1\"}", CLAIMS, MINT_EC, REFUSAL_TYP},
        {"a claim twice", EC_HEAD, "{" ISS "," AUD "," SUB "," EXP ",\"sub\":\"officer-1\"}", MINT_EC, REFUSAL_DUPLICATE},
        {"a claim twice, once escaped", EC_HEAD, "{" ISS "," AUD "," SUB "," EXP ",\"s\\u0075b\":\"officer-1\"}", MINT_EC, REFUSAL_DUPLICATE},
        {"a deep member twice", EC_HEAD, "{" ISS "," AUD "," SUB "," EXP ",\"cnf\":{\"jkt\":\"a\",\"jkt\":\"b\"}}", MINT_EC, REFUSAL_DUPLICATE},
        {"alg twice", "{\"alg\":\"ES256\",\"alg\":\"none\",\"typ\":\"at+jwt\",\"kid\":\"ec-1\"}", CLAIMS, MINT_EC, REFUSAL_DUPLICATE},
        {"not UTF-8", EC_HEAD, "{" ISS "," AUD "," SUB "," EXP ",\"name\":\"\xff\xfe\"}", MINT_EC, REFUSAL_UTF8},
        {"header not UTF-8", "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"\xc0\xaf\"}", CLAIMS, MINT_EC, REFUSAL_UTF8},
        {"claims are a list", EC_HEAD, "[]", MINT_EC, REFUSAL_JSON},
        {"claims are no JSON", EC_HEAD, "{" ISS, MINT_EC, REFUSAL_JSON},
        {"something behind the claims", EC_HEAD, CLAIMS "{}", MINT_EC, REFUSAL_JSON},
        {"header is a text", "\"ES256\"", CLAIMS, MINT_EC, REFUSAL_JSON},
        {"nested too deep", EC_HEAD, "{\"a\":[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]}", MINT_EC, REFUSAL_JSON},
    };
    struct mint *m = *state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        expect(m, rows[i].what, mint_token(m, rows[i].key, rows[i].header, rows[i].payload), rows[i].want);
}

static const char *with_embedded_key(struct mint *m, const char *kid) {
    const char *head = arena_printf(&m->arena, "{\"alg\":\"ES256\",\"typ\":\"at+jwt\"%s,\"jwk\":{%s}}", kid,
                                    mint_public_jwk(m, MINT_STRANGER));
    return mint_token(m, MINT_STRANGER, head, CLAIMS);
}

static void forgeries(void **state) {
    struct mint *m = *state;
    const char *good = mint_token(m, MINT_EC, EC_HEAD, CLAIMS);
    size_t len = strlen(good), body = (size_t)(strrchr(good, '.') - good);
    expect(m, "good", good, REFUSAL_NONE);
    expect(m, "alg none", mint_unsigned(m, "{\"alg\":\"none\",\"typ\":\"at+jwt\",\"kid\":\"ec-1\"}", CLAIMS), REFUSAL_ALG);
    expect(m, "no signature", arena_printf(&m->arena, "%.*s.", (int)body, good), REFUSAL_SIGNATURE);
    expect(m, "two parts", arena_printf(&m->arena, "%.*s", (int)body, good), REFUSAL_OPAQUE);
    expect(m, "truncated", arena_printf(&m->arena, "%.*s", (int)len - 6, good), REFUSAL_SIGNATURE);
    expect(m, "truncated by one", arena_printf(&m->arena, "%.*s", (int)len - 1, good), REFUSAL_ENCODING);
    const char *forged = mint_token(m, MINT_STRANGER, EC_HEAD, "{" ISS "," AUD ",\"sub\":\"officer-1\"," EXP "}");
    size_t forged_body = (size_t)(strrchr(forged, '.') - forged);
    expect(m, "payload changed", arena_printf(&m->arena, "%.*s%s", (int)forged_body, forged, good + body), REFUSAL_SIGNATURE);
    const char *pem = mint_public_pem(m, MINT_RSA);
    expect(m, "HS256 with the public key", mint_hmac(m, pem, "{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"rsa-1\"}", CLAIMS), REFUSAL_ALG);
    expect(m, "HMAC called RS256", mint_hmac(m, pem, "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"rsa-1\"}", CLAIMS), REFUSAL_SIGNATURE);
    expect(m, "embedded jwk", with_embedded_key(m, ""), REFUSAL_NO_KID);
    expect(m, "embedded jwk with a known kid", with_embedded_key(m, ",\"kid\":\"ec-1\""), REFUSAL_SIGNATURE);
    // r = s = 0 was enough once (CVE-2022-21449).
    unsigned char zeroes[64] = {0};
    expect(m, "zeroes", arena_printf(&m->arena, "%.*s.%s", (int)body, good, base64url_write(&m->arena, zeroes, 64)), REFUSAL_SIGNATURE);
    for (size_t at = 0; at < len; at += 7) { // no flipped character gets through
        char *copy = arena_copy(&m->arena, good, len);
        copy[at] = copy[at] == 'A' ? 'B' : 'A';
        if (check_text(m, str_of(copy), NULL) == REFUSAL_NONE)
            fail_msg("character %zu may change", at);
    }
}

static void forms(void **state) {
    struct mint *m = *state;
    const char *good = mint_token(m, MINT_EC, EC_HEAD, CLAIMS);
    const struct { const char *what, *token; enum refusal want; } rows[] = {
        {"empty", "", REFUSAL_OPAQUE},
        {"opaque", "Xx0hQ9JcXpQ2c3i1qR5vH8Zb7tW3dLk", REFUSAL_OPAQUE},
        {"encrypted: five parts", "a.b.c.d.e", REFUSAL_OPAQUE},
        {"dots", "..", REFUSAL_JSON},
        {"padding", arena_printf(&m->arena, "%s=", good), REFUSAL_ENCODING},
        {"space in front", arena_printf(&m->arena, " %s", good), REFUSAL_ENCODING},
        {"line feed behind", arena_printf(&m->arena, "%s\n", good), REFUSAL_ENCODING},
        {"base64 letters", arena_printf(&m->arena, "ab+/%s", good), REFUSAL_ENCODING},
        {"stray bits behind the signature", arena_printf(&m->arena, "%.*sB", (int)strlen(good) - 1, good), REFUSAL_ENCODING},
        {"stray bits behind the header", "eyJhbGciOiJFUzI1NiJ.e30.AA", REFUSAL_ENCODING},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        expect(m, rows[i].what, rows[i].token, rows[i].want);
    char *big = arena_alloc(&m->arena, (1 << 20) + 1);
    memset(big, 'a', 1 << 20);
    big[1000] = big[2000] = '.';
    assert_int_equal(check_text(m, (struct str){big, 1 << 20}, NULL), REFUSAL_SIZE);
    assert_int_equal(check_text(m, (struct str){big, JWS_MAX + 1}, NULL), REFUSAL_SIZE);
    assert_int_equal(check_text(m, (struct str){"a\0b.c.d", 7}, NULL), REFUSAL_ENCODING);
}

static void what_it_says(void **state) {
    struct mint *m = *state;
    struct arena *a = &m->arena;
    const char *token = mint_token(m, MINT_EC, EC_HEAD,
        "{" ISS "," AUD "," SUB "," EXP ",\"name\":\"A. Kim\",\"realm_access\":{\"roles\":[\"citizen\",7,\"officer\"]},"
        "\"list\":\"citizen, business,,admin \",\"words\":\"citizen officer\",\"https://x.example/roles\":[\"admin\"],"
        "\"number\":4711,\"half\":0.5,\"bell\":\"a\\u0007b\",\"organisation\":{\"name\":\"Works\",\"number\":\"B-1\"}}");
    struct jwt jwt;
    assert_int_equal(jwt_check(a, str_of(token), &rules, &m->set, NOW * 1000, &jwt), REFUSAL_NONE);
    assert_string_equal(jwt.subject, "citizen-1");
    assert_string_equal(jwt.issuer, "https://id.example");
    assert_string_equal(jwt.kid, "ec-1");
    assert_true(jwt.expires == (NOW + 900) * 1000);
    const struct { const char *path, *text; size_t max; } texts[] = {
        {"name", "A. Kim", 100}, {"name", "", 5}, {"organisation.number", "B-1", 9}, {"number", "4711", 9}, {"half", "", 9},
        {"bell", "", 9}, {"nothing", "", 9}, {"", "", 9}, {NULL, "", 9}, {"organisation", "", 9},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_string_equal(jwt_claim_text(a, &jwt.claims, texts[i].path, texts[i].max), texts[i].text);
    const struct { const char *path, *joined; } lists[] = {
        {"realm_access.roles", "citizen|officer|"}, {"list", "citizen|business|admin|"}, {"words", "citizen|officer|"},
        {"https://x.example/roles", "admin|"}, {"nothing", ""}, {"number", ""},
    };
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        const char *const *items, *joined = "";
        size_t count;
        assert_true(jwt_claim_texts(a, &jwt.claims, lists[i].path, &items, &count));
        for (size_t n = 0; n < count; n++)
            joined = arena_printf(a, "%s%s|", joined, items[n]);
        assert_string_equal(joined, lists[i].joined);
    }
}

static void rotation(void **state) {
    struct mint *m = *state;
    struct jwk_set fewer = m->set, none = {0};
    fewer.count = 2; // the EC key is gone, or has not come yet
    const char *token = mint_token(m, MINT_EC, EC_HEAD, CLAIMS);
    struct jwt jwt;
    assert_int_equal(jwt_check(&m->arena, str_of(token), &rules, &fewer, NOW * 1000, &jwt), REFUSAL_UNKNOWN_KEY);
    assert_string_equal(jwt.kid, "ec-1");
    assert_int_equal(jwt_check(&m->arena, str_of(token), &rules, &none, NOW * 1000, &jwt), REFUSAL_UNKNOWN_KEY);
    assert_int_equal(jwt_check(&m->arena, str_of(token), &rules, &m->set, NOW * 1000, &jwt), REFUSAL_NONE);
}

static void identity_tokens(void **state) {
    struct mint *m = *state;
    const struct jwt_rules id = {.issuer = "https://id.example", .audiences = audiences, .audience_count = 1,
                                 .types = (const char *const[]){"JWT"}, .type_count = 1, .typ_optional = true};
    const struct { const char *header; enum refusal want; } rows[] = {
        {"{\"alg\":\"ES256\",\"kid\":\"ec-1\"}", REFUSAL_NONE},
        {"{\"alg\":\"ES256\",\"typ\":\"jwt\",\"kid\":\"ec-1\"}", REFUSAL_NONE},
        {EC_HEAD, REFUSAL_TYP},
        {"{\"alg\":\"ES256\",\"typ\":null,\"kid\":\"ec-1\"}", REFUSAL_TYP},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct jwt jwt;
        const char *token = mint_token(m, MINT_EC, rows[i].header, CLAIMS);
        assert_int_equal(jwt_check(&m->arena, str_of(token), &id, &m->set, NOW * 1000, &jwt), rows[i].want);
    }
}

// Every allocation fails in turn: of ours and of OpenSSL's, which was told to use our allocator.
static void without_memory(void **state) {
    struct mint *m = *state;
    const char *const heads[] = {EC_HEAD, "{\"alg\":\"PS256\",\"typ\":\"at+jwt\",\"kid\":\"ps-1\"}",
                                 "{\"alg\":\"EdDSA\",\"typ\":\"at+jwt\",\"kid\":\"ed-1\"}"};
    const enum mint_key keys[] = {MINT_EC, MINT_PS, MINT_ED};
    for (int k = 0; k < 3; k++) {
        const char *token = mint_token(m, keys[k], heads[k], CLAIMS);
        enum refusal why = REFUSAL_MEMORY;
        for (long n = 0; why != REFUSAL_NONE; n++) {
            mem_fail_after(n);
            why = check_text(m, str_of(token), NULL);
            mem_fail_after(-1);
            if (why != REFUSAL_NONE && why != REFUSAL_MEMORY && why != REFUSAL_SIGNATURE)
                fail_msg("allocation %ld: %s", n, refusal_name(why));
            assert_true(n < 5000);
        }
        struct arena small;
        for (size_t cap = 0; cap < 32768; cap += 512) {
            struct jwt jwt;
            arena_init(&small, cap);
            why = jwt_check(&small, str_of(token), &rules, &m->set, NOW * 1000, &jwt);
            arena_finish(&small);
            assert_true(why == REFUSAL_NONE || why == REFUSAL_MEMORY);
        }
    }
}

static void names(void **state) {
    for (int r = 0; r < REFUSAL_COUNT; r++) {
        assert_true(strlen(refusal_name((enum refusal)r)) > 1 && strlen(refusal_sentence((enum refusal)r)) > 10);
        assert_null(strpbrk(refusal_sentence((enum refusal)r), "\"\\")); // it stands inside a quoted header text
        for (int other = 0; other < r; other++)
            assert_string_not_equal(refusal_name((enum refusal)r), refusal_name((enum refusal)other));
    }
    assert_string_equal(refusal_name((enum refusal)999), "unknown");
    (void)state;
}

static void *ours(size_t size, const char *file, int line) { (void)file, (void)line; return mem_alloc(size ? size : 1); }
static void *ours_grow(void *old, size_t size, const char *file, int line) { (void)file, (void)line; return mem_grow(old, size); }
static void ours_free(void *block, const char *file, int line) { (void)file, (void)line; mem_free(block); }

int main(void) {
    if (CRYPTO_set_mem_functions(ours, ours_grow, ours_free) != 1)
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tokens_with_a_right_signature), cmocka_unit_test(forgeries), cmocka_unit_test(forms),
        cmocka_unit_test(what_it_says), cmocka_unit_test(rotation), cmocka_unit_test(identity_tokens),
        cmocka_unit_test(without_memory), cmocka_unit_test(names),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
