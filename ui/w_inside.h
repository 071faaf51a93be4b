// SPDX-License-Identifier: Apache-2.0
// What the files of the widgets share. Not for screens.
#ifndef TGOV_UI_W_INSIDE_H
#define TGOV_UI_W_INSIDE_H

#include "ui/widgets.h"

// Reference px that a text takes in one line; 0 for none.
int w_text_width(struct ui *u, const char *text, enum type_role type, bool bold);
// Reference px that it takes broken into lines of that width.
int w_text_height(struct ui *u, const char *words, enum type_role type, int width);
// STATE_MIRROR for an icon that points to a side, else 0.
unsigned w_points(const char *icon);
// Draws the key bar at the bottom of the page; returns its height in reference px.
int w_keybar(struct ui *u, const struct w_page *p);

#endif
