// SPDX-License-Identifier: Apache-2.0
// Faults on purpose, for testers of clients: a slow network, a failing backend, a connection that breaks. Only with
// --demo. Which requests are hit follows from counting, never from chance, so that a test repeats.
#ifndef TGOV_BACKEND_FAULT_H
#define TGOV_BACKEND_FAULT_H

#include "base/err.h"
#include <stdatomic.h>

enum { FAULT_LATENCY_MAX_MS = 60000 };

struct fault_plan {
    int latency_ms; // answer so much later
    int status;     // answer with this status instead
    bool drop;      // close without an answer
    int every;      // hit each n-th request only; 0 and 1: each
    atomic_ulong seen;
};

// Adds "latency=MS", "status=503", "drop" or "every=N" to the plan; several with commas. ERR_SYNTAX.
enum err fault_plan_read(struct fault_plan *p, const char *text) TGOV_CHECKED;
bool fault_plan_any(const struct fault_plan *p);
// Counts a request; true when it is to be hit.
bool fault_plan_hits(struct fault_plan *p);

#endif
