// SPDX-License-Identifier: Apache-2.0
// Paths as text: `.key` where the key is a plain word, `["any key"]` where a dot or a bracket would mislead.
#include "base/json_path.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

// More than a fault holds, so that the cut is made there, between characters.
enum { PATH_ROOM = 256, WHAT_ROOM = 512 };

static size_t write_path(const struct json_step *at, char *to) {
    if (!at)
        return (size_t)snprintf(to, PATH_ROOM, "$");
    size_t len = write_path(at->up, to), room = PATH_ROOM - len;
    int n;
    if (!at->key)
        n = snprintf(to + len, room, "[%zu]", at->index);
    else if (!*at->key || strpbrk(at->key, ".[]\" "))
        n = snprintf(to + len, room, "[\"%s\"]", at->key);
    else
        n = snprintf(to + len, room, ".%s", at->key);
    return n > 0 && (size_t)n < room ? len + (size_t)n : PATH_ROOM - 1;
}

enum err json_wrong(struct fault *f, const struct json_step *at, enum err code, const char *fmt, ...) {
    char path[PATH_ROOM], what[WHAT_ROOM];
    va_list args;
    if (!f)
        return code;
    write_path(at, path);
    va_start(args, fmt);
    vsnprintf(what, sizeof what, fmt, args);
    va_end(args);
    return fault_set(f, code, path, "%s", what);
}
