// SPDX-License-Identifier: Apache-2.0
// What the tests of ui/text share: an engine over the fonts of this machine, and short words for common calls.
#ifndef TGOV_TESTS_TEXT_HELPER_H
#define TGOV_TESTS_TEXT_HELPER_H

#include "ui/text/text.h"
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

// The engine over assets/fonts.json; fails the test when it cannot be made. `budget` 0 is the default.
struct text_engine *make_engine(const char *language, size_t budget);
struct text_style size(int px);
struct text_style bold(int px);
// TGOV_SOURCE/relative; valid until the next call.
const char *source_path(const char *relative);
// All lines of a layout joined by '|'; valid until the next call.
const char *lines_of(struct text_engine *t, const char *text, struct text_style style, struct text_box box);
// The first line of what a command prints, without its end; false when the command cannot run or fails.
bool run_line(const char *command, char *out, size_t room);
bool have_program(const char *name);

#endif
