// SPDX-License-Identifier: Apache-2.0
// From a box's key codes to keys. One maker's RED is another maker's BLUE, so the map is data:
//
//     {"name": "RDK shell", "extends": "built-in", "keys": {"400": "RED", "139": "NONE"}}
//
// `keys` has Linux input codes in decimal and the names of platform/keys.h; NONE takes a code away. With "extends":
// "built-in" the map starts from the built-in one, else from nothing. Unknown members are ignored.
#ifndef TGOV_PLATFORM_STB_KEYMAP_H
#define TGOV_PLATFORM_STB_KEYMAP_H

#include "platform/keys.h"
#include "platform/stb/stream.h"

enum { KEYMAP_BYTES = 64 * 1024, KEYMAP_NAME_ROOM = 64 };

struct keymap {
    char name[KEYMAP_NAME_ROOM];
    unsigned char key[STREAM_CODES]; // enum key
};

// Linux codes as remotes, CEC and keyboards send them. The kernel turns the CEC key "back" into EXIT (174): it is BACK.
void keymap_built_in(struct keymap *map);
// ERR_SYNTAX, ERR_DUPLICATE, ERR_LIMIT for bytes that are no such JSON; ERR_TYPE for a bad code, ERR_REFERENCE for a key or
// base that does not exist, ERR_MISSING without keys; ERR_MEMORY. `f` has the JSON path. `map` is untouched on error.
enum err keymap_read(struct keymap *map, const char *bytes, size_t len, struct fault *f) TGOV_CHECKED;
// The same of a file; the place of a fault begins with the path.
enum err keymap_load(struct keymap *map, const char *path, struct fault *f) TGOV_CHECKED;
// KEY_NONE when the map has no such code.
enum key keymap_key(const struct keymap *map, unsigned code);

#endif
