// SPDX-License-Identifier: Apache-2.0
// Arenas: alignment, caps, reuse after a reset.
#include "base/arena.h"
#include "base/mem.h"
#include "base/poison.h"
#include "tests/base/helper_check.h"

#include <string.h>

static void pieces_are_zeroed_aligned_and_apart(void **state) {
    struct arena a;
    unsigned char *p[300];
    arena_init(&a, 1 << 20);
    for (int round = 0; round < 2; round++) { // the second time in used memory
        for (size_t i = 0; i < COUNT_OF(p); i++) {
            p[i] = arena_alloc(&a, i);
            assert_non_null(p[i]);
            assert_int_equal((uintptr_t)p[i] % 16, 0);
            for (size_t j = 0; j < i; j++)
                assert_int_equal(p[i][j], 0);
            memset(p[i], (int)i, i);
        }
        for (size_t i = 0; i < COUNT_OF(p); i++)
            for (size_t j = 0; j < i; j++)
                assert_int_equal(p[i][j], (unsigned char)i);
        arena_reset(&a);
        assert_int_equal(a.used, 0);
    }
    assert_true(a.peak >= 299 * 300 / 2);
    arena_finish(&a);
    assert_int_equal(a.held, 0);
}

static void blocks_double_and_stop_at_a_mebibyte(void **state) {
    struct arena a;
    arena_init(&a, 64 << 20);
    assert_int_equal(a.held, 0);
    assert_non_null(arena_alloc(&a, 1));
    assert_int_equal(a.held, 4096);
    assert_non_null(arena_alloc(&a, 4096));
    assert_int_equal(a.held, 4096 + 8192);
    mem_fail_after(-1);
    for (int i = 0; i < 20000; i++)
        assert_non_null(arena_alloc(&a, 1024));
    assert_true(mem_count() < 40);
    size_t before = a.held;
    assert_non_null(arena_alloc(&a, 5 << 20)); // a block of its own
    assert_int_equal(a.held - before, 5 << 20);
    arena_finish(&a);
}

static void the_cap_holds_and_is_remembered(void **state) {
    struct arena a;
    arena_init(&a, 10000);
    assert_null(arena_alloc(&a, 10001));
    assert_true(a.failed);
    arena_reset(&a);
    assert_false(a.failed);
    size_t got = 0;
    while (arena_alloc(&a, 100))
        got += 112;
    assert_true(a.failed);
    assert_true(a.held <= 10000);
    assert_true(got > 9500);
    assert_null(arena_alloc(&a, SIZE_MAX));
    assert_null(arena_array(&a, SIZE_MAX / 2, 3));
    assert_null(arena_copy(&a, "x", SIZE_MAX));
    arena_finish(&a);
    arena_init(&a, 0);
    assert_null(arena_alloc(&a, 0));
    assert_true(a.failed);
    arena_finish(&a);
}

static void a_reset_reuses_the_blocks(void **state) {
    struct arena a;
    arena_init(&a, 1 << 20);
    for (int frame = 0; frame < 50; frame++) {
        if (frame == 1)
            mem_fail_after(0); // from now on nothing may be asked of malloc
        for (int i = 0; i < 100; i++)
            assert_non_null(arena_alloc(&a, 700));
        arena_reset(&a);
    }
    mem_fail_after(-1);
    arena_finish(&a);
}

// Small blocks that are kept must not stand in the way of one large piece.
static void a_large_piece_fits_after_a_reset(void **state) {
    struct arena a;
    arena_init(&a, 100000);
    for (int i = 0; i < 800; i++)
        assert_non_null(arena_alloc(&a, 100));
    arena_reset(&a);
    assert_non_null(arena_alloc(&a, 16)); // its block stays
    assert_non_null(arena_alloc(&a, 90000));
    assert_true(a.held <= 100000);
    assert_null(arena_alloc(&a, 50000));
    arena_finish(&a);
}

static void memory_may_run_out(void **state) {
    struct arena a;
    arena_init(&a, 1 << 20);
    mem_fail_after(0);
    assert_null(arena_alloc(&a, 10));
    assert_true(a.failed);
    assert_null(arena_string(&a, "text"));
    assert_null(arena_printf(&a, "%d", 5));
    mem_fail_after(-1);
    assert_string_equal(arena_printf(&a, "%d", 5), "5");
    arena_finish(&a);
    assert_non_null(arena_alloc(&a, 10)); // it can be used again
    arena_finish(&a);
}

static void texts_are_copied_and_made(void **state) {
    struct arena a;
    char long_text[9000];
    arena_init(&a, 1 << 20);
    memset(long_text, 'n', sizeof long_text - 1);
    long_text[sizeof long_text - 1] = '\0';
    assert_string_equal(arena_string(&a, ""), "");
    assert_string_equal(arena_copy(&a, "abcdef", 3), "abc");
    assert_string_equal(arena_copy(&a, NULL, 0), "");
    assert_string_equal(arena_printf(&a, "%d of %d", 3, 12), "3 of 12");
    assert_string_equal(arena_printf(&a, "<%s>", long_text) + 1 + 8999, ">");
    int *numbers = arena_array(&a, 10, sizeof *numbers);
    assert_non_null(numbers);
    assert_int_equal(numbers[9], 0);
    arena_finish(&a);
}

#ifdef TGOV_POISON
// What makes a use after a reset a failure in every other test.
static void forgotten_pieces_are_poisoned(void **state) {
    struct arena a;
    arena_init(&a, 1 << 20);
    char *p = arena_alloc(&a, 20);
    assert_non_null(p);
    assert_false(__asan_address_is_poisoned(p + 19));
    assert_true(__asan_address_is_poisoned(p + 20));
    arena_reset(&a);
    assert_true(__asan_address_is_poisoned(p));
    arena_finish(&a);
}
#endif

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_zeroed_aligned_and_apart), cmocka_unit_test(blocks_double_and_stop_at_a_mebibyte),
        cmocka_unit_test(the_cap_holds_and_is_remembered),     cmocka_unit_test(a_reset_reuses_the_blocks),
        cmocka_unit_test(a_large_piece_fits_after_a_reset),    cmocka_unit_test(memory_may_run_out),
        cmocka_unit_test(texts_are_copied_and_made),
#ifdef TGOV_POISON
        cmocka_unit_test(forgotten_pieces_are_poisoned),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
