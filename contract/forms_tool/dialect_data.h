// SPDX-License-Identifier: Apache-2.0
// Private to dialect.c and dialect_data.c: the built-in table.
#ifndef TGOV_CONTRACT_FORMS_TOOL_DIALECT_DATA_H
#define TGOV_CONTRACT_FORMS_TOOL_DIALECT_DATA_H

#include "contract/forms_tool/dialect.h"

struct dialect_known_script {
    const char *script; // squeezed: no white space
    const char *rule;   // JsonLogic: true, or the words for a person
};
extern const struct dialect_row dialect_rows[]; // sorted by `from`
extern const size_t dialect_row_count;
extern const struct dialect_known_script dialect_scripts[];
extern const size_t dialect_script_count;

#endif
