// SPDX-License-Identifier: Apache-2.0
// Writing input_event records.
#include "helper_keys.h"
#include <linux/input.h>
#include <string.h>
#include <unistd.h>

static size_t put(unsigned char *to, unsigned type, unsigned code, int value) {
    struct input_event e;
    memset(&e, 0, sizeof e);
    e.type = (unsigned short)type;
    e.code = (unsigned short)code;
    e.value = value;
    memcpy(to, &e, sizeof e);
    return sizeof e;
}

size_t record_size(void) {
    return sizeof(struct input_event);
}

size_t record_key(unsigned char to[RECORD_ROOM], unsigned code, int value) {
    return put(to, EV_KEY, code, value);
}

size_t record_report(unsigned char to[RECORD_ROOM]) {
    return put(to, EV_SYN, SYN_REPORT, 0);
}

size_t record_dropped(unsigned char to[RECORD_ROOM]) {
    return put(to, EV_SYN, SYN_DROPPED, 0);
}

bool record_press(int fd, unsigned code) {
    unsigned char bytes[4 * RECORD_ROOM];
    size_t n = record_key(bytes, code, 1);
    n += record_report(bytes + n);
    n += record_key(bytes + n, code, 0);
    n += record_report(bytes + n);
    return write(fd, bytes, n) == (ssize_t)n;
}
