// SPDX-License-Identifier: Apache-2.0
// How one node is worded: a control with its kind, state, value and place among its like, what changed of it, what was
// typed into it. Private to the speech of the toolkit: which nodes are said, and in what order, ui/speech.c decides.
#ifndef TGOV_UI_SPEECH_NODE_H
#define TGOV_UI_SPEECH_NODE_H

#include "ui/speech_words.h"

enum { LEADS = 2 };
struct saying {
    struct speech_words w;
    const struct ui *u;
    const struct ui *was;
    const struct ui_speech *how;
    const char *title, *heading;          // said already
    const struct ui_node *leads[LEADS];   // with it
};

// What is private is left out unless the caller allows it, what is secret always.
bool speech_may_say(const struct saying *s, const struct ui_node *n);
// Nothing to be said: not a letter of it, or only what a mask leaves open.
bool speech_nothing(const char *value);
bool speech_holds_control(const struct ui_node *root);
void speech_value(struct saying *s, const struct ui_node *n);
void speech_control(struct saying *s, const struct ui_node *n);
// Of a control that kept the focus, and of a field: `a` is the node as it was.
void speech_changed(struct saying *s, const struct ui_node *a, const struct ui_node *n);
void speech_typing(struct saying *s, const struct ui_node *a, const struct ui_node *n);

#endif
