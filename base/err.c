// SPDX-License-Identifier: Apache-2.0
// Names of the codes, and faults that are filled safely whatever is put into them.
#include "base/err.h"

#include "base/str.h"

#include <stdarg.h>
#include <stdio.h>

static const char *const names[ERR_COUNT] = {
    [ERR_NONE] = "none", [ERR_MEMORY] = "memory", [ERR_LIMIT] = "limit", [ERR_SYNTAX] = "syntax", [ERR_TYPE] = "type",
    [ERR_MISSING] = "missing", [ERR_DUPLICATE] = "duplicate", [ERR_REFERENCE] = "reference",
    [ERR_UNSUPPORTED] = "unsupported", [ERR_IO] = "io", [ERR_FULL] = "full", [ERR_NOT_FOUND] = "not-found",
    [ERR_DENIED] = "denied", [ERR_CONFLICT] = "conflict", [ERR_OFFLINE] = "offline", [ERR_TIMEOUT] = "timeout",
    [ERR_TLS] = "tls", [ERR_BUSY] = "busy", [ERR_REMOTE] = "remote",
};

const char *err_name(enum err code) {
    return (unsigned)code < ERR_COUNT ? names[code] : "unknown";
}

static void plain(char *text) {
    for (; *text; text++)
        if ((unsigned char)*text < 0x20 || *text == 0x7f)
            *text = ' ';
}

enum err fault_set(struct fault *f, enum err code, const char *place, const char *fmt, ...) {
    char what[1024];
    va_list args;
    if (!f)
        return code;
    f->code = code;
    va_start(args, fmt); // formatted first: the arguments may be parts of the old fault
    vsnprintf(what, sizeof what, fmt, args);
    va_end(args);
    text_copy(f->place, sizeof f->place, place ? place : "");
    text_copy(f->what, sizeof f->what, what);
    plain(f->place);
    plain(f->what);
    return code;
}

void fault_within(struct fault *f, const char *prefix) {
    char joined[2 * sizeof f->place];
    if (!f)
        return;
    snprintf(joined, sizeof joined, "%s%s%s", prefix, *f->place ? ": " : "", f->place);
    text_copy(f->place, sizeof f->place, joined);
    plain(f->place);
}
