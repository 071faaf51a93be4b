// SPDX-License-Identifier: Apache-2.0
// People's names: every sample name of CLDR's own test data in our languages, then what its data does not have: names that
// tell their language by their script alone, or stand between other languages.
#include "base/locale_name.h"
#include "base/locale_fill.h"
#include "tests/base/helper_check.h"
#include "tests/base/helper_names.h"
#include <string.h>

static struct arena arena;

static struct locale_person person_of(const struct name_case *c, enum locale_name_order order) {
    return (struct locale_person){c->given, c->given2, c->surname, c->title, c->surname2, c->generation, c->credentials, c->language, order};
}

static void as_the_unicode_consortium_expects(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof name_cases / sizeof *name_cases; i++) {
        const struct name_case *c = &name_cases[i];
        const struct locale_person given = person_of(c, LOCALE_NAME_GIVEN_FIRST), surname = person_of(c, LOCALE_NAME_SURNAME_FIRST);
        const char *one = locale_person_name(&given, c->viewer, &arena), *other = locale_person_name(&surname, c->viewer, &arena);
        if (strcmp(one, c->given_first))
            fail_msg("%s %s, given first: \"%s\", expected \"%s\"", c->viewer, c->given, one, c->given_first);
        if (strcmp(other, c->surname_first))
            fail_msg("%s %s, surname first: \"%s\", expected \"%s\"", c->viewer, c->given, other, c->surname_first);
    }
}

// Viewer, language, given, given2, surname: the order and the blanks come from the rules named beside each group.
static void order_and_blanks_by_language(void **state) {
    static const struct {
        const char *viewer, *language, *given, *given2, *surname, *shown;
    } rows[] = {
        // "Derive the name locale": by the script. The same name in every language around it, and alone.
        {"en", NULL, "민준", NULL, "김", "김민준"}, {"ko", NULL, "민준", NULL, "김", "김민준"}, {"ar", NULL, "민준", NULL, "김", "김민준"},
        {NULL, NULL, "민준", NULL, "김", "김민준"}, {"en", NULL, "伟", NULL, "王", "王伟"}, {"zh-CN", NULL, "伟", NULL, "王", "王伟"},
        {"ko", NULL, "Mia", "Ann", "Kim", "Mia Ann Kim"}, {"zh-CN", NULL, "Mia", NULL, "Kim", "Mia Kim"}, {NULL, NULL, "Mia", NULL, "Kim", "Mia Kim"},
        {"en", NULL, "محمد", NULL, "الفهد", "محمد الفهد"}, {"hi", NULL, "अनिल", NULL, "शर्मा", "अनिल शर्मा"}, {"th", NULL, "สมชาย", NULL, "ใจดี", "สมชาย ใจดี"},
        // "Derive the name order": nameOrderLocales of the viewer's language. Spanish does not list Japanese.
        {"en", "ko", "Minjun", NULL, "Kim", "Kim Minjun"}, {"en", "ko-KR", "Minjun", NULL, "Kim", "Kim Minjun"}, {"en", "vi", "An", NULL, "Lê", "Lê An"},
        {"vi", "vi", "An", "Văn", "Nguyễn", "Nguyễn Văn An"}, {NULL, "vi", "An", "Văn", "Nguyễn", "Nguyễn Văn An"}, {"vi", "en", "Ann", NULL, "Lee", "Ann Lee"},
        {"en", "ja", "Hayao", NULL, "Miyazaki", "Miyazaki Hayao"}, {"es", "ja", "Hayao", NULL, "Miyazaki", "Hayao Miyazaki"},
        {"es", "es", "Federico", NULL, "García Lorca", "Federico García Lorca"}, {"en", "de", "Käthe", NULL, "Müller", "Käthe Müller"},
        // "Switch the formatting locale": the name is in other letters than the viewer's.
        {"ar", "ko", "Minjun", NULL, "Kim", "Kim Minjun"}, {"zh-CN", "vi", "An", "Văn", "Nguyễn", "Nguyễn Văn An"}, {"ko", NULL, "Ірина", NULL, "Коваль", "Ірина Коваль"},
        // "Setting the spaceReplacement": ja and zh read alike; ko is written in Han, too.
        {"zh-CN", "ja", "駿", NULL, "宮崎", "宮崎駿"}, {"zh-CN", "de", "阿尔伯特", NULL, "爱因斯坦", "阿尔伯特·爱因斯坦"}, {"ko", "de", "알베르트", NULL, "아인슈타인", "알베르트 아인슈타인"},
        {"ko", "ko", "民俊", NULL, "金", "金民俊"}, {"ko", NULL, "民俊", NULL, "金", "金 民俊"}, {"en", NULL, "ハヤオ", NULL, "ミヤザキ", "ミヤザキ ハヤオ"},
        // Names of one part, and no name at all.
        {"en", NULL, "Suharto", NULL, NULL, "Suharto"}, {"ko", NULL, NULL, NULL, "김", "김"}, {"en", NULL, "7", NULL, NULL, "7"}, {"en", NULL, "", NULL, NULL, ""},
        {"fr", NULL, "Mia", NULL, "Kim", "Mia Kim"}, {"en", "", "Mia", NULL, "Kim", "Mia Kim"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct locale_person p = {.given = rows[i].given, .given2 = rows[i].given2, .surname = rows[i].surname, .language = rows[i].language};
        const char *got = locale_person_name(&p, rows[i].viewer, &arena);
        if (strcmp(got, rows[i].shown))
            fail_msg("row %zu: \"%s\", expected \"%s\"", i, got, rows[i].shown);
    }
}

static void what_somebody_reads_tells_of_latin_names_only(void **state) {
    const struct locale_person latin = {.given = "An", .surname = "Lê"}, hangul = {.given = "민준", .surname = "김"}, none = {.given = ""};
    (void)state;
    assert_string_equal(locale_name_language(&latin, "vi"), "vi");
    assert_null(locale_name_language(&latin, ""));
    assert_null(locale_name_language(&latin, NULL));
    assert_null(locale_name_language(&hangul, "en"));
    assert_null(locale_name_language(&none, "en"));
}

// "Process a namePattern", steps 1 to 4.
static void patterns_lose_what_is_empty(void **state) {
    static const struct {
        const char *pattern, *shown;
    } rows[] = {
        {"{a} {b}", "A B"}, {"{x} {a}", "A"}, {"({x}) {a}!", "A!"}, {"{a}, {x}", "A"}, {"{a} {x} {b}", "A B"}, {"{a}, {x}, {b}", "A, B"},
        {"{a} {x}, {b}", "A B"}, {"{a}, {x} {b}", "A, B"}, {"{a}. ({x}) {b}", "A. B"}, {"{a}({x}) [{b}", "A( [B"}, {"{a}{x} [{b}", "A [B"}, {"{a} {x}  {b}", "A B"},
        {"{a} + {x} - {y} {b}", "A B"}, {"<{a}>", "<A>"}, {"{a}{x}-{b}", "A-B"}, {"{a}-{x}-{b}", "A-B"}, {"", ""}, {"{x}", ""}, {"{a", "A"}, {"{none}{a}", "A"},
    };
    static const struct fill_field fields[] = {{"a", "A"}, {"b", "B"}, {"x", NULL}, {"y", ""}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf b;
        buf_init(&b, 100);
        fill_pattern(&b, str_of(rows[i].pattern), fields, 4);
        if (strcmp(buf_text(&b), rows[i].shown))
            fail_msg("%s: \"%s\", expected \"%s\"", rows[i].pattern, buf_text(&b), rows[i].shown);
        buf_finish(&b);
    }
}

static void without_memory_nothing(void **state) {
    const struct locale_person p = {.given = "Mia", .surname = "Kim"};
    struct arena tiny;
    (void)state;
    arena_init(&tiny, 4);
    assert_string_equal(locale_person_name(&p, "en", &tiny), "");
    arena_finish(&tiny);
    static char endless[8192];
    memset(endless, 'a', sizeof endless - 1);
    assert_string_equal(locale_person_name(&(struct locale_person){.given = endless}, "en", &arena), "");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(as_the_unicode_consortium_expects), cmocka_unit_test(order_and_blanks_by_language),
                                       cmocka_unit_test(what_somebody_reads_tells_of_latin_names_only), cmocka_unit_test(patterns_lose_what_is_empty), cmocka_unit_test(without_memory_nothing)};
    arena_init(&arena, 1 << 20);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_finish(&arena);
    return failed;
}
