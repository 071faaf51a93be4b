// SPDX-License-Identifier: Apache-2.0
// Turns itemised text into placed glyphs: runs of one direction, script, font and weight, put into visual order (UAX
// 9, rule L2), each shaped by HarfBuzz in font units and scaled.
#include "ui/text/cluster.h"
#include "ui/text/engine.h"

struct run {
    size_t from, to;
    uint8_t level;
};

struct work {
    struct text_engine *t;
    struct text_style style;
    const struct item *items;
    size_t count;
    uint32_t *codes; // of the items, for HarfBuzz
    struct run *runs;
    size_t run_count;
    struct glyph *glyphs;
    size_t glyph_count, glyph_room;
    struct shaped_char *chars;
    int32_t pen;
};

static bool same_run(const struct item *a, const struct item *b) {
    return a->level == b->level && a->row == b->row && a->bold == b->bold && a->script == b->script;
}

static void split_runs(struct work *w) {
    for (size_t i = 0; i < w->count;) {
        size_t j = i + 1;
        while (j < w->count && same_run(&w->items[i], &w->items[j]))
            j++;
        w->runs[w->run_count++] = (struct run){i, j, w->items[i].level};
        i = j;
    }
}

static void reverse(struct run *from, struct run *to) {
    for (; from < to; from++, to--) {
        struct run swap = *from;
        *from = *to;
        *to = swap;
    }
}

static void visual_order(struct run *runs, size_t count) {
    int highest = 0;
    for (size_t i = 0; i < count; i++)
        highest = runs[i].level > highest ? runs[i].level : highest;
    for (int level = highest; level > 0; level--)
        for (size_t i = 0; i < count; i++) {
            size_t j = i;
            while (j < count && runs[j].level >= level)
                j++;
            if (j > i) {
                reverse(&runs[i], &runs[j - 1]);
                i = j - 1;
            }
        }
}

// Shares the advance of one shaped cluster among the characters a person sees in it.
static void share_out(struct work *w, size_t from, size_t to, int32_t left, int32_t right, bool rtl) {
    struct cluster_scan scan = {0};
    int64_t parts = 0, k = -1, width = right > left ? right - left : 0;
    for (size_t i = from; i < to; i++)
        parts += cluster_starts(&scan, w->items[i].code);
    scan = (struct cluster_scan){0};
    for (size_t i = from; i < to; i++) {
        bool starts = cluster_starts(&scan, w->items[i].code);
        k += starts;
        int64_t at = rtl ? parts - 1 - k : k;
        int32_t x = left + (int32_t)(width * at / parts), end = left + (int32_t)(width * (at + 1) / parts);
        w->chars[i] = (struct shaped_char){w->items[i].byte, x, starts ? end - x : 0, rtl};
    }
}

struct scale {
    int64_t size, upem;
    int32_t pen;
};
static int32_t scaled(const struct scale *s, int64_t units) {
    int64_t v = units * s->size * 64, half = s->upem / 2;
    return (int32_t)((v >= 0 ? v + half : v - half) / s->upem);
}

// Places the glyphs that HarfBuzz gave for one run and notes where each character stands.
static void place(struct work *w, const struct run *r, int face, const struct scale *s) {
    unsigned n;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(w->t->buffer, &n);
    const hb_glyph_position_t *pos = hb_buffer_get_glyph_positions(w->t->buffer, &n);
    bool rtl = r->level & 1;
    size_t before = r->to; // the cluster to the left, which in a right-to-left run comes later in the text
    int64_t units = 0;
    for (unsigned i = 0; i < n;) {
        unsigned j = i;
        int32_t left = s->pen + scaled(s, units);
        for (; j < n && info[j].cluster == info[i].cluster; j++) {
            if (w->glyph_count < w->glyph_room)
                w->glyphs[w->glyph_count++] = (struct glyph){s->pen + scaled(s, units + pos[j].x_offset),
                                                             -scaled(s, pos[j].y_offset), info[j].codepoint, face};
            units += pos[j].x_advance;
        }
        size_t end = rtl ? before : j < n ? info[j].cluster : r->to;
        share_out(w, info[i].cluster, end, left, s->pen + scaled(s, units), rtl);
        before = info[i].cluster;
        i = j;
    }
    w->pen = s->pen + scaled(s, units);
}

static bool shape_run(struct work *w, const struct run *r) {
    static const hb_feature_t tabular = {HB_TAG('t', 'n', 'u', 'm'), 1, 0, (unsigned)-1};
    const struct item *first = &w->items[r->from];
    struct text_engine *t = w->t;
    struct face *face = face_get(&t->faces, first->row < 0 ? 0 : first->row, first->bold);
    if (!face)
        return false;
    hb_buffer_clear_contents(t->buffer);
    hb_buffer_add_utf32(t->buffer, w->codes, (int)w->count, (unsigned)r->from, (int)(r->to - r->from));
    hb_buffer_set_direction(t->buffer, r->level & 1 ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_set_script(t->buffer, first->script);
    hb_buffer_set_language(t->buffer, t->hb_language);
    hb_shape(face->shaper, t->buffer, &tabular, 1);
    if (!hb_buffer_allocation_successful(t->buffer)) {
        hb_buffer_reset(t->buffer);
        return false;
    }
    unsigned n = hb_buffer_get_length(t->buffer);
    if (w->glyph_count + n > w->glyph_room) {
        size_t room = w->glyph_count + n + w->count;
        struct glyph *more = arena_array(&t->scratch, room, sizeof *more);
        if (!more)
            return false;
        if (w->glyph_count)
            memcpy(more, w->glyphs, w->glyph_count * sizeof *more);
        w->glyphs = more;
        w->glyph_room = room;
    }
    place(w, r, face_number(&t->faces, face), &(struct scale){w->style.size_px, face->upem, w->pen});
    return true;
}

static void count_missing(struct text_engine *t, const struct item *items, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (items[i].row < 0) {
            t->missing++;
            t->missing_last = items[i].code;
        }
}

static bool shape_all(struct work *w) {
    struct arena *a = &w->t->scratch;
    w->codes = arena_array(a, w->count + 1, sizeof *w->codes);
    w->runs = arena_array(a, w->count + 1, sizeof *w->runs);
    w->chars = arena_array(a, w->count + 1, sizeof *w->chars);
    if (!w->codes || !w->runs || !w->chars)
        return false;
    for (size_t i = 0; i < w->count; i++)
        w->codes[i] = w->items[i].code;
    split_runs(w);
    visual_order(w->runs, w->run_count);
    for (size_t i = 0; i < w->run_count; i++)
        if (!shape_run(w, &w->runs[i]))
            return false;
    return true;
}

static const struct shaped *keep(struct work *w, const struct cache_key *key, bool rtl) {
    size_t glyph_bytes = w->glyph_count * sizeof *w->glyphs, char_bytes = w->count * sizeof *w->chars;
    struct shaped *s = text_cache_add(&w->t->cache, key, sizeof *s + glyph_bytes + char_bytes, 0);
    if (!s)
        return NULL;
    *s = (struct shaped){w->pen, rtl, w->glyph_count, w->count, (struct glyph *)(s + 1), NULL};
    s->chars = (struct shaped_char *)(s->glyphs + w->glyph_count);
    if (glyph_bytes)
        memcpy(s->glyphs, w->glyphs, glyph_bytes);
    if (char_bytes)
        memcpy(s->chars, w->chars, char_bytes);
    return s;
}

const struct shaped *shape_text(struct text_engine *t, struct str text, struct text_style style, enum text_dir dir) {
    dir = dir_bounded(t, dir);
    struct cache_key key = {CACHE_SHAPE, (uint32_t)style.size_px, style.bold, dir, 0, text};
    const struct shaped *hit = text_cache_find(&t->cache, &key);
    if (hit)
        return hit;
    struct work w = {.t = t, .style = style};
    bool rtl;
    w.items = itemise(t, text, style.bold, dir, &w.count, &rtl);
    if (!w.items || !shape_all(&w))
        return NULL;
    count_missing(t, w.items, w.count);
    t->shaped++;
    return keep(&w, &key, rtl);
}
