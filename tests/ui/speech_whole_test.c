// SPDX-License-Identifier: Apache-2.0
// A screen read as a whole says each thing once and in order; a new screen says how things stand, which keys to press, and
// offers what else there is last. In every script one mark ends a sentence.
#include "helper_scene.h"
#include "helper_test.h"

#include "ui/widgets.h"

static const char *heard(struct scene *s, bool whole) {
    static const char signs[] = {[SAY_AFTER] = '+', [SAY_INSTEAD] = ':', [SAY_FIRST] = '!'};
    static char words[8192];
    struct arena a;
    struct ui_said said;
    size_t at = 0;
    arena_init(&a, 1 << 20);
    ui_speech(s->stage, &(struct ui_speech){.whole = whole}, &a, &said);
    *words = '\0';
    for (int i = 0; i < said.count && at < sizeof words; i++)
        at += (size_t)snprintf(words + at, sizeof words - at, "%s%s%c %s", i ? "|" : "", said.list[i].language, signs[said.list[i].how], said.list[i].text);
    arena_finish(&a);
    return words;
}

// ---- A case: state and deadline at once, and each once
struct page {
    const char *state, *code;
    bool question, connected;
};

static void case_view(struct ui *u, const void *state) {
    const struct page *p = state;
    struct w_page page = {.key = "case", .title = "Street light", .state = p->state, .context = "Your cases"};
    w_page_open(u, &page);
    w_heading(u, "title", "Street light", TYPE_TITLE);
    w_text(u, "number", "Roads Office", TYPE_SMALL, COLOUR_INK2);
    w_columns_open(u);
    w_main_open(u, "story", NULL, 0);
    ui_open(u, &(struct ui_node){.key = "events", .role = ROLE_TIMELINE, .label = "What happened", .align = ALIGN_STRETCH});
    w_event(u, &(struct w_event){.key = "e1", .when = "Today", .icon = "dot", .title = "You sent it", .text = "Mill 4", .last = true});
    ui_close(u);
    w_close(u);
    w_side_open(u, "side", 0);
    w_deadline(u, &(struct w_deadline){.key = "clock", .left = 7, .total = 7, .words = "working days\nleft", .until = "By Thursday", .law = "The law gives 7."});
    w_button(u, &(struct w_button){.key = "write", .label = "Write", .verb = "Write", .action = 1, .autofocus = true});
    w_close(u);
    ui_close(u);
    w_page_close(u, &page);
}

static void a_case_says_how_it_stands(void **state) {
    struct scene s;
    struct page p = {.state = "Received"};
    (void)state;
    scene_open(&s, 1920, 1080);
    scene_show(&s, case_view, &p);
    assert_string_equal(heard(&s, false), "en: Street light. Your cases. Received. 7 working days left, By Thursday. Roads Office. Write, button");
    assert_string_equal(heard(&s, true), "en: Street light. Your cases. Roads Office. What happened. Today: You sent it. Mill 4. 7 working days left. By Thursday. "
                                         "The law gives 7. Write, button. You are here, Write. OK: Write");
    p.state = "Answered"; // the office has moved it
    scene_frame(&s);
    assert_string_equal(heard(&s, false), "en+ Answered");
    scene_close(&s);
}

// ---- A last look: an answer, then what can be done with it
static void review_view(struct ui *u, const void *state) {
    (void)state;
    ui_open(u, &(struct ui_node){.key = "review", .role = ROLE_SCREEN, .label = "Check", .pad = UI_PAD(100)});
    w_answer(u, &(struct w_answer){.key = "a0", .label = "What is wrong?", .value = "It flickers", .act = "Change", .action = 1});
    w_answer(u, &(struct w_answer){.key = "a1", .label = "Is it urgent?", .value = "It flickers", .act = "Change", .action = 1});
    ui_close(u);
}

static void a_review_says_each_answer_once(void **state) {
    struct scene s;
    (void)state;
    scene_open(&s, 1920, 1080);
    scene_show(&s, review_view, NULL);
    assert_string_equal(heard(&s, false), "en: Check. Change: What is wrong? button, It flickers"); // alone it needs its name
    const char *all = heard(&s, true);
    assert_ptr_equal(strstr(all, "en: Check. What is wrong? It flickers. Change, button. Is it urgent? It flickers. Change, button. You are here"), all);
    scene_close(&s);
}

// ---- A question that is typed: question, keys, hint, field, and the phone at the end
static void typed_view(struct ui *u, const void *state) {
    const struct page *p = state;
    struct w_page page = {.key = p->question ? "q2" : "q1", .title = p->question ? "Which street?" : "Which town?", .hint = p->question ? NULL : "Press OK.",
                          .context = "Report", .steps = 2, .step = p->question ? 2 : 1, .step_text = p->question ? "Question 2" : "Question 1"};
    w_page_open(u, &page);
    w_heading(u, "title", page.title, TYPE_QUESTION);
    ui_open(u, &(struct ui_node){.key = "hints"});
    w_text(u, "hint", "As on a letter.", TYPE_BODY, COLOUR_NONE);
    ui_close(u);
    w_columns_open(u);
    w_steady_open(u, "main");
    w_button(u, &(struct w_button){.key = "why", .label = "Why", .action = 2});
    w_field(u, &(struct w_field){.key = "field", .label = page.title, .text = "Mill", .placeholder = "Mill Lane 4", .editing = true});
    ui_open(u, &(struct ui_node){.key = "keyboard", .label = "Keyboard", .axis = AXIS_ROW});
    ui_leaf(u, &(struct ui_node){.key = "q", .role = ROLE_KEY, .label = "q", .focusable = true, .autofocus = true, .action = 3, .w = 80, .h = 80});
    ui_close(u);
    w_close(u);
    w_side_open(u, "side", 0);
    if (p->connected)
        ui_leaf(u, &(struct ui_node){.key = "phone", .role = ROLE_STATUS, .label = "Your phone is connected", .live = LIVE_POLITE, .w = 100, .h = 100});
    else
        w_qr(u, &(struct w_qr){.key = "phone", .title = "Type on your phone", .url = "https://a.example", .lead = "Go to a.example and type", .code = p->code, .live = true});
    w_close(u);
    ui_close(u);
    w_page_close(u, &page);
}

static void a_question_comes_before_what_else_there_is(void **state) {
    struct scene s;
    struct page p = {.code = "BCDF"};
    (void)state;
    scene_open(&s, 1920, 1080);
    scene_show(&s, typed_view, &p);
    assert_string_equal(heard(&s, false), "en: Which town? Report. Question 1. Press OK. As on a letter. text field, Mill. Mill Lane 4. Keyboard. q. Type on your phone");
    assert_string_equal(heard(&s, true), "en: Which town? Report. Question 1. Press OK. As on a letter. text field, Mill. Mill Lane 4. Why, button. "
                                         "Type on your phone. Go to a.example and type. B C D F. You are here, q. OK: Open");
    p.code = "GHJK"; // another code is no news: who wants it has the screen read
    scene_frame(&s);
    assert_string_equal(heard(&s, false), "");
    p.question = true; // nor is the same offer at the next question
    scene_frame(&s);
    assert_string_equal(heard(&s, false), "en: Which street? Question 2. As on a letter. text field, Mill. Mill Lane 4. Keyboard. q");
    p.connected = true;
    scene_frame(&s);
    assert_string_equal(heard(&s, false), "en+ Your phone is connected");
    scene_close(&s);
}

// ---- Marks
static void marks_view(struct ui *u, const void *state) {
    const char *const *texts = state;
    ui_open(u, &(struct ui_node){.key = "marks", .role = ROLE_SCREEN, .label = texts[0], .pad = UI_PAD(100)});
    w_text(u, "next", texts[1], TYPE_BODY, COLOUR_NONE);
    ui_close(u);
}

static void one_mark_ends_a_sentence(void **state) {
    static const struct { const char *language, *texts[2], *said; } cases[] = {
        {"ar", {"أي لغة؟", "العربية"}, "ar: أي لغة؟ العربية"}, {"ar", {"تم.", "العربية"}, "ar: تم. العربية"}, {"ar", {"العربية", "نعم"}, "ar: العربية. نعم"},
        {"zh-CN", {"哪种语言？", "中文"}, "zh-CN: 哪种语言？ 中文"}, {"zh-CN", {"已发送。", "中文"}, "zh-CN: 已发送。 中文"},
        {"hi", {"यह हो गया।", "ठीक"}, "hi: यह हो गया। ठीक"}, {"ko", {"보낼까요?", "네"}, "ko: 보낼까요? 네"}, {"ko", {"‘다음’과 같습니다.", "네"}, "ko: ‘다음’과 같습니다. 네"},
        {"en", {"He said “no.”", "Yes"}, "en: He said “no.” Yes"}, {"en", {"He said “no”", "Yes"}, "en: He said “no”. Yes"}, {"th", {"ภาษาอะไร", "ไทย"}, "th: ภาษาอะไร. ไทย"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scene s;
        scene_open(&s, 1280, 720);
        scene_language(&s, cases[i].language);
        scene_show(&s, marks_view, cases[i].texts);
        if (strcmp(heard(&s, false), cases[i].said) != 0)
            fail_msg("\"%s\" is said as \"%s\"", cases[i].said, heard(&s, false));
        scene_close(&s);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_case_says_how_it_stands), cmocka_unit_test(a_review_says_each_answer_once),
        cmocka_unit_test(a_question_comes_before_what_else_there_is), cmocka_unit_test(one_mark_ends_a_sentence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
