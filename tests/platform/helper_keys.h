// SPDX-License-Identifier: Apache-2.0
// Records as a kernel device writes them, for tests of the reader. Codes are numbers: <linux/input.h> and platform/keys.h
// cannot be included together.
#ifndef TGOV_TESTS_PLATFORM_HELPER_KEYS_H
#define TGOV_TESTS_PLATFORM_HELPER_KEYS_H

#include <stdbool.h>
#include <stddef.h>

enum { CODE_OK = 352, CODE_RED = 398, CODE_5 = 517, CODE_EXIT = 174, CODE_UNKNOWN = 0x2f0, RECORD_ROOM = 64 };

size_t record_size(void);
// One EV_KEY record into `to`; returns its length.
size_t record_key(unsigned char to[RECORD_ROOM], unsigned code, int value);
// SYN_REPORT or SYN_DROPPED.
size_t record_report(unsigned char to[RECORD_ROOM]);
size_t record_dropped(unsigned char to[RECORD_ROOM]);
// Down and up of a key to a file descriptor; false when that failed.
bool record_press(int fd, unsigned code);

#endif
