// SPDX-License-Identifier: Apache-2.0
// What the keys of the remote do on a screen, read from its tree: for the help, which explains the screen below it.
#ifndef TGOV_UI_KEYS_H
#define TGOV_UI_KEYS_H

#include "ui/ui.h"

enum { UI_KEYS_TEXT = 96 };
struct ui_keys { // texts are "" where the key does nothing
    char title[UI_KEYS_TEXT]; // of the screen
    char ok[UI_KEYS_TEXT], yellow[UI_KEYS_TEXT], back[UI_KEYS_TEXT];
    int answers;  // how many answers the digits 1 to 9 choose; 0: none
    bool writes;  // a field takes what is typed
    bool letters; // its keyboard has letters that the digits of the remote can write, too
    bool pages;   // there is a list that channel up and down turn
};
// Of the tree that a view has just built.
void ui_keys_of(struct ui *u, struct ui_keys *keys);

#endif
