// SPDX-License-Identifier: Apache-2.0
// What is to be painted, back to front, as plain data: made from the tree (compose.c), compared with the list of the frame
// before (damage.c), painted where the two differ (paint.c). Lives in the frame's arena.
#ifndef TGOV_UI_DRAWLIST_H
#define TGOV_UI_DRAWLIST_H

#include "ui/inside.h"

enum { COMMANDS_MAX = 6000 };

enum draw_kind {
    DRAW_GROUND, // ten flat bands between two colours over the whole frame
    DRAW_FILL,   // a rectangle with round corners
    DRAW_BORDER, // its outline, `width` px, inside the rectangle
    DRAW_MASK,   // a coverage image, tinted
    DRAW_QR,     // squares of `data` (QRcode's bytes), `width` of them a side
    DRAW_IMAGE,  // a picture from outside, scaled to the rectangle
};

struct image;
struct draw {
    enum draw_kind kind;
    struct rect rect, clip; // device px
    int radius, width;
    uint32_t colour, second; // 0xAARRGGBB, opaque
    const struct mask *mask;
    const struct image *image; // of the stage's cache: valid while the frame is painted
    const unsigned char *data;
    uint64_t hash;           // of all that is seen: equal hashes paint equal pixels
};

struct draw_list {
    struct draw *items;
    size_t count, room;
    struct rect ring;        // of the focus in this frame; empty: none
};

struct compose_options {
    bool pressed;            // OK is down: the focus is drawn pressed
    struct rect ring;        // where the ring is drawn while it travels; empty: around the focus
};
// False when the frame's memory does not suffice.
bool draw_compose(struct ui *u, const struct compose_options *o, struct draw_list *out) TGOV_CHECKED;

// Rectangles in which the two lists differ, not overlapping, inside `frame`.
void draw_damage(const struct draw_list *before, const struct draw_list *now, struct rect frame, struct ui_changed *out);

struct painter;
struct painter *painter_create(void) TGOV_CHECKED;
void painter_destroy(struct painter *p);
// Paints the part of the list that lies in the given rectangles, and nothing else.
enum err painter_paint(struct painter *p, const struct draw_list *list, const struct frame *frame,
                       const struct ui_changed *where) TGOV_CHECKED;

#endif
