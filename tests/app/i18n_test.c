// SPDX-License-Identifier: Apache-2.0
// The catalogues as the television gets them (BUILD/i18n/TAG.mo): every text can be drawn with the fonts of the list, keeps
// its bold markers and its places for numbers and names. That short labels fit where they stand: i18n_fit_test.c.
#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/format.h"
#include "base/i18n.h"
#include "base/plural.h"
#include "ui/style.h"
#include "ui/text/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>
#include <glob.h>

enum { MO_MAX = 4 << 20, ARENA = 16 << 20 };

static const char *built_folder(void) {
    static char folder[512];
    const char *build = getenv("TGOV_BUILD");
    snprintf(folder, sizeof folder, "%s/i18n", build ? build : "build/debug");
    return folder;
}

// One catalogue, laid open for looking at every text. What the app itself uses is ui/i18n.h.
struct catalogue {
    char tag[32];
    struct arena arena;
    struct str bytes;
    uint32_t count, ids, texts;
    struct text_engine *engine;
};

typedef void (*each_text)(struct catalogue *c, const char *id, const char *text, bool one_of_several);

static uint32_t number_at(const struct catalogue *c, uint32_t at) {
    uint32_t n;
    assert_true(at + sizeof n <= c->bytes.len);
    memcpy(&n, c->bytes.p + at, sizeof n); // msgfmt wrote it on this machine
    return n;
}

static struct str string_at(const struct catalogue *c, uint32_t table, uint32_t i) {
    struct str s = {c->bytes.p + number_at(c, table + 8 * i + 4), number_at(c, table + 8 * i)};
    assert_true(s.p + s.len < c->bytes.p + c->bytes.len);
    return s;
}

static void open_catalogue(struct catalogue *c, const char *path) {
    struct fault f = {0};
    const char *slash = strrchr(path, '/') + 1, *source = getenv("TGOV_SOURCE");
    char fonts[512];
    snprintf(c->tag, sizeof c->tag, "%.*s", (int)strcspn(slash, "."), slash);
    arena_init(&c->arena, ARENA);
    assert_int_equal(file_read(&c->arena, path, MO_MAX, &c->bytes, &f), ERR_NONE);
    c->count = number_at(c, 8);
    c->ids = number_at(c, 12);
    c->texts = number_at(c, 16);
    const char *list = getenv("TGOV_FONT_LIST"); // of a firmware (toolchains/fonts.sh)
    snprintf(fonts, sizeof fonts, "%s%s", list ? list : source ? source : ".", list ? "" : "/assets/fonts.json");
    if (text_engine_create(&(struct text_options){.font_list = fonts, .language = c->tag}, &c->engine, &f))
        fail_msg("no text engine: %s: %s", f.place, f.what);
}

static void close_catalogue(struct catalogue *c) {
    text_engine_destroy(c->engine);
    arena_finish(&c->arena);
}

// Calls `look` for every text. The msgid is without its context; of a plural it is the form for many.
static void for_all_texts(struct catalogue *c, each_text look) {
    for (uint32_t i = 0; i < c->count; i++) {
        struct str id = string_at(c, c->ids, i), text = string_at(c, c->texts, i);
        if (!id.len)
            continue; // the header
        const char *english = id.p, *context = memchr(id.p, '\004', id.len);
        english = context ? context + 1 : english;
        bool several = strlen(id.p) < id.len;
        if (several)
            english = id.p + strlen(id.p) + 1;
        for (const char *form = text.p; form < text.p + text.len + 1; form += strlen(form) + 1)
            look(c, english, form, several);
    }
}

static void for_all_catalogues(void (*look)(struct catalogue *c)) {
    glob_t found;
    char pattern[600];
    const char *some = getenv("TGOV_CATALOGUES"); // "{ar,hi}": those only
    snprintf(pattern, sizeof pattern, "%s/%s.mo", built_folder(), some ? some : "*");
    if (glob(pattern, GLOB_BRACE, NULL, &found))
        fail_msg("no catalogues: %s", pattern);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        struct catalogue c = {0};
        open_catalogue(&c, found.gl_pathv[i]);
        look(&c);
        close_catalogue(&c);
    }
    globfree(&found);
}

// ---- No tofu
static void draw(struct catalogue *c, const char *id, const char *text, bool several) {
    for (int bold = 0; bold < 2; bold++) {
        struct text_style style = {.size_px = 32, .line_px = 46, .bold = bold};
        struct arena a;
        arena_init(&a, 1 << 20);
        text_frame_begin(c->engine);
        const struct text_block *b = text_layout(c->engine, &a, str_of(text), style, (struct text_box){.width = 560});
        assert_non_null(b);
        for (int i = 0; i < b->count; i++)
            assert_true(!b->lines[i].text.len || text_line(c->engine, b->lines[i].text, style, b->dir) != NULL);
        arena_finish(&a);
        if (text_missing(c->engine))
            fail_msg("%s: no font has U+%04X in the translation of \"%s\"", c->tag, text_missing_last(c->engine), id);
    }
}

static void draw_all(struct catalogue *c) { for_all_texts(c, draw); }

static void test_every_text_can_be_drawn(void **state) { for_all_catalogues(draw_all); }

// ---- Ink keeps to its line: what stands above or below it, the neighbours' lines are not touched
enum { ROOM_PERCENT = 30, TEXT_ROOM = 4096 }; // of the size: so far reach marks of Arabic (the dots of yeh) and Thai in titles

// Short vowels of Arabic (U+064B to U+0652) stand still higher and lower where one is needed; they are left out.
static const char *without_vowels(const char *text, char to[TEXT_ROOM]) {
    size_t n = 0;
    for (const char *p = text; *p && n + 1 < TEXT_ROOM; p++) {
        if ((unsigned char)p[0] == 0xD9 && (unsigned char)p[1] >= 0x8B && (unsigned char)p[1] <= 0x92)
            p++;
        else
            to[n++] = *p;
    }
    to[n] = '\0';
    return to;
}

static void measure_ink(struct catalogue *c, const char *text, struct text_style style, const char *id) {
    char plain[TEXT_ROOM];
    const struct text_line *l = text_line(c->engine, str_of(without_vowels(text, plain)), style, TEXT_BASE);
    assert_non_null(l);
    int baseline = text_baseline(style), room = style.size_px * ROOM_PERCENT / 100;
    if (l->mask.h && (baseline + l->y < -room || baseline + l->y + l->mask.h > style.line_px + room))
        fail_msg("%s: at %d px \"%s\" reaches from %d to %d of a line of %d", c->tag, style.size_px, id, baseline + l->y,
                 baseline + l->y + l->mask.h, style.line_px);
}

// Every role, text size and screen once, each with other words: together they meet every letter several times.
static void draw_in_room(struct catalogue *c, const char *id, const char *text, bool several) {
    static const int heights[] = {720, 1080, 2160};
    static unsigned turn;
    enum type_role role = (enum type_role)(turn / 12 % TYPE_COUNT);
    int height = heights[turn++ % 3];
    if (role == TYPE_FIGURE || role == TYPE_CODE || role == TYPE_CLOCK || role == TYPE_KEYCAP)
        return; // for numbers and codes
    struct type_size type = theme_type(&(struct theme){.scale = (enum text_scale)(turn / 3 % SCALE_COUNT)}, role);
    struct text_style style = {.size_px = type.size * height / 1080, .line_px = type.line * height / 1080, .bold = type.bold};
    text_frame_begin(c->engine);
    measure_ink(c, text, style, id);
}

static void draw_all_in_room(struct catalogue *c) {
    for (int round = 0; round < 7; round++)
        for_all_texts(c, draw_in_room);
}

static void test_ink_keeps_to_its_line(void **state) { for_all_catalogues(draw_all_in_room); }

// ---- What the program puts in
static size_t count_of(const char *text, char c) {
    size_t n = 0;
    for (; *text; text++)
        n += *text == c;
    return n;
}

// Each "{n}" of `text` occurs in `in`, too.
static bool marks_within(const char *text, const char *in) {
    char mark[16];
    while ((text = strchr(text, '{'))) {
        snprintf(mark, sizeof mark, "%.*s", (int)strcspn(text, "}") + 1, text);
        if (!strstr(in, mark))
            return false;
        text++;
    }
    return true;
}

static void compare(struct catalogue *c, const char *id, const char *text, bool several) {
    if (!format_agrees(id, text) || (!several && !format_agrees(text, id)))
        fail_msg("%s: \"%s\" does not take what \"%s\" takes", c->tag, text, id);
    if (!marks_within(text, id) || (!several && !marks_within(id, text)) || count_of(text, '{') > count_of(id, '{'))
        fail_msg("%s: \"%s\" does not have the marks of \"%s\"", c->tag, text, id);
    for (char marker = *TEXT_BOLD; marker <= *TEXT_PLAIN; marker++)
        if (count_of(text, marker) != count_of(id, marker))
            fail_msg("%s: the bold part of \"%s\" is not as in \"%s\"", c->tag, text, id);
    if (count_of(text, '\n') != count_of(id, '\n'))
        fail_msg("%s: \"%s\" does not have the lines of \"%s\"", c->tag, text, id);
}

static void compare_all(struct catalogue *c) { for_all_texts(c, compare); }

static void test_texts_take_what_the_program_gives(void **state) { for_all_catalogues(compare_all); }

// ---- Plurals
static void use_plurals(struct catalogue *c) {
    struct fault f = {0};
    const struct i18n *t = i18n_load(&c->arena, built_folder(), c->tag, &f);
    assert_non_null(t);
    for (long n = 0; n <= 200; n++) {
        const char *text = i18n_plural(t, "%d minute", "%d minutes", n);
        if (text_same(text, n == 1 ? "%d minute" : "%d minutes"))
            fail_msg("%s: no form for %ld", c->tag, n);
        if (n > 2 && !strchr(text, '%'))
            fail_msg("%s: the form for %ld does not say the number", c->tag, n);
    }
}

static void test_every_number_has_a_form(void **state) { for_all_catalogues(use_plurals); }

static const char *in_language(const char *tag, const char *one, const char *many, long n) {
    static char text[128];
    struct arena a;
    struct fault f = {0};
    arena_init(&a, 1 << 20);
    text_copy(text, sizeof text, i18n_plural(i18n_load(&a, built_folder(), tag, &f), one, many, n));
    arena_finish(&a);
    return text;
}

static void test_forms_are_the_right_ones(void **state) {
    static const struct { const char *tag; long n; const char *text; } cases[] = {
        {"ko", 1, "%d분"}, {"ko", 7, "%d분"},
        {"ar", 0, "%d دقيقة"}, {"ar", 1, "دقيقة واحدة"}, {"ar", 2, "دقيقتان"}, {"ar", 3, "%d دقائق"}, {"ar", 10, "%d دقائق"},
        {"ar", 11, "%d دقيقة"}, {"ar", 100, "%d دقيقة"}, {"ar", 103, "%d دقائق"}, {"ar", 111, "%d دقيقة"},
        {"en", 1, "%d minute"}, {"en", 2, "%d minutes"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(in_language(cases[i].tag, "%d minute", "%d minutes", cases[i].n), cases[i].text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_text_can_be_drawn), cmocka_unit_test(test_ink_keeps_to_its_line),
        cmocka_unit_test(test_texts_take_what_the_program_gives),
        cmocka_unit_test(test_every_number_has_a_form),
        cmocka_unit_test(test_forms_are_the_right_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
