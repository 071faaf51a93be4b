// SPDX-License-Identifier: Apache-2.0
// Random bytes and texts: filled whole, of the alphabet, every letter about as often as the others.
#include "base/random.h"
#include "tests/base/helper_check.h"

#include <string.h>

static void bytes_fill_all_that_was_asked(void **state) {
    unsigned char a[4097] = {0}, b[4097] = {0};
    random_bytes(a, 4096);
    random_bytes(b, 4096);
    assert_int_equal(a[4096], 0);
    assert_true(memcmp(a, b, 4096) != 0);
    int seen[256] = {0}, different = 0;
    for (int i = 0; i < 4096; i++)
        different += seen[a[i]]++ == 0;
    assert_true(different > 200); // all 256 are to be expected
    random_bytes(a, 0);
}

static void texts_are_of_the_alphabet_and_unbiased(void **state) {
    static const char *const alphabets[] = {RANDOM_BASE32, RANDOM_CODE, "0123456789", "x"};
    for (size_t k = 0; k < COUNT_OF(alphabets); k++) {
        enum { COUNT = 20000 };
        static char text[COUNT + 2];
        size_t letters = strlen(alphabets[k]);
        int seen[256] = {0};
        memset(text, '?', sizeof text);
        random_text(text, COUNT, alphabets[k]);
        assert_int_equal(strlen(text), COUNT);
        assert_int_equal(strspn(text, alphabets[k]), COUNT);
        assert_int_equal(text[COUNT + 1], '?');
        for (int i = 0; i < COUNT; i++)
            seen[(unsigned char)text[i]]++;
        // Ten standard deviations of what chance does: it fails only for a bias.
        for (const char *c = alphabets[k]; *c; c++)
            assert_in_range(seen[(unsigned char)*c], COUNT / letters * 6 / 10, COUNT / letters * 14 / 10);
    }
    char empty[2] = "??";
    random_text(empty, 0, RANDOM_CODE);
    assert_string_equal(empty, "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_fill_all_that_was_asked),
        cmocka_unit_test(texts_are_of_the_alphabet_and_unbiased),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
