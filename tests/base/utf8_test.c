// SPDX-License-Identifier: Apache-2.0
// UTF-8: every code point there and back, and what is not UTF-8.
#include "base/str.h"
#include "tests/base/helper_check.h"

static void every_code_point_survives(void **state) {
    for (uint32_t code = 0; code <= 0x10FFFF; code++) {
        bool surrogate = code >= 0xD800 && code < 0xE000;
        char bytes[4];
        size_t len = utf8_put(bytes, code), at = 0;
        size_t want = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
        if (len != want || !utf8_valid(bytes, len) || utf8_next(bytes, len, &at) != (surrogate ? 0xFFFD : code) ||
            at != len || utf8_back(bytes, len) != 0 || utf8_count(bytes, len) != 1)
            fail_msg("U+%04X", code);
        for (size_t cut = 1; cut < len; cut++)
            if (utf8_valid(bytes, cut) || (at = 0, utf8_next(bytes, cut, &at)) != 0xFFFD || at != 1)
                fail_msg("U+%04X cut to %zu bytes", code, cut);
    }
    char bytes[4];
    assert_int_equal(utf8_put(bytes, 0x110000), 3);
    assert_memory_equal(bytes, "\xEF\xBF\xBD", 3);
}

static void what_is_not_utf8(void **state) {
    static const char *const bad[] = {
        "\x80",
        "\xBF",
        "\xC0\x80",
        "\xC1\xBF",
        "\xE0\x80\x80",
        "\xE0\x9F\xBF",
        "\xF0\x80\x80\x80",
        "\xF0\x8F\xBF\xBF",
        "\xED\xA0\x80",
        "\xED\xBF\xBF",
        "\xF4\x90\x80\x80",
        "\xF5\x80\x80\x80",
        "\xF8\x88\x80\x80\x80",
        "\xFE",
        "\xFF",
        "\xC3(",
        "\xE2\x82(",
        "\xF0\x9F\x98(",
        "\xE2(\xA1",
        "a\xFFz",
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        size_t at = 0, len = strlen(bad[i]);
        bool replaced = false;
        assert_false(utf8_valid(bad[i], len));
        while (at < len)
            replaced = utf8_next(bad[i], len, &at) == 0xFFFD || replaced;
        assert_true(replaced);
        assert_int_equal(at, len);
    }
    assert_true(utf8_valid("", 0));
    assert_true(utf8_valid("a\0b", 3));
    assert_true(utf8_valid("\xED\x9F\xBF\xEE\x80\x80\xF4\x8F\xBF\xBF", 10));
}

// Going back visits the same places as going forward, whatever the bytes are.
static void back_is_the_way_forward_reversed(void **state) {
    static const char *const texts[] = {"a\xC3\xA9\xEA\xB0\x80\xF0\x9F\x98\x80z",
                                        "",
                                        "plain",
                                        "\xF0\x9F\x98\x80\x80",
                                        "\x80\x80",
                                        "x\xFFy",
                                        "\xEA\xB0\xEA\xB0\x80"};
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        size_t len = strlen(texts[i]), stops[32], count = 0, at = 0;
        while (at < len) {
            stops[count++] = at;
            utf8_next(texts[i], len, &at);
        }
        while (count) {
            at = utf8_back(texts[i], at);
            assert_int_equal(at, stops[--count]);
        }
        assert_int_equal(utf8_back(texts[i], 0), 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_point_survives),
        cmocka_unit_test(what_is_not_utf8),
        cmocka_unit_test(back_is_the_way_forward_reversed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
