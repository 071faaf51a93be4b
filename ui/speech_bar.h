// SPDX-License-Identifier: Apache-2.0
// The bar over the key bar while the screen is read aloud: that it reads, how fast and how loud, and the keys for it.
#ifndef TGOV_UI_SPEECH_BAR_H
#define TGOV_UI_SPEECH_BAR_H

#include "ui/ui.h"

struct ui_speech_bar {
    const char *hint;  // instead of the title; NULL: none
    int rate, volume;  // percent
    bool takes_keys;   // the keys for it work now
    bool asks;         // whether private answers may be heard, instead of all else
    bool private_too;  // they are
};
// Adds it to the tree of a screen that is complete.
void ui_speech_bar(struct ui *u, const struct ui_speech_bar *b);

#endif
