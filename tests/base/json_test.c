// SPDX-License-Identifier: Apache-2.0
// Reading JSON that is good, and its numbers, texts and limits.
#include "base/json.h"
#include "base/file.h"
#include "base/mem.h"
#include "tests/base/helper_check.h"
#include "tests/base/helper_json.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static void a_document_becomes_a_value(void **state) {
    struct arena a;
    struct val v;
    struct fault f;
    arena_init(&a, 1 << 20);
    assert_int_equal(json_read(&a, SAMPLE, sizeof SAMPLE - 1, JSON_LIMITS, &v, &f), ERR_NONE);
    assert_int_equal(v.type, VAL_OBJECT);
    assert_int_equal(v.count, 10);
    assert_string_equal(v.members[0].key, "id"); // the order of the document
    assert_string_equal(v.members[9].key, "empty");
    assert_string_equal(val_get(&v, "title")->text, "\xEC\xB6\x9C\xEC\x83\x9D \xC3\xA9\xF0\x9F\x98\x80\n\"x\"");
    assert_int_equal(val_get(&v, "title")->count, 17);
    assert_true(val_get_number(&v, "cost", 0) == -2.5);
    assert_true(val_get_bool(&v, "open", false) && !val_get_bool(&v, "closed", true));
    assert_int_equal(val_get(&v, "none")->type, VAL_NULL);
    assert_true(val_at(&v, "steps.1.days")->number == 20);
    assert_int_equal(val_at(&v, "empty.0")->type, VAL_OBJECT);
    assert_int_equal(val_at(&v, "empty.1")->count, 0);
    arena_finish(&a);
}

static void what_is_json(void **state) {
    static const char *const good[] = {
        "null",
        "true",
        "false",
        "0",
        "-0",
        "10",
        "-1.5",
        "1e5",
        "1E+5",
        "1e-5",
        "0.0",
        "0e0",
        "\"\"",
        "[]",
        "{}",
        " \t\r\n[ ] \n",
        "[1 , 2]",
        "{ \"a\" : 1 }",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0020\"",
        "\"\\uD83D\\uDE00\"",
        "\"\xEF\xBF\xBD\"",
        "\"\\ufffd\"",
        "\"\x7f\"",
        "{\"\":0}",
        "[[],[[]]]",
        "\xEF\xBB\xBF[1]",
        "\xEF\xBB\xBF 1",
        "\"\\uFFFF\"",
        "{\"a\":1,\"A\":2}",
    };
    struct arena a;
    arena_init(&a, 1 << 20);
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        struct val v;
        struct fault f;
        size_t len = strlen(good[i]);
        char *exact = mem_alloc(len); // no terminator behind it
        assert_non_null(exact);
        memcpy(exact, good[i], len);
        if (json_read(&a, exact, len, JSON_LIMITS, &v, &f))
            fail_msg("%s: %s: %s", good[i], f.place, f.what);
        mem_free(exact);
    }
    arena_finish(&a);
}

static void numbers_are_doubles(void **state) {
    static const struct {
        const char *text;
        double n;
    } cases[] = {
        {"0", 0},
        {"-0", 0},
        {"1.7976931348623157e308", 1.7976931348623157e308},
        {"5e-324", 5e-324},
        {"1e-999", 0},
        {"9007199254740993", 9007199254740992},
        {"0.1", 0.1},
        {"1e23", 1e23},
        {"12345678901234567890", 12345678901234567890.0},
        {"0.30000000000000004", 0.30000000000000004},
        {"2.2250738585072011e-308", 2.2250738585072011e-308},
        {"0.1000000000000000055511151231257827021181583404541015625", 0.1},
    };
    struct arena a;
    arena_init(&a, 1 << 20);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct val v;
        assert_int_equal(json_read(&a, cases[i].text, strlen(cases[i].text), JSON_LIMITS, &v, NULL), ERR_NONE);
        if (v.number != cases[i].n)
            fail_msg("%s read as %.17g", cases[i].text, v.number);
    }
    arena_finish(&a);
}

// The count is of values, not of keys or commas.
static void limits_are_exact(void **state) {
    static const struct {
        const char *text;
        size_t depth, values;
    } cases[] = {{"1", 0, 1},        {"[]", 1, 1},
                 {"[1,2,3]", 1, 4},  {"{\"a\":1,\"b\":[2,{}]}", 3, 5},
                 {"[[[[]]]]", 4, 4}, {"{\"a\":{\"b\":{\"c\":null}}}", 3, 4}};
    struct arena a;
    arena_init(&a, 1 << 20);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        size_t len = strlen(cases[i].text), depth = cases[i].depth, values = cases[i].values;
        struct val v;
        assert_int_equal(json_read(&a, cases[i].text, len, (struct json_limits){len, depth, values}, &v, NULL),
                         ERR_NONE);
        assert_int_equal(json_read(&a, cases[i].text, len, (struct json_limits){len - 1, depth, values}, &v, NULL),
                         ERR_LIMIT);
        assert_int_equal(json_read(&a, cases[i].text, len, (struct json_limits){len, depth, values - 1}, &v, NULL),
                         ERR_LIMIT);
        if (depth)
            assert_int_equal(json_read(&a, cases[i].text, len, (struct json_limits){len, depth - 1, values}, &v, NULL),
                             ERR_LIMIT);
    }
    arena_finish(&a);
}

static void every_allocation_may_fail(void **state) {
    struct arena a;
    struct val v;
    enum err err = ERR_MEMORY;
    long n = 0;
    for (; err && n < 1000; n++) {
        struct fault f = {0};
        arena_init(&a, 1 << 20);
        mem_fail_after(n);
        err = json_read(&a, SAMPLE, sizeof SAMPLE - 1, JSON_LIMITS, &v, &f);
        mem_fail_after(-1);
        if (err && (err != ERR_MEMORY || f.code != ERR_MEMORY || strcmp(f.what, "out of memory")))
            fail_msg("after %ld allocations: %s: %s", n, f.place, f.what);
        arena_finish(&a);
    }
    assert_int_equal(err, ERR_NONE);
    assert_true(n > 30); // cJSON's allocations are counted, too
    for (size_t cap = 0; cap < 640; cap += 64) {
        arena_init(&a, cap);
        assert_int_equal(json_read(&a, SAMPLE, sizeof SAMPLE - 1, JSON_LIMITS, &v, NULL), ERR_MEMORY);
        arena_finish(&a);
    }
}

static void every_allocation_may_fail_in_a_large_object(void **state) {
    struct arena a;
    struct val v;
    struct buf b;
    enum err err = ERR_MEMORY;
    buf_init(&b, 1 << 20);
    for (int i = 0; i < 50; i++)
        buf_printf(&b, "%c\"k%d\":%d", i ? ',' : '{', i, i);
    buf_char(&b, '}');
    for (long n = 0; err && n < 1000; n++) {
        arena_init(&a, 1 << 20);
        mem_fail_after(n);
        err = json_read(&a, b.data, b.len, JSON_LIMITS, &v, NULL);
        mem_fail_after(-1);
        assert_true(!err || err == ERR_MEMORY);
        arena_finish(&a);
    }
    assert_int_equal(err, ERR_NONE);
    buf_finish(&b);
}

static void real_forms_survive_the_way_there_and_back(void **state) {
    static const char *const forms[] = {"bc-all-components",
                                        "bc-example-calculated-values",
                                        "bc-example-conditional-logic",
                                        "bc-team-lunch-order",
                                        "formio-core-form1",
                                        "nav-083501",
                                        "sf-permit-application"};
    const char *shared = getenv("TGOV_SHARED");
    if (!shared || !file_exists(shared))
        skip();
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        struct arena a;
        struct val v, again, copy;
        struct str s;
        struct fault f;
        struct buf b;
        arena_init(&a, 16 << 20);
        char *path = arena_printf(&a, "%s/data/forms/%s.json", shared, forms[i]);
        if (file_read(&a, path, 1 << 20, &s, &f) || json_read(&a, s.p, s.len, JSON_LIMITS, &v, &f))
            fail_msg("%s: %s", f.place, f.what);
        buf_init(&b, 4 << 20);
        json_write(&b, &v);
        assert_int_equal(json_read(&a, b.data, b.len, JSON_LIMITS, &again, &f), ERR_NONE);
        assert_true(val_same(&v, &again));
        buf_reset(&b);
        json_write_pretty(&b, &v);
        assert_int_equal(json_read(&a, b.data, b.len, JSON_LIMITS, &again, &f), ERR_NONE);
        assert_true(val_same(&v, &again) && val_copy(&a, &v, &copy) && val_same(&copy, &v));
        buf_finish(&b);
        arena_finish(&a);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_document_becomes_a_value),
        cmocka_unit_test(what_is_json),
        cmocka_unit_test(numbers_are_doubles),
        cmocka_unit_test(limits_are_exact),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(every_allocation_may_fail_in_a_large_object),
        cmocka_unit_test(real_forms_survive_the_way_there_and_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
