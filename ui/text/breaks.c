// SPDX-License-Identifier: Apache-2.0
// Line break opportunities of a text.
#include "ui/text/breaks.h"
#include "ui/text/cluster.h"
#include "ui/text/thai.h"
#include <linebreak.h>
#include <hb.h>

static bool is_space(uint32_t c) { return c == ' ' || c == '\t' || c == 0x3000 || c == 0x200B || c == '\n'; }
static bool is_newline(uint32_t c) { return c == '\n' || c == 0x2028 || c == 0x2029 || c == 0x85; }

static bool is_digit(uint32_t c) {
    return (c >= '0' && c <= '9') || (c >= 0x80 && hb_unicode_general_category(hb_unicode_funcs_get_default(), c) ==
                                                       HB_UNICODE_GENERAL_CATEGORY_DECIMAL_NUMBER);
}

static bool is_letter(uint32_t c) {
    if (c < 0x80)
        return (c | 32) >= 'a' && (c | 32) <= 'z';
    hb_unicode_general_category_t g = hb_unicode_general_category(hb_unicode_funcs_get_default(), c);
    return g >= HB_UNICODE_GENERAL_CATEGORY_LOWERCASE_LETTER && g <= HB_UNICODE_GENERAL_CATEGORY_UPPERCASE_LETTER;
}

static bool is_currency(uint32_t c) {
    return c == '$' || (c >= 0xA2 && hb_unicode_general_category(hb_unicode_funcs_get_default(), c) ==
                                         HB_UNICODE_GENERAL_CATEGORY_CURRENCY_SYMBOL);
}

// libunibreak 1.1 knows Unicode 6.2: it stops the program at the letters of flags, and takes later emoji and
// ideographs for unbreakable letters. All of them break like an ideograph. U+FFFF means the end of the text to it.
static uint32_t for_standard(uint32_t c) {
    if (c == 0xFFFF)
        return 0xFFFD;
    return c == 0xFFFC || (c >= 0x1F000 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFF) ? 0x4E00 : c;
}

// A mark counts as what it stands on (rule LB9), and a letter where it stands on nothing.
static bool belongs_to_last(const uint32_t *codes, size_t i) {
    return i && (is_mark(codes[i]) || codes[i] == 0x200D) && codes[i - 1] != ' ' && codes[i - 1] != 0x200B &&
           !(codes[i - 1] >= '\n' && codes[i - 1] <= '\r') && !is_newline(codes[i - 1]);
}

// The standard's answer for the place behind each character, without the marks, which the library places wrongly.
static void ask_standard(struct text_engine *t, const uint32_t *codes, size_t count, uint8_t *kinds) {
    uint32_t *known = arena_array(&t->scratch, count, sizeof *known);
    char *answers = arena_array(&t->scratch, count, 1);
    size_t n = 0;
    memset(kinds, LINEBREAK_NOBREAK, count);
    if (!known || !answers)
        return;
    for (size_t i = 0; i < count; i++)
        if (!belongs_to_last(codes, i))
            known[n++] = is_mark(codes[i]) ? 'a' : for_standard(codes[i]);
    set_linebreaks_utf32(known, n, t->language, answers);
    for (size_t i = 0, k = 0; i < count; i++)
        if (i + 1 == count || !belongs_to_last(codes, i + 1))
            kinds[i] = (uint8_t)answers[k++];
}

static bool is_small_kana(uint32_t c) {
    static const uint16_t small[] = {0x3041, 0x3043, 0x3045, 0x3047, 0x3049, 0x3063, 0x3083, 0x3085, 0x3087, 0x308E, 0x3095,
                                     0x3096, 0x30A1, 0x30A3, 0x30A5, 0x30A7, 0x30A9, 0x30C3, 0x30E3, 0x30E5, 0x30E7, 0x30EE,
                                     0x30F5, 0x30F6, 0x30FC};
    for (size_t i = 0; i < sizeof small / sizeof *small; i++)
        if (c == small[i])
            return true;
    return (c >= 0x31F0 && c <= 0x31FF) || (c >= 0xFF67 && c <= 0xFF70);
}

// What the standard has learnt since: no break before small kana, ellipses and wide spaces, between a letter and a sign of currency or
// per cent, nor between a slash and Hebrew.
static bool forbidden_now(uint32_t before, uint32_t after) {
    bool ellipsis = (after >= 0x2024 && after <= 0x2026) || after == 0x22EF || after == 0xFE19;
    bool sign = after == '%' || after == 0x2030 || after == 0xB0 || is_currency(after);
    bool letter = (is_letter(before) && !is_hangul(before)) || (before < 0x80 && before && strchr("#&*<=>@^_`~", (int)before));
    bool hebrew = before == '/' && after >= 0x5D0 && after <= 0x5F2;
    return is_small_kana(after) || ellipsis || hebrew || after == 0x3000 || (sign && (letter || before == 0xA7));
}

static void from_standard(struct text_engine *t, const uint32_t *codes, size_t count, uint8_t *kinds) {
    struct cluster_scan scan = {0};
    uint32_t base = 0;
    ask_standard(t, codes, count, kinds);
    for (size_t i = 0; i < count; i++) {
        if (!belongs_to_last(codes, i))
            base = is_mark(codes[i]) || codes[i] == 0x200D || (codes[i] && codes[i] < 9) ? 'a' : codes[i]; // a mark on nothing is a letter
        bool space = base != '\t' && is_space(base), last = i + 1 == count;
        bool allowed = kinds[i] == LINEBREAK_ALLOWBREAK && codes[i] != 0x200D && (space || last || !forbidden_now(base, codes[i + 1]));
        kinds[i] = is_newline(codes[i]) ? BREAK_MUST : allowed ? BREAK_WORD : BREAK_LETTER;
        if (!cluster_starts(&scan, codes[i]) && i)
            kinds[i - 1] = BREAK_NEVER;
    }
    // A no-break space or a word joiner on either side is the writer's wish, even in a narrow box.
    for (size_t i = 0; i + 1 < count; i++)
        if (kinds[i] == BREAK_LETTER && (codes[i + 1] == 0xA0 || codes[i] == 0xA0 || codes[i] == 0x2060 ||
                                         codes[i + 1] == 0x2060 || codes[i + 1] == 0x202F || codes[i] == 0x202F))
            kinds[i] = BREAK_NEVER;
}

static void weaken(uint8_t *kind) { *kind = *kind == BREAK_WORD ? BREAK_WEAK : *kind; }

// Korean separates words by spaces; the standard would break after every syllable.
static void keep_korean(const uint32_t *codes, size_t count, uint8_t *kinds) {
    for (size_t i = 0; i + 1 < count; i++) {
        bool korean = is_hangul(codes[i]) || is_hangul(codes[i + 1]);
        bool dash = codes[i] == '-' || codes[i] == '/' || codes[i] == 0x2013 || codes[i] == 0x2014;
        if (korean && !is_space(codes[i]) && !dash && codes[i + 1] != 0x2014 && codes[i] != 0xB7 && codes[i] != 0x00AD)
            weaken(&kinds[i]);
    }
}

// Three characters are hardly two words: the name of the language in a list does not load the dictionary.
enum { THAI_WORDS_FROM = 4 };

static void break_thai(struct text_engine *t, const uint32_t *codes, size_t count, uint8_t *kinds) {
    for (size_t i = 0; i < count; i++) {
        size_t from = i;
        while (i < count && is_thai(codes[i]))
            i++;
        if (i - from < THAI_WORDS_FROM)
            continue;
        if (!t->thai)
            t->thai = thai_create();
        bool *starts = arena_array(&t->scratch, i - from, sizeof *starts);
        if (!t->thai || !starts)
            return;
        thai_words(t->thai, codes + from, i - from, starts);
        for (size_t k = 1; k < i - from; k++)
            if (starts[k] && kinds[from + k - 1] == BREAK_LETTER)
                kinds[from + k - 1] = BREAK_WORD;
    }
}

// "19:30", "2024-03-19", "AB-1234", "km/h 3", "412.60": what stands between spaces, holds a digit and is not in a
// script that writes without spaces is one piece.
static void keep_codes(const uint32_t *codes, size_t count, uint8_t *kinds) {
    for (size_t i = 0; i < count; i++) {
        size_t from = i;
        bool digit = false;
        for (; i < count && !is_space(codes[i]) && !is_ideograph(codes[i]) && !is_thai(codes[i]); i++)
            digit = digit || is_digit(codes[i]);
        for (size_t k = from; digit && k + 1 < i; k++)
            weaken(&kinds[k]);
    }
}

// 12月31日, 第3条, 1,234円: a number with the signs that count it.
static void keep_counters(const uint32_t *codes, size_t count, uint8_t *kinds) {
    for (size_t i = 0; i + 1 < count; i++) {
        uint32_t a = codes[i], b = codes[i + 1];
        bool counts = a == 0x7B2C || a == 0x5E74 || a == 0x6708; // 第 年 月
        if ((is_digit(a) && is_ideograph(b)) || (is_digit(b) && (counts || is_currency(a))) ||
            (is_digit(a) && is_currency(b)))
            weaken(&kinds[i]);
    }
}

enum { LONGEST_UNIT = 12 };

struct token {
    size_t from, to;
    bool starts_number, number, word; // number: "412.60", "18:00", "€5", "12–14", and no comma behind it
    size_t letters;
};

static struct token token_at(const uint32_t *codes, size_t count, size_t from) {
    struct token k = {.from = from, .to = from};
    bool code = false; // 2024-03-19 and 24/7 count nothing
    for (; k.to < count && !is_space(codes[k.to]) && codes[k.to] != 0xA0; k.to++) {
        k.letters += is_letter(codes[k.to]) || is_mark(codes[k.to]);
        code = code || codes[k.to] == '-' || codes[k.to] == '/';
    }
    if (k.to > from) {
        k.starts_number = is_digit(codes[from]);
        k.number = !k.letters && !code && (is_digit(codes[k.to - 1]) || is_currency(codes[k.to - 1]));
        k.word = is_letter(codes[from]);
    }
    return k;
}

// Words that belong to the number behind them: "No. 5", "ngày 13 tháng 3", "EUR 20", "제 3 조", "March 13".
static bool announces_number(const uint32_t *codes, const struct token *k) {
    static const char *const words[] = {"no.", "nr.", "nr", "no", "№", "§", "art.", "art", "p.", "tel.", "số", "ngày",
        "tháng", "năm", "제", "رقم", "january", "february", "march", "april", "may", "june", "july", "august",
        "september", "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "oct",
        "nov", "dec"};
    char lower[64];
    size_t n = 0, capitals = 0;
    if (k->to - k->from > LONGEST_UNIT)
        return false;
    for (size_t i = k->from; i < k->to && n + 4 < sizeof lower; i++) {
        uint32_t c = codes[i];
        capitals += c >= 'A' && c <= 'Z';
        n += utf8_put(lower + n, c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    if (k->to - k->from == 1 && is_currency(codes[k->from]))
        return true;
    if (k->to - k->from == 3 && capitals == 3) // an ISO 4217 code
        return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_is((struct str){lower, n}, words[i]))
            return true;
    return false;
}

// A number stays with the word that it counts ("3 days", "13 March", "412.60 crowns", "1 234 567").
static void keep_amounts(const uint32_t *codes, size_t count, uint8_t *kinds) {
    struct token last = {0};
    for (size_t i = 0; i < count;) {
        struct token k = token_at(codes, count, i);
        if (k.to == i) {
            i++;
            continue;
        }
        bool one_space = last.to > last.from && k.from == last.to + 1 && codes[last.to] == ' ';
        bool unit = (k.word && k.letters <= LONGEST_UNIT) || is_currency(codes[k.from]) || codes[k.from] == '%' ||
                    codes[k.from] == 0xB0;
        bool group = k.starts_number && k.to - k.from == 3;
        if (one_space && ((last.number && (unit || group)) ||
                          (k.starts_number && announces_number(codes, &last))))
            weaken(&kinds[last.to]);
        last = k;
        i = k.to;
    }
}

void breaks_find(struct text_engine *t, const uint32_t *codes, size_t count, uint8_t *kinds) {
    if (!count)
        return;
    from_standard(t, codes, count, kinds);
    break_thai(t, codes, count, kinds);
    keep_korean(codes, count, kinds);
    keep_codes(codes, count, kinds);
    keep_counters(codes, count, kinds);
    keep_amounts(codes, count, kinds);
    kinds[count - 1] = BREAK_MUST;
}
