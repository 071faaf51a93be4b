// SPDX-License-Identifier: Apache-2.0
// Numbers in the digits of the language: in Arabic nothing that is counted is written as in English. What has to be found
// again elsewhere stays as it is: codes, addresses and the numbers of cases.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "app/inside.h"
#include "helper_viewer.h"

static bool stays(const struct ui_node *n, const char *text) {
    bool latin = strpbrk(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") != NULL;
    return latin || (n->states & STATE_LTR);
}

static int western(const struct ui_node *n, const char *screen) {
    const char *text = n->text ? n->text : n->label;
    int found = n->paint == PAINT_TEXT && text && strpbrk(text, "0123456789") && !stays(n, text);
    if (found)
        print_error("%s: %s\n", screen, text);
    for (const struct ui_node *c = n->first; c; c = c->next)
        found += western(c, screen);
    return found;
}

static bool has_arabic_digits(const struct ui_node *n) {
    static const char first[] = "\xD9\xA0"; // the ten follow each other, the last byte counts
    bool has = false;
    for (const char *p = n->paint == PAINT_TEXT && n->text ? n->text : ""; *p; p++)
        has |= p[0] == first[0] && (unsigned char)p[1] >= 0xA0 && (unsigned char)p[1] <= 0xA9;
    for (const struct ui_node *c = n->first; c; c = c->next)
        has |= has_arabic_digits(c);
    return has;
}

static void counts_are_in_the_digits_of_the_language(void **state) {
    static const struct { enum screen_id id; const char *argument; } places[] = {
        {SCREEN_SETTINGS, ""}, {SCREEN_SETUP, "again"}, {SCREEN_FORM, "report-street-light"}, {SCREEN_SIGN_IN, ""}, {SCREEN_PHONES, ""},
    };
    struct viewer v;
    int found = 0;
    (void)state;
    viewer_open(&v);
    viewer_wait(&v, "All services");
    settings_speech(v.app, true); // its speed and volume are shown
    settings_language(v.app, "ar");
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        app_open(v.app, places[i].id, places[i].argument);
        viewer_rest(&v);
        found += western(ui_stage_root(app_stage(v.app)), app_screen_name(v.app));
        assert_true(has_arabic_digits(ui_stage_root(app_stage(v.app))));
    }
    assert_int_equal(found, 0);
    viewer_close(&v);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(counts_are_in_the_digits_of_the_language)};
    office_open();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    office_close();
    return failed;
}
