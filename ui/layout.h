// SPDX-License-Identifier: Apache-2.0
// Between the two passes of layout: layout.c measures, place.c places.
#ifndef TGOV_UI_LAYOUT_H
#define TGOV_UI_LAYOUT_H

#include "ui/inside.h"

struct lay_box { // device pixels
    int start, top, end, bottom, gap, row_gap;
};
struct lay_box ui_lay_box(const struct ui *u, const struct ui_node *n);
// Fills n->lay for an available width; measuring again for the same width costs nothing.
void ui_measure(struct ui *u, struct ui_node *n, int width);

static inline int lay_cell(int inner, int gap, int columns) { return (inner - gap * (columns - 1)) / columns; }

#endif
