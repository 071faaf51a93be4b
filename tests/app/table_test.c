// SPDX-License-Identifier: Apache-2.0
// The table of screens: one row each, in the order of the enum, complete, every name once.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "app/screen.h"

static void complete_and_sorted(void **state) {
    (void)state;
    for (int i = 0; i < SCREEN_COUNT; i++) {
        const struct screen_def *d = screen_table[i];
        assert_non_null(d);
        assert_int_equal(d->id, i);
        assert_non_null(d->update);
        assert_non_null(d->view);
        assert_true(d->state_size > 0 && d->state_size < 64 * 1024);
        assert_true(d->place && *d->place);
        assert_int_equal(strspn(d->name, "-abcdefghijklmnopqrstuvwxyz"), strlen(d->name));
        if (i)
            assert_true(strcmp(screen_table[i - 1]->name, d->name) < 0); // so every name is there once
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(complete_and_sorted)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
