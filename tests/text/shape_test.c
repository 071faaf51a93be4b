// SPDX-License-Identifier: Apache-2.0
// Shapes and widths: against the `hb-shape` command, against the pictures of the look, and every letter that an
// office needs.
#include "helper_text.h"
#include "ui/text/cluster.h"
#include "ui/text/engine.h"
#include <hb.h>

struct oracle {
    const char *text, *font;
    int index;
    const char *language, *script;
    bool rtl, bold;
};
static const struct oracle oracles[] = {
    {"Good morning, A. Kim", "NotoSans-Regular.ttf", 0, "en", "Latn", false, false},
    {"AVATAR Office fi ffl 412.60", "NotoSans-Bold.ttf", 0, "en", "Latn", false, true},
    {"Ủy ban nhân dân phường Bến Nghé, Ẩn", "NotoSans-Regular.ttf", 0, "vi", "Latn", false, false},
    {"U\xCC\x89y ban nha\xCC\x82n e\xCC\x82\xCC\x81", "NotoSans-Regular.ttf", 0, "vi", "Latn", false, false}, // marks apart
    {"المواطنون", "NotoSansArabic-Regular.ttf", 0, "ar", "Arab", true, false},
    {"وكلٌّ", "NotoSansArabic-Bold.ttf", 0, "ar", "Arab", true, true},
    {"क्षेत्र का र्कि स्त्री", "NotoSansDevanagari-Regular.ttf", 0, "hi", "Deva", false, false},
    {"ที่ต้องการ", "NotoSansThai-Regular.ttf", 0, "th", "Thai", false, false},
    {"민원을선택", "NotoSansCJK-Regular.ttc", 1, "ko", "Hang", false, false},
    {"直骨角", "NotoSansCJK-Regular.ttc", 0, "ja", "Hani", false, false},
    {"直骨角", "NotoSansCJK-Bold.ttc", 2, "zh-Hans", "Hani", false, true},
    {"直骨角", "NotoSansCJK-Regular.ttc", 3, "zh-Hant", "Hani", false, false},
};

static bool font_path(const char *name, char *out, size_t room) {
    static const char *const folders[] = {"/usr/share/fonts/truetype/noto", "/usr/share/fonts/opentype/noto"};
    for (size_t i = 0; i < 2; i++) {
        snprintf(out, room, "%s/%s", folders[i], name);
        FILE *f = fopen(out, "rb");
        if (f) {
            fclose(f);
            return true;
        }
    }
    return false;
}

// Reads "[12+600|13@5,0+550]": glyph and advance of each.
static void compare(const struct shaped *s, const char *line, const struct oracle *o) {
    size_t i = 0;
    long total = 0;
    for (const char *at = strchr(line, '['); at && *at && *at != ']'; i++) {
        char *end;
        unsigned long id = strtoul(at + 1, &end, 10);
        at = strpbrk(end, "+|]");
        if (at && *at == '+') {
            total += strtol(at + 1, &end, 10);
            at = strpbrk(end, "|]");
        }
        if (i >= s->glyph_count || s->glyphs[i].id != id)
            fail_msg("\"%s\": glyph %zu is %u, hb-shape says %lu in %s", o->text, i, i < s->glyph_count ? s->glyphs[i].id : 0,
                     id, line);
    }
    assert_int_equal(i, s->glyph_count);
    long width = (long)(total * 36 / 1000.0 + 0.5), ours = (s->advance + 32) >> 6;
    assert_in_range(ours, width - 1, width + 1);
}

static void test_shapes_are_those_of_hb_shape(void **state) {
    (void)state;
    char path[256], command[1024], line[4096];
    if (!have_program("hb-shape"))
        skip();
    for (size_t i = 0; i < sizeof oracles / sizeof *oracles; i++) {
        const struct oracle *o = &oracles[i];
        if (!font_path(o->font, path, sizeof path))
            continue;
        struct text_engine *t = make_engine(o->language, 0);
        snprintf(command, sizeof command,
                 "hb-shape --font-file=%s --face-index=%d --no-glyph-names --no-clusters --language=%s --script=%s "
                 "--direction=%s --features=tnum '%s'", path, o->index, o->language, o->script, o->rtl ? "rtl" : "ltr", o->text);
        assert_true(run_line(command, line, sizeof line));
        const struct shaped *s = shape_text(t, str_of(o->text), o->bold ? bold(36) : size(36), TEXT_BASE);
        assert_non_null(s);
        compare(s, line, o);
        scratch_release(t);
        text_engine_destroy(t);
    }
}

// Ink of the reference pictures, measured in them: 01-home.png and 16-home-arabic.png.
static void test_widths_are_those_of_the_look(void **state) {
    (void)state;
    static const struct {
        const char *language, *text;
        int size;
        bool bold;
        int ink;
    } cases[] = {
        {"en", "Good morning, A. Kim", 60, true, 646},
        {"en", "Two things wait for you. Each takes five minutes.", 36, false, 817},
        {"ar", "صباح الخير، أ. كيم", 60, true, 455},
        {"ar", "أمران بانتظارك، وكلٌّ منهما يستغرق خمس دقائق.", 36, false, 695},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text_engine *t = make_engine(cases[i].language, 0);
        struct text_style style = {cases[i].size, 72, cases[i].bold};
        const struct text_line *l = text_line(t, str_of(cases[i].text), style, TEXT_BASE);
        assert_non_null(l);
        assert_in_range(l->mask.w, cases[i].ink - 3, cases[i].ink + 3);
        assert_int_equal(l->advance, text_measure(t, str_of(cases[i].text), style));
        text_engine_destroy(t);
    }
}

static void test_every_hangul_syllable_has_a_glyph(void **state) {
    (void)state;
    struct text_engine *t = make_engine("ko", 0);
    char text[4];
    for (int b = 0; b < 2; b++)
        for (uint32_t c = 0xAC00; c <= 0xD7A3; c++) {
            size_t n = utf8_put(text, c);
            (void)text_measure(t, (struct str){text, n}, b ? bold(32) : size(32));
        }
    assert_int_equal(text_missing(t), 0);
    text_engine_destroy(t);
}

static void test_letters_of_our_languages(void **state) {
    (void)state;
    static const char *const texts[] = {
        "áàảãạăắằẳẵặâấầẩẫậéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵđ ĂÂĐÊÔƠƯ",
        "ابتثجحخدذرزسشصضطظعغفقكلمنهوي ءآأؤإئى ٠١٢٣٤٥٦٧٨٩ ،؛؟ پچژگ",
        "กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ ๐๑๒๓๔๕๖๗๘๙ ฿",
        "अआइईउऊऋएऐओऔकखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह ०१२३४५६७८९ ।॥",
        "אבגדהוזחטיכלמנסעפצקרשתךםןףץ", "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ", "ΑΒΓΔΕΖΗΘάέήίόύώ",
        "あいうえおアイウエオ「」、。・ー々〆", "请选择政府服务项目按确定键继续", "ㄱㄴㄷㄹㅏㅑㅓㅕ",
        "→ ← ↑ ↓ ✓ ✗ ● ■ ▲ ◆ ○ • … – — · № § ° € £ ¥ ₩ ₫ ₹ © ® ™ ½ ² × ÷ ± ≤ ≥ “ ” ‘ ’ « »",
    };
    struct text_engine *t = make_engine("en", 0);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (int b = 0; b < 2; b++) {
            (void)text_measure(t, str_of(texts[i]), b ? bold(32) : size(32));
            if (text_missing(t))
                fail_msg("no font has U+%04X of \"%s\"", (unsigned)text_missing_last(t), texts[i]);
        }
    (void)text_measure(t, STR("\xF3\xB0\x80\x80"), size(32)); // private use: nobody has it
    assert_int_equal(text_missing(t), 1);
    assert_int_equal(text_missing_last(t), 0xF0000);
    text_engine_destroy(t);
}

static void test_figures_are_tabular(void **state) {
    (void)state;
    struct text_engine *t = make_engine("en", 0);
    for (int b = 0; b < 2; b++) {
        int one = text_measure(t, STR("1111111111"), b ? bold(40) : size(40));
        for (const char *d = "02345678"; *d; d++) {
            char ten[11] = {0};
            memset(ten, *d, 10);
            assert_int_equal(text_measure(t, str_of(ten), b ? bold(40) : size(40)), one);
        }
    }
    text_engine_destroy(t);
}

static void test_digits_and_latin_stay_in_the_latin_font(void **state) {
    (void)state;
    static const char *const texts[] = {"정부24", "رقم 24", "24 中文", "ปี 24"};
    struct text_engine *t = make_engine("ko", 0);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        size_t n;
        bool rtl, found = false;
        struct item *items = itemise(t, str_of(texts[i]), false, TEXT_AUTO, &n, &rtl);
        for (size_t k = 0; k < n; k++)
            if (items[k].code == '2') {
                found = true;
                assert_int_equal(items[k].row, 0);
            }
        assert_true(found);
        scratch_release(t);
    }
    text_engine_destroy(t);
}

static void test_han_follows_the_language(void **state) {
    (void)state;
    static const char *const languages[] = {"ja", "zh-Hans", "zh-Hant", "ko"};
    struct text_engine *t = make_engine("en", 0);
    uint8_t images[4][4096] = {{0}};
    for (int i = 0; i < 4; i++) {
        text_set_language(t, languages[i]);
        const struct text_line *l = text_line(t, STR("骨"), size(48), TEXT_BASE);
        assert_non_null(l);
        memcpy(images[i], l->mask.data, (size_t)(l->mask.stride * l->mask.h));
    }
    assert_memory_not_equal(images[0], images[1], 4096);
    assert_memory_not_equal(images[1], images[2], 4096);
    text_engine_destroy(t);
}

static void test_bold_spans(void **state) {
    (void)state;
    struct text_engine *t = make_engine("en", 0);
    struct text_style style = size(28);
    int parts = text_measure(t, STR("3 days left"), bold(28)) + text_measure(t, STR(" to answer you"), style);
    int whole = text_measure(t, STR(TEXT_BOLD "3 days left" TEXT_PLAIN " to answer you"), style);
    assert_in_range(whole, parts - 1, parts + 1);
    assert_true(whole > text_measure(t, STR("3 days left to answer you"), style));
    assert_int_equal(text_measure(t, STR(TEXT_BOLD "abc" TEXT_PLAIN), bold(28)), text_measure(t, STR("abc"), bold(28)));
    // A marker inside an Arabic word or between a letter and its mark breaks nothing.
    assert_non_null(text_line(t, STR("م" TEXT_BOLD "واطن"), style, TEXT_RTL));
    assert_non_null(text_line(t, STR("e" TEXT_BOLD "\xCC\x81"), style, TEXT_LTR));
    text_engine_destroy(t);
}

static void test_baseline(void **state) {
    (void)state;
    static const struct {
        int size, line, baseline;
    } cases[] = {{60, 72, 59}, {32, 46, 35}, {28, 38, 30}, {112, 118, 102}, {36, 52, 40}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(text_baseline((struct text_style){cases[i].size, cases[i].line, false}), cases[i].baseline);
}

static void test_mask_is_where_it_says(void **state) {
    (void)state;
    struct text_engine *t = make_engine("en", 0);
    const struct text_line *l = text_line(t, STR("H"), size(100), TEXT_BASE);
    assert_non_null(l);
    assert_in_range(-l->y, 70, 73); // Noto Sans: capitals are 0.714 em high
    assert_in_range(l->y + l->mask.h, 0, 1);
    assert_int_equal(l->mask.stride % 4, 0);
    assert_non_null(l->mask.image);
    l = text_line(t, STR(" "), size(100), TEXT_BASE);
    assert_non_null(l);
    assert_true(l->advance > 0 && !l->mask.image && l->mask.w == 0);
    l = text_line(t, STR(""), size(100), TEXT_BASE);
    assert_true(l && l->advance == 0 && !l->mask.image);
    text_engine_destroy(t);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shapes_are_those_of_hb_shape),
        cmocka_unit_test(test_widths_are_those_of_the_look),
        cmocka_unit_test(test_every_hangul_syllable_has_a_glyph),
        cmocka_unit_test(test_letters_of_our_languages),
        cmocka_unit_test(test_figures_are_tabular),
        cmocka_unit_test(test_digits_and_latin_stay_in_the_latin_font),
        cmocka_unit_test(test_han_follows_the_language),
        cmocka_unit_test(test_bold_spans),
        cmocka_unit_test(test_baseline),
        cmocka_unit_test(test_mask_is_where_it_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
