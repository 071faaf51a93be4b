// SPDX-License-Identifier: Apache-2.0
// Names of the codes and the texts of faults.
#include "base/err.h"
#include "base/str.h"
#include "tests/base/helper_check.h"

static void every_code_has_its_own_name(void **state) {
    for (int i = 0; i < ERR_COUNT; i++) {
        assert_non_null(err_name((enum err)i));
        assert_string_not_equal(err_name((enum err)i), "unknown");
        for (int j = 0; j < i; j++)
            assert_string_not_equal(err_name((enum err)i), err_name((enum err)j));
    }
    assert_string_equal(err_name(ERR_DUPLICATE), "duplicate");
    assert_string_equal(err_name((enum err) - 1), "unknown");
    assert_string_equal(err_name(ERR_COUNT), "unknown");
}

static void a_fault_says_where_and_what(void **state) {
    struct fault f;
    assert_int_equal(fault_set(&f, ERR_TYPE, "$.a[3]", "%d is not %s", 7, "a text"), ERR_TYPE);
    assert_int_equal(f.code, ERR_TYPE);
    assert_string_equal(f.place, "$.a[3]");
    assert_string_equal(f.what, "7 is not a text");
    fault_within(&f, "form.json");
    assert_string_equal(f.place, "form.json: $.a[3]");
    assert_int_equal(fault_set(&f, ERR_IO, NULL, "lost"), ERR_IO);
    assert_string_equal(f.place, "");
    fault_within(&f, "form.json");
    assert_string_equal(f.place, "form.json");
}

static void a_fault_may_be_made_of_its_own_parts(void **state) {
    struct fault f;
    (void)fault_set(&f, ERR_TYPE, "inner", "reason");
    (void)fault_set(&f, ERR_IO, f.place, "at %s: %s", f.place, f.what);
    assert_string_equal(f.place, "inner");
    assert_string_equal(f.what, "at inner: reason");
}

static void nobody_needs_to_listen(void **state) {
    assert_int_equal(fault_set(NULL, ERR_FULL, "x", "y"), ERR_FULL);
    fault_within(NULL, "x");
}

static void control_characters_become_spaces(void **state) {
    struct fault f;
    (void)fault_set(&f, ERR_SYNTAX, "a\nb\x7f", "c\x1b[31m\td");
    assert_string_equal(f.place, "a b ");
    assert_string_equal(f.what, "c [31m d");
    fault_within(&f, "x\ny");
    assert_string_equal(f.place, "x y: a b ");
}

static void long_texts_are_cut_between_characters(void **state) {
    struct fault f;
    char long_text[2001];
    for (size_t shift = 0; shift < 3; shift++) {
        memset(long_text, 'a', shift);
        for (size_t i = shift; i + 3 < sizeof long_text; i += 3)
            memcpy(long_text + i, "\xEA\xB0\x80", 4); // a Hangul syllable
        (void)fault_set(&f, ERR_SYNTAX, long_text, "%s", long_text);
        assert_true(utf8_valid(f.place, strlen(f.place)));
        assert_true(utf8_valid(f.what, strlen(f.what)));
        assert_true(strlen(f.place) > sizeof f.place - 4 && strlen(f.what) > sizeof f.what - 4);
        fault_within(&f, "file.json");
        assert_true(utf8_valid(f.place, strlen(f.place)));
        assert_true(strncmp(f.place, "file.json: ", 11) == 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_has_its_own_name),          cmocka_unit_test(a_fault_says_where_and_what),
        cmocka_unit_test(a_fault_may_be_made_of_its_own_parts), cmocka_unit_test(nobody_needs_to_listen),
        cmocka_unit_test(control_characters_become_spaces),     cmocka_unit_test(long_texts_are_cut_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
