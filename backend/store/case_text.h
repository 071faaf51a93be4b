// SPDX-License-Identifier: Apache-2.0
// The times when a clock stood still as one column: "from-until,from-until", until 0 while it stands.
#ifndef TGOV_STORE_CASE_TEXT_H
#define TGOV_STORE_CASE_TEXT_H

#include "contract/service/case.h"

enum { CASE_STOPS_TEXT = CASE_STOPS_CAP * 44 };

bool case_stops_write(const struct case_file *c, char *to, size_t room) TGOV_CHECKED;
// False when out of memory. What cannot be read is left out.
bool case_stops_read(struct arena *a, struct str text, struct case_file *c) TGOV_CHECKED;

#endif
