// SPDX-License-Identifier: Apache-2.0
// Letters of a keyboard that is plugged into a box, in the US arrangement. What a person writes in other scripts is composed
// above the driver from these letters, as with the keyboard on the screen.
#ifndef TGOV_PLATFORM_STB_TYPING_H
#define TGOV_PLATFORM_STB_TYPING_H

#include "platform/stb/stream.h"

struct typing { // zeroed at the start; for all keyboards of the box together
    bool shift_left, shift_right, caps, control;
};

// Takes every key. The character that it writes, or 0: none, a release, or a key of the remote. A digit is written only
// with shift, as its symbol: without, it is a digit key.
char typing_take(struct typing *t, struct stream_key k);

#endif
