// SPDX-License-Identifier: Apache-2.0
// A form in large text: what stands beside a question otherwise lies behind the yellow key; "Send" stands below the answers, is in
// sight from the first moment and one key away from every answer, and who gets the answers is read on the way to it. A mistake
// pushes no title half out of sight.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "app/inside.h"
#include "helper_viewer.h"

enum { PRESSES = 40 };

static const struct ui_node *root(struct viewer *v) { return ui_stage_root(app_stage(v->app)); }
static const char *focused(struct viewer *v) { return ui_stage_focused(app_stage(v->app))->label; }

static const struct ui_node *drawn(const struct ui_node *n, const char *text) {
    const char *words = n->paint != PAINT_TEXT ? NULL : n->text ? n->text : n->label;
    const struct ui_node *hit = words && strstr(words, text) ? n : NULL;
    for (const struct ui_node *c = n->first; c && !hit; c = c->next)
        hit = drawn(c, text);
    return hit;
}

static bool seen(struct viewer *v, const char *text) {
    const struct ui_node *n = drawn(root(v), text);
    return n && rect_inside(n->rect, n->clip);
}

static void to_scale(struct viewer *v, enum text_scale scale) {
    settings_scale(v->app, scale);
    viewer_settle(v);
}

static void the_reasons_are_behind_yellow(void **state) {
    static const char *const reasons[] = {"So that the crew brings the right parts.", "Who sees your answer", "Only the Roads and Lighting Office"};
    struct viewer v;
    (void)state;
    viewer_open(&v);
    app_open(v.app, SCREEN_FORM, "report-street-light");
    viewer_wait(&v, "What is wrong?");
    viewer_rest(&v);
    for (int scale = SCALE_100; scale < SCALE_COUNT; scale++) {
        to_scale(&v, (enum text_scale)scale);
        if (scale > SCALE_125) {
            assert_false(seen(&v, reasons[0]));
            viewer_press(&v, KEY_YELLOW);
        }
        for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
            if (!seen(&v, reasons[i]))
                fail_msg("\"%s\" is not seen at %d %%", reasons[i], scale_percent((enum text_scale)scale));
        if (scale > SCALE_125) {
            assert_null(drawn(root(&v), "The light flickers")); // nothing of the page behind it
            viewer_press(&v, KEY_YELLOW);
            assert_true(seen(&v, "The light flickers"));
        }
    }
    viewer_close(&v);
}

static const struct ui_node *by_key(const struct ui_node *n, const char *key) {
    const struct ui_node *hit = text_same(n->key, key) ? n : NULL;
    for (const struct ui_node *c = n->first; c && !hit; c = c->next)
        hit = by_key(c, key);
    return hit;
}

// With a mistake to tell there is a line more: title and keyboard still stand whole in two columns, in every language; where
// large text has to scroll, nothing is half seen under the rule.
static void a_mistake_cuts_no_title(void **state) {
    static const char *const languages[] = {"en", "ko", "ar", "es", "hi", "pt-BR", "th", "vi", "zh-CN"};
    struct viewer v;
    (void)state;
    viewer_open(&v);
    app_open(v.app, SCREEN_FORM, "report-street-light");
    viewer_wait(&v, "What is wrong?");
    viewer_press(&v, KEY_1);
    viewer_wait(&v, "Where is the light?");
    viewer_rest(&v);
    viewer_focus(&v, "Next");
    viewer_press(&v, KEY_OK);
    viewer_wait(&v, "This needs an answer.");
    for (size_t l = 0; l < sizeof languages / sizeof *languages; l++) {
        settings_language(v.app, languages[l]);
        viewer_rest(&v);
        for (int scale = SCALE_100; scale < SCALE_COUNT; scale++) {
            to_scale(&v, (enum text_scale)scale);
            const struct ui_node *title = by_key(root(&v), "title"), *content = by_key(root(&v), "content"), *next = by_key(root(&v), "next");
            bool whole = rect_inside(title->rect, title->clip), gone = rect_bottom(title->rect) <= content->rect.y;
            if (!rect_inside(next->rect, next->clip) || !(whole || (gone && scale > SCALE_125)))
                fail_msg("%s at %d %%: title at %d, content at %d", languages[l], scale_percent((enum text_scale)scale), title->rect.y, content->rect.y);
        }
    }
    viewer_close(&v);
}

static void answer_all(struct viewer *v) {
    app_open(v->app, SCREEN_FORM, "report-street-light");
    viewer_wait(v, "What is wrong?");
    viewer_press(v, KEY_1);
    viewer_wait(v, "Where is the light?");
    viewer_type(v, "Mill Lane 14");
    viewer_focus(v, "Next");
    viewer_press(v, KEY_OK);
    viewer_wait(v, "Since when?");
    viewer_focus(v, "Today");
    viewer_press(v, KEY_OK);
    viewer_wait(v, "How should we answer you?");
    viewer_press(v, KEY_1);
    viewer_wait(v, "Check your answers");
    viewer_rest(v);
}

static void send_is_near_and_after_the_answers(void **state) {
    static const char *const happens[] = {"Goes to: Roads and Lighting Office", "Answer by ", "You can add or withdraw later"};
    bool read[3] = {false};
    struct viewer v;
    (void)state;
    viewer_open(&v);
    to_scale(&v, SCALE_200);
    answer_all(&v);
    assert_string_equal(focused(&v), "Send report");
    assert_true(seen(&v, "Send report") && seen(&v, "Check your answers") && seen(&v, "The light is off at night"));
    assert_true(drawn(root(&v), "Send report")->rect.y > drawn(root(&v), "Mill Lane 14")->rect.y);
    viewer_press(&v, KEY_UP);
    assert_non_null(strstr(focused(&v), "Change"));
    viewer_press(&v, KEY_RIGHT);
    assert_string_equal(focused(&v), "Send report");
    viewer_press(&v, KEY_UP);
    for (int i = 0; i < PRESSES && strcmp(focused(&v), "Send report") != 0; i++) {
        viewer_press(&v, KEY_DOWN);
        for (int k = 0; k < 3; k++)
            read[k] |= seen(&v, happens[k]);
    }
    assert_string_equal(focused(&v), "Send report");
    assert_true(read[0] && read[1] && read[2]);
    viewer_close(&v);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_reasons_are_behind_yellow), cmocka_unit_test(a_mistake_cuts_no_title),
                                       cmocka_unit_test(send_is_near_and_after_the_answers)};
    office_open();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    office_close();
    return failed;
}
