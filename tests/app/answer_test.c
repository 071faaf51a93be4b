// SPDX-License-Identifier: Apache-2.0
// Dates under a mask in the order of each language, and what a phone writes as it is typed here.
#include "app/screens/answer.h"
#include "app/screens/answer_date.h"
#include "base/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void order_of_the_language(void **state) {
    static const struct { const char *language, *mask; } cases[] = {
        {"en", "__.__.____"}, {"ar", "\u2066__\u2069.\u2066__\u2069.\u2066____\u2069"}, {"th", "__.__.____"}, {"es", "__.__.____"}, {"pt-BR", "__.__.____"}, {"ko", "____.__.__"}, {"zh-CN", "____.__.__"}, {"xx", "__.__.____"},
    };
    const struct question q = {.kind = ASK_DATE}, text = {.kind = ASK_TEXT};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(date_form(&q, cases[i].language).mask, cases[i].mask);
    assert_null(date_form(&text, "en").mask);
    assert_int_equal(date_form(&q, "th").years, 543);
    assert_int_equal(date_form(&q, "ar").years, 0);
}

// One key instead of eight where a day close by is meant, never for a birthday.
static void days_close_by(void **state) {
    static const char today[] = "2026-03-10";
    static const struct { const char *first, *last; bool close[3]; } cases[] = {
        {"2025-03-10", "2026-03-10", {true, true, true}},    // since when?
        {"2025-03-10", "2026-04-09", {true, true, true}},    // on which day did you move?
        {NULL, "2026-03-10", {false, false, false}},         // when were you born?
        {"1900-01-01", "2026-03-10", {false, false, false}},
        {"2026-03-10", NULL, {true, false, false}},          // when do you want to start?
        {"2026-03-09", "2026-03-09", {false, true, false}},
        {"2026-03-13", "2026-05-09", {false, false, false}}, // collected from three days on
        {NULL, NULL, {false, false, false}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int ago = 0; ago < 3; ago++)
            assert_int_equal(date_close(today, cases[i].first, cases[i].last, ago), cases[i].close[ago]);
    assert_false(date_close("", "2025-03-10", NULL, 0));
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
        {{.kind = ASK_DATE}, "th", "1951-03-05", "05032494"}, // the Buddhist era counts 543 years more
        {{.kind = ASK_DATE_TIME}, "th", "2026-03-10T09:30:00Z", "100325690930"},
        {{.kind = ASK_DAY}, "th", "03/10/0000", "10030000"}, // a year that is left open
        {{.kind = ASK_DATE}, "ar", "2026-03-10", "10032026"},
        {{.kind = ASK_DATE_TIME}, "ar", "2026-03-10T09:30:00Z", "100320260930"},
    };
    struct arena a;
    char digits[DATE_DIGITS + 1];
    (void)state;
    arena_init(&a, 1 << 16);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct date_form form = date_form(&cases[i].q, cases[i].language);
        date_digits(&cases[i].q, form, cases[i].value, digits);
        assert_string_equal(digits, cases[i].digits);
        assert_string_equal(date_value(&cases[i].q, form, digits, &a), cases[i].value);
        digits[strlen(digits) - 1] = '\0';
        assert_null(date_value(&cases[i].q, form, digits, &a));
    }
    arena_finish(&a);
}

static void what_a_phone_writes(void **state) {
    static const struct { const char *mask, *text, *digits; int years; } cases[] = {
        {"__.__.____", "2026-03-10", "10032026"}, {"____.__.__", "2026-03-10", "20260310"}, {"__.__.____", "10.3.2026", "10032026"},
        {"____.__.__", "10/3/2026", "20260310"},  {"__.__.____", "10032026", "10032026"},   {"__.__.____", "", ""},
        {"__:__", "9:30", "0930"},                {"__:__", "930", "930"},                  {"__.__.____ __:__", "2026-03-10 9:05", "100320260905"},
        {"__.__.____", "tomorrow", ""},           {"__:__", "99999999999999999999999", ""}, {"__.__.____", "1.2.3.4.5.6.7.8", "12345"},
        {"__.__.____", "2026-03-10", "10032569", 543}, {"__.__.____", "10.3.2569", "10032569", 543}, {"__.__.____", "١٠/٣/٢٠٢٦", "10032026"},
    };
    char digits[DATE_DIGITS + 1];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        date_from_text((struct date_form){cases[i].mask, cases[i].years}, cases[i].text, digits);
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
    const struct question moment = {.kind = ASK_DATE_TIME};
    const char *arabic = date_form(&moment, "ar").mask;
    assert_int_equal(date_parts(arabic, 2, parts, &at), 5);
    assert_int_equal(parts[at], PART_MONTH);
    date_parts(arabic, 10, parts, &at);
    assert_int_equal(parts[at], PART_MINUTE);
}

static void each_digit_belongs_to_a_part(void **state) {
    enum date_part part;
    int number;
    (void)state;
    assert_true(date_typed("__.__.____", "0", 1, &part, &number));
    assert_int_equal(part, PART_DAY);
    assert_int_equal(number, -1);
    assert_true(date_typed("__.__.____", "05", 2, &part, &number));
    assert_int_equal(part, PART_DAY);
    assert_int_equal(number, 5);
    assert_true(date_typed("__.__.____", "05031951", 8, &part, &number));
    assert_int_equal(part, PART_YEAR);
    assert_int_equal(number, 1951);
    assert_true(date_typed("____.__.__", "19511", 5, &part, &number));
    assert_int_equal(part, PART_MONTH);
    assert_int_equal(number, -1);
    assert_true(date_typed("__:__", "0930", 4, &part, &number));
    assert_int_equal(part, PART_MINUTE);
    assert_int_equal(number, 30);
    assert_false(date_typed("__:__", "", 0, &part, &number));
}

// ---- Fields
static const char *shown(const struct question *q, const char *language, const char *typed, struct arena *a) {
    static struct typing t;
    int caret;
    answer_start(&t, q, NULL, language);
    assert_true(typing_replace(&t, typed, true));
    return typing_shown(&t, a, &caret);
}

// What is typed is read by the marks of the language, and comes back with them.
static void amounts_in_each_language(void **state) {
    static const struct { const char *language, *typed, *shown; double value; } cases[] = {
        {"en", "1234.5", "€1,234.5", 1234.5},  {"es", "12345,6", "12.345,6\u00a0€", 12345.6}, {"es", "1.234,50", "1.234,50\u00a0€", 1234.5},
        {"es", "12.5", "12.5\u00a0€", 12.5},   {"ar", "1234.5", "\u200f\u2066١٬٢٣٤٫٥\u2069\u00a0€", 1234.5}, {"hi", "1234567", "€12,34,567", 1234567},
    };
    const struct question rent = {.kind = ASK_MONEY, .currency = "EUR", .limits = {.decimals = 2}, .key = "rent"};
    struct typing t;
    struct arena a;
    struct val v;
    arena_init(&a, 1 << 16);
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_string_equal(shown(&rent, cases[i].language, cases[i].typed, &a), cases[i].shown);
        answer_start(&t, &rent, NULL, cases[i].language);
        assert_true(typing_replace(&t, cases[i].typed, true));
        assert_true(answer_value(&rent, &t, &a, &v));
        assert_int_equal(v.type, VAL_NUMBER);
        assert_true(v.number == cases[i].value);
        answer_start(&t, &rent, &v, cases[i].language); // and again
        assert_true(answer_value(&rent, &t, &a, &v));
        assert_true(v.number == cases[i].value);
    }
    answer_start(&t, &rent, NULL, "es");
    assert_true(typing_replace(&t, "1,2,3", true));
    assert_true(answer_value(&rent, &t, &a, &v));
    assert_int_equal(v.type, VAL_STRING); // kept, and the check says what is wrong
    arena_finish(&a);
}

static void no_minus_where_nothing_is_below_zero(void **state) {
    struct question age = {.kind = ASK_INTEGER, .key = "age", .limits = {.has_min = true, .min = 0}};
    struct typing t;
    (void)state;
    answer_start(&t, &age, NULL, "en");
    assert_true(t.number.positive && t.number.whole && t.keyboard == KEYBOARD_DECIMAL);
    assert_false(typing_replace(&t, "-5", true));
    assert_int_equal(t.refused, REFUSED_KIND);
    age.limits.min = -10;
    answer_start(&t, &age, NULL, "en");
    assert_true(typing_replace(&t, "-5", true));
}

static void dates_stand_in_the_digits_of_the_language(void **state) {
    const struct question since = {.kind = ASK_DATE, .key = "since"};
    const struct val day = {.type = VAL_STRING, .count = 10, .text = "1951-03-05"};
    struct typing t;
    struct arena a;
    struct val v;
    int caret;
    (void)state;
    arena_init(&a, 1 << 16);
    assert_string_equal(shown(&since, "ar", "050", &a), "\u2066٠٥\u2069.\u2066٠_\u2069.\u2066____\u2069");
    assert_string_equal(shown(&since, "en", "050", &a), "05.0_.____");
    answer_start(&t, &since, &day, "th");
    assert_string_equal(typing_shown(&t, &a, &caret), "05.03.2494");
    assert_int_equal(caret, 10);
    assert_true(answer_value(&since, &t, &a, &v));
    assert_string_equal(v.text, "1951-03-05"); // the form keeps the Gregorian date
    assert_string_equal(answer_for_phone(&since, &t, &a), "1951-03-05");
    assert_string_equal(answer_from_phone(&since, &t, "2026-03-10", &a), "10032569");
    answer_start(&t, &(struct question){.kind = ASK_DATE_TIME, .key = "when"}, NULL, "ar");
    assert_true(typing_replace(&t, "100320260930", true));
    assert_string_equal(answer_for_phone(&(struct question){.kind = ASK_DATE_TIME}, &t, &a), "10.03.2026 09:30");
    arena_finish(&a);
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

// An address in parts, as a register or a map gives it, stands in the field as its country writes it.
static void address_in_parts(void **state) {
    static const char parts[] = "{\"address\":{\"road\":\"세종대로\",\"house_number\":\"110\",\"city\":\"서울특별시\"}}", typed[] = "{\"formatted_address\":\"5 Mill Lane\"}";
    const struct question where = {.kind = ASK_ADDRESS, .key = "where"};
    struct typing t;
    struct arena a;
    struct val v;
    (void)state;
    arena_init(&a, 1 << 16);
    assert_int_equal(json_read(&a, parts, strlen(parts), JSON_LIMITS, &v, NULL), ERR_NONE);
    answer_start(&t, &where, &v, "en");
    assert_string_equal(t.text, "서울특별시 세종대로 110");
    assert_int_equal(json_read(&a, typed, strlen(typed), JSON_LIMITS, &v, NULL), ERR_NONE);
    answer_start(&t, &where, &v, "en");
    assert_string_equal(t.text, "5 Mill Lane");
    arena_finish(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_of_the_language), cmocka_unit_test(to_and_from_the_form), cmocka_unit_test(days_close_by), cmocka_unit_test(what_a_phone_writes),
        cmocka_unit_test(which_part_comes_next), cmocka_unit_test(text_of_a_phone), cmocka_unit_test(address_in_parts),
        cmocka_unit_test(each_digit_belongs_to_a_part), cmocka_unit_test(amounts_in_each_language), cmocka_unit_test(no_minus_where_nothing_is_below_zero),
        cmocka_unit_test(dates_stand_in_the_digits_of_the_language),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
