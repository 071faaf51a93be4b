// SPDX-License-Identifier: Apache-2.0
// What writing and reading pictures tell libpng alike: its memory is ours, its complaints leave by longjmp and say nothing.
// Private to platform/png.c and platform/png_read.c.
#ifndef TGOV_PLATFORM_PNG_HOOKS_H
#define TGOV_PLATFORM_PNG_HOOKS_H

#include <png.h>

void *hook_take(png_structp png, png_alloc_size_t size);
void hook_give(png_structp png, void *block);
_Noreturn void hook_fail(png_structp png, const char *what); // the caller's own error code says more
void hook_warn(png_structp png, const char *what);

#endif
