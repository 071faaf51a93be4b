// SPDX-License-Identifier: Apache-2.0
#include "base/locale_fill.h"

// ---- Patterns
// Two literals that met because the fields between them are empty: what stands at the first field up to the next blank, the
// blank, and what stands at the second field from its nearest blank on: ". (" and ") " become ". ", " " and ", " become " ".
// So say the examples of the standard and CLDR's test data; its step 4 alone would leave a blank before the comma.
static void add_literals(struct buf *to, struct str a, struct str b) {
    bool said = str_same(a, b);
    size_t left = 0, right = b.len;
    while (left < a.len && a.p[left] != ' ')
        left++;
    while (right && b.p[right - 1] != ' ')
        right--;
    if (left < a.len)
        left++;
    else if (right)
        right--;
    buf_add(to, a.p, said ? a.len : left);
    if (!said)
        buf_add(to, b.p + right, b.len - right);
}

static const char *value_of(struct str name, const struct fill_field *fields, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (str_is(name, fields[i].name))
            return fields[i].value ? fields[i].value : "";
    return "";
}

void fill_pattern(struct buf *to, struct str pattern, const struct fill_field *fields, size_t count) {
    struct str first = {0}, literal;
    bool said = false, skipped = false; // a field was written; one after it was empty
    bool any = false;                   // a field was read
    for (struct str rest = pattern; rest.p;) {
        literal = str_cut(&rest, '{');
        if (!rest.p) {
            if (said && !skipped)
                buf_add(to, literal.p, literal.len);
            return;
        }
        const char *value = value_of(str_cut(&rest, '}'), fields, count);
        if (said && !skipped)
            first = literal; // behind the field that was written last
        if (*value) {
            if (said && skipped)
                add_literals(to, first, literal);
            else if (said || !any)
                buf_add(to, literal.p, literal.len);
            buf_text_add(to, value);
        }
        skipped = !*value;
        said = said || *value;
        any = true;
    }
}

// ---- Scripts
struct range {
    uint32_t first, last;
    unsigned script; // 0: common to several
};

// Sorted; exact for the letters and marks that names are written with. What no row has is of some other script, or below
// U+0370 a mark or a sign.
static const struct range ranges[] = {
    {0x41, 0x5a, SCRIPT_LATIN}, {0x61, 0x7a, SCRIPT_LATIN}, {0xaa, 0xaa, SCRIPT_LATIN}, {0xba, 0xba, SCRIPT_LATIN},
    {0xc0, 0xd6, SCRIPT_LATIN}, {0xd8, 0xf6, SCRIPT_LATIN}, {0xf8, 0x2b8, SCRIPT_LATIN}, {0x600, 0x605, SCRIPT_ARABIC},
    {0x606, 0x60b, SCRIPT_ARABIC}, {0x60c, 0x60c, 0}, {0x60d, 0x61a, SCRIPT_ARABIC}, {0x61b, 0x61b, 0},
    {0x61c, 0x61e, SCRIPT_ARABIC}, {0x61f, 0x61f, 0}, {0x620, 0x63f, SCRIPT_ARABIC}, {0x640, 0x640, 0},
    {0x641, 0x64a, SCRIPT_ARABIC}, {0x64b, 0x655, 0}, {0x656, 0x65f, SCRIPT_ARABIC}, {0x660, 0x669, 0},
    {0x66a, 0x66f, SCRIPT_ARABIC}, {0x670, 0x670, 0}, {0x671, 0x6ff, SCRIPT_ARABIC}, {0x750, 0x77f, SCRIPT_ARABIC},
    {0x870, 0x8ff, SCRIPT_ARABIC}, {0x900, 0x950, SCRIPT_DEVANAGARI}, {0x951, 0x954, 0}, {0x955, 0x963, SCRIPT_DEVANAGARI},
    {0x964, 0x965, 0}, {0x966, 0x97f, SCRIPT_DEVANAGARI}, {0xe01, 0xe3a, SCRIPT_THAI}, {0xe3f, 0xe3f, 0},
    {0xe40, 0xe5b, SCRIPT_THAI}, {0x1100, 0x11ff, SCRIPT_HANGUL}, {0x1ab0, 0x1aff, 0}, {0x1cd0, 0x1cff, 0}, {0x1dc0, 0x1dff, 0},
    {0x1e00, 0x1eff, SCRIPT_LATIN}, {0x2000, 0x2bff, 0}, {0x2c60, 0x2c7f, SCRIPT_LATIN}, {0x2e00, 0x2e7f, 0},
    {0x2e80, 0x2fd5, SCRIPT_HAN}, {0x2ff0, 0x3004, 0}, {0x3005, 0x3005, SCRIPT_HAN}, {0x3006, 0x3006, 0},
    {0x3007, 0x3007, SCRIPT_HAN}, {0x3008, 0x3020, 0}, {0x3021, 0x3029, SCRIPT_HAN}, {0x302a, 0x302d, 0},
    {0x302e, 0x302f, SCRIPT_HANGUL}, {0x3030, 0x3037, 0}, {0x3038, 0x303b, SCRIPT_HAN}, {0x303c, 0x3040, 0},
    {0x3041, 0x3096, SCRIPT_KANA}, {0x3099, 0x309c, 0}, {0x309d, 0x309f, SCRIPT_KANA}, {0x30a0, 0x30a0, 0},
    {0x30a1, 0x30fa, SCRIPT_KANA}, {0x30fb, 0x30fc, 0}, {0x30fd, 0x30ff, SCRIPT_KANA}, {0x3131, 0x318e, SCRIPT_HANGUL},
    {0x31c0, 0x31ef, 0}, {0x31f0, 0x31ff, SCRIPT_KANA}, {0x3200, 0x321e, SCRIPT_HANGUL}, {0x3220, 0x33ff, 0},
    {0x3400, 0x4dbf, SCRIPT_HAN}, {0x4dc0, 0x4dff, 0}, {0x4e00, 0x9fff, SCRIPT_HAN}, {0xa722, 0xa7ff, SCRIPT_LATIN},
    {0xa8e0, 0xa8ff, SCRIPT_DEVANAGARI}, {0xa960, 0xa97f, SCRIPT_HANGUL}, {0xac00, 0xd7ff, SCRIPT_HANGUL}, {0xe000, 0xf8ff, 0},
    {0xf900, 0xfad9, SCRIPT_HAN}, {0xfb00, 0xfb06, SCRIPT_LATIN}, {0xfb50, 0xfd3d, SCRIPT_ARABIC}, {0xfd3e, 0xfd3f, 0},
    {0xfd50, 0xfdff, SCRIPT_ARABIC}, {0xfe00, 0xfe6f, 0}, {0xfe70, 0xfefc, SCRIPT_ARABIC}, {0xfeff, 0xff20, 0},
    {0xff21, 0xff3a, SCRIPT_LATIN}, {0xff3b, 0xff40, 0}, {0xff41, 0xff5a, SCRIPT_LATIN}, {0xff5b, 0xff65, 0},
    {0xff66, 0xff9d, SCRIPT_KANA}, {0xff9e, 0xff9f, 0}, {0xffa0, 0xffdc, SCRIPT_HANGUL}, {0xffe0, 0xffff, 0},
    {0x1f000, 0x1faff, 0}, {0x20000, 0x323af, SCRIPT_HAN}, {0xe0000, 0xe01ef, 0},
};

static unsigned script_of_code(uint32_t code) {
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges && ranges[i].first <= code; i++)
        if (code <= ranges[i].last)
            return ranges[i].script;
    return code < 0x370 ? 0 : SCRIPT_OTHER;
}

unsigned script_of(const char *text) {
    struct str s = str_of(text);
    unsigned found = 0;
    for (size_t at = 0; at < s.len && !found;)
        found = script_of_code(utf8_next(s.p, s.len, &at));
    return found;
}

bool language_same(const char *tag, const char *other) {
    size_t len = strcspn(tag, "-_");
    return len == strcspn(other, "-_") && !strncmp(tag, other, len);
}

unsigned script_set(const char *language) {
    static const struct {
        const char *language;
        unsigned scripts;
    } rows[] = {{"ar", SCRIPT_ARABIC}, {"hi", SCRIPT_DEVANAGARI}, {"ja", SCRIPT_HAN | SCRIPT_KANA}, {"ko", SCRIPT_HANGUL | SCRIPT_HAN},
                {"th", SCRIPT_THAI}, {"yue", SCRIPT_HAN}, {"zh", SCRIPT_HAN}, {"en", SCRIPT_LATIN}, {"es", SCRIPT_LATIN},
                {"pt", SCRIPT_LATIN}, {"vi", SCRIPT_LATIN}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (language_same(language, rows[i].language))
            return rows[i].scripts;
    return 0;
}

const char *script_language(unsigned script) {
    switch (script) {
    case SCRIPT_LATIN: return "en";
    case SCRIPT_ARABIC: return "ar";
    case SCRIPT_DEVANAGARI: return "hi";
    case SCRIPT_THAI: return "th";
    case SCRIPT_HANGUL: return "ko";
    case SCRIPT_HAN: return "zh";
    case SCRIPT_KANA: return "ja";
    default: return "und";
    }
}
