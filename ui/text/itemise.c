// SPDX-License-Identifier: Apache-2.0
// Decides for every character its direction (UAX 9), its script and the font that draws it.
#include "ui/text/cluster.h"
#include "ui/text/engine.h"
#include <fribidi.h>

enum { FIRST_RTL = 0x0590 }; // nothing below it is written from right to left

static bool is_dropped(uint32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xFEFF; }
static bool is_blank(uint32_t c) { return c == '\n' || c == '\t' || c == 0x2028 || c == 0x2029 || c == 0x85; }

static size_t decode(struct str text, bool bold, struct item *items, bool *plain_ltr) {
    size_t n = 0, at = 0;
    bool emphasis = false;
    *plain_ltr = true;
    while (at < text.len) {
        size_t from = at;
        uint32_t code = utf8_next(text.p, text.len, &at);
        if (code == (unsigned char)TEXT_BOLD[0] || code == (unsigned char)TEXT_PLAIN[0]) {
            emphasis = code == (unsigned char)TEXT_BOLD[0];
            continue;
        }
        if (is_blank(code))
            code = ' ';
        if (is_dropped(code))
            continue;
        if (code >= FIRST_RTL)
            *plain_ltr = false;
        items[n++] = (struct item){.code = code, .byte = (uint32_t)from, .bold = bold || emphasis};
    }
    return n;
}

// By the first strong letter that stands in no isolate (UAX 9, P2 and P3): a quoted name does not turn the sentence around it.
static enum text_dir first_strong(struct str text) {
    int isolates = 0;
    for (size_t at = 0; at < text.len;) {
        FriBidiCharType type = fribidi_get_bidi_type(utf8_next(text.p, text.len, &at));
        if (FRIBIDI_IS_ISOLATE(type))
            isolates += type != FRIBIDI_TYPE_PDI ? 1 : isolates > 0 ? -1 : 0;
        else if (!isolates && FRIBIDI_IS_LETTER(type))
            return FRIBIDI_IS_RTL(type) ? TEXT_RTL : TEXT_LTR;
    }
    return TEXT_AUTO;
}

enum text_dir itemise_direction(const struct text_engine *t, struct str text, enum text_dir dir) {
    dir = dir == TEXT_AUTO ? first_strong(text) : dir;
    if (dir == TEXT_LTR || dir == TEXT_RTL)
        return dir;
    return t->rtl ? TEXT_RTL : TEXT_LTR;
}

struct bidi {
    FriBidiChar *text;
    FriBidiCharType *types;
    FriBidiBracketType *brackets;
    FriBidiLevel *levels;
};

static bool set_levels(struct text_engine *t, struct item *items, size_t n, bool rtl) {
    struct bidi b = {arena_array(&t->scratch, n, sizeof *b.text), arena_array(&t->scratch, n, sizeof *b.types),
                     arena_array(&t->scratch, n, sizeof *b.brackets), arena_array(&t->scratch, n, sizeof *b.levels)};
    if (!b.text || !b.types || !b.brackets || !b.levels)
        return false;
    for (size_t i = 0; i < n; i++)
        b.text[i] = items[i].code;
    FriBidiStrIndex len = (FriBidiStrIndex)n;
    FriBidiParType base = rtl ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
    fribidi_get_bidi_types(b.text, len, b.types);
    fribidi_get_bracket_types(b.text, len, b.types, b.brackets);
    if (!fribidi_get_par_embedding_levels_ex(b.types, b.brackets, len, &base, b.levels))
        return false;
    for (size_t i = 0; i < n; i++)
        items[i].level = (uint8_t)b.levels[i];
    // Rule L1: white space at the end of a line stands at the end of the line.
    for (size_t i = n; i > 0 && FRIBIDI_IS_EXPLICIT_OR_BN_OR_WS(b.types[i - 1]); i--)
        items[i - 1].level = rtl;
    return true;
}

static void set_scripts(struct item *items, size_t n) {
    hb_unicode_funcs_t *u = hb_unicode_funcs_get_default();
    hb_script_t last = HB_SCRIPT_COMMON;
    for (size_t i = 0; i < n; i++) {
        uint32_t c = items[i].code;
        hb_script_t s = c < 'A' ? HB_SCRIPT_COMMON : hb_unicode_script(u, c);
        last = s == HB_SCRIPT_COMMON || s == HB_SCRIPT_INHERITED || s == HB_SCRIPT_UNKNOWN ? last : s;
        items[i].script = last;
    }
    for (size_t i = n; i-- > 1;) // what stands before the first letter belongs to it
        if (items[i - 1].script == HB_SCRIPT_COMMON)
            items[i - 1].script = items[i].script;
}

static bool is_emoji(uint32_t c, uint32_t next) {
    enum { AS_EMOJI = 0xFE0F, AS_TEXT = 0xFE0E };
    bool toned = next >= 0x1F3FB && next <= 0x1F3FF; // the colour of a hand
    return toned || next == AS_EMOJI || (c >= 0x1F000 && c <= 0x1FAFF && next != AS_TEXT);
}

// The row of a character by its neighbours: an emoji, and what a joiner ties to one, come from the fonts of emoji.
static int row_of(struct text_engine *t, const struct item *items, size_t n, size_t i) {
    const hb_script_t emoji = HB_TAG('Z', 's', 'y', 'e');
    uint32_t c = items[i].code;
    if (c < 0x203C)
        return face_row_for(&t->faces, c, items[i].script);
    if (i && items[i - 1].code == 0x200D && items[i - 1].row >= 0 && face_has(&t->faces, items[i - 1].row, c))
        return items[i - 1].row;
    return face_row_for(&t->faces, c, is_emoji(c, i + 1 < n ? items[i + 1].code : 0) ? emoji : items[i].script);
}

// Marks, joiners and spaces stay in the font of what they follow, or the cluster would be torn into two runs.
static void set_fonts(struct text_engine *t, struct item *items, size_t n) {
    for (size_t i = 0; i < n; i++) {
        uint32_t c = items[i].code;
        int16_t last = i ? items[i - 1].row : -1;
        bool stays = last >= 0 && (is_ignorable(c) || ((c == ' ' || c == 0xA0 || is_mark(c)) &&
                                                       (last == 0 || face_has(&t->faces, last, c))));
        items[i].row = stays ? last : (int16_t)row_of(t, items, n, i);
        if (items[i].row < 0 && is_ignorable(c))
            items[i].row = 0;
    }
}

struct item *itemise(struct text_engine *t, struct str text, bool bold, enum text_dir dir, size_t *count, bool *rtl) {
    bool plain;
    struct item *items = arena_array(&t->scratch, text.len + 1, sizeof *items);
    if (!items)
        return NULL;
    *rtl = itemise_direction(t, text, dir) == TEXT_RTL;
    *count = decode(text, bold, items, &plain);
    if ((!plain || *rtl) && *count && !set_levels(t, items, *count, *rtl))
        return NULL;
    set_scripts(items, *count);
    set_fonts(t, items, *count);
    return items;
}
