// SPDX-License-Identifier: Apache-2.0
// Tells AddressSanitizer which bytes of an arena's blocks are handed out, so that a test finds the use of a piece after
// its arena was reset and a write behind a piece. In other builds both functions do nothing.
#ifndef TGOV_BASE_POISON_H
#define TGOV_BASE_POISON_H

#include <stddef.h>

#if defined(__SANITIZE_ADDRESS__) // gcc
#define TGOV_POISON 1
#elif defined(__has_feature) // clang
#if __has_feature(address_sanitizer)
#define TGOV_POISON 1
#endif
#endif

#ifdef TGOV_POISON
#include <sanitizer/asan_interface.h>
static inline void poison(void *at, size_t size) { __asan_poison_memory_region(at, size); }
static inline void unpoison(void *at, size_t size) { __asan_unpoison_memory_region(at, size); }
#else
static inline void poison(void *at, size_t size) { (void)at, (void)size; }
static inline void unpoison(void *at, size_t size) { (void)at, (void)size; }
#endif

#endif
