// SPDX-License-Identifier: Apache-2.0
// The opened fonts: one HarfBuzz font in font units (shapes are the same at every size) and one FreeType face
// (pixels) over one mapping of the file. Opened when a text first needs them, closed with the set. Process lifetime.
#ifndef TGOV_UI_TEXT_FACE_H
#define TGOV_UI_TEXT_FACE_H

#include "ui/text/fontlist.h"
#include <ft2build.h>
#include FT_FREETYPE_H
#include <hb.h>

enum { FACE_MAX = FONTLIST_MAX_FACES * 2, FACE_MEMO = 2048 };

enum face_state { FACE_CLOSED, FACE_OPEN, FACE_ABSENT };

struct face {
    enum face_state state;
    void *bytes; // the mapping
    size_t size;
    int index; // of the face in its collection
    hb_font_t *shaper;
    unsigned upem;
    bool square; // Han or Hangul: wide glyphs on a grid of their own
    FT_Face pixels; // NULL until the first glyph is drawn
    int pixels_size;
};

// Which row drew a character last time: looking through the list again costs more than the rest of itemising.
struct face_memo {
    uint32_t code, script;
    int16_t row;
};

struct face_set {
    struct arena arena; // the list
    struct font_list list;
    const char *folder;
    hb_script_t scripts[FONTLIST_MAX_FACES][FONTLIST_MAX_SCRIPTS];
    struct face faces[FACE_MAX]; // row * 2 + bold
    struct face_memo memo[FACE_MEMO];
    FT_Library library;
    char language[36];
    int open;
    unsigned opened, rested; // times that a file was opened, by HarfBuzz or FreeType; when face_set_rest gave pages back
};

enum err face_set_init(struct face_set *s, const char *list_path, const char *folder, struct fault *f) TGOV_CHECKED;
void face_set_finish(struct face_set *s);
// Closes the faces whose index depends on the language, when it changes.
void face_set_language(struct face_set *s, const char *language);

// The opened face of a row and weight; falls back to the other weight. NULL when no file can be opened.
struct face *face_get(struct face_set *s, int row, bool bold);
static inline int face_number(const struct face_set *s, const struct face *f) { return (int)(f - s->faces); }
// Opening a font checks whole tables of it, of which a screen needs little: gives those pages back once, between frames.
// Whatever is needed again comes back from the page cache.
void face_set_rest(struct face_set *s);
// The row that draws `code` inside a text of `script`; -1 when none does.
int face_row_for(struct face_set *s, uint32_t code, hb_script_t script);
bool face_has(struct face_set *s, int row, uint32_t code);
// The FreeType face, set to this size (a font of pictures to its own: raster.c scales them); NULL when FreeType refuses the file or memory is short.
FT_Face face_pixels(struct face_set *s, struct face *f, int size_px);

#endif
