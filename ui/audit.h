// SPDX-License-Identifier: Apache-2.0
// What the files of the audit share; tests of colours use it, too.
#ifndef TGOV_UI_AUDIT_H
#define TGOV_UI_AUDIT_H

#include <stdint.h>

// How much two colours (0xAARRGGBB) differ in lightness, 1 to 21 (WCAG 2.2, contrast ratio). Hues do not count: a person who
// sees no colours sees as much.
double ui_contrast(uint32_t a, uint32_t b);

#endif
