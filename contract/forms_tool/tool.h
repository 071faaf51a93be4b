// SPDX-License-Identifier: Apache-2.0
// Private to contract/forms_tool: the sub-commands of tgov-forms. Each gets what stands behind its own name and returns the
// exit code: 0 success, 1 failure, 2 usage.
#ifndef TGOV_CONTRACT_FORMS_TOOL_TOOL_H
#define TGOV_CONTRACT_FORMS_TOOL_TOOL_H

#include "base/json.h"
#include <stdio.h>

#define TOOL_FILE_CAP (16u << 20)
// Memory of one command.
#define TOOL_ARENA_CAP (256u << 20)

int tool_import(int argc, char **argv);
int tool_check(int argc, char **argv);
int tool_walk(int argc, char **argv);
int tool_suite(int argc, char **argv);
int tool_bench_logic(int argc, char **argv);
int tool_expression(int argc, char **argv);

// "error: FILE: PLACE: WHAT" on stderr; returns 1.
int tool_fail(const char *file, const struct fault *f);
// Reads a JSON document; false after saying on stderr what is wrong with it.
bool tool_read(struct arena *a, const char *path, struct val *out);

#endif
