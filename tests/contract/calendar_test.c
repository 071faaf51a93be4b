// SPDX-License-Identifier: Apache-2.0
// Working days, deadlines, zones, amounts, languages: tables of cases.
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/mem.h"
#include "base/json.h"
#include "contract/service/calendar.h"
#include "contract/service/money.h"
#include "contract/service/texts.h"
#include <stdio.h>

static const char file[] = "{\"closing\":\"18:00\",\"weekend\":[6,7],\"years\":["
                           "{\"year\":2026,\"days\":[{\"date\":\"2026-04-06\",\"name\":{\"en\":\"Easter Monday\"}},"
                           "{\"date\":\"2026-01-01\"},{\"date\":\"2026-12-25\"},{\"date\":\"2026-12-26\"}]},"
                           "{\"year\":2027,\"days\":[{\"date\":\"2027-01-01\"}]}]}";

static when_ms instant(const char *text) {
    when_ms t;
    assert_true(when_read(text, &t));
    return t;
}

static when_day day(const char *text) {
    struct when_date d;
    assert_true(when_read_date(text, &d));
    return when_from_date(d);
}

static void read_calendar(struct arena *a, const char *zone, struct calendar *c) {
    struct zone z;
    struct fault f = {0};
    arena_init(a, 1 << 20);
    assert_int_equal(zone_read(zone, &z), ERR_NONE);
    assert_int_equal(calendar_read(a, file, sizeof file - 1, &z, c, &f), ERR_NONE);
}

static void test_deadlines(void **state) {
    static const struct row {
        const char *from;
        int days;
        const char *deadline;
    } rows[] = {
        {"2026-03-04T09:00:00Z", 7, "2026-03-13T17:00:00Z"},  // Wednesday, as in the pictures: Friday 13 March, 18:00
        {"2026-03-04T22:59:00Z", 7, "2026-03-13T17:00:00Z"},  // one minute before local midnight
        {"2026-03-04T23:01:00Z", 7, "2026-03-16T17:00:00Z"},  // Thursday already
        {"2026-03-06T09:00:00Z", 1, "2026-03-09T17:00:00Z"},  // over a weekend
        {"2026-03-07T09:00:00Z", 1, "2026-03-09T17:00:00Z"},  // sent on a Saturday
        {"2026-03-27T09:00:00Z", 3, "2026-04-01T16:00:00Z"},  // summer time begins on 29 March
        {"2026-04-02T09:00:00Z", 2, "2026-04-07T16:00:00Z"},  // Friday, then Easter Monday is a holiday
        {"2026-12-24T09:00:00Z", 1, "2026-12-28T17:00:00Z"},
        {"2026-12-31T09:00:00Z", 1, "2027-01-04T17:00:00Z"},  // over the year
        {"2031-01-01T09:00:00Z", 1, "2031-01-02T17:00:00Z"},  // a year that the file does not know: weekends only
        {"2026-03-04T09:00:00Z", 0, "2026-03-04T17:00:00Z"},
    };
    struct arena a;
    struct calendar c;
    char text[32];
    read_calendar(&a, "CET-1CEST,M3.5.0,M10.5.0/3", &c);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        when_write(calendar_deadline(&c, instant(rows[i].from), rows[i].days), text, sizeof text);
        assert_string_equal(text, rows[i].deadline);
    }
    assert_int_equal(c.first_year, 2026);
    assert_int_equal(c.last_year, 2027);
    assert_string_equal(texts_pick(&calendar_holiday_on(&c, day("2026-04-06"))->name, "ko"), "Easter Monday");
    assert_null(calendar_holiday_on(&c, day("2026-04-07")));
    arena_finish(&a);
}

static void test_days_left(void **state) {
    static const struct row {
        const char *now;
        int left;
    } rows[] = {{"2026-03-04T10:00:00Z", 7}, {"2026-03-05T07:00:00Z", 6}, {"2026-03-08T10:00:00Z", 5},
                {"2026-03-10T08:00:00Z", 3}, {"2026-03-12T22:00:00Z", 1}, {"2026-03-13T08:00:00Z", 0},
                {"2026-03-14T08:00:00Z", 0}};
    struct arena a;
    struct calendar c;
    read_calendar(&a, "CET-1CEST,M3.5.0,M10.5.0/3", &c);
    when_ms deadline = instant("2026-03-13T17:00:00Z");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(calendar_left(&c, instant(rows[i].now), deadline), rows[i].left);
    assert_int_equal(calendar_between(&c, day("2026-03-13"), day("2026-03-13")), 0);
    assert_int_equal(calendar_between(&c, day("2026-03-14"), day("2026-03-13")), 0);
    arena_finish(&a);
}

static void test_bad_calendars(void **state) {
    static const struct row {
        const char *text, *place;
        enum err err;
    } rows[] = {
        {"{\"years\":[{\"year\":2026,\"days\":[{\"date\":\"2026-02-30\"}]}]}", "$.years[0].days[0].date", ERR_TYPE},
        {"{\"years\":[{\"year\":2026,\"days\":[{\"date\":\"2027-02-01\"}]}]}", "$.years[0].days[0].date", ERR_TYPE},
        {"{\"years\":[{\"year\":2026,\"days\":[{\"date\":\"2026-02-01\"},{\"date\":\"2026-02-01\"}]}]}",
         "$.years[0].days[1].date", ERR_DUPLICATE},
        {"{\"years\":[{\"year\":2026,\"days\":[]},{\"year\":2026,\"days\":[]}]}", "$.years[1].year", ERR_DUPLICATE},
        {"{\"years\":[],\"weekend\":[1,2,3,4,5,6,7]}", "$.weekend", ERR_TYPE},
        {"{\"years\":[],\"weekend\":[0]}", "$.weekend", ERR_TYPE},
        {"{\"years\":[],\"weekend\":[6,6]}", "$.weekend", ERR_DUPLICATE},
        {"{\"years\":[],\"closing\":\"25:00\"}", "$.closing", ERR_TYPE},
        {"{\"years\":[],\"closing\":\"18:0\"}", "$.closing", ERR_TYPE},
        {"{}", "$.years", ERR_MISSING},
        {"{\"years\":[{\"year\":2026,\"days\":[{\"date\":\"2026-02-01\",\"name\":\"x\"}]}]}", "$.years[0].days[0].name", ERR_TYPE},
    };
    struct zone z = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena a;
        struct calendar c;
        struct fault f = {0};
        arena_init(&a, 1 << 20);
        assert_int_equal(calendar_read(&a, rows[i].text, strlen(rows[i].text), &z, &c, &f), rows[i].err);
        assert_string_equal(f.place, rows[i].place);
        arena_finish(&a);
    }
}

static void test_no_memory(void **state) {
    struct zone z = {0};
    enum err err = ERR_MEMORY;
    long n = 0;
    for (; err && n < 1000; n++) {
        struct arena a;
        struct calendar c;
        struct fault f = {0};
        arena_init(&a, 1 << 20);
        mem_fail_after(n);
        err = calendar_read(&a, file, sizeof file - 1, &z, &c, &f);
        mem_fail_after(-1);
        assert_true(err == ERR_NONE || err == ERR_MEMORY);
        arena_finish(&a);
    }
    assert_int_equal(err, ERR_NONE);
    assert_true(n > 1);
}

static void test_zones(void **state) {
    static const struct row {
        const char *rule, *at;
        int minutes;
    } rows[] = {
        {"KST-9", "2026-07-01T00:00:00Z", 540},
        {"UTC0", "2026-07-01T00:00:00Z", 0},
        {"<+0545>-5:45", "2026-07-01T00:00:00Z", 345},
        {"CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T00:59:59Z", 60},
        {"CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T01:00:00Z", 120},
        {"CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T00:59:59Z", 120},
        {"CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T01:00:00Z", 60},
        {"EST5EDT,M3.2.0,M11.1.0", "2026-03-08T06:59:59Z", -300},
        {"EST5EDT,M3.2.0,M11.1.0", "2026-03-08T07:00:00Z", -240},
        {"<-03>3", "2026-01-01T00:00:00Z", -180},
        {"NZST-12NZDT,M9.5.0,M4.1.0/3", "2026-01-15T00:00:00Z", 780}, // the south: summer over the new year
        {"NZST-12NZDT,M9.5.0,M4.1.0/3", "2026-06-15T00:00:00Z", 720},
    };
    struct zone z;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(zone_read(rows[i].rule, &z), ERR_NONE);
        assert_int_equal(zone_minutes(&z, instant(rows[i].at)), rows[i].minutes);
    }
    static const char *const bad[] = {"", "C", "CET", "CET-25:00x", "CET-1CEST", "CET-1CEST,M13.1.0,M10.5.0", "CET-1CEST,M3.5.0", "KST-9 ", "Europe/Oslo"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(zone_read(bad[i], &z), ERR_SYNTAX);
    assert_int_equal(zone_read("CET-1CEST,J60,J300", &z), ERR_UNSUPPORTED);
    assert_int_equal(zone_read("CET-1CEST,M3.5.0,M10.5.0/3", &z), ERR_NONE);
    assert_int_equal(zone_instant(&z, day("2026-07-01"), 18 * 60), instant("2026-07-01T16:00:00Z"));
    assert_int_equal(zone_instant(&z, day("2026-01-01"), 18 * 60), instant("2026-01-01T17:00:00Z"));
}

static void test_money(void **state) {
    static const struct row {
        int64_t amount;
        const char *currency, *language, *text, *brief;
    } rows[] = {
        {41260, "EUR", NULL, "412.60", "412.60"},      {2400, "XTS", "en", "24.00", "24"},
        {-123400, "USD", "en", "-1,234.00", "-1,234"}, {24000, "KRW", "ko", "24,000", "24,000"},
        {1234567, "KWD", "en", "1,234.567", "1,234.567"}, {123456, "EUR", "de-AT", "1.234,56", "1.234,56"},
        {123456789, "NOK", "nb", "1\u00a0234\u00a0567,89", "1\u00a0234\u00a0567,89"}, {0, "EUR", "en", "0.00", "0"},
        {INT64_MIN, "EUR", "en", "-92,233,720,368,547,758.08", "-92,233,720,368,547,758.08"},
        {5, "EUR", "en", "0.05", "0.05"},
    };
    char text[MONEY_TEXT_MAX];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(money_write(rows[i].amount, rows[i].currency, rows[i].language, text, sizeof text), ERR_NONE);
        assert_string_equal(text, rows[i].text);
        assert_int_equal(money_write_short(rows[i].amount, rows[i].currency, rows[i].language, text, sizeof text), ERR_NONE);
        assert_string_equal(text, rows[i].brief);
    }
    assert_int_equal(money_write(1, "QQQ", NULL, text, sizeof text), ERR_REFERENCE);
    assert_int_equal(money_write(1, "eur", NULL, text, sizeof text), ERR_REFERENCE);
    assert_int_equal(money_write(100000, "EUR", NULL, text, 4), ERR_LIMIT);
    static const struct read {
        const char *text, *currency;
        enum err err;
        int64_t amount;
    } reads[] = {{"412.60", "EUR", ERR_NONE, 41260}, {"412", "EUR", ERR_NONE, 41200}, {"4.5", "EUR", ERR_NONE, 450},
                 {"7", "KRW", ERR_NONE, 7}, {"7.0", "KRW", ERR_SYNTAX, 0}, {"1.234", "EUR", ERR_SYNTAX, 0},
                 {"", "EUR", ERR_SYNTAX, 0}, {".5", "EUR", ERR_SYNTAX, 0}, {"5.", "EUR", ERR_SYNTAX, 0},
                 {"-1", "EUR", ERR_SYNTAX, 0}, {"99999999999999999999", "EUR", ERR_LIMIT, 0}, {"1", "ZZZ", ERR_REFERENCE, 0}};
    for (size_t i = 0; i < sizeof reads / sizeof *reads; i++) {
        int64_t amount = 0;
        assert_int_equal(money_read(reads[i].text, reads[i].currency, &amount), reads[i].err);
        assert_int_equal(amount, reads[i].amount);
    }
}

static void test_languages(void **state) {
    static const char *const have[] = {"en", "ko", "zh-Hans", "pt-BR"};
    static const struct row {
        const char *header;
        size_t at;
    } rows[] = {{NULL, 0}, {"", 0}, {"ko", 1}, {"ko-KR,ko;q=0.9,en;q=0.8", 1}, {"fr,ko;q=0.3,en;q=0.2", 1}, {"KO-kr", 1},
                {"fr", 0}, {"*", 0}, {"en;q=0.1,ko;q=0.2", 1}, {"ko;q=0,en", 0}, {"zh", 2}, {"zh-Hans-CN", 2},
                {"pt", 3}, {"pt-PT", 0}, {";;;,,,q=1", 0}, {"ko;q=nonsense,en", 0}, {"ko;q=0", 0}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(texts_choose(rows[i].header, have, 4), rows[i].at);
    struct arena a;
    struct val v;
    arena_init(&a, 1 << 16);
    static const char text[] = "{\"nb\":\"hei\",\"ko\":\"안녕\",\"zh-Hant\":\"你好\"}";
    assert_int_equal(json_read(&a, text, sizeof text - 1, JSON_LIMITS, &v, NULL), ERR_NONE);
    assert_string_equal(texts_pick(&v, "ko-KR"), "안녕");
    assert_string_equal(texts_pick(&v, "zh-Hant-TW"), "你好");
    assert_string_equal(texts_pick(&v, "fr"), "hei"); // no English: the first there is
    assert_null(texts_exact(&v, "fr"));
    assert_string_equal(texts_pick(&val_null, "en"), "");
    arena_finish(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_deadlines), cmocka_unit_test(test_days_left), cmocka_unit_test(test_bad_calendars),
        cmocka_unit_test(test_no_memory), cmocka_unit_test(test_zones),     cmocka_unit_test(test_money),
        cmocka_unit_test(test_languages)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
