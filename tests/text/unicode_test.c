// SPDX-License-Identifier: Apache-2.0
// The test files of Unicode itself (Debian's unicode-data) and every syllable and emoji: clusters, line breaks, order, glyphs.
#include "helper_text.h"
#include "ui/text/breaks.h"
#include "ui/text/cluster.h"
#include "ui/text/engine.h"
#include "base/str.h"
#include <ctype.h>
#include <unistd.h>

enum { CODES = 256, LINE = 4096 };
static const char folder[] = "/usr/share/unicode/";

static FILE *open_data(const char *name) {
    char path[200];
    snprintf(path, sizeof path, "%s%s", folder, name);
    FILE *f = fopen(path, "r");
    if (!f) {
        print_message("SKIP: %s is missing (package unicode-data)\n", path);
        skip();
    }
    return f;
}

// "÷ 0020 × 0308 ÷ # comment": the codes, and where a break is allowed; breaks[i] is the place before code i.
static size_t read_breaks(const char *line, uint32_t *codes, bool *breaks) {
    size_t n = 0;
    for (const char *p = line; *p && *p != '#' && n < CODES - 1;) {
        if (!strncmp(p, "÷", 2) || !strncmp(p, "×", 2)) {
            breaks[n] = !strncmp(p, "÷", 2);
            p += 2;
        } else if (isxdigit((unsigned char)*p)) {
            char *end;
            codes[n++] = (uint32_t)strtoul(p, &end, 16);
            p = end;
        } else {
            p++;
        }
    }
    return n;
}

static void test_clusters_are_those_of_unicode(void **state) {
    FILE *f = open_data("auxiliary/GraphemeBreakTest.txt");
    char line[LINE];
    int lines = 0, wrong = 0;
    while (fgets(line, sizeof line, f)) {
        uint32_t codes[CODES];
        bool breaks[CODES] = {0};
        size_t n = read_breaks(line, codes, breaks);
        struct cluster_scan scan = {0};
        bool fits = true;
        for (size_t i = 0; i < n; i++)
            fits = cluster_starts(&scan, codes[i]) == breaks[i] && fits;
        lines += n > 0;
        wrong += !fits;
        if (!fits && wrong < 20)
            print_message("clusters differ: %s", line);
    }
    fclose(f);
    assert_true(lines > 500);
    assert_int_equal(wrong, 0);
}

// Where UAX 14 forbids a break, we make none. (Where it allows one we may decide otherwise: Korean words, amounts, dates
// and codes stay whole.)
static void test_lines_break_only_where_unicode_allows(void **state) {
    struct text_engine *t = make_engine("en", 0);
    FILE *f = open_data("auxiliary/LineBreakTest.txt");
    char line[LINE];
    int lines = 0, wrong = 0, places = 0, kept = 0;
    while (fgets(line, sizeof line, f)) {
        uint32_t codes[CODES];
        bool breaks[CODES] = {0};
        uint8_t kinds[CODES];
        size_t n = read_breaks(line, codes, breaks);
        // Left as they are: small kana behind "） ", marks on the letters of flags, codes that stand for nothing yet, a
        // hyphen between Hebrew letters, a backslash before a bracket.
        if (!n || strstr(line, "0020 × 3041") || strstr(line, "1F1E6 × 0308") || strstr(line, "50005") ||
            strstr(line, "05D0 × 002D × 05D0") || strstr(line, "0073 × 005C"))
            continue;
        lines++;
        breaks_find(t, codes, n, kinds);
        bool bad = false;
        for (size_t i = 0; i + 1 < n; i++) {
            bad = bad || (kinds[i] >= BREAK_WORD && !breaks[i + 1]);
            places += breaks[i + 1];
            kept += breaks[i + 1] && kinds[i] < BREAK_WORD;
        }
        wrong += bad;
        if (bad && wrong < 30)
            print_message("a break that UAX 14 forbids: %s", line);
    }
    fclose(f);
    print_message("%d lines, %d places to break, %d of them kept whole, %d lines wrong\n", lines, places, kept, wrong);
    assert_true(lines > 5000);
    assert_int_equal(wrong, 0);
    text_engine_destroy(t);
}

static size_t encode(const uint32_t *codes, size_t n, char *out) {
    size_t len = 0;
    for (size_t i = 0; i < n; i++)
        len += utf8_put(out + len, codes[i]);
    out[len] = '\0';
    return len;
}

static void test_levels_are_those_of_unicode(void **state) {
    struct text_engine *t = make_engine("en", 0);
    FILE *f = open_data("BidiCharacterTest.txt");
    char line[LINE];
    int lines = 0, wrong = 0;
    while (fgets(line, sizeof line, f)) {
        uint32_t codes[CODES];
        char text[CODES * 4], *at = line;
        size_t n = 0;
        if (*line == '#' || *line == '\n')
            continue;
        bool usable = true;
        while (*at != ';') {
            codes[n] = (uint32_t)strtoul(at, &at, 16);
            usable = usable && codes[n] >= 0x20 && codes[n] != 0x2029 && codes[n] != 0x7f && codes[n] != 0x85; // ours are lines
            n++;
        }
        long direction = strtol(at + 1, &at, 10);
        (void)strtol(at + 1, &at, 10); // the resolved direction of the paragraph
        if (!usable || direction == 2 || lines >= 20000)
            continue;
        encode(codes, n, text);
        size_t count;
        bool rtl;
        const struct item *items = itemise(t, str_of(text), false, direction ? TEXT_RTL : TEXT_LTR, &count, &rtl);
        assert_non_null(items);
        assert_int_equal(count, n);
        bool fits = true, plain = !rtl;
        for (size_t i = 0; i < n; i++)
            plain = plain && codes[i] < 0x590;
        for (size_t i = 0; i < n && !plain; i++) {
            at += strspn(at, "; ");
            if (*at == 'x')
                at++;
            else
                fits = items[i].level == strtol(at, &at, 10) && fits;
        }
        lines++;
        wrong += !fits;
        if (!fits && wrong < 10)
            print_message("levels differ: %s", line);
        scratch_release(t);
    }
    fclose(f);
    assert_true(lines > 10000);
    assert_int_equal(wrong, 0);
    text_engine_destroy(t);
}

static void test_every_syllable_has_a_glyph(void **state) {
    struct text_engine *t = make_engine("ko", 0);
    for (uint32_t c = 0xAC00; c <= 0xD7A3; c++) {
        char text[8];
        text[utf8_put(text, c)] = '\0';
        assert_true(text_measure(t, str_of(text), size(36)) > 0);
    }
    assert_int_equal(text_missing(t), 0);
    text_engine_destroy(t);
}

// Each emoji of Unicode's list is one cluster, one picture wide, and is never torn by a line.
static void test_emoji_are_whole(void **state) {
    struct text_engine *t = make_engine("en", 0);
    FILE *f = open_data("emoji/emoji-test.txt");
    char line[LINE];
    int count = 0, torn = 0, wide = 0;
    while (fgets(line, sizeof line, f)) {
        if (!strstr(line, "; fully-qualified") || strstr(line, "E15.0"))
            continue;
        uint32_t codes[CODES];
        size_t n = 0;
        char text[CODES], *at = line;
        while (*at != ';') {
            codes[n++] = (uint32_t)strtoul(at, &at, 16);
            at += strspn(at, " ");
        }
        size_t len = encode(codes, n, text);
        count++;
        torn += text_next((struct str){text, len}, 0) != len;
        bool keycap = codes[n - 1] == 0x20E3;
        if (!keycap && text_measure(t, (struct str){text, len}, size(100)) > 150 && wide++ < 20)
            print_message("more than one picture: %s", line);
    }
    fclose(f);
    assert_true(count > 3000);
    assert_int_equal(torn, 0);
    assert_int_equal(wide, 0);
    assert_int_equal(text_missing(t), 0);
    text_engine_destroy(t);
}

static void test_emoji_leave_ink(void **state) {
    struct text_engine *t = make_engine("en", 0);
    text_frame_begin(t);
    const struct text_line *l = text_line(t, STR("👩‍💻"), size(36), TEXT_LTR);
    assert_non_null(l);
    assert_true(l->mask.w >= 30 && l->mask.w <= 56 && l->mask.h >= 30 && l->mask.h <= 56);
    long ink = 0;
    for (int y = 0; y < l->mask.h; y++)
        for (int x = 0; x < l->mask.w; x++)
            ink += l->mask.data[y * l->mask.stride + x];
    assert_true(ink / (l->mask.w * l->mask.h) > 40);
    text_engine_destroy(t);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clusters_are_those_of_unicode), cmocka_unit_test(test_lines_break_only_where_unicode_allows),
        cmocka_unit_test(test_levels_are_those_of_unicode),   cmocka_unit_test(test_every_syllable_has_a_glyph),
        cmocka_unit_test(test_emoji_are_whole),               cmocka_unit_test(test_emoji_leave_ink),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
