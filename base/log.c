// SPDX-License-Identifier: Apache-2.0
// A line is made on the stack and handed to the kernel at once, so that threads and processes do not mix theirs.
#include "base/log.h"

#include "base/str.h"
#include "base/when.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { LINE_ROOM = 1024 };

static atomic_int least_level = LOG_INFO;

void log_set_level(enum log_level least) { atomic_store(&least_level, (int)least); }

// Control characters (C0, DEL, C1) and bytes that are no UTF-8 could drive the terminal that shows the log.
static void make_plain(char *line) {
    size_t len = strlen(line), at = 0;
    while (at < len) {
        size_t from = at;
        uint32_t code = utf8_next(line, len, &at);
        if (code < 0x20 || (code >= 0x7f && code < 0xa0) || (code == 0xFFFD && at - from == 1))
            memset(line + from, '?', at - from);
    }
}

void log_line(enum log_level level, const char *part, const char *event, const char *fmt, ...) {
    static const char *const words[] = {"debug", "info", "warn", "error"};
    char line[LINE_ROOM], time[32];
    va_list args;
    if ((int)level < atomic_load(&least_level) || level > LOG_ERROR)
        return;
    when_write(when_now(), time, sizeof time);
    int head = snprintf(line, sizeof line - 1, "%s %s %s %s ", time, words[level], part, event);
    size_t at = head < 0 ? 0 : (size_t)head < sizeof line - 1 ? (size_t)head : sizeof line - 2;
    va_start(args, fmt);
    vsnprintf(line + at, sizeof line - 1 - at, fmt, args);
    va_end(args);
    make_plain(line);
    size_t len = strlen(line);
    while (len && line[len - 1] == ' ')
        len--;
    line[len++] = '\n';
    if (write(STDERR_FILENO, line, len) < 0)
        return; // there is nowhere left to tell
}
