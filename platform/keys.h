// SPDX-License-Identifier: Apache-2.0
// The keys of a television remote, by meaning. Drivers translate scan codes into these; nothing above a driver knows any
// other code. Names for scripts and key maps are in keys.c: "OK", "RED", "5", "PAGE_UP".
#ifndef TGOV_PLATFORM_KEYS_H
#define TGOV_PLATFORM_KEYS_H

#include <stdbool.h>

enum key {
    KEY_NONE,
    KEY_UP, KEY_DOWN, KEY_LEFT, KEY_RIGHT, KEY_OK, KEY_BACK, KEY_HOME,
    KEY_RED, KEY_GREEN, KEY_YELLOW, KEY_BLUE,
    KEY_0, KEY_1, KEY_2, KEY_3, KEY_4, KEY_5, KEY_6, KEY_7, KEY_8, KEY_9,
    KEY_HELP, KEY_MENU, KEY_INFO, KEY_SEARCH,
    KEY_PAGE_UP, KEY_PAGE_DOWN, // channel up and down: a screenful of a list
    KEY_REWIND, KEY_FORWARD, KEY_PLAY, KEY_STOP,
    KEY_DELETE,                 // a keyboard's backspace
    KEY_MUTE, KEY_VOLUME_UP, KEY_VOLUME_DOWN,
    KEY_POWER,
    KEY_COUNT
};

// "OK", "RED", "5"; "NONE" for KEY_NONE. Never NULL.
const char *key_name(enum key key);
// Case does not matter. False when there is no such key.
bool key_from_name(const char *name, enum key *key);
static inline bool key_is_digit(enum key key) { return key >= KEY_0 && key <= KEY_9; }

#endif
