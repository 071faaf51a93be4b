// SPDX-License-Identifier: Apache-2.0
// What the files of ui/text share. Nobody outside this folder includes it.
//
//   text.c     the door: measure, lines, carets            picture.c  icons and pictures
//   layout.c   paragraphs            breaks.c  where a line may break        thai.c  Thai words
//   shape.c    characters to glyphs  itemise.c  direction, script, font      cluster.c  characters as a person sees them
//   raster.c   glyphs to masks       face.c, fontlist.c  fonts               cache.c  what is kept
//   pen.c      compiled pictures to coverage
#ifndef TGOV_UI_TEXT_ENGINE_H
#define TGOV_UI_TEXT_ENGINE_H

#include "ui/text/cache.h"
#include "ui/text/face.h"
#include "ui/text/text.h"

struct thai;

struct text_engine {
    struct face_set faces;
    struct cache cache;
    struct arena scratch; // dies at the end of each public call
    hb_buffer_t *buffer;
    hb_language_t hb_language;
    char language[36];
    bool rtl;
    struct thai *thai; // NULL until the first Thai text
    unsigned long missing, shaped, drawn_glyphs;
    uint32_t missing_last;
};

// ---- Itemising: every shown character with what shaping must know ----
struct item {
    uint32_t code;
    uint32_t byte; // in the source
    hb_script_t script;
    int16_t row; // of the font list; -1: no font has it
    uint8_t level;
    bool bold;
};
// Markers and control characters are left out; line breaks and tabs become spaces. NULL when memory is short.
struct item *itemise(struct text_engine *t, struct str text, bool bold, enum text_dir dir, size_t *count, bool *rtl);
// TEXT_LTR or TEXT_RTL.
enum text_dir itemise_direction(const struct text_engine *t, struct str text, enum text_dir dir);

// ---- Shaping ----
struct glyph {
    int32_t x, y; // of the pen, in 1/64 px from the origin; y grows downwards
    uint32_t id;
    int32_t face; // number in the face_set
};
// A character in logical order. Where a glyph stands for several, its advance is shared out among them.
struct shaped_char {
    uint32_t byte;   // in the source
    int32_t left;    // 1/64 px
    int32_t advance; // 1/64 px, not negative
    bool rtl;
};
struct shaped {
    int32_t advance; // 1/64 px
    bool rtl;
    size_t glyph_count, char_count;
    struct glyph *glyphs; // in visual order
    struct shaped_char *chars;
};
// From the cache or made now. Valid until the next text_cache_trim. NULL when memory is short.
const struct shaped *shape_text(struct text_engine *t, struct str text, struct text_style style, enum text_dir dir);

// ---- Pixels ----
const struct text_line *raster_line(struct text_engine *t, const struct shaped *s, struct text_style style,
                                    const struct cache_key *key);
// Wraps pixels of the cache in a pixman image. False when memory is short.
bool mask_wrap(struct mask *m, uint8_t *data, int stride, int w, int h);
void mask_unwrap(struct mask *m);
void picture_finish(void *payload); // frees the images of a cached picture
// Adds coverage of b to a without overflow.
static inline uint8_t coverage_add(unsigned a, unsigned b) { return (uint8_t)(a + b > 255 ? 255 : a + b); }

// ---- Helpers ----
// TEXT_BASE said in full, so that both ways of asking share one entry of the cache.
static inline enum text_dir dir_bounded(const struct text_engine *t, enum text_dir dir) {
    return dir != TEXT_BASE ? dir : t->rtl ? TEXT_RTL : TEXT_LTR;
}
struct str text_bounded(struct str text); // at most TEXT_MAX_BYTES
struct text_style style_bounded(struct text_style style);
void scratch_release(struct text_engine *t);

#endif
