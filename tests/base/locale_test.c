// SPDX-License-Identifier: Apache-2.0
// Dates, times and numbers in nine languages. What is expected was compared with ICU (Intl of Node) where the design page
// does not decide otherwise.
#include "base/locale.h"
#include "tests/base/helper_check.h"
#include <string.h>

static struct arena arena;

static const struct when_date march = {2026, 3, 13}, early = {2026, 1, 5};

static void check(const char *tag, const char *what, const char *got, const char *expected) {
    if (strcmp(got, expected))
        fail_msg("%s %s: \"%s\", expected \"%s\"", tag, what, got, expected);
}

static void dates_read_as_in_the_language(void **state) {
    static const struct {
        const char *tag, *day, *date, *month, *weekday, *weekday_short, *time;
    } rows[] = {
        {"en", "13 March", "13 March 2026", "March 2026", "Friday 13 March", "Fri 13 March", "18:05"},
        {"ko", "3월 13일", "2026년 3월 13일", "2026년 3월", "3월 13일 금요일", "3월 13일 (금)", "오후 6:05"},
        {"ar", "١٣ مارس", "١٣ مارس ٢٠٢٦", "مارس ٢٠٢٦", "الجمعة، ١٣ مارس", "الجمعة، ١٣ مارس", "٦:٠٥ م"},
        {"vi", "13 tháng 3", "13 tháng 3, 2026", "tháng 3 năm 2026", "Thứ Sáu, 13 tháng 3", "Thứ 6, 13 thg 3", "18:05"},
        {"zh-CN", "3月13日", "2026年3月13日", "2026年3月", "3月13日星期五", "3月13日周五", "18:05"},
        {"es", "13 de marzo", "13 de marzo de 2026", "marzo de 2026", "viernes, 13 de marzo", "vie, 13 mar", "18:05"},
        {"pt-BR", "13 de março", "13 de março de 2026", "março de 2026", "sexta-feira, 13 de março", "sex., 13 de mar.", "18:05"},
        {"hi", "13 मार्च", "13 मार्च 2026", "मार्च 2026", "शुक्रवार, 13 मार्च", "शुक्र, 13 मार्च", "6:05 pm"},
        {"th", "13 มีนาคม", "13 มีนาคม พ.ศ. 2569", "มีนาคม พ.ศ. 2569", "วันศุกร์ที่ 13 มีนาคม", "ศุกร์ 13 มี.ค.", "18:05"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct locale *l = locale_of(rows[i].tag);
        check(rows[i].tag, "day", locale_date(l, &arena, LOCALE_DAY_MONTH, march), rows[i].day);
        check(rows[i].tag, "date", locale_date(l, &arena, LOCALE_DATE, march), rows[i].date);
        check(rows[i].tag, "month", locale_date(l, &arena, LOCALE_MONTH_YEAR, march), rows[i].month);
        check(rows[i].tag, "weekday", locale_date(l, &arena, LOCALE_WEEKDAY, march), rows[i].weekday);
        check(rows[i].tag, "short", locale_date(l, &arena, LOCALE_WEEKDAY_SHORT, march), rows[i].weekday_short);
        check(rows[i].tag, "time", locale_time(l, &arena, 18, 5), rows[i].time);
    }
}

static void years_are_counted_as_offices_do(void **state) {
    check("th", "year", locale_date(locale_of("th"), &arena, LOCALE_WEEKDAY_DATE, early), "วันจันทร์ที่ 5 มกราคม พ.ศ. 2569");
    check("en", "year", locale_date(locale_of("en"), &arena, LOCALE_WEEKDAY_DATE, early), "Monday 5 January 2026");
    assert_int_equal(locale_year_offset(locale_of("th")), 543);
    assert_int_equal(locale_year_offset(locale_of("ar")), 0);
    assert_string_equal(locale_era(locale_of("th")), "พ.ศ.");
    assert_string_equal(locale_era(locale_of("ko")), "");
    check("ko", "year", locale_date(locale_of("ko"), &arena, LOCALE_WEEKDAY_DATE, early), "2026년 1월 5일 월요일");
}

static void dates_in_digits(void **state) {
    const struct when_date birth = {1951, 3, 5};
    check("en", "numeric", locale_numeric(locale_of("en"), &arena, birth), "05.03.1951");
    check("ko", "numeric", locale_numeric(locale_of("ko"), &arena, birth), "1951.03.05");
    check("th", "numeric", locale_numeric(locale_of("th"), &arena, birth), "05.03.2494");
    check("ar", "numeric", locale_numeric(locale_of("ar"), &arena, birth), "٠٥\u200f.٠٣\u200f.١٩٥١");
}

static void midnight_and_noon(void **state) {
    check("hi", "midnight", locale_time(locale_of("hi"), &arena, 0, 0), "12:00 am");
    check("hi", "noon", locale_time(locale_of("hi"), &arena, 12, 0), "12:00 pm");
    check("ko", "midnight", locale_time(locale_of("ko"), &arena, 0, 30), "오전 12:30");
    check("pt-BR", "early", locale_time(locale_of("pt-BR"), &arena, 9, 5), "09:05");
}

static void numbers_and_amounts(void **state) {
    static const struct {
        const char *tag, *plain, *number, *currency, *money;
    } rows[] = {
        {"en", "1234567.5", "1,234,567.5", "EUR", "€1,234,567.5"},
        {"en", "412.60", "412.60", "XTS", "XTS\u00a0412.60"},
        {"ko", "24000", "24,000", "KRW", "₩24,000"},
        {"ar", "1234.50", "١٬٢٣٤٫٥٠", "EUR", "\u200f١٬٢٣٤٫٥٠\u00a0€"},
        {"vi", "1234.5", "1.234,5", "VND", "1.234,5\u00a0₫"},
        {"zh-CN", "1234", "1,234", "CNY", "¥1,234"},
        {"es", "1234.5", "1234,5", "EUR", "1234,5\u00a0€"}, // four digits stand without a mark
        {"es", "12345.6", "12.345,6", "EUR", "12.345,6\u00a0€"},
        {"pt-BR", "1234.50", "1.234,50", "BRL", "R$\u00a01.234,50"},
        {"hi", "12345678.5", "1,23,45,678.5", "INR", "₹1,23,45,678.5"},
        {"th", "1234.50", "1,234.50", "THB", "฿1,234.50"},
        {"en", "-5", "-5", "GBP", "-£5"},
        {"en", "0", "0", "GBP", "£0"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct locale *l = locale_of(rows[i].tag);
        check(rows[i].tag, rows[i].plain, locale_number(l, &arena, rows[i].plain), rows[i].number);
        check(rows[i].tag, rows[i].currency, locale_money(l, &arena, rows[i].plain, rows[i].currency), rows[i].money);
    }
}

static void digits_follow_the_language(void **state) {
    check("ar", "digits", locale_digits(locale_of("ar"), &arena, "3 / 10"), "٣ / ١٠");
    check("en", "digits", locale_digits(locale_of("en"), &arena, "3 / 10"), "3 / 10");
    assert_string_equal(locale_order(locale_of("ko")), "ymd");
    assert_string_equal(locale_order(locale_of("ar")), "dmy");
}

// ---- What a person wrote
static void numbers_are_read_by_the_marks_of_the_language(void **state) {
    static const struct { const char *tag, *written, *plain; } rows[] = { // NULL: it is no number
        {"es", "1.234,50", "1234.50"}, {"es", "1234,5", "1234.5"}, {"es", "1234.5", "1234.5"}, {"es", "12.5", "12.5"},
        {"es", "1.234", "1234"},       {"es", "1.234.567", "1234567"}, {"es", "0.500", "0.500"}, {"es", "1,234.50", NULL},
        {"es", "1.23,5", NULL},        {"es", "1.2.3", NULL},      {"es", "1,2,3", NULL},     {"es", "12 345,6", "12345.6"},
        {"en", "1,234.50", "1234.50"}, {"en", "12,5", "12.5"},     {"en", "1.234", "1.234"},  {"en", "-7", "-7"},
        {"en", "\u22127", "-7"},       {"en", ".5", "0.5"},        {"en", "12.", "12"},       {"en", "12a", NULL},
        {"en", "-", NULL},             {"en", "", NULL},           {"en", "1-2", NULL},       {"en", "1.5.5", NULL},
        {"ar", "١٬٢٣٤٫٥٠", "1234.50"}, {"ar", "1234.5", "1234.5"}, {"ar", "1,234", "1234"},  {"ar", "\u061c-٣", "-3"},
        {"hi", "1,23,456.5", "123456.5"}, {"hi", "123,456", "123456"}, {"hi", "1234,56", "1234.56"}, {"hi", "१२३", "123"},
        {"pt-BR", "1.234,50", "1234.50"}, {"vi", "12.345", "12345"}, {"ko", "24,000", "24000"}, {"en", "1 234", "1234"},
        {"en", "1 23", NULL},
    };
    char plain[32];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bool ok = locale_read_number(locale_of(rows[i].tag), rows[i].written, plain, sizeof plain);
        if (ok != (rows[i].plain != NULL) || (ok && strcmp(plain, rows[i].plain) != 0))
            fail_msg("%s \"%s\": %s", rows[i].tag, rows[i].written, ok ? plain : "no number");
    }
    assert_false(locale_read_number(locale_of("en"), "12345678", plain, 5)); // no room
}

// Every amount that is shown can be typed just so.
static void what_is_shown_can_be_read(void **state) {
    static const char *const tags[] = {"ar", "en", "es", "hi", "ko", "pt-BR", "th", "vi", "zh-CN"};
    static const char *const amounts[] = {"0.5", "7", "1234.50", "-1234567.25", "100000"};
    char plain[32];
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        for (size_t k = 0; k < sizeof amounts / sizeof *amounts; k++) {
            const struct locale *l = locale_of(tags[i]);
            assert_true(locale_read_number(l, locale_number(l, &arena, amounts[k]), plain, sizeof plain));
            check(tags[i], "read again", plain, amounts[k]);
        }
}

static void amounts_are_shown_while_they_are_typed(void **state) {
    static const struct { const char *tag, *typed, *currency, *shown; int at, caret; } rows[] = {
        {"en", "1234.5", "EUR", "€1,234.5", 6, 10}, {"en", "1234", "EUR", "€1,234", 1, 5},    {"en", "", "EUR", "€", 0, 3},
        {"es", "12345,6", "EUR", "12.345,6\u00a0€", 7, 8}, {"es", "1234", "EUR", "1234\u00a0€", 4, 4}, {"es", "12.34", "EUR", "12.34\u00a0€", 5, 5},
        {"en", "-12", "EUR", "-€12", 3, 6},         {"en", "1234567", NULL, "1234567", 7, 7}, {"en", "1.2.", NULL, "1.2.", 4, 4},
        {"ar", "12.5", NULL, "١٢٫٥", 4, 8},         {"ko", "24000", "KRW", "₩24,000", 5, 9},  {"en", "-12", NULL, "-12", 0, 0},
        {"ar", "12", "EUR", "\u200f\u2066١٢\u2069\u00a0€", 2, 10}, // isolated, for the caret
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int at = rows[i].at;
        check(rows[i].tag, rows[i].typed, locale_typed(locale_of(rows[i].tag), &arena, rows[i].typed, rows[i].currency, &at), rows[i].shown);
        if (at != rows[i].caret)
            fail_msg("%s \"%s\": caret at %d", rows[i].tag, rows[i].typed, at);
    }
    assert_int_equal(locale_point(locale_of("es")), ',');
    assert_int_equal(locale_point(locale_of("ar")), '.');
    assert_string_equal(locale_decimal_mark(locale_of("ar")), "٫");
}

static const char *written(const char *tag, const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    const char *text = locale_vprintf(locale_of(tag), &arena, fmt, args);
    va_end(args);
    return text;
}

static void counts_in_sentences(void **state) {
    assert_string_equal(written("ar", "سؤال %d من %d", 2, 15), "سؤال ٢ من ١٥");
    assert_string_equal(written("ar", "من %2$d: %1$d %%، %3$s", 2, 15, "RS-2026-0317"), "من ١٥: ٢ %، RS-2026-0317");
    assert_string_equal(written("ar", "بقيت %ld", 15L), "بقيت ١٥");
    assert_string_equal(written("ar", "step%d", 2), "step2"); // a key
    assert_string_equal(written("ko", "질문 %d", 2), "질문 2");
}

static void tags_find_their_language(void **state) {
    assert_ptr_equal(locale_of("pt-PT"), locale_of("pt-BR"));
    assert_ptr_equal(locale_of("zh"), locale_of("zh-CN"));
    assert_ptr_equal(locale_of("ko-KR"), locale_of("ko"));
    assert_ptr_equal(locale_of("xx"), locale_of("en"));
    assert_ptr_equal(locale_of(NULL), locale_of("en"));
}

static void nonsense_gives_no_text(void **state) {
    assert_string_equal(locale_date(locale_of("en"), &arena, LOCALE_DATE, (struct when_date){2026, 13, 1}), "");
    assert_string_equal(locale_month(locale_of("en"), 0), "");
    struct arena tiny;
    arena_init(&tiny, 1);
    assert_string_equal(locale_number(locale_of("en"), &tiny, "1234"), "");
    arena_finish(&tiny);
}

int main(void) {
    arena_init(&arena, 1 << 20);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_read_as_in_the_language), cmocka_unit_test(years_are_counted_as_offices_do),
        cmocka_unit_test(midnight_and_noon),             cmocka_unit_test(numbers_and_amounts),
        cmocka_unit_test(digits_follow_the_language),    cmocka_unit_test(tags_find_their_language),
        cmocka_unit_test(counts_in_sentences),          cmocka_unit_test(dates_in_digits),
        cmocka_unit_test(numbers_are_read_by_the_marks_of_the_language), cmocka_unit_test(what_is_shown_can_be_read),
        cmocka_unit_test(amounts_are_shown_while_they_are_typed),
        cmocka_unit_test(nonsense_gives_no_text),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_finish(&arena);
    return failed;
}
