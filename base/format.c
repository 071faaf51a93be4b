// SPDX-License-Identifier: Apache-2.0
#include "base/format.h"

#include <string.h>

struct arguments {
    char type[FORMAT_ARGUMENTS_MAX][4]; // "d", "ld", "zu"; "" is not asked for
};

// The directive behind a '%': its argument's number (0: the next one) and type. NULL when it is none that texts may use.
static const char *directive(const char *at, int *number, char type[4]) {
    size_t n = strspn(at, "0123456789");
    *number = 0;
    if (n && at[n] == '$') {
        *number = n == 1 ? at[0] - '0' : -1;
        at += n + 1;
    }
    at += strspn(at, "-+0'#");
    at += strspn(at, "0123456789.");
    size_t length = strspn(at, "lzh");
    if (*number < 0 || length > 2 || !at[length] || !strchr("diuxXcsfge", at[length]))
        return NULL;
    memcpy(type, at, length + 1);
    type[length + 1] = '\0';
    return at + length + 1;
}

static bool read_format(const char *format, struct arguments *out) {
    int next = 0;
    memset(out, 0, sizeof *out);
    for (const char *at = strchr(format, '%'); at; at = strchr(at, '%')) {
        int number;
        char type[4];
        if (at[1] == '%') {
            at += 2;
            continue;
        }
        at = directive(at + 1, &number, type);
        int slot = number ? number - 1 : next++;
        if (!at || slot < 0 || slot >= FORMAT_ARGUMENTS_MAX)
            return false;
        memcpy(out->type[slot], type, sizeof type);
    }
    return true;
}

bool format_agrees(const char *format, const char *other) {
    struct arguments a, b;
    if (!strchr(other, '%') || !strchr(format, '%') || !read_format(format, &a))
        return true; // "100 %" is no format and not given to printf
    if (!read_format(other, &b))
        return false;
    for (int i = 0; i < FORMAT_ARGUMENTS_MAX; i++)
        if (*b.type[i] && strcmp(a.type[i], b.type[i]) != 0)
            return false;
    return true;
}
