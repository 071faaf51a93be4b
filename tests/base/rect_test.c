// SPDX-License-Identifier: Apache-2.0
// Rectangles: what they share, what holds both, what is inside.
#include "base/rect.h"
#include "tests/base/helper_check.h"

static void pairs(void **state) {
    static const struct {
        struct rect a, b, meet, join;
        bool touch, inside; // a inside b
    } cases[] = {
        {{0, 0, 10, 10}, {5, 5, 10, 10}, {5, 5, 5, 5}, {0, 0, 15, 15}, true, false},
        {{2, 2, 3, 3}, {0, 0, 10, 10}, {2, 2, 3, 3}, {0, 0, 10, 10}, true, true},
        {{0, 0, 10, 10}, {10, 0, 10, 10}, {10, 0, 0, 10}, {0, 0, 20, 10}, false, false},
        {{0, 0, 4, 4}, {20, 20, 4, 4}, {20, 20, 0, 0}, {0, 0, 24, 24}, false, false},
        {{-5, -5, 10, 10}, {0, 0, 2, 2}, {0, 0, 2, 2}, {-5, -5, 10, 10}, true, false},
        {{0, 0, 10, 10}, {3, 3, 0, 5}, {3, 3, 0, 5}, {0, 0, 10, 10}, false, false},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_true(rect_same(rect_meet(cases[i].a, cases[i].b), cases[i].meet));
        assert_true(rect_same(rect_join(cases[i].a, cases[i].b), cases[i].join));
        assert_true(rect_same(rect_join(cases[i].b, cases[i].a), cases[i].join));
        assert_int_equal(rect_touch(cases[i].a, cases[i].b), cases[i].touch);
        assert_int_equal(rect_touch(cases[i].b, cases[i].a), cases[i].touch);
        assert_int_equal(rect_inside(cases[i].a, cases[i].b), cases[i].inside);
    }
}

static void growing_and_edges(void **state) {
    struct rect r = {10, 20, 30, 40};
    assert_true(rect_same(rect_grow(r, 5), (struct rect){5, 15, 40, 50}));
    assert_true(rect_same(rect_grow(rect_grow(r, 5), -5), r));
    assert_true(rect_empty(rect_grow(r, -15)));
    assert_int_equal(rect_right(r), 40);
    assert_int_equal(rect_bottom(r), 60);
    assert_true(rect_empty((struct rect){1, 1, 0, 5}) && rect_empty((struct rect){1, 1, 5, -1}) && !rect_empty(r));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(pairs), cmocka_unit_test(growing_and_edges)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
