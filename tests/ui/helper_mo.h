// SPDX-License-Identifier: Apache-2.0
// Makes .mo files for tests.
#ifndef TGOV_TESTS_UI_MO_H
#define TGOV_TESTS_UI_MO_H

#include "base/buf.h"
#include "base/str.h"

struct mo_text {
    struct str id, text; // with their NULs inside: MO("one\0many", "ein\0viele")
};
#define MO(id, text) {{(id), sizeof(id) - 1}, {(text), sizeof(text) - 1}}

// `texts` in the order of their ids. `swapped`: as a machine of the other byte order writes it.
void mo_write(struct buf *out, const struct mo_text *texts, size_t count, bool swapped);

#endif
