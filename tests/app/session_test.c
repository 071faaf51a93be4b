// SPDX-License-Identifier: Apache-2.0
// A household's evening: far in and back again, screens left before their answer comes, what is kept after the plug is
// pulled, and that nothing is kept after "erase everything".
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "app/inside.h"
#include "helper_viewer.h"

static void ready(struct viewer *v) {
    viewer_open(v);
    viewer_wait(v, "All services");
}

// More screens than the history holds: the oldest are forgotten, BACK still ends at home.
static void far_in_and_back(void **state) {
    struct viewer v;
    (void)state;
    ready(&v);
    for (int i = 0; i < HISTORY_MAX * 2; i++) {
        app_open(v.app, i % 2 ? SCREEN_SERVICE : SCREEN_CATALOGUE, i % 2 ? "report-street-light" : "audience=citizen");
        viewer_settle(&v);
        assert_true(v.app->depth <= HISTORY_MAX);
    }
    for (int i = 0; i < HISTORY_MAX * 2; i++)
        viewer_press(&v, KEY_BACK);
    assert_string_equal(app_screen_name(v.app), "home");
    assert_int_equal(v.app->depth, 1);
    viewer_close(&v);
}

// An answer for a screen that is gone is dropped, whatever it was asked for.
static void left_before_the_answer(void **state) {
    static const struct { enum screen_id id; const char *argument; } places[] = {
        {SCREEN_CATALOGUE, "event=moving"}, {SCREEN_SERVICE, "residence-certificate"}, {SCREEN_FORM, "change-address"}, {SCREEN_CASE, "RS-2026-0001"},
        {SCREEN_SEARCH, ""}, {SCREEN_CASES, ""}, {SCREEN_SETTINGS, ""}, {SCREEN_FOLLOW, "RS-2026-0001"}, {SCREEN_RECEIPT, "77"},
    };
    struct viewer v;
    (void)state;
    ready(&v);
    for (int round = 0; round < 6; round++) {
        for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
            app_open(v.app, places[i].id, places[i].argument);
            for (int k = 0; k < round; k++)
                assert_true(app_step(v.app));
            viewer_press(&v, KEY_HOME);
            assert_string_equal(app_screen_name(v.app), "home");
        }
    }
    viewer_rest(&v);
    assert_string_equal(app_screen_name(v.app), "home");
    assert_int_equal(v.app->depth, 1);
    viewer_close(&v);
}

static void write_a_little(struct viewer *v) {
    app_open(v->app, SCREEN_FORM, "report-street-light");
    viewer_wait(v, "What is wrong?");
    viewer_press(v, KEY_2);
    viewer_wait(v, "Where is the light?");
    viewer_type(v, "Mill Lane");
    viewer_wait(v, "Saved");
}

static void off_and_on_again(void **state) {
    struct viewer v;
    (void)state;
    ready(&v);
    write_a_little(&v);
    assert_true(headless_push(v.p, &(struct input){.type = INPUT_COMMAND, .command = COMMAND_TEXT_SCALE, .text = "150"}));
    assert_true(headless_push(v.p, &(struct input){.type = INPUT_COMMAND, .command = COMMAND_THEME, .text = "contrast"}));
    assert_true(headless_push(v.p, &(struct input){.type = INPUT_COMMAND, .command = COMMAND_LANGUAGE, .text = "ko"}));
    viewer_rest(&v);
    viewer_restart(&v);
    assert_string_equal(app_world(v.app)->language, "ko");
    assert_int_equal(app_world(v.app)->theme.scale, SCALE_150);
    assert_int_equal(app_world(v.app)->theme.name, THEME_CONTRAST);
    viewer_rest(&v);
    app_open(v.app, SCREEN_FORM, "report-street-light");
    viewer_wait(&v, "Mill Lane");
    viewer_close(&v);
}

static void erased_is_erased(void **state) {
    struct viewer v;
    (void)state;
    ready(&v);
    write_a_little(&v);
    viewer_press(&v, KEY_BLUE);
    viewer_rest(&v);
    viewer_focus(&v, "Erase everything from this TV");
    viewer_press(&v, KEY_OK);
    const struct ui_node *no = ui_stage_focused(app_stage(v.app));
    assert_non_null(no);
    assert_non_null(strstr(no->label, "No")); // OK pressed twice erases nothing
    viewer_press(&v, KEY_RIGHT);
    viewer_press(&v, KEY_OK);
    viewer_rest(&v);
    viewer_press(&v, KEY_HOME);
    viewer_restart(&v);
    viewer_wait(&v, "All services");
    viewer_rest(&v);
    assert_null(ui_find_label(ui_stage_root(app_stage(v.app)), "Not finished"));
    app_open(v.app, SCREEN_FORM, "report-street-light");
    viewer_wait(&v, "What is wrong?");
    viewer_close(&v);
}

// An old viewer who was told "connect your phone" needs no list to walk through: blue, yellow, and the code is there.
static void a_phone_is_two_keys_away(void **state) {
    struct viewer v;
    (void)state;
    ready(&v);
    viewer_press(&v, KEY_BLUE);
    viewer_wait(&v, "Connect a phone"); // says the key bar
    viewer_press(&v, KEY_YELLOW);
    assert_string_equal(app_screen_name(v.app), "phones");
    viewer_wait(&v, "Point the camera here");
    viewer_press(&v, KEY_BACK);
    viewer_wait(&v, "Text size");
    viewer_focus(&v, "Erase everything from this TV");
    viewer_press(&v, KEY_OK);
    viewer_press(&v, KEY_YELLOW); // a question waits for its answer
    assert_string_equal(app_screen_name(v.app), "settings");
    viewer_close(&v);
}

// With the digits of a remote: a pause ends a letter, so that the same key gives the next one.
static void this_tv_is_named_with_digits(void **state) {
    struct viewer v;
    (void)state;
    ready(&v);
    app_open(v.app, SCREEN_PHONES, "");
    viewer_wait(&v, "Point the camera here");
    viewer_focus(&v, "Name of this TV");
    viewer_press(&v, KEY_OK);
    viewer_wait(&v, "What is this TV called?");
    viewer_press(&v, KEY_2);
    headless_advance(v.p, 5000);
    viewer_settle(&v);
    viewer_press(&v, KEY_2);
    assert_non_null(ui_find_label(ui_stage_root(app_stage(v.app)), "aa"));
    viewer_close(&v);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(far_in_and_back),
        cmocka_unit_test(left_before_the_answer),
        cmocka_unit_test(off_and_on_again),
        cmocka_unit_test(erased_is_erased),
        cmocka_unit_test(a_phone_is_two_keys_away),
        cmocka_unit_test(this_tv_is_named_with_digits),
    };
    office_open();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    office_close();
    return failed;
}
