// SPDX-License-Identifier: Apache-2.0
// One line an event on stderr, structured: `2026-03-10T09:12:00.123Z info net retry status=503 wait_ms=1200`.
// Never a person's data: log codes, counts, names of parts and places, not answers, tokens, names or addresses.
#ifndef TGOV_BASE_LOG_H
#define TGOV_BASE_LOG_H

#include "base/err.h"

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

// Lines below this level are dropped. Starts as LOG_INFO. Safe from any thread.
void log_set_level(enum log_level least);
// `part` is the module ("net"), `event` a fixed word; the rest is "key=value key=value". Control characters in values
// become '?', so that one call is one line.
void log_line(enum log_level level, const char *part, const char *event, const char *fmt, ...) TGOV_PRINTF(4, 5);

#endif
