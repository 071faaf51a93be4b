// SPDX-License-Identifier: Apache-2.0
// What the files of the toolkit share. Not for screens.
#ifndef TGOV_UI_INSIDE_H
#define TGOV_UI_INSIDE_H

#include "ui/frame.h"
#include "base/i18n.h"
#include "ui/text/picture.h"
#include "ui/text/text.h"

enum {
    FRAME_ARENA = 8 << 20, // bytes of one tree with its draw list
    DEPTH_MAX = 48,        // of nested nodes
    NODES_MAX = 4000,
};

struct ui {
    struct arena arena;
    struct ui_world world;
    struct text_engine *text;
    struct qr_cache *codes;
    struct image_cache *images;
    struct ui_node *root, *open;
    struct ui_node spare; // what a builder gets when the arena is full
    ui_id focus;          // of the frame before, for ui_has_focus; then of this one
    int count, depth;
    bool failed;          // out of memory or over a cap: the frame is not shown
};

// Reference pixels to device pixels, rounded; a line never vanishes.
static inline int ui_px(const struct ui *u, int reference) {
    int px = (reference * u->world.height + (reference < 0 ? -540 : 540)) / 1080;
    return px == 0 && reference > 0 ? 1 : px;
}
struct text_style ui_text_style(const struct ui *u, const struct ui_node *n);
const char *ui_node_text(const struct ui_node *n);
static inline bool ui_can_focus(const struct ui_node *n) { return n->focusable; }
// The next node in reading order within `root`; NULL at the end.
const struct ui_node *ui_next(const struct ui_node *root, const struct ui_node *n);

// layout.c: sizes and places of the whole tree; `focus` has the scroll offsets.
void ui_layout(struct ui *u, const struct ui_focus *focus);
// Moves the children of scrolling lists so that `id` is seen; true when an offset changed and layout must run again.
bool ui_scroll_to(struct ui *u, struct ui_focus *focus, ui_id id);
int *ui_scroll_offset(struct ui_focus *focus, ui_id list, bool make);
// Does its upper edge cut no line? With large text no list does: what is half seen there is a large part of it.
static inline bool ui_whole(const struct ui *u, const struct ui_node *list) { return list->whole || u->world.theme.scale >= SCALE_150; }
// How far a list that shows whole lines is scrolled for at least `offset` (`back`: at most), but not beyond what lies at `y`
// on the glass now.
int ui_scroll_whole(const struct ui *u, const struct ui_node *list, int offset, int y, bool back);

// focus.c
void ui_focus_resolve(struct ui *u, struct ui_focus *focus);
void ui_focus_remember(const struct ui_node *root, struct ui_focus *focus);
const struct ui_node *ui_scope(const struct ui_node *root);
// steer.c: where an arrow leads from `from`; NULL: nowhere.
enum ui_dir { DIR_UP, DIR_DOWN, DIR_LEFT, DIR_RIGHT };
const struct ui_node *ui_steer(const struct ui *u, const struct ui_focus *focus, const struct ui_node *from, enum ui_dir dir);

#endif
