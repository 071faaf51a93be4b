// SPDX-License-Identifier: Apache-2.0
// What the files of the widgets share. Not for screens.
#ifndef TGOV_UI_W_INSIDE_H
#define TGOV_UI_W_INSIDE_H

#include "ui/widgets.h"

// Reference px that a text takes in one line; 0 for none.
int w_text_width(struct ui *u, const char *text, enum type_role type, bool bold);
// Draws the key bar at the bottom of the page; returns its height in reference px.
int w_keybar(struct ui *u, const struct w_page *p);

#endif
