// SPDX-License-Identifier: Apache-2.0
// Dates under a mask in the order of each language, and what a phone writes as it is typed here.
#include "app/screens/answer.h"
#include "app/screens/answer_date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void order_of_the_language(void **state) {
    static const struct { const char *language, *mask; } cases[] = {
        {"en", "__.__.____"}, {"ar", "__.__.____"}, {"es", "__.__.____"}, {"pt-BR", "__.__.____"}, {"ko", "____.__.__"}, {"zh-CN", "____.__.__"}, {"xx", "__.__.____"},
    };
    const struct question q = {.kind = ASK_DATE}, text = {.kind = ASK_TEXT};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(date_mask(&q, cases[i].language), cases[i].mask);
    assert_null(date_mask(&text, "en"));
}

static void to_and_from_the_form(void **state) {
    static const struct { struct question q; const char *language, *value, *digits; } cases[] = {
        {{.kind = ASK_DATE}, "en", "2026-03-10", "10032026"},
        {{.kind = ASK_DATE}, "ko", "2026-03-10", "20260310"},
        {{.kind = ASK_DATE_TIME}, "en", "2026-03-10T09:30:00Z", "100320260930"},
        {{.kind = ASK_DATE_TIME}, "ko", "2026-03-10T09:30:00Z", "202603100930"},
        {{.kind = ASK_TIME}, "ko", "09:30:00", "0930"},
        {{.kind = ASK_DAY}, "en", "03/10/2026", "10032026"},
        {{.kind = ASK_DAY, .day_first = true}, "ko", "10/03/2026", "20260310"},
    };
    struct arena a;
    char digits[DATE_DIGITS + 1];
    (void)state;
    arena_init(&a, 1 << 16);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *mask = date_mask(&cases[i].q, cases[i].language);
        date_digits(&cases[i].q, mask, cases[i].value, digits);
        assert_string_equal(digits, cases[i].digits);
        assert_string_equal(date_value(&cases[i].q, mask, digits, &a), cases[i].value);
        digits[strlen(digits) - 1] = '\0';
        assert_null(date_value(&cases[i].q, mask, digits, &a));
    }
    arena_finish(&a);
}

static void what_a_phone_writes(void **state) {
    static const struct { const char *mask, *text, *digits; } cases[] = {
        {"__.__.____", "2026-03-10", "10032026"}, {"____.__.__", "2026-03-10", "20260310"}, {"__.__.____", "10.3.2026", "10032026"},
        {"____.__.__", "10/3/2026", "20260310"},  {"__.__.____", "10032026", "10032026"},   {"__.__.____", "", ""},
        {"__:__", "9:30", "0930"},                {"__:__", "930", "930"},                  {"__.__.____ __:__", "2026-03-10 9:05", "100320260905"},
        {"__.__.____", "tomorrow", ""},           {"__:__", "99999999999999999999999", ""}, {"__.__.____", "1.2.3.4.5.6.7.8", "12345"},
    };
    char digits[DATE_DIGITS + 1];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        date_from_text(cases[i].mask, cases[i].text, digits);
        assert_string_equal(digits, cases[i].digits);
    }
}

static void which_part_comes_next(void **state) {
    enum date_part parts[DATE_PARTS];
    int at;
    (void)state;
    assert_int_equal(date_parts("__.__.____", 0, parts, &at), 3);
    assert_int_equal(parts[at], PART_DAY);
    date_parts("__.__.____", 2, parts, &at);
    assert_int_equal(parts[at], PART_MONTH);
    date_parts("____.__.__", 3, parts, &at);
    assert_int_equal(parts[at], PART_YEAR);
    assert_int_equal(date_parts("____.__.__ __:__", 9, parts, &at), 5);
    assert_int_equal(parts[at], PART_HOUR);
    date_parts("__.__.____", 8, parts, &at);
    assert_int_equal(at, -1);
}

static void text_of_a_phone(void **state) {
    struct question line = {.kind = ASK_TEXT, .key = "where"}, lines = {.kind = ASK_LONG_TEXT, .key = "more"}, date = {.kind = ASK_DATE, .key = "since"};
    struct typing t;
    struct arena a;
    const struct val day = {.type = VAL_STRING, .count = 10, .text = "2026-03-10"};
    (void)state;
    arena_init(&a, 1 << 16);
    answer_start(&t, &line, NULL, "en");
    assert_string_equal(answer_from_phone(&line, &t, "Mill Lane 14\nnext door", &a), "Mill Lane 14 next door");
    assert_string_equal(answer_from_phone(&lines, &t, "one\ntwo", &a), "one\ntwo");
    answer_start(&t, &date, &day, "ko");
    assert_string_equal(t.text, "20260310");
    assert_string_equal(answer_for_phone(&date, &t, &a), "2026-03-10");
    assert_string_equal(answer_from_phone(&date, &t, "2025-12-01", &a), "20251201");
    arena_finish(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_of_the_language), cmocka_unit_test(to_and_from_the_form), cmocka_unit_test(what_a_phone_writes),
        cmocka_unit_test(which_part_comes_next), cmocka_unit_test(text_of_a_phone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
