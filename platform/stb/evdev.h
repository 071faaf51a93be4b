// SPDX-License-Identifier: Apache-2.0
// Remotes and keyboards of a Linux box, read from /dev/input/event* directly: SDL 2 drops OK, the colour keys, channel
// up and down and most others of a television's remote. Devices may come and go; inotify tells.
//
// Only devices with a key that the key map knows are opened. Anything that is no kernel device (a FIFO, a pipe) is taken
// as it is, so that tests and adapters can write records.
#ifndef TGOV_PLATFORM_STB_EVDEV_H
#define TGOV_PLATFORM_STB_EVDEV_H

#include "platform/stb/stream.h"
#include <poll.h>

enum {
    EVDEV_SOURCES = 16,                // devices read at the same time; more are ignored with a log line
    EVDEV_FDS = EVDEV_SOURCES + 1,     // and the folder
};

struct evdev_options {
    const char *folder; // watched for "event*"; NULL: none
    const char *path;   // one device or FIFO besides; NULL: none. It must exist
    bool grab;          // keep keys from the console and other programs (EVIOCGRAB)
    bool (*wanted)(void *with, uint16_t code); // is this code in the key map?
    void *with;                                // for `wanted`
};

struct evdev;

// A folder that does not exist is logged, not an error: a box may have only what `path` names, or no remote yet.
// ERR_NOT_FOUND, ERR_DENIED, ERR_IO for `path`; ERR_MEMORY. NULL then.
struct evdev *evdev_create(const struct evdev_options *o, struct fault *f) TGOV_CHECKED;
void evdev_destroy(struct evdev *e);

// Puts what to wait for into `fds` and returns how many.
size_t evdev_poll_fds(const struct evdev *e, struct pollfd fds[EVDEV_FDS]);
// Takes over what has arrived, without waiting: opens new devices, closes lost ones, gives keys to `sink`.
void evdev_read(struct evdev *e, stream_sink *sink, void *with);
// How many devices are open.
size_t evdev_count(const struct evdev *e);

#endif
