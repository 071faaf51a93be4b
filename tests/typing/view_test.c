// SPDX-License-Identifier: Apache-2.0
// The keyboards as they stand on the screen: every one at 100 and 200 % as text (tests/typing/golden; TGOV_ACCEPT=1 accepts
// what is there now), looked at by the audit in their languages and looks, and walked by arrows. TGOV_SHOTS=FOLDER also
// writes pictures.
#include "../ui/helper_scene.h"
#include "app/typing/typing.h"
#include "base/file.h"
#include "base/i18n.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

enum { GOLDEN_BYTES = 64 << 10, MO_ARENA = 8 << 20 };

static const char *const places[] = {"bakery", "bank", "back gate", "bandstand", "빵집", "빵집 앞", "빵집 건너편"};

// What is pressed before the look: actions as "A", page turns and so on.
struct keyboard_case {
    const char *name, *language;
    enum keyboard keyboard;
    const char *text;
    int acts[3];
    const char *keys; // digits of the remote
    const char *hard; // one character an event
    bool wide;        // shown at 100 % only: its other sizes are those of another
};

static const struct keyboard_case cases[] = {
    {.name = "en", .language = "en", .text = "Mill Lane 14, next to the ba"},
    {.name = "en-shift", .language = "en", .text = "", .acts = {ACT_TYPE_SHIFT}, .wide = true},
    {.name = "en-accents", .language = "en", .text = "", .acts = {ACT_TYPE_ACCENTS}, .wide = true},
    {.name = "en-signs", .language = "en", .text = "Mill", .acts = {ACT_TYPE_SYMBOLS}},
    {.name = "en-more-signs", .language = "en", .text = "Mill", .acts = {ACT_TYPE_SYMBOLS, ACT_TYPE_PAGE}, .wide = true},
    {.name = "en-pad", .language = "en", .text = "Mill ", .keys = "22"},
    {.name = "en-pad-digits", .language = "en", .text = "Mill ", .acts = {ACT_TYPE_PAD, ACT_TYPE_DIGITS}, .wide = true},
    {.name = "es", .language = "es", .text = "", .wide = true},
    {.name = "es-accents", .language = "es", .text = "", .acts = {ACT_TYPE_ACCENTS}, .wide = true},
    {.name = "pt-accents", .language = "pt-BR", .text = "", .acts = {ACT_TYPE_ACCENTS}, .wide = true},
    {.name = "ko", .language = "ko", .text = "물레길 14, ", .hard = "Qkdwl"},
    {.name = "ko-shift", .language = "ko", .text = "", .acts = {ACT_TYPE_PAGE}, .wide = true},
    {.name = "ko-pad", .language = "ko", .text = "물레길 ", .keys = "77712"},
    {.name = "ko-latin", .language = "ko", .text = "", .acts = {ACT_TYPE_LATIN}, .wide = true},
    {.name = "ar", .language = "ar", .text = "شارع "},
    {.name = "ar-more", .language = "ar", .text = "شارع ", .acts = {ACT_TYPE_PAGE}, .wide = true},
    {.name = "ar-pad", .language = "ar", .text = "شارع ", .keys = "2", .wide = true},
    {.name = "hi", .language = "hi", .text = "गली "},
    {.name = "hi-second", .language = "hi", .text = "गली ", .acts = {ACT_TYPE_PAGE}, .wide = true},
    {.name = "hi-third", .language = "hi", .text = "गली ", .acts = {ACT_TYPE_PAGE, ACT_TYPE_PAGE}, .wide = true},
    {.name = "hi-pad", .language = "hi", .text = "गली ", .keys = "3", .wide = true},
    {.name = "th", .language = "th", .text = "ซอย "},
    {.name = "th-second", .language = "th", .text = "ซอย ", .acts = {ACT_TYPE_PAGE}, .wide = true},
    {.name = "th-third", .language = "th", .text = "ซอย ", .acts = {ACT_TYPE_PAGE, ACT_TYPE_PAGE}, .wide = true},
    {.name = "th-pad", .language = "th", .text = "ซอย ", .keys = "1", .wide = true},
    {.name = "vi", .language = "vi", .text = "Số 14 ", .hard = "dduowngf"},
    {.name = "vi-accents", .language = "vi", .text = "Số 14 ", .acts = {ACT_TYPE_ACCENTS}, .wide = true},
    {.name = "zh", .language = "zh-CN", .text = ""},
    {.name = "email", .language = "en", .keyboard = KEYBOARD_EMAIL, .text = "a.kim@", .wide = true},
    {.name = "digits", .language = "en", .keyboard = KEYBOARD_DIGITS, .text = "+1 555"},
    {.name = "decimal", .language = "ar", .keyboard = KEYBOARD_DECIMAL, .text = "640.5", .wide = true},
    {.name = "pin", .language = "en", .keyboard = KEYBOARD_PIN, .text = "4711"},
    {.name = "full", .language = "en", .keyboard = KEYBOARD_PIN, .text = "4711", .keys = "0", .wide = true},
};

struct shown {
    struct typing typing;
    bool contrast;
};

static void page_view(struct ui *u, const void *state) {
    const struct shown *s = state;
    struct w_page page = {.key = "form", .title = "Where is the light?", .context = "Report a broken street light", .steps = 5, .step = 3,
                          .step_text = "Question 3 of 5", .saved = "Saved", .yellow = tr(u, "Delete"), .back = "Question 2"};
    w_page_open(u, &page);
    w_heading(u, "title", "Where is the light?", TYPE_QUESTION);
    w_text(u, "hint", "A house number, or something close by.", TYPE_BODY, COLOUR_INK2);
    w_space(u, "gap", 24);
    w_columns_open(u);
    w_steady_open(u, "answers");
    typing_view(u, &s->typing, &(struct typing_view){.label = "Where is the light?", .placeholder = "Mill Lane 14", .next = tr(u, "Next")});
    w_close(u);
    ui_close(u);
    w_page_close(u, &page);
}

static void prepare(struct shown *s, const struct keyboard_case *c) {
    memset(s, 0, sizeof *s);
    bool text = c->keyboard == KEYBOARD_TEXT;
    s->typing.suggestions = text ? places : NULL;
    s->typing.suggestion_count = text ? (int)(sizeof places / sizeof *places) : 0;
    s->typing.max_letters = c->keyboard == KEYBOARD_PIN ? 4 : 0;
    typing_start(&s->typing, c->keyboard, c->text);
    text_copy(s->typing.language, sizeof s->typing.language, c->language);
    for (const char *k = c->keys ? c->keys : ""; *k; k++)
        (void)typing_event(&s->typing, &(struct event){.type = EV_KEY, .key = (enum key)(KEY_0 + (*k - '0'))});
    for (const char *k = c->hard ? c->hard : ""; *k; k++)
        (void)typing_event(&s->typing, &(struct event){.type = EV_TEXT, .text = (char[]){*k, '\0'}});
    for (size_t i = 0; i < 3 && c->acts[i]; i++)
        (void)typing_event(&s->typing, &(struct event){.type = EV_ACTION, .action = c->acts[i]});
}

static void show(struct scene *scene, struct shown *s, const struct keyboard_case *c, enum text_scale scale) {
    scene->world.theme.scale = scale;
    scene->focus = (struct ui_focus){0};
    scene_language(scene, c->language);
    prepare(s, c);
    scene_show(scene, page_view, s);
}

static void shoot(struct scene *scene, const char *name, int percent, const char *look) {
    char path[512];
    const char *folder = getenv("TGOV_SHOTS");
    if (!folder)
        return;
    (void)scene_settle(scene);
    snprintf(path, sizeof path, "%s/%s-%d%s.png", folder, name, percent, look);
    scene_shot(scene, path);
}

static const struct ui_node *node_of(const struct ui_node *n, const char *key) {
    if (text_same(n->key, key))
        return n;
    const struct ui_node *hit = NULL;
    for (const struct ui_node *c = n->first; c && !hit; c = c->next)
        hit = node_of(c, key);
    return hit;
}

static void compare(const struct scene *scene, const char *name, int percent) {
    struct buf now;
    struct arena a;
    struct str kept = {0};
    char relative[128];
    snprintf(relative, sizeof relative, "tests/typing/golden/%s-%d.txt", name, percent);
    const char *path = scene_path(relative);
    buf_init(&now, GOLDEN_BYTES);
    arena_init(&a, 4 * GOLDEN_BYTES);
    ui_snapshot(&now, node_of(ui_stage_root(scene->stage), "columns"), scene->focus.id); // the header is not ours
    if (getenv("TGOV_ACCEPT")) {
        FILE *f = fopen(path, "w");
        assert_non_null(f);
        fputs(buf_text(&now), f);
        fclose(f);
    } else {
        if (file_read(&a, path, GOLDEN_BYTES, &kept, NULL) != ERR_NONE)
            fail_msg("%s is missing", relative);
        if (!str_is(kept, buf_text(&now)))
            fail_msg("%s differs; now:\n%s", relative, buf_text(&now));
    }
    buf_finish(&now);
    arena_finish(&a);
}

// English words: translations may change, what stands on the keys may not.
static void every_keyboard_is_as_it_was(void **state) {
    (void)state;
    static const enum text_scale scales[] = {SCALE_100, SCALE_200};
    static struct shown s;
    struct scene scene;
    scene_open(&scene, 1920, 1080);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (size_t k = 0; k < 2; k++) {
            if (k && cases[i].wide)
                continue;
            show(&scene, &s, &cases[i], scales[k]);
            compare(&scene, cases[i].name, scale_percent(scales[k]));
        }
    scene_close(&scene);
}

static void audited(struct scene *scene, const char *name, int percent) {
    struct buf said;
    buf_init(&said, GOLDEN_BYTES);
    if (ui_audit(&said, scene->stage, &scene->world))
        fail_msg("%s at %d %%:\n%s", name, percent, buf_text(&said));
    buf_finish(&said);
}

// Glyphs are there, texts fit, every key can be reached and left, contrast is right: with the words of the language.
static void no_keyboard_has_a_fault(void **state) {
    (void)state;
    static struct shown s;
    struct scene scene;
    scene_open(&scene, 1920, 1080);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena a;
        struct fault f = {0};
        char folder[512];
        const char *build = getenv("TGOV_BUILD");
        arena_init(&a, MO_ARENA);
        snprintf(folder, sizeof folder, "%s/i18n", build ? build : "build/debug");
        scene.world.words = i18n_load(&a, folder, cases[i].language, &f);
        for (int scale = SCALE_100; scale < SCALE_COUNT; scale++) {
            unsigned long missing = text_missing(scene.text);
            scene.world.theme.name = THEME_DAY;
            show(&scene, &s, &cases[i], (enum text_scale)scale);
            audited(&scene, cases[i].name, scale_percent((enum text_scale)scale));
            shoot(&scene, cases[i].name, scale_percent((enum text_scale)scale), "");
            if (text_missing(scene.text) != missing)
                fail_msg("%s: no font has U+%04X", cases[i].name, text_missing_last(scene.text));
        }
        scene.world.theme.name = THEME_CONTRAST;
        show(&scene, &s, &cases[i], SCALE_100);
        audited(&scene, cases[i].name, 100);
        shoot(&scene, cases[i].name, 100, "-contrast");
        scene.world.words = NULL;
        arena_finish(&a);
    }
    scene_close(&scene);
}

static void keys_are_large_enough(void **state) {
    (void)state;
    static struct shown s;
    struct scene scene;
    scene_open(&scene, 1920, 1080);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int scale = SCALE_100; scale < SCALE_COUNT; scale++) {
            show(&scene, &s, &cases[i], (enum text_scale)scale);
            const struct ui_node *board = node_of(ui_stage_root(scene.stage), "keyboard");
            if (!board)
                fail_msg("%s has no keyboard", cases[i].name);
            for (const struct ui_node *row = board ? board->first : NULL; row; row = row->next)
                for (const struct ui_node *key = row->first; key; key = key->next) {
                    // With larger text a scroll bar may take a little of each.
                    if (key->rect.w < (scale == SCALE_100 ? 100 : 96) || key->rect.h < 84)
                        fail_msg("%s at %d %%: \"%s\" is %d x %d", cases[i].name, scale_percent((enum text_scale)scale), key->label, key->rect.w,
                                 key->rect.h);
                    assert_int_equal(key->role, ROLE_KEY);
                }
            if (scale == SCALE_100) // nothing lies under the key bar
                assert_true(board && rect_bottom(board->rect) <= 946);
        }
    scene_close(&scene);
}

// LEFT is left on the glass in every language, rows go round, and the way up leads to the field.
static void arrows_act_by_what_is_seen(void **state) {
    (void)state;
    static struct shown s;
    struct scene scene;
    scene_open(&scene, 1920, 1080);
    static const struct keyboard_case ar = {.name = "ar", .language = "ar", .text = ""}, en = {.name = "en", .language = "en", .text = ""};
    static const struct { const struct keyboard_case *c; const char *first, *right, *wrapped; } rows[] = {
        {&ar, "ضاد", "صاد", "حاء"}, {&en, "q", "w", "p"},
    };
    for (size_t i = 0; i < 2; i++) {
        show(&scene, &s, rows[i].c, SCALE_100);
        assert_string_equal(scene_focus_label(&scene), rows[i].first);
        (void)scene_press(&scene, KEY_RIGHT);
        assert_string_equal(scene_focus_label(&scene), rows[i].right);
        (void)scene_press(&scene, KEY_LEFT);
        (void)scene_press(&scene, KEY_LEFT);
        assert_string_equal(scene_focus_label(&scene), rows[i].wrapped);
        (void)scene_press(&scene, KEY_UP);
        (void)scene_press(&scene, KEY_UP);
        assert_int_equal(scene_focus(&scene)->role, ROLE_FIELD);
        assert_int_equal(scene_press(&scene, KEY_LEFT), UI_PASS); // it moves the caret
    }
    scene_close(&scene);
}

static void a_pin_is_nowhere(void **state) {
    (void)state;
    static struct shown s;
    static const struct keyboard_case pin = {.name = "pin", .language = "en", .keyboard = KEYBOARD_PIN, .text = "4711"};
    struct scene scene;
    struct buf said;
    scene_open(&scene, 1920, 1080);
    buf_init(&said, GOLDEN_BYTES);
    show(&scene, &s, &pin, SCALE_100);
    ui_snapshot(&said, ui_stage_root(scene.stage), scene.focus.id);
    struct arena a;
    static struct ui_said spoken;
    arena_init(&a, MO_ARENA);
    for (int how = 0; how < 2; how++) {
        ui_speech(scene.stage, &(struct ui_speech){.whole = how == 0, .private_too = true}, &a, &spoken);
        for (int i = 0; i < spoken.count; i++)
            buf_text_add(&said, spoken.list[i].text);
    }
    arena_finish(&a);
    assert_null(strstr(buf_text(&said), "4711"));
    buf_finish(&said);
    scene_close(&scene);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_keyboard_is_as_it_was), cmocka_unit_test(no_keyboard_has_a_fault), cmocka_unit_test(keys_are_large_enough),
        cmocka_unit_test(arrows_act_by_what_is_seen),  cmocka_unit_test(a_pin_is_nowhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
