// SPDX-License-Identifier: Apache-2.0
// Translations are formats of printf, so a broken catalogue could read or write any memory. This compares the directives of
// two formats before the second takes the place of the first.
#ifndef TGOV_BASE_FORMAT_H
#define TGOV_BASE_FORMAT_H

#include <stdbool.h>

enum { FORMAT_ARGUMENTS_MAX = 9 };

// True when `other` asks for no argument that `format` does not ask for, and for each of the same type. It may ask for fewer
// (some plural forms need no number) and in another order ("%2$s").
bool format_agrees(const char *format, const char *other);

#endif
