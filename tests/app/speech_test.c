// SPDX-License-Identifier: Apache-2.0
// The green key and what follows it: reading on every screen without any set-up, stopping, the bar's keys, what is kept, and
// that private answers are heard only by one who agreed, for one session.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "helper_viewer.h"

#include <stdio.h>

enum { LONG_MS = 300000, BAR_MS = 5000 };

static const char *last(struct viewer *v) {
    size_t n = headless_spoken_count(v->p);
    return n ? headless_spoken(v->p, n - 1)->text : "";
}

static bool said(struct viewer *v, const char *words) {
    const struct headless_utterance *u;
    for (size_t i = 0; (u = headless_spoken(v->p, i)); i++)
        if (strstr(u->text, words))
            return true;
    return false;
}

// What was being said has ended.
static void in_peace(struct viewer *v) {
    headless_advance(v->p, LONG_MS);
    viewer_settle(v);
    headless_forget_spoken(v->p);
}

static bool bar(struct viewer *v, const char *words) { return ui_find_label(ui_stage_root(app_stage(v->app)), words) != NULL; }

static void green_reads_on_every_screen(void **state) {
    static const struct { enum screen_id id; const char *argument; } screens[] = {
        {SCREEN_HOME, ""}, {SCREEN_SETTINGS, ""}, {SCREEN_HELP, ""}, {SCREEN_SEARCH, ""}, {SCREEN_CASES, ""}, {SCREEN_FOLLOW, ""},
        {SCREEN_CATALOGUE, ""}, {SCREEN_SERVICE, "report-street-light"}, {SCREEN_FORM, "report-street-light"}};
    (void)state;
    for (size_t i = 0; i < sizeof screens / sizeof *screens; i++) {
        struct viewer v;
        viewer_open(&v);
        viewer_wait(&v, "All services");
        if (screens[i].id != SCREEN_HOME)
            app_open(v.app, screens[i].id, screens[i].argument);
        viewer_rest(&v);
        assert_int_equal(headless_spoken_count(v.p), 0); // nothing before one asks
        viewer_press(&v, KEY_GREEN);
        const char *title = ui_stage_root(app_stage(v.app))->label;
        const struct headless_utterance *first = headless_spoken(v.p, 0);
        assert_non_null(first);
        if (strncmp(first->text, title, strlen(title)) != 0)
            fail_msg("\"%s\" begins with \"%s\"", title, first->text);
        assert_int_equal(first->how, SAY_INSTEAD);
        assert_non_null(strstr(last(&v), "Press green to stop")); // the first time it says how to go on
        in_peace(&v);
        viewer_press(&v, KEY_GREEN);
        assert_true(headless_spoken_count(v.p) > 0);
        assert_null(strstr(last(&v), "Press green to stop")); // and only then
        viewer_close(&v);
    }
}

static void pressed_again_it_stops_and_takes_keys(void **state) {
    struct viewer v;
    (void)state;
    viewer_open(&v);
    viewer_wait(&v, "All services");
    viewer_press(&v, KEY_GREEN);
    assert_true(bar(&v, "Reading aloud"));
    viewer_press(&v, KEY_DOWN); // not the bar's yet: it moves
    assert_non_null(strstr(last(&v), "Citizens, button"));
    headless_forget_spoken(v.p);
    viewer_press(&v, KEY_GREEN);
    assert_int_equal(headless_hushed(v.p), 1);
    assert_int_equal(headless_spoken_count(v.p), 0); // silence is silence
    assert_true(bar(&v, "Stopped"));
    static const struct { enum key key; const char *said; int rate, volume; } keys[] = {
        {KEY_RIGHT, "Speed 120 percent", 120, 100}, {KEY_RIGHT, "Speed 150 percent", 150, 100}, {KEY_LEFT, "Speed 120 percent", 120, 100},
        {KEY_DOWN, "Volume 90 percent", 120, 90}, {KEY_DOWN, "Volume 80 percent", 120, 80}, {KEY_UP, "Volume 90 percent", 120, 90},
        {KEY_OK, "All services. Citizens, button, 1 of 3", 120, 90}};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        viewer_press(&v, keys[i].key);
        const struct headless_utterance *u = headless_spoken(v.p, headless_spoken_count(v.p) - 1);
        assert_string_equal(u->text, keys[i].said);
        assert_int_equal(u->rate, keys[i].rate);
        assert_int_equal(u->volume, keys[i].volume);
    }
    assert_true(bar(&v, "Speed 120 %"));
    for (int i = 0; i < 20; i++)
        viewer_press(&v, KEY_RIGHT);
    assert_string_equal(last(&v), "Speed 300 percent");
    for (int i = 0; i < 20; i++)
        viewer_press(&v, KEY_DOWN);
    assert_string_equal(last(&v), "Volume 10 percent"); // never to nothing
    headless_advance(v.p, BAR_MS);
    viewer_settle(&v);
    assert_false(bar(&v, "Stopped"));
    viewer_press(&v, KEY_RIGHT); // the arrows move again
    assert_non_null(strstr(last(&v), "Business"));
    viewer_restart(&v); // both are kept, and that it reads
    viewer_wait(&v, "All services");
    assert_int_equal(headless_spoken(v.p, 0)->rate, 300);
    assert_int_equal(headless_spoken(v.p, 0)->volume, 10);
    viewer_close(&v);
}

static void other_keys_close_the_bar(void **state) {
    static const enum key keys[] = {KEY_BACK, KEY_BLUE, KEY_RED, KEY_HOME};
    (void)state;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct viewer v;
        viewer_open(&v);
        viewer_wait(&v, "All services");
        viewer_press(&v, KEY_GREEN);
        viewer_press(&v, KEY_GREEN);
        assert_true(bar(&v, "Stopped"));
        viewer_press(&v, keys[i]);
        assert_false(bar(&v, "Stopped"));
        assert_string_equal(app_screen_name(v.app), keys[i] == KEY_BLUE ? "settings" : keys[i] == KEY_RED ? "curtain" : "home");
        viewer_close(&v);
    }
}

static void yellow_turns_it_off(void **state) {
    struct viewer v;
    (void)state;
    viewer_open(&v);
    viewer_wait(&v, "All services");
    viewer_press(&v, KEY_GREEN);
    viewer_press(&v, KEY_GREEN);
    viewer_press(&v, KEY_YELLOW);
    assert_string_equal(last(&v), "Reading aloud is off. Green turns it on.");
    in_peace(&v);
    viewer_press(&v, KEY_DOWN);
    assert_int_equal(headless_spoken_count(v.p), 0);
    viewer_restart(&v);
    viewer_wait(&v, "All services");
    assert_int_equal(headless_spoken_count(v.p), 0);
    viewer_close(&v);
}

// ---- Private answers
static void to_phone_number(struct viewer *v) {
    viewer_wait(v, "All services");
    viewer_press(v, KEY_GREEN);
    in_peace(v);
    app_open(v->app, SCREEN_FORM, "report-street-light");
    viewer_wait(v, "What is wrong?");
    viewer_press(v, KEY_1);
    viewer_wait(v, "Where is the light?");
    viewer_type(v, "Mill Lane");
    viewer_focus(v, "Next");
    viewer_press(v, KEY_OK);
    viewer_wait(v, "Since when?");
    viewer_focus(v, "Yesterday");
    viewer_press(v, KEY_OK);
    viewer_wait(v, "How should we answer you?");
    viewer_press(v, KEY_2);
    viewer_wait(v, "Your phone number");
    for (int i = 0; i < 10; i++)
        viewer_press(v, (enum key)(KEY_0 + (7301994665L / (i ? 10 : 1) + i * 7) % 10));
}

static const char *digits_now(struct viewer *v) { // as the voice with leave says them
    headless_set_headphones(v->p, true);
    in_peace(v);
    viewer_press(v, KEY_GREEN);
    headless_set_headphones(v->p, false);
    const struct headless_utterance *u = headless_spoken(v->p, 0);
    const char *at = u ? strstr(u->text, "text field, ") : NULL;
    return at ? at + strlen("text field, ") : "";
}

static void private_answers_wait_for_leave(void **state) {
    struct viewer v;
    char digits[32] = "";
    (void)state;
    viewer_open(&v);
    to_phone_number(&v);
    // With headphones nobody else hears: no question is asked.
    snprintf(digits, sizeof digits, "%.7s", digits_now(&v));
    assert_true(digits[0] >= '0' && digits[0] <= '9' && digits[1] == ' ');
    in_peace(&v);
    viewer_press(&v, KEY_GREEN);
    assert_false(said(&v, digits));
    assert_true(said(&v, "hidden"));
    assert_true(said(&v, "To hear them, press green twice, then 1."));
    viewer_press(&v, KEY_GREEN);
    viewer_press(&v, KEY_1);
    assert_non_null(strstr(last(&v), "People in the room can hear"));
    assert_true(bar(&v, "People in the room can hear your private answers."));
    viewer_press(&v, KEY_BACK); // no
    assert_string_equal(last(&v), "They stay silent.");
    in_peace(&v);
    viewer_press(&v, KEY_GREEN);
    assert_false(said(&v, digits));
    assert_false(said(&v, "To hear them")); // told once
    viewer_press(&v, KEY_GREEN);
    viewer_press(&v, KEY_1);
    viewer_press(&v, KEY_OK); // yes
    assert_true(said(&v, digits));
    in_peace(&v);
    viewer_press(&v, KEY_RED); // the curtain ends it
    viewer_press(&v, KEY_RED);
    in_peace(&v);
    viewer_press(&v, KEY_GREEN);
    assert_false(said(&v, digits));
    viewer_press(&v, KEY_GREEN);
    viewer_press(&v, KEY_1);
    viewer_press(&v, KEY_OK);
    assert_true(said(&v, digits));
    viewer_restart(&v); // so does the plug
    viewer_wait(&v, "All services");
    assert_false(app_world(v.app)->reading.private_too);
    viewer_close(&v);
}

// ---- News of the voice
static void the_box_itself_turns_it_on(void **state) {
    struct viewer v;
    (void)state;
    viewer_open(&v);
    viewer_wait(&v, "All services");
    assert_true(headless_push(v.p, &(struct input){.type = INPUT_VOICE, .voice = VOICE_SETTINGS, .voice_on = false, .voice_rate = 150}));
    viewer_settle(&v);
    assert_int_equal(headless_spoken_count(v.p), 0);
    assert_true(headless_push(v.p, &(struct input){.type = INPUT_VOICE, .voice = VOICE_SETTINGS, .voice_on = true, .voice_rate = 900}));
    viewer_settle(&v);
    assert_true(said(&v, "Home"));
    assert_int_equal(headless_spoken(v.p, 0)->rate, SAY_RATE_MAX);
    viewer_press(&v, KEY_DOWN);
    assert_non_null(strstr(last(&v), "Citizens"));
    assert_true(headless_push(v.p, &(struct input){.type = INPUT_VOICE, .voice = VOICE_MISSING, .text = "th"}));
    viewer_settle(&v);
    assert_true(bar(&v, "This box has no voice for this language"));
    viewer_close(&v);
}

// ---- Digits
// The next question comes behind what the digit has chosen; a tick is said once, wherever the focus is.
static void a_digit_says_what_it_chose(void **state) {
    struct viewer v;
    (void)state;
    viewer_open(&v);
    viewer_wait(&v, "All services");
    app_open(v.app, SCREEN_FORM, "report-street-light");
    viewer_wait(&v, "What is wrong?");
    viewer_press(&v, KEY_2);
    viewer_wait(&v, "Where is the light?"); // silent: reading is off
    assert_int_equal(headless_spoken_count(v.p), 0);
    viewer_press(&v, KEY_BACK);
    viewer_wait(&v, "What is wrong?");
    viewer_press(&v, KEY_GREEN);
    assert_false(said(&v, "The light is on all day, chosen. ")); // nothing is left over from before
    in_peace(&v);
    viewer_press(&v, KEY_3);
    assert_string_equal(headless_spoken(v.p, 0)->text, "The light flickers, chosen");
    assert_int_equal(headless_spoken(v.p, 0)->how, SAY_INSTEAD);
    assert_ptr_equal(strstr(headless_spoken(v.p, 1)->text, "Where is the light? Question 2 of 4"), headless_spoken(v.p, 1)->text);
    assert_int_equal(headless_spoken(v.p, 1)->how, SAY_AFTER);
    viewer_close(&v);
}

// ---- Help
static void help_explains_the_screen_below(void **state) {
    static const struct { enum screen_id id; const char *argument, *wait, *words[4]; } cases[] = {
        {SCREEN_HOME, "", "All services", {"On this screen: Search", "Now: Report it"}},
        {SCREEN_FORM, "report-street-light", "What is wrong?", {"1 to 4", "Choose the answer with that number.", "Now: Choose"}},
        {SCREEN_SERVICE, "report-street-light", "Start", {"One step back, to: Home", "The keys on this screen: Report a broken street light"}},
        {SCREEN_SEARCH, "", "Search", {"Several letters stand on each key", "Hold it to empty the field.", "Move the caret in the field.", "behind the key 123"}}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct viewer v;
        viewer_open(&v);
        viewer_wait(&v, "All services");
        if (cases[i].id != SCREEN_HOME)
            app_open(v.app, cases[i].id, cases[i].argument);
        viewer_wait(&v, cases[i].wait);
        viewer_rest(&v);
        viewer_press(&v, KEY_GREEN);
        in_peace(&v);
        viewer_press(&v, KEY_HELP);
        assert_string_equal(app_screen_name(v.app), "help");
        for (int k = 0; k < 4 && cases[i].words[k]; k++) {
            if (!bar(&v, cases[i].words[k]))
                fail_msg("the help of %d does not show \"%s\"", (int)cases[i].id, cases[i].words[k]);
            assert_true(said(&v, cases[i].words[k])); // in one go, without a key
        }
        assert_true(said(&v, "Reads the screen aloud."));
        assert_true(said(&v, "larger text"));
        viewer_close(&v);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(green_reads_on_every_screen),     cmocka_unit_test(pressed_again_it_stops_and_takes_keys),
        cmocka_unit_test(other_keys_close_the_bar),        cmocka_unit_test(yellow_turns_it_off),
        cmocka_unit_test(private_answers_wait_for_leave),  cmocka_unit_test(the_box_itself_turns_it_on),
        cmocka_unit_test(a_digit_says_what_it_chose),
        cmocka_unit_test(help_explains_the_screen_below),
    };
    office_open();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    office_close();
    return failed;
}
