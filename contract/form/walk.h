// SPDX-License-Identifier: Apache-2.0
// Private to contract/form: making up valid answers.
#ifndef TGOV_CONTRACT_FORM_WALK_H
#define TGOV_CONTRACT_FORM_WALK_H

#include "contract/form/visit.h"

// The next number of a sequence that `seed` begins (splitmix64): the same on every machine.
uint64_t walk_next(uint64_t *seed);
uint32_t walk_below(uint64_t *seed, uint32_t n); // 0 to n - 1; 0 for n = 0
// An answer to try at `p`; `attempt` counts up, and later attempts try odder things. Null at the arena's cap.
struct val walk_invent(struct visit *v, const struct place *p, uint32_t attempt, uint64_t *seed, struct arena *a);
// Texts: patterns, masks, what the question's own rules speak of.
const char *walk_text(const struct place *p, uint32_t attempt, uint64_t *seed, struct arena *a);

#endif
