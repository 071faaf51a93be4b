// SPDX-License-Identifier: Apache-2.0
// Loading service folders of a catalogue: service.json and form.json, each read the way the backend reads it.
#ifndef TGOV_CONTRACT_FORMS_TOOL_FOLDER_H
#define TGOV_CONTRACT_FORMS_TOOL_FOLDER_H

#include "contract/form/form.h"
#include "contract/service/service.h"

#define FOLDERS_CAP 5000

struct folder {
    struct service service;
    struct form *form;
};
// Reads `path`. On failure `f` has the file in its place.
enum err folder_load(struct arena *a, const char *path, struct folder *out, struct fault *f) TGOV_CHECKED;
// The service folders at or directly below `path`, sorted. ERR_MISSING: none.
enum err folder_list(struct arena *a, const char *path, const char *const **paths, size_t *count,
                     struct fault *f) TGOV_CHECKED;

#endif
