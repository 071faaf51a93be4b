// SPDX-License-Identifier: Apache-2.0
// The built-in key map as a table of numbers and names: <linux/input-event-codes.h> and platform/keys.h both call things
// KEY_UP and cannot be included together.
#ifndef TGOV_PLATFORM_STB_CODES_H
#define TGOV_PLATFORM_STB_CODES_H

#include <stdint.h>

struct code_name {
    uint16_t code;    // Linux
    const char *name; // as in platform/keys.h
};
extern const struct code_name codes_built_in[]; // ends with a row without a name

#endif
