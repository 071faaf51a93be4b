// SPDX-License-Identifier: Apache-2.0
// The order of mixed text, against the `fribidi` command, and what a reader of Arabic must never see: reversed
// numbers.
#include "helper_text.h"
#include "ui/text/engine.h"
#include <unistd.h>

struct place {
    int32_t left;
    int logical;
};

static int by_left(const void *a, const void *b) {
    const struct place *x = a, *y = b;
    if (x->left != y->left)
        return x->left < y->left ? -1 : 1;
    return x->logical - y->logical;
}

// The characters that take room, from left to right, as their numbers in the text.
static size_t seen_order(struct text_engine *t, const char *text, enum text_dir dir, struct place *out) {
    const struct shaped *s = shape_text(t, str_of(text), size(36), dir);
    size_t n = 0;
    assert_non_null(s);
    for (size_t i = 0; i < s->char_count; i++)
        if (s->chars[i].advance > 0)
            out[n++] = (struct place){s->chars[i].left, (int)i};
    qsort(out, n, sizeof *out, by_left);
    scratch_release(t);
    return n;
}

static const char *const samples[] = {
    "خدمة التصويت T-Government رقم 2024 للمواطنين (19:30)",
    "صوّت حتى الأحد 20:00، ثم انتظر",
    "الحساب ****42 والمبلغ 412,60 كراون",
    "Call 112 (مجاني) now",
    "مكتب A. Kim (قسم 3) في Mill Lane 14",
    "من 12-14 مارس، 12/14 و 50% و $5",
    "טופס 106 א (חדש) Tgov 2.0",
    "Tgov",
    "2024",
    "!مرحبا",
    "رقم AB-1234/56 مفتوح",
    "a[ب]c {د} <ه>",
    "\xE2\x81\xA7" "12 مارس" "\xE2\x81\xA9" " text",
};

static void test_order_is_that_of_fribidi(void **state) {
    (void)state;
    char file[] = "/tmp/tgov-order-XXXXXX", command[512], line[4096];
    if (!have_program("fribidi"))
        skip();
    struct text_engine *t = make_engine("en", 0);
    int fd = mkstemp(file);
    assert_true(fd >= 0);
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
        for (int rtl = 0; rtl < 2; rtl++) {
            size_t len = strlen(samples[i]);
            assert_int_equal(pwrite(fd, samples[i], len, 0), len);
            assert_int_equal(ftruncate(fd, (off_t)len), 0);
            snprintf(command, sizeof command, "fribidi --%s --vtol --novisual --nopad --nobreak %s", rtl ? "rtl" : "ltr",
                     file);
            assert_true(run_line(command, line, sizeof line));
            struct place seen[256];
            size_t n = seen_order(t, samples[i], rtl ? TEXT_RTL : TEXT_LTR, seen), k = 0;
            for (char *at = line, *end; k < n; at = end) {
                long logical = strtol(at, &end, 10);
                if (end == at)
                    break;
                bool takes_room = false;
                for (size_t j = 0; j < n; j++)
                    takes_room = takes_room || seen[j].logical == logical;
                if (takes_room && seen[k++].logical != logical)
                    fail_msg("\"%s\" %s: place %zu holds %d, fribidi says %ld", samples[i], rtl ? "rtl" : "ltr", k - 1,
                             seen[k - 1].logical, logical);
            }
            assert_int_equal(k, n);
        }
    close(fd);
    unlink(file);
    text_engine_destroy(t);
}

// The digits of `number` stand side by side from left to right.
static void expect_number(struct text_engine *t, const char *text, const char *number) {
    struct place seen[256];
    size_t n = seen_order(t, text, TEXT_RTL, seen), len = strlen(number);
    size_t first = utf8_count(text, (size_t)(strstr(text, number) - text)), at = 0;
    while (at < n && seen[at].logical != (int)first)
        at++;
    for (size_t i = 0; i < len; i++)
        if (at + i >= n || seen[at + i].logical != (int)(first + i))
            fail_msg("%s in \"%s\": digit %zu is out of order", number, text, i);
}

static void test_numbers_read_from_left_to_right(void **state) {
    (void)state;
    struct text_engine *t = make_engine("ar", 0);
    expect_number(t, "خدمة التصويت رقم 2024 للمواطنين", "2024");
    expect_number(t, "الساعة 19:30 غدا", "19:30");
    expect_number(t, "المبلغ 412.60 كراون", "412.60");
    expect_number(t, "الهاتف 112", "112");
    text_engine_destroy(t);
}

static void test_brackets_are_mirrored(void **state) {
    (void)state;
    struct text_engine *t = make_engine("ar", 0);
    const struct shaped *s = shape_text(t, STR("(ا)"), size(36), TEXT_RTL);
    assert_non_null(s);
    uint32_t left = s->glyphs[0].id, right = s->glyphs[2].id; // in visual order
    scratch_release(t);
    s = shape_text(t, STR("(a)"), size(36), TEXT_LTR);
    assert_int_equal(s->glyphs[0].id, left);
    assert_int_equal(s->glyphs[2].id, right);
    scratch_release(t);
    text_engine_destroy(t);
}

static void test_direction(void **state) {
    (void)state;
    static const struct {
        const char *language;
        bool rtl;
    } cases[] = {{"ar", true}, {"ar-EG", true}, {"he", true}, {"fa", true}, {"ur-PK", true}, {"en", false}, {"ko", false},
                 {"ku-Latn", false}, {"az-Arab", true}, {"ar-Latn", false}, {"arn", false}, {"", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(text_language_is_rtl(cases[i].language), cases[i].rtl);
    struct text_engine *t = make_engine("ar", 0);
    assert_int_equal(itemise_direction(t, STR("12 Mill Lane"), TEXT_AUTO), TEXT_LTR);
    assert_int_equal(itemise_direction(t, STR("12 درب"), TEXT_AUTO), TEXT_RTL);
    assert_int_equal(itemise_direction(t, STR("12"), TEXT_AUTO), TEXT_RTL);
    assert_int_equal(itemise_direction(t, STR("abc"), TEXT_BASE), TEXT_RTL);
    // A quoted name does not turn the sentence around it; behind the end of the isolate letters count again.
    assert_int_equal(itemise_direction(t, STR("\u2068Garden\u2069؟"), TEXT_AUTO), TEXT_RTL);
    assert_int_equal(itemise_direction(t, STR("\u2067درب \u2066a\u2069\u2069 x"), TEXT_AUTO), TEXT_LTR);
    assert_int_equal(itemise_direction(t, STR("\u2069abc"), TEXT_AUTO), TEXT_LTR);
    assert_int_equal(itemise_direction(t, STR("\u2068abc \u202Bdef"), TEXT_AUTO), TEXT_RTL); // never closed
    text_engine_destroy(t);
}

// ---- BidiTest.txt of Unicode: levels of all short sequences of classes, where the paragraph finds its own direction.
static const struct { const char *name; uint32_t code; } classes[] = {
    {"L", 'a'}, {"R", 0x5D0}, {"AL", 0x627}, {"EN", '1'}, {"ES", '+'}, {"ET", '%'}, {"AN", 0x660}, {"CS", ','}, {"NSM", 0x300},
    {"BN", 0xAD}, {"WS", ' '}, {"ON", '!'}, {"LRE", 0x202A}, {"RLE", 0x202B}, {"PDF", 0x202C}, {"LRO", 0x202D}, {"RLO", 0x202E},
    {"LRI", 0x2066}, {"RLI", 0x2067}, {"FSI", 0x2068}, {"PDI", 0x2069},
};

// "LRI R PDI; 7" as text; 0 for what a line of ours cannot have: tabs and line breaks are blanks.
static size_t text_of_classes(char *line, char *out) {
    size_t n = 0;
    char *end = strchr(line, ';'), *rest = NULL;
    assert_non_null(end);
    *end = '\0';
    for (char *word = strtok_r(line, " \t", &rest); word; word = strtok_r(NULL, " \t", &rest)) {
        size_t i = 0;
        while (i < sizeof classes / sizeof *classes && strcmp(classes[i].name, word) != 0)
            i++;
        if (i == sizeof classes / sizeof *classes)
            return 0;
        n += utf8_put(out + n, classes[i].code);
    }
    return n;
}

// `levels` is "x 1 0": x has none.
static void expect_levels(struct text_engine *t, struct str text, const char *levels, const char *line) {
    size_t count;
    bool rtl;
    struct item *items = itemise(t, text, false, TEXT_AUTO, &count, &rtl);
    assert_non_null(items);
    for (size_t i = 0; i < count; i++) {
        levels += strspn(levels, " \t");
        if (*levels != 'x' && items[i].level != atoi(levels) && items[i].code != ' ')
            fail_msg("%s: level %d at %zu, not %d", line, items[i].level, i, atoi(levels));
        levels += strcspn(levels, " \t\n");
    }
    scratch_release(t);
}

static void test_every_sequence_with_isolates(void **state) {
    (void)state;
    char line[4096], levels[4096] = "", text[4096], copy[4096];
    size_t checked = 0;
    FILE *f = fopen("/usr/share/unicode/BidiTest.txt", "r");
    if (!f)
        skip();
    struct text_engine *t = make_engine("en", 0);
    while (fgets(line, sizeof line, f)) {
        if (!strncmp(line, "@Levels:", 8))
            memcpy(levels, line + 8, strlen(line + 8) + 1);
        if (*line == '#' || *line == '@' || *line == '\n' || !(strstr(line, "LRI") || strstr(line, "RLI") || strstr(line, "FSI")))
            continue;
        memcpy(copy, line, sizeof copy);
        bool by_itself = atoi(strchr(line, ';') + 1) & 1;
        size_t len = text_of_classes(copy, text);
        if (len && by_itself) {
            expect_levels(t, (struct str){text, len}, levels, line);
            checked++;
        }
    }
    assert_true(checked > 50000);
    fclose(f);
    text_engine_destroy(t);
}

// Each line of a broken paragraph must look as it does when the whole paragraph is ordered at once.
static void test_lines_keep_the_order_of_their_paragraph(void **state) {
    (void)state;
    struct text_engine *t = make_engine("ar", 0);
    struct arena a;
    arena_init(&a, 1 << 20);
    struct str text = STR("العنوان هو Mill Lane 14 Riverside في المدينة");
    for (int width = 150; width < 700; width += 7) {
        const struct text_block *b = text_layout(t, &a, text, size(32), (struct text_box){.width = width});
        assert_non_null(b);
        assert_int_equal(b->dir, TEXT_RTL);
        for (int i = 0; i < b->count; i++) {
            struct str l = b->lines[i].text;
            const char *digits = memmem(l.p, l.len, "14", 2), *road = memmem(l.p, l.len, "Riverside", 9);
            if (!digits || !road)
                continue;
            int number = text_caret_x(t, l, size(32), b->dir, (size_t)(digits - l.p));
            int word = text_caret_x(t, l, size(32), b->dir, (size_t)(road - l.p));
            assert_true(number < word); // "14 Riverside" is Latin text and reads to the right
        }
    }
    arena_finish(&a);
    text_engine_destroy(t);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order_is_that_of_fribidi),
        cmocka_unit_test(test_numbers_read_from_left_to_right),
        cmocka_unit_test(test_brackets_are_mirrored),
        cmocka_unit_test(test_direction),
        cmocka_unit_test(test_every_sequence_with_isolates),
        cmocka_unit_test(test_lines_keep_the_order_of_their_paragraph),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
