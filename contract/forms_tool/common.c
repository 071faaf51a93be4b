// SPDX-License-Identifier: Apache-2.0
// What the sub-commands share: saying what is wrong, reading JSON.
#include "base/file.h"
#include "contract/forms_tool/tool.h"

int tool_fail(const char *file, const struct fault *f) {
    // A fault about the file itself has the file as its place already.
    bool named = !strncmp(f->place, file, strlen(file));
    fprintf(stderr, "error: %s%s%s: %s\n", named ? "" : file, named ? "" : ": ", f->place, f->what);
    return 1;
}

bool tool_read(struct arena *a, const char *path, struct val *out) {
    struct fault f = {0};
    struct str text;
    struct json_limits limits = {.bytes = TOOL_FILE_CAP, .depth = 200, .values = 1000000};
    if (file_read(a, path, TOOL_FILE_CAP, &text, &f) || json_read(a, text.p, text.len, limits, out, &f)) {
        tool_fail(path, &f);
        return false;
    }
    return true;
}
