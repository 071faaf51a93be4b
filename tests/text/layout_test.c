// SPDX-License-Identifier: Apache-2.0
// Where paragraphs break: UAX 14 and the rules of look/design.md, section 3.
#include "helper_text.h"
#include "ui/text/breaks.h"
#include "ui/text/thai.h"

// The break opportunities as text: '|' a word break, ':' a weak one (inside what belongs together).
static const char *marked(struct text_engine *t, const char *text) {
    static char out[2048];
    uint32_t codes[512] = {0};
    uint8_t kinds[512] = {0};
    size_t n = 0, at = 0, len = strlen(text), used = 0;
    while (at < len && n < 512)
        codes[n++] = utf8_next(text, len, &at);
    breaks_find(t, codes, n, kinds);
    for (size_t i = 0; i < n; i++) {
        used += utf8_put(out + used, codes[i]);
        if (i + 1 < n && kinds[i] >= BREAK_WEAK)
            out[used++] = kinds[i] == BREAK_MUST ? '/' : kinds[i] == BREAK_WORD ? '|' : ':';
    }
    out[used] = 0;
    scratch_release(t);
    return out;
}

struct sample {
    const char *language, *text, *marked;
};
static const struct sample standard[] = {
    {"en", "two words", "two |words"},
    {"en", "e-mail", "e-|mail"},
    {"en", "(see below) now", "(see |below) |now"},
    {"en", "no\xC2\xA0" "break", "no\xC2\xA0" "break"},
    {"en", "say \"yes\", please", "say |\"yes\", |please"},
    {"en", "one\ntwo", "one\n/two"},
    {"en", "wait... what?!", "wait... |what?!"},
    {"zh", "请选择“确定”键。", "请|选|择|“确|定”|键。"},
    {"ja", "「はい」を押す。", "「は|い」|を|押|す。"},
    {"ar", "خدمة التصويت رقم", "خدمة |التصويت |رقم"},
    {"hi", "सेवा चुनें।", "सेवा |चुनें।"},
    {"he", "טופס חדש", "טופס |חדש"},
};
static const struct sample korean[] = {
    {"ko", "민원 서비스를 선택한", "민:원 |서:비:스:를 |선:택:한"},
    {"ko", "확인(OK)을 누르세요.", "확:인:(OK):을 |누:르:세:요."},
    {"ko", "정부24 안내", "정:부:24 |안:내"},
    {"en", "정부 service", "정:부 |service"},
};
static const struct sample together[] = {
    {"en", "you get 412.60 crowns back", "you |get |412.60 :crowns |back"},
    {"en", "by Friday 13 March, 18:00", "by |Friday |13 :March, |18:00"},
    {"en", "March 13 is near", "March :13 :is |near"},
    {"en", "3 days left", "3 :days |left"},
    {"en", "2024-03-19 or 24/7", "2024-03-19 |or |24/7"},
    {"en", "code AB-1234-CD now", "code |AB-1234-:CD |now"},
    {"en", "EUR 20 or € 5 or 5 €", "EUR :20 :or |€ :5 :or |5 :€"},
    {"en", "12–14 March", "12–:14 :March"},
    {"en", "1 234 567 people", "1 :234 :567 :people"},
    {"en", "Mill Lane 14", "Mill |Lane |14"},
    {"en", "call 112, then wait", "call |112, |then |wait"},
    {"ko", "3월 13일 18:00", "3:월 |13:일 |18:00"},
    {"ja", "2024年3月13日", "2024:年:3:月:13:日"},
    {"zh", "第3条", "第:3:条"},
    {"vi", "ngày 13 tháng 3", "ngày :13 :tháng :3"},
};
static const struct sample clusters[] = {
    {"en", "ok \xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD go", "ok |\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD |go"}, // thumb + skin tone
    {"en", "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7 x",
     "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7 |x"}, // family
    {"en", "\xF0\x9F\x87\xB0\xF0\x9F\x87\xB7 x", "\xF0\x9F\x87\xB0\xF0\x9F\x87\xB7 |x"}, // flag
};

static void check(const struct sample *s, size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct text_engine *t = make_engine(s[i].language, 0);
        assert_string_equal(marked(t, s[i].text), s[i].marked);
        text_engine_destroy(t);
    }
}

static void test_standard(void **state) { (void)state; check(standard, sizeof standard / sizeof *standard); }
static void test_korean_is_kept(void **state) { (void)state; check(korean, sizeof korean / sizeof *korean); }
static void test_what_belongs_together(void **state) { (void)state; check(together, sizeof together / sizeof *together); }
static void test_clusters(void **state) { (void)state; check(clusters, sizeof clusters / sizeof *clusters); }

static void test_thai_by_dictionary(void **state) {
    (void)state;
    if (!thai_available())
        skip();
    const struct sample s = {"th", "กรุณาเลือกบริการของรัฐ", "กรุณา|เลือก|บริการ|ของ|รัฐ"};
    check(&s, 1);
}

static void test_korean_word_wider_than_the_line_breaks_inside(void **state) {
    (void)state;
    struct text_engine *t = make_engine("ko", 0);
    struct arena a;
    arena_init(&a, 1 << 20);
    struct text_box box = {.width = 150};
    const struct text_block *b = text_layout(t, &a, STR("민원서비스안내 창구"), size(32), box);
    assert_non_null(b);
    assert_true(b->count == 2 && !b->overflow);
    for (int i = 0; i < b->count; i++)
        assert_true(b->lines[i].width <= 150);
    b = text_layout(t, &a, STR("가 민원서비스"), size(32), (struct text_box){.width = 170});
    assert_int_equal(b->count, 2); // the word goes whole to the next line
    assert_true(str_is(b->lines[1].text, "민원서비스"));
    arena_finish(&a);
    text_engine_destroy(t);
}

static void test_no_short_last_line(void **state) {
    (void)state;
    struct text_engine *t = make_engine("en", 0);
    struct arena a;
    arena_init(&a, 1 << 20);
    const char *text = "Your tax return is ready and the office waits for it until Sunday, so";
    for (int width = 300; width < 1200; width += 13) {
        const struct text_block *b = text_layout(t, &a, str_of(text), size(32), (struct text_box){.width = width});
        assert_non_null(b);
        if (b->count > 1)
            assert_true(b->lines[b->count - 1].width * 100 >= width * 20);
        for (int i = 0; i < b->count; i++)
            assert_true(b->lines[i].width <= width);
        arena_reset(&a);
    }
    arena_finish(&a);
    text_engine_destroy(t);
}

static void test_look_breaks(void **state) {
    (void)state;
    struct text_engine *t = make_engine("en", 0);
    assert_string_equal(lines_of(t, "Your tax return is ready", bold(46), (struct text_box){.width = 400}),
                        "Your tax return|is ready");
    assert_string_equal(lines_of(t, "Should the library open on Sundays?", bold(38), (struct text_box){.width = 350}),
                        "Should the library|open on Sundays?");
    text_engine_destroy(t);
}

static void test_explicit_lines(void **state) {
    (void)state;
    struct text_engine *t = make_engine("en", 0);
    struct text_box wide = {0};
    assert_string_equal(lines_of(t, "Street light,\nMill Lane 14", size(32), wide), "Street light,|Mill Lane 14");
    assert_string_equal(lines_of(t, "a\n\nb", size(32), wide), "a||b");
    assert_string_equal(lines_of(t, "a\r\nb", size(32), wide), "a|b");
    assert_string_equal(lines_of(t, "a\n", size(32), wide), "a|");
    assert_string_equal(lines_of(t, "", size(32), wide), "");
    assert_string_equal(lines_of(t, "  a  b  ", size(32), wide), "  a  b");
    text_engine_destroy(t);
}

static void test_alignment(void **state) {
    (void)state;
    static const struct {
        const char *language;
        enum text_align align;
        bool left, right;
    } cases[] = {{"en", TEXT_START, true, false}, {"en", TEXT_END, false, true}, {"ar", TEXT_START, false, true},
                 {"ar", TEXT_END, true, false}};
    struct arena a;
    arena_init(&a, 1 << 20);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text_engine *t = make_engine(cases[i].language, 0);
        struct text_box box = {.width = 500, .align = cases[i].align};
        const struct text_block *b = text_layout(t, &a, STR("123 456"), size(32), box);
        assert_int_equal(b->lines[0].x == 0, cases[i].left);
        assert_int_equal(b->lines[0].x + b->lines[0].width == 500, cases[i].right);
        box.align = TEXT_CENTRE;
        b = text_layout(t, &a, STR("123 456"), size(32), box);
        assert_in_range(b->lines[0].x * 2 + b->lines[0].width, 499, 500);
        assert_int_equal(b->height, 42);
        text_engine_destroy(t);
    }
    arena_finish(&a);
}

static void test_cut_with_dots(void **state) {
    (void)state;
    struct text_engine *t = make_engine("en", 0);
    struct arena a;
    arena_init(&a, 1 << 20);
    struct text_box box = {.width = 300, .max_lines = 2};
    struct str text = STR("The Lighting Office must answer by Friday or the case goes to the next office");
    const struct text_block *b = text_layout(t, &a, text, size(32), box);
    assert_true(b->cut && b->count == 2);
    assert_true(str_ends(b->lines[1].text, "\xE2\x80\xA6"));
    assert_true(b->lines[1].width <= 300);
    const struct text_line *l = text_line(t, b->lines[1].text, size(32), b->dir);
    assert_in_range(l->advance, b->lines[1].width - 1, b->lines[1].width + 1);
    b = text_layout(t, &a, STR("Short"), size(32), box);
    assert_false(b->cut);
    arena_finish(&a);
    text_engine_destroy(t);
}

static void test_bold_goes_on_in_the_next_line(void **state) {
    (void)state;
    struct text_engine *t = make_engine("en", 0);
    struct arena a;
    arena_init(&a, 1 << 20);
    struct str text = STR("a " TEXT_BOLD "bold words over several lines" TEXT_PLAIN " end");
    const struct text_block *b = text_layout(t, &a, text, size(32), (struct text_box){.width = 180});
    assert_true(b->count >= 3);
    for (int i = 0; i < b->count; i++) {
        const struct text_line *l = text_line(t, b->lines[i].text, size(32), b->dir);
        assert_in_range(l->advance, b->lines[i].width - 1, b->lines[i].width + 1);
    }
    assert_int_equal(b->lines[1].text.p[0], TEXT_BOLD[0]);
    arena_finish(&a);
    text_engine_destroy(t);
}

static void test_soft_hyphen(void **state) {
    (void)state;
    struct text_engine *t = make_engine("de", 0);
    const char *text = "Stra\xC3\x9F" "en\xC2\xAD" "beleuchtungs\xC2\xAD" "amtsleitung";
    struct text_style style = size(32);
    int first = text_measure(t, STR("Stra\xC3\x9F" "enbeleuchtungs-"), style);
    assert_string_equal(lines_of(t, text, style, (struct text_box){.width = first + 2}),
                        "Stra\xC3\x9F" "en\xC2\xAD" "beleuchtungs\xC2\xAD-|amtsleitung");
    assert_string_equal(lines_of(t, text, style, (struct text_box){.width = first - 2}),
                        "Stra\xC3\x9F" "en\xC2\xAD-|beleuchtungs\xC2\xAD-|amtsleitung");
    assert_int_equal(text_measure(t, str_of(text), style), text_measure(t, STR("Stra\xC3\x9F" "enbeleuchtungsamtsleitung"), style));
    text_engine_destroy(t);
}

// Whatever the width: lines cover the text in order, and each measures what it was given.
static void test_lines_cover_the_text(void **state) {
    (void)state;
    static const char *const texts[] = {
        "Two things wait for you. Each takes five minutes. Pay 412.60 crowns by 31 May.",
        "خدمة التصويت T-Government رقم 2024 للمواطنين (19:30) في Mill Lane 14 غدا",
        "민원 서비스를 선택한 뒤 확인(OK) 단추를 누르세요. 3월 13일까지 정부24",
        "กรุณาเลือกบริการของรัฐที่ต้องการ ปี 2567 และกดปุ่มตกลง",
        "请选择政府服务项目,按确定键继续。直骨角「はい」を選んで",
    };
    struct arena a;
    arena_init(&a, 1 << 20);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct text_engine *t = make_engine("en", 0);
        for (int width = 20; width < 900; width = width * 5 / 4 + 1) {
            struct text_box box = {.width = width, .dir = TEXT_AUTO};
            const struct text_block *b = text_layout(t, &a, str_of(texts[i]), size(32), box);
            size_t at = 0;
            for (int k = 0; k < b->count; k++) {
                assert_true(b->lines[k].from >= at && b->lines[k].to >= b->lines[k].from);
                for (; at < b->lines[k].from; at++)
                    assert_int_equal(texts[i][at], ' ');
                at = b->lines[k].to;
                assert_true(utf8_valid(b->lines[k].text.p, b->lines[k].text.len));
                int shaped = text_line(t, b->lines[k].text, size(32), b->dir)->advance;
                if (!b->overflow && abs(shaped - b->lines[k].width) > 2)
                    fail_msg("\"%.*s\" is %d px wide, not %d", (int)b->lines[k].text.len, b->lines[k].text.p, shaped,
                             b->lines[k].width);
            }
            assert_int_equal(at, strlen(texts[i]));
            arena_reset(&a);
            text_frame_begin(t);
        }
        text_engine_destroy(t);
    }
    arena_finish(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_standard),
        cmocka_unit_test(test_korean_is_kept),
        cmocka_unit_test(test_what_belongs_together),
        cmocka_unit_test(test_clusters),
        cmocka_unit_test(test_thai_by_dictionary),
        cmocka_unit_test(test_korean_word_wider_than_the_line_breaks_inside),
        cmocka_unit_test(test_no_short_last_line),
        cmocka_unit_test(test_look_breaks),
        cmocka_unit_test(test_explicit_lines),
        cmocka_unit_test(test_alignment),
        cmocka_unit_test(test_cut_with_dots),
        cmocka_unit_test(test_bold_goes_on_in_the_next_line),
        cmocka_unit_test(test_soft_hyphen),
        cmocka_unit_test(test_lines_cover_the_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
