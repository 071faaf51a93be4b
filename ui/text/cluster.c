// SPDX-License-Identifier: Apache-2.0
// Where one user-perceived character ends and the next starts.
#include "ui/text/cluster.h"
#include "base/str.h"
#include "ui/text/text.h"
#include <hb.h>

enum { ZWNJ = 0x200C, ZWJ = 0x200D };

static bool within(uint32_t c, uint32_t from, uint32_t to) { return c >= from && c <= to; }

static hb_unicode_general_category_t category(uint32_t code) {
    return hb_unicode_general_category(hb_unicode_funcs_get_default(), code);
}

bool is_mark(uint32_t code) {
    if (code < 0x300)
        return false;
    hb_unicode_general_category_t g = category(code);
    return g == HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK || g == HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK ||
           g == HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK;
}

bool is_ignorable(uint32_t c) {
    if (c < 0xAD)
        return false;
    return c == 0xAD || c == 0x34F || c == 0x61C || within(c, 0x115F, 0x1160) || within(c, 0x17B4, 0x17B5) ||
           within(c, 0x180B, 0x180F) || within(c, 0x200B, 0x200F) || within(c, 0x202A, 0x202E) ||
           within(c, 0x2060, 0x206F) || c == 0x3164 || within(c, 0xFE00, 0xFE0F) || c == 0xFEFF || c == 0xFFA0 ||
           within(c, 0xFFF0, 0xFFF8) || within(c, 0x1D173, 0x1D17A) || within(c, 0xE0000, 0xE0FFF);
}

bool is_hangul(uint32_t c) {
    return within(c, 0xAC00, 0xD7A3) || within(c, 0x1100, 0x11FF) || within(c, 0x3130, 0x318F) ||
           within(c, 0xA960, 0xA97F) || within(c, 0xD7B0, 0xD7FF);
}

bool is_ideograph(uint32_t c) {
    return within(c, 0x2E80, 0x2FDF) || within(c, 0x3003, 0x3007) || within(c, 0x3021, 0x3029) ||
           within(c, 0x3041, 0x3130) || within(c, 0x31A0, 0x31BF) || within(c, 0x31F0, 0x31FF) ||
           within(c, 0x3400, 0x4DBF) || within(c, 0x4E00, 0x9FFF) || within(c, 0xF900, 0xFAFF) ||
           within(c, 0x20000, 0x3FFFF);
}

bool is_thai(uint32_t c) { return within(c, 0x0E00, 0x0E7F); }

// The pictographs of Unicode 15 that take part in sequences, as ranges; a few text symbols inside them do no harm.
static bool is_pictograph(uint32_t c) {
    return c == 0xA9 || c == 0xAE || c == 0x203C || c == 0x2049 || within(c, 0x2190, 0x21FF) ||
           within(c, 0x2300, 0x23FF) || within(c, 0x25AA, 0x25FE) || within(c, 0x2600, 0x27BF) ||
           within(c, 0x2934, 0x2935) || within(c, 0x2B05, 0x2B55) || within(c, 0x1F000, 0x1F1E5) ||
           within(c, 0x1F200, 0x1F3FA) || within(c, 0x1F400, 0x1FAFF);
}

static bool is_flag_letter(uint32_t c) { return within(c, 0x1F1E6, 0x1F1FF); }

// Extend and SpacingMark of UAX 29.
static bool extends(uint32_t c) {
    return c == ZWJ || c == ZWNJ || is_mark(c) || c == 0x0E33 || c == 0x0EB3 || within(c, 0xFE00, 0xFE0F) ||
           within(c, 0x1F3FB, 0x1F3FF) || within(c, 0xFF9E, 0xFF9F) || within(c, 0xE0020, 0xE007F);
}

static bool is_virama(uint32_t c) {
    return c == 0x094D || c == 0x09CD || c == 0x0ACD || c == 0x0B4D || c == 0x0C4D || c == 0x0D4D;
}

enum jamo { JAMO_NONE, JAMO_L, JAMO_V, JAMO_T, JAMO_LV, JAMO_LVT };

static enum jamo jamo_of(uint32_t c) {
    if (within(c, 0xAC00, 0xD7A3))
        return (c - 0xAC00) % 28 ? JAMO_LVT : JAMO_LV;
    if (within(c, 0x1100, 0x115F) || within(c, 0xA960, 0xA97C))
        return JAMO_L;
    if (within(c, 0x1160, 0x11A7) || within(c, 0xD7B0, 0xD7C6))
        return JAMO_V;
    return within(c, 0x11A8, 0x11FF) || within(c, 0xD7CB, 0xD7FB) ? JAMO_T : JAMO_NONE;
}

static bool jamo_joins(uint32_t before, uint32_t after) {
    enum jamo a = jamo_of(before), b = jamo_of(after);
    return (a == JAMO_L && (b == JAMO_L || b == JAMO_V || b == JAMO_LV || b == JAMO_LVT)) ||
           ((a == JAMO_LV || a == JAMO_V) && (b == JAMO_V || b == JAMO_T)) ||
           ((a == JAMO_LVT || a == JAMO_T) && b == JAMO_T);
}

// Signs that stand before a number and belong to it.
static bool is_prepended(uint32_t c) { return within(c, 0x600, 0x605) || c == 0x6DD || c == 0x70F || within(c, 0x890, 0x891) || c == 0x8E2; }

static bool joins(const struct cluster_scan *s, uint32_t code) {
    if (is_prepended(s->last))
        return code >= 0x20 && !within(code, 0x7F, 0x9F);
    if (code < 0x300)
        return s->last == '\r' && code == '\n';
    if (s->last < 0x20 || (s->last >= 0x7F && s->last < 0xA0))
        return false; // nothing joins a control character
    if (extends(code) || jamo_joins(s->last, code))
        return true;
    if (is_flag_letter(code))
        return s->flags % 2 == 1;
    if (is_virama(s->last))
        return category(code) == HB_UNICODE_GENERAL_CATEGORY_OTHER_LETTER;
    return s->last == ZWJ && s->pictograph && is_pictograph(code);
}

bool cluster_starts(struct cluster_scan *s, uint32_t code) {
    bool starts = !s->any || !joins(s, code);
    if (code < 0x300 || !extends(code))
        s->pictograph = is_pictograph(code);
    s->flags = is_flag_letter(code) ? s->flags + 1 : 0;
    s->last = code;
    s->any = true;
    return starts;
}

static bool is_marker(uint32_t code) { return code == (unsigned char)TEXT_BOLD[0] || code == (unsigned char)TEXT_PLAIN[0]; }

size_t text_next(struct str text, size_t at) {
    struct cluster_scan scan = {0};
    while (at < text.len) {
        size_t before = at;
        uint32_t code = utf8_next(text.p, text.len, &at);
        if (is_marker(code)) {
            if (!scan.any)
                continue;
            return before;
        }
        bool any = scan.any;
        if (cluster_starts(&scan, code) && any)
            return before;
    }
    return text.len;
}

// Clusters can only be found from the front; a few characters back is far enough for all but made-up texts.
size_t text_previous(struct str text, size_t at) {
    enum { FAR = 64 };
    at = at > text.len ? text.len : at;
    size_t start = at, last;
    for (int i = 0; i < FAR && start > 0; i++) {
        start = utf8_back(text.p, start);
        if (text.p[start] == ' ') // always starts a cluster
            break;
    }
    do {
        last = start;
        start = text_next((struct str){text.p, at}, start);
    } while (start < at);
    return last < at ? last : 0;
}
