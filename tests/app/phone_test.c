// SPDX-License-Identifier: Apache-2.0
// The television's part of the phone, with events as the backend sends them: nothing at rest, a box that is registered once,
// text that appears, what is too old or for another field, the curtain, private fields, a phone that asks, files on their way.
#include "app/phone/inside.h"
#include "base/mem.h"
#include "helper_viewer.h"
#include "ui/frame.h"
#include "ui/inside.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

static struct phone *phone_of(struct viewer *v) { return v->app->phone; }

// One event of the stream.
static void hear(struct viewer *v, const char *name, const char *json) {
    struct net_message *m = mem_alloc(sizeof *m);
    struct fault f = {0};
    assert_non_null(m);
    arena_init(&m->arena, 1 << 20);
    m->kind = NET_EVENT;
    m->token = TOKEN_PHONE_STREAM;
    m->tag = TAG_EVENTS;
    m->event = name;
    if (json_read(&m->arena, json, strlen(json), JSON_LIMITS, &m->value, &f))
        fail_msg("%s: %s", f.place, f.what);
    assert_true(phone_message(v->app, m));
    net_message_free(m);
    viewer_settle(v);
}

static void hear_text(struct viewer *v, const char *field, const char *text, int seq, bool done) {
    char json[1024];
    snprintf(json, sizeof json, "{\"field\":\"%s\",\"text\":\"%s\",\"seq\":%d,\"done\":%s}", field, text, seq, done ? "true" : "false");
    hear(v, "text", json);
}

static bool shown(struct viewer *v, const char *label) { return ui_find_label(ui_stage_root(app_stage(v->app)), label) != NULL; }

static bool back_is(struct viewer *v, const char *words) {
    const struct ui_node *root = ui_stage_root(app_stage(v->app)), *n = root;
    while (n && n->role != ROLE_KEYBAR)
        n = ui_next(root, n);
    const struct ui_node *bar = n;
    while (n && !text_same(n->key, "back"))
        n = ui_next(bar, n);
    return n && n->label && strstr(n->label, words);
}

static bool listening(struct viewer *v) { return phone_of(v)->up; }

static void until_listening(struct viewer *v) {
    for (int i = 0; i < 1000 && !(listening(v) && phone_of(v)->now.known); i++) {
        viewer_settle(v);
        (void)headless_wait_real(v->p, 10);
    }
    assert_true(listening(v));
}

static void to_the_text(struct viewer *v) {
    viewer_open(v);
    viewer_wait(v, "All services");
    app_open(v->app, SCREEN_FORM, "report-street-light");
    viewer_wait(v, "What is wrong?");
    viewer_press(v, KEY_1);
    viewer_wait(v, "Where is the light?");
    viewer_wait(v, "Type on your phone");
    until_listening(v);
}

static void nothing_at_rest(void **state) {
    struct viewer v;
    (void)state;
    viewer_open(&v);
    viewer_wait(&v, "All services");
    viewer_rest(&v);
    assert_int_equal(phone_next(v.app), -1);
    assert_string_equal(phone_proof(v.app), "");
    assert_false(phone_of(&v)->streaming);
    viewer_close(&v);
}

static void a_box_is_registered_once_and_rests_again(void **state) {
    struct viewer v;
    char proof[PHONE_PROOF_CAP + 1];
    (void)state;
    to_the_text(&v);
    viewer_wait(&v, "go to");
    text_copy(proof, sizeof proof, phone_proof(v.app));
    assert_true(strchr(proof, '.') != NULL);
    assert_true(phone_next(v.app) > 0); // a code runs out
    viewer_press(&v, KEY_HOME);
    viewer_rest(&v);
    assert_int_equal(phone_next(v.app), -1);
    assert_false(phone_of(&v)->streaming);
    viewer_restart(&v);
    assert_string_equal(phone_proof(v.app), proof);
    viewer_close(&v);
}

static void text_appears(void **state) {
    struct viewer v;
    char field[PHONE_OPAQUE + 1];
    (void)state;
    to_the_text(&v);
    text_copy(field, sizeof field, phone_of(&v)->opaque);
    hear(&v, "phone", "{\"id\":\"p1\",\"name\":\"iPhone\",\"connected\":true}");
    assert_true(shown(&v, "Your phone is connected"));
    assert_false(shown(&v, "Type on your phone")); // no code where nobody needs one
    hear_text(&v, field, "Mill Lane", 3, false);
    assert_true(shown(&v, "Mill Lane"));
    hear_text(&v, field, "older", 2, false);
    assert_false(shown(&v, "older"));
    hear_text(&v, "another", "elsewhere", 9, false);
    assert_false(shown(&v, "elsewhere"));
    hear_text(&v, field, "Mill Lane 14", 4, false);
    assert_true(shown(&v, "Mill Lane 14"));
    viewer_press(&v, KEY_YELLOW); // and the remote goes on where the phone was
    assert_true(shown(&v, "Mill Lane 1"));
    hear_text(&v, field, "Mill Road 5", 1, false); // the backend was started again: it counts anew
    assert_true(shown(&v, "Mill Road 5"));
    hear(&v, "phone", "{\"id\":\"p1\",\"name\":\"iPhone\",\"connected\":false}");
    assert_false(shown(&v, "Your phone is connected"));
    hear_text(&v, field, "Mill Road 55", 6, true);
    viewer_wait(&v, "Since when?");
    hear_text(&v, field, "late", 7, false); // of the question before
    assert_false(shown(&v, "late"));
    assert_string_not_equal(phone_of(&v)->opaque, field);
    viewer_close(&v);
}

static void events_that_are_none(void **state) {
    static const struct { const char *name, *json; } cases[] = {
        {"text", "{}"}, {"text", "[]"}, {"text", "{\"field\":7}"}, {"phone", "{\"id\":\"\",\"name\":\"\",\"connected\":true}"}, {"asks", "{\"phone\":\"x\"}"},
        {"upload", "{\"field\":\"f\",\"id\":\"u\",\"name\":\"n\",\"state\":\"flying\"}"}, {"removed", "{}"}, {"nonsense", "{\"a\":1}"}, {"message", "null"},
    };
    struct viewer v;
    (void)state;
    to_the_text(&v);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        hear(&v, cases[i].name, cases[i].json);
    assert_true(shown(&v, "Where is the light?"));
    viewer_close(&v);
}

// Many phones and many files do not become more than there is room for.
static void more_than_there_is_room_for(void **state) {
    struct viewer v;
    char json[256];
    (void)state;
    to_the_text(&v);
    for (int i = 0; i < 100; i++) {
        snprintf(json, sizeof json, "{\"id\":\"p%d\",\"name\":\"Phone %d\",\"connected\":true}", i, i);
        hear(&v, "phone", json);
        snprintf(json, sizeof json, "{\"field\":\"f\",\"id\":\"u%d\",\"name\":\"n\",\"state\":\"sending\",\"size\":10,\"got\":1}", i);
        hear(&v, "upload", json);
    }
    assert_int_equal(phone_of(&v)->now.device_count, API_PHONES_CAP);
    assert_int_equal(phone_of(&v)->file_count, API_UPLOADS_CAP);
    viewer_close(&v);
}

static void the_curtain_hears_nothing(void **state) {
    struct viewer v;
    char field[PHONE_OPAQUE + 1];
    (void)state;
    to_the_text(&v);
    text_copy(field, sizeof field, phone_of(&v)->opaque);
    viewer_press(&v, KEY_RED);
    assert_string_equal(app_screen_name(v.app), "curtain");
    assert_string_equal(phone_of(&v)->opaque, ""); // the wish is taken back
    hear_text(&v, field, "secret", 5, false);
    assert_false(shown(&v, "secret"));
    viewer_press(&v, KEY_RED);
    viewer_wait(&v, "Where is the light?");
    assert_false(shown(&v, "secret"));
    until_listening(&v);
    assert_string_not_equal(phone_of(&v)->opaque, field);
    viewer_close(&v);
}

static void what_is_private_is_masked(void **state) {
    struct viewer v;
    (void)state;
    to_the_text(&v);
    hear(&v, "phone", "{\"id\":\"p1\",\"name\":\"iPhone\",\"connected\":true}");
    hear_text(&v, phone_of(&v)->opaque, "Mill Lane 14", 1, true);
    viewer_wait(&v, "Since when?");
    viewer_focus(&v, "Today");
    viewer_press(&v, KEY_OK);
    viewer_wait(&v, "How should we answer you?");
    viewer_press(&v, KEY_2);
    viewer_wait(&v, "Your phone number");
    hear_text(&v, phone_of(&v)->opaque, "+1 555 0147", 1, false);
    assert_false(shown(&v, "555 01"));
    assert_true(shown(&v, "47"));
    viewer_focus(&v, "Show");
    viewer_press(&v, KEY_OK);
    assert_true(shown(&v, "+1 555 0147"));
    headless_advance(v.p, 19000);
    viewer_settle(&v);
    assert_true(shown(&v, "+1 555 0147"));
    headless_advance(v.p, 1500);
    viewer_settle(&v);
    assert_false(shown(&v, "555 01"));
    viewer_close(&v);
}

// A file that was removed here does not come back, whatever is still on its way about it.
static void a_removed_file_stays_away(void **state) {
    struct viewer v;
    char json[256];
    (void)state;
    to_the_text(&v);
    struct phone *p = phone_of(&v);
    snprintf(json, sizeof json, "{\"field\":\"%s\",\"id\":\"u1\",\"name\":\"a.png\",\"type\":\"image/png\",\"state\":\"done\",\"size\":10,\"got\":10}", p->opaque);
    hear(&v, "upload", json);
    assert_int_equal(p->now.file_count, 1);
    phone_do(v.app, PHONE_DROP_FILE, "u1");
    viewer_settle(&v);
    assert_int_equal(p->now.file_count, 0);
    hear(&v, "upload", json);
    assert_int_equal(p->now.file_count, 0);
    phone_do(v.app, PHONE_DROP_FILE, "../phones/p1"); // no id: nothing is asked of the office
    viewer_settle(&v);
    viewer_close(&v);
}

static void a_phone_that_typed_the_code_is_asked_about(void **state) {
    struct viewer v;
    (void)state;
    to_the_text(&v);
    hear(&v, "asks", "{\"phone\":\"p9\",\"name\":\"Android phone\",\"picture\":\"boat\"}");
    assert_true(shown(&v, "Is this your phone?"));
    assert_true(shown(&v, "Android phone typed the code of this TV. It shows: Boat"));
    assert_string_equal(ui_stage_focused(app_stage(v.app))->label, "No, keep it out"); // the careful answer first
    assert_true(back_is(&v, "Keep out")); // and BACK is the same
    viewer_press(&v, KEY_BACK);
    assert_false(shown(&v, "Is this your phone?"));
    assert_true(shown(&v, "Where is the light?"));
    assert_false(back_is(&v, "Keep out"));
    viewer_close(&v);
}

static void offline_is_quiet(void **state) {
    struct viewer v;
    (void)state;
    viewer_open(&v);
    viewer_wait(&v, "All services");
    app_open(v.app, SCREEN_FORM, "report-street-light");
    viewer_wait(&v, "What is wrong?");
    net_set_fault(v.app->net, NET_FAULT_OFFLINE);
    viewer_press(&v, KEY_1);
    viewer_wait(&v, "Where is the light?");
    for (int i = 0; i < 2000 && shown(&v, "Type on your phone"); i++) {
        viewer_settle(&v);
        headless_advance(v.p, 100);
        (void)headless_wait_real(v.p, 5);
    }
    assert_false(shown(&v, "Type on your phone"));
    assert_true(shown(&v, "Why we ask"));
    viewer_type(&v, "Mill");
    assert_true(shown(&v, "Mill"));
    viewer_close(&v);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_at_rest), cmocka_unit_test(a_box_is_registered_once_and_rests_again), cmocka_unit_test(text_appears),
        cmocka_unit_test(events_that_are_none), cmocka_unit_test(more_than_there_is_room_for), cmocka_unit_test(the_curtain_hears_nothing),
        cmocka_unit_test(what_is_private_is_masked), cmocka_unit_test(a_phone_that_typed_the_code_is_asked_about), cmocka_unit_test(offline_is_quiet),
        cmocka_unit_test(a_removed_file_stays_away),
    };
    office_open();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    office_close();
    return failed;
}
