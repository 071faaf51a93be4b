// SPDX-License-Identifier: Apache-2.0
// Slices, bounded copies, whole numbers, hash.
#include "base/str.h"
#include "tests/base/helper_check.h"

#include <limits.h>

static void slices_compare(void **state) {
    assert_true(str_is(STR("abc"), "abc"));
    assert_false(str_is(STR("abc"), "ab"));
    assert_true(str_is(str_of(NULL), ""));
    assert_true(str_same(STR("x"), str_of("x")));
    assert_false(str_same(STR("x"), STR("y")));
    assert_true(str_same(str_of(NULL), STR("")));
    assert_true(str_starts(STR("service"), "ser"));
    assert_true(str_starts(str_of(NULL), ""));
    assert_false(str_starts(STR("se"), "ser"));
    assert_true(str_ends(STR("form.json"), ".json"));
    assert_true(str_ends(str_of(NULL), ""));
    assert_false(str_ends(STR("json"), ".json"));
    assert_true(text_same(NULL, NULL));
    assert_false(text_same(NULL, ""));
    assert_false(text_same("", NULL));
    assert_true(text_same("a", "a"));
}

static void trimming(void **state) {
    assert_true(str_is(str_trim(STR(" \t\r\n a b \v\f")), "a b"));
    assert_true(str_is(str_trim(STR("   ")), ""));
    assert_true(str_is(str_trim(str_of(NULL)), ""));
}

static void cutting_gives_every_part_once(void **state) {
    struct str rest = STR("a,,b,");
    const char *parts[] = {"a", "", "b", ""};
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        assert_non_null(rest.p);
        assert_true(str_is(str_cut(&rest, ','), parts[i]));
    }
    assert_null(rest.p);
    assert_true(str_is(str_cut(&rest, ','), ""));
}

static void copies_are_cut_between_characters(void **state) {
    static const struct {
        const char *from;
        size_t room;
        bool whole;
        const char *to;
    } cases[] = {
        {"abc", 4, true, "abc"},
        {"abc", 3, false, "ab"},
        {"abc", 1, false, ""},
        {"", 1, true, ""},
        {"a\xEA\xB0\x80", 5, true, "a\xEA\xB0\x80"},
        {"a\xEA\xB0\x80", 4, false, "a"},
        {"a\xEA\xB0\x80", 3, false, "a"},
        {"\x80\x80\x80", 3, false, ""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char to[8];
        memset(to, '?', sizeof to);
        assert_int_equal(text_copy(to, cases[i].room, cases[i].from), cases[i].whole);
        assert_string_equal(to, cases[i].to);
        assert_int_equal(to[cases[i].room], '?');
    }
    char untouched = '?';
    assert_false(text_copy(&untouched, 0, "abc"));
    assert_int_equal(untouched, '?');
}

static void whole_numbers(void **state) {
    static const struct {
        const char *text;
        bool good;
        long n;
    } cases[] = {
        {"0", true, 0},    {"42", true, 42},   {"-7", true, -7},
        {"007", true, 7},  {"100", true, 100}, {"101", false, 0},
        {"-11", false, 0}, {"", false, 0},     {NULL, false, 0},
        {"-", false, 0},   {"+1", false, 0},   {" 1", false, 0},
        {"1 ", false, 0},  {"1.0", false, 0},  {"0x10", false, 0},
        {"1e2", false, 0}, {"--1", false, 0},  {"9999999999999999999999", false, 0},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        long n = 0;
        assert_int_equal(text_integer(cases[i].text, -10, 100, &n), cases[i].good);
        assert_int_equal(n, cases[i].n);
    }
    long n = 0;
    assert_true(text_integer("-9223372036854775808", LONG_MIN, LONG_MAX, &n) == (sizeof(long) == 8));
}

static void the_hash_is_fnv_1a(void **state) {
    assert_true(hash_bytes(HASH_SEED, "", 0) == HASH_SEED);
    assert_true(hash_bytes(HASH_SEED, "a", 1) == UINT64_C(0xaf63dc4c8601ec8c));
    assert_true(hash_bytes(HASH_SEED, "foobar", 6) == UINT64_C(0x85944171f73967e8));
    assert_true(hash_bytes(hash_bytes(HASH_SEED, "foo", 3), "bar", 3) == UINT64_C(0x85944171f73967e8));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slices_compare),
        cmocka_unit_test(trimming),
        cmocka_unit_test(cutting_gives_every_part_once),
        cmocka_unit_test(copies_are_cut_between_characters),
        cmocka_unit_test(whole_numbers),
        cmocka_unit_test(the_hash_is_fnv_1a),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
