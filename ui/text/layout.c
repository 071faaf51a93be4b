// SPDX-License-Identifier: Apache-2.0
// Paragraphs: shapes the whole text once, fills lines by the widths of its characters, and gives each line what it
// needs to be shaped alone.
#include "ui/text/breaks.h"
#include "ui/text/cluster.h"
#include <fribidi.h>

enum { LAST_LINE_PERCENT = 20, SOFT_HYPHEN = 0x00AD, FAR = 2000, LRM = 0x200E, RLM = 0x200F, ALM = 0x061C };

static const char ellipsis[] = "\xE2\x80\xA6";

struct line_plan { // all in bytes and px
    uint32_t from, to;
    int32_t width;
    uint16_t before, after; // direction marks that stand for the surroundings, 0 for none
    bool bold, dots, hyphen;
};
struct plan { // payload of CACHE_LAYOUT
    int32_t count;
    bool cut, overflow;
    uint8_t dir;
    struct line_plan lines[];
};

struct span { // characters [from, to) are shown, `next` starts the line behind it
    size_t from, to, next;
    bool must; // ends with a line break, or is the last
};

struct filler {
    const struct shaped *s;
    const uint32_t *codes;
    const uint8_t *kinds;
    int64_t width;  // 1/64 px; 0: no limit
    int64_t hyphen; // 1/64 px; what is added where a line breaks at a soft hyphen
    struct span *spans;
    size_t count, cap;
    bool overflow;
};

static bool is_space(uint32_t c) { return c == ' ' || c == '\t' || c == '\n' || c == 0x2028 || c == 0x2029 || c == 0x3000; }

static int64_t width_of(const struct filler *f, size_t from, size_t to) {
    int64_t w = 0;
    for (size_t i = from; i < to; i++)
        w += f->s->chars[i].advance;
    return w;
}

static struct span span_to(const struct filler *f, size_t from, size_t next) {
    struct span s = {from, next, next, next > from && f->kinds[next - 1] == BREAK_MUST};
    while (s.to > s.from && is_space(f->codes[s.to - 1]))
        s.to--;
    return s;
}

// The longest line that starts at `from`.
static struct span fill(struct filler *f, size_t from) {
    size_t place[BREAK_MUST] = {0}; // the last one of each kind; 0 is none, since a line holds at least a character
    int64_t w = 0;
    for (size_t i = from; i < f->s->char_count; i++) {
        w += f->s->chars[i].advance;
        bool over = f->width && w > f->width && !is_space(f->codes[i]);
        for (int kind = BREAK_WORD; over && kind >= BREAK_LETTER; kind--)
            if (place[kind]) {
                f->overflow = f->overflow || kind == BREAK_LETTER;
                return span_to(f, from, place[kind]);
            }
        f->overflow = f->overflow || over;
        if (f->kinds[i] == BREAK_MUST)
            return span_to(f, from, i + 1);
        if (f->codes[i] != SOFT_HYPHEN || w + f->hyphen <= f->width)
            place[f->kinds[i]] = i + 1;
    }
    return span_to(f, from, f->s->char_count);
}

// No last line of one short word: the line before gives words away while both still fit.
static void feed_last(struct filler *f) {
    struct span *last = &f->spans[f->count - 1], *before = last - 1;
    if (f->count < 2 || before->must || !f->width)
        return;
    while (width_of(f, last->from, last->to) * 100 < f->width * LAST_LINE_PERCENT) {
        size_t at = before->next - 1;
        while (at > before->from && f->kinds[at - 1] != BREAK_WORD)
            at--;
        if (at == before->from || width_of(f, at, last->to) > f->width)
            return;
        *before = span_to(f, before->from, at);
        last->from = at;
    }
}

// Returns whether the text went on behind the last line.
static bool fill_all(struct filler *f) {
    size_t at = 0, n = f->s->char_count;
    bool more = true;
    while (more && f->count < f->cap) {
        struct span s = fill(f, at);
        bool broken = s.must && is_space(f->codes[s.next - 1]) && f->codes[s.next - 1] != ' ';
        more = s.next < n || (broken && s.next == n); // a line break at the end opens an empty line
        f->spans[f->count++] = s;
        at = s.next;
        if (s.must)
            feed_last(f);
        if (at == n && more && f->count < f->cap) {
            f->spans[f->count++] = (struct span){n, n, n, true};
            more = false;
        }
    }
    return more;
}

// ---- What a line must know of its surroundings (as far as FAR characters) ----

static FriBidiCharType strong_before(const uint32_t *codes, size_t at) {
    for (size_t far = 0; far < FAR && at-- > 0 && codes[at] != '\n'; far++) {
        FriBidiCharType type = fribidi_get_bidi_type(codes[at]);
        if (FRIBIDI_IS_LETTER(type))
            return type;
    }
    return FRIBIDI_TYPE_ON;
}

static uint16_t mark_for(FriBidiCharType type, bool rtl) {
    if (type == FRIBIDI_TYPE_AL)
        return ALM;
    if (type == FRIBIDI_TYPE_LTR)
        return rtl ? LRM : 0;
    return type == FRIBIDI_TYPE_RTL && !rtl ? RLM : 0;
}

// Neutrals at the end of a line take their direction from what follows; a number counts as what stands before it.
static uint16_t mark_after(const uint32_t *codes, size_t count, size_t at, bool rtl) {
    for (size_t far = 0; far < FAR && at < count && codes[at] != '\n'; at++, far++) {
        FriBidiCharType type = fribidi_get_bidi_type(codes[at]);
        if (FRIBIDI_IS_NUMBER(type))
            type = strong_before(codes, at) == FRIBIDI_TYPE_LTR && type == FRIBIDI_TYPE_EN ? FRIBIDI_TYPE_LTR
                                                                                           : FRIBIDI_TYPE_RTL;
        if (FRIBIDI_IS_STRONG(type) && !FRIBIDI_IS_EXPLICIT(type))
            return FRIBIDI_IS_RTL(type) ? (rtl ? 0 : RLM) : (rtl ? LRM : 0);
    }
    return 0;
}

static bool needs_marks(const struct filler *f) {
    bool rtl = f->s->rtl;
    for (size_t i = 0; i < f->s->char_count && !rtl; i++)
        rtl = f->s->chars[i].rtl;
    return rtl && f->count > 1;
}

static bool bold_before(struct str text, size_t at) {
    while (at-- > 0)
        if (text.p[at] == TEXT_BOLD[0] || text.p[at] == TEXT_PLAIN[0])
            return text.p[at] == TEXT_BOLD[0];
    return false;
}

static struct line_plan line_of(const struct filler *f, const struct span *s, struct str text, bool marks) {
    size_t n = f->s->char_count;
    struct line_plan l = {.width = (int32_t)((width_of(f, s->from, s->to) + 32) >> 6)};
    l.from = s->from < n ? f->s->chars[s->from].byte : (uint32_t)text.len;
    l.to = s->to < n ? f->s->chars[s->to].byte : (uint32_t)text.len;
    while (l.to > l.from && text.p[l.to - 1] == '\r') // of "\r\n"
        l.to--;
    l.bold = bold_before(text, l.from);
    l.hyphen = s->to > s->from && s->next < n && f->codes[s->to - 1] == SOFT_HYPHEN;
    l.width += l.hyphen ? (int32_t)((f->hyphen + 32) >> 6) : 0;
    if (marks && s->to > s->from) {
        l.before = mark_for(strong_before(f->codes, s->from), f->s->rtl);
        l.after = mark_after(f->codes, n, s->to, f->s->rtl);
    }
    return l;
}

// ---- The plan ----

static int64_t hyphen_width(struct text_engine *t, const struct filler *f, struct text_style style) {
    const struct shaped *hyphen = NULL;
    for (size_t i = 0; i < f->s->char_count && !hyphen; i++)
        if (f->codes[i] == SOFT_HYPHEN)
            hyphen = shape_text(t, STR("-"), style, TEXT_LTR);
    return hyphen ? hyphen->advance : 0;
}

// Shortens the last line until an ellipsis fits behind it.
static void cut_last(struct text_engine *t, struct filler *f, struct text_style style, int32_t *dots_px) {
    struct span *last = &f->spans[f->count - 1];
    const struct shaped *dots = shape_text(t, STR(ellipsis), style, TEXT_BASE);
    int64_t width = dots ? dots->advance : 0;
    *dots_px = (int32_t)((width + 32) >> 6);
    while (f->width && last->to > last->from && width_of(f, last->from, last->to) + width > f->width)
        do
            last->to--;
        while (last->to > last->from && f->kinds[last->to - 1] == BREAK_NEVER);
    while (last->to > last->from && is_space(f->codes[last->to - 1]))
        last->to--;
}

static bool prepare(struct text_engine *t, struct str text, struct text_box box, struct filler *f) {
    size_t n = f->s->char_count;
    uint32_t *codes = arena_array(&t->scratch, n + 1, sizeof *codes);
    uint8_t *kinds = arena_array(&t->scratch, n + 1, 1);
    f->cap = box.max_lines > 0 && box.max_lines < TEXT_MAX_LINES ? (size_t)box.max_lines : TEXT_MAX_LINES;
    f->cap = f->cap > n + 1 ? n + 1 : f->cap;
    f->spans = arena_array(&t->scratch, f->cap, sizeof *f->spans);
    if (!codes || !kinds || !f->spans)
        return false;
    for (size_t i = 0; i < n; i++) {
        size_t at = f->s->chars[i].byte;
        codes[i] = utf8_next(text.p, text.len, &at);
    }
    breaks_find(t, codes, n, kinds);
    f->codes = codes;
    f->kinds = kinds;
    f->width = box.width > 0 ? (int64_t)box.width * 64 : 0;
    return true;
}

static const struct plan *make_plan(struct text_engine *t, const struct cache_key *key, struct text_style style,
                                    struct text_box box) {
    struct str text = key->text;
    struct filler f = {.s = shape_text(t, text, style, box.dir)};
    if (!f.s || !prepare(t, text, box, &f))
        return NULL;
    f.hyphen = hyphen_width(t, &f, style);
    bool more = fill_all(&f);
    int32_t dots_px = 0;
    if (more)
        cut_last(t, &f, style, &dots_px);
    struct plan *p = text_cache_add(&t->cache, key, sizeof *p + f.count * sizeof *p->lines, 0);
    if (!p)
        return NULL;
    *p = (struct plan){(int32_t)f.count, more, f.overflow, f.s->rtl ? TEXT_RTL : TEXT_LTR};
    bool marks = needs_marks(&f);
    for (size_t i = 0; i < f.count; i++)
        p->lines[i] = line_of(&f, &f.spans[i], text, marks);
    if (more) {
        p->lines[f.count - 1].dots = true;
        p->lines[f.count - 1].width += dots_px;
    }
    return p;
}

// ---- The result ----

static bool line_text(struct arena *a, struct str text, const struct line_plan *l, struct str *out) {
    enum { EXTRA = 16 };
    *out = (struct str){text.len ? text.p + l->from : "", l->to - l->from};
    if (!l->bold && !l->before && !l->after && !l->dots && !l->hyphen)
        return true;
    char *copy = arena_alloc(a, out->len + EXTRA);
    size_t n = 0;
    if (!copy)
        return false;
    if (l->bold)
        copy[n++] = TEXT_BOLD[0];
    if (l->before)
        n += utf8_put(copy + n, l->before);
    memcpy(copy + n, out->p, out->len);
    n += out->len;
    if (l->hyphen)
        copy[n++] = '-';
    if (l->dots) {
        memcpy(copy + n, ellipsis, sizeof ellipsis - 1);
        n += sizeof ellipsis - 1;
    }
    if (l->after)
        n += utf8_put(copy + n, l->after);
    *out = (struct str){copy, n};
    return true;
}

static int align(enum text_align how, bool rtl, int room) {
    if (how == TEXT_CENTRE)
        return room / 2;
    return (how == TEXT_END) != rtl ? room : 0;
}

static const struct text_block *block_of(struct arena *a, const struct plan *p, struct str text,
                                         struct text_style style, struct text_box box) {
    struct text_block *b = arena_alloc(a, sizeof *b);
    struct text_block_line *lines = arena_array(a, (size_t)p->count, sizeof *lines);
    if (!b || !lines)
        return NULL;
    *b = (struct text_block){lines, p->count, 0, p->count * style.line_px, p->dir, p->cut, p->overflow};
    for (int i = 0; i < p->count; i++)
        b->width = p->lines[i].width > b->width ? p->lines[i].width : b->width;
    int width = box.width > 0 ? box.width : b->width;
    for (int i = 0; i < p->count; i++) {
        const struct line_plan *l = &p->lines[i];
        lines[i] = (struct text_block_line){
            .from = l->from, .to = l->to, .width = l->width, .x = align(box.align, p->dir == TEXT_RTL, width - l->width)};
        if (!line_text(a, text, l, &lines[i].text))
            return NULL;
    }
    return b;
}

const struct text_block *text_layout(struct text_engine *t, struct arena *a, struct str text, struct text_style style,
                                     struct text_box box) {
    text = text_bounded(text);
    struct text_style shaped_style = style_bounded(style);
    box.dir = dir_bounded(t, box.dir);
    struct cache_key key = {CACHE_LAYOUT, (uint32_t)shaped_style.size_px, (uint32_t)(box.dir * 2 + style.bold),
                            (uint32_t)(box.width > 0 ? box.width : 0),
                            (uint32_t)(box.max_lines > 0 ? box.max_lines : 0), text};
    const struct plan *p = text_cache_find(&t->cache, &key);
    if (!p) {
        text_cache_trim(&t->cache);
        p = make_plan(t, &key, shaped_style, box);
    }
    const struct text_block *b = p ? block_of(a, p, text, style, box) : NULL;
    scratch_release(t);
    return b;
}
