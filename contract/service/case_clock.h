// SPDX-License-Identifier: Apache-2.0
// Private to contract/service: the legal clock of a case.
#ifndef TGOV_CONTRACT_SERVICE_CASE_CLOCK_H
#define TGOV_CONTRACT_SERVICE_CASE_CLOCK_H

#include "contract/service/case.h"

void case_clock_begin(const struct case_rules *r, struct case_file *c, when_ms at);
void case_clock_extend(const struct case_rules *r, struct case_file *c, int days);
// What the move does to the clock. ERR_LIMIT at CASE_STOPS_CAP, ERR_MEMORY.
enum err case_clock_apply(struct arena *a, const struct case_rules *r, struct case_file *c, const struct service_move *m,
                     when_ms at, struct fault *f) TGOV_CHECKED;

#endif
