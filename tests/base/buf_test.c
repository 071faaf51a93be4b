// SPDX-License-Identifier: Apache-2.0
// The growing buffer: caps, failures, JSON strings.
#include "base/buf.h"
#include "base/mem.h"
#include "tests/base/helper_check.h"

#include <string.h>

static void what_is_added_stands_there(void **state) {
    struct buf b;
    buf_init(&b, 1000);
    assert_string_equal(buf_text(&b), "");
    buf_text_add(&b, "ab");
    buf_char(&b, 'c');
    buf_add(&b, "d\0e", 3);
    buf_printf(&b, "%d%s", 12, "x");
    assert_int_equal(b.err, ERR_NONE);
    assert_int_equal(b.len, 9);
    assert_memory_equal(b.data, "abcd\0e12x", 10);
    buf_reset(&b);
    assert_string_equal(buf_text(&b), "");
    buf_add(&b, NULL, 0);
    assert_int_equal(b.len, 0);
    buf_finish(&b);
    assert_string_equal(buf_text(&b), "");
    buf_char(&b, 'z'); // usable again
    assert_string_equal(buf_text(&b), "z");
    buf_finish(&b);
}

static void it_grows_by_doubling(void **state) {
    struct buf b;
    buf_init(&b, 1 << 20);
    mem_fail_after(-1);
    for (int i = 0; i < 1 << 20; i++)
        buf_char(&b, 'a');
    assert_int_equal(b.err, ERR_NONE);
    assert_int_equal(b.len, 1 << 20);
    assert_true(mem_count() < 20);
    assert_true(b.room <= b.cap + 1);
    buf_char(&b, 'a');
    assert_int_equal(b.err, ERR_LIMIT);
    buf_finish(&b);
}

static void the_cap_is_exact_and_the_error_stays(void **state) {
    struct buf b;
    buf_init(&b, 5);
    buf_text_add(&b, "abc");
    buf_text_add(&b, "def"); // refused whole
    assert_int_equal(b.err, ERR_LIMIT);
    buf_text_add(&b, "d");
    buf_printf(&b, "%d", 1);
    buf_json_string(&b, "", 0);
    assert_string_equal(buf_text(&b), "abc");
    buf_reset(&b);
    assert_int_equal(b.err, ERR_NONE);
    buf_printf(&b, "%s", "12345");
    assert_int_equal(b.err, ERR_NONE);
    buf_add(&b, "x", SIZE_MAX);
    assert_int_equal(b.err, ERR_LIMIT);
    buf_finish(&b);
    buf_init(&b, 0);
    buf_text_add(&b, "");
    assert_int_equal(b.err, ERR_NONE);
    buf_char(&b, 'x');
    assert_int_equal(b.err, ERR_LIMIT);
    buf_finish(&b);
    buf_init(&b, SIZE_MAX);
    mem_fail_after(0);
    buf_add(&b, "x", SIZE_MAX - 1);
    mem_fail_after(-1);
    assert_int_equal(b.err, ERR_MEMORY);
    buf_finish(&b);
}

static void memory_may_run_out(void **state) {
    struct buf b;
    buf_init(&b, 1000);
    buf_text_add(&b, "first");
    mem_fail_after(0);
    for (int i = 0; i < 100; i++)
        buf_text_add(&b, "second");
    mem_fail_after(-1);
    assert_int_equal(b.err, ERR_MEMORY);
    assert_true(strncmp(buf_text(&b), "firstsecond", 11) == 0);
    buf_finish(&b);
}

static void json_strings(void **state) {
    static const struct {
        const char *in;
        size_t len;
        const char *out;
    } cases[] = {
        {"", 0, "\"\""},
        {NULL, 0, "\"\""},
        {"plain", 5, "\"plain\""},
        {"a\"b\\c/", 6, "\"a\\\"b\\\\c/\""},
        {"\b\f\n\r\t\x01\x1f\x7f", 8, "\"\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\""},
        {"a\0b", 3, "\"a\\u0000b\""},
        {"\xEA\xB0\x80 \xF0\x9F\x98\x80 \xC3\xA9", 11, "\"\xEA\xB0\x80 \xF0\x9F\x98\x80 \xC3\xA9\""},
        {"\xEF\xBF\xBD", 3, "\"\xEF\xBF\xBD\""},
        {"a\xFF"
         "b",
         3,
         "\"a\xEF\xBF\xBD"
         "b\""},
        {"\xEA\xB0", 2, "\"\xEF\xBF\xBD\xEF\xBF\xBD\""},
        {"\xC0\xAF", 2, "\"\xEF\xBF\xBD\xEF\xBF\xBD\""},
        {"\xED\xA0\x80", 3, "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct buf b;
        buf_init(&b, 1000);
        buf_json_string(&b, cases[i].in, cases[i].len);
        assert_string_equal(buf_text(&b), cases[i].out);
        buf_finish(&b);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_added_stands_there),
        cmocka_unit_test(it_grows_by_doubling),
        cmocka_unit_test(the_cap_is_exact_and_the_error_stays),
        cmocka_unit_test(memory_may_run_out),
        cmocka_unit_test(json_strings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
