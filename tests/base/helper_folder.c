// SPDX-License-Identifier: Apache-2.0
// Temporary folders for tests.
#include "tests/base/helper_folder.h"

#include "tests/base/helper_check.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void folder_make(struct folder *f) {
    const char *base = getenv("TMPDIR");
    int n = snprintf(f->path, sizeof f->path, "%s/tgov-test-XXXXXX", base && strlen(base) < 40 ? base : "/tmp");
    assert_true(n > 0 && (size_t)n < sizeof f->path);
    assert_non_null(mkdtemp(f->path));
}

static int remove_one(const char *path, const struct stat *st, int flag, struct FTW *where) { return remove(path); }

void folder_remove(const struct folder *f) { assert_int_equal(nftw(f->path, remove_one, 16, FTW_DEPTH | FTW_PHYS), 0); }

const char *folder_file(const struct folder *f, const char *name, char *to, size_t room) {
    int n = snprintf(to, room, "%s/%s", f->path, name);
    assert_true(n > 0 && (size_t)n < room);
    return to;
}
