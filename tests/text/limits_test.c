// SPDX-License-Identifier: Apache-2.0
// Memory that stays bounded, memory that is not there, and texts that nobody should write.
#include "base/mem.h"
#include "helper_text.h"
#include "ui/text/picture.h"

static void test_cache_is_bounded(void **state) {
    (void)state;
    struct text_engine *t = make_engine("en", 1 << 20);
    char text[64];
    for (int i = 0; i < 10000; i++) {
        if (i % 40 == 0)
            text_frame_begin(t);
        snprintf(text, sizeof text, "Line %d of ten thousand", i);
        assert_non_null(text_line(t, str_of(text), size(20 + i % 5), TEXT_BASE));
        assert_true(text_stats(t).bytes < 3u << 20); // the budget, and what two frames pin
    }
    text_frame_begin(t);
    text_frame_begin(t);
    assert_true(text_stats(t).bytes <= 1u << 20);
    assert_true(text_stats(t).evicted > 0);
    text_engine_destroy(t);
}

static void test_one_frame_cannot_pin_everything(void **state) {
    (void)state;
    struct text_engine *t = make_engine("en", 256 * 1024);
    char text[64];
    bool refused = false;
    text_frame_begin(t);
    for (int i = 0; i < 3000; i++) {
        snprintf(text, sizeof text, "Line %d of one frame", i);
        refused = refused || !text_line(t, str_of(text), size(30), TEXT_BASE);
        assert_true(text_stats(t).bytes < 5 * 256 * 1024 + 64 * 1024);
    }
    assert_true(refused);
    text_frame_begin(t);
    text_frame_begin(t);
    assert_non_null(text_line(t, STR("Room again"), size(30), TEXT_BASE));
    text_engine_destroy(t);
}

static void test_what_a_frame_holds_stays(void **state) {
    (void)state;
    struct text_engine *t = make_engine("en", 64 * 1024);
    char text[64];
    uint8_t copy[4096];
    text_frame_begin(t);
    const struct text_line *kept = text_line(t, STR("kept"), size(20), TEXT_BASE);
    size_t bytes = (size_t)(kept->mask.stride * kept->mask.h);
    assert_true(bytes <= sizeof copy);
    memcpy(copy, kept->mask.data, bytes);
    text_frame_begin(t); // the next frame: still there
    for (int i = 0; i < 30; i++) {
        snprintf(text, sizeof text, "other %d", i);
        (void)text_line(t, str_of(text), size(40), TEXT_BASE);
        (void)text_measure(t, str_of(text), size(21));
    }
    assert_memory_equal(kept->mask.data, copy, bytes);
    assert_ptr_equal(text_line(t, STR("kept"), size(20), TEXT_BASE), kept);
    text_engine_destroy(t);
}

static void use_everything(struct text_engine *t, struct arena *a) {
    const struct mask *m;
    text_frame_begin(t);
    (void)text_line(t, STR("Good morning خدمة 2024 민원"), size(36), TEXT_BASE);
    const struct text_block *b = text_layout(t, a, STR("Two things " TEXT_BOLD "wait" TEXT_PLAIN " for خدمة you กรุณาเลือก"),
                                             size(30), (struct text_box){.width = 160, .max_lines = 3});
    assert_true(!b || b->count == 3);
    (void)picture_icon(t, "lamp", 48, 3, false, &m);
    (void)picture_layers(t, "seal", 60);
    (void)text_caret_x(t, STR("abc"), size(30), TEXT_BASE, 1);
}

static void test_each_allocation_may_fail(void **state) {
    (void)state;
    struct text_engine *t;
    struct fault f;
    struct text_options options = {.font_list = source_path("assets/fonts.json"), .language = "en"};
    struct arena a;
    bool whole = false;
    for (long n = 0; !whole; n++) {
        assert_true(n < 5000);
        mem_fail_after(n);
        enum err e = text_engine_create(&options, &t, &f);
        arena_init(&a, 1 << 20);
        if (e) {
            assert_null(t);
            assert_true(e == ERR_MEMORY || e == ERR_IO || e == ERR_LIMIT);
        } else {
            use_everything(t, &a);
        }
        whole = mem_count() <= n;
        mem_fail_after(-1);
        if (!e) { // the engine goes on when memory is back
            const struct mask *m;
            assert_non_null(text_line(t, STR("Again"), size(36), TEXT_BASE));
            assert_true(picture_icon(t, "lamp", 48, 3, false, &m) && m);
        }
        text_engine_destroy(t);
        arena_finish(&a);
    }
}

static void draw(struct text_engine *t, struct str s) {
    struct arena a;
    arena_init(&a, 8 << 20);
    text_frame_begin(t);
    const struct text_line *l = text_line(t, s, size(32), TEXT_AUTO);
    if (l)
        assert_true(l->mask.w <= TEXT_MAX_LINE_PX);
    const struct text_block *b = text_layout(t, &a, s, size(32), (struct text_box){.width = 400, .dir = TEXT_AUTO});
    assert_non_null(b);
    assert_true(b->count >= 1 && b->count <= TEXT_MAX_LINES);
    arena_finish(&a);
}

static void repeat(struct text_engine *t, const char *piece, size_t bytes) {
    char *text = mem_alloc(bytes + 8);
    size_t n = strlen(piece), used = 0;
    assert_non_null(text);
    for (; used + n <= bytes; used += n)
        memcpy(text + used, piece, n);
    draw(t, (struct str){text, used});
    mem_free(text);
}

static void test_hostile_texts(void **state) {
    (void)state;
    struct text_engine *t = make_engine("en", 0);
    draw(t, STR("\xFF\xFE\x80 \xC3( \xED\xA0\x80 \xF4\x90\x80\x80 \xC0\xAF \xE2\x82"));
    draw(t, STR("a\0b\x01\x1B[31m\x7F"));
    draw(t, STR("\xE2\x80\xAE" "abc\xE2\x80\xAC \xE2\x81\xA6\xE2\x81\xA6\xE2\x81\xA6")); // overrides, isolates that stay open
    draw(t, STR(TEXT_BOLD TEXT_BOLD TEXT_PLAIN TEXT_PLAIN TEXT_BOLD));
    draw(t, (struct str){"", 0});
    draw(t, (struct str){NULL, 0});
    repeat(t, "word ", 1 << 20);                 // a line of 1 MB
    repeat(t, "x", 1 << 20);                     // without any break
    repeat(t, "\n", 100000);                     // lines without end
    repeat(t, "\xCC\x81", 20000);                // 10 000 combining marks
    repeat(t, "\xE2\x80\xAB", 30000);            // embeddings
    repeat(t, "\xE2\x80\x8D", 30000);            // joiners
    repeat(t, "\xE0\xA5\x8D\xE0\xA4\x95", 30000); // conjuncts
    repeat(t, "\xD9\x84\xD8\xA7", 30000);        // ligatures
    repeat(t, "(\xD8\xA7[", 30000);              // brackets that never close
    repeat(t, "\x02" "a\x03 ", 30000);           // a bold span a letter
    repeat(t, "\xE0\xB8\x81", 30000);            // Thai
    draw(t, STR("back to normal"));
    assert_true(text_stats(t).bytes < 40u << 20);
    text_frame_begin(t);
    text_frame_begin(t);
    assert_true(text_stats(t).bytes <= text_stats(t).budget);
    text_engine_destroy(t);
}

static void test_sizes_are_clamped(void **state) {
    (void)state;
    struct text_engine *t = make_engine("en", 0);
    static const int sizes[] = {-5, 0, 1, 400, 100000};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        assert_non_null(text_line(t, STR("Ag"), (struct text_style){sizes[i], 10, false}, TEXT_BASE));
    text_engine_destroy(t);
}

static void test_language_change_empties(void **state) {
    (void)state;
    struct text_engine *t = make_engine("en", 0);
    (void)text_line(t, STR("abc"), size(30), TEXT_BASE);
    text_set_language(t, "ar");
    assert_int_equal(text_stats(t).entries, 0);
    text_set_language(t, "this-is-not-a-language-tag-at-all-and-far-too-long-for-one");
    assert_non_null(text_line(t, STR("abc"), size(30), TEXT_BASE));
    text_engine_destroy(t);
    text_engine_destroy(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cache_is_bounded),
        cmocka_unit_test(test_one_frame_cannot_pin_everything),
        cmocka_unit_test(test_what_a_frame_holds_stays),
        cmocka_unit_test(test_each_allocation_may_fail),
        cmocka_unit_test(test_hostile_texts),
        cmocka_unit_test(test_sizes_are_clamped),
        cmocka_unit_test(test_language_change_empties),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
