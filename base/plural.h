// SPDX-License-Identifier: Apache-2.0
// The plural expression of a gettext catalogue ("nplurals=2; plural=(n != 1);"): C syntax over one variable n.
#ifndef TGOV_BASE_PLURAL_H
#define TGOV_BASE_PLURAL_H

#include <stdbool.h>

enum { PLURAL_FORMS_MAX = 6, PLURAL_TEXT_MAX = 512 };

// Evaluates `expression` for n. False when it is not of that grammar, divides by zero, or nests deeper than 32.
bool plural_form(const char *expression, long n, long *form);

#endif
