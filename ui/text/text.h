// SPDX-License-Identifier: Apache-2.0
// Text: UTF-8 in, widths, lines and coverage masks out. Order by FriBidi (UAX 9), shapes by HarfBuzz, pixels by
// FreeType, breaks by UAX 14 with Korean kept whole and Thai by dictionary. One engine a process, one thread.
//
//     struct text_engine *t;
//     enum err e = text_engine_create(&(struct text_options){.font_list = "assets/fonts.json", .language = "ko"}, &t, &f);
//     text_frame_begin(t);
//     struct text_block *b = text_layout(t, arena, text, style, (struct text_box){.width = 560});
//     for (int i = 0; i < b->count; i++) {
//         const struct text_line *l = text_line(t, b->lines[i].text, style, b->dir);
//         draw l->mask at (x + b->lines[i].x + l->x, top + i * style.line_px + text_baseline(style) + l->y), tinted
//     }
//
// Any bytes are accepted: invalid UTF-8 shows U+FFFD, control characters show nothing. Texts longer than
// TEXT_MAX_BYTES are cut there at a character boundary. A name, code or address put into a sentence belongs between
// U+2068 and U+2069, so that its direction does not disturb the rest. A soft hyphen (U+00AD) shows a hyphen where a
// line breaks at it.
#ifndef TGOV_UI_TEXT_TEXT_H
#define TGOV_UI_TEXT_TEXT_H

#include "base/arena.h"
#include "base/str.h"
#include "ui/text/mask.h"

enum {
    TEXT_MAX_BYTES = 64 * 1024, // of one text
    TEXT_MAX_LINE_PX = 8192,    // a mask is never wider; what lies beyond is not drawn
    TEXT_MIN_SIZE = 6,          // px; other sizes are clamped to this range
    TEXT_MAX_SIZE = 400,
    TEXT_MAX_LINES = 2000,      // of one block
};

// Bold inside a text: TEXT_BOLD "3 days left" TEXT_PLAIN " to answer you". The markers have no width, may be anywhere
// between two characters, do not nest, and end with the text. Inside a style that is bold they change nothing.
#define TEXT_BOLD "\x02"
#define TEXT_PLAIN "\x03"

enum text_dir {
    TEXT_BASE, // the direction of the engine's language
    TEXT_LTR,
    TEXT_RTL,
    TEXT_AUTO, // by the first strong letter, else TEXT_BASE: for names, addresses and what a person typed
};
enum text_align { TEXT_START, TEXT_CENTRE, TEXT_END }; // start is the right side in a right-to-left text

struct text_style {
    int size_px; // device pixels: the caller has applied text size and resolution
    int line_px; // distance of baselines; used by text_layout and text_baseline only
    bool bold;
};

struct text_options {
    const char *font_list;   // assets/fonts.json; its format is described in ui/text/fontlist.h
    const char *font_folder; // looked into before the folders that the list names; NULL: the variable TGOV_FONTS, if set
    const char *language;    // BCP 47; NULL means "en"
    size_t budget;           // bytes for all caches; 0 means 6 MiB
};

struct text_engine;

// ERR_NOT_FOUND when the list or its first font cannot be opened (other missing fonts are missing glyphs, see
// text_missing), ERR_SYNTAX, ERR_MEMORY... Opens no other font until a text needs it; files are mapped, not read.
enum err text_engine_create(const struct text_options *options, struct text_engine **out, struct fault *f) TGOV_CHECKED;
void text_engine_destroy(struct text_engine *t); // NULL is fine; every text_line and mask dies with it

// Chooses the Han forms (ja, ko, zh-Hans, zh-Hant, zh-HK), the language of shaping and the base direction, and
// empties the caches of lines: nothing from before may be drawn afterwards.
void text_set_language(struct text_engine *t, const char *bcp47);
bool text_language_is_rtl(const char *bcp47);

// Call once at the start of every frame. What text_line and the picture functions returned in this frame or in the
// one before stays valid; older things may be evicted. A draw list of the last frame can therefore still be compared
// or painted.
void text_frame_begin(struct text_engine *t);

// Width in px of the whole text as one line; line breaks count as spaces. 0 for an empty text or when memory is
// short.
int text_measure(struct text_engine *t, struct str text, struct text_style style);
// From the top of a line of style.line_px to its baseline, in px: the same for every script.
int text_baseline(struct text_style style);

struct text_line {
    struct mask mask;
    int x, y;    // of the mask's top left corner, from the origin: the left end of the text on its baseline; y is negative
    int advance; // px, what text_measure says
};
// The mask of one line. Cached by (text, size, bold, dir, language); a repeated call costs a hash and a compare.
// NULL when memory is short or a single frame pins more than four times the budget: draw nothing, the next frame
// tries again.
const struct text_line *text_line(struct text_engine *t, struct str text, struct text_style style, enum text_dir dir);

// ---- Paragraphs ----
struct text_box {
    int width;             // px; 0 or less: no limit, only explicit line breaks
    int max_lines;         // 0: TEXT_MAX_LINES. The last line of a text that is longer ends with an ellipsis, `cut` is set
    enum text_align align;
    enum text_dir dir;
};
struct text_block_line {
    struct str text;  // give this to text_line. A slice of the source, or a copy in the arena where the line needs the
                      // bold state or the direction of its surroundings
    size_t from, to;  // bytes of the source; spaces and line breaks at the end of a line belong to no line
    int x, width;     // px; x is where the line starts, from the left of the box (of the widest line when the box has
                      // no width), by alignment
};
struct text_block {
    const struct text_block_line *lines;
    int count;      // an empty text has one empty line
    int width;      // of the widest line
    int height;     // count * style.line_px
    enum text_dir dir; // TEXT_LTR or TEXT_RTL, resolved; for text_line
    bool cut;
    bool overflow;  // a piece without a break is wider than the box (it was broken between two letters)
};
// Breaks at spaces and where UAX 14 allows; never inside a Korean word, a number, an amount, a date or a code unless
// it is wider than the box; not so that the last line is under 20 % of the width when an earlier break avoids it.
// NULL when the arena is full. `text` must live as long as the block.
const struct text_block *text_layout(struct text_engine *t, struct arena *a, struct str text, struct text_style style,
                                     struct text_box box) TGOV_CHECKED;

// ---- Editing ----
// The next and the previous place where a caret may stand: user-perceived characters (UAX 29), bold markers skipped.
size_t text_next(struct str text, size_t at);
size_t text_previous(struct str text, size_t at);
// Where the caret stands before the byte `at`, in px from the left end of the line. Rounded to the character that
// holds it. At the end, and before the end of an isolate, it stands behind the last character by that one's direction.
int text_caret_x(struct text_engine *t, struct str text, struct text_style style, enum text_dir dir, size_t at);
// The caret place nearest to x px from the left end.
size_t text_caret_at(struct text_engine *t, struct str text, struct text_style style, enum text_dir dir, int x);

// ---- For tests and the bench ----
// Characters that no font had, counted when they were shaped. 0 is what a translation wants.
unsigned long text_missing(const struct text_engine *t);
uint32_t text_missing_last(const struct text_engine *t); // the last such code point
struct text_stats {
    size_t bytes, budget, entries;
    unsigned long hits, shaped, drawn_glyphs, evicted; // since the start
    int faces_open;
};
struct text_stats text_stats(const struct text_engine *t);

#endif
