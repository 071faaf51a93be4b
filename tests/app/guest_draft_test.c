// SPDX-License-Identifier: Apache-2.0
// Somebody signs in on top of a form that a guest began: what they wrote before and what the guest wrote are both there,
// and they are asked which goes on.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "helper_people.h"

static const char service[] = "report-street-light";

static void answers_of(struct viewer *v, const char *profile, const char *words, bool there) {
    struct arena a;
    struct keep_draft d = {.answers = ""};
    arena_init(&a, 4 << 20);
    (void)!keep_draft_load(v->app->keep, &a, service, profile, &d);
    if (!!strstr(d.answers, words) != there)
        fail_msg("\"%s\" is %s in %s", words, there ? "not" : "still", d.answers);
    arena_finish(&a);
}

static void open_form(struct viewer *v, const char *wait) {
    app_open(v->app, SCREEN_FORM, service);
    viewer_wait(v, wait);
}

static void write_where(struct viewer *v, const char *where) {
    open_form(v, "What is wrong?");
    viewer_press(v, KEY_2);
    viewer_wait(v, "Where is the light?");
    viewer_type(v, where);
    viewer_wait(v, "Saved");
}

static void here(struct viewer *v, int index) { // as a sign-in does
    people_set_current(v->app, index);
    router_tell_all(v->app, EV_CHANGED);
    assert_true(app_step(v->app));
}

// Kim wrote "Hidden Street"; now a guest is here.
static void after_kim(struct viewer *v) {
    viewer_open(v);
    viewer_wait(v, "All services");
    open_form(v, "What is wrong?"); // its form is remembered from now on
    viewer_press(v, KEY_HOME);
    people_cut_off(v);
    (void)people_new(v, "A. Kim", "1");
    here(v, 0);
    write_where(v, "Hidden Street");
    viewer_press(v, KEY_HOME);
    here(v, -1);
}

static const char *kim(struct viewer *v) { return people_named(v, "A. Kim")->id; }

static void an_empty_form_overwrites_nothing(void **state) {
    struct viewer v;
    (void)state;
    after_kim(&v);
    open_form(&v, "What is wrong?");
    people_set_current(v.app, 0);
    router_tell_all(v.app, EV_CHANGED);
    assert_true(headless_press(v.p, KEY_1)); // in the same moment
    viewer_settle(&v);
    answers_of(&v, kim(&v), "Hidden Street", true);
    viewer_wait(&v, "Hidden Street");
    viewer_press(&v, KEY_1);
    viewer_rest(&v);
    answers_of(&v, kim(&v), "Hidden Street", true);
    viewer_close(&v);
}

static void both(struct viewer *v) {
    after_kim(v);
    write_where(v, "Guest Alley");
    here(v, 0);
    viewer_wait(v, "You began this before");
    answers_of(v, kim(v), "Hidden Street", true);
    answers_of(v, "", "Guest Alley", true);
    viewer_press(v, KEY_1); // a question waits for its answer
    viewer_type(v, "x");
    answers_of(v, kim(v), "Hidden Street", true);
    answers_of(v, kim(v), "Hidden Streetx", false);
}

static void asked_and_keeps_hers(void **state) {
    struct viewer v;
    (void)state;
    both(&v);
    assert_string_equal(ui_stage_focused(app_stage(v.app))->label, "Keep mine");
    viewer_press(&v, KEY_OK);
    viewer_wait(&v, "Hidden Street");
    answers_of(&v, kim(&v), "Hidden Street", true);
    answers_of(&v, "", "Guest Alley", true);
    viewer_press(&v, KEY_HOME);
    open_form(&v, "Hidden Street"); // asked once
    assert_null(ui_find_label(ui_stage_root(app_stage(v.app)), "You began this before"));
    viewer_close(&v);
}

static void asked_and_takes_the_guests(void **state) {
    struct viewer v;
    (void)state;
    both(&v);
    viewer_press(&v, KEY_RIGHT);
    viewer_press(&v, KEY_OK);
    viewer_wait(&v, "Guest Alley");
    answers_of(&v, kim(&v), "Guest Alley", true);
    answers_of(&v, "", "Guest Alley", false);
    viewer_type(&v, " 7");
    viewer_rest(&v);
    answers_of(&v, kim(&v), "Guest Alley 7", true);
    viewer_close(&v);
}

// BACK leaves it open; a power cut does, too.
static void asked_again_when_left_open(void **state) {
    struct viewer v;
    (void)state;
    both(&v);
    viewer_press(&v, KEY_HOME);
    open_form(&v, "You began this before");
    viewer_press(&v, KEY_OK);
    viewer_wait(&v, "Hidden Street");
    viewer_close(&v);
}

static void what_a_guest_began_goes_on(void **state) {
    struct viewer v;
    (void)state;
    after_kim(&v);
    struct resident *mia = people_new(&v, "M. Kim", "2");
    here(&v, -1);
    write_where(&v, "Guest Alley");
    here(&v, 1);
    viewer_wait(&v, "Guest Alley");
    viewer_type(&v, " 7");
    viewer_rest(&v);
    answers_of(&v, mia->id, "Guest Alley 7", true);
    answers_of(&v, "", "Guest Alley", false);
    here(&v, 0); // and nothing of hers becomes Kim's
    viewer_wait(&v, "Hidden Street");
    answers_of(&v, kim(&v), "Guest Alley", false);
    viewer_close(&v);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_form_overwrites_nothing), cmocka_unit_test(asked_and_keeps_hers),
        cmocka_unit_test(asked_and_takes_the_guests),       cmocka_unit_test(asked_again_when_left_open),
        cmocka_unit_test(what_a_guest_began_goes_on),
    };
    office_open();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    office_close();
    return failed;
}
