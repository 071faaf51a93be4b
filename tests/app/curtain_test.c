// SPDX-License-Identifier: Apache-2.0
// The privacy curtain: after RED the very next frame shows what any guest's curtain shows, whatever was on the screen, and
// only RED, OK or HOME take it away.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "helper_viewer.h"

static uint32_t *copy_of(struct viewer *v) {
    struct frame f = v->p->ops->frame(v->p);
    size_t bytes = (size_t)f.stride * (size_t)f.height;
    uint32_t *copy = malloc(bytes);
    assert_non_null(copy);
    memcpy(copy, f.pixels, bytes);
    return copy;
}

static bool looks_like(struct viewer *v, const uint32_t *picture) {
    struct frame f = v->p->ops->frame(v->p);
    return memcmp(f.pixels, picture, (size_t)f.stride * (size_t)f.height) == 0;
}

// One step, without any settling: the first frame after the key.
static void red(struct viewer *v) {
    assert_true(headless_press(v->p, KEY_RED));
    assert_true(app_step(v->app));
    assert_string_equal(app_screen_name(v->app), "curtain");
}

static uint32_t *curtain_of_a_guest(void) {
    struct viewer guest;
    viewer_open(&guest);
    viewer_wait(&guest, "All services");
    red(&guest);
    viewer_settle(&guest);
    uint32_t *picture = copy_of(&guest);
    viewer_close(&guest);
    return picture;
}

static void on_home(struct viewer *v) { (void)v; }
static void typing_a_phone_number(struct viewer *v) {
    app_open(v->app, SCREEN_FORM, "report-street-light");
    viewer_wait(v, "What is wrong?");
    viewer_press(v, KEY_1);
    viewer_wait(v, "Where is the light?");
    viewer_type(v, "The blue house of Kim");
}
static void in_settings(struct viewer *v) { viewer_press(v, KEY_BLUE); }
static void in_a_dialog(struct viewer *v) {
    viewer_press(v, KEY_BLUE);
    viewer_focus(v, "Erase everything from this TV");
    viewer_press(v, KEY_OK);
}
static void while_loading(struct viewer *v) {
    app_open(v->app, SCREEN_CATALOGUE, "audience=citizen");
    assert_true(app_step(v->app));
}

static void nothing_personal_in_the_next_frame(void **state) {
    static const struct { const char *name; void (*go)(struct viewer *v); } places[] = {
        {"home", on_home}, {"form", typing_a_phone_number}, {"settings", in_settings}, {"dialog", in_a_dialog}, {"loading", while_loading},
    };
    uint32_t *guest = curtain_of_a_guest();
    (void)state;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct viewer v;
        int x, y;
        viewer_open(&v);
        viewer_wait(&v, "All services");
        places[i].go(&v);
        assert_true(headless_keep_shown(v.p));
        red(&v);
        if (!looks_like(&v, guest))
            fail_msg("from %s: the curtain is not the one of a guest", places[i].name);
        assert_false(headless_find_stale(v.p, &x, &y)); // the screen got all of it
        // What comes in behind the curtain paints nothing through it.
        viewer_rest(&v);
        assert_true(looks_like(&v, guest));
        viewer_close(&v);
    }
    free(guest);
}

static void only_some_keys_open_it(void **state) {
    static const enum key dead[] = {KEY_BACK, KEY_UP, KEY_DOWN, KEY_LEFT, KEY_RIGHT, KEY_YELLOW, KEY_BLUE, KEY_MENU, KEY_HELP, KEY_SEARCH, KEY_1, KEY_DELETE};
    struct viewer v;
    (void)state;
    viewer_open(&v);
    viewer_wait(&v, "All services");
    typing_a_phone_number(&v);
    red(&v);
    for (size_t i = 0; i < sizeof dead / sizeof *dead; i++) {
        viewer_press(&v, dead[i]);
        assert_string_equal(app_screen_name(v.app), "curtain");
    }
    viewer_type(&v, "x"); // a keyboard does not write through it either
    assert_string_equal(app_screen_name(v.app), "curtain");
    viewer_press(&v, KEY_RED);
    assert_string_equal(app_screen_name(v.app), "form");
    viewer_wait(&v, "The blue house of Kim");
    assert_null(ui_find_label(ui_stage_root(app_stage(v.app)), "Kimx"));
    red(&v);
    viewer_press(&v, KEY_OK);
    assert_string_equal(app_screen_name(v.app), "form");
    red(&v);
    viewer_press(&v, KEY_HOME);
    assert_string_equal(app_screen_name(v.app), "home");
    viewer_close(&v);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_personal_in_the_next_frame),
        cmocka_unit_test(only_some_keys_open_it),
    };
    office_open();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    office_close();
    return failed;
}
