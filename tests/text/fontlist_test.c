// SPDX-License-Identifier: Apache-2.0
// The list of fonts: what firmware may change, and what happens when fonts are missing.
#include "base/mem.h"
#include "helper_text.h"
#include "ui/text/fontlist.h"
#include <unistd.h>

static void test_shipped_list(void **state) {
    (void)state;
    struct arena a;
    struct font_list list;
    struct fault f = {0};
    arena_init(&a, 1 << 20);
    assert_int_equal(fontlist_read(&a, source_path("assets/fonts.json"), &list, &f), ERR_NONE);
    assert_true(list.row_count >= 8);
    assert_string_equal(list.rows[0].name, "Noto Sans");
    arena_finish(&a);
}

static void test_index_follows_the_language(void **state) {
    (void)state;
    static const struct {
        const char *language;
        int index;
    } cases[] = {{"ja", 0}, {"ja-JP", 0}, {"ko", 1}, {"en", 1}, {"zh", 2}, {"zh-Hans-CN", 2}, {"zh-CN", 2}, {"zh-Hant", 3},
                 {"zh-hant-tw", 3}, {"zh-TW", 3}, {"zh-HK", 4}, {"zh-Hant-HK", 4}, {"jam", 1}, {"", 1}};
    struct arena a;
    struct font_list list;
    struct fault f = {0};
    arena_init(&a, 1 << 20);
    assert_int_equal(fontlist_read(&a, source_path("assets/fonts.json"), &list, &f), ERR_NONE);
    const struct font_row *cjk = NULL;
    for (size_t i = 0; i < list.row_count; i++)
        cjk = list.rows[i].language_count ? &list.rows[i] : cjk;
    assert_non_null(cjk);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(fontlist_index(cjk, cases[i].language), cases[i].index);
    arena_finish(&a);
}

static enum err create(const char *json, const char *folder, struct text_engine **t, struct fault *f) {
    char path[] = "/tmp/tgov-fonts-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, json, strlen(json)), strlen(json));
    close(fd);
    enum err e = text_engine_create(&(struct text_options){.font_list = path, .font_folder = folder}, t, f);
    unlink(path);
    return e;
}

static void test_bad_lists(void **state) {
    (void)state;
    static const struct {
        const char *json;
        enum err err;
    } cases[] = {
        {"{", ERR_SYNTAX},
        {"{\"faces\": []}", ERR_MISSING},
        {"{\"folders\": [\"/tmp\"]}", ERR_MISSING},
        {"{\"faces\": [{\"name\": 5, \"regular\": [\"a\"]}]}", ERR_TYPE},
        {"{\"faces\": [{\"name\": \"A\", \"regular\": [\"/nowhere.ttf\"]}]}", ERR_NOT_FOUND},
        {"{\"faces\": [{\"name\": \"A\", \"regular\": [\"/etc/passwd\"]}]}", ERR_NOT_FOUND}, // not a font
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text_engine *t = NULL;
        struct fault f = {0};
        assert_int_equal(create(cases[i].json, NULL, &t, &f), cases[i].err);
        assert_null(t);
        assert_true(f.what[0] && strstr(f.place, "/tmp/tgov-fonts-"));
    }
    struct text_engine *t;
    struct fault f;
    assert_int_equal(text_engine_create(&(struct text_options){.font_list = "/nowhere.json"}, &t, &f), ERR_NOT_FOUND);
}

static void test_missing_fonts_are_missing_glyphs(void **state) {
    (void)state;
    struct text_engine *t = NULL;
    struct fault f = {0};
    const char *json = "{\"folders\": [\"/nowhere\"], \"faces\": ["
                       "{\"name\": \"Noto Sans\", \"regular\": [\"absent.ttf\", \"NotoSans-Regular.ttf\"]},"
                       "{\"name\": \"None\", \"scripts\": [\"Arab\"], \"regular\": [\"absent.ttf\"]}]}";
    assert_int_equal(create(json, "/usr/share/fonts/truetype/noto", &t, &f), ERR_NONE);
    assert_true(text_measure(t, STR("Latin"), bold(30)) > 0); // the regular face stands in for the bold one
    assert_int_equal(text_missing(t), 0);
    assert_true(text_measure(t, STR("عربي"), size(30)) > 0);
    assert_int_equal(text_missing(t), 4);
    assert_non_null(text_line(t, STR("عربي"), size(30), TEXT_RTL)); // boxes, not nothing
    text_engine_destroy(t);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shipped_list),
        cmocka_unit_test(test_index_follows_the_language),
        cmocka_unit_test(test_bad_lists),
        cmocka_unit_test(test_missing_fonts_are_missing_glyphs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
