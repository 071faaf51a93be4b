// SPDX-License-Identifier: Apache-2.0
// Carets: where they may stand and where they are seen.
#include "helper_text.h"

// The text with '|' at every caret place.
static const char *places(const char *text) {
    static char out[512];
    struct str s = str_of(text);
    size_t used = 0, at = 0;
    while (at < s.len) {
        size_t next = text_next(s, at);
        assert_true(next > at);
        assert_int_equal(text_previous(s, next), at);
        memcpy(out + used, text + at, next - at);
        used += next - at;
        out[used++] = '|';
        at = next;
    }
    out[used] = 0;
    return out;
}

static void test_clusters(void **state) {
    (void)state;
    assert_string_equal(places("abc"), "a|b|c|");
    assert_string_equal(places("e\xCC\x81o\xCC\x82\xCC\x89"), "e\xCC\x81|o\xCC\x82\xCC\x89|"); // accents
    assert_string_equal(places("한국"), "한|국|");
    assert_string_equal(places("\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB" "a"), "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB|a|"); // jamo
    assert_string_equal(places("ที่นี่"), "ที่|นี่|");
    assert_string_equal(places("กำ"), "กำ|");
    assert_string_equal(places("क्षेत्र"), "क्षे|त्र|");
    assert_string_equal(places("\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA7x"), "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA7|x|");
    assert_string_equal(places("\xF0\x9F\x87\xB0\xF0\x9F\x87\xB7\xF0\x9F\x87\xBB\xF0\x9F\x87\xB3"),
                        "\xF0\x9F\x87\xB0\xF0\x9F\x87\xB7|\xF0\x9F\x87\xBB\xF0\x9F\x87\xB3|");
    assert_string_equal(places("a\r\nb"), "a|\r\n|b|");
    assert_string_equal(places("a\xFFz"), "a|\xFF|z|"); // not UTF-8
}

static void test_ends(void **state) {
    (void)state;
    assert_int_equal(text_next(STR("ab"), 2), 2);
    assert_int_equal(text_next(STR("ab"), 9), 2);
    assert_int_equal(text_previous(STR("ab"), 0), 0);
    assert_int_equal(text_previous(STR("ab"), 9), 1);
    assert_int_equal(text_next(STR(""), 0), 0);
}

static void test_caret_moves_with_the_letters(void **state) {
    (void)state;
    static const struct {
        const char *text;
        enum text_dir dir;
    } cases[] = {{"Mill Lane 14", TEXT_LTR}, {"민원 서비스", TEXT_LTR}, {"مرحبا بكم", TEXT_RTL}, {"Ẩn e\xCC\x81", TEXT_LTR}};
    struct text_engine *t = make_engine("en", 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str s = str_of(cases[i].text);
        bool rtl = cases[i].dir == TEXT_RTL;
        int width = text_measure(t, s, size(40)), last = text_caret_x(t, s, size(40), cases[i].dir, 0);
        assert_in_range(last, rtl ? width - 1 : 0, rtl ? width + 1 : 0);
        for (size_t at = text_next(s, 0);; at = text_next(s, at)) {
            int x = text_caret_x(t, s, size(40), cases[i].dir, at);
            assert_true(rtl ? x < last : x > last);
            if (at < s.len)
                assert_int_equal(text_caret_at(t, s, size(40), cases[i].dir, x), at);
            last = x;
            if (at == s.len)
                break;
        }
        assert_in_range(last, rtl ? 0 : width - 1, rtl ? 0 : width + 1);
    }
    text_engine_destroy(t);
}

static void test_caret_inside_a_cluster_stands_before_it(void **state) {
    (void)state;
    struct text_engine *t = make_engine("en", 0);
    struct str s = STR("ae\xCC\x81o");
    assert_int_equal(text_caret_x(t, s, size(40), TEXT_LTR, 2), text_caret_x(t, s, size(40), TEXT_LTR, 1));
    assert_int_equal(text_caret_x(t, STR(""), size(40), TEXT_LTR, 0), 0);
    assert_int_equal(text_caret_at(t, STR(""), size(40), TEXT_LTR, 50), 0);
    assert_int_equal(text_caret_at(t, s, size(40), TEXT_LTR, -50), 0);
    assert_int_equal(text_caret_at(t, s, size(40), TEXT_LTR, 5000), s.len);
    text_engine_destroy(t);
}

// A number reads from the left in an Arabic line, so what is typed next comes at its right, and there the caret waits.
static void test_caret_behind_a_number_in_an_arabic_line(void **state) {
    (void)state;
    struct text_engine *t = make_engine("ar", 0);
    struct str phone = STR("03012"), amount = STR("\u200f\u2066١٢\u2069\u00a0€"), date = STR("\u2066٠_\u2069.\u2066__\u2069");
    int width = text_measure(t, phone, size(40));
    assert_in_range(text_caret_x(t, phone, size(40), TEXT_RTL, phone.len), width - 1, width + 1);
    assert_in_range(text_caret_x(t, phone, size(40), TEXT_LTR, phone.len), width - 1, width + 1);
    assert_int_equal(text_caret_x(t, STR("سلام"), size(40), TEXT_RTL, 8), 0);
    // Before the end of the isolate the caret is at the right of the digits: the sign of the currency is at their left.
    width = text_measure(t, amount, size(40));
    assert_in_range(text_caret_x(t, amount, size(40), TEXT_RTL, 10), width - 1, width + 1);
    // Behind the first digit of the day, which is the rightmost number; the open place is at its right.
    int zero = text_caret_x(t, date, size(40), TEXT_RTL, 3), open = text_caret_x(t, date, size(40), TEXT_RTL, 5);
    int month = text_caret_x(t, date, size(40), TEXT_RTL, 13);
    assert_true(month < zero && zero < open);
    text_engine_destroy(t);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clusters),
        cmocka_unit_test(test_ends),
        cmocka_unit_test(test_caret_moves_with_the_letters),
        cmocka_unit_test(test_caret_inside_a_cluster_stands_before_it),
        cmocka_unit_test(test_caret_behind_a_number_in_an_arabic_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
