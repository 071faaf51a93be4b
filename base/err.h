// SPDX-License-Identifier: Apache-2.0
// What went wrong, and where. Every fallible function of Tgov returns one of these codes; a caller that drops it does
// not compile. The code is for programs; the words a person reads come from translations (app/words.c), and a `fault`
// carries the place and the technical sentence for a log, a command line or a developer.
#ifndef TGOV_BASE_ERR_H
#define TGOV_BASE_ERR_H

#include <stdbool.h>
#include <stddef.h>

enum err {
    ERR_NONE,
    ERR_MEMORY,      // an allocation failed, or an arena reached its cap
    ERR_LIMIT,       // the input is larger, deeper or longer than the documented cap
    ERR_SYNTAX,      // the bytes are not of the format
    ERR_TYPE,        // the format is right, a value has the wrong type or range
    ERR_MISSING,     // something required is absent
    ERR_DUPLICATE,   // a key or an id appears twice
    ERR_REFERENCE,   // something names a thing that does not exist, or a cycle
    ERR_UNSUPPORTED, // well-formed, but not something Tgov can do
    ERR_IO,          // reading or writing failed
    ERR_FULL,        // no space left on the device
    ERR_NOT_FOUND,
    ERR_DENIED,      // not allowed for this caller
    ERR_CONFLICT,    // the state of the thing does not allow it now
    ERR_OFFLINE,     // no way to the other side
    ERR_TIMEOUT,
    ERR_TLS,         // the other side could not prove who it is
    ERR_BUSY,        // the other side asks to come back later
    ERR_REMOTE,      // the other side answered nonsense or failed
    ERR_COUNT
};

#define TGOV_CHECKED __attribute__((warn_unused_result))
#define TGOV_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))

// Where and what, in technical English. `place` is a JSON path ("$.components[3].key"), a "line 7" or a file name.
// Both strings are always terminated and never contain control characters or personal data.
struct fault {
    enum err code;
    char place[192];
    char what[256];
};

// A short lower-case name ("duplicate"), for logs. Never NULL.
const char *err_name(enum err code);

// Fills `f` (which may be NULL) and returns `code`, so that failing reads `return fault_set(f, ERR_TYPE, path, "...")`.
// Long text is cut at a character boundary; control characters become spaces.
enum err fault_set(struct fault *f, enum err code, const char *place, const char *fmt, ...) TGOV_PRINTF(4, 5);

// Puts `prefix` in front of the place, for a caller that knows the file: "form.json: $.components[3]".
void fault_within(struct fault *f, const char *prefix);

#endif
