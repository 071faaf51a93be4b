// SPDX-License-Identifier: Apache-2.0
// A television that nobody touches does nothing, and one that is touched paints no more than what changed.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "app/inside.h"
#include "helper_viewer.h"

enum { RING = 12 }; // the focus ring reaches so far around its control, device px at 720p

static void on_home(struct viewer *v) {
    viewer_open(v);
    viewer_wait(v, "All services");
    viewer_rest(v);
}

static void nothing_at_rest(void **state) {
    struct viewer v;
    (void)state;
    on_home(&v);
    struct app_counts before = app_counts(v.app);
    struct net_counts net = net_count(v.app->net);
    struct headless_count shown = headless_count(v.p);
    assert_int_equal(app_deadline(v.app), -1); // nothing planned
    assert_false(headless_wait_real(v.p, 1500)); // nobody wakes the loop
    assert_int_equal(net_count(v.app->net).wakeups, net.wakeups);
    assert_int_equal(headless_count(v.p).frames, shown.frames);
    assert_int_equal(headless_count(v.p).waits, shown.waits);
    // Even a step for no reason paints nothing.
    assert_true(app_step(v.app));
    assert_int_equal(app_counts(v.app).frames, before.frames);
    assert_int_equal(headless_count(v.p).frames, shown.frames);
    viewer_close(&v);
}

static void a_focus_move_repaints_two_controls(void **state) {
    static const struct { const char *from; enum key key; const char *to; } moves[] = {
        {"New baby", KEY_RIGHT, "Moving"}, {"Moving", KEY_LEFT, "New baby"}, {"Citizens", KEY_RIGHT, "Business"}, {"Citizens", KEY_DOWN, "New baby"},
    };
    struct viewer v;
    (void)state;
    on_home(&v);
    assert_true(headless_keep_shown(v.p));
    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) {
        viewer_focus(&v, moves[i].from);
        viewer_rest(&v);
        const struct ui_node *n = ui_stage_focused(app_stage(v.app));
        struct rect from = rect_grow(n->rect, RING);
        headless_reset_count(v.p);
        assert_true(headless_press(v.p, moves[i].key));
        assert_true(app_step(v.app));
        n = ui_stage_focused(app_stage(v.app));
        assert_string_equal(n->label, moves[i].to);
        struct rect to = rect_grow(n->rect, RING), all = rect_join(from, to);
        size_t count = 0;
        const struct rect *changed = headless_changed(v.p, &count);
        assert_int_equal(headless_count(v.p).frames, 1);
        assert_true(count > 0);
        for (size_t k = 0; k < count; k++)
            assert_true(rect_inside(changed[k], all));
        int64_t most = (int64_t)from.w * from.h + (int64_t)to.w * to.h;
        assert_in_range(headless_count(v.p).pixels, 1, most);
        viewer_settle(&v);
        int x, y;
        assert_false(headless_find_stale(v.p, &x, &y)); // and nothing was painted that was not presented
    }
    viewer_close(&v);
}

// The minute of the header is one more frame, and a small one.
static void a_minute_later(void **state) {
    struct viewer v;
    (void)state;
    on_home(&v);
    headless_reset_count(v.p);
    headless_advance(v.p, 60000);
    v.app->dirty = true; // as app_run does when a minute begins
    viewer_settle(&v);
    assert_int_equal(headless_count(v.p).frames, 1);
    assert_true(headless_count(v.p).pixels < 1280 * 720 / 20);
    assert_non_null(ui_find_label(ui_stage_root(app_stage(v.app)), "9:13"));
    viewer_close(&v);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_at_rest),
        cmocka_unit_test(a_focus_move_repaints_two_controls),
        cmocka_unit_test(a_minute_later),
    };
    office_open();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    office_close();
    return failed;
}
