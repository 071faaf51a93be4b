// SPDX-License-Identifier: Apache-2.0
// The names of keys, one table for scripts, key maps and logs.
#include "platform/keys.h"
#include <assert.h>
#include <stddef.h>
#include <strings.h>

static const char *const names[KEY_COUNT] = {
    [KEY_NONE] = "NONE",
    [KEY_UP] = "UP", [KEY_DOWN] = "DOWN", [KEY_LEFT] = "LEFT", [KEY_RIGHT] = "RIGHT",
    [KEY_OK] = "OK", [KEY_BACK] = "BACK", [KEY_HOME] = "HOME",
    [KEY_RED] = "RED", [KEY_GREEN] = "GREEN", [KEY_YELLOW] = "YELLOW", [KEY_BLUE] = "BLUE",
    [KEY_0] = "0", [KEY_1] = "1", [KEY_2] = "2", [KEY_3] = "3", [KEY_4] = "4",
    [KEY_5] = "5", [KEY_6] = "6", [KEY_7] = "7", [KEY_8] = "8", [KEY_9] = "9",
    [KEY_HELP] = "HELP", [KEY_MENU] = "MENU", [KEY_INFO] = "INFO", [KEY_SEARCH] = "SEARCH",
    [KEY_PAGE_UP] = "PAGE_UP", [KEY_PAGE_DOWN] = "PAGE_DOWN",
    [KEY_REWIND] = "REWIND", [KEY_FORWARD] = "FORWARD", [KEY_PLAY] = "PLAY", [KEY_STOP] = "STOP",
    [KEY_DELETE] = "DELETE",
    [KEY_MUTE] = "MUTE", [KEY_VOLUME_UP] = "VOLUME_UP", [KEY_VOLUME_DOWN] = "VOLUME_DOWN",
    [KEY_POWER] = "POWER",
};

const char *key_name(enum key key) {
    assert(key >= KEY_NONE && key < KEY_COUNT);
    return names[key];
}

bool key_from_name(const char *name, enum key *key) {
    for (int k = KEY_NONE + 1; name && k < KEY_COUNT; k++)
        if (!strcasecmp(name, names[k])) {
            *key = (enum key)k;
            return true;
        }
    return false;
}
