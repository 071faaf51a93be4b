// SPDX-License-Identifier: Apache-2.0
// Writing in every language and way: Telex, the letters of digit keys, plugged-in keyboards, numbers, caret, deletion,
// undo, limits, suggestions. Each table is keys and what they write.
#include "app/typing/inside.h"
#include "app/typing/marks.h"
#include "helper_type.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

static struct typing t;
struct row { const char *language, *keys, *text; };

static void check(const struct row *rows, size_t count, const char *(*write)(struct typing *, const char *)) {
    for (size_t i = 0; i < count; i++) {
        field_open(&t, rows[i].language, KEYBOARD_TEXT, "");
        if (strcmp(write(&t, rows[i].keys), rows[i].text))
            fail_msg("%s: \"%s\" gives \"%s\", not \"%s\"", rows[i].language, rows[i].keys, t.text, rows[i].text);
    }
}

static void telex(void **state) {
    (void)state;
    static const struct row rows[] = {
        {"vi", "tieengs Vieejt", "tiếng Việt"}, {"vi", "dduwowngf phoos", "đường phố"}, {"vi", "nguowif", "người"}, {"vi", "thuowr", "thuở"},
        {"vi", "hoas hoans", "hóa hoán"}, {"vi", "thuyr khoer", "thủy khỏe"}, {"vi", "ngoaif", "ngoài"}, {"vi", "quas gias giuwax", "quá giá giữa"},
        {"vi", "aaa eee ooo ddd", "aa ee oo dd"}, {"vi", "ass aff arr axx ajj", "as af ar ax aj"}, {"vi", "aww oww uww", "aw ow uw"},
        {"vi", "asz asjz", "a a"}, {"vi", "asf", "à"}, {"vi", "AAs DDawng", "Ấ Đăng"}, {"vi", "banana bills www 14", "banana bills www 14"},
        {"vi", "muwa muaw thuaw", "mưa mưa thưa"}, {"vi", "huowngs ruowuj", "hướng rượu"}, {"vi", "tieengs<g", "tiếng"}, {"en", "tieengs", "tieengs"},
        {"vi", "Nguyeenx Hueej", "Nguyễn Huệ"}, {"vi", "z s f", "z s f"}, {"vi", "khuyur", "khuỷu"},
    };
    check(rows, sizeof rows / sizeof *rows, typed);
}

static void tones_have_keys_of_their_own(void **state) {
    (void)state;
    field_open(&t, "vi", KEYBOARD_TEXT, "pho");
    assert_int_equal(act(&t, ACT_TYPE_CHARACTER, MARK_ACUTE), TYPING_CHANGED);
    assert_string_equal(t.text, "phó");
    act(&t, ACT_TYPE_CHARACTER, MARK_GRAVE);
    assert_string_equal(t.text, "phò");
    act(&t, ACT_TYPE_CHARACTER, MARK_GRAVE); // again: without
    assert_string_equal(t.text, "pho");
    act(&t, ACT_TYPE_CHARACTER, 0x1A1);
    assert_string_equal(t.text, "phoơ");
}

static void letters_of_digit_keys(void **state) {
    (void)state;
    static const struct row rows[] = {
        {"en", "2", "a"}, {"en", "22", "b"}, {"en", "2222", "2"}, {"en", "2 2", "aa"}, {"en", "2>2", "aa"}, {"en", "23", "ad"}, {"en", "1", "."},
        {"en", "0", " "}, {"en", "#2", "2"}, {"en", "6 4 555 555", "mgll"}, {"en", "222-", ""}, {"en", "2 22-", "a"}, {"en", "7777777", "p"},
        {"es", "66 6", "nm"}, {"es", "666", "ñ"}, {"es", "2222", "á"}, {"pt-BR", "2222", "ã"}, {"vi", "22", "ă"}, {"vi", "21", "á"}, {"vi", "211", "à"},
        {"vi", "33 6666", "đô"}, {"vi", "888 8", "ưt"}, {"ar", "2", "ب"}, {"ar", "22", "ت"}, {"ar", "7<7", "نن"}, {"ar", "4 7 5", "سند"},
        {"hi", "3", "क"}, {"hi", "32", "का"}, {"hi", "2", "अ"}, {"hi", "322", "कि"}, {"hi", "6 1 8", "त्य"}, {"th", "1", "ก"}, {"th", "18", "กะ"},
        {"zh-CN", "222", "c"}, {"zz", "9999", "z"},
    };
    check(rows, sizeof rows / sizeof *rows, pressed);
}

// The clock alone decides as well: no timer is needed for a new letter to begin, and a timer does no harm.
static void a_pause_begins_a_letter(void **state) {
    (void)state;
    field_open(&t, "en", KEYBOARD_TEXT, "");
    assert_string_equal(pressed(&t, "2"), "a");
    assert_int_equal(t.compose, 1);
    assert_int_equal(typing_event(&t, &(struct event){.type = EV_TIMER, .tag = TYPING_TAG}), TYPING_MOVED);
    assert_int_equal(t.compose, 0);
    assert_string_equal(pressed(&t, "2"), "aa");
    assert_int_equal(typing_event(&t, &(struct event){.type = EV_TIMER, .tag = 5}), TYPING_NOT_MINE);
}

static void shift_is_for_one_letter(void **state) {
    (void)state;
    field_open(&t, "en", KEYBOARD_TEXT, "");
    act(&t, ACT_TYPE_SHIFT, 0);
    assert_string_equal(pressed(&t, "22 2"), "Ba");
    act(&t, ACT_TYPE_SHIFT, 0);
    act(&t, ACT_TYPE_CHARACTER, 0xE9);
    act(&t, ACT_TYPE_CHARACTER, 'x');
    assert_string_equal(t.text, "BaÉx");
}

// Where a number is asked digits are digits; the person can want them elsewhere, and a receipt's code has both.
static void digits_write_digits_where_they_should(void **state) {
    (void)state;
    static const enum keyboard plain[] = {KEYBOARD_DIGITS, KEYBOARD_DECIMAL, KEYBOARD_CODE, KEYBOARD_PIN};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        field_open(&t, "ko", plain[i], "");
        assert_string_equal(pressed(&t, "2211"), "2211");
        assert_false(t.pad);
    }
    field_open(&t, "en", KEYBOARD_TEXT, "Lane ");
    act(&t, ACT_TYPE_DIGITS, 0);
    assert_string_equal(pressed(&t, "14"), "Lane 14");
    act(&t, ACT_TYPE_DIGITS, 0);
    assert_string_equal(pressed(&t, "2"), "Lane 14a");
    t = (struct typing){.mask = "__.__.____"};
    typing_start(&t, KEYBOARD_TEXT, "");
    assert_string_equal(pressed(&t, "10032026"), "10032026");
    assert_string_equal(pressed(&t, "9"), "10032026");
    assert_int_equal(t.refused, REFUSED_FULL);
    field_open(&t, "ar", KEYBOARD_DIGITS, "");
    (void)typing_event(&t, &(struct event){.type = EV_TEXT, .text = "٠٥٥"});
    assert_string_equal(t.text, "055");
    (void)typing_event(&t, &(struct event){.type = EV_TEXT, .text = "x"});
    assert_int_equal(t.refused, REFUSED_KIND);
}

static void keyboards_that_are_plugged_in(void **state) {
    (void)state;
    static const struct row rows[] = {
        {"en", "Hello, World!", "Hello, World!"}, {"ar", "hgsghl", "السلام"}, {"ar", "gh", "لا"}, {"ar", "b", "لا"}, {"hi", "k/k", "कयक"}, {"hi", "Ghfle", "उपिता"},
        {"th", "l;ylfu", "สวัสดี"}, {"ko", "gksrnr", "한국"}, {"fr", "abc", "abc"},
    };
    check(rows, sizeof rows / sizeof *rows, typed);
    // What an input method wrote is taken as it is; digits of a keyboard are digits; the focus goes to the field.
    field_open(&t, "ko", KEYBOARD_TEXT, "");
    (void)typing_event(&t, &(struct event){.type = EV_TEXT, .text = "Mill Lane"});
    assert_string_equal(t.text, "Mill Lane");
    assert_string_equal(pressed(&t, "14"), "Mill Lane14");
    assert_int_equal(t.focus, FOCUS_FIELD);
    // The Latin letters of a Korean, by 한/영.
    field_open(&t, "ko", KEYBOARD_TEXT, "");
    assert_string_equal(typed(&t, "gks\x0E" "gks\x0E" "gks"), "한gks한");
}

static void control_keys_edit(void **state) {
    (void)state;
    field_open(&t, "en", KEYBOARD_TEXT, "bcd");
    assert_string_equal(typed(&t, "\x01" "a" "\x05" "e"), "abcde");
    assert_string_equal(typed(&t, "\x01\x7F"), "bcde");
    assert_string_equal(typed(&t, "\x06\x04"), "bde");
    assert_string_equal(typed(&t, "\x05\x02\x08"), "be");
    assert_string_equal(typed(&t, "\x1A"), "bde");
    field_open(&t, "en", KEYBOARD_TEXT, "");
    (void)typing_event(&t, &(struct event){.type = EV_TEXT, .text = "a\x02" "b"}); // a marker of bold is not a character
    assert_string_equal(t.text, "");
}

// ---- Caret and deletion
static void deleting_takes_what_is_seen_as_one(void **state) {
    (void)state;
    static const struct { const char *text, *left; } rows[] = {
        {"ab", "a"}, {"\xC3\xA9", ""}, {"x\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7", "x"}, {"a\xF0\x9F\x87\xB0\xF0\x9F\x87\xB7", "a"},
        {"한글", "한"}, {"कि", "क"}, {"กี่", "กี"}, {"شَ", "ش"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        field_open(&t, "en", KEYBOARD_TEXT, rows[i].text);
        assert_string_equal(pressed(&t, "-"), rows[i].left);
    }
}

static void move(enum key k) { (void)typing_event(&t, &(struct event){.type = EV_KEY, .key = k}); }

static void the_caret_moves_by_what_is_seen(void **state) {
    (void)state;
    field_open(&t, "en", KEYBOARD_TEXT, "a\xF0\x9F\x87\xB0\xF0\x9F\x87\xB7" "b");
    move(KEY_REWIND);
    assert_int_equal(t.caret, 9);
    move(KEY_LEFT);
    assert_int_equal(t.caret, 1);
    move(KEY_FORWARD);
    assert_int_equal(t.caret, 9);
    field_open(&t, "ar", KEYBOARD_TEXT, "شارع");
    move(KEY_FORWARD); // to the right: towards the beginning
    assert_int_equal(t.caret, 6);
    move(KEY_LEFT);
    assert_int_equal(t.caret, 8);
    field_open(&t, "ar", KEYBOARD_TEXT, "Lane");
    move(KEY_REWIND);
    assert_int_equal(t.caret, 3);
}

static void held_keys_clear(void **state) {
    (void)state;
    field_open(&t, "en", KEYBOARD_TEXT, "a long text that nobody wants to delete letter by letter");
    (void)typing_event(&t, &(struct event){.type = EV_KEY, .key = KEY_YELLOW});
    for (int i = 0; i < TYPING_HELD; i++)
        (void)typing_event(&t, &(struct event){.type = EV_KEY, .key = KEY_YELLOW, .repeat = true});
    assert_string_equal(t.text, "");
    act(&t, ACT_TYPE_UNDO, 0);
    assert_true(t.len > 20); // what the clearing took
    act(&t, ACT_TYPE_UNDO, 0);
    assert_string_equal(t.text, "a long text that nobody wants to delete letter by letter");
}

static void undo_goes_back_step_by_step(void **state) {
    (void)state;
    static const char *const places[] = {"bakery"};
    field_open(&t, "en", KEYBOARD_TEXT, "");
    t.suggestions = places;
    t.suggestion_count = 1;
    typed(&t, "next to");
    pressed(&t, "--");
    typed(&t, "x b");
    act(&t, ACT_TYPE_SUGGESTION, 0);
    assert_string_equal(t.text, "next x bakery");
    assert_true(typing_replace(&t, "from", false));
    assert_true(typing_replace(&t, "from the phone", true));
    static const char *const back[] = {"next x bakery", "next x b", "next x ", "next ", "next to", "next ", "", ""};
    for (size_t i = 0; i < sizeof back / sizeof *back; i++) {
        act(&t, ACT_TYPE_UNDO, 0);
        assert_string_equal(t.text, back[i]);
    }
    // More steps than are kept: the oldest are gone, the others still right.
    field_open(&t, "en", KEYBOARD_TEXT, "");
    for (int i = 0; i < TYPING_UNDO * 2; i++)
        typed(&t, "ab ");
    for (int i = 0; i < TYPING_UNDO * 2; i++)
        act(&t, ACT_TYPE_UNDO, 0);
    assert_int_equal(t.len % 3, 0);
    assert_true(t.len > 0 && t.len <= TYPING_UNDO * 3);
}

static void the_field_says_when_it_is_full(void **state) {
    (void)state;
    field_open(&t, "ko", KEYBOARD_TEXT, "");
    t.max_letters = 2;
    assert_string_equal(typed(&t, "gksrmf"), "한글"); // 한 and 글: two letters, six bytes
    assert_int_equal(t.refused, REFUSED_NOT);
    typed(&t, "d");
    assert_string_equal(t.text, "한글");
    assert_int_equal(t.refused, REFUSED_FULL);
    typed(&t, "<");
    assert_int_equal(t.refused, REFUSED_NOT);
    assert_string_equal(t.text, "한그"); // the automaton is where it was before the refusal
    assert_false(typing_replace(&t, "too long", true));
    assert_string_equal(t.text, "한그");
    field_open(&t, "en", KEYBOARD_TEXT, "");
    t.max_letters = 3; // as browsers count: an emoji is two
    (void)typing_event(&t, &(struct event){.type = EV_TEXT, .text = "\xF0\x9F\x98\x80"});
    assert_string_equal(typed(&t, "ab"), "\xF0\x9F\x98\x80" "a");
}

// ---- Suggestions
static void what_is_offered(void **state) {
    (void)state;
    static const struct { const char *written, *text; int begun; } rows[] = {
        {"", "bakery", 0}, {"next to the ba", "bakery", 2}, {"BA", "Back gate", 2}, {"ga", "Back gate", 2}, {"egl", "Église Saint-Paul", 3},
        {"paul", "Église Saint-Paul", 4}, {"bakery", "bakery", -1}, {"Mill Lane 14", "Mill Lane 14", -1}, {"mill lane 14", "Mill Lane 14", 12}, {"x", "bakery", -1}, {"14, ", "bakery", 0}, {"ㅃ", "빵집 앞", 3}, {"빠", "빵집 앞", 3},
        {"ㅃㅈ", "빵집 앞", 6}, {"빵지", "빵집 앞", 6}, {"각", "가게", 3}, {"고", "과자 가게", 3}, {"ㄱㄱ", "과자 가게", 6}, {"ㅇㅊㄱ", "우체국", 9}, {"우첵", "우체국", 6}, {"우쳌", "우체국", -1},
        {"nguyen hue", "Nguyễn Huệ", 10}, {"hue", "Nguyễn Huệ", 3}, {"물레길 14, ㅃ", "빵집 앞", 3}, {"Back ga", "Back gate", 7},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int begun = suggest_match(rows[i].written, (int)strlen(rows[i].written), rows[i].text);
        if (begun != rows[i].begun)
            fail_msg("\"%s\" before \"%s\": %d, not %d", rows[i].written, rows[i].text, begun, rows[i].begun);
    }
}

static void a_suggestion_takes_the_place_of_what_it_begins_with(void **state) {
    (void)state;
    static const char *const places[] = {"bakery", "빵집 앞"};
    static const struct { const char *written; int which; const char *text; } rows[] = {
        {"next to the ba", 0, "next to the bakery"}, {"14", 0, "14 bakery"}, {"14 ", 0, "14 bakery"}, {"", 1, "빵집 앞"}, {"물레길 ㅃ", 1, "물레길 빵집 앞"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        field_open(&t, "ko", KEYBOARD_TEXT, rows[i].written);
        t.suggestions = places;
        t.suggestion_count = 2;
        assert_int_equal(act(&t, ACT_TYPE_SUGGESTION, rows[i].which), TYPING_CHANGED);
        assert_string_equal(t.text, rows[i].text);
    }
    assert_int_equal(act(&t, ACT_TYPE_SUGGESTION, 7), TYPING_MOVED);
    assert_int_equal(act(&t, ACT_TYPE_SUGGESTION, 1003), TYPING_MOVED);
}

// ---- Tables
static void every_key_writes_something(void **state) {
    (void)state;
    static const char *const languages[] = {"en", "es", "pt-BR", "vi", "ko", "ar", "hi", "th", "zh-CN"};
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        const struct layout *l = layout_of(languages[i]);
        for (int page = 0; page < l->pages; page++)
            for (int row = 0; row < LAYOUT_ROWS; row++) {
                for (int k = 0; k < (row == 2 ? LAYOUT_KEYS - 1 : LAYOUT_KEYS); k++)
                    assert_true(layout_key(l->rows[page][row], k).len > 0);
                assert_int_equal(layout_key(l->rows[page][row], LAYOUT_KEYS).len, 0);
            }
        for (size_t k = 0; l->hard && k < strlen(layout_hard_keys); k++) {
            assert_true(layout_hard(l, layout_hard_keys[k]).len > 0);
            assert_true(layout_hard(l, layout_hard_shifts[k]).len > 0);
        }
        for (int d = 0; l->compose != COMPOSE_HANGUL && d < 10; d++)
            assert_true(l->taps[d] && *l->taps[d]);
    }
    assert_ptr_equal(layout_of("kok"), &layout_latin);
    assert_ptr_equal(layout_of("ko-KR"), &layout_korean);
    assert_ptr_equal(layout_of(NULL), &layout_latin);
}

static void keys_of_several_characters(void **state) {
    (void)state;
    field_open(&t, "hi", KEYBOARD_TEXT, "");
    act(&t, ACT_TYPE_PAGE, 0);
    act(&t, ACT_TYPE_PAGE, 0);
    act(&t, ACT_TYPE_CHARACTER, TYPING_SEVERAL + 16); // the first of the second row
    assert_string_equal(t.text, "क्ष");
    assert_int_equal(t.page, 0);
    act(&t, ACT_TYPE_CHARACTER, 0x928); // na and nukta are one character in NFC
    act(&t, ACT_TYPE_CHARACTER, 0x93C);
    assert_string_equal(t.text, "क्ष\xE0\xA4\xA9");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(telex),
        cmocka_unit_test(tones_have_keys_of_their_own),
        cmocka_unit_test(letters_of_digit_keys),
        cmocka_unit_test(a_pause_begins_a_letter),
        cmocka_unit_test(shift_is_for_one_letter),
        cmocka_unit_test(digits_write_digits_where_they_should),
        cmocka_unit_test(keyboards_that_are_plugged_in),
        cmocka_unit_test(control_keys_edit),
        cmocka_unit_test(deleting_takes_what_is_seen_as_one),
        cmocka_unit_test(the_caret_moves_by_what_is_seen),
        cmocka_unit_test(held_keys_clear),
        cmocka_unit_test(undo_goes_back_step_by_step),
        cmocka_unit_test(the_field_says_when_it_is_full),
        cmocka_unit_test(what_is_offered),
        cmocka_unit_test(a_suggestion_takes_the_place_of_what_it_begins_with),
        cmocka_unit_test(every_key_writes_something),
        cmocka_unit_test(keys_of_several_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
