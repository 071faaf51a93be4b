// SPDX-License-Identifier: Apache-2.0
// Where a reader is inside a document: one step a level, kept on the reader's own call stack and linked upwards, so
// that the text of the path is only made when something is wrong.
#ifndef TGOV_BASE_JSON_PATH_H
#define TGOV_BASE_JSON_PATH_H

#include "base/err.h"

struct json_step {
    const struct json_step *up; // NULL: this is a part of the whole document
    const char *key;            // the member; NULL for an item of a list,
    size_t index;               // which this one numbers from 0
};

// Fills `f` with the path as its place ("$.rows[3].name", cut when very long) and returns `code`. `at` NULL is "$".
enum err json_wrong(struct fault *f, const struct json_step *at, enum err code, const char *fmt, ...) TGOV_PRINTF(4, 5);

#endif
