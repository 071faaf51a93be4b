// SPDX-License-Identifier: Apache-2.0
// What a keyboard that is plugged into a box, or paired with it, writes: the US arrangement. Other scripts are composed above
// the driver, by the place of the key (app/typing/layout.h), as with the keyboard on the screen. With AltGr the letters of
// the US international arrangement (á é í ó ú ñ ç ü ¿ ¡ ...). What edits comes as a control character, see app/typing/typing.h:
// Ctrl with A E B F D H Z, Ctrl with LEFT, RIGHT, HOME, END, DELETE, the key END, the key 한/영 and Ctrl with the space bar (0E). Of a
// device that has letters also HOME and DELETE alone: of a remote they are HOME and a deletion before the caret.
#ifndef TGOV_PLATFORM_STB_TYPING_H
#define TGOV_PLATFORM_STB_TYPING_H

#include "platform/stb/stream.h"

enum { TYPED_ROOM = 5 }; // a character in UTF-8

struct typing { // zeroed at the start; for all keyboards of the box together
    bool shift_left, shift_right, caps, control, alt_gr;
};

// Takes every key. True with what it writes; false: nothing, a release, or a key of the remote. A digit is written only
// with shift or AltGr, as its symbol: without, it is a digit key.
bool typing_take(struct typing *t, struct stream_key k, char typed[TYPED_ROOM]);

#endif
