// SPDX-License-Identifier: Apache-2.0
// `struct input_event` records out of any stream of bytes: a kernel device, a FIFO, a pipe of a test. A read may end
// within a record; the rest is carried over. The record's size follows the system's time_t and is not a constant here.
//
// A stream also knows which codes are held, so that keys do not stay down when a device is unplugged or when the kernel
// had to drop events (SYN_DROPPED): both release everything.
#ifndef TGOV_PLATFORM_STB_STREAM_H
#define TGOV_PLATFORM_STB_STREAM_H

#include "base/err.h"
#include <stdint.h>

enum {
    STREAM_CODES = 0x300,   // key codes of Linux end below (KEY_CNT)
    STREAM_RECORD_ROOM = 32 // no system has a larger input_event
};

enum stream_value { STREAM_UP, STREAM_DOWN, STREAM_REPEAT }; // as the kernel numbers them

struct stream_key {
    uint16_t code; // below STREAM_CODES
    enum stream_value value;
    bool letters;  // the device writes letters: a keyboard, not a remote
};

struct stream { // zeroed at the start
    size_t have; // bytes of a record that has only partly arrived
    unsigned char part[STREAM_RECORD_ROOM];
    unsigned char held[STREAM_CODES / 8];
    bool letters;  // set by who opens the device
    bool dropping; // between SYN_DROPPED and the next SYN_REPORT
};

// Called for each key. `with` is the caller's.
typedef void stream_sink(void *with, struct stream_key key);

// Takes `len` bytes of any content. Events that are no keys, codes and values out of range are ignored.
void stream_feed(struct stream *s, const void *bytes, size_t len, stream_sink *sink, void *with);
// Releases what is held and forgets a partial record: the device is gone.
void stream_end(struct stream *s, stream_sink *sink, void *with);

#endif
