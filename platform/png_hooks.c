// SPDX-License-Identifier: Apache-2.0
#include "platform/png_hooks.h"

#include "base/mem.h"

void *hook_take(png_structp png, png_alloc_size_t size) {
    (void)png;
    return mem_alloc(size);
}

void hook_give(png_structp png, void *block) {
    (void)png;
    mem_free(block);
}

void hook_fail(png_structp png, const char *what) {
    (void)what;
    png_longjmp(png, 1);
}

void hook_warn(png_structp png, const char *what) { (void)png, (void)what; }
