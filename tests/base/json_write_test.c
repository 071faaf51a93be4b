// SPDX-License-Identifier: Apache-2.0
// Writing values: the exact bytes, and numbers that read back the same.
#include "base/json.h"
#include "base/mem.h"
#include "tests/base/helper_check.h"
#include "tests/base/helper_folder.h"
#include "tests/base/helper_json.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static void numbers(void **state) {
    static const struct {
        double n;
        const char *text;
    } cases[] = {
        {0, "0"},
        {-0.0, "0"},
        {1, "1"},
        {-1, "-1"},
        {9007199254740991.0, "9007199254740991"},
        {-9007199254740991.0, "-9007199254740991"},
        {9007199254740992.0, "9007199254740992"},
        {1e15, "1000000000000000"},
        {0.1, "0.1"},
        {-2.5, "-2.5"},
        {1.0 / 3, "0.3333333333333333"},
        {0.1 + 0.2, "0.30000000000000004"},
        {1e23, "1e23"},
        {1e300, "1e300"},
        {1.5e300, "1.5e300"},
        {1e-5, "1e-5"},
        {1.25e-10, "1.25e-10"},
        {5e-324, "5e-324"},
        {1.7976931348623157e308, "1.7976931348623157e308"},
        {2.2250738585072014e-308, "2.2250738585072014e-308"},
        {NAN, "null"},
        {INFINITY, "null"},
        {-INFINITY, "null"},
        {123456789.125, "123456789.125"},
        {100, "100"},
        {1e20, "1e20"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct val v = val_number(cases[i].n);
        struct buf b;
        buf_init(&b, 100);
        json_write(&b, &v);
        assert_string_equal(buf_text(&b), cases[i].text);
        buf_finish(&b);
    }
}

// Bit patterns from a fixed sequence: no number changes on its way through text.
static void any_number_reads_back_the_same(void **state) {
    uint64_t bits = 88172645463325252u;
    struct arena a;
    struct buf b;
    arena_init(&a, 1 << 20);
    buf_init(&b, 100);
    for (int i = 0; i < 20000; i++) {
        double n;
        struct val v, again;
        bits ^= bits << 13, bits ^= bits >> 7, bits ^= bits << 17;
        memcpy(&n, &bits, sizeof n);
        if (!isfinite(n))
            continue;
        v = val_number(n);
        buf_reset(&b);
        json_write(&b, &v);
        assert_int_equal(json_read(&a, b.data, b.len, JSON_LIMITS, &again, NULL), ERR_NONE);
        if (again.number != n)
            fail_msg("%.17g was written as %s", n, b.data);
    }
    buf_finish(&b);
    arena_finish(&a);
}

// A locale that writes 1,5: one that is installed, or one made for this test.
static const char *set_comma_locale(const struct folder *dir) {
    static const char *const installed[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "es_ES.UTF-8"};
    char command[200];
    for (size_t i = 0; i < COUNT_OF(installed); i++)
        if (setlocale(LC_NUMERIC, installed[i]))
            return installed[i];
    snprintf(command, sizeof command, "localedef -i de_DE -f UTF-8 %s/de_DE.UTF-8 >/dev/null 2>&1", dir->path);
    setenv("LOCPATH", dir->path, 1);
    return system(command) == 0 ? setlocale(LC_NUMERIC, "de_DE.UTF-8") : NULL;
}

static void the_locale_changes_nothing(void **state) {
    struct arena a;
    struct folder dir;
    struct val v = val_number(-1234.5), again;
    struct buf b;
    folder_make(&dir);
    bool set = set_comma_locale(&dir) != NULL;
    arena_init(&a, 1 << 20);
    buf_init(&b, 100);
    json_write(&b, &v);
    enum err err = json_read(&a, b.data, b.len, JSON_LIMITS, &again, NULL);
    setlocale(LC_NUMERIC, "C");
    folder_remove(&dir);
    assert_string_equal(buf_text(&b), "-1234.5");
    assert_int_equal(err, ERR_NONE);
    assert_true(again.number == -1234.5);
    buf_finish(&b);
    arena_finish(&a);
    if (!set)
        skip();
}

static void documents(void **state) {
    static const struct {
        const char *in, *compact, *pretty;
    } cases[] = {
        {"[ ]", "[]", "[]"},
        {"{ }", "{}", "{}"},
        {"[1, [true,null], {}]", "[1,[true,null],{}]", "[\n  1,\n  [\n    true,\n    null\n  ],\n  {}\n]"},
        {"{\"b\":1,\"a\":{\"c\":\"x\\ny\"}}", "{\"b\":1,\"a\":{\"c\":\"x\\ny\"}}",
         "{\n  \"b\": 1,\n  \"a\": {\n    \"c\": \"x\\ny\"\n  }\n}"},
        {"{\"\\u00e9\\\"\":\"\\u00e9\"}", "{\"\xC3\xA9\\\"\":\"\xC3\xA9\"}", "{\n  \"\xC3\xA9\\\"\": \"\xC3\xA9\"\n}"},
    };
    struct arena a;
    arena_init(&a, 1 << 20);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct val v;
        struct buf b;
        assert_int_equal(json_read(&a, cases[i].in, strlen(cases[i].in), JSON_LIMITS, &v, NULL), ERR_NONE);
        buf_init(&b, 1000);
        json_write(&b, &v);
        assert_string_equal(buf_text(&b), cases[i].compact);
        buf_reset(&b);
        json_write_pretty(&b, &v);
        assert_string_equal(buf_text(&b), cases[i].pretty);
        buf_finish(&b);
    }
    arena_finish(&a);
}

static void a_small_buffer_says_so(void **state) {
    struct arena a;
    struct val v;
    arena_init(&a, 1 << 20);
    assert_int_equal(json_read(&a, SAMPLE, sizeof SAMPLE - 1, JSON_LIMITS, &v, NULL), ERR_NONE);
    struct buf b;
    buf_init(&b, 1000);
    json_write(&b, &v);
    size_t len = b.len;
    buf_finish(&b);
    for (size_t cap = 0; cap <= len; cap++) {
        buf_init(&b, cap);
        json_write(&b, &v);
        assert_int_equal(b.err, cap < len ? ERR_LIMIT : ERR_NONE);
        buf_finish(&b);
    }
    buf_init(&b, 1000);
    mem_fail_after(0);
    json_write(&b, &v);
    mem_fail_after(-1);
    assert_int_equal(b.err, ERR_MEMORY);
    buf_finish(&b);
    arena_finish(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers),
        cmocka_unit_test(any_number_reads_back_the_same),
        cmocka_unit_test(the_locale_changes_nothing),
        cmocka_unit_test(documents),
        cmocka_unit_test(a_small_buffer_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
