// SPDX-License-Identifier: Apache-2.0
// getrandom(2), and letters drawn from it.
#include "base/random.h"

#include <assert.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

void random_bytes(void *to, size_t count) {
    unsigned char *at = to;
    while (count) {
        ssize_t n = getrandom(at, count, 0);
        if (n < 0 && errno != EINTR) {
            fputs("the kernel gives no random bytes: secrets cannot be made\n", stderr);
            abort();
        }
        if (n > 0) {
            at += n;
            count -= (size_t)n;
        }
    }
}

void random_text(char *to, size_t count, const char *alphabet) {
    size_t letters = strlen(alphabet);
    assert(letters > 0 && letters <= 256);
    unsigned limit = 256 - 256 % (unsigned)letters; // bytes above it would favour the first letters
    for (size_t i = 0; i < count;) {
        unsigned char byte;
        random_bytes(&byte, 1);
        if (byte < limit)
            to[i++] = alphabet[byte % letters];
    }
    to[count] = '\0';
}
