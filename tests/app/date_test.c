// SPDX-License-Identifier: Apache-2.0
// The field of a date, an amount or a telephone number with what stands around it, in the languages that write them otherwise.
// TGOV_SHOTS=FOLDER writes pictures.
#include "../ui/helper_scene.h"
#include "app/screens/answer.h"
#include "app/screens/form_date.h"
#include "base/i18n.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

enum { MO_ARENA = 8 << 20 };

struct field {
    struct scene scene;
    struct arena arena;
    struct typing typing;
    const char *echo; // of the last frame
};

static void page_view(struct ui *u, const void *state) {
    struct field *f = (struct field *)(uintptr_t)state;
    struct w_page page = {.key = "form", .title = "?", .context = "Tgov", .back = "?"};
    w_page_open(u, &page);
    w_columns_open(u);
    w_steady_open(u, "answer");
    ui_open(u, &(struct ui_node){.key = "above", .axis = AXIS_ROW, .gap = 20, .pad = {28, 0, 0, 8}});
    form_date_parts(u, &f->typing);
    ui_close(u);
    f->echo = form_date_echo(u, &f->typing);
    typing_view(u, &f->typing, &(struct typing_view){.label = "?", .next = "Next", .echo = f->echo});
    w_close(u);
    ui_close(u);
    w_page_close(u, &page);
}

static void open_field(struct field *f, const char *language, const struct question *q) {
    struct fault fault = {0};
    char folder[512];
    snprintf(folder, sizeof folder, "%s/i18n", getenv("TGOV_BUILD") ? getenv("TGOV_BUILD") : "build/debug");
    arena_init(&f->arena, MO_ARENA);
    scene_open(&f->scene, 1920, 1080);
    scene_language(&f->scene, language);
    f->scene.world.words = strcmp(language, "en") ? i18n_load(&f->arena, folder, language, &fault) : NULL;
    answer_start(&f->typing, q, NULL, language);
    scene_show(&f->scene, page_view, f);
}

static void close_field(struct field *f, const char *name) {
    char path[600];
    if (getenv("TGOV_SHOTS")) {
        snprintf(path, sizeof path, "%s/field-%s.png", getenv("TGOV_SHOTS"), name);
        scene_shot(&f->scene, path);
    }
    f->scene.world.words = NULL;
    scene_close(&f->scene);
    arena_finish(&f->arena);
}

static void press(struct field *f, const char *digits) {
    for (; *digits; digits++)
        typing_event(&f->typing, &(struct event){.type = EV_KEY, .key = (enum key)(KEY_0 + (*digits - '0'))});
    scene_frame(&f->scene);
}

static const struct question date = {.kind = ASK_DATE, .key = "since"}, moment = {.kind = ASK_DATE_TIME, .key = "when"},
                             rent = {.kind = ASK_MONEY, .key = "rent", .currency = "EUR", .keys = KEYS_DECIMAL, .limits = {.decimals = 2, .has_min = true}},
                             phone = {.kind = ASK_PHONE, .key = "phone", .keys = KEYS_PHONE};

static const char *text_at(const struct field *f, const char *key) {
    const struct ui_node *n = scene_key(&f->scene, key);
    assert_non_null(n);
    return n->text;
}

static int middle(const struct field *f, const char *key) {
    const struct ui_node *n = scene_key(&f->scene, key);
    assert_non_null(n);
    return n->rect.x + n->rect.w / 2;
}

// Where the caret stands before a byte of the field, from the left of its text.
static int place(const struct field *f, size_t byte) {
    const struct ui_node *n = scene_key(&f->scene, "field");
    enum text_dir dir = n->states & STATE_LTR ? TEXT_LTR : TEXT_AUTO;
    return text_caret_x(f->scene.text, str_of(n->text), (struct text_style){.size_px = 40, .line_px = 50}, dir, byte);
}

static void thai_years_are_those_of_the_calendar(void **state) {
    struct field f;
    (void)state;
    open_field(&f, "th", &date);
    assert_string_equal(text_at(&f, "part2"), "ปี พ.ศ.");
    press(&f, "05032494");
    assert_string_equal(text_at(&f, "field"), "05.03.2494");
    close_field(&f, "th");
    open_field(&f, "en", &date);
    assert_string_equal(text_at(&f, "part2"), "Year");
    close_field(&f, "en");
}

// The labels stand in the order of the places under them, also where the line begins at the right.
static void labels_and_places_agree(void **state) {
    struct field f;
    (void)state;
    open_field(&f, "ar", &moment);
    press(&f, "05");
    const char *shown = text_at(&f, "field");
    size_t day = 3, month = (size_t)(strstr(shown, "__") - shown), year = (size_t)(strstr(shown, "____") - shown), clock = (size_t)(strstr(shown, "__:__") - shown);
    assert_true(place(&f, day) > place(&f, month) && place(&f, month) > place(&f, year) && place(&f, year) > place(&f, clock));
    assert_true(place(&f, clock) < place(&f, clock + 3)); // hour, then minute
    assert_true(middle(&f, "part0") > middle(&f, "part1") && middle(&f, "part1") > middle(&f, "part2") && middle(&f, "part2") > middle(&f, "part3"));
    assert_true(middle(&f, "part3") < middle(&f, "part4"));
    close_field(&f, "ar-moment");
    open_field(&f, "en", &moment);
    assert_true(place(&f, 0) < place(&f, 3) && middle(&f, "part0") < middle(&f, "part1") && middle(&f, "part3") < middle(&f, "part4"));
    close_field(&f, "en-moment");
}

static void each_digit_says_its_part(void **state) {
    static const struct { const char *language, *typed, *said; } cases[] = {
        {"en", "0", "Day, 0"}, {"en", "05", "Day, 5"}, {"en", "31", "Day, 1. 31"}, {"en", "050", "Month, 0"}, {"en", "0503", "Month, 3. March"},
        {"en", "05031951", "Year, 1. 1951"}, {"en", "0513", "Month, 3"}, {"ko", "195103", "월, 3. 3월"}, {"th", "05032494", "ปี พ.ศ., 4. 2494"},
        {"ar", "05", "اليوم, ٥"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct field f;
        open_field(&f, cases[i].language, &date);
        assert_null(f.echo);
        press(&f, cases[i].typed);
        if (!f.echo)
            fail_msg("%s: %s", cases[i].language, cases[i].typed);
        assert_string_equal(f.echo, cases[i].said);
        close_field(&f, "echo");
    }
}

static void amounts_have_their_sign_and_keys(void **state) {
    struct field f;
    (void)state;
    open_field(&f, "es", &rent);
    press(&f, "12345");
    assert_string_equal(text_at(&f, "field"), "12.345\u00a0€");
    assert_string_equal(scene_key(&f.scene, "field")->value, "12345"); // said without groups: they change with every digit
    assert_string_equal(scene_key(&f.scene, "n44")->label, "coma");
    assert_null(scene_key(&f.scene, "n45")); // nothing is below zero
    close_field(&f, "es-amount");
    open_field(&f, "ar", &rent);
    press(&f, "12345");
    assert_string_equal(text_at(&f, "field"), "\u200f\u2066١٢٬٣٤٥\u2069\u00a0€");
    assert_non_null(scene_key(&f.scene, "n53"));
    assert_string_equal(scene_key(&f.scene, "n53")->label, "٥"); // a key shows what it writes
    size_t end = strlen("\u200f\u2066١٢٬٣٤٥");
    assert_int_equal(scene_key(&f.scene, "field")->caret, end);
    assert_true(place(&f, end) > place(&f, end - 2)); // the caret waits at the right of the digits
    close_field(&f, "ar-amount");
}

static void telephone_numbers_keep_their_digits(void **state) {
    struct field f;
    (void)state;
    open_field(&f, "ar", &phone);
    press(&f, "0301");
    const struct ui_node *n = scene_key(&f.scene, "field");
    assert_string_equal(n->text, "0301");
    assert_true(n->states & STATE_LTR);
    assert_string_equal(scene_key(&f.scene, "n53")->label, "5");
    assert_true(place(&f, 4) > place(&f, 0));
    close_field(&f, "ar-phone");
}

static void the_clock_has_the_hours_of_the_language(void **state) {
    static const struct { const char *language, *clock; } cases[] = {{"en", "9:12"}, {"ko", "오전 9:12"}, {"ar", "٩:١٢ ص"}, {"th", "09:12"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct field f;
        open_field(&f, cases[i].language, &phone);
        assert_string_equal(text_at(&f, "clock"), cases[i].clock);
        close_field(&f, "clock");
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(thai_years_are_those_of_the_calendar), cmocka_unit_test(labels_and_places_agree),
        cmocka_unit_test(each_digit_says_its_part),             cmocka_unit_test(amounts_have_their_sign_and_keys),
        cmocka_unit_test(telephone_numbers_keep_their_digits),  cmocka_unit_test(the_clock_has_the_hours_of_the_language),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
