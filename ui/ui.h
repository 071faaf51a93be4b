// SPDX-License-Identifier: Apache-2.0
// The tree that a screen's view builds. It is semantic first (role, label, value, state, action) and carries just enough
// style to be laid out and drawn. The same tree feeds layout, focus, drawing, speech, audit and the text snapshot.
//
// Rules that assert, because breaking them is our mistake:
//  - a node that can take focus has a label;
//  - keys of siblings differ; every ui_open has its ui_close.
//
//     ui_open(u, &(struct ui_node){.key = "list", .role = ROLE_LIST, .label = tr(u, "All services"),
//                                  .axis = AXIS_COL, .gap = 14});
//     for (...) w_row(u, &(struct w_row){.key = s->id, .label = s->title, .action = ACT_OPEN, .arg = i});
//     ui_close(u);
//
// All lengths are pixels of the reference screen, 1920x1080; layout multiplies by the height of the frame / 1080.
// `start` and `end` are the sides where reading starts and ends: left and right in English, mirrored in Arabic.
// Texts must live as long as the frame: literals, screen memory, or made with ui_printf.
#ifndef TGOV_UI_H
#define TGOV_UI_H

#include "base/arena.h"
#include "base/rect.h"
#include "base/when.h"
#include "platform/keys.h"
#include "ui/style.h"

typedef uint32_t ui_id; // of the path of keys; never of labels or positions; 0 is nobody

enum ui_role {
    ROLE_GROUP, // no meaning of its own; not in snapshots unless it has a label
    ROLE_SCREEN, ROLE_DIALOG,
    ROLE_HEADING, ROLE_TEXT, ROLE_IMAGE, ROLE_STATUS, ROLE_ALERT, ROLE_BUSY, ROLE_PROGRESS,
    ROLE_BUTTON, ROLE_ROW, ROLE_TAB, ROLE_CHOICE, ROLE_CHECK, ROLE_FIELD, ROLE_KEY,
    ROLE_LIST, ROLE_TIMELINE, ROLE_KEYBAR,
    ROLE_COUNT
};

enum ui_axis { AXIS_COL, AXIS_ROW, AXIS_STACK, AXIS_GRID }; // STACK: children on top of each other; GRID: rows of `columns`
enum ui_align { ALIGN_START, ALIGN_CENTRE, ALIGN_END, ALIGN_STRETCH };
enum ui_live { LIVE_OFF, LIVE_POLITE, LIVE_NOW };
enum ui_edge { EDGE_LEAVE, EDGE_STOP, EDGE_WRAP }; // what an arrow does at the end of a group
enum ui_state {
    STATE_DISABLED = 1,  // can be focused so that its reason is read, but not activated
    STATE_CHECKED = 2,   // radio, check, chip
    STATE_SELECTED = 4,  // the present one of a list of tabs
    STATE_INVALID = 8,   // holds an answer that cannot be sent
    STATE_EDITING = 16,  // the field that typing goes to
    STATE_PRIVATE = 32,  // value and text are masked on the screen, not spoken, not in snapshots: a screen that reveals
                         // something clears the state
    STATE_MIRROR = 64,   // an icon that points: mirrored where text runs right to left
    STATE_DISCREET = 512, // shown in clear, but said only to one who agreed or has headphones: what is worth writing down
    STATE_SECRET = 256,  // with STATE_PRIVATE: a PIN or a password. Never spoken, not even to one who agreed or has headphones
    STATE_LTR = 128,     // codes and numbers, and rows that match the remote: always left to right; of a row: its children, for the order of the colour keys
};

struct ui_pad {
    short start, top, end, bottom;
};
#define UI_PAD(n) ((struct ui_pad){(n), (n), (n), (n)})
#define UI_PAD2(x, y) ((struct ui_pad){(x), (y), (x), (y)})

// What a leaf draws. A box may carry one of these besides its fill and border.
enum ui_paint {
    PAINT_NONE,
    PAINT_TEXT,    // `text` in `type`; wraps within its width, at most `lines` lines (0: as many as needed)
    PAINT_ICON,    // `icon`, `w` x `w` at 100 %; grows with the text (theme_icon), as PAINT_RADIO and PAINT_TRIANGLE do
    PAINT_PICTURE, // `icon` names a picture of several colours ("skyline-day", "seal")
    PAINT_QR,      // `text` as a QR code on its own plate, at least 7 px a module
    PAINT_RADIO,   // a ring of `w`, 44 when 0; filled with a check when STATE_CHECKED
    PAINT_BARS,    // `bars`: progress of a form, or days of a deadline
    PAINT_CARET,   // a text with a caret: `text`, `caret` is a byte offset, `compose` the bytes before it being composed
    PAINT_TRIANGLE, // the mark of an error, `w` as well
    PAINT_IMAGE    // `icon` names a picture from outside (ui/frame.h, ui_stage_image), fitted into `w` x `h`; "camera" until it is there
};

struct ui_bars {
    short total, filled; // the bar behind `filled` is half full when `half`
    bool half;
    short height, gap, radius;
};

// A text that a node says, or a part of one, in a language of its own: the name of a service in a sentence of ours. See ui_speaks.
struct ui_tongue {
    const char *text, *language;
    const struct ui_tongue *next;
};

struct text_block;
struct ui_node {
    // Meaning
    const char *key;   // unique among siblings; made from data, never from a label
    enum ui_role role;
    const char *label; // what it is called; spoken; drawn only by PAINT_TEXT when `text` is NULL
    const char *value; // what it holds
    const char *echo;  // of a field: said for the character that was written last; NULL: the character itself
    const char *hint;  // said after a pause, shown where the style shows hints
    const char *language; // BCP 47 of label, value and hint where it is not the interface's (spoken by another voice);
                          // NULL: its parent's
    const struct ui_tongue *tongues; // of single ones among them, and of parts; a child does not inherit these
    unsigned states;   // STATE_*
    enum ui_live live; // a change of label or value is spoken without focus
    int action, arg;   // sent to the screen's update when OK is pressed; 0 is no action
    const char *verb;  // what the key bar says beside OK while this has the focus; NULL: "Open"
    // Focus
    bool focusable;
    bool autofocus;    // first focus of the screen or dialog
    bool modal;        // focus stays inside; the last modal in the tree wins
    bool remember;     // a group that is entered again at the child last focused
    enum ui_edge edge; // of a group, along its axis
    uint64_t takes;    // bit per enum key that goes to the screen instead of moving focus: UI_TAKES(KEY_LEFT)
    ui_id nav[4];      // explicit targets: up, down, left, right; 0: by geometry
    // Layout
    enum ui_axis axis;
    short columns, gap, row_gap;
    struct ui_pad pad;
    short w, h, min_w, min_h, max_w, max_h; // w, h fix the size; 0 is free
    short grow;                             // share of what is left along the parent's axis
    enum ui_align align, justify;           // of children: across and along the axis (STRETCH along: space between)
    enum ui_align self;                     // overrides the parent's align when not ALIGN_START
    bool at;                                // out of the flow: x from the start side, y from the top of the parent
    short x, y;
    bool from_end, from_bottom;             // with `at`: x from the end side, y from the bottom
    bool scroll;                            // children may be taller; follows the focus; draws a scroll bar
    bool whole;                             // of what scrolls: no line is cut by its upper edge, so it may scroll a little further
    // Look
    enum colour fill, border, ink;          // COLOUR_NONE: nothing; ink 0: inherited, COLOUR_INK at the root
    short border_w, radius, start_bar;      // start_bar: a bar of that width in COLOUR_ACT at the start side
    bool edge_line;                         // the 4 px paper edge below
    bool plain_focus;                       // takes focus with the ring only, keeps its colours (a keyboard field)
    enum ui_paint paint;
    enum type_role type;
    bool bold, regular;                     // override the weight of the type role
    short sample;                           // 1 + enum text_scale: shows what another text size looks like; 0: the present one
    const char *text, *icon;
    short lines, stroke;                    // icon stroke; 0 is 3
    enum ui_align text_align;
    int caret, compose;
    int value_caret;                        // 1 + the caret's place in `value`, where that is written otherwise than `text`; 0: the same
    struct ui_bars bars;

    // Filled in by the toolkit
    ui_id id;
    const char *hidden; // what a private node holds (not a secret one): only for a voice that has leave to say it
    struct rect rect;   // device pixels, after layout, scrolled
    struct rect clip;   // what of it may be seen
    int content_h;      // scroll: the height of the children with the padding, device pixels
    struct ui_node *parent, *first, *last, *next, *prev;
    struct ui_lay {     // what layout found for a width
        int for_w, w, h;
        int content;    // height that the children and the padding want
        const struct text_block *block; // of PAINT_TEXT
    } lay;
};
#define UI_TAKES(key) (UINT64_C(1) << (key))

struct ui_language {
    const char *tag, *name; // "ko", "한국어": in itself
};
// How the box reads aloud now.
struct ui_reading {
    bool on;
    int rate, volume;  // percent of a voice's usual
    bool private_too;  // private values, too: the viewer agreed, until the session ends
};
// What a view is told: read-only, the same for the whole frame.
struct ui_world {
    struct theme theme;      // colours, type scale, motion
    const char *language;    // BCP 47 of the interface
    bool rtl;
    int width, height;       // of the frame, device pixels
    when_ms wall;            // local time is wall + zone
    int zone;
    const char *person;      // the profile's name; NULL: a guest
    const char *below;       // English name of the screen that BACK leads to; NULL: none
    const struct i18n *words;
    struct ui_reading reading;
    const struct ui_keys *keys_below; // help only (ui/keys.h): what the keys do on the screen below; NULL: there is none
    bool easy;               // easy words are wanted, where there are any
    const struct ui_language *languages; // the interface exists in these
    int language_count;
};

struct ui; // opaque: the builder of one frame; made by ui/frame.h

const struct ui_world *ui_world(const struct ui *u);
struct arena *ui_arena(struct ui *u); // the frame's memory
// The node is copied. Returns the copy, so that a caller may set what it learns later (before ui_close).
struct ui_node *ui_open(struct ui *u, const struct ui_node *n);
void ui_close(struct ui *u);
struct ui_node *ui_leaf(struct ui *u, const struct ui_node *n); // open and close
// Wherever label, value or hint of the node hold this text, it is spoken in that language (BCP 47). NULL for either is nothing.
void ui_speaks(struct ui *u, struct ui_node *n, const char *text, const char *language);
const char *ui_printf(struct ui *u, const char *fmt, ...) TGOV_PRINTF(2, 3); // never NULL
// What somebody is called, to be put into a sentence: isolated (UAX 9) where its letters run the other way than the screen's.
const char *ui_isolated(struct ui *u, const char *name);
// True while the node that would get this key here has the focus (for hints shown only there).
bool ui_has_focus(const struct ui *u, const char *key);

// The text in the world's language (gettext catalogue); the English text itself when there is none.
const char *tr(const struct ui *u, const char *english) __attribute__((format_arg(2)));
// With a context that tells a translator which meaning it is (pgettext).
const char *trc(const struct ui *u, const char *context, const char *english) __attribute__((format_arg(3)));
// Plural: chooses the form for n; the result is a format for ui_printf with one %d.
const char *trn(const struct ui *u, const char *one, const char *many, int n) __attribute__((format_arg(2), format_arg(3)));

#endif
