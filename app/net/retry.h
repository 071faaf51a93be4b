// SPDX-License-Identifier: Apache-2.0
// When to try again. Pure functions: chance and time are arguments.
#ifndef TGOV_APP_NET_RETRY_H
#define TGOV_APP_NET_RETRY_H

#include "base/when.h"

enum { RETRY_AFTER_CAP_MS = 24 * 60 * 60 * 1000 };

// The pause after `failures` (1 or more) in a row: full jitter, anything from 0 to base * 2^(failures-1), at most cap.
// Boxes that failed together must not come back together.
int64_t retry_pause(int failures, int base_ms, int cap_ms, uint32_t dice);
// What a Retry-After header (RFC 9110, 10.2.3) asks for: seconds or a date; at most a day; -1 when absent or nonsense.
int64_t retry_after_ms(const char *value, when_ms now);
// The pause that honours a Retry-After: never shorter, up to a fifth (at least 250 ms) longer.
int64_t retry_after_jitter(int64_t asked_ms, uint32_t dice);
// Whether another try may help.
bool retry_helps(int status, enum err err);
// What a status means; ERR_NONE for 2xx and 304.
enum err retry_err_of_status(int status);

#endif
