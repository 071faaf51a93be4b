// SPDX-License-Identifier: Apache-2.0
// The door of ui/text: engine, measures, lines, carets.
#include "ui/text/cluster.h"
#include "ui/text/engine.h"
#include "base/mem.h"
#include "ui/text/thai.h"
#include <linebreak.h>
#include <math.h>
#include <stdlib.h>

enum { SCRATCH_CAP = 24 * 1024 * 1024, SCRATCH_KEEP = 256 * 1024, DEFAULT_BUDGET = 6 * 1024 * 1024 };

static void finish_payload(uint32_t kind, void *payload) {
    if (kind == CACHE_LINE)
        mask_unwrap(&((struct text_line *)payload)->mask);
    else if (kind == CACHE_ICON)
        mask_unwrap(payload);
    else if (kind == CACHE_PICTURE)
        picture_finish(payload);
}

enum err text_engine_create(const struct text_options *options, struct text_engine **out, struct fault *f) {
    *out = NULL;
    if (!options->font_list)
        return fault_set(f, ERR_MISSING, "text", "no list of fonts is given");
    struct text_engine *t = mem_alloc(sizeof *t);
    if (!t)
        return fault_set(f, ERR_MEMORY, "text", "no memory");
    const char *folder = options->font_folder ? options->font_folder : getenv("TGOV_FONTS");
    text_cache_init(&t->cache, options->budget ? options->budget : DEFAULT_BUDGET, finish_payload);
    arena_init(&t->scratch, SCRATCH_CAP);
    init_linebreak();
    t->buffer = hb_buffer_create();
    enum err e = face_set_init(&t->faces, options->font_list, folder, f);
    if (!e && !hb_buffer_allocation_successful(t->buffer))
        e = fault_set(f, ERR_MEMORY, "text", "no memory");
    if (e) {
        text_engine_destroy(t);
        return e;
    }
    text_set_language(t, options->language ? options->language : "en");
    *out = t;
    return ERR_NONE;
}

void text_engine_destroy(struct text_engine *t) {
    if (!t)
        return;
    text_cache_clear(&t->cache);
    thai_destroy(t->thai);
    hb_buffer_destroy(t->buffer);
    face_set_finish(&t->faces);
    arena_finish(&t->scratch);
    mem_free(t);
}

bool text_language_is_rtl(const char *bcp47) {
    static const char *const rtl[] = {"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ps", "sd", "ug", "ur", "yi"};
    struct str rest = str_of(bcp47), language = str_cut(&rest, '-');
    while (rest.p) { // a script subtag decides: az-Arab, ku-Latn
        struct str tag = str_cut(&rest, '-');
        if (tag.len == 4)
            return str_is(tag, "Arab") || str_is(tag, "Hebr") || str_is(tag, "Thaa") || str_is(tag, "Syrc");
    }
    for (size_t i = 0; i < sizeof rtl / sizeof *rtl; i++)
        if (str_is(language, rtl[i]))
            return true;
    return false;
}

void text_set_language(struct text_engine *t, const char *bcp47) {
    text_cache_clear(&t->cache);
    (void)text_copy(t->language, sizeof t->language, bcp47);
    t->rtl = text_language_is_rtl(t->language);
    t->hb_language = hb_language_from_string(t->language, -1);
    face_set_language(&t->faces, t->language);
}

void text_frame_begin(struct text_engine *t) {
    t->cache.frame++;
    text_cache_trim(&t->cache);
    face_set_rest(&t->faces);
}

struct str text_bounded(struct str text) {
    if (text.len > TEXT_MAX_BYTES)
        text.len = utf8_back(text.p, TEXT_MAX_BYTES);
    return text;
}

struct text_style style_bounded(struct text_style style) {
    style.size_px = style.size_px < TEXT_MIN_SIZE ? TEXT_MIN_SIZE : style.size_px;
    style.size_px = style.size_px > TEXT_MAX_SIZE ? TEXT_MAX_SIZE : style.size_px;
    return style;
}

// One very long text must not keep its working memory for ever.
void scratch_release(struct text_engine *t) {
    if (t->scratch.held > SCRATCH_KEEP)
        arena_finish(&t->scratch);
    else
        arena_reset(&t->scratch);
}

static const struct shaped *shaped_of(struct text_engine *t, struct str text, struct text_style style,
                                      enum text_dir dir) {
    text_cache_trim(&t->cache);
    const struct shaped *s = shape_text(t, text_bounded(text), style_bounded(style), dir);
    scratch_release(t);
    return s;
}

int text_measure(struct text_engine *t, struct str text, struct text_style style) {
    const struct shaped *s = shaped_of(t, text, style, TEXT_BASE);
    return s ? (s->advance + 32) >> 6 : 0;
}

int text_baseline(struct text_style style) {
    return (int)lround((style.line_px - 1.362 * style.size_px) / 2 + 1.069 * style.size_px);
}

const struct text_line *text_line(struct text_engine *t, struct str text, struct text_style style, enum text_dir dir) {
    text = text_bounded(text);
    style = style_bounded(style);
    dir = dir_bounded(t, dir);
    struct cache_key key = {CACHE_LINE, (uint32_t)style.size_px, style.bold, dir, 0, text};
    const struct text_line *l = text_cache_find(&t->cache, &key);
    if (l)
        return l;
    text_cache_trim(&t->cache);
    const struct shaped *s = shape_text(t, text, style, dir);
    l = s ? raster_line(t, s, style, &key) : NULL;
    scratch_release(t);
    return l;
}

// The last character that starts at or before the byte.
static size_t char_at(const struct shaped *s, size_t byte) {
    size_t low = 0, high = s->char_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (s->chars[middle].byte <= byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? low - 1 : 0;
}

static int caret_before(const struct shaped *s, size_t i) {
    return (s->chars[i].left + (s->chars[i].rtl ? s->chars[i].advance : 0) + 32) >> 6;
}

// Behind the last character: where its own direction leads on, which at the end of a number in an Arabic line is the right.
static int caret_behind(const struct shaped *s, size_t i) {
    return (s->chars[i].left + (s->chars[i].rtl ? 0 : s->chars[i].advance) + 32) >> 6;
}

// The last character before `i` that takes room; `i` when there is none.
static size_t seen_before(const struct shaped *s, size_t i) {
    for (size_t k = i; k-- > 0;)
        if (s->chars[k].advance > 0)
            return k;
    return i;
}

static int caret_end(const struct shaped *s) {
    size_t last = seen_before(s, s->char_count);
    if (last < s->char_count && s->chars[last].rtl != s->rtl)
        return caret_behind(s, last);
    return s->rtl ? 0 : (s->advance + 32) >> 6;
}

int text_caret_x(struct text_engine *t, struct str text, struct text_style style, enum text_dir dir, size_t at) {
    const struct shaped *s = shaped_of(t, text, style, dir);
    if (!s)
        return 0;
    if (at >= text.len || !s->char_count)
        return caret_end(s);
    size_t i = char_at(s, at), byte = s->chars[i].byte, before = seen_before(s, i);
    bool turns = is_ignorable(utf8_next(text.p, text.len, &byte)); // what orders the line has no place: the caret stays behind
    if (turns && before < i)
        return caret_behind(s, before);
    while (i > 0 && !s->chars[i].advance) // a mark has no place of its own
        i--;
    return caret_before(s, i);
}

size_t text_caret_at(struct text_engine *t, struct str text, struct text_style style, enum text_dir dir, int x) {
    const struct shaped *s = shaped_of(t, text, style, dir);
    size_t best = text.len;
    if (!s)
        return best;
    int nearest = abs(caret_end(s) - x);
    for (size_t i = 0; i < s->char_count; i++) {
        int away = abs(caret_before(s, i) - x);
        if (away < nearest && (i == 0 || s->chars[i].advance > 0)) {
            nearest = away;
            best = s->chars[i].byte;
        }
    }
    return best;
}

unsigned long text_missing(const struct text_engine *t) { return t->missing; }
uint32_t text_missing_last(const struct text_engine *t) { return t->missing_last; }

struct text_stats text_stats(const struct text_engine *t) {
    return (struct text_stats){cache_bytes(&t->cache), t->cache.budget, t->cache.entries, t->cache.hits, t->shaped,
                               t->drawn_glyphs, t->cache.evicted, t->faces.open};
}
