// SPDX-License-Identifier: Apache-2.0
// A folder of its own for a test, removed with all it holds.
#ifndef TGOV_TESTS_BASE_HELPER_FOLDER_H
#define TGOV_TESTS_BASE_HELPER_FOLDER_H

#include <stddef.h>

struct folder {
    char path[64];
};

void folder_make(struct folder *f);
void folder_remove(const struct folder *f);
// "FOLDER/name", in `to`, which is returned.
const char *folder_file(const struct folder *f, const char *name, char *to, size_t room);

#endif
