// SPDX-License-Identifier: Apache-2.0
// The privacy curtain: after RED the very next frame shows what any guest's curtain shows, whatever was on the screen, and
// only RED or OK take it away. Nothing of what is behind it is spoken.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "app/identity/inside.h"
#include "app/screens/form_state.h"
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
// The panel with the code for a phone beside the question.
static void beside_the_phone_panel(struct viewer *v) {
    typing_a_phone_number(v);
    viewer_wait(v, "Type on your phone");
}
static void a_sign_in_code(struct viewer *v) {
    app_open(v->app, SCREEN_SIGN_IN, "");
    viewer_wait(v, "Good for 10 more minutes");
}
// A photo that a phone sent, with its picture.
static void thumbnails(struct viewer *v) {
    enum { W = 64, H = 48 };
    static uint32_t pixels[W * H];
    const struct keep_draft d = {.service = "damage-report", .profile = "", .title = "Damage", .language = "en", .version = "", .step = "photos",
        .answers = "{\"what\":\"hole\",\"where\":\"Mill Lane 14\",\"photos\":[{\"storage\":\"tgov\",\"id\":\"photo1\",\"name\":\"photo1\","
                   "\"originalName\":\"garden of Kim.png\",\"size\":900,\"type\":\"image/png\"}]}"};
    for (int i = 0; i < W * H; i++)
        pixels[i] = 0xff3355aa;
    assert_int_equal(keep_draft_save(v->app->keep, (struct keep_ticket){0}, &d), ERR_NONE);
    app_open(v->app, SCREEN_FORM, "damage-report");
    assert_true(ui_stage_image(app_stage(v->app), "photo1", pixels, W, H));
    viewer_wait(v, "garden of Kim.png");
}
// Somebody who acts for another: both names stand in the header of every screen.
static void somebody_is_here(struct viewer *v) {
    struct session *s = v->app->session;
    s->people[0] = (struct resident){.id = "kim", .name = "A. Kim", .picture = "boat"};
    s->count = 1;
    s->current = 0;
    text_copy(s->acting, sizeof s->acting, "mandate");
    text_copy(s->acting_name, sizeof s->acting_name, "M. Kim");
    router_tell_all(v->app, EV_CHANGED);
    viewer_wait(v, "A. Kim for M. Kim");
}
static void mandates(struct viewer *v) {
    somebody_is_here(v);
    app_open(v->app, SCREEN_MANDATES, "");
    viewer_rest(v);
}
static void who_is_here(struct viewer *v) {
    somebody_is_here(v);
    app_open(v->app, SCREEN_PEOPLE, "");
    viewer_wait(v, "A. Kim");
}
// "These answers were changed on another TV" lies over the question.
static void asked_which_answers(struct viewer *v) {
    typing_a_phone_number(v);
    struct form_screen *s = router_top(v->app)->state;
    s->asks = FORM_ASKS_WHICH;
    v->app->dirty = true;
    viewer_wait(v, "Keep mine");
}
static void while_reading_aloud(struct viewer *v) {
    somebody_is_here(v);
    viewer_press(v, KEY_GREEN);
    typing_a_phone_number(v);
}
static void while_loading(struct viewer *v) {
    app_open(v->app, SCREEN_CATALOGUE, "audience=citizen");
    assert_true(app_step(v->app));
}

static void nothing_personal_in_the_next_frame(void **state) {
    static const struct { const char *name; void (*go)(struct viewer *v); } places[] = {
        {"home", on_home}, {"form", typing_a_phone_number}, {"settings", in_settings}, {"dialog", in_a_dialog}, {"loading", while_loading},
        {"phone panel", beside_the_phone_panel}, {"sign-in code", a_sign_in_code}, {"thumbnails", thumbnails}, {"mandates", mandates},
        {"people", who_is_here}, {"which answers", asked_which_answers}, {"reading aloud", while_reading_aloud},
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
        viewer_press(&v, KEY_BACK); // by habit
        assert_string_equal(app_screen_name(v.app), "curtain");
        viewer_press(&v, KEY_HOME); // home is personal, too
        assert_string_equal(app_screen_name(v.app), "curtain");
        assert_true(looks_like(&v, guest));
        assert_true(headless_press(v.p, KEY_POWER)); // standby: what is behind it goes, too
        assert_true(app_step(v.app));
        assert_string_equal(app_screen_name(v.app), "curtain");
        assert_true(looks_like(&v, guest));
        viewer_close(&v);
    }
    free(guest);
}

static bool said(struct viewer *v, const char *words) {
    for (size_t i = 0; i < headless_spoken_count(v->p); i++)
        if (strstr(headless_spoken(v->p, i)->text, words))
            return true;
    return false;
}

// What was being said stops, and what comes in behind the curtain is not said: not when it comes, not by "say it again",
// and not when reading aloud is turned on there.
static void nothing_is_said_behind_it(void **state) {
    struct viewer v;
    (void)state;
    viewer_open(&v);
    viewer_wait(&v, "All services");
    while_reading_aloud(&v);
    assert_true(said(&v, "Where is the light?"));
    speech_later(v.app, "A. Kim has mail"); // was to be said with the next picture
    headless_forget_spoken(v.p);
    red(&v);
    assert_true(headless_spoken_count(v.p) > 0);
    assert_int_equal(headless_spoken(v.p, 0)->how, SAY_INSTEAD);
    speech_later(v.app, "A. Kim has mail");
    router_tell_all(v.app, EV_CHANGED);
    viewer_rest(&v);
    for (int i = 0; i < 4; i++) // stop, and say it again
        viewer_press(&v, KEY_GREEN);
    viewer_rest(&v);
    assert_string_equal(app_screen_name(v.app), "curtain");
    static const char *const personal[] = {"Kim", "blue house", "Where is the light", "mail", "street light"};
    for (size_t i = 0; i < sizeof personal / sizeof *personal; i++)
        assert_false(said(&v, personal[i]));
    viewer_close(&v);
}

static void only_some_keys_open_it(void **state) {
    static const enum key dead[] = {KEY_BACK, KEY_HOME, KEY_UP, KEY_DOWN, KEY_LEFT, KEY_RIGHT, KEY_YELLOW, KEY_BLUE, KEY_MENU, KEY_HELP, KEY_SEARCH, KEY_1, KEY_DELETE};
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
    viewer_close(&v);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_personal_in_the_next_frame),
        cmocka_unit_test(nothing_is_said_behind_it),
        cmocka_unit_test(only_some_keys_open_it),
    };
    office_open();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    office_close();
    return failed;
}
