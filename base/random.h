// SPDX-License-Identifier: Apache-2.0
// Unguessable bytes from the kernel (getrandom).
#ifndef TGOV_BASE_RANDOM_H
#define TGOV_BASE_RANDOM_H

#include "base/err.h"

// Never fails: ends the process with a message if the kernel has no randomness to give.
void random_bytes(void *to, size_t count);
// `count` characters of the given alphabet (at most 256 characters), unbiased, and a terminator; room count + 1.
void random_text(char *to, size_t count, const char *alphabet);
#define RANDOM_BASE32 "abcdefghijklmnopqrstuvwxyz234567"
#define RANDOM_CODE "BCDFGHJKLMNPQRSTVWXZ" // no vowels: no words (RFC 8628, 6.1)

#endif
