// SPDX-License-Identifier: Apache-2.0
// From a view to pixels: the stage keeps the two newest trees, lays out, resolves the focus, makes the draw list, finds
// what changed, paints it and tells where. One stage lives as long as the process; nothing in it belongs to a screen
// except what is handed over as `struct ui_focus`.
//
//     do {
//         def->view(state, ui_stage_begin(stage, &world, &entry->focus));
//     } while (ui_stage_refocus(stage, &entry->focus));              // a view may depend on who has the focus
//     ui_stage_end(stage, &entry->focus, &frame, now, &changed);     // paints only what differs from the last frame
//     platform->ops->present(platform, changed.rects, changed.count);
#ifndef TGOV_UI_FRAME_H
#define TGOV_UI_FRAME_H

#include "platform/platform.h"
#include "ui/ui.h"

struct text_engine;
struct buf;
struct ui_stage;

// What is remembered of the focus of one history entry, so that BACK restores it. Zeroed at first; plain data.
enum { UI_MEMORY = 24 };
struct ui_focus {
    ui_id id;          // who has it; 0: nobody yet
    ui_id scope;       // the screen or the dialog it was in
    ui_id key;         // its own key alone: the same control may stand in another place of the tree (larger text)
    struct rect where; // where it was, for when it is gone
    struct ui_group_memory { ui_id group, child; } memory[UI_MEMORY];
    struct ui_scroll_memory { ui_id list; int offset; } scrolls[UI_MEMORY]; // device px
    int memories, scroll_count;
};

enum { UI_CHANGED_MAX = 16 };
struct ui_changed {
    struct rect rects[UI_CHANGED_MAX]; // do not overlap
    size_t count;
    long pixels; // repainted
};

// NULL when out of memory. The engine must outlive the stage.
struct ui_stage *ui_stage_create(struct text_engine *text) TGOV_CHECKED;
void ui_stage_destroy(struct ui_stage *s);

struct ui *ui_stage_begin(struct ui_stage *s, const struct ui_world *world, const struct ui_focus *focus);
// Decides the focus of the tree just built. True when it is not the one that the view was told of, at most once a frame:
// the view is to be built again.
bool ui_stage_refocus(struct ui_stage *s, struct ui_focus *focus);
// `now`: platform clock, for motion. ERR_MEMORY leaves the previous picture standing.
enum err ui_stage_end(struct ui_stage *s, struct ui_focus *focus, const struct frame *frame, when_ms now,
                      struct ui_changed *changed) TGOV_CHECKED;
// Paint everything at the next end: another size, theme or driver.
void ui_stage_repaint(struct ui_stage *s);
// When motion wants the next frame (platform clock), or -1. Between frames of motion the view need not be built again:
// ui_stage_animate repaints from the last tree.
when_ms ui_stage_next(const struct ui_stage *s);
enum err ui_stage_animate(struct ui_stage *s, const struct frame *frame, when_ms now, struct ui_changed *changed) TGOV_CHECKED;

// ---- Keys, after a frame was made ----
enum ui_reaction {
    UI_PASS,     // the toolkit has no use for it: the screen, then the router
    UI_MOVED,    // focus or scroll changed: make a frame
    UI_ACTIVATE, // OK on a control: `action` and `arg` of the focused node go to the screen
    UI_NOTHING,  // an arrow with nowhere to go
};
enum ui_reaction ui_stage_key(struct ui_stage *s, struct ui_focus *focus, enum key key, bool repeat);
// While OK is down the focused control is drawn pressed.
void ui_stage_press(struct ui_stage *s, bool down);

// ---- Pictures from outside, for PAINT_IMAGE: pixels 0xFFRRGGBB, copied; a few are kept, the one shown longest ago goes first.
// False when it is too large (ui/image.h) or memory is short.
bool ui_stage_image(struct ui_stage *s, const char *name, const uint32_t *pixels, int w, int h) TGOV_CHECKED;
bool ui_stage_has_image(struct ui_stage *s, const char *name);
void ui_stage_forget_images(struct ui_stage *s);

// ---- Looking at the last frame ----
const struct ui_node *ui_stage_root(const struct ui_stage *s);
const struct ui_node *ui_stage_focused(const struct ui_stage *s);
const struct ui_node *ui_find(const struct ui_node *root, ui_id id);
// The first node in reading order whose label, text or value is `label` or contains it (exact matches win).
const struct ui_node *ui_find_label(const struct ui_node *root, const char *label);
// One line a meaningful node: role "label" = value (states) *focus*. Private values are masked. No geometry.
void ui_snapshot(struct buf *to, const struct ui_node *root, ui_id focus);
// The same with rectangles, for layout goldens.
void ui_snapshot_boxes(struct buf *to, const struct ui_node *root, ui_id focus);
// Everything a tester would complain about, one line each: a control without a name, text under 24 px, contrast under
// 4.5:1, something outside the safe area, overlapping controls, clipped text, a control that arrows cannot reach or leave.
// Returns how many.
int ui_audit(struct buf *to, struct ui_stage *s, const struct ui_world *world);
// The same for a view in another world (text size, theme, frame) that is not shown: nothing is painted, the stage keeps its
// picture. `keys`, if not NULL, gets a bit for each key of the bar, in the order red, green, yellow, blue, OK, BACK.
struct ui_trial {
    const struct ui_world *world;
    const struct ui_focus *focus;
    void (*view)(const void *state, struct ui *u);
    const void *state;
};
int ui_audit_trial(struct buf *to, struct ui_stage *s, const struct ui_trial *t, unsigned *keys);
// Of one view at two text sizes: a text that is drawn in `usual` and in `large` stands nowhere, neither whole nor within another,
// is a complaint. What is shown only beside the focus is looked for with the focus there. The header and the key bar have a
// rule of their own; `apart` (NULL, or keys up to a NULL) names the parts that large text moves to another place.
int ui_audit_lost(struct buf *to, struct ui_stage *s, const struct ui_trial *usual, const struct ui_trial *large, const char *const *apart);
// Compares the pixels of every text on the frame with those around it: whatever stands out less than `least` (7 is 7:1) is
// a complaint. For the frame shown last.
int ui_audit_pixels(struct buf *to, const struct ui_stage *s, const struct frame *frame, double least);

// ---- Speech: what changed between the last two trees, in words
struct ui_speech {
    bool whole;       // everything on the screen from the top, with the focus and the keys: "read aloud"
    bool private_too; // values that are private, too (never those that are secret)
    bool alone;       // headphones: private values, and the keys of a keyboard that writes a secret
};
enum { UI_UTTERANCES = 192 };
struct ui_said {
    struct utterance list[UI_UTTERANCES]; // rate, volume and settle are the caller's; texts live in the arena
    int count;
    int withheld; // private values that were left out
};
void ui_speech(const struct ui_stage *s, const struct ui_speech *how, struct arena *arena, struct ui_said *said);
// A text as a voice says it (codes spelled), in the arena; with its language in `*language` (the interface's, or its own).
const char *ui_speech_text(const struct ui_stage *s, struct arena *arena, const char *text, const char **language);

#endif
