// SPDX-License-Identifier: Apache-2.0
// The countries of the world, sorted by name; ends with code NULL.
#ifndef TGOV_CONTRACT_FORMS_TOOL_COUNTRIES_H
#define TGOV_CONTRACT_FORMS_TOOL_COUNTRIES_H

#include <stddef.h>

struct country {
    const char *code, *name;
};
extern const struct country countries[];

#endif
