// SPDX-License-Identifier: Apache-2.0
// Between compose.c (boxes, focus) and compose_leaf.c (texts, icons, codes).
#ifndef TGOV_UI_COMPOSE_H
#define TGOV_UI_COMPOSE_H

#include "ui/drawlist.h"

// What lies under the inks of a subtree.
struct surface {
    bool focused, disabled;
};
struct composing {
    struct ui *u;
    const struct compose_options *options;
    struct draw_list *list;
    const struct ui_node *ring_node;
    int sunk; // px that what is added lies lower: the content of a pressed control
    bool failed;
};

// NULL when nothing of it would be seen. `hash` of the argument seeds the hash: give the hash of the content.
struct draw *compose_add(struct composing *c, struct draw d);
uint32_t compose_colour(const struct composing *c, enum colour colour);
enum colour compose_ink(const struct surface *s, enum colour wanted);
void compose_fill(struct composing *c, struct rect r, struct rect clip, int radius, enum colour colour);
void compose_border(struct composing *c, struct rect r, struct rect clip, int radius, int width, enum colour colour);
// What the node's `paint` says.
void compose_leaf(struct composing *c, const struct ui_node *n, const struct surface *s);

#endif
