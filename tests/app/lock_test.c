// SPDX-License-Identifier: Apache-2.0
// Who is open and who is locked: after handing over the remote, after the night, with a wrong clock, at standby, on request;
// who may loosen that; and what else about people nobody else may decide.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "helper_people.h"

enum { MINUTE = 60000 };
static struct session *session(struct viewer *v) { return v->app->session; }

// M. Kim was here before; A. Kim holds the remote.
static void household(struct viewer *v) {
    viewer_open(v);
    viewer_wait(v, "All services");
    people_cut_off(v);
    (void)people_new(v, "M. Kim", "2");
    (void)people_new(v, "A. Kim", "1");
    router_tell_all(v->app, EV_CHANGED);
    viewer_settle(v);
}

static void open_people(struct viewer *v) {
    app_open(v->app, SCREEN_PEOPLE, "");
    viewer_wait(v, "Who is in front of the TV?");
}

static void press_on(struct viewer *v, const char *label) {
    viewer_focus(v, label);
    viewer_press(v, KEY_OK);
}

static bool shows(struct viewer *v, const char *label) { return ui_find_label(ui_stage_root(app_stage(v->app)), label) != NULL; }

static bool shows_text(const struct ui_node *n, const char *words) {
    bool hit = (n->text && strstr(n->text, words)) || (n->label && strstr(n->label, words)) || (n->value && strstr(n->value, words));
    for (const struct ui_node *c = n->first; c && !hit; c = c->next)
        hit = shows_text(c, words);
    return hit;
}

static bool says(struct viewer *v, const char *words) { return shows_text(ui_stage_root(app_stage(v->app)), words); }

// ---- Handing over
static void whoever_handed_over_locks_too(void **state) {
    struct viewer v;
    (void)state;
    household(&v);
    open_people(&v);
    press_on(&v, "Guest");
    headless_advance(v.p, 6 * MINUTE);
    viewer_press(&v, KEY_DOWN); // the guest's key is not theirs
    assert_false(people_named(&v, "A. Kim")->locked);
    open_people(&v);
    press_on(&v, "A. Kim"); // within those minutes no phone is needed
    assert_non_null(people_present(v.app));
    open_people(&v);
    press_on(&v, "Guest");
    headless_advance(v.p, 6 * MINUTE);
    viewer_press(&v, KEY_DOWN);
    headless_advance(v.p, 4 * MINUTE + 1);
    viewer_settle(&v);
    assert_true(people_named(&v, "A. Kim")->locked);
    assert_true(people_named(&v, "M. Kim")->locked);
    assert_string_equal(app_screen_name(v.app), "home"); // the guest goes on
    open_people(&v);
    assert_true(says(&v, "Locked"));
    press_on(&v, "A. Kim");
    assert_string_equal(app_screen_name(v.app), "sign-in");
    assert_null(people_present(v.app));
    viewer_close(&v);
}

static void another_one_goes_on(void **state) {
    struct viewer v;
    (void)state;
    household(&v);
    open_people(&v);
    press_on(&v, "M. Kim");
    for (int i = 0; i < 11; i++) {
        headless_advance(v.p, MINUTE);
        viewer_press(&v, KEY_DOWN);
    }
    assert_true(people_named(&v, "A. Kim")->locked);
    assert_string_equal(people_present(v.app)->name, "M. Kim");
    viewer_close(&v);
}

// A box that slept runs no timer: the first key finds everybody locked, before it does anything.
static void the_first_key_after_sleep(void **state) {
    struct viewer v;
    (void)state;
    household(&v);
    viewer_press(&v, KEY_DOWN);
    headless_advance(v.p, 11 * MINUTE);
    assert_true(headless_press(v.p, KEY_DOWN));
    assert_true(app_step(v.app));
    assert_true(people_named(&v, "A. Kim")->locked);
    assert_string_equal(app_screen_name(v.app), "curtain");
    viewer_press(&v, KEY_OK);
    assert_false(says(&v, "A. Kim"));
    viewer_close(&v);
}

// ---- The next start
static void only_a_short_while_off(void **state) {
    struct viewer v;
    (void)state;
    household(&v);
    viewer_restart_at(&v, "2026-03-10T09:16:00Z");
    assert_string_equal(people_present(v.app)->name, "A. Kim");
    headless_advance(v.p, 7 * MINUTE); // the minutes it was off count
    viewer_settle(&v);
    assert_null(people_present(v.app));
    viewer_close(&v);
}

static void the_last_key_counts_not_the_sign_in(void **state) {
    struct viewer v;
    (void)state;
    household(&v);
    for (int i = 0; i < 15; i++) {
        headless_advance(v.p, MINUTE);
        viewer_press(&v, KEY_DOWN);
    }
    viewer_restart_at(&v, "2026-03-10T09:30:00Z");
    assert_string_equal(people_present(v.app)->name, "A. Kim");
    assert_true(people_named(&v, "M. Kim")->locked);
    viewer_close(&v);
}

static void long_off_or_a_wrong_clock(void **state) {
    static const char *const starts[] = {"2026-03-13T09:12:00Z", "2026-03-10T09:23:00Z", "2026-03-10T08:12:00Z", "1970-01-01T00:01:00Z"};
    (void)state;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        struct viewer v;
        household(&v);
        viewer_restart_at(&v, starts[i]);
        assert_null(people_present(v.app));
        assert_true(people_named(&v, "A. Kim")->locked);
        assert_true(people_named(&v, "M. Kim")->locked);
        viewer_close(&v);
    }
}

// ---- Standby and on request
static void standby_locks_everybody(void **state) {
    struct viewer v;
    (void)state;
    household(&v);
    assert_true(headless_press(v.p, KEY_POWER));
    assert_true(app_step(v.app));
    assert_string_equal(app_screen_name(v.app), "curtain");
    assert_true(people_named(&v, "A. Kim")->locked);
    assert_true(people_named(&v, "M. Kim")->locked);
    viewer_press(&v, KEY_POWER);
    viewer_press(&v, KEY_OK);
    assert_false(says(&v, "A. Kim"));
    viewer_restart(&v);
    assert_true(people_named(&v, "A. Kim")->locked); // kept at once
    viewer_close(&v);
}

static void standby_locks_whoever_left_and_hides_a_guest(void **state) {
    struct viewer v;
    (void)state;
    household(&v);
    open_people(&v);
    press_on(&v, "Guest");
    viewer_press(&v, KEY_POWER);
    assert_string_equal(app_screen_name(v.app), "curtain");
    assert_true(people_named(&v, "A. Kim")->locked);
    viewer_close(&v);
}

static void locked_on_request(void **state) {
    struct viewer v;
    (void)state;
    household(&v);
    open_people(&v);
    viewer_wait(&v, "Lock now");
    press_on(&v, "Lock now");
    assert_string_equal(app_screen_name(v.app), "curtain");
    assert_true(people_named(&v, "A. Kim")->locked);
    assert_true(people_named(&v, "M. Kim")->locked);
    viewer_press(&v, KEY_OK);
    open_people(&v);
    viewer_wait(&v, "A. Kim");
    assert_false(shows(&v, "Lock now")); // nobody is open
    viewer_close(&v);
}

// ---- Who decides
static void a_guest_only_tightens(void **state) {
    struct viewer v;
    (void)state;
    household(&v);
    app_open(v.app, SCREEN_SETTINGS, "");
    viewer_wait(&v, "Never");
    press_on(&v, "30 minutes");
    assert_int_equal(session_lock_minutes(v.app), 30);
    assert_int_equal(people_named(&v, "M. Kim")->minutes, -1); // hers is hers
    viewer_press(&v, KEY_HOME);
    open_people(&v);
    press_on(&v, "Guest");
    assert_int_equal(session_lock_minutes(v.app), 10);
    app_open(v.app, SCREEN_SETTINGS, "");
    viewer_wait(&v, "10 minutes");
    assert_false(shows(&v, "30 minutes"));
    assert_false(shows(&v, "Never"));
    locks_after(v.app, 0); // not by another way either
    locks_after(v.app, 30);
    assert_int_equal(session_lock_minutes(v.app), 10);
    assert_int_equal(people_named(&v, "A. Kim")->minutes, 30);
    press_on(&v, "5 minutes");
    assert_int_equal(session_lock_minutes(v.app), 5);
    assert_int_equal(people_named(&v, "A. Kim")->minutes, 5);
    viewer_restart(&v);
    assert_int_equal(people_named(&v, "A. Kim")->minutes, 5);
    viewer_close(&v);
}

static void a_locked_one_is_not_changed_by_others(void **state) {
    struct viewer v;
    char id[ID_LETTERS + 1];
    const struct keep_draft d = {.service = "damage-report", .title = "Damage", .language = "en", .version = "", .step = "", .answers = "{\"what\":\"hole\"}"};
    (void)state;
    household(&v);
    text_copy(id, sizeof id, people_named(&v, "A. Kim")->id);
    struct keep_draft hers = d;
    hers.profile = id;
    assert_int_equal(keep_draft_save(v.app->keep, (struct keep_ticket){0}, &hers), ERR_NONE);
    session_lock(v.app);
    viewer_press(&v, KEY_OK);
    app_open(v.app, SCREEN_PERSON, id);
    viewer_wait(&v, "Remove from this TV");
    assert_false(shows(&v, "Change the name"));
    assert_false(shows(&v, "Heart"));
    struct ctx cx = {.app = v.app, .entry = router_top(v.app)};
    session_perform(&cx, &(struct effect){.kind = FX_NAME_PROFILE, .text = id, .method = "Nobody"}); // not by another way either
    assert_string_equal(people_name(people_find(v.app, id)), "A. Kim");
    press_on(&v, "Remove from this TV");
    assert_true(says(&v, "1 form with unfinished answers goes from this TV."));
    assert_string_equal(ui_stage_focused(app_stage(v.app))->label, "No, keep it");
    viewer_press(&v, KEY_OK);
    assert_non_null(people_find(v.app, id));
    viewer_close(&v);
}

// ---- Names, order, room
static void the_given_name_is_another_field(void **state) {
    struct viewer v;
    (void)state;
    household(&v);
    struct ctx cx = {.app = v.app, .entry = router_top(v.app)};
    session_perform(&cx, &(struct effect){.kind = FX_NAME_PROFILE, .text = people_named(&v, "A. Kim")->id, .method = "Mama"});
    assert_string_equal(people_named(&v, "Mama")->name, "A. Kim");
    viewer_restart(&v);
    assert_string_equal(people_named(&v, "Mama")->name, "A. Kim");
    assert_string_equal(session_person(v.app)->name, "Mama");
    viewer_close(&v);
}

static int row_y(struct viewer *v, const char *label) {
    const struct ui_node *n = ui_find_label(ui_stage_root(app_stage(v->app)), label);
    assert_non_null(n);
    return n->rect.y;
}

static void used_last_comes_first(void **state) {
    struct viewer v;
    (void)state;
    household(&v);
    router_home(v.app);
    open_people(&v);
    press_on(&v, "M. Kim");
    open_people(&v);
    viewer_press(&v, KEY_DOWN); // the name in the header is not a row
    press_on(&v, "Guest");
    open_people(&v);
    assert_true(row_y(&v, "M. Kim") < row_y(&v, "A. Kim"));
    press_on(&v, "A. Kim");
    open_people(&v);
    press_on(&v, "Guest");
    open_people(&v);
    assert_true(row_y(&v, "A. Kim") < row_y(&v, "M. Kim"));
    viewer_close(&v);
}

static void nobody_is_thrown_out_for_the_thirteenth(void **state) {
    struct viewer v;
    char subject[16];
    (void)state;
    household(&v);
    while (session(&v)->count < KEEP_PROFILES_MAX) {
        snprintf(subject, sizeof subject, "s%d", session(&v)->count);
        (void)people_new(&v, subject, subject);
    }
    assert_null(people_add(v.app));
    assert_int_equal(session(&v)->count, KEEP_PROFILES_MAX);
    (void)people_named(&v, "M. Kim");
    session_lock(v.app);
    viewer_press(&v, KEY_OK);
    open_people(&v);
    viewer_wait(&v, "Somebody else");
    press_on(&v, "Somebody else");
    assert_string_equal(app_screen_name(v.app), "people");
    assert_true(says(&v, "This TV knows 12 people. Remove one first."));
    viewer_close(&v);
}

// What an earlier version kept twice is one person again, with all answers.
static void the_same_person_is_one_profile(void **state) {
    struct viewer v;
    struct arena a;
    struct keep_drafts drafts = {0};
    struct keep_draft one = {.service = "damage-report", .title = "Damage", .language = "en", .version = "", .step = "", .answers = "{\"what\":\"hole\"}"},
                      other = {.service = "baby-box", .title = "Box", .language = "en", .version = "", .step = "", .answers = "{\"a\":1}"};
    (void)state;
    household(&v);
    one.profile = people_named(&v, "A. Kim")->id;
    assert_int_equal(keep_draft_save(v.app->keep, (struct keep_ticket){0}, &one), ERR_NONE);
    struct resident *twin = people_new(&v, "Twin", "1");
    text_copy(twin->issuer, sizeof twin->issuer, "https://sign.example/");
    assert_int_equal(people_save(v.app, twin, true), ERR_NONE);
    other.profile = twin->id;
    assert_int_equal(keep_draft_save(v.app->keep, (struct keep_ticket){0}, &other), ERR_NONE);
    viewer_restart(&v);
    assert_int_equal(session(&v)->count, 2);
    assert_non_null(people_present(v.app));
    assert_string_equal(people_present(v.app)->subject, "1");
    arena_init(&a, 4 << 20);
    assert_int_equal(keep_draft_list(v.app->keep, &a, people_present(v.app)->id, &drafts), ERR_NONE);
    assert_int_equal(drafts.count, 2);
    arena_finish(&a);
    viewer_close(&v);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whoever_handed_over_locks_too),
        cmocka_unit_test(another_one_goes_on),
        cmocka_unit_test(the_first_key_after_sleep),
        cmocka_unit_test(only_a_short_while_off),
        cmocka_unit_test(the_last_key_counts_not_the_sign_in),
        cmocka_unit_test(long_off_or_a_wrong_clock),
        cmocka_unit_test(standby_locks_everybody),
        cmocka_unit_test(standby_locks_whoever_left_and_hides_a_guest),
        cmocka_unit_test(locked_on_request),
        cmocka_unit_test(a_guest_only_tightens),
        cmocka_unit_test(a_locked_one_is_not_changed_by_others),
        cmocka_unit_test(the_given_name_is_another_field),
        cmocka_unit_test(used_last_comes_first),
        cmocka_unit_test(nobody_is_thrown_out_for_the_thirteenth),
        cmocka_unit_test(the_same_person_is_one_profile),
    };
    office_open();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    office_close();
    return failed;
}
