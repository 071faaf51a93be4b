// SPDX-License-Identifier: Apache-2.0
// What is said, and how: the difference of two trees as utterances. They are written here as "tag: text" for what cuts,
// "tag+ text" for what comes behind, "tag! text" for an error.
#include "helper_home.h"
#include "helper_scene.h"
#include "helper_test.h"

#include "base/buf.h"
#include "ui/widgets.h"

#include <stdlib.h>

static const char *heard(struct scene *s, const struct ui_speech *how, int *withheld) {
    static const char signs[] = {[SAY_AFTER] = '+', [SAY_INSTEAD] = ':', [SAY_FIRST] = '!'};
    static char words[8192];
    struct arena a;
    struct ui_said said;
    size_t at = 0;
    arena_init(&a, 1 << 20);
    ui_speech(s->stage, how, &a, &said);
    *words = '\0';
    for (int i = 0; i < said.count && at < sizeof words; i++)
        at += (size_t)snprintf(words + at, sizeof words - at, "%s%s%c %s", i ? "|" : "", said.list[i].language, signs[said.list[i].how], said.list[i].text);
    if (withheld)
        *withheld = said.withheld;
    arena_finish(&a);
    return words;
}
static const char *change(struct scene *s) { return heard(s, &(struct ui_speech){.whole = false}, NULL); }
static const char *whole(struct scene *s) { return heard(s, &(struct ui_speech){.whole = true}, NULL); }

// ---- A question with all there is
struct page {
    const char *title, *hint, *error, *notice, *name, *pin, *phone, *heading, *service;
    const char *step;
    bool yes, no, tick, stopped, dialog;
    int caret;
};
static void page_view(struct ui *u, const void *state) {
    const struct page *p = state;
    ui_open(u, &(struct ui_node){.key = p->title, .role = ROLE_SCREEN, .label = p->title, .pad = UI_PAD(100), .gap = 10});
    if (p->step)
        ui_leaf(u, &(struct ui_node){.key = "steps", .role = ROLE_PROGRESS, .label = p->step, .paint = PAINT_BARS, .w = 400, .bars = {.total = 5, .filled = 1}});
    w_heading(u, "heading", p->heading ? p->heading : p->title, TYPE_QUESTION);
    if (p->hint)
        w_text(u, "hint", p->hint, TYPE_BODY, COLOUR_NONE);
    if (p->error)
        w_notice(u, &(struct w_notice){.key = "error", .kind = W_BAD, .title = p->error});
    if (p->notice)
        w_notice(u, &(struct w_notice){.key = "notice", .kind = W_OK, .title = p->notice});
    ui_open(u, &(struct ui_node){.key = "answers", .role = ROLE_LIST, .label = "Answers", .gap = 10});
    w_choice(u, &(struct w_choice){.key = "yes", .label = "Yes", .hint = "I do", .checked = p->yes, .action = 1});
    w_choice(u, &(struct w_choice){.key = "no", .label = "No", .autofocus = true, .checked = p->no, .action = 1});
    w_choice(u, &(struct w_choice){.key = "tick", .label = "Remember it", .many = true, .checked = p->tick, .action = 1});
    w_button(u, &(struct w_button){.key = "send", .label = "Send", .disabled = p->stopped, .reason = "Back at 10:30", .action = 2});
    ui_close(u);
    if (p->service)
        w_text(u, "service", p->service, TYPE_BODY, COLOUR_NONE);
    if (p->name)
        w_field(u, &(struct w_field){.key = "name", .label = "Name", .text = p->name, .caret = p->caret, .editing = true});
    if (p->phone)
        w_field(u, &(struct w_field){.key = "phone", .label = "Phone", .text = p->phone, .editing = !p->name, .private_value = true});
    if (p->pin)
        ui_leaf(u, &(struct ui_node){.key = "pin", .role = ROLE_FIELD, .label = "PIN", .value = p->pin, .text = p->pin, .paint = PAINT_CARET, .h = 92,
                                     .live = LIVE_POLITE, .states = STATE_PRIVATE | STATE_SECRET | STATE_EDITING});
    ui_open(u, &(struct ui_node){.key = "keyboard", .label = "Keyboard", .axis = AXIS_ROW});
    ui_leaf(u, &(struct ui_node){.key = "five", .role = ROLE_KEY, .label = "5", .focusable = true, .action = 3, .w = 80, .h = 80});
    ui_leaf(u, &(struct ui_node){.key = "dot", .role = ROLE_KEY, .label = ".", .focusable = true, .action = 3, .w = 80, .h = 80});
    ui_leaf(u, &(struct ui_node){.key = "big", .role = ROLE_KEY, .label = "Q", .focusable = true, .action = 3, .w = 80, .h = 80});
    ui_close(u);
    if (p->dialog) {
        w_dialog_open(u, "sure", "Withdraw the case?");
        w_button(u, &(struct w_button){.key = "stay", .label = "Keep it", .action = 4});
        ui_close(u);
    }
    ui_close(u);
}

static void a_screen_a_focus_a_change(void **state) {
    (void)state;
    struct scene s;
    struct page p = {.title = "Is it broken?", .hint = "Look at the lamp.", .step = "Question 2 of 5", .stopped = true};
    scene_open(&s, 1920, 1080);
    scene_show(&s, page_view, &p);
    assert_string_equal(change(&s), "en: Is it broken? Question 2 of 5. Look at the lamp. Answers. No, not chosen, 2 of 2");
    scene_frame(&s);
    assert_string_equal(change(&s), ""); // nothing changed
    scene_press(&s, KEY_UP);
    assert_string_equal(change(&s), "en: Yes, not chosen, 1 of 2. I do");
    p.yes = true;
    scene_frame(&s);
    assert_string_equal(change(&s), "en: Yes, chosen");
    scene_press(&s, KEY_DOWN);
    scene_press(&s, KEY_DOWN);
    assert_string_equal(change(&s), "en: Remember it, not ticked");
    p.tick = true;
    scene_frame(&s);
    assert_string_equal(change(&s), "en: Remember it, ticked");
    scene_press(&s, KEY_DOWN);
    assert_string_equal(change(&s), "en: Send, button, not available, 4 of 4. Back at 10:30"); // why, too
    p.stopped = false;
    scene_frame(&s);
    assert_string_equal(change(&s), "en: Send, button"); // it may be pressed now
    scene_press(&s, KEY_DOWN);
    assert_string_equal(change(&s), "en: Keyboard. 5"); // the group is told once
    scene_press(&s, KEY_RIGHT);
    assert_string_equal(change(&s), "en: dot");
    scene_press(&s, KEY_RIGHT);
    assert_string_equal(change(&s), "en: capital Q");
    p.step = "Question 3 of 5";
    scene_frame(&s);
    assert_string_equal(change(&s), "en+ Question 3 of 5");
    p.heading = "All right"; // the same place has new content
    scene_frame(&s);
    assert_string_equal(change(&s), "en: All right. Look at the lamp.");
    scene_close(&s);
}

static void errors_come_first_and_the_focus_behind(void **state) {
    (void)state;
    struct scene s;
    struct page p = {.title = "Ask"};
    scene_open(&s, 1920, 1080);
    scene_show(&s, page_view, &p);
    p.error = "This is not a date.";
    p.notice = "Saved";
    scene_frame(&s);
    assert_string_equal(change(&s), "en! This is not a date.|en+ Saved");
    p.error = "Write a name.";
    s.focus.id = scene_key(&s, "send")->id; // both at once
    scene_frame(&s);
    assert_string_equal(change(&s), "en! Write a name.|en: Send, button, 4 of 4");
    p.dialog = true;
    scene_frame(&s);
    assert_string_equal(change(&s), "en: Withdraw the case? Keep it, button");
    p.dialog = false;
    p.error = NULL;
    scene_frame(&s);
    assert_ptr_equal(strstr(change(&s), "en: Ask. "), change(&s)); // back on the page
    scene_close(&s);
}

static void what_is_typed_is_heard(void **state) {
    static const struct { const char *before, *after, *said; } cases[] = {
        {"", "M", "en: capital M"}, {"M", "Mi", "en: i"}, {"Mill", "Mill ", "en: Mill. space"}, {"Mill", "Mill,", "en: Mill. comma"},
        {"Mill ", "Mill", "en: space deleted"}, {"Mill", "Mil", "en: l deleted"}, {"Mill", "", "en: Mill deleted"},
        {"M", "Mill Lane", "en: ill Lane"}, {"a@", "a@b", "en: b"}, {"a", "a@", "en: at sign"}, {"a", "a_", "en: underscore"},
        {"__.__.____", "1_.__.____", "en: 1"}, {"1_.__.____", "__.__.____", "en: 1 deleted"}, {"12.03.202_", "12.03.2026", "en: 6"},
        {"ㅎ", "하", "ko: 하"}, {"하", "한", "ko: 한"}, {"한", "한ㄱ", "ko: ㄱ"}, {"é", "è", "en: è"}, {"abc", "abc", ""},
        {"ac", "abc", "en: b"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scene s;
        char text[64]; // written in place, as a screen does
        struct page p = {.title = "Ask", .name = text};
        snprintf(text, sizeof text, "%s", cases[i].before);
        scene_open(&s, 1920, 1080);
        scene_show(&s, page_view, &p);
        snprintf(text, sizeof text, "%s", cases[i].after);
        scene_frame(&s);
        if (strcmp(change(&s), cases[i].said) != 0)
            fail_msg("\"%s\" to \"%s\": %s", cases[i].before, cases[i].after, change(&s));
        scene_close(&s);
    }
}

// A field may say more of a character than the character; of what goes, and of several at once, it is heard as it is.
struct echoing { const char *value, *text, *echo; int caret, value_caret; };
static void echo_view(struct ui *u, const void *state) {
    const struct echoing *e = state;
    ui_open(u, &(struct ui_node){.key = "page", .role = ROLE_SCREEN, .label = "Since when?"});
    ui_leaf(u, &(struct ui_node){.key = "field", .role = ROLE_FIELD, .label = "Since when?", .value = e->value, .text = e->text, .echo = e->echo, .caret = e->caret,
                                 .value_caret = e->value_caret, .paint = PAINT_CARET, .h = 92, .live = LIVE_POLITE, .states = STATE_EDITING});
    ui_close(u);
}

static void a_digit_tells_its_place(void **state) {
    static const struct { struct echoing before, after; const char *said; } cases[] = {
        {{"__.__", "__.__", NULL, 0, 0}, {"0_.__", "0_.__", "Day, 0", 1, 0}, "en: Day, 0"},
        {{"05.0_", "05.0_", NULL, 4, 0}, {"05.03", "05.03", "Month, 3. March", 5, 0}, "en: Month, 3. March"},
        {{"05.0_", "05.0_", NULL, 4, 0}, {"05.__", "05.__", "Day, 5", 3, 0}, "en: 0 deleted"},
        {{"__.__", "__.__", NULL, 0, 0}, {"05.03", "05.03", "Month, 3. March", 5, 0}, "en: 05.03"}, // the phone wrote it
        {{"\u2066__\u2069.\u2066__\u2069", "x", NULL, 0, 0}, {"\u2066٠_\u2069.\u2066__\u2069", "x", NULL, 0, 0}, "ar: ٠"},
        {{"1234", "1,234", NULL, 5, 5}, {"1234", "1,234", NULL, 4, 4}, "en: 4"}, // the caret goes back over an amount
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scene s;
        struct echoing e = cases[i].before;
        scene_open(&s, 1920, 1080);
        scene_show(&s, echo_view, &e);
        e = cases[i].after;
        scene_frame(&s);
        if (strcmp(change(&s), cases[i].said) != 0)
            fail_msg("%s: %s", cases[i].said, change(&s));
        scene_close(&s);
    }
}

static void private_values_wait_for_leave(void **state) {
    (void)state;
    struct scene s;
    int withheld = 0;
    struct page p = {.title = "Ask", .phone = "0105557301", .pin = "4711"};
    static const struct { struct ui_speech how; bool phone; } cases[] = {
        {{.whole = true}, false}, {{.whole = true, .private_too = true}, true}, {{.whole = true, .alone = true}, true}};
    scene_open(&s, 1920, 1080);
    scene_show(&s, page_view, &p);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *words = heard(&s, &cases[i].how, &withheld);
        assert_int_equal(strstr(words, "0 1 0 5") != NULL, cases[i].phone);
        assert_int_equal(withheld, cases[i].phone ? 1 : 2);
        assert_null(strstr(words, "4711")); // the PIN never
        assert_null(strstr(words, "4 7 1"));
        assert_null(strstr(words, "01")); // nor what a mask leaves open
    }
    // Only how much was typed.
    p.phone = "01055573012";
    scene_frame(&s);
    assert_string_equal(change(&s), "en: 11 characters");
    assert_string_equal(heard(&s, &(struct ui_speech){.private_too = true}, NULL), "en: 2");
    p.pin = "47115";
    scene_frame(&s);
    assert_string_equal(heard(&s, &(struct ui_speech){.private_too = true, .alone = true}, NULL), "en: 5 characters");
    scene_close(&s);
}

static void keys_of_a_secret_are_only_for_one(void **state) {
    (void)state;
    struct scene s;
    struct page p = {.title = "Ask", .pin = "4"};
    scene_open(&s, 1920, 1080);
    scene_show(&s, page_view, &p);
    s.focus.id = scene_key(&s, "five")->id;
    scene_frame(&s);
    assert_string_equal(change(&s), "en: Keyboard. hidden");
    assert_string_equal(heard(&s, &(struct ui_speech){.private_too = true}, NULL), "en: Keyboard. hidden");
    assert_string_equal(heard(&s, &(struct ui_speech){.alone = true}, NULL), "en: Keyboard. 5");
    scene_close(&s);
}

static void codes_are_spelled(void **state) {
    static const struct { const char *text, *said; } cases[] = {
        {"BCDFGHJK", "B C D F, G H J K"}, {"BCDF-GHJK", "B C D F, G H J K"}, {"BCDF GHJK", "B C D F, G H J K"},
        {"Case RS-2026-0042.", "Case R S, 2 0 2 6, 0 0 4 2."}, {"010-5557-3010", "0 1 0, 5 5 5 7, 3 0 1 0"},
        {"332 094", "3 3 2, 0 9 4"}, {"Type 332 094.", "Type 3 3 2, 0 9 4."}, {"1 332 094", "1 332 094"}, {"332 094 00", "332 094 00"}, {"332 094,50", "332 094,50"}, {"5557301", "5 5 5 7, 3 0 1"},
        {"On 2026-03-10 at 15:00", "On 2026-03-10 at 15:00"}, {"7 working days, 1,250 won", "7 working days, 1,250 won"}, {"2026", "2026"},
        {"TV", "TV"}, {"HOME", "HOME"}, {"A4 paper", "A4 paper"}, {"14\xC2\xB0 \xC2\xB7 rain", "14\xC2\xB0, rain"}, {"왼쪽·오른쪽", "왼쪽, 오른쪽"}, {"well-known", "well-known"},
        {"Mill Lane 14", "Mill Lane 14"}, {"a\nb", "a b"}, {"\xE2\x81\xA8Riverside\xE2\x81\xA9", "Riverside"}, {"", ""}, {"접수번호 RS-2026-0042", "접수번호 R S, 2 0 2 6, 0 0 4 2"}};
    struct scene s;
    struct arena a;
    const char *language;
    (void)state;
    scene_open(&s, 1280, 720);
    scene_show(&s, page_view, &(struct page){.title = "Ask"});
    arena_init(&a, 1 << 16);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (strcmp(ui_speech_text(s.stage, &a, cases[i].text, &language), cases[i].said) != 0)
            fail_msg("\"%s\": \"%s\"", cases[i].text, ui_speech_text(s.stage, &a, cases[i].text, &language));
    arena_finish(&a);
    scene_close(&s);
}

// A service that does not have the interface's language is spoken by the voice of its own.
static void each_text_has_its_voice(void **state) {
    static const struct { const char *interface, *text, *language; } cases[] = {
        {"en", "Report a lamp", "en"}, {"en", "가로등 고장 신고", "ko"}, {"en", "한국어", "ko"}, {"en", "العربية", "ar"}, {"en", "中文", "zh-CN"},
        {"en", "हिन्दी", "hi"}, {"en", "ไทย", "th"}, {"en", "The street 종로", "en"}, {"ko", "가로등 Mill Lane 14", "ko"}, {"ko", "Mill Lane", "en"},
        {"ko", "Tgov", "ko"}, {"ko", "12:30", "ko"}, {"ar", "Roads and Lighting Office", "en"}, {"ar", "شارع Mill Lane 7", "ar"}, {"vi", "Đường phố", "vi"},
        {"es", "Report a lamp", "es"}, {"zh-CN", "报告", "zh-CN"}, {"th", "Report a lamp", "en"}, {"hi", "한국어", "ko"}};
    struct scene s;
    struct arena a;
    (void)state;
    scene_open(&s, 1280, 720);
    arena_init(&a, 1 << 16);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *language;
        scene_language(&s, cases[i].interface);
        scene_show(&s, page_view, &(struct page){.title = "Ask"});
        (void)ui_speech_text(s.stage, &a, cases[i].text, &language);
        if (strcmp(language, cases[i].language) != 0)
            fail_msg("%s \"%s\": %s", cases[i].interface, cases[i].text, language);
    }
    arena_finish(&a);
    scene_close(&s);
}

static void foreign_view(struct ui *u, const void *state) {
    (void)state;
    ui_open(u, &(struct ui_node){.key = "page", .role = ROLE_SCREEN, .label = "설정", .pad = UI_PAD(100)});
    ui_open(u, &(struct ui_node){.key = "service", .language = "es"});
    w_text(u, "text", "Avise de una farola", TYPE_BODY, COLOUR_NONE);
    ui_close(u);
    w_text(u, "own", "끝", TYPE_BODY, COLOUR_NONE);
    ui_close(u);
}

// A page of texts alone is read in one go, when it appears; a part in another language by its own voice.
static void a_page_without_controls_is_read(void **state) {
    struct scene s;
    (void)state;
    scene_open(&s, 1280, 720);
    scene_language(&s, "ko");
    scene_show(&s, foreign_view, NULL);
    assert_string_equal(change(&s), "ko: 설정|es+ Avise de una farola|ko+ 끝");
    scene_close(&s);
}

// In a sentence of ours the name of a service keeps its voice: wherever in the label, value or hint it stands, whole or in part.
static void mixed_view(struct ui *u, const void *state) {
    (void)state;
    struct ui_node *screen = ui_open(u, &(struct ui_node){.key = "page", .role = ROLE_SCREEN, .label = "Report a lamp", .pad = UI_PAD(100)});
    ui_speaks(u, screen, "Report a lamp", "en");
    ui_speaks(u, w_heading(u, "title", "Caso 7, Lighting Office", TYPE_TITLE), "Lighting Office", "en");
    w_row(u, &(struct w_row){.key = "row", .label = "Parking permit", .language = "en", .second = "Oficina", .end = "5 minutos", .end_second = "24 crowns",
                             .end_second_language = "en", .action = 1, .autofocus = true});
    w_answer(u, &(struct w_answer){.key = "answer", .label = "What is wrong?", .language = "en", .value = "Está rota", .act = "Cambiar", .action = 2});
    w_choice(u, &(struct w_choice){.key = "yes", .label = "Se ve", .hint = "At night", .hint_language = "en", .action = 3});
    w_choice(u, &(struct w_choice){.key = "same", .label = "Informe", .language = "es", .action = 4});
    ui_close(u);
}

static void a_name_in_a_sentence_keeps_its_voice(void **state) {
    struct scene s;
    (void)state;
    scene_open(&s, 1920, 1080);
    scene_language(&s, "es");
    s.world.words = NULL; // only the tongues count here
    scene_show(&s, mixed_view, NULL);
    assert_string_equal(change(&s), "en: Report a lamp|es+ Caso 7,|en+ Lighting Office. Parking permit|es+ 5 minutos,|en+ 24 crowns|es+ 1 of 3. Oficina");
    scene_press(&s, KEY_DOWN);
    assert_string_equal(change(&s), "es: Cambiar:|en+ What is wrong?|es+ button, Está rota");
    scene_press(&s, KEY_DOWN);
    assert_string_equal(change(&s), "es: Se ve, not chosen, 1 of 2|en+ At night");
    scene_press(&s, KEY_DOWN);
    assert_string_equal(change(&s), "es: Informe, not chosen, 2 of 2");
    scene_close(&s);
}

// The screen before, and all its texts, may be gone when the new one is compared with it.
static void the_screen_before_may_be_gone(void **state) {
    struct scene s;
    char *title = strdup("Before"), *hint = strdup("A hint that goes"), *name = strdup("Mill");
    (void)state;
    scene_open(&s, 1280, 720);
    scene_show(&s, page_view, &(struct page){.title = title, .hint = hint, .name = name, .error = hint, .heading = hint});
    free(title);
    free(hint);
    free(name);
    scene_show(&s, page_view, &(struct page){.title = "After", .name = ""});
    assert_ptr_equal(strstr(change(&s), "en: After. Name, text field, empty. Answers. No, not chosen"), change(&s));
    scene_close(&s);
}

static void home_is_read_from_the_top(void **state) {
    struct scene s;
    (void)state;
    scene_open(&s, 1920, 1080);
    scene_show(&s, home_view, NULL);
    assert_ptr_equal(strstr(change(&s), "en: Home. Riverside district. Good morning, Riverside."), change(&s));
    assert_non_null(strstr(change(&s), "Something broken in your street? button, Answer within 7 working days, by law, 1 of 3. District Office, no sign-in"));
    scene_press(&s, KEY_DOWN);
    assert_string_equal(change(&s), "en: All services. Citizens, button, 1 of 3");
    const char *all = whole(&s);
    static const char *const parts[] = {"Home. Riverside district. Good morning, Riverside.", "1 of 3. District Office, no sign-in", "Citizens, button, 1 of 3",
                                        "14\xC2\xB0, rain from 15:00. Tomorrow dry", "You are here, Citizens", "OK: Open"};
    const char *at = all;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        at = at ? strstr(at, parts[i]) : NULL;
        if (!at)
            fail_msg("not in its place: %s", parts[i]);
    }
    assert_null(strchr(all, '\x02'));
    scene_close(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_screen_a_focus_a_change), cmocka_unit_test(errors_come_first_and_the_focus_behind),
        cmocka_unit_test(what_is_typed_is_heard), cmocka_unit_test(a_digit_tells_its_place), cmocka_unit_test(private_values_wait_for_leave),
        cmocka_unit_test(keys_of_a_secret_are_only_for_one), cmocka_unit_test(codes_are_spelled),
        cmocka_unit_test(each_text_has_its_voice), cmocka_unit_test(a_name_in_a_sentence_keeps_its_voice), cmocka_unit_test(a_page_without_controls_is_read),
        cmocka_unit_test(the_screen_before_may_be_gone), cmocka_unit_test(home_is_read_from_the_top),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
