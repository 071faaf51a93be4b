// SPDX-License-Identifier: Apache-2.0
// Days, clocks and their text, over the whole range of years.
#include "base/when.h"
#include "tests/base/helper_check.h"

#include <string.h>
#include <time.h>

enum { FIRST_DAY = -719162, LAST_DAY = 2932896 }; // 0001-01-01 and 9999-12-31

static void every_day_of_ten_thousand_years(void **state) {
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    struct when_date want = {1, 1, 1};
    int weekday = 1; // 0001-01-01 was a Monday
    for (when_day d = FIRST_DAY; d <= LAST_DAY; d++) {
        struct when_date got = when_to_date(d);
        if (got.year != want.year || got.month != want.month || got.day != want.day || when_from_date(want) != d ||
            when_weekday(d) != weekday || !when_date_valid(want))
            fail_msg("day %d: %d-%d-%d", d, got.year, got.month, got.day);
        bool leap = (want.year % 4 == 0 && want.year % 100 != 0) || want.year % 400 == 0;
        weekday = weekday % 7 + 1;
        if (++want.day > lengths[want.month - 1] + (leap && want.month == 2)) {
            want.day = 1;
            want.year += want.month == 12;
            want.month = want.month % 12 + 1;
        }
    }
    assert_int_equal(want.year, 10000);
}

static void dates_that_do_not_exist(void **state) {
    static const struct when_date bad[] = {{2026, 2, 29}, {1900, 2, 29}, {2024, 2, 30}, {2026, 4, 31},
                                           {2026, 0, 1},  {2026, 13, 1}, {2026, 1, 0},  {2026, 1, 32},
                                           {0, 1, 1},     {10000, 1, 1}, {-5, 1, 1},    {2026, 1, -1}};
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(when_date_valid(bad[i]));
    assert_true(when_date_valid((struct when_date){2024, 2, 29}));
    assert_true(when_date_valid((struct when_date){2000, 2, 29}));
}

static void instants_and_zones(void **state) {
    static const struct {
        when_ms t;
        int zone;
        const char *day;
        struct when_clock clock;
    } cases[] = {
        {0, 0, "1970-01-01", {0, 0, 0, 0}},
        {-1, 0, "1969-12-31", {23, 59, 59, 999}},
        {0, 540, "1970-01-01", {9, 0, 0, 0}},
        {0, -60, "1969-12-31", {23, 0, 0, 0}},
        {INT64_C(1773133920123), 0, "2026-03-10", {9, 12, 0, 123}},
        {INT64_C(1773133920123), 840, "2026-03-10", {23, 12, 0, 123}},
        {INT64_C(1773133920123), -570, "2026-03-09", {23, 42, 0, 123}},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char day[16];
        when_day d = when_day_of(cases[i].t, cases[i].zone);
        struct when_clock c = when_clock_of(cases[i].t, cases[i].zone);
        when_write_date(d, day, sizeof day);
        assert_string_equal(day, cases[i].day);
        assert_memory_equal(&c, &cases[i].clock, sizeof c);
        assert_true(when_at(d, c, cases[i].zone) == cases[i].t);
    }
}

static void reading_instants(void **state) {
    static const struct {
        const char *text;
        bool good;
        when_ms t;
    } cases[] = {
        {"1970-01-01T00:00:00Z", true, 0},
        {"2026-03-10T09:12:00Z", true, INT64_C(1773133920000)},
        {"2026-03-10t09:12:00.123z", true, INT64_C(1773133920123)},
        {"2026-03-10 18:12:00.123999999+09:00", true, INT64_C(1773133920123)},
        {"2026-03-10T09:12:00.1Z", true, INT64_C(1773133920100)},
        {"2026-03-10T04:42:00-04:30", true, INT64_C(1773133920000)},
        {"2016-12-31T23:59:60Z", true, INT64_C(1483228799000)},
        {"0001-01-01T00:00:00Z", true, INT64_C(-62135596800000)},
        {"9999-12-31T23:59:59.999Z", true, INT64_C(253402300799999)},
        {"0001-01-01T00:00:00+00:01", false, 0},
        {"9999-12-31T23:59:59-00:01", false, 0},
        {"0000-01-01T00:00:00Z", false, 0},
        {"2026-02-29T00:00:00Z", false, 0},
        {"2026-03-10T24:00:00Z", false, 0},
        {"2026-03-10T09:60:00Z", false, 0},
        {"2026-03-10T09:12:61Z", false, 0},
        {"2026-03-10T09:12:00", false, 0},
        {"2026-03-10T09:12:00.Z", false, 0},
        {"2026-03-10T09:12Z", false, 0},
        {"2026-03-10T09:12:00+0900", false, 0},
        {"2026-03-10T09:12:00+24:00", false, 0},
        {"2026-03-10T09:12:00+09:60", false, 0},
        {"2026-03-10T09:12:00ZZ", false, 0},
        {" 2026-03-10T09:12:00Z", false, 0},
        {"2026-3-10T09:12:00Z", false, 0},
        {"20260310T091200Z", false, 0},
        {"-026-03-10T09:12:00Z", false, 0},
        {"2026-03-10", false, 0},
        {"", false, 0},
        {NULL, false, 0},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        when_ms t = 0;
        bool good = when_read(cases[i].text, &t);
        if (good != cases[i].good || (good && t != cases[i].t))
            fail_msg("%s read as %lld", cases[i].text, (long long)t);
    }
}

static void an_instant_cut_anywhere_is_none(void **state) {
    const char *text = "2026-03-10T09:12:00.123+09:00";
    char cut[40];
    for (size_t len = 0; len < strlen(text); len++) {
        when_ms t;
        memcpy(cut, text, len);
        cut[len] = '\0';
        assert_false(when_read(cut, &t));
    }
}

static void reading_dates(void **state) {
    struct when_date d;
    assert_true(when_read_date("2024-02-29", &d));
    assert_true(d.year == 2024 && d.month == 2 && d.day == 29);
    static const char *const bad[] = {"2023-02-29", "2024-2-29", "2024-02-29T", "2024-02-29 ", "24-02-29",
                                      "2024/02/29", "",          "2024-02",     "2024-13-01",  "+024-01-01",
                                      "0000-01-01", NULL};
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(when_read_date(bad[i], &d));
}

static void writing(void **state) {
    static const struct {
        when_ms t;
        const char *text;
    } cases[] = {
        {0, "1970-01-01T00:00:00Z"},
        {1, "1970-01-01T00:00:00.001Z"},
        {-1, "1969-12-31T23:59:59.999Z"},
        {INT64_C(1773133920123), "2026-03-10T09:12:00.123Z"},
        {INT64_C(-62135596800000), "0001-01-01T00:00:00Z"},
        {INT64_MIN, "0001-01-01T00:00:00Z"},
        {INT64_MAX, "9999-12-31T23:59:59.999Z"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char text[32];
        when_ms back;
        when_write(cases[i].t, text, sizeof text);
        assert_string_equal(text, cases[i].text);
        assert_true(when_read(text, &back));
    }
}

static void the_clocks_run(void **state) {
    when_ms now = when_now(), steady = when_monotonic();
    assert_true(now / 1000 >= (when_ms)time(NULL) - 1 && now / 1000 <= (when_ms)time(NULL) + 1);
    for (int i = 0; i < 1000; i++) {
        when_ms next = when_monotonic();
        assert_true(next >= steady);
        steady = next;
    }
    struct timespec since_boot; // the time asleep counts: a person locks while the box sleeps
    when_ms before = when_monotonic();
    assert_int_equal(clock_gettime(CLOCK_BOOTTIME, &since_boot), 0);
    when_ms boot = (when_ms)since_boot.tv_sec * 1000 + since_boot.tv_nsec / 1000000;
    assert_true(boot >= before && boot <= when_monotonic());
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_of_ten_thousand_years),
        cmocka_unit_test(dates_that_do_not_exist),
        cmocka_unit_test(instants_and_zones),
        cmocka_unit_test(reading_instants),
        cmocka_unit_test(an_instant_cut_anywhere_is_none),
        cmocka_unit_test(reading_dates),
        cmocka_unit_test(writing),
        cmocka_unit_test(the_clocks_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
