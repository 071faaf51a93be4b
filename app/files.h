// SPDX-License-Identifier: Apache-2.0
// Files on a stick that the household plugged in: pictures and papers that a form asks for.
#ifndef TGOV_APP_FILES_H
#define TGOV_APP_FILES_H

#include "base/value.h"

enum {
    FILES_SHOWN = 100,        // of one stick
    FILES_FOLDERS = 16,       // mount points below the folder
    FILES_BYTES = 512 * 1024, // of one file; larger ones go by phone
};

// What lies in `folder` and in the folders right below it (mount points), newest names last, as an array of
// {name, path, size, type}. Only types that offices take: jpg, png, pdf, by name and by their first bytes.
enum err files_list(struct arena *a, const char *folder, struct val *out, struct fault *f) TGOV_CHECKED;
// One of them as the answer of a form: {name, originalName, size, type, storage: "base64", url: "data:…"}. `path` must be
// one that files_list gave. ERR_LIMIT when it is too large, ERR_UNSUPPORTED when the content is of another type.
enum err files_answer(struct arena *a, const char *folder, const char *path, struct val *out, struct fault *f) TGOV_CHECKED;

#endif
