// SPDX-License-Identifier: Apache-2.0
// Codes, names and texts as people and programs send them; what is signed; passwords; pictures; forms.
#include "backend/issuer/inside.h"
#include "backend/issuer/texts.h"
#include "backend/pages/pictures.h"
#include "base/file.h"
#include "base/mem.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static void test_codes(void **state) {
    static const struct { const char *typed, *code; } rows[] = {
        {"BCDF-GHJK", "BCDF-GHJK"}, {"bcdfghjk", "BCDF-GHJK"}, {"  bcdf ghjk ", "BCDF-GHJK"}, {"b-c-d-f-g-h-j-k", "BCDF-GHJK"},
        {"bcdf\u2010ghjk", "BCDF-GHJK"}, {"bcdf\u2013ghjk", "BCDF-GHJK"},
        {"", NULL}, {"BCDF-GHJ", NULL}, {"BCDF-GHJKL", NULL}, {"ACDF-GHJK", NULL}, {"BCDF-GHJ1", NULL}, {"BCDF_GHJK", NULL},
        {"BCDF-GHJ\u0416", NULL}, {"BCDF-GHJK'--", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char code[CODE_ROOM];
        bool ok = code_clean(rows[i].typed, code);
        assert_int_equal(ok, rows[i].code != NULL);
        if (ok)
            assert_string_equal(code, rows[i].code);
    }
    for (int i = 0; i < 100; i++) {
        char made[CODE_ROOM], again[CODE_ROOM];
        code_make(made);
        assert_true(code_clean(made, again));
        assert_string_equal(made, again);
    }
}

static void test_logins(void **state) {
    static const struct { const char *typed, *login; } rows[] = {
        {"kim", "kim"}, {" Kim ", "kim"}, {"a.b_c-d@x.9", "a.b_c-d@x.9"}, {"", NULL}, {"k im", NULL}, {"k'im", NULL}, {"김", NULL},
        {"123456789", "123456789"}, {"123456789012", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char login[12];
        bool ok = login_clean(rows[i].typed, login, sizeof login);
        assert_int_equal(ok, rows[i].login != NULL);
        if (ok)
            assert_string_equal(login, rows[i].login);
    }
}

static void test_names_of_televisions(void **state) {
    static const struct { const char *sent, *shown; size_t letters; } rows[] = {
        {"Living room", "Living room", 40}, {"거실 텔레비전", "거실 텔", 4}, {"\u202e\u2066room\u200b\a", "room", 40},
        {" a\nb\tc ", "a b c", 40}, {"", "", 40}, {"\ufeffx\U000e0041", "x", 40}, {"क\u094d\u200dष", "क\u094d\u200dष", 40},
    };
    struct arena a;
    arena_init(&a, 1 << 16);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(text_tame(&a, rows[i].sent, rows[i].letters), rows[i].shown);
    arena_finish(&a);
    assert_true(text_honest("Straße 4\nحي النهر", 100));
    assert_false(text_honest("100\u202e", 100));
    assert_false(text_honest("abc", 2));
    assert_false(text_honest("\xff", 2));
}

#define DIGEST "\"digest\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\""
static const char good[] = "[{\"type\":\"tgov_sign\",\"service\":\"s\",\"title\":\"T\",\"lines\":[[\"a\",\"b\"],[\"c\",\"\"]],"
                           "\"amount\":\"1 EUR\",\"more\":{\"x\":1}," DIGEST "}]";

static void test_details(void **state) {
    static const struct { const char *json; bool ok; } rows[] = {
        {good, true},
        {"[{\"type\":\"tgov_sign\",\"service\":\"s\",\"title\":\"T\",\"lines\":[]," DIGEST "}]", true},
        {"[{\"type\":\"tgov_sign\",\"service\":\"s\",\"title\":\"T\",\"lines\":[],\"amount\":null," DIGEST "}]", true},
        {"[{\"type\":\"tgov_sign\",\"service\":\"s\",\"title\":\"T\",\"lines\":[],\"amount\":\"\"," DIGEST "}]", false},
        {"{}", false}, {"[]", false}, {"[1]", false}, {"[{}]", false}, {"", false}, {"[[[[[[[[1]]]]]]]]", false},
        {"[{\"type\":\"other\",\"service\":\"s\",\"title\":\"T\",\"lines\":[]," DIGEST "}]", false},
        {"[{\"type\":\"tgov_sign\",\"service\":\"s\",\"title\":\"T\",\"lines\":[[\"a\",1]]," DIGEST "}]", false},
        {"[{\"type\":\"tgov_sign\",\"service\":\"s\",\"title\":\"T\",\"lines\":[[\"a\"]]," DIGEST "}]", false},
        {"[{\"type\":\"tgov_sign\",\"service\":\"s\",\"title\":\"T\",\"lines\":[],\"digest\":\"short\"}]", false},
        {"[{\"type\":\"tgov_sign\",\"service\":\"s\",\"title\":\"T\",\"type\":\"x\",\"lines\":[]," DIGEST "}]", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena a;
        struct sign_details d;
        const char *kept = "";
        arena_init(&a, 1 << 18);
        assert_int_equal(details_read(&a, rows[i].json, &d, &kept) == ERR_NONE, rows[i].ok);
        if (rows[i].ok) {
            struct sign_details again;
            const char *kept_again;
            assert_null(strstr(kept, "more"));
            assert_int_equal(details_read(&a, kept, &again, &kept_again), ERR_NONE);
            assert_string_equal(kept, kept_again);
        }
        arena_finish(&a);
    }
}

static void test_details_without_memory(void **state) {
    enum err err = ERR_MEMORY;
    for (long n = 0; err && n < 200; n++) {
        struct arena a;
        struct sign_details d;
        const char *kept;
        arena_init(&a, 1 << 18);
        mem_fail_after(n);
        err = details_read(&a, good, &d, &kept);
        mem_fail_after(-1);
        assert_true(!err || err == ERR_MEMORY);
        arena_finish(&a);
    }
    assert_int_equal(err, ERR_NONE);
}

static void test_passwords(void **state) {
    struct arena a;
    char random[PASSWORD_RANDOM], other[PASSWORD_RANDOM];
    arena_init(&a, 4 << 20);
    password_random(random);
    password_random(other);
    assert_int_equal(strlen(random), 19);
    assert_string_not_equal(random, other);
    const char *hash = password_hash(&a, random, true);
    assert_non_null(hash);
    assert_int_equal(strncmp(hash, "$y$", 3), 0);
    assert_true(password_fits(&a, random, hash));
    assert_false(password_fits(&a, other, hash));
    assert_false(password_fits(&a, "", hash));
    assert_false(password_fits(&a, "", NULL));
    assert_false(password_fits(&a, "", ""));
    static const struct { const char *password; bool fine; } rows[] = {
        {"elevenchars", false}, {"twelve chars", true}, {"한글 열두 글자는 됩니다", true}, {"aaaaaaaaaaaaaaaa", false},
        {"my PARK is nice", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(password_wrong(rows[i].password, "park") == NULL, rows[i].fine);
    char longer[PASSWORD_MAX + 2];
    memset(longer, 'a', sizeof longer);
    longer[0] = 'b';
    longer[sizeof longer - 1] = '\0';
    assert_non_null(password_wrong(longer, "park"));
    assert_false(password_fits(&a, longer, hash));
    arena_finish(&a);
}

// The pages draw what the television draws.
static void test_pictures_are_those_of_the_assets(void **state) {
    const char *source = getenv("TGOV_SOURCE");
    struct arena a;
    arena_init(&a, 1 << 20);
    for (size_t i = 0; i < PICTURES; i++) {
        struct req r;
        struct resp p;
        struct page page;
        struct str svg;
        char file[512];
        size_t at;
        snprintf(file, sizeof file, "%s/assets/icons/%s.svg", source ? source : ".", picture_name(i));
        assert_int_equal(file_read(&a, file, 1 << 16, &svg, NULL), ERR_NONE);
        assert_int_equal(req_init(&r, &a, METHOD_GET, "/"), ERR_NONE);
        resp_init(&p, &a);
        page_open(&page, &r, &p);
        picture_draw(&page, i);
        const char *ours = strchr(buf_text(&page.b), '>'), *theirs = strchr(svg.p, '>');
        assert_int_equal(strncmp(ours, theirs, strlen(ours)), 0);
        assert_true(picture_find(picture_name(i), &at) && at == i);
        assert_true(*picture_word(&page, i));
        buf_finish(&page.b);
    }
    assert_null(picture_name(PICTURES));
    arena_finish(&a);
}

static void test_forms(void **state) {
    static const struct { const char *body; enum err err; const char *value; } rows[] = {
        {"a=1", ERR_NONE, "1"}, {"a=%41+b", ERR_NONE, "A b"}, {"a=x%0D%0Ay", ERR_NONE, "x\ny"}, {"a=%", ERR_SYNTAX, NULL},
        {"a=%4", ERR_SYNTAX, NULL}, {"a=%ff", ERR_SYNTAX, NULL}, {"a=%00", ERR_SYNTAX, NULL}, {"a=%1b", ERR_SYNTAX, NULL},
        {"", ERR_NONE, ""}, {"a", ERR_NONE, ""}, {"a=1&a=2", ERR_NONE, "1"}, {"%61=7", ERR_NONE, "7"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena a;
        struct html_fields f;
        arena_init(&a, 1 << 16);
        struct req r = {.arena = &a, .body = str_of(rows[i].body)};
        assert_int_equal(html_fields_read(&r, &f), rows[i].err);
        if (!rows[i].err)
            assert_string_equal(html_field(&f, "a"), rows[i].value);
        arena_finish(&a);
    }
    struct html_fields f;
    struct arena a;
    char many[4 * (HTML_FIELDS_CAP + 1) + 1] = "";
    for (size_t i = 0; i <= HTML_FIELDS_CAP; i++)
        memcpy(many + 4 * i, "a=1&", 4);
    arena_init(&a, 1 << 16);
    struct req r = {.arena = &a, .body = str_of(many)};
    assert_int_equal(html_fields_read(&r, &f), ERR_LIMIT);
    arena_finish(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_codes),
        cmocka_unit_test(test_logins),
        cmocka_unit_test(test_names_of_televisions),
        cmocka_unit_test(test_details),
        cmocka_unit_test(test_details_without_memory),
        cmocka_unit_test(test_passwords),
        cmocka_unit_test(test_pictures_are_those_of_the_assets),
        cmocka_unit_test(test_forms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
