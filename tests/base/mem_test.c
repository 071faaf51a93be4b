// SPDX-License-Identifier: Apache-2.0
// Allocation and the countdown that makes it fail.
#include "base/mem.h"
#include "tests/base/helper_check.h"

#include <pthread.h>
#include <string.h>

static void memory_is_zeroed_and_can_grow(void **state) {
    char *p = mem_alloc(100);
    assert_non_null(p);
    for (int i = 0; i < 100; i++)
        assert_int_equal(p[i], 0);
    memset(p, 'x', 100);
    p = mem_grow(p, 10000);
    assert_non_null(p);
    assert_memory_equal(p, "xxxxxxxxxx", 10);
    mem_free(p);
    mem_free(NULL);
    void *nothing = mem_alloc(0); // a valid pointer, so that NULL always means failure
    assert_non_null(nothing);
    mem_free(nothing);
    char *copy = mem_copy_string("citizen");
    assert_string_equal(copy, "citizen");
    mem_free(copy);
}

static void the_nth_allocation_fails_and_all_behind_it(void **state) {
    void *p[4];
    long refused = mem_refused();
    mem_fail_after(2);
    for (int i = 0; i < 4; i++)
        p[i] = mem_alloc(8);
    void *grown = mem_grow(p[0], 16);
    char *copy = mem_copy_string("x");
    long asked = mem_count();
    mem_fail_after(-1);
    assert_non_null(p[0]);
    assert_non_null(p[1]);
    assert_null(p[2]);
    assert_null(p[3]);
    assert_null(grown);
    assert_null(copy);
    assert_int_equal(asked, 6);
    assert_int_equal(mem_refused() - refused, 4);
    assert_int_equal(mem_count(), 0);
    mem_free(p[0]); // still valid after the growth that failed
    mem_free(p[1]);
    void *again = mem_alloc(8);
    assert_non_null(again);
    assert_int_equal(mem_count(), 1);
    mem_free(again);
}

static void *take_thousand(void *arg) {
    long *got = arg;
    for (int i = 0; i < 1000; i++) {
        void *p = mem_alloc(8);
        *got += p != NULL;
        mem_free(p);
    }
    return NULL;
}

static void the_countdown_is_shared_by_threads(void **state) {
    pthread_t threads[4];
    long got[4] = {0};
    mem_fail_after(2500);
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, take_thousand, &got[i]), 0);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(mem_count(), 4000);
    mem_fail_after(-1);
    assert_int_equal(got[0] + got[1] + got[2] + got[3], 2500);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_and_can_grow),
        cmocka_unit_test(the_nth_allocation_fails_and_all_behind_it),
        cmocka_unit_test(the_countdown_is_shared_by_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
